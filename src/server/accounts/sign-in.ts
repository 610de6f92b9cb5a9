/**
 * The way in: password, second factor, and around them what better-auth does not do. Also the way
 * from its answers to Problems. Unknown name, wrong password and ended account get one answer,
 * after the same work.
 */
import type { FastifyRequest } from 'fastify';
import { isAPIError } from 'better-auth/api';
import { symmetricDecrypt } from 'better-auth/crypto';
import { dayInShanghai } from '#engine/day.ts';
import { Problem } from '#engine/problem.ts';
import type { ProblemKind } from '#engine/problem.ts';
import { text } from '#engine/text.ts';
import type { Text } from '#engine/text.ts';
import { logAccess } from './access-log.ts';
import { addressHeader, noPostCode } from './auth.ts';
import type { Auth } from './auth.ts';
import { hashOfCode } from './backup-codes.ts';
import type { Lockout } from './lockout.ts';
import { stepOf } from './second-factor-step.ts';
import type { AccountServices } from './sign-in-settings.ts';
import { normalUsername, usernameLength } from './username.ts';

export type SignInRoom = AccountServices & { readonly auth: Auth; readonly lockout: Lockout };

/** Headers for the browser, and the token that they carry. */
export type Entered = {
  readonly cookies: string[];
  readonly token: string;
  readonly account_id: string;
};

type Credentials = {
  readonly username: string;
  readonly password: string;
  readonly code?: string | undefined;
};

type Attempt = {
  readonly headers: Headers;
  readonly username: string;
  readonly address: string;
  readonly now: string;
};

/**
 * What better-auth may see of a request: never its headers as they came, because a client writes
 * those. The address is the socket's (Fastify's `ip`, which believes a proxy only where the
 * configuration says so).
 */
export function headersFor(request: FastifyRequest, cookie = request.headers.cookie): Headers {
  const headers = new Headers({ [addressHeader]: request.ip });
  const agent = request.headers['user-agent'];
  if (agent) headers.set('user-agent', agent.slice(0, 300));
  if (cookie) headers.set('cookie', cookie);
  return headers;
}

export function signIn(
  room: SignInRoom,
  request: FastifyRequest,
  typed: Credentials,
): Promise<Entered> {
  const username = normalUsername(typed.username);
  return room.lockout.oneAtATime(username, async () => {
    const attempt = {
      username,
      headers: headersFor(request, ''),
      address: request.ip,
      now: room.clock(),
    };
    await refuseLocked(room, attempt);
    const entered = await enter(room, attempt, typed);
    await room.lockout.clear(entered.account_id);
    return entered;
  });
}

/**
 * The demonstration's doors: with its public password, past the lock that some visitor may have
 * tripped.
 */
export function enterDemo(
  room: SignInRoom,
  request: FastifyRequest,
  typed: Credentials,
): Promise<Entered> {
  const username = normalUsername(typed.username);
  return enter(
    room,
    { username, headers: headersFor(request, ''), address: request.ip, now: room.clock() },
    typed,
  );
}

async function enter(
  room: SignInRoom,
  attempt: Attempt,
  { password, code }: Credentials,
): Promise<Entered> {
  const person = await findAccount(room, attempt);
  // Not the name as typed for one who may not enter: better-auth then does the work of a wrong
  // password.
  const body = { username: person?.may_enter ? attempt.username : nobody, password };
  const first = await room.auth.api
    .signInUsername({ body, headers: attempt.headers, returnHeaders: true })
    .catch((error: unknown) => fail(room, attempt, person, error));
  const cookies = first.headers.getSetCookie();
  const answer = first.response as { token?: string; twoFactorRedirect?: boolean };
  if (person!.first_has_ended) return refuseOldFirst(room, attempt, person!, answer.token);
  if (answer.token) return { cookies, token: answer.token, account_id: person!.id };
  if (!code) {
    // In most cases the code follows; where it does not, somebody else has the password.
    const detail = { address: attempt.address };
    await logAccess(room.owner, { person_id: person!.id, deed: 'sign_in_half', detail });
    throw codeWanted();
  }
  return enterWithCode(room, attempt, person!, cookies, code);
}

