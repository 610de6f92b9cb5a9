/**
 * Beginning a draft, for the routes and for whoever writes one without a browser: from the books and the draft of the
 * year before, or from last year's document. Sections that are there already are left as they are.
 */
import type { PoolClient } from 'pg';
import type { Frame } from '#engine/draft.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import type { Language } from '#engine/text.ts';
import { dayOr } from '../../figures/asked.ts';
import type { Services } from '../../services.ts';
import { readAs } from '../../services.ts';
import { readChoices } from '../print-choices.ts';
import { putSections } from './begin-draft.ts';
import { draftInReach, refuseUnlessOpen, refuseUnlessWriter } from './draft-access.ts';
import type { DraftInReach } from './draft-access.ts';
import {
  carriedSections,
  composed,
  frameSections,
  sectionsFromBooks,
  sectionsFromDocument,
} from './draft-begin.ts';
import type { NamedDraft } from './draft-schema.ts';
import { readDraft } from './draft-store.ts';
import { planSections } from './plan-sections.ts';
import type { BroughtDocument } from './word-paragraphs.ts';

export async function beginFromBooks(
  services: Services,
  actor: Actor,
  body: NamedDraft & { readonly cutoff?: string },
) {
  const { reach, frame, sections, left_out } = await readAs(services, actor, async (client) => {
    const found = await forWriting(client, actor, body);
    const asked = {
      ...frameOf(found, body),
      ...(body.cutoff ? { cutoff: dayOr(body.cutoff, '') } : {}),
    };
    const moment = { as_of: null, now: services.clock() };
    const choices = await readChoices(client, found.unit.id, body.year);
    const books = await sectionsFromBooks(services, client, actor, asked, choices, moment);
    const before = await readDraft(client, { unit_id: found.unit.id, year: body.year - 1 });
    const plan = await planSections(services, client, actor, found.unit, body.year);
    return {
      reach: found,
      frame: asked,
      left_out: books.left_out,
      sections: composed(
        before ? carriedSections(before, body.year - 1) : [],
        books.sections,
        plan,
        frameSections(body.year),
      ),
    };
  });
  return { ...(await putSections(services, actor, reach, frame, sections)), left_out };
}

export async function bringIn(
  services: Services,
  actor: Actor,
  body: NamedDraft & { speaks_of: number },
  brought: BroughtDocument,
) {
  const { reach, frame, found } = await readAs(services, actor, async (client) => {
    const at = await forWriting(client, actor, body);
    const asked = frameOf(at, body);
    const moment = { as_of: null, now: services.clock() };
    return {
      reach: at,
      frame: asked,
      found: await sectionsFromDocument(
        services,
        client,
        actor,
        brought,
        languageOf(brought),
        body.speaks_of,
        at.unit,
        asked,
        moment,
      ),
    };
  });
  if (found.sections.every((section) => section.blocks.length === 0))
    throw new Problem('invalid', {
      en: 'There is no text in it. Choose last year’s summary as a Word file, or paste its text.',
      zh: '文件里没有文字。请选择上年总结的Word文件，或粘贴正文。',
    });
  const put = await putSections(services, actor, reach, frame, composed(found.sections));
  return { ...put, numbers: found.numbers, bound: found.bound, tables: found.tables };
}

/** The draft, begun or not, for somebody who writes the whole of it. */
export async function forWriting(
  client: PoolClient,
  actor: Actor,
  { unit, year }: NamedDraft,
): Promise<DraftInReach> {
  const reach = await draftInReach(client, actor, unit, year);
  refuseUnlessWriter(reach);
  if (reach.draft) refuseUnlessOpen(reach.draft);
  return reach;
}

function frameOf(
  { unit, draft }: Awaited<ReturnType<typeof draftInReach>>,
  { year }: NamedDraft,
): Frame {
  return { unit_id: unit.id, year, cutoff: draft?.head.cutoff ?? `${year}-12-31` };
}

/** A Chinese document has its foreign names too; an English one has next to no Chinese. */
function languageOf({ sections }: BroughtDocument): Language {
  const text = sections.flatMap((section) => section.paragraphs).join('');
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return chinese * 5 > text.length ? 'zh' : 'en';
}
