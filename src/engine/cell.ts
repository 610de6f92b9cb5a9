/**
 * One cell of a spreadsheet as the value of a field: days as Excel counts them or as people write them, money in
 * yuan, codes by their label. In: a text or a number as it stands in the file. Out: the value as `parseValue` takes
 * it, a name still to be looked up, or what is wrong in plain words.
 */
import { addDays, isDay, readDay, shanghaiInstant } from './day.ts';
import type { Code, CodeList, Field } from './field.ts';
import type { Text } from './text.ts';
import { narrow, readWhole, readYuan } from './typed-value.ts';

export type Cell = string | number | null;

export type CellReading =
  | { readonly value: unknown; readonly warning?: Text }
  /** A link, a unit or a person, by name or number. */
  | { readonly look_up: string }
  | { readonly message: Text };

export function readCell(field: Field, cell: Cell): CellReading {
  if (cell === null || (typeof cell === 'string' && cell.trim() === '')) return { value: null };
  if (field.private && typeof cell === 'string' && /\*{2}|•{2}/.test(cell)) return masked;
  switch (field.kind) {
    case 'text':
    case 'long_text':
      return readText(cell);
    case 'day':
      return readDayCell(cell);
    case 'instant':
      return readInstant(String(cell));
    case 'money':
      return typeof cell === 'number' ? readMoney(cell) : fromTyped(readYuan(cell));
    case 'integer':
      return fromTyped(readWhole(String(cell)));
    case 'boolean':
      return readYesNo(String(cell));
    case 'code':
      return readCode(field.list, String(cell));
    case 'codes':
      return readCodes(field.list, String(cell));
    case 'link':
    case 'unit':
    case 'account':
      return { look_up: String(cell).trim() };
    default:
      return field satisfies never;
  }
}

const masked: CellReading = {
  value: null,
  warning: {
    en: 'This is masked (138****5678), so it is left empty. Write it in full to bring it in.',
    zh: '内容已脱敏（如138****5678），未导入。需要导入的请填写完整。',
  },
};

/** Excel keeps fifteen digits of a number: an ID number that was typed as one is not what it was. */
function readText(cell: string | number): CellReading {
  if (typeof cell === 'string') return { value: cell };
  if (Number.isSafeInteger(cell) || !Number.isInteger(cell)) return { value: String(cell) };
  return {
    message: {
      en: 'Excel has rounded this number. Format the column as text and type it again.',
      zh: '数字过长，Excel已舍去尾数。请将该列设为文本格式后重新填写。',
    },
  };
}

/** The days before 1900-03-01 are counted wrongly by Excel, and no book is that old. */
const firstOfExcel = '1899-12-30';

function readDayCell(cell: string | number): CellReading {
  const typed = typeof cell === 'number' ? cell : narrow(cell);
  const serial = Number(typed);
  if (serial >= 10_000 && serial < 100_000)
    return { value: addDays(firstOfExcel, Math.floor(serial)) };
  if (isDay(cell)) return { value: cell };
  const reading = readDay(String(cell));
  return reading.ok ? { value: reading.day } : { message: reading.problem };
}

function readInstant(typed: string): CellReading {
  if (/^[^T]*T.*(?:Z|[+-]\d\d:\d\d)$/.test(typed)) return { value: typed };
  const [, day = '', time = '00:00'] =
    /^(.*?)(?:[ T]((?:[01]?\d|2[0-3]):[0-5]\d)(?::\d\d)?)?$/.exec(typed) ?? [];
  const reading = readDay(day);
  return reading.ok
    ? { value: shanghaiInstant(reading.day, time.padStart(5, '0')) }
    : { message: reading.problem };
}

/** 1234.56 is no exact number for a machine; the nearest fen is what the clerk saw. */
function readMoney(yuan: number): CellReading {
  const fen = Math.round(yuan * 100);
  if (Math.abs(yuan * 100 - fen) < 1e-4) return { value: fen };
  return { message: { en: 'There is nothing smaller than a fen.', zh: '金额最小到分。' } };
}

function fromTyped(
  reading: { ok: true; value: number | null } | { ok: false; problem: Text },
): CellReading {
  return reading.ok ? { value: reading.value } : { message: reading.problem };
}

const yes = new Set(['是', '有', '对', '已', '√', '✓', 'v', 'y', 'yes', 'true', '1']);
const no = new Set(['否', '无', '没有', '未', '不', '×', '✗', 'x', 'n', 'no', 'false', '0']);

function readYesNo(cell: string): CellReading {
  const word = plain(cell);
  if (yes.has(word)) return { value: true };
  if (no.has(word)) return { value: false };
  return { message: { en: 'Write yes or no.', zh: '请填“是”或“否”。' } };
}

function readCodes(list: CodeList, cell: string): CellReading {
  const found: unknown[] = [];
  for (const word of cell.split(/[、，,;；/\n]+/).filter((one) => one.trim() !== '')) {
    const reading = readCode(list, word);
    if (!('value' in reading)) return reading;
    found.push(reading.value);
  }
  return { value: found };
}

/**
 * By its code, its label in either language, the label with the word for what is listed behind it (邻里纠纷), or the
 * part that stands in exactly one label (法院, 申请). What could mean two is refused.
 */
export function readCode(list: CodeList, cell: string): CellReading {
  const word = plain(cell);
  const bare = word.replace(/(纠纷|案件|调委会|类|案)$/, '');
  const labels = (code: Code) => [plain(code.label.zh), plain(code.label.en)];
  const exact = list.codes.find(
    (code) => code.code === word || labels(code).some((label) => label === word || label === bare),
  );
  if (exact) return { value: exact.code };
  const near = list.codes.filter((code) =>
    labels(code).some((label) => word.length >= 2 && label.includes(word)),
  );
  if (near.length === 1) return { value: near[0]!.code };
  const shown = (language: 'en' | 'zh') => {
    const some = near.length > 1 ? near : list.codes;
    const named = some.slice(0, 20).map(({ label }) => label[language]);
    return (
      named.join(language === 'en' ? ', ' : '、') +
      (some.length > 20 ? ' …' : { en: '.', zh: '。' }[language])
    );
  };
  return {
    message: {
      en: `“${cell.trim()}” is not in the list. Choose one of: ${shown('en')}`,
      zh: `“${cell.trim()}”不在代码表中。可填：${shown('zh')}`,
    },
  };
}

function plain(words: string): string {
  return words.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}
