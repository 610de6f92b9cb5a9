/** The figures of this line, in the order of the annual summary and of the statutory return. */
import type { Count, Indicator } from '#engine/indicator.ts';
import type { Text } from '#engine/text.ts';
import { countedKinds, mediatedResults, settledResults } from './codes.ts';
import { counters } from './measures.ts';

const kept_by = 'mediation_kept';
const counted = { kind: countedKinds };

type Words = { readonly label: Text; readonly counter: Text; readonly rule: Text };
type Rest = Partial<Pick<Indicator, 'figure_id' | 'money'>>;
type Group = Indicator['group'];

function words(en: string, zh: string, counter: Text, rule_en: string, rule_zh: string): Words {
  return { label: { en, zh }, counter, rule: { en: rule_en, zh: rule_zh } };
}
const flow = (name: string, group: Group, of: Words, count: Count, rest: Rest = {}): Indicator => ({
  name,
  kind: 'flow',
  group,
  ...of,
  count,
  kept_by,
  ...rest,
});
const stock = (
  name: string,
  group: Group,
  of: Words,
  count: Count,
  rest: Rest = {},
): Indicator => ({
  name,
  kind: 'stock',
  group,
  ...of,
  count,
  kept_by,
  ...rest,
});

const { cases, agreements, bodies, people, persons, attendances, times, yuan, percent } = counters;

