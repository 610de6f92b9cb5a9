/**
 * What is approved and decided about those under correction now: leaves at each of the three levels, one of them late,
 * an admonition that rests on it, a commendation, regular trips, a device for a while, and a move that the other city
 * does not agree to. A handful of people and of writes: it is there to be looked at, and to be counted.
 */
import { addDays, addMonths } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { idOf } from './chance.ts';
import { countyOfPlace } from './corrections.ts';
import type { Subject } from './corrections.ts';
import { cityCode } from './places.ts';
import { correctionId } from './resettlement.ts';
import { staffAt } from './staff.ts';
import type { Staff } from './staff.ts';
import { deed, lastWorkdayBy, step, workdayAfter, workdayFrom } from './steps.ts';
import type { Step } from './steps.ts';

type Deeds = Step['deeds'];

/** One record of a person, and who writes what in it on which day. */
function recordOf(one: Subject, type: string, key: string) {
  const office = one.township.code;
  const people = {
    clerk: staffAt('now', 'clerk', office),
    director: staffAt('now', 'director', office),
    agency: staffAt('now', 'county_corrections', countyOfPlace(one.township)),
    head: staffAt('now', 'county_head', countyOfPlace(one.township)),
    city: staffAt('now', 'bureau', cityCode),
  } satisfies Record<string, Staff>;
  const id = idOf(`${type}/${one.key}/${key}`);
  const write = (by: keyof typeof people, on: Day, name: string, deeds: Deeds): Step =>
    step(on, name, { by: people[by], unit_code: office, type, id, deeds });
  return { id, write, file_id: correctionId(one.key), head_id: people.head.id };
}

type Away = {
  readonly from: Day;
  readonly days: number;
  readonly reason: readonly [kind: string, words: string];
  readonly to: string;
  readonly late?: number;
};

/** Asked for a week before, decided by whom its days say, handed out the day before, and back. */
function leaveOf(one: Subject, key: string, { from, days, reason, to, late = 0 }: Away): Step[] {
  const { write, file_id } = recordOf(one, 'correction_leave', key);
  const until_day = addDays(from, days - 1);
  const applied_on = lastWorkdayBy(addDays(from, -12));
  const verified_on = workdayAfter(applied_on, 1);
  const decided_on = workdayAfter(verified_on, 1);
  const city_on = workdayAfter(decided_on, 1);
  const back = addDays(until_day, late);
  const back_on = workdayFrom(back);
  const opinion = { county_opinion: '事由属实，同意外出。' };
  const decided =
    days <= 7
      ? [write('director', decided_on, 'decide', [deed('approve', { decided_on })])]
      : days <= 30
        ? [write('agency', decided_on, 'decide', [deed('approve_county', { ...opinion, decided_on })])]
        : [
            write('agency', decided_on, 'send-up', [deed('send_up', { ...opinion, county_on: decided_on })]),
            write('city', city_on, 'decide', [
              deed('approve_city', { city_opinion: '同意。', decided_on: city_on, procuratorate_told_on: city_on }),
            ]),
          ];
  return [
    write('clerk', applied_on, 'apply', [
      deed('apply', {
        file_id, applied_on, reason_kind: reason[0], reason: reason[1], destination: to, from_day: from, until_day,
      }),
    ]),
    write('clerk', verified_on, 'verify', [
      deed('verify', {
        verified_on, reason_true: true, verified_material: '电话核实记录、书面证明', office_opinion: '经核实，事由属实。',
      }),
    ]),
    ...decided,
    write('clerk', lastWorkdayBy(addDays(from, -1)), 'hand-out', [
      deed('hand_out', { told_on: lastWorkdayBy(addDays(from, -1)) }),
      ...(days <= 7 ? [deed('file_it', { filed_on: lastWorkdayBy(addDays(from, -1)) })] : []),
    ]),
    write('clerk', back_on, 'back', [
      deed('report_back', { returned_on: back, return_note: '按要求报告行程，交回外出证明。' }),
    ]),
    ...(late > 0
      ? [
          write('director', workdayAfter(back_on, 2), 'late', [
            deed('answer_late', { late_answer: 'sanction', late_note: '无正当理由逾期返回，未事先报告。' }),
          ]),
        ]
      : []),
  ];
} // prettier-ignore

type Deciding = {
  readonly kind: string;
  readonly ground: string;
  readonly facts: string;
  readonly on: Day;
  readonly leave?: string;
};

/** Proposed by the clerk, checked by the director, decided by the county, served. */
function decisionOf(one: Subject, { kind, ground, facts, on, leave }: Deciding): Step[] {
  const { write, file_id } = recordOf(one, 'correction_decision', kind);
  const [proposed_on, checked_on] = [workdayFrom(on), workdayAfter(workdayFrom(on), 2)];
  const decided_on = workdayAfter(checked_on, 2);
  const served_on = workdayAfter(decided_on, 2);
  const heard = deed('hear', { heard_on: checked_on, defence: '承认事实，无其他意见。' });
  return [
    write('clerk', proposed_on, 'propose', [
      deed('propose', {
        file_id, kind, ground, facts, proposed_on,
        evidence: [{ kind: 'talk', what: '谈话笔录一份', made_on: proposed_on }],
        ...(leave ? { leave_id: recordOf(one, 'correction_leave', leave).id } : {}),
      }),
    ]),
    write('director', checked_on, 'check', [
      deed('check_facts', { checked_on, office_opinion: '经查证属实。' }),
      ...(kind === 'commend' ? [] : [heard]),
    ]),
    write('agency', decided_on, 'decide', [deed('decide', { county_opinion: '同意。', decided_on })]),
    write('clerk', served_on, 'serve', [deed('serve', { served_on, served_way: 'announced' })]),
  ];
} // prettier-ignore

