/** An edition as it was signed, read back whole. Its seal is computed anew each time: a changed figure shows. */
import type { Pool, PoolClient } from 'pg';
import type { Indicator } from '#engine/indicator.ts';
import type { Text } from '#engine/text.ts';
import { notFound } from '#engine/problem.ts';
import { pinyinName } from '../records/pinyin-name.ts';
import { sealOf } from './edition-seal.ts';

export type Definition = Indicator & { readonly line: string };

export type EditionFigure = {
  /** Its place in the edition: a cell, a slot. The same key in the next edition is the same figure. */
  readonly key: string;
  readonly unit_id: number;
  readonly from: string;
  readonly to: string;
  readonly definition: Definition;
  /** null: not reported. A rate in per cent, unrounded; money in fen. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly not_reported_reason: Text | null;
  /** Ids of the units counted, as PostgreSQL spells a multirange: `{[1,5),[9,10)}`. */
  readonly members: string;
};

/** What is sealed. Field by field as the table has it. */
export type EditionContent = {
  readonly id: string;
  readonly kind: string;
  readonly series: string;
  readonly number: number;
  readonly restates: string | null;
  readonly reason: string | null;
  readonly unit_id: number;
  readonly from: string;
  readonly to: string;
  readonly title: Text;
  readonly lines: readonly string[];
  readonly page_id: number;
  readonly page_hash: string;
  readonly last_line: number;
  readonly last_day: string;
  readonly stood_at: string;
  readonly sealed_included: boolean;
  readonly small_below: number;
  readonly document: unknown;
  readonly signed_by: string;
  readonly signed_role: string;
  readonly signed_at: string;
  readonly figures: readonly EditionFigure[];
};

export type Edition = EditionContent & {
  readonly seal: string;
  /** Does what stands in the table still carry its seal? */
  readonly intact: boolean;
  readonly signer: string;
  /** In pinyin, for readers of English. */
  readonly signer_latin: string;
};

type Reader = Pick<PoolClient, 'query'> | Pick<Pool, 'query'>;

/** An instant as the seal spells it: to the millisecond, in UTC. */
export const instantSql = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const header = `e.id, e.kind, e.series, e.number, e.restates, e.reason, e.unit_id, e.from_day as "from", e.to_day as "to",
  e.title, e.lines, e.page_id, encode(p.hash, 'hex') as page_hash, e.last_line::float8 as last_line, e.last_day,
  ${instantSql('e.stood_at')} as stood_at, e.sealed_included, e.small_below, e.document, e.signed_by, e.signed_role,
  ${instantSql('e.signed_at')} as signed_at`;

/** Throws not-found where there is none, or `client` may not read it. Read in the caller's snapshot. */
export async function readEdition(client: Reader, id: string): Promise<Edition> {
  const database = client as Pick<PoolClient, 'query'>;
  const { rows } = await database.query({
    name: 'edition',
    text: `select ${header}, encode(e.seal, 'hex') as seal, a.name as signer
      from edition e join ledger_page p on p.id = e.page_id join account a on a.id = e.signed_by where e.id = $1`,
    values: [id],
  });
  if (!rows[0]) throw notFound();
  const { seal, signer, ...rest } = rows[0] as Omit<EditionContent, 'figures'> & {
    seal: string;
    signer: string;
  };
  const figures = await database.query({
    name: 'edition-figures',
    text: `select key, unit_id, from_day as "from", to_day as "to", definition, value::float8 as value,
        numerator::float8 as numerator, denominator::float8 as denominator, not_reported_reason, members::text as members
      from edition_figure where edition_id = $1 order by position`,
    values: [id],
  });
  const content: EditionContent = { ...rest, figures: figures.rows as EditionFigure[] };
  const intact = sealOf(content) === seal;
  return { ...content, seal, intact, signer, signer_latin: pinyinName(signer) };
}

export type EditionHead = Pick<
  Edition,
  | 'id' | 'kind' | 'series' | 'number' | 'restates' | 'reason' | 'unit_id' | 'from' | 'to' | 'title' | 'lines'
  | 'page_id' | 'stood_at' | 'signed_by' | 'signed_role' | 'signed_at' | 'signer' | 'signer_latin'
> & { readonly figures: number }; // prettier-ignore

/** The editions that `client` may read, newest first; of one series, or of all. Without their figures. */
export async function listEditions(
  client: Reader,
  asked: {
    readonly series?: string | undefined;
    readonly kind?: string | undefined;
    readonly unit_id?: number | undefined;
    readonly limit?: number | undefined;
  } = {},
): Promise<EditionHead[]> {
  const { rows } = await (client as Pick<PoolClient, 'query'>).query({
    name: 'editions',
    text: `select ${header}, a.name as signer, (select count(*)::int from edition_figure f where f.edition_id = e.id) as figures
      from edition e join ledger_page p on p.id = e.page_id join account a on a.id = e.signed_by
      where ($1::text is null or e.series = $1) and ($2::text is null or e.kind = $2) and ($3::int is null or e.unit_id = $3)
      order by e.signed_at desc, e.number desc limit $4`,
    values: [asked.series ?? null, asked.kind ?? null, asked.unit_id ?? null, asked.limit ?? 200],
  });
  return rows.map(
    ({
      page_hash: _hash,
      last_line: _line,
      last_day: _day,
      document: _document,
      sealed_included: _sealed,
      small_below: _small,
      ...head
    }) => ({ ...head, signer_latin: pinyinName(head['signer'] as string) }) as EditionHead,
  );
}
