/**
 * Bringing in a book: the rows of a sheet through the real write path, under the importer's own permission, in
 * batches. Good rows are kept and each bad one comes back with what is wrong and where. Ids derive from the import and
 * the row, so that the same file again stores nothing twice and goes on where it was cut off.
 */
import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { dayInShanghai } from '#engine/day.ts';
import { planPast } from '#engine/past.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import type { Issue } from '#engine/problem.ts';
import { keepsSecrets, undone } from '#engine/record.ts';
import type { AnyRecordType } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { logAccess } from '../accounts/access-log.ts';
import { contentHash } from '../keys/sealed-record.ts';
import type { ReadCell } from '../reports/spreadsheet.ts';
import type { Services } from '../services.ts';
import { readAs, writeContext } from '../services.ts';
import { findHeadings } from './import-columns.ts';
import type { Headings, ImportColumn } from './import-columns.ts';
import { findNames } from './import-names.ts';
import { readRows } from './import-rows.ts';
import type { ReadRow } from './import-rows.ts';
import { isExample } from './import-template.ts';
import { writeEach } from './write.ts';
import type { Outcome, Write, WriteAnswer } from './write.ts';

export const importBounds = {
  bytesMax: 10 * 1024 * 1024,
  rowsMax: 10_000,
  unpackedMax: 128 * 1024 * 1024,
} as const;
const batchMax = 500;

export type ImportAsked = {
  readonly type: AnyRecordType;
  readonly rows: readonly ReadCell[][];
  readonly file_name: string | null;
  /** The keeping unit of rows that name none; within the territory. */
  readonly unit: { readonly id: number; readonly path: string };
  /** Written in book mode: all lines of one sitting are one import, numbered on from `first`. */
  readonly sitting?: { readonly id: string; readonly first: number } | undefined;
};

export type BadRow = {
  readonly row: number;
  readonly cells: readonly ReadCell[];
  readonly issues: readonly (Issue & { readonly column?: string })[];
};

export type ImportAnswer = {
  readonly import_id: string;
  readonly rows: number;
  readonly good: number;
  readonly bad: readonly BadRow[];
  /** Kept all the same: what to look at again. */
  readonly warnings: readonly Omit<BadRow, 'cells'>[];
  readonly columns: readonly Omit<ImportColumn, 'target'>[];
  /** As they stand in the file, one for each cell of a row. */
  readonly headings: readonly string[];
  /** Rows of this very file that were brought in before. */
  readonly already: number;
  /** The example of the empty sheet, passed over. */
  readonly examples: number;
  /** What its rows became, of a few rows. */
  readonly records: readonly {
    readonly row: number;
    readonly id: string;
    readonly number: string | null;
    readonly lines: WriteAnswer['lines'];
  }[];
};

/** More rows than these are told by their count alone. */
const recordsMax = 200;

export type Progress = (step: 'checking' | 'keeping', done: number, total: number) => void;

/** Looks at every row as if it were written, and stores nothing. */
export async function checkImport(
  services: Services,
  actor: Actor,
  asked: ImportAsked,
  progress: Progress = () => {},
): Promise<ImportAnswer> {
  const plan = await planImport(services, actor, asked);
  const outcomes = await inBatches(plan.waiting, (batch, done) => {
    progress('checking', done, plan.waiting.length);
    return writeEach(writeContext(services, actor), batch.map(writeOf), { dry: true });
  });
  return answerOf(plan, outcomes);
}

export async function keepImport(
  services: Services,
  actor: Actor,
  asked: ImportAsked,
  progress: Progress = () => {},
): Promise<ImportAnswer> {
  const plan = await planImport(services, actor, asked);
  return alone(services, plan.id, () => keepPlan(services, actor, asked, plan, progress));
}

async function keepPlan(
  services: Services,
  actor: Actor,
  asked: ImportAsked,
  plan: Plan,
  progress: Progress,
): Promise<ImportAnswer> {
  await begin(services, actor, asked, plan);
  const outcomes = await inBatches(plan.waiting, async (batch, done) => {
    progress('keeping', done, plan.waiting.length);
    return keepBatch(services, actor, plan, batch);
  });
  const answer = answerOf(plan, outcomes);
  await (asked.sitting
    ? services.writer.query(
        `update import set rows = kept.n, good = kept.n, finished_at = now()
          from (select count(*)::int as n from import_row where import_id = $1 and version is not null) kept where id = $1`,
        [plan.id],
      )
    : services.writer.query(
        'update import set good = $2, bad = $3, finished_at = now() where id = $1',
        [plan.id, answer.good + answer.already, answer.bad.length],
      ));
  await logAccess(services.owner, {
    person_id: actor.person_id,
    grant_role: actor.grant.role,
    deed: 'imported',
    record_type: asked.type.name,
    detail: { import: plan.id, rows: answer.rows, good: answer.good, bad: answer.bad.length },
  });
  return answer;
}

