/**
 * What was written after an edition: the lines after its page that touch its figures, each with its record and reason,
 * and what the figures say with them. An edition with these lines is the figure as it is now, or the next edition.
 */
import type { PoolClient } from 'pg';
import { boundaryAt, guardBelow } from '../figures/boundary.ts';
import type { Boundary } from '../figures/boundary.ts';
import { computeValues } from '../figures/compute.ts';
import type { FigureValue } from '../figures/compute.ts';
import { inSight } from '../figures/in-sight.ts';
import type { LedgerNames } from '../ledger/names.ts';
import { sidesOf, unitsIn } from './edition-lines.ts';
import type { Edition, EditionFigure } from './edition.ts';

type Reader = Pick<PoolClient, 'query'>;
type Rooms = { readonly names: LedgerNames };

export type LaterLine = {
  readonly id: number;
  /** Which figures it touches, and on which side of them. */
  readonly figures: readonly { readonly key: string; readonly side: 'numerator' | 'denominator' }[];
  readonly measure: string;
  readonly day: string;
  readonly unit_id: number;
  readonly amount: number;
  readonly recorded_at: string;
  /**
   * `late`: a record that did not count then. `corrected`: one that did. `day_came`: written before, for a day that had
   * not come yet.
   */
  readonly why: 'late' | 'corrected' | 'day_came';
  readonly record_id: string;
  /** Below are null where the reader may not open the record. */
  readonly record_type: string | null;
  readonly version: number | null;
  readonly action: string | null;
  readonly reason: string | null;
  readonly person: { readonly id: string; readonly name: string } | null;
};

export type FigureChange = {
  readonly key: string;
  readonly label: EditionFigure['definition']['label'];
  readonly counter: EditionFigure['definition']['counter'];
  readonly then: FigureValue;
  readonly now: FigureValue;
};

export type ChangesOfEdition = {
  /** All figures of the edition, changed or not. `now` is counted over the units that the edition counted. */
  readonly figures: readonly FigureChange[];
  /** In the order of the ledger. Lines of sealed records are counted in `now` where they were, and never listed. */
  readonly lines: readonly LaterLine[];
  /** More lines than `limit` were found: how many are left out. */
  readonly left_out: number;
};

export const linesMax = 2000;

/** `client` reads as the actor: reasons of what they may not open are left out. `now` is the moment of asking. */
export async function changedSince(
  rooms: Rooms,
  client: Reader,
  edition: Edition,
  now: string,
  limit = linesMax,
): Promise<ChangesOfEdition> {
  return changes(rooms, client, edition, await boundaryAt(client, null, now), limit);
}

export type Difference = {
  readonly from: string;
  readonly to: string;
  /** Keys of the one edition that the other does not have. */
  readonly only_before: readonly string[];
  readonly only_after: readonly string[];
  /** Counted over other units, because units were moved, merged or split in between: no line tells of that. */
  readonly other_units: readonly string[];
  /** Figures in both, with what each edition says. */
  readonly figures: readonly FigureChange[];
  readonly lines: readonly LaterLine[];
  readonly left_out: number;
};

/** Between two editions, the earlier one first: what a restatement lists. */
export async function differenceBetween(
  rooms: Rooms,
  client: Reader,
  before: Edition,
  after: Edition,
  limit = linesMax,
): Promise<Difference> {
  const until: Boundary = {
    page: after.page_id,
    last_line: after.last_line,
    page_month: null,
    folded_line: 0,
    last_day: after.last_day,
    at: after.stood_at,
  };
  const sides = await sidesAfter(rooms, client, before, until);
  const { lines, left_out } = await linesAfter(client, before, sides, until, limit);
  const known = new Map(after.figures.map((figure) => [figure.key, figure]));
  const keys = new Set(before.figures.map((figure) => figure.key));
  return {
    from: before.id,
    to: after.id,
    only_before: before.figures.map(({ key }) => key).filter((key) => !known.has(key)),
    only_after: after.figures.map(({ key }) => key).filter((key) => !keys.has(key)),
    other_units: before.figures
      .filter(({ key, members }) => (known.get(key)?.members ?? members) !== members)
      .map(({ key }) => key),
    figures: before.figures.flatMap((figure) => {
      const other = known.get(figure.key);
      return other ? [changeOf(figure, other)] : [];
    }),
    lines,
    left_out,
  };
}

async function changes(
  rooms: Rooms,
  client: Reader,
  edition: Edition,
  until: Boundary,
  limit: number,
): Promise<ChangesOfEdition> {
  const sides = await sidesAfter(rooms, client, edition, until);
  const added = await sumsAfter(client, edition, sides, until);
  const distinct = await distinctNow(rooms, client, edition, until);
  const figures = edition.figures.map((one) =>
    changeOf(one, distinct.get(one.key) ?? withLines(one, added)),
  );
  return { figures, ...(await linesAfter(client, edition, sides, until, limit)) };
}

/**
 * The figure with its later lines. What was sealed since is in no line that could be shown, and so changes nothing
 * here: a difference that no line explains would say that something was sealed.
 */
