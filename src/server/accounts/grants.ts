/**
 * Posts: what an account may do, where and for which lines of work. They are given and ended, never
 * deleted.
 */
import type { Pool, PoolClient } from 'pg';
import { isDay } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Actor, Grant, Role } from '#engine/permission.ts';
import { roles, withinTerritory, workingRoles } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { text } from '#engine/text.ts';
import type { Text } from '#engine/text.ts';
import { inTransaction } from '../database/transaction.ts';
import type { UnitText } from '../units/unit-text.ts';
import { workplaceName } from './workplace-name.ts';

type Database = Pick<PoolClient, 'query'>;

export type HeldGrant = Grant & { readonly id: string; readonly unit: UnitText };

/** As it travels: the unit under the name of the office that stands there. */
export type ShownGrant = {
  readonly id: string;
  readonly role: Role;
  readonly role_label: Text;
  readonly unit: UnitText;
  readonly lines: readonly string[];
  readonly opens_sealed: boolean;
};

export const roleNames = Object.keys(roles) as Role[];

/**
 * Both ends belong to a grant, but one that somebody ended holds no longer from that moment: `g`
 * valid on day `$day`.
 */
export function validOn(day: string): string {
  return `(g.from_day <= ${day} and (g.until_day is null or g.until_day > ${day}
    or (g.until_day = ${day} and g.ended_by is null)))`;
}

/** Valid on that day, or meant to begin later. */
export function validFrom(day: string): string {
  return `(${validOn(day)} or (g.from_day > ${day} and g.ended_by is null))`;
}

const columns = `g.id, g.role, g.lines, g.opens_sealed, g.unit_id, u.path, u.code, u.kind, u.name, u.name_en, u.parent_id`;

/** Working posts first, from the nearest to the people upwards. */
export async function grantsOf(
  database: Database,
  account_id: string,
  day: Day,
): Promise<HeldGrant[]> {
  const { rows } = await database.query({
    name: 'grants-of',
    text: `select ${columns} from grants g join unit u on u.id = g.unit_id
      where g.account_id = $1 and g.role = any($3) and ${validOn('$2::date')}
      order by array_position($3, g.role), u.path, g.id`,
    values: [account_id, day, roleNames],
  });
  return rows.map(heldGrant);
}

/**
 * The post with which a session begins: the one used last, if it is still held. None for an account
 * that has ended or that an administrator locked: an identity provider does not know of that.
 */
export async function chooseGrant(
  database: Database,
  account_id: string,
  day: Day,
): Promise<string | null> {
  const held = await grantsOf(database, account_id, day);
  const { rows } = await database.query(
    `select last_grant_id from account where id = $1 and (ended_on is null or ended_on > $2::date)
      and locked_until is distinct from 'infinity'`,
    [account_id, day],
  );
  if (!rows[0]) return null;
  const last = held.find((grant) => grant.id === rows[0].last_grant_id);
  return (last ?? held[0])?.id ?? null;
}

export function heldGrant(row: Record<string, unknown>): HeldGrant {
  const { id, role, lines, opens_sealed, unit_id, path, code, kind, name, name_en, parent_id } =
    row as {
      id: string;
      role: Role;
      lines: string[];
      opens_sealed: boolean;
      unit_id: number;
      path: string;
      code: string;
      kind: string;
      name: string;
      name_en: string;
      parent_id: number | null;
    };
  const unit = { id: unit_id, code, kind, name: { en: name_en, zh: name }, parent_id, path };
  return { id, role, lines, opens_sealed, unit_id, path, unit };
}

export function shownGrant(grant: HeldGrant): ShownGrant {
  const { id, role, lines, unit, opens_sealed = false } = grant;
  const where = { ...unit, name: workplaceName(unit) };
  return { id, role, role_label: roles[role], unit: where, lines, opens_sealed };
}

export function actorOf(session: { account: { id: string; name: string }; grant: Grant }): Actor {
  const { role, unit_id, path, lines, opens_sealed = false } = session.grant;
  return {
    person_id: session.account.id,
    name: session.account.name,
    grant: { role, unit_id, path, lines, ...(opens_sealed ? { opens_sealed } : {}) },
  };
}

