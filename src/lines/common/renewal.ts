/**
 * A version that replaces another (tariff, standard): the new one names it, and on the day before
 * the new one begins the old one ends, in the same save. Which version applies is told by days: the
 * day of closing, never the day of writing.
 */
import { addDays } from '#engine/day.ts';
import { day, link, unit } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import type { FollowUp } from '#engine/record.ts';

export function renewalFields(type: string) {
  return {
    replaces_id: link('Replaces', '替代版本', type),
    replaces_unit_id: unit('Issued by', '原版制定单位', { computed: true }),
    replaces_from: day('The old one since', '原版启用日期', { computed: true, future: true }),
  };
}

export const renewalCopies = {
  replaces_unit_id: ['replaces_id', 'unit_id'],
  replaces_from: ['replaces_id', 'valid_from'],
} as const;

type Renewing = {
  readonly unit_id: number;
  readonly valid_from: string | null;
  readonly replaces_id: string | null;
  readonly replaces_unit_id: number | null;
  readonly replaces_from: string | null;
};

export function* checkRenewal(r: Renewing): Generator<Issue> {
  if (!r.replaces_id) return;
  if (r.replaces_unit_id !== r.unit_id) {
    yield {
      field: 'replaces_id',
      message: {
        en: 'A version is replaced by the unit that issued it.',
        zh: '只能由原制定单位以新版替代。',
      },
    };
  }
  if (r.valid_from && r.replaces_from && r.valid_from <= r.replaces_from) {
    yield {
      field: 'valid_from',
      message: {
        en: `The version it replaces began on ${r.replaces_from}. Choose a later day.`,
        zh: `所替代的版本自${r.replaces_from}启用，请选择其后的日期。`,
      },
    };
  }
}

/** Bringing it into force ends the one that it replaces, on the day before. */
export function endReplaced(type: string, after: Renewing, action: string): FollowUp[] {
  if (action !== 'issue' || !after.replaces_id) return [];
  const fields = { valid_to: addDays(after.valid_from!, -1) };
  return [{ type, id: after.replaces_id, action: 'be_replaced', fields }];
}

export const beReplaced = {
  label: { en: 'Replaced by a new version', zh: '由新版替代' },
  from: ['in_force'],
  to: 'ended',
  roles: [],
  internal: true,
  fields: ['valid_to'],
  required: ['valid_to'],
} as const;
