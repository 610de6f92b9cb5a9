/** Posts that do the same kind of work in several lines. */
import type { Role } from '#engine/permission.ts';

/** Who does the daily work. A county officer also keeps the trade committees that sit at the county. */
export const hands: readonly Role[] = ['mediator', 'clerk', 'director', 'county'];
export const office: readonly Role[] = ['clerk', 'director', 'county'];
export const supervisors: readonly Role[] = ['director', 'county'];
export const countyAndCity: readonly Role[] = ['county', 'bureau'];
