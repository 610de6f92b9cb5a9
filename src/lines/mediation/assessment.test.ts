import { describe, expect, it } from 'vitest';
import { blankRecord } from '#engine/apply.ts';
import type { AnyRecord } from '#engine/record.ts';
import { leavesOf } from '#engine/standard.ts';
import { assessment } from './assessment.ts';
import { committee } from './committee.ts';
import { criteria, defaultCriteria } from './criteria.ts';
import { actor, counts, dutiesOf, ids, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';

const standard = {
  ...play(criteria, [
    {
      action: 'issue',
      actor: actor('bureau'),
      fields: { ...defaultCriteria, valid_from: '2009-01-01' },
    },
  ]),
  id: ids.criteria,
} as AnyRecord;
const linked = {
  [ids.criteria]: {
    ...standard,
    items: standard.items.map((item: object, i: number) => ({ ...item, id: `item-${i}` })),
  },
  [ids.committee]: {
    ...blankRecord(committee, { id: ids.committee, unit_id: 7, path: '', created_by: '' }),
    name: '镇罗村人民调解委员会',
    kind: 'village',
  },
};
const leaves = leavesOf(defaultCriteria.items);
const scored = (
  self: number | null,
  inspector: number | null,
  except: Record<string, number> = {},
) =>
  leaves.map(({ code }) => ({
    item_code: code,
    self_score: self,
    inspector_score: except[code] ?? inspector,
  }));

const start: Step = {
  action: 'start',
  actor: actor('mediator'),
  fields: {
    committee_id: ids.committee,
    criteria_id: ids.criteria,
    self_on: '2009-05-04',
    scores: scored(10, null),
  },
};
const inspect = (inspector: number, except?: Record<string, number>): Step => ({
  action: 'inspect',
  actor: actor('director'),
  fields: { inspected_on: '2009-05-20', scores: scored(10, inspector, except) },
});
const confirm: Step = {
  action: 'confirm',
  actor: actor('county'),
  fields: { confirmed_on: '2009-06-01' },
};
const run = (...steps: Step[]) => play(assessment, steps, linked);
const followsOf = (record: AnyRecord, action: string) =>
  assessment.follows!(record as never, action, null);

describe('the default standard', () => {
  it('is six haves and four implementations, a hundred points, and says that it is a reading', () => {
    expect(leaves).toHaveLength(10);
    expect(standard.total).toBe(100);
    expect(defaultCriteria.note).toContain('解读');
  });

  it('is refused when points do not add up, an item is there twice or nobody can pass', () => {
    const refused = (more: object) =>
      refusalOf(() =>
        play(criteria, [
          { action: 'draft', actor: actor('bureau'), fields: { ...defaultCriteria, ...more } },
        ]),
      ).fields;
    const [first, ...rest] = defaultCriteria.items;
    expect(refused({ items: [{ ...first, points: 50 }, ...rest] })).toEqual(['items.0.points']);
    expect(refused({ items: [...defaultCriteria.items, { ...rest[0]!, points: 0 }] })).toContain(
      'items.12.code',
    );
    expect(refused({ pass_mark: 101 })).toEqual(['pass_mark']);
  });

  it('in force is not changed', () => {
    expect(
      refusalOf(() =>
        play(criteria, [{ action: 'change', actor: actor('bureau'), fields: {} }], {}, standard),
      ).kind,
    ).toBe('wrong-state');
  });
});

describe('an assessment', () => {
  it('keeps the standard it was made by, in rows of its own', () => {
    const r = run(start);
    expect(r).toMatchObject({
      criteria_version: '2009',
      pass_mark: 80,
      self_total: 100,
      state: 'self_checked',
    });
    expect(r.items).toHaveLength(12);
    const again = play(
      assessment,
      [{ action: 'change', actor: actor('mediator'), fields: { scores: scored(9, null) } }],
      linked,
      r,
    );
    expect(again.items.map((item: { id: string }) => item.id)).toEqual(
      r.items.map((item: { id: string }) => item.id),
    );
    expect(new Set(r.items.map((item: { id: string }) => item.id)).size).toBe(12);
    expect(r.items[0].id).not.toBe('item-0');
    expect(r.scores[0]).toMatchObject({ item: defaultCriteria.items[1].item, points_max: 10 });
  });

  it('has a place for the photographs of each item that no register answers, under what is asked to see', () => {
    const places = assessment.papers!(run(start) as never);
    const shown = leaves.filter((item) => item.evidence && !item.question);
    expect(places.map(({ name }) => name)).toEqual(shown.map((item) => `item-${item.code}`));
    expect(places.length).toBeGreaterThan(3);
    for (const [i, { label, template, signature }] of places.entries()) {
      expect(label.zh).toContain(shown[i]!.code!);
      expect(label.zh).toContain(shown[i]!.evidence!);
      expect([template, signature]).toEqual([undefined, 'none']);
    }
    // Inspected and confirmed, the places are the same: what was added stays where it was.
    expect(assessment.papers!(run(start, inspect(9), confirm) as never)).toEqual(places);
  });

  it('that passes makes its committee standardised for as long as the standard says', () => {
    const r = run(start, inspect(9), confirm);
    expect(r).toMatchObject({
      state: 'passed',
      result: 'passed',
      inspector_total: 90,
      valid_until: '2012-05-31',
    });
    expect(followsOf(r, 'confirm')).toEqual([
      {
        type: 'committee',
        id: ids.committee,
        action: 'confirm_standard',
        fields: {
          standardised_from: '2009-06-01',
          standardised_until: '2012-05-31',
          standardised_by: ids.record,
        },
      },
    ]);
    expect(counts(assessment, r)).toEqual(['assessments_confirmed 2009-06-01 1 result=passed']);
  });

  it('with too few points, or without a must-have, fails and makes nothing standardised', () => {
    for (const r of [
      run(start, inspect(7), confirm),
      run(start, inspect(10, { '1.2': 0 }), confirm),
    ]) {
      expect(r).toMatchObject({ state: 'failed', result: 'failed', valid_until: null });
      expect(followsOf(r, 'confirm')).toEqual([]);
    }
  });

  it('goes through rectification to a second inspection', () => {
    const ordered = run(start, inspect(7), {
      action: 'order_rectification',
      fields: { rectify_what: '补挂标牌' },
      today: '2009-05-21',
    });
    expect(dutiesOf(assessment, ordered).map((d) => `${d.key} ${d.due_on}`)).toEqual([
      'rectify 2009-06-22',
    ]);
    const rectified = play(
      assessment,
      [
        {
          action: 'rectify',
          actor: actor('mediator'),
          fields: { rectified_on: '2009-05-25', rectified_how: '已挂' },
        },
      ],
      linked,
      ordered,
    );
    const passed = play(
      assessment,
      [{ ...inspect(9), fields: { inspected_on: '2009-06-01', scores: scored(10, 9) } }, confirm],
      linked,
      rectified,
    );
    expect(passed.state).toBe('passed');
  });

  it('is not inspected by whoever made the self-check, nor scored above an item or in part', () => {
    expect(refusalOf(() => run({ ...start, actor: actor('director') }, inspect(9))).kind).toBe(
      'not-allowed',
    );
    expect(
      refusalOf(() => run({ ...start, fields: { ...start.fields, scores: scored(11, null) } }))
        .fields[0],
    ).toBe('scores.0.self_score');
    expect(
      refusalOf(() =>
        run({ ...start, fields: { ...start.fields, scores: scored(10, null).slice(1) } }),
      ).fields,
    ).toEqual(['scores']);
  });

  it('withdrawn takes the standard back', () => {
    const r = run(start, inspect(9), confirm, {
      action: 'withdraw',
      actor: actor('county'),
      reason: '误认定',
    });
    expect(followsOf(r, 'withdraw')).toEqual([
      {
        type: 'committee',
        id: ids.committee,
        action: 'drop_standard',
        fields: { standardised_by: ids.record },
      },
    ]);
    expect(counts(assessment, r)).toEqual([]);
  });

  it('by a standard that is not there is refused at its field', () => {
    const nowhere = { ...linked, [ids.criteria]: undefined } as never;
    expect(refusalOf(() => play(assessment, [start], nowhere)).fields).toEqual(['criteria_id']);
  });
});
