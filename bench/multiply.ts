/**
 * Makes a city large: copies of the disputes of one year, with all that belongs to them, until there are as many as
 * asked. Set-based, past the write path: what is measured afterwards is reading, and a million writes would take hours.
 */
import type { Pool } from 'pg';
import { foldPages } from '#server/ledger/fold.ts';
import { closePage } from '#server/ledger/page.ts';

const copied: readonly { table: string; id: string; record: string }[] = [
  { table: 'dispute_parties', id: 'id', record: 'record_id' },
  { table: 'ledger_line', id: '', record: 'record_id' },
  { table: 'search_token', id: '', record: 'record_id' },
];

/** Answers how many disputes there are in the year afterwards. */
export async function multiplyDisputes(owner: Pool, year: number, wanted: number): Promise<number> {
  const count = async () => {
    const { rows } = await owner.query(
      `select count(*)::int as n from dispute where accepted_on between $1 and $2`,
      [`${year}-01-01`, `${year}-12-31`],
    );
    return rows[0].n as number;
  };
  const have = await count();
  const rounds = Math.ceil((wanted - have) / have);
  if (rounds > 0) {
    await owner.query('drop table if exists copy_of');
    await owner.query(
      `create unlogged table copy_of as select d.id as old_id, gen_random_uuid() as new_id, n from dispute d, generate_series(1, $3::int) n
        where d.accepted_on between $1 and $2 limit $4`,
      [`${year}-01-01`, `${year}-12-31`, rounds, wanted - have],
    );
    await owner.query('analyze copy_of');
    await copyRows(owner, 'dispute', 'id', `number = number || '-' || c.n`);
    for (const { table, record } of copied) await copyRows(owner, table, record);
    await owner.query('drop table copy_of');
    await closePage(owner);
    await foldPages(owner);
    await owner.query('vacuum analyze');
  }
  return count();
}

async function copyRows(
  owner: Pool,
  table: string,
  record: string,
  change?: string,
): Promise<void> {
  const { rows } = await owner.query(
    `select column_name as name, is_identity = 'YES' as identity from information_schema.columns where table_schema = current_schema() and table_name = $1 order by ordinal_position`,
    [table],
  );
  const columns = (rows as { name: string; identity: boolean }[])
    .filter((c) => !c.identity)
    .map((c) => c.name);
  const values = columns.map((name) => {
    if (name === record) return 'c.new_id';
    if (name === 'id') return 'gen_random_uuid()';
    if (change && change.startsWith(`${name} =`)) return `t.${change.slice(name.length + 3)}`;
    // Copies are recorded now: they belong to the page that is closed after them.
    return name === 'recorded_at' ? 'now()' : `t.${name}`;
  });
  await owner.query(
    `insert into ${table} (${columns.join(', ')}) select ${values.join(', ')} from ${table} t join copy_of c on c.old_id = t.${record}`,
  );
}
