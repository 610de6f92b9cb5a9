/** A correction file: its clocks over holidays, leap days and month ends, its hard checks, and what it counts for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { statutoryCalendar } from '#engine/holidays.ts';
import { helpFile } from '#lines/resettlement/help-file.ts';
import { rowOf } from '#testing/row-of.ts';
import { person } from '../common/person.ts';
import { actor, dutiesOf, engine, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';
import { correctionInquiry } from './correction-inquiry.ts';
import { postingsOf } from './correction-file-counts.ts';
import type { CorrectionFile } from './correction-file-fields.ts';
import { correctionFile } from './correction-file.ts';
import { nextContact } from './rhythm.ts';

const man = '00000000-0000-4000-8000-0000000000aa';
const woman = '00000000-0000-4000-8000-0000000000ab';
const help_file_id = '00000000-0000-4000-8000-0000000000cc';
const linked = {
  [man]: rowOf(person, { id: man, sex: 'male', birth_year: 1980 }),
  [woman]: rowOf(person, { id: woman, sex: 'female', birth_year: 1985 }),
  [help_file_id]: rowOf(helpFile, { id: help_file_id }),
};

const late = '2026-11-30';
const judged = (effective_on: Day, more: object = {}): Step => ({
  action: 'expect',
  today: late,
  fields: {
    person_id: man,
    category: 'probation',
    organ_kind: 'court',
    deciding_organ: '沙坡头区人民法院',
    effective_on,
    term_from: effective_on,
    term_until: addDays(effective_on, 400),
    ...more,
  },
});
const did = (action: string, fields: object = {}, today: Day = late): Step => ({
  action,
  today,
  fields: { ...fields },
});
const came = (received_on: Day) => did('report_in', { received_on });
const member = { name: '李志明', role: 'office', sex: 'male' };
const announced = (announced_on: Day, more: object = {}) =>
  did('announce', {
    announced_on,
    announced: ['facts', 'term', 'rules'],
    announced_to: [{ name: '李志明', role: 'office' }],
    ...more,
  });
const grouped = (group_from: Day, group_members: object[] = [member]) =>
  did('set_group', { group_from, group_members });
const planned = (plan_made_on: Day, more: object = {}) =>
  did('make_plan', { plan_made_on, plan: '每月谈话，帮助就业。', ...more });
const classed = (class_on: Day, corr_class = 'ordinary') =>
  did('classify', { class_on, corr_class, class_reasons: ['repentance'] });
const begun = (effective_on: Day, received_on: Day, corr_class = 'ordinary', more: object = {}) => [
  judged(effective_on, more),
  came(received_on),
  announced(received_on),
  grouped(received_on),
  planned(received_on),
  classed(received_on, corr_class),
];
const file = (steps: readonly Step[]) =>
  play(correctionFile, steps, linked) as unknown as CorrectionFile;
const duties = (r: CorrectionFile) => dutiesOf(correctionFile, rowOf(correctionFile, r));
const dueOn = (r: CorrectionFile, key: string) => duties(r).find((one) => one.key === key)?.due_on;
const refused = (steps: readonly Step[]) => refusalOf(() => file(steps));

function stockOn(r: CorrectionFile, measure: string, day: Day, unit_id?: number): number {
  return postingsOf(r)
    .filter((one) => one.measure === measure && one.day <= day)
    .filter((one) => unit_id === undefined || one.unit_id === unit_id)
    .reduce((sum, one) => sum + one.amount, 0);
}

describe('the clocks of the law', () => {
  it.each([
    // Ten days from the day after the judgment took effect (21): 1 to 11 March 2024, a Monday.
    ['2024-03-01', '2024-03-11'],
    // The leap day counts.
    ['2024-02-20', '2024-03-01'],
    // 1 to 5 May 2024 are off: from 4 May to the first day that is worked.
    ['2024-04-24', '2024-05-06'],
    // 11 May 2024 is a Saturday, but worked for the days off in May.
    ['2024-05-01', '2024-05-11'],
    // 1 to 7 October 2024 are off.
    ['2024-09-22', '2024-10-08'],
    // 12 October 2024, a Saturday, is worked.
    ['2024-10-02', '2024-10-12'],
    // Sunday 21 April 2024 is not worked: Monday.
    ['2024-04-11', '2024-04-22'],
  ])('reports in, and the papers are here: in force on %s, by %s', (effective_on, by) => {
    const r = file([judged(effective_on)]);
    expect(r.report_due_on).toBe(by);
    expect(duties(r)).toMatchObject([
      { key: 'notice', rule: 'R27', waiting: true, statutory: true },
      { key: 'papers', rule: 'R28', due_on: by, waiting: true, statutory: true },
      { key: 'report_in', rule: 'R29', due_on: by, action: 'report_in', statutory: true },
    ]);
  });

  it('the notice is awaited for five days, the receipt given within five', () => {
    const r = file([judged('2024-04-26')]);
    // 1 to 5 May are off.
    expect(dueOn(r, 'notice')).toBe('2024-05-06');
    const with_papers = file([
      judged('2024-04-26'),
      did('note_papers', { papers_on: '2024-04-30' }),
    ]);
    expect(duties(with_papers).map(({ key }) => key)).toEqual(['receipt', 'report_in']);
    expect(dueOn(with_papers, 'receipt')).toBe('2024-05-06');
    const receipt = did('send_receipt', { receipt_on: '2024-05-02' });
    const answered = file([
      judged('2024-04-26', { papers_on: '2024-04-30' }),
      { ...receipt, actor: actor('county') },
    ]);
    expect(dueOn(answered, 'receipt')).toBeUndefined();
    expect(
      refusalOf(() => file([judged('2024-04-26', { papers_on: '2024-04-30' }), receipt])).kind,
    ).toBe('not-allowed');
  });

  it('owe nothing for a judgment of the pilot years', () => {
    const r = file([judged('2009-03-02', { term_until: '2010-03-01' })]);
    expect([r.report_due_on, duties(r)]).toEqual([null, []]);
  });

  it('count the last thirty days back from the end, and release on its own day, holiday or not', () => {
    const begin = begun('2023-09-01', '2023-09-05', 'ordinary', { term_until: '2024-10-02' });
    const r = file(begin);
    // 2 September 2024 is a Monday.
    expect(dueOn(r, 'appraise')).toBe('2024-09-02');
    expect(dueOn(r, 'release')).toBe('2024-10-02');
    // 30 days before 15 May 2024 is a Monday; before 31 March 2024 it is 1 March.
    expect(
      dueOn(
        file(begun('2023-09-01', '2023-09-05', 'ordinary', { term_until: '2024-03-31' })),
        'appraise',
      ),
    ).toBe('2024-03-01');
    // Back to the workday before: 5 October 2024 falls into the holidays.
    expect(
      dueOn(
        file(begun('2023-09-01', '2023-09-05', 'ordinary', { term_until: '2024-11-04' })),
        'appraise',
      ),
    ).toBe('2024-09-30');
    const summed = file([...begin, did('summarise', { summary_on: '2024-08-30' })]);
    expect(duties(summed).find(({ key }) => key === 'appraise')).toMatchObject({
      action: 'appraise',
      roles: ['county'],
    });
  });

  it('ask illness outside prison for papers each month and each quarter, to the month’s end', () => {
    const ill = {
      category: 'outside_prison',
      organ_kind: 'prison_administration',
      outside_ground: 'illness',
    };
    const steps = begun('2024-01-22', '2024-01-31', 'ordinary', ill);
    expect([dueOn(file(steps), 'health'), dueOn(file(steps), 'examination')]).toEqual([
      '2024-02-29',
      '2024-04-30',
    ]);
    const handed = file([
      ...steps,
      did('record_health', { health_kind: 'report', health_on: '2024-02-29' }),
    ]);
    expect([dueOn(handed, 'health'), dueOn(handed, 'examination')]).toEqual([
      '2024-03-29',
      '2024-04-30',
    ]);
    expect(dueOn(file(begun('2024-01-22', '2024-01-31')), 'health')).toBeUndefined();
  });
});

describe('reports, visits and talks', () => {
  it.each([
    ['report', 'strict', '2024-04-24', '2024-05-06'],
    ['report', 'ordinary', '2024-01-31', '2024-02-29'],
    ['visit', 'strict', '2024-01-31', '2024-02-29'],
    ['visit', 'ordinary', '2023-11-30', '2024-02-29'],
    // 28 April 2024 is a Sunday, but worked.
    ['talk', 'strict', '2024-03-28', '2024-04-28'],
  ] as const)('%s, %s class, after %s by %s', (kind, corr_class, from, until) => {
    expect(nextContact(kind, corr_class, from, statutoryCalendar)).toBe(until);
  });

  it('follow the office’s own rhythm where it has set one', () => {
    const period = { n: 14, unit: 'calendar_days' as const };
    const own = [
      { rule: 'corrections.report-strict', version: 2, period, valid_from: '2024-01-01' },
    ];
    expect(nextContact('report', 'strict', '2024-03-04', { ...statutoryCalendar, own })).toBe(
      '2024-03-18',
    );
  });

  it('each has a clock of its own, and a duty that says no name', () => {
    const r = file([
      ...begun('2024-03-01', '2024-03-05', 'strict'),
      did('record_report', {
        contact_on: '2024-03-12',
        contact_way: 'office',
        contact_mind: 'steady',
      }),
    ]);
    expect([r.next_report_on, r.next_visit_on, r.next_talk_on]).toEqual([
      '2024-03-19',
      '2024-04-07',
      '2024-04-07',
    ]);
    expect(r.contacts).toMatchObject([
      { kind: 'report', on_day: '2024-03-12', due_on: '2024-03-12' },
    ]);
    expect(r.contact_way).toBeNull();
    expect(duties(r).find(({ key }) => key === 'visit')).toMatchObject({
      label: { en: 'Visit', zh: '走访' },
      action: 'record_visit',
      rule: 'corrections.visit-strict',
    });
    for (const { label } of duties(r)) expect(label.zh).not.toMatch(/矫|罪|犯|刑/u);
  });

  it('asks how and refuses tomorrow', () => {
    const asked = (fields: object) =>
      refused([...begun('2024-03-01', '2024-03-05'), did('record_visit', fields, '2024-03-20')])
        .fields;
    expect(asked({ contact_on: '2024-03-20' })).toEqual(['contact_way']);
    expect(asked({ contact_on: '2024-03-21', contact_way: 'home' })).toEqual(['contact_on']);
  });

  it('hours are due by the month only where the person’s own plan sets some', () => {
    const plain = begun('2024-03-01', '2024-03-05');
    expect(duties(file(plain)).filter(({ key }) => key.startsWith('hours'))).toEqual([]);
    const steps = [...plain, planned('2024-03-08', { education_hours: 4 })];
    expect(dueOn(file(steps), 'hours_education')).toBe('2024-04-30');
    const hours = (hours_on: Day, n: number) =>
      did('record_hours', { hours_kind: 'education', hours_on, hours: n });
    expect(dueOn(file([...steps, hours('2024-04-10', 3)]), 'hours_education')).toBe('2024-04-30');
    const full = file([...steps, hours('2024-04-10', 3), hours('2024-04-20', 1)]);
    expect(dueOn(full, 'hours_education')).toBe('2024-05-31');
  });
});

describe('who does not come', () => {
  const missing = [judged('2024-03-01'), did('lose', { lost_on: '2024-03-12' })];

  it('is looked for at once, and the others are told', () => {
    const r = file(missing);
    expect(r.state).toBe('expected');
    // The search stands in place of waiting.
    expect(dueOn(r, 'report_in')).toBeUndefined();
    const keys = ['search', 'tell'];
    expect(duties(r).filter(({ key }) => keys.includes(key))).toMatchObject([
      { key: 'search', due_on: '2024-03-12', statutory: true },
      { key: 'tell', due_on: '2024-03-12', statutory: true },
    ]);
    const searched = file([
      ...missing,
      did('record_search', { search_on: '2024-03-12', search_note: '会同派出所到家查找。' }),
      did('tell', {
        notice_about: 'not_reported',
        notice_organs: ['organ', 'procuratorate'],
        notice_on: '2024-03-12',
      }),
    ]);
    expect(searched.notices.map(({ organ }) => organ)).toEqual(['organ', 'procuratorate']);
    // Again a week later, for as long as it lasts.
    expect([dueOn(searched, 'search'), dueOn(searched, 'tell')]).toEqual(['2024-03-19', undefined]);
  });

  it('counts as not reported until they come, and then as late', () => {
    expect(stockOn(file(missing), 'corrections_not_reported', '2024-03-11')).toBe(0);
    expect(stockOn(file(missing), 'corrections_not_reported', '2024-03-12')).toBe(1);
    const r = file([...missing, came('2024-03-20')]);
    expect([r.state, r.lost_on, r.found_on]).toEqual(['reported', null, '2024-03-20']);
    expect(stockOn(r, 'corrections_not_reported', '2024-03-20')).toBe(0);
    const arrival = postingsOf(r).filter(({ measure }) => measure === 'correction_arrivals');
    expect(arrival).toMatchObject([{ day: '2024-03-11', facets: { done: 'late' } }]);
  });

  it('who is out of contact later is out of reach until found', () => {
    const lost = [...begun('2024-03-01', '2024-03-05'), did('lose', { lost_on: '2024-05-10' })];
    const r = file(lost);
    expect([r.state, dueOn(r, 'search'), dueOn(r, 'report')]).toEqual([
      'suspended',
      '2024-05-10',
      undefined,
    ]);
    const found = file([...lost, did('find', { found_on: '2024-05-20' })]);
    expect([found.state, found.pauses[0]?.until_day, found.next_report_on]).toEqual([
      'correcting',
      '2024-05-20',
      '2024-06-20',
    ]);
    const on = (day: Day) => stockOn(found, 'corrections_lost', day);
    expect(['2024-05-09', '2024-05-10', '2024-05-19', '2024-05-20'].map(on)).toEqual([0, 1, 1, 0]);
  });

  it('is looked for in the same way when it is put down as a time out of reach', () => {
    const r = file([
      ...begun('2024-03-01', '2024-03-05'),
      did('suspend', { pause_kind: 'lost', pause_from: '2024-05-10' }),
    ]);
    expect([r.state, r.lost_on, dueOn(r, 'search')]).toEqual([
      'suspended',
      '2024-05-10',
      '2024-05-10',
    ]);
  });

  it('asks for what it makes a row of, though the fields are empty afterwards', () => {
    const steps = begun('2024-03-01', '2024-03-05');
    expect(refused([...steps, did('suspend')]).fields).toEqual(['pause_kind']);
    expect(refused([...steps, did('record_hours', { hours_kind: 'education' })]).fields).toEqual([
      'hours',
    ]);
    expect(refused([...steps, did('tell', { notice_about: 'end' })]).fields).toEqual([
      'notice_organs',
    ]);
  });

  it('custody and hospital stop the clocks, and correction goes on afterwards', () => {
    const steps = [
      ...begun('2024-03-01', '2024-03-05'),
      did('suspend', { pause_kind: 'hospital', pause_from: '2024-04-01' }),
    ];
    expect(file(steps).state).toBe('suspended');
    expect(refused([...steps, did('record_visit', { contact_way: 'home' })]).kind).toBe(
      'wrong-state',
    );
    const r = file([...steps, did('resume', { pause_until: '2024-04-20' })]);
    expect([r.state, r.next_report_on, r.pause_kind]).toEqual(['correcting', '2024-05-20', null]);
  });
});

describe('receiving', () => {
  it('is under correction once announced, with group, plan and class, in any order', () => {
    const steps = [judged('2024-03-01'), came('2024-03-05')];
    const rest = [
      planned('2024-03-06'),
      classed('2024-03-06'),
      grouped('2024-03-06'),
      announced('2024-03-06'),
    ];
    for (let n = 0; n < rest.length; n++) {
      const order = [...rest.slice(n), ...rest.slice(0, n)];
      expect(file([...steps, ...order.slice(0, 3)]).state).toBe('reported');
      expect(file([...steps, ...order]).state).toBe('correcting');
    }
    expect(
      duties(file(steps))
        .filter(({ statutory }) => !statutory)
        .map(({ key }) => key),
    ).toEqual(['announce', 'set_group', 'classify', 'make_plan']);
  });

  it('announces facts, term and rules (22)', () => {
    const some = announced('2024-03-05', { announced: ['term', 'rights'] });
    expect(refused([judged('2024-03-01'), came('2024-03-05'), some]).fields).toEqual(['announced']);
  });

  it('the group of a woman has a woman in it (25), whichever way it is set', () => {
    const steps = [judged('2024-03-01', { person_id: woman }), came('2024-03-05')];
    const { fields, rules } = refused([...steps, grouped('2024-03-05')]);
    expect([fields, rules]).toEqual([['group_members'], ['R45']]);
    const with_her = [
      ...steps,
      grouped('2024-03-05', [member, { name: '王秀兰', role: 'village', sex: 'female' }]),
    ];
    expect(file(with_her).group_members).toHaveLength(2);
    expect(refused([...with_her, did('change', { group_members: [member] })]).fields).toEqual([
      'group_members',
    ]);
    expect(file([judged('2024-03-01'), came('2024-03-05'), grouped('2024-03-05')]).group_from).toBe(
      '2024-03-05',
    );
  });

  it('a minor’s group knows minors (52), nothing is public (54), and a birthday changes none of it (58)', () => {
    const steps = [
      judged('2024-03-01', { minor: true, term_until: '2027-03-01' }),
      came('2024-03-05'),
    ];
    expect(refused([...steps, grouped('2024-03-05')]).fields).toEqual(['group_members']);
    expect(
      refused([...steps, announced('2024-03-05', { announced_publicly: true })]).fields,
    ).toEqual(['announced_publicly']);
    const knows = [
      ...steps,
      grouped('2024-03-05', [{ ...member, knows_minors: true }]),
      announced('2024-03-05'),
    ];
    const r = file(knows);
    expect([r.guard, r.number]).toEqual([2, null]);
    expect(
      refused([...knows, did('set_group', { group_from: '2026-11-01', group_members: [member] })])
        .fields,
    ).toEqual(['group_members']);
    expect(file([...knows, planned('2026-11-01'), classed('2026-11-01')]).guard).toBe(2);
  });

  describe('whose file is a minor’s', () => {
    const youth = '00000000-0000-4000-8000-0000000000ad';
    const inquiry = '00000000-0000-4000-8000-0000000000ae';
    const born = (born_on: Day | null, more: object = {}) => ({
      ...linked,
      [youth]: rowOf(person, { id: youth, sex: 'male', born_on, guard: 1, ...more }),
      [inquiry]: rowOf(correctionInquiry, { id: inquiry, minor: true }),
    });
    const opened = (born_on: Day | null, fields: object, more: Partial<Step> & { person?: object } = {}) => {
      const { person, ...step } = more;
      const first = { ...judged('2024-03-01', { person_id: youth, ...fields }), ...step };
      return play(correctionFile, [first], born(born_on, person)) as unknown as CorrectionFile;
    };
    const guards = (born_on: Day | null, fields: object = {}) => opened(born_on, fields).guard;

    it('says the birthday, and no box left empty or ticked “no” opens it; full years count from the day after', () => {
      // In force on 1 March 2024: eighteen on that very day is not yet over eighteen.
      expect([guards('2006-02-28'), guards('2006-03-01'), guards('2006-03-02')]).toEqual([1, 2, 2]);
      expect(guards('2008-05-05', { minor: false })).toBe(2);
      expect(guards('1980-01-01', { minor: true })).toBe(2);
      expect(guards(null)).toBe(1);
    });

    it('is counted at the offence, where its day is known', () => {
      expect(guards('2005-06-01', { offended_on: '2023-06-01' })).toBe(2);
      expect(guards('2005-06-01', { offended_on: '2023-06-02' })).toBe(1);
      // Born on a leap day: eighteen with the last of February.
      expect(guards('2004-02-29', { offended_on: '2022-02-28' })).toBe(2);
      expect(guards('2004-02-29', { offended_on: '2022-03-01' })).toBe(1);
    });

    it('is found out later too, and cannot be changed away', () => {
      const steps = [judged('2024-03-01', { person_id: youth }), did('change', { offended_on: '2022-01-01' })];
      const r = play(correctionFile, steps, born('2005-06-01')) as unknown as CorrectionFile;
      expect([r.minor, r.guard]).toEqual([true, 2]);
      const back = [...steps, did('change', { minor: false }), did('change', { minor: null })];
      expect(play(correctionFile, back, born('2005-06-01'))).toMatchObject({ minor: true, guard: 2 });
      // The day was wrong: then it is corrected, and the box with it.
      const corrected = [...steps, did('change', { offended_on: '2023-08-01', minor: false })];
      expect(play(correctionFile, corrected, born('2005-06-01'))).toMatchObject({ minor: false, guard: 1 });
    });

    it('goes on from a minor’s investigation, whatever the birthday says', () => {
      expect(guards('1980-01-01', { inquiry_id: inquiry })).toBe(2);
    });

    it('is asked of whoever may know that the person is sealed, and of nobody else', () => {
      const person = { guard: 2 };
      const may = { ...actor('clerk'), grant: { ...actor('clerk').grant, opens_sealed: true } };
      const asked = refusalOf(() => opened('1980-01-01', {}, { person, actor: may }));
      expect(asked.fields).toEqual(['minor']);
      expect(opened('1980-01-01', { minor: false }, { person, actor: may }).guard).toBe(1);
      expect(opened('1980-01-01', {}, { person }).guard).toBe(1);
      expect(opened('1980-01-01', {}, { person, actor: engine }).guard).toBe(1);
    });
  }); // prettier-ignore

  describe('who comes from another city', () => {
    const moved = (fields: object = {}): Step => {
      const { fields: given } = judged('2024-01-15', { person_id: man });
      return did('move_in', { ...given, minor: false, came_from: '吴忠市利通区', came_on: '2024-06-28', ...fields });
    };

    it('says whether it was a minor’s there: sealed from the first day, and by no birthday', () => {
      expect(refused([moved({ minor: null })]).fields).toEqual(['minor']);
      expect(refused([moved({ came_from: null, came_on: null })]).fields).toEqual(['came_from', 'came_on']);
      expect([file([moved()]).guard, file([moved({ minor: true })]).guard]).toEqual([1, 2]);
    });

    it('is expected within seven days of the decision there, with the papers of the former place, and counts as received', () => {
      const r = file([moved()]);
      expect([r.state, r.report_due_on, dueOn(r, 'report_in')]).toEqual(['expected', '2024-07-05', '2024-07-05']);
      expect(duties(r).map(({ key, rule }) => [key, rule])).toEqual(expect.arrayContaining([['papers', 'R34.file']]));
      expect(duties(r).map(({ key }) => key)).not.toContain('notice');
      const here = file([moved({ received_on: '2024-07-03' })]);
      expect([here.state, stockOn(here, 'corrections', '2024-07-03')]).toEqual(['reported', 1]);
      expect(stockOn(here, 'corrections_received', '2024-07-02')).toBe(0);
      expect(stockOn(here, 'corrections_received', '2024-07-03')).toBe(1);
    });
  }); // prettier-ignore

  it('only a court decides on surveillance, suspension and parole', () => {
    expect(refused([judged('2024-03-01', { organ_kind: 'police' })]).fields).toEqual([
      'organ_kind',
    ]);
  });
});

describe('the end', () => {
  const steps = begun('2023-09-01', '2023-09-05', 'ordinary', { term_until: '2024-09-30' });
  const release = (ended_on: Day, end_kind = 'over') =>
    did('release', { ended_on, end_kind, certificate: '（2024）矫解字第1号' });

  it('is never before the term, but a pardon is', () => {
    expect(refused([...steps, release('2024-09-29')])).toMatchObject({
      fields: ['ended_on'],
      rules: ['R44'],
    });
    expect(file([...steps, release('2024-09-29', 'pardoned')]).state).toBe('released');
    expect(file([...steps, release('2024-09-30')]).state).toBe('released');
  });

  it('tells three others on the day, and counts once', () => {
    const r = file([...steps, release('2024-09-30')]);
    expect(duties(r)).toMatchObject([{ key: 'tell_end', due_on: '2024-09-30', action: 'tell' }]);
    const tell = (notice_organs: string[]) =>
      did('tell', { notice_about: 'end', notice_organs, notice_on: '2024-09-30' });
    expect(duties(file([...steps, release('2024-09-30'), tell(['organ', 'police'])]))).toHaveLength(
      1,
    );
    expect(
      duties(file([...steps, release('2024-09-30'), tell(['organ', 'police', 'procuratorate'])])),
    ).toEqual([]);
    expect([
      stockOn(r, 'corrections', '2024-09-29'),
      stockOn(r, 'corrections', '2024-09-30'),
    ]).toEqual([1, 0]);
    expect(postingsOf(r).filter(({ measure }) => measure === 'corrections_ended')).toMatchObject([
      { day: '2024-09-30', facets: { category: 'probation', end: 'over' } },
    ]);
  });

  it('hands over to the resettlement register, and takes it back when it was a mistake', () => {
    const follows = (list: readonly Step[], action: string, before: CorrectionFile | null = null) =>
      correctionFile.follows!(file(list), action, before);
    expect(follows([...steps, release('2024-09-30')], 'release')).toMatchObject([
      {
        type: 'help_file',
        action: 'open',
        fields: {
          person_id: man,
          channel: 'correction',
          released_on: '2024-09-30',
          received_on: '2024-09-30',
        },
      },
      { type: 'correction_file', action: 'note_help_file' },
    ]);
    const noted: Step = { action: 'note_help_file', actor: engine, fields: { help_file_id } };
    const done = [...steps, release('2024-09-30'), noted];
    const back: Step = { ...did('reopen'), actor: actor('county'), reason: '日期有误' };
    expect(file([...done, back])).toMatchObject({
      state: 'correcting',
      ended_on: null,
      help_file_id,
    });
    expect(follows([...done, back], 'reopen', file(done))).toMatchObject([
      { type: 'help_file', id: help_file_id, action: 'end' },
    ]);
    expect(
      follows([...done, back, release('2024-09-30')], 'release').map(({ action }) => action),
    ).toEqual(['reopen', 'change']);
    const handed = postingsOf(file(done)).filter(
      ({ measure }) => measure === 'corrections_handed_on',
    );
    expect(handed).toMatchObject([{ facets: { done: 'done' } }]);
  });

  it('fits the category: suspensions and paroles are revoked, who serves outside prison is taken back', () => {
    const end = (end_kind: string): Step => ({
      ...did('terminate', { ended_on: '2024-06-01', end_kind }),
      actor: actor('county'),
    });
    expect(refused([...steps, end('recommitted')]).fields).toEqual(['end_kind']);
    expect(refused([...steps, end('over')]).fields).toContain('end_kind');
    expect(file([...steps, end('probation_revoked')]).state).toBe('terminated');
    expect(correctionFile.follows!(file([...steps, end('died')]), 'terminate', null)).toEqual([]);
  });

  it('a change of place is none: the old office keeps what it counted', () => {
    const moved: Step = {
      action: 'take_over',
      actor: engine,
      fields: { moving_to_unit_id: 9, moved_on: '2024-03-01' },
    };
    const r = file([...steps, moved]);
    expect([r.unit_id, r.state]).toEqual([9, 'correcting']);
    for (const [day, old, fresh] of [
      ['2024-02-29', 1, 0],
      ['2024-03-01', 0, 1],
    ] as const)
      expect([stockOn(r, 'corrections', day, 7), stockOn(r, 'corrections', day, 9)]).toEqual([
        old,
        fresh,
      ]);
    expect(postingsOf(r).filter(({ measure }) => measure === 'corrections_ended')).toEqual([]);
    const out: Step = {
      action: 'hand_out',
      actor: engine,
      fields: { moved_on: '2024-04-01', moved_to: '吴忠市利通区' },
    };
    const gone = file([...steps, moved, out]);
    expect([gone.state, stockOn(gone, 'corrections', '2024-04-01')]).toEqual(['moved', 0]);
    expect(duties(gone)).toEqual([]);
  });
});

describe('whatever happens to a file', () => {
  const life = fc.record({
    wait: fc.integer({ min: 0, max: 40 }),
    strict: fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined }),
    reports: fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 6 }),
    lost: fc.option(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 90 })), {
      nil: undefined,
    }),
    move: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
    end: fc.option(
      fc.tuple(
        fc.constantFrom('over', 'died', 'probation_revoked'),
        fc.integer({ min: 1, max: 300 }),
      ),
      { nil: undefined },
    ),
  });
  type Life = typeof life extends fc.Arbitrary<infer L> ? L : never;

  const from: Day = '2023-03-31';
  function live({ wait, strict, reports, lost, move, end }: Life): CorrectionFile {
    const received = addDays(from, wait);
    const at = (n: number): Day => addDays(received, n);
    const until = at(400);
    const county = { actor: actor('county') };
    return file([
      ...begun(from, received, 'ordinary', { term_until: until }),
      ...(strict === undefined
        ? []
        : [
            did('regrade', {
              corr_class: 'strict',
              class_on: at(strict),
              class_reasons: ['danger'],
            }),
          ]),
      ...reports.map((n) => did('record_report', { contact_on: at(n), contact_way: 'office' })),
      ...(lost
        ? [did('lose', { lost_on: at(lost[0]) }), did('find', { found_on: at(lost[0] + lost[1]) })]
        : []),
      ...(move === undefined
        ? []
        : [
            {
              action: 'take_over',
              actor: engine,
              today: late,
              fields: { moving_to_unit_id: 9, moved_on: at(move) },
            },
          ]),
      ...(end?.[0] === 'over'
        ? [did('release', { ended_on: until, end_kind: 'over', certificate: '1' })]
        : []),
      ...(end && end[0] !== 'over'
        ? [{ ...did('terminate', { ended_on: at(end[1]), end_kind: end[0] }), ...county }]
        : []),
    ]);
  }

  it('is under correction 0 or 1 times, no part above the whole, who came less who left is who is there', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: -5, max: 600 }), (given, n) => {
        const r = live(given);
        const day = addDays(from, n);
        for (const unit of [undefined, 7, 9]) {
          const on = (measure: string) => stockOn(r, measure, day, unit);
          expect([0, 1]).toContain(on('corrections'));
          for (const part of ['corrections_among', 'corrections_lost']) {
            expect(on(part)).toBeGreaterThanOrEqual(0);
            expect(on(part)).toBeLessThanOrEqual(on('corrections'));
          }
        }
        const on = (measure: string) => stockOn(r, measure, day);
        expect(on('corrections')).toBe(on('corrections_received') - on('corrections_ended'));
      }),
      { numRuns: 400 },
    );
  });
});
