/** Saving what people write: paragraphs, the outline, and what they say about a section. */
import { randomUUID } from 'node:crypto';
import type { DraftSection, Frame, KeptSection } from '#engine/draft.ts';
import type { Actor } from '#engine/permission.ts';
import { withinTerritory } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { Services } from '../../services.ts';
import { readAs } from '../../services.ts';
import { unitTexts } from '../../units/unit-text.ts';
import { draftInReach, refuseUnlessOpen, refuseUnlessWriter } from './draft-access.ts';
import type { DraftInReach } from './draft-access.ts';
import { checkedBlocks } from './draft-save.ts';
import type { BlocksBody, NamedDraft, SectionsBody } from './draft-schema.ts';
import { saveParts } from './draft-store.ts';
import type { PartToSave } from './draft-store.ts';

/** Answers the version saved, and what the blocks have become: the server names new numbers and what they stood at. */
export async function saveBlocks(services: Services, actor: Actor, body: BlocksBody) {
  const { reach, checked } = await readAs(services, actor, async (client) => {
    const found = await draftInReach(client, actor, body.unit, body.year);
    const draft = found.draft;
    if (!draft) throw notFound();
    refuseUnlessOpen(draft);
    for (const { key, content } of body.blocks) {
      const before = draft.sections.find((one) => one.blocks.some((block) => block.key === key));
      for (const section of [before?.key, content?.section])
        if (section !== undefined) refuseUnlessWriter(found, getSection(found, section).key);
      if (!before && !content) throw notFound();
    }
    const frame: Frame = { unit_id: found.unit.id, year: body.year, cutoff: draft.head.cutoff };
    const moment = { as_of: null, now: services.clock() };
    return {
      reach: found,
      checked: await checkedBlocks(services, client, actor, draft, body.blocks, frame, moment),
    };
  });
  const parts = checked.map(({ key, content }, i): PartToSave => {
    const section = content?.section ?? sectionOfBlock(reach, key)!;
    return {
      part: `block/${key}`,
      base: body.blocks[i]!.base,
      content,
      path: pathOf(reach, getSection(reach, section)),
    };
  });
  const name = { unit_id: reach.unit.id, year: body.year };
  const { version } = await saveParts(services.writer, actor, name, 'write', parts);
  return { version, blocks: checked.map(({ key, content }) => ({ key, content })) };
}

/** The outline is the reporting unit's. A section that goes to a county takes its paragraphs with it. */
export async function saveSections(services: Services, actor: Actor, body: SectionsBody) {
  const { reach, paths } = await readAs(services, actor, async (client) => {
    const found = await draftInReach(client, actor, body.unit, body.year);
    refuseUnlessWriter(found);
    if (!found.draft) throw notFound();
    refuseUnlessOpen(found.draft);
    const units = await unitTexts(
      client,
      body.sections.flatMap((one) => one.content?.unit_id ?? []),
    );
    for (const { content } of body.sections) {
      const path = content?.unit_id ? units.get(content.unit_id)?.path : found.unit.path;
      if (path === undefined || !path.startsWith(found.unit.path) || !withinTerritory(actor, path))
        throw new Problem('invalid', {
          en: 'A section belongs to the reporting unit or to one below it. Choose another unit.',
          zh: '责任单位应为本单位或下级单位，请另选。',
        });
    }
    return { reach: found, paths: units };
  });
  const whose = (content: DraftSection | null) =>
    content?.unit_id ? paths.get(content.unit_id)!.path : reach.unit.path;
  const parts = body.sections.flatMap(({ key, base, content }): PartToSave[] => {
    const before = reach.draft?.sections.find((one) => one.key === key);
    const moves = before !== undefined && pathOf(reach, before) !== whose(content);
    // Handed in and accepted are steps of their own.
    const kept = content && { ...content, state: before?.state ?? ('open' as const) };
    return [
      { part: `section/${key}`, base, content: kept, path: whose(content) },
      ...(before && (moves || content === null)
        ? before.blocks.map(({ key: block, version, by: _by, at: _at, ...text }) => ({
            part: `block/${block}`,
            base: version,
            content: content === null ? null : { ...text },
            path: whose(content),
          }))
        : []),
    ];
  });
  const name = { unit_id: reach.unit.id, year: body.year };
  return saveParts(services.writer, actor, name, 'outline', parts);
}

export async function sayComment(
  services: Services,
  actor: Actor,
  body: NamedDraft & { readonly section: string; readonly text: string },
) {
  const reach = await readAs(services, actor, (client) =>
    draftInReach(client, actor, body.unit, body.year),
  );
  const section = getSection(reach, body.section);
  if (
    !reach.may.comment ||
    (!reach.may.write && !reach.may.sign && !reach.may.sections.includes(section.key))
  )
    throw new Problem('not-allowed', {
      en: 'Comments are made by those who write and sign the summary.',
      zh: '批注由撰写和签发总结的人员填写。',
    });
  const text = body.text.trim();
  if (text === '')
    throw new Problem('invalid', { en: 'Write what should be looked at.', zh: '请填写批注内容。' });
  const name = { unit_id: reach.unit.id, year: body.year };
  return saveParts(services.writer, actor, name, 'comment', [
    {
      part: `comment/${randomUUID()}`,
      base: 0,
      content: { section: section.key, text },
      path: pathOf(reach, section),
    },
  ]);
}

export function getSection({ draft }: DraftInReach, key: string): KeptSection {
  const section = draft?.sections.find((one) => one.key === key);
  if (!section) throw notFound();
  return section;
}

function sectionOfBlock({ draft }: DraftInReach, key: string): string | undefined {
  return draft?.sections.find((one) => one.blocks.some((block) => block.key === key))?.key;
}

/** Whose a section is: the county's that writes it, else the reporting unit's. */
export function pathOf(
  { unit, units }: DraftInReach,
  section: Pick<DraftSection, 'unit_id'>,
): string {
  return (section.unit_id === null ? undefined : units.get(section.unit_id)?.path) ?? unit.path;
}
