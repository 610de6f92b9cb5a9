/**
 * Which ledger lines anything live may count. What is sealed is absent, and what is sealed now was not there before
 * either: the open lines that it had until then are left out as well, at any as-of. `below` is SQL for the guard below
 * which lines are counted (`guardBelow`): an edition that compiles sealed records too counts them with their past.
 */
export function inSight(line: string, below = '2'): string {
  const unsealed = `not exists (select from sealed_record z where z.record_id = ${line}.record_id)`;
  return `${line}.guard < ${below} and ${below === '2' ? unsealed : `(${below} > 2 or ${unsealed})`}`;
}
