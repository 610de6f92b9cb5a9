import { describe, expect, it } from 'vitest';
import { blankRecord } from '#engine/apply.ts';
import { dispute } from './dispute.ts';
import type { Dispute } from './dispute-fields.ts';
import { completenessOf, papersOf, policeReport } from './papers.ts';

const blank = blankRecord(dispute, {
  id: 'x',
  unit_id: 1,
  path: '1.',
  created_by: 'x',
}) as unknown as Dispute;
const having = (more: Partial<Dispute>) => ({ ...blank, ...more }) as Dispute;
const written = having({ result: 'written', agreement_form: 'written', closed_on: '2012-05-25' });
const oral = having({ result: 'oral', agreement_form: 'oral', closed_on: '2012-05-25' });
const needOf = (r: Dispute, name: string) =>
  papersOf(r).find((paper) => paper.name === name)?.required;

describe('the papers of a file', () => {
  it('are thirteen, in the standard order', () => {
    for (const r of [blank, written, oral])
      expect(papersOf(r).map((paper) => paper.order)).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
      ]);
    expect(papersOf(written).map((paper) => paper.name)).toEqual([
      'acceptance-register',
      'rights-notice',
      'identity',
      'power-of-attorney',
      'investigation',
      'evidence',
      'mediation-record',
      'agreement',
      'receipts',
      'revisit-record',
      'confirmation',
      'closing-report',
      'file-contents',
    ]);
  });

  it('of an oral agreement have the oral register and never a missing agreement', () => {
    expect(papersOf(oral).map((paper) => paper.name)).not.toContain('agreement');
    expect(needOf(oral, 'oral-register')).toBe('always');
    expect(completenessOf(oral, []).missing.map((paper) => paper.name)).toEqual([
      'acceptance-register',
      'rights-notice',
      'oral-register',
      'closing-report',
      'file-contents',
    ]);
  });

  it('of what was settled on the spot are its line in the oral register alone', () => {
    const spot = having({ ...oral, settled_on_spot: true });
    expect(completenessOf(spot, [])).toMatchObject({ there: 0, required: 1 });
    expect(completenessOf(spot, [{ name: 'oral-register' }]).missing).toEqual([]);
  });

  it('of a failed end have no place for an agreement, a receipt or a confirmation', () => {
    const failed = having({ result: 'failed', closed_on: '2012-05-25' });
    expect([
      needOf(failed, 'agreement'),
      needOf(failed, 'receipts'),
      needOf(failed, 'confirmation'),
    ]).toEqual(['not_here', 'not_here', 'not_here']);
  });

  it(
    'ask for a power of attorney where there is an agent, and for court papers once the ' +
      'court was asked',
    () => {
      const agent = {
        side: 'applicant',
        name: '孙律师',
        role: 'agent',
      } as Dispute['parties'][number];
      expect(needOf(having({ ...written, parties: [agent] }), 'power-of-attorney')).toBe('always');
      expect(
        needOf(having({ ...written, confirmation_applied_on: '2012-05-26' }), 'confirmation'),
      ).toBe('always');
      expect(needOf(written, 'confirmation')).toBe('as_needed');
    },
  );
});

describe('the report to the police', () => {
  it('says where, who, what, when and by whom, in Shanghai time, and makes nothing up', () => {
    const party = { side: 'applicant', name: '张有福' } as Dispute['parties'][number];
    const told = {
      at: '2012-06-01T02:05:00.000Z',
      unit: '镇罗司法所',
      teller: '王建国',
      telephone: '110',
    };
    const { zh } = policeReport(
      having({ dispute_type: 'boundary', parties: [party], place: '三队', people_count: 12 }),
      told,
    );
    expect(zh).toContain('2012年6月1日 10:05');
    expect(zh).toContain('地点：三队。涉及12人。当事人：张有福。');
    expect(zh).toContain('简要情况：尚未登记');
  });
});
