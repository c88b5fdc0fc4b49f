import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Portal, startPortal } from '#test/support/portal.ts';
import { visitor } from '#test/support/visitor.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.stop());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(portal.url + path, { redirect: 'manual', ...init });

/** Every script and style that a page loads or carries is allowed by hash or origin, and nothing inline beside. */
const security = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('geolocation=(self)') as string,
};

describe('somebody with an address that no page can have', () => {
  it.each<[path: string, status: number]>([
    ...['', 'report/', 'join/', 'come-once/', 'poster/', 'impact/', 'calendar.ics'].map(
      (page): [string, number] => [`/groups/%00/${page}`, 404],
    ),
    ['/es/groups/%00/', 404],
    ['/questions/%00/', 404],
    ['/approaches/%00/try/', 404],
    ['/groups/%E0%A4%A/', 404],
    ['/groups/100%/', 404],
    ['/feed/?group=%00', 400],
    ['/feed.xml?group=%00', 400],
    ['/impact/week/?measure=%00', 400],
    ['/start/?from=%00', 400],
    ['/search/?q=100%', 200],
  ])('is told so calmly: %s', async (path, status) => {
    const answer = await ask(path);
    expect(answer.status).toBe(status);
    if (status !== 200) expect(await answer.text()).not.toContain('Something broke');
  });
  it('who sends something else than a form is told that we read only forms', async () => {
    const headers = { origin: portal.url, 'content-type': 'application/json' };
    for (const body of ['{bad', '{}']) {
      const path = '/start/?_action=groups.foundByMail';
      const answer = await ask(path, { method: 'POST', headers, body });
      expect([answer.status, (await answer.text()).includes('was not sent by one of our forms')]).toEqual([
        415,
        true,
      ]);
    }
  });
});

