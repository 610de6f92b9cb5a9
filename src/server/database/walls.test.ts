/**
 * The second wall, looked at as the roles themselves: what the migrations give to each, table by table, so that a table
 * that comes tomorrow stands behind it too; and connections of each role that try.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { book } from '#lines/index.ts';
import { makeWorld } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { openPool } from './pool.ts';
import { tablesOf } from './tables.ts';

const roles = ['taizhang_reader', 'taizhang_writer', 'taizhang_loader'] as const;

let database: World;
let person: string;
const record = randomUUID();
beforeAll(async () => {
  database = await makeWorld();
  person = randomUUID();
  const { owner } = database;
  await owner.query('insert into account (id, name, username, email) values ($1, $2, $2, $2)', [
    person,
    'somebody',
  ]);
  for (const [path, guard] of [
    ['1.2.4.', 0],
    ['1.2.4.', 1],
    ['1.3.', 0],
  ])
    await owner.query(
      `insert into attachment (id, record_id, record_type, name, media_type, bytes, sha256, content, path, guard, created_by)
        values ($1, $2, 'dispute', 'a.png', 'image/png', 1, 'x', 'x', $3, $4, $5)`,
      [randomUUID(), record, path, guard, person],
    );
});
afterAll(() => database.end());

async function tables() {
  const { rows } = await database.owner.query(
    `select c.relname as name, c.relrowsecurity as walled,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'path' and not a.attisdropped) as placed,
        array(select r || ' ' || p from unnest($1::text[]) r, unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p
          where has_table_privilege(r, c.oid, p)) as may
      from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' order by c.relname`,
    [roles],
  );
  return rows as { name: string; walled: boolean; placed: boolean; may: string[] }[];
}

describe('what the migrations give', () => {
  it('stands behind a policy wherever a row has a place in the tree and the reader may read', async () => {
    const open = (await tables()).filter(
      (one) => one.placed && !one.walled && one.may.includes('taizhang_reader SELECT'),
    );
    // The tree itself is everybody's.
    expect(open.map((one) => one.name)).toEqual(['unit']);
    const walled = new Set((await tables()).filter((one) => one.walled).map((one) => one.name));
    const records = book.records.flatMap((type) => tablesOf(type).map((table) => table.name));
    for (const name of [...records, 'record_version', 'attachment', 'duty'])
      expect(`${name} ${walled.has(name)}`).toBe(`${name} true`);
  });

  it('lets nobody change or take away a line, a page, a version or a receipt, nor empty any table', async () => {
    const all = await tables();
    for (const name of ['ledger_line', 'ledger_page', 'record_version', 'receipt']) {
      const { may } = all.find((one) => one.name === name)!;
      expect(`${name} ${may.filter((one) => /UPDATE|DELETE/.test(one)).join()}`).toBe(`${name} `);
    }
    expect(all.filter((one) => one.may.some((p) => p.endsWith('TRUNCATE')))).toEqual([]);
    const records = new Set(book.records.map((type) => type.name));
    const deleting = all.filter(
      (one) => records.has(one.name) && one.may.some((p) => p.endsWith('DELETE')),
    );
    expect(deleting).toEqual([]);
  });

  it('keeps passwords, sessions and second factors for the owner alone', async () => {
    const secrets = ['credential', 'second_factor', 'session', 'verification'];
    const found = (await tables()).filter((one) => secrets.includes(one.name));
    expect(found.map(({ name, may }) => [name, may])).toEqual(secrets.map((name) => [name, []]));
  });

  it('makes roles that own nothing and pass no policy by', async () => {
    const { rows } = await database.owner.query(
      `select r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole,
          (select count(*)::int from pg_class c where c.relowner = r.oid) as owns
        from pg_roles r where r.rolname = any($1)`,
      [roles],
    );
    expect(rows).toHaveLength(3);
    for (const role of rows)
      expect(role).toMatchObject({
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        owns: 0,
      });
  });
});

describe('who connects as the reader', () => {
  it('sees files within the territory, restricted ones as whoever may, and none without a territory', async () => {
    const pool = openPool(database.url, { role: 'taizhang_reader', max: 1 });
    const seen = async (territory: string | null, guard = '0', who = '') => {
      const client = await pool.connect();
      try {
        await client.query('begin');
        if (territory !== null)
          await client.query(
            `select set_config('taizhang.territory', $1, true), set_config('taizhang.guard', $2, true), set_config('taizhang.person', $3, true)`,
            [territory, guard, who],
          );
        const { rows } = await client.query('select count(*)::int as n from attachment');
        return rows[0].n as number;
      } finally {
        await client.query('rollback');
        client.release();
      }
    };
    expect(await seen(null)).toBe(0);
    expect(await seen('1.')).toBe(2);
    expect(await seen('1.', '1')).toBe(3);
    expect(await seen('1.', '0', person)).toBe(3);
    expect(await seen('1.2.')).toBe(1);
    expect(await seen('1.20.')).toBe(0);
    // The same connection again, after a transaction that had one: the setting is '' now, and not null.
    expect(await seen(null)).toBe(0);
    expect(await seen('')).toBe(0);
    await pool.end();
  });
});
