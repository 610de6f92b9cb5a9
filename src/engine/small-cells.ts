/**
 * Numbers about few people point at somebody. For whoever is outside the house, small ones are left out; and where only
 * one of a group is small, the next smallest goes with it, because a total would give the one away.
 */
export const smallest = 10;

/** Which of these are to be left out. Zero points at nobody; what is not there is not left out. */
export function smallCells(
  values: readonly (number | null)[],
  least: number = smallest,
): boolean[] {
  const small = values.map((value) => value !== null && value > 0 && value < least);
  const left = small.filter(Boolean).length;
  if (left !== 1) return small;
  const sum = values.reduce<number>((all, one, i) => all + (small[i] ? (one ?? 0) : 0), 0);
  // One small number is hidden only by another one that is not zero.
  const next = values
    .map((value, i) => ({ value, i }))
    .filter(({ value, i }) => value !== null && value > 0 && !small[i])
    .toSorted((a, b) => a.value! - b.value! || a.i - b.i)[0];
  if (next && sum > 0) small[next.i] = true;
  return small;
}
