/**
 * Is it the same matter, written down or claimed twice? Signs over parties, telephones and text; a person decides.
 * Pure: what is compared was read by the caller.
 */
import { addDays } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Reading } from '#engine/record.ts';
import type { Dispute } from './dispute-fields.ts';

export type Sign = 'parties' | 'telephone' | 'text';

/** Two entries of one matter are seldom further apart than so. */
export const sameWithinDays = 30;
/** Short notes (浇水) are alike by chance. */
const textLengthMin = 20;
const textAlikeMin = 0.8;
const unknownName = '不详';

type Compared = Pick<Dispute, 'parties' | 'about' | 'committee_id'>;

export function principalNames(r: Pick<Dispute, 'parties'>): string[] {
  const names = r.parties.filter((party) => party.role !== 'agent').map((party) => party.name);
  return [...new Set(names.filter((name): name is string => !!name && name !== unknownName))];
}

export function telephones(r: Pick<Dispute, 'parties'>): string[] {
  return [...new Set(r.parties.flatMap((party) => party.telephone || []))];
}

/**
 * The signs by which two disputes look like one. Parties: two names in common, or all the names that one of them knows
 * in the same village. A telephone in common. Much the same text in the same village.
 */
export function signsOfSame(a: Compared, b: Compared): Sign[] {
  const [mine, theirs] = [principalNames(a), principalNames(b)];
  const shared = mine.filter((name) => theirs.includes(name)).length;
  const village = a.committee_id !== null && a.committee_id === b.committee_id;
  const signs: Sign[] = [];
  if (shared >= 2 || (village && shared > 0 && shared === Math.min(mine.length, theirs.length)))
    signs.push('parties');
  if (telephones(a).some((one) => telephones(b).includes(one))) signs.push('telephone');
  if (village && textAlike(a.about, b.about) >= textAlikeMin) signs.push('text');
  return signs;
}

/** Pairs of neighbouring characters in common, 0 to 1 (Dice): order and small changes of wording matter little. */
export function textAlike(a: string | null, b: string | null): number {
  const [left, right] = [a, b].map((text) => [...(text ?? '').replace(/[\s\p{P}]/gu, '')]);
  if (left!.length < textLengthMin || right!.length < textLengthMin) return 0;
  const pairs = new Map<string, number>();
  for (let i = 1; i < left!.length; i++) {
    const pair = left![i - 1]! + left![i]!;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let common = 0;
  for (let i = 1; i < right!.length; i++) {
    const pair = right![i - 1]! + right![i]!;
    const left_over = pairs.get(pair) ?? 0;
    if (left_over > 0) {
      common++;
      pairs.set(pair, left_over - 1);
    }
  }
  return (2 * common) / (left!.length + right!.length - 2);
}

/** Which disputes are worth comparing: by name, by telephone, and those of the same village and weeks. */
export function likelyReadings(r: Compared, around: Day): Reading[] {
  const between = {
    found_on: [addDays(around, -sameWithinDays), addDays(around, sameWithinDays)],
  } as const;
  const records = 50;
  return [
    { type: 'dispute', where: {}, called: principalNames(r), between, records },
    { type: 'dispute', where: { 'parties.telephone': telephones(r) }, between, records },
    {
      type: 'dispute',
      where: { committee_id: r.about && r.committee_id ? [r.committee_id] : [] },
      between,
      records: 200,
    },
  ];
}
