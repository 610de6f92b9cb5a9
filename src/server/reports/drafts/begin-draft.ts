/** Puts proposed sections into the draft, new or begun; what somebody has written there is never touched. */
import { randomUUID } from 'node:crypto';
import type { DraftHead, Frame } from '#engine/draft.ts';
import type { Actor } from '#engine/permission.ts';
import type { Services } from '../../services.ts';
import { readAs } from '../../services.ts';
import type { DraftInReach } from './draft-access.ts';
import { checkedBlocks } from './draft-save.ts';
import { saveParts } from './draft-store.ts';
import type { PartToSave } from './draft-store.ts';
import type { NewSection } from './draft-begin.ts';

export async function putSections(
  services: Services,
  actor: Actor,
  { unit, draft }: DraftInReach,
  frame: Frame,
  proposed: readonly NewSection[],
): Promise<{ version: number; sections: number }> {
  const { path } = unit;
  const known = new Set(draft?.sections.map((section) => section.key));
  const fresh = proposed.filter((section) => section.key === undefined || !known.has(section.key));
  const last = Math.max(0, ...(draft?.sections.map((section) => section.order) ?? []));
  const blocks: { key: string; content: NonNullable<PartToSave['content']> }[] = [];
  const parts: PartToSave[] = fresh.map(({ key = randomUUID(), heading, line, blocks: own }, i) => {
    for (const [order, one] of own.entries())
      blocks.push({ key: randomUUID(), content: { ...one, section: key, order: order + 1 } });
    const content = {
      order: last + i + 1,
      heading,
      line,
      unit_id: null,
      owner: null,
      due_on: null,
      state: 'open',
    } as const;
    return { part: `section/${key}`, base: 0, content, path };
  });
  const checked = await readAs(services, actor, (client) =>
    checkedBlocks(services, client, actor, draft ?? { sections: [] }, blocks as never, frame, {
      as_of: null,
      now: services.clock(),
    }),
  );
  const head: DraftHead = { state: 'writing', cutoff: frame.cutoff, edition: null };
  const { version } = await saveParts(
    services.writer,
    actor,
    { unit_id: unit.id, year: frame.year },
    'begin',
    [
      ...(draft ? [] : [{ part: 'head', base: 0, content: head, path }]),
      ...parts,
      ...checked.map(({ key, content }) => ({ part: `block/${key}`, base: 0, content, path })),
    ],
  );
  return { version, sections: fresh.length };
}
