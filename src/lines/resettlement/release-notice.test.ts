/** Who is to be released: verified with a receipt, met at the gate or not, and the list of those not handed over. */
import { describe, expect, it } from 'vitest';
import { addDays } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { AnyRecord } from '#engine/record.ts';
import { actor, counts, dutiesOf, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';
import { releaseNotice } from './release-notice.ts';

const today: Day = '2024-12-31';
const did = (action: string, fields: object = {}, more: Partial<Step> = {}): Step => ({
  action,
  today,
  fields: { ...fields },
  ...more,
});
const listed = (more: object = {}): Step =>
  did('list', {
    name: '田新生',
    sex: 'male',
    document_kind: 'citizen_id',
    document_number: '990101198002021233',
    channel: 'prison',
    from_where: '石嘴山监狱',
    released_on: '2024-10-10',
    listed_on: '2024-09-02',
    ...more,
  });
const ours = did('verify', {
  verify_result: 'ours',
  verified_on: '2024-09-05',
  receipt_on: '2024-09-06',
});
const notice = (...steps: Step[]) => play(releaseNotice, steps);
const keys = (r: AnyRecord) => dutiesOf(releaseNotice, r).map(({ key }) => key);

describe('verification', () => {
  it('says whose they are, with its receipt; not ours ends it here', () => {
    expect(notice(listed(), ours)).toMatchObject({ state: 'verified', receipt_on: '2024-09-06' });
    const result = (verify_result: string) =>
      notice(listed(), did('verify', { verify_result, verified_on: '2024-09-05' })).state;
    expect(result('not_ours')).toBe('not_ours');
    expect(keys(notice(listed()))).toEqual(['verify']);
    const r = notice(
      listed(),
      did('verify', { verify_result: 'not_ours', verified_on: '2024-09-05' }),
    );
    expect(keys(r)).toEqual([]);
    expect(counts(releaseNotice, r).filter((one) => one.startsWith('releases_due'))).toEqual([]);
  });

  it('no receipt is dated before the verification', () => {
    const early = did('verify', {
      verify_result: 'ours',
      verified_on: '2024-09-05',
      receipt_on: '2024-09-04',
    });
    expect(refusalOf(() => notice(listed(), early)).fields).toEqual(['receipt_on']);
  });
});

describe('who is met at the gate', () => {
  it.each([
    ['key', { suggested_class: 'key' }],
    ['three-nots', { three_nots: true }],
  ])('%s: it is due on the day of release, and who came alone needs a reason', (_, more) => {
    const r = notice(listed(more), ours);
    const gate = dutiesOf(releaseNotice, r).find(({ key }) => key === 'pick_up');
    expect(gate).toMatchObject({ due_on: '2024-10-10', action: 'hand_over' });
    const alone = { handed_over_on: '2024-10-10', pick_up: 'alone' };
    expect(refusalOf(() => notice(listed(more), ours, did('hand_over', alone))).fields).toEqual([
      'pick_up_reason',
    ]);
    const told = did('hand_over', { ...alone, pick_up_reason: '本人提前离开，家属已接回' });
    expect(notice(listed(more), ours, told).state).toBe('handed_over');
  });

  it('nobody else has to be', () => {
    const r = notice(listed(), ours);
    expect(keys(r)).toEqual(['hand_over']);
    const alone = did('hand_over', { handed_over_on: '2024-10-10', pick_up: 'alone' });
    expect(notice(listed(), ours, alone).state).toBe('handed_over');
  });
});

describe('the list of those not handed over', () => {
  const on = (r: AnyRecord, day: Day) =>
    releaseNotice
      .postings(r as never)
      .filter((one) => one.measure === 'not_handed_over' && one.day <= day)
      .reduce((sum, one) => sum + one.amount, 0);
  const came = (day: Day) => did('hand_over', { handed_over_on: day, pick_up: 'picked_up' });

  it('holds whoever is ours from the day after the release until they are taken over, however late', () => {
    const missed = [listed(), ours, did('miss', {}, { reason: '未到所报到' })];
    const still = notice(...missed);
    expect([still.state, keys(still)]).toEqual(['missing', ['hand_over']]);
    expect(['2024-10-10', '2024-10-11', '2024-12-31'].map((day) => on(still, day))).toEqual([
      0, 1, 1,
    ]);
    const late = notice(...missed, came('2024-11-20'));
    expect(['2024-10-11', '2024-11-19', '2024-11-20'].map((day) => on(late, day))).toEqual([
      1, 1, 0,
    ]);
    expect(on(notice(listed(), ours, came('2024-10-10')), '2024-12-31')).toBe(0);
  });

  it('nobody is on it before the day has passed', () => {
    const soon = addDays(today, 3);
    const early = () =>
      notice(listed({ released_on: soon }), ours, did('miss', {}, { reason: '未到' }));
    expect(refusalOf(early).fields).toEqual(['released_on']);
    expect(refusalOf(() => notice(listed(), ours, did('miss'))).fields).toEqual(['reason']);
  });
});

it('is worked on by the office and the county, and by no city', () => {
  for (const role of ['mediator', 'bureau', 'leader'] as const)
    expect(refusalOf(() => notice({ ...listed(), actor: actor(role) })).kind).toBe('not-allowed');
});
