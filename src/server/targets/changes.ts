/**
 * What changed since a report: the ledger's lines after the page that the report stood on, figure by figure, with the
 * record behind each and the reason that somebody wrote down.
 */
import type { PoolClient } from 'pg';
import { dayInShanghai } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Indicator } from '#engine/indicator.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { deedLabel } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { boundaryAt } from '../figures/boundary.ts';
import { computeMany, sideOf } from '../figures/compute.ts';
import { titlesOf } from '../records/read.ts';
import type { Services } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import type { UnitText } from '../units/unit-text.ts';

type Books = Pick<Services, 'book' | 'names'>;

export type LastReport = {
  readonly stood_at: string;
  readonly receiver: string;
  readonly indicator: string;
  readonly from: Day;
  readonly to: Day;
};

export type ChangedRecord = {
  readonly record_type: string;
  readonly id: string;
  readonly title: Text;
  readonly number: string | null;
  readonly unit: Text | undefined;
  readonly amount: number;
  /** `new`: it happened after the report; `late`: before it, and nobody knew; `corrected`: it had counted. */
  readonly kind: 'new' | 'late' | 'corrected';
  readonly recorded_at: string;
  readonly deed: Text;
  readonly reason: string | null;
};

export type ChangedFigure = {
  readonly indicator: string;
  readonly label: Text;
  readonly counter: Text;
  readonly kind: Indicator['kind'];
  readonly money: boolean;
  readonly then: number | null;
  readonly now: number | null;
  readonly added: Readonly<Record<ChangedRecord['kind'], number>>;
  /** Late ones and corrections first: they are what a report has to explain. */
  readonly records: readonly ChangedRecord[];
  /** More than are shown, restricted ones among them. */
  readonly others: number;
};

const shownMax = 30;

/** The last time that a figure of this unit was told to somebody. */
export async function lastReport(client: PoolClient, unit_id: number): Promise<LastReport | null> {
  const { rows } = await client.query({
    name: 'last-report',
    text: `select stood_at, receiver, indicator, from_day as from, to_day as to from given_out
      where unit_id = $1 order by id desc limit 1`,
    values: [unit_id],
  });
  return (rows[0] as LastReport | undefined) ?? null;
}

type Row = {
  readonly measure_id: number;
  readonly facet_set_id: number;
  readonly record_id: string;
  readonly inside: boolean;
  readonly happened_after: boolean;
  readonly amount: number;
  readonly known: boolean;
  readonly recorded_at: string;
  readonly version: number;
};

type Asked = {
  readonly unit: UnitText;
  readonly from: Day;
  readonly to: Day;
  readonly since: string;
  readonly now: string;
};

/** `client` reads as the actor. Figures in the order of their definitions. */
export async function changesOf(
  { book, names }: Books,
  client: PoolClient,
  actor: Actor,
  { unit, from, to, since, now }: Asked,
): Promise<ChangedFigure[]> {
  await names.refresh();
  const [then, present] = await Promise.all([
    boundaryAt(client, since, now),
    boundaryAt(client, null, now),
  ]);
  const indicators = book.indicators.filter(
    (one) => (one.kind === 'flow' || one.kind === 'stock') && holdsLine(actor, one.line),
  );
  const measures = [
    ...new Set(indicators.map((one) => names.measureId(sideOf(one, 'numerator').count.measure))),
  ];
  const { rows } = await client.query({
    name: 'changes-since',
    text: `select l.measure_id, l.facet_set_id, l.record_id, l.day >= $4 as inside, l.day > $6 as happened_after,
        sum(l.amount)::bigint as amount, max(l.recorded_at) as recorded_at, max(l.version) as version,
        exists (select from ledger_line b where b.record_id = l.record_id and b.measure_id = l.measure_id and b.id <= $7) as known
      from ledger_line l join unit u on u.id = l.unit_id
      where l.id > $7 and l.measure_id = any($1::smallint[]) and u.path >= $2 and u.path < $3 and l.day <= $5 and l.guard < 2
      group by l.measure_id, l.facet_set_id, l.record_id, 4, 5 having sum(l.amount) <> 0`,
    values: [
      measures,
      unit.path,
      `${unit.path}~`,
      from,
      to,
      dayInShanghai(since),
      then.last_line ?? 0,
    ],
  });
  const changed = indicators
    .map((indicator) => ({ indicator, records: recordsOf(names, indicator, rows as Row[]) }))
    .filter(({ records }) => records.length > 0);
  const asks = changed.map(({ indicator }) => ({ indicator, from, to }));
  const [before, after] = await Promise.all([
    computeMany(client, names, asks, [unit.id], then),
    computeMany(client, names, asks, [unit.id], present),
  ]);
  const explained = await explain(book, client, changed);
  return changed.map(({ indicator, records }, i) => {
    const { name, label, counter, kind, money = false } = indicator;
    const added = { new: 0, late: 0, corrected: 0 };
    for (const one of records) added[one.kind] += one.amount;
    const shown = records.slice(0, shownMax).flatMap((one) => explained(indicator, one));
    return {
      indicator: name,
      label,
      counter,
      kind,
      money,
      then: before(i, unit.id).value,
      now: after(i, unit.id).value,
      added,
      records: shown,
      others: records.length - shown.length,
    };
  });
}

