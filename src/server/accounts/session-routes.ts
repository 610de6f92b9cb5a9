/**
 * Signing in and out, the post, the language, the second factor. These routes call better-auth as a
 * library. Its own HTTP handler, with some forty addresses (change the e-mail, list sessions, sign
 * up …), is not mounted: each of them would be a door that our locks, our log and our Problems do
 * not guard.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { dayInShanghai } from '#engine/day.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { text } from '#engine/text.ts';
import { pinyinName } from '../records/pinyin-name.ts';
import { accountNotices } from './account-notices.ts';
import { logAccess } from './access-log.ts';
import type { LoggedDeed } from './access-log.ts';
import { hashOfCode } from './backup-codes.ts';
import { demoAccounts, readDemo } from './demo.ts';
import { grantsOf, shownGrant } from './grants.ts';
import { endOldest } from './own-sessions.ts';
import { passwordIssues, passwordLengthMax } from './password.ts';
import { readSessionAtTheDoor, sessionKeeperOf } from './session-actor.ts';
import type { SessionKeeper, SignedIn } from './session-actor.ts';
import {
  cookieHeader,
  enterDemo,
  headersFor,
  isAppCode,
  plainCode,
  problemOfAuth,
  signIn,
  takeCode,
} from './sign-in.ts';
import type { Entered, SignInRoom } from './sign-in.ts';

const closed = { additionalProperties: false };
const password = Type.String({ minLength: 1, maxLength: passwordLengthMax * 2 });
const code = Type.String({ minLength: 6, maxLength: 40 });
const uuid = Type.String({ format: 'uuid' });
const username = Type.String({ minLength: 1, maxLength: 100 });
const signInBody = Type.Object({ username, password, code: Type.Optional(code) }, closed);
const languageBody = Type.Object(
  { language: Type.Union([Type.Literal('en'), Type.Literal('zh')]) },
  closed,
);
const newPasswordBody = Type.Object({ password, new_password: password }, closed);

const sameAgain = {
  field: 'new_password',
  message: text(
    'The new password is the present one. Choose another.',
    '新密码与当前密码相同，请另选一个。',
  ),
};

// Besides the lock of each account: one address cannot try one password on all of them.
export const attemptsPerMinute = 120;
const slow = { rateLimit: { max: attemptsPerMinute, timeWindow: '1 minute' } };

export function sessionRoutes(
  plain: FastifyInstance,
  room: SignInRoom,
  keeper: SessionKeeper,
): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const { owner, auth } = room;
  const schema = (summary: string) => ({ tags: ['session'], summary });

  const sessionFor = async (signedIn: SignedIn) => {
    const today = dayInShanghai(room.clock());
    const [grants, demo] = await Promise.all([
      grantsOf(owner, signedIn.account.id, today),
      readDemo(owner, room.config),
    ]);
    const { account, grant } = signedIn;
    return {
      account: { ...account, latin: pinyinName(account.name) },
      grant: shownGrant(grant),
      grants: grants.map(shownGrant),
      demo: demo !== null,
      today,
      ...(signedIn.must_change ? { must_change_password: true } : {}),
      ...(signedIn.must_show ? { second_factor_not_shown: true } : {}),
      ...(signedIn.elsewhere ? { elsewhere: true } : {}),
      ...(signedIn.must_set_up ? { must_set_up_second_factor: true } : {}),
    };
  };

  const welcome = async (
    reply: FastifyReply,
    entered: Entered,
    deed: LoggedDeed,
    address: string,
  ) => {
    const signedIn = await keeper.read(cookieHeader(entered.cookies), address);
    const { account, grant, session_id } = signedIn;
    const detail = { session: session_id, address };
    await logAccess(owner, { person_id: account.id, grant_role: grant.role, deed, detail });
    await owner.query('update account set last_grant_id = $2 where id = $1', [
      account.id,
      grant.id,
    ]);
    // What has run out is swept where it arises: no job is needed for it.
    await owner.query(
      `with old as (delete from session where account_id = $1 and expires_at < $2)
        delete from verification where expires_at < $2`,
      [account.id, room.clock()],
    );
    await endOldest(room, keeper, signedIn);
    void reply.header('set-cookie', entered.cookies);
    return sessionFor(signedIn);
  };

  app.post(
    '/api/session',
    { config: slow, schema: { ...schema('Sign in'), body: signInBody } },
    async (request, reply) => {
      const entered = await signIn(room, request, request.body);
      return welcome(reply, entered, 'signed_in', request.ip);
    },
  );

  app.get('/api/session', { schema: schema('Who is signed in') }, async (request) =>
    sessionFor(await readSessionAtTheDoor(request)),
  );

  // Where somebody is led to is told before they go.
  app.get('/api/session/ways', { schema: schema('The ways of signing in') }, async () => ({
    office: room.config.oidc ? { host: new URL(room.config.oidc.issuer).host } : null,
  }));

  app.get(
    '/api/session/notices',
    { schema: schema('What happened to the own account since the sign-in before') },
    async (request) => {
      const { account, session_id } = await readSessionAtTheDoor(request);
      return accountNotices(owner, account.id, session_id);
    },
  );

  const grantBody = Type.Object({ grant_id: uuid }, closed);
  app.put(
    '/api/session/grant',
    { schema: { ...schema('Switch the post'), body: grantBody } },
    async (request) => {
      const { token, account, grant: before } = await readSessionAtTheDoor(request);
      const held = await grantsOf(owner, account.id, dayInShanghai(room.clock()));
      const wanted = held.find((grant) => grant.id === request.body.grant_id);
      if (!wanted) {
        throw new Problem(
          'not-allowed',
          text('This post is not yours, or it has ended.', '您没有这个岗位，或该岗位已终止。'),
        );
      }
      await owner.query(
        `with switched as (update session set grant_id = $2, updated_at = now() where token = $1)
        update account set last_grant_id = $2 where id = $3`,
        [token, wanted.id, account.id],
      );
      keeper.forget(token);
      const detail = { from: before.id, to: wanted.id };
      await logAccess(owner, {
        person_id: account.id,
        grant_role: wanted.role,
        deed: 'grant_switched',
        detail,
      });
      return sessionFor(await readSessionAtTheDoor(request));
    },
  );

  app.put(
    '/api/session/language',
    { schema: { ...schema('Remember the language'), body: languageBody } },
    async (request) => {
      const { token, account } = await readSessionAtTheDoor(request);
      const { language } = request.body;
      await owner.query('update account set language = $2, updated_at = now() where id = $1', [
        account.id,
        language,
      ]);
      keeper.forget(token);
      return { language };
    },
  );

  app.delete('/api/session', { schema: schema('Sign out') }, async (request, reply) => {
    const { token, account, grant } = await readSessionAtTheDoor(request);
    const { headers } = await auth.api.signOut({
      headers: headersFor(request),
      returnHeaders: true,
    });
    keeper.forget(token);
    await logAccess(owner, { person_id: account.id, grant_role: grant.role, deed: 'signed_out' });
    void reply.header('set-cookie', headers.getSetCookie());
    return { signed_out: true };
  });

  app.put(
    '/api/session/password',
    { config: slow, schema: { ...schema('Change the own password'), body: newPasswordBody } },
    async (request, reply) => {
      const { account, grant } = await readSessionAtTheDoor(request);
      const { password: currentPassword, new_password: newPassword } = request.body;
      const words = room.config.password_words;
      const issues = passwordIssues(newPassword, account.username, 'new_password', words);
      if (newPassword === currentPassword) issues.push(sameAgain);
      if (issues.length > 0) throw new Problem('invalid', undefined, issues);
      await guarded(room, request, 'password', account.username, async () => {
        const body = { currentPassword, newPassword, revokeOtherSessions: true };
        const { headers } = await auth.api.changePassword({
          body,
          headers: headersFor(request),
          returnHeaders: true,
        });
        await owner.query(
          'update credential set first_until = null where account_id = $1 and first_until is not null',
          [account.id],
        );
        keeper.forgetAccount(account.id);
        void reply.header('set-cookie', headers.getSetCookie());
      });
      await logAccess(owner, {
        person_id: account.id,
        grant_role: grant.role,
        deed: 'password_changed',
      });
      return { changed: true };
    },
  );

  secondFactorRoutes(plain, room);

  app.get('/api/demo', { schema: schema('People to enter as, in the demonstration') }, async () => {
    const demo = await readDemo(owner, room.config);
    if (!demo) return { accounts: [] };
    return {
      accounts: await demoAccounts(owner, demo, dayInShanghai(room.clock())),
      password: demo.password,
    };
  });

  const enterBody = Type.Object({ username }, closed);
  app.post(
    '/api/demo/enter',
    { config: slow, schema: { ...schema('Enter the demonstration'), body: enterBody } },
    async (request, reply) => {
      const demo = await readDemo(owner, room.config);
      const person = demo?.accounts.find((known) => known.username === request.body.username);
      if (!demo || !person) throw notFound();
      const entered = await enterDemo(room, request, {
        username: person.username,
        password: demo.password,
      });
      return welcome(reply, entered, 'demo_entered', request.ip);
    },
  );
}

function secondFactorRoutes(plain: FastifyInstance, room: SignInRoom): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const { owner, auth } = room;
  const schema = (summary: string) => ({ tags: ['session'], summary });
  const enrolBody = Type.Object({ password }, closed);
  const confirmBody = Type.Object({ code }, closed);
  const disableBody = Type.Object({ password, code }, closed);

  app.post(
    '/api/session/second-factor',
    { config: slow, schema: { ...schema('Set up a second factor'), body: enrolBody } },
    async (request) => {
      const { account } = await readSessionAtTheDoor(request);
      return guarded(room, request, 'password', account.username, async () => {
        const body = { password: request.body.password, method: 'totp' as const };
        const answer = await auth.api.enableTwoFactor({ body, headers: headersFor(request) });
        if (answer.method !== 'totp') throw new Error('Only authenticator apps are set up here');
        const secret = new URL(answer.totpURI).searchParams.get('secret')!;
        // better-auth labels the key with the e-mail address, which nobody here knows.
        const label = encodeURIComponent(`Taizhang 台账:${account.username}`);
        const uri = `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent('Taizhang 台账')}&digits=6&period=30`;
        return { secret, uri, backup_codes: answer.backupCodes };
      });
    },
  );

  app.put(
    '/api/session/second-factor',
    { config: slow, schema: { ...schema('Switch it on with a first code'), body: confirmBody } },
    async (request, reply) => {
      const { account, grant, token } = await readSessionAtTheDoor(request);
      await guarded(room, request, 'code', account.username, async () => {
        const typed = plainCode(request.body.code);
        await takeCode(room, account.id, typed, 'invalid');
        const { headers } = await auth.api.verifyTOTP({
          body: { code: typed },
          headers: headersFor(request),
          returnHeaders: true,
        });
        void reply.header('set-cookie', headers.getSetCookie());
      });
      sessionKeeperOf(request).forget(token);
      await logAccess(owner, {
        person_id: account.id,
        grant_role: grant.role,
        deed: 'second_factor_on',
      });
      return { second_factor: true };
    },
  );

  app.post(
    '/api/session/second-factor/disable',
    { config: slow, schema: { ...schema('Switch it off'), body: disableBody } },
    async (request, reply) => {
      const { account, grant, token } = await readSessionAtTheDoor(request);
      const headers = headersFor(request);
      await guarded(room, request, 'code', account.username, async () => {
        const typed = request.body.code;
        if (isAppCode(typed)) return takeCode(room, account.id, typed, 'invalid');
        await auth.api.verifyBackupCode({
          body: { code: await hashOfCode(room, account.id, typed), disableSession: true },
          headers,
        });
      });
      await guarded(room, request, 'password', account.username, async () => {
        const answer = await auth.api.disableTwoFactor({
          body: { password: request.body.password },
          headers,
          returnHeaders: true,
        });
        void reply.header('set-cookie', answer.headers.getSetCookie());
      });
      sessionKeeperOf(request).forget(token);
      await logAccess(owner, {
        person_id: account.id,
        grant_role: grant.role,
        deed: 'second_factor_off',
      });
      return { second_factor: false };
    },
  );
}

/**
 * Whoever sits down at an open session must not be able to guess its password either: failures
 * count as at sign-in.
 */
export function guarded<T>(
  room: SignInRoom,
  request: FastifyRequest,
  field: 'password' | 'code',
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  return room.lockout.oneAtATime(name, async () => {
    await room.lockout.refuseLocked(name, room.clock());
    try {
      return await work();
    } catch (error) {
      const problem = problemOfAuth(error, field);
      if (problem instanceof Problem && problem.kind === 'invalid') {
        await room.lockout.countFailure(name, room.clock());
        request.log.info(
          { route: request.routeOptions.url },
          'a wrong password or code in an open session',
        );
      }
      throw problem;
    }
  });
}
