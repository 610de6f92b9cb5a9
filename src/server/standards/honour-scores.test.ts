/** Whether a kind of honour has a tree stands in another register: asked in the write, on a real database. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayInShanghai } from '#engine/day.ts';
import { lines } from '#lines/index.ts';
import { honour } from '#lines/honours/honour.ts';
import { defaultPacesetterStandard } from '#lines/honours/honour-standard.ts';
import { office } from '#lines/offices/office.ts';
import { leavesOf } from '#engine/standard.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';

let world: ServedWorld;
const standard = randomUUID();
const officeId = randomUUID();
const today = dayInShanghai(new Date().toISOString());
const leaves = leavesOf(defaultPacesetterStandard.items);

async function must(answer: Promise<{ statusCode: number; body: string }>) {
  const { statusCode, body } = await answer;
  expect({ statusCode, body: statusCode === 200 ? '' : body }).toEqual({
    statusCode: 200,
    body: '',
  });
  return JSON.parse(body);
}
const nominate = (fields: object, id = randomUUID()) =>
  world.write(
    'county',
    'honour',
    'nominate',
    {
      ...honour.example,
      kind: 'pacesetter',
      level: 'city',
      subject_kind: 'office',
      office_id: officeId,
      nominated_on: today,
      ...fields,
    },
    { id, unit_id: unitId('n1') },
  );
const fieldsOf = (answer: { json: () => unknown }) =>
  (answer.json() as { issues: { field: string; warning?: boolean }[] }).issues
    .filter((one) => !one.warning)
    .map((one) => one.field);

beforeAll(async () => {
  world = await serveWorld(lines);
  await must(
    world.write(
      'director',
      'office',
      'set_up',
      { ...office.example, set_up_on: '2010-01-04' },
      { id: officeId },
    ),
  );
  // Standardised by an assessment long ago: written into the list as the confirmation would.
  await world.owner.query(
    `insert into office_standards (id, record_id, position, from_day, until_day, assessment)
      values ($1, $2, 0, '2020-01-01', '2999-12-31', null)`,
    [randomUUID(), officeId],
  );
}, 120_000);
afterAll(() => world.end());

describe('a pacesetter office', () => {
  it('is nominated by conditions alone until its kind has a tree, and by the tree from then on', async () => {
    await must(nominate({}));
    await must(
      world.write(
        'office',
        'honour_standard',
        'issue',
        { ...defaultPacesetterStandard, valid_from: '2020-01-01' },
        { id: standard },
      ),
    );
    expect(fieldsOf(await nominate({}))).toEqual(['criteria_id']);
  });

  it('is scored by the registers where they can answer', async () => {
    const id = randomUUID();
    const scores = leaves.map((item) => ({ item_code: item.code, self_score: 8 }));
    await must(nominate({ criteria_id: standard, scores }, id));
    const { record } = await must(world.ask('county', 'GET', `/api/records/honour/${id}`));
    const of = (code: string) =>
      record.scores.find((one: { item_code: string }) => one.item_code === code).register_score;
    // Standardised now; one person of three; no plan and no finding fell due; and nobody else can know the rest.
    expect(['1.1', '1.2', '1.3', '2.1', '3.1'].map(of)).toEqual([20, 0, null, null, null]);
    const given = record.scores.map(
      (row: { register_score: number | null; points_max: number }) => ({
        ...row,
        inspector_score: row.points_max,
        reason: null,
      }),
    );
    const inspected = await world.write(
      'office',
      'honour',
      'inspect',
      { inspected_on: today, opinion: '察看', scores: given },
      { id, expected_version: record.version },
    );
    expect(fieldsOf(inspected)).toEqual(['scores.1.reason']);
  });
});