async function enterWithCode(
  room: SignInRoom,
  attempt: Attempt,
  person: Person,
  cookies: readonly string[],
  code: string,
): Promise<Entered> {
  const headers = new Headers(attempt.headers);
  headers.set('cookie', cookieHeader(cookies));
  const check = isAppCode(code)
    ? takeCode(room, person.id, code).then(() =>
        room.auth.api.verifyTOTP({ body: { code: plainCode(code) }, headers, returnHeaders: true }),
      )
    : hashOfCode(room, person.id, code).then((hash) =>
        room.auth.api.verifyBackupCode({ body: { code: hash }, headers, returnHeaders: true }),
      );
  const second = await check.catch((error: unknown) => fail(room, attempt, person, error, 'code'));
  return {
    cookies: second.headers.getSetCookie(),
    token: second.response.token!,
    account_id: person.id,
  };
}

/** The password is right, but it was made for the person and lay too long: who found the slip of paper stays out. */
async function refuseOldFirst(
  room: SignInRoom,
  attempt: Attempt,
  person: Person,
  token: string | undefined,
): Promise<never> {
  if (token) await room.owner.query('delete from session where token = $1', [token]);
  await logAccess(room.owner, {
    person_id: person.id,
    deed: 'sign_in_refused',
    detail: { address: attempt.address, first_password: true },
  });
  throw new Problem('not-allowed', {
    en: 'This first password was not used in time and opens nothing any more. Ask the security administrator for another one.',
    zh: '初始密码已过有效期，请联系安全保密管理员重新生成。',
  });
}

type Person = {
  readonly id: string;
  readonly may_enter: boolean;
  readonly first_has_ended: boolean;
};

/** Longer than any user name that an account can get. */
const nobody = 'nobody'.padEnd(usernameLength.max + 1, '0');

async function findAccount(room: SignInRoom, { username, now }: Attempt): Promise<Person | null> {
  const { rows } = await room.owner.query({
    name: 'account-entering',
    text: `select id, (ended_on is null or ended_on > $2::date) as may_enter,
        exists (select from credential c where c.account_id = account.id and c.first_until < $3) as first_has_ended
      from account where username = $1`,
    values: [username, dayInShanghai(now), now],
  });
  return rows[0] ?? null;
}

async function refuseLocked(room: SignInRoom, attempt: Attempt): Promise<void> {
  try {
    await room.lockout.refuseLocked(attempt.username, attempt.now);
  } catch (error) {
    const person = await findAccount(room, attempt);
    await logAccess(room.owner, {
      person_id: person?.id ?? null,
      deed: 'sign_in_refused',
      detail: { address: attempt.address },
    });
    throw error;
  }
}

async function fail(
  room: SignInRoom,
  attempt: Attempt,
  person: Person | null,
  error: unknown,
  field?: 'code',
): Promise<never> {
  if (isAPIError(error) && error.body?.code === noPostCode) throw noPost();
  const expected = error instanceof Problem || (isAPIError(error) && error.statusCode < 500);
  if (!expected) throw error;
  await room.lockout.countFailure(attempt.username, attempt.now);
  await logAccess(room.owner, {
    person_id: person?.id ?? null,
    deed: 'sign_in_failed',
    // Their person is told: whoever tried has the password already.
    detail: { address: attempt.address, ...(field === 'code' ? { password_known: true } : {}) },
  });
  if (error instanceof Problem) throw error;
  throw field === 'code' ? wrongCode() : wrongPassword();
}

/**
 * Takes a code, so that it opens nothing a second time: in one statement, so that of two requests
 * with the same code one is refused. better-auth judges it afterwards.
 */
