/** A help-education file: its clocks over leap days, month ends and make-up days, and what it counts for on any day. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { statutoryCalendar } from '#engine/holidays.ts';
import { rowOf } from '#testing/row-of.ts';
import { person } from '../common/person.ts';
import { actor, dutiesOf, engine, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';
import { helpMove } from './help-move.ts';
import { leavesOn, postingsOf } from './help-file-counts.ts';
import type { HelpFile } from './help-file-fields.ts';
import { helpFile } from './help-file.ts';
import { endOfTerm, nextVisit } from './rhythm.ts';

const person_id = '00000000-0000-4000-8000-0000000000aa';
const move_id = '00000000-0000-4000-8000-0000000000bb';
const linked = {
  [person_id]: rowOf(person, { id: person_id, sex: 'female', birth_year: 1980 }),
  [move_id]: rowOf(helpMove, { id: move_id }),
};

const opened = (released_on: Day, received_on: Day = released_on, more: object = {}): Step => ({
  action: 'open',
  today: '2024-12-31',
  fields: { person_id, channel: 'prison', released_on, received_on, ...more },
});
const classified = (class_on: Day, help_class = 'general'): Step => ({
  action: 'classify',
  today: '2024-12-31',
  fields: { help_class, class_on, class_reasons: ['attitude'] },
});
const grouped = (group_from: Day): Step => ({
  action: 'set_group',
  today: '2024-12-31',
  fields: { group_from, group_members: [{ name: '李志明', role: 'office' }] },
});
const visited = (visit_on: Day): Step => ({
  action: 'record_visit',
  today: '2024-12-31',
  fields: { visit_on, visit_way: 'home' },
});
const placed = (placed_on: Day, placement_mode = 'land'): Step => ({
  action: 'place',
  today: '2024-12-31',
  fields: { placement_mode, placed_on },
});
const filed = (day: Day): Step[] => [opened(day), classified(day), grouped(day)];
const file = (steps: readonly Step[]) => play(helpFile, steps, linked) as unknown as HelpFile;

/** What the ledger would say of a stock at the end of a day. */
function stockOn(r: HelpFile, measure: string, day: Day, unit_id?: number): number {
  return postingsOf(r)
    .filter((one) => one.measure === measure && one.day <= day)
    .filter((one) => unit_id === undefined || one.unit_id === unit_id)
    .reduce((sum, one) => sum + one.amount, 0);
}

describe('the term', () => {
  it.each([
    ['prison', '2009-03-01', '2014-03-01'],
    ['prison', '2008-02-29', '2013-02-28'],
    ['re_education', '2008-02-29', '2011-02-28'],
    // It runs to its own day, holiday or not: 1 October 2014 is one.
    ['prison', '2009-10-01', '2014-10-01'],
  ])('after %s on %s runs to %s', (channel, released_on, until) => {
    expect(endOfTerm(channel, released_on, statutoryCalendar)).toBe(until);
    const r = file([opened(released_on, released_on, { channel })]);
    expect([r.ends_on, leavesOn(r)]).toEqual([until, addDays(until, 1)]);
    expect([stockOn(r, 'released', until), stockOn(r, 'released', addDays(until, 1))]).toEqual([
      1, 0,
    ]);
  });

  it('is the office’s own where it has set another', () => {
    const period = { n: 3, unit: 'years' as const };
    const own = [{ rule: 'resettlement.term', version: 2, period, valid_from: '2009-01-01' }];
    expect(endOfTerm('prison', '2009-03-01', { ...statutoryCalendar, own })).toBe('2012-03-01');
    expect(endOfTerm('prison', '2008-12-31', { ...statutoryCalendar, own })).toBe('2013-12-31');
  }); // prettier-ignore
});

