/**
 * How the targets of a year stand, read in one go: the targets, then every figure that any of them names, for every
 * unit and range of days, in one statement; then pure arithmetic (`engine/target.ts`).
 */
import type { PoolClient } from 'pg';
import { addDays } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { labelOf } from '#engine/field.ts';
import type { Indicator } from '#engine/indicator.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { progressOf, shareOut } from '#engine/target.ts';
import type { Progress, Reading, Readings, ShareOut, Standing } from '#engine/target.ts';
import type { Text } from '#engine/text.ts';
import { sections } from '#lines/planning/codes.ts';
import { boundaryAt } from '../figures/boundary.ts';
import { computeMany, lastYear, sideOf } from '../figures/compute.ts';
import type { Services } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import type { UnitText } from '../units/unit-text.ts';
import { goalOf, holding, targetsOf } from './kept-targets.ts';
import type { KeptMilestone, KeptTarget } from './kept-targets.ts';

type Named = Indicator & { readonly line: string };
type Books = Pick<Services, 'book' | 'names'>;

export type CountedBy = {
  readonly name: string;
  readonly label: Text;
  readonly counter: Text;
  readonly kind: Indicator['kind'];
  readonly money: boolean;
  /** What one unit of the work is: of a rate of committees, a committee. */
  readonly work_unit: Text;
  readonly about_people: boolean;
};

export type TargetView = {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly number: string | null;
  readonly name: Text;
  readonly kind: KeptTarget['kind'];
  readonly year: number;
  readonly unit: UnitText;
  readonly section: Text | null;
  readonly responsible: string | null;
  readonly source: string | null;
  readonly letter_no: string | null;
  readonly parent_id: string | null;
  readonly parent_name: string | null;
  readonly from: Day;
  readonly due: Day;
  readonly goal: number | null;
  readonly goal_in: 'percent' | 'units';
  readonly direction: 'at_least' | 'at_most';
  readonly result: string | null;
  /** Null where no line keeps the figure it names, or where it names none. */
  readonly indicator: CountedBy | null;
  /** The figure behind it: over which days, so that it opens to its records. */
  readonly counted_from: Day;
  readonly counted_to: Day;
  readonly progress: Progress;
  readonly reading: Reading;
  /** Its parts against the whole; null without parts, or where they do not add up. */
  readonly parts: (ShareOut & { readonly count: number }) | null;
  readonly milestones: readonly (KeptMilestone & {
    readonly reached: boolean;
    readonly value: number | null;
    readonly counted: CountedBy | null;
  })[];
  readonly evidence: KeptTarget['evidence'];
  readonly adjustments: KeptTarget['adjustments'];
  /** Which units of a coverage are reached, and which are not. */
  readonly covered: readonly { readonly unit: UnitText; readonly value: number }[] | null;
  /** In how many of the offices below the register behind it is kept: the others' zero is no zero. */
  readonly kept: { readonly offices: number; readonly keeping: number } | null;
};

export type TargetTree = {
  readonly year: number;
  readonly unit: UnitText;
  /** The last day that is counted. */
  readonly day: Day;
  readonly as_of: string | null;
  readonly fresh_at: string;
  readonly page: number | null;
  readonly targets: readonly TargetView[];
};

export type TreeQuery = {
  readonly unit: UnitText;
  readonly year: number;
  readonly as_of: string | null;
  readonly now: string;
};

const nothing: Reading = { value: null, numerator: null, denominator: null };

