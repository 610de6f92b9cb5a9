/** Distinct subjects, now and under the boundaries of another date: the units that stood there then, one by one. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '#engine/permission.ts';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { computeByTarget } from './compute.ts';
import { openFigure } from './open-figure.ts';
import { readAs } from '../services.ts';
import type { Targets } from './sum.ts';

let world: World;
let north: string;
const asked = {
  unit_id: unitId('city'),
  from: '2009-01-01',
  to: '2009-12-31',
  as_of: null,
  now: '2010-03-01T00:00:00.000Z',
};

beforeAll(async () => {
  world = await makeWorld();
  const director = await world.actor('director', 'city');
  const stands: string[] = [];
  for (const name of ['北门', '南门']) {
    const made = deed('umbrella_stand', 'create', { name, size: 'large', opened_on: '2009-01-01' });
    stands.push((await world.write(director, made))[0]!.id);
  }
  north = stands[0]!;
  for (const place of ['n1a', 'n1b', 'n2a', 's1a']) {
    const stand_id = stands[place === 's1a' ? 1 : 0];
    const lent = { stand_id, lent_on: '2009-03-01', borrowers: [{ name: '李四' }] };
    await world.write(director, deed('umbrella_loan', 'create', lent, { unit_id: unitId(place) }));
  }
});
afterAll(() => world.end());

it('counts under the units of that date and not of today', async () => {
  const indicator = world.book.findIndicator('stands_used')!;
  const at = async (targets: Targets) => {
    const found = await computeByTarget(world.owner, world.names, indicator, targets, asked);
    return found.map((one) => one.value);
  };
  const members = (target: string, ...places: string[]) =>
    places.map((place) => ({ target: unitId(target), unit_id: unitId(place) }));
  const today = ['n1', 's1', 's2', 'north', 'city'].map(unitId);
  expect(await at({ units: today })).toEqual([1, 1, 0, 1, 2]);
  // On that date n1 had s1a below it and s1 had nothing; the same stand in two villages is one.
  const then = [
    ...members('n1', 'n1a', 'n1b', 's1a'),
    ...members('s1', 's1b'),
    ...members('s2', 'n2a'),
  ];
  expect(await at({ members: then })).toEqual([2, 0, 1]);
});

it('opens to one record of each subject, page by page, open ones before restricted ones', async () => {
  const indicator = world.book.findIndicator('stands_used')!;
  const director = await world.actor('director', 'city');
  const open = async (who: Actor, limit: number) => {
    const records: { id: string; amount: number }[] = [];
    for (let after: string | undefined, pages = 0; ; pages++) {
      const page = await readAs(world, who, (client) =>
        openFigure(world, client, who, indicator, asked, 'numerator', after, limit),
      );
      records.push(...page.records);
      if (!page.next || pages > 10) return { ...page, records };
      after = page.next;
    }
  };
  for (const limit of [1, 2, 50]) {
    const found = await open(director, limit);
    expect(found.records.map((one) => one.amount)).toEqual([1, 1]);
    expect([found.total, found.listed, found.guarded]).toEqual([2, 2, 0]);
  }
  // A third stand that only a restricted loan tells of: counted by all, opened by few.
  const made = deed('umbrella_stand', 'create', {
    name: '西门',
    size: 'small',
    opened_on: '2009-01-01',
  });
  const stand_id = (await world.write(director, made))[0]!.id;
  const lent = { stand_id, lent_on: '2009-02-01', borrowers: [{ name: '李四' }], secret: true };
  await world.write(
    director,
    deed('umbrella_loan', 'create', lent, { unit_id: unitId('n1a') }),
    // Restricted and earlier than the open one of the same stand, which tells of it all the same.
    deed('umbrella_loan', 'create', { ...lent, stand_id: north }, { unit_id: unitId('n1a') }),
  );
  const colleague = await world.actor('clerk', 'city');
  const seen = await open(colleague, 50);
  expect([seen.total, seen.listed, seen.guarded]).toEqual([3, 2, 1]);
  expect(seen.records).toHaveLength(2);
  const whole = await open(director, 50);
  expect([whole.total, whole.records.length]).toEqual([3, 3]);
});
