/**
 * What happens to records of every type beyond the actions of its definition: nobody does it to one
 * record, and it stands in the history under its own name.
 */
import type { Text } from './text.ts';

/** Another keeper, because a post was handed over. Only in the engine's role. */
export const handOver = 'hand_over';

const labels: Readonly<Record<string, Text>> = {
  [handOver]: { en: 'Post handed over', zh: '工作移交' },
  reorganisation: { en: 'Unit reorganised', zh: '机构调整移交' },
};

export function labelBeyond(action: string): Text | undefined {
  return Object.hasOwn(labels, action) ? labels[action] : undefined;
}
