/**
 * How the targets of a year stand, read in one go: the targets, then every figure that any of them names, for every
 * unit and range of days, in one statement; then pure arithmetic (`engine/target.ts`).
 */
import type { PoolClient } from 'pg';
import type { Day } from '#engine/day.ts';
import { labelOf } from '#engine/field.ts';
import type { Indicator } from '#engine/indicator.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { shareOut } from '#engine/target.ts';
import type { Progress, Reading, ShareOut } from '#engine/target.ts';
import type { Text } from '#engine/text.ts';
import { sections } from '#lines/planning/codes.ts';
import { boundaryAt } from '../figures/boundary.ts';
import type { Services } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import type { UnitText } from '../units/unit-text.ts';
import { describeFigure } from './counted-by.ts';
import type { CountedBy } from './counted-by.ts';
import { goalOf, holding, targetsOf } from './kept-targets.ts';
import type { KeptMilestone, KeptTarget } from './kept-targets.ts';
import { Asking, planOf, unitsOfLevels } from './target-plan.ts';
import type { View } from './target-plan.ts';

type Named = Indicator & { readonly line: string };
type Books = Pick<Services, 'book' | 'names'>;

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
      indicator: counted ? describeFigure(book, counted) : null,
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
