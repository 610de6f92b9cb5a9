/**
 * How a draft begins: from the books (each line of work proposes its paragraph, saying only what the ledger holds),
 * from the draft of the year before (its prose is carried on), or from a document that somebody brings in (its numbers
 * are found, and become doors where they match a figure of the year that it speaks of).
 */
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { isPercent, shownNumber } from '#engine/draft-print.ts';
import { allWanted, wantedBy, wantedKey } from '#engine/draft.ts';
import type {
  BlockKind,
  Draft,
  DraftBlock,
  DraftPiece,
  DraftSection,
  DraftSlot,
  Frame,
} from '#engine/draft.ts';
import type { Line } from '#engine/line.ts';
import { matchNumbers, printOf } from '#engine/match-numbers.ts';
import type { Candidate } from '#engine/match-numbers.ts';
import { findNumbers } from '#engine/numbers-in-prose.ts';
import type { FoundNumber } from '#engine/numbers-in-prose.ts';
import type { Actor } from '#engine/permission.ts';
import { holdsLine } from '#engine/permission.ts';
import type { FigureSlot, Piece } from '#engine/report.ts';
import type { Language, Text } from '#engine/text.ts';
import type { Figure } from '../../figures/compute.ts';
import type { Services } from '../../services.ts';
import type { UnitText } from '../../units/unit-text.ts';
import { childUnits } from '../../units/unit-text.ts';
import { slotName } from '../print-choices.ts';
import type { PrintChoice } from '../print-choices.ts';
import { figuresWanted } from './draft-figures.ts';
import type { BroughtDocument } from './word-paragraphs.ts';

export type NewBlock = Omit<DraftBlock, 'section' | 'order'>;
export type NewSection = Pick<DraftSection, 'heading' | 'line'> & {
  readonly key?: string;
  readonly blocks: readonly NewBlock[];
};

type Books = Pick<Services, 'book' | 'names'>;
type Moment = { readonly as_of: string | null; readonly now: string };

/** Each line's part. A sentence of which nothing is reported is left out: the books have nothing to say there. */
export async function sectionsFromBooks(
  services: Books,
  client: PoolClient,
  actor: Actor,
  frame: Frame,
  choices: ReadonlyMap<string, PrintChoice>,
  moment: Moment,
): Promise<{ sections: NewSection[]; left_out: number }> {
  const lines = linesOf(services, actor).filter((line) => line.summary !== undefined);
  const sentences = lines.flatMap((line) => line.summary!.sentences);
  const slots = sentences.flatMap(({ key, zh, en }) =>
    [...zh, ...en].filter(isSlot).map((slot) => boundSlot(key, slot, choices)),
  );
  const figures = await figuresWanted(services, client, actor, allWanted(slots, frame), moment);
  const isReported = (key: string, pieces: readonly Piece[]) => {
    const asked = pieces.filter(isSlot);
    return (
      asked.length === 0 ||
      asked.some(
        (slot) =>
          figures.get(wantedKey(wantedBy(boundSlot(key, slot, choices), frame)))?.reported === true,
      )
    );
  };
  let left_out = 0;
  const sections = lines.map((line): NewSection => {
    const told = line.summary!.sentences.filter(({ key, zh }) => isReported(key, zh));
    left_out += line.summary!.sentences.length - told.length;
    const text = (language: Language) =>
      told.flatMap(({ key, [language]: pieces }, i): DraftPiece[] => [
        ...(language === 'en' && i > 0 ? [' '] : []),
        ...pieces.map((piece) => (isSlot(piece) ? boundSlot(key, piece, choices) : piece)),
      ]);
    const blocks = told.length === 0 ? [] : [block('figures', { zh: text('zh'), en: text('en') })];
    return { key: line.name, heading: line.summary!.heading, line: line.name, blocks };
  });
  return { sections, left_out };
}

function isSlot(piece: Piece): piece is FigureSlot {
  return typeof piece !== 'string';
}

function boundSlot(
  sentence: string,
  slot: FigureSlot,
  choices: ReadonlyMap<string, PrintChoice>,
): DraftSlot {
  const chosen = choices.get(slotName(sentence, slot));
  const style = chosen?.style ?? slot.print?.style ?? 'exact';
  return {
    slot: randomUUID(),
    indicator: slot.indicator,
    show: slot.show ?? 'value',
    print: { style, step: style === 'exact' ? null : (chosen?.to ?? slot.print?.to ?? null) },
    ...(slot.period ? { period: slot.period } : {}),
    drafted: null,
  };
}

