/**
 * All of accounts over HTTP, in one call: the guard against foreign writes, the sessions, the
 * routes.
 */
import type { FastifyInstance } from 'fastify';
import { adminRoutes } from './admin-routes.ts';
import { makeAuth } from './auth.ts';
import { refuseForeignWrites } from './csrf.ts';
import { Lockout } from './lockout.ts';
import { ownSessionRoutes } from './own-session-routes.ts';
import { proofRoutes } from './proof.ts';
import { keepSessions, SessionKeeper } from './session-actor.ts';
import { sessionRoutes } from './session-routes.ts';
import type { AccountServices } from './sign-in-settings.ts';
import { singleSignOnRoutes } from './single-sign-on-routes.ts';

/**
 * The guard and the sessions are for every route of `app`, also those that other rooms add to it.
 */
export function accountRoutes(app: FastifyInstance, services: AccountServices): SessionKeeper {
  const { owner, config, clock } = services;
  refuseForeignWrites(app, config.public_url);
  const keeper = new SessionKeeper(services);
  keepSessions(app, keeper);
  const room = { owner, config, clock, auth: makeAuth(services), lockout: new Lockout(owner) };
  sessionRoutes(app, room, keeper);
  proofRoutes(app, room, keeper);
  ownSessionRoutes(app, room, keeper);
  if (config.oidc) singleSignOnRoutes(app, room, keeper);
  adminRoutes(app, room, keeper);
  return keeper;
}
