import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mediation } from '#lines/mediation/line.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await serveWorld([mediation]);
}, 60_000);
afterAll(() => world.end());

const issue = (who: string, id: string, more: object) =>
  world.write(
    who,
    'tariff',
    'issue',
    {
      name: '以案定补标准',
      version_no: '2009',
      valid_from: '2009-01-01',
      grades: [{ form: 'written', difficulty: 'ordinary', amount_fen: 10_000 }],
      ...more,
    },
    { id },
  );
const tariffs = async () =>
  (
    await world.owner.query(
      'select version_no, state, valid_from, valid_to from tariff order by valid_from, version_no',
    )
  ).rows;

it('a version in force ends on the day before the one that replaces it, in one save or not at all', async () => {
  const old = randomUUID();
  expect((await issue('county', old, {})).statusCode).toBe(200);
  const next = { version_no: '2010', valid_from: '2010-07-01', replaces_id: old };
  const elsewhere = await issue('office', randomUUID(), next);
  expect(elsewhere.json().issues[0].field).toBe('replaces_id');
  const answer = await issue('county', randomUUID(), next);
  expect(answer.json().answers[0].also).toMatchObject([{ type: 'tariff', id: old, version: 2 }]);
  expect(await tariffs()).toEqual([
    { version_no: '2009', state: 'ended', valid_from: '2009-01-01', valid_to: '2010-06-30' },
    { version_no: '2010', state: 'in_force', valid_from: '2010-07-01', valid_to: null },
  ]);
  const third = { ...next, version_no: '2011', valid_from: '2011-01-01' };
  const again = await issue('county', randomUUID(), third);
  expect(again.json().kind).toBe('wrong-state');
  expect(await tariffs()).toHaveLength(2);
});