/** `client` reads as the actor: what is outside the territory is not there, whatever is asked for. */
export async function readTargetTree(
  { book, names }: Books,
  client: PoolClient,
  actor: Actor,
  { unit, year, as_of, now }: TreeQuery,
): Promise<TargetTree> {
  const boundary = await boundaryAt(client, as_of, now);
  const kept = await targetsOf(client, unit.path, year, boundary);
  const find = (name: string | null): Named | undefined => {
    const found = name === null ? undefined : book.findIndicator(name);
    return found && holdsLine(actor, found.line) ? found : undefined;
  };
  const [units, levels] = await Promise.all([
    unitTexts(client, [unit.id, ...kept.map((one) => one.unit_id)]),
    unitsOfLevels(client, unit.path, [
      'township',
      ...kept.flatMap((one) => (one.kind === 'coverage' && one.covers ? [one.covers] : [])),
    ]),
  ]);
  const asking = new Asking();
  const plans = kept.map((target) => planOf(book, target, find, asking, levels, boundary.last_day));
  const answers = await asking.answer(client, names, boundary);
  const views = plans.map((plan) => plan(answers));
  const shown = kept.map((target, i): TargetView => {
    const { shared: _shared, ...view } = views[i]!;
    const counted = find(target.indicator);
    const { goal, goal_in, direction, from, due } = goalOf(target, counted);
    return {
      id: target.id,
      version: target.version,
      state: target.state,
      number: target.number,
      name: { en: target.name_en ?? target.name, zh: target.name },
      kind: target.kind,
      year: target.year,
      unit: units.get(target.unit_id)!,
      section: target.section ? labelOf(sections, target.section) : null,
      responsible: target.responsible,
      source: target.source,
      letter_no: target.letter_no,
      parent_id: kept.some((one) => one.id === target.parent_id) ? target.parent_id : null,
      parent_name: target.parent_name,
      from,
      due,
      goal,
      goal_in,
      direction,
      result: target.result,
      indicator: counted ? describe(book, counted) : null,
      parts: partsOf(target, kept, views),
      evidence: target.evidence,
      adjustments: target.adjustments,
      ...view,
    };
  });
  return {
    year,
    unit: units.get(unit.id)!,
    day: boundary.last_day,
    as_of,
    fresh_at: boundary.at,
    page: boundary.page,
    targets: shown,
  };
}

/** Figures about people are those of records that hold private fields or may be restricted. */
export function isAboutPeople(book: Books['book'], indicator: Indicator): boolean {
  const measures =
    indicator.kind === 'rate'
      ? [indicator.numerator.measure, indicator.denominator.measure]
      : indicator.kind === 'remainder'
        ? [indicator.whole.measure, indicator.taken.measure]
        : indicator.kind === 'average'
          ? [indicator.sum_of.measure, indicator.number_of.measure]
          : [indicator.count.measure];
  return measures.some((name) => {
    const measure = book.measure(name);
    if (measure.money) return false;
    const type = book.record(measure.of);
    const lists = Object.values(type.children as Record<string, { fields: object }>);
    return (
      type.sensitive !== undefined ||
      [type.fields, ...lists.map((list) => list.fields)].some((fields) =>
        Object.values(fields as Record<string, { private?: boolean }>).some((f) => f.private),
      )
    );
  });
}

function describe(book: Books['book'], indicator: Indicator): CountedBy {
  const { name, label, counter, kind, money = false } = indicator;
  const work_unit = book.measure(sideOf(indicator, 'numerator').count.measure).counter;
  const about_people = isAboutPeople(book, indicator);
  return { name, label, counter, kind, money, work_unit, about_people };
}

type Range = { readonly from: Day; readonly to: Day };
type Level = {
  readonly id: number;
  readonly path: string;
  readonly kind: string;
  readonly text: UnitText;
};

async function unitsOfLevels(
  client: PoolClient,
  path: string,
  kinds: readonly string[],
): Promise<Level[]> {
  const { rows } = await client.query({
    name: 'units-of-levels',
    text: `select u.id, u.code, u.kind, json_build_object('en', u.name_en, 'zh', u.name) as name, u.parent_id, u.path
      from unit u where u.path >= $1 and u.path < $1 || '~' and u.kind = any($2::text[]) order by u.code`,
    values: [path, [...new Set(kinds)]],
  });
  return rows.map((row) => ({ id: row.id, path: row.path, kind: row.kind, text: row as UnitText }));
}

