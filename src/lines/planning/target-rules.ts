/** The rules of targets: who sets one, what a goal may be, what is due, which paper it has. */
import type { Calendar } from '#engine/calendar.ts';
import { labelOf } from '#engine/field.ts';
import type { Actor, Role } from '#engine/permission.ts';
import type { Issue } from '#engine/problem.ts';
import type { Duty, Moment, Paper } from '#engine/record.ts';
import { readGoal } from '#engine/target.ts';
import type { Text } from '#engine/text.ts';
import { dutyFrom } from '../common/office-period.ts';
import { targetKinds } from './codes.ts';
import { rhythm } from './rhythm.ts';
import { isMeasured } from './target-fields.ts';
import type { Target } from './target-fields.ts';

/** Who sets targets for units below; and who answers for one. */
export const setters: readonly Role[] = ['bureau', 'county', 'leader'];
export const owners: readonly Role[] = ['county', 'director', 'bureau'];

/**
 * A target is set by a unit above, or by the unit itself where it is its own (no parent) or shared out among its own
 * sections (the parent is its own).
 */
export function isSetBy(r: Target, { engine, grant }: Actor): boolean {
  if (engine) return true;
  if (r.path !== grant.path) return r.path.startsWith(grant.path);
  return r.parent_unit_id === null || r.parent_unit_id === grant.unit_id;
}

export function* onlyAbove(r: Target, { actor }: Moment): Generator<Issue> {
  if (isSetBy(r, actor)) return;
  yield {
    message: {
      en: 'This target is set by the unit above. Propose another value, or ask the unit that set it.',
      zh: '该目标由上级单位下达。可提出协商意见，或请下达单位办理。',
    },
  };
}

/** The goal and day that stood before: those of the last adjustment, or as issued. */
export function stoodBefore(r: Target): { goal: string | null; due: string | null } {
  const last = r.adjustments.at(-1);
  return last
    ? { goal: last.goal_after, due: last.due_after }
    : { goal: r.issued_goal, due: r.issued_due };
}

/** Title of coded fields first, so that an outsider can read it. */
export function titleOf(r: Target): Text {
  const number = r.number ? `${r.number} ` : '';
  const kind = labelOf(targetKinds, r.kind).en.toLowerCase();
  return {
    en: `${number}${r.name_en ?? `Target (${kind})`} ${r.year ?? ''}`.trim(),
    zh: `${r.year ?? ''}年 ${number}${r.name ?? ''}`.trim(),
  };
}

const noNumber: Text = {
  en: 'Type a number, such as 60 or 96.4.',
  zh: '请填写数字，如60、96.4。',
};

/** A goal is a number that its kind can have; without one the target is followed and not scored. */
export function* checkGoal(r: Target): Generator<Issue> {
  for (const field of ['goal', 'proposed_goal'] as const) {
    if (r[field] === null) continue;
    const goal = readGoal(r[field]);
    if (goal === null) yield { field, message: noNumber };
    else if (r.goal_in === 'percent' && goal > 100)
      yield {
        field,
        message: {
          en: 'No share is above 100 per cent. Correct the goal, or count it in units.',
          zh: '比率不超过100%。请更正目标值，或改按个数计。',
        },
      };
  }
  for (const field of ['indicator', 'milestones'] as const) {
    const names = field === 'indicator' ? [r.indicator] : r.milestones.map((row) => row.indicator);
    for (const [i, name] of names.entries())
      if (name && !/^[a-z][a-z0-9_]*$/.test(name))
        yield {
          field: field === 'indicator' ? field : `milestones.${i}.indicator`,
          message: {
            en: 'Choose an indicator from the list; its name has small letters and _ only.',
            zh: '请从列表选择指标；指标名只含小写字母和下划线。',
          },
        };
  }
  if (isMeasured(r.kind) && r.goal === null)
    yield {
      field: 'goal',
      warning: true,
      message: {
        en: 'Without a goal it is followed and not scored.',
        zh: '未填目标值，只跟踪、不评分。',
      },
    };
  if (r.kind === 'coverage' && !r.covers)
    yield {
      field: 'covers',
      message: {
        en: 'Say which units it has to cover: counties, townships or villages.',
        zh: '请选择覆盖哪一级单位。',
      },
    };
}

/** What has been done was not done tomorrow. */
export function* milestonesNotInFuture(r: Target, { today }: Moment): Generator<Issue> {
  for (const [i, row] of r.milestones.entries())
    if (row.done_on && row.done_on > today)
      yield {
        field: `milestones.${i}.done_on`,
        message: {
          en: `This day has not come yet (${row.done_on}). Correct it.`,
          zh: `日期尚未到（${row.done_on}），请更正。`,
        },
      };
}

/** Who set it waits for nothing; who has a part of it answers for its milestones and, in the end, for the whole. */
export function dutiesOf(r: Target, calendar: Calendar): Duty[] {
  const roles: Role[] = ['county', 'director'];
  const mine = { roles, statutory: false } as const;
  if (r.state === 'draft' && r.parent_id)
    return [
      dutyFrom(rhythm.answer_target, r.created_at.slice(0, 10) || r.from_day!, calendar, {
        key: 'agree',
        label: { en: 'Answer a proposed target', zh: '答复拟下达的目标' },
        action: 'agree',
        ...mine,
      }),
    ];
  if (r.state === 'self_assessed' && r.self_assessed_on)
    return [
      dutyFrom(rhythm.assess_target, r.self_assessed_on, calendar, {
        key: 'assess',
        label: { en: 'Assess a target', zh: '考核目标任务' },
        action: 'assess',
        roles: ['bureau', 'county'],
        statutory: false,
      }),
    ];
  if (r.state !== 'issued') return [];
  const open = r.milestones.filter((row) => row.due_on && !row.done_on && !row.indicator);
  return [
    ...open.map((row, i) => ({
      key: `milestone/${i}`,
      label: { en: 'Reach a milestone', zh: '完成目标节点' },
      from_day: r.issued_on!,
      due_on: row.due_on!,
      action: 'report_milestones',
      ...mine,
      roles: [...roles, 'bureau' as const],
    })),
    ...(r.parent_id && r.due_on
      ? [
          dutyFrom(rhythm.self_assess, r.due_on, calendar, {
            key: 'self_assess',
            label: { en: 'Give our own view of a target', zh: '目标任务自评' },
            action: 'self_assess',
            ...mine,
          }),
        ]
      : []),
  ];
}

/** The Word templates of its papers; staff may edit them. */
export const targetForms = {
  'responsibility-letter': { en: 'Letter of responsibility', zh: '目标管理责任书' },
} as const satisfies Record<string, Text>;

const notSet = ['draft', 'negotiated', 'withdrawn'];

/** One letter for all targets of a unit that bear its number. */
export function papersOf(r: Target): Paper[] {
  if (notSet.includes(r.state)) return [];
  const name = 'responsibility-letter';
  return [
    {
      name,
      order: 1,
      label: targetForms[name],
      required: 'as_needed',
      signature: 'needed',
      template: name,
      together: { field: 'letter_no', without: notSet },
    },
  ];
}
