/** The office with its standard, its inspections and its plan; played without a database. */
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '#engine/record.ts';
import { leavesOf } from '#engine/standard.ts';
import { actor, counts, dutiesOf, engine, ids, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';
import { inspection } from './inspection.ts';
import { officeAssessment } from './office-assessment.ts';
import { officePlan } from './office-plan.ts';
import { defaultOfficeStandard, officeStandard } from './office-standard.ts';
import { office } from './office.ts';
import { officeQuestions } from './questions.ts';

const setUp: Step = {
  action: 'set_up',
  today: '2009-01-05',
  fields: { ...office.example, set_up_on: '2004-03-01', register_from: '2009-01-01' },
};
const stands = (r: AnyRecord, measure: string, day: string) =>
  office
    .postings(r as never)
    .filter((one) => one.measure === measure && one.day <= day)
    .reduce((sum, one) => sum + one.amount, 0);
const confirmed = (from: string, until: string, by: string): Step => ({
  action: 'confirm_standard',
  actor: engine,
  fields: { standardised_from: from, standardised_until: until, standardised_by: by },
});

describe('an office', () => {
  it('lapses and is consolidated: the denominator is whoever has ever passed', () => {
    const r = play(office, [
      setUp,
      confirmed('2006-09-15', '2008-09-14', 'one'),
      confirmed('2009-05-15', '2012-05-14', 'two'),
    ]);
    const both = (day: string) => [
      stands(r, 'offices_standardised', day),
      stands(r, 'offices_once_standardised', day),
    ];
    expect(both('2006-09-14')).toEqual([0, 0]);
    expect(both('2007-12-31')).toEqual([1, 1]);
    expect(both('2008-12-31')).toEqual([0, 1]);
    expect(both('2009-12-31')).toEqual([1, 1]);
    const closed = play(
      office,
      [
        {
          action: 'close',
          actor: actor('county'),
          reason: '撤乡并镇',
          fields: { closed_on: '2010-03-01' },
        },
      ],
      {},
      r,
    );
    expect([
      stands(closed, 'offices', '2010-03-01'),
      stands(closed, 'offices_standardised', '2010-03-01'),
      stands(closed, 'offices_once_standardised', '2010-03-01'),
    ]).toEqual([0, 0, 0]);
    expect(stands(closed, 'offices_standardised', '2010-02-28')).toBe(1);
  });

  it('counts its people in their posts, its trainings and its funds', () => {
    const r = play(office, [
      setUp,
      {
        action: 'change',
        fields: {
          staff: [
            { name: '王建国', post: 'director', from_day: '2005-01-01', until_day: '2009-06-30' },
            { name: '李秀英', post: 'director', from_day: '2009-07-01' },
          ],
          trainings: [{ on_day: '2009-04-16', topic: '业务', people: 2 }],
          funding: [{ received_on: '2009-05-20', source: 'region', amount_fen: 300000 }],
        },
      },
    ]);
    expect(stands(r, 'office_staff', '2009-12-31')).toBe(1);
    expect(r.staff_now).toBe(1);
    expect(counts(office, r)).toContain('office_trained 2009-04-16 2');
    expect(counts(office, r)).toContain('office_funds 2009-05-20 300000 source=region');
  });
});

describe('an office assessment', () => {
  const standard = {
    ...play(officeStandard, [
      {
        action: 'issue',
        actor: actor('bureau'),
        fields: { ...defaultOfficeStandard, valid_from: '2008-01-01' },
      },
    ]),
    id: ids.criteria,
  } as AnyRecord;
  const linked = {
    [ids.criteria]: standard,
    [ids.committee]: { ...play(office, [setUp]), id: ids.committee },
  };
  const scores = (inspector: number | null) =>
    leavesOf(defaultOfficeStandard.items).map(({ code }) => ({
      item_code: code,
      self_score: 9,
      inspector_score: inspector,
    }));
  const director = actor('director');
  const start: Step = {
    action: 'start',
    today: '2009-03-05',
    actor: director,
    fields: {
      office_id: ids.committee,
      criteria_id: ids.criteria,
      self_on: '2009-03-05',
      scores: scores(null),
    },
  };
  const inspect = (by = actor('county')): Step => ({
    action: 'inspect',
    today: '2009-03-20',
    actor: by,
    fields: { inspected_on: '2009-03-20', scores: scores(9) },
  });

  it('passes, becomes a stretch on the office, and asks for photos where no register answers', () => {
    const confirm: Step = {
      action: 'confirm',
      today: '2009-04-01',
      actor: actor('bureau'),
      fields: { confirmed_on: '2009-04-01' },
    };
    const r = play(officeAssessment, [start, inspect(), confirm], linked);
    expect(r).toMatchObject({ state: 'passed', inspector_total: 90, valid_until: '2012-03-31' });
    const [follow] = officeAssessment.follows!(r as never, 'confirm', null);
    expect(follow).toMatchObject({ type: 'office', id: ids.committee, action: 'confirm_standard' });
    const asked = officeAssessment.papers!(r as never).map((paper) => paper.name);
    expect(asked).toEqual(['item-2.1', 'item-2.3', 'item-2.4', 'item-3.1', 'item-3.2']);
  });

  it('is not inspected by whoever checked themselves', () => {
    const county = actor('county');
    expect(
      refusalOf(() =>
        play(officeAssessment, [{ ...start, actor: county }, inspect(county)], linked),
      ).kind,
    ).toBe('not-allowed');
  });
});

describe('an inspection', () => {
  const linked = { [ids.committee]: { ...play(office, [setUp]), id: ids.committee } };
  const finding = { area: 'registers', what: '台账缺项', owner: '王建国', due_on: '2009-04-20' };
  const above = {
    ...actor('county'),
    grant: { ...actor('county').grant, unit_id: 2, path: '1.2.' },
  };
  const visit = (findings: object[]): Step => ({
    action: 'inspect',
    today: '2009-03-20',
    actor: above,
    fields: {
      office_id: ids.committee,
      kind: 'unannounced',
      went_on: '2009-03-20',
      inspectors: '陆海英',
      result: '基本规范',
      findings,
    },
  });
  const notify: Step = {
    action: 'notify',
    today: '2009-03-23',
    actor: above,
    fields: { notified_on: '2009-03-23' },
  };
  const rectify = (put_right_on: string | null, by = actor('director')): Step => ({
    action: 'rectify',
    today: '2009-05-04',
    actor: by,
    fields: { findings: [{ ...finding, put_right_on, how: '已补' }] },
  });

  it('finds nothing, and that is an inspection too', () => {
    const r = play(inspection, [visit([])], linked);
    expect(r.state).toBe('clear');
    expect(counts(inspection, r)).toEqual(['inspections 2009-03-20 1 kind=unannounced']);
  });

  it('follows each finding to its day: in time, late, or not yet', () => {
    const due = (r: AnyRecord) => counts(inspection, r).at(-1);
    const open = play(inspection, [visit([finding]), notify], linked);
    expect(due(open)).toBe('findings_due 2009-04-20 1 done=open');
    expect(dutiesOf(inspection, open).map(({ key, due_on }) => [key, due_on])).toEqual([
      ['finding-1', '2009-04-20'],
    ]);
    expect(play(inspection, [rectify(null)], linked, open).state).toBe('notified');
    const late = play(inspection, [rectify('2009-04-27')], linked, open);
    expect([late.state, due(late)]).toEqual(['rectified', 'findings_due 2009-04-20 1 done=late']);
    expect(due(play(inspection, [rectify('2009-04-17')], linked, open))).toBe(
      'findings_due 2009-04-20 1 done=done',
    );
  });

  it('is made and verified from outside the office, and verified by another than who reported', () => {
    const inside = { ...visit([finding]), actor: actor('county') };
    expect(refusalOf(() => play(inspection, [inside], linked)).fields).toEqual(['office_id']);
    const verify: Step = {
      action: 'verify',
      today: '2009-05-06',
      actor: above,
      fields: { verified_on: '2009-05-06', verification: '属实' },
    };
    const steps = [visit([finding]), notify, rectify('2009-04-17', above)];
    expect(refusalOf(() => play(inspection, [...steps, verify], linked)).kind).toBe('not-allowed');
    const reported = play(inspection, [...steps.slice(0, 2), rectify('2009-04-17')], linked);
    // The office waits for it.
    expect(dutiesOf(inspection, reported)).toMatchObject([{ key: 'verify', asked: true }]);
    expect(play(inspection, [verify], linked, reported).state).toBe('verified');
  });
});

describe('a yearly plan', () => {
  it('counts what fell due, and asks for what is not done', () => {
    const items = [
      { area: 'training', what: '培训', due_on: '2009-06-30', done_on: '2009-06-12' },
      { area: 'premises', what: '档案柜', due_on: '2009-09-30' },
    ];
    const r = play(
      officePlan,
      [
        {
          action: 'issue',
          today: '2009-01-15',
          fields: { office_id: ids.committee, year: 2009, items, issued_on: '2009-01-15' },
        },
      ],
      { [ids.committee]: { ...play(office, [setUp]), id: ids.committee } },
    );
    expect(counts(officePlan, r)).toEqual([
      'plan_items_due 2009-06-30 1 done=done',
      'plan_items_due 2009-09-30 1 done=open',
    ]);
    expect(dutiesOf(officePlan, r).map((duty) => duty.key)).toEqual(['item-2']);
  });
});

describe('what the register knows of an office', () => {
  it('answers by itself', () => {
    const ask = (code: string, r: AnyRecord) => {
      const question = officeQuestions.find((one) => one.code === code)!;
      return 'own' in question ? question.own(r, '2009-12-31') : null;
    };
    const r = play(office, [setUp]);
    expect(ask('has_director', r)).toBe(true);
    expect(ask('two_people', r)).toBe(false);
    expect(ask('mediation_room', r)).toBe(false);
    expect(ask('computer', r)).toBe(true);
  });
});
