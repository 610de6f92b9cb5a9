/**
 * Sign-in at the office's own identity provider (OpenID Connect), where the configuration names
 * one.
 */
import type { FastifyInstance } from 'fastify';
import { logAccess } from './access-log.ts';
import { oidcProvider, refusedAddress } from './auth.ts';
import { claimsOf, showsSecondFactor } from './provider-strength.ts';
import type { SessionKeeper } from './session-actor.ts';
import { cookieHeader, headersFor } from './sign-in.ts';
import type { SignInRoom } from './sign-in.ts';
import { absoluteMs } from './sign-in-settings.ts';

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
    { schema: { tags: ['session'], summary: 'Go to the office’s identity provider' } },
    async (request, reply) => {
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
      return reply.header('set-cookie', headers.getSetCookie()).redirect(response.url!);
    },
  );

  // The one address of better-auth's own handler that is open, because the provider sends the
  // browser back to it.
  app.get(
    callback,
    { schema: { hide: true }, config: { from_elsewhere: true } },
    async (request, reply) => {
      const address = new URL(request.url, config.public_url);
      const answer = await auth.handler(new Request(address, { headers: headersFor(request) }));
      const cookies = answer.headers.getSetCookie();
      const token = keeper.tokenOf(cookieHeader(cookies));
      if (token !== null) {
        await keepStrength(room, token);
        const { account, grant, session_id } = await keeper.read(cookieHeader(cookies));
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
