import { afterAll, beforeAll, expect, it } from 'vitest';
import { lines } from '#lines/index.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await serveWorld(lines);
}, 60_000);
afterAll(() => world.end());

const get = (who: string | null, query: string, kind = '') =>
  world.ask(who, 'GET', `/api/returns/mediation${kind}?${query}`);

it('is given within the territory only, to whoever holds the line', async () => {
  expect((await get(null, 'period=2009')).statusCode).toBe(401);
  expect((await get('system', 'period=2009')).statusCode).toBe(404);
  expect((await get('director', `period=2009&unit=${unitId('s1')}`)).statusCode).toBe(404);
  const own = await get('director', 'period=2009Q3');
  expect(own.json()).toMatchObject({
    unit: { id: unitId('n1') },
    from: '2009-07-01',
    to: '2009-09-30',
    reported: false,
  });
});

it('takes two days for whoever counts from the 26th, and refuses what is no period', async () => {
  const month = await get('county', 'from=2009-08-26&to=2009-09-25');
  expect(month.json()).toMatchObject({ from: '2009-08-26', to: '2009-09-25' });
  for (const query of [
    '',
    'period=2009Q5',
    'from=2009-09-25&to=2009-08-26',
    'period=x',
    'from=2009-01-01',
  ])
    expect((await get('county', query)).statusCode).toBe(422);
});

it('leaves as a file with a line in the access log', async () => {
  const file = await get('county', 'period=2009&lang=en', '.xlsx');
  expect(file.statusCode).toBe(200);
  expect(file.headers['content-disposition']).toContain('.xlsx');
  const { rows } = await world.owner.query(
    `select detail from access_log where deed = 'exported' order by id desc limit 1`,
  );
  expect(rows[0].detail).toMatchObject({ report: 'return:mediation', unit_id: unitId('north') });
});
