/**
 * A tree of thousands: nobody is sent the whole of it, and neither looking for a unit, nor turning its pages, nor
 * writing, nor counting reads it from end to end. `bench/many-units.ts` measures the same with 200,000.
 */
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '#engine/permission.ts';
import { inventDivisions } from '#testing/invented-divisions.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { deed, unitId } from '#testing/world.ts';
import { openPool } from '../database/pool.ts';
import { computeFigures } from '../figures/compute.ts';
import { writeRecords } from '../records/write.ts';
import { readAs } from '../services.ts';
import { importDivisions } from './divisions.ts';
import type { DivisionImport } from './divisions.ts';
import {
  hitsMax,
  levelMax,
  searchUnits,
  unitPage,
  unitsBelow,
  unitsBelowOn,
} from './find-units.ts';

const many = 12_000;

let world: ServedWorld;
let village: { id: number; path: string };
let stand: string;
let imported: DivisionImport;

beforeAll(async () => {
  world = await serveWorld();
  const { csv, city } = inventDivisions(many);
  // The small world's city becomes that of the file, and its counties stand beside those of the file.
  await world.owner.query(`update unit set code = $1, name = '远山市' where id = 1`, [city]);
  imported = await importDivisions(world.owner, csv, { from_day: '2000-01-01' });
  await world.owner.query('analyze');
  const { rows } = await world.owner.query(
    `select id, path from unit where kind = 'village' and code like '9901%' order by code desc limit 1`,
  );
  village = rows[0];
  const made = await world.write('director', 'umbrella_stand', 'create', {
    name: '北门',
    size: 'large',
    opened_on: '2009-01-01',
  });
  stand = made.json().answers[0].id;
}, 120_000);
afterAll(() => world.end());

const codesIn = (body: string) => new Set(body.match(/9901\d{8}/g)).size;

it('is sent to nobody as a whole, by no address', async () => {
  expect(imported).toMatchObject({ added: many - 1, unchanged: 1, bad: [] });
  const { paths } = (await world.ask('office', 'GET', '/api/openapi.json')).json();
  const plain = Object.entries(paths as Record<string, { get?: object }>)
    .filter(([path, methods]) => methods.get && !path.includes('{') && path !== '/api/events')
    .map(([path]) => path);
  expect(plain.length).toBeGreaterThan(15);
  const asked = ['', '?q=d', '?q=东', '?q=9901', '?parent=1', '?unit=1'];
  for (const who of ['office', 'county', 'system']) {
    for (const path of plain) {
      for (const query of path === '/api/units' ? asked : ['']) {
        const answer = await world.ask(who, 'GET', path + query);
        expect(`${path}${query} ${codesIn(answer.body) <= levelMax}`).toBe(`${path}${query} true`);
      }
    }
  }
  const hits = (await world.ask('office', 'GET', '/api/units?q=d')).json();
  expect([hits.units.length, hits.most]).toEqual([hitsMax, hitsMax]);
});

/** How many rows of the tree were read one after the other, by whoever has this pool's only connection. */
async function readInOrder(pool: Pool, work: () => Promise<unknown>): Promise<number> {
  const so = async () => {
    await pool.query('select pg_stat_force_next_flush()');
    await pool.query('select 1');
    const { rows } = await world.owner.query(
      `select sum(seq_tup_read)::int as n from pg_stat_user_tables where relname like 'unit%'`,
    );
    return rows[0].n as number;
  };
  const before = await so();
  await work();
  return (await so()) - before;
}

it('is read from end to end by no search, no page, no write and no figure', async () => {
  const one = { max: 1, pipeline: true };
  const reader = openPool(world.url, { role: 'taizhang_reader', ...one });
  const writer = openPool(world.url, { role: 'taizhang_writer', planOnce: true, ...one });
  const city: Actor = await world.actor('bureau', 'city');
  const director = await world.actor('director', 'city');
  const reading = <T>(work: Parameters<typeof readAs<T>>[2]) =>
    readInOrder(reader, () => readAs({ reader }, city, work));
  // The measure itself: whoever reads everything is seen.
  expect(await reading((client) => client.query('select count(name) from unit'))).toBeGreaterThan(
    many,
  );
  const rows = {
    letter: await reading((client) => searchUnits(client, 'd', null)),
    name: await reading((client) => searchUnits(client, '东西村', null)),
    code: await reading((client) => searchUnits(client, '990101', ['village'])),
    level: await reading((client) => unitsBelow(client, village.id, null)),
    top: await reading((client) => unitsBelow(client, null, null)),
    then: await reading((client) => unitsBelowOn(client, unitId('city'), '2009-06-30')),
    page: await reading((client) => unitPage(client, village.id)),
    write: await readInOrder(writer, async () => {
      const lent = { stand_id: stand, lent_on: '2009-09-01', borrowers: [{ name: '张三' }] };
      const write = deed('umbrella_loan', 'create', lent, { unit_id: village.id });
      await writeRecords({ ...world.context(director), pool: writer }, [write]);
    }),
    figure: await reading((client) =>
      computeFigures(client, world.names, world.book.indicators, {
        unit_id: unitId('city'),
        from: '2009-01-01',
        to: '2009-12-31',
        as_of: null,
        now: '2010-01-01T00:00:00.000Z',
      }),
    ),
  };
  await Promise.all([reader.end(), writer.end()]);
  for (const [what, n] of Object.entries(rows)) expect(`${what} ${n < 100}`).toBe(`${what} true`);
});