describe('the clock of the visits', () => {
  it.each([
    // The corresponding day, or the month's last.
    ['general', '2012-11-30', '2013-02-28'],
    ['key', '2013-01-31', '2013-02-28'],
    ['key', '2012-01-31', '2012-02-29'],
    // 1 May 2013 is a holiday: to the first day that is worked.
    ['key', '2013-04-01', '2013-05-02'],
    // 9 June 2013 is a Sunday, but worked for the Dragon Boat days that follow.
    ['key', '2013-05-09', '2013-06-09'],
    // 7 October 2013 ends the holiday; 12 October, a Saturday, is worked.
    ['key', '2013-09-05', '2013-10-08'],
    ['key', '2013-09-12', '2013-10-12'],
  ])('of the %s class after %s runs to %s', (help_class, from, until) => {
    expect(nextVisit(help_class, from, statutoryCalendar)).toBe(until);
  });

  it('starts with the class, goes on from each visit, and its duty says no name', () => {
    const r = file([...filed('2012-03-05'), visited('2012-05-20')]);
    expect([r.last_visit_on, r.next_visit_on]).toEqual(['2012-05-20', '2012-08-20']);
    expect(r.visits).toMatchObject([
      { visited_on: '2012-05-20', due_on: '2012-06-05', way: 'home' },
    ]);
    expect([r.visit_on, r.visit_way, r.visit_note]).toEqual([null, 'home', null]);
    expect(dutiesOf(helpFile, rowOf(helpFile, r))).toMatchObject([
      {
        key: 'visit',
        label: { en: 'Visit', zh: '走访' },
        due_on: '2012-08-20',
        action: 'record_visit',
      },
      { key: 'regrade', due_on: '2013-03-05' },
      { key: 'end', due_on: '2017-03-06' },
    ]);
  });

  it('counts a visit as in time by the day it was due, and the next one in advance', () => {
    const r = file([...filed('2012-03-05'), visited('2012-06-05'), visited('2012-09-06')]);
    const due = postingsOf(r).filter(({ measure }) => measure === 'visits_due');
    expect(due.map(({ day, facets }) => `${day} ${facets?.['done']}`)).toEqual([
      '2012-06-05 done', '2012-09-05 late', '2012-12-06 open',
    ]);
  }); // prettier-ignore

  it('asks for the way and refuses tomorrow', () => {
    const refused = (fields: object) =>
      refusalOf(() =>
        file([...filed('2012-03-05'), { action: 'record_visit', today: '2012-06-01', fields: { ...fields } }]),
      ).fields;
    expect(refused({ visit_on: '2012-06-01' })).toEqual(['visit_way']);
    expect(refused({ visit_on: '2012-06-02', visit_way: 'home' })).toEqual(['visit_on']);
  }); // prettier-ignore
});

describe('under help-education', () => {
  it('holds from the first visit of a year to its end, once there is a group', () => {
    const r = file([opened('2012-02-01'), classified('2012-02-03'), visited('2012-02-10'), grouped('2012-03-01')]);
    const on = (day: Day) => stockOn(r, 'released_helped', day);
    expect(['2012-02-29', '2012-03-01', '2012-12-31', '2013-01-01'].map(on)).toEqual([0, 1, 1, 0]);
    expect(['2012-06-30', '2012-07-01'].map((day) => stockOn(r, 'released_helped_half', day))).toEqual([1, 0]);
  }); // prettier-ignore

  it('ends with the contact, and with a new conviction', () => {
    const helped = [...filed('2012-02-01'), visited('2012-02-10')];
    const lost = file([...helped, { action: 'lose', fields: { lost_on: '2012-05-01' } }]);
    expect([stockOn(lost, 'released_helped', '2012-04-30'), stockOn(lost, 'released_helped', '2012-05-01')]).toEqual([1, 0]);
    const convicted = { action: 'reoffend', fields: { reoffended_on: '2012-05-10' } };
    const again = file([...helped, placed('2012-02-20'), convicted]);
    const on = (measure: string, ...days: Day[]) => days.map((day) => stockOn(again, measure, day));
    for (const measure of ['released_helped', 'released_placed', 'released_to_place'])
      expect([measure, ...on(measure, '2012-05-09', '2012-05-10')]).toEqual([measure, 1, 0]);
    const days = ['2012-05-09', '2012-05-10', '2012-12-31', '2013-01-01'];
    expect(on('released_reoffended', ...days)).toEqual([0, 1, 1, 0]);
    expect(stockOn(again, 'released', '2012-12-31')).toBe(1);
    expect(stockOn(again, 'released', '2013-01-01')).toBe(0);
  }); // prettier-ignore
});

