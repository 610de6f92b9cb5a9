/** The page Today in other orders and other words. */
import { addDays, daysBetween, weekday } from '#engine/day.ts';
import type { Language, Text } from '#engine/text.ts';
import type { MyDay, TodayAnswer, TodayItem } from '../shell/api-types.ts';
import type { Say } from '../shell/language.tsx';
import { printDay, printInstant } from '../shell/numbers.ts';

export function daysOver(days: number): Text {
  return { en: days === 1 ? '1 day over' : `${days} days over`, zh: `超${days}天` };
}

/** What is left until the day: “today”, “1 day”, “5 days”. */
export function daysLeft(days: number): Text {
  if (days <= 0) return { en: 'today', zh: '今天' };
  return { en: days === 1 ? '1 day' : `${days} days`, zh: `${days}天` };
}

const weekdays = {
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  zh: [...'一二三四五六日'],
};

/** A day near today as people say it: today, tomorrow, Fri 27 Nov. Farther away it is the plain day. */
export function nearDay(day: string, today: string, language: Language): string {
  const ahead = daysBetween(today, day);
  if (ahead === 0) return language === 'zh' ? '今天' : 'today';
  if (ahead === 1) return language === 'zh' ? '明天' : 'tomorrow';
  if (ahead < 0 || ahead > 7) return printDay(day, language);
  const name = weekdayWord(day, language);
  if (language === 'en') return `${name} ${printDay(day, 'en').replace(/ \d{4}$/, '')}`;
  return `${name} ${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
}

export function weekdayWord(day: string, language: Language): string {
  const name = weekdays[language][weekday(day) - 1]!;
  return language === 'zh' ? `周${name}` : name;
}

/** Since when: "yesterday 17:42", else with its day. */
export function sinceWords(instant: string, today: string, language: Language): string {
  const [time, yesterday] = [
    printInstant(instant, language, today),
    printInstant(instant, language, addDays(today, -1)),
  ];
  if (/^\d\d:\d\d$/.test(time)) return time;
  if (/^\d\d:\d\d$/.test(yesterday))
    return language === 'zh' ? `昨天${yesterday}` : `yesterday ${yesterday}`;
  return time;
}

export type By = 'time' | 'village' | 'person';
export type ItemGroup = { readonly name: string; readonly items: readonly TodayItem[] };

export function groupItems(items: readonly TodayItem[], by: By, say: Say): ItemGroup[] {
  if (by === 'time') return [{ name: '', items }];
  const groups = new Map<string, TodayItem[]>();
  for (const item of items) {
    const name =
      by === 'village'
        ? say(item.unit)
        : item.person
          ? say(item.person_latin ?? item.person, item.person)
          : say('Nobody yet', '未指定');
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups].map(([name, grouped]) => ({ name, items: grouped }));
}

/** For a chat group: counts and units, never a name, never a title. The sections have to be whole. */
export function summaryForChat(answer: TodayAnswer, unit: Text, language: Language): string {
  const inBrackets = (text: string) => text && (language === 'zh' ? `（${text}）` : ` (${text})`);
  const lines = answer.sections
    .filter((section) => section.count > 0)
    .map((section) => {
      const villages = new Map<string, number>();
      for (const item of section.items) {
        const name = item.unit?.[language] ?? '';
        villages.set(name, (villages.get(name) ?? 0) + 1);
      }
      const most = [...villages].toSorted((a, b) => b[1] - a[1]);
      const where = most.map(([name, n]) => `${name} ${n}`).join(language === 'zh' ? '、' : ', ');
      return `${section.label[language]} ${section.count}${inBrackets(where)}`;
    });
  const units = (answer.units ?? [])
    .filter((row) => row.overdue > 0)
    .map(({ unit: { name }, overdue, oldest_due }) => {
      const since = oldest_due ? printDay(oldest_due, language) : '';
      return language === 'zh'
        ? `${name.zh} 逾期${overdue}件${inBrackets(since && `最早${since}`)}`
        : `${name.en}: ${overdue} overdue${inBrackets(since && `since ${since}`)}`;
    });
  const head =
    language === 'zh'
      ? `【${unit.zh}】${answer.today} 办理事项`
      : `${unit.en}, ${answer.today}: what is due`;
  const comeUp = (answer.come_up ?? []).map(({ unit: { en, zh }, label, count, overdue }) =>
    language === 'zh'
      ? `提级提醒：${zh} ${label.zh}${count}件${inBrackets(overdue > 0 ? `逾期${overdue}件` : '')}`
      : `Come up from ${en}: ${label.en}, ${count}${inBrackets(overdue > 0 ? `${overdue} overdue` : '')}`,
  );
  const nothing = language === 'zh' ? '无到期事项' : 'nothing is due';
  const said = [...units, ...comeUp, ...lines];
  return [head, ...(said.length > 0 ? said : [nothing])].join('\n');
}

/** The day's log as it is pasted into the office's own form: words and counts, one deed a line. */
export function logForPasting({ day, lines }: MyDay, name: string, language: Language): string {
  const head = language === 'zh' ? `${day} 工作纪实（${name}）` : `${day}, work log of ${name}`;
  return [head, ...lines.map((line, i) => `${i + 1}. ${line.said[language]}`)].join('\n');
}
