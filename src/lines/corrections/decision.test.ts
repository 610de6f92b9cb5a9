/** Rewards and sanctions, regular trips, moves and devices without a database: grounds, hearings, clocks. */
import { describe, expect, it } from 'vitest';
import { statutoryCalendar } from '#engine/holidays.ts';
import { findRule } from '#engine/statute.ts';
import type { Actor } from '#engine/permission.ts';
import type { AnyRecord } from '#engine/record.ts';
import { rowOf } from '#testing/row-of.ts';
import { actor, counts, dutiesOf, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';
import { correctionFile } from './correction-file.ts';
import { decisionGrounds, decisionKinds, groundsOf } from './approval-codes.ts';
import { correctionActivity } from './correction-activity.ts';
import { correctionDecision } from './correction-decision.ts';
import { correctionMove } from './correction-move.ts';
import { correctionPositioning, longestUntil } from './correction-positioning.ts';
import { ruleOf } from './decision-rules.ts';

const file_id = '00000000-0000-4000-8000-0000000000cc';
const fileOf = (more: object = {}) => ({
  [file_id]: rowOf(correctionFile, {
    id: file_id,
    person_id: file_id,
    minor: false,
    category: 'probation',
    received_on: '2023-08-31',
    ...more,
  }),
});

const second = actor('county', '00000000-0000-4000-8000-0000000000b2');
const proposed = (kind: string, ground: string, more: object = {}): Step => ({
  action: 'propose',
  today: '2024-12-31',
  actor: actor('clerk'),
  fields: {
    file_id,
    kind,
    ground,
    facts: '未按规定报告',
    proposed_on: '2024-02-01',
    evidence: [{ kind: 'talk', what: '谈话笔录' }],
    ...more,
  },
});
const checked: Step = {
  action: 'check_facts',
  today: '2024-12-31',
  fields: { checked_on: '2024-02-02', office_opinion: '属实' },
};
const heard: Step = {
  action: 'hear',
  today: '2024-12-31',
  fields: { heard_on: '2024-02-04', defence: '无' },
};
const decided = (more: object = {}, by = second): Step => ({
  action: 'decide',
  today: '2024-12-31',
  actor: by,
  fields: { county_opinion: '同意', decided_on: '2024-02-05', ...more },
});
const sent = { to_organ: '沙坡头区人民法院', procuratorate_told_on: '2024-02-05' };
const decision = (...steps: Step[]) => play(correctionDecision, steps, fileOf());

describe('a reward or sanction', () => {
  it('has grounds for every kind, each of a list, and a rule with its law where the register has one', () => {
    expect(Object.keys(groundsOf).toSorted()).toEqual(
      decisionKinds.codes.map((c) => c.code).toSorted(),
    );
    const known = new Set(decisionGrounds.codes.map((c) => c.code));
    const named = Object.values(groundsOf).flat();
    expect(named.filter((one) => !known.has(one))).toEqual([]);
    expect([...known].filter((one) => !named.includes(one))).toEqual([]);
    for (const id of Object.values(ruleOf)) expect(findRule(id)!.source.law.zh).toBe('社区矫正法');
  });

  it('stands on a ground of its kind and on the person’s category, in plain words', () => {
    const wrong = refusalOf(() => decision(proposed('admonish', 'warn_late')));
    expect([wrong.fields, wrong.rules]).toEqual([['ground'], ['R36']]);
    expect(wrong.issues[0]!.message.zh).toContain('可选情形');
    const parole = refusalOf(() => decision(proposed('revoke_parole', 'revoke_lost')));
    expect(parole.issues[0]!.message.zh).toBe(
      '“提请撤销假释”适用于假释，该对象为缓刑，请另选种类。',
    );
  });

  it('needs evidence and a hearing, and somebody other than who proposed or checked it', () => {
    const bare = proposed('admonish', 'admonish_rules', { evidence: [] });
    expect(refusalOf(() => decision(bare)).fields).toEqual(['evidence']);
    const steps = [proposed('admonish', 'admonish_rules'), checked];
    expect(refusalOf(() => decision(...steps, decided())).fields).toEqual(['heard_on']);
    const byCounty = { ...checked, actor: second };
    const self = refusalOf(() => decision(steps[0]!, byCounty, heard, decided()));
    expect(self.kind).toBe('not-allowed');
    expect(decision(...steps, heard, decided()).state).toBe('decided');
  });

  it('is rewarded only after six months, which may end with February', () => {
    const commended = (decided_on: string) =>
      decision(proposed('commend', 'commend_conduct'), checked, decided({ decided_on }));
    // Since 31 August 2023: the sixth month ends on 29 February 2024.
    const early = refusalOf(() => commended('2024-02-28'));
    expect([early.fields, early.rules]).toEqual([['decided_on'], ['R46']]);
    expect(commended('2024-02-29').state).toBe('decided');
    expect(counts(correctionDecision, commended('2024-02-29'))).toEqual([
      'correction_decisions 2024-02-29 1 kind=commend',
    ]);
  });

  it('goes to another organ with its name and a copy, and waits for the ruling by its clock', () => {
    const steps = [proposed('revoke_probation', 'revoke_lost'), checked, heard];
    expect(refusalOf(() => decision(...steps, decided())).fields).toEqual([
      'to_organ',
      'procuratorate_told_on',
    ]);
    const asked = { ...sent, arrest_asked_at: '2024-02-05T08:00:00.000Z' };
    const r = decision(...steps, decided(asked));
    expect(r.state).toBe('sent');
    expect(dutiesOf(correctionDecision, r)).toMatchObject([
      // Thirty days from 5 February 2024.
      { key: 'ruling', rule: 'R39', due_on: '2024-03-06', waiting: true, statutory: true },
      // Forty-eight hours run on through the night, in Shanghai.
      { key: 'arrest', rule: 'R40', due_on: '2024-02-07', waiting: true },
    ]);
    const ruled = play(
      correctionDecision,
      [
        {
          action: 'record_ruling',
          today: '2024-12-31',
          actor: second,
          fields: { ruling: 'granted', ruling_on: '2024-03-01' },
        },
      ],
      fileOf(),
      r,
    );
    expect(counts(correctionDecision, ruled)).toEqual([
      'correction_decisions 2024-02-05 1 kind=revoke_probation',
      'correction_rulings 2024-03-01 1 kind=revoke_probation ruling=granted',
    ]);
    expect(dutiesOf(correctionDecision, ruled)).toEqual([]);
  });

  it('asks for an arrest only together with revoking or taking back', () => {
    const asked = { ...sent, arrest_asked_at: '2024-02-05T08:00:00.000Z' };
    const r = [proposed('reduce', 'reduce_repentant'), checked, decided(asked)];
    expect(refusalOf(() => decision(...r)).fields).toEqual(['arrest_asked_at']);
  });

  it('annulled, counts for nothing', () => {
    const steps = [proposed('warn', 'warn_late'), checked, heard, decided()];
    const annulled = decision(...steps, { action: 'annul', actor: second, reason: '事实有误' });
    expect(counts(correctionDecision, annulled)).toEqual([]);
  });

  it('the second of its kind asks for a look, the first does not', () => {
    const r = decision(proposed('admonish', 'admonish_rules'), checked, heard, decided());
    expect(dutiesOf(correctionDecision, { ...r, nth: 1 }).map((d) => d.key)).toEqual(['serve']);
    const twice = { ...r, nth: 2 };
    expect(dutiesOf(correctionDecision, twice).map((d) => d.key)).toEqual(['serve', 'look_twice']);
    const answer: Step = {
      action: 'answer_twice',
      today: '2024-12-31',
      fields: { twice_answer: 'mended', twice_note: '按时报告' },
    };
    const answered = play(correctionDecision, [answer], fileOf(), twice);
    expect(dutiesOf(correctionDecision, answered).map((d) => d.key)).toEqual(['serve']);
    expect(
      refusalOf(() => play(correctionDecision, [answer], fileOf(), { ...r, nth: 1 })).fields,
    ).toEqual(['nth']);
  });
});

describe('a device', () => {
  it.each([
    ['2024-01-31', '2024-04-30'],
    ['2023-11-30', '2024-02-29'],
    ['2022-11-30', '2023-02-28'],
    // 1 October is a holiday, and no day longer for that.
    ['2024-07-01', '2024-10-01'],
  ])('from %s is worn until %s at the latest', (from, until) => {
    expect(longestUntil(from, false, statutoryCalendar)).toBe(until);
  });

  const asked: Step = {
    action: 'ask',
    today: '2024-12-31',
    actor: actor('clerk'),
    fields: { file_id, cause: 'left', facts: '未经批准外出', asked_on: '2024-01-29' },
  };
  const head = actor('leader');
  const laid: Step = {
    action: 'lay_before',
    today: '2024-01-30',
    actor: second,
    fields: { county_opinion: '符合法定情形', head_id: head.person_id },
  };
  const approved = (more: object = {}): Step => ({
    action: 'approve',
    today: '2024-12-31',
    actor: head,
    fields: { approved_on: '2024-01-31', ...more },
  });
  const wanted: Step = {
    action: 'ask_renewal',
    today: '2024-12-31',
    actor: actor('county'),
    fields: { assessment: '仍有必要', asked_on: '2024-04-22', head_id: head.person_id },
  };
  const renewed = (more: object = {}): Step => ({
    action: 'approve_renewal',
    today: '2024-12-31',
    actor: head,
    fields: { approved_on: '2024-04-25', ...more },
  });
  const device = (...steps: Step[]) => play(correctionPositioning, steps, fileOf());
  const stockOn = (r: AnyRecord, day: string) =>
    correctionPositioning
      .postings(r as never)
      .filter((p) => p.measure === 'positioning' && p.day <= day)
      .reduce((sum, p) => sum + p.amount, 0);

  it('is refused beyond three months', () => {
    const long = refusalOf(() => device(asked, laid, approved({ term_until: '2024-05-01' })));
    expect([long.fields, long.rules]).toEqual([['term_until'], ['R42']]);
    expect(device(asked, laid, approved()).term_until).toBe('2024-04-30');
  });

  it('is approved by the head before whom it was laid, in an act of their own, and by nobody who had a hand in it', () => {
    expect(refusalOf(() => device(asked, approved())).kind).toBe('wrong-state');
    const by = (who: Actor) => refusalOf(() => device(asked, laid, { ...approved(), actor: who }));
    for (const role of ['clerk', 'director', 'county', 'bureau'] as const)
      expect([role, by(actor(role)).kind]).toEqual([role, 'not-allowed']);
    expect(by(actor('leader', second.person_id)).kind).toBe('not-allowed');
    expect(by(actor('leader', asked.actor!.person_id)).kind).toBe('not-allowed');
    expect(by(actor('leader', '00000000-0000-4000-8000-0000000000e1')).fields).toEqual(['head_id']);
    for (const head_id of [asked.actor!.person_id, second.person_id]) {
      const own = { ...laid, fields: { ...laid.fields, head_id } };
      expect(refusalOf(() => device(asked, own)).fields).toEqual(['head_id']);
    }
    expect(refusalOf(() => device(asked, { ...laid, fields: {} })).fields).toEqual(['county_opinion', 'head_id']);
    expect(device(asked, laid, approved())).toMatchObject({
      state: 'in_force', approved_by: head.person_id, head_name: head.name,
      terms: [{ head_name: head.name }],
    });
  }); // prettier-ignore

  it('lies in the hands of the head while they have it, and goes back with the answer', () => {
    const officer_id = '00000000-0000-4000-8000-0000000000f1';
    const hands = (...steps: Step[]) =>
      play(correctionPositioning, steps, fileOf({ officer_id })).keeper_id;
    const back: Step = { action: 'take_back', today: '2024-02-01', actor: second, reason: '负责人出差' };
    const no = { action: 'refuse', today: '2024-02-01', actor: head, fields: { refused_ground: '情节轻微' } };
    expect(hands(asked)).toBe(officer_id);
    expect(hands(asked, laid)).toBe(head.person_id);
    for (const answer of [approved(), no, back]) expect(hands(asked, laid, answer)).toBe(officer_id);
    expect(hands(asked, laid, approved(), wanted)).toBe(head.person_id);
    expect(hands(asked, laid, approved(), wanted, back)).toBe(officer_id);
    const r = device(asked, laid, approved(), wanted, back);
    expect([r.state, r['approved_on'], r['head_name']]).toEqual(['in_force', '2024-01-31', head.name]);
  }); // prettier-ignore

  it('waits for the head on the head’s Today, and comes up to the city where nobody decides', () => {
    const [duty] = dutiesOf(correctionPositioning, device(asked, laid));
    expect(duty).toMatchObject({
      key: 'approve', roles: ['leader'], asked: true, escalate: { roles: ['bureau'] },
    });
  }); // prettier-ignore

  it('has a duty to look before it ends and one to take it off on its own day', () => {
    const duties = dutiesOf(correctionPositioning, device(asked, laid, approved()));
    // Ten days before 30 April 2024 is a Saturday: the Friday before.
    expect(duties.map((d) => [d.key, d.due_on])).toEqual([
      // Sunday, 4 February, is worked for Spring Festival.
      ['tell', '2024-02-04'],
      ['look', '2024-04-19'],
      ['end', '2024-04-30'],
    ]);
    expect(duties.at(-1)).toMatchObject({ rule: 'R42', statutory: true });
  });

  it('goes on only by a new approval made before the term ran out, and each term is a row', () => {
    const r = device(asked, laid, approved(), wanted, renewed());
    expect(r.terms).toMatchObject([
      { from_day: '2024-01-31', until_day: '2024-04-30', approved_on: '2024-01-31' },
      { from_day: '2024-05-01', until_day: '2024-08-01', approved_on: '2024-04-25' },
    ]);
    expect([r.state, r.told_on]).toEqual(['in_force', null]);
    expect(
      ['2024-01-30', '2024-01-31', '2024-05-01', '2024-08-01', '2024-08-02'].map((day) =>
        stockOn(r, day),
      ),
    ).toEqual([0, 1, 1, 1, 0]);
    const late = refusalOf(() =>
      device(asked, laid, approved(), wanted, renewed({ approved_on: '2024-05-02' })),
    );
    expect([late.fields, late.rules]).toEqual([['approved_on'], ['R42.renewal']]);
    const long = refusalOf(() =>
      device(asked, laid, approved(), wanted, renewed({ term_until: '2024-08-02' })),
    );
    expect(long.rules).toEqual(['R42.renewal']);
  });

  it('ends on the day its cause is over, and counts no longer', () => {
    const over: Step = {
      action: 'end',
      today: '2024-03-10',
      actor: second,
      fields: { end_reason: 'cause_over', ended_on: '2024-03-10' },
    };
    const r = device(asked, laid, approved(), over);
    expect([stockOn(r, '2024-03-09'), stockOn(r, '2024-03-10')]).toEqual([1, 0]);
    expect(dutiesOf(correctionPositioning, r)).toEqual([]);
  });
});

describe('regular trips', () => {
  const asked: Step = {
    action: 'apply',
    today: '2024-12-31',
    fields: {
      file_id,
      kind: 'work',
      reason: '做工',
      places: '中宁县',
      how_often: '每日',
      applied_on: '2024-08-26',
    },
  };
  const approved = (more: object = {}): Step => ({
    action: 'approve',
    today: '2024-12-31',
    actor: second,
    fields: { county_opinion: '同意', approved_on: '2024-08-31', ...more },
  });
  it('are allowed for six months at most, over the end of February', () => {
    const trips = (...steps: Step[]) => play(correctionActivity, steps, fileOf());
    expect(trips(asked, approved()).valid_until).toBe('2025-02-28');
    const long = refusalOf(() => trips(asked, approved({ valid_until: '2025-03-01' })));
    expect([long.fields, long.rules]).toEqual([['valid_until'], ['R33']]);
  });
});

describe('a change of place', () => {
  const applied = (wanted_on: string, more: object = {}): Step => ({
    action: 'apply',
    today: '2024-12-31',
    fields: {
      file_id,
      where_to: 'within',
      to_unit_id: 9,
      new_address: '和顺村',
      reason: '迁居',
      applied_on: '2024-02-29',
      wanted_on,
      ...more,
    },
  });
  const move = (...steps: Step[]) => play(correctionMove, steps, fileOf());

  it('is applied for a month before, or says why not', () => {
    expect(move(applied('2024-03-29')).state).toBe('applied');
    // A month before 28 March is 28 February.
    const late = refusalOf(() => move(applied('2024-03-28')));
    expect([late.fields, late.rules]).toEqual([['short_ground'], ['R34']]);
    expect(move(applied('2024-03-28', { short_ground: '租约到期' })).state).toBe('applied');
  });

  it('names a place: another office of the city, or one outside', () => {
    expect(refusalOf(() => move(applied('2024-04-10', { to_unit_id: null }))).fields).toEqual([
      'to_unit_id',
    ]);
    expect(refusalOf(() => move(applied('2024-04-10', { to_unit_id: 7 }))).fields).toEqual([
      'to_unit_id',
    ]);
    const out = { where_to: 'outside', to_unit_id: null };
    expect(refusalOf(() => move(applied('2024-04-10', out))).fields).toEqual(['to_place']);
  });

  it('is asked, answered, decided, handed on and reported in by its clocks', () => {
    const asked: Step = {
      action: 'inquire',
      today: '2024-12-31',
      actor: second,
      fields: { county_opinion: '同意', asked_on: '2024-03-04' },
    };
    const agreed: Step = {
      action: 'agree',
      today: '2024-12-31',
      fields: { answered_on: '2024-03-07', answer: '同意接收' },
    };
    const decided: Step = {
      action: 'decide',
      today: '2024-12-31',
      actor: second,
      fields: { decided_on: '2024-03-29', told_on: '2024-03-29' },
    };
    const steps = [applied('2024-04-10'), asked, agreed, decided];
    const due = (n: number) =>
      dutiesOf(correctionMove, move(...steps.slice(0, n))).map((d) => `${d.rule} ${d.due_on}`);
    expect(due(1)).toEqual(['R34.inquiry 2024-03-05']);
    // Five days from 4 March are Saturday, 9 March: to Monday.
    expect(due(2)).toEqual(['R34.opinion 2024-03-11']);
    // Seven days from 29 March are 5 April, in the holiday; Sunday, 7 April, is worked for it.
    expect(due(4)).toEqual(['R34.report 2024-04-07', 'R34.file 2024-04-03']);
    const r = move(...steps);
    expect(r).toMatchObject({ state: 'decided', unit_id: 9, from_unit_id: 7 });
    expect(counts(correctionMove, r)).toContain('place_changes 2024-03-29 1 where=within');
  });
});
