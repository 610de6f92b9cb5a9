/**
 * Every word by which the field names what an office register holds, and what an honour goes through, stands in a
 * form: what the register has to keep is said here once, so that none of it is lost by a later change.
 */
import { describe, expect, it } from 'vitest';
import { book } from '../index.ts';
import { askedBy } from '#engine/record.ts';
import { labelOf } from '#engine/field.ts';
import { officeDuties, planAreas } from './codes.ts';

const asked = (type: string, ...actions: string[]) =>
  new Set(actions.flatMap((action) => askedBy(book.record(type), action)));
const rows = (type: string, list: string) => Object.keys(book.record(type).children[list].fields);
const states = (type: string) => Object.keys(book.record(type).states);

describe('an office register', () => {
  const form = asked('office', 'set_up', 'change');

  it.each([
    ['premises', ['room', 'area_m2', 'ownership', 'since_day', 'until_day']],
    ['equipment', ['kind', 'pieces', 'bought_on', 'mark']],
    ['funding', ['received_on', 'source', 'amount_fen', 'purpose']],
    ['staff', ['name', 'post', 'establishment', 'education', 'from_day', 'until_day']],
    ['trainings', ['on_day', 'topic', 'people', 'hours']],
    ['extensions', ['village', 'contact', 'rhythm', 'from_day', 'until_day']],
  ])('asks for %s', (list, fields) => {
    expect(form).toContain(list);
    expect(rows('office', list)).toEqual(expect.arrayContaining(fields));
  });

  it('keeps vehicles among the equipment, and each duty by name', () => {
    const { list } = book.record('office').children['equipment'].fields['kind'];
    expect(['car', 'motorcycle'].map((code) => labelOf(list, code).zh)).toEqual(['汽车', '摩托车']);
    expect(form).toContain('duties');
    expect(officeDuties.codes.length).toBeGreaterThanOrEqual(8);
  });

  it('has a yearly plan for staff, training and premises', () => {
    expect(asked('office_plan', 'draft')).toContain('items');
    expect(planAreas.codes.map((one) => one.code)).toEqual(
      expect.arrayContaining(['staff', 'training', 'premises']),
    );
  });

  it('is standardised, consolidated and lapsed, and closed where offices are put together', () => {
    const { actions } = book.record('office');
    for (const deed of ['confirm_standard', 'drop_standard', 'lapse', 'close', 'restore'])
      expect(actions).toHaveProperty(deed);
    expect(book.findIndicator('office_consolidation_rate')).toMatchObject({
      figure_id: 'F28',
      numerator: { measure: 'offices_standardised' },
      denominator: { measure: 'offices_once_standardised' },
    });
    expect(book.findIndicator('pacesetter_rate')).toMatchObject({
      kind: 'rate',
      denominator: { measure: 'offices' },
    });
  });
});

describe('an honour', () => {
  it('is nominated with papers, checked, inspected, on notice, named, verified, and kept or lost', () => {
    expect(states('honour')).toEqual(
      expect.arrayContaining([
        'nominated',
        'inspected',
        'publicised',
        'recommended',
        'held',
        'revoked',
        'cancelled',
        'lapsed',
      ]),
    );
    expect(asked('honour', 'nominate')).toContain('conditions');
    expect(asked('honour', 'publicise', 'object')).toEqual(
      new Set(['notice_from', 'notice_until', 'notice_place', 'objections']),
    );
    expect(asked('honour', 'name', 'plaque')).toEqual(
      new Set([
        'named_on',
        'named_by',
        'document_no',
        'certificate_no',
        'plaque_on',
        'valid_until',
      ]),
    );
    const { verification } = book.record('honour').fields;
    expect(verification.list.codes.map((one: { code: string }) => one.code)).toEqual([
      'keep',
      'revoke',
      'cancel',
    ]);
    const papers = book.record('honour').papers!({ ...blank, named_on: '2009-04-08' } as never);
    expect(papers.map((paper) => paper.name)).toEqual(
      expect.arrayContaining([
        'nomination',
        'inspection',
        'public-notice',
        'certificate',
        'plaque',
      ]),
    );
  });

  it('is led to by creation projects of a city and a county, with indicators, weights and owners', () => {
    const kinds = book.record('creation').fields['kind'].list.codes;
    expect(kinds.map((one: { code: string }) => one.code)).toEqual([
      'city',
      'county',
      'local',
      'industry',
      'grassroots',
    ]);
    expect(rows('creation', 'indicators')).toEqual(
      expect.arrayContaining(['what', 'weight', 'owner', 'evidence', 'due_on', 'done_on']),
    );
  });
});

describe('praise', () => {
  it('keeps letters, visits and experience taken up by superiors, with the scan', () => {
    const kinds = book.record('praise').fields['kind'].list.codes;
    expect(kinds.map((one: { code: string }) => one.code)).toEqual(
      expect.arrayContaining(['letter', 'visit', 'experience']),
    );
    const papersOf = (kind: string) => book.record('praise').papers!({ kind } as never);
    for (const kind of ['letter', 'experience'])
      expect(papersOf(kind).find((paper) => paper.name === 'scan')!.required).toBe('always');
  });
});

const blank = { notice_from: null, inspected_on: null, recommended_on: null, level: 'county' };
