import { describe, expect, it } from 'vitest';
import { rowOf } from '#testing/row-of.ts';
import { committee } from './committee.ts';
import { mediator } from './mediator.ts';
import { counts, ids, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';

const linked = {
  [ids.committee]: rowOf(committee, { id: ids.committee, name: '镇罗村人民调解委员会' }),
};
const appoint: Step = {
  action: 'appoint',
  fields: {
    name: '李秀英',
    sex: 'female',
    ethnic_group: '回族',
    party_member: true,
    employment: 'part_time',
    basis: 'appointed',
    committee_id: ids.committee,
    from_day: '2009-01-05',
    born_on: '1970-03-01',
    trainings: [{ held_on: '2009-04-02', subject: '调解技巧', hours: 8 }],
  },
};

describe('a mediator', () => {
  it('counts as one in office with what the return asks, and each training as an attendance', () => {
    expect(counts(mediator, play(mediator, [appoint], linked))).toEqual([
      'mediators 2009-01-05 1 employment=part_time basis=appointed',
      'mediators_among 2009-01-05 1 trait=woman',
      'mediators_among 2009-01-05 1 trait=minority',
      'mediators_among 2009-01-05 1 trait=party_member',
      'training_attendances 2009-04-02 1',
      'training_hours 2009-04-02 8',
    ]);
  });

  it('leaves every stock on the first day out of office', () => {
    const left = play(
      mediator,
      [appoint, { action: 'end', fields: { until_day: '2011-01-05' } }],
      linked,
    );
    expect(counts(mediator, left).filter((line) => line.includes(' -1'))).toHaveLength(4);
    expect(left.state).toBe('ended');
  });

  it('is removed on one of the grounds of the Act, with a reason', () => {
    const remove: Step = {
      action: 'remove',
      fields: { until_day: '2011-01-05', removal_ground: 'leak' },
    };
    expect(refusalOf(() => play(mediator, [appoint, remove], linked)).fields).toEqual(['reason']);
    expect(play(mediator, [appoint, { ...remove, reason: '查证属实' }], linked).state).toBe(
      'removed',
    );
  });

  it('is an adult', () => {
    const young = { ...appoint, fields: { ...appoint.fields, born_on: '1992-01-01' } };
    expect(refusalOf(() => play(mediator, [young], linked)).fields).toEqual(['born_on']);
  });
});
