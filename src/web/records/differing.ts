/** Which of the named values differ. Rows are compared by what they say, whatever the order of their keys. */
type Values = Readonly<Record<string, unknown>>;

export function differing(before: Values, after: Values, names: readonly string[]): string[] {
  return names.filter((name) => canonical(before[name]) !== canonical(after[name]));
}

/** Empty text, empty lists and undefined are all nothing, as on the server. */
function canonical(value: unknown): string {
  if (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  )
    return 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([, one]) => canonical(one) !== 'null');
    return `{${entries
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => `${name}:${canonical(one)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