const work: readonly Indicator[] = [
  flow(
    'mediation_documents',
    'work',
    words(
      'Policy documents issued',
      '制定印发规范性文件',
      counters.documents,
      'Documents on mediation issued in the period, by the day of issue; each number ' +
        'once, repealed ones included.',
      '按印发日期统计期内制定印发的人民调解工作规范性文件，一个文号计一件，其后废止的仍计。',
    ),
    { measure: 'documents_issued' },
    { figure_id: 'F45' },
  ),
  flow(
    'region_on_site_meetings',
    'work',
    words(
      'Region-wide on-site meetings',
      '承办全区现场会',
      counters.meetings,
      'On-site meetings of the Autonomous Region held here in the period, by the first day of the meeting.',
      '按召开日期统计期内在本地召开的自治区级现场会。',
    ),
    { measure: 'meetings_held', where: { kind: ['on_site'], level: ['region'] } },
    { figure_id: 'F24' },
  ),
  flow(
    'disputes_mediated',
    'work',
    words(
      'Disputes mediated',
      '调解矛盾纠纷',
      cases,
      'Disputes that mediation committees accepted in the period, by the day of ' +
        'acceptance and whatever came of them; those not accepted are left out, and a ' +
        'dispute passed between tracks counts once.',
      '按受理日期统计期内人民调解委员会受理的矛盾纠纷，不论结果；不予受理的不计，联动流转的同一纠纷只计一件。',
    ),
    { measure: 'disputes_accepted' },
    { figure_id: 'F27' },
  ),
  stock(
    'disputes_in_hand',
    'work',
    words(
      'Disputes in hand',
      '在办矛盾纠纷',
      cases,
      'Disputes accepted and not yet closed at the end of the period.',
      '期末已受理尚未结案的矛盾纠纷。',
    ),
    { measure: 'disputes_open' },
  ),
  flow(
    'disputes_concluded',
    'work',
    words(
      'Disputes with a result',
      '调解终结纠纷',
      cases,
      'Disputes whose mediation ended in the period, with whatever result, by the day of the result.',
      '按调解终结日期统计期内有调解结果的纠纷，包括达成协议、调解不成、拒绝、撤回、转送和终止。',
    ),
    { measure: 'disputes_concluded' },
  ),
  flow(
    'dispute_people',
    'work',
    words(
      'People in disputes',
      '涉及当事人',
      people,
      'People involved in the disputes accepted in the period; agents are not counted, ' +
        'and somebody in two disputes counts twice.',
      '期内受理纠纷涉及的当事人数，代理人不计，同一人涉及两件纠纷的计两人。',
    ),
    { measure: 'dispute_people' },
  ),
  flow(
    'disputes_difficult',
    'work',
    words(
      'Difficult disputes',
      '疑难复杂纠纷',
      cases,
      'Disputes accepted in the period that are graded difficult or major.',
      '期内受理的难易程度为疑难复杂或重大的纠纷。',
    ),
    { measure: 'disputes_difficult' },
  ),
  flow(
    'disputes_found',
    'work',
    words(
      'Disputes we found ourselves',
      '主动排查受理纠纷',
      cases,
      'Disputes accepted in the period because a committee found them, not because somebody asked.',
      '期内受理的纠纷中由人民调解委员会主动排查发现的。',
    ),
    { measure: 'disputes_by_source', where: { source: ['own_initiative'] } },
  ),
  flow(
    'disputes_from_application',
    'work',
    words(
      'Disputes the parties brought',
      '当事人申请纠纷',
      cases,
      'Disputes accepted in the period because a party asked.',
      '期内受理的纠纷中由当事人申请的。',
    ),
    { measure: 'disputes_by_source', where: { source: ['application'] } },
  ),
  flow(
    'disputes_passed_to_us',
    'work',
    words(
      'Disputes passed to us',
      '有关部门移送委托纠纷',
      cases,
      'Disputes accepted in the period that came from court, procuratorate, police, ' +
        'petition office or another department.',
      '期内受理的纠纷中由法院、检察院、公安、信访和其他部门移送、委托的。',
    ),
    {
      measure: 'disputes_by_source',
      where: {
        source: ['court', 'procuratorate', 'police', 'petition_office', 'department', 'entrusted'],
      },
    },
  ),
  flow(
    'sweeps',
    'work',
    words(
      'Sweeps',
      '开展矛盾纠纷排查',
      times,
      'Sweeps reported, by the last day of the stretch that was swept; those that found ' +
        'nothing are counted too.',
      '按排查截止日期统计已上报的矛盾纠纷排查，零报告也计。',
    ),
    { measure: 'sweeps' },
  ),
  flow(
    'sweep_findings',
    'work',
    words(
      'Found in sweeps',
      '排查发现矛盾纠纷',
      counters.findings,
      'Findings of the sweeps reported, by the last day of the stretch that was swept.',
      '按排查截止日期统计已上报排查中发现的矛盾纠纷。',
    ),
    { measure: 'sweep_findings' },
  ),
  flow(
    'contacts',
    'work',
    words(
      'People who came or called',
      '接待来访来电',
      attendances,
      'Front-desk records by the day somebody came, called or wrote.',
      '按来访（来电、来信）日期统计的接待登记。',
    ),
    { measure: 'contacts' },
  ),
  flow(
    'linkages',
    'work',
    words(
      'Disputes linked between tracks',
      '三调联动流转',
      times,
      "Hand-overs between people's, administrative and judicial mediation, in and out, by" +
        ' the day proposed; the dispute itself counts once under “disputes mediated”.',
      '按提出日期统计人民调解、行政调解、司法调解之间的流转，转入转出均计；纠纷本身只在“调解矛盾纠纷”中计一件。',
    ),
    { measure: 'linkages' },
  ),
  {
    name: 'linkage_reply_rate',
    kind: 'rate',
    of: 'part',
    sum: 'flow',
    group: 'work',
    kept_by,
    ...words(
      'Linkage replies in time',
      '三调联动按期答复率',
      percent,
      'Hand-overs answered by the third working day, of those whose reply fell due in the period.',
      '期内到期应答复的联动流转中，在三个工作日内答复的比例。',
    ),
    numerator: { measure: 'linkages_replied', where: { done: ['done'] } },
    denominator: { measure: 'linkages_replied' },
  },
];

