import { describe, expect, it } from 'vitest';
import { actor, counts, dutiesOf, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';
import { creation } from './creation.ts';

const rows = (scores: Record<string, number | null> = {}, done_on: string | null = null) => [
  {
    code: '1',
    what: '领导干部学法制度健全',
    weight: 60,
    owner: '组织部',
    due_on: '2009-06-30',
    done_on,
    ...scores,
  },
  { code: '2', what: '依法决策', weight: 40, owner: '政府办', due_on: '2009-10-30', ...scores },
];
const county = actor('county');
const colleague = actor('county', '00000000-0000-4000-8000-0000000000ee');
const start: Step = {
  action: 'start',
  today: '2009-01-12',
  actor: county,
  fields: { ...creation.example, started_on: '2009-01-12', indicators: rows() },
};
const self: Step = {
  action: 'self_assess',
  today: '2009-11-20',
  actor: county,
  fields: { self_on: '2009-11-20', indicators: rows({ self_score: 38 }, '2009-06-20') },
};
const assess: Step = {
  action: 'assess',
  today: '2009-12-02',
  actor: colleague,
  fields: {
    assessed_on: '2009-12-02',
    indicators: rows({ self_score: 38, assessed_score: 30 }, '2009-06-20'),
  },
};

describe('a creation project', () => {
  it('keeps self scores and assessed scores apart, over indicators with weights', () => {
    const r = play(creation, [start, self, assess]);
    expect(r).toMatchObject({ weight: 100, self_total: 76, assessed_total: 60, state: 'assessed' });
  });

  it('is not assessed by who self-assessed it, nor beyond the weight, nor with points left out', () => {
    expect(refusalOf(() => play(creation, [start, self, { ...assess, actor: county }])).kind).toBe(
      'not-allowed',
    );
    const too = {
      ...self,
      fields: { self_on: '2009-11-20', indicators: rows({ self_score: 50 }) },
    };
    expect(refusalOf(() => play(creation, [start, too])).fields).toEqual([
      'indicators.1.self_score',
    ]);
    const none = { ...self, fields: { self_on: '2009-11-20', indicators: rows() } };
    expect(refusalOf(() => play(creation, [start, none])).fields).toEqual([
      'indicators.0.self_score',
      'indicators.1.self_score',
    ]);
  });

  it('stands until it ends, and its indicators count on the day they fall due', () => {
    expect(counts(creation, play(creation, [start, self]))).toEqual([
      'creations 2009-01-12 1 kind=county',
      'creation_items_due 2009-06-30 1 done=done',
      'creation_items_due 2009-10-30 1 done=open',
    ]);
    const named = {
      action: 'name',
      today: '2010-02-01',
      actor: county,
      fields: { ended_on: '2010-02-01' },
    };
    expect(counts(creation, play(creation, [start, self, assess, named]))).toContain(
      'creations 2010-02-01 -1 kind=county',
    );
  });

  it('puts each open indicator on Today', () => {
    expect(
      dutiesOf(creation, play(creation, [start])).map(({ key, due_on }) => [key, due_on]),
    ).toEqual([
      ['indicator-1', '2009-06-30'],
      ['indicator-2', '2009-10-30'],
    ]);
  });
});
