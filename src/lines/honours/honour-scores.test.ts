/** An honour whose kind has a tree of conditions: scored as assessments are, and not put on notice below its mark. */
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '#engine/record.ts';
import { leavesOf } from '#engine/standard.ts';
import { actor, ids, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';
import { honour } from './honour.ts';
import {
  defaultPacesetterStandard,
  defaultVillageStandard,
  honourStandard,
} from './honour-standard.ts';

const standard = (fields: object) => ({
  ...play(honourStandard, [
    { action: 'issue', actor: actor('bureau'), fields: { ...fields, valid_from: '2009-01-01' } },
  ]),
  id: ids.criteria,
});
const village = { [ids.criteria]: standard(defaultVillageStandard) as AnyRecord };
const leaves = leavesOf(defaultVillageStandard.items);
const scores = (self: number, inspector: number | null, code?: string) =>
  leaves.map((item) => ({
    item_code: item.code,
    self_score: self,
    inspector_score: item.code === code ? 0 : inspector,
    reason: '实地察看',
  }));
const nominate: Step = {
  action: 'nominate',
  today: '2009-03-05',
  actor: actor('clerk'),
  fields: { ...honour.example, criteria_id: ids.criteria, scores: scores(19, null) },
};
const inspect = (points: number): Step => ({
  action: 'inspect',
  today: '2009-03-16',
  actor: actor('county'),
  fields: { inspected_on: '2009-03-16', opinion: '察看', scores: scores(19, points) },
});
const publicise: Step = {
  action: 'publicise',
  today: '2009-03-26',
  actor: actor('county'),
  fields: { notice_from: '2009-03-26' },
};
const run = (...steps: Step[]) => play(honour, steps, village);

describe('conditions as a tree', () => {
  it('are added up, self-check and inspection apart', () => {
    expect(run(nominate, inspect(18))).toMatchObject({
      criteria_version: '2023',
      pass_mark: 85,
      self_score: 95,
      inspector_score: 90,
      vetoed: false,
    });
    expect(run(nominate, inspect(18), publicise).state).toBe('publicised');
  });

  it('are scored to the last one, and at most with what an item is worth', () => {
    const some = { ...nominate, fields: { ...nominate.fields, scores: scores(19, null).slice(1) } };
    expect(refusalOf(() => run(some)).fields).toEqual(['scores']);
    const more = { ...nominate, fields: { ...nominate.fields, scores: scores(21, null) } };
    expect(refusalOf(() => run(more)).fields).toContain('scores.0.self_score');
  });

  it('below the mark are not put on public notice', () => {
    expect(refusalOf(() => run(nominate, inspect(16), publicise)).fields).toEqual(['scores']);
  });

  it('are those of this kind of honour', () => {
    const other = { [ids.criteria]: standard(defaultPacesetterStandard) as AnyRecord };
    const items = leavesOf(defaultPacesetterStandard.items).map(({ code }) => ({
      item_code: code,
      self_score: 5,
    }));
    const steps = [{ ...nominate, fields: { ...nominate.fields, scores: items } }];
    expect(refusalOf(() => play(honour, steps, other)).fields).toEqual(['criteria_id']);
  });

  it('take points away from nobody who has no tree: the sums are typed there', () => {
    const fields = { ...honour.example, self_score: 88 };
    expect(play(honour, [{ ...nominate, fields }])).toMatchObject({ self_score: 88, scores: [] });
  });
});