describe('a reader', () => {
  it.each([
    ['a page made at build time', '/narrative/', 200],
    ['a page made at build time, in Spanish', '/es/how-it-works/', 200],
    ['a cached page', '/impact/', 200],
    ['a page in Spanish', '/es/impact/', 200],
    ['a live page', '/organize/', 401],
    ['a page that is not there', '/nowhere/', 404],
    ['a group that is not there', '/groups/nobody/impact/', 404],
  ])('is protected by the same headers on %s', async (_kind, path, status) => {
    const response = await ask(path);
    expect(response.status).toBe(status);
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject(security);
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(Object.keys(headers).filter((name) => name.startsWith('x-commonward'))).toEqual([]);
  });

  it('gets a shared page compressed as their browser likes, and nothing when they have it already', async () => {
    const sizes = new Map<string, number>();
    for (const encoding of ['br', 'gzip', 'identity']) {
      const headers = { 'accept-encoding': encoding };
      const response = await ask('/impact/', { headers });
      expect(response.headers.get('content-encoding') ?? 'identity').toBe(encoding);
      expect(response.headers.get('vary')).toBe('Accept-Encoding');
      expect(response.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
      expect(await response.text()).toContain('</html>');
      sizes.set(encoding, Number(response.headers.get('content-length')));
      const etag = response.headers.get('etag') ?? '';
      const again = await ask('/impact/', { headers: { ...headers, 'if-none-match': etag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
    }
    expect(sizes.get('br')).toBeLessThan(sizes.get('identity') ?? 0);
    expect(sizes.get('gzip')).toBeLessThan(sizes.get('identity') ?? 0);
  });

  it('gets a page of their own compressed too, and whole', async () => {
    for (const path of ['/search/', '/reports.csv', '/nowhere/']) {
      const plain = await ask(path, { headers: { 'accept-encoding': 'identity' } });
      expect(plain.headers.get('content-encoding')).toBeNull();
      const length = (await plain.text()).length;
      for (const encoding of ['br', 'gzip']) {
        const response = await ask(path, { headers: { 'accept-encoding': encoding } });
        expect([path, response.headers.get('content-encoding')]).toEqual([path, encoding]);
        expect((await response.text()).length).toBe(length);
      }
    }
  });

  it('may keep fonts, scripts and styles for a year, since their names change with them', async () => {
    const page = await (await ask('/impact/')).text();
    const assets = [...page.matchAll(/(?:href|src)="(\/_astro\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(assets.length).toBeGreaterThan(0);
    for (const path of assets) {
      const response = await ask(path);
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  });

  it('gets no page of a language that the town does not speak', async () => {
    expect((await ask('/fr/impact/')).status).toBe(404);
    expect((await ask('/en/impact/')).status).toBe(404);
  });

  it('is led to the address with its slash', async () => {
    const response = await ask('/impact?month=2026-01');
    expect([301, 308]).toContain(response.status);
    expect(response.headers.get('location')).toBe('/impact/?month=2026-01');
  });

  it('gets the head of a page without its body', async () => {
    const [head, whole] = [await ask('/impact/', { method: 'HEAD' }), await ask('/impact/')];
    expect(await head.text()).toBe('');
    expect(head.headers.get('content-length')).toBe(
      whole.headers.get('content-length') ?? head.headers.get('content-length'),
    );
    expect(head.headers.get('etag')).not.toBeNull();
  });

  it.each(['/%', '/%E0%A4%A', '/..%2f..%2fetc/passwd', '//evil.example/', '/impact/%00/', '/?a[]=%'])(
    'who asks for %s is told calmly',
    async (path) => {
      const status = await rawStatus(path);
      expect([200, 301, 308, 400, 404]).toContain(status);
    },
  );
});

/** The status of a path sent as it stands, which `fetch` would tidy up first. */
function rawStatus(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(portal.url);
    request({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('a form', () => {
  const form = { body: 'x=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  const from = (headers: Record<string, string>) => ({
    method: 'POST',
    body: form.body,
    headers: { ...form.headers, ...headers },
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a page that hides where it is', { origin: 'null' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ['nowhere', {}],
  ])('from %s is refused in the language of the page', async (_from, headers) => {
    const response = await ask('/es/concern/', from(headers));
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('Este formulario llegó desde otro sitio');
  });

  it('that is too large is refused before it is read whole', async () => {
    const body = 'x'.repeat(300_000);
    const answer = await visitor(portal.url).post('/concern/', { text: body });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('more than we can take at once');
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('sent with %s is refused', async (method) => {
    for (const path of ['/impact/', '/concern/', '/reports.csv']) {
      const response = await ask(path, { method, headers: { origin: portal.url } });
      expect([path, response.status]).toEqual([path, 405]);
      expect(response.headers.get('allow')).toContain('GET');
    }
  });

  it('sent to a file that is only read is refused', async () => {
    const response = await ask('/reports.csv', from({ origin: portal.url }));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('whoever runs the portal', () => {
  it('can ask whether it is up and ready', async () => {
    expect([(await ask('/healthz')).status, (await ask('/readyz')).status]).toEqual([200, 200]);
  });

  it('is told when another process already has the data, before the build that it reads from is replaced', async () => {
    const second = spawn(process.execPath, ['src/cli/start.ts'], {
      env: { ...process.env, DATA_DIR: portal.dataDir, PORT: '0', SITE_URL: 'https://elsewhere.example' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    second.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    second.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(second, 'exit')) as [number];
    expect(code).toBe(1);
    expect(said).toContain('Another Commonward is running on the data');
    expect(said).not.toContain('Building');
    expect(said).not.toContain('    at ');
  });

  it('is told everything that is wrong with the settings at once', async () => {
    const wrong = spawn(process.execPath, ['src/cli/start.ts'], {
      env: { ...process.env, PORT: 'many', SMTP_URL: 'mail' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    wrong.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(wrong, 'exit')) as [number];
    expect(code).toBe(1);
    expect(said).toMatch(/PORT must be a number[\s\S]*SMTP_URL must look like/);
    expect(said).not.toContain('    at ');
  });

  it('sees it serve while a thousand connections send nothing', async () => {
    const { hostname, port } = new URL(portal.url);
    const silent = Array.from({ length: 1000 }, () => connect(Number(port), hostname));
    await Promise.all(silent.map((socket) => once(socket, 'connect')));
    for (const socket of silent) socket.write('GET /impact/ HTTP/1.1\r\n');
    expect((await ask('/impact/')).status).toBe(200);
    for (const socket of silent) socket.destroy();
  });
});

describe('a portal that is told to stop', () => {
  it('answers every request that reached it', async () => {
    const own = await startPortal();
    const readers = Array.from({ length: 20 }, () => readUntilRefused(own.url));
    await fetch(`${own.url}/impact/`);
    own.process.kill('SIGTERM');
    const outcomes = await Promise.all(readers);
    expect(outcomes.flatMap((each) => each.failed)).toEqual([]);
    expect(outcomes.every((each) => each.answered > 0)).toBe(true);
    await own.stop();
  });
});

/** Reads again and again on one connection, until the portal says that it takes no new one. */
async function readUntilRefused(url: string): Promise<{ answered: number; failed: string[] }> {
  const failed: string[] = [];
  for (let answered = 0; ; answered += 1) {
    const outcome = await fetch(`${url}/impact/reports/?page=${(answered % 5) + 1}`).then(
      async (response) => {
        await response.text();
        return response.status;
      },
      (error: Error & { cause?: { code?: string } }) => error.cause?.code ?? error.message,
    );
    if (outcome === 'ECONNREFUSED') return { answered, failed };
    if (outcome !== 200) failed.push(String(outcome));
    if (failed.length > 5) return { answered, failed };
  }
}
