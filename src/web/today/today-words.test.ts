import { describe, expect, it } from 'vitest';
import type { TodayAnswer, TodayItem } from '../shell/api-types.ts';
import { sayIn } from '../shell/language.tsx';
import { groupItems, logForPasting, nearDay, sinceWords, summaryForChat } from './today-words.ts';

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
  escalated: false,
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
  it('gives a leader units with their oldest day', () => {
    const unit = { id: 1, code: 'a', name: { en: 'Shapotou District', zh: '沙坡头区' } };
    const row = {
      overdue: 9,
      oldest_due: '2026-11-06',
      reminded_on: null,
      this_year: 1,
      last_year: 2,
    };
    const text = summaryForChat(
      {
        ...answer,
        sections: [],
        units: [
          { unit, ...row },
          { unit, ...row, overdue: 0 },
        ],
      },
      { en: 'Zhongwei', zh: '中卫市司法局' },
      'zh',
    );
    expect(text.split('\n')).toEqual([
      '【中卫市司法局】2026-11-24 办理事项',
      '沙坡头区 逾期9件（最早2026-11-06）',
    ]);
  });
});

describe('what comes up', () => {
  it('is told with where it is, how many and how late', () => {
    const unit = { en: 'Shapotou District', zh: '沙坡头区' };
    const label = { en: 'Appraise', zh: '书面鉴定' };
    const row = { unit_id: 2, unit, key: 'appraise', label, due_on: '2026-11-20', overdue_days: 4 };
    const of = (language: 'en' | 'zh', overdue: number) =>
      summaryForChat(
        { ...answer, sections: [], come_up: [{ ...row, count: 3, overdue }] },
        { en: 'Zhongwei', zh: '中卫市司法局' },
        language,
      ).split('\n')[1];
    expect(of('zh', 2)).toBe('提级提醒：沙坡头区 书面鉴定3件（逾期2件）');
    expect(of('en', 0)).toBe('Come up from Shapotou District: Appraise, 3');
  });
});

describe('nearDay', () => {
  it.each([
    ['2026-11-24', 'today', '今天'],
    ['2026-11-25', 'tomorrow', '明天'],
    ['2026-11-27', 'Fri 27 Nov', '周五 11月27日'],
    ['2026-12-01', 'Tue 1 Dec', '周二 12月1日'],
    ['2026-12-20', '20 Dec 2026', '2026-12-20'],
    ['2026-11-20', '20 Nov 2026', '2026-11-20'],
  ])('%s', (day, en, zh) => {
    expect(nearDay(day, '2026-11-24', 'en')).toBe(en);
    expect(nearDay(day, '2026-11-24', 'zh')).toBe(zh);
  });
});

describe('sinceWords', () => {
  it('says yesterday, today, and the day where it is longer ago', () => {
    expect(sinceWords('2026-11-23T09:42:00.000Z', '2026-11-24', 'en')).toBe('yesterday 17:42');
    expect(sinceWords('2026-11-23T09:42:00.000Z', '2026-11-24', 'zh')).toBe('昨天17:42');
    expect(sinceWords('2026-11-24T01:00:00.000Z', '2026-11-24', 'zh')).toBe('09:00');
    expect(sinceWords('2026-11-20T01:00:00.000Z', '2026-11-24', 'en')).toBe('20 Nov 2026, 09:00');
  });
});

it('logForPasting numbers the deeds under the day', () => {
  const line = { count: 2, type: 'dispute', action: 'accept', records: [] };
  const day = {
    day: '2026-11-24',
    lines: [{ ...line, said: { en: 'Accept: 2', zh: '受理：纠纷2件' } }],
  };
  expect(logForPasting(day, '田卫东', 'zh')).toBe(
    '2026-11-24 工作纪实（田卫东）\n1. 受理：纠纷2件',
  );
});
