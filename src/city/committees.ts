/**
 * Every committee of the reference city with its members and mediators, of then and of now. Pure.
 */
import { addDays, addYears } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { Chance, idOf } from './chance.ts';
import { inventPerson, inventTelephone } from './invented-people.ts';
import type { Person } from './invented-people.ts';
import { demoVillageCode } from './people.ts';
import {
  cityTrade,
  communities,
  englishName,
  lateVillages,
  officeTownships,
  placeAt,
  shortName,
  villages,
  zhenluoCode,
} from './places.ts';
import type { Place } from './places.ts';
import { demoStaff, staffAt } from './staff.ts';
import type { Era, Staff } from './staff.ts';
import { deed, step, workdayAfter, workdayFrom } from './steps.ts';
import type { Step } from './steps.ts';

export type CommitteeKind = 'township' | 'village' | 'community' | 'regional' | 'trade';

export type CommitteePlan = {
  readonly id: string;
  readonly kind: CommitteeKind;
  readonly unit_code: string;
  /** The township whose office looks after it; null where the county does. */
  readonly office: string | null;
  readonly name: string;
  readonly short_name: string;
  readonly short_name_en: string;
  readonly set_up_on: Day;
  readonly register_from: Day;
  readonly mixed_area: boolean;
};

export type MediatorPlan = Person & {
  readonly id: string;
  readonly committee: CommitteePlan;
  readonly from_day: Day;
  readonly account_id: string | null;
};

/** When the first registers were opened, and when everybody had one. */
export const bookOpens: Day = '2007-12-26';
export const allKeepFrom: Day = '2009-01-01';
/** The offices that tried the register a year before the others: so 2008 is thin and not empty. */
export const pilotTownships: ReadonlySet<string> = new Set([
  zhenluoCode,
  '640502101000',
  '640521100000',
  '640521102000',
  '640522100000',
]);

export const committees: readonly CommitteePlan[] = [
  ...officeTownships.map((place) => plan('township', place, place.code)),
  ...villages.map((place) => plan('village', place, place.parent_code)),
  ...communities.map((place) =>
    plan('community', place, hasOffice(place.parent_code) ? place.parent_code : null),
  ),
  plan('regional', placeAt('640502401000'), null),
  planTrade(),
];

const byUnit = new Map(committees.map((one) => [one.unit_code, one]));

export function committeeOf(unit_code: string): CommitteePlan {
  const found = byUnit.get(unit_code);
  if (!found) throw new Error(`No committee sits at ${unit_code}`);
  return found;
}

function hasOffice(code: string): boolean {
  return officeTownships.some((place) => place.code === code);
}

function plan(kind: CommitteeKind, place: Place, office: string | null): CommitteePlan {
  const chance = new Chance(`committee/${place.code}`);
  const short_name = kind === 'regional' ? '工业园区' : shortName(place);
  const set_up_on = setUpDay(kind, place, chance);
  const keeps = office && pilotTownships.has(office) ? bookOpens : allKeepFrom;
  return {
    id: idOf(`committee/${place.code}`),
    kind,
    unit_code: place.code,
    office,
    name: `${kind === 'township' ? place.name : kind === 'regional' ? '中卫工业园区' : short_name}人民调解委员会`,
    short_name,
    short_name_en:
      kind === 'regional'
        ? 'Industrial park'
        : englishName(kind === 'township' ? place.name : short_name),
    set_up_on,
    register_from: set_up_on > keeps ? set_up_on : keeps,
    mixed_area:
      place.code.startsWith('640522') || (place.code.startsWith('640521') && chance.in(0.4)),
  };
}

function planTrade(): CommitteePlan {
  return {
    id: idOf(`committee/${cityTrade.code}`),
    kind: 'trade',
    unit_code: cityTrade.code,
    office: null,
    name: cityTrade.name,
    short_name: '卫交',
    short_name_en: 'City road traffic',
    set_up_on: '2008-10-15',
    register_from: allKeepFrom,
    mixed_area: false,
  };
}

function setUpDay(kind: CommitteeKind, place: Place, chance: Chance): Day {
  if (kind === 'village' && lateVillages.has(place.code))
    return workdayFrom(addDays('2010-03-01', chance.between(0, 240)));
  if (kind === 'regional') return '2008-06-18';
  // Some villages were only just organising when the register began.
  if (kind === 'village' && !pilotTownships.has(place.parent_code) && chance.in(0.035)) {
    return workdayFrom(addDays('2009-02-10', chance.between(0, 100)));
  }
  if (kind === 'community' && chance.in(0.25))
    return workdayFrom(addDays('2010-05-04', chance.between(0, 400)));
  return addDays('1990-03-01', chance.between(0, 6100));
}

const employed: Readonly<Record<CommitteeKind, readonly [number, number]>> = {
  township: [2, 3],
  village: [1, 2],
  community: [1, 2],
  regional: [1, 1],
  trade: [3, 3],
};

