/** An investigation: ten working days or five, over holidays and make-up days; whose the opinion is; what it counts. */
import { describe, expect, it } from 'vitest';
import type { Day } from '#engine/day.ts';
import { rowOf } from '#testing/row-of.ts';
import { person } from '../common/person.ts';
import { actor, counts, dutiesOf, engine, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';
import { correctionFile } from './correction-file.ts';
import { correctionInquiry } from './correction-inquiry.ts';

const person_id = '00000000-0000-4000-8000-0000000000aa';
const file_id = '00000000-0000-4000-8000-0000000000bb';
const linked = {
  [person_id]: rowOf(person, { id: person_id, sex: 'male' }),
  [file_id]: rowOf(correctionFile, { id: file_id }),
};
const today = '2026-11-30';
const asked = (received_on: Day, more: object = {}): Step => ({
  action: 'receive',
  today,
  fields: {
    person_id,
    entrusted_by: 'court',
    entruster: '沙坡头区人民法院',
    category: 'probation',
    received_on,
    ...more,
  },
});
const topics = ['residence', 'family', 'work', 'victim', 'community'];
const investigated = (investigated_on: Day, about: readonly string[] = topics): Step => ({
  action: 'investigate',
  today,
  fields: {
    investigated_on,
    investigators: '李志明、王秀兰',
    findings: about.map((topic) => ({ topic, on_day: investigated_on, finding: '属实。' })),
  },
});
const answered = (opinion_on: Day, opinion = 'suitable'): Step => ({
  action: 'give_opinion',
  today,
  actor: actor('county'),
  fields: { opinion, opinion_on, opinion_note: '具备监管条件。' },
});
const made = (...steps: readonly Step[]) => play(correctionInquiry, steps, linked);

describe('the clock', () => {
  it.each([
    // Ten working days from Friday 26 April 2024: Sunday 28 April is worked, 1 to 5 May are off, 11 May is worked.
    ['2024-04-26', false, '2024-05-13'],
    ['2024-04-26', true, '2024-05-07'],
    // From Thursday 26 September 2024: Sunday 29 is worked, 1 to 7 October are off, Saturday 12 October is worked.
    ['2024-09-26', false, '2024-10-15'],
    ['2024-09-26', true, '2024-10-09'],
    // Over the leap day.
    ['2024-02-23', true, '2024-03-01'],
  ])(
    'of a letter that came on %s (fast track: %s) runs to %s',
    (received_on, fast_track, until) => {
      const r = made(asked(received_on, { fast_track }));
      expect(r['due_on']).toBe(until);
      expect(dutiesOf(correctionInquiry, r)).toMatchObject([
        {
          rule: fast_track ? 'R31.fast_track' : 'R31',
          due_on: until,
          action: 'investigate',
          statutory: true,
        },
      ]);
    },
  );

  it('goes on with the county once the office has looked into it, and ends with the opinion', () => {
    const steps = [asked('2024-04-26'), investigated('2024-05-06')];
    expect(dutiesOf(correctionInquiry, made(...steps))).toMatchObject([
      { action: 'give_opinion', roles: ['county'], due_on: '2024-05-13' },
    ]);
    expect(dutiesOf(correctionInquiry, made(...steps, answered('2024-05-08')))).toEqual([]);
  });

  it('did not run in the pilot years', () => {
    const r = made(asked('2009-03-02'));
    expect([r['due_on'], dutiesOf(correctionInquiry, r)]).toEqual([null, []]);
  });
});

describe('the opinion', () => {
  it('is the county’s, needs grounds, and says what was not looked into', () => {
    const steps = [asked('2024-04-26'), investigated('2024-05-06')];
    const byOffice = { ...answered('2024-05-08'), actor: actor('clerk') };
    expect(refusalOf(() => made(...steps, byOffice)).kind).toBe('not-allowed');
    const bare = { ...answered('2024-05-08'), fields: { opinion: 'suitable' } };
    expect(refusalOf(() => made(...steps, bare)).fields).toEqual(['opinion_note']);
    const some = made(
      asked('2024-04-26'),
      investigated('2024-05-06', ['residence']),
      answered('2024-05-08'),
    );
    const warned = [...correctionInquiry.actions['give_opinion']!.check!(some as never, {
      today, now: `${today}T02:00:00Z`, actor: actor('county'), calendar: null as never,
    })]; // prettier-ignore
    expect(warned).toMatchObject([{ field: 'findings', warning: true }]);
    expect(warned[0]!.message.zh).toContain('被害人意见');
  });

  it('counts by its day, in time or late, and by what was decided', () => {
    const steps = [
      asked('2024-04-26'),
      investigated('2024-05-06'),
      answered('2024-05-14', 'unsuitable'),
    ];
    expect(counts(correctionInquiry, made(...steps))).toEqual([
      'inquiries_received 2024-04-26 1 by=court',
      'inquiries_due 2024-05-13 1 done=late',
      'inquiries_answered 2024-05-14 1 opinion=unsuitable',
    ]);
    const began: Step = {
      action: 'note_file',
      actor: engine,
      fields: { file_id, decided_on: '2024-06-01' },
    };
    expect(counts(correctionInquiry, made(...steps, began)).at(-1)).toBe(
      'inquiries_decided 2024-06-01 1 outcome=not_followed',
    );
  });

  it('what was not ours is sent back and owes nothing', () => {
    const back: Step = {
      action: 'send_back',
      today,
      actor: actor('county'),
      fields: { returned_on: '2024-04-28', returned_because: '居住地不在本县' },
    };
    expect(counts(correctionInquiry, made(asked('2024-04-26'), back))).toEqual([
      'inquiries_received 2024-04-26 1 by=court',
    ]);
  });

  it('of a minor is sealed', () => {
    expect(made(asked('2024-04-26', { minor: true })).guard).toBe(2);
    expect(made(asked('2024-04-26')).guard).toBe(1);
  });
});
