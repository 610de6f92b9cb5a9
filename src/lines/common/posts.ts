/** Posts that do the same kind of work in several lines. */
import type { Role } from '#engine/permission.ts';
import type { Duty } from '#engine/record.ts';

/** Who does the daily work. A county officer also keeps the trade committees that sit at the county. */
export const hands: readonly Role[] = ['mediator', 'clerk', 'director', 'county'];
export const office: readonly Role[] = ['clerk', 'director', 'county'];
export const supervisors: readonly Role[] = ['director', 'county'];
export const countyAndCity: readonly Role[] = ['county', 'bureau'];

/** Whose daily work a duty is where the county hears of it only before the day passes (`comingUp`). */
export const ownOffice: readonly Role[] = ['clerk', 'director'];

const city: readonly Role[] = ['bureau', 'leader'];
const nextLevel = ({ roles }: Duty): readonly Role[] => {
  if (roles.includes('bureau')) return [];
  // A county's head answers to the city as the county does.
  if (roles.includes('leader')) return ['bureau'];
  return roles.includes('county') ? city : ['county'];
};

/**
 * From three days before its day on, the level above whoever answers for it sees a duty too: what an office owes comes
 * up to the county, what the county owes to the city. What others owe us is waited for, and comes up to nobody.
 */
export function comingUp<R extends unknown[]>(duties: (...of: R) => readonly Duty[]) {
  return (...of: R): readonly Duty[] =>
    duties(...of).map((duty) => {
      const roles = nextLevel(duty);
      return duty.waiting || roles.length === 0
        ? duty
        : { ...duty, escalate: { days_before: 3, roles } };
    });
}
