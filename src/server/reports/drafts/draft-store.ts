/**
 * Where drafts are kept: part by part, each save a new row, nothing ever overwritten. Whoever saves names the version
 * of each part that they had before them; where somebody else was faster, nothing of the save is kept and both texts
 * are still there.
 */
import type { Pool, PoolClient } from 'pg';
import type { Draft, DraftPart, PartContent } from '#engine/draft.ts';
import { assembleDraft } from '#engine/draft.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { inTransaction } from '../../database/transaction.ts';
import { keepSectionDuties } from './section-duties.ts';

export type DraftDeed =
  | 'begin'
  | 'write'
  | 'outline'
  | 'comment'
  | 'hand_in'
  | 'accept'
  | 'give_back'
  | 'send_for_review'
  | 'send_back'
  | 'sign'
  | 'new_edition';

export type DraftName = { readonly unit_id: number; readonly year: number };

const columns = `p.part, p.version, p.content, p.saved_at as at, json_build_object('id', a.id, 'name', a.name) as by`;

/** The newest row of each part, or of those up to a version; null where nothing can be seen. */
export async function readDraft(
  client: Pick<PoolClient, 'query'>,
  { unit_id, year }: DraftName,
  version: number | null = null,
): Promise<Draft | null> {
  const { rows } = await client.query<DraftPart>({
    name: 'summary-parts',
    text: `select distinct on (p.part) ${columns} from summary_part p join account a on a.id = p.saved_by
      where p.unit_id = $1 and p.year = $2 and ($3::integer is null or p.version <= $3)
        and ($3::integer is not null or p.version = newest_summary_part(p.unit_id, p.year, p.part))
      order by p.part, p.version desc`,
    values: [unit_id, year, version],
  });
  return assembleDraft(rows);
}

export type DraftVersion = {
  readonly version: number;
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly deed: DraftDeed;
  readonly reason: string | null;
  readonly parts: readonly string[];
};

/** Who saved what, newest first. */
export async function draftVersions(
  client: Pick<PoolClient, 'query'>,
  { unit_id, year }: DraftName,
): Promise<DraftVersion[]> {
  const { rows } = await client.query<DraftVersion>({
    name: 'summary-versions',
    text: `select p.version, min(p.saved_at) as at, json_build_object('id', a.id, 'name', a.name) as by, min(p.deed) as deed,
        min(p.reason) as reason, array_agg(p.part order by p.part) as parts
      from summary_part p join account a on a.id = p.saved_by
      where p.unit_id = $1 and p.year = $2 group by p.version, a.id, a.name order by p.version desc limit 200`,
    values: [unit_id, year],
  });
  return rows;
}

export type PartToSave = {
  readonly part: string;
  /** The version that the writer had before them; 0: a new part. */
  readonly base: number;
  readonly content: PartContent | null;
  /** Whose it is. */
  readonly path: string;
};

/**
 * Saves parts together under one new version. Throws `stale` with the parts that somebody else has changed meanwhile;
 * the same content sent once more (a broken line, a second press) is taken as done.
 */
export async function saveParts(
  writer: Pool,
  actor: Actor,
  { unit_id, year }: DraftName,
  deed: DraftDeed,
  parts: readonly PartToSave[],
  reason: string | null = null,
): Promise<{ version: number }> {
  return inTransaction(writer, async (client) => {
    // Two saves of one draft come one after the other, and each sees what the other did.
    await client.query(`select pg_advisory_xact_lock(7465, hashtext(current_schema() || $1))`, [
      `/${unit_id}/${year}`,
    ]);
    const names = parts.map((one) => one.part);
    const { rows } = await client.query(
      `select p.part, p.version, p.content is not distinct from nullif(s.content, 'null')::jsonb and p.path = s.path as same, a.name
        from unnest($3::text[], $4::text[], $5::text[]) as s(part, content, path)
          join lateral (select * from summary_part where unit_id = $1 and year = $2 and part = s.part order by version desc limit 1) p on true
          join account a on a.id = p.saved_by`,
      [
        unit_id,
        year,
        names,
        parts.map((one) => JSON.stringify(one.content)),
        parts.map((one) => one.path),
      ],
    );
    const kept = new Map(rows.map((row) => [row.part as string, row]));
    const { rows: counted } = await client.query(
      'select coalesce(max(version), 0)::int as version from summary_part where unit_id = $1 and year = $2',
      [unit_id, year],
    );
    const last: number = counted[0].version;
    const changed = parts.filter((one) => (kept.get(one.part)?.version ?? 0) !== one.base);
    const stale = changed.filter((one) => kept.get(one.part)?.same !== true);
    if (stale.length > 0) throw staleParts(stale, kept);
    const fresh = parts.filter((one) => kept.get(one.part)?.same !== true);
    if (fresh.length > 0) {
      await client.query(
        `insert into summary_part (unit_id, year, version, part, path, content, deed, reason, saved_by)
          select $1, $2, $3, s.part, s.path, nullif(s.content, 'null')::jsonb, $7, $8, $9
          from unnest($4::text[], $5::text[], $6::text[]) as s(part, path, content)`,
        [
          unit_id,
          year,
          last + 1,
          fresh.map((one) => one.part),
          fresh.map((one) => one.path),
          fresh.map((one) => JSON.stringify(one.content)),
          deed,
          reason,
          actor.person_id,
        ],
      );
      await keepSectionDuties(client, actor, { unit_id, year }, deed, fresh);
    }
    return { version: fresh.length > 0 ? last + 1 : last };
  });
}

function staleParts(
  stale: readonly PartToSave[],
  kept: ReadonlyMap<string, { readonly name: string }>,
): Problem {
  const who = kept.get(stale[0]!.part)?.name;
  return new Problem(
    'stale',
    {
      en: `${who ?? 'Somebody'} has changed this meanwhile. Nothing is lost: look at both and keep one, or take over what is missing.`,
      zh: `${who ?? '他人'}刚刚修改过这一段。您的内容没有丢失，请对照两份后选择保留哪一份，或把缺少的补进去。`,
    },
    stale.map(({ part }) => ({
      field: part,
      message: {
        en: `Changed by ${who ?? 'somebody else'} meanwhile.`,
        zh: `已被${who ?? '他人'}修改。`,
      },
    })),
  );
}
