import { describe, expect, it } from 'vitest';
import { blankRecord } from '#engine/apply.ts';
import { dispute } from './dispute.ts';
import type { Dispute } from './dispute-fields.ts';
import { completeness, isThere } from '#engine/paper.ts';
import type { PaperStanding } from '#engine/paper.ts';
import { papersOf, policeReport, requiredPapers } from './papers.ts';

const blank = blankRecord(dispute, {
  id: 'x',
  unit_id: 1,
  path: '1.',
  created_by: 'x',
}) as unknown as Dispute;
const having = (more: Partial<Dispute>) => ({ ...blank, ...more }) as Dispute;
const written = having({ result: 'written', agreement_form: 'written', closed_on: '2012-05-25' });
const oral = having({ result: 'oral', agreement_form: 'oral', closed_on: '2012-05-25' });
const completenessOf = (r: Dispute, standing: PaperStanding[]) =>
  completeness(papersOf(r), standing);
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
    const line = { name: 'oral-register', made: true, pages: 0 };
    // Made and not signed is not there.
    expect(completenessOf(spot, [line]).there).toBe(0);
    expect(completenessOf(spot, [{ ...line, pages: 1 }]).missing).toEqual([]);
    expect(completenessOf({ ...spot, originals: ['oral-register'] }, []).missing).toEqual([]);
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

describe('a paper of a file', () => {
  it('is there with its signed page or its original; made is enough only where nobody signs', () => {
    const made = { made: true, pages: 0 };
    const all = papersOf(written);
    expect(all.filter((paper) => isThere(paper, made)).map((paper) => paper.name)).toEqual([
      'file-contents',
    ]);
    expect(all.every((paper) => isThere(paper, { made: false, pages: 1 }))).toBe(true);
    const originals = requiredPapers(written);
    expect(completenessOf({ ...written, originals }, [])).toMatchObject({ there: 7, required: 7 });
  });

  it('tells the parties the law of their day', () => {
    const form = (day: string) =>
      papersOf(having({ accepted_on: day })).find((paper) => paper.name === 'rights-notice')
        ?.template;
    expect(form('2010-12-31')).toBe('rights-notice-2002');
    expect(form('2011-01-01')).toBe('rights-notice');
    expect(papersOf(blank)[1]?.template).toBe('rights-notice');
  });
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
    expect(zh).toContain('《人民调解法》第二十五条');
    const earlier = policeReport(blank, { ...told, at: '2009-06-01T02:05:00.000Z' });
    expect(earlier.zh).toContain('《人民调解工作若干规定》第三十二条');
    expect(JSON.stringify(earlier)).not.toMatch(/People's Mediation Law|人民调解法/);
  });
});
