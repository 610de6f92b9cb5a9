/** A newcomer finds an inspection ready: a list that anybody can draw again, its trips, and pictures as evidence. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayInShanghai } from '#engine/day.ts';
import { leavesOf } from '#engine/standard.ts';
import type { StandardItem } from '#engine/standard.ts';
import { inspectionDay } from '#server/offices/inspection-day.ts';
import { drawAgain } from '#server/offices/sampling.ts';
import type { City } from '#server/open.ts';
import { getRecord } from '#server/records/read.ts';
import { readAs } from '#server/services.ts';
import { openLoadedCity } from '#testing/loaded-city.ts';
import type { LoadedCity } from '#testing/loaded-city.ts';
import type { FreshDatabase } from '#testing/database.ts';
import { actorOf } from './actor-of-staff.ts';
import { idOf } from './chance.ts';
import { drawnPicture, pictureKinds } from './drawn-pictures.ts';
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
type Hung = {
  record_id: string;
  record_type: string;
  paper: string;
  name: string;
  content: Buffer;
};
const pictures = async () =>
  (
    await database.owner.query(
      `select record_id, record_type, paper, name, content from attachment where paper like 'item-%'`,
    )
  ).rows as Hung[];

it('draws once, and whoever draws it again finds the same offices', async () => {
  const before = await versions();
  await playInspectionDay(city, silent);
  const [once, hung] = [await versions(), (await pictures()).length];
  await playInspectionDay(city, silent);
  expect([await versions(), (await pictures()).length]).toEqual([once, hung]);
  // Prepared, drawn, three trips: a first start must not grow by more than a few writes.
  expect(once - before).toBe(5);
  const county = await actorOf(city, demoStaff('county'));
  const again = await drawAgain(city.services, county, idOf('sampling/first'));
  expect(again).toMatchObject({ drawn: true, same: true });
  // Wherever the city is brought in, the lot falls on the same: by a seed that is its own and no machine's.
  const { rows: lists } = await database.owner.query('select seed from sampling where id = $1', [
    idOf('sampling/first'),
  ]);
  expect(lists).toEqual([{ seed: idOf('sampling/first/seed').replaceAll('-', '') }]);
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

it('shows at each item what the item asks for: a sign at a sign, a room at a room', async () => {
  const director = await actorOf(city, demoStaff('zhenluo'));
  const { services } = city;
  const kinds = new Set<string>();
  const hung = await pictures();
  for (const { record_id, record_type, paper, name, content } of hung) {
    const type = services.book.record(record_type);
    const record = await readAs(services, director, (client) => getRecord(client, type, record_id));
    const items = leavesOf(record['items'] as StandardItem[]);
    const item = items.find(({ code }) => `item-${code}` === paper) as
      | (StandardItem & { evidence: string | null })
      | undefined;
    expect([name, item?.evidence]).toEqual([name, '照片']);
    const about = `${record_id}/${item!.code}`;
    const shown = pictureKinds.filter((kind) => drawnPicture(kind, about).equals(content));
    expect([item!.item, shown]).toEqual([item!.item, [expect.any(String)]]);
    const words = { sign: /标牌|标识|牌匾/, room: /场所|用房|调解室/, files: /档案|卷宗/, rules: /上墙|公示/ };
    expect(item!.item).toMatch(words[shown[0]!]);
    kinds.add(shown[0]!);
  }
  expect(hung.map((one) => one.record_type)).toContain('office_assessment');
  expect(kinds.size).toBeGreaterThan(1);
}); // prettier-ignore
