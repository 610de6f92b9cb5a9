/**
 * `taizhang units import FILE.csv [--from DAY]`: a city's divisions, row by row, told what was done
 * with each.
 */
import { readFile } from 'node:fs/promises';
import type { Pool } from 'pg';
import { dayInShanghai } from '#engine/day.ts';
import type { Text } from '#engine/text.ts';
import { importDivisions } from '#server/units/divisions.ts';
import type { DivisionImport } from '#server/units/divisions.ts';

/**
 * A first import holds from before anything was counted: what day a village was founded is in no
 * divisions file. Later ones hold from today.
 */
const firstDay = '2000-01-01';

export type UnitsImported = DivisionImport & {
  readonly from_day: string;
  /** What to print, line by line: the sums, then every bad row. */
  readonly lines: readonly Text[];
};

export async function unitsImport(
  owner: Pool,
  file: string,
  options: { from_day?: string | undefined; now?: string } = {},
): Promise<UnitsImported> {
  const csv = await readFile(file, 'utf8');
  const { rows } = await owner.query('select from unit limit 1');
  const today = dayInShanghai(options.now ?? new Date().toISOString());
  const from_day = options.from_day ?? (rows.length === 0 ? firstDay : today);
  const done = await importDivisions(owner, csv, { from_day });
  return { ...done, from_day, lines: [sums(done, from_day), ...done.bad.flatMap(rowLines)] };
}

function sums({ rows, added, unchanged, bad }: DivisionImport, from_day: string): Text {
  return {
    en: `${rows} rows: ${added} units added from ${from_day}, ${unchanged} known already, ${bad.length} left out.`,
    zh: `共${rows}行：自${from_day}起新增${added}个单位，已有${unchanged}个，未导入${bad.length}行。`,
  };
}

function rowLines({ row, issues }: DivisionImport['bad'][number]): Text[] {
  return issues.map(({ field, message }) => ({
    en: `Row ${row}, ${field}: ${message.en}`,
    zh: `第${row}行，${field}：${message.zh}`,
  }));
}
