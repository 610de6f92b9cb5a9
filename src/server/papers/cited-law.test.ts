/** Papers of corrections that decide, or tell of it, cite the law and the article of the register of rules, alone. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import JSZip from 'jszip';
import { expect, it } from 'vitest';
import { cite, rule } from '#engine/statute.ts';
import type { RuleId } from '#engine/statute.ts';
import { repositoryFolder } from '../config.ts';

const papers: readonly (readonly [paper: string, id: RuleId])[] = [
  ['correction_inquiry/opinion', 'R31'],
  ['correction_leave/leave-application', 'R32'],
  ['correction_leave/leave-certificate', 'R32'],
  ['correction_activity/activity-approval', 'R33'],
  ['correction_move/move-inquiry', 'R34'],
  ['correction_move/move-decision', 'R34'],
  ['correction_decision/decision', 'R36'],
  ['correction_positioning/positioning-approval', 'R42'],
  ['correction_positioning/positioning-notice', 'R42'],
  ['correction_file/certificate', 'R44'],
  ['correction_file/release-notice', 'R44'],
];
const languages = ['zh', 'en'] as const;
const folder = join(repositoryFolder, 'templates/papers');

/** What is printed, with laws by their short names. */
async function wordsOf(file: string): Promise<string> {
  const zip = await JSZip.loadAsync(await readFile(join(folder, file)));
  const xml = await zip.file('word/document.xml')!.async('string');
  return xml
    .replace(/<[^>]+>/g, '')
    .replaceAll('中华人民共和国', '')
    .replaceAll(' of the People’s Republic of China', '');
}

/** Every article that is named, with the law before it: one that is named beside, or without its law, is found too. */
const cited = {
  zh: /(?:《[^《》]+》)?第[〇零一二三四五六七八九十百]+条/g,
  en: /(?:Community Corrections \w+, )?\barticles? \d+(?:(?:-|, )\d+)*/gi,
};

it.each(papers)('%s stands on %s', async (paper, id) => {
  for (const language of languages) {
    const found = (await wordsOf(`${paper}.${language}.docx`)).match(cited[language]) ?? [];
    expect([paper, language, ...new Set(found)]).toEqual([
      paper,
      language,
      cite(rule(id).source, language),
    ]);
  }
});
