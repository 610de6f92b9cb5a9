/** From indicators to figures: which cells each needs, and what their sums mean. */
import type { PoolClient } from 'pg';
import { addDays, addYears, firstOfMonth, lastOfMonth } from '#engine/day.ts';
import type { Count, Indicator } from '#engine/indicator.ts';
import { gapTo } from '#engine/target.ts';
import type { Text } from '#engine/text.ts';
import type { LedgerNames } from '../ledger/names.ts';
import { goalOf, goalsOfUnit } from '../targets/kept-targets.ts';
import type { KeptTarget } from '../targets/kept-targets.ts';
import { membersOn } from '../units/tree-on-day.ts';
import { boundaryAt } from './boundary.ts';
import type { Boundary } from './boundary.ts';
import { countDistinct } from './distinct.ts';
import { sumCells } from './sum.ts';
import type { Cell, Targets } from './sum.ts';

export type FigureQuery = {
  readonly unit_id: number;
  readonly from: string;
  readonly to: string;
  readonly as_of: string | null;
  readonly now: string;
  /** The day whose boundaries hold; the present ones where nothing is said. */
  readonly tree?: string | null;
};

export type FigureValue = {
  /** null: not reported. A rate is in per cent, unrounded; money in fen. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
};

export type Figure = FigureValue & {
  readonly indicator: string;
  readonly line: string;
  readonly figure_id: string | null;
  readonly label: Text;
  readonly counter: Text;
  readonly rule: Text;
  readonly group: Indicator['group'];
  readonly kind: Indicator['kind'];
  readonly of: 'part' | 'quotient' | null;
  readonly money: boolean;
  readonly last_year: number | null;
  /** What the unit has to reach by this figure, from its own targets. */
  readonly target: FigureTarget | null;
  readonly reported: boolean;
  readonly not_reported_reason: Text | null;
  readonly unit_id: number;
  readonly from: string;
  readonly to: string;
  readonly as_of: string | null;
  readonly fresh_at: string;
  readonly page: number | null;
  /** The twelve months up to `to`: sums of a flow, month ends of a stock. */
  readonly months12: readonly (number | null)[];
};

export type FigureTarget = {
  readonly id: string;
  readonly number: string | null;
  readonly year: number;
  readonly due_on: string;
  readonly direction: 'at_least' | 'at_most';
  /** In per cent or in units; money in fen. */
  readonly goal: number;
  readonly goal_in: 'percent' | 'units';
  /** Units of work that are left, or above the limit. */
  readonly gap: number;
};

type Named = Indicator & { readonly line: string };
type Reader = Pick<PoolClient, 'query'>;

/** The unit as it is, or what stood under it on the day whose boundaries were asked for. */
async function placeOf(client: Reader, { unit_id, tree }: FigureQuery): Promise<Targets> {
  return tree ? { members: await membersOn(client, [unit_id], tree) } : { units: [unit_id] };
}

/** All asked indicators for one unit and period, in the order given, read in the caller's snapshot. */
export async function computeFigures(
  client: Reader,
  names: LedgerNames,
  indicators: readonly Named[],
  query: FigureQuery,
): Promise<Figure[]> {
  await names.refresh();
  const boundary = await boundaryAt(client, query.as_of, query.now);
  const plan = new Plan(names);
  const ranges = [{ from: query.from, to: query.to }, lastYear(query), ...twelveMonths(query.to)];
  const asked = indicators.map((indicator) => ({
    indicator,
    values: ranges.map((range) => plan.value(indicator, range)),
    kept: indicator.kept_by ? plan.cell({ measure: indicator.kept_by }, null, query.to) : null,
    keptLastYear: indicator.kept_by
      ? plan.cell({ measure: indicator.kept_by }, null, lastYear(query).to)
      : null,
  }));
  const here = await placeOf(client, query);
  const [sum, goals] = await Promise.all([
    sumCells(client, plan.cells, here, boundary),
    goalsOfUnit(client, query.unit_id, query.to, boundary),
  ]);
  return Promise.all(
    asked.map(async ({ indicator, values, kept, keptLastYear }) => {
      const results = await Promise.all(
        values.map((value) => value(client, sum, query.unit_id, boundary, here)),
      );
      const [present, before, ...months] = results as [FigureValue, FigureValue, ...FigureValue[]];
      const reported =
        kept === null ||
        sum(kept, query.unit_id) > 0 ||
        (present.denominator ?? present.value ?? 0) > 0;
      const reportedBefore =
        keptLastYear === null || sum(keptLastYear, query.unit_id) > 0 || (before.value ?? 0) > 0;
      return {
        ...describe(indicator),
        ...(reported ? present : unreported),
        last_year: reportedBefore ? before.value : null,
        target: targetOf(indicator, present, goals, query),
        reported,
        not_reported_reason: reported ? null : notReported,
        unit_id: query.unit_id,
        from: query.from,
        to: query.to,
        as_of: query.as_of,
        fresh_at: boundary.at,
        page: boundary.page,
        months12: months.map((month) => month.value),
      };
    }),
  );
}