type Changed = Pick<ChangedRecord, 'amount' | 'kind' | 'recorded_at'> & {
  readonly record_id: string;
  readonly version: number;
};

/** All lines of a record for one figure together: a case that moved to the next month has not changed a year. */
function recordsOf(names: Books['names'], indicator: Indicator, rows: readonly Row[]): Changed[] {
  const { count, sum } = sideOf(indicator, 'numerator');
  const measure = names.measureId(count.measure);
  const sets = count.where ? new Set(names.facetSetsWhere(count.where)) : null;
  const found = new Map<string, Changed>();
  for (const row of rows) {
    if (row.measure_id !== measure || (sets && !sets.has(row.facet_set_id))) continue;
    if (sum === 'flow' && !row.inside) continue;
    const held = found.get(row.record_id);
    const kind = row.known ? 'corrected' : row.happened_after ? 'new' : 'late';
    found.set(row.record_id, {
      record_id: row.record_id,
      amount: (held?.amount ?? 0) + row.amount,
      kind: held && held.kind !== 'new' ? held.kind : kind,
      recorded_at: held && held.recorded_at > row.recorded_at ? held.recorded_at : row.recorded_at,
      version: Math.max(held?.version ?? 0, row.version),
    });
  }
  const order = { corrected: 0, late: 1, new: 2 };
  return [...found.values()]
    .filter((one) => one.amount !== 0)
    .toSorted((a, b) => order[a.kind] - order[b.kind] || (a.recorded_at < b.recorded_at ? 1 : -1));
}

/** Titles, and why: as the version that wrote the line says it. One query a record type. */
async function explain(
  book: Books['book'],
  client: PoolClient,
  changed: readonly { readonly indicator: Indicator; readonly records: readonly Changed[] }[],
) {
  const typeOf = (indicator: Indicator) =>
    book.record(book.measure(sideOf(indicator, 'numerator').count.measure).of);
  const byType = Map.groupBy(changed, ({ indicator }) => typeOf(indicator));
  const titles = new Map<string, Awaited<ReturnType<typeof titlesOf>>>();
  for (const [type, list] of byType) {
    const ids = list.flatMap(({ records }) => records.slice(0, shownMax).map((r) => r.record_id));
    titles.set(type.name, await titlesOf(client, type, [...new Set(ids)]));
  }
  const shown = changed.flatMap(({ records }) => records.slice(0, shownMax));
  const { rows: versions } = await client.query({
    name: 'why-changed',
    text: `select v.record_id, v.version, v.action, v.reason from record_version v
      join unnest($1::uuid[], $2::int[]) as w(record_id, version) on w.record_id = v.record_id and w.version = v.version`,
    values: [shown.map((one) => one.record_id), shown.map((one) => one.version)],
  });
  const why = new Map(versions.map((row) => [`${row.record_id}/${row.version}`, row]));
  const units = await unitTexts(
    client,
    [...titles.values()].flatMap((of) => [...of.values()].map((title) => title.unit_id)),
  );
  return (indicator: Indicator, one: Changed): ChangedRecord[] => {
    const type = typeOf(indicator);
    const title = titles.get(type.name)?.get(one.record_id);
    if (!title) return [];
    const version = why.get(`${one.record_id}/${one.version}`);
    return [
      {
        record_type: type.name,
        id: one.record_id,
        title: title.title,
        number: title.number,
        unit: units.get(title.unit_id)?.name,
        amount: one.amount,
        kind: one.kind,
        recorded_at: one.recorded_at,
        deed: deedLabel(type, version?.action ?? ''),
        reason: version?.reason ?? null,
      },
    ];
  };
}
