import { describe, expect, it } from 'vitest';
import type { TodayAnswer, TodayItem } from '../shell/api-types.ts';
import { sayIn } from '../shell/language.tsx';
import { groupItems, summaryForChat } from './today-words.ts';

const item = (village: string, person: string | null): TodayItem => ({
  record_type: 'dispute',
  record_id: village + person,
  key: 'revisit',
  label: { en: 'Revisit', zh: '回访' },
  title: { en: 'x', zh: '张某与李某纠纷' },
  unit: { en: village, zh: village },
  person,
  due_on: '2026-11-24',
  overdue_days: 0,
  rule: null,
  action: 'record_revisit',
  statutory: false,
  postponed_to: null,
});
const items = [item('镇罗村', '万秀兰'), item('沈桥村', null), item('镇罗村', '李某')];
const answer: TodayAnswer = {
  today: '2026-11-24',
  since: null,
  next: null,
  sections: [{ key: 'overdue', label: { en: 'Overdue', zh: '已逾期' }, count: 3, items }],
};

describe('groupItems', () => {
  it('keeps one list by time', () =>
    expect(groupItems(items, 'time', sayIn('zh'))).toEqual([{ name: '', items }]));
  it('puts a village together', () => {
    expect(
      groupItems(items, 'village', sayIn('zh')).map((group) => [group.name, group.items.length]),
    ).toEqual([
      ['镇罗村', 2],
      ['沈桥村', 1],
    ]);
  });
  it('says where nobody is named', () =>
    expect(groupItems(items, 'person', sayIn('zh'))[1]?.name).toBe('未指定'));
});

describe('summaryForChat', () => {
  it('tells counts and units, never names', () => {
    const text = summaryForChat(answer, { en: 'Zhenluo', zh: '镇罗司法所' }, 'zh');
    expect(text).toContain('已逾期 3（镇罗村 2、沈桥村 1）');
    expect(text).not.toMatch(/张|李某|万秀兰/);
  });
});
