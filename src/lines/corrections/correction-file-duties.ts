/** What is due on a file, in words that say nothing to whoever reads them over a shoulder. */
import { asSetBy } from '#engine/calendar.ts';
import type { Calendar } from '#engine/calendar.ts';
import { addMonths, firstOfMonth, lastOfMonth } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Duty } from '#engine/record.ts';
import { isInForce, rule } from '#engine/statute.ts';
import type { TimedRuleId } from '#engine/statute.ts';
import type { Text } from '#engine/text.ts';
import { dutyFrom } from '../common/office-period.ts';
import { ownOffice } from '../common/posts.ts';
import { hoursKinds, toldOfEnd } from './codes.ts';
import { contactsFrom } from './correction-deeds.ts';
import type { CorrectionFile } from './correction-file-fields.ts';
import { contactRule, contacts, rhythm } from './rhythm.ts';
import { agency } from './shared.ts';

type Words = Pick<Duty, 'key' | 'label' | 'action' | 'roles'> & {
  readonly waiting?: boolean;
};

const words = (key: string, en: string, zh: string, action: string, roles = ownOffice): Words => ({
  key,
  label: { en, zh },
  action,
  roles,
});
const director = ['director'] as const;

/** A clock of the law, where its text was in force when it started. */
function byLaw(id: TimedRuleId, from: Day | null, calendar: Calendar, what: Words): Duty[] {
  const one = rule(id);
  if (!from || !isInForce(one, from)) return [];
  return [dutyFrom(one, from, calendar, { ...what, statutory: true })];
}

function byHabit(
  one: (typeof rhythm)[keyof typeof rhythm],
  from: Day | null,
  calendar: Calendar,
  what: Words,
): Duty[] {
  return from ? [dutyFrom(one, from, calendar, { ...what, statutory: false })] : [];
}

export function dutiesOf(r: CorrectionFile, calendar: Calendar): Duty[] {
  if (r.state === 'moved') return [];
  if (r.state === 'released' || r.state === 'terminated') return endNotices(r, calendar);
  return [
    ...papers(r, calendar),
    ...(r.received_on
      ? [...receiving(r, calendar), ...keeping(r, calendar), ...ending(r, calendar)]
      : arrival(r, calendar)),
    ...searching(r, calendar),
  ];
} // prettier-ignore

/** What the deciding organ owes us, and what we owe it. */
function papers(r: CorrectionFile, calendar: Calendar): Duty[] {
  const theirs = (key: string, en: string, zh: string): Words => ({
    ...words(key, en, zh, 'note_papers'),
    waiting: true,
  });
  return [
    ...(r.notified_on || r.papers_on || r.came_on
      ? []
      : byLaw('R27', r.effective_on, calendar, theirs('notice', 'Notice of the deciding organ', '决定机关通知'))),
    ...(r.papers_on
      ? []
      : r.came_on
        ? byLaw('R34.file', r.came_on, calendar, theirs('papers', 'Papers of the former place', '原执行地移交档案'))
        : byLaw('R28', r.effective_on, calendar, theirs('papers', 'Papers of the deciding organ', '决定机关送达法律文书'))),
    ...(r.papers_on && !r.receipt_on
      ? byLaw('R30', r.papers_on, calendar, words('receipt', 'Send the receipt', '送达回执', 'send_receipt', agency))
      : []),
  ];
} // prettier-ignore

function arrival(r: CorrectionFile, calendar: Calendar): Duty[] {
  if (r.lost_on) return [];
  const receive = words('report_in', 'Receive', '接收报到', 'report_in');
  return r.came_on
    ? byLaw('R34.report', r.came_on, calendar, receive)
    : byLaw('R29', r.effective_on, calendar, receive);
}

/** Whoever is out of contact is looked for at once, and again until found (Community Corrections Law 30). */
function searching(r: CorrectionFile, calendar: Calendar): Duty[] {
  if (!r.lost_on) return [];
  const since = r.searches.map((row) => row.on_day!).filter((day) => day >= r.lost_on!);
  const last = since.toSorted().at(-1);
  const search = words('search', 'Search', '查找', 'record_search');
  const about = r.received_on ? 'lost' : 'not_reported';
  const told = r.notices.some((row) => row.about === about && row.on_day! >= r.lost_on!);
  const atOnce = { from_day: r.lost_on, due_on: r.lost_on, statutory: true };
  return [
    ...(last ? byHabit(rhythm.search, last, calendar, search) : [{ ...search, ...atOnce }]),
    ...(told ? [] : [{ ...words('tell', 'Tell the others', '通报有关机关', 'tell'), ...atOnce }]),
  ];
}

function receiving(r: CorrectionFile, calendar: Calendar): Duty[] {
  if (r.state === 'suspended') return [];
  const from = r.received_on;
  return [
    ...(r.announced_on
      ? []
      : byHabit(rhythm.announce, from, calendar, words('announce', 'Announce', '宣告', 'announce'))),
    ...(r.group_members.length > 0
      ? []
      : byHabit(rhythm.group, from, calendar, words('set_group', 'Set up the group', '确定小组', 'set_group'))),
    ...(r.corr_class ? [] : byHabit(rhythm.classify, from, calendar, words('classify', 'Decide the class', '确定类别', 'classify'))),
    ...(r.plans.length > 0
      ? []
      : byHabit(rhythm.plan, from, calendar, words('make_plan', 'Make the plan', '制定方案', 'make_plan'))),
  ];
} // prettier-ignore

