/** Nobody writes, opens and takes away faster than by hand; one person's pace holds no other one back. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lines } from '#lines/index.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { paceRules } from './pace.ts';

let world: ServedWorld;
let app: Awaited<ReturnType<typeof buildApp>>;
let aheadMs = 0;

beforeAll(async () => {
  world = await serveWorld([...lines, umbrellaLending]);
}, 60_000);
afterAll(() => world.end());
beforeEach(async () => {
  await app?.close();
  aheadMs = 0;
  const session_idle_minutes = 600;
  const config = {
    ...world.config,
    session_idle_minutes,
    pace: { writes: 4, openings: 3, exports: 2 },
  };
  const clock = () => new Date(Date.now() + aheadMs).toISOString();
  app = await buildApp({ ...world, config, clock });
});

const ask = async (who: string, method: 'GET' | 'POST', url: string, payload?: object) => {
  const { cookie } = (await world.ask(who, 'GET', '/api/session')).raw.req.headers as {
    cookie: string;
  };
  const headers = { 'x-taizhang': '1', cookie };
  return app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
};

const writeStands = (who: string, n: number) =>
  ask(who, 'POST', '/api/writes', {
    writes: Array.from({ length: n }, () => ({
      write_id: randomUUID(),
      id: randomUUID(),
      type: 'umbrella_stand',
      deeds: [
        { action: 'create', fields: { name: '北门', size: 'large', opened_on: '2009-01-01' } },
      ],
    })),
  });
const takeAway = (who: string) => ask(who, 'GET', '/api/records/umbrella_stand/export.csv');

describe('the pace of one person', () => {
  it('counts records and not requests, says why and how long to wait, and frees them one by one', async () => {
    expect((await writeStands('director', 3)).statusCode).toBe(200);
    const refused = await writeStands('director', 2);
    expect([refused.statusCode, refused.json().kind]).toEqual([429, 'too-many']);
    expect(refused.json().detail.en).toMatch(/at most 4 records within a minute.*Go on in 1 min/);
    expect(refused.json().detail.zh).toMatch(/每分钟最多登记4条/);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(50);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect((await writeStands('director', 1)).statusCode).toBe(200);
    expect((await writeStands('stranger', 3)).statusCode).toBe(200);
    aheadMs = 61_000;
    expect((await writeStands('director', 4)).statusCode).toBe(200);
  });

  it('takes one batch that is larger than the number: it is one press of a button', async () => {
    expect((await writeStands('director', 9)).statusCode).toBe(200);
    expect((await writeStands('director', 1)).statusCode).toBe(429);
  });

  it('holds back files, and is in the log once for each stretch', async () => {
    const before = await held();
    const codes = [];
    for (let i = 0; i < 5; i++) codes.push((await takeAway('director')).statusCode);
    expect(codes).toEqual([200, 200, 429, 429, 429]);
    expect(await held()).toBe(before + 1);
    expect((await takeAway('office')).statusCode).toBe(200);
    aheadMs = 3_601_000;
    expect((await takeAway('director')).statusCode).toBe(200);
  });

  it('holds back whoever looks for persons, also where nobody is found', async () => {
    const seek = () =>
      ask('county', 'POST', '/api/records/person/search', { q: '张三', purpose: '核对身份' });
    const codes = [];
    for (let i = 0; i < 4; i++) codes.push((await seek()).statusCode);
    expect(codes).toEqual([200, 200, 200, 429]);
  });

  it('is nobody’s who is not signed in, and no other work’s', async () => {
    const answer = await app.inject({ url: '/api/records/umbrella_stand/export.csv' });
    expect(answer.statusCode).toBe(401);
    for (let i = 0; i < 6; i++)
      expect((await ask('director', 'GET', '/api/records/umbrella_stand')).statusCode).toBe(200);
  });
});

it('every address by which a file leaves or something guarded is opened is one of them', async () => {
  const { paths } = (await world.ask('director', 'GET', '/api/openapi.json')).json() as {
    paths: Record<string, Record<string, unknown>>;
  };
  const addresses = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(
      (method) => [method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1')] as const,
    ),
  );
  const covered = (name: keyof typeof paceRules) =>
    addresses
      .filter(([method, path]) => paceRules[name].covers(method, path))
      .map(([, path]) => path);
  expect(covered('writes')).toEqual(['/api/writes']);
  expect(covered('openings').toSorted()).toEqual([
    '/api/attachments/:id',
    '/api/attachments/:id',
    '/api/records/:type/:id/open',
    '/api/records/:type/search',
  ]);
  // Each of these is logged as taken away, or as printed.
  expect(covered('exports')).toEqual(
    expect.arrayContaining([
      '/api/records/:type/export',
      '/api/records/:type/export.csv',
      '/api/records/:type/export.xlsx',
      '/api/records/:type/:id/file',
      '/api/records/:type/:id/papers/:name.docx',
      '/api/figures.xlsx',
      '/api/figures/:indicator/records.xlsx',
      '/api/summary.docx',
      '/api/summary.pdf',
      '/api/editions/:id/outside.xlsx',
      '/api/editions/:id/verification.zip',
      '/api/report-returns/:id/file.xlsx',
      '/api/admin/log/export.csv',
    ]),
  );
  const named = addresses.map(([, path]) => path).filter((path) => /\.[a-z]{3,4}$/.test(path));
  const json = ['/api/openapi.json'];
  expect(named.filter((path) => ![...covered('exports'), ...json].includes(path))).toEqual([]);
});

it('the numbers are an operator’s', () => {
  const set = {
    TAIZHANG_WRITES_PER_MINUTE: '10',
    TAIZHANG_OPENINGS_PER_HOUR: '20',
    TAIZHANG_EXPORTS_PER_HOUR: '30',
  };
  expect(readConfig(set).pace).toEqual({ writes: 10, openings: 20, exports: 30 });
  expect(readConfig({}).pace).toEqual({ writes: 300, openings: 200, exports: 120 });
  expect(() => readConfig({ TAIZHANG_WRITES_PER_MINUTE: '0' })).toThrow(
    /TAIZHANG_WRITES_PER_MINUTE/,
  );
});

async function held(): Promise<number> {
  const { rows } = await world.owner.query(
    `select count(*)::int as n from access_log where deed = 'held_back'`,
  );
  return rows[0].n as number;
}