type Ready = { readonly read: ReadRow; readonly write: Write };
type Plan = {
  readonly id: string;
  readonly hash: string;
  readonly headings: Headings;
  readonly read: readonly ReadRow[];
  /** Rows that can be tried; the others have issues already, or are there. */
  readonly waiting: readonly Ready[];
  readonly already: number;
  readonly examples: number;
};

const writeOf = ({ write }: Ready) => write;

async function planImport(services: Services, actor: Actor, asked: ImportAsked): Promise<Plan> {
  const { type, unit } = asked;
  const headings = findHeadings(type, asked.rows);
  if (!headings) throw noHeadings(type);
  const { sitting } = asked;
  const place = (row: ReadRow) => (sitting ? sitting.first + row.row - headings.row - 2 : row.row);
  const all = readRows(type, headings, asked.rows).map((row) => ({ ...row, row: place(row) }));
  const titles = headings.columns.map((column) => column.heading);
  const read = all.filter((row) => !isExample(type, titles, row.cells));
  if (read.length > importBounds.rowsMax) throw tooManyRows();
  const hash = contentHash(
    type,
    sitting
      ? `sitting/${sitting.id}`
      : JSON.stringify([headings.columns.map((c) => c.heading), read.map((r) => r.hash)]),
  );
  const id = await importId(services, actor, type, unit.id, hash);
  return readAs(services, actor, async (client) => {
    const named = await findNames(client, services.book, actor, read);
    const kept = await rowsKept(services, id);
    const before = await rowsBefore(services, client, type, id, read);
    const here = new Map<string, number>();
    const waiting: Ready[] = [];
    for (const row of read) {
      const twin = here.get(row.hash);
      here.set(row.hash, twin ?? row.row);
      if (kept.has(row.row)) continue;
      const earlier = before.get(row.hash);
      if (twin !== undefined) row.issues.push(sameAs(twin));
      else if (earlier) row.issues.push(broughtBefore(earlier));
      const { deeds, left } = planPast(type, row.given, actor.grant.role);
      if (row.issues.some((issue) => !issue.warning)) continue;
      for (const name of left) row.issues.push(notTaken(name));
      if (left.length > 0) continue;
      const write: Write = {
        write_id: derivedId(id, 'write', row.row),
        type: type.name,
        id: derivedId(id, 'record', row.row),
        unit_id: named.get(row)?.unit_id ?? unit.id,
        deeds,
        ...(row.number === null ? {} : { number: row.number }),
      };
      waiting.push({ read: row, write });
    }
    return {
      id,
      hash,
      headings,
      read,
      waiting,
      already: read.filter((row) => kept.has(row.row)).length,
      examples: all.length - read.length,
    };
  });
}

async function inBatches(
  waiting: readonly Ready[],
  work: (batch: readonly Ready[], done: number) => Promise<Outcome[]>,
): Promise<Map<ReadRow, Outcome>> {
  const outcomes = new Map<ReadRow, Outcome>();
  for (let at = 0; at < waiting.length; at += batchMax) {
    const batch = waiting.slice(at, at + batchMax);
    const found = await work(batch, at);
    batch.forEach(({ read }, i) => outcomes.set(read, found[i]!));
  }
  return outcomes;
}

