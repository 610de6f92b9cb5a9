/** What the registers know of a committee, so that an item of a standard can be scored by itself. */
import { questionCodes } from '#engine/standard.ts';
import type { Question } from '#engine/standard.ts';
import type { Committee } from './committee.ts';

const membersNow = (r: Committee) => r.members.filter((member) => member.until_day === null);

export const committeeQuestions: readonly Question[] = [
  {
    code: 'seal',
    label: { en: 'Has its seal', zh: '有印章' },
    own: (r) => r['seal'] === true,
  },
  {
    code: 'fixed_place',
    label: { en: 'Has a place of work', zh: '有固定场所' },
    own: (r) => Boolean(r['place']),
  },
  {
    code: 'has_woman',
    label: { en: 'Has a woman among its members', zh: '有妇女委员' },
    own: (r) => membersNow(r as Committee).some((member) => member.sex === 'female'),
  },
  {
    code: 'members_and_term',
    label: {
      en: 'Three to nine members, a woman among them, the term not over',
      zh: '委员三至九人、有妇女委员、任期未届满',
    },
    own: (body, today) => {
      const r = body as Committee;
      const now = membersNow(r);
      return (
        now.length >= 3 &&
        now.length <= 9 &&
        now.some((member) => member.sex === 'female') &&
        r.term_until !== null &&
        r.term_until >= today
      );
    },
  },
  {
    code: 'court_told',
    label: { en: 'The court knows its members', zh: '设立和人员变动已通报法院' },
    own: (r) => r['changed_on'] === null || (r['court_told_on'] ?? '') >= r['changed_on'],
  },
  {
    code: 'ledger_kept',
    label: { en: 'Disputes written down in the last year', zh: '近一年台账有登记' },
    counted: { measure: 'disputes_accepted' },
    at_least: 1,
    months: 12,
  },
  {
    code: 'revisits_in_time',
    label: { en: 'Nine of ten revisits of the last year made', zh: '近一年应回访的九成已回访' },
    counted: { measure: 'revisits_due', where: { done: ['done'] } },
    of: { measure: 'revisits_due' },
    at_least: 90,
    months: 12,
  },
  {
    code: 'agreements_performed',
    label: {
      en: 'Nine of ten agreements of the last year performed',
      zh: '近一年到期协议九成已履行',
    },
    counted: { measure: 'agreements_due', where: { performance: ['performed'] } },
    of: { measure: 'agreements_due' },
    at_least: 90,
    months: 12,
  },
];

export const committeeQuestionCodes = questionCodes('committee_question', committeeQuestions);
