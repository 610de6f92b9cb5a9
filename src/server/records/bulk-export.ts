/**
 * Large exports of guarded records: beyond so many rows a security administrator agrees first, who sees how many of
 * what and what for, and none of them. An approval is good for one file, for the same question, for some days.
 */
import { randomUUID } from 'node:crypto';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { AnyRecordType } from '#engine/record.ts';
import { logAccess } from '../accounts/access-log.ts';
import { keyring } from '../keys/keyring.ts';
import type { Services } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';

/** No text sets the number: shipped so, and set by the security administrator [K]. */
export const bulkRowsShipped = 500;
const setting = 'bulk_export_rows';
const goodForDays = 7;

export async function readBulkRows({ owner }: Pick<Services, 'owner'>): Promise<number> {
  const { rows } = await owner.query('select value from setting where name = $1', [setting]);
  return (rows[0]?.value as number | undefined) ?? bulkRowsShipped;
}

export async function keepBulkRows(
  { owner }: Pick<Services, 'owner'>,
  rows: number,
): Promise<void> {
  await owner.query(
    `insert into setting (name, value) values ($1, $2)
      on conflict (name) do update set value = excluded.value, changed_at = now()`,
    [setting, JSON.stringify(rows)],
  );
}

export type Waiting = {
  readonly rows: number;
  readonly limit: number;
  /** What was answered to the same question last time, where that was no. */
  readonly refused: string | null;
};

/**
 * Null where the file may go: it is small, or an approval was there, which is used up by this. Otherwise what waits,
 * asked now where it was not asked yet.
 */
export async function waitsForApproval(
  services: Services,
  actor: Actor,
  type: AnyRecordType,
  asked: { readonly rows: number; readonly query: object; readonly purpose: string },
): Promise<Waiting | null> {
  const limit = await readBulkRows(services);
  if (asked.rows <= limit) return null;
  const { owner, clock } = services;
  const query_hash = keyring().fingerprint(`${type.name} ${JSON.stringify(asked.query)}`);
  const same = [actor.person_id, type.name, query_hash];
  const taken = await owner.query(
    `update export_request set taken_at = $4 where id = (select id from export_request
        where account_id = $1 and record_type = $2 and query_hash = $3 and decision = 'approved' and taken_at is null
          and decided_at > $4::timestamptz - interval '${goodForDays} days' and rows >= $5
        order by decided_at desc limit 1 for update skip locked)
      returning id`,
    [...same, clock(), asked.rows],
  );
  if (taken.rows[0]) return null;
  const { rows } = await owner.query(
    `select decision, answer from export_request
      where account_id = $1 and record_type = $2 and query_hash = $3 order by asked_at desc limit 1`,
    same,
  );
  const last = rows[0] as { decision: string | null; answer: string | null } | undefined;
  if (!last || last.decision !== null) {
    await owner.query(
      `insert into export_request (id, account_id, record_type, query_hash, purpose, rows, unit_id, path, asked_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [randomUUID(), ...same, asked.purpose, asked.rows, actor.grant.unit_id, actor.grant.path, clock()],
    ); // prettier-ignore
    await logAccess(owner, {
      person_id: actor.person_id,
      grant_role: actor.grant.role,
      deed: 'export_asked',
      record_type: type.name,
      purpose: asked.purpose,
      detail: { rows: asked.rows },
    });
  }
  return { rows: asked.rows, limit, refused: last?.decision === 'refused' ? last.answer : null };
}

export async function waitingExports({ owner, book }: Services, actor: Actor) {
  const { rows } = await owner.query(
    `select e.id, e.record_type, e.purpose, e.rows, e.asked_at, e.unit_id, a.name as asked_name, e.account_id
      from export_request e join account a on a.id = e.account_id
      where e.decision is null and e.path >= $1 and e.path < $1 || '~' order by e.asked_at limit 200`,
    [actor.grant.path],
  );
  const units = await unitTexts(
    owner,
    rows.map((row) => row.unit_id as number),
  );
  return rows.map(({ record_type, unit_id, account_id, ...row }) => ({
    ...row,
    own: account_id === actor.person_id,
    register: book.findRecord(record_type)?.plural ?? { en: record_type, zh: record_type },
    unit: units.get(unit_id)?.name ?? null,
  }));
}

export async function answerExport(
  { owner, clock }: Services,
  actor: Actor,
  id: string,
  decision: 'approved' | 'refused',
  answer: string,
): Promise<void> {
  const { rows } = await owner.query(
    'select account_id, path, decision, record_type, rows from export_request where id = $1',
    [id],
  );
  const asked = rows[0];
  if (!asked || !(asked.path as string).startsWith(actor.grant.path)) throw notFound();
  if (asked.account_id === actor.person_id)
    throw new Problem('not-allowed', {
      en: 'Whoever asked cannot agree. Another security administrator has to.',
      zh: '申请人本人不能批准，须由另一名安全保密管理员办理。',
    });
  const decided = await owner.query(
    `update export_request set decision = $2, decided_by = $3, decided_at = $4, answer = $5 where id = $1 and decision is null`,
    [id, decision, actor.person_id, clock(), answer],
  );
  if (decided.rowCount !== 1)
    throw new Problem('wrong-state', {
      en: 'This has been answered already. Load the page anew.',
      zh: '该申请已办结，请刷新页面。',
    });
  await logAccess(owner, {
    person_id: actor.person_id,
    grant_role: actor.grant.role,
    deed: decision === 'approved' ? 'export_approved' : 'export_refused',
    record_type: asked.record_type,
    detail: { rows: asked.rows, request: id },
  });
}
