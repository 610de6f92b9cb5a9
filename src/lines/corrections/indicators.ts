/** The figures of this line. */
import type { Count, Indicator } from '#engine/indicator.ts';
import type { Text } from '#engine/text.ts';
import { categories, released } from './codes.ts';
import { counters } from './measures.ts';

const kept_by = 'corrections_kept';
const { persons, times, hours, percent, bodies, cases, surveys } = counters;
type Group = Indicator['group'];
type Words = readonly [en: string, zh: string, rule_en: string, rule_zh: string];

function named(name: string, group: Group, counter: Text, words: Words) {
  const [en, zh, rule_en, rule_zh] = words;
  const rule = { en: rule_en, zh: rule_zh };
  return { name, group, counter, label: { en, zh }, rule, kept_by };
}

function plain(
  kind: 'flow' | 'stock' | 'distinct',
  name: string,
  group: Group,
  counter: Text,
  words: Words,
  count: Count,
): Indicator {
  return { ...named(name, group, counter, words), kind, count };
}

function rate(name: string, words: Words, numerator: Count, denominator: Count): Indicator {
  return {
    ...named(name, 'results', percent, words),
    kind: 'rate',
    of: 'part',
    sum: 'flow',
    numerator,
    denominator,
  };
}

const register: Count = { measure: 'corrections' };
const arrivals: Count = { measure: 'correction_arrivals' };
const ends = (list: readonly string[]): Count => ({
  measure: 'corrections_ended',
  where: { end: list },
});

