/** For the lines' tests: plays deeds on a record as the write path does, without a database. */
import { applyAction, blankRecord } from '#engine/apply.ts';
import type { LookUp } from '#engine/apply.ts';
import { statutoryCalendar } from '#engine/holidays.ts';
import { workingRoles } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import type { Issue } from '#engine/problem.ts';
import type { AnyRecord, AnyRecordType, Duty, LinkedFile } from '#engine/record.ts';

export type Step = {
  readonly action: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
  readonly today?: string;
  readonly actor?: Actor;
  /** The file of the record that its action looks at. */
  readonly file_of?: LinkedFile;
};

export const ids = {
  record: '00000000-0000-4000-8000-000000000001',
  committee: '00000000-0000-4000-8000-000000000002',
  mediator: '00000000-0000-4000-8000-000000000003',
  dispute: '00000000-0000-4000-8000-000000000004',
  criteria: '00000000-0000-4000-8000-000000000005',
  tariff: '00000000-0000-4000-8000-000000000006',
  mediator_account: '00000000-0000-4000-8000-00000000000a',
};

type WorkingRole = (typeof workingRoles)[number];

/** A person of one's own for each role, unless somebody is named. */
export function actor(
  role: WorkingRole,
  person_id = `00000000-0000-4000-8000-0000000000${workingRoles.indexOf(role)}0`,
): Actor {
  return { person_id, name: role, grant: { role, unit_id: 7, path: '1.2.7.', lines: ['*'] } };
}
export const engine: Actor = { ...actor('county'), engine: true };

/**
 * The first step makes the record. Steps without a day happen on 1 June 2012; a step without an
 * actor is the director's.
 */
export function play(
  type: AnyRecordType,
  steps: readonly Step[],
  linked: Readonly<Record<string, AnyRecord>> = {},
  from?: AnyRecord,
): AnyRecord {
  let record =
    from ??
    blankRecord(type, { id: ids.record, unit_id: 7, path: '1.2.7.', created_by: ids.record });
  const lookUp: LookUp = (_, id) => linked[id];
  for (const {
    action,
    fields = {},
    reason,
    today = '2012-06-01',
    actor: who = actor('director'),
    file_of,
  } of steps) {
    const now = `${today}T02:00:00.000Z`;
    const moment = { today, now, actor: who, calendar: statutoryCalendar, file_of };
    const { after } = applyAction(
      type,
      record,
      { action, fields, ...(reason ? { reason } : {}) },
      moment,
      lookUp,
    );
    record = { ...after, version: record.version + 1 };
  }
  return record;
}

/** What an impossible deed is told. Fails when it is possible. */
export function refusalOf(work: () => unknown): {
  kind: string;
  issues: readonly Issue[];
  fields: (string | undefined)[];
  rules: (string | undefined)[];
} {
  try {
    work();
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const issues = problem.issues.filter((issue) => !issue.warning);
    return {
      kind: problem.kind,
      issues,
      fields: issues.map((issue) => issue.field),
      rules: issues.map((issue) => issue.rule),
    };
  }
  throw new Error('This was not refused');
}

/** What a record counts for, as short text: `disputes_accepted 2012-06-01 1 kind=family`. */
export function counts(type: AnyRecordType, record: AnyRecord): string[] {
  return type.postings(record).map(({ measure, day, amount, facets }) => {
    const parts = Object.entries(facets ?? {}).map(([name, value]) => `${name}=${value}`);
    return [measure, day, amount, ...parts].join(' ');
  });
}

export function dutiesOf(type: AnyRecordType, record: AnyRecord): Duty[] {
  return [...(type.duties?.(record, statutoryCalendar) ?? [])];
}
