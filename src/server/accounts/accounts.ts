/** Accounts as the security administrator works with them. */
import type { Pool } from 'pg';
import type { Day } from '#engine/day.ts';
import type { Actor } from '#engine/permission.ts';
import { pinyinName } from '../records/pinyin-name.ts';
import { heldGrant, lockAccount, shownGrant, validFrom, validOn } from './grants.ts';
import { inTransaction } from '../database/transaction.ts';
import type { ShownGrant } from './grants.ts';
import { hashPassword } from './password.ts';

export type ListedAccount = {
  readonly id: string;
  readonly name: string;
  readonly latin: string;
  readonly username: string;
  readonly second_factor: boolean;
  readonly locked: boolean;
  readonly ended_on: Day | null;
  readonly grants: readonly AccountGrant[];
};

/** A post with its days; one that was ended today is still shown, because that can be taken back. */
export type AccountGrant = ShownGrant & {
  readonly from_day: Day;
  readonly until_day: Day | null;
  readonly ended: boolean;
};

export type AccountQuery = {
  readonly q?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

/**
 * Those that hold a post in the actor's territory, and those that hold none yet; in order of user
 * name.
 */
export async function listAccounts(
  owner: Pool,
  actor: Actor,
  query: AccountQuery,
  today: Day,
  now: string,
) {
  const { rows } = await owner.query({
    name: 'list-accounts',
    text: `select a.id, a.name, a.username, a.two_factor_enabled as second_factor,
        coalesce(a.locked_until > $3, false) as locked, a.ended_on
      from account a
      where ($4::text is null or a.username > $4)
        and ($5::text is null or starts_with(a.username, lower($5)) or position($5 in a.name) > 0)
        and (exists (select from grants g join unit u on u.id = g.unit_id where g.account_id = a.id
              and u.path >= $1 and u.path < $1 || '~')
          or not exists (select from grants g where g.account_id = a.id and ${validOn('$2::date')}))
      order by a.username limit $6`,
    values: [actor.grant.path, today, now, query.after ?? null, query.q ?? null, query.limit + 1],
  });
  const shown = rows.slice(0, query.limit);
  const posts = await postsOf(
    owner,
    shown.map((row) => row.id as string),
    today,
  );
  return {
    accounts: shown.map((row): ListedAccount => ({
      ...row,
      latin: pinyinName(row.name as string),
      grants: posts.get(row.id) ?? [],
    })),
    next: rows.length > query.limit ? (shown.at(-1)!.username as string) : null,
  };
}

async function postsOf(
  owner: Pool,
  ids: readonly string[],
  today: Day,
): Promise<Map<string, AccountGrant[]>> {
  const { rows } = await owner.query(
    `select g.account_id, g.id, g.role, g.lines, g.opens_sealed, g.unit_id,
        u.path, u.code, u.kind, u.name, u.name_en, u.parent_id, g.from_day, g.until_day, g.ended_by is not null as ended
      from grants g join unit u on u.id = g.unit_id
      where g.account_id = any($1::uuid[]) and (${validFrom('$2::date')} or g.ended_on = $2)
      order by u.path, g.id`,
    [ids, today],
  );
  const byAccount = new Map<string, AccountGrant[]>();
  for (const row of rows) {
    byAccount.set(row.account_id, [
      ...(byAccount.get(row.account_id) ?? []),
      {
        ...shownGrant(heldGrant(row)),
        from_day: row.from_day,
        until_day: row.until_day,
        ended: row.ended,
      },
    ]);
  }
  return byAccount;
}

/**
 * Locked until somebody unlocks it; whoever is signed in is signed out. Unlocking forgets the
 * failures too.
 */
export async function setLock(
  owner: Pool,
  actor: Actor,
  id: string,
  locked: boolean,
  today: Day,
): Promise<void> {
  await inTransaction(owner, async (client) => {
    await lockAccount(client, actor, id, today);
    await client.query(
      `update account set locked_until = case when $2 then 'infinity'::timestamptz end,
        failed_sign_ins = 0, updated_at = now() where id = $1`,
      [id, locked],
    );
    if (locked) await client.query('delete from session where account_id = $1', [id]);
  });
}

export type NewPassword = {
  /** Made by the product: nobody chooses another person's. */
  readonly password: string;
  readonly first_until: string;
  readonly reset_second_factor: boolean;
};

/**
 * Also for a lost telephone: the second factor can be taken off, and the owner sets up another one.
 */
export async function resetPassword(
  owner: Pool,
  actor: Actor,
  id: string,
  reset: NewPassword,
  today: Day,
): Promise<void> {
  const hash = await hashPassword(reset.password);
  await inTransaction(owner, async (client) => {
    await lockAccount(client, actor, id, today);
    await client.query(
      'update account set locked_until = null, failed_sign_ins = 0, updated_at = now() where id = $1',
      [id],
    );
    await client.query(
      `insert into credential (account_id, subject, provider, password, first_until)
        values ($1, $1::uuid::text, 'credential', $2, $3)
        on conflict (provider, subject) do update
          set password = excluded.password, first_until = excluded.first_until, updated_at = now()`,
      [id, hash, reset.first_until],
    );
    if (reset.reset_second_factor) {
      await client.query('delete from second_factor where account_id = $1', [id]);
      await client.query('update account set two_factor_enabled = false where id = $1', [id]);
    }
    await client.query('delete from session where account_id = $1', [id]);
  });
}

/** For a lost telephone: whoever owns the account sets up another one. Answers whether there was one. */
export async function resetSecondFactor(
  owner: Pool,
  actor: Actor,
  id: string,
  today: Day,
): Promise<boolean> {
  return inTransaction(owner, async (client) => {
    await lockAccount(client, actor, id, today);
    const { rowCount } = await client.query('delete from second_factor where account_id = $1', [
      id,
    ]);
    await client.query('update account set two_factor_enabled = false where id = $1', [id]);
    await client.query('delete from session where account_id = $1', [id]);
    return (rowCount ?? 0) > 0;
  });
}
