/**
 * Which ledger lines anything live may count. What is sealed is absent, and what is sealed now was not there before
 * either: the open lines that it had until then are left out as well, at any as-of. `below` is SQL for the guard below
 * which lines are counted (`guardBelow`): an edition that compiles sealed records too counts them with their past.
 */
export function inSight(line: string, below = '2'): string {
  const unsealed = `not exists (select from sealed_record z where z.record_id = ${line}.record_id)`;
  return `${line}.guard < ${below} and ${below === '2' ? unsealed : `(${below} > 2 or ${unsealed})`}`;
}

/**
 * What stands in the balances of a unit and month, and is sealed now: the open lines that it had before. Balances are
 * not rewritten when a record is sealed, so whoever reads them takes this off.
 */
export function sealedSince(measure: string, unit: string, month: string): string {
  return `coalesce((select sum(l.amount) from sealed_record z join ledger_line l on l.record_id = z.record_id
    join unit below on below.id = l.unit_id
    join unit top on top.id = ${unit} and below.path >= top.path and below.path < top.path || '~'
    where l.guard < 2 and l.measure_id = ${measure} and date_trunc('month', l.day)::date = ${month}
      and l.id <= (select last_line from ledger_fold)), 0)`;
}
