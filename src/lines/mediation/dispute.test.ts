import { describe, expect, it } from 'vitest';
import { rowOf } from '#testing/row-of.ts';
import { mediator } from './mediator.ts';
import { committee } from './committee.ts';
import { dispute } from './dispute.ts';
import { actor, counts, dutiesOf, engine, ids, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';
import { paperNames } from './paper-names.ts';

const body = rowOf(committee, {
  id: ids.committee,
  kind: 'village',
  short_name: '镇罗',
  short_name_en: 'Zhenluo village',
});
const one = rowOf(mediator, {
  id: ids.mediator,
  name: '王建国',
  account_id: ids.mediator_account,
});
const linked = { [ids.committee]: body, [ids.mediator]: one };
const parties = [
  { side: 'applicant', kind: 'person', name: '张有福' },
  { side: 'respondent', kind: 'person', name: '欧阳修文' },
];
const heard = {
  parties,
  dispute_type: 'boundary',
  source: 'application',
  about: '地埂归属',
  found_on: '2012-03-01',
  committee_id: ids.committee,
};
const accept: Step = {
  action: 'accept',
  fields: { ...heard, accepted_on: '2012-03-02', mediator_id: ids.mediator },
};
const written: Step = {
  action: 'record_result',
  fields: {
    result: 'written',
    concluded_on: '2012-03-10',
    agreement_content: '以中线为界',
    signed_how: ['fingerprint'],
    sealed: true,
    due_on: '2012-05-31',
    amount_fen: 500_000,
  },
};
const oral: Step = {
  action: 'record_result',
  fields: { result: 'oral', concluded_on: '2012-03-10', agreement_content: '互谅互让' },
};
const performed: Step = {
  action: 'record_performance',
  fields: { performance: 'performed', performed_on: '2012-05-20' },
};
const close: Step = { action: 'close', fields: { closed_on: '2012-05-25' } };
const file: Step = {
  action: 'file',
  fields: {
    filed_on: '2012-05-30',
    retention: 'long',
    originals: paperNames.codes.map(({ code }) => code),
  },
};
const run = (...steps: Step[]) => play(dispute, steps, linked);

describe('the file of a dispute', () => {
  it('is filed with every required paper signed, and says what is missing; closing only warns', () => {
    const bare = { ...file, fields: { ...file.fields, originals: null } };
    const steps = [accept, oral, performed, close];
    expect(refusalOf(() => run(...steps, bare)).fields).toEqual(['originals']);
    const most = ['acceptance-register', 'rights-notice', 'oral-register', 'closing-report'];
    const almost = { ...file, fields: { ...file.fields, originals: most } };
    expect(refusalOf(() => run(...steps, almost)).fields).toEqual(['originals']);
    const whole = { ...file.fields, originals: [...most, 'file-contents'] };
    expect(run(...steps, { ...file, fields: whole }).state).toBe('filed');
  });
});

describe('a dispute whose post was handed over', () => {
  const given: Step = {
    action: 'hand_over',
    fields: { keeper_id: ids.criteria },
    actor: engine,
    reason: '工作移交',
  };

  it('is kept by the successor, whoever mediated, until it is assigned anew', () => {
    expect(run(accept).keeper_id).toBe(ids.mediator_account);
    expect(run(accept, given)).toMatchObject({
      keeper_id: ids.criteria,
      mediator_account_id: ids.mediator_account,
    });
    expect(run(accept, given, written).keeper_id).toBe(ids.criteria);
    const anew: Step = { action: 'assign', fields: { mediator_id: ids.mediator } };
    expect(
      run({ ...accept, fields: { ...accept.fields, mediator_id: null } }, given, anew).keeper_id,
    ).toBe(ids.mediator_account);
    expect(refusalOf(() => run(accept, { ...given, actor: actor('director') })).kind).toBe(
      'invalid',
    );
  });
});

describe('a dispute through its life', () => {
  it('goes from written down to filed in the four words that people see', () => {
    const words = [
      run({ action: 'register', fields: { parties, dispute_type: 'boundary' } }),
      run({ ...accept, fields: { ...accept.fields, mediator_id: null } }),
      run(accept),
      run(accept, written),
      run(accept, written, performed),
      run(accept, written, performed, close),
      run(accept, written, performed, close, file),
    ].map((r) => dispute.states[r.state as 'closed'].label.en);
    expect(words).toEqual([
      'Written down',
      'Accepted',
      'In mediation',
      'Agreed',
      'Agreed, performed',
      'Closed',
      'Closed and filed',
    ]);
  });

  it(
    'takes committee and mediator along as facts of the case, and lets the mediator go with' +
      ' the link',
    () => {
      const r = run(accept);
      expect(r).toMatchObject({
        committee_kind: 'village',
        committee_short_name: '镇罗',
        keeper_id: ids.mediator_account,
        accepted_unit_id: 7,
      });
      const without = run(accept, { action: 'change', fields: { mediator_id: null } });
      expect(without).toMatchObject({ mediator_name: null, keeper_id: null });
    },
  );

  it('has a number in its committee and year from acceptance on', () => {
    const book = dispute.numbers!;
    expect(book.when!(run({ action: 'register', fields: heard }) as never)).toBe(false);
    const r = run(accept) as never;
    expect(book.when!(r)).toBe(true);
    expect(book.key(r)).toBe(`dispute/${ids.committee}/2012`);
    expect(book.print(r, 12)).toBe('（2012）镇罗人调字第12号');
  });

  it('is named without its parties in English and by surnames in Chinese', () => {
    expect(dispute.title(run(accept) as never)).toEqual({
      en: 'Boundary and passage dispute, Zhenluo village',
      zh: '张某与欧阳某相邻通行、地界纠纷',
    });
  });

  it('is settled on the spot in one save, with an oral agreement as a full result', () => {
    const r = run({
      action: 'settle_on_spot',
      fields: { ...heard, agreement_content: '当场和好' },
    });
    expect(r).toMatchObject({
      state: 'closed',
      result: 'oral',
      agreement_form: 'oral',
      accepted_on: '2012-03-01',
      concluded_on: '2012-03-01',
      performed_on: '2012-03-01',
      closed_on: '2012-03-01',
      performance: 'performed',
      settled_on_spot: true,
      to_complete: null,
    });
    expect(dutiesOf(dispute, r)).toEqual([]);
  });

  it(
    'sent from a telephone with one side only says that it has to be finished, and is not ' +
      'filed before',
    () => {
      const r = run({
        action: 'settle_on_spot',
        fields: { ...heard, parties: parties.slice(0, 1), about: null },
      });
      expect(r).toMatchObject({ state: 'closed', to_complete: true });
      expect(dutiesOf(dispute, r).map((d) => d.key)).toEqual(['to_complete']);
      expect(refusalOf(() => play(dispute, [file], linked, r)).fields).toEqual(['to_complete']);
      const whole = play(
        dispute,
        [
          {
            action: 'change',
            fields: { parties, about: '地埂', agreement_content: '和好' },
            reason: '补全',
          },
        ],
        linked,
        r,
      );
      expect(whole.to_complete).toBeNull();
    },
  );

  it('settled on the spot but performed later waits for performance', () => {
    const r = run({
      action: 'settle_on_spot',
      fields: { ...heard, agreement_content: '秋后付清', due_on: '2012-10-01' },
    });
    expect(r).toMatchObject({ state: 'agreed', closed_on: null, performance: 'not_due' });
  });

  it.each([
    ['failed', { routes_told: true }],
    ['refused', {}],
    ['withdrawn', {}],
    ['transferred', { passed_to: '镇人民政府' }],
    ['terminated', {}],
  ])('ends as %s on the day of the result, and can be filed', (result, more) => {
    const r = run(accept, {
      action: 'record_result',
      fields: { result, concluded_on: '2012-03-10', ...more },
    });
    expect(r).toMatchObject({
      state: result,
      closed_on: '2012-03-10',
      agreement_form: null,
      performance: null,
    });
    expect(play(dispute, [file], linked, r).state).toBe('filed');
  });

  it('is reopened with a reason, and counts as it did before its result', () => {
    const ended = run(accept, written, performed, close, file);
    expect(refusalOf(() => play(dispute, [{ action: 'reopen' }], linked, ended)).fields).toEqual([
      'reason',
    ]);
    const again = play(dispute, [{ action: 'reopen', reason: '当事人反悔' }], linked, ended);
    expect(again.state).toBe('in_mediation');
    expect(counts(dispute, again)).toEqual(counts(dispute, run(accept)));
  });

  it('follows a corrected result: an agreement that was none becomes a failed end, and back', () => {
    const agreed = run(accept, oral);
    const failed = play(
      dispute,
      [{ action: 'change', fields: { result: 'failed' } }],
      linked,
      agreed,
    );
    expect(failed).toMatchObject({ state: 'failed', closed_on: '2012-03-10', performance: null });
    const back = play(
      dispute,
      [{ action: 'change', fields: { result: 'oral' }, reason: '误填' }],
      linked,
      failed,
    );
    expect(back).toMatchObject({ state: 'agreed', closed_on: null });
  });

  it('passed on by linkage ends here; one that had ended keeps its result', () => {
    const step: Step = {
      action: 'pass_on',
      fields: { concluded_on: '2012-03-05', passed_to: '法院' },
      actor: engine,
    };
    expect(run(accept, step)).toMatchObject({
      state: 'transferred',
      result: 'transferred',
      closed_on: '2012-03-05',
    });
    expect(run(accept, oral, { ...step, fields: { passed_to: '法院' } })).toMatchObject({
      state: 'agreed',
      result: 'oral',
    });
  });

  it('keeps the time at which the police were told', () => {
    const r = run(
      { ...accept, fields: { ...accept.fields, violence_risk: true } },
      { action: 'tell_police', fields: { police_station: '镇罗派出所' } },
    );
    expect(r).toMatchObject({ police_told_at: '2012-06-01T02:00:00.000Z', violence_risk: true });
  });

  it('can be reported to the police wherever it stands, and what is due can be done', () => {
    const tell: Step = { action: 'tell_police', fields: { police_station: '镇罗派出所' } };
    const failed: Step = {
      action: 'record_result',
      fields: { result: 'failed', concluded_on: '2012-03-10', routes_told: true },
    };
    const danger = { ...accept, fields: { ...accept.fields, violence_risk: true } };
    for (const steps of [
      [danger],
      [danger, failed],
      [danger, written],
      [danger, written, performed, close],
      [danger, written, performed, close, file],
    ]) {
      const dangerous = run(...steps);
      const { action } = dutiesOf(dispute, dangerous).find((one) => one.key === 'tell_police')!;
      expect(dispute.actions[action]!.from).toContain(dangerous.state);
      const told = run(...steps, tell);
      expect([told.state, told.police_told_at]).toEqual([
        dangerous.state,
        '2012-06-01T02:00:00.000Z',
      ]);
      expect(dutiesOf(dispute, told).map((one) => one.key)).not.toContain('tell_police');
    }
  });

  it('hides a child’s matter and violence in a family unless somebody decides otherwise', () => {
    const guardOf = (more: object) =>
      run({ ...accept, fields: { ...accept.fields, ...more } }).guard;
    expect(guardOf({})).toBe(0);
    expect(guardOf({ minor_involved: true })).toBe(1);
    expect(guardOf({ violence_risk: true, dispute_type: 'divorce' })).toBe(1);
    expect(guardOf({ minor_involved: true, sensitive: false })).toBe(0);
  });
});

describe('a dispute refuses', () => {
  const refused = (...steps: Step[]) => refusalOf(() => run(...steps));

  it('days in the wrong order or ahead of us', () => {
    expect(
      refused({ ...accept, fields: { ...accept.fields, accepted_on: '2012-02-28' } }).fields,
    ).toEqual(['accepted_on']);
    expect(refused({ ...accept, today: '2012-03-01' }).fields).toContain('accepted_on');
    expect(
      refused(accept, { ...oral, fields: { ...oral.fields, concluded_on: '2012-03-01' } }).fields,
    ).toContain('concluded_on');
    expect(
      refused(accept, written, {
        ...performed,
        fields: { performance: 'performed', performed_on: '2012-03-09' },
      }).fields,
    ).toContain('performed_on');
    expect(
      refused(accept, {
        action: 'record_session',
        fields: { sessions: [{ held_on: '2012-03-01' }] },
      }).fields,
    ).toEqual(['sessions.0.held_on']);
    expect(
      refused(accept, {
        action: 'record_session',
        fields: { sessions: [{ held_on: '2012-07-01' }] },
      }).fields,
    ).toEqual(['sessions.0.held_on']);
  });

  it('a written agreement without signature or seal', () => {
    expect(
      refused(accept, { ...written, fields: { ...written.fields, sealed: false } }).fields,
    ).toEqual(['sealed']);
    expect(
      refused(accept, { ...written, fields: { ...written.fields, signed_how: [] } }).fields,
    ).toEqual(['signed_how']);
  });

  it('an agreement with one side only, or without content', () => {
    const alone = { ...accept, fields: { ...accept.fields, parties: parties.slice(0, 1) } };
    expect(refused(alone, oral).fields).toEqual(['parties']);
    expect(refused(accept, { ...oral, fields: { result: 'oral' } }).fields).toEqual([
      'agreement_content',
    ]);
  });

  it('to go on when a side clearly refuses (R10) or the law leaves it to another organ', () => {
    expect(refused({ ...accept, fields: { ...accept.fields, consent: 'refused' } }).rules).toEqual([
      'R10',
    ]);
    expect(
      refused(accept, { ...oral, fields: { ...oral.fields, consent: 'refused' } }).rules,
    ).toEqual(['R10']);
    expect(
      refused({ ...accept, fields: { ...accept.fields, exclusive_matter: true } }).fields,
    ).toEqual(['exclusive_matter']);
    const stopped = run(accept, {
      action: 'record_result',
      fields: { result: 'refused', consent: 'refused' },
    });
    expect(stopped.state).toBe('refused');
  });

  it('a failed end before the parties were told of the other ways', () => {
    expect(
      refused(accept, { action: 'record_result', fields: { result: 'failed' } }).fields,
    ).toEqual(['routes_told']);
  });

  it('to be closed before performance, or after a breach without a report', () => {
    expect(refused(accept, written, close).fields).toEqual(['performance']);
    const breach: Step = {
      action: 'record_performance',
      fields: { performance: 'backed_out', breached_on: '2012-05-20' },
    };
    expect(refused(accept, written, breach, close).fields).toEqual(['closing_note']);
    expect(
      run(accept, written, breach, {
        ...close,
        fields: { ...close.fields, closing_note: '已告知向法院起诉' },
      }).state,
    ).toBe('closed');
  });

  it('a result by way of a change, and taking away what its state stands on', () => {
    expect(
      refused(accept, {
        action: 'change',
        fields: { result: 'oral', concluded_on: '2012-03-10', agreement_content: '和好' },
      }).fields,
    ).toEqual(['result']);
    expect(refused(accept, { action: 'change', fields: { accepted_on: null } }).fields).toEqual([
      'accepted_on',
    ]);
    expect(
      refused(accept, oral, { action: 'change', fields: { concluded_on: null } }).fields,
    ).toContain('concluded_on');
  });

  it('confirmation by the court before 2011, of status, and warns after 30 days', () => {
    const apply = (day: string): Step => ({
      action: 'apply_confirmation',
      fields: { confirmation_applied_on: day, confirmation_court: '沙坡头区人民法院' },
    });
    expect(run(accept, written, apply('2012-04-09'))).toMatchObject({
      confirmation_applied_on: '2012-04-09',
    });
    // The thirtieth day, 9 April, is worked; 30 April 2012 was a holiday, and the next workday is the last in time.
    const late = (agreed: string, applied: string) => {
      const on = { ...written, fields: { ...written.fields, concluded_on: agreed } };
      const issues = [...dispute.check!(run(accept, on, apply(applied)) as never)];
      return issues.filter((issue) => issue.rule === 'R01').map((issue) => issue.warning);
    };
    expect(late('2012-03-10', '2012-04-09')).toEqual([]);
    expect(late('2012-03-10', '2012-04-10')).toEqual([true]);
    expect(late('2012-03-31', '2012-05-02')).toEqual([]);
    expect(late('2012-03-31', '2012-05-03')).toEqual([true]);
    const divorce = { ...accept, fields: { ...accept.fields, dispute_type: 'divorce' } };
    expect(refused(divorce, written, apply('2012-03-12')).rules).toEqual(['R01']);
    const before = [
      {
        ...accept,
        fields: { ...accept.fields, found_on: '2009-03-01', accepted_on: '2009-03-02' },
      },
      { ...written, fields: { ...written.fields, concluded_on: '2009-03-10', due_on: null } },
      apply('2009-03-12'),
    ];
    expect(refused(...before).rules).toEqual(['R01']);
  });

  it('has no field for a fee (R12)', () => {
    const names = [
      ...Object.keys(dispute.fields),
      ...Object.values(dispute.children).flatMap((list) => Object.keys(list.fields)),
    ];
    expect(names.filter((name) => /fee|charge|cost/.test(name))).toEqual([]);
  });

  it('who may not: a leader or the bureau writes no dispute', () => {
    for (const role of ['leader', 'bureau'] as const) {
      expect(refused({ ...accept, actor: actor(role) }).kind).toBe('not-allowed');
    }
  });
});

describe('a dispute counts', () => {
  it('nothing until it is accepted', () => {
    expect(counts(dispute, run({ action: 'register', fields: heard }))).toEqual([]);
  });

  it('on acceptance by its national kind, its source and its committee', () => {
    expect(counts(dispute, run(accept))).toEqual([
      'disputes_accepted 2012-03-02 1 kind=neighbour',
      'disputes_by_source 2012-03-02 1 source=application body=village',
      'disputes_open 2012-03-02 1',
      'dispute_people 2012-03-02 2',
    ]);
  });

  it(
    'its result on the day of the result, its performance on the day it falls due, and ' +
      'leaves the stock when closed',
    () => {
      expect(counts(dispute, run(accept, written, performed, close)).slice(4)).toEqual([
        'disputes_open 2012-05-25 -1',
        'disputes_concluded 2012-03-10 1 result=written',
        'amount_settled 2012-03-10 500000',
        'agreements_due 2012-05-31 1 performance=performed',
        'revisits_due 2012-05-31 1 done=open',
      ]);
    },
  );

  it('an agreement performed at once as due on its own day', () => {
    expect(
      counts(
        dispute,
        run({ action: 'settle_on_spot', fields: { ...heard, agreement_content: '和好' } }),
      ),
    ).toContain('agreements_due 2012-03-01 1 performance=performed');
  });

  it('difficult disputes and what was prevented, each effect once', () => {
    const effects = [{ effect: 'group_fight', people: 30 }];
    const r = run(
      { ...accept, fields: { ...accept.fields, difficulty: 'major' } },
      { ...oral, fields: { ...oral.fields, effects } },
    );
    expect(counts(dispute, r)).toEqual(
      expect.arrayContaining([
        'disputes_difficult 2012-03-02 1',
        'effects 2012-03-10 1 effect=group_fight',
        'effect_people 2012-03-10 30 effect=group_fight',
      ]),
    );
    expect(
      refusalOf(() =>
        run(accept, { ...oral, fields: { ...oral.fields, effects: [...effects, ...effects] } }),
      ).fields,
    ).toEqual(['effects.1.effect']);
  });

  it('confirmations on their own days', () => {
    const r = run(
      accept,
      written,
      {
        action: 'apply_confirmation',
        fields: { confirmation_applied_on: '2012-03-12', confirmation_court: '区法院' },
      },
      { action: 'accept_confirmation', fields: { confirmation_accepted_on: '2012-03-14' } },
      {
        action: 'decide_confirmation',
        fields: { confirmation_decided_on: '2012-03-20', confirmation_result: 'confirmed' },
      },
    );
    expect(counts(dispute, r).slice(-2)).toEqual([
      'confirmations_applied 2012-03-12 1',
      'confirmations_decided 2012-03-20 1 result=confirmed',
    ]);
  });
});

describe('a dispute is due', () => {
  const due = (...steps: Step[]) =>
    dutiesOf(dispute, run(...steps)).map(
      (d) => `${d.key} ${d.due_on}${d.waiting ? ' waiting' : ''}`,
    );

  it('to be accepted, mediated within a month, performed, closed and filed', () => {
    expect(due({ action: 'register', fields: heard })).toEqual(['accept 2012-03-06']);
    expect(due(accept)).toEqual(['record_result 2012-04-05']);
    expect(due(accept, written)).toEqual([
      'record_performance 2012-05-31',
      'revisit:2012-05-31 2012-05-31',
    ]);
    expect(due(accept, oral)).toEqual(['record_performance 2012-03-16']);
    expect(due(accept, oral, performed)).toEqual(['close 2012-05-25']);
    expect(due(accept, oral, performed, close)).toEqual(['file 2012-08-27']);
    expect(due(accept, oral, performed, close, file)).toEqual([]);
  });

  it('to be told to the police at once', () => {
    expect(due({ ...accept, fields: { ...accept.fields, violence_risk: true } })[0]).toBe(
      'tell_police 2012-03-01',
    );
  });

  it('30 days for the parties to ask the court, only when they want to and the court may', () => {
    const wanted = { ...written, fields: { ...written.fields, confirmation_wanted: true } };
    expect(due(accept, wanted)).toContain('confirm 2012-04-09 waiting');
    expect(
      due({ ...accept, fields: { ...accept.fields, dispute_type: 'divorce' } }, wanted).join(),
    ).not.toContain('confirm');
    const apply: Step = {
      action: 'apply_confirmation',
      fields: { confirmation_applied_on: '2012-03-12', confirmation_court: '区法院' },
    };
    expect(due(accept, wanted, apply)).toContain('court_accepts 2012-03-15 waiting');
    expect(
      due(accept, wanted, apply, {
        action: 'accept_confirmation',
        fields: { confirmation_accepted_on: '2012-03-14' },
      }),
    ).toContain('court_decides 2012-03-29 waiting');
    // Ten days more from the end of the fifteen: 8 April was a Sunday.
    expect(
      due(
        accept,
        wanted,
        apply,
        { action: 'accept_confirmation', fields: { confirmation_accepted_on: '2012-03-14' } },
        { action: 'extend_confirmation', fields: { confirmation_extended_on: '2012-03-28' } },
      ),
    ).toContain('court_decides 2012-04-09 waiting');
  });

  it('nothing to the court for an agreement made before the law knew of confirmation', () => {
    const then = { found_on: '2009-03-01', accepted_on: '2009-03-02' };
    const result = { concluded_on: '2009-03-10', due_on: '2009-05-31', confirmation_wanted: true };
    const duties = due(
      { ...accept, fields: { ...accept.fields, ...then } },
      { ...written, fields: { ...written.fields, ...result } },
    );
    expect(duties.join()).not.toContain('confirm');
  });

  it('a revisit until it is done', () => {
    const visited = run(accept, written, {
      action: 'record_revisit',
      fields: {
        revisits: [{ due_on: '2012-05-31', done_on: '2012-05-30', performance: 'partly' }],
      },
    });
    expect(dutiesOf(dispute, visited).map((d) => d.key)).toEqual(['record_performance']);
    expect(counts(dispute, visited)).toContain('revisits_due 2012-05-31 1 done=done');
  });
});
