import { describe, expect, it } from 'vitest';
import { committee } from './committee.ts';
import { actor, counts, dutiesOf, engine, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';

const member = (name: string, sex = 'male', role = 'member') => ({
  name,
  sex,
  role,
  from_day: '2009-01-05',
});
const members = [member('王建国', 'male', 'chair'), member('李秀英', 'female'), member('马文海')];
const setUp: Step = {
  action: 'set_up',
  fields: {
    name: '镇罗村人民调解委员会',
    short_name: '镇罗',
    short_name_en: 'Zhenluo village',
    kind: 'village',
    set_up_on: '2009-01-05',
    members,
  },
};
const confirm = (from: string, until: string, by: string): Step => ({
  action: 'confirm_standard',
  actor: engine,
  fields: { standardised_from: from, standardised_until: until, standardised_by: by },
});
const run = (...steps: Step[]) => play(committee, steps);

describe('a committee', () => {
  it('counts from its set-up day to its abolition, and its unit keeps a register', () => {
    expect(counts(committee, run(setUp))).toEqual([
      'committees 2009-01-05 1 kind=village',
      'mediation_kept 2009-01-05 1',
    ]);
    const gone = run(setUp, {
      action: 'abolish',
      fields: { ended_on: '2011-07-01' },
      reason: '村组合并',
    });
    expect(counts(committee, gone)).toEqual([
      'committees 2009-01-05 1 kind=village',
      'committees 2011-07-01 -1 kind=village',
      'mediation_kept 2009-01-05 1',
      'mediation_kept 2011-07-01 -1',
    ]);
  });

  it('keeps its register only from the day it says', () => {
    const late = run({ ...setUp, fields: { ...setUp.fields, register_from: '2010-01-01' } });
    expect(counts(committee, late)).toContain('mediation_kept 2010-01-01 1');
  });

  it('is standardised from confirmation to the day after its last, posted in advance', () => {
    const r = run(setUp, confirm('2009-06-01', '2012-05-31', 'a'));
    expect(r).toMatchObject({
      standardised_from: '2009-06-01',
      standardised_until: '2012-05-31',
      standardised_by: 'a',
    });
    expect(counts(committee, r).slice(-2)).toEqual([
      'committees_standardised 2009-06-01 1 kind=village',
      'committees_standardised 2012-06-01 -1 kind=village',
    ]);
  });

  it('confirmed again stays one committee, and the earlier years stay as they were', () => {
    const standardised = (...steps: Step[]) =>
      counts(committee, run(setUp, ...steps)).filter((line) => line.startsWith('committees_st'));
    expect(
      standardised(
        confirm('2009-06-01', '2012-05-31', 'a'),
        confirm('2011-09-01', '2014-08-31', 'b'),
      ),
    ).toEqual([
      'committees_standardised 2009-06-01 1 kind=village',
      'committees_standardised 2011-09-01 -1 kind=village',
      'committees_standardised 2011-09-01 1 kind=village',
      'committees_standardised 2014-09-01 -1 kind=village',
    ]);
    // The same assessment again is a correction, and one written down late ends where the later began.
    expect(
      standardised(
        confirm('2009-06-01', '2012-05-31', 'a'),
        confirm('2009-07-01', '2012-06-30', 'a'),
      ),
    ).toHaveLength(2);
    expect(
      standardised(
        confirm('2011-09-01', '2014-08-31', 'b'),
        confirm('2009-06-01', '2012-05-31', 'a'),
      ),
    ).toContain('committees_standardised 2011-09-01 -1 kind=village');
  });

  it('loses a confirmation that was withdrawn, and ends one that the county takes away', () => {
    const confirmed = [setUp, confirm('2009-06-01', '2014-05-31', 'a')];
    const dropped = run(...confirmed, {
      action: 'drop_standard',
      actor: engine,
      fields: { standardised_by: 'a' },
    });
    expect(dropped).toMatchObject({ standards: [], standardised_until: null });
    const ended = run(...confirmed, {
      action: 'end_standard',
      actor: actor('county'),
      reason: '复查不合格',
      today: '2010-03-01',
    });
    expect(counts(committee, ended)).toContain(
      'committees_standardised 2010-03-01 -1 kind=village',
    );
  });

  it('abolished before its standard runs out leaves both stocks on the same day', () => {
    const r = run(setUp, confirm('2009-06-01', '2012-05-31', 'a'), {
      action: 'abolish',
      fields: { ended_on: '2011-07-01' },
      reason: '合并',
    });
    expect(counts(committee, r)).toContain('committees_standardised 2011-07-01 -1 kind=village');
  });

  it('has three to nine members with a woman among them (R08)', () => {
    const refused = (list: object[]) =>
      refusalOf(() => run({ ...setUp, fields: { ...setUp.fields, members: list } }));
    const one = (list: object[]) => refused(list).fields;
    expect(one(members.slice(0, 2))).toEqual(['members']);
    expect(one([...members, ...Array.from({ length: 7 }, (_, i) => member(`委员${i}`))])).toEqual([
      'members',
    ]);
    expect(one(members.map((m) => ({ ...m, sex: 'male' })))).toEqual(['members']);
    const left = { ...member('孙某'), until_day: '2009-03-01' };
    expect(run({ ...setUp, fields: { ...setUp.fields, members: [...members, left] } }).state).toBe(
      'active',
    );
  });

  it('asks no members of a resident room', () => {
    expect(
      run({ ...setUp, fields: { ...setUp.fields, kind: 'resident_room', members: [] } }).state,
    ).toBe('active');
  });

  it('counts whose term is written down with its last day, and not who has gone', () => {
    const until = (day: string) => members.map((one) => ({ ...one, until_day: day }));
    const term = { ...setUp, fields: { ...setUp.fields, members: until('2012-01-04') } };
    expect(run(term).state).toBe('active');
    const change = (list: object[], today: string): Step => ({
      action: 'change',
      fields: { members: list },
      today,
    });
    // An address can be corrected after the term has run out; the election is due all the same.
    const place: Step = { action: 'change', fields: { place: '村部二楼' }, today: '2012-06-01' };
    expect(run(term, place)).toMatchObject({ place: '村部二楼', changed_on: '2009-01-05' });
    const gone = [...members.slice(0, 2), { ...members[2]!, until_day: '2010-05-01' }];
    expect(refusalOf(() => run(setUp, change(gone, '2010-05-01'))).fields).toEqual(['members']);
    // Whoever leaves or comes by way of a correction is told to the court too (R09).
    const told: Step = { action: 'tell_court', fields: { court_told_on: '2009-02-01' } };
    const more = [...gone, { ...member('赵玉兰', 'female'), from_day: '2010-05-01' }];
    const changed = run(setUp, told, change(more, '2010-05-03'));
    expect(changed.changed_on).toBe('2010-05-01');
    expect(dutiesOf(committee, changed).map((one) => one.key)).toContain('tell_court');
  });

  it('misses a smaller group only where all members are of one, whichever that is', () => {
    const warned = (...groups: string[]) => {
      const list = members.map((one, i) => ({ ...one, ethnic_group: groups[i] ?? null }));
      const fields = { ...setUp.fields, mixed_area: true, members: list };
      return [...committee.check!(run({ ...setUp, fields }) as never)].map((issue) => issue.field);
    };
    expect(warned('汉族', '汉', '汉族')).toEqual(['members']);
    expect(warned('回族', '回族', '回族')).toEqual(['members']);
    expect(warned('回族', '汉族', '回族')).toEqual([]);
  });

  it('is to be elected again after three years (R07), and the court told of changes (R09)', () => {
    const duties = (...steps: Step[]) =>
      dutiesOf(committee, run(setUp, ...steps)).map((d) => `${d.key} ${d.due_on} ${d.rule}`);
    expect(duties()).toEqual(['tell_court 2009-01-19 R09', 're_elect 2012-01-05 R07']);
    const told: Step = { action: 'tell_court', fields: { court_told_on: '2009-02-01' } };
    expect(duties(told)).toEqual(['re_elect 2012-01-05 R07']);
    const elected: Step = { action: 're_elect', fields: { term_from: '2012-01-03', members } };
    expect(duties(told, elected)).toEqual(['tell_court 2012-01-17 R09', 're_elect 2015-01-03 R07']);
    expect(run(setUp).term_until).toBe('2012-01-04');
  });
});
