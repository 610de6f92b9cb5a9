/** Where a duty is done: at its record, or at the draft of whose section it is. */
type Duty = { readonly record_type: string; readonly record_id: string; readonly key: string };

export function dutyPlace({ record_type, record_id, key }: Duty): {
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
} {
  if (record_type !== 'summary_section') return { to: `/records/${record_type}/${record_id}` };
  const [unit = '', year = '', section = ''] = key.split('/');
  return { to: '/summary', search: { unit, year, section } };
}
