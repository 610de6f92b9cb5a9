/** Addresses stay readable and can be typed: plain `name=value` pairs, never JSON. */
export type Search = Readonly<Record<string, string | undefined>>;

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === '') continue;
    // Only text stands in an address; anything else would come back as something different.
    if (typeof value === 'string' || typeof value === 'number') query.set(name, String(value));
  }
  // Commas and tildes are safe in a query and read better as they are.
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%7E', '~');
  return text ? `?${text}` : '';
}
