/** Folding closed pages into balances, for each line's unit and all units above it as the tree is now. */
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../database/transaction.ts';

/** Folds every page that is not folded yet; answers how many lines that were. Safe to call from several processes. */
export async function foldPages(owner: Pool): Promise<number> {
  return inTransaction(owner, foldWithin);
}

async function foldWithin(client: PoolClient): Promise<number> {
  const { rows: folds } = await client.query(
    'select page_id, last_line from ledger_fold for update',
  );
  const { rows: months } = await client.query(
    `select month, max(id) as page_id, max(last_line) as last_line from ledger_page where id > $1 group by month order by max(id)`,
    [folds[0].page_id],
  );
  let from: number = folds[0].last_line;
  let lines = 0;
  for (const { month, page_id, last_line } of months) {
    lines += await foldRange(client, month, from, last_line);
    await client.query('update ledger_fold set page_id = $1, last_line = $2', [page_id, last_line]);
    from = last_line;
  }
  return lines;
}

async function foldRange(
  client: PoolClient,
  pageMonth: string,
  after: number,
  until: number,
): Promise<number> {
  const { rows } = await client.query(
    `with new as (
       select measure_id, unit_id, date_trunc('month', day)::date as month, facet_set_id, guard, sum(amount) as amount, count(*) as n
       from ledger_line where id > $2 and id <= $3 group by 1, 2, 3, 4, 5),
     spread as (
       select n.measure_id, a.id::int as unit_id, n.month, n.facet_set_id, n.guard,
         sum(case when a.id::int = n.unit_id then n.amount else 0 end) as own, sum(n.amount) as subtree
       from new n join unit u on u.id = n.unit_id
         cross join lateral unnest(string_to_array(rtrim(u.path, '.'), '.')) a(id)
       group by 1, 2, 3, 4, 5),
     kept as (
       insert into balance as b (measure_id, unit_id, month, page_month, facet_set_id, guard, own, subtree)
       select measure_id, unit_id, month, $1::date, facet_set_id, guard, own, subtree from spread
       on conflict (measure_id, unit_id, month, page_month, facet_set_id, guard)
       do update set own = b.own + excluded.own, subtree = b.subtree + excluded.subtree)
     select coalesce(sum(n), 0)::int as lines from new`,
    [pageMonth, after, until],
  );
  return rows[0].lines;
}

/** Throws all balances away and folds every page again: after a restore, or when `verify` asks for it. */
export async function refold(owner: Pool): Promise<number> {
  return inTransaction(owner, async (client) => {
    await client.query('select from ledger_fold for update');
    await client.query('delete from balance');
    await client.query('update ledger_fold set page_id = 0, last_line = 0');
    return foldWithin(client);
  });
}

/**
 * The balances' part of moving a unit: its subtree is subtracted from the ancestors it leaves and added to those it
 * joins. Runs in the transaction that rewrites the paths, before they are rewritten.
 */
export async function moveBalances(
  client: PoolClient,
  unitId: number,
  leaves: number[],
  joins: number[],
): Promise<void> {
  await client.query('select from ledger_fold for update');
  for (const [ancestors, sign] of [
    [leaves, -1],
    [joins, 1],
  ] as const) {
    await client.query(
      `insert into balance as b (measure_id, unit_id, month, page_month, facet_set_id, guard, own, subtree)
       select m.measure_id, a.id, m.month, m.page_month, m.facet_set_id, m.guard, 0, $3 * m.subtree
       from balance m cross join unnest($2::int[]) a(id) where m.unit_id = $1
       on conflict (measure_id, unit_id, month, page_month, facet_set_id, guard)
       do update set subtree = b.subtree + excluded.subtree`,
      [unitId, ancestors, sign],
    );
  }
}