const contactWords: Readonly<Record<(typeof contacts)[number], Text>> = {
  report: { en: 'Take the report', zh: '听取报告' },
  visit: { en: 'Visit', zh: '走访' },
  talk: { en: 'Talk', zh: '谈话' },
};

function keeping(r: CorrectionFile, calendar: Calendar): Duty[] {
  if (r.state === 'suspended') return [];
  const until = r.term_until!;
  const inTerm = (duties: readonly Duty[]) => duties.filter((duty) => duty.due_on <= until);
  const lastPlan = r.plans.at(-1)?.made_on ?? null;
  const lastClass = r.gradings.map((row) => row.from_day!).toSorted().at(-1) ?? null;
  return [
    ...inTerm(contacts.flatMap((kind) => contactDuty(r, kind, calendar))),
    ...inTerm(byHabit(rhythm.review, lastPlan, calendar, words('review', 'Look at the plan again', '评估方案', 'make_plan'))),
    ...inTerm(byHabit(rhythm.regrade, lastClass, calendar, words('regrade', 'Look at the class again', '复核类别', 'regrade', director))),
    ...inTerm(hoursDuties(r)),
    ...inTerm(health(r, calendar)),
  ];
} // prettier-ignore

/** The day that stands in the record is the day that counts. */
function contactDuty(
  r: CorrectionFile,
  kind: (typeof contacts)[number],
  calendar: Calendar,
): Duty[] {
  const due_on = r[`next_${kind}_on`];
  if (!due_on) return [];
  const from_day = contactsFrom(r, kind);
  const set = asSetBy(contactRule(kind, r.corr_class), calendar, from_day);
  return [
    {
      ...words(kind, contactWords[kind].en, contactWords[kind].zh, `record_${kind}`),
      from_day,
      due_on,
      rule: set.id,
      rule_version: set.version,
      calendar_version: calendar.version,
      statutory: false,
    },
  ];
}

/** Where the plan sets hours, those of the month that follows the last session, by its last day. */
function hoursDuties(r: CorrectionFile): Duty[] {
  const planned = { education: r.education_hours, service: r.service_hours };
  return (['education', 'service'] as const).flatMap((kind): Duty[] => {
    if (!planned[kind] || !r.class_on) return [];
    const month = firstShortMonth(r, kind, planned[kind]);
    const { label } = hoursKinds.codes.find(({ code }) => code === kind)!;
    return [
      {
        ...words(`hours_${kind}`, label.en, label.zh, 'record_hours'),
        from_day: month,
        due_on: lastOfMonth(month),
        statutory: false,
      },
    ];
  });
}

/** The first full month under a class whose hours are not there yet; a month that has them all owes nothing. */
function firstShortMonth(r: CorrectionFile, kind: string, wanted: number): Day {
  const done = new Map<Day, number>();
  for (const row of r.sessions.filter((one) => one.kind === kind))
    done.set(firstOfMonth(row.held_on!), (done.get(firstOfMonth(row.held_on!)) ?? 0) + row.hours!);
  const first = firstOfMonth(addMonths(r.class_on!, 1));
  const full = [...done].filter(([, hours]) => hours >= wanted).map(([month]) => month);
  const lastFull = full.toSorted().at(-1);
  return lastFull && lastFull >= first ? addMonths(lastFull, 1) : first;
}

/** Illness outside prison: each month a report, each quarter a re-examination. */
function health(r: CorrectionFile, calendar: Calendar): Duty[] {
  if (r.outside_ground !== 'illness') return [];
  const last = (kind: string): Day =>
    r.health_reports.filter((row) => row.kind === kind).map((row) => row.on_day!).toSorted().at(-1) ?? r.received_on!;
  return [
    ...byLaw('R35', last('report'), calendar, words('health', 'Monthly papers', '每月材料', 'record_health')),
    ...byLaw('R35.examination', last('examination'), calendar, words('examination', 'Quarterly papers', '三个月材料', 'record_health')),
  ];
} // prettier-ignore

function ending(r: CorrectionFile, calendar: Calendar): Duty[] {
  const until = r.term_until;
  // The person sums up, the county's agency judges; both before the last thirty days begin.
  const last = r.summary_on
    ? words('appraise', 'Appraise', '书面鉴定', 'appraise', agency)
    : words('appraise', 'Personal summary', '个人总结', 'summarise');
  return [
    ...(r.appraised_on ? [] : byLaw('R43', until, calendar, last)),
    ...byLaw('R44', until, calendar, words('release', 'Release', '办理解除', 'release', director)),
  ];
}

/** The deciding organ, the procuratorate and the police are told of every end (Community Corrections Law 44, 51). */
function endNotices(r: CorrectionFile, calendar: Calendar): Duty[] {
  const told = new Set(r.notices.filter((row) => row.about === 'end').map((row) => row.organ));
  if (toldOfEnd.every((organ) => told.has(organ))) return [];
  return byLaw('R44', r.ended_on, calendar, words('tell_end', 'Tell the others', '通知有关机关', 'tell', director));
} // prettier-ignore