/** The members of an era; its mediators are the first of them. */
function membersOf(one: CommitteePlan, era: Era): Person[] {
  const chance = new Chance(`members/${one.unit_code}/${era}`);
  const around = era === 'then' ? '2008-01-01' : '2025-01-01';
  const count =
    one.kind === 'township' || one.kind === 'trade'
      ? chance.pick([5, 5, 7])
      : chance.pick([3, 3, 5]);
  const invent = (sex?: Person['sex']) =>
    inventPerson(chance, {
      unit_code: one.unit_code,
      around,
      ages: [30, 60],
      ...(sex ? { sex } : {}),
    });
  const found = Array.from({ length: count - 1 }, () => invent());
  // A woman is always among them, and in a mixed area someone of the smaller group.
  const woman = invent('female');
  const last =
    one.mixed_area && !found.some((p) => p.ethnic_group !== '汉族')
      ? { ...woman, ethnic_group: '回族' }
      : woman;
  const all = [...found, last];
  if (era === 'now' && one.unit_code === demoVillageCode) {
    const { name } = demoStaff('mediator');
    return [{ ...last, name, sex: 'female', ethnic_group: '汉族' }, ...found];
  }
  return all;
}

const cache = new Map<string, readonly MediatorPlan[]>();

export function mediatorsOf(one: CommitteePlan, era: Era): readonly MediatorPlan[] {
  const key = `${era}/${one.unit_code}`;
  const known = cache.get(key);
  if (known) return known;
  const chance = new Chance(`mediators/${key}`);
  const count = chance.between(...employed[one.kind]);
  const made = membersOf(one, era)
    .slice(0, count)
    .map((person, i): MediatorPlan => ({
      ...person,
      id: idOf(`mediator/${key}/${i}`),
      committee: one,
      from_day: era === 'then' ? termBefore2008(one) : electionBefore(one, '2025-06-30'),
      account_id:
        era === 'now' && one.unit_code === demoVillageCode && i === 0
          ? demoStaff('mediator').id
          : null,
    }));
  cache.set(key, made);
  return made;
}

function termBefore2008(one: CommitteePlan): Day {
  const day = addDays('2006-11-20', new Chance(`term/${one.unit_code}`).between(0, 380));
  return one.set_up_on > day ? one.set_up_on : day;
}

/** Elections come every three years, in each township within the same weeks. */
const firstElections: Day = '2012-02-20';

function electionDay(one: CommitteePlan, n: number): Day {
  const chance = new Chance(`election/${one.office ?? one.unit_code}`);
  const own = new Chance(`election/own/${one.unit_code}`);
  return addYears(addDays(firstElections, chance.between(0, 260) + own.between(0, 12)), 3 * n);
}

export function electionBefore(one: CommitteePlan, day: Day): Day {
  let n = 0;
  while (electionDay(one, n + 1) <= day) n++;
  return electionDay(one, n);
}

/** The elections of a stretch of days, without its first day and with its last. */
export function electionsBetween(one: CommitteePlan, after: Day, until: Day): Day[] {
  const days: Day[] = [];
  for (let n = 0; electionDay(one, n) <= until; n++)
    if (electionDay(one, n) > after) days.push(electionDay(one, n));
  return days;
}

const courts: Readonly<Record<string, string>> = {
  '640502': '沙坡头区人民法院',
  '640521': '中宁县人民法院',
  '640522': '海原县人民法院',
};

export function courtOf(unit_code: string): string {
  return courts[unit_code.slice(0, 6)] ?? '中卫市中级人民法院';
}

/** Who keeps its papers. */
export function clerkOf(one: CommitteePlan, era: Era): Staff {
  if (one.kind === 'trade') return staffAt(era, 'clerk', one.unit_code);
  const typed = one.office && era === 'now';
  return typed
    ? staffAt(era, 'clerk', one.office)
    : staffAt(era, 'county', countyOf(one.unit_code));
}

export function directorOf(one: CommitteePlan, era: Era): Staff {
  if (one.kind === 'trade') return staffAt(era, 'director', one.unit_code);
  const typed = one.office && era === 'now';
  return typed
    ? staffAt(era, 'director', one.office)
    : staffAt(era, 'county', countyOf(one.unit_code));
}

export function countyOf(unit_code: string): string {
  return `${unit_code.slice(0, 6)}000000`;
}

const chosen: Readonly<Record<CommitteeKind, string>> = {
  village: 'villagers',
  community: 'residents',
  township: 'recommended',
  regional: 'recommended',
  trade: 'recommended',
};

