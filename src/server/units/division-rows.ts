/**
 * A divisions file, row by row: code,name,parent_code,level, as the Bureau of Statistics publishes
 * them. Pure.
 */
import { parseCsv } from 'hucre/csv';
import { Problem } from '#engine/problem.ts';
import type { Issue } from '#engine/problem.ts';
import type { Text } from '#engine/text.ts';
import type { UnitKind } from './unit-spelling.ts';

export type DivisionRow = {
  /** As a spreadsheet counts: the headings are row 1. */
  readonly row: number;
  readonly code: string;
  readonly name: string;
  /** Empty where the file names none. */
  readonly parent_code: string;
  readonly kind: UnitKind;
};

export type BadRow = { readonly row: number; readonly issues: readonly Issue[] };

export type DivisionFile = {
  readonly rows: number;
  readonly good: readonly DivisionRow[];
  readonly bad: readonly BadRow[];
};

/**
 * How high a kind stands: a division is under a higher one. A body is no division and stands under
 * anything.
 */
export const rankOf: Readonly<Record<UnitKind, number>> = {
  city: 1,
  county: 2,
  township: 3,
  village: 4,
  community: 4,
  body: 5,
};

const columns = ['code', 'name', 'parent_code', 'level'] as const;
const nameMax = 60;

/**
 * Throws a Problem only when the file as a whole is none; whatever is wrong with a row stays with
 * its row.
 */
export function readDivisions(csv: string): DivisionFile {
  const lines = parseCsv(csv, { delimiter: ',', skipBom: true }).map((line) =>
    line.map((cell) => String(cell ?? '').trim()),
  );
  const headings = (lines[0] ?? []).map((heading) => heading.toLowerCase());
  const at = columns.map((column) => headings.indexOf(column));
  const missing = columns.filter((_, i) => at[i] === -1);
  if (missing.length > 0) {
    throw new Problem('invalid', {
      en: `The first row must name the columns ${columns.join(', ')}. Missing: ${missing.join(', ')}.`,
      zh: `第一行须为列名：${columns.join('、')}。缺少：${missing.join('、')}。`,
    });
  }
  const good: DivisionRow[] = [];
  const bad: BadRow[] = [];
  const seen = new Map<string, number>();
  let rows = 0;
  lines.forEach((cells, index) => {
    if (index === 0 || cells.every((cell) => cell === '')) return;
    rows++;
    const row = index + 1;
    const [code = '', name = '', parent_code = '', level = ''] = at.map(
      (column) => cells[column] ?? '',
    );
    const read = {
      row,
      code: padded(code),
      name,
      parent_code: padded(parent_code),
      kind: kindOf(level, padded(code)),
    };
    const issues = issuesOf(read, code, parent_code, level);
    const first = seen.get(read.code);
    if (first !== undefined) issues.push(repeated(first));
    else seen.set(read.code, row);
    if (issues.length > 0 || read.kind === null) bad.push({ row, issues });
    else good.push({ ...read, kind: read.kind });
  });
  return { rows, good, bad };
}

/**
 * 6405 is the city, 640502 a county, 640502104 a township: the rest is zeros, which some files
 * leave out.
 */
function padded(code: string): string {
  return /^(\d{4}|\d{6}|\d{9})$/.test(code) ? code.padEnd(12, '0') : code;
}

/**
 * The file says "village" of all on the lowest level; the last three digits of the code say which
 * (国家统计局 统计用区划代码): 001-199 residents' committees, 200-399 villagers' committees, 400-499 what is
 * like a community (an industrial park's), 500-599 what is like a village (a state farm's). Of the
 * last, and of any other number, no committee can be expected, so they are bodies: counted in their
 * township, and no gap in any list of villages.
 */
function kindOf(level: string, code: string): UnitKind | null {
  const kind = levels.get(level.toLowerCase()) ?? null;
  if (kind !== 'village') return kind;
  const number = Number(code.slice(-3));
  if (number >= 200 && number < 400) return 'village';
  if ((number >= 1 && number < 200) || (number >= 400 && number < 500)) return 'community';
  return 'body';
}

const levels = new Map<string, UnitKind>([
  ['city', 'city'],
  ['county', 'county'],
  ['township', 'township'],
  ['village', 'village'],
  ['community', 'community'],
]);

function issuesOf(
  read: { code: string; name: string; parent_code: string; kind: UnitKind | null },
  code: string,
  parent: string,
  level: string,
): Issue[] {
  const issues: Issue[] = [];
  const say = (field: string, message: Text) => issues.push({ field, message });
  if (!/^\d{12}$/.test(read.code)) say('code', codeMessage(code));
  if (read.parent_code !== '' && !/^\d{12}$/.test(read.parent_code))
    say('parent_code', codeMessage(parent));
  if (read.name === '') say('name', { en: 'The name is missing.', zh: '缺少名称。' });
  else if (read.name.length > nameMax || /\p{Cc}/u.test(read.name)) {
    say('name', {
      en: `This is no name of a place: at most ${nameMax} characters.`,
      zh: `名称不对：最多${nameMax}字。`,
    });
  }
  if (read.kind === null) {
    const known = [...levels.keys()].join(', ');
    say('level', {
      en: `“${level}” is no level. Known: ${known}.`,
      zh: `没有“${level}”这个级别，可用：${known}。`,
    });
  }
  return issues;
}

function codeMessage(code: string): Text {
  if (/e\+?\d+$/i.test(code)) {
    return {
      en: `“${code}” was rounded by a spreadsheet. Format the column as text and paste the codes again.`,
      zh: `“${code}”已被表格软件取整，请将该列设为文本后重新粘贴代码。`,
    };
  }
  return { en: `“${code}” is no code of twelve digits.`, zh: `“${code}”不是12位代码。` };
}

function repeated(first: number): Issue {
  return {
    field: 'code',
    message: { en: `Row ${first} has this code already.`, zh: `第${first}行已有此代码。` },
  };
}
