/** Papers of corrections that decide or approve say the law and the article that the register of rules names. */
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
  ['correction_move/move-decision', 'R34'],
  ['correction_decision/decision', 'R36'],
  ['correction_positioning/positioning-approval', 'R42'],
  ['correction_positioning/positioning-notice', 'R42'],
  ['correction_file/certificate', 'R44'],
];

it.each(papers)('%s stands on %s', async (paper, id) => {
  const { source } = rule(id);
  for (const language of ['zh', 'en'] as const) {
    const file = join(repositoryFolder, 'templates/papers', `${paper}.${language}.docx`);
    const zip = await JSZip.loadAsync(await readFile(file));
    const xml = await zip.file('word/document.xml')!.async('string');
    const text = xml.replace(/<[^>]+>/g, '').replaceAll('中华人民共和国', '');
    const wanted = language === 'zh' ? cite(source, 'zh') : `article ${source.article}`;
    expect([paper, language, text.toLowerCase().includes(wanted.toLowerCase())]).toEqual([
      paper,
      language,
      true,
    ]);
  }
});
