/** A draft as a page needs it: the text, the figures behind its numbers, what was told of them, and who may do what. */
import type { PoolClient } from 'pg';
import { slotsOf } from '#engine/draft.ts';
import type { Draft, Frame } from '#engine/draft.ts';
import type { Actor } from '#engine/permission.ts';
import type { Text } from '#engine/text.ts';
import { dayOr, instantOr } from '../../figures/asked.ts';
import type { Figure } from '../../figures/compute.ts';
import type { GivenOut } from '../../figures/given-out.ts';
import type { Services } from '../../services.ts';
import type { UnitText } from '../../units/unit-text.ts';
import { listEditions } from '../edition.ts';
import type { Edition, EditionHead } from '../edition.ts';
import { latinOf } from '../../records/latin-names.ts';
import { canMakePdf } from '../office-pdf.ts';
import { changedSince } from '../restate.ts';
import { draftInReach } from './draft-access.ts';
import type { DraftInReach, MayDo } from './draft-access.ts';
import { editionWords, readSigned, seriesOf } from './draft-editions.ts';
import type { SignedDraft } from './draft-editions.ts';
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
  /** Who wrote what, in pinyin. */
  readonly latin: Readonly<Record<string, string>>;
  /** Can this server make a PDF itself? */
  readonly pdf: boolean;
  /** The edition that is shown: its text and its figures are as they were signed. */
  readonly edition: ShownEdition | null;
  /** All editions of this summary, newest first. */
  readonly editions: readonly Pick<
    EditionHead,
    'id' | 'number' | 'signer' | 'signed_at' | 'stood_at' | 'reason'
  >[];
};

export type ShownEdition = Pick<
  Edition,
  'id' | 'number' | 'signer' | 'signed_at' | 'stood_at' | 'reason' | 'intact'
> & {
  readonly words: Text;
  /** How many records were written or corrected since, that stand in its figures. */
  readonly changed: number;
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
  const { unit } = reach;
  const moment = { as_of: instantOr(query.as_of), now: services.clock() };
  const signed = await signedOf(client, reach, query);
  const draft = signed?.draft ?? reach.draft;
  const cutoff = dayOr(query.cutoff, signed?.cutoff ?? draft?.head.cutoff ?? `${query.year}-12-31`);
  const frame: Frame = { unit_id: unit.id, year: query.year, cutoff };
  const figures =
    signed?.figures ??
    (draft
      ? await figuresOfDraft(services, client, actor, draft, frame, moment)
      : new Map<string, Figure>());
  const told = draft ? await toldOfDraft(client, actor, slotsOf(draft), frame) : new Map();
  return {
    unit,
    year: query.year,
    // Signed or not is told by the draft as it is now, whichever edition is read.
    draft: draft && { ...draft, head: reach.draft?.head ?? draft.head },
    cutoff,
    as_of: moment.as_of,
    fresh_at: moment.now,
    figures: Object.fromEntries(figures),
    told: Object.fromEntries(told),
    may: reach.may,
    units: [...reach.units.values()],
    latin: latinOf(draft ? writersOf(draft, reach.draft?.head) : []),
    pdf: canMakePdf(),
    edition: signed ? await shownEdition(services, client, signed.edition, moment.now) : null,
    editions: await listEditions(client, { series: seriesOf(unit.id, query.year) }),
  };
}

function writersOf({ head, sections }: Draft, now: Draft['head'] | undefined) {
  const written = sections.flatMap(({ owner, by, blocks, comments }) => [
    owner, by, ...blocks.map((one) => one.by), ...comments.map((one) => one.by),
  ]); // prettier-ignore
  return [now?.by, head.by, ...written].map((one) => one?.name);
}

/** The edition asked for, or the one that is in force; none where somebody asks for another day, moment or version. */
async function signedOf(
  client: PoolClient,
  { unit, draft }: DraftInReach,
  query: DraftQuery,
): Promise<SignedDraft | null> {
  if (query.edition) return readSigned(client, unit.id, query.year, query.edition);
  const other = query.cutoff ?? query.as_of ?? query.version;
  if (other !== undefined || draft?.head.state !== 'signed' || !draft.head.edition) return null;
  const heads = await listEditions(client, { series: seriesOf(unit.id, query.year) });
  // Whoever writes one section of it does not read the whole edition.
  if (!heads.some((one) => one.id === draft.head.edition)) return null;
  return readSigned(client, unit.id, query.year, draft.head.edition);
}

async function shownEdition(
  services: Services,
  client: PoolClient,
  edition: Edition,
  now: string,
): Promise<ShownEdition> {
  const { lines, left_out } = await changedSince(services, client, edition, now);
  const { id, number, signer, signed_at, stood_at, reason, intact } = edition;
  const changed = new Set(lines.map((line) => line.record_id)).size + left_out;
  return {
    id,
    number,
    signer,
    signed_at,
    stood_at,
    reason,
    intact,
    words: editionWords(edition),
    changed,
  };
}
