/**
 * Who may do what with a draft. Leaders comment and sign; they never change a text with figures in it (Statistics Law,
 * articles 7 and 24).
 */
import type { PoolClient } from 'pg';
import type { Draft, KeptSection } from '#engine/draft.ts';
import { withinTerritory } from '#engine/permission.ts';
import type { Actor, Role } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { UnitText } from '../../units/unit-text.ts';
import { unitTexts } from '../../units/unit-text.ts';
import { readDraft } from './draft-store.ts';

export const summaryWriters: ReadonlySet<Role> = new Set(['clerk', 'director', 'county', 'bureau']);
const signers: ReadonlySet<Role> = new Set(['leader', 'director']);

export type MayDo = {
  /** The whole outline, and every paragraph. */
  readonly write: boolean;
  readonly comment: boolean;
  readonly sign: boolean;
  /** Keys of the sections that belong to the actor's own office, where the report is another's. */
  readonly sections: readonly string[];
};

export type DraftInReach = {
  readonly unit: UnitText;
  readonly draft: Draft | null;
  readonly may: MayDo;
  /** The units of its sections, for their names and places. */
  readonly units: ReadonlyMap<number, UnitText>;
};

/**
 * The draft, for whoever has the reporting unit in their territory, or writes one of its sections. For everybody else
 * there is none, in the words of an unknown record.
 */
export async function draftInReach(
  client: PoolClient,
  actor: Actor,
  unit_id: number,
  year: number,
  version: number | null = null,
): Promise<DraftInReach> {
  const unit = (await unitTexts(client, [unit_id])).get(unit_id);
  if (!unit) throw notFound();
  const own = withinTerritory(actor, unit.path);
  const draft = await readDraft(client, { unit_id, year }, own ? version : null);
  // The row-level wall has left out what is not theirs; without a section nothing of it is.
  if (!own && (!draft || draft.sections.length === 0)) throw notFound();
  const units = await unitTexts(client, [
    unit_id,
    ...(draft?.sections.flatMap((section) => section.unit_id ?? []) ?? []),
  ]);
  const writes = summaryWriters.has(actor.grant.role);
  const mine = (section: KeptSection) => {
    const path = section.unit_id === null ? undefined : units.get(section.unit_id)?.path;
    return path !== undefined && withinTerritory(actor, path);
  };
  return {
    unit,
    draft,
    units,
    may: {
      write: own && writes,
      comment: own || writes,
      sign: own && signers.has(actor.grant.role),
      sections: own || !writes ? [] : (draft?.sections ?? []).filter(mine).map((one) => one.key),
    },
  };
}

export function refuseUnlessWriter({ may }: DraftInReach, section?: string): void {
  if (may.write || (section !== undefined && may.sections.includes(section))) return;
  throw new Problem('not-allowed', {
    en: 'A summary is written by clerk, director, county officer or bureau office, each section by whoever it belongs to. Leaders comment and sign.',
    zh: '总结由撰写单位的工作人员起草，各部分由其责任单位填写；领导可以批注和签发，不直接改动数字。',
  });
}

/** While it is being looked at nobody writes under the reader's eyes, and what is signed stays as it is. */
export function refuseUnlessOpen(draft: Draft): void {
  if (draft.head.state === 'writing') return;
  throw new Problem(
    'wrong-state',
    draft.head.state === 'signed'
      ? {
          en: 'This edition is signed and stays as it is. Begin a new edition to change it.',
          zh: '本版已签发定稿，不再改动。如需修改，请“出新版”。',
        }
      : {
          en: 'The draft is in review. Take it back from review to write on.',
          zh: '草稿正在送审，请先撤回送审再修改。',
        },
  );
}
