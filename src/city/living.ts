/**
 * The city at work now. Every day has its own chance, so what happens on it does not depend on when the city was
 * opened: each start plays the same story on, from where it was left.
 */
import { isWorkday } from '#engine/calendar.ts';
import { addDays, addMonths, dayNumber, firstOfMonth, lastOfMonth } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { statutoryCalendar } from '#engine/holidays.ts';
import { Chance, idOf } from './chance.ts';
import { correctionsLiving } from './corrections-living.ts';
import { clerkOf, committees, directorOf, electionsBetween, reElection } from './committees.ts';
import type { CommitteePlan } from './committees.ts';
import { linkageSteps, subsidySteps, sweepSteps } from './companions.ts';
import { liveDispute } from './dispute-life.ts';
import type { DisputeLife, DisputePlan } from './dispute-life.ts';
import { livingHonours } from './honours.ts';
import { inventPerson } from './invented-people.ts';
import { livingOffices } from './judicial-offices.ts';
import { pickMatter, tell } from './matters.ts';
import { demoVillageCode } from './people.ts';
import { officeTownships, placeAt, zhenluoCode } from './places.ts';
import { planDispute, weightOfCommittee } from './registers.ts';
import { resettlementLiving } from './resettlement-living.ts';
import { demoStaff, staffAt } from './staff.ts';
import { dayOfStep, deed, step, workdayAfter, workdayFrom } from './steps.ts';
import type { Step } from './steps.ts';

/** Nothing takes longer than this from its first day to its last visit. */
const longestDays = 240;

/** All steps of what began between two days, both counted, whenever they fall; nothing before the register opened. */
export function livingSteps(from: Day, until: Day, opens: Day): Step[] {
  const steps: Step[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    // The first weeks are for the hand-over.
    if (day >= addDays(opens, 5)) steps.push(...disputesOf(day), ...contactsOf(day));
    if (day === firstOfMonth(day)) {
      steps.push(...sweepsOf(day, opens));
      steps.push(...livingOffices(day, opens), ...livingHonours(day, opens));
    }
  }
  steps.push(...resettlementLiving(from, until, opens), ...correctionsLiving(from, until, opens));
  for (const one of committees)
    for (const held_on of electionsBetween(one, addDays(from, -1), until))
      steps.push(reElection(one, held_on));
  return steps;
}

/** What is written down after one moment and by another, of everything that may still be going on. */
export function missedSteps(after: string, until: string, opens: Day): Step[] {
  const began = addDays(after.slice(0, 10), -longestDays);
  const from = firstOfMonth(began > opens ? began : opens);
  return livingSteps(from, until.slice(0, 10), opens).filter(
    (one) => one.at > after && one.at <= until,
  );
}

const zhenluoCommittees = committees.filter((one) => one.office === zhenluoCode);
const otherCommittees = committees
  .filter((one) => one.office !== zhenluoCode)
  .map((one) => [one, weightOfCommittee(one)] as const);

function disputesOf(day: Day): Step[] {
  const chance = new Chance(`living/${day}`);
  const elsewhere = Math.floor(chance.next() * 5.2);
  const others = Array.from({ length: elsewhere }, (_, i) => {
    const seed = `living/${day}/${i}`;
    const own = new Chance(seed);
    const committee = own.weighted(otherCommittees);
    return liveDispute(
      { ...planDispute(committee, day, own, seed), tardy: own.in(0.05) },
      new Chance(`life/${seed}`),
    );
  });
  const here = zhenluoPlans(day).map((plan) => liveDispute(plan, new Chance(`life/${plan.id}`)));
  return [...others, ...here].flatMap((life) => [...life.steps, ...besides(life)]);
}

/** By turns, so that on any day Zhenluo has something of each kind in hand. */
function zhenluoPlans(day: Day): DisputePlan[] {
  if (!isWorkday(day, statutoryCalendar) && dayNumber(day) % 4 !== 0) return [];
  const seed = `living/zhenluo/${day}`;
  const chance = new Chance(seed);
  const turn = dayNumber(day) % 11;
  const village = committees.find((one) => one.unit_code === demoVillageCode)!;
  const anywhere = chance.weighted(
    zhenluoCommittees.map((one): [CommitteePlan, number] => [one, one.kind === 'township' ? 4 : 1]),
  );
  const mine = [0, 3, 5, 8].includes(turn);
  const base = planDispute(mine ? village : anywhere, day, chance, seed);
  const plan = mine
    ? {
        ...base,
        mediator: { ...base.mediator, ...demoMediator(village) },
        signs_in: demoStaff('mediator'),
      }
    : base;
  switch (turn) {
    case 0:
      return [{ ...plan, manner: 'oral', to_complete: true }];
    case 1:
    case 6:
      return [{ ...plan, manner: 'written', tardy: true }];
    case 2:
      return [{ ...plan, manner: 'written', wants_confirmation: true, type: 'wages' }];
    case 3:
      return [{ ...plan, manner: 'written' }];
    case 4:
      return [{ ...plan, manner: 'written', reported_first: true }];
    case 5:
      return [{ ...plan, manner: 'written', to_complete: true }];
    case 7:
      return [{ ...plan, manner: 'written', violence: chance.in(0.3), source: 'police' }];
    case 8:
      return [{ ...plan, manner: 'written', tardy: true }];
    case 9:
      return [{ ...plan, manner: 'oral', reported_first: true, to_complete: true }];
    case 10:
      return [{ ...plan, manner: 'written', reported_first: true }];
    default:
      return [plan];
  }
}

