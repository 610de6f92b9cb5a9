/** A figure is as fresh as the last commit, and says of when it is. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await serveWorld();
});
afterAll(() => world.end());

it('counts what was written just now, and its time is not before that writing', async () => {
  const stand = { name: '东门', size: 'small', opened_on: '2009-01-01' };
  const made = await world.write('director', 'umbrella_stand', 'create', stand);
  const stand_id = made.json().answers[0].id;
  const figure = async () => {
    const url = '/api/figures/loans?from=2009-01-01&to=2009-12-31';
    return (await world.ask('director', 'GET', url)).json();
  };
  for (const n of [1, 2, 3]) {
    const written = await world.write('director', 'umbrella_loan', 'create', {
      stand_id,
      lent_on: '2009-03-02',
      borrowers: [{ name: '李四' }],
    });
    const { id } = written.json().answers[0];
    const { rows } = await world.owner.query(
      'select recorded_at from record_version where record_id = $1',
      [id],
    );
    const { value, fresh_at, as_of } = await figure();
    expect({ value, as_of }).toEqual({ value: n, as_of: null });
    expect(new Date(fresh_at).getTime()).toBeGreaterThanOrEqual(rows[0].recorded_at.getTime());
  }
});
