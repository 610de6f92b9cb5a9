/** From one target to what has to be asked for it, and from the answers to how it stands. */
import type { PoolClient } from 'pg';
import { addDays } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Indicator } from '#engine/indicator.ts';
import type { Book } from '#engine/line.ts';
import { progressOf } from '#engine/target.ts';
import type { Progress, Reading, Readings, Standing } from '#engine/target.ts';
import type { Boundary } from '../figures/boundary.ts';
import { computeMany, lastYear } from '../figures/compute.ts';
import type { LedgerNames } from '../ledger/names.ts';
import type { UnitText } from '../units/unit-text.ts';
import { describeFigure } from './counted-by.ts';
import { goalOf } from './kept-targets.ts';
import type { KeptTarget } from './kept-targets.ts';
import type { TargetView } from './target-tree.ts';

type Named = Indicator & { readonly line: string };
const nothing: Reading = { value: null, numerator: null, denominator: null };

type Range = { readonly from: Day; readonly to: Day };
type Level = {
  readonly id: number;
  readonly path: string;
  readonly kind: string;
  readonly text: UnitText;
};

export async function unitsOfLevels(
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

/** Who is asked: the units of the targets, those that a coverage goes over, or the offices that may keep a book. */
type Group = 'own' | 'covered' | 'offices';

/**
 * What all targets ask for together: each indicator and range once, over all units that need any. Three statements at
 * most, because five hundred villages are asked only for what covers villages.
 */
export class Asking {
  readonly #groups = new Map<Group, Asked>();

  want(group: Group, indicator: Indicator, { from, to }: Range, units: readonly number[]) {
    const none: Asked = { asks: [], known: new Map(), units: new Set() };
    const held = this.#groups.get(group) ?? none;
    this.#groups.set(group, held);
    for (const unit of units) held.units.add(unit);
    const key = `${indicator.name}/${from}/${to}`;
    const known = held.known.get(key) ?? held.asks.push({ indicator, from, to }) - 1;
    held.known.set(key, known);
    return (answers: Answers, unit: number): Reading => answers(group, known, unit);
  }

  async answer(client: PoolClient, names: LedgerNames, boundary: Boundary): Promise<Answers> {
    const found = await Promise.all(
      [...this.#groups].map(
        async ([group, { asks, units }]) =>
          [group, await computeMany(client, names, asks, [...units], boundary)] as const,
      ),
    );
    const byGroup = new Map(found);
    return (group, ask, unit) => byGroup.get(group)!(ask, unit);
  }
}

type Asked = {
  readonly asks: Ask[];
  readonly known: Map<string, number>;
  readonly units: Set<number>;
};
type Ask = { readonly indicator: Indicator } & Range;
type Answers = (group: Group, ask: number, unit: number) => Reading;
export type View = Pick<
  TargetView,
  'progress' | 'reading' | 'milestones' | 'covered' | 'kept' | 'counted_from' | 'counted_to'
> & {
  /** A rate that is as good or bad every day is asked of each alike, and not shared out. */
  readonly shared: boolean;
};

/** First says what has to be asked, then how to read the answers. */
export function planOf(
  book: Book,
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
  const group = target.kind === 'coverage' ? 'covered' : 'own';
  const units = group === 'covered' ? below.map((one) => one.id) : [target.unit_id];
  const asked =
    indicator && target.kind !== 'milestone' && target.kind !== 'qualitative'
      ? Object.fromEntries(
          Object.entries(ranges).map(([key, range]) => [
            key,
            asking.want(group, indicator, range, units),
          ]),
        )
      : null;
  const offices = levels.filter(
    (one) =>
      one.kind === 'township' && one.path.startsWith(target.path) && one.id !== target.unit_id,
  );
  const keptBy =
    indicator?.kept_by && offices.length > 0
      ? asking.want(
          'offices',
          keeping(indicator.kept_by),
          ranges.now,
          offices.map((one) => one.id),
        )
      : null;
  const milestones = target.milestones.map((row) => {
    const by = find(row.indicator);
    return { row, by, read: by ? asking.want('own', by, ranges.now, [target.unit_id]) : null };
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
        counted: by ? describeFigure(book, by) : null,
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
