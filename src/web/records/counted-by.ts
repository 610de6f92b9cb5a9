/**
 * When do a list and a figure speak of the same records? Only where the list's filters are nothing
 * but a period over the day that the measure counts by. Which day that is, is asked of the
 * definition itself: a record is made up with one day only, and its postings say whether they fall
 * on it.
 */
import type { Field } from '#engine/field.ts';
import type { Indicator } from '#engine/indicator.ts';
import type { AnyRecord, AnyRecordType } from '#engine/record.ts';
import type { Search } from '../shell/addresses.ts';

export type CountedList = {
  readonly indicator: Indicator;
  readonly from: string;
  readonly to: string;
  readonly unit: number | undefined;
};

export function countedBy(
  type: AnyRecordType,
  indicators: readonly Indicator[],
  measuresOf: (name: string) => string | undefined,
  search: Search,
): CountedList | null {
  const { sort: _sort, unit, ...filters } = search;
  const used = Object.entries(filters).filter(([, value]) => value);
  const field = /^filter\.(\w+)\.from$/.exec(used[0]?.[0] ?? '')?.[1];
  const from = field && search[`filter.${field}.from`];
  const to = field && search[`filter.${field}.to`];
  if (used.length !== 2 || !field || !from || !to) return null;
  const indicator = indicators.find(
    (one) =>
      one.kind === 'flow' &&
      !one.count.where &&
      !one.money &&
      measuresOf(one.count.measure) === type.name &&
      countsOn(type, one.count.measure, field),
  );
  return indicator ? { indicator, from, to, unit: unit ? Number(unit) : undefined } : null;
}

const probe = '1999-09-09';

function countsOn(type: AnyRecordType, measure: string, field: string): boolean {
  const days = (Object.entries(type.fields) as [string, Field][])
    .filter(([, one]) => one.kind === 'day')
    .map(([name]) => name);
  if (!days.includes(field)) return false;
  const on = (name: string) =>
    postingsWith(type, name).filter((posting) => posting.measure === measure);
  const here = on(field);
  return (
    here.length === 1 &&
    here[0]!.day === probe &&
    here[0]!.amount === 1 &&
    days.every((name) => name === field || on(name).length === 0)
  );
}

function postingsWith(type: AnyRecordType, day: string) {
  const blank = Object.fromEntries([
    ...Object.keys(type.fields).map((name) => [name, null]),
    ...Object.keys(type.children).map((name) => [name, []]),
  ]);
  try {
    return [
      ...type.postings({
        ...blank,
        id: '',
        unit_id: 1,
        path: '1.',
        version: 1,
        state: '',
        guard: 0,
        [day]: probe,
      } as AnyRecord),
    ];
  } catch {
    // A definition may rely on what a real record always has; then it does not count by this day
    // alone.
    return [];
  }
}