describe('a move', () => {
  const asked: Step = { action: 'ask_move', actor: engine, fields: { moving_to_unit_id: 9, move_id } };
  const accepted: Step = { action: 'take_over', actor: engine, fields: { moved_on: '2012-05-20' } };

  it('leaves the past alone: the old office keeps what it counted', () => {
    const steps = [...filed('2012-02-01'), visited('2012-02-10')];
    const before = file(steps);
    const after = file([...steps, asked, accepted]);
    expect(after).toMatchObject({ unit_id: 9, state: 'helping', move_id: null });
    for (const day of ['2012-02-01', '2012-02-10', '2012-05-19'])
      for (const measure of ['released', 'released_helped', 'released_to_place'])
        expect(stockOn(after, measure, day, 7)).toBe(stockOn(before, measure, day, 7));
    expect([stockOn(after, 'released', '2012-05-20', 7), stockOn(after, 'released', '2012-05-20', 9)]).toEqual([0, 1]);
    const flows = (r: HelpFile) => postingsOf(r).filter(({ measure }) => measure === 'released_received');
    expect(flows(after).map(({ unit_id }) => unit_id)).toEqual([7]);
    expect(flows(after)[0]!.facets).toEqual({ class: 'general', outcome: 'moved' });
  });

  it('is asked for once at a time', () => {
    const r = [...filed('2012-02-01'), asked, asked];
    expect(refusalOf(() => file(r)).kind).toBe('wrong-state');
  });

  it('is nobody’s to do by hand', () => {
    const byHand = { ...asked, actor: actor('director') };
    expect(refusalOf(() => file([...filed('2012-02-01'), byHand])).kind).toBe('not-allowed');
  });
}); // prettier-ignore

