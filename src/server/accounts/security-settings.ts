/**
 * Who must have a second factor, as the security administrator has set it. Until then it is asked of
 * whoever works with guarded lines, but in the demonstration, where everybody enters through the front
 * page. What holds without asking (time-outs, locks, passwords) is shown beside it, with where it
 * comes from.
 */
import type { Pool } from 'pg';
import type { Day } from '#engine/day.ts';
import type { Book } from '#engine/line.ts';
import { sharedLines } from '#engine/permission.ts';
import type { Grant } from '#engine/permission.ts';
import type { Text } from '#engine/text.ts';
import { masterKeyAge } from '../keys/keyring.ts';
import { isWorking } from './grants.ts';
import { lockRule } from './lockout.ts';
import { passwordLengthMin } from './password.ts';
import type { SignInSettings } from './sign-in-settings.ts';
import {
  absoluteMs,
  firstPasswordHours,
  idleMs,
  proofMs,
  sessionsMax,
} from './sign-in-settings.ts';

export type SecondFactorRule = {
  readonly administrators: boolean;
  readonly leaders: boolean;
  /** Posts that work with a guarded line, or may open what is sealed. */
  readonly guarded: boolean;
};

export const secondFactorSetting = 'second_factor_required';
const shipped: SecondFactorRule = { administrators: false, leaders: false, guarded: true };
const off: SecondFactorRule = { ...shipped, guarded: false };

/** Lines that keep what a law seals: GB/T 22239 asks for level 3 there. */
export function guardedLines(book: Book): string[] {
  return book.lines
    .filter((line) => !sharedLines.has(line.name) && line.records.some((type) => type.sealed))
    .map((line) => line.name);
}

/** What holds: as it was set; what was kept before it knew of guarded lines asks for them too. */
export function ruleThatHolds(
  kept: Partial<SecondFactorRule> | null | undefined,
  demo: boolean,
): SecondFactorRule {
  return demo ? off : { ...shipped, ...kept };
}

export async function readSecondFactorRule(owner: Pool, demo: boolean): Promise<SecondFactorRule> {
  const { rows } = await owner.query('select value from setting where name = $1', [
    secondFactorSetting,
  ]);
  return ruleThatHolds(rows[0]?.value, demo);
}

export async function keepSecondFactorRule(owner: Pool, rule: SecondFactorRule): Promise<void> {
  await owner.query(
    `insert into setting (name, value) values ($1, $2)
      on conflict (name) do update set value = excluded.value, changed_at = now()`,
    [secondFactorSetting, rule],
  );
}

/** Does the rule ask a second factor of whoever acts under this post? */
export function asksSecondFactor(
  rule: SecondFactorRule,
  { role, lines, opens_sealed }: Pick<Grant, 'role' | 'lines' | 'opens_sealed'>,
  guarded: readonly string[],
): boolean {
  if (!isWorking(role)) return rule.administrators;
  return (
    (role === 'leader' && rule.leaders) ||
    (rule.guarded && worksGuarded({ lines, opens_sealed }, guarded))
  );
}

/** Does this post work with a guarded line, or open what is sealed? */
export function worksGuarded(
  { lines, opens_sealed }: { lines: readonly string[]; opens_sealed?: boolean | undefined },
  guarded: readonly string[],
): boolean {
  return (
    opens_sealed === true || guarded.some((line) => lines.includes('*') || lines.includes(line))
  );
}

export type ShownSetting = {
  readonly key: string;
  readonly label: Text;
  readonly value: Text;
  /** Where it comes from: the standard, and how an operator changes it. */
  readonly source: Text;
};

