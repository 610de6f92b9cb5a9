/** What goes beside disputes: sweeps, linkage between the three kinds of mediation, subsidies. */
import { addDays, lastOfMonth } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { Chance, idOf } from './chance.ts';
import { clerkOf, committeeOf, countyOf } from './committees.ts';
import type { DisputeLife } from './dispute-life.ts';
import { inventPerson } from './invented-people.ts';
import { subsidyFen, tariffId } from './bureau-papers.ts';
import { eraOf, staffAt } from './staff.ts';
import type { Staff } from './staff.ts';
import { dayOfStep, deed, step, workdayAfter } from './steps.ts';
import type { Step } from './steps.ts';

const found = [
  '两户因渠道清淤分工有怨气',
  '承包地流转到期未续，有争执苗头',
  '务工人员反映工资未结清',
  '婆媳不和，近日吵闹',
  '宅基地界线有异议',
  '压砂地拉砂碾压农路',
  '彩礼返还意见不一',
  '羊只啃青引起口角',
  '打井工程款拖欠',
  '邻里排水争执',
];

export type SweepPlan = {
  readonly township: string;
  readonly month: Day;
  readonly special?: string;
};

/** `heard` are disputes that the township's committees found themselves in that month. */
export function sweepSteps(plan: SweepPlan, heard: readonly DisputeLife[], close = true): Step[] {
  const key = `${plan.township}/${plan.month}/${plan.special ?? 'regular'}`;
  const chance = new Chance(`sweep/${key}`);
  const period_to = lastOfMonth(plan.month);
  const one = committeeOf(plan.township);
  const recorded = workdayAfter(period_to, chance.between(1, 3));
  const known = heard.filter((life) => dayOfStep(life.steps[0]!) < recorded);
  const nil = known.length === 0 ? chance.in(0.55) : chance.in(0.18);
  const linked = nil ? [] : known.slice(0, chance.between(0, 2));
  const others = nil ? 0 : chance.between(linked.length === 0 ? 1 : 0, 3);
  const findings = [
    ...linked.map(({ plan: { id, type } }) => ({
      summary: `排查发现${sayType(type)}，已受理调解`,
      risk: 'low',
      disposition: 'dispute',
      dispute_id: id,
    })),
    ...Array.from({ length: others }, () => ({
      summary: chance.pick(found),
      risk: chance.weighted([
        ['low', 7],
        ['medium', 3],
      ]),
      disposition: chance.weighted([
        ['on_the_spot', 5],
        ['watch', 4],
        ['passed_on', 1],
      ]),
    })),
  ];
  const era = eraOf(plan.month);
  const who = inventPerson(chance, {
    unit_code: plan.township,
    around: plan.month,
    ages: [28, 55],
  });
  const common = {
    by: clerkOf(one, era),
    unit_code: plan.township,
    type: 'sweep',
    id: idOf(`sweep/${key}`),
  };
  const kind = plan.special ? { kind: 'special', special_name: plan.special } : { kind: 'regular' };
  const report = deed('report', {
    ...kind,
    period_from: plan.month,
    period_to,
    nil,
    findings,
    households: chance.between(18, 160),
    reported_by_name: who.name,
    reported_on: recorded,
  });
  const analysed = nil
    ? '辖区平稳，未发现新的矛盾纠纷。'
    : '以邻里、土地类为主，已逐件落实调处责任人。';
  if (!close) return [step(recorded, 'report', { ...common, deeds: [report] })];
  return [
    step(recorded, 'report', {
      ...common,
      deeds: [report, deed('close', { analysis: analysed, closed_on: recorded })],
    }),
  ];
}

function sayType(type: string): string {
  return type === 'irrigation' ? '水事纠纷' : type === 'land_contract' ? '土地纠纷' : '矛盾纠纷';
}

const organs: Readonly<Record<string, readonly [name: string, track: string]>> = {
  court: ['人民法庭', 'judicial'],
  procuratorate: ['人民检察院', 'judicial'],
  police: ['派出所', 'administrative'],
  petition_office: ['信访局', 'administrative'],
  department: ['乡镇人民政府综治办', 'administrative'],
  entrusted: ['人民法庭', 'judicial'],
};

/**
 * A dispute that came from another organ, with the reply to it and the result returned; or one
 * passed on to it.
 */
