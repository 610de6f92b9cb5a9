/**
 * Sign-in at the office's own identity provider (OpenID Connect), where the configuration names
 * one.
 */
import type { FastifyInstance } from 'fastify';
import { logAccess } from './access-log.ts';
import { oidcProvider, refusedAddress } from './auth.ts';
import type { SessionKeeper } from './session-actor.ts';
import { cookieHeader, headersFor } from './sign-in.ts';
import type { SignInRoom } from './sign-in.ts';

const callback = `/api/auth/callback/${oidcProvider}`;

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