describe('whatever happens to a file', () => {
  /** Days of a life in any order that the deeds allow. */
  const life = fc.record({
    wait: fc.integer({ min: 0, max: 40 }),
    key: fc.boolean(),
    group: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
    visits: fc.array(fc.integer({ min: 0, max: 2400 }), { maxLength: 8 }),
    placements: fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 2200 }),
        fc.constantFrom('land', 'retired', 'none', 'base'),
      ),
      { maxLength: 4 },
    ),
    moves: fc.array(fc.integer({ min: 1, max: 1500 }), { maxLength: 2 }),
    end: fc.option(
      fc.tuple(fc.constantFrom('died', 'left', 'reoffended'), fc.integer({ min: 0, max: 2100 })),
      { nil: undefined },
    ),
    lost: fc.option(fc.integer({ min: 0, max: 2000 }), { nil: undefined }),
  });

  function live(given: typeof life extends fc.Arbitrary<infer L> ? L : never): HelpFile {
    const released: Day = '2010-03-31';
    const received = addDays(released, given.wait);
    const at = (n: number): Day => addDays(received, n);
    const moves = [...new Set(given.moves)].toSorted((a, b) => a - b);
    return file([
      opened(released, received),
      classified(received, given.key ? 'key' : 'general'),
      ...(given.group === undefined ? [] : [grouped(at(given.group))]),
      ...given.visits.map((n) => visited(at(n))),
      ...given.placements.map(([n, mode]) => placed(at(n), mode)),
      ...moves.flatMap((n, i): Step[] => [
        { action: 'ask_move', actor: engine, today: '2024-12-31', fields: { moving_to_unit_id: 8 + i, move_id } },
        { action: 'take_over', actor: engine, today: '2024-12-31', fields: { moved_on: at(n) } },
      ]),
      ...(given.lost === undefined ? [] : [lostOn(at(given.lost))]),
      ...(given.end === undefined ? [] : [endOf(given.end[0], at(given.end[1]))]),
    ]);
  } // prettier-ignore

  const lostOn = (day: Day): Step => ({
    action: 'lose',
    today: '2024-12-31',
    fields: { lost_on: day },
  });

  function endOf(kind: string, day: Day): Step {
    if (kind !== 'reoffended')
      return { action: 'end', today: '2024-12-31', fields: { end_kind: kind, ended_on: day } };
    const within = day > '2015-03-31' ? '2015-03-31' : day;
    return { action: 'reoffend', today: '2024-12-31', fields: { reoffended_on: within } };
  }

  it('no numerator is above its denominator, and every stock is 0 or 1, on any day and at any office', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: -5, max: 2600 }), (given, n) => {
        const r = live(given);
        const day = addDays('2010-03-31', n);
        const on = (measure: string, unit?: number) => stockOn(r, measure, day, unit);
        for (const unit of [undefined, 7, 8, 9]) {
          const register = on('released', unit);
          expect([0, 1]).toContain(register);
          for (const part of ['released_helped', 'released_helped_half', 'released_placed', 'released_reoffended', 'released_lost', 'released_to_place']) {
            expect(on(part, unit)).toBeGreaterThanOrEqual(0);
            expect(on(part, unit)).toBeLessThanOrEqual(register);
          }
          expect(on('released_placed', unit)).toBeLessThanOrEqual(on('released_to_place', unit));
        }
      }),
      { numRuns: 400 },
    );
  }); // prettier-ignore

  it('the register is who came, less who left, and whoever came leaves exactly once', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: -5, max: 2600 }), (given, n) => {
        const r = live(given);
        const day = addDays('2010-03-31', n);
        const came = stockOn(r, 'released_received', day);
        const left = stockOn(r, 'released_left', day);
        expect(stockOn(r, 'released', day)).toBe(came - left);
        expect(stockOn(r, 'released_left', '9999-01-01')).toBe(1);
        const span = r.received_on! <= day && day < leavesOn(r) ? 1 : 0;
        expect(stockOn(r, 'released', day)).toBe(span);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the group with its agreement and plan', () => {
  const group = (more: object, today: Day = '2024-12-31'): Step => ({
    action: 'set_group',
    today,
    fields: {
      group_from: '2024-03-05',
      group_members: [{ name: '李志明', role: 'office' }],
      ...more,
    },
  });
  const before = [opened('2024-03-01'), classified('2024-03-04')];

  it('keeps the day of the agreement and what the plan says, and begins the help', () => {
    const r = file([...before, group({ agreement_on: '2024-03-06', plan: '每月走访，联系就业' })]);
    expect(r).toMatchObject({
      state: 'helping',
      agreement_on: '2024-03-06',
      plan: '每月走访，联系就业',
      group_members: [{ name: '李志明', role: 'office' }],
    });
  });

  it('is not there without a member or a day, and no agreement is signed tomorrow', () => {
    expect(refusalOf(() => file([...before, group({ group_members: [] })])).fields).toContain(
      'group_members',
    );
    expect(refusalOf(() => file([...before, group({ group_from: null })])).fields).toContain(
      'group_from',
    );
    const tomorrow = group({ agreement_on: '2025-01-01' }, '2024-12-31');
    expect(refusalOf(() => file([...before, tomorrow])).fields).toContain('agreement_on');
  });
});

describe('relief', () => {
  const relief = (fields: Step['fields']): Step => ({
    action: 'record_relief',
    today: '2024-12-31',
    fields,
  });
  const given = {
    relief_kind: 'temporary',
    relief_on: '2024-06-01',
    relief_fen: 80_000,
    relief_by: '镇民政办',
  };

  it('is kept row by row with day, sum and who gave it, and its fields are empty for the next one', () => {
    const r = file([...filed('2024-03-01'), relief(given), relief({ ...given, relief_on: null })]);
    expect(r.reliefs).toMatchObject([
      { kind: 'temporary', given_on: '2024-06-01', amount_fen: 80_000, provider: '镇民政办' },
      { given_on: '2024-12-31' },
    ]);
    expect([r.relief_kind, r.relief_on, r.relief_fen, r.relief_by]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('has a kind, and lies in no future', () => {
    const refused = (fields: object) =>
      refusalOf(() => file([...filed('2024-03-01'), relief({ ...given, ...fields })])).fields;
    expect(refused({ relief_kind: null })).toContain('relief_kind');
    expect(refused({ relief_on: '2025-01-01' })).toContain('relief_on');
  });
});