function memberRows(one: CommitteePlan, era: Era, from_day: Day): object[] {
  const chance = new Chance(`posts/${one.unit_code}/${era}`);
  return membersOf(one, era).map((person, i) => ({
    name: person.name,
    role: i === 0 ? 'chair' : i === 1 ? 'vice_chair' : 'member',
    sex: person.sex,
    ethnic_group: person.ethnic_group,
    party_member: chance.in(i === 0 ? 0.9 : 0.5),
    chosen_how: chosen[one.kind],
    from_day,
  }));
}

/** When its office opened the book and wrote down, from old papers, what was there already. */
export function opening(one: CommitteePlan): Day {
  return one.office && pilotTownships.has(one.office) ? bookOpens : allKeepFrom;
}

/** The day on which its mediators are written down, behind the committee itself. */
export function rosterDay(one: CommitteePlan): Day {
  const happened = one.set_up_on > opening(one);
  return workdayFrom(
    addDays(happened ? workdayAfter(one.set_up_on, 8) : workdayFrom(opening(one)), 1),
  );
}

/**
 * Set up and told to the court, in one go: from old papers when the book opens, or when it happens.
 */
export function setUp(one: CommitteePlan): Step {
  const happened = one.set_up_on > opening(one);
  const era: Era = one.set_up_on < '2011-01-01' ? 'then' : 'now';
  const term_from = happened ? one.set_up_on : termBefore2008(one);
  const place =
    one.kind === 'village'
      ? `${one.short_name}村部`
      : `${one.short_name}${one.kind === 'township' ? '司法所' : '办公点'}`;
  const told = workdayAfter(one.set_up_on, 6);
  return step(happened ? workdayAfter(one.set_up_on, 8) : workdayFrom(opening(one)), 'set-up', {
    by: directorOf(one, era),
    unit_code: one.unit_code,
    type: 'committee',
    id: one.id,
    deeds: [
      deed('set_up', {
        name: one.name,
        short_name: one.short_name,
        short_name_en: one.short_name_en,
        kind: one.kind,
        host_name: one.kind === 'trade' ? '中卫市司法局' : placeAt(one.unit_code).name,
        place,
        telephone: inventTelephone(new Chance(`telephone/${one.unit_code}`)),
        seal: true,
        mixed_area: one.mixed_area,
        set_up_on: one.set_up_on,
        register_from: one.register_from,
        term_from,
        members: memberRows(one, era, term_from),
      }),
      deed('tell_court', { court_told_on: told, court_name: courtOf(one.unit_code) }),
    ],
  });
}

export function reElection(
  one: CommitteePlan,
  held_on: Day,
  recorded: Day = workdayAfter(held_on, 2),
): Step {
  return step(recorded, `election/${held_on}`, {
    by: directorOf(one, 'now'),
    unit_code: one.unit_code,
    type: 'committee',
    id: one.id,
    deeds: [
      deed('re_elect', { term_from: held_on, members: memberRows(one, 'now', held_on) }),
      deed('tell_court', { court_told_on: recorded, court_name: courtOf(one.unit_code) }),
    ],
  });
}

export function appoint(one: MediatorPlan, era: Era, recorded: Day): Step {
  const chance = new Chance(`post/${one.id}`);
  const professional = one.committee.kind === 'township' || one.committee.kind === 'trade';
  return step(recorded, 'appoint', {
    by: directorOf(one.committee, era),
    unit_code: one.committee.unit_code,
    type: 'mediator',
    id: one.id,
    deeds: [
      deed('appoint', {
        name: one.name,
        sex: one.sex,
        born_on: one.born_on,
        ethnic_group: one.ethnic_group,
        party_member: chance.in(0.6),
        education: chance.weighted([
          ['junior', 4],
          ['senior', 4],
          ['college', era === 'now' ? 3 : 1],
          ['university', era === 'now' ? 1 : 0],
        ]),
        telephone: one.telephone,
        id_number: one.id_number,
        committee_id: one.committee.id,
        basis: professional && chance.in(0.4) ? 'appointed' : 'member',
        employment: professional && chance.in(0.5) ? 'full_time' : 'part_time',
        from_day: one.from_day,
        account_id: one.account_id,
      }),
    ],
  });
}

export function leave(one: MediatorPlan, until_day: Day, recorded: Day): Step {
  return step(recorded, 'end', {
    by: directorOf(one.committee, 'then'),
    unit_code: one.committee.unit_code,
    type: 'mediator',
    id: one.id,
    deeds: [deed('end', { until_day })],
  });
}

export function train(
  one: MediatorPlan,
  held_on: Day,
  subject: string,
  hours: number,
  era: Era,
): Step {
  return step(workdayAfter(held_on, 4), `training/${held_on}`, {
    by: clerkOf(one.committee, era),
    unit_code: one.committee.unit_code,
    type: 'mediator',
    id: one.id,
    deeds: [
      deed('record_training', {
        trainings: [{ held_on, subject, hours, provider: '县（区）司法局' }],
      }),
    ],
  });
}