/**
 * Values alone, without trend and comparison: what an edition freezes, and what it would say now. `unit_id` is the
 * target that is asked for.
 */
export async function computeValues(
  client: Reader,
  names: LedgerNames,
  indicators: readonly Indicator[],
  where: { readonly targets: Targets; readonly unit_id: number },
  range: { readonly from: string; readonly to: string },
  boundary: Boundary,
): Promise<(FigureValue & { readonly reported: boolean })[]> {
  await names.refresh();
  const plan = new Plan(names);
  const asked = indicators.map((indicator) => ({
    value: plan.value(indicator, range),
    kept: indicator.kept_by ? plan.cell({ measure: indicator.kept_by }, null, range.to) : null,
  }));
  const { targets, unit_id } = where;
  const sum = await sumCells(client, plan.cells, targets, boundary);
  return Promise.all(
    asked.map(async ({ value, kept }) => {
      const found = await value(client, sum, unit_id, boundary, targets);
      const reported =
        kept === null || sum(kept, unit_id) > 0 || (found.denominator ?? found.value ?? 0) > 0;
      return { ...(reported ? found : unreported), reported };
    }),
  );
}

const unreported: FigureValue = { value: null, numerator: null, denominator: null };

/** One indicator over several targets: the table by unit. */
export async function computeByTarget(
  client: Reader,
  names: LedgerNames,
  indicator: Indicator,
  targets: Targets,
  query: FigureQuery,
) {
  await names.refresh();
  const boundary = await boundaryAt(client, query.as_of, query.now);
  const plan = new Plan(names);
  const value = plan.value(indicator, query);
  const sum = await sumCells(client, plan.cells, targets, boundary);
  const ids =
    'units' in targets ? targets.units : [...new Set(targets.members.map((m) => m.target))];
  return Promise.all(
    ids.map(async (unit_id) => ({
      unit_id,
      ...(await value(client, sum, unit_id, boundary, targets)),
    })),
  );
}

/** One indicator over several ranges of days: trends. */
export async function computeByRange(
  client: Reader,
  names: LedgerNames,
  indicator: Indicator,
  ranges: readonly { from: string; to: string }[],
  query: FigureQuery,
) {
  await names.refresh();
  const boundary = await boundaryAt(client, query.as_of, query.now);
  const plan = new Plan(names);
  const values = ranges.map((range) => plan.value(indicator, range));
  const here = await placeOf(client, query);
  const sum = await sumCells(client, plan.cells, here, boundary);
  return Promise.all(values.map((value) => value(client, sum, query.unit_id, boundary, here)));
}

/** An indicator narrowed to one value of one facet of its measure, for the tables by kind. */
export async function computeByFacet(
  client: Reader,
  names: LedgerNames,
  count: Count,
  kind: 'flow' | 'stock',
  facet: string,
  codes: readonly string[],
  query: FigureQuery,
) {
  await names.refresh();
  const boundary = await boundaryAt(client, query.as_of, query.now);
  const plan = new Plan(names);
  const cells = codes.map((code) =>
    plan.cell(
      { ...count, where: { ...count.where, [facet]: [code] } },
      kind === 'stock' ? null : query.from,
      query.to,
    ),
  );
  const sum = await sumCells(client, plan.cells, await placeOf(client, query), boundary);
  return codes.map((code, i) => ({ code, value: sum(cells[i]!, query.unit_id) }));
}