const success: readonly Indicator[] = [
  flow(
    'disputes_settled',
    'results',
    words(
      'Disputes settled',
      '调解成功',
      cases,
      'Disputes with a written or oral agreement, by the day of the agreement.',
      '按协议达成日期统计的达成书面或口头协议的纠纷。',
    ),
    { measure: 'disputes_concluded', where: { result: settledResults } },
  ),
  {
    name: 'success_rate',
    kind: 'rate',
    of: 'part',
    sum: 'flow',
    group: 'results',
    kept_by,
    ...words(
      'Success rate',
      '调解成功率',
      percent,
      'Disputes settled, of those mediated to an end (settled or not) in the period; ' +
        'withdrawn, refused and passed-on disputes and those in hand are left out.',
      '期内调解终结（成功和不成）的纠纷中达成协议的比例；撤回、拒绝、转送和在办的不计。',
    ),
    numerator: { measure: 'disputes_concluded', where: { result: settledResults } },
    denominator: { measure: 'disputes_concluded', where: { result: mediatedResults } },
  },
  flow(
    'agreements_written',
    'results',
    words(
      'Written agreements',
      '书面协议',
      agreements,
      'Written agreements by the day of the agreement.',
      '按达成日期统计的书面调解协议。',
    ),
    { measure: 'disputes_concluded', where: { result: ['written'] } },
  ),
  flow(
    'agreements_oral',
    'results',
    words(
      'Oral agreements',
      '口头协议',
      agreements,
      'Oral agreements by the day of the agreement; they are full results.',
      '按达成日期统计的口头调解协议，与书面协议同为调解成功。',
    ),
    { measure: 'disputes_concluded', where: { result: ['oral'] } },
  ),
  {
    name: 'performance_rate',
    kind: 'rate',
    of: 'part',
    sum: 'flow',
    group: 'results',
    kept_by,
    ...words(
      'Performance rate',
      '协议履行率',
      percent,
      'Agreements fully performed, of those whose day of performance fell in the period; ' +
        'what is to be performed at once falls due on its own day.',
      '期内履行期限届满的协议中已全部履行的比例；即时履行的以达成日期为到期日。',
    ),
    numerator: { measure: 'agreements_due', where: { performance: ['performed'] } },
    denominator: { measure: 'agreements_due' },
  },
  flow(
    'agreements_backed_out',
    'results',
    words(
      'Agreements somebody backed out of',
      '反悔协议',
      agreements,
      'Agreements due in the period out of which somebody backed.',
      '期内履行期限届满而当事人反悔的协议。',
    ),
    { measure: 'agreements_due', where: { performance: ['backed_out'] } },
  ),
  {
    name: 'revisit_rate',
    kind: 'rate',
    of: 'part',
    sum: 'flow',
    group: 'results',
    kept_by,
    ...words(
      'Revisit rate',
      '回访率',
      percent,
      'Revisits done, of those planned for the period.',
      '期内应回访的协议中已回访的比例。',
    ),
    numerator: { measure: 'revisits_due', where: { done: ['done'] } },
    denominator: { measure: 'revisits_due' },
  },
  flow(
    'confirmations_applied',
    'results',
    words(
      'Confirmations applied for',
      '申请司法确认',
      agreements,
      'Agreements for which the parties asked the court together, by the day of the application.',
      '按申请日期统计的当事人共同申请司法确认的协议。',
    ),
    { measure: 'confirmations_applied' },
  ),
  flow(
    'confirmations_granted',
    'results',
    words(
      'Agreements confirmed by the court',
      '司法确认有效',
      agreements,
      'Agreements that the court confirmed, by the day of its decision.',
      '按裁定日期统计的法院裁定有效的协议。',
    ),
    { measure: 'confirmations_decided', where: { result: ['confirmed'] } },
  ),
];

const effectNames: readonly (readonly [string, string, string])[] = [
  ['suicide', 'Suicides prevented', '防止因纠纷引起自杀'],
  ['crime', 'Disputes kept from turning into crimes', '防止纠纷转化为刑事案件'],
  ['group_fight', 'Group fights stopped', '制止群体性械斗'],
  ['group_petition', 'Group petitions stopped', '防止群体性上访'],
];

