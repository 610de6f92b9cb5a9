/** What sections and drafts are called where they stand. */
import type { DraftState, KeptSection } from '#engine/draft.ts';
import type { Language, Text } from '#engine/text.ts';

export function sectionStateWords(state: string): Text {
  if (state === 'handed_in') return { en: 'handed in', zh: '已提交' };
  if (state === 'accepted') return { en: 'accepted', zh: '已采用' };
  return { en: 'being written', zh: '撰写中' };
}

export function draftStateWords(state: DraftState): Text {
  if (state === 'in_review') return { en: 'In review', zh: '送审中' };
  if (state === 'signed') return { en: 'Signed', zh: '已签发' };
  return { en: 'Draft', zh: '草稿' };
}

/** An opening has no heading in the document; in a list it needs a name. */
export function sectionName({ heading, key }: Pick<KeptSection, 'heading' | 'key'>): Text {
  if (heading.zh || heading.en)
    return { en: heading.en || heading.zh, zh: heading.zh || heading.en };
  return key === 'opening'
    ? { en: 'Opening', zh: '开头' }
    : { en: 'Without heading', zh: '无标题' };
}

/** What may be written there, shown while nothing is. */
export function hintFor(kind: string): Text {
  switch (kind) {
    case 'opening':
      return {
        en: 'The opening: under whose guidance, around which tasks, with what result. It is carried to next year.',
        zh: '开头：在谁的领导下，围绕什么中心工作，取得什么进展。内容自动带到下一年。',
      };
    case 'experience':
      return {
        en: 'What worked, and why. It is carried to next year.',
        zh: '主要做法和经验，自动带到下一年。',
      };
    case 'problems':
      return { en: 'What did not work, and what is missing.', zh: '存在的问题和不足。' };
    case 'plan':
      return { en: 'What comes next year.', zh: '下一年的打算。' };
    default:
      return {
        en: 'Write here. # and letters put a figure in: #tjjf.',
        zh: '在此撰写。输入#加拼音首字母可插入数字，例如#tjjf。',
      };
  }
}

/** The number of each section that has a heading, from 0; an opening has none. */
export function ordinalsOf(
  sections: readonly Pick<KeptSection, 'heading' | 'key'>[],
  language: Language,
): ReadonlyMap<string, number> {
  const headed = sections.filter((section) => section.heading[language] !== '');
  return new Map(headed.map(({ key }, i) => [key, i]));
}
