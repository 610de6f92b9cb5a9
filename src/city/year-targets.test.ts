/** The published targets of 2010 as records: each of them once, with what it is counted by, and the split of T02. */
import { describe, expect, it } from 'vitest';
import { readGoal } from '#engine/target.ts';
import { book } from '#lines/index.ts';
import { standardised2009, standardisedByCounty } from './standardisation.ts';
import { targetsCsv, targetsOf2010, targetsOfNow } from './year-targets.ts';

const steps = targetsOf2010(standardisedByCounty());
const begun = steps.filter((one) => one.deeds[0]!.action === 'draft');
const drafts = begun.map((one) => one.deeds[0]!.fields as Record<string, any>);
const city = drafts.filter((fields) => /^T\d\d$/.test(fields['number']));

describe('the targets of 2010', () => {
  it('are all that the document sets, each once, issued in January', () => {
    expect(targetsCsv).toHaveLength(20);
    expect(city.map((fields) => fields['number'])).toEqual(targetsCsv.map((row) => row.id));
    expect(begun.every((one) => one.deeds[1]!.action === 'issue')).toBe(true);
    expect(begun.every((one) => one.at.startsWith('2010-01-'))).toBe(true);
  });

  it('have an English name without Chinese, and the words that set them', () => {
    for (const { name_en, name, source } of city) {
      expect(name_en).not.toMatch(/\p{Script=Han}/u);
      expect(name).toMatch(/\p{Script=Han}/u);
      expect(source).toContain('2010年工作思路');
    }
  });

  it('have the numbers of the document: 60 and 60 per cent, 5 bases, 20 persons, 15 examples after 48, T17 none', () => {
    const goal = (id: string) =>
      readGoal(city.find((one) => one['number'] === id)!['goal'] ?? null);
    expect(['T01', 'T02', 'T03', 'T04', 'T05', 'T17'].map(goal)).toEqual([60, 60, 5, 20, 15, null]);
  });

  it('wait for their line unless it is there: T02, T11, T12 and the survey of T17', () => {
    const counted = city.filter((fields) =>
      [fields['indicator'], ...(fields['milestones'] ?? []).map((row: any) => row.indicator)].some(
        (name) => name && book.findIndicator(name),
      ),
    );
    expect(counted.map((fields) => fields['number'])).toEqual(
      expect.arrayContaining(['T02', 'T11', 'T12', 'T17']),
    );
  });

  it('T02 is split to the counties: 58 of 66, so that eight are given to nobody', () => {
    const parts = drafts.filter((fields) => /^T02-/.test(fields['number']));
    const sum = parts.reduce((total, fields) => total + Number(fields['goal']), 0);
    expect(parts).toHaveLength(3);
    expect(sum - standardised2009).toBe(58);
  });
});

describe('the end of 2010', () => {
  it('leaves no part waiting for its assessment, and the unit is heard before it is judged', () => {
    const parts = begun.filter((one) => /^T02-/.test(drafts[begun.indexOf(one)]!['number']));
    for (const part of parts) {
      const later = steps.filter((one) => one.id === part.id && one !== part);
      expect(later.map((one) => one.deeds[0]!.action)).toEqual(['self_assess', 'assess']);
      expect(later.map((one) => one.by.role)).toEqual(['county', 'bureau']);
    }
  });
});

describe('the targets of the year', () => {
  it('are set in the Januaries that the register has seen, and are the same whenever it is opened', () => {
    const years = (opens: string, today: string) => [
      ...new Set(targetsOfNow(opens, today).map((one) => one.at.slice(0, 4))),
    ];
    expect(years('2025-09-01', '2026-11-28')).toEqual(['2026']);
    expect(years('2025-09-01', '2026-01-05')).toEqual([]);
    expect(years('2024-12-01', '2026-02-05')).toEqual(['2025', '2026']);
    const ids = (today: string) => targetsOfNow('2025-09-01', today).map((one) => one.id);
    expect(ids('2026-11-28')).toEqual(ids('2026-12-30'));
  });

  it('name only figures that are kept', () => {
    const named = targetsOfNow('2025-09-01', '2026-11-28').flatMap(
      (one) => (one.deeds[0]!.fields as Record<string, any>)['indicator'] ?? [],
    );
    expect(named.filter((name: string) => !book.findIndicator(name))).toEqual([]);
  });
});
