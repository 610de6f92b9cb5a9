/** Posts that do the same kind of work in several lines. */
import type { Role } from '#engine/permission.ts';
import type { Escalation } from '#engine/record.ts';

/** Who does the daily work. A county officer also keeps the trade committees that sit at the county. */
export const hands: readonly Role[] = ['mediator', 'clerk', 'director', 'county'];
export const office: readonly Role[] = ['clerk', 'director', 'county'];
export const supervisors: readonly Role[] = ['director', 'county'];
export const countyAndCity: readonly Role[] = ['county', 'bureau'];

/** Whose daily work a duty is where the county hears of it only before the day passes (`toCounty`). */
export const ownOffice: readonly Role[] = ['clerk', 'director'];
/** The county sees what its offices have not done yet, from three days before the last one on. */
export const toCounty: Escalation = { days_before: 3, roles: ['county'] };
