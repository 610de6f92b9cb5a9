/** One honour from the nomination to its end, played without a database; and what holds whatever the days are. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorkday } from '#engine/calendar.ts';
import { addDays, daysBetween } from '#engine/day.ts';
import { statutoryCalendar } from '#engine/holidays.ts';
import { workingRoles } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import type { AnyRecord } from '#engine/record.ts';
import { actor, counts, dutiesOf, engine, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';
import { honour } from './honour.ts';
import type { Honour } from './honour-fields.ts';

const village = honour.example;
const at = (
  day: string,
  role: (typeof workingRoles)[number],
  step: Omit<Step, 'today' | 'actor'>,
): Step => ({
  ...step,
  today: day,
  actor: actor(role),
});
const nominate = at('2009-03-05', 'clerk', { action: 'nominate', fields: village });
const inspect = at('2009-03-16', 'county', {
  action: 'inspect',
  fields: { inspected_on: '2009-03-16', opinion: '符合条件' },
});
// Thursday 26 March and five working days: Thursday 2 April.
const publicise = at('2009-03-26', 'county', {
  action: 'publicise',
  fields: { notice_from: '2009-03-26' },
});
const name = (day: string): Step =>
  at(day, 'county', { action: 'name', fields: { named_on: day, named_by: '沙坡头区司法局' } });
const named = (...more: Step[]) =>
  play(honour, [nominate, inspect, publicise, name('2009-04-08'), ...more]);

describe('a nomination', () => {
  it('is counted as named and held from the day it is named, and not before', () => {
    expect(counts(honour, play(honour, [nominate, inspect, publicise]))).toEqual([]);
    expect(counts(honour, named())).toEqual([
      'honours_held 2009-04-08 1 kind=democratic_village level=county',
      'honours_named 2009-04-08 1 kind=democratic_village level=county subject=village',
    ]);
  });

  it('is recommended apart from granted: two measures, and the first stays when nothing comes of it', () => {
    const fields = { ...village, level: 'region' };
    const recommend = at('2009-04-20', 'bureau', {
      action: 'recommend',
      fields: { recommended_on: '2009-04-20', recommended_to: '自治区司法厅' },
    });
    const r = play(honour, [{ ...nominate, fields }, inspect, publicise, recommend]);
    const recommended = 'honours_recommended 2009-04-20 1 kind=democratic_village level=region';
    expect(counts(honour, r)).toEqual([recommended]);
    const declined = at('2010-12-20', 'bureau', { action: 'decline', reason: '未获批准' });
    expect(counts(honour, play(honour, [declined], {}, r))).toEqual([recommended]);
    expect(
      refusalOf(() =>
        play(honour, [{ ...nominate, fields }, inspect, publicise, name('2009-04-20')]),
      ).fields,
    ).toEqual(['named_on']);
  });

  it('asks for an inspection before the notice, and for every condition to be met', () => {
    expect(refusalOf(() => play(honour, [nominate, publicise])).fields).toEqual(['inspected_on']);
    const unmet = {
      ...inspect,
      fields: { ...inspect.fields, conditions: [{ condition: '制度健全', met: 'no' }] },
    };
    expect(refusalOf(() => play(honour, [nominate, unmet, publicise])).fields).toEqual([
      'conditions',
    ]);
  });

  it('is for whom the kind is for', () => {
    const school = { ...village, subject_kind: 'school' };
    expect(refusalOf(() => play(honour, [{ ...nominate, fields: school }])).fields).toEqual([
      'subject_kind',
    ]);
  });

  it('of a city honour is named by the bureau', () => {
    const fields = { ...village, level: 'city' };
    const steps = [{ ...nominate, fields }, inspect, publicise];
    expect(refusalOf(() => play(honour, [...steps, name('2009-04-08')])).fields).toEqual([
      'named_by',
    ]);
    expect(play(honour, [...steps, { ...name('2009-04-08'), actor: actor('bureau') }]).state).toBe(
      'held',
    );
  });
});

describe('objections', () => {
  const object = (finding: string | null): Step =>
    at('2009-04-01', 'county', {
      action: 'object',
      fields: {
        objections: [
          {
            received_on: '2009-03-30',
            from_whom: '张有福',
            what: '村务未公开',
            finding,
            answered_on: finding ? '2009-04-01' : null,
          },
        ],
      },
    });

  it('hold the naming up until they are answered, and stop it when they are upheld', () => {
    const decide = (finding: string | null) => () =>
      play(honour, [nominate, inspect, publicise, object(finding), name('2009-04-08')]);
    expect(refusalOf(decide(null)).fields).toEqual(['objections.0.finding']);
    expect(refusalOf(decide('upheld')).fields).toEqual(['objections.0.finding']);
    expect((decide('unfounded')() as AnyRecord).state).toBe('held');
  });

  it('stand on Today with a day, and not beyond their answer', () => {
    const open = play(honour, [nominate, inspect, publicise, object(null)]);
    expect(dutiesOf(honour, open).map((duty) => duty.key)).toEqual(['objection-1', 'decide']);
    const answered = play(honour, [nominate, inspect, publicise, object('put_right')]);
    expect(dutiesOf(honour, answered).map((duty) => duty.key)).toEqual(['decide']);
  });
});

describe('who waits for somebody else', () => {
  it('asks for it: inspection, notice and decision stand under “waiting for me”, a re-verification does not', () => {
    const asked = (...steps: Step[]) =>
      dutiesOf(honour, play(honour, steps)).map((duty) => [duty.key, duty.asked ?? false]);
    expect(asked(nominate)).toEqual([['inspect', true]]);
    expect(asked(nominate, inspect)).toEqual([['publicise', true]]);
    expect(asked(nominate, inspect, publicise)).toEqual([['decide', true]]);
    expect(asked(nominate, inspect, publicise, name('2009-04-08'))).toEqual([['verify', false]]);
  });
});

describe('nobody inspects themselves', () => {
  const inspectors = workingRoles.map((role) => actor(role));

  it('whoever they are, wherever they sit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...inspectors),
        fc.constantFrom(...inspectors),
        fc.constantFrom('inspect', 'verify'),
        fc.boolean(),
        (nominator, other, action, self) => {
          const inspector = self ? nominator : other;
          const first = { ...nominate, actor: nominator };
          const deed =
            action === 'inspect'
              ? { ...inspect, actor: inspector }
              : at('2011-04-08', 'county', {
                  action: 'verify',
                  fields: {
                    verified_on: '2011-04-08',
                    verification: 'keep',
                    verification_opinion: '保留',
                  },
                });
          const before =
            action === 'inspect'
              ? []
              : [inspect, publicise, name('2009-04-08')].map((one) => ({ ...one, actor: engine }));
          try {
            const r = play(honour, [first, ...before, { ...deed, actor: inspector }]) as Honour;
            const by = action === 'inspect' ? r.inspected_by : r.verified_by;
            expect(by).toBe(inspector.person_id);
            expect(by).not.toBe(r.nominated_by);
          } catch (problem) {
            expect(problem).toBeInstanceOf(Problem);
          }
        },
      ),
    );
    // And the rule is not there for nothing: the same person is refused, another one is not.
    const county = actor('county');
    expect(
      refusalOf(() =>
        play(honour, [
          { ...nominate, actor: county },
          { ...inspect, actor: county },
        ]),
      ).kind,
    ).toBe('not-allowed');
    const colleague = actor('county', '00000000-0000-4000-8000-0000000000ee');
    expect(
      play(honour, [
        { ...nominate, actor: county },
        { ...inspect, actor: colleague },
      ]).state,
    ).toBe('inspected');
  });

  it('nor their own honour, nor, in an office, their own office', () => {
    const county = actor('county');
    const mine = {
      ...village,
      kind: 'advanced_person',
      subject_kind: 'person',
      person_account_id: county.person_id,
    };
    expect(refusalOf(() => play(honour, [{ ...nominate, fields: mine }, inspect])).kind).toBe(
      'not-allowed',
    );
    const office = { ...village, kind: 'advanced_collective', subject_kind: 'bureau' };
    expect(
      refusalOf(() => play(honour, [{ ...nominate, fields: office }, inspect])).fields,
    ).toEqual(['inspected_on']);
  });
});

describe('a public notice', () => {
  it('cannot be closed early: five working days lie between, whatever the days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5800 }),
        fc.integer({ min: -3, max: 25 }),
        fc.option(fc.integer({ min: -5, max: 20 }), { nil: null }),
        (start, until, named_after) => {
          const from = addDays('2010-01-04', start);
          const notice_until = addDays(from, until);
          const named_on = addDays(from, named_after ?? until + 1);
          const workdays = Array.from(
            { length: Math.max(0, daysBetween(from, named_on) - 1) },
            (_, i) => addDays(from, i + 1),
          ).filter((day) => isWorkday(day, statutoryCalendar)).length;
          const steps = [
            nominate,
            inspect,
            at(from, 'county', {
              action: 'publicise',
              fields: { notice_from: from, notice_until },
            }),
            name(named_on),
          ];
          try {
            expect(play(honour, steps).state).toBe('held');
            expect(workdays).toBeGreaterThanOrEqual(5);
          } catch (problem) {
            if (!(problem instanceof Problem)) throw problem;
            // What is refused is refused for a reason: the time was too short, or the day not after the notice.
            expect(workdays < 5 || named_on <= notice_until || shorter(from, notice_until)).toBe(
              true,
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  const shorter = (from: string, until: string) =>
    Array.from({ length: Math.max(0, daysBetween(from, until)) }, (_, i) =>
      addDays(from, i + 1),
    ).filter((day) => isWorkday(day, statutoryCalendar)).length < 5;

  it('goes by the office’s own period where it has set one', () => {
    const own = [
      {
        rule: 'honours.notice',
        version: 2,
        valid_from: '2009-01-01',
        period: { n: 7, unit: 'working_days' as const },
      },
    ];
    const action = honour.actions['publicise']!;
    const r = play(honour, [nominate, inspect]) as Honour;
    const moment = {
      today: '2009-03-26',
      now: '',
      actor: actor('county'),
      calendar: { ...statutoryCalendar, own },
    };
    // 6 April is a holiday: seven working days after 26 March end on the 7th.
    expect(action.set!(r as never, moment)).toMatchObject({ notice_until: '2009-04-07' });
  });

  it('is not cut short by a correction of the day on which it was named', () => {
    const correct = at('2009-05-04', 'county', {
      action: 'correct',
      reason: '笔误',
      fields: { named_on: '2009-03-30' },
    });
    expect(refusalOf(() => named(correct)).fields).toContain('named_on');
  });
});

describe('an honour counts only while it is valid', () => {
  const heldOn = (r: AnyRecord, day: string) =>
    honour
      .postings(r as never)
      .filter((one) => one.measure === 'honours_held' && one.day <= day)
      .reduce((sum, one) => sum + one.amount, 0);

  it('on every day of its life, over any course of verifications and ends', () => {
    const event = fc.record({
      after: fc.integer({ min: 1, max: 1300 }),
      what: fc.constantFrom('keep', 'keep', 'keep', 'revoke', 'cancel', 'end'),
      term: fc.option(fc.integer({ min: 1, max: 1500 }), { nil: null }),
    });
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 0, max: 1500 }), { nil: null }),
        fc.array(event, { maxLength: 5 }),
        (first, events) => {
          const valid_until = first === null ? null : addDays('2009-04-08', first);
          let r = play(honour, [
            nominate,
            inspect,
            publicise,
            {
              ...name('2009-04-08'),
              fields: { named_on: '2009-04-08', named_by: '区', valid_until },
            },
          ]);
          // What must hold, kept beside the record in the plainest way: the days on which it is valid.
          let valid = (day: string) =>
            day >= '2009-04-08' && (valid_until === null || day <= valid_until);
          let today = '2009-04-08';
          let last = valid_until;
          let began = '2009-04-08';
          for (const { after, what, term } of events) {
            if (r.state !== 'held') break;
            const day = addDays(today, after);
            const before = valid;
            if (what === 'keep') {
              const open = last === null;
              const from =
                last !== null && last >= day ? addDays(last, 1) : open && began > day ? began : day;
              const end = term === null ? null : addDays(from, term);
              r = play(
                honour,
                [
                  at(day, 'county', {
                    action: 'verify',
                    fields: {
                      verified_on: day,
                      verification: 'keep',
                      verification_opinion: '保留',
                      valid_until: end,
                    },
                  }),
                ],
                {},
                r,
              );
              // What had no end gets one by being kept until a day.
              valid = (on) =>
                (before(on) && !(open && on >= from)) ||
                (on >= from && (end === null || on <= end));
              last = end;
              began = from;
            } else {
              const step =
                what === 'end'
                  ? at(day, 'county', {
                      action: 'revoke',
                      reason: '弄虚作假',
                      fields: { ended_on: day },
                    })
                  : at(day, 'county', {
                      action: 'verify',
                      fields: {
                        verified_on: day,
                        verification: what,
                        verification_opinion: '不再符合',
                      },
                    });
              r = play(honour, [step], {}, r);
              valid = (on) => before(on) && on < day;
            }
            today = day;
          }
          for (let day = '2009-04-01'; day < '2024-01-01'; day = addDays(day, 37)) {
            expect({ day, held: heldOn(r, day) }).toEqual({ day, held: valid(day) ? 1 : 0 });
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is posted in advance with its last day, so that nothing has to be looked at again', () => {
    const r = play(honour, [
      nominate,
      inspect,
      publicise,
      {
        ...name('2009-04-08'),
        fields: { named_on: '2009-04-08', named_by: '区', valid_until: '2012-04-07' },
      },
    ]);
    expect(counts(honour, r)[1]).toBe(
      'honours_held 2012-04-08 -1 kind=democratic_village level=county',
    );
  });

  it('ends by a verification every two years: kept, revoked or cancelled', () => {
    expect(dutiesOf(honour, named()).map(({ key, due_on }) => [key, due_on])).toEqual([
      ['verify', '2011-04-08'],
    ]);
    const verify = (verification: string) =>
      at('2011-04-08', 'county', {
        action: 'verify',
        fields: { verified_on: '2011-04-08', verification, verification_opinion: '复核' },
      });
    expect(named(verify('keep')).state).toBe('held');
    expect(dutiesOf(honour, named(verify('keep')))[0]!.due_on).toBe('2013-04-08');
    expect(named(verify('revoke')).state).toBe('revoked');
    expect(counts(honour, named(verify('cancel')))).toContain(
      'honours_ended 2011-04-08 1 end=cancelled',
    );
  });

  it('runs out when its term is over and nobody has kept it: then nothing is due on it any more', () => {
    const short = {
      ...name('2009-04-08'),
      fields: { named_on: '2009-04-08', named_by: '区', valid_until: '2012-04-07' },
    };
    const lapse = (day: string) => at(day, 'county', { action: 'lapse' });
    const run = (...more: Step[]) => play(honour, [nominate, inspect, publicise, short, ...more]);
    expect(refusalOf(() => run(lapse('2012-04-07'))).fields).toEqual(['valid_until']);
    expect(refusalOf(() => named(lapse('2030-01-07'))).fields).toEqual(['valid_until']);
    const r = run(lapse('2012-04-08'));
    expect([r.state, dutiesOf(honour, r), counts(honour, r)]).toEqual([
      'lapsed',
      [],
      counts(honour, run()),
    ]);
  });

  it('is not shortened by being kept: that would be to take it away', () => {
    const keep = (day: string, valid_until: string | null) =>
      at(day, 'county', {
        action: 'verify',
        fields: {
          verified_on: day,
          verification: 'keep',
          verification_opinion: '保留',
          valid_until,
        },
      });
    expect(
      refusalOf(() => named(keep('2011-04-08', '2013-04-07'), keep('2012-04-09', '2012-12-31')))
        .fields,
    ).toEqual(['valid_until']);
  });

  it('counts for nothing when it was entered by mistake', () => {
    const withdraw = at('2009-05-04', 'county', { action: 'withdraw', reason: '重复登记' });
    expect(counts(honour, named(withdraw))).toEqual([]);
  });
});