export function isWorking(role: string): boolean {
  return (workingRoles as readonly string[]).includes(role);
}

/**
 * GB/T 22239: whoever works with records administers nothing, and each administrator is one of
 * three.
 */
export function refuseMixedRoles(held: readonly string[]): void {
  const administrators = new Set(held.filter((role) => !isWorking(role)));
  if (
    administrators.size === 0 ||
    (administrators.size === 1 && held.every((role) => !isWorking(role)))
  )
    return;
  const message = text(
    'One account holds either working posts or one of the three administrators’ posts, never both. Make a second account.',
    '同一账号只能担任业务岗位，或者三员管理员之一，不能兼任。请另建账号。',
  );
  throw new Problem('not-allowed', message, [{ field: 'role', message }]);
}

/** Administrators keep no line of work: what belongs to a line is not there for them. */
export function linesFor(role: Role, lines: readonly string[] | undefined): string[] {
  return isWorking(role) ? [...new Set(lines ?? ['*'])] : [];
}

export type NewGrant = {
  readonly account_id: string;
  readonly role: Role;
  readonly unit_id: number;
  readonly lines?: readonly string[] | undefined;
  readonly opens_sealed?: boolean | undefined;
  readonly from_day?: Day | undefined;
  readonly until_day?: Day | undefined;
};

export async function grantTo(
  pool: Pool,
  actor: Actor,
  wanted: NewGrant,
  today: Day,
): Promise<HeldGrant> {
  refuseAllBut(actor, 'security_admin');
  if (wanted.account_id === actor.person_id) throw neverOneself();
  const from_day = wanted.from_day ?? today;
  if (
    !isDay(from_day) ||
    (wanted.until_day !== undefined && (!isDay(wanted.until_day) || wanted.until_day < from_day))
  ) {
    throw invalidField(
      'until_day',
      text('The post ends before it begins.', '岗位的结束日期早于开始日期。'),
    );
  }
  return inTransaction(pool, async (client) => {
    await lockAccount(client, actor, wanted.account_id, today);
    const unit = await client.query('select path, valid_until from unit where id = $1', [
      wanted.unit_id,
    ]);
    if (!unit.rows[0] || !withinTerritory(actor, unit.rows[0].path)) throw unknownUnit('unit_id');
    const held = await client.query(
      `select role from grants g where account_id = $1 and ${validFrom('$2::date')}`,
      [wanted.account_id, today],
    );
    refuseMixedRoles([...held.rows.map((row) => row.role as string), wanted.role]);
    const { rows } = await client.query(
      `with made as (
        insert into grants (account_id, role, unit_id, lines, from_day, until_day, granted_by, opens_sealed)
        values ($1, $2, $3, $4, $5, $6, $7, $8) returning *)
      select ${columns} from made g join unit u on u.id = g.unit_id`,
      [
        wanted.account_id,
        wanted.role,
        wanted.unit_id,
        linesFor(wanted.role, wanted.lines),
        from_day,
        wanted.until_day ?? null,
        actor.person_id,
        isWorking(wanted.role) && wanted.opens_sealed === true,
      ],
    );
    return heldGrant(rows[0]);
  });
}

/** From this moment; sessions under the post end with it. Answers whose it was. */
export async function endGrant(
  pool: Pool,
  actor: Actor,
  grant_id: string,
  today: Day,
): Promise<string> {
  refuseAllBut(actor, 'security_admin');
  return inTransaction(pool, async (client) => {
    const found = await client.query('select account_id from grants where id = $1', [grant_id]);
    const account_id = found.rows[0]?.account_id as string | undefined;
    if (!account_id) throw noSuchGrant();
    if (account_id === actor.person_id) throw neverOneself();
    await lockAccount(client, actor, account_id, today);
    // A post that has not begun ends on its first day: the row stays, as the history of who was
    // meant to have it.
    const ended = await client.query(
      `update grants g set planned_until = g.until_day, ended_on = $2,
          until_day = greatest(g.from_day, $2::date), ended_by = $3
        from unit u where u.id = g.unit_id and g.id = $1 and u.path >= $4 and u.path < $4 || '~'
          and g.ended_by is null and (g.until_day is null or g.until_day >= $2::date)`,
      [grant_id, today, actor.person_id, actor.grant.path],
    );
    if (ended.rowCount !== 1) throw noSuchGrant();
    await client.query('delete from session where grant_id = $1', [grant_id]);
    return account_id;
  });
}

