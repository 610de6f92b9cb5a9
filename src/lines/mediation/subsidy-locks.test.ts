/**
 * Many who claim, review and approve by one tariff at the same moment. A deadlock would be tried again by the write
 * path and cost a second each, so nobody would see it but the clerk who waits: here every refusal of the database is
 * listened to.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '#engine/permission.ts';
import { deed, makeWorld } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { committee } from './committee.ts';
import { mediation } from './line.ts';
import { mediator } from './mediator.ts';

const atOnce = 8;
const rounds = 6;

let world: World;
let director: Actor;
let reviewer: Actor;
let clerk: Actor;
let county: Actor;
let second: Actor;
let committee_id: string;
let mediator_id: string;
let tariff_id: string;
/** SQLSTATE of everything that PostgreSQL refused to a writer. */
const refused: string[] = [];

const fresh = async (who: Actor, type: string, action: string, fields: object): Promise<string> =>
  (await world.write(who, deed(type, action, fields as Record<string, unknown>)))[0]!.id;

beforeAll(async () => {
  world = await makeWorld([mediation]);
  world.writer.on('connect', (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    client.query = ((...given: unknown[]) => {
      const answer = query(...given);
      if (answer instanceof Promise)
        answer.catch((error: { code?: string }) => refused.push(error.code ?? 'none'));
      return answer;
    }) as typeof client.query;
  });
  director = await world.actor('director', 'n1');
  reviewer = await world.actor('director', 'n1');
  clerk = await world.actor('clerk', 'n1');
  county = await world.actor('county', 'north');
  second = await world.actor('county', 'north');
  committee_id = await fresh(director, 'committee', 'set_up', committee.example);
  mediator_id = await fresh(director, 'mediator', 'appoint', { ...mediator.example, committee_id });
  tariff_id = await fresh(county, 'tariff', 'issue', {
    name: '以案定补标准',
    version_no: '1',
    valid_from: '2009-01-01',
    budget_year: 2009,
    budget_fen: 100_000_00,
    grades: [{ form: 'oral', difficulty: 'simple', amount_fen: 3000 }],
  });
}, 60_000);
afterAll(() => world.end());

let people = 0;
function settle(): Promise<string> {
  const n = String(++people);
  const person = (side: string, name: string) => ({ side, kind: 'person', name, role: 'party' });
  return fresh(director, 'dispute', 'settle_on_spot', {
    parties: [person('applicant', `申${n}`), person('respondent', `被${n}`)],
    dispute_type: 'boundary',
    source: 'application',
    about: `第${n}块地埂`,
    found_on: '2009-03-02',
    difficulty: 'simple',
    committee_id,
    mediator_id,
    agreement_content: '恢复界石',
    originals: ['oral-register'],
  });
}

const claimOf = (dispute_id: string) =>
  deed('subsidy', 'claim', {
    dispute_id,
    tariff_id,
    grade: 'simple',
    amount_fen: 3000,
    claimed_on: '2009-03-10',
    splits: [{ mediator_id, amount_fen: 3000 }],
  });

const each = <T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> =>
  Promise.all(list.map((one) => work(one)));

it('many claims, reviews and approvals by one tariff at once wait for each other in no ring', async () => {
  for (let round = 0; round < rounds; round++) {
    const disputes = await each(Array.from({ length: atOnce }), settle);
    const claims = await each(disputes, async (dispute) => {
      const [answer] = await world.write(clerk, claimOf(dispute));
      return answer!.id;
    });
    const act = (who: Actor, action: string, fields: Record<string, unknown>) =>
      each(claims, (id) => world.write(who, deed('subsidy', action, fields, { id })));
    await act(reviewer, 'office_review', {
      duplicate_checked: true,
      office_reviewed_on: '2009-03-12',
    });
    await act(county, 'county_review', { county_reviewed_on: '2009-03-13' });
    await act(county, 'publicise', { notice_from: '2009-03-16', notice_until: '2009-03-20' });
    // Approvals take the tariff whole, while others claim by it and somebody raises its budget.
    const more = await each(Array.from({ length: atOnce }), settle);
    await Promise.all([
      act(second, 'approve', { approved_on: '2009-03-23' }),
      each(more, (dispute) => world.write(clerk, claimOf(dispute))),
      world.write(
        county,
        deed(
          'tariff',
          'set_budget',
          { budget_year: 2009, budget_fen: 100_000_00 + round },
          { id: tariff_id, reason: '追加' },
        ),
      ),
    ]);
  }
  expect(refused).toEqual([]);
}, 120_000);

it('two who claim for the same dispute at once are both told, and one is reviewed', async () => {
  const dispute = await settle();
  const answers = await each([1, 2, 3, 4], () => world.write(clerk, claimOf(dispute)));
  // The lock on the dispute lets them pass one by one: each after the first sees those before it.
  const warned = answers.filter(([one]) => one!.warnings.some((w) => w.field === 'dispute_id'));
  expect(warned).toHaveLength(3);
  expect(refused).toEqual([]);
});
