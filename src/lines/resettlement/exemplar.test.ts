/** The story of somebody who did well: nothing of it leaves the bureau without consent and without their name. */
import { describe, expect, it } from 'vitest';
import { rowOf } from '#testing/row-of.ts';
import { actor, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';
import { helpFile } from './help-file.ts';
import { exemplar } from './exemplar.ts';

const file_id = '00000000-0000-4000-8000-0000000000dd';
const linked = (minor: boolean) => ({ [file_id]: rowOf(helpFile, { id: file_id, minor }) });
const county = actor('county');
const drafted = (more: object = {}): Step => ({
  action: 'draft',
  fields: {
    file_id,
    heading: '温棚里的新生活',
    story: '承包温棚两座，带动三户邻居。',
    cultivated_on: '2012-03-15',
    ...more,
  },
});
const checked: Step = { action: 'check', fields: { checked_on: '2012-04-01' } };
const approved = (more: object = {}): Step => ({
  action: 'approve',
  actor: county,
  fields: { approved_on: '2012-04-02', ...more },
});
const used = (scope: string): Step => ({
  action: 'use',
  actor: county,
  fields: { uses: [{ used_on: '2012-05-01', scope, occasion: '全区安置帮教工作会' }] },
});
const agreed = {
  consent: true,
  consent_on: '2012-03-20',
  public_text: '某县一名帮教对象承包温棚。',
};
const story = (steps: Step[], minor = false) => play(exemplar, steps, linked(minor));
const refused = (steps: Step[], minor = false) => refusalOf(() => story(steps, minor)).fields;

describe('an exemplar', () => {
  it('is used outside only with a consent in writing, its day, and a text of its own', () => {
    expect(refused([drafted({ publicity: 'press' })])).toEqual(['consent']);
    for (const left of ['consent', 'consent_on', 'public_text'])
      expect([left, refused([drafted({ ...agreed, publicity: 'press', [left]: null })])]).toEqual([
        left,
        ['consent'],
      ]);
    expect(story([drafted({ ...agreed, publicity: 'press' })]).state).toBe('drafted');
    expect(story([drafted({ publicity: 'inside' })]).state).toBe('drafted');
  });

  it('says no number of anybody in the text that is used', () => {
    for (const number of ['13900000017', '990101198503071239', '6222020000001'])
      expect(refused([drafted({ ...agreed, public_text: `联系${number}` })])).toEqual(['public_text']);
  });

  it('is logged with each use, within what was agreed to', () => {
    const ready = (publicity: string) => [drafted({ ...agreed, publicity }), checked, approved()];
    expect(refused([...ready('meetings'), used('press')])).toEqual(['uses.0.scope']);
    const r = story([...ready('meetings'), used('meetings')]);
    expect(r['uses']).toMatchObject([{ used_on: '2012-05-01', scope: 'meetings' }]);
    expect(refused([...ready('press'), { ...used('press'), fields: {} }])).toEqual(['uses']);
  });

  it('is used no more once the consent is withdrawn, and not before it is approved', () => {
    const gone: Step = { action: 'withdraw_consent', reason: '本人撤回', fields: { consent_until: '2012-05-20' } };
    const ready = [drafted({ ...agreed, publicity: 'press' }), checked, approved()];
    expect(refusalOf(() => story([...ready, gone, used('press')])).kind).toBe('wrong-state');
    expect(refusalOf(() => story([drafted(agreed), checked, used('inside')])).kind).toBe('wrong-state');
    const director = { ...approved(), actor: actor('director') };
    expect(refusalOf(() => story([drafted(agreed), checked, director])).kind).toBe('not-allowed');
  });

  it('of whoever was a minor stays inside, sealed with the file', () => {
    expect(story([drafted()], true)).toMatchObject({ guard: 2, minor: true });
    expect(refused([drafted({ ...agreed, publicity: 'press' })], true)).toEqual(['publicity']);
  });
}); // prettier-ignore
