/**
 * What a browser, a proxy and a curious visitor get with every answer: headers that shut doors, nothing of versions, no
 * files beside the built ones, nothing that a cache may keep, and no way in by odd names and doubled parameters.
 */
import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await serveWorld([umbrellaLending]);
}, 60_000);
afterAll(() => world.end());

describe('every answer', () => {
  it('lets nobody frame it, sniff it, be told where one came from, or load from elsewhere', async () => {
    for (const url of ['/api/session', '/api/records/umbrella_stand', '/api/openapi.json']) {
      const { headers } = await world.ask('director', 'GET', url);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      const policy = String(headers['content-security-policy']);
      for (const one of [
        "object-src 'none'",
        "base-uri 'none'",
        'report-uri /api/policy-reports',
        'report-to policy',
        "frame-ancestors 'self'",
        "default-src 'self'",
        "connect-src 'self'",
      ])
        expect(policy).toContain(one);
      expect(headers['reporting-endpoints']).toBe('policy="/api/policy-reports"');
      expect(policy).not.toContain('unsafe-eval');
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['server']).toBeUndefined();
    }
  });

  it('of the API is kept in no cache', async () => {
    for (const url of [
      '/api/session',
      '/api/records/umbrella_stand',
      '/api/today',
      '/api/records/umbrella_stand/export.csv',
    ])
      expect(
        `${url} ${(await world.ask('director', 'GET', url)).headers['cache-control']}`,
      ).toContain('no-store');
  });

  it('over HTTPS says for a year, subdomains too, that there is no other way', async () => {
    const config = { ...world.config, public_url: 'https://book.example' };
    const app = await buildApp({ ...world, config });
    const { headers } = await app.inject({ url: '/api/state' });
    await app.close();
    const hsts = String(headers['strict-transport-security']);
    expect(Number(/max-age=(\d+)/.exec(hsts)?.[1])).toBeGreaterThanOrEqual(31_536_000);
    expect(hsts).toContain('includeSubDomains');
    expect(
      (await world.ask(null, 'GET', '/api/state')).headers['strict-transport-security'],
    ).toBeUndefined();
  });

  it('of the API’s description goes to whom the operator has named', async () => {
    const statuses = async (api_docs: 'everybody' | 'signed_in' | 'nobody') => {
      const app = await buildApp({ ...world, config: { ...world.config, api_docs } });
      const signedIn = await app.inject({
        method: 'POST', url: '/api/session', headers: { 'x-taizhang': '1' },
        payload: { username: 'director', password: 'umbrella rain 7' },
      }); // prettier-ignore
      const cookie = signedIn.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
      const found: number[] = [];
      for (const headers of [{}, { cookie }])
        for (const url of ['/api/openapi.json', '/api/docs'])
          found.push((await app.inject({ url, headers })).statusCode);
      await app.close();
      return found;
    };
    expect(await statuses('everybody')).toEqual([200, 200, 200, 200]);
    expect(await statuses('signed_in')).toEqual([401, 401, 200, 200]);
    expect(await statuses('nobody')).toEqual([404, 404, 404, 404]);
    // A bureau’s own book describes itself to its own people, without anybody setting it.
    expect(readConfig({ TAIZHANG_DEMO: '0' }).api_docs).toBe('signed_in');
    expect(readConfig({}).api_docs).toBe('everybody');
    expect(() => readConfig({ TAIZHANG_API_DOCS: 'all' })).toThrow(/TAIZHANG_API_DOCS/);
  });

  it('allows no other origin, whatever asks', async () => {
    const headers = { origin: 'https://elsewhere.example' };
    const answer = await world.ask('director', 'GET', '/api/session', { headers });
    for (const name of Object.keys(answer.headers)) expect(name).not.toMatch(/^access-control-/);
  });
});

