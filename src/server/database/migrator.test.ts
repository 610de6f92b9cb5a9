import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { FreshDatabase } from '#testing/database.ts';
import { emptyDatabase, freshDatabase } from '#testing/database.ts';
import { migrate, refuseOldServer } from './migrator.ts';

let folder: string;
const databases: FreshDatabase[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taizhang-migrations-'));
  await write('0001-pens.sql', 'create table pen (id integer primary key);');
});

afterEach(() => rm(folder, { recursive: true }));

afterAll(async () => {
  for (const database of databases) await database.close();
});

function write(name: string, sql: string): Promise<void> {
  return writeFile(join(folder, name), sql);
}

async function empty(): Promise<FreshDatabase> {
  const database = await emptyDatabase();
  databases.push(database);
  return database;
}

test('applies in order of name, once, and then only what is new', async () => {
  const { url, owner } = await empty();
  await write(
    '0002-colours.sql',
    "alter table pen add colour text; insert into pen values (1, 'red');",
  );
  expect((await migrate(url, folder)).applied).toEqual(['0001-pens.sql', '0002-colours.sql']);
  expect((await migrate(url, folder)).applied).toEqual([]);
  await write('0003-price.sql', 'alter table pen add price integer');
  expect((await migrate(url, folder)).applied).toEqual(['0003-price.sql']);
  expect((await owner.query('select * from pen')).rows).toEqual([
    { id: 1, colour: 'red', price: null },
  ]);
});

test('two migrators at once apply everything once', async () => {
  const { url } = await empty();
  await write('0002-slow.sql', 'select pg_sleep(0.2); create table ink ();');
  const results = await Promise.all([
    migrate(url, folder),
    migrate(url, folder),
    migrate(url, folder),
  ]);
  expect(results.map((result) => result.applied.length).sort((a, b) => a - b)).toEqual([0, 0, 2]);
});

test('two databases of one cluster may make the same role at the same time', async () => {
  const role = `pen_role_${process.pid}`;
  await write(
    '0002-role.sql',
    `do $$ begin create role ${role}; exception when duplicate_object then null; end $$;
    select pg_sleep(0.05); grant ${role} to current_user;`,
  );
  const all = await Promise.all([empty(), empty(), empty(), empty()]);
  const results = await Promise.all(all.map(({ url }) => migrate(url, folder)));
  expect(results.map((result) => result.applied.length)).toEqual([2, 2, 2, 2]);
  await all[0].owner.query(`drop role ${role}`);
});

test('a migration that fails leaves nothing behind and names its line', async () => {
  const { url, owner } = await empty();
  await write('0002-wrong.sql', 'create table ink ();\n\ncreate table bottle (size nonsense);');
  await expect(migrate(url, folder)).rejects.toThrow(
    'The migration 0002-wrong.sql failed, line 3: type "nonsense"',
  );
  expect((await owner.query("select to_regclass('pen') pen, to_regclass('ink') ink")).rows).toEqual(
    [{ pen: 'pen', ink: null }],
  );
});

test('an applied migration that was edited is refused, other line ends are not', async () => {
  const { url } = await empty();
  await write('0001-pens.sql', 'create table pen (\nid integer);');
  await migrate(url, folder);
  await write('0001-pens.sql', 'create table pen (\r\nid integer);');
  expect((await migrate(url, folder)).applied).toEqual([]);
  await write('0001-pens.sql', 'create table pen (\nid bigint);');
  await expect(migrate(url, folder)).rejects.toThrow(
    '0001-pens.sql was edited after it was applied',
  );
});

test('a database from a newer version is refused', async () => {
  const { url } = await empty();
  await write('0002-ink.sql', 'create table ink ()');
  await migrate(url, folder);
  await rm(join(folder, '0002-ink.sql'));
  await expect(migrate(url, folder)).rejects.toThrow('this version of the product does not know');
});

test('a server of before version 16 is refused in plain words', () => {
  expect(() => refuseOldServer(150_012)).toThrow(/version 15; 16 or later/);
  expect(() => refuseOldServer(160_000)).not.toThrow();
});

test('a file without a number is refused', async () => {
  await write('pens.sql', '');
  await expect(migrate('postgres://unused', folder)).rejects.toThrow('must be named like 0001-');
});

test('the migrations of the product apply', async () => {
  const database = await freshDatabase();
  databases.push(database);
  const { rows } = await database.owner.query("select to_regclass('account') is not null as there");
  expect(rows).toEqual([{ there: true }]);
});
