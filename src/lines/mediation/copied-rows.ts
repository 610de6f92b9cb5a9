/**
 * A list copied from a linked record brings its rows' ids along, and two records must not share a
 * row. So copied rows get ids of their own that follow from the record and the place in the list:
 * the same on every write, so that saving again changes nothing. The place goes into the middle of
 * the id, because made-up ids differ at the start or the end.
 */
export function copiedRowId(recordId: string, index: number): string {
  return `${recordId.slice(0, 15)}${(index + 1).toString(16).padStart(3, '0')}${recordId.slice(18)}`;
}