describe('what the policy kept out', () => {
  const inner = 'https://elsewhere.example/x.js?name=%E5%BC%A0%E4%B8%89';
  const here = 'http://localhost:4700/records/person/0190?q=zhang';

  it('is written down without an address, in whichever form a browser tells it', async () => {
    const old = {
      'csp-report': {
        'document-uri': here,
        'effective-directive': 'script-src',
        'blocked-uri': inner,
      },
    };
    const list = [
      {
        type: 'csp-violation',
        url: here,
        body: { effectiveDirective: 'style-src-elem', blockedURL: 'inline', sample: '张三' },
      },
      { type: 'deprecation', body: {} },
    ];
    const lines: string[] = [];
    const log = new Writable({
      write(line: Buffer, _encoding, done) {
        lines.push(line.toString());
        done();
      },
    });
    const config = { ...world.config, log_level: 'info' as const };
    const app = await buildApp({ ...world, config }, undefined, undefined, log);
    const tell = (type: string, payload: unknown, remoteAddress = '10.8.0.1') =>
      app.inject({
        method: 'POST',
        url: '/api/policy-reports',
        remoteAddress,
        headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' },
        payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
      });
    expect((await tell('application/csp-report', old)).statusCode).toBe(204);
    expect((await tell('application/reports+json', list)).statusCode).toBe(204);
    for (const odd of ['', '{', 'null', '[null,3]', '{"csp-report":"x"}'])
      expect((await tell('application/csp-report', odd)).statusCode).toBe(204);
    const said = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(said.map(({ directive, blocked }) => [directive, blocked])).toEqual([
      ['script-src', 'https'],
      ['style-src-elem', 'inline'],
    ]);
    expect(lines.join('')).not.toMatch(/elsewhere|zhang|张三|%E5|0190/);
    expect((await tell('application/csp-report', 'x'.repeat(20_000))).statusCode).toBe(413);
    const codes = [];
    for (let i = 0; i < 25; i++)
      codes.push((await tell('application/csp-report', old, '10.8.0.2')).statusCode);
    expect(codes.filter((code) => code === 429)).toHaveLength(5);
    await app.close();
  });
});

describe('nothing else is there', () => {
  it('no listing, no source, no hidden folder, no way up', async () => {
    for (const url of [
      '/.git/config',
      '/package.json',
      '/src/server/app.ts',
      '/assets/',
      '/../package.json',
      '/%2e%2e/%2e%2e/package.json',
      '/data/keys.json',
    ]) {
      const { statusCode, body } = await world.ask(null, 'GET', url);
      expect(`${url} ${statusCode}`).toMatch(/ (200|400|404)$/);
      expect(body).not.toMatch(/"dependencies"|buildApp|repositoryformatversion|Index of/);
    }
  });

  it('no method beside those of a route', async () => {
    for (const method of ['TRACE', 'PATCH', 'PUT'] as const) {
      const { statusCode } = await world.app.inject({
        method,
        url: '/api/session/grant-nowhere',
        headers: { 'x-taizhang': '1' },
      });
      expect(`${method} ${statusCode}`).toMatch(/ (400|401|403|404|405|501)$/);
    }
  });
});

describe('odd questions', () => {
  it('doubled parameters and names of the language itself lead nowhere', async () => {
    for (const query of [
      'limit=1&limit=2',
      'sort=size&sort=name',
      'filter.state=open&filter.state=closed',
      '__proto__=x',
      'constructor.prototype.y=1',
      'filter.__proto__=x',
    ]) {
      const { statusCode } = await world.ask(
        'director',
        'GET',
        `/api/records/umbrella_stand?${query}`,
      );
      expect(`${query} ${statusCode}`).toMatch(/ (200|422)$/);
    }
    const payload = `{"writes":[{"write_id":"${randomUUID()}","id":"${randomUUID()}","type":"umbrella_stand",
      "deeds":[{"action":"create","fields":{"name":"东门","__proto__":{"state":"closed"},"constructor":{"prototype":{"polluted":1}}}}]}]}`;
    const sent = await world.ask('director', 'POST', '/api/writes', {
      headers: { 'content-type': 'application/json' },
      payload,
    });
    expect(sent.statusCode).toBe(422);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('a picture that can hold a script is no picture', async () => {
    const name = 'umbrella_stand';
    const made = await world.write('director', name, 'create', {
      name: '东门',
      size: 'small',
      opened_on: '2009-01-05',
    });
    const id = made.json().answers[0].id as string;
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const sent = await world.ask('director', 'POST', `/api/records/${name}/${id}/attachments`, {
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      payload: `--b\r\nContent-Disposition: form-data; name="file"; filename="a.svg"\r\nContent-Type: image/svg+xml\r\n\r\n${svg}\r\n--b--\r\n`,
    });
    expect(sent.json()).toMatchObject({ kind: 'invalid' });
  });
});