/**
 * The prose of the year before, under its headings. Paragraphs of figures come from the books each year, and what was
 * planned then is what this year did.
 */
export function carriedSections(draft: Draft, year: number): NewSection[] {
  return draft.sections.flatMap(({ key, heading, line, blocks }) => {
    const prose = blocks.filter((one) => one.kind !== 'figures' && one.kind !== 'plan');
    if (prose.length === 0) return [];
    const carried = prose.map(({ kind, text, carried_from }) => ({
      ...block(kind, text),
      carried_from: carried_from ?? year,
    }));
    return [{ key, heading, line, blocks: carried }];
  });
}

/** What every summary has beside the work: whoever begins one fills these in by hand. */
export function frameSections(year: number): NewSection[] {
  const one = (key: string, kind: BlockKind, en: string, zh: string): NewSection => ({
    key,
    heading: { en, zh },
    line: null,
    blocks: [block(kind, { zh: [] })],
  });
  return [
    one('opening', 'opening', '', ''),
    one('experience', 'experience', 'What worked', '主要做法和经验'),
    one('problems', 'problems', 'Problems', '存在的问题'),
    one('plan', 'plan', `What comes next in ${year + 1}`, `${year + 1}年工作思路`),
  ];
}

/** Opening first, the lines of work next, then what is thought about it; a section that is there twice is one. */
export function composed(...groups: readonly (readonly NewSection[])[]): NewSection[] {
  const merged = new Map<string, NewSection>();
  for (const section of groups.flat()) {
    const key = section.key ?? randomUUID();
    const known = merged.get(key);
    const blocks = [...(known?.blocks ?? []).filter(hasText), ...section.blocks];
    merged.set(key, {
      ...section,
      ...known,
      key,
      blocks: blocks.some(hasText) ? blocks.filter(hasText) : blocks.slice(0, 1),
    });
  }
  const last = ['experience', 'problems', 'plan'];
  const rank = ({ key = '' }: NewSection) => (key === 'opening' ? -1 : last.indexOf(key) + 1);
  return [...merged.values()].toSorted((a, b) => rank(a) - rank(b));
}

function hasText({ text }: NewBlock): boolean {
  return Object.values(text).some((pieces) => pieces.length > 0);
}

export type Brought = {
  readonly sections: readonly NewSection[];
  readonly numbers: number;
  readonly bound: number;
  readonly tables: number;
};

/** A document about `speaks_of` becomes a draft of `frame.year`: matched by its year, printed with this one's. */
export async function sectionsFromDocument(
  services: Books,
  client: PoolClient,
  actor: Actor,
  brought: BroughtDocument,
  language: Language,
  speaks_of: number,
  unit: UnitText,
  frame: Frame,
  moment: Moment,
): Promise<Brought> {
  const texts = brought.sections.flatMap((section) => section.paragraphs);
  const numbers = texts.flatMap((text) => findNumbers(text, language));
  const then: Frame = { ...frame, year: speaks_of, cutoff: `${speaks_of}-12-31` };
  const candidates = await candidatesFor(services, client, actor, {
    language,
    whole: texts.join('\n'),
    periods: [...new Set(numbers.map((one) => one.period))],
    unit,
    then,
    moment,
  });
  let bound = 0;
  const lines = linesOf(services, actor);
  const usualSections = frameSections(frame.year);
  const sections = brought.sections.map(({ heading, paragraphs }, at): NewSection => {
    const kind = kindOfSection(heading, at);
    const line = kind === 'prose' ? lineOf(lines, heading ?? '', language) : null;
    const blocks = paragraphs.map((text) => {
      const { pieces, doors } = withDoors(text, language, candidates, frame.unit_id);
      bound += doors;
      return {
        ...block(kind === 'prose' && doors > 0 ? 'figures' : kind, { [language]: pieces }),
        ...(speaks_of < frame.year ? { carried_from: speaks_of } : {}),
      };
    });
    const named = heading ?? '';
    // What every summary has is called so in the other language too.
    const usual = usualSections.find((one) => one.key === keyOfKind[kind])?.heading;
    const text: Text = { en: named, zh: named, ...(usual && named ? other(usual, language) : {}) };
    return {
      ...(kind === 'opening' || line === null ? {} : { key: line }),
      ...(keyOfKind[kind] ? { key: keyOfKind[kind] } : {}),
      heading: text,
      line,
      blocks,
    };
  });
  return { sections, numbers: numbers.length, bound, tables: brought.tables };
}

