/**
 * Writes templates/papers/<record type>/<form>.<language>.docx: the Word forms that come along. Run it with
 * `node bin/launch.mjs run bin/make-paper-templates.mjs` after a change in bin/paper-forms/, look at what it wrote, and
 * commit the files: the product reads them as they stand, and staff put their own in their place.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import JSZip from 'jszip';
import { tagsOf } from '#engine/paper-tags.ts';
import { book } from '#lines/index.ts';
import { packWord } from '#server/reports/word-layout.ts';
import { checkTemplate } from '#server/papers/word-template.ts';
import { correctionFileForms } from './paper-forms/correction-file.mjs';
import { correctionInquiryForms } from './paper-forms/correction-inquiry.mjs';
import {
  correctionActivityForms,
  correctionDecisionForms,
  correctionLeaveForms,
  correctionMoveForms,
  correctionPositioningForms,
  correctionVenueForms,
} from './paper-forms/correction-approvals.mjs';
import { disputeForms } from './paper-forms/dispute.mjs';
import { helpFileForms } from './paper-forms/help-file.mjs';
import { honourForms } from './paper-forms/honour.mjs';
import { inspectionForms } from './paper-forms/inspection.mjs';
import { formParts } from './paper-forms/parts.mjs';
import { releaseNoticeForms } from './paper-forms/release-notice.mjs';
import { subsidyForms } from './paper-forms/subsidy.mjs';
import { targetForms } from './paper-forms/target.mjs';

const forms = {
  dispute: disputeForms,
  subsidy: subsidyForms,
  target: targetForms,
  honour: honourForms,
  inspection: inspectionForms,
  help_file: helpFileForms,
  release_notice: releaseNoticeForms,
  correction_file: correctionFileForms,
  correction_inquiry: correctionInquiryForms,
  correction_leave: correctionLeaveForms,
  correction_activity: correctionActivityForms,
  correction_venue: correctionVenueForms,
  correction_move: correctionMoveForms,
  correction_decision: correctionDecisionForms,
  correction_positioning: correctionPositioningForms,
};

for (const [name, drawn] of Object.entries(forms)) {
  const type = book.record(name);
  const tags = tagsOf(book, type);
  const folder = new URL(`../templates/papers/${name}/`, import.meta.url);
  await mkdir(folder, { recursive: true });
  for (const language of ['zh', 'en']) {
    const parts = formParts(language, tags);
    for (const [form, label] of Object.entries(type.forms)) {
      const content = await dated(await packWord(parts.document(drawn[form](parts), label)));
      const { issues } = await checkTemplate(content, tags);
      if (issues.length > 0) throw new Error(`${name}/${form}: ${issues[0].message.en}`);
      await writeFile(new URL(`${form}.${language}.docx`, folder), content);
    }
  }
}

/** The same forms give the same files, whenever they are written. */
async function dated(content) {
  const zip = await JSZip.loadAsync(content);
  const core = await zip.file('docProps/core.xml').async('string');
  const day = '2026-11-24T00:00:00Z';
  zip.file('docProps/core.xml', core.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, day));
  for (const file of Object.values(zip.files)) file.date = new Date(day);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', platform: 'DOS' });
}