/** GB/T 22239 (等保 2.0) asks for each of these; see docs/operations.md for how they are set. */
export function shownSettings(config: SignInSettings, today: Day): ShownSetting[] {
  const idle = idleMs(config) / 60_000;
  const hours = absoluteMs(config) / 3_600_000;
  const firstHours = firstPasswordHours(config);
  const standard = (en: string, zh: string): Text => ({
    en: `GB/T 22239; ${en}`,
    zh: `GB/T 22239（等保2.0）；${zh}`,
  });
  const { failures, first_minutes, longest_hours } = lockRule;
  return [
    {
      key: 'idle',
      label: { en: 'A session ends when nobody uses it', zh: '会话闲置超时' },
      value: { en: `after ${idle} min`, zh: `${idle}分钟` },
      source: standard('TAIZHANG_SESSION_IDLE_MINUTES', '由TAIZHANG_SESSION_IDLE_MINUTES设定'),
    },
    {
      key: 'longest',
      label: { en: 'A session ends in any case', zh: '会话最长时限' },
      value: { en: `after ${hours} h`, zh: `${hours}小时` },
      source: standard('TAIZHANG_SESSION_HOURS', '由TAIZHANG_SESSION_HOURS设定'),
    },
    {
      key: 'at_once',
      label: { en: 'Sessions of one account at once', zh: '同一账号同时在线' },
      value: {
        en: `${sessionsMax(config)}; one more ends the one that was begun first`,
        zh: `最多${sessionsMax(config)}处，超出时最早登录的自动退出`,
      },
      source: standard('TAIZHANG_SESSIONS_MAX', '由TAIZHANG_SESSIONS_MAX设定'),
    },
    {
      key: 'proof',
      label: { en: 'Highly sensitive acts ask again who it is', zh: '高敏感操作再次验证' },
      value: {
        en: `when the last proof is older than ${proofMs(config) / 60_000} min`,
        zh: `距上次验证超过${proofMs(config) / 60_000}分钟`,
      },
      source: standard('TAIZHANG_PROOF_MINUTES', '由TAIZHANG_PROOF_MINUTES设定'),
    },
    {
      key: 'networks',
      label: { en: 'Posts of administrators are used from', zh: '管理员岗位可用网络' },
      value: config.admin_networks
        ? { en: config.admin_networks.join(', '), zh: config.admin_networks.join('、') }
        : { en: 'anywhere', zh: '不限' },
      source: standard('TAIZHANG_ADMIN_NETWORKS', '由TAIZHANG_ADMIN_NETWORKS设定'),
    },
    {
      key: 'guarded_networks',
      label: { en: 'Posts of the guarded lines are used from', zh: '受限业务岗位可用网络' },
      value: config.guarded_networks
        ? { en: config.guarded_networks.join(', '), zh: config.guarded_networks.join('、') }
        : { en: 'anywhere', zh: '不限' },
      source: standard('TAIZHANG_GUARDED_NETWORKS', '由TAIZHANG_GUARDED_NETWORKS设定'),
    },
    ...keyRow(today),
    {
      key: 'lock',
      label: { en: 'An account is locked after failures', zh: '登录失败锁定' },
      value: {
        en: `${failures} failures: ${first_minutes} min, then twice as long each time, up to ${longest_hours} h`,
        zh: `连续失败${failures}次锁定${first_minutes}分钟，此后逐次加倍，最长${longest_hours}小时`,
      },
      source: standard('fixed by the product', '系统内置'),
    },
    {
      key: 'password',
      label: { en: 'A password has at least', zh: '密码最短长度' },
      value: { en: `${passwordLengthMin} characters`, zh: `${passwordLengthMin}个字符` },
      source: standard('fixed by the product', '系统内置'),
    },
    {
      key: 'first_password',
      label: {
        en: 'A first password is made, and changed at the first sign-in',
        zh: '初始密码由系统生成，首次登录须修改',
      },
      value: { en: `opens for ${firstHours} h`, zh: `${firstHours}小时内有效` },
      source: standard('TAIZHANG_FIRST_PASSWORD_HOURS', '由TAIZHANG_FIRST_PASSWORD_HOURS设定'),
    },
  ];
}

/** A key that is due is said where the security administrator looks, and by the start of the server. */
function keyRow(today: Day): ShownSetting[] {
  const age = masterKeyAge();
  if (!age) return [];
  const { made_on, until } = age;
  const late = today > until;
  return [
    {
      key: 'master_key',
      label: { en: 'The master key is rotated once a year', zh: '主密钥每年轮换' },
      value: {
        en: `made on ${made_on}; ${late ? `due since ${until}: run “taizhang keys rotate”` : `good until ${until}`}`,
        zh: `${made_on}生成，${late ? `已于${until}到期，请轮换` : `有效至${until}`}`,
      },
      source: {
        en: 'Keys in docs/operations.md',
        zh: '见运维手册“密钥”',
      },
    },
  ];
}