/**
 * Takes an end back on the day on which it was said: the post holds as it was planned. Answers whose
 * it is.
 */
export async function reopenGrant(
  pool: Pool,
  actor: Actor,
  grant_id: string,
  today: Day,
): Promise<string> {
  refuseAllBut(actor, 'security_admin');
  return inTransaction(pool, async (client) => {
    const found = await client.query('select account_id, role from grants where id = $1', [
      grant_id,
    ]);
    if (!found.rows[0]) throw noSuchGrant();
    const { account_id, role } = found.rows[0] as { account_id: string; role: string };
    if (account_id === actor.person_id) throw neverOneself();
    await lockAccount(client, actor, account_id, today);
    const held = await client.query(
      `select role from grants g where account_id = $1 and ${validFrom('$2::date')}`,
      [account_id, today],
    );
    refuseMixedRoles([...held.rows.map((row) => row.role as string), role]);
    const reopened = await client.query(
      `update grants g set until_day = g.planned_until, planned_until = null, ended_on = null, ended_by = null
        from unit u where u.id = g.unit_id and g.id = $1 and u.path >= $3 and u.path < $3 || '~'
          and g.ended_by is not null and g.ended_on = $2`,
      [grant_id, today, actor.grant.path],
    );
    if (reopened.rowCount !== 1) throw endedBefore();
    return account_id;
  });
}

/**
 * An account whose posts all lie in the actor's territory, or that has none, is within reach. Its
 * row is locked, so that two administrators at once cannot put together what neither may give.
 */
export async function lockAccount(
  client: Database,
  actor: Actor,
  account_id: string,
  today: Day,
): Promise<void> {
  const { rows } = await client.query('select id from account where id = $1 for update', [
    account_id,
  ]);
  const elsewhere = await client.query(
    `select 1 from grants g join unit u on u.id = g.unit_id
      where g.account_id = $1 and ${validOn('$2::date')} and not (u.path >= $3 and u.path < $3 || '~') limit 1`,
    [account_id, today, actor.grant.path],
  );
  if (!rows[0] || elsewhere.rows[0]) {
    throw new Problem(
      'not-found',
      text('There is no such account in your territory.', '您管理的范围内没有这个账号。'),
    );
  }
}

export function refuseAllBut(actor: Actor, role: Role): void {
  if (actor.grant.role === role) return;
  throw new Problem('not-allowed', {
    en: `This is the work of the ${roles[role].en.toLowerCase()}. Ask that person, or switch to that post.`,
    zh: `此事由${roles[role].zh}办理。请联系该管理员，或切换到相应岗位。`,
  });
}

function neverOneself(): Problem {
  return new Problem('not-allowed', {
    en: 'Nobody gives or ends a post of their own. Another security administrator must do it.',
    zh: '不能给本人授予或终止岗位，须由另一名安全保密管理员办理。',
  });
}

function noSuchGrant(): Problem {
  const problem = notFound();
  return new Problem(
    problem.kind,
    text('There is no such post, or it has ended.', '没有这个岗位，或该岗位已终止。'),
  );
}

function endedBefore(): Problem {
  return new Problem('wrong-state', {
    en: 'The end of a post can be taken back on its own day only. Give the post anew.',
    zh: '岗位终止仅当日可以撤回，请重新授予岗位。',
  });
}

export function unknownUnit(field: string): Problem {
  return invalidField(
    field,
    text('There is no such unit in your territory.', '您管理的范围内没有这个单位。'),
  );
}

export function invalidField(field: string, message: Text): Problem {
  return new Problem('invalid', undefined, [{ field, message }]);
}
