/**
 * Sign-in at the office's own identity provider (OpenID Connect), where the configuration names
 * one.
 */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { Problem } from '#engine/problem.ts';
import { logAccess } from './access-log.ts';
import { oidcProvider, refusedAddress } from './auth.ts';
import { endOldest } from './own-sessions.ts';
import { boundByProvider, isProviderSet } from './provider-bound.ts';
import { claimsOf, showsSecondFactor } from './provider-strength.ts';
import type { SessionKeeper } from './session-actor.ts';
import { cookieHeader, headersFor } from './sign-in.ts';
import type { SignInRoom } from './sign-in.ts';
import { absoluteMs, providerMs } from './sign-in-settings.ts';

const callback = `/api/auth/callback/${oidcProvider}`;

/** With the session: how its person came in, and what their provider said of it. */
async function keepStrength({ owner, config, clock }: SignInRoom, token: string): Promise<void> {
  const { rows } = await owner.query(
    `select c.id_token from session s join credential c on c.account_id = s.account_id and c.provider = $2
      where s.token = $1`,
    [token, oidcProvider],
  );
  const claims = claimsOf(rows[0]?.id_token as string | undefined);
  const shown = showsSecondFactor(claims, config.oidc ?? {}, clock(), absoluteMs(config));
  await owner.query(
    'update session set by_provider = true, second_factor_shown = $2 where token = $1',
    [token, shown],
  );
}

export function singleSignOnRoutes(
  app: FastifyInstance,
  room: SignInRoom,
  keeper: SessionKeeper,
): void {
  const { auth, owner, config } = room;
  const home = new URL('/', config.public_url).href;
  const refused = refusedAddress(config.public_url);

  app.get(
    '/api/session/office',
    {
      schema: {
        tags: ['session'],
        summary: 'Go to the office’s identity provider; `again=1` asks there for a new proof',
        querystring: Type.Object(
          { again: Type.Optional(Type.Literal('1')) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      if (!(await isProviderSet(room))) throw otherProvider();
      const body = {
        provider: oidcProvider,
        callbackURL: home,
        errorCallbackURL: refused,
        disableRedirect: true,
      };
      const { headers, response } = await auth.api.signInSocial({
        body,
        headers: headersFor(request, ''),
        returnHeaders: true,
      });
      const there = new URL(response.url!);
      const { again } = request.query as { again?: string };
      there.searchParams.set('max_age', again ? '0' : String(providerMs(config) / 1000));
      if (again) there.searchParams.set('prompt', 'login');
      return reply.header('set-cookie', headers.getSetCookie()).redirect(there.href);
    },
  );

  // The one address of better-auth's own handler that is open, because the provider sends the
  // browser back to it.
  app.get(
    callback,
    { schema: { hide: true }, config: { from_elsewhere: true } },
    async (request, reply) => {
      if (!(await isProviderSet(room))) throw otherProvider();
      const address = new URL(request.url, config.public_url);
      const answer = await auth.handler(new Request(address, { headers: headersFor(request) }));
      const cookies = answer.headers.getSetCookie();
      const token = keeper.tokenOf(cookieHeader(cookies));
      if (token !== null) {
        if (!(await boundByProvider(room, token))) {
          await logAccess(owner, { deed: 'sign_in_failed', detail: { address: request.ip } });
          return reply.redirect(refused);
        }
        await keepStrength(room, token);
        const signedIn = await keeper.read(cookieHeader(cookies), request.ip);
        const { account, grant, session_id } = signedIn;
        await endOldest(room, keeper, signedIn);
        const detail = { session: session_id, address: request.ip };
        await logAccess(owner, {
          person_id: account.id,
          grant_role: grant.role,
          deed: 'signed_in',
          detail,
        });
      } else {
        await logAccess(owner, { deed: 'sign_in_failed', detail: { address: request.ip } });
      }
      return reply
        .header('set-cookie', cookies)
        .redirect(answer.headers.get('location') ?? refused);
    },
  );
}

function otherProvider(): Problem {
  return new Problem('unavailable', {
    en: 'The identity provider cannot be reached, or calls itself otherwise than TAIZHANG_OIDC_ISSUER says: only the one that was set is believed. Tell the system administrator; whoever has a password signs in with it.',
    zh: '统一认证无法访问，或其issuer与TAIZHANG_OIDC_ISSUER不一致：系统只信任已设定的统一认证。请告知系统管理员；有密码的人员可用密码登录。',
  });
}
