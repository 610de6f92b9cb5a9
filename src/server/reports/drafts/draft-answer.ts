/** A draft as a page needs it: the text, the figures behind its numbers, what was told of them, and who may do what. */
import type { PoolClient } from 'pg';
import { slotsOf } from '#engine/draft.ts';
import type { Draft, Frame } from '#engine/draft.ts';
import type { Actor } from '#engine/permission.ts';
import { dayOr, instantOr } from '../../figures/asked.ts';
import type { Figure } from '../../figures/compute.ts';
import type { GivenOut } from '../../figures/given-out.ts';
import type { Services } from '../../services.ts';
import type { UnitText } from '../../units/unit-text.ts';
import { canMakePdf } from '../office-pdf.ts';
import { draftInReach } from './draft-access.ts';
import type { MayDo } from './draft-access.ts';
import { figuresOfDraft, toldOfDraft } from './draft-figures.ts';
import type { DraftQuery } from './draft-schema.ts';

export type DraftAnswer = {
  readonly unit: UnitText;
  readonly year: number;
  readonly draft: Draft | null;
  /** The last day counted in this answer: the draft's own, or the one asked for. */
  readonly cutoff: string;
  readonly as_of: string | null;
  readonly fresh_at: string;
  readonly figures: Readonly<Record<string, Figure>>;
  readonly told: Readonly<Record<string, GivenOut>>;
  readonly may: MayDo;
  readonly units: readonly UnitText[];
  /** Can this server make a PDF itself? */
  readonly pdf: boolean;
};

export async function answerDraft(
  services: Services,
  client: PoolClient,
  actor: Actor,
  query: DraftQuery,
): Promise<DraftAnswer> {
  const reach = await draftInReach(
    client,
    actor,
    query.unit ?? actor.grant.unit_id,
    query.year,
    query.version ?? null,
  );
  const { draft, unit } = reach;
  const cutoff = dayOr(query.cutoff, draft?.head.cutoff ?? `${query.year}-12-31`);
  const frame: Frame = { unit_id: unit.id, year: query.year, cutoff };
  const moment = { as_of: instantOr(query.as_of), now: services.clock() };
  const figures = draft
    ? await figuresOfDraft(services, client, actor, draft, frame, moment)
    : new Map<string, Figure>();
  const told = draft ? await toldOfDraft(client, actor, slotsOf(draft), frame) : new Map();
  return {
    unit,
    year: query.year,
    draft,
    cutoff,
    as_of: moment.as_of,
    fresh_at: moment.now,
    figures: Object.fromEntries(figures),
    told: Object.fromEntries(told),
    may: reach.may,
    units: [...reach.units.values()],
    pdf: canMakePdf(),
  };
}
