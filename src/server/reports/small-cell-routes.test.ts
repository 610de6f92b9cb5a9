/** The limit that an administrator sets is the limit of what goes out: from its day on, with who and why beside it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, dayInShanghai } from '#engine/day.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import { unitId } from '#testing/world.ts';
import { publishEdition } from './publish.ts';
import { readSpreadsheet } from './spreadsheet.ts';

let world: ServedWorld;
const today = dayInShanghai(new Date().toISOString());

beforeAll(async () => {
  world = await serveWorld([umbrellaLending]);
  const fields = { name: '门', size: 'large', opened_on: '2009-01-01' };
  const stand_id = (await world.write('director', 'umbrella_stand', 'create', fields)).json()
    .answers[0].id;
  for (let i = 0; i < 6; i++)
    await world.write('director', 'umbrella_loan', 'create', {
      stand_id,
      lent_on: '2009-03-03',
      borrowers: [{ name: '李四' }],
    });
});
afterAll(() => world.end());

const set = (who: string, body: object) =>
  world.ask(who, 'POST', '/api/admin/small-cells', {
    payload: { reason: '市统计局函', valid_from: today, ...body },
  });

/** Six loans, all of them from large stands: what an outsider is told of them. */
async function told(): Promise<unknown[]> {
  const clock = () => new Date().toISOString();
  const edition = await publishEdition(
    { ...world, clock },
    {
      id: randomUUID(),
      kind: 'return',
      series: `test:${randomUUID()}`,
      unit_id: unitId('north'),
      from: '2009-01-01',
      to: '2009-12-31',
      title: { en: 'Umbrellas', zh: '雨伞' },
      figures: ['loans', 'large_loans'].map((name) => ({ key: name, indicator: name })),
      signed_by: await world.actor('county', 'north'),
    },
  );
  const file = await world.ask('county', 'GET', `/api/editions/${edition.id}/outside.xlsx`);
  expect(file.statusCode).toBe(200);
  const { rows } = await readSpreadsheet(file.rawPayload);
  return rows.flat().filter((cell) => cell === 6 || cell === '6' || cell === '不公布');
}

it('is ten as it comes along, and holds from the day that is set', async () => {
  expect(await told()).toEqual(['不公布', '不公布']);
  expect((await set('system', { below: 5, valid_from: addDays(today, 1) })).statusCode).toBe(201);
  expect(await told()).toEqual(['不公布', '不公布']);
  const answer = (await set('system', { below: 5 })).json();
  expect(answer).toMatchObject({ below: 5, shipped: 10 });
  expect(answer.settings).toMatchObject([
    { version: 2, below: 5, valid_from: today, reason: '市统计局函', recorded_by: 'system' },
    { version: 1, below: 5, valid_from: addDays(today, 1) },
  ]);
  expect((await told()).map(String)).toEqual(['6', '6']);
  await set('system', { below: 20, reason: '恢复从严' });
  expect(await told()).toEqual(['不公布', '不公布']);
});

it('is set by the system administrator alone, never for the past, and read by everybody', async () => {
  expect((await set('office', { below: 5 })).json().kind).toBe('not-allowed');
  expect((await set('system', { below: 5, valid_from: addDays(today, -1) })).json()).toMatchObject({
    kind: 'invalid',
    issues: [{ field: 'valid_from' }],
  });
  expect((await set('system', { below: 1 })).statusCode).toBe(422);
  const seen = (await world.ask('director', 'GET', '/api/small-cells')).json();
  expect(seen.below).toBe(20);
  await expect(world.owner.query('update small_cell_setting set below = 2')).rejects.toThrow(
    /append/,
  );
  const { rows } = await world.owner.query(
    `select detail from access_log where deed = 'small_cells_set' order by id`,
  );
  expect(rows.map((row) => row.detail.below)).toEqual([5, 5, 20]);
});
