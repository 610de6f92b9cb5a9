/**
 * Whether the file of a dispute is complete, for the claim that is paid for it: what is there and signed decides, and
 * the reviewer sets it aside only with a reason, and only where the tariff lets papers follow.
 */
import { completeness } from '#engine/paper.ts';
import type { Issue } from '#engine/problem.ts';
import type { LinkedFile } from '#engine/record.ts';
import type { Dispute } from './dispute-fields.ts';
import { papersOf } from './papers.ts';
import type { Subsidy } from './subsidy.ts';

const missingMax = 200;

export function dossierIn(file: LinkedFile | undefined): Partial<Subsidy> {
  if (!file) return { dossier_complete: false, dossier_missing: null };
  const { missing } = completeness(papersOf(file.record as unknown as Dispute), file.papers);
  return {
    dossier_complete: missing.length === 0,
    dossier_missing:
      missing.length === 0
        ? null
        : missing
            .map((paper) => paper.label.zh)
            .join('、')
            .slice(0, missingMax),
  };
}

export function* checkDossier(r: Subsidy): Generator<Issue> {
  if (r.dossier_complete || (r.tariff_papers_may_follow && r.dossier_exception)) return;
  const missing = r.dossier_missing ?? '';
  yield r.tariff_papers_may_follow
    ? {
        field: 'dossier_exception',
        message: {
          en: `Papers are missing in the file of the dispute: ${missing}. Say why it passes all the same, or send it back.`,
          zh: `该纠纷卷宗缺：${missing}。准予后补的，请写明理由；否则请退回补正。`,
        },
      }
    : {
        field: 'dossier_complete',
        message: {
          en: `Papers are missing in the file of the dispute: ${missing}. Send the claim back, or have them added there.`,
          zh: `该纠纷卷宗缺：${missing}。请退回补正，或先在纠纷卷宗中补齐。`,
        },
      };
}
