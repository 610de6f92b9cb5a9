/**
 * The disputes of whole years: how many, where and when, so that the totals are exact and the
 * places believable.
 */
import { addDays, daysBetween } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { Chance, idOf, shareOut } from './chance.ts';
import { committees, mediatorsOf, pilotTownships, rosterDay } from './committees.ts';
import type { CommitteePlan } from './committees.ts';
import { liveDispute, pickManner, pickSource } from './dispute-life.ts';
import type { DisputeLife, DisputePlan } from './dispute-life.ts';
import { monthWeights, pickMatter } from './matters.ts';
import { placeAt, weightOf } from './places.ts';
import { eraOf } from './staff.ts';

/**
 * What the committees of Zhongwei mediated in 2009, kept as 4,127 records. The published summary
 * says “more than 4,000”.
 */
export const mediated2009 = 4127;
/** A city-run committee mediated some of them, so the three counties together have fewer. */
export const mediatedByCity2009 = 96;
/** 2008 is thin: five offices tried the register. */
export const mediated2008 = 386;

/** Written down after 30 September 2009 for days before it. */
export const lateIn2009 = 31;
/** Known on 30 September, and moved beyond it when the mediator noticed the wrong day. */
export const correctedIn2009 = 10;
export const cutoff2009: Day = '2009-09-30';

/** What every dispute of a committee is made of, wherever its day comes from. */
export function planDispute(
  committee: CommitteePlan,
  accepted_on: Day,
  chance: Chance,
  key: string,
): DisputePlan {
  const township =
    committee.kind === 'trade' ? '' : placeAt(committee.office ?? committee.unit_code).name;
  const type = pickMatter(
    chance,
    { kind: committee.kind, unit_code: committee.unit_code, township },
    accepted_on,
  );
  const mediators = mediatorsOf(committee, eraOf(accepted_on));
  const roster = addDays(rosterDay(committee), 1);
  return {
    id: idOf(`dispute/${key}`),
    committee,
    mediator: chance.in(0.7) ? mediators[0]! : chance.pick(mediators),
    type,
    source: pickSource(chance, committee),
    manner: pickManner(chance, type),
    accepted_on,
    // Nothing can be written down for a committee that is not in the book yet.
    ...(accepted_on < roster ? { written_from: roster } : {}),
  };
}

export function weightOfCommittee(one: CommitteePlan): number {
  return one.kind === 'regional' || one.kind === 'trade' ? 2 : weightOf(placeAt(one.unit_code));
}

/**
 * A day of the committee's year, in the months in which people quarrel; from the day it was set up
 * on.
 */
function pickDay(chance: Chance, year: number, from: Day): Day {
  for (;;) {
    const month = chance.weighted(monthWeights.map((weight, i) => [i + 1, weight] as const));
    const first = `${year}-${String(month).padStart(2, '0')}-01`;
    const next =
      month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
    const day = addDays(first, chance.between(0, daysBetween(first, next) - 1));
    // What is agreed in the last days of December could not be closed in the year.
    if (day >= from && day <= `${year}-12-28`) return day;
  }
}

type Draft = { readonly plan: DisputePlan; readonly seed: string };

function draftYear(year: number, total: number, list: readonly CommitteePlan[]): Draft[] {
  const open = (one: CommitteePlan) => (one.set_up_on > `${year}-01-01` ? 0.6 : 1);
  const counts = shareOut(
    total,
    list.map((one) => weightOfCommittee(one) * open(one)),
  );
  return list.flatMap((one, at) => {
    const chance = new Chance(`disputes/${year}/${one.unit_code}`);
    return Array.from({ length: counts[at]! }, (_, i) => {
      const seed = `${year}/${one.unit_code}/${i}`;
      const day = pickDay(chance, year, addDays(one.set_up_on, 14));
      const plan = planDispute(one, day, chance, seed);
      return { plan: { ...plan, closed_by: `${year}-12-31` }, seed };
    });
  });
}

const standsIn = (year: number) => (one: CommitteePlan) =>
  one.set_up_on <= `${year}-06-30` && one.kind !== 'trade';

export function livesOf2008(): DisputeLife[] {
  const kept = committees.filter(
    (one) => standsIn(2008)(one) && one.office !== null && pilotTownships.has(one.office),
  );
  return draftYear(2008, mediated2008, kept).map(({ plan, seed }) =>
    liveDispute(plan, new Chance(`life/${seed}`)),
  );
}

export function livesOf2009(): DisputeLife[] {
  const trade = committees.filter((one) => one.kind === 'trade');
  const drafts = [
    ...draftYear(2009, mediated2009 - mediatedByCity2009, committees.filter(standsIn(2009))),
    ...draftYear(2009, mediatedByCity2009, trade),
  ];
  const story = tellAutumn(drafts);
  return drafts.map(({ plan, seed }) =>
    liveDispute({ ...plan, ...story(plan) }, new Chance(`life/${seed}`)),
  );
}

const whys = [
  '登记时双方尚未同意调解，实际受理日期应为国庆节后，予以更正。',
  '误将发现日期填作受理日期，予以更正。',
  '被申请人外出务工，返乡后才同意调解，受理日期更正为其同意之日。',
];

/**
 * Which disputes were written down late and which got another day: what “as it stood on 30
 * September” tells.
 */
function tellAutumn(drafts: readonly Draft[]): (plan: DisputePlan) => Partial<DisputePlan> {
  const chance = new Chance('autumn 2009');
  const early = (from: Day, to: Day, fits: (plan: DisputePlan) => boolean) =>
    chance.shuffled(
      drafts
        .map((d) => d.plan)
        .filter((p) => p.accepted_on >= from && p.accepted_on <= to && fits(p)),
    );
  const lateOnes = early('2009-08-24', cutoff2009, (p) => p.committee.kind === 'village').slice(
    0,
    lateIn2009,
  );
  const slow = new Set(lateOnes.map((p) => p.id));
  const corrected = early(
    '2009-09-14',
    '2009-09-29',
    (p) => !slow.has(p.id) && (p.manner === 'written' || p.manner === 'oral'),
  );
  const moved = new Set(corrected.slice(0, correctedIn2009).map((p) => p.id));
  return (plan) => {
    const own = new Chance(`autumn/${plan.id}`);
    if (slow.has(plan.id)) return { written_from: addDays('2009-10-09', own.between(0, 24)) };
    const known = plan.accepted_on <= cutoff2009 ? { written_by: cutoff2009 } : {};
    if (!moved.has(plan.id)) return known;
    const on = addDays('2009-10-05', own.between(0, 6));
    return {
      ...known,
      accepted_later: { on, noticed_on: addDays(on, own.between(4, 12)), why: own.pick(whys) },
    };
  };
}
