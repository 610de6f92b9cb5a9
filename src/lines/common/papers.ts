/** One paper of a file, as a line writes it down. */
import type { Paper } from '#engine/record.ts';

export function paper(
  order: number,
  name: string,
  en: string,
  zh: string,
  required: Paper['required'],
  more: Partial<Pick<Paper, 'template' | 'signature'>> = {},
): Paper {
  return { name, order, label: { en, zh }, required, signature: 'needed', ...more };
}

/** What comes from others bears no signature of ours that is waited for. */
export const fromOutside = { signature: 'none' } as const;
