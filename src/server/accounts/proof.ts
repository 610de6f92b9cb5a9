/**
 * A fresh proof of who it is, asked before highly sensitive acts: opening what is sealed, taking guarded records or the
 * log away, erasing, giving posts and passwords, ending sessions. What a session was begun with counts for some time
 * (`TAIZHANG_PROOF_MINUTES`); then the password, or the code of the second factor, is asked once more. Whoever came in
 * through the office's own provider signs in there again. Where the demonstration is open nobody is asked, because
 * everybody enters through its front page.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Problem } from '#engine/problem.ts';
import { logAccess } from './access-log.ts';
import { hashOfCode } from './backup-codes.ts';
import { passwordLengthMax, verifyPassword } from './password.ts';
import { readSessionAtTheDoor, sessionKeeperOf } from './session-actor.ts';
import type { SessionKeeper } from './session-actor.ts';
import { guarded } from './session-routes.ts';
import { headersFor, invalidPassword, isAppCode, takeCode } from './sign-in.ts';
import type { SignInRoom } from './sign-in.ts';

/** After the route has found out who is there and that they may. */
export async function requireProof(request: FastifyRequest): Promise<void> {
  const { account, by_provider, proved_at } = await readSessionAtTheDoor(request);
  if (proved_at === null) return;
  if (sessionKeeperOf(request).isFresh(proved_at)) return;
  // A password that they have besides, and may not know, is not what they came in with.
  if (by_provider) throw proveAgain('office');
  throw proveAgain(account.second_factor ? 'code' : account.has_password ? 'password' : 'office');
}

const closed = { additionalProperties: false };
const password = Type.String({ minLength: 1, maxLength: passwordLengthMax * 2 });
const code = Type.String({ minLength: 6, maxLength: 40 });
// Two shapes, because one of both has to be there.
const proofBody = Type.Union([Type.Object({ password }, closed), Type.Object({ code }, closed)]);

export function proofRoutes(plain: FastifyInstance, room: SignInRoom, keeper: SessionKeeper): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const { owner, auth, clock } = room;
  app.post(
    '/api/session/proof',
    {
      config: { rateLimit: { max: 120, timeWindow: '1 minute' } },
      schema: { tags: ['session'], summary: 'Prove once more who it is', body: proofBody },
    },
    async (request) => {
      const { account, grant, token } = await readSessionAtTheDoor(request);
      const typed = request.body as { password?: string; code?: string };
      if (typed.code === undefined)
        await guarded(room, request, 'password', account.username, async () => {
          const { rows } = await owner.query(
            'select password from credential where account_id = $1 and password is not null',
            [account.id],
          );
          const right =
            rows[0] &&
            (await verifyPassword({ hash: rows[0].password, password: typed.password! }));
          if (!right) throw invalidPassword();
        });
      else {
        const typedCode = typed.code;
        await guarded(room, request, 'code', account.username, async () => {
          if (isAppCode(typedCode)) return takeCode(room, account.id, typedCode, 'invalid');
          await auth.api.verifyBackupCode({
            body: { code: await hashOfCode(room, account.id, typedCode), disableSession: true },
            headers: headersFor(request),
          });
        });
      }
      await owner.query('update session set proved_at = $2 where token = $1', [token, clock()]);
      keeper.forget(token);
      const detail = { by: typed.code === undefined ? 'password' : 'code' };
      await logAccess(owner, {
        person_id: account.id,
        grant_role: grant.role,
        deed: 'proved_again',
        detail,
      });
      return { proved: true };
    },
  );
}

const asked = {
  password: {
    en: 'Type your password once more: this is asked before highly sensitive acts when the last proof is older than the operator allows.',
    zh: '请再次输入密码：高敏感操作前，距上次验证超过规定时间的，须再次验证身份。',
  },
  code: {
    en: 'Type the code that your authenticator app shows: this is asked before highly sensitive acts when the last proof is older than the operator allows.',
    zh: '请输入验证器应用显示的验证码：高敏感操作前，距上次验证超过规定时间的，须再次验证身份。',
  },
  office: {
    en: 'Sign in once more at your office’s identity provider: this is asked before highly sensitive acts when the last sign-in is older than the operator allows.',
    zh: '请在本单位统一认证重新登录：高敏感操作前，距上次登录超过规定时间的，须再次验证身份。',
  },
} as const;

/** The field says by what: the password, a code, or the office's own provider. */
function proveAgain(by: keyof typeof asked): Problem {
  return new Problem('prove-again', asked[by], [{ field: by, message: asked[by] }]);
}
