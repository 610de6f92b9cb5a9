/**
 * Makes a city large: copies of the disputes of a period, with all that belongs to them, until there are as many as
 * asked. Set-based, past the write path: what is measured afterwards is reading, and a million writes would take hours.
 * The parties of each copy get names of their own, so that searching meets as many people as there would be.
 */
import type { Pool, PoolClient } from 'pg';
import { Chance } from '#city/chance.ts';
import { inventPerson } from '#city/invented-people.ts';
import { foldPages } from '#server/ledger/fold.ts';
import { closePage } from '#server/ledger/page.ts';
import { searchTokens } from '#server/records/search-key.ts';

/** As many names as a city has: the million share them as a million people do. */
const names = 40_000;
const tables = ['dispute', 'dispute_parties', 'ledger_line', 'duty'];

/** Answers how many disputes were accepted in the period afterwards. */
export async function multiplyDisputes(
  owner: Pool,
  [from, to]: readonly [from: string, to: string],
  wanted: number,
): Promise<number> {
  const client = await owner.connect();
  try {
    const have = await count(client, from, to);
    if (have < wanted) {
      await withoutGuards(client, () => copyAll(client, from, to, wanted - have));
      await closePage(owner);
      await foldPages(owner);
      await client.query('vacuum analyze');
    }
    return await count(client, from, to);
  } finally {
    client.release();
  }
}

async function count(client: PoolClient, from: string, to: string): Promise<number> {
  const { rows } = await client.query(
    'select count(*)::int as n from dispute where accepted_on between $1 and $2',
    [from, to],
  );
  return rows[0].n;
}

/** The copies of rows that were checked need no check, and indexes are built faster afterwards than row by row. */
async function withoutGuards(client: PoolClient, work: () => Promise<void>): Promise<void> {
  const { rows: indexes } = await client.query(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
      where indrelid = any($1::regclass[]) and not indisprimary`,
    [tables],
  );
  await client.query(
    `set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'; set maintenance_work_mem = '1GB'`,
  );
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  try {
    await work();
  } finally {
    for (const { definition } of indexes) await client.query(definition);
    await client.query(
      'reset session_replication_role; reset synchronous_commit; reset work_mem; reset maintenance_work_mem',
    );
  }
}

async function copyAll(client: PoolClient, from: string, to: string, more: number): Promise<void> {
  await client.query(
    'drop table if exists copy_of, copied_party, name_pool; create sequence if not exists copied_number start 1000001',
  );
  await client.query(
    `create unlogged table copy_of as
      select d.id as old_id, d.found_on as day, gen_random_uuid() as new_id,
        nextval('copied_number') as number from dispute d,
        generate_series(1, $3::int / (select count(*)::int from dispute where accepted_on between $1 and $2) + 1) n
      where d.accepted_on between $1 and $2 limit $3`,
    [from, to, more],
  );
  await inventNames(client);
  await client.query(
    `create unlogged table copied_party as select c.new_id as record_id, p.position, m.name, m.tokens
      from copy_of c join dispute_parties p on p.record_id = c.old_id
        join name_pool m on m.n = abs(hashtext(c.new_id::text || p.position)) % ${names};
    create index on copied_party (record_id); analyze copy_of; analyze copied_party`,
  );
  // The number's words are as searchTokens has them: from each of its parts on.
  const number = `regexp_replace(t.number, '第\\d+号', '第' || c.number || '号')`;
  const plain = `regexp_replace(${number}, '[（）]', '', 'g')`;
  await copyRows(client, 'dispute', 'id', {
    number,
    found_by: `(select array_to_tsvector(array_agg(w)) from (
      select unnest(tokens) as w from copied_party p where p.record_id = c.new_id
      union select unnest(array[${plain}, substr(${plain}, 5), substring(${number} from '\\d+号$'), '号']) where t.number is not null) w
      where w is not null)`,
  });
  const name = `(select name from copied_party p where p.record_id = c.new_id and p.position = t.position)`;
  await copyRows(client, 'dispute_parties', 'record_id', { name });
  await copyRows(client, 'ledger_line', 'record_id', {});
  await copyRows(client, 'duty', 'record_id', {});
  await client.query('drop table copy_of, copied_party, name_pool');
}

async function inventNames(client: PoolClient): Promise<void> {
  const chance = new Chance('bench');
  const pool = Array.from({ length: names }, (_, n) => {
    const { name } = inventPerson(chance, { unit_code: '640500', around: '2009-01-01' });
    return { n, name, tokens: searchTokens(name) };
  });
  await client.query(
    `create unlogged table name_pool as select * from jsonb_to_recordset('${JSON.stringify(pool)}') as p(n int, name text, tokens text[])`,
  );
}

async function copyRows(
  client: PoolClient,
  table: string,
  record: string,
  changed: Readonly<Record<string, string>>,
): Promise<void> {
  const { rows } = await client.query(
    `select column_name as name from information_schema.columns
      where table_schema = current_schema() and table_name = $1 and is_identity = 'NO' order by ordinal_position`,
    [table],
  );
  const columns = rows.map((row) => row.name as string);
  const values = columns.map((name) => {
    if (name === record) return 'c.new_id';
    if (name === 'id') return 'gen_random_uuid()';
    // Copies are recorded now: they belong to the page that is closed after them.
    return changed[name] ?? (name === 'recorded_at' ? 'now()' : `t.${name}`);
  });
  // As they would have been written: from day to day.
  await client.query(
    `insert into ${table} (${columns.join(', ')}) select ${values.join(', ')} from ${table} t join copy_of c on c.old_id = t.${record}
      order by c.day`,
  );
}
