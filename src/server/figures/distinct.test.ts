/** Distinct subjects, now and under the boundaries of another date: the units that stood there then, one by one. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { computeByTarget } from './compute.ts';
import type { Targets } from './sum.ts';

let world: World;
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