/** Counts that are no indicators of their own: the cells of a return, all in one statement. */
export async function computeCounts(
  client: Reader,
  names: LedgerNames,
  counts: readonly { readonly count: Count; readonly kind: 'flow' | 'stock' }[],
  query: FigureQuery,
): Promise<{ values: number[]; boundary: Boundary }> {
  await names.refresh();
  const boundary = await boundaryAt(client, query.as_of, query.now);
  const plan = new Plan(names);
  const cells = counts.map(({ count, kind }) =>
    plan.cell(count, kind === 'stock' ? null : query.from, query.to),
  );
  const sum = await sumCells(client, plan.cells, await placeOf(client, query), boundary);
  return { values: cells.map((cell) => sum(cell, query.unit_id)), boundary };
}

/**
 * Many indicators, each over its own days, for many units, in one statement: a whole tree of targets costs what one
 * figure costs. (Only counts of distinct subjects ask once more for each unit.) Answers `at(ask, unit)`.
 */
export async function computeMany(
  client: Reader,
  names: LedgerNames,
  asks: readonly { readonly indicator: Indicator; readonly from: string; readonly to: string }[],
  units: readonly number[],
  boundary: Boundary,
): Promise<(ask: number, unit: number) => FigureValue> {
  await names.refresh();
  const plan = new Plan(names);
  const values = asks.map((ask) => plan.value(ask.indicator, ask));
  if (asks.length === 0 || units.length === 0) return () => plain(0);
  const targets = { units };
  const sum = await sumCells(client, plan.cells, targets, boundary);
  const found = new Map(
    await Promise.all(
      values.flatMap((value, i) =>
        units.map(
          async (unit) =>
            [`${i}/${unit}`, await value(client, sum, unit, boundary, targets)] as const,
        ),
      ),
    ),
  );
  return (ask, unit) => found.get(`${ask}/${unit}`)!;
}

/** What a plain count adds up: one count, and what else a cell of a form adds to it. */
export function addedCounts(indicator: Indicator): readonly Count[] {
  const plain = indicator.kind === 'flow' || indicator.kind === 'stock';
  return plain ? [indicator.count, ...(indicator.plus ?? [])] : [];
}

/** The measure behind one side of an indicator, and over which days its lines count. */
export function sideOf(
  indicator: Indicator,
  side: 'numerator' | 'denominator',
): { count: Count; sum: 'flow' | 'stock' } {
  switch (indicator.kind) {
    case 'flow':
    case 'stock':
      return { count: indicator.count, sum: indicator.kind };
    case 'distinct':
      return { count: indicator.count, sum: 'flow' };
    case 'rate':
      return {
        count: side === 'numerator' ? indicator.numerator : indicator.denominator,
        sum: indicator.sum,
      };
    case 'remainder':
      return { count: side === 'numerator' ? indicator.taken : indicator.whole, sum: 'flow' };
    case 'average':
      return { count: side === 'numerator' ? indicator.sum_of : indicator.number_of, sum: 'flow' };
    default:
      return indicator satisfies never;
  }
}

type Sum = (cell: number, unit: number) => number;
type Valuer = (
  client: Reader,
  sum: Sum,
  unit: number,
  boundary: Boundary,
  targets: Targets,
) => Promise<FigureValue>;

/** Collects cells, each once, and gives back how to read a value out of their sums. */
class Plan {
  readonly cells: Cell[] = [];
  readonly #known = new Map<string, number>();
  readonly #names: LedgerNames;

  constructor(names: LedgerNames) {
    this.#names = names;
  }

