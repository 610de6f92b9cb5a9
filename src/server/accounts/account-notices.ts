/**
 * What a person is told about their own account when they come in: when and from where they were last there, who tried
 * since then and failed, and what was changed by which they sign in. There is no mail here, so the product tells it.
 */
import type { Pool } from 'pg';
import type { Text } from '#engine/text.ts';
import { deeds } from './access-log.ts';
import type { LoggedDeed } from './access-log.ts';

export type SignInMoment = { readonly at: string; readonly address: string | null };

export type AccountNotices = {
  readonly signed_in: SignInMoment | null;
  /** The sign-in before this one; null where there is none. */
  readonly before: SignInMoment | null;
  readonly failed: {
    readonly count: number;
    readonly last: SignInMoment | null;
    /** With the right password, and without the second factor. */
    readonly password_known: boolean;
  };
  readonly changes: readonly {
    readonly deed: LoggedDeed;
    readonly label: Text;
    readonly at: string;
    /** By the person, as far as the product can tell. */
    readonly own: boolean;
  }[];
  /** Something that the person should look at: all but a sign-in like the one before. */
  readonly notable: boolean;
};

const longAwayMs = 60 * 86_400_000;

/** Of the session in which it is asked, so that its own beginning is not news. */
export async function accountNotices(
  owner: Pool,
  account_id: string,
  session_id: string,
): Promise<AccountNotices> {
  const entered = await owner.query({
    name: 'own-sign-ins',
    text: `select id, at, detail ->> 'address' as address, detail ->> 'session' = $2 as this_one from access_log
      where person_id = $1 and deed in ('signed_in', 'demo_entered') order by id desc limit 20`,
    values: [account_id, session_id],
  });
  const at = Math.max(
    0,
    entered.rows.findIndex((row) => row.this_one),
  );
  const [now, before] = [entered.rows[at], entered.rows[at + 1]];
  const since = before?.id ?? '0';
  const failures = await owner.query({
    name: 'own-failures',
    text: `select count(*)::int as count, max(at) as at,
        (array_agg(detail ->> 'address' order by id desc))[1] as address,
        coalesce(bool_or(deed = 'sign_in_half' or detail ? 'password_known'), false) as password_known
      from access_log l where person_id = $1 and id > $2 and (deed in ('sign_in_failed', 'sign_in_refused')
        or (deed = 'sign_in_half' and not exists (select from access_log later
          where later.person_id = $1 and later.id > l.id and later.at < l.at + interval '10 minutes'
            and later.deed in ('signed_in', 'sign_in_failed', 'sign_in_refused')
            and later.detail ->> 'address' = l.detail ->> 'address')))`,
    values: [account_id, since],
  });
  const changed = await owner.query({
    name: 'own-changes',
    text: `select deed, at, id, own from (
        (select deed, at, id, true as own from access_log
          where person_id = $1 and deed in ('password_changed', 'second_factor_on', 'second_factor_off') and id > $2)
        union all
        (select deed, at, id, false from access_log
          where detail ->> 'account' = $1::text and id > $2
            and deed in ('password_reset', 'second_factor_reset', 'account_locked', 'account_unlocked'))
      ) changes order by id desc limit 20`,
    values: [account_id, since],
  });
  const { count, at: last_at, address, password_known } = failures.rows[0];
  const changes = changed.rows.map(({ deed, at: moment, own }) => ({
    deed: deed as LoggedDeed,
    label: deeds[deed as LoggedDeed],
    at: instant(moment),
    own: own as boolean,
  }));
  const away = now && before ? Date.parse(instant(now.at)) - Date.parse(instant(before.at)) : 0;
  // What somebody changes in this session they have just seen.
  const unseen = changed.rows.some((row) => !row.own || BigInt(row.id) < BigInt(now?.id ?? 0));
  return {
    signed_in: momentOf(now),
    before: momentOf(before),
    failed: {
      count,
      last: count > 0 ? { at: instant(last_at), address } : null,
      password_known,
    },
    changes,
    notable: count > 0 || unseen || away > longAwayMs,
  };
}

function momentOf(row: { at: unknown; address: string | null } | undefined): SignInMoment | null {
  return row ? { at: instant(row.at), address: row.address } : null;
}

function instant(value: unknown): string {
  return new Date(value as string | Date).toISOString();
}
