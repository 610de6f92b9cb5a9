/**
 * How files and documents are numbered. A case number （2009）镇罗人调字第12号 comes from the book
 * that a body keeps for one kind of case and one year; a document number 卫司发〔2009〕12号 from the
 * book of an issuing organ and year, with six-angle brackets, no 第 and no leading zeros
 * (GB/T 9704-2012). Numbers are never used again after a case is cancelled.
 */
import type { Text } from './text.ts';

/**
 * How a kind of case writes its number. `year_first`: （2009）镇罗人调字第12号;
 * `year_inside`: 卫援申字〔2009〕第12号.
 */
export type CaseNumberLayout = 'year_first' | 'year_inside';

export type CaseNumberKind = {
  /** What stands before 字, behind the body's short name. */
  readonly word: string;
  readonly layout: CaseNumberLayout;
  readonly label: Text;
};

export type CaseNumber = {
  readonly year: number;
  /** The short name of the body that keeps the book: 镇罗. Empty where the kind has none. */
  readonly body: string;
  readonly kind: string;
  readonly serial: number;
};

export type DocumentNumber = {
  readonly year: number;
  /** The characters of the issuing organ: 卫司发. */
  readonly issuer: string;
  readonly serial: number;
};

export type NumberReading<N> =
  | { readonly ok: true; readonly number: N }
  | { readonly ok: false; readonly problem: Text };

/** The kinds of case numbers that are known here. An office may hand its own to the readers. */
export const caseNumberKinds: readonly CaseNumberKind[] = [
  {
    word: '人调',
    layout: 'year_first',
    label: { en: "people's mediation file", zh: '人民调解卷宗' },
  },
  {
    word: '调确',
    layout: 'year_first',
    label: { en: 'judicial confirmation', zh: '司法确认' },
  },
  {
    word: '援申',
    layout: 'year_inside',
    label: { en: 'application for legal aid', zh: '法律援助申请' },
  },
];

/** Prints a case number. Throws RangeError for a kind that is not in `kinds`, or a bad number. */
export function formatCaseNumber(
  number: CaseNumber,
  kinds: readonly CaseNumberKind[] = caseNumberKinds,
): string {
  const kind = kinds.find(({ word }) => word === number.kind);
  if (!kind) throw new RangeError(`Not a kind of case number: ${number.kind}`);
  const { year, serial } = mustCount(number);
  const book = `${number.body}${kind.word}字`;
  return kind.layout === 'year_first'
    ? `（${year}）${book}第${serial}号`
    : `${book}〔${year}〕第${serial}号`;
}

/**
 * Reads a case number that is written exactly as `formatCaseNumber` prints it. Answers its parts,
 * or the number as it should be written where it can be guessed.
 */
export function readCaseNumber(
  written: string,
  kinds: readonly CaseNumberKind[] = caseNumberKinds,
): NumberReading<CaseNumber> {
  const reading = readTypedCaseNumber(written, kinds);
  return asWritten(written, reading, (number) => formatCaseNumber(number, kinds));
}

/**
 * Reads a case number as clerks type it: any brackets or none, half or full width, spaces, zeros
 * before the serial, 第 left out, the year in front or inside. Print the answer to normalise it.
 */
export function readTypedCaseNumber(
  typed: string,
  kinds: readonly CaseNumberKind[] = caseNumberKinds,
): NumberReading<CaseNumber> {
  const plain = withoutBrackets(typed);
  const first = /^(\d{4})年?(\D*)字第?(\d+)号?$/.exec(plain);
  const inside = /^(\D*)字(\d{4})年?第?(\d+)号?$/.exec(plain);
  const [year, book, serial] = first
    ? [first[1], first[2], first[3]]
    : [inside?.[2], inside?.[1], inside?.[3]];
  if (year === undefined || book === undefined || serial === undefined || Number(serial) === 0) {
    return refuse(
      'This is no case number. Type it like （2009）镇罗人调字第12号.',
      '不是案号，请按“（2009）镇罗人调字第12号”的样子填写。',
    );
  }
  const kind = kinds
    .filter(({ word }) => book.endsWith(word))
    .sort((one, other) => other.word.length - one.word.length)[0];
  if (!kind) {
    const known = kinds.map(({ word }) => `${word}字`).join('、');
    return refuse(
      `No book has the characters ${book}字. Known are ${known}.`,
      `没有“${book}字”的编号簿，现有${known}。`,
    );
  }
  const body = book.slice(0, book.length - kind.word.length);
  return {
    ok: true,
    number: { year: Number(year), body, kind: kind.word, serial: Number(serial) },
  };
}

/** Prints a document number: 卫司发〔2009〕12号. Throws RangeError for a bad year or serial. */
export function formatDocumentNumber(number: DocumentNumber): string {
  const { year, serial } = mustCount(number);
  return `${number.issuer}〔${year}〕${serial}号`;
}

/**
 * Reads a document number that is written exactly as GB/T 9704 wants it. Answers its parts, or the
 * number as it should be written.
 */
export function readDocumentNumber(written: string): NumberReading<DocumentNumber> {
  return asWritten(written, readTypedDocumentNumber(written), formatDocumentNumber);
}

/**
 * Reads a document number as clerks type it: any brackets, half or full width, spaces, zeros
 * before the serial, 第 put in. Print the answer to normalise it.
 */
export function readTypedDocumentNumber(typed: string): NumberReading<DocumentNumber> {
  const match = /^(\p{Script=Han}+)(\d{4})年?第?(\d+)号?$/u.exec(withoutBrackets(typed));
  if (!match || Number(match[3]) === 0 || match[1]!.endsWith('字')) {
    return refuse(
      'This is no document number. Type it like 卫司发〔2009〕12号.',
      '不是发文字号，请按“卫司发〔2009〕12号”的样子填写。',
    );
  }
  const [, issuer = '', year, serial] = match;
  return { ok: true, number: { year: Number(year), issuer, serial: Number(serial) } };
}

/** Every bracket that is typed around a year. Full-width ones are half-width by then. */
const brackets = /[([{<【〔〖《〈)\]}>】〕〗》〉]/g;
const closedYear = /(\d+)年?[)\]}>】〕〗》〉]/;

/**
 * Half width, no spaces and no brackets. The bracket that closes a year becomes 年, or else
 * 〔209〕12号 would run together as 20912 and be read as number 2 of 2091.
 */
function withoutBrackets(typed: string): string {
  const narrow = typed.normalize('NFKC').replace(/\s/g, '');
  // No number is so long; what looks for a year in a long row of digits looks from each of them.
  if (narrow.length > 500) return narrow;
  return narrow.replace(closedYear, '$1年').replace(brackets, '');
}

function asWritten<N>(
  written: string,
  reading: NumberReading<N>,
  print: (number: N) => string,
): NumberReading<N> {
  if (!reading.ok) return reading;
  const correct = print(reading.number);
  if (written === correct) return reading;
  return refuse(`It is written like this: ${correct}`, `规范写法为：${correct}`);
}

function mustCount<N extends { year: number; serial: number }>(number: N): N {
  const year = Number.isInteger(number.year) && number.year >= 1000 && number.year <= 9999;
  if (!year) throw new RangeError(`Not a year: ${number.year}`);
  if (!Number.isInteger(number.serial) || number.serial < 1) {
    throw new RangeError(`Not a number of a book: ${number.serial}`);
  }
  return number;
}

function refuse(en: string, zh: string): { ok: false; problem: Text } {
  return { ok: false, problem: { en, zh } };
}
