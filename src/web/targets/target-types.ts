/** What /api/targets answers. */
import type { Day } from '#engine/day.ts';
import type { Progress, Reading, ShareOut } from '#engine/target.ts';
import type { Text } from '#engine/text.ts';
import type { FigureKind, Unit } from '../shell/api-types.ts';

export type CountedBy = {
  readonly name: string;
  readonly label: Text;
  readonly counter: Text;
  readonly kind: FigureKind;
  readonly money: boolean;
  readonly work_unit: Text;
  readonly about_people: boolean;
};

export type TargetView = {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly number: string | null;
  readonly name: Text;
  readonly kind: 'count' | 'rate' | 'coverage' | 'milestone' | 'qualitative';
  readonly year: number;
  readonly unit: Unit;
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
  readonly indicator: CountedBy | null;
  readonly counted_from: Day;
  readonly counted_to: Day;
  readonly progress: Progress;
  readonly reading: Reading;
  readonly parts: (ShareOut & { readonly count: number }) | null;
  readonly milestones: readonly {
    readonly name: string;
    readonly due_on: Day | null;
    readonly indicator: string | null;
    readonly at_least: number | null;
    readonly done_on: Day | null;
    readonly proof: string | null;
    readonly record: string | null;
    readonly reached: boolean;
    readonly value: number | null;
    readonly counted: CountedBy | null;
  }[];
  readonly evidence: readonly {
    readonly on_day: Day;
    readonly what: string;
    readonly record: string | null;
  }[];
  readonly adjustments: readonly {
    readonly adjusted_on: Day;
    readonly goal_before: string | null;
    readonly goal_after: string | null;
    readonly due_before: Day | null;
    readonly due_after: Day | null;
    readonly reason: string;
    readonly approved_by: string;
  }[];
  readonly covered: readonly { readonly unit: Unit; readonly value: number }[] | null;
  readonly kept: { readonly offices: number; readonly keeping: number } | null;
};

export type TargetTree = {
  readonly year: number;
  readonly years: readonly number[];
  readonly unit: Unit;
  readonly day: Day;
  readonly as_of: string | null;
  readonly fresh_at: string;
  readonly page: number | null;
  /** Small numbers about people are left out of it. */
  readonly for_outsiders?: boolean;
  readonly targets: readonly TargetView[];
};
