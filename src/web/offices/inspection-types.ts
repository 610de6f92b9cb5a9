/** What the server answers about the day of an inspection. */
import type { Text } from '#engine/text.ts';

export type ShownItem = {
  readonly code: string;
  readonly item: Text;
  readonly points: number;
  readonly score: number | null;
  readonly evidence: string | null;
  readonly by_register: boolean;
  readonly photos: readonly { readonly id: string; readonly name: string }[];
};

export type ShownCommittee = {
  readonly id: string;
  readonly title: Text;
  readonly since: string | null;
  readonly until: string | null;
  readonly stands: boolean;
  readonly assessment: string | null;
  readonly items: readonly ShownItem[];
};

export type InspectionDay = {
  readonly today: string;
  readonly office: {
    readonly id: string;
    readonly title: Text;
    readonly unit_id: number;
    readonly staff_now: number;
    readonly area_m2: number;
    readonly stands: boolean;
    readonly standing: readonly { readonly from_day: string; readonly until_day: string }[];
  };
  readonly honours: readonly {
    readonly id: string;
    readonly title: Text;
    readonly named_on: string;
    readonly valid_until: string | null;
  }[];
  readonly findings: readonly {
    readonly inspection: string;
    readonly what: string;
    readonly owner: string;
    readonly due_on: string;
  }[];
  readonly years: readonly number[];
  readonly committees: readonly ShownCommittee[];
};
