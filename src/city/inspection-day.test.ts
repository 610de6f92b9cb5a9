/** A newcomer finds an inspection ready: a list that anybody can draw again, its trips, and pictures as evidence. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayInShanghai } from '#engine/day.ts';
import { inspectionDay } from '#server/offices/inspection-day.ts';
import { drawAgain } from '#server/offices/sampling.ts';
import type { City } from '#server/open.ts';
import { readAs } from '#server/services.ts';
import { openLoadedCity } from '#testing/loaded-city.ts';
import type { LoadedCity } from '#testing/loaded-city.ts';
import type { FreshDatabase } from '#testing/database.ts';
import { actorOf } from './actor-of-staff.ts';
import { idOf } from './chance.ts';
import { playInspectionDay } from './inspection-day.ts';
import { zhenluoCode } from './places.ts';
import { demoStaff } from './staff.ts';

const silent = () => {};

let database: FreshDatabase;
let city: City;
let end: LoadedCity['end'];
beforeAll(async () => {
  ({ city, database, end } = await openLoadedCity());
}, 900_000);
afterAll(() => end());

const versions = async () =>
  (await database.owner.query('select count(*)::int as n from record_version')).rows[0].n as number;

it('draws once, and whoever draws it again finds the same offices', async () => {
  const before = await versions();
  await playInspectionDay(city, silent);
  const once = await versions();
  await playInspectionDay(city, silent);
  expect(await versions()).toBe(once);
  // Prepared, drawn, three trips: a first start must not grow by more than a few writes.
  expect(once - before).toBe(5);
  const county = await actorOf(city, demoStaff('county'));
  const again = await drawAgain(city.services, county, idOf('sampling/first'));
  expect(again).toMatchObject({ drawn: true, same: true });
  const { rows } = await database.owner.query(
    `select i.state, count(*)::int as n from inspection i where i.sampling_id = $1 group by i.state`,
    [idOf('sampling/first')],
  );
  expect(rows).toEqual([{ state: 'planned', n: 3 }]);
});

it('shows pictures at the items of Zhenluo that ask for one', async () => {
  const director = await actorOf(city, demoStaff('zhenluo'));
  const { rows } = await database.owner.query(
    `select o.id from office o join unit u on u.id = o.unit_id where u.code = $1`,
    [zhenluoCode],
  );
  const today = dayInShanghai(city.services.clock());
  const { services } = city;
  const day = await readAs(services, director, (client) =>
    inspectionDay(client, services.book, rows[0].id, today),
  );
  expect(day.office.photos).toBeGreaterThan(1);
  const shown = day.committees.filter((one) => one.items.some((item) => item.photos.length > 0));
  expect(shown).toHaveLength(3);
  for (const item of shown.flatMap((one) => one.items))
    if (item.photos.length > 0) expect(item.evidence).toBe('照片');
});