export function linkageSteps(life: DisputeLife): Step[] {
  const { plan } = life;
  const era = eraOf(plan.accepted_on);
  const chance = new Chance(`linkage/${plan.id}`);
  const by = clerkOf(plan.committee, era);
  const common = {
    by,
    unit_code: plan.committee.unit_code,
    type: 'linkage',
    id: idOf(`linkage/${plan.id}`),
  };
  const first = dayOfStep(life.steps[0]!);
  if (plan.manner === 'transferred') {
    const proposed_on =
      addDays(life.ended_on, -2) > plan.accepted_on ? addDays(life.ended_on, -2) : plan.accepted_on;
    // Only once the result stands here does the other organ's acceptance stand beside it.
    const recorded = workdayAfter(dayOfStep(life.steps.at(-1)!), 1);
    return [
      step(recorded, 'propose', {
        ...common,
        deeds: [
          deed('propose', {
            direction: 'out',
            kind: 'transfer',
            from_track: 'people',
            to_track: 'judicial',
            organ_name: '人民法庭',
            dispute_id: plan.id,
            about: '调解未果，双方愿意诉讼解决。',
            proposed_on,
          }),
          deed('accept', { replied_on: life.ended_on, dispute_id: plan.id }),
          deed('return_result', { result: 'handled', returned_on: recorded }),
          deed('close'),
        ],
      }),
    ];
  }
  const organ = organs[plan.source];
  if (!organ) return [];
  const [organ_name, from_track] = organ;
  const proposed_on = addDays(plan.accepted_on, -chance.between(0, 2));
  const kind = from_track === 'judicial' ? chance.pick(['delegate', 'entrust']) : 'transfer';
  const joint = chance.in(0.15);
  const accept = [
    deed('propose', {
      direction: 'in',
      kind,
      from_track,
      to_track: 'people',
      organ_name,
      dispute_id: plan.id,
      about: '适宜人民调解，商请调处。',
      proposed_on,
      result_due_on: addDays(proposed_on, 45),
    }),
    deed('accept', { replied_on: plan.accepted_on, dispute_id: plan.id }),
    // The courts' rules of 2022 ask for it.
    ...(from_track === 'judicial' && plan.accepted_on >= '2022-01-01'
      ? [deed('tell_other_side', { other_told_on: plan.accepted_on })]
      : []),
    ...(joint
      ? [
          deed('hold_meeting', {
            meeting_on: plan.accepted_on,
            meeting_minutes: '三方研究，由调委会牵头调解，派出所和法庭配合。',
          }),
        ]
      : []),
  ];
  const recorded = workdayAfter(first, 1);
  const result = life.settled ? 'settled' : 'not_settled';
  const ended = life.steps.find(
    (one) => dayOfStep(one) >= life.ended_on && one.deeds.some((d) => /result|spot/.test(d.action)),
  );
  const returned = workdayAfter(ended ? dayOfStep(ended) : first, 3);
  const returned_on = returned > recorded ? returned : addDays(recorded, 1);
  return [
    step(recorded, 'accept', { ...common, deeds: accept }),
    step(workdayAfter(returned_on, 1), 'return', {
      ...common,
      deeds: [deed('return_result', { result, returned_on }), deed('close')],
    }),
  ];
}

export type SubsidyDays = {
  readonly claimed: Day;
  readonly office: Day;
  readonly county: Day;
  readonly approved: Day;
  readonly paid: Day;
};

/** One claim through both reviews, the public notice and the payment; a few are refused. */
export function subsidySteps(
  life: DisputeLife,
  days: SubsidyDays,
  claims: Staff,
  reviews: Staff,
): Step[] {
  const { plan, settled } = life;
  if (!settled) return [];
  const era = eraOf(days.claimed);
  const chance = new Chance(`subsidy/${plan.id}`);
  const county = countyOf(plan.committee.unit_code);
  const common = {
    unit_code: plan.committee.unit_code,
    type: 'subsidy',
    id: idOf(`subsidy/${plan.id}`),
  };
  const amount_fen = subsidyFen(settled.form, settled.difficulty, era);
  const officer = staffAt(era, 'county_review', county);
  const claim = step(days.claimed, 'claim', {
    ...common,
    by: claims,
    ...(claims.role === 'mediator' ? {} : { on_behalf_of: plan.mediator.name }),
    deeds: [
      deed('claim', {
        dispute_id: plan.id,
        tariff_id: tariffId(county, era),
        grade: settled.difficulty,
        amount_fen,
        claimed_on: days.claimed,
        splits: [
          { mediator_id: plan.mediator.id, account_id: plan.mediator.account_id, amount_fen },
        ],
      }),
    ],
  });
  if (chance.in(0.03)) {
    const rejected_ground = chance.pick([
      '卷宗缺少回访记录',
      '与另一件申报为同一纠纷',
      '不属于人民调解范围',
    ]);
    const reject = deed('reject', { rejected_on: days.office, rejected_ground });
    return [claim, step(days.office, 'reject', { ...common, by: reviews, deeds: [reject] })];
  }
  const suspicious = chance.in(0.04);
  const office = deed('office_review', {
    duplicate_checked: true,
    office_opinion: '卷宗齐全，同意申报。',
    office_reviewed_on: days.office,
    ...(suspicious
      ? { duplicate_signs: ['parties'], duplicate_note: '同一当事人另一事由，不属重复。' }
      : {}),
  });
  const approve = deed('approve', { objection: '无异议', approved_on: days.approved });
  const pay = deed('pay', { paid_on: days.paid, payment_list: `${days.paid.slice(0, 7)}批次` });
  const payment =
    days.approved === days.paid
      ? [step(days.paid, 'pay', { ...common, by: officer, deeds: [approve, pay] })]
      : [
          step(days.approved, 'approve', { ...common, by: officer, deeds: [approve] }),
          step(days.paid, 'pay', { ...common, by: officer, deeds: [pay] }),
        ];
  return [
    claim,
    step(days.office, 'office', { ...common, by: reviews, deeds: [office] }),
    step(days.county, 'county', {
      ...common,
      by: officer,
      deeds: [
        deed('county_review', { county_opinion: '同意', county_reviewed_on: days.county }),
        deed('publicise', {
          notice_from: days.county,
          notice_until: addDays(days.county, 6),
          notice_place: '乡镇政务公开栏',
        }),
      ],
    }),
    ...payment,
  ];
}