export async function takeCode(
  room: SignInRoom,
  account_id: string,
  code: string,
  kind: ProblemKind = 'not-signed-in',
): Promise<void> {
  const { rows } = await room.owner.query(
    'select secret from second_factor where account_id = $1',
    [account_id],
  );
  if (!rows[0]) throw wrongCode(kind);
  const { secretConfig } = await room.auth.$context;
  const secret = await symmetricDecrypt({ key: secretConfig, data: rows[0].secret });
  const step = stepOf(secret, plainCode(code), Date.now());
  if (step === null) throw wrongCode(kind);
  const taken = await room.owner.query(
    `update second_factor set last_step = $2 where account_id = $1 and (last_step is null or last_step < $2)`,
    [account_id, step],
  );
  if (taken.rowCount !== 1) throw usedCode(kind);
}

export function isAppCode(code: string): boolean {
  return /^\d{6}$/.test(plainCode(code));
}

/** Apps show "123 456", Chinese input methods type １２３４５６. */
export function plainCode(code: string): string {
  return code.normalize('NFKC').replaceAll(/\s/g, '');
}

/** What a browser would send back of the cookies it was given. */
export function cookieHeader(cookies: readonly string[]): string {
  return cookies.map((cookie) => cookie.split(';')[0]!).join('; ');
}

/**
 * What better-auth refuses while somebody is signed in: a wrong password or code, said at its
 * field.
 */
export function problemOfAuth(error: unknown, field: 'password' | 'code'): unknown {
  if (!isAPIError(error) || error.statusCode >= 500) return error;
  switch (error.body?.code) {
    case 'INVALID_PASSWORD':
      return invalidPassword();
    case 'TOTP_ALREADY_ENABLED':
      return new Problem('wrong-state', {
        en: 'A second factor is on already. Switch it off before setting up another telephone.',
        zh: '已启用第二重验证。如需更换手机，请先停用。',
      });
    case 'TOTP_NOT_ENABLED':
      return new Problem('wrong-state', {
        en: 'No second factor has been set up. Begin with the picture for the authenticator app.',
        zh: '尚未设置第二重验证，请先用验证器应用扫码。',
      });
    case 'UNAUTHORIZED':
      return new Problem('not-signed-in');
    default:
      return field === 'code' ? wrongCode('invalid') : invalidPassword();
  }
}

export function invalidPassword(field = 'password'): Problem {
  return new Problem('invalid', undefined, [
    issue(field, text('The password is not right.', '密码不正确。')),
  ]);
}

const codeText = text(
  'The code is not right, or it is too old. Type the one that the app shows now.',
  '验证码不正确或已过期，请输入应用当前显示的验证码。',
);

function issue(field: string, message: Text) {
  return { field, message };
}

function wrongPassword(): Problem {
  const message = text('User name or password is not right.', '用户名或密码不正确。');
  return new Problem('not-signed-in', message, [issue('password', message)]);
}

function wrongCode(kind: ProblemKind = 'not-signed-in'): Problem {
  return new Problem(kind, codeText, [issue('code', codeText)]);
}

function usedCode(kind: ProblemKind): Problem {
  const message = text(
    'This code has been used. Wait for the next one, at most half a minute.',
    '该验证码已使用过，请等待下一个（不超过半分钟）。',
  );
  return new Problem(kind, message, [issue('code', message)]);
}

function codeWanted(): Problem {
  const message = text(
    'Type the six digits that your authenticator app shows.',
    '请输入验证器应用显示的六位数字。',
  );
  return new Problem('not-signed-in', message, [issue('code', message)]);
}

function noPost(): Problem {
  return new Problem('not-allowed', {
    en: 'The password is right, but this account holds no post today. Ask the security administrator for one.',
    zh: '密码正确，但该账号目前没有任何岗位。请联系安全保密管理员授予岗位。',
  });
}