/** What all targets ask for together: each indicator and range once, over all units that need any. */
class Asking {
  readonly #asks: { indicator: Indicator; from: Day; to: Day }[] = [];
  readonly #known = new Map<string, number>();
  readonly #units = new Set<number>();

  want(indicator: Indicator, { from, to }: Range, units: readonly number[]) {
    for (const unit of units) this.#units.add(unit);
    const key = `${indicator.name}/${from}/${to}`;
    const known = this.#known.get(key) ?? this.#asks.push({ indicator, from, to }) - 1;
    this.#known.set(key, known);
    return (answers: Answers, unit: number): Reading => answers(known, unit);
  }

  answer(
    client: PoolClient,
    names: Books['names'],
    boundary: Awaited<ReturnType<typeof boundaryAt>>,
  ): Promise<Answers> {
    return computeMany(client, names, this.#asks, [...this.#units], boundary);
  }
}

type Answers = (ask: number, unit: number) => Reading;
type View = Pick<
  TargetView,
  'progress' | 'reading' | 'milestones' | 'covered' | 'kept' | 'counted_from' | 'counted_to'
> & {
  /** A rate that is as good or bad every day is asked of each alike, and not shared out. */
  readonly shared: boolean;
};

/** First says what has to be asked, then how to read the answers. */
function planOf(
  book: Books['book'],
  target: KeptTarget,
  find: (name: string | null) => Named | undefined,
  asking: Asking,
  levels: readonly Level[],
  lastDay: Day,
): (answers: Answers) => View {
  const indicator = find(target.indicator);
  const goal = goalOf(target, indicator);
  const to = lastDay < target.due_on ? lastDay : target.due_on;
  const ranges = rangesOf(target, to);
  const below = levels.filter(
    (one) => one.kind === target.covers && one.path.startsWith(target.path),
  );
  const units = target.kind === 'coverage' ? below.map((one) => one.id) : [target.unit_id];
  const asked =
    indicator && target.kind !== 'milestone' && target.kind !== 'qualitative'
      ? Object.fromEntries(
          Object.entries(ranges).map(([key, range]) => [key, asking.want(indicator, range, units)]),
        )
      : null;
  const offices = levels.filter(
    (one) =>
      one.kind === 'township' && one.path.startsWith(target.path) && one.id !== target.unit_id,
  );
  const keptBy =
    indicator?.kept_by && offices.length > 0
      ? asking.want(
          keeping(indicator.kept_by),
          ranges.now,
          offices.map((one) => one.id),
        )
      : null;
  const milestones = target.milestones.map((row) => {
    const by = find(row.indicator);
    return { row, by, read: by ? asking.want(by, ranges.now, [target.unit_id]) : null };
  });

  return (answers) => {
    const read = (key: keyof typeof ranges): Reading => {
      if (!asked) return nothing;
      if (target.kind !== 'coverage') return asked[key]!(answers, target.unit_id);
      const reached = units.filter((id) => (asked[key]!(answers, id).value ?? 0) > 0).length;
      return share(reached, units.length);
    };
    const steps = milestones.map(({ row, by, read: readStep }) => {
      const value = readStep ? readStep(answers, target.unit_id).value : null;
      return {
        ...row,
        value,
        counted: by ? describe(book, by) : null,
        // Where a line keeps it, the ledger says whether it is reached; else who answers for it, with proof.
        reached: by
          ? (value ?? 0) >= (row.at_least ?? 1)
          : row.done_on !== null && row.done_on <= to,
      };
    });
    const now =
      target.kind === 'milestone'
        ? share(steps.filter((row) => row.reached).length, steps.length)
        : read('now');
    const readings: Readings = {
      now,
      last_year: read('last_year'),
      last_year_whole: read('last_year_whole'),
      start: read('start'),
      growth: growthOf(target, indicator),
    };
    const counted = progressOf(goal, readings, lastDay);
    const standing = standingOf(target, indicator, counted, steps, lastDay);
    // What waits for a line to come has no numbers yet, and a gap would look like one.
    const progress =
      standing === 'not_kept'
        ? { ...counted, standing, value: null, done: null, gap: null, pace_needed: null }
        : { ...counted, standing };
    return {
      progress,
      reading: standing === 'not_kept' ? nothing : now,
      milestones: steps,
      shared: readings.growth !== 'level' || target.goal_in === 'units',
      counted_from: ranges.now.from,
      counted_to: ranges.now.to,
      covered:
        asked && target.kind === 'coverage'
          ? below.map((one) => ({
              unit: one.text,
              value: asked['now']!(answers, one.id).value ?? 0,
            }))
          : null,
      kept: keptBy && {
        offices: offices.length,
        keeping: offices.filter((one) => (keptBy(answers, one.id).value ?? 0) > 0).length,
      },
    };
  };
}

/** The days of the year up to now, the same of the year before, the whole of it, and the day before it all began. */
function rangesOf({ from_day, due_on }: KeptTarget, to: Day) {
  const now = { from: from_day, to };
  return {
    now,
    last_year: lastYear(now),
    last_year_whole: lastYear({ from: from_day, to: due_on }),
    start: { from: addDays(from_day, -1), to: addDays(from_day, -1) },
  };
}

function share(numerator: number, denominator: number): Reading {
  const value = denominator === 0 ? null : (100 * numerator) / denominator;
  return { value, numerator, denominator };
}

function keeping(measure: string): Indicator {
  const words = { en: '', zh: '' };
  return {
    name: `kept ${measure}`,
    kind: 'stock',
    group: 'work',
    label: words,
    counter: words,
    rule: words,
    count: { measure },
  };
}

function growthOf({ kind }: KeptTarget, indicator: Indicator | undefined): Readings['growth'] {
  if (kind === 'milestone') return 'level';
  const stock =
    indicator?.kind === 'stock' || (indicator?.kind === 'rate' && indicator.sum === 'stock');
  if (stock) return 'stock';
  // A rate over what happens is as good or bad every day; only numbers and coverage grow.
  return kind === 'rate' || indicator?.kind === 'average' ? 'level' : 'flow';
}

function standingOf(
  target: KeptTarget,
  indicator: Indicator | undefined,
  progress: Progress,
  steps: TargetView['milestones'],
  day: Day,
): Standing {
  const measured = target.kind !== 'milestone' && target.kind !== 'qualitative';
  if (measured && !indicator) return 'not_kept';
  // Milestones that only a line to come can count wait for it, unless somebody showed that one is done.
  const waiting = steps.filter(
    (row) => row.indicator !== null && row.counted === null && !row.reached,
  );
  if (steps.length > 0 && waiting.length === steps.length) return 'not_kept';
  if (target.kind !== 'milestone' || progress.standing !== 'behind') return progress.standing;
  // Milestones are behind from the first whose day has passed, not before.
  if (day >= target.due_on) return progress.standing;
  return steps.some((row) => row.due_on !== null && row.due_on < day && !row.reached)
    ? 'behind'
    : 'on_pace';
}

/** Only what holds is given to somebody; and means cannot be added. */
function partsOf(
  target: KeptTarget,
  kept: readonly KeptTarget[],
  views: readonly View[],
): TargetView['parts'] {
  const parts = kept.flatMap((one, i) =>
    one.parent_id === target.id && holding.includes(one.state) ? [views[i]!.progress] : [],
  );
  const { progress: whole, shared } = views[kept.indexOf(target)]!;
  if (parts.length === 0 || !shared || whole.needed === null || whole.done === null) return null;
  const known = parts.flatMap(({ needed, done }) =>
    needed === null || done === null ? [] : [{ needed, done }],
  );
  const share = shareOut({ needed: whole.needed, done: whole.done }, known);
  return { ...share, count: parts.length };
}