const prevented: readonly Indicator[] = effectNames.flatMap(([effect, en, zh]) => [
  flow(
    `${effect}_prevented`,
    'results',
    words(
      en,
      zh,
      cases,
      'Disputes of this kind by the day of their result; a dispute counts once for each effect.',
      '按调解终结日期统计，同一纠纷同一情形计一件。',
    ),
    { measure: 'effects', where: { effect: [effect] } },
  ),
  flow(
    `${effect}_prevented_people`,
    'results',
    words(
      `${en}: people`,
      `${zh}涉及人数`,
      people,
      'People in these disputes, by the day of the result.',
      '按调解终结日期统计的涉及人数。',
    ),
    { measure: 'effect_people', where: { effect: [effect] } },
  ),
]);

const bodiesGroup: readonly Indicator[] = [
  stock(
    'committees',
    'bodies',
    words(
      'Township and village committees',
      '乡镇、村调委会',
      bodies,
      'Committees of townships (subdistricts) and villages in existence at the end of the' +
        ' period; all other kinds are left out.',
      '期末在册的乡镇（街道）、村人民调解委员会，其他类别不计。',
    ),
    { measure: 'committees', where: counted },
    { figure_id: 'F25' },
  ),
  stock(
    'committees_standardised',
    'bodies',
    words(
      'Standardised committees',
      '规范化调委会',
      bodies,
      'Township and village committees with a confirmed assessment that is still valid at' +
        ' the end of the period.',
      '期末规范化考评认定在有效期内的乡镇（街道）、村人民调解委员会。',
    ),
    { measure: 'committees_standardised', where: counted },
    { figure_id: 'F26' },
  ),
  {
    name: 'standardised_rate',
    kind: 'rate',
    of: 'part',
    sum: 'stock',
    group: 'bodies',
    kept_by,
    ...words(
      'Standardised committee rate',
      '规范化调委会创建率',
      percent,
      'Standardised committees of all township and village committees at the end of the period.',
      '期末规范化调委会占乡镇（街道）、村调委会总数的比例。',
    ),
    numerator: { measure: 'committees_standardised', where: counted },
    denominator: { measure: 'committees', where: counted },
  },
  stock(
    'committees_all',
    'bodies',
    words(
      'Committees of all kinds',
      '各类调解组织',
      bodies,
      'Mediation committees, rooms and studios of every kind in existence at the end of the period.',
      '期末在册的各类人民调解组织。',
    ),
    { measure: 'committees' },
  ),
  stock(
    'mediators',
    'bodies',
    words(
      'Mediators',
      '人民调解员',
      persons,
      'Mediators in office at the end of the period; somebody who serves in two committees counts twice.',
      '期末在任的人民调解员，在两个调委会任职的计两名。',
    ),
    { measure: 'mediators' },
  ),
  stock(
    'mediators_full_time',
    'bodies',
    words(
      'Full-time mediators',
      '专职人民调解员',
      persons,
      'Full-time mediators in office at the end of the period.',
      '期末在任的专职人民调解员。',
    ),
    { measure: 'mediators', where: { employment: ['full_time'] } },
  ),
  stock(
    'mediators_women',
    'bodies',
    words(
      'Women mediators',
      '女性人民调解员',
      persons,
      'Women among the mediators in office at the end of the period.',
      '期末在任的女性人民调解员。',
    ),
    { measure: 'mediators_among', where: { trait: ['woman'] } },
  ),
  flow(
    'mediators_trained',
    'bodies',
    words(
      'Mediators trained',
      '培训人民调解员',
      attendances,
      'Attendances at training by the day of training: the same mediator twice is two.',
      '按培训日期统计的参训人次，同一人参加两次计两人次。',
    ),
    { measure: 'training_attendances' },
  ),
  flow(
    'assessments_passed',
    'bodies',
    words(
      'Committees that passed assessment',
      '规范化考评达标',
      bodies,
      'Assessments confirmed as passed, by the day of confirmation.',
      '按认定日期统计的规范化考评达标调委会。',
    ),
    { measure: 'assessments_confirmed', where: { result: ['passed'] } },
  ),
];

