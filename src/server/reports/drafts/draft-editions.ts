/**
 * Signing a draft: its figures are counted, frozen and signed as an edition, with the text beside them; and an edition
 * read back is a draft whose numbers stay as they were signed.
 */
import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { paragraphChanges } from '#engine/draft-difference.ts';
import { printedPieces, printSlot } from '#engine/draft-print.ts';
import { allWanted, slotsOf, wantedBy, wantedKey } from '#engine/draft.ts';
import type { Draft, DraftSlot, DraftText, Frame, Wanted } from '#engine/draft.ts';
import { gapTo } from '#engine/target.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import type { Text } from '#engine/text.ts';
import { formatDay, dayInShanghai } from '#engine/day.ts';
import { lastYear } from '../../figures/compute.ts';
import type { Figure, FigureTarget } from '../../figures/compute.ts';
import type { Services } from '../../services.ts';
import type { UnitText } from '../../units/unit-text.ts';
import { readEdition } from '../edition.ts';
import type { Edition, EditionFigure } from '../edition.ts';
import { publishEdition } from '../publish.ts';
import type { AskedEdition } from '../publish.ts';
import { pinyinName } from '../../records/pinyin-name.ts';

const summaryKind = 'summary';

export function seriesOf(unit_id: number, year: number): string {
  return `${summaryKind}:${unit_id}:${year}`;
}

export function isSummary({ kind }: Pick<Edition, 'kind'>): boolean {
  return kind === summaryKind;
}

/** What stands beside the figures: the text as it was signed. */
type SummaryDocument = {
  readonly year: number;
  readonly cutoff: string;
  readonly draft: Draft;
  /** What was aimed at by its figures that day. How far it was, the frozen figures tell. */
  readonly goals: Readonly<Record<string, FigureTarget>>;
};

const before = '/last';

/**
 * The id is told by what is signed: a signature that was interrupted and is given again is the same edition, and never
 * a second one.
 */
