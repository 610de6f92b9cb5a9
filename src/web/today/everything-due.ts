/** All that is due, a page of 200 after the other: lists that leave the product may not stop at a page's end. */
import { api } from '../shell/api.ts';
import type { SectionKey, TodayAnswer, TodayItem } from '../shell/api-types.ts';

type Ask = (section: SectionKey, after: number) => Promise<TodayAnswer>;

const askServer: Ask = (section, after) => api.get('/api/today', { section, after });

export async function wholeSection(
  section: SectionKey,
  ask: Ask = askServer,
): Promise<TodayItem[]> {
  const items: TodayItem[] = [];
  for (;;) {
    const page = (await ask(section, items.length)).sections[0];
    if (!page || page.items.length === 0) return items;
    items.push(...page.items);
    if (items.length >= page.count) return items;
  }
}

/** The answer with every section whole. */
export async function wholeToday(answer: TodayAnswer): Promise<TodayAnswer> {
  const sections = await Promise.all(
    answer.sections.map(async (section) =>
      section.items.length >= section.count
        ? section
        : { ...section, items: await wholeSection(section.key) },
    ),
  );
  return { ...answer, sections };
}
