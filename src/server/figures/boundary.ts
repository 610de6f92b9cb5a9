/**
 * Which lines a figure may see. Now: all that is committed. As it stood at a moment: those up to the last page closed
 * by then. Balances hold the folded lines by the month of their page, so both are whole page-months of balances plus
 * the lines behind them.
 */
import type { PoolClient } from 'pg';
import { dayInShanghai } from '#engine/day.ts';

export type Boundary = {
  /** The page it stands at; null means now, later than any page. */
  readonly page: number | null;
  /** Lines above this are not seen; null means no limit. */
  readonly last_line: number | null;
  /** Balances of page-months before this are whole; null means all balances. */
  readonly page_month: string | null;
  /** Lines above this are not in those balances. */
  readonly folded_line: number;
  /** No day after this counts. */
  readonly last_day: string;
  /** When it stood so: the page's closing, or now. */
  readonly at: string;
  /** Sealed records too: in editions only, compiled by their own role. */
  readonly sealed?: boolean;
};

/** Lines with a guard below this are counted. */
export function guardBelow({ sealed }: Pick<Boundary, 'sealed'>): number {
  return sealed ? 3 : 2;
}

/** `as_of` is an instant, or null for now. Both are read in the caller's snapshot. */
export async function boundaryAt(
  client: Pick<PoolClient, 'query'>,
  as_of: string | null,
  now: string,
): Promise<Boundary> {
  if (as_of === null || as_of >= now) {
    const { rows } = await client.query({
      name: 'fold',
      text: 'select last_line from ledger_fold',
    });
    return {
      page: null,
      last_line: null,
      page_month: null,
      folded_line: rows[0].last_line,
      last_day: dayInShanghai(now),
      at: now,
    };
  }
  const { rows } = await client.query({
    name: 'page-at',
    text: `with stood as (select * from ledger_page where closed_at <= $1 order by closed_at desc, id desc limit 1) ${readPage}`,
    values: [as_of],
  });
  return boundaryOf(rows[0], as_of);
}

/** As it stood when this page was closed: what an edition counts. */
export async function boundaryAtPage(
  client: Pick<PoolClient, 'query'>,
  page: number,
): Promise<Boundary> {
  const { rows } = await client.query({
    name: 'page-by-id',
    text: `with stood as (select * from ledger_page where id = $1) ${readPage}`,
    values: [page],
  });
  if (!rows[0]) throw new Error(`The ledger has no page ${page}`);
  return boundaryOf(rows[0], (rows[0].closed_at as Date).toISOString());
}

const readPage = `select s.id, s.last_line, s.month, s.closed_at, least(f.last_line,
    coalesce((select p.last_line from ledger_page p where p.month < s.month order by p.id desc limit 1), 0)) as folded_line
  from stood s, ledger_fold f`;

type PageRow = { id: number; last_line: number; month: string; folded_line: number };

function boundaryOf(page: PageRow, at: string): Boundary {
  return {
    page: page.id,
    last_line: page.last_line,
    page_month: page.month,
    folded_line: page.folded_line,
    last_day: dayInShanghai(at),
    at,
  };
}
