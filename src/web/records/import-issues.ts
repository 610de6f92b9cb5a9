/** The issues of an import, each said once with the rows that have it. */
import type { Language, Text } from '#engine/text.ts';
import type { Imported } from './import-types.ts';

export type IssueGroup = {
  readonly column: string | undefined;
  readonly message: Text;
  readonly rows: readonly number[];
};

/** In the order of their first row. Of a bad row only what is wrong is told, not what else could be looked at. */
export function groupIssues(
  rows: Imported['bad'] | Imported['warnings'],
  kind: 'error' | 'warning',
): IssueGroup[] {
  const groups = new Map<string, IssueGroup & { rows: number[] }>();
  for (const { row, issues } of rows) {
    for (const { column, message, warning } of issues) {
      if (kind === 'error' && warning) continue;
      const key = JSON.stringify([column, message.en]);
      const known = groups.get(key);
      if (!known) groups.set(key, { column, message, rows: [row] });
      else if (known.rows.at(-1) !== row) known.rows.push(row);
    }
  }
  return [...groups.values()];
}

const rangesMax = 5;

/** 2–5, 9 and 31 more */
export function printRows(rows: readonly number[], language: Language): string {
  const ranges: [number, number][] = [];
  for (const row of rows) {
    const last = ranges.at(-1);
    if (last && row === last[1] + 1) last[1] = row;
    else ranges.push([row, row]);
  }
  const shown = ranges.slice(0, rangesMax);
  const said = shown.map(([a, b]) => (a === b ? String(a) : `${a}–${b}`));
  const told = shown.reduce((sum, [a, b]) => sum + b - a + 1, 0);
  if (told === rows.length) return said.join(language === 'zh' ? '、' : ', ');
  const more = rows.length - told;
  return language === 'zh'
    ? `${said.join('、')}等共${rows.length}行`
    : `${said.join(', ')} and ${more} more`;
}
