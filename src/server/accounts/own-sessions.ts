/** One's own sessions: where one is signed in, and how many there may be at once. */
import type { Text } from '#engine/text.ts';
import { logAccess } from './access-log.ts';
import { readDemo } from './demo.ts';
import type { SessionKeeper, SignedIn } from './session-actor.ts';
import type { AccountServices } from './sign-in-settings.ts';
import { sessionsMax } from './sign-in-settings.ts';

export type OwnSession = {
  readonly id: string;
  readonly current: boolean;
  readonly since: string;
  readonly used_at: string;
  readonly device: Text;
  /** Roughly: which network, and not which machine in it. */
  readonly network: string | null;
};

type Room = Pick<AccountServices, 'owner' | 'config' | 'clock'>;

/** The present one first. The demonstration's accounts are everybody's: there nobody sees the others. */
export async function ownSessions(
  { owner, config, clock }: Room,
  { account, session_id }: SignedIn,
): Promise<OwnSession[]> {
  const demo = await readDemo(owner, config);
  const { rows } = await owner.query(
    `select id, created_at, updated_at, ip_address, user_agent from session
      where account_id = $1 and expires_at > $2 and (id = $3 or not $4)
      order by id = $3 desc, updated_at desc, id`,
    [account.id, clock(), session_id, demo !== null],
  );
  return rows.map((row) => ({
    id: row.id,
    current: row.id === session_id,
    since: row.created_at.toISOString(),
    used_at: row.updated_at.toISOString(),
    device: deviceOf(row.user_agent ?? ''),
    network: networkOf(row.ip_address ?? ''),
  }));
}

/** Answers how many were ended. `id`: that one alone, otherwise all but the present one. */
export async function endOthers(
  { owner }: Room,
  keeper: SessionKeeper,
  { account, grant, session_id }: SignedIn,
  id?: string,
): Promise<number> {
  const { rows } = await owner.query(
    `delete from session where account_id = $1 and id <> $2 and ($3::uuid is null or id = $3) returning id`,
    [account.id, session_id, id ?? null],
  );
  keeper.forgetAccount(account.id);
  for (const ended of rows)
    await logAccess(owner, {
      person_id: account.id,
      grant_role: grant.role,
      deed: 'session_ended',
      detail: { session: ended.id },
    });
  return rows.length;
}

/** One more than there may be ends the one that was begun first: whoever signs in is there, and is not kept out. */
export async function endOldest(
  { owner, config, clock }: Room,
  keeper: SessionKeeper,
  { account, grant, session_id }: SignedIn,
): Promise<void> {
  if (await readDemo(owner, config)) return;
  const { rows } = await owner.query(
    `delete from session where id in (
        select id from session where account_id = $1 and expires_at > $2
        order by id = $3 desc, created_at desc offset $4)
      returning id`,
    [account.id, clock(), session_id, sessionsMax(config)],
  );
  if (rows.length > 0) keeper.forgetAccount(account.id);
  for (const ended of rows)
    await logAccess(owner, {
      person_id: account.id,
      grant_role: grant.role,
      deed: 'sessions_full',
      detail: { session: ended.id },
    });
}

const browsers: readonly [RegExp, string, string][] = [
  [/MicroMessenger\//, 'WeChat', '微信'],
  [/QQBrowser\//, 'QQ Browser', 'QQ浏览器'],
  [/Edg(A|iOS)?\//, 'Edge', 'Edge'],
  [/Firefox\//, 'Firefox', 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome', 'Chrome'],
  [/Safari\//, 'Safari', 'Safari'],
];
const systems: readonly [RegExp, string, string][] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS', '鸿蒙'],
  [/Android/, 'Android', '安卓'],
  [/iPhone|iPad/, 'iPhone or iPad', 'iPhone或iPad'],
  [/Windows/, 'Windows', 'Windows'],
  [/Mac OS X/, 'Mac', 'Mac'],
  [/Linux/, 'Linux', 'Linux'],
];

/** What a browser says of itself, as far as its owner needs it to know it again. */
export function deviceOf(userAgent: string): Text {
  const browser = browsers.find(([pattern]) => pattern.test(userAgent));
  const system = systems.find(([pattern]) => pattern.test(userAgent));
  if (!browser) return { en: 'Another program', zh: '其他程序' };
  if (!system) return { en: browser[1], zh: browser[2] };
  return { en: `${browser[1]} on ${system[1]}`, zh: `${system[2]} · ${browser[2]}` };
}

export function networkOf(address: string): string | null {
  // A socket of both families tells an IPv4 address as ::ffff:10.20.0.7.
  const v4 = address.replace(/^::ffff:/, '').split('.');
  if (v4.length === 4) return `${v4.slice(0, 3).join('.')}.*`;
  const groups = address.split(':').filter((group) => group !== '');
  return address.includes(':') ? `${groups.slice(0, 3).join(':')}:*` : null;
}
