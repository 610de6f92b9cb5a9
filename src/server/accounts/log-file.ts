/** The access log as a CSV file, page after page; newest first. */
import type { Pool } from 'pg';
import type { Role } from '#engine/permission.ts';
import { roles } from '#engine/permission.ts';
import type { Language } from '#engine/text.ts';
import { toCsv } from '../reports/spreadsheet.ts';
import type { SpreadsheetColumn } from '../reports/spreadsheet.ts';
import { readAccessLog } from './access-log.ts';
import type { LogQuery } from './access-log.ts';

/** More than a spreadsheet opens: narrow the days. */
const rowsMax = 100_000;
const pageRows = 5000;

const columns: readonly SpreadsheetColumn[] = [
  ['When', '时间'],
  ['Who', '人员'],
  ['Post', '岗位'],
  ['What', '行为'],
  ['Record type', '记录类型'],
  ['Record', '记录编号'],
  ['What for', '用途'],
  ['Details', '详情'],
].map(([en, zh]) => ({ heading: { en: en!, zh: zh! }, kind: 'text' }));

export async function logAsCsv(
  owner: Pool,
  query: Omit<LogQuery, 'limit' | 'after'>,
  language: Language,
): Promise<{ csv: string; rows: number }> {
  const rows: string[][] = [];
  let after: string | undefined;
  do {
    const page = await readAccessLog(owner, { ...query, after, limit: pageRows });
    for (const entry of page.entries) {
      const role = roles[entry.grant_role as Role]?.[language] ?? '';
      rows.push([
        new Date(entry.at).toISOString(),
        entry.person?.name ?? '',
        role,
        entry.deed_label[language],
        entry.record_type ?? '',
        entry.record_id ?? '',
        entry.purpose ?? '',
        entry.detail ? JSON.stringify(entry.detail) : '',
      ]);
    }
    after = page.next ?? undefined;
  } while (after && rows.length < rowsMax);
  return { csv: toCsv(columns, rows, language), rows: rows.length };
}
