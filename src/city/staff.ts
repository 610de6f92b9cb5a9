/** Who wrote the records down: the offices' people of then (2008 to 2010) and of now. Only the demo's people sign in. */
import type { Day } from '#engine/day.ts';
import type { Role } from '#engine/permission.ts';
import { Chance, idOf } from './chance.ts';
import { inventPerson } from './invented-people.ts';
import { demoPeople } from './people.ts';
import { cityCode, cityTrade, countyCodes, officeTownships, zhenluoCode } from './places.ts';

export type Staff = {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly unit_code: string;
  readonly from_day: Day;
  /** The first staff has left. */
  readonly until_day: Day | null;
  readonly opens_sealed?: boolean;
};

export type Era = 'then' | 'now';
export type Desk =
  | 'clerk'
  | 'director'
  | 'county'
  | 'county_office'
  | 'county_review'
  | 'county_corrections'
  | 'county_head'
  | 'bureau';

export const eraOf = (day: Day): Era => (day < '2011-01-01' ? 'then' : 'now');

const terms = {
  then: { from_day: '2007-01-01', until_day: '2010-12-31' },
  now: { from_day: '2011-01-01', until_day: null },
} as const;

/** Whose place the demo's people take among the staff of now. */
const taken: Readonly<Record<string, string>> = {
  [`director/${zhenluoCode}`]: 'zhenluo',
  [`clerk/${zhenluoCode}`]: 'clerk',
  'county_review/640502000000': 'county',
  'county_corrections/640502000000': 'corrections',
  'county_head/640502000000': 'head',
  [`bureau/${cityCode}`]: 'office',
};

type Seat = readonly [Desk, Role, string];

const upperDesks: readonly Seat[] = [
  ...countyCodes.flatMap(
    (code) => [['county', 'county', code], ['county_office', 'county', code], ['county_review', 'county', code]] as const,
  ),
  ['director', 'director', cityTrade.code],
  ['clerk', 'clerk', cityTrade.code],
  ['bureau', 'bureau', cityCode],
]; // prettier-ignore

/** In 2009 hardly an office had a computer: its papers went to the county, where they were written down for it. */
const desks: Readonly<Record<Era, readonly Seat[]>> = {
  then: upperDesks,
  now: [
    ...officeTownships.flatMap(
      ({ code }) =>
        [
          ['clerk', 'clerk', code],
          ['director', 'director', code],
        ] as const,
    ),
    ...upperDesks,
    ...countyCodes.map((code) => ['county_corrections', 'county', code] as const),
    ...countyCodes.map((code) => ['county_head', 'leader', code] as const),
  ],
};

const people = new Map<string, Staff>(
  (['then', 'now'] as const).flatMap((era) =>
    desks[era].map((desk) => [`${era}/${desk[0]}/${desk[2]}`, makeStaff(era, desk)]),
  ),
);

function makeStaff(era: Era, [desk, role, unit_code]: Seat): Staff {
  const demo =
    era === 'now'
      ? demoPeople.find((p) => p.username === taken[`${desk}/${unit_code}`])
      : undefined;
  const key = `${era}/${desk}/${unit_code}`;
  const chance = new Chance(`staff/${key}`);
  const invented = inventPerson(chance, {
    unit_code,
    around: era === 'then' ? '2009-01-01' : '2025-01-01',
    ages: [27, 52],
  });
  const username =
    demo?.username ??
    `${desk.replace('_', '-')}-${unit_code.replace(/0+$/, '').toLowerCase()}-${era}`;
  return {
    id: idOf(`staff/${key}`),
    username,
    name: demo?.name ?? invented.name,
    role,
    unit_code,
    ...terms[era],
    // Whoever answers for corrections in a county is in charge of the minors among them.
    ...(desk === 'county_corrections' ? { opens_sealed: true } : {}),
  };
}

export function staffAt(era: Era, desk: Desk, unit_code: string): Staff {
  const found = people.get(`${era}/${desk}/${unit_code}`);
  if (!found) throw new Error(`Nobody sits at ${desk} of ${unit_code}`);
  return found;
}

/** The demo's people who sit at no desk: the mediator, the leader, the administrators. */
const others: readonly Staff[] = demoPeople
  .filter((p) => !Object.values(taken).includes(p.username))
  .map(({ username, name, role, unit_code }) => ({
    id: idOf(`staff/${username}`),
    username,
    name,
    role,
    unit_code,
    ...terms.now,
  }));

export const staff: readonly Staff[] = [...people.values(), ...others];

export function demoStaff(username: string): Staff {
  const found = staff.find((person) => person.username === username);
  if (!found) throw new Error(`The demo has no ${username}`);
  return found;
}