/** The rows are written down first: whatever becomes of this batch, undoing knows where to look. */
async function keepBatch(
  services: Services,
  actor: Actor,
  { id }: Plan,
  batch: readonly Ready[],
): Promise<Outcome[]> {
  await services.writer.query(
    `insert into import_row (import_id, row, record_id, content_hash)
      select $1, r, record_id, h from unnest($2::int[], $3::uuid[], $4::text[]) as x(r, record_id, h)
      on conflict (import_id, row) do nothing`,
    [
      id,
      batch.map(({ read }) => read.row),
      batch.map(({ write }) => write.id),
      batch.map(({ read }) => read.hash),
    ],
  );
  // A run that was cut off may have written a part of this batch.
  const { rows } = await services.writer.query(
    'select write_id, answer from receipt where write_id = any($1::uuid[])',
    [batch.map(({ write }) => write.write_id)],
  );
  const before = new Map(rows.map((row) => [row.write_id as string, row.answer]));
  const fresh = batch.filter(({ write }) => !before.has(write.write_id));
  const found = await writeEach(writeContext(services, actor), fresh.map(writeOf));
  const byWrite = new Map(fresh.map(({ write }, i) => [write.write_id, found[i]!]));
  const outcomes = batch.map(
    ({ write }): Outcome => byWrite.get(write.write_id) ?? { answer: before.get(write.write_id)! },
  );
  const versions = outcomes.map((one) => ('answer' in one ? one.answer.version : null));
  await services.writer.query(
    `update import_row i set version = x.version from unnest($2::int[], $3::int[]) as x(r, version)
      where i.import_id = $1 and i.row = x.r and x.version is not null`,
    [id, batch.map(({ read }) => read.row), versions],
  );
  return outcomes;
}

function answerOf(plan: Plan, outcomes: ReadonlyMap<ReadRow, Outcome>): ImportAnswer {
  const bad: BadRow[] = [];
  const warnings: Omit<BadRow, 'cells'>[] = [];
  let good = 0;
  for (const read of plan.read) {
    const outcome = outcomes.get(read);
    const later =
      outcome === undefined
        ? []
        : 'problem' in outcome
          ? issuesOf(outcome.problem)
          : 'answer' in outcome
            ? outcome.answer.warnings
            : outcome.warnings;
    const issues = [...read.issues, ...later].map((issue) => atColumn(read, issue));
    const { row, cells } = read;
    if (issues.some((issue) => !issue.warning)) bad.push({ row, cells, issues });
    else {
      if (outcome !== undefined) good++;
      if (issues.length > 0) warnings.push({ row, issues });
    }
  }
  return {
    import_id: plan.id,
    rows: plan.read.length,
    good,
    bad,
    warnings,
    columns: plan.headings.columns
      .filter(({ heading }) => heading.trim() !== '')
      .map(({ heading, field, note, expected = false }) => ({ heading, field, note, expected })),
    headings: plan.headings.columns.map(({ heading }) => heading),
    already: plan.already,
    examples: plan.examples,
    records: plan.read.length > recordsMax ? [] : recordsOf(plan, outcomes),
  };
}

function recordsOf(plan: Plan, outcomes: ReadonlyMap<ReadRow, Outcome>): ImportAnswer['records'] {
  const tried = new Set(plan.waiting.map(({ read }) => read));
  return plan.read.flatMap((read) => {
    const { row } = read;
    const outcome = outcomes.get(read);
    const id = derivedId(plan.id, 'record', row);
    if (outcome && 'answer' in outcome)
      return [{ row, id, number: outcome.answer.number, lines: outcome.answer.lines }];
    // Kept before, when its answer did not arrive.
    const kept = !tried.has(read) && !read.issues.some((issue) => !issue.warning);
    return kept ? [{ row, id, number: null, lines: [] }] : [];
  });
}

function issuesOf({ issues, detail }: Problem): readonly Issue[] {
  return issues.length > 0 ? issues : [{ message: detail }];
}

/** `parties.0.telephone` stands under 申请人电话; what has no column of its own under that of its list. */
function atColumn(read: ReadRow, issue: Issue): Issue & { column?: string } {
  for (let path = issue.field ?? ''; path !== ''; path = path.split('.').slice(0, -1).join('.')) {
    const column = read.headings.get(path);
    if (column) return { ...issue, column };
  }
  return issue;
}

// ── Which import it is ─────────────────────────────────────────────────────────────────────────────────

/** The same rows by the same person are the same import, until it is undone. */
async function importId(
  { writer }: Services,
  actor: Actor,
  type: AnyRecordType,
  unit_id: number,
  hash: string,
): Promise<string> {
  const { rows } = await writer.query(
    `select count(*)::int as undone from import
      where content_hash = $1 and person_id = $2 and record_type = $3 and unit_id = $4 and undone_at is not null`,
    [hash, actor.person_id, type.name, unit_id],
  );
  return uuidOf(
    digest(JSON.stringify([hash, actor.person_id, type.name, unit_id, rows[0].undone])),
  );
}