function tripsOf(one: Subject, key: string, applied: Day): Step[] {
  const { write, file_id } = recordOf(one, 'correction_activity', key);
  const applied_on = workdayFrom(applied);
  const approved_on = workdayAfter(applied_on, 2);
  const over = workdayFrom(addMonths(approved_on, 6));
  return [
    write('clerk', applied_on, 'apply', [
      deed('apply', {
        file_id,
        applied_on,
        kind: 'work',
        reason: '在中宁县农贸市场经营摊位',
        places: '中宁县',
        how_often: '每周二、周五，当日往返',
        office_opinion: '情况属实。',
      }),
    ]),
    write('agency', approved_on, 'approve', [
      deed('approve', { county_opinion: '同意。', approved_on, told_on: approved_on }),
    ]),
    write('clerk', over, 'end', [deed('end', { ended_on: over }, '有效期届满')]),
  ];
}

function deviceOf(one: Subject, on: Day): Step[] {
  const { write, file_id, head_id } = recordOf(one, 'correction_positioning', 'one');
  const asked_on = workdayFrom(on);
  const approved_on = workdayAfter(asked_on, 1);
  const told_on = workdayAfter(approved_on, 1);
  const ended_on = workdayFrom(addDays(approved_on, 62));
  return [
    write('clerk', asked_on, 'ask', [
      deed('ask', { file_id, cause: 'left', facts: '未经批准离开所居住的县两日。', asked_on }),
    ]),
    write('agency', asked_on, 'lay-before', [
      deed('lay_before', { county_opinion: '符合法定情形，建议使用三个月。', head_id }),
    ]),
    write('head', approved_on, 'approve', [
      deed('approve', { approved_on, term_from: approved_on }),
    ]),
    write('clerk', told_on, 'tell', [deed('tell', { told_on })]),
    write('agency', ended_on, 'end', [deed('end', { ended_on, end_reason: 'cause_over' })]),
  ];
}

function moveOf(one: Subject, on: Day): Step[] {
  const { write, file_id } = recordOf(one, 'correction_move', 'out');
  const applied_on = workdayFrom(on);
  const asked_on = workdayAfter(applied_on, 2);
  const answered_on = workdayAfter(asked_on, 3);
  return [
    write('clerk', applied_on, 'apply', [
      deed('apply', {
        file_id,
        where_to: 'outside',
        to_place: '吴忠市利通区',
        new_address: '利通区某小区出租房',
        reason: '拟到外地务工',
        applied_on,
        wanted_on: addDays(applied_on, 45),
      }),
    ]),
    write('agency', asked_on, 'inquire', [
      deed('inquire', { county_opinion: '拟同意，请予核实。', asked_on }),
    ]),
    write('agency', answered_on, 'answer', [
      deed('refuse', { answer: '拟居住地无固定住所，不同意接收。', answered_on }),
    ]),
  ];
}

/** `held` are those in hand when the register of now opened; all days follow from that one. */
export function correctionApprovals(held: readonly Subject[], opens: Day, until: Day): Step[] {
  const [first, second, , parolee] = held as [Subject, Subject, Subject, Subject];
  const month = (n: number, day = 0) => workdayFrom(addDays(addMonths(opens, n), day));
  const late = { from: month(8), days: 6, to: '兰州市', late: 3 };
  const terms: Step[] = [];
  for (let n = 3; month(n) <= until; n += 5)
    terms.push(
      ...leaveOf(second, `term/${n}`, {
        from: month(n, 12),
        days: 9,
        reason: ['family', '照顾住院的母亲'],
        to: '银川市',
      }),
    );
  return [
    ...leaveOf(first, 'short', { from: month(2), days: 4, reason: ['medical', '到银川复查'], to: '银川市' }),
    ...leaveOf(first, 'late', { ...late, reason: ['work', '到兰州洽谈购销'] }),
    ...decisionOf(first, {
      kind: 'admonish',
      ground: 'admonish_late',
      facts: '外出到期后无正当理由逾期三日返回，未事先报告。',
      on: addDays(late.from, 18),
      leave: 'late',
    }),
    ...leaveOf(parolee, 'long', { from: month(7), days: 34, reason: ['medical', '到西安住院手术'], to: '西安市' }),
    ...decisionOf(parolee, {
      kind: 'commend',
      ground: 'commend_conduct',
      facts: '按时报告，积极参加公益活动，表现突出。',
      on: month(4),
    }),
    ...moveOf(parolee, month(10)),
    ...tripsOf(second, 'first', month(1)),
    ...tripsOf(second, 'second', month(8)),
    ...deviceOf(first, month(5)),
    ...terms,
  ];
} // prettier-ignore
