/**
 * The items of a standard as fields, and what must hold of them: the same in every standard, and in
 * each assessment's copy.
 */
import { code, integer, line, yesNo } from '#engine/field.ts';
import type { CodeList } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import type { StandardItem } from '#engine/standard.ts';

/** One line of a standard. The same shape stands in the criteria and, copied, in each assessment. */
export function criteriaItem(questions: CodeList) {
  return {
    code: line('Item', '编号', { required: true, max: 20 }),
    parent_code: line('Belongs to', '上级编号', { max: 20 }),
    item: line('What is asked', '考评内容', { required: true, max: 200 }),
    item_en: line('In English', '英文', { max: 200 }),
    points: integer('Points', '分值', {
      required: true,
      min: 0,
      max: 1000,
      unit: { en: 'points', zh: '分' },
    }),
    evidence: line('Evidence', '佐证材料', { max: 200 }),
    must: yesNo('Zero here fails the whole', '一票否决'),
    question: code('Answered by the register', '由台账自动评分', questions),
  };
}

export function* checkTree(items: readonly StandardItem[]): Generator<Issue> {
  const codes = items.map((item) => item.code);
  for (const [i, item] of items.entries()) {
    if (codes.indexOf(item.code) !== i) {
      yield {
        field: `items.${i}.code`,
        message: { en: `Item ${item.code} is there twice.`, zh: `编号“${item.code}”重复。` },
      };
    }
    if (item.parent_code && (!codes.includes(item.parent_code) || item.parent_code === item.code)) {
      yield {
        field: `items.${i}.parent_code`,
        message: {
          en: `There is no item ${item.parent_code} to belong to.`,
          zh: `没有编号为“${item.parent_code}”的上级项目。`,
        },
      };
    }
    const below = items.filter(
      (other) => other.parent_code === item.code && other.code !== item.code,
    );
    const sum = below.reduce((total, other) => total + (other.points ?? 0), 0);
    if (below.length > 0 && sum !== item.points) {
      yield {
        field: `items.${i}.points`,
        message: {
          en: `The items below make ${sum} points, not ${item.points}.`,
          zh: `下级项目合计${sum}分，与本项${item.points}分不符。`,
        },
      };
    }
    if (below.length > 0 && item.question) {
      yield {
        field: `items.${i}.question`,
        message: {
          en: 'Only an item without others below it is scored. Move the question there.',
          zh: '只有末级项目评分，请将自动评分项移到下级项目。',
        },
      };
    }
  }
}

/** A row of a standard that the product brings along. */
export function item(
  itemCode: string,
  parent_code: string | null,
  zh: string,
  en: string,
  points: number,
  rest: { evidence?: string; must?: boolean; question?: string } = {},
) {
  const { evidence = null, must = false, question = null } = rest;
  return { code: itemCode, parent_code, item: zh, item_en: en, points, evidence, must, question };
}
