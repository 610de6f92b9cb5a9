/**
 * A board that leaves the house. Whoever signs in and whose post covers a unit is no outsider; everybody who is handed
 * a sheet is one (people's congress, other departments, the press). Figures about people show no small number then.
 */
import { smallCells } from '#engine/small-cells.ts';
import type { TargetTree, TargetView } from './target-tree.ts';

type Outside = TargetTree & {
  readonly for_outsiders: true;
  readonly targets: readonly (TargetView & { readonly left_out: boolean })[];
};

export function forOutsiders(tree: TargetTree): Outside {
  const hidden = new Set<string>();
  const groups = Map.groupBy(tree.targets, (one) => one.parent_id ?? `top of ${one.id}`);
  for (const group of groups.values()) {
    // Only what is counted in the same unit adds up to a total.
    const byFigure = Map.groupBy(group, (one) => one.indicator?.name ?? '');
    for (const same of byFigure.values()) {
      if (!same[0]!.indicator?.about_people) continue;
      const small = smallCells(same.map((one) => one.progress.done));
      const before = smallCells(same.map((one) => countBefore(one)));
      for (const [i, one] of same.entries()) if (small[i] || before[i]) hidden.add(one.id);
    }
  }
  const partHidden = new Set(
    tree.targets.filter((one) => hidden.has(one.id)).map((one) => one.parent_id),
  );
  return {
    ...tree,
    for_outsiders: true,
    targets: tree.targets.map((one) => ({
      ...(hidden.has(one.id) ? withoutNumbers(one) : one),
      // Evidence and reasons are written for the house.
      evidence: [],
      adjustments: [],
      ...(partHidden.has(one.id) ? { parts: null } : {}),
      left_out: hidden.has(one.id),
    })),
  };
}

/** A rate of last year says nothing about how many; a count does. */
function countBefore({ kind, progress }: TargetView): number | null {
  return kind === 'count' ? progress.last_year : null;
}

function withoutNumbers(one: TargetView): TargetView {
  const nothing = { value: null, numerator: null, denominator: null };
  return {
    ...one,
    reading: nothing,
    milestones: [],
    progress: {
      ...one.progress,
      value: null,
      done: null,
      needed: null,
      gap: null,
      expected: null,
      pace_needed: null,
      last_year: null,
      last_year_whole: null,
      below_last_year: false,
    },
  };
}
