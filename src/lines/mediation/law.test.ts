/** No paper and no refusal names a law before its day. */
import { expect, it } from 'vitest';
import { blankRecord } from '#engine/apply.ts';
import { rowOf } from '#testing/row-of.ts';
import { committee } from './committee.ts';
import { dispute } from './dispute.ts';
import type { Dispute } from './dispute-fields.ts';
import { checkDispute } from './dispute-rules.ts';
import { cited, groundOn, ruleOn } from './law.ts';
import { mediator } from './mediator.ts';

const base = { id: 'x', unit_id: 1, path: '1.', created_by: 'x' };
const lawOf2010 = /人民调解法|People's Mediation Law|Mediation Act/;

const refusals = (on: string): string[] => {
  const r = {
    ...blankRecord(dispute, base),
    state: 'agreed',
    found_on: on,
    accepted_on: on,
    agreed_on: on,
    concluded_on: on,
    committee_id: 'c',
    source: 'application',
    result: 'written',
    consent: 'refused',
    violence_risk: true,
  } as unknown as Dispute;
  const body = rowOf(committee, {
    kind: 'village',
    set_up_on: on,
    changed_on: on,
    mixed_area: true,
  });
  const person = rowOf(mediator, {
    born_on: on,
    from_day: on,
  });
  const issues = [
    ...checkDispute(r),
    ...committee.check!(body as never),
    ...mediator.check!(person as never),
  ];
  return issues.map((issue) => JSON.stringify(issue));
};

it('names the law in force on the day of the case', () => {
  const before = refusals('2009-05-04');
  expect(before.filter((words) => lawOf2010.test(words))).toEqual([]);
  expect(before.filter((words) => /"rule":"R(08|10|11)"/.test(words))).toEqual([]);
  const named = before.filter((words) => /组织条例》|若干规定》/.test(words));
  expect(named.length).toBe(7);
  const after = refusals('2011-01-01');
  expect(after.filter((words) => lawOf2010.test(words)).length).toBe(named.length);
  expect(after.filter((words) => words.includes('组织条例'))).toEqual([]);
});

it('cites in both languages, and nothing where nothing was in force', () => {
  expect(cited('of_free_will', '2009-05-04')).toEqual({
    en: " (Regulations on the Organisation of People's Mediation Committees, article 6)",
    zh: '（《人民调解委员会组织条例》第六条）',
  });
  expect(cited('of_free_will', '1985-05-04')).toEqual({ en: '', zh: '' });
  expect(groundOn('binding', '2009-05-04')?.article).toBe('1');
  expect(groundOn('danger', null)?.article).toBe('25');
  expect(ruleOn('R10', '2010-12-31')).toEqual({});
  expect(ruleOn('R10', '2011-01-01')).toEqual({ rule: 'R10' });
});
