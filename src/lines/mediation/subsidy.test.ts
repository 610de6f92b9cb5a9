import { describe, expect, it } from 'vitest';
import { labelOf } from '#engine/field.ts';
import type { AnyRecord, LinkedFile } from '#engine/record.ts';
import { rowOf } from '#testing/row-of.ts';
import { dispute } from './dispute.ts';
import { award } from './award.ts';
import { actor, counts, dutiesOf, engine, ids, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';
import type { Dispute } from './dispute-fields.ts';
import { paperNames } from './paper-names.ts';
import { requiredPapers } from './papers.ts';
import { subsidy } from './subsidy.ts';
import { tariff } from './tariff.ts';

const grades = [
  { form: 'oral', difficulty: 'simple', amount_fen: 3000 },
  { form: 'written', difficulty: 'difficult', amount_fen: 20_000 },
];
const rates = {
  ...play(tariff, [
    {
      action: 'issue',
      actor: actor('county'),
      fields: { name: '以案定补标准', version_no: '2009', valid_from: '2009-01-01', grades },
    },
  ]),
  id: ids.tariff,
} as AnyRecord;
const settled = rowOf(dispute, {
  id: ids.dispute,
  number: '（2012）镇罗人调字第12号',
  agreement_form: 'written',
  difficulty: 'difficult',
  performance: 'performed',
  closed_on: '2012-03-20',
  mediator_account_id: ids.mediator_account,
  committee_short_name: '镇罗',
  result: 'written',
});
const papers = requiredPapers(settled as unknown as Dispute);
/** The file of the dispute, with these of its papers signed and there. */
const fileWith = (there: readonly string[]): LinkedFile => ({
  record: settled,
  papers: there.map((name) => ({ name, made: true, pages: 1 })),
});
const linked = { [ids.tariff]: rates, [ids.dispute]: settled };
const split = (
  amount_fen: number,
  mediator_id = ids.mediator,
  account_id: string | null = null,
) => ({ mediator_id, amount_fen, account_id });
const mediates = actor('mediator', ids.mediator_account);
const fields = {
  dispute_id: ids.dispute,
  tariff_id: ids.tariff,
  grade: 'difficult',
  amount_fen: 20_000,
  claimed_on: '2012-04-01',
  splits: [split(20_000)],
};
const claim: Step = { action: 'claim', actor: mediates, fields };
const office: Step = {
  action: 'office_review',
  actor: actor('director'),
  fields: { duplicate_checked: true, office_reviewed_on: '2012-04-05' },
  file_of: fileWith(papers),
};
const county: Step = {
  action: 'county_review',
  actor: actor('county'),
  fields: { county_reviewed_on: '2012-04-10' },
};
const publicise: Step = {
  action: 'publicise',
  actor: actor('county'),
  fields: { notice_from: '2012-04-11', notice_until: '2012-04-17' },
};
const approve = (approved_on: string): Step => ({
  action: 'approve',
  actor: actor('county'),
  fields: { approved_on },
});
const pay: Step = {
  action: 'pay',
  actor: actor('county'),
  fields: { paid_on: '2012-05-10', payment_list: '2012-1' },
};
const run = (...steps: Step[]) => play(subsidy, steps, linked);
const refused = (...steps: Step[]) => refusalOf(() => run(...steps));
const claimWith = (more: object): Step => ({ ...claim, fields: { ...fields, ...more } });

describe('a subsidy', () => {
  it('goes through two reviews, notice and approval, and counts on the day of payment', () => {
    const r = run(claim, office, county, publicise, approve('2012-04-18'), pay);
    expect(r).toMatchObject({ state: 'paid', grade_amount_fen: 20_000, tariff_version: '2009' });
    expect(counts(subsidy, r)).toEqual([
      'subsidies_paid 2012-05-10 1',
      'subsidy_amount 2012-05-10 20000',
    ]);
    expect(counts(subsidy, run(claim, office, county, publicise, approve('2012-04-18')))).toEqual(
      [],
    );
  });

  it('paid back is shown apart and never above what was paid', () => {
    const paid = [claim, office, county, publicise, approve('2012-04-18'), pay];
    const back = (clawed_back_fen: number): Step => ({
      action: 'claw_back',
      actor: actor('county'),
      reason: '虚报',
      fields: { clawed_back_on: '2012-05-20', clawed_back_fen },
    });
    expect(counts(subsidy, run(...paid, back(20_000)))).toEqual([
      'subsidies_paid 2012-05-10 1',
      'subsidy_amount 2012-05-10 20000',
      'subsidy_amount 2012-05-20 -20000',
      'subsidies_clawed_back 2012-05-20 20000',
    ]);
    expect(refused(...paid, back(20_001)).fields).toEqual(['clawed_back_fen']);
  });

  it('is only for disputes settled, performed and closed, by the tariff of that day', () => {
    const with_dispute = (more: object) =>
      refusalOf(() =>
        play(subsidy, [claim], { ...linked, [ids.dispute]: { ...settled, ...more } }),
      );
    expect(with_dispute({ closed_on: null }).fields).toEqual(['dispute_id']);
    expect(with_dispute({ performance: 'partly' }).fields).toEqual(['dispute_id']);
    expect(with_dispute({ agreement_form: null }).fields).toEqual(['dispute_id']);
    expect(with_dispute({ closed_on: '2008-12-31' }).fields).toEqual(['tariff_id']);
  });

  it('is never above the tariff, and its shares make the whole', () => {
    expect(refused(claimWith({ amount_fen: 20_001, splits: [split(20_001)] })).fields).toEqual([
      'amount_fen',
    ]);
    expect(refused(claimWith({ grade: 'simple' })).fields).toEqual(['grade']);
    expect(refused(claimWith({ splits: [split(15_000)] })).fields).toEqual(['splits']);
    expect(refused(claimWith({ splits: [split(10_000), split(10_000)] })).fields).toEqual([
      'splits',
    ]);
    expect(run(claimWith({ splits: [split(12_000), split(8_000, ids.record)] })).state).toBe(
      'claimed',
    );
  });

  it('is not judged by whoever mediated, claimed or shares in it', () => {
    expect(refused(claim, { ...office, actor: actor('director', ids.mediator_account) }).kind).toBe(
      'not-allowed',
    );
    expect(refused({ ...claim, actor: actor('director') }, office).kind).toBe('not-allowed');
    const shared = claimWith({
      splits: [split(20_000, ids.mediator, actor('director').person_id)],
    });
    expect(refused(shared, office).kind).toBe('not-allowed');
    expect(refused(claim, { ...office, actor: actor('county') }, county).kind).toBe('not-allowed');
  });

  it('is paid for a complete file: the papers of the dispute decide, and nobody ticks it', () => {
    const lacking = { ...office, file_of: fileWith(papers.slice(1)) };
    const { fields: at, issues } = refused(claim, lacking);
    expect(at).toEqual(['dossier_complete']);
    expect(issues[0]!.message.zh).toContain(labelOf(paperNames, papers[0]!).zh);
    const ticked = { ...lacking, fields: { ...office.fields, dossier_complete: true } };
    expect(refused(claim, ticked).fields).toEqual(['dossier_complete']);
    // Made from its form and not signed yet is not there.
    const made = fileWith(papers);
    const unsigned = { ...made, papers: made.papers.map((one) => ({ ...one, pages: 0 })) };
    expect(refused(claim, { ...office, file_of: unsigned }).fields).toEqual(['dossier_complete']);
    expect(run(claim, office)).toMatchObject({ dossier_complete: true, dossier_missing: null });
  });

  it('passes with papers to follow only where the tariff says so, and with a reason', () => {
    const why = { ...office.fields, dossier_exception: '签字页在县局复印' };
    const lacking = { ...office, file_of: fileWith(papers.slice(1)) };
    expect(refused(claim, { ...lacking, fields: why }).fields).toEqual(['dossier_complete']);
    const lenient = { ...linked, [ids.tariff]: { ...rates, papers_may_follow: true } };
    const by = (step: Step) => () => play(subsidy, [claim, step], lenient);
    expect(refusalOf(by(lacking)).fields).toEqual(['dossier_exception']);
    expect(by({ ...lacking, fields: why })()).toMatchObject({
      state: 'office_reviewed',
      dossier_complete: false,
      dossier_exception: '签字页在县局复印',
    });
  });

  it('needs an answer to signs of a duplicate', () => {
    const review = (more: object): Step => ({ ...office, fields: { ...office.fields, ...more } });
    expect(refused(claim, review({ duplicate_signs: ['telephone'] })).fields).toEqual([
      'duplicate_note',
    ]);
    expect(refused(claim, review({ duplicate_checked: false })).fields).toEqual([
      'duplicate_checked',
    ]);
  });

  it('hangs out for five days at least and is not approved before the notice has ended', () => {
    expect(
      refused(claim, office, county, {
        ...publicise,
        fields: { notice_from: '2012-04-11', notice_until: '2012-04-14' },
      }).fields,
    ).toEqual(['notice_until']);
    expect(refused(claim, office, county, publicise, approve('2012-04-17')).fields).toEqual([
      'approved_on',
    ]);
    expect(
      run(claim, office, county, {
        action: 'publicise',
        actor: actor('county'),
        fields: { notice_from: '2012-04-11' },
      }).notice_until,
    ).toBe('2012-04-15');
  });

  it('says who has to act next', () => {
    const next = (...steps: Step[]) => dutiesOf(subsidy, run(...steps)).map((d) => d.action);
    expect(
      [
        next(claim),
        next(claim, office),
        next(claim, office, county),
        next(claim, office, county, publicise),
      ].flat(),
    ).toEqual(['office_review', 'county_review', 'publicise', 'approve']);
  });

  it('by a tariff that is not there is refused at its field', () => {
    const nowhere = { [ids.dispute]: settled };
    expect(refusalOf(() => play(subsidy, [claim], nowhere)).fields).toEqual(['tariff_id']);
  });

  it('keeps the grades of its tariff in rows of its own', () => {
    const r = run(claim);
    expect(r.tariff_grades).toHaveLength(2);
    expect(
      play(subsidy, [{ action: 'change', actor: mediates, fields: {} }], linked, r).tariff_grades,
    ).toEqual(r.tariff_grades);
  });
});

describe('a new version of the tariff', () => {
  const county = actor('county');
  const renew = (more: object = {}) => ({
    action: 'issue',
    actor: county,
    fields: {
      name: '以案定补标准',
      version_no: '2012',
      valid_from: '2012-07-01',
      replaces_id: ids.tariff,
      grades: [{ form: 'written', difficulty: 'difficult', amount_fen: 30_000 }],
      ...more,
    },
  });
  const inForce = { [ids.tariff]: rates };

  it('ends the old one on the day before, in the same save', () => {
    const next = play(tariff, [renew()], inForce);
    expect(tariff.follows!(next as never, 'issue', null)).toEqual([
      { type: 'tariff', id: ids.tariff, action: 'be_replaced', fields: { valid_to: '2012-06-30' } },
    ]);
    const ended = play(
      tariff,
      [{ action: 'be_replaced', actor: engine, fields: { valid_to: '2012-06-30' } }],
      {},
      rates,
    );
    expect(ended).toMatchObject({ state: 'ended', valid_to: '2012-06-30' });
    expect(tariff.follows!(next as never, 'set_budget', null)).toEqual([]);
  });

  it('comes from the unit that issued the old one, and begins after it', () => {
    const elsewhere = { [ids.tariff]: { ...rates, unit_id: 99 } };
    expect(refusalOf(() => play(tariff, [renew()], elsewhere)).fields).toEqual(['replaces_id']);
    expect(
      refusalOf(() => play(tariff, [renew({ valid_from: '2009-01-01' })], inForce)).fields,
    ).toEqual(['valid_from']);
  });

  it('applies by the day on which the dispute was closed, whenever the claim is written', () => {
    const old = { ...rates, state: 'ended', valid_to: '2012-06-30' };
    const next = { ...play(tariff, [renew()], inForce), id: ids.criteria };
    const claimBy = (tariff_id: string, closed_on: string) => () =>
      play(
        subsidy,
        [
          {
            ...claim,
            today: '2012-07-05',
            fields: { ...claim.fields, tariff_id, claimed_on: '2012-07-05' },
          },
        ],
        {
          [ids.tariff]: old,
          [ids.criteria]: next,
          [ids.dispute]: { ...settled, closed_on },
        },
      );
    expect(claimBy(ids.tariff, '2012-06-30')().grade_amount_fen).toBe(20_000);
    expect(claimBy(ids.criteria, '2012-07-01')().grade_amount_fen).toBe(30_000);
    expect(refusalOf(claimBy(ids.criteria, '2012-06-30')).fields).toEqual(['tariff_id']);
    expect(refusalOf(claimBy(ids.tariff, '2012-07-01')).fields).toEqual(['tariff_id']);
  });
});

describe('a tariff', () => {
  it('has one amount for a form and difficulty', () => {
    const twice: Step = {
      action: 'draft',
      actor: actor('county'),
      fields: { name: '标准', version_no: '1', grades: [grades[0], grades[0]] },
    };
    expect(refusalOf(() => play(tariff, [twice])).fields).toEqual(['grades.1.difficulty']);
  });
});

describe('an award in lieu', () => {
  const nominate: Step = {
    action: 'nominate',
    fields: {
      scheme: '办法',
      kind: 'committee',
      period_from: '2011-01-01',
      period_to: '2011-12-31',
      awarded_name: '镇罗村调委会',
      nominated_on: '2012-01-10',
    },
  };
  const out: Step = {
    action: 'publicise',
    actor: actor('county'),
    fields: { notice_from: '2012-01-16' },
  };
  const grant = (granted_on: string): Step => ({
    action: 'grant',
    actor: actor('county'),
    fields: { granted_on },
  });

  it('is granted after its notice and counts when granted and when paid', () => {
    expect(refusalOf(() => play(award, [nominate, out, grant('2012-01-20')])).fields).toEqual([
      'granted_on',
    ]);
    const paid = play(award, [
      nominate,
      out,
      grant('2012-01-21'),
      {
        action: 'pay',
        actor: actor('county'),
        fields: { paid_on: '2012-02-01', amount_fen: 50_000 },
      },
    ]);
    expect(counts(award, paid)).toEqual([
      'awards_granted 2012-01-21 1 kind=committee',
      'award_amount 2012-02-01 50000',
    ]);
  });
});
