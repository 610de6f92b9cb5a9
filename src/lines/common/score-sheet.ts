/**
 * The sheet on which points are given against a standard: a row for each item, self-check and inspection side by
 * side, and beside both what the register itself says. Assessments and honours keep the same sheet.
 */
import { daysBetween } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { code, day, integer, line, yesNo } from '#engine/field.ts';
import type { CodeList } from '#engine/field.ts';
import { childList } from '#engine/record.ts';
import type { Moment, RowOf } from '#engine/record.ts';
import { criteriaItem } from './criteria-tree.ts';

export function sheetChildren(questions: CodeList) {
  return {
    scores: childList(
      'scores',
      'Scores',
      '评分',
      { en: 'Score', zh: '评分' },
      {
        item_code: line('Item', '编号', { required: true, max: 20 }),
        item: line('What is asked', '考评内容', { max: 200 }),
        points_max: integer('Points', '分值'),
        register_score: integer('By the register', '台账评分', { computed: true }),
        self_score: integer('Self-check', '自评分', { min: 0, max: 1000 }),
        inspector_score: integer('Inspection', '检查评分', { min: 0, max: 1000 }),
        reason: line('Why', '扣分理由', { max: 200 }),
      },
    ),
    /** Copied with the standard: an old sheet keeps the wording it was made by. */
    items: childList(
      'items',
      'Items of the standard',
      '标准项目',
      { en: 'Item', zh: '项目' },
      criteriaItem(questions),
    ),
    /** Kept with its day, because the register goes on and will say something else next year. */
    answers: childList(
      'answers',
      'What the register says',
      '台账核对',
      { en: 'Answer', zh: '核对项' },
      {
        question: code('Question', '核对内容', questions, { required: true }),
        answer: yesNo('Answer', '结果'),
        asked_on: day('Asked on', '核对日期', { required: true }),
      },
    ),
  };
}

export type SheetChildren = ReturnType<typeof sheetChildren>;
export type Score = RowOf<SheetChildren['scores']>;
export type SheetItem = RowOf<SheetChildren['items']>;
export type SheetAnswer = RowOf<SheetChildren['answers']>;

/** A check of long ago, written down late, is not held against what the register says today. */
const freshDays = 31;

/** For an action that scores on `on`: the answers to the questions that were asked, and none where it is too late. */
export function answersOn(on: Day | null, { answers, today }: Moment): { answers: SheetAnswer[] } {
  const late = on !== null && daysBetween(on, today) > freshDays;
  return {
    answers: late ? [] : (answers ?? []).map((one) => ({ ...one, asked_on: today })),
  };
}

/** The wording and the points come from the standard, the register's points from its answers; only scores are typed. */
export function labelled(
  items: readonly SheetItem[],
  answers: readonly SheetAnswer[],
  score: Score,
): Score {
  const found = items.find((item) => item.code === score.item_code);
  const said = found?.question
    ? (answers.find((one) => one.question === found.question)?.answer ?? null)
    : null;
  return {
    ...score,
    item: found?.item ?? null,
    points_max: found?.points ?? null,
    register_score: said === null ? null : said ? (found?.points ?? 0) : 0,
  };
}
