/**
 * Posts that can be handed over, and who may take one over: whoever holds a post in the same unit, or
 * will; and the office above it, because many a village has one mediator.
 */
import type { PoolClient } from 'pg';
import type { Actor, Role } from '#engine/permission.ts';
import { roles, withinTerritory, workingRoles } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { Text } from '#engine/text.ts';
import { heldGrant, validFrom, validOn } from '../accounts/grants.ts';
import { workplaceName } from '../accounts/workplace-name.ts';
import type { SignedIn } from '../accounts/session-actor.ts';
import type { Post } from './open-duties.ts';

type Database = Pick<PoolClient, 'query'>;

export type Successor = {
  readonly id: string;
  readonly name: string;
  readonly role_label: Text;
  readonly unit: Text;
  /** Later than today where the post has yet to begin. */
  readonly from_day: string;
};

const columns = `g.id, g.role, g.lines, g.unit_id, u.path, u.code, u.kind, u.name, u.name_en, u.parent_id,
  a.id as person_id, a.name as person_name`;

/** One's own post; or, for a director, that of a member of the unit or of one below it. */
export async function postOf(
  database: Database,
  { actor, grant, account }: SignedIn,
  grant_id: string | undefined,
  today: string,
): Promise<Post> {
  if (!(workingRoles as readonly Role[]).includes(actor.grant.role)) throw noWork();
  if (grant_id === undefined || grant_id === grant.id) return { ...grant, person: account };
  const { rows } = await database.query(
    `select ${columns} from grants g join unit u on u.id = g.unit_id join account a on a.id = g.account_id
      where g.id = $1 and g.role = any($3) and ${validOn('$2::date')}`,
    [grant_id, today, workingRoles],
  );
  const post = rows[0] ? postFrom(rows[0]) : null;
  if (!post || !withinTerritory(actor, post.path)) throw notFound();
  if (actor.grant.role !== 'director' && post.person.id !== actor.person_id) throw notYours();
  return post;
}

/** For a director: the posts of the members, by unit and name, at most a screenful. */
export async function postsBelow(database: Database, actor: Actor, today: string): Promise<Post[]> {
  if (actor.grant.role !== 'director') return [];
  const { rows } = await database.query(
    `select ${columns} from grants g join unit u on u.id = g.unit_id join account a on a.id = g.account_id
      where u.path >= $1 and u.path < $1 || '~' and g.account_id <> $2 and g.role in ('mediator', 'clerk', 'director')
        and ${validOn('$3::date')} order by u.path, a.name limit 200`,
    [actor.grant.path, actor.person_id, today],
  );
  return rows.map(postFrom);
}

export async function successorsOf(
  database: Database,
  post: Post,
  today: string,
): Promise<Successor[]> {
  const { rows } = await database.query(
    `select distinct on (a.name, a.id) a.id, a.name, g.role, g.from_day, u.kind, u.name as unit_zh, u.name_en as unit_en
      from grants g join account a on a.id = g.account_id join unit u on u.id = g.unit_id
      where (g.unit_id = $1 or (g.unit_id = $6 and g.role in ('director', 'clerk', 'mediator')))
        and a.id <> $2 and g.role = any($3) and ${validFrom('$4::date')}
        and (a.ended_on is null or a.ended_on > $4) and a.locked_until is distinct from 'infinity'
        and ('*' = any(g.lines) or g.lines && $5)
      order by a.name, a.id, g.unit_id <> $1, g.from_day limit 200`,
    [
      post.unit_id,
      post.person.id,
      workingRoles,
      today,
      post.lines.includes('*') ? ['*'] : post.lines,
      post.unit.parent_id,
    ],
  );
  return rows.map(({ role, kind, unit_zh, unit_en, ...row }) => ({
    ...row,
    role_label: roles[role as Role],
    unit: workplaceName({ kind, name: { en: unit_en, zh: unit_zh } }),
  }));
}

function postFrom(row: Record<string, any>): Post {
  return { ...heldGrant(row), person: { id: row['person_id'], name: row['person_name'] } };
}

function noWork(): Problem {
  return new Problem('not-allowed', {
    en: 'An administrator keeps no records. The security administrator gives and ends such posts.',
    zh: '管理员岗位不保管业务记录，其授予和终止由安全保密管理员办理。',
  });
}

function notYours(): Problem {
  return new Problem('not-allowed', {
    en: 'A post is handed over by whoever holds it, or by the director of the unit.',
    zh: '工作移交由本人或本单位所长办理。',
  });
}
