import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Actor } from '#engine/permission.ts';
import type { Problem } from '#engine/problem.ts';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { foldPages } from '../ledger/fold.ts';
import { closePage } from '../ledger/page.ts';
import { verifyLedger } from '../ledger/verify.ts';
import type { TreeContext } from './reorganisation.ts';
import { takeBack } from './take-back.ts';
import { addBody, closeUnit, mergeUnits, moveUnit, renameUnit, splitUnit } from './tree.ts';
import { membersOn } from './tree-on-day.ts';

let world: World;
let director: Actor;
let tree: TreeContext;
let stand: string;
const reason = '登记有误';
const on_day = '2010-03-01';

beforeEach(async () => {
  world = await makeWorld();
  director = await world.actor('director', 'city');
  tree = {
    owner: world.owner,
    book: world.book,
    actor: await world.actor('system_admin', 'city'),
    now: '2010-06-01T02:00:00.000Z',
  };
  const opened = { name: '门', size: 'large', opened_on: '2009-01-01' };
  const at = { unit_id: unitId('n1a') };
  stand = (await world.write(director, deed('umbrella_stand', 'create', opened, at)))[0]!.id;
});
afterEach(async () => {
  const { mismatches } = await verifyLedger(world.owner, world.book);
  await world.end();
  if (mismatches.length > 0)
    throw new Error(`The ledger does not verify: ${JSON.stringify(mismatches)}`);
});

const lendAt = async (place: string) => {
  const all = { stand_id: stand, lent_on: '2009-09-01', borrowers: [{ name: '张三' }] };
  return (
    await world.write(director, deed('umbrella_loan', 'create', all, { unit_id: unitId(place) }))
  )[0]!;
};
const tableOf = async () =>
  (
    await world.owner.query(
      'select id, path, parent_id, valid_until, name from unit where id < 100 order by id',
    )
  ).rows;
const under = async (place: string, day: string) =>
  (await membersOn(world.owner, [unitId(place)], day))
    .map((m) => m.unit_id)
    .toSorted((a, b) => a - b);
const lastEvent = async () =>
  (await world.owner.query('select max(id)::int as id from unit_event')).rows[0].id as number;
const back = async (event_id?: number) =>
  takeBack(tree, { event_id: event_id ?? (await lastEvent()), reason });
const refused = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => expect.unreachable('It was not refused'),
    (problem: Problem) => problem,
  );

it('puts a move back for every day, with its records and balances', async () => {
  const loan = await lendAt('n1a');
  await closePage(world.owner);
  await foldPages(world.owner);
  const before = await tableOf();
  const move = { unit_id: unitId('n1'), parent_id: unitId('south'), from_day: on_day, reason };
  await moveUnit(tree, move);
  expect(await under('south', on_day)).toContain(unitId('n1'));
  await back();
  expect(await tableOf()).toEqual(before);
  expect(await under('south', on_day)).not.toContain(unitId('n1'));
  const { rows } = await world.owner.query('select path from record_version where record_id = $1', [
    loan.id,
  ]);
  expect(rows).toEqual([{ path: '1.2.4.8.' }]);
});

it('takes along what was told to others, which stays as it was told', async () => {
  await world.owner.query(
    `insert into given_out (indicator, unit_id, path, from_day, to_day, stood_at, value, receiver, by_way, given_on, person_id)
      values ('loans', $1, '1.2.4.8.', '2009-01-01', '2009-09-30', now(), 3, '政法委', 'spoken', '2009-10-09', $2)`,
    [unitId('n1a'), director.person_id],
  );
  const move = { unit_id: unitId('n1'), parent_id: unitId('south'), from_day: on_day, reason };
  await moveUnit(tree, move);
  const told = async () => (await world.owner.query('select path, value from given_out')).rows;
  expect(await told()).toEqual([{ path: '1.3.4.8.', value: '3' }]);
  await back();
  expect(await told()).toEqual([{ path: '1.2.4.8.', value: '3' }]);
  await expect(world.owner.query('update given_out set value = 4')).rejects.toThrow('append-only');
  await expect(world.owner.query('delete from given_out')).rejects.toThrow('append-only');
});