  cell(count: Count, from: string | null, to: string): number {
    const cell: Cell = {
      measure_id: this.#names.measureId(count.measure),
      facet_sets: count.where ? this.#names.facetSetsWhere(count.where) : null,
      from,
      to,
    };
    const key = JSON.stringify(cell);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.cells.length);
    return this.cells.push(cell) - 1;
  }

  value(indicator: Indicator, { from, to }: { from: string; to: string }): Valuer {
    if (indicator.kind === 'distinct') {
      const { measure_id, facet_sets } = this.cells[this.cell(indicator.count, from, to)]!;
      return async (client, _sum, unit, boundary, targets) =>
        plain(
          await countDistinct(
            client,
            { measure_id, facet_sets, from, to },
            'members' in targets
              ? targets.members.filter((m) => m.target === unit).map((m) => m.unit_id)
              : unit,
            boundary,
          ),
        );
    }
    const cellOf = (side: 'numerator' | 'denominator') => {
      const { count, sum } = sideOf(indicator, side);
      return this.cell(count, sum === 'stock' ? null : from, to);
    };
    if (indicator.kind === 'flow' || indicator.kind === 'stock') {
      const { sum: over } = sideOf(indicator, 'numerator');
      const added = addedCounts(indicator).map((count) =>
        this.cell(count, over === 'stock' ? null : from, to),
      );
      return async (_c, sum, unit) =>
        plain(added.reduce((total, cell) => total + sum(cell, unit), 0));
    }
    const numerator = cellOf('numerator');
    const denominator = cellOf('denominator');
    const scale = indicator.kind === 'rate' ? 100 : 1;
    return async (_client, sum, unit) => {
      const [n, d] = [sum(numerator, unit), sum(denominator, unit)];
      if (indicator.kind === 'remainder')
        return { value: d === 0 ? null : d - n, numerator: n, denominator: d };
      return { value: d === 0 ? null : (scale * n) / d, numerator: n, denominator: d };
    };
  }
}

function plain(value: number): FigureValue {
  return { value, numerator: null, denominator: null };
}

function describe(indicator: Named) {
  const { name, line, label, counter, rule, group, kind } = indicator;
  return {
    indicator: name, line, label, counter, rule, group, kind,
    figure_id: indicator.figure_id ?? null,
    of: kind === 'rate' ? indicator.of : null,
    money: indicator.money ?? false,
  }; // prettier-ignore
}

/**
 * A stock and a share of stocks are on their way to the next goal; what happens in a period is held only against the
 * goal of that period.
 */
function targetOf(
  indicator: Indicator,
  present: FigureValue,
  goals: readonly KeptTarget[],
  { from, to }: FigureQuery,
): FigureTarget | null {
  const stock =
    indicator.kind === 'stock' || (indicator.kind === 'rate' && indicator.sum === 'stock');
  const kept = goals.find(
    (one) =>
      one.indicator === indicator.name &&
      (one.kind === 'rate' || one.kind === 'count') &&
      (stock || (one.from_day <= from && to <= one.due_on)),
  );
  if (!kept) return null;
  const goal = goalOf(kept, indicator);
  const gap = gapTo(goal, present);
  if (gap === null || goal.goal === null) return null;
  const { id, number, year, due_on } = kept;
  const { direction, goal_in } = goal;
  return { id, number, year, due_on, direction, goal: goal.goal, goal_in, gap };
}

export function lastYear({ from, to }: { from: string; to: string }) {
  // The year before 28 February of a leap year's end is its end too: month ends stay month ends.
  const end = to === lastOfMonth(to) ? lastOfMonth(addYears(to, -1)) : addYears(to, -1);
  return { from: addYears(from, -1), to: end };
}

/** The twelve calendar months that end with the month of `to`. */
export function twelveMonths(to: string): { from: string; to: string }[] {
  const months: { from: string; to: string }[] = [];
  for (let first = firstOfMonth(to); months.length < 12; first = firstOfMonth(addDays(first, -1))) {
    months.unshift({ from: first, to: lastOfMonth(first) });
  }
  return months;
}

export const notReported: Text = {
  en: 'No unit here keeps this book yet, so there is no figure. It is not zero.',
  zh: '该单位尚未建立此台账，没有数字，不等于零。',
};
