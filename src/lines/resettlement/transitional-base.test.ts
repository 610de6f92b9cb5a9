/** A base under its agreements: the first before it opens, the later ones while it is open. */
import { expect, it } from 'vitest';
import { actor, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';
import { transitionalBase } from './transitional-base.ts';

const today = '2012-12-31';
const county = actor('county');
const agreed: Step = {
  actor: county,
  action: 'agree',
  today,
  fields: {
    name: '兴达安置基地', kind: 'enterprise', host: '兴达建材厂', capacity: 12,
    agreement_on: '2009-01-10', agreement_until: '2012-01-09',
  },
}; // prettier-ignore
const opened = (opened_on: string): Step => ({
  action: 'open',
  today,
  actor: county,
  fields: { opened_on },
});
const renewed: Step = {
  actor: county,
  action: 'renew',
  today,
  fields: { agreement_on: '2012-01-05', agreement_until: '2015-01-04' },
};

it('is renewed while it is open', () => {
  const base = play(transitionalBase, [agreed, opened('2009-02-01'), renewed]);
  expect(base).toMatchObject({
    state: 'active',
    opened_on: '2009-02-01',
    agreement_on: '2012-01-05',
    agreement_until: '2015-01-04',
  });
});

it('does not open before the agreement', () => {
  const refused = refusalOf(() => play(transitionalBase, [agreed, opened('2009-01-09')]));
  expect(refused.fields).toEqual(['opened_on']);
});
