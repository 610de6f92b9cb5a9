/**
 * Everything that is written down in the reference city before a visitor enters, in order of time.
 */
import { addDays, addMonths, firstOfMonth } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { papersOfThen, tariffFrom2009, tariffsOfNow } from './bureau-papers.ts';
import { Chance } from './chance.ts';
import {
  appoint,
  committees,
  countyOf,
  electionBefore,
  leave,
  mediatorsOf,
  pilotTownships,
  reElection,
  rosterDay,
  setUp,
  train,
} from './committees.ts';
import { linkageSteps, subsidySteps, sweepSteps } from './companions.ts';
import { correctionsHandOver } from './corrections-living.ts';
import { closeFilesOfPilot, correctionsOf2009 } from './corrections.ts';
import type { DisputeLife } from './dispute-life.ts';
import { honoursOfNow, honoursOfThen } from './honours.ts';
import { officesOfNow, officesOfThen } from './judicial-offices.ts';
import { livingSteps } from './living.ts';
import { officeTownships } from './places.ts';
import { livesOf2008, livesOf2009 } from './registers.ts';
import {
  assessmentsOfNow,
  assessmentsOfThen,
  criteriaSteps,
  draftOfNext,
  standardisedByCounty,
} from './standardisation.ts';
import { resettlementHandOver } from './resettlement-living.ts';
import { resettlementOf2009 } from './resettlement.ts';
import { staffAt } from './staff.ts';
import { dayOfStep, inOrderOfTime, workdayAfter } from './steps.ts';
import type { Step } from './steps.ts';
import { targetsOf2010, targetsOfNow } from './year-targets.ts';

const livingMonths = 14;

/** The first day of the living set of a city that was opened today. */
export function livingFrom(today: Day): Day {
  return firstOfMonth(addMonths(today, -livingMonths));
}

/** Up to the end of `today`. */
export function timelineUntil(today: Day): Step[] {
  const opens = livingFrom(today);
  const steps = [
    ...stepsOfThen(),
    ...handOver(opens),
    ...livingSteps(opens, today, opens),
    ...targetsOfNow(opens, today),
  ];
  return inOrderOfTime(steps).filter((one) => dayOfStep(one) <= today);
}

/** 2008, 2009 and what followed from them. */
export function stepsOfThen(): Step[] {
  const early = committees.filter((one) => one.set_up_on < '2011-01-01');
  const of2009 = livesOf2009();
  const of2008 = livesOf2008();
  return [
    ...early.map(setUp),
    ...early.flatMap((one) =>
      mediatorsOf(one, 'then').map((mediator) => appoint(mediator, 'then', rosterDay(one))),
    ),
    ...trainings(),
    ...criteriaSteps(),
    ...assessmentsOfThen(),
    ...papersOfThen(),
    ...targetsOf2010(standardisedByCounty()),
    ...officesOfThen(),
    ...honoursOfThen(),
    ...[...of2008, ...of2009].flatMap((life) => life.steps),
    ...sweepsOf(
      2008,
      officeTownships.filter((t) => pilotTownships.has(t.code)).map((t) => t.code),
      of2008,
    ),
    ...sweepsOf(
      2009,
      officeTownships.map((t) => t.code),
      of2009,
    ),
    ...linkagesOf2009(of2009),
    ...subsidiesOf2009(of2009),
    ...resettlementOf2009(),
    ...correctionsOf2009(),
  ];
}

function trainings(): Step[] {
  const chance = new Chance('trainings of 2009');
  return committees
    .filter((one) => one.set_up_on < '2009-03-01')
    .flatMap((one) => mediatorsOf(one, 'then').slice(0, 1))
    .filter(() => chance.in(0.45))
    .map((mediator) => {
      const first = chance.in(0.6);
      return first
        ? train(mediator, '2009-04-16', '纠纷受理、文书制作和卷宗归档', 8, 'then')
        : train(mediator, '2009-10-21', '三调联动和以案定补办法', 6, 'then');
    });
}

