/** A return as the superior's Excel: the shipped form laid out by us, or the uploaded sheet with its bound cells filled. */
import { dayInShanghai, formatDay } from '#engine/day.ts';
import { printReportPeriod } from '#engine/report-period.ts';
import type { Language } from '#engine/text.ts';
import type { Services } from '../services.ts';
import type { FormCell } from './bound-form.ts';
import { workbookOf } from './form-record.ts';
import type { CellEntry, FormWorkbook } from './form-workbook.ts';
import type { ReturnView } from './report-returns.ts';
import { assembleReturn } from './return.ts';
import type { FilledReturn } from './return.ts';
import { returnSheet } from './return-sheet.ts';

type MadeBy = { readonly name: string; readonly at: string };

export async function returnFile(
  services: Services,
  view: ReturnView,
  by: MadeBy,
  language: Language,
): Promise<Buffer> {
  const workbook = await workbookOf(services, view.form);
  if (workbook) return workbook.fill(entriesOf(workbook, view, by));
  return returnSheet(shippedReturn(services, view), { ...by, marks: view.form }, language);
}

/** A shipped form with its numbers, frozen or of now. */
export function shippedReturn({ book }: Services, view: ReturnView): FilledReturn {
  const { bound, unit, record, edition, at } = view;
  const values = new Map(view.cells.map((cell) => [cell.key, cell.value]));
  return assembleReturn(book, bound.shipped!, values, {
    unit,
    from: record.period_from!,
    to: record.period_to!,
    as_of: edition ? at : null,
    fresh_at: at,
    page: edition?.page_id ?? null,
    registers: view.registers,
  });
}

function entriesOf(
  workbook: FormWorkbook,
  view: ReturnView,
  by: MadeBy,
): Map<string, Map<string, CellEntry>> {
  const sheets = new Map<string, Map<string, CellEntry>>();
  const put = (sheet: string, cell: string, entry: CellEntry) => {
    const cells = sheets.get(sheet) ?? new Map<string, CellEntry>();
    sheets.set(sheet, cells.set(cell, entry));
  };
  for (const cell of view.cells) {
    if (!cell.place) continue;
    const { sheet, cell: ref } = cell.place;
    const percent = workbook.look(sheet, ref)?.percent ?? false;
    put(sheet, ref, printed(cell, percent));
  }
  for (const { sheet, cell, name } of view.bound.words) put(sheet, cell, wordOf(view, by, name));
  return sheets;
}

/** Fen as yuan, and a share where the form's own cell prints it with its sign. What is not reported is words, not zero. */
function printed(
  cell: { value: number | null; money: boolean; kind: string } & Pick<FormCell, 'key'>,
  percent: boolean,
): CellEntry {
  if (cell.value === null) return '未报';
  if (cell.money) return cell.value / 100;
  if (cell.kind !== 'rate') return cell.value;
  return percent ? cell.value / 100 : Math.round(cell.value * 10) / 10;
}

function wordOf({ form, unit, record, at }: ReturnView, by: MadeBy, name: string): string {
  const day = (instant: string) => formatDay(dayInShanghai(instant), 'zh');
  const words: Record<string, string | null> = {
    unit_name: unit.name.zh,
    period: printReportPeriod({ from: record.period_from!, to: record.period_to! }, 'zh'),
    table_number: form.table_number,
    issued_by: form.issued_by,
    approval_number: form.approval_number,
    valid_until: form.valid_until && formatDay(form.valid_until, 'zh'),
    made_by: by.name,
    made_on: day(by.at),
    stood_at: day(at),
  };
  return words[name] ?? '';
}