function withLines(figure: EditionFigure, added: ReadonlyMap<string, number>): FigureValue {
  const { definition, key } = figure;
  const more = (side: string) => added.get(`${side}/${key}`) ?? 0;
  if (definition.kind === 'flow' || definition.kind === 'stock') {
    const value = (figure.value ?? 0) + more('numerator');
    // A register that began after the period was not reported then, and is not zero now either.
    const empty = figure.value === null && value === 0;
    return { value: empty ? null : value, numerator: null, denominator: null };
  }
  const n = (figure.numerator ?? 0) + more('numerator');
  const d = (figure.denominator ?? 0) + more('denominator');
  const scale = definition.kind === 'rate' ? 100 : 1;
  const value = d === 0 ? null : definition.kind === 'remainder' ? d - n : (scale * n) / d;
  const empty = figure.denominator === null && d === 0;
  return { value, numerator: empty ? null : n, denominator: empty ? null : d };
}

/** Subjects do not add up: they are counted anew, over the units that the edition counted. */
async function distinctNow(
  rooms: Rooms,
  client: Reader,
  edition: Edition,
  until: Boundary,
): Promise<Map<string, FigureValue>> {
  const now = new Map<string, FigureValue>();
  const sealed = await sealedCounted(client, edition.id);
  for (const one of edition.figures.filter(({ definition }) => definition.kind === 'distinct')) {
    const { unit_id, from, to, members, key, definition } = one;
    const targets = { members: unitsIn(members).map((id) => ({ target: unit_id, unit_id: id })) };
    const [value] = await computeValues(
      client,
      rooms.names,
      [definition],
      { targets, unit_id },
      { from, to },
      { ...until, sealed: sealed.has(key) },
    );
    now.set(key, value!);
  }
  return now;
}

function changeOf(figure: EditionFigure, now: FigureValue): FigureChange {
  const valueOf = ({ value, numerator, denominator }: FigureValue) => ({
    value,
    numerator,
    denominator,
  });
  const { label, counter } = figure.definition;
  return { key: figure.key, label, counter, then: valueOf(figure), now: valueOf(now) };
}

async function sealedCounted(client: Reader, edition_id: string): Promise<Set<string>> {
  const { rows } = await client.query({
    name: 'edition-sealed-counted',
    text: 'select key from edition_figure where edition_id = $1 and sealed_counted',
    values: [edition_id],
  });
  return new Set(rows.map((row) => row.key as string));
}

type Side = ReturnType<typeof sidesOf>[number] & { readonly key: string; readonly below: number };

async function sidesAfter(
  { names }: Rooms,
  client: Reader,
  edition: Edition,
  until: Boundary,
): Promise<Side[]> {
  await names.refresh();
  const sealed = await sealedCounted(client, edition.id);
  return edition.figures.flatMap(({ key, ...figure }) =>
    sidesOf(names, figure, until.last_day).map((side) => ({
      ...side,
      key,
      below: guardBelow({ sealed: sealed.has(key) }),
    })),
  );
}

/** After the edition's page, and before it where the day came meanwhile. `below` says which guards are counted. */
const later = (below: string) => `x.measure_id = s.measure_id and x.day between s."from" and s."to"
  and ${inSight('x', below)} and x.id <= coalesce($4, 9223372036854775807) and (x.id > $2 or x.day > $3)
  and (s.facet_sets is null or x.facet_set_id = any(s.facet_sets)) and x.unit_id <@ s.members`;
const sideRows = `side as materialized (select * from jsonb_to_recordset($1::jsonb) as s(key text, side text,
  measure_id smallint, facet_sets int[], "from" date, "to" date, members int4multirange, below int))`;

/** What the later lines add to each side of each figure, listed or not. */
async function sumsAfter(
  client: Reader,
  edition: Edition,
  sides: readonly Side[],
  until: Boundary,
): Promise<Map<string, number>> {
  const { rows } = await client.query({
    name: 'sums-after-edition',
    text: `with ${sideRows} select s.side || '/' || s.key as place, sum(x.amount)::float8 as amount
      from side s join ledger_line x on ${later('s.below')} group by 1`,
    values: [JSON.stringify(sides), edition.last_line, edition.last_day, until.last_line],
  });
  return new Map(rows.map((row) => [row.place as string, row.amount as number]));
}

async function linesAfter(
  client: Reader,
  edition: Edition,
  sides: readonly Side[],
  until: Boundary,
  limit: number,
): Promise<Pick<ChangesOfEdition, 'lines' | 'left_out'>> {
  const { rows } = await client.query({
    name: 'lines-after-edition',
    text: `with ${sideRows},
      found as (
        select l.id, jsonb_agg(jsonb_build_object('key', s.key, 'side', s.side) order by s.key, s.side) as figures
        from side s cross join lateral (select x.id from ledger_line x where ${later('2')}) l
        group by l.id),
      shown as (select *, count(*) over () as total from found order by id limit $5)
      select l.id, shown.figures, m.name as measure, l.day, l.unit_id, l.amount, l.recorded_at, l.record_id,
        case when l.id <= $2 then 'day_came'
          when exists (select from ledger_line known where known.record_id = l.record_id and known.id <= $2
            and known.measure_id = l.measure_id) then 'corrected'
          else 'late' end as why,
        v.record_type, v.version, v.action, v.reason,
        case when v.version is not null then json_build_object('id', a.id, 'name', a.name) end as person, shown.total
      from shown join ledger_line l on l.id = shown.id join measure m on m.id = l.measure_id
        left join record_version v on v.record_id = l.record_id and v.version = l.version
        left join account a on a.id = v.person_id
      order by l.id`,
    values: [JSON.stringify(sides), edition.last_line, edition.last_day, until.last_line, limit],
  });
  const total = (rows[0]?.total as number | undefined) ?? 0;
  return {
    lines: rows.map(({ total: _total, ...line }) => line as LaterLine),
    left_out: Math.max(0, total - rows.length),
  };
}
