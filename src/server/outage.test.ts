/** The database is killed under a serving server: refusals that say when to come back, and then all is there again. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAccounts } from './accounts/add-account.ts';
import { hashPassword } from './accounts/password.ts';
import { keepSecondFactorRule } from './accounts/security-settings.ts';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { databaseHome, serverUser } from './database/server-user.ts';
import { openCity } from './open.ts';
import type { City } from './open.ts';

let folder: string;
let city: City;
let app: Awaited<ReturnType<typeof buildApp>>;
let cookie: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taizhang-outage-'));
  city = await openCity(readConfig({ TAIZHANG_DATA: folder, TAIZHANG_LOG: 'silent' }), () => {});
  app = await buildApp(city.services);
  const { owner } = city.services;
  await owner.query(
    `insert into unit (id, code, kind, name, name_en, sort_key, path, valid_from) values (1, '990000', 'city', '测试市', 'Test', 'ceshi', '1.', '2000-01-01')`,
  );
  const password = 'umbrella rain 7';
  const password_hash = await hashPassword(password);
  const grants = [{ role: 'director' as const, unit_code: '990000', from_day: '2000-01-01' }];
  await addAccounts(
    owner,
    [{ username: 'director', name: '王', password_hash, grants }],
    '2009-01-01',
  );
  // A post of guarded lines would be asked for a second factor.
  await keepSecondFactorRule(owner, { administrators: false, leaders: false, guarded: false });
  const answer = await send('/api/session', { username: 'director', password });
  cookie = answer.cookies.map((c) => `${c.name}=${c.value}`).join('; ');
});
afterAll(async () => {
  await app.close();
  await city.close();
  await rm(folder, { recursive: true });
});

function send(url: string, payload: object) {
  return app.inject({
    method: 'POST',
    url,
    headers: { 'x-taizhang': '1', cookie: cookie ?? '' },
    payload,
  });
}

function contact() {
  const fields = { who: '赵玉兰', how: 'visit', came_on: '2026-03-02', matter: 'dispute' };
  const deeds = [{ action: 'write_down', fields }];
  return { writes: [{ write_id: randomUUID(), type: 'contact', id: randomUUID(), deeds }] };
}

/** However often it was sent and answered, the record is there once. */
async function onlyOnce({ writes }: ReturnType<typeof contact>): Promise<void> {
  const { rows } = await city.services.owner.query(
    'select version, (select count(*)::int from record_version where record_id = c.id) as versions from contact c where id = $1',
    [writes[0]!.id],
  );
  expect(rows).toEqual([{ version: 1, versions: 1 }]);
}

async function killPostgres(): Promise<void> {
  const { folder: home } = await databaseHome(folder, serverUser());
  const pidFile = await readFile(join(home, 'cluster', 'postmaster.pid'), 'utf8');
  process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL');
}

it('answers 503 with a time to come back while PostgreSQL restarts, and then the same write is taken', async () => {
  expect((await send('/api/writes', contact())).statusCode).toBe(200);
  for (let round = 0; round < 2; round++) {
    // Some writes are under way when it dies: they meet a cut connection and not a refused one.
    const body = contact();
    const underWay = Array.from({ length: 8 }, () => send('/api/writes', contact()));
    await killPostgres();
    const answers = await Promise.all(underWay);
    const refusals = () => answers.filter((answer) => answer.statusCode !== 200);
    const started = performance.now();
    // Connections live on for a moment after the postmaster, so that the first answer may still be a yes.
    for (;;) {
      const answer = await send('/api/writes', body);
      answers.push(answer);
      if (answer.statusCode === 200 && refusals().length > 0) break;
      expect(performance.now() - started).toBeLessThan(20_000);
      await pause(50);
    }
    const refused = refusals();
    for (const answer of refused) {
      expect(answer.json()).toMatchObject({ status: 503, kind: 'unavailable' });
      expect(answer.headers['retry-after']).toBe('2');
      expect(answer.json().detail.zh).toContain('没有丢失');
    }
    await onlyOnce(body);
  }
}, 60_000);