/** The village's first mediator is the one who may be entered as. */
function demoMediator(
  village: CommitteePlan,
): Pick<DisputePlan['mediator'], 'id' | 'name' | 'account_id'> {
  const { id, name } = demoStaff('mediator');
  return { id: idOf(`mediator/now/${village.unit_code}/0`), name, account_id: id };
}

function besides(life: DisputeLife): Step[] {
  const { plan, settled } = life;
  const chance = new Chance(`besides/${plan.id}`);
  const linked = chance.in(0.5) ? linkageSteps(life) : [];
  const zhenluo = plan.committee.office === zhenluoCode;
  const shapotou = plan.committee.unit_code.startsWith('640502');
  const often = zhenluo ? 0.75 : shapotou ? 0.2 : 0.05;
  if (!settled || plan.committee.office === null || !chance.in(often)) return linked;
  const done = dayOfStep(life.steps.at(-1)!);
  const claimed = workdayAfter(done, chance.between(3, 12));
  const office = workdayAfter(claimed, chance.between(5, 17));
  const county = workdayAfter(office, chance.between(5, 18));
  const approved = workdayAfter(county, chance.between(8, 12));
  const paid = workdayAfter(approved, chance.between(4, 12));
  const days = {
    claimed,
    office,
    county,
    approved,
    paid,
  };
  const claims = plan.signs_in ?? clerkOf(plan.committee, 'now');
  return [...linked, ...subsidySteps(life, days, claims, directorOf(plan.committee, 'now'))];
}

function sweepsOf(month: Day, opens: Day): Step[] {
  const quarter = ['03', '06', '09', '12'].includes(month.slice(5, 7));
  const townships = officeTownships.filter((t) => quarter && t.code !== zhenluoCode);
  return [
    ...townships.flatMap((t) => sweepSteps({ township: t.code, month }, [])),
    ...zhenluoSweep(month, opens),
  ];
}

/** Opened in the last week, reported after it, looked at by the director. */
function zhenluoSweep(month: Day, opens: Day): Step[] {
  if (month < addMonths(opens, 1)) return [];
  const key = `${zhenluoCode}/${month}/living`;
  const chance = new Chance(`sweep/${key}`);
  const common = { unit_code: zhenluoCode, type: 'sweep', id: idOf(`sweep/${key}`) };
  const clerk = staffAt('now', 'clerk', zhenluoCode);
  const last = lastOfMonth(month);
  const nil = chance.in(0.25);
  const type = pickMatter(
    chance,
    { kind: 'village', unit_code: zhenluoCode, township: '镇罗镇' },
    month,
  );
  const findings = nil
    ? []
    : [{ summary: tell(chance, type, last).about, risk: 'low', disposition: 'on_the_spot' }];
  const reported_on = workdayAfter(last, chance.between(1, 4));
  return [
    step(workdayFrom(addDays(last, -9)), 'open', {
      ...common, by: clerk, deeds: [deed('open', { kind: 'regular', period_from: month, period_to: last })],
    }),
    step(reported_on, 'report', {
      ...common, by: clerk,
      deeds: [
        deed('change', { households: chance.between(40, 120) }),
        deed('report', { nil, findings, reported_by_name: clerk.name, reported_on }),
      ],
    }),
    step(workdayAfter(reported_on, chance.between(4, 11)), 'close', {
      ...common, by: staffAt('now', 'director', zhenluoCode),
      deeds: [deed('close', { analysis: '总体平稳，春灌和流转到期地块继续关注。', closed_on: workdayAfter(reported_on, 3) })],
    }),
  ]; // prettier-ignore
}

const questions = [
  '询问法律援助申请条件',
  '询问土地流转合同写法',
  '反映邻居排水',
  '询问离婚登记手续',
  '反映工资未结清',
  '询问赡养费如何计算',
  '反映巷道堵塞',
];

/** People at the counter and on the telephone; some are answered only days later. */
function contactsOf(day: Day): Step[] {
  if (!isWorkday(day, statutoryCalendar)) return [];
  const chance = new Chance(`contacts/${day}`);
  const places = [
    ...(chance.in(0.55) ? [zhenluoCode] : []),
    ...(chance.in(0.3) ? [chance.pick(officeTownships).code] : []),
  ];
  // An office that is drawn twice still has one such caller a day: its id is made of both.
  return [...new Set(places)].flatMap((unit_code) => {
    const who = inventPerson(chance, { unit_code, around: day });
    const matter = chance.weighted([
      ['question', 5],
      ['dispute', 3],
      ['legal_aid', 2],
      ['other', 1],
    ]);
    const id = idOf(`contact/${day}/${unit_code}`);
    const common = { by: staffAt('now', 'clerk', unit_code), unit_code, type: 'contact', id };
    const asked = {
      who: who.name, how: chance.weighted([['visit', 6], ['telephone', 5], ['online', 1]]), came_on: day, matter,
      dispute_type: matter === 'dispute' ? 'neighbour' : null, about: chance.pick(questions), telephone: who.telephone,
      address: placeAt(unit_code).name,
    }; // prettier-ignore
    const answer = '已当面解释有关规定，告知所需材料。';
    if (chance.in(0.6))
      return [step(day, 'write', { ...common, deeds: [deed('write_down', { ...asked, answer })] })];
    const answered_on = workdayAfter(day, chance.between(1, 7));
    return [
      step(day, 'write', { ...common, deeds: [deed('write_down', asked)] }),
      step(answered_on, 'answer', { ...common, deeds: [deed('answer', { answer, answered_on })] }),
    ];
  });
}
