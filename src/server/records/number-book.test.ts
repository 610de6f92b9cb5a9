/** Number books on the mediation line: one per committee and year, no number twice, continued from paper. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '#engine/permission.ts';
import type { Problem } from '#engine/problem.ts';
import { lines } from '#lines/index.ts';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';

let world: World;
let director: Actor;
let mediator: Actor;
const at = { unit_id: unitId('n1a') };

beforeAll(async () => {
  world = await makeWorld(lines);
  director = await world.actor('director', 'n1');
  mediator = await world.actor('mediator', 'n1a');
});
afterAll(() => world.end());

const setUp = async (short_name: string) => {
  const fields = { ...world.book.record('committee').example, short_name };
  const [answer] = await world.write(director, deed('committee', 'set_up', fields, at));
  return answer!.id;
};
let place = 0;
const accept = (committee_id: string, accepted_on = '2009-03-02', more = {}) => {
  const { agreement_content: _, mediator_id: __, ...fields } = world.book.record('dispute').example;
  // Different people and places: these are no duplicates of each other.
  place += 1;
  const parties = [
    { side: 'applicant', kind: 'person', name: `申请${place}` },
    { side: 'respondent', kind: 'person', name: `对方${place}` },
  ];
  return deed(
    'dispute',
    'accept',
    {
      ...fields,
      parties,
      place: `${place}号`,
      about: `第${place}件`,
      committee_id,
      found_on: accepted_on,
      accepted_on,
      ...more,
    },
    at,
  );
};
const numberOf = async (write: ReturnType<typeof accept>) =>
  (await world.write(director, write))[0]!.number;

it('has one book for each committee and year', async () => {
  const [one, other] = [await setUp('甲村'), await setUp('乙村')];
  expect(await numberOf(accept(one))).toBe('（2009）甲村人调字第1号');
  expect(await numberOf(accept(one))).toBe('（2009）甲村人调字第2号');
  expect(await numberOf(accept(other))).toBe('（2009）乙村人调字第1号');
  expect(await numberOf(accept(one, '2008-12-31'))).toBe('（2008）甲村人调字第1号');
});

it('gives writers at the same time numbers of their own, in single writes and in batches', async () => {
  const committee = await setUp('丙村');
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      world.write(director, ...Array.from({ length: (i % 3) + 1 }, () => accept(committee))),
    ),
  );
  const numbers = answers.flat().map(({ number }) => Number(/第(\d+)号/.exec(number!)![1]));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, i) => i + 1));
});

it('never gives a number again: not after a withdrawal, a correction of the day, a refusal or a rollback', async () => {
  const committee = await setUp('丁村');
  const [first] = await world.write(director, accept(committee));
  const of = (rest = {}) => ({ id: first!.id, ...rest });
  await world.write(
    director,
    deed(
      'dispute',
      'record_result',
      { result: 'withdrawn', concluded_on: '2009-03-05' },
      of({ expected_version: 1 }),
    ),
  );
  expect(await numberOf(accept(committee))).toContain('第2号');
  // A day of another year leaves the number as it stands on paper.
  const [moved] = await world.write(
    director,
    deed(
      'dispute',
      'change',
      { found_on: '2008-12-30', accepted_on: '2008-12-30' },
      of({ expected_version: 2, reason: '更正' }),
    ),
  );
  expect(moved!.number).toBe(first!.number);
  await world
    .write(director, accept(committee), accept(committee, 'no day'))
    .catch((problem: Problem) => expect(problem.kind).toBe('invalid'));
  expect(await numberOf(accept(committee))).toContain('第3号');
});

it('continues a paper book, only ever forward', async () => {
  const committee = await setUp('戊村');
  const continued = async (last_number: number, version: number) =>
    world.write(
      director,
      deed(
        'committee',
        'continue_book',
        { books: [{ year: 2009, last_number }] },
        { id: committee, expected_version: version },
      ),
    );
  await continued(40, 1);
  expect(await numberOf(accept(committee))).toContain('第41号');
  // Typed too low, it takes nothing back.
  await continued(3, 2);
  expect(await numberOf(accept(committee))).toContain('第42号');
  expect(await numberOf(accept(committee, '2008-05-05'))).toContain('第1号');
  const twice = {
    books: [
      { year: 2009, last_number: 50 },
      { year: 2009, last_number: 60 },
    ],
  };
  const refused = await world
    .write(
      director,
      deed('committee', 'continue_book', twice, { id: committee, expected_version: 3 }),
    )
    .catch((problem: Problem) => problem);
  expect((refused as Problem).issues[0]?.field).toBe('books');
  const mediators = await world
    .write(
      mediator,
      deed('committee', 'continue_book', { books: [] }, { id: committee, expected_version: 3 }),
    )
    .catch((problem: Problem) => problem);
  expect((mediators as Problem).kind).toBe('not-allowed');
  const { rows } = await world.owner.query(`select last from number_book where key = $1`, [
    `dispute/${committee}/2009`,
  ]);
  expect(rows).toEqual([{ last: 42 }]);
});
