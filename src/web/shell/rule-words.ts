/**
 * Where a deadline comes from, as people cite it: the law and its article. The office's own rhythms
 * have no citation.
 */
import { cite, findRule } from '#engine/statute.ts';
import type { Language } from '#engine/text.ts';

export function ruleWords(id: string | null | undefined, language: Language): string | null {
  const found = id ? findRule(id) : undefined;
  if (!found) return null;
  const cited = [found.source, ...(found.also ? [found.also] : [])];
  return cited.map((source) => cite(source, language)).join(language === 'zh' ? '、' : '; ');
}