function other(heading: Text, written: Language): Partial<Text> {
  return written === 'zh' ? { en: heading.en } : { zh: heading.zh };
}

const keyOfKind: Partial<Record<BlockKind, string>> = {
  opening: 'opening',
  experience: 'experience',
  problems: 'problems',
  plan: 'plan',
};

function kindOfSection(heading: string | null, at: number): BlockKind {
  if (heading === null) return at === 0 ? 'opening' : 'prose';
  if (/问题|不足|困难|problem|shortcoming/i.test(heading)) return 'problems';
  if (/经验|体会|做法|lesson|what worked/i.test(heading)) return 'experience';
  if (/思路|打算|计划|要点|安排|明年|下一年|next year|plan/i.test(heading)) return 'plan';
  return 'prose';
}

/** By the words of its heading: 人民调解工作取得重大突破 is mediation's. */
function lineOf(lines: readonly Line[], heading: string, language: Language): string | null {
  const found = lines.find((line) =>
    heading.toLowerCase().includes(line.label[language].toLowerCase()),
  );
  return found?.name ?? null;
}

function withDoors(
  text: string,
  language: Language,
  candidates: readonly Candidate[],
  own: number,
): { pieces: DraftPiece[]; doors: number } {
  const pieces: DraftPiece[] = [];
  let [at, doors] = [0, 0];
  for (const { number, bound } of matchNumbers(findNumbers(text, language), candidates, language)) {
    if (!bound) continue;
    // A comparison says its direction itself: the verb goes with it.
    const from = number.at - (number.compares?.verb ?? 0);
    pieces.push(text.slice(at, from), slotFor(number, bound, own));
    at = number.at + number.length;
    doors += 1;
  }
  pieces.push(text.slice(at));
  return { pieces: pieces.filter((piece) => piece !== ''), doors };
}

function slotFor(number: FoundNumber, bound: Candidate, own: number): DraftSlot {
  return {
    slot: randomUUID(),
    indicator: bound.indicator,
    show: bound.show,
    print: printOf(number),
    ...(bound.period ? { period: bound.period } : {}),
    ...(bound.unit_id === own ? {} : { unit_id: bound.unit_id }),
    drafted: null,
  };
}

type Asked = {
  readonly language: Language;
  readonly whole: string;
  readonly periods: readonly (string | undefined)[];
  readonly unit: UnitText;
  readonly then: Frame;
  readonly moment: Moment;
};

/** Every figure of the unit, and of those directly below it that the text names, over the periods that it speaks of. */
async function candidatesFor(
  services: Books,
  client: PoolClient,
  actor: Actor,
  { language, whole, periods, unit, then, moment }: Asked,
): Promise<Candidate[]> {
  const below = (await childUnits(client, unit.id)).filter(({ name }) =>
    whole.includes(name[language].slice(0, language === 'zh' ? 2 : undefined)),
  );
  const indicators = services.book.indicators.filter((one) => holdsLine(actor, one.line));
  const places = [unit, ...below].flatMap((place) =>
    periods.flatMap((period) =>
      indicators.map(({ name }) => ({
        place,
        period,
        wanted: wantedBy(
          { indicator: name, ...(period ? { period } : {}), unit_id: place.id },
          then,
        ),
      })),
    ),
  );
  const figures = await figuresWanted(
    services,
    client,
    actor,
    places.map((one) => one.wanted),
    moment,
  );
  return places.flatMap(({ place, period, wanted }) => {
    const figure = figures.get(wantedKey(wanted));
    if (!figure) return [];
    const shows = ['value', 'change', 'change_percent'] as const;
    return shows.map((show): Candidate => ({
      indicator: figure.indicator,
      show,
      unit_id: place.id,
      ...(period ? { period } : {}),
      ...(place.id === unit.id ? {} : { unit_name: place.name }),
      label: figure.label,
      counter: counterOf(figure, show),
      shown: shownNumber({ show }, figure),
    }));
  });
}

function counterOf(figure: Figure, show: DraftSlot['show']): Text {
  if (show === 'change' && figure.kind === 'rate') return { en: 'points', zh: '个百分点' };
  return isPercent({ show }, figure) ? { en: '%', zh: '%' } : figure.counter;
}

function linesOf({ book }: Pick<Services, 'book'>, actor: Actor): Line[] {
  return book.lines.filter((line) => holdsLine(actor, line.name));
}

function block(kind: BlockKind, text: NewBlock['text']): NewBlock {
  return { kind, text };
}