/** Pressed twice, the second waits for nobody and is told so: both would write the same rows. */
async function alone<T>({ writer }: Services, id: string, work: () => Promise<T>): Promise<T> {
  const client = await writer.connect();
  try {
    const { rows } = await client.query('select pg_try_advisory_lock(7402, hashtext($1)) as got', [
      id,
    ]);
    if (!rows[0].got) throw beingBroughtIn();
    try {
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock(7402, hashtext($1))', [id]);
    }
  } finally {
    client.release();
  }
}

function beingBroughtIn(): Problem {
  return new Problem('unavailable', {
    en: 'This file is being brought in at this moment. Wait until it is done and look at the register.',
    zh: '该文件正在导入，请等待完成后查看台账。',
  });
}

async function begin(services: Services, actor: Actor, asked: ImportAsked, plan: Plan) {
  await services.writer.query(
    `insert into import (id, record_type, person_id, grant_role, unit_id, path, file_name, content_hash, rows)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing`,
    [
      plan.id,
      asked.type.name,
      actor.person_id,
      actor.grant.role,
      asked.unit.id,
      asked.unit.path,
      // Whoever sends a list of persons names it after one of them.
      keepsSecrets(asked.type) ? null : asked.file_name,
      plan.hash,
      plan.read.length,
    ],
  );
}

async function rowsKept({ writer }: Services, id: string): Promise<ReadonlySet<number>> {
  const { rows } = await writer.query(
    'select row from import_row where import_id = $1 and version is not null',
    [id],
  );
  return new Set(rows.map((row) => row.row as number));
}

type Earlier = { readonly row: number; readonly day: string };

/** The same cells came in with another file, and what they became is still there, for this reader. */
async function rowsBefore(
  { writer }: Services,
  client: PoolClient,
  type: AnyRecordType,
  id: string,
  read: readonly ReadRow[],
): Promise<Map<string, Earlier>> {
  const { rows } = await writer.query(
    `select r.content_hash, r.row, i.started_at, r.record_id from import_row r join import i on i.id = r.import_id
      where r.content_hash = any($1) and r.import_id <> $2`,
    [read.map((row) => row.hash), id],
  );
  const seen = await client.query(
    `select t.id from ${type.name} t where t.id = any($1::uuid[]) and t.state <> '${undone}'`,
    [rows.map((row) => row.record_id)],
  );
  const there = new Set(seen.rows.map((row) => row.id));
  const known = rows.filter((row) => there.has(row.record_id));
  return new Map(
    known.map((row) => [
      row.content_hash,
      { row: row.row, day: dayInShanghai(new Date(row.started_at).toISOString()) },
    ]),
  );
}

export function derivedId(...parts: readonly (string | number)[]): string {
  return uuidOf(digest(parts.join('/')));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Spelled as a version 8 UUID, which is what may be made of a hash (RFC 9562). */
function uuidOf(hex: string): string {
  const variant = ((parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

// ── What is wrong ──────────────────────────────────────────────────────────────────────────────────────

function noHeadings(type: AnyRecordType): Problem {
  return new Problem('invalid', {
    en: `No row of headings was found for ${type.plural.en.toLowerCase()}. Download the empty sheet and use its headings, in Chinese or English.`,
    zh: `没有找到“${type.plural.zh}”的表头行。请下载空白表，按其表头填写（中英文均可）。`,
  });
}

function tooManyRows(): Problem {
  const { rowsMax } = importBounds;
  return new Problem('too-large', {
    en: `More than ${rowsMax} rows. Divide them into several files.`,
    zh: `超过${rowsMax}行，请分成几个文件。`,
  });
}

function sameAs(row: number): Issue {
  return {
    message: {
      en: `The same as row ${row}. Take one of them out; if they are two, say what tells them apart.`,
      zh: `与第${row}行完全相同。请删去一行；如确为两件，请写明区别。`,
    },
  };
}

function broughtBefore({ row, day }: Earlier): Issue {
  return {
    message: {
      en: `This row was brought in on ${day} already (row ${row} of that file). Take it out.`,
      zh: `该行已于${day}导入（当时为第${row}行），请删去。`,
    },
  };
}

function notTaken(field: string): Issue {
  const message: Text = {
    en: 'This does not go with what the rest of the row says, and would be lost. Correct the row or empty this cell.',
    zh: '此项与本行其他内容不相符，无法登记。请核对本行或清空此格。',
  };
  return { field, message };
}