function sweepsOf(
  year: number,
  townships: readonly string[],
  lives: readonly DisputeLife[],
): Step[] {
  const heard = new Map<string, DisputeLife[]>();
  for (const life of lives) {
    if (life.plan.source !== 'own_initiative' || life.plan.committee.office === null) continue;
    const key = `${life.plan.committee.office}/${life.plan.accepted_on.slice(0, 7)}`;
    heard.set(key, [...(heard.get(key) ?? []), life]);
  }
  return townships.flatMap((township) =>
    Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}-01`).flatMap(
      (month) => [
        ...sweepSteps({ township, month }, heard.get(`${township}/${month.slice(0, 7)}`) ?? []),
        ...(month === '2009-04-01'
          ? sweepSteps({ township, month, special: '春灌水事纠纷' }, [])
          : []),
        ...(month === '2009-09-01'
          ? sweepSteps({ township, month, special: '国庆前矛盾纠纷' }, [])
          : []),
      ],
    ),
  );
}

/** Since the plan of 26 March 2009 other organs hand disputes over on paper. */
function linkagesOf2009(lives: readonly DisputeLife[]): Step[] {
  return lives
    .filter(({ plan }) => plan.accepted_on >= '2009-04-01' && !plan.accepted_later)
    .filter(({ plan }) => plan.manner === 'transferred' || new Chance(`linked/${plan.id}`).in(0.4))
    .flatMap(linkageSteps);
}

/**
 * Claimed twice, in September and at the beginning of December, and paid before the year was out.
 */
function subsidiesOf2009(lives: readonly DisputeLife[]): Step[] {
  const rounds = [
    { closed_by: '2009-08-31', claimed: '2009-09-02', county: '2009-09-17', paid: '2009-09-28' },
    { closed_by: '2009-11-20', claimed: '2009-11-30', county: '2009-12-09', paid: '2009-12-21' },
  ];
  return lives.flatMap((life) => {
    const { plan, settled } = life;
    const round = rounds.find((one) => settled && settled.closed_on <= one.closed_by);
    if (!settled || !round || settled.closed_on < tariffFrom2009 || plan.committee.kind === 'trade')
      return [];
    const chance = new Chance(`claims/${plan.id}`);
    if (!chance.in(settled.form === 'written' ? 0.42 : 0.09)) return [];
    // Only what was in the book by then could be claimed for.
    if (dayOfStep(life.steps.at(-1)!) >= round.claimed) return [];
    const county = countyOf(plan.committee.unit_code);
    const claimed = workdayAfter(round.claimed, chance.between(0, 3));
    const days = {
      claimed,
      office: workdayAfter(claimed, chance.between(2, 4)),
      county: round.county,
      approved: round.paid,
      paid: round.paid,
    };
    return subsidySteps(
      life,
      days,
      staffAt('then', 'county', county),
      staffAt('then', 'county_office', county),
    );
  });
}

/**
 * When the register of now opened: committees elected anew, the old mediators gone, new ones in,
 * standards looked at.
 */
export function handOver(opens: Day): Step[] {
  const day = workdayAfter(opens, 0);
  const later = committees.filter((one) => one.set_up_on >= '2011-01-01');
  return [
    ...tariffsOfNow(day),
    ...later.map(setUp),
    ...committees.flatMap((one) => {
      const elected = electionBefore(one, addDays(opens, -1));
      const left =
        one.set_up_on < '2011-01-01'
          ? mediatorsOf(one, 'then').map((m) => leave(m, elected, workdayAfter(day, 1)))
          : [];
      return [
        ...left,
        reElection(one, elected, workdayAfter(day, 1)),
        ...mediatorsOf(one, 'now').map((mediator) =>
          appoint({ ...mediator, from_day: elected }, 'now', workdayAfter(day, 2)),
        ),
      ];
    }),
    ...assessmentsOfNow(opens),
    draftOfNext(opens),
    ...officesOfNow(opens),
    ...honoursOfNow(opens),
    ...resettlementHandOver(opens),
    ...closeFilesOfPilot(day),
    ...correctionsHandOver(opens),
  ];
}
