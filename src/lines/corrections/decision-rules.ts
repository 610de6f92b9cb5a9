/** What a reward or sanction must stand on: a ground of its kind, evidence, a hearing, and how often it happened. */
import { due } from '#engine/calendar.ts';
import { formatDay } from '#engine/day.ts';
import { labelOf } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import type { Beside, Moment } from '#engine/record.ts';
import { rule } from '#engine/statute.ts';
import type { RuleId } from '#engine/statute.ts';
import type { Text } from '#engine/text.ts';
import {
  categoriesOf,
  decidedHere,
  decisionGrounds,
  decisionKinds,
  endsCorrection,
  favours,
  groundsOf,
} from './approval-codes.ts';
import { categories } from './codes.ts';
import { inForce } from './decision-fields.ts';
import type { Decision } from './decision-fields.ts';
import type { Leave } from './leave-fields.ts';

/** The rule of the register that a kind stands on: its law and article go onto the paper and into refusals. */
export const ruleOf: Readonly<Record<string, RuleId>> = {
  commend: 'R46',
  admonish: 'R36',
  warn: 'R37',
  revoke_probation: 'R38',
  revoke_parole: 'R38',
  reduce: 'R41',
};

export function* groundFits(r: Decision): Generator<Issue> {
  const kind = labelOf(decisionKinds, r.kind);
  if (!(groundsOf[r.kind!] ?? []).includes(r.ground!)) {
    const allowed = (groundsOf[r.kind!] ?? []).map((code) => labelOf(decisionGrounds, code));
    const named = ruleOf[r.kind!];
    yield {
      field: 'ground',
      ...(named ? { rule: named } : {}),
      message: {
        en: `This ground is not one for “${kind.en}”. Its grounds are: ${allowed.map((one) => one.en).join('; ')}.`,
        zh: `该情形不适用于“${kind.zh}”。可选情形：${allowed.map((one) => one.zh).join('；')}。`,
      },
    };
  }
  const wanted = categoriesOf[r.kind!];
  if (wanted && r.category && !wanted.includes(r.category)) {
    const [is, should] = [labelOf(categories, r.category), labelOf(categories, wanted[0]!)];
    yield {
      field: 'kind',
      message: {
        en: `“${kind.en}” is for ${should.en.toLowerCase()}; this person is under ${is.en.toLowerCase()}. Choose another kind.`,
        zh: `“${kind.zh}”适用于${should.zh}，该对象为${is.zh}，请另选种类。`,
      },
    };
  }
}

/** Whoever is sanctioned is heard first. */
export function* heardFirst(r: Decision): Generator<Issue> {
  if (favours.has(r.kind!) || (r.heard_on && r.defence)) return;
  yield {
    field: 'heard_on',
    message: {
      en: 'Hear the person first, and write down what they said (“Record the hearing”).',
      zh: '决定前应当听取本人的陈述和申辩，请先登记听取情况。',
    },
  };
}

/** A list of evidence with no page in the file decides nothing by itself, but it is said. */
export function* evidenceThere(_r: Decision, { file }: Moment): Generator<Issue> {
  if ((file?.find(({ name }) => name === 'evidence')?.pages ?? 0) > 0) return;
  yield {
    field: 'evidence',
    warning: true,
    message: {
      en: 'No page of the evidence has been added. See that it lies in the paper file.',
      zh: '尚未添加证据材料扫描件，请确认已存入纸质档案。',
    },
  };
}

/** A commendation takes six months of correction (R46). */
export function* longEnough(r: Decision, { calendar }: Moment): Generator<Issue> {
  if (r.kind !== 'commend' || !r.received_on || !r.decided_on) return;
  const from = due(rule('R46'), r.received_on, calendar).due_on!;
  if (r.decided_on >= from) return;
  yield {
    field: 'decided_on',
    rule: 'R46',
    message: {
      en: `A commendation is possible after six months of correction: from ${formatDay(from, 'en')}.`,
      zh: `接受社区矫正满六个月方可给予表扬，即${formatDay(from, 'zh')}起。`,
    },
  };
}

const needs: Readonly<Record<string, { readonly kind: string; readonly words: Text }>> = {
  warn_twice_admonished: {
    kind: 'admonish',
    words: { en: 'two admonitions', zh: '两次训诫' },
  },
  revoke_twice_warned: { kind: 'warn', words: { en: 'two warnings', zh: '两次警告' } },
};

/** “After two” is counted in the register and not believed. */
export const twiceBefore: Beside<Decision> = {
  locks: ['file_id'],
  reads: [
    (r) => ({
      type: 'correction_decision',
      where: { file_id: [r.file_id!], kind: [needs[r.ground!]?.kind ?? ''], state: inForce },
    }),
  ],
  *check(r, [before]) {
    const needed = needs[r.ground!];
    if (!needed || before!.count >= 2) return;
    yield {
      field: 'ground',
      ...(ruleOf[r.kind!] ? { rule: ruleOf[r.kind!]! } : {}),
      message: {
        en: `This ground needs ${needed.words.en} in force; the register has ${before!.count}. Choose another ground.`,
        zh: `该情形须已受到${needed.words.zh}，台账中现有${before!.count}次，请另选情形。`,
      },
    };
  },
};

/** How many of its kind somebody has with this one: two that are decided at one moment are the first and the second. */
export const countedBefore: Beside<Decision> = {
  locks: ['file_id'],
  reads: [
    (r) => ({
      type: 'correction_decision',
      where: { file_id: [r.file_id!], kind: [r.kind!], state: inForce },
    }),
  ],
  *check() {},
  fills: (r, [before]) => (decidedHere.has(r.kind!) ? { nth: before!.count + 1 } : {}),
};

/** The leave is the same person's, and they came back late from it or are still away. */
export const restsOnLeave: Beside<Decision> = {
  locks: [],
  reads: [
    (r) => ({
      type: 'correction_leave',
      where: { id: r.leave_id ? [r.leave_id] : [] },
      records: 1,
    }),
  ],
  *check(r, [found], { today }) {
    const leave = found!.records[0] as unknown as Leave | undefined;
    if (!r.leave_id || !leave) return;
    const late = (leave.late_days ?? 0) > 0 || (leave.state === 'out' && leave.until_day! < today);
    if (leave.file_id === r.file_id && late) return;
    yield {
      field: 'leave_id',
      message: {
        en: 'This leave is another person’s, or they came back in time. Choose the leave that it rests on.',
        zh: '该次外出不属于本人，或者已按期返回，请选择所涉的逾期外出。',
      },
    };
  },
};

export function* whatIsSent(r: Decision): Generator<Issue> {
  if (decidedHere.has(r.kind!)) return;
  for (const field of ['to_organ', 'procuratorate_told_on'] as const)
    if (!r[field])
      yield {
        field,
        message: {
          en: 'A proposal names the organ it goes to, and is copied to the procuratorate.',
          zh: '提请事项应填写提请机关，并抄送同级人民检察院。',
        },
      };
  if (r.arrest_asked_at && !endsCorrection.has(r.kind!))
    yield {
      field: 'arrest_asked_at',
      message: {
        en: 'Arrest is asked for only together with revoking or taking back.',
        zh: '只有提请撤销缓刑、假释或者收监执行时，才可同时提请逮捕。',
      },
    };
}
