import { createServer } from 'node:http';
import postgres from 'postgres';

/** What the bare server has to answer with. */
export interface Bare {
  /** Bodies by path, with the headers that a browser needs to read them. */
  pages: Record<string, { body: string; headers: Record<string, string> }>;
  /** The database into which a POST inserts one row in one transaction. */
  databaseUrl: string;
}

/** A Node server with nothing between the request and the answer: what all else is measured against. */
process.once('message', (bare: Bare) => {
  const pages = new Map(
    Object.entries(bare.pages).map(([path, { body, headers }]) => [
      path,
      { body: Buffer.from(body, 'base64'), headers },
    ]),
  );
  const sql = postgres(bare.databaseUrl, { max: 10, onnotice: () => undefined });
  const insert = () =>
    sql.begin((tx) => tx`insert into bare_reports (text, value) values (${'We rang eleven doors.'}, ${11})`);
  const server = createServer((request, response) => {
    const page = pages.get(request.url ?? '');
    if (page) {
      response.writeHead(200, { ...page.headers, 'Content-Length': page.body.length });
      response.end(page.body);
      return;
    }
    request.resume().once('end', () => {
      insert().then(
        () => response.writeHead(303, { Location: '/' }).end(),
        () => response.writeHead(500).end(),
      );
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.(typeof address === 'object' && address ? address.port : 0);
  });
});
process.once('disconnect', () => process.exit(0));
