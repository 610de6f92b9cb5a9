import { expect, it } from 'vitest';
import type { SectionKey, TodayAnswer, TodayItem } from '../shell/api-types.ts';
import { wholeSection } from './everything-due.ts';

const all = Array.from({ length: 450 }, (_, i) => ({ record_id: String(i) }) as TodayItem);
const asked: number[] = [];
const ask = (section: SectionKey, after: number): Promise<TodayAnswer> => {
  asked.push(after);
  const items = all.slice(after, after + 200);
  const label = { en: 'Overdue', zh: '已逾期' };
  const sections = [{ key: section, label, count: items.length > 0 ? all.length : 0, items }];
  return Promise.resolve({ today: '2026-11-24', since: null, next: null, sections });
};

it('reads a section to its end, each once, in order', async () => {
  const found = await wholeSection('overdue', ask);
  expect(found.map((item) => item.record_id)).toEqual(all.map((item) => item.record_id));
  expect(asked).toEqual([0, 200, 400]);
});
