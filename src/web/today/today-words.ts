/** The page Today in other orders and other words. */
import type { Language, Text } from '#engine/text.ts';
import type { TodayAnswer, TodayItem } from '../shell/api-types.ts';
import type { Say } from '../shell/language.tsx';

export function daysOver(days: number): Text {
  return { en: days === 1 ? '1 day over' : `${days} days over`, zh: `超${days}天` };
}

export type By = 'time' | 'village' | 'person';
export type ItemGroup = { readonly name: string; readonly items: readonly TodayItem[] };

export function groupItems(items: readonly TodayItem[], by: By, say: Say): ItemGroup[] {
  if (by === 'time') return [{ name: '', items }];
  const groups = new Map<string, TodayItem[]>();
  for (const item of items) {
    const name = by === 'village' ? say(item.unit) : (item.person ?? say('Nobody yet', '未指定'));
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups].map(([name, grouped]) => ({ name, items: grouped }));
}

/** For a chat group: counts and units, never a name, never a title. */
export function summaryForChat(answer: TodayAnswer, unit: Text, language: Language): string {
  const lines = answer.sections
    .filter((section) => section.count > 0)
    .map((section) => {
      const villages = new Map<string, number>();
      for (const item of section.items) {
        const name = item.unit?.[language] ?? '';
        villages.set(name, (villages.get(name) ?? 0) + 1);
      }
      const all = section.items.length === section.count;
      const where = all
        ? [...villages].map(([name, n]) => `${name} ${n}`).join(language === 'zh' ? '、' : ', ')
        : '';
      return `${section.label[language]} ${section.count}${where ? (language === 'zh' ? `（${where}）` : ` (${where})`) : ''}`;
    });
  const head =
    language === 'zh'
      ? `【${unit.zh}】${answer.today} 办理事项`
      : `${unit.en}, ${answer.today}: what is due`;
  const nothing = language === 'zh' ? '无到期事项' : 'nothing is due';
  return [head, ...(lines.length > 0 ? lines : [nothing])].join('\n');
}
