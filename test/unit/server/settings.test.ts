import { describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from '#server/settings.ts';

const problems = (env: Record<string, string>): readonly string[] => {
  try {
    readSettings(env, '/srv/portal');
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
};

describe('someone who starts the portal', () => {
  it('without any setting gets it on this machine only', () => {
    expect(readSettings({}, '/srv/portal')).toMatchObject({
      host: '127.0.0.1',
      port: 4321,
      siteUrl: 'http://127.0.0.1:4321',
      contentDir: '/srv/portal/content',
      trustProxy: 0,
    });
  });

  it('with everything wrong reads everything that is wrong at once', () => {
    const wrong = {
      PORT: '70000',
      SITE_URL: 'https://town.example/portal',
      DATABASE_URL: 'mysql://x',
      SMTP_URL: 'mail.example',
      MAIL_FROM: 'nobody',
      TRUST_PROXY: 'yes',
      SECRET_KEY: 'short',
    };
    expect(problems(wrong).map((each) => each.split(' ')[0])).toEqual([
      'PORT',
      'SITE_URL',
      'DATABASE_URL',
      'SMTP_URL',
      'MAIL_FROM',
      'TRUST_PROXY',
      'SECRET_KEY',
    ]);
  });

  it('hears what is missing also while another setting is wrong, and each mistake once', () => {
    const wrong = {
      HOST: '0.0.0.0',
      PORT: 'abc',
      SMTP_URL: 'smtp://mail.example',
      DATABASE_URL: 'postgres://localhost/town',
    };
    expect(problems(wrong).map((each) => each.split(' ')[0])).toEqual([
      'PORT',
      'SECRET_KEY',
      'MAIL_FROM',
      'SITE_URL',
    ]);
    expect(problems({ SITE_URL: 'localhost:4321' })).toEqual([expect.stringMatching(/^SITE_URL must look/)]);
    expect(problems({ SMTP_URL: 'smtp://', MAIL_FROM: 'a@b.example' })).toEqual([
      expect.stringMatching(/^SMTP_URL must look/),
    ]);
  });

  it('on a database of its own must give the secret that all its processes share', () => {
    expect(problems({ DATABASE_URL: 'postgres://localhost/town' })).toEqual([
      expect.stringMatching(/^SECRET_KEY is missing/),
    ]);
  });

  it('open to others must say under which address', () => {
    expect(problems({ HOST: '0.0.0.0' })).toEqual([expect.stringMatching(/^SITE_URL is missing/)]);
    expect(problems({ HOST: '0.0.0.0', SITE_URL: 'https://town.example' })).toEqual([]);
  });

  it('with a mail server must name the sender', () => {
    expect(problems({ SMTP_URL: 'smtp://localhost' })).toEqual([
      expect.stringMatching(/^MAIL_FROM is missing/),
    ]);
  });

  it('may leave a setting empty, as in a copied example', () => {
    expect(readSettings({ PORT: '', SITE_URL: ' ' }, '/srv/portal').port).toBe(4321);
  });

  it('on this machine has links in mails lead to the address that the start prints', () => {
    expect(readSettings({ HOST: '::1' }, '/srv').siteUrl).toBe('http://[::1]:4321');
    expect(readSettings({ HOST: 'localhost', PORT: '8080' }, '/srv').siteUrl).toBe('http://localhost:8080');
  });

  it('may write the address with a slash at its end', () => {
    expect(readSettings({ SITE_URL: 'https://town.example/' }, '/srv').siteUrl).toBe('https://town.example');
  });
});
