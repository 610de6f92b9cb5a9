/**
 * A list copied from a linked record brings its rows' ids along, and two records must not share a
 * row. So copied rows get ids of their own that follow from the record and the place in the list:
 * the same on every write, so that saving again changes nothing. The place goes into the middle of
 * the id, because made-up ids differ at the start or the end.
 */
export function ownRows<Row extends object>(
  recordId: string,
  copied: readonly Row[] | null,
): (Row & { id: string })[] {
  // The engine copies null where the link leads nowhere, for lists as for fields.
  return (copied ?? []).map((row, i) => ({ ...row, id: rowId(recordId, i) }));
}

function rowId(recordId: string, index: number): string {
  return `${recordId.slice(0, 15)}${(index + 1).toString(16).padStart(3, '0')}${recordId.slice(18)}`;
}
