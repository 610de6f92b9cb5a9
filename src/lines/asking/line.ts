/** What every post works with, whatever its lines of work: questions about numbers. It counts nothing. */
import type { Line } from '#engine/line.ts';
import { everybodysLine } from '#engine/permission.ts';
import { answeringBodies, answerQuestion, question } from './question.ts';

export const asking: Line = {
  name: everybodysLine,
  label: { en: 'Questions', zh: '疑问' },
  records: [question],
  measures: [],
  indicators: [],
  codes: [answeringBodies],
  periods: [answerQuestion],
};
