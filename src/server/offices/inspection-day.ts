/**
 * One page for the day on which somebody comes to look: the office's standing, its honours, the committees below it with
 * what they were given for each item and the photographs that prove it, and what is still to be put right.
 */
import type { PoolClient } from 'pg';
import type { Day } from '#engine/day.ts';
import type { Book } from '#engine/line.ts';
import type { AnyRecord } from '#engine/record.ts';
import { leavesOf } from '#engine/standard.ts';
import type { StandardItem } from '#engine/standard.ts';
import type { Text } from '#engine/text.ts';
import { holdsOn } from '#lines/common/stretch.ts';
import type { Stretch } from '#lines/common/stretch.ts';
import { findRecords, getRecord, titleOf } from '../records/read.ts';

export type ShownItem = {
  readonly code: string;
  readonly item: Text;
  readonly points: number;
  readonly score: number | null;
  readonly evidence: string | null;
  /** Answered by the register: no photograph is asked for. */
  readonly by_register: boolean;
  readonly photos: readonly { readonly id: string; readonly name: string }[];
};

export type ShownCommittee = {
  readonly id: string;
  readonly title: Text;
  readonly since: Day | null;
  readonly until: Day | null;
  readonly stands: boolean;
  readonly assessment: string | null;
  readonly items: readonly ShownItem[];
};

export async function inspectionDay(client: PoolClient, book: Book, officeId: string, today: Day) {
  const type = book.record('office');
  const office = await getRecord(client, type, officeId);
  const [committees, honours, findings, photos, years] = await Promise.all([
    committeesBelow(client, book, office, today),
    honoursOf(client, book, officeId, today),
    openFindings(client, officeId),
    photosOf(client, [office['standardised_by'] as string | null]),
    yearsOfBook(client, office),
  ]);
  const standing = (office['standards'] as { from_day: Day; until_day: Day }[])
    .map(({ from_day, until_day }) => ({ from_day, until_day }))
    .toSorted((a, b) => (a.from_day < b.from_day ? 1 : -1));
  return {
    office: {
      id: office.id,
      title: titleOf(type, office).title,
      unit_id: office.unit_id,
      staff_now: office['staff_now'] as number,
      area_m2: office['area_m2'] as number,
      standing,
      stands: standing.some((one) => one.from_day <= today && one.until_day >= today),
      assessment: office['standardised_by'] as string | null,
      photos: [...photos.values()].flat().length,
    },
    honours,
    findings,
    years,
    committees,
  };
}

async function committeesBelow(
  client: PoolClient,
  book: Book,
  office: AnyRecord,
  today: Day,
): Promise<ShownCommittee[]> {
  const type = book.record('committee');
  const { rows } = await client.query(
    `select id from committee_seen where path >= $1 and path < $1 || '~' and state <> 'abolished' order by path, id`,
    [office.path],
  );
  const committees = await findRecords(
    client,
    type,
    rows.map((row) => row.id as string),
  );
  const byId = new Map(committees.map((one) => [one.id, one]));
  const ordered = rows.flatMap((row) => byId.get(row.id as string) ?? []);
  const assessments = await findRecords(
    client,
    book.record('assessment'),
    ordered.flatMap((one) => (one['standardised_by'] as string | null) ?? []),
  );
  const judged = new Map(assessments.map((one) => [one.id, one]));
  const photos = await photosOf(client, [...judged.keys()]);
  return ordered.map((one) => {
    const by = one['standardised_by'] as string | null;
    const assessment = by ? judged.get(by) : undefined;
    const [since, until] = [one['standardised_from'], one['standardised_until']] as [
      Day | null,
      Day | null,
    ];
    return {
      id: one.id,
      title: titleOf(type, one).title,
      since,
      until,
      stands: since !== null && since <= today && until !== null && until >= today,
      assessment: assessment?.id ?? null,
      items: assessment ? itemsOf(assessment, photos.get(assessment.id) ?? []) : [],
    };
  });
}

type Photo = { readonly id: string; readonly name: string; readonly paper: string | null };
type Item = StandardItem & { readonly item_en: string | null; readonly evidence: string | null };
type Score = { readonly item_code: string; readonly inspector_score: number | null };

function itemsOf(assessment: AnyRecord, photos: readonly Photo[]): ShownItem[] {
  const scores = assessment['scores'] as Score[];
  return leavesOf(assessment['items'] as Item[]).map((item) => ({
    code: item.code ?? '',
    item: { en: item.item_en ?? item.item ?? '', zh: item.item ?? '' },
    points: item.points ?? 0,
    score: scores.find((one) => one.item_code === item.code)?.inspector_score ?? null,
    evidence: item.evidence,
    by_register: item.question !== null,
    photos: photos
      .filter((photo) => photo.paper === `item-${item.code}`)
      .map(({ id, name }) => ({ id, name })),
  }));
}

async function photosOf(
  client: PoolClient,
  assessments: readonly (string | null)[],
): Promise<Map<string, Photo[]>> {
  const { rows } = await client.query(
    `select id, record_id, name, paper from attachment
      where record_id = any($1::uuid[]) and removed_at is null and media_type like 'image/%' order by created_at`,
    [assessments.filter((one) => one !== null)],
  );
  const found = new Map<string, Photo[]>();
  for (const { record_id, ...photo } of rows)
    found.set(record_id, [...(found.get(record_id) ?? []), photo as Photo]);
  return found;
}

/** What has run out is history: an honour is shown while it is valid. */
async function honoursOf(client: PoolClient, book: Book, officeId: string, today: Day) {
  const type = book.record('honour');
  const { rows } = await client.query(
    `select id from honour_seen where office_id = $1 and subject_kind = 'office' and state = 'held'`,
    [officeId],
  );
  const held = await findRecords(
    client,
    type,
    rows.map((row) => row.id as string),
  );
  return held
    .filter((one) => holdsOn(one['terms'] as Stretch[], today))
    .map((one) => ({
      id: one.id,
      title: titleOf(type, one).title,
      named_on: one['named_on'] as Day,
      valid_until: one['valid_until'] as Day | null,
    }))
    .toSorted((a, b) => (a.named_on < b.named_on ? 1 : -1));
}

async function openFindings(client: PoolClient, officeId: string) {
  const { rows } = await client.query(
    `select i.id as inspection, f.what, f.owner, f.due_on
      from inspection i join inspection_findings f on f.record_id = i.id
      where i.office_id = $1 and f.put_right_on is null and i.state in ('inspected', 'notified')
      order by f.due_on, f.id`,
    [officeId],
  );
  return rows as { inspection: string; what: string; owner: string; due_on: Day }[];
}

/** The years for which the office's disputes fill a book. */
async function yearsOfBook(client: PoolClient, office: AnyRecord): Promise<number[]> {
  const { rows } = await client.query(
    `select distinct extract(year from accepted_on)::int as year from dispute_seen
      where path >= $1 and path < $1 || '~' and accepted_on is not null order by 1 desc`,
    [office.path],
  );
  return rows.map((row) => row.year as number);
}
