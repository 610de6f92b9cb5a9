/**
 * Whom somebody may name in a record by their account: people with a working post inside their territory. The picker
 * offers these, and a write takes no others.
 */

import { validOn } from './grants.ts';

/** SQL for an account `a` with a post `g` at a unit `u`: on the day, in one of the roles, below the path. */
export function holdsPostWithin(day: string, roles: string, path: string): string {
  return `(a.ended_on is null or a.ended_on > ${day}) and ${validOn(day)}
    and g.role = any(${roles}) and starts_with(u.path, ${path})`;
}

/** Of these accounts, under which posts they work within a path: ids, day, roles, path. */
export const postsWithin = `select a.id as account_id, a.name as account_name, g.role, g.lines, g.opens_sealed,
    g.unit_id, u.path
  from account a join grants g on g.account_id = a.id join unit u on u.id = g.unit_id
  where a.id = any($1::uuid[]) and ${holdsPostWithin('$2::date', '$3', '$4')}`;

/** Of these accounts, who is: ids, day, roles, path. */
export const withPostWithin = `select distinct a.id from account a join grants g on g.account_id = a.id
  join unit u on u.id = g.unit_id where a.id = any($1::uuid[]) and ${holdsPostWithin('$2::date', '$3', '$4')}`;