it('puts a merger back with what stood below and what was in hand', async () => {
  const loan = await lendAt('n2a');
  const own = await lendAt('n2');
  const before = await tableOf();
  const { handed_over } = await mergeUnits(tree, {
    from: [unitId('n2')],
    into: unitId('n1'),
    on_day,
    reason,
  });
  expect(handed_over).toMatchObject([{ type: 'umbrella_loan', records: 1 }]);
  expect(await under('n1', on_day)).toEqual([4, 5, 8, 9, 10, 11]);
  await back();
  expect(await tableOf()).toEqual(before);
  expect(await under('n1', on_day)).toEqual([4, 8, 9]);
  const { rows } = await world.owner.query(
    'select id, unit_id, path from umbrella_loan order by path',
  );
  expect(rows).toEqual([
    { id: own.id, unit_id: unitId('n2'), path: '1.2.5.' },
    { id: loan.id, unit_id: unitId('n2a'), path: '1.2.5.10.' },
  ]);
});

it('puts a split back, and frees the codes of what it made', async () => {
  const before = await tableOf();
  const splitting = {
    unit_id: unitId('s2'),
    into: [
      { code: 'S2-A', name: '东镇' },
      { code: 'S2-B', name: '西镇' },
    ],
    children: [
      { unit_id: unitId('s2a'), to_code: 'S2-A' },
      { unit_id: unitId('s2b'), to_code: 'S2-B' },
    ],
    on_day,
    reason,
  };
  await splitUnit(tree, splitting);
  await back();
  expect(await tableOf()).toEqual(before);
  await splitUnit(tree, splitting);
  expect((await under('south', on_day)).length).toBeGreaterThan(before.length / 3);
});

it('puts a name, a body and a closing back', async () => {
  const before = await tableOf();
  await renameUnit(tree, { unit_id: unitId('s1'), name: '新镇', from_day: on_day });
  await back();
  await closeUnit(tree, { unit_id: unitId('s1a'), on_day, reason });
  await back();
  const body = await addBody(tree, { name: '公证处', parent_id: 1, from_day: '2010-01-01' });
  await back();
  expect(await tableOf()).toEqual(before);
  const { rows } = await world.owner.query(
    'select valid_until < valid_from as never from unit where id = $1',
    [body.id],
  );
  expect(rows).toEqual([{ never: true }]);
});

it('refuses what a later change rests on, what is in use, and what was worked on since', async () => {
  await renameUnit(tree, { unit_id: unitId('s1'), name: '甲镇', from_day: '2010-01-01' });
  const first = await lastEvent();
  await renameUnit(tree, { unit_id: unitId('s1'), name: '乙镇', from_day: '2010-02-01' });
  expect((await refused(back(first))).detail.en).toContain('for 2010-02-01, came after it');
  await back();
  await back(first);
  expect((await refused(back(first))).detail.en).toContain('taken back already');

  const body = await addBody(tree, { name: '公证处', parent_id: 1, from_day: '2010-01-01' });
  const made = { name: '门', size: 'small', opened_on: '2010-01-02' };
  await world.write(director, deed('umbrella_stand', 'create', made, { unit_id: body.id }));
  expect((await refused(back())).detail.en).toContain('records are kept in it');

  const loan = await lendAt('n2a');
  await closeUnit(tree, {
    unit_id: unitId('n2a'),
    on_day,
    reason,
    open_records_to: unitId('n2b'),
  });
  const returned = { returned_on: '2009-09-02' };
  await world.write(director, deed('umbrella_loan', 'take_back', returned, { id: loan.id }));
  expect((await refused(back())).detail.en).toContain('worked on since');
  expect((await refused(back(999_999))).kind).toBe('not-found');
});
