/**
 * A board that leaves the house. Whoever signs in and whose post covers a unit is no outsider; everybody who is handed
 * a sheet is one (people's congress, other departments, the press). Figures about people show no small number then.
 */
import { hiddenFromOutsiders } from '../reports/small-cells.ts';
import type { Sum } from '../reports/small-cells.ts';
import type { TargetTree, TargetView } from './target-tree.ts';

type Outside = TargetTree & {
  readonly for_outsiders: true;
  readonly targets: readonly (TargetView & { readonly left_out: boolean })[];
};

/** Below `below` a number is small, and what would tell it by a subtraction is left out with it. */
export function forOutsiders(tree: TargetTree, below: number): Outside {
  const about = tree.targets.filter(
    (one) => one.indicator?.about_people && one.kind !== 'coverage',
  );
  const sums = sumsOf(about);
  const hidden = new Set([
    ...hiddenFromOutsiders(about.map(cellNow), sums, below),
    ...hiddenFromOutsiders(about.map(cellBefore), sums, below),
  ]);
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

/** Only what the same figure counts adds up to a total. */
function sumsOf(about: readonly TargetView[]): Sum[] {
  return about.flatMap((whole) => {
    const parts = about.filter(
      (one) => one.parent_id === whole.id && one.indicator?.name === whole.indicator?.name,
    );
    return parts.length === 0 ? [] : [{ whole: whole.id, parts: parts.map((one) => one.id) }];
  });
}

function cellNow({ id, indicator, reading }: TargetView) {
  const { kind, money } = indicator!;
  return { key: id, definition: { kind, money }, ...reading };
}

/** A rate of last year says nothing about how many; a count does. */
function cellBefore({ id, indicator, kind, progress }: TargetView) {
  const definition = { kind: indicator!.kind, money: indicator!.money };
  const value = kind === 'count' ? progress.last_year : null;
  return { key: id, definition, value, numerator: null, denominator: null };
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
