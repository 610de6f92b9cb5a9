/**
 * A tree of 200,000 units: `npm run bench:units` (UNITS says how many). Brings in invented divisions, writes and counts
 * disputes in them, and asks every question that has to do with the tree through its own route, without the network.
 * Nothing is compared: that no tree is read or sent whole is a test, `src/server/units/many-units.test.ts`.
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mediator } from '#lines/mediation/mediator.ts';
import { committee } from '#lines/mediation/committee.ts';
import { addAccounts } from '#server/accounts/add-account.ts';
import { buildApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { withoutBrake } from '#testing/without-brake.ts';
import { foldPages } from '#server/ledger/fold.ts';
import { closePage } from '#server/ledger/page.ts';
import { openCity } from '#server/open.ts';
import { importDivisions } from '#server/units/divisions.ts';
import { inventDivisions } from '#testing/invented-divisions.ts';
import { round, time } from './measure.ts';
import type { Timing } from './measure.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const many = Number(process.env['UNITS'] ?? 200_000);
const folder = await mkdtemp(join(tmpdir(), 'taizhang-units-'));
// As root, PostgreSQL runs as somebody else, who has to get in.
await chmod(folder, 0o755);
const config = {
  ...readConfig({ TAIZHANG_DATA: folder, TAIZHANG_LOG: 'silent' }),
  ...withoutBrake,
};
const password = 'four hundred villages 7';
const city = await openCity(config, say);
const { services } = city;
const { owner } = services;

try {
  const { csv, city: top } = inventDivisions(many);
  const began = performance.now();
  const done = await importDivisions(owner, csv, { from_day: '2000-01-01' });
  await owner.query('analyze');
  say(`${done.added} units of ${round(csv.length / 1e6)} MB brought in in ${seconds(began)} s`);
  const lastOf = async (kind: string) => {
    const last = 'select id, code from unit where kind = $1 order by code desc limit 1';
    return (await owner.query(last, [kind])).rows[0] as { id: number; code: string };
  };
  const county = await lastOf('county');
  const township = await lastOf('township');
  const village = await lastOf('village');
  await addAccounts(
    owner,
    [
      ['office', 'bureau', top],
      ['system', 'system_admin', top],
      ['director', 'director', township.code],
      ['mediator', 'mediator', village.code],
    ].map(([username, role, unit_code]) => ({
      username: username!,
      name: username!,
      password,
      grants: [{ role: role as 'bureau', unit_code: unit_code! }],
    })),
    '2009-01-01',
  );
  const app = await buildApp(services);
  const signIn = async (username: string) => {
    const mark = { 'x-taizhang': '1' };
    const payload = { username, password };
    const answer = await app.inject({
      method: 'POST',
      url: '/api/session',
      headers: mark,
      payload,
    });
    const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    return async (method: 'GET' | 'POST', url: string, body?: object) => {
      const got = await app.inject({
        method,
        url,
        headers: { ...mark, cookie },
        ...(body ? { payload: body } : {}),
      });
      if (got.statusCode !== 200) throw new Error(`${url} answered ${got.statusCode}: ${got.body}`);
      largest = Math.max(largest, got.rawPayload.length);
      return got.json();
    };
  };
  let largest = 0;
  const [office, system, director, people] = [
    await signIn('office'), await signIn('system'), await signIn('director'), await signIn('mediator'),
  ]; // prettier-ignore
  const write = async (by: typeof office, type: string, action: string, fields: object) =>
    (await by('POST', '/api/writes', {
      writes: [{ write_id: randomUUID(), id: randomUUID(), type, unit_id: village.id, deeds: [{ action, fields }] }],
    })).answers[0].id as string; // prettier-ignore
  const committee_id = await write(director, 'committee', 'set_up', committee.example);
  const mediator_id = await write(director, 'mediator', 'appoint', {
    ...mediator.example,
    committee_id,
  });
  const person = (side: string, name: string) => ({ side, kind: 'person', name, role: 'party' });
  let n = 0;
  const settle = () =>
    write(people, 'dispute', 'settle_on_spot', {
      parties: [person('applicant', `申${++n}`), person('respondent', `被${n}`)],
      dispute_type: 'boundary', source: 'application', about: '地埂', found_on: '2009-03-02', difficulty: 'simple',
      committee_id, mediator_id, agreement_content: '恢复界石',
    }); // prettier-ignore
  const shown: Record<string, Timing> = { 'write a dispute': await time(settle, 100) };
  await closePage(owner);
  await foldPages(owner);
  const year = 'from=2009-01-01&to=2009-12-31';
  const odd = 'from=2009-01-26&to=2009-12-25';
  const asked: Record<string, () => Promise<unknown>> = {
    'search: a letter': () => office('GET', '/api/units?q=d'),
    'search: a name': () => office('GET', `/api/units?q=${encodeURIComponent('东西')}`),
    'search: a code': () => office('GET', '/api/units?q=990103'),
    'level: the counties': () => office('GET', '/api/units?parent=1'),
    'level: a county': () => office('GET', `/api/units?parent=${county.id}`),
    'level: a township': () => office('GET', `/api/units?parent=${township.id}`),
    'level as of a day': () => office('GET', `/api/units?parent=${county.id}&on=2009-06-30`),
    'a unit with its past': () => office('GET', `/api/units/${village.id}`),
    'figures of the city': () => office('GET', `/api/figures?${year}`),
    'figures, odd days': () => office('GET', `/api/figures?${odd}`),
    'a figure and its parts': () => office('GET', `/api/figures/disputes_mediated?${year}`),
    'open a figure': () => office('GET', `/api/figures/disputes_mediated/records?${year}`),
    'register of the city': () => office('GET', '/api/records/dispute'),
    Today: () => director('GET', '/api/today'),
  };
  for (const [name, ask] of Object.entries(asked)) shown[name] = await time(ask, 20);
  // A line that is not folded yet: what was saved a moment ago counts at once.
  await settle();
  shown['figures, just written'] = await time(asked['figures of the city']!, 20);
  for (const [name, timing] of Object.entries(shown))
    say(`  ${name.padEnd(26)} p50 ${timing.p50_ms} ms, p95 ${timing.p95_ms} ms`);
  const moved = performance.now();
  await system('POST', '/api/admin/units/move', {
    unit_id: township.id, parent_id: (await owner.query(`select id from unit where kind = 'county' order by code limit 1`)).rows[0].id,
    from_day: '2009-07-01', reason: '区划调整',
  }); // prettier-ignore
  say(`  ${'move a township'.padEnd(26)} ${seconds(moved)} s`);
  say(`  ${'largest answer'.padEnd(26)} ${round(largest / 1000)} kB`);
  await app.close();
} finally {
  await city.close();
  await rm(folder, { recursive: true, force: true });
}

function seconds(since: number): number {
  return round((performance.now() - since) / 1000);
}
