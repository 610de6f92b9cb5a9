/** The small records of every day: front desk, sweeps, linkage, meetings and documents. */
import { describe, expect, it } from 'vitest';
import { statutoryCalendar } from '#engine/holidays.ts';
import { rowOf } from '#testing/row-of.ts';
import { dispute } from './dispute.ts';
import { contact } from './contact.ts';
import { document } from './document.ts';
import { linkage } from './linkage.ts';
import type { Linkage } from './linkage.ts';
import { meeting } from './meeting.ts';
import { actor, counts, dutiesOf, ids, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';
import { sweep } from './sweep.ts';

describe('someone came or called', () => {
  const came: Step = {
    action: 'write_down',
    fields: {
      who: '赵玉兰',
      how: 'telephone',
      came_on: '2012-05-30',
      matter: 'dispute',
      about: '浇水',
    },
  };

  it('waits for an answer, or is answered at once', () => {
    const r = play(contact, [came]);
    expect(r.state).toBe('open');
    expect(dutiesOf(contact, r).map((d) => `${d.key} ${d.due_on}`)).toEqual(['answer 2012-06-04']);
    expect(
      play(contact, [{ ...came, fields: { ...came.fields, answer: '已解释' } }]),
    ).toMatchObject({ state: 'answered', answered_on: '2012-06-01' });
    expect(counts(contact, r)).toEqual(['contacts 2012-05-30 1 how=telephone']);
  });

  it('turns into a dispute and names it', () => {
    const linked = { [ids.dispute]: rowOf(dispute, { id: ids.dispute }) };
    const r = play(
      contact,
      [came, { action: 'turn_into_dispute', fields: { dispute_id: ids.dispute } }],
      linked,
    );
    expect(r).toMatchObject({ state: 'turned', dispute_id: ids.dispute });
    expect(refusalOf(() => play(contact, [came, { action: 'turn_into_dispute' }])).fields).toEqual([
      'dispute_id',
    ]);
  });
});

describe('a sweep', () => {
  const finding = { summary: '轮灌次序', risk: 'medium', disposition: 'watch' };
  const report = (more: object): Step => ({
    action: 'report',
    fields: {
      kind: 'regular',
      period_from: '2012-05-01',
      period_to: '2012-05-10',
      reported_on: '2012-05-11',
      ...more,
    },
  });

  it('that found nothing says so, by somebody, and counts as a sweep and a nil return', () => {
    const r = play(sweep, [report({ nil: true })]);
    expect(r.reported_by_name).toBe('director');
    expect(counts(sweep, r)).toEqual([
      'sweeps 2012-05-10 1 kind=regular',
      'sweeps_nil 2012-05-10 1',
    ]);
  });

  it('counts each finding', () => {
    expect(
      counts(sweep, play(sweep, [report({ nil: false, findings: [finding, finding] })])),
    ).toContain('sweep_findings 2012-05-10 2');
  });

  it('is neither silent nor contradictory', () => {
    expect(refusalOf(() => play(sweep, [report({})])).fields).toEqual(['nil']);
    expect(refusalOf(() => play(sweep, [report({ nil: false })])).fields).toEqual(['nil']);
    expect(
      refusalOf(() => play(sweep, [report({ nil: true, findings: [finding] })])).fields,
    ).toEqual(['nil']);
    expect(refusalOf(() => play(sweep, [report({ nil: true, kind: 'special' })])).fields).toEqual([
      'special_name',
    ]);
  });

  it('under way counts nothing and is due three working days after its end', () => {
    const r = play(sweep, [
      {
        action: 'open',
        fields: { kind: 'regular', period_from: '2012-06-01', period_to: '2012-06-10' },
      },
    ]);
    expect(counts(sweep, r)).toEqual([]);
    expect(dutiesOf(sweep, r).map((d) => d.due_on)).toEqual(['2012-06-13']);
  });
});

describe('a linkage', () => {
  const linked = {
    [ids.dispute]: rowOf(dispute, {
      id: ids.dispute,
      number: '（2012）镇罗人调字第12号',
      dispute_type: 'boundary',
    }),
  };
  const base = {
    direction: 'in',
    kind: 'entrust',
    from_track: 'judicial',
    to_track: 'people',
    organ_name: '区法院',
    proposed_on: '2012-05-21',
  };
  const propose = (more: object = {}): Step => ({
    action: 'propose',
    fields: { ...base, ...more },
  });
  const accept = (replied_on: string): Step => ({
    action: 'accept',
    fields: { replied_on, dispute_id: ids.dispute },
  });
  const run = (...steps: Step[]) => play(linkage, steps, linked);

  it('is answered within three working days, which is counted on the day it falls due', () => {
    const r = run(propose());
    expect(r.reply_due_on).toBe('2012-05-24');
    expect(counts(linkage, r)).toEqual([
      'linkages 2012-05-21 1 direction=in kind=entrust',
      'linkages_replied 2012-05-24 1 done=open',
    ]);
    expect(counts(linkage, run(propose(), accept('2012-05-24')))).toContain(
      'linkages_replied 2012-05-24 1 done=done',
    );
    expect(counts(linkage, run(propose(), accept('2012-05-25')))).toContain(
      'linkages_replied 2012-05-24 1 done=open',
    );
  });

  it('falls due by the office’s own period where it has set one, in the record as on Today', () => {
    const own = [
      {
        rule: 'mediation.linkage-reply',
        version: 2,
        valid_from: '2012-01-01',
        period: { n: 5, unit: 'working_days' as const },
      },
    ];
    const calendar = { ...statutoryCalendar, own };
    const asked = { ...run(propose()), proposed_on: '2012-05-21' };
    const moment = { today: '2012-06-01', now: '', actor: actor('director'), calendar };
    const set = linkage.actions['propose']!.set!(asked as never, moment) as Linkage;
    expect(set.reply_due_on).toBe('2012-05-28');
    const duty = linkage.duties!({ ...asked, ...set } as never, calendar)[0]!;
    expect(duty.due_on).toBe(set.reply_due_on);
  });

  it('is a statutory clock only where the court’s rules ask for it', () => {
    const rulesOf = (proposed_on: string) =>
      dutiesOf(
        linkage,
        play(linkage, [{ ...propose({ proposed_on }), today: '2023-06-01' }], linked),
      ).map((d) => [d.rule, d.statutory]);
    expect(rulesOf('2012-05-21')).toEqual([['mediation.linkage-reply', false]]);
    expect(rulesOf('2023-05-22')).toEqual([['R05', true]]);
  });

  it('from a court has the other side told and asked within three working days (R06)', () => {
    const duties = (proposed_on: string, ...steps: Step[]) =>
      dutiesOf(
        linkage,
        play(
          linkage,
          [propose({ proposed_on }), ...steps].map((one) => ({ ...one, today: '2023-06-10' })),
          linked,
        ),
      ).map((d) => `${d.key} ${d.due_on} ${d.rule} ${d.statutory}`);
    const told: Step = { action: 'tell_other_side', fields: { other_told_on: '2023-05-26' } };
    // 25 May was a Thursday.
    expect(duties('2023-05-22', accept('2023-05-25'))).toEqual(['other_side 2023-05-30 R06 true']);
    expect(duties('2023-05-22', accept('2023-05-25'), told)).toEqual([]);
    expect(duties('2012-05-21', accept('2012-05-22'))).toEqual([]);
    const invited = propose({ proposed_on: '2023-05-22', kind: 'invite' });
    const today = '2023-06-10';
    const steps = [invited, accept('2023-05-25')].map((one) => ({ ...one, today }));
    expect(dutiesOf(linkage, play(linkage, steps, linked))).toEqual([]);
  });

  it('returns its result and is about the one dispute', () => {
    const r = run(propose(), accept('2012-05-22'), {
      action: 'return_result',
      fields: { result: 'settled', returned_on: '2012-05-30' },
    });
    expect(counts(linkage, r)).toContain('linkages_returned 2012-05-30 1 result=settled');
    expect(linkage.postings(r as never)[0]!.subject).toBe(ids.dispute);
    expect(counts(linkage, r).some((line) => line.startsWith('disputes'))).toBe(false);
  });

  it('that hands a dispute over ends it here once the other organ accepts', () => {
    const out = {
      direction: 'out',
      kind: 'transfer',
      from_track: 'people',
      to_track: 'administrative',
      organ_name: '镇政府',
      dispute_id: ids.dispute,
    };
    const r = run(propose(out), accept('2012-05-23'));
    expect(linkage.follows!(r as never, 'accept', null)).toEqual([
      {
        type: 'dispute',
        id: ids.dispute,
        action: 'pass_on',
        fields: { concluded_on: '2012-05-23', passed_to: '镇政府' },
      },
    ]);
    expect(linkage.follows!(run(propose(), accept('2012-05-23')) as never, 'accept', null)).toEqual(
      [],
    );
    const inward = run(
      propose({ ...out, direction: 'in', from_track: 'administrative', to_track: 'people' }),
      accept('2012-05-23'),
    );
    expect(linkage.follows!(inward as never, 'accept', null)).toEqual([]);
    expect(refusalOf(() => run(propose({ ...out, dispute_id: null }))).fields).toEqual([
      'dispute_id',
    ]);
    expect(refusalOf(() => run(propose({ ...out, to_track: 'people' }))).fields).toEqual([
      'to_track',
    ]);
  });
});

describe('a meeting', () => {
  const hold: Step = {
    action: 'hold',
    actor: actor('bureau'),
    fields: { name: '全区三调联动现场会', kind: 'on_site', level: 'region', held_on: '2009-09-04' },
  };

  it('counts on its day once held, and no more when it turns out that it was not', () => {
    const r = play(meeting, [hold]);
    expect(counts(meeting, r)).toEqual(['meetings_held 2009-09-04 1 kind=on_site level=region']);
    expect(counts(meeting, play(meeting, [{ action: 'cancel', reason: '误登' }], {}, r))).toEqual(
      [],
    );
  });

  it('still planned counts nothing, whatever day was written down', () => {
    const plan = { name: '工作会', kind: 'work', level: 'county', planned_for: '2012-06-20' };
    const planned = play(meeting, [
      { action: 'plan', fields: plan },
      { action: 'change', fields: { held_on: '2012-05-30' } },
    ]);
    expect(counts(meeting, planned)).toEqual([]);
  });
});

describe('a document', () => {
  const issue: Step = {
    action: 'issue',
    actor: actor('bureau'),
    fields: {
      name: '中卫市人民调解员“以案定补”暂行办法',
      number: '卫司发〔2009〕12号',
      kind: 'measures',
      level: 'city',
      issuer: '中卫市司法局',
      issued_on: '2009-05-12',
    },
  };

  it('counts on its day of issue, repealed or not', () => {
    const r = play(document, [issue]);
    expect(counts(document, r)).toEqual(['documents_issued 2009-05-12 1 kind=measures']);
    const repealed = play(
      document,
      [
        {
          action: 'repeal',
          actor: actor('bureau'),
          fields: { repealed_on: '2012-01-01' },
          reason: '新办法施行',
        },
      ],
      {},
      r,
    );
    expect(counts(document, repealed)).toHaveLength(1);
  });

  it('bears a number as GB/T 9704 writes it', () => {
    expect(
      refusalOf(() =>
        play(document, [{ ...issue, fields: { ...issue.fields, number: '卫司发[2009]第012号' } }]),
      ).fields,
    ).toEqual(['number']);
  });
});
