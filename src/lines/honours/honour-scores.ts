/** Conditions as a tree with points, where the kind of honour has one: scored by the engine of the assessments. */
import { nationalCode } from '#engine/code-book.ts';
import type { Issue } from '#engine/problem.ts';
import type { Beside } from '#engine/record.ts';
import { checkScored, checkScores, checkWhyOtherwise } from '../common/assessment-scores.ts';
import { ownRows } from '../common/copied-rows.ts';
import { labelled } from '../common/score-sheet.ts';
import type { Honour } from './honour-fields.ts';

/** A kind of the office's own goes by the standard of the national one that it stands below, where it has none. */
const kindsOf = (r: Honour) => [r.kind ?? '', nationalCode(r.kind ?? '')];

/** A kind that has a tree in force is scored by it; whoever nominates does not choose. */
export const scoredWhereTree: Beside<Honour> = {
  locks: [],
  reads: [
    (r) => ({
      type: 'honour_standard',
      where: { subject: r.criteria_id ? [] : kindsOf(r), state: ['in_force'] },
    }),
  ],
  *check(r, [found]) {
    if (r.criteria_id || found!.count === 0) return;
    yield {
      field: 'criteria_id',
      message: {
        en: 'This kind of honour is scored by a standard. Choose it, and give every item its points.',
        zh: '该类荣誉已启用评审标准，请选择标准并逐项评分。',
      },
    };
  },
};

/** Sums instead of typed points; and at the inspection, whether enough of them and every must-have is there. */
export function scored(r: Honour): Partial<Honour> {
  if (!r.criteria_id) return { scores: [], items: [], answers: [], vetoed: null };
  const items = ownRows(r.id, r.items);
  const scores = r.scores.map((score) => labelled(items, r.answers, score));
  const sum = (of: 'self_score' | 'inspector_score') =>
    scores.some((one) => one[of] !== null)
      ? scores.reduce((total, one) => total + (one[of] ?? 0), 0)
      : null;
  const musts = new Set(items.filter((one) => one.must).map((one) => one.code));
  return {
    items,
    scores,
    self_score: sum('self_score'),
    inspector_score: sum('inspector_score'),
    vetoed: scores.some((one) => musts.has(one.item_code) && one.inspector_score === 0),
  };
}

export function* checkTreeOfKind(r: Honour): Generator<Issue> {
  if (!r.criteria_id) return;
  if (!kindsOf(r).includes(r.criteria_kind ?? '')) {
    yield {
      field: 'criteria_id',
      message: {
        en: 'This standard is for another kind of honour. Choose that of this kind.',
        zh: '该标准适用于其他荣誉类别，请选择本类荣誉的标准。',
      },
    };
  }
  yield* checkScores(r);
}

export function* checkSelfScored(r: Honour): Generator<Issue> {
  if (r.criteria_id) yield* checkScored(r, 'self_score');
}

export function* checkInspectorScored(r: Honour): Generator<Issue> {
  if (!r.criteria_id) return;
  yield* checkScored(r, 'inspector_score');
  yield* checkWhyOtherwise(r);
}

/** Nothing is put on public notice that does not pass. */
export function* checkEnough(r: Honour): Generator<Issue> {
  if (!r.criteria_id) return;
  if (r.vetoed) {
    yield {
      field: 'scores',
      message: {
        en: 'A must-have got zero. Have it put right and inspected again, or decline.',
        zh: '一票否决项为零分。请整改后重新考察，或不予命名。',
      },
    };
  } else if ((r.inspector_score ?? 0) < (r.pass_mark ?? 0)) {
    yield {
      field: 'scores',
      message: {
        en: `The inspection gave ${r.inspector_score ?? 0} points; ${r.pass_mark} are needed. Inspect again, or decline.`,
        zh: `考察得分${r.inspector_score ?? 0}分，未达到${r.pass_mark}分。请重新考察，或不予命名。`,
      },
    };
  }
}
