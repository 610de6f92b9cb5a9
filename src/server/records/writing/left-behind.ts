/** What a record leaves in the other tables as it stands now: ledger lines, duties, whom it is about. */
import type { Calendar } from '#engine/calendar.ts';
import { nationalCode } from '#engine/code-book.ts';
import type { Book } from '#engine/line.ts';
import { maskRecord } from '#engine/mask.ts';
import type { GuardedPosting } from '#engine/measure.ts';
import { identityLinks, undone } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType, Duty } from '#engine/record.ts';
import type { LedgerNames } from '../../ledger/names.ts';
import type { SavedLine, Savings } from '../save.ts';
import type { WriteContext } from '../write.ts';
import { timeOf } from './touched.ts';
import type { Touched } from './touched.ts';

export function guardedPostings({
  type,
  now,
}: {
  type: AnyRecordType;
  now: AnyRecord;
}): GuardedPosting[] {
  if (now.state === undone) return [];
  return type.postings(now).map(({ facets, ...posting }) => ({
    ...posting,
    ...(facets ? { facets: national(facets) } : {}),
    guard: now.guard,
  }));
}

/** Figures are broken down by the shipped codes: what an office added counts under its parent. */
function national(facets: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facets).map(([name, code]) => [name, nationalCode(code)]),
  );
}

/** Registers whose records are found by the names of a person that changes here. */
export function namedBy(book: Book, touched: readonly Touched[]): Savings['named'] {
  const changed = new Set(touched.filter((t) => t.stored && t.type.identity).map((t) => t.type));
  if (changed.size === 0) return [];
  return book.records.flatMap((type) =>
    identityLinks(type).flatMap(({ name, to }) =>
      changed.has(to) ? [{ type, link: name, to }] : [],
    ),
  );
}

export function lineOf(
  p: GuardedPosting,
  { now, write }: Touched,
  names: LedgerNames,
  context: WriteContext,
): SavedLine {
  return {
    measure_id: names.measureId(p.measure),
    day: p.day,
    unit_id: p.unit_id,
    facet_set_id: names.facetSetId(p.facets),
    guard: p.guard,
    amount: p.amount,
    subject: p.subject ?? null,
    record_id: now.id,
    version: now.version,
    ...(context.loader ? { recorded_at: timeOf(context, write) } : {}),
  };
}

export function dutyRows({ type, now }: Touched, calendar: Calendar): object[] {
  if (now.state === undone) return [];
  return (type.duties?.(now, calendar) ?? []).map((duty: Duty) => ({
    ...duty,
    waiting: duty.waiting ?? false,
    personal: duty.personal ?? false,
    asked: duty.asked ?? false,
    certain: duty.certain ?? true,
    escalate_days: duty.escalate?.days_before ?? null,
    escalate_to: duty.escalate?.roles ?? [],
    record_id: now.id,
    record_type: type.name,
    line: type.line,
    unit_id: now.unit_id,
    path: now.path,
    guard: now.guard,
    keeper_id: now.keeper_id,
    created_by: now.created_by,
    title: type.title(maskRecord(type, now)),
  }));
}

/** Whom a record is about, with who may open it: by these rows a person is seen. */
export function aboutRows({ type, now }: Touched): object[] {
  if (now.state === undone) return [];
  return identityLinks(type).flatMap(({ name }) =>
    now[name] === null
      ? []
      : [
          {
            record_id: now.id,
            field: name,
            identity_id: now[name],
            record_type: type.name,
            line: type.line,
            path: now.path,
            guard: now.guard,
            keeper_id: now.keeper_id,
            created_by: now.created_by,
          },
        ],
  );
}
