/**
 * Which ledger lines anything live may count. What is sealed is absent, and what is sealed now was not there before
 * either: the open lines that it had until then are left out as well, at any as-of.
 */
export function inSight(line: string): string {
  return `${line}.guard < 2 and not exists (select from sealed_record z where z.record_id = ${line}.record_id)`;
}