function editionId(unit_id: number, year: number, version: number): string {
  const hash = createHash('sha256')
    .update(`${seriesOf(unit_id, year)}/${version}`)
    .digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

export type SignedAt = Pick<AskedEdition, 'page_id' | 'signed_at'>;

export function signDraft(
  services: Services,
  actor: Actor,
  unit: UnitText,
  year: number,
  draft: Draft,
  goals: Readonly<Record<string, FigureTarget>>,
  stood: SignedAt = {},
): Promise<Edition> {
  const frame: Frame = { unit_id: unit.id, year, cutoff: draft.head.cutoff };
  const wanted = allWanted(slotsOf(draft), frame).filter((one) => one.from <= one.to);
  if (wanted.length === 0)
    throw new Problem('invalid', {
      en: 'There is no figure in it, so there is nothing to sign. Put in the figures that it reports.',
      zh: '文中没有绑定任何数字，不能签发。请先插入要上报的数字。',
    });
  const asked = (one: Wanted, key: string) => ({
    key,
    indicator: one.indicator,
    unit_id: one.unit_id,
    from: one.from,
    to: one.to,
  });
  const document: SummaryDocument = { year, cutoff: frame.cutoff, draft, goals };
  return publishEdition(services, {
    id: editionId(unit.id, year, draft.head.version),
    kind: summaryKind,
    series: seriesOf(unit.id, year),
    unit_id: unit.id,
    from: `${year}-01-01`,
    to: frame.cutoff,
    title: { en: `Summary of the work of ${year}`, zh: `${year}年工作总结` },
    // Comparisons stand on last year's figures too: they are frozen beside this year's.
    figures: [
      ...wanted.map((one) => asked(one, wantedKey(one))),
      ...wanted.map((one) => asked({ ...one, ...lastYear(one) }, `${wantedKey(one)}${before}`)),
    ],
    document,
    signed_by: actor,
    ...stood,
    ...(draft.head.reason ? { reason: draft.head.reason } : {}),
  });
}

export type SignedDraft = {
  readonly edition: Edition;
  readonly draft: Draft;
  readonly cutoff: string;
  readonly figures: Map<string, Figure>;
};

/** Throws not-found for an edition of another summary, as for one that is not there. */
export async function readSigned(
  client: PoolClient,
  unit_id: number,
  year: number,
  id: string,
): Promise<SignedDraft> {
  const edition = await readEdition(client, id);
  if (edition.series !== seriesOf(unit_id, year)) throw new Problem('not-found');
  const { draft, cutoff, goals } = edition.document as SummaryDocument;
  const frozen = new Map(edition.figures.map((figure) => [figure.key, figure]));
  const figures = new Map<string, Figure>();
  for (const [key, figure] of frozen)
    if (!key.endsWith(before))
      figures.set(key, asFigure(edition, figure, frozen.get(`${key}${before}`), goals[key]));
  return { edition, draft, cutoff, figures };
}

/** A frozen figure as the page and the paper know figures; it says when it stood, and has no trend. */
function asFigure(
  edition: Edition,
  frozen: EditionFigure,
  last: EditionFigure | undefined,
  goal: FigureTarget | undefined,
): Figure {
  const { definition, value, numerator, denominator, not_reported_reason, unit_id, from, to } =
    frozen;
  const { name, line, label, counter, rule, group, kind } = definition;
  const gap =
    goal && gapTo({ ...goal, kind: goal.goal_in === 'percent' ? 'rate' : 'count' }, frozen);
  return {
    indicator: name,
    line,
    label,
    counter,
    rule,
    group,
    kind,
    value,
    numerator,
    denominator,
    figure_id: definition.figure_id ?? null,
    of: kind === 'rate' ? definition.of : null,
    money: definition.money ?? false,
    last_year: last?.value ?? null,
    target: goal && gap !== null && gap !== undefined ? { ...goal, gap } : null,
    reported: value !== null,
    not_reported_reason,
    unit_id,
    from,
    to,
    as_of: edition.stood_at,
    fresh_at: edition.stood_at,
    page: edition.page_id,
    months12: [],
  };
}

/** The paragraphs that read otherwise, with every number as each edition printed it. */
export function documentChanges(earlier: Edition, later: Edition) {
  const [was, is] = [earlier.document as SummaryDocument, later.document as SummaryDocument];
  const changed = paragraphChanges(was.draft, is.draft, 'zh');
  return changed.map(({ section, block, before: then, after: now }) => {
    const of = is.draft.sections.find((one) => one.key === section);
    return {
      block,
      heading: (of ?? was.draft.sections.find((one) => one.key === section))?.heading ?? null,
      before: inWords(earlier, was, then),
      after: inWords(later, is, now),
    };
  });
}

function inWords(
  edition: Edition,
  { year, cutoff, goals }: SummaryDocument,
  pieces: DraftText,
): string {
  const frozen = new Map(edition.figures.map((figure) => [figure.key, figure]));
  const frame: Frame = { unit_id: edition.unit_id, year, cutoff };
  const of = (slot: DraftSlot) => {
    const key = wantedKey(wantedBy(slot, frame));
    const figure = frozen.get(key);
    return figure && asFigure(edition, figure, frozen.get(`${key}${before}`), goals[key]);
  };
  const language = pieces.some(
    (piece) => typeof piece === 'string' && /\p{Script=Han}/u.test(piece),
  )
    ? 'zh'
    : 'en';
  return printedPieces(pieces, language, (slot) => {
    const figure = of(slot);
    const whole = slot.share_of ? of({ ...slot, indicator: slot.share_of }) : undefined;
    return figure ? printSlot(slot, figure, language, whole).printed : '–';
  })
    .map((piece) => (typeof piece === 'string' ? piece : piece.printed))
    .join('');
}

/** “Edition 1, signed by …, as it stood 28 December 2009 17:00”: for the paper and for the page alike. */
export function editionWords({
  number,
  signer,
  signed_at,
  stood_at,
}: Pick<Edition, 'number' | 'signer' | 'signed_at' | 'stood_at'>): Text {
  const at = (instant: string, language: 'en' | 'zh') => {
    const time = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16);
    return `${formatDay(dayInShanghai(instant), language)}${language === 'zh' ? '' : ' '}${time}`;
  };
  return {
    en: `Edition ${number}, signed by ${pinyinName(signer)} on ${formatDay(dayInShanghai(signed_at), 'en')}, as it stood ${at(stood_at, 'en')}`,
    zh: `第${number}版，${signer}于${formatDay(dayInShanghai(signed_at), 'zh')}签发，数据为${at(stood_at, 'zh')}台账`,
  };
}