const moneyGroup: readonly Indicator[] = [
  flow(
    'amount_settled',
    'money',
    words(
      'Amount settled',
      '协议涉及金额',
      yuan,
      'Amounts at stake in disputes settled, by the day of the agreement.',
      '按协议达成日期统计的调解成功纠纷涉及金额。',
    ),
    { measure: 'amount_settled' },
    { money: true },
  ),
  flow(
    'subsidies_paid',
    'money',
    words(
      'Disputes with a subsidy paid',
      '以案定补兑现纠纷',
      cases,
      'Disputes for which a per-case subsidy was paid, by the day of payment; one dispute counts once.',
      '按发放日期统计的已发放以案定补补助的纠纷，一案一补。',
    ),
    { measure: 'subsidies_paid' },
  ),
  flow(
    'subsidy_amount',
    'money',
    words(
      'Subsidies paid',
      '以案定补发放金额',
      yuan,
      'Per-case subsidies by the day of payment, less what was paid back, by the day it came back.',
      '按发放日期统计的以案定补补助，追回的按追回日期冲减。',
    ),
    { measure: 'subsidy_amount' },
    { money: true },
  ),
  {
    name: 'subsidy_mean',
    kind: 'average',
    group: 'money',
    kept_by,
    money: true,
    ...words(
      'Mean subsidy of a dispute',
      '每件平均补助',
      yuan,
      'Subsidies paid in the period over the disputes they were paid for.',
      '期内发放补助金额除以兑现纠纷件数。',
    ),
    sum_of: { measure: 'subsidy_amount' },
    number_of: { measure: 'subsidies_paid' },
  },
  flow(
    'subsidy_budget',
    'money',
    words(
      'Budget for subsidies',
      '以案定补预算',
      yuan,
      'Budgets set for the per-case subsidy, on the first day of their year.',
      '各补助标准核定的年度预算，计在预算年度首日。',
    ),
    { measure: 'subsidy_budget' },
    { money: true },
  ),
  {
    name: 'subsidy_budget_left',
    kind: 'remainder',
    group: 'money',
    kept_by,
    money: true,
    ...words(
      'Left of the budget for subsidies',
      '以案定补预算结余',
      yuan,
      'The budget of the year less what was paid out of it in the period, net of what came back; ' +
        'below zero where more was paid.',
      '年度预算减去期内已发放金额（扣除追回），超支为负。',
    ),
    whole: { measure: 'subsidy_budget' },
    taken: { measure: 'subsidy_amount' },
  },
  flow(
    'subsidies_clawed_back',
    'money',
    words(
      'Subsidies paid back',
      '追回补助金额',
      yuan,
      'Subsidies claimed back, by the day of repayment.',
      '按追回日期统计的已追回补助。',
    ),
    { measure: 'subsidies_clawed_back' },
    { money: true },
  ),
  flow(
    'awards_granted',
    'money',
    words(
      'Awards in lieu',
      '以奖代补奖励',
      counters.awards,
      'Awards by the day they were granted.',
      '按授予日期统计的以奖代补奖励。',
    ),
    { measure: 'awards_granted' },
  ),
  flow(
    'award_amount',
    'money',
    words(
      'Awards paid',
      '以奖代补发放金额',
      yuan,
      'Awards in lieu of subsidy by the day of payment.',
      '按发放日期统计的以奖代补奖励金额。',
    ),
    { measure: 'award_amount' },
    { money: true },
  ),
];

export const indicators: readonly Indicator[] = [
  ...work,
  ...success,
  ...prevented,
  ...bodiesGroup,
  ...moneyGroup,
];