export const indicators: readonly Indicator[] = [
  plain('stock', 'corrections_open', 'bodies', bodies,
    ['Offices at work on corrections', '开展社区矫正的司法所', 'Offices with somebody under correction, or declared ready for them, at the end of the period.', '期末有在册社区矫正对象或者已具备工作条件的司法所。'],
    { measure: 'corrections_ready' }),
  plain('distinct', 'correction_offices', 'bodies', bodies,
    ['Offices that worked with somebody', '有工作记录的司法所', 'Offices that received somebody, or took a report, visited or talked, within the period: they had at least one open file in it.', '期内有接收或者报告、走访、谈话记录的司法所，即期内至少有一份在矫档案。'],
    { measure: 'correction_offices' }),
  plain('stock', 'corrections_on_register', 'work', persons,
    ['Under correction', '在册社区矫正对象', 'People under correction at the end of the period: from the day they reported in to the day of release or termination. A change of the place of execution inside the city is no end.', '期末在册人数：自报到接收之日起至解除或者终止之日；本市范围内变更执行地的不减。'],
    register),
  ...categories.codes.map(({ code, label }) =>
    plain('stock', `corrections_${code}`, 'work', persons,
      [`Under correction: ${label.en.toLowerCase()}`, `在册：${label.zh}`, 'Of those under correction at the end of the period, those of this category.', '期末在册人员中属于该类别的。'],
      { measure: 'corrections', where: { category: [code] } })),
  plain('stock', 'corrections_strict', 'work', persons,
    ['Strict class', '严格管理', 'People under correction who stand in the strict class at the end of the period.', '期末在册人员中的严格管理对象。'],
    { measure: 'corrections', where: { class: ['strict'] } }),
  plain('flow', 'corrections_received', 'work', persons,
    ['Received', '接收社区矫正对象', 'People who reported in within the period, by that day; who came from another office of the city is no new one.', '按报到接收日期统计，本市内变更执行地转入的不计。'],
    { measure: 'corrections_received' }),
  rate('reported_in_time_rate',
    ['Reported in on time', '按期报到率', 'Of those whose last day for reporting in fell in the period (ten days, Community Corrections Law 21), those who came by it.', '期内报到期限（十日，社区矫正法第二十一条）届满的人员中按期报到的比例。'],
    { measure: 'correction_arrivals', where: { done: ['done'] } }, arrivals),
  plain('stock', 'corrections_not_reported', 'work', persons,
    ['Have not reported in', '逾期未报到', 'People whose last day for reporting in has passed by the end of the period and who have not come.', '期末报到期限已过仍未报到的人员。'],
    { measure: 'corrections_not_reported' }),
  plain('stock', 'corrections_lost', 'work', persons,
    ['Out of contact', '失去联系（脱管）', 'People under correction who are out of contact at the end of the period.', '期末在册人员中失去联系的。'],
    { measure: 'corrections_lost' }),
  plain('flow', 'corrections_released', 'work', persons,
    ['Released', '解除社区矫正', 'People released in the period because the term was full or a pardon granted.', '期内因期满或者赦免解除社区矫正的人数。'],
    ends(released)),
  plain('flow', 'corrections_terminated', 'work', persons,
    ['Terminated', '终止社区矫正', 'Corrections that ended in the period otherwise: revoked, taken back into prison, died, other.', '期内因撤销缓刑或假释、收监执行、死亡等终止的人数。'],
    ends(['probation_revoked', 'parole_revoked', 'recommitted', 'died', 'other'])),
  plain('flow', 'corrections_recommitted', 'results', persons,
    ['Revoked or taken back', '撤销和收监', 'Suspensions and paroles revoked and people taken back into prison in the period.', '期内撤销缓刑、撤销假释和收监执行的人数。'],
    ends(['probation_revoked', 'parole_revoked', 'recommitted'])),
  plain('flow', 'corrections_reoffended', 'results', persons,
    ['Convicted of a new crime', '矫正期间再犯罪', 'People under correction convicted of a new crime, by the day of the judgment.', '按判决日期统计矫正期间再犯罪的人数。'],
    { measure: 'corrections_reoffended' }),
  rate('handed_on_rate',
    ['Handed to resettlement', '解除衔接率', 'Of those released in the period, those for whom a resettlement file was opened.', '期内解除社区矫正的人员中已衔接建立安置帮教档案的比例。'],
    { measure: 'corrections_handed_on', where: { done: ['done'] } }, { measure: 'corrections_handed_on' }),
  plain('flow', 'correction_contacts', 'work', times,
    ['Reports, visits and talks', '报告、走访、谈话', 'Reports taken, visits and talks, by their day.', '按日期统计的日常报告、实地走访和个别谈话。'],
    { measure: 'correction_contacts' }),
  rate('contacts_in_time_rate',
    ['Contacts in time', '监管措施按期率', 'Reports, visits and talks made by the day they were due, of those that fell due in the period.', '期内到期的报告、走访、谈话中按期完成的比例。'],
    { measure: 'contacts_due', where: { done: ['done'] } }, { measure: 'contacts_due' }),
  plain('flow', 'correction_education_hours', 'work', hours,
    ['Hours of education', '教育学习时数', 'Hours of education, one hour of one person each. No law sets a number.', '按人计算的教育学习时数。现行法律未规定固定时数。'],
    { measure: 'correction_hours', where: { kind: ['education'] } }),
  plain('flow', 'correction_service_hours', 'work', hours,
    ['Hours of community service', '公益活动时数', 'Hours of community service, one hour of one person each. No law sets a number.', '按人计算的公益活动时数。现行法律未规定固定时数。'],
    { measure: 'correction_hours', where: { kind: ['service'] } }),
  plain('flow', 'correction_surveys', 'work', surveys,
    ['Surveys of those under correction', '摸底排查', 'Surveys by the day on which they were finished.', '按完成日期统计的摸底排查。'],
    { measure: 'correction_surveys' }),
  plain('flow', 'corrections_found', 'work', persons,
    ['Found by surveys', '摸底排查出', 'People for whom a survey led to a file, by the day of the survey.', '按排查完成日期统计的经排查建立档案的人数。'],
    { measure: 'corrections_found' }),
  plain('flow', 'inquiries_received', 'work', cases,
    ['Investigations entrusted', '受委托调查评估', 'Investigations that courts, prisons and others entrusted, by the day the letter came.', '按收到委托函日期统计。'],
    { measure: 'inquiries_received' }),
  plain('flow', 'inquiries_answered', 'work', cases,
    ['Opinions given', '提交评估意见', 'Opinions on whether correction is suitable, by the day they were given.', '按提交日期统计的调查评估意见。'],
    { measure: 'inquiries_answered' }),
  rate('inquiries_in_time_rate',
    ['Opinions in time', '调查评估按期率', 'Opinions given by the day they were due (ten working days, five in a fast-track case), of those that fell due in the period.', '期内到期的调查评估（十个工作日，速裁案件五个工作日）中按期提交的比例。'],
    { measure: 'inquiries_due', where: { done: ['done'] } }, { measure: 'inquiries_due' }),
  rate('inquiries_followed_rate',
    ['Opinions followed', '意见采纳率', 'Of what was decided in the period after our opinion, how much followed it.', '期内已裁判（决定）的案件中采纳评估意见的比例。'],
    { measure: 'inquiries_decided', where: { outcome: ['followed'] } }, { measure: 'inquiries_decided' }),
]; // prettier-ignore
