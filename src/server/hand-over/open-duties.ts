/** What a post has in hand: the open records that its holder keeps, and all that is due, as its holder sees it. */
import type { PoolClient } from 'pg';
import type { Book } from '#engine/line.ts';
import type { Text } from '#engine/text.ts';
import type { AnyRecordType } from '#engine/record.ts';
import type { HeldGrant } from '../accounts/grants.ts';
import { titlesOf } from '../records/read.ts';
import { openStates } from '../units/open-records.ts';

/** A post with whoever holds it. */
export type Post = HeldGrant & { readonly person: { readonly id: string; readonly name: string } };

export type HandedRecord = {
  readonly type: string;
  readonly id: string;
  readonly title: Text;
  readonly number: string | null;
  /** Who kept it before; null where nobody was named and the person had written it down. */
  readonly was: string | null;
};

export type OpenDuty = {
  readonly record_type: string;
  readonly record_id: string;
  readonly key: string;
  readonly label: Text;
  readonly title: Text;
  readonly due_on: string;
  readonly rule: string | null;
};

/** More than anybody hands over on paper; beyond it the sheet says that there are more. */
export const dutiesMax = 500;

/**
 * Open records of the post's lines and territory that the person keeps; and those that the person
 * wrote down, nobody keeps, and something is due on. Read in the caller's snapshot and rights.
 */
export async function openRecordsKept(
  client: PoolClient,
  book: Book,
  post: Post,
): Promise<HandedRecord[]> {
  const found: HandedRecord[] = [];
  for (const type of typesOf(book, post)) {
    const { rows } = await client.query(
      `select t.id, t.keeper_id from ${type.name} t
        where t.path >= $1 and t.path < $1 || '~' and t.state = any($2) and (t.keeper_id = $3
          or (t.keeper_id is null and t.created_by = $3 and exists (select from duty d where d.record_id = t.id)))
        order by t.id`,
      [post.path, openStates(type), post.person.id],
    );
    const keepers = new Map(rows.map((row) => [row.id as string, row.keeper_id as string | null]));
    const titles = await titlesOf(client, type, [...keepers.keys()]);
    for (const [id, { title, number }] of titles) {
      found.push({ type: type.name, id, title, number, was: keepers.get(id) ?? null });
    }
  }
  return found;
}

/** As Today shows it to the post: a mediator sees what nobody or the mediator keeps, others all of the unit. */
export async function openDutiesOf(client: PoolClient, post: Post): Promise<OpenDuty[]> {
  const { rows } = await client.query(
    `select d.record_type, d.record_id, d.key, d.label, d.title, d.rule,
        coalesce(d.postponed_to, d.due_on) as due_on
      from duty d where d.path >= $1 and d.path < $1 || '~' and (cardinality(d.roles) = 0 or $2 = any(d.roles))
        and ($3::uuid is null or d.keeper_id is null or d.keeper_id = $3) and (d.line = any($4) or '*' = any($4) or d.line = '*')
      order by coalesce(d.postponed_to, d.due_on), d.record_id, d.key limit ${dutiesMax}`,
    [post.path, post.role, post.role === 'mediator' ? post.person.id : null, post.lines],
  );
  return rows;
}

function typesOf(book: Book, post: Post): AnyRecordType[] {
  const held = (line: string) => post.lines.includes('*') || post.lines.includes(line);
  return book.records.filter((type) => held(type.line));
}
