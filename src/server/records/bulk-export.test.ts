/** Guarded records leave for a purpose, stamped with it, and many of them only when a second person agrees. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readXlsx } from 'hucre/xlsx';
import { persons } from '#lines/common/line.ts';
import { person } from '#lines/common/person.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import { visiting } from '#testing/visiting.ts';

let world: ServedWorld;

beforeAll(async () => {
  world = await serveWorld([persons, visiting, umbrellaLending]);
  for (const name of ['司徒甲', '司徒乙', '司徒丙']) {
    const one = await world.write('director', 'person', 'register', {
      ...person.example,
      document_kind: 'none',
      document_number: null,
      no_document_reason: '未登记户口',
      name,
    });
    if (one.statusCode !== 200) throw new Error(one.body);
  }
}, 60_000);
afterAll(() => world.end());

const post = (who: string, url: string, payload: object) =>
  world.ask(who, 'POST', url, { payload });
const limit = (rows: number, who = 'security') =>
  world.ask(who, 'PUT', '/api/admin/security/bulk-export', { payload: { rows } });
const waiting = async (who = 'security') =>
  (await world.ask(who, 'GET', '/api/admin/exports')).json().exports as {
    id: string;
    rows: number;
  }[];
const logged = async (deed: string) =>
  (
    await world.owner.query('select purpose, detail from access_log where deed = $1 order by id', [
      deed,
    ])
  ).rows;

it('leave with a purpose and in no other way; what is open leaves as ever', async () => {
  for (const url of ['export.csv', 'export.xlsx']) {
    const refused = await world.ask('director', 'GET', `/api/records/person/${url}`);
    expect(refused.json().issues[0].field).toBe('purpose');
  }
  for (const payload of [{}, { purpose: ' ' }, { purpose: ' x ' }])
    expect((await post('director', '/api/records/person/export', payload)).json().kind).toBe(
      'invalid',
    );
  expect(await logged('exported')).toEqual([]);
  await world.write('director', 'umbrella_visit', 'make', {
    person_id: (await world.owner.query('select id from person limit 1')).rows[0].id,
    visited_on: '2009-03-02',
  });
  const behind = '/api/figures/visits/records.xlsx?from=2009-01-01&to=2009-12-31';
  expect((await world.ask('director', 'GET', behind)).json().kind).toBe('not-allowed');
  expect(await logged('exported')).toEqual([]);
  const open = await world.ask('director', 'GET', '/api/records/umbrella_stand/export.csv');
  expect(open.statusCode).toBe(200);
});

it('carry on every printed page, and on a sheet of its own, who took them away, when and what for', async () => {
  const away = await world.takeAway('director', 'person', { purpose: '核对&交接' });
  expect(away.statusCode).toBe(200);
  expect(JSON.parse(away.text)).toHaveLength(4);
  const book = await readXlsx(away.file);
  const stamp = book.sheets[1]!.rows.flat().join('\n');
  for (const word of [
    '导出人：director',
    '核对&交接',
    '共3条',
    new Date().toISOString().slice(0, 4),
  ])
    expect(`${word} ${stamp.includes(word)}`).toBe(`${word} true`);
  const header = book.sheets[0]!.headerFooter?.oddHeader ?? '';
  expect(header).toContain('导出人：director');
  expect(header).toContain('核对&&交接');
  expect(await logged('exported')).toContainEqual({
    purpose: '核对&交接',
    detail: { rows: 3, format: 'xlsx' },
  });
});

it('wait for a second person when they are many: for one file, for the same question', async () => {
  expect((await limit(2, 'director')).json().kind).toBe('not-allowed');
  expect((await limit(2)).json()).toEqual({ rows: 2 });
  const before = (await logged('exported')).length;
  const ask = () => world.takeAway('director', 'person');
  for (let i = 0; i < 2; i++) {
    const first = await ask();
    expect(first.statusCode).toBe(202);
    expect(JSON.parse(first.text)).toEqual({ waiting: { rows: 3, limit: 2, refused: null } });
  }
  const [request, ...more] = await waiting();
  expect(more).toEqual([]);
  expect(request).toMatchObject({
    rows: 3,
    purpose: '年度核对',
    asked_name: 'director',
    own: false,
  });
  expect(await waiting('southern_security')).toEqual([]);
  const answer = (who: string, deed: string) =>
    post(who, `/api/admin/exports/${request!.id}/${deed}`, { answer: '已核对用途' });
  expect((await answer('director', 'approve')).json().kind).toBe('not-allowed');
  expect((await answer('southern_security', 'approve')).json().kind).toBe('not-found');
  expect((await answer('security', 'approve')).json()).toEqual({ decision: 'approved' });
  expect((await answer('security', 'refuse')).json().kind).toBe('wrong-state');
  // Another question, and somebody else, are not what was agreed to.
  const { text } = await world.takeAway('director', 'person', { 'filter.sex': 'male' });
  expect(JSON.parse(text).waiting.rows).toBe(3);
  expect((await world.takeAway('county', 'person')).statusCode).toBe(202);
  expect((await ask()).statusCode).toBe(200);
  expect((await ask()).statusCode).toBe(202);
  expect(await logged('exported')).toHaveLength(before + 1);
  expect(await logged('export_approved')).toEqual([
    expect.objectContaining({ detail: expect.objectContaining({ rows: 3 }) }),
  ]);
});

it('are refused with an answer, which whoever asked reads; an approval grows old, and does not grow', async () => {
  const asked = await world.takeAway('colleague', 'person');
  expect(asked.statusCode).toBe(202);
  const mine = async () =>
    (await waiting()).find(
      (one) => (one as unknown as { asked_name: string }).asked_name === 'colleague',
    )!;
  await post('security', `/api/admin/exports/${(await mine()).id}/refuse`, { answer: '用途不明' });
  const again = await world.takeAway('colleague', 'person');
  expect(JSON.parse(again.text).waiting.refused).toBe('用途不明');
  await post('security', `/api/admin/exports/${(await mine()).id}/approve`, { answer: '同意' });
  await world.owner.query(
    `update export_request set decided_at = decided_at - interval '8 days' where decision = 'approved'`,
  );
  expect((await world.takeAway('colleague', 'person')).statusCode).toBe(202);
  await post('security', `/api/admin/exports/${(await mine()).id}/approve`, { answer: '同意' });
  await world.write('director', 'person', 'register', {
    ...person.example,
    document_kind: 'none',
    document_number: null,
    no_document_reason: '未登记户口',
    name: '司徒丁',
  });
  expect((await world.takeAway('colleague', 'person')).statusCode).toBe(202);
});

it('keep nothing of what was looked for', async () => {
  await limit(0);
  expect((await world.takeAway('director', 'person', { q: '司徒甲' })).statusCode).toBe(202);
  const { rows } = await world.owner.query(
    'select to_jsonb(e)::text as line from export_request e',
  );
  expect(rows.length).toBeGreaterThan(3);
  for (const { line } of rows) expect(line).not.toMatch(/司徒|situ|filter/);
});
