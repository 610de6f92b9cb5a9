/** The draft as a paper: its text with every number printed, and the table of all figures with their sources. */
import { formatDay, dayInShanghai } from '#engine/day.ts';
import { printSlot } from '#engine/draft-print.ts';
import { unboundNumbers } from '#engine/draft-looks.ts';
import { textIn, wantedBy, wantedKey } from '#engine/draft.ts';
import type { Draft, DraftText, Frame } from '#engine/draft.ts';
import { printedPieces } from '#engine/draft-print.ts';
import type { Language, Text } from '#engine/text.ts';
import type { Figure } from '../../figures/compute.ts';
import type { UnitText } from '../../units/unit-text.ts';
import { sourceRow } from '../summary-file.ts';
import { summaryWord } from '../summary-word.ts';
import type { SummaryPiece } from '../summary-word.ts';

export type DraftToPrint = {
  readonly draft: Draft;
  readonly unit: UnitText;
  readonly year: number;
  readonly cutoff: string;
  readonly stood_at: string;
  readonly figures: Readonly<Record<string, Figure>>;
  /** An edition names itself; a draft says that it is one. */
  readonly edition: Text | null;
};

export async function draftFile(asked: DraftToPrint, language: Language): Promise<Buffer> {
  const { draft, unit, year, stood_at } = asked;
  const used = new Map<string, Figure>();
  const parts = draft.sections
    .map((section) => ({
      heading: section.heading,
      paragraphs: section.blocks.flatMap((block) => {
        const read = textIn(block, language);
        if (read.pieces.length === 0) return [];
        return [piecesFor(asked, read.pieces, read.language, used)];
      }),
    }))
    .filter((part) => part.paragraphs.length > 0);
  const typed = draft.sections
    .flatMap((section) => section.blocks.filter((block) => block.kind !== 'plan'))
    .map((block) => textIn(block, language))
    .reduce((sum, read) => sum + unboundNumbers(read.pieces, read.language).length, 0);
  return summaryWord({
    unit_name: unit.name,
    year,
    language,
    title: { en: `Summary of the Work of ${year}`, zh: `${year}年工作总结` },
    as_of: stood_at,
    parts,
    sources: [...used.values()].map((figure) => sourceRow(figure, language)),
    note: noteOf(asked, typed),
  });
}

function piecesFor(
  { figures, unit, year, cutoff }: DraftToPrint,
  pieces: DraftText,
  language: Language,
  used: Map<string, Figure>,
): SummaryPiece[] {
  const frame: Frame = { unit_id: unit.id, year, cutoff };
  const figureOf = (slot: Parameters<typeof wantedBy>[0]) => {
    const key = wantedKey(wantedBy(slot, frame));
    const figure = figures[key];
    if (figure) used.set(key, figure);
    return figure;
  };
  const exact = new Map<string, number | null>();
  const printed = printedPieces(pieces, language, (slot) => {
    const figure = figureOf(slot);
    if (!figure) return { en: 'not reported', zh: '（未报）' }[language];
    const whole = slot.share_of ? figureOf({ ...slot, indicator: slot.share_of }) : undefined;
    const { printed: words, shown, rounded } = printSlot(slot, figure, language, whole);
    // Only a rounded number has an exact one to be named at the foot of the page.
    exact.set(slot.slot, rounded ? shown : null);
    return words;
  });
  return printed.map((piece) =>
    typeof piece === 'string'
      ? piece
      : {
          printed: piece.printed,
          value: exact.get(piece.slot.slot) ?? null,
          indicator: piece.slot.indicator,
        },
  );
}

/** Where the numbers come from, and how many do not come from there. */
function noteOf({ stood_at, edition, cutoff }: DraftToPrint, typed: number): Text {
  const stood = (language: Language) => formatDay(dayInShanghai(stood_at), language);
  const byHand: Text =
    typed === 0
      ? { en: '', zh: '' }
      : {
          en: ` ${typed} ${typed === 1 ? 'number was' : 'numbers were'} typed by hand and not counted from records.`,
          zh: `另有${typed}个数字为手工填写，未与台账绑定。`,
        };
  return {
    en: `${edition ? `${edition.en}. ` : 'Draft, not signed. '}Figures count to ${formatDay(cutoff, 'en')}, from records as the ledger stood on ${stood('en')}. Rounded wording stands over exact values; the table gives them.${byHand.en}`,
    zh: `${edition ? `${edition.zh}。` : '草稿，未签发。'}数据统计至${formatDay(cutoff, 'zh')}，由台账记录统计得出，台账时点为${stood('zh')}。文中取整表述对应的准确数见附表。${byHand.zh}`,
  };
}
