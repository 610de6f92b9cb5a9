/**
 * A lock for each account after repeated failures; better-auth has none. A name that no account has
 * is locked in the same way, in memory, so that the lock does not tell which names exist.
 */
import type { Pool } from 'pg';
import { Problem } from '#engine/problem.ts';

const failuresAllowed = 5;
const firstLockMs = 15 * 60_000;
const longestLockMs = 24 * 3_600_000;
const unknownMax = 10_000;

/** For showing. */
export const lockRule = {
  failures: failuresAllowed,
  first_minutes: firstLockMs / 60_000,
  longest_hours: longestLockMs / 3_600_000,
} as const;

/**
 * The fifth failure locks for a quarter of an hour, each further one for twice as long, up to a
 * day. Pure.
 */
export function lockMs(failures: number): number {
  if (failures < failuresAllowed) return 0;
  return Math.min(longestLockMs, firstLockMs * 2 ** (failures - failuresAllowed));
}

type Unknown = { failures: number; locked_until: number };

export class Lockout {
  readonly #owner: Pool;
  readonly #unknown = new Map<string, Unknown>();
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(owner: Pool) {
    this.#owner = owner;
  }

  /**
   * One attempt at a time for a name: a hundred guesses sent at once are not all judged before the
   * first is counted.
   */
  async oneAtATime<T>(username: string, work: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(username) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => undefined);
    this.#queues.set(username, settled);
    try {
      return await mine;
    } finally {
      if (this.#queues.get(username) === settled) this.#queues.delete(username);
    }
  }

  async refuseLocked(username: string, now: string): Promise<void> {
    const { rows } = await this.#owner.query({
      name: 'lock-of',
      text: `select extract(epoch from locked_until) * 1000 as locked_until from account where username = $1`,
      values: [username],
    });
    const locked_until = rows[0]
      ? Number(rows[0].locked_until ?? 0)
      : (this.#unknown.get(username)?.locked_until ?? 0);
    if (locked_until > Date.parse(now)) throw locked(locked_until, Date.parse(now));
  }

  async countFailure(username: string, now: string): Promise<void> {
    const { rowCount } = await this.#owner.query({
      name: 'count-failure',
      text: `update account set failed_sign_ins = failed_sign_ins + 1,
          locked_until = case when failed_sign_ins + 1 < $3 then locked_until
            else $2::timestamptz + interval '1 millisecond'
              * least($4, $5 * 2.0 ^ least(failed_sign_ins + 1 - $3, 20)) end
        where username = $1`,
      values: [username, now, failuresAllowed, longestLockMs, firstLockMs],
    });
    if (rowCount === 0) this.#countUnknown(username, Date.parse(now));
  }

  async clear(account_id: string): Promise<void> {
    await this.#owner.query({
      name: 'clear-failures',
      text: `update account set failed_sign_ins = 0, locked_until = null
        where id = $1 and (failed_sign_ins > 0 or locked_until is not null)`,
      values: [account_id],
    });
  }

  #countUnknown(username: string, now: number): void {
    const failures = (this.#unknown.get(username)?.failures ?? 0) + 1;
    // Oldest first out: invented names must not fill the memory.
    this.#unknown.delete(username);
    if (this.#unknown.size >= unknownMax) this.#unknown.delete(this.#unknown.keys().next().value!);
    this.#unknown.set(username, { failures, locked_until: now + lockMs(failures) });
  }
}

function locked(until: number, now: number): Problem {
  if (!Number.isFinite(until)) {
    return new Problem('not-signed-in', {
      en: 'The security administrator has locked this account. Ask there.',
      zh: '该账号已被安全保密管理员锁定，请与其联系。',
    });
  }
  const minutes = Math.max(1, Math.ceil((until - now) / 60_000));
  return new Problem('too-many', {
    en: `Too many failed sign-ins. Wait ${minutes} min, or ask the security administrator to unlock the account.`,
    zh: `登录失败次数过多。请 ${minutes} 分钟后再试，或联系安全保密管理员解锁。`,
  });
}
