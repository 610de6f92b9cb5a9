/**
 * Three administrators, none of whom can do the others' work: the security administrator has
 * accounts and posts, the audit administrator reads the log, the system administrator has units and
 * settings (elsewhere, by `readActorAs`).
 */
import type { FastifyInstance } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { dayInShanghai } from '#engine/day.ts';
import type { Actor, Role } from '#engine/permission.ts';
import { withinTerritory } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { text } from '#engine/text.ts';
import { deeds, logAccess, readAccessLog } from './access-log.ts';
import type { LoggedDeed } from './access-log.ts';
import { logAsCsv } from './log-file.ts';
import { listAccounts, resetPassword, resetSecondFactor, setLock } from './accounts.ts';
import { addAccount } from './add-account.ts';
import { readDemo } from './demo.ts';
import { endGrant, reopenGrant, grantTo, roleNames, shownGrant, unknownUnit } from './grants.ts';
import { inTransaction } from '../database/transaction.ts';
import { makePassword } from './password.ts';
import { keepSecondFactorRule, readSecondFactorRule, shownSettings } from './security-settings.ts';
import { requireProof } from './proof.ts';
import { readActorAs } from './session-actor.ts';
import type { SessionKeeper } from './session-actor.ts';
import type { AccountServices } from './sign-in-settings.ts';
import { firstUntil } from './sign-in-settings.ts';

const closed = { additionalProperties: false };
const uuid = Type.String({ format: 'uuid' });
const day = Type.String({ format: 'date' });
const role = Type.Unsafe<Role>({ type: 'string', enum: roleNames });
const lines = Type.Array(Type.String({ pattern: '^([a-z][a-z_-]*|\\*)$', maxLength: 60 }), {
  minItems: 1,
  maxItems: 50,
});
const unit_id = Type.Integer({ minimum: 1 });
const byId = Type.Object({ id: uuid });
const accountBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    username: Type.String({ minLength: 1, maxLength: 100 }),
    grants: Type.Array(Type.Object({ role, unit_id, lines: Type.Optional(lines) }, closed), {
      maxItems: 20,
    }),
  },
  closed,
);
const grantBody = Type.Object(
  {
    role,
    unit_id,
    lines: Type.Optional(lines),
    opens_sealed: Type.Optional(Type.Boolean()),
    from_day: Type.Optional(day),
    until_day: Type.Optional(day),
  },
  closed,
);
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 200 }));
const accountQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 100 })),
    after: Type.Optional(Type.String({ maxLength: 100 })),
    limit,
  },
  closed,
);
const logQuery = Type.Object(
  {
    after: Type.Optional(Type.String({ pattern: '^\\d{1,18}$' })),
    person_id: Type.Optional(uuid),
    deed: Type.Optional(Type.Unsafe<LoggedDeed>({ type: 'string', enum: Object.keys(deeds) })),
    from: Type.Optional(day),
    to: Type.Optional(day),
    who: Type.Optional(Type.String({ maxLength: 60 })),
    unit: Type.Optional(unit_id),
    limit,
  },
  closed,
);
const exportQuery = Type.Object(
  {
    ...logQuery.properties,
    lang: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('zh')])),
  },
  closed,
);
const secondFactorBody = Type.Object(
  { administrators: Type.Boolean(), leaders: Type.Boolean(), guarded: Type.Boolean() },
  closed,
);
const lockBody = Type.Object({ locked: Type.Boolean() }, closed);
const passwordBody = Type.Object({ reset_second_factor: Type.Optional(Type.Boolean()) }, closed);

export function adminRoutes(
  plain: FastifyInstance,
  services: AccountServices,
  keeper: SessionKeeper,
): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const { owner } = services;
  const today = () => dayInShanghai(services.clock());
  const schema = (summary: string) => ({ tags: ['administration'], summary });
  const log = (
    actor: Actor,
    deed: LoggedDeed,
    detail: Record<string, string | number | boolean | null>,
  ) => logAccess(owner, { person_id: actor.person_id, grant_role: actor.grant.role, deed, detail });

  app.get(
    '/api/admin/accounts',
    { schema: { ...schema('Accounts and their posts'), querystring: accountQuery } },
    async (request) => {
      const actor = await readActorAs(request, 'security_admin');
      return listAccounts(owner, actor, { limit: 50, ...request.query }, today(), services.clock());
    },
  );

  app.post(
    '/api/admin/accounts',
    { schema: { ...schema('A new account'), body: accountBody } },
    async (request, reply) => {
      const actor = await readActorAs(request, 'security_admin');
      await requireProof(request);
      const { name, username, grants } = request.body;
      const first = makePassword();
      const first_until = firstUntil(services.config, services.clock());
      const added = await inTransaction(owner, async (client) => {
        const ids = grants.map((grant) => grant.unit_id);
        const units = await client.query(
          'select id, code, path from unit where id = any($1::int[])',
          [ids],
        );
        const codes = new Map(
          units.rows
            .filter((u) => withinTerritory(actor, u.path))
            .map((u) => [u.id as number, u.code as string]),
        );
        const posts = grants.map((grant) => {
          const unit_code = codes.get(grant.unit_id);
          if (!unit_code) throw unknownUnit('grants');
          return { role: grant.role, unit_code, lines: grant.lines };
        });
        return addAccount(
          client,
          { name, username, password: first, first_until, grants: posts },
          today(),
          actor.person_id,
        );
      });
      await log(actor, 'account_added', { account: added.id });
      // Shown once: it is stored nowhere in the clear.
      return reply.status(201).send({
        account: { ...added, name },
        password: first,
        first_until,
      });
    },
  );

  app.post(
    '/api/admin/accounts/:id/grants',
    { schema: { ...schema('Give a post'), params: byId, body: grantBody } },
    async (request, reply) => {
      const actor = await readActorAs(request, 'security_admin');
      await requireProof(request);
      const grant = await grantTo(
        owner,
        actor,
        { account_id: request.params.id, ...request.body },
        today(),
      );
      await log(actor, 'grant_given', { account: request.params.id, grant: grant.id });
      return reply.status(201).send({ grant: shownGrant(grant) });
    },
  );

  app.delete(
    '/api/admin/grants/:id',
    { schema: { ...schema('End a post'), params: byId } },
    async (request) => {
      const actor = await readActorAs(request, 'security_admin');
      const account = await endGrant(owner, actor, request.params.id, today());
      keeper.forgetAccount(account);
      await log(actor, 'grant_ended', { account, grant: request.params.id });
      return { ended: true };
    },
  );

  app.post(
    '/api/admin/grants/:id/reopen',
    { schema: { ...schema('Take the end of a post back, the same day'), params: byId } },
    async (request) => {
      const actor = await readActorAs(request, 'security_admin');
      await requireProof(request);
      const account = await reopenGrant(owner, actor, request.params.id, today());
      keeper.forgetAccount(account);
      await log(actor, 'grant_reopened', { account, grant: request.params.id });
      return { reopened: true };
    },
  );

  app.delete(
    '/api/admin/accounts/:id/second-factor',
    { schema: { ...schema('Take a second factor off'), params: byId } },
    async (request) => {
      const actor = await readActorAs(request, 'security_admin');
      await requireProof(request);
      const { id } = request.params;
      refuseOneself(actor, id);
      const removed = await resetSecondFactor(owner, actor, id, today());
      keeper.forgetAccount(id);
      if (removed) await log(actor, 'second_factor_reset', { account: id });
      return { removed };
    },
  );

  app.get(
    '/api/admin/security',
    { schema: schema('What holds for signing in, and where it comes from') },
    async (request) => {
      await readActorAs(request, 'security_admin');
      const demo = await readDemo(owner, services.config);
      const second_factor = await readSecondFactorRule(owner, demo !== null);
      return {
        settings: shownSettings(services.config, today()),
        second_factor,
        demo: demo !== null,
      };
    },
  );

  app.put(
    '/api/admin/security/second-factor',
    { schema: { ...schema('Who must have a second factor'), body: secondFactorBody } },
    async (request) => {
      const actor = await readActorAs(request, 'security_admin');
      await requireProof(request);
      if (await readDemo(owner, services.config)) throw notInDemo();
      await keepSecondFactorRule(owner, request.body);
      keeper.forgetAll();
      await log(actor, 'setting_changed', { setting: 'second_factor_required', ...request.body });
      return { second_factor: request.body };
    },
  );

  app.post(
    '/api/admin/accounts/:id/lock',
    { schema: { ...schema('Lock or unlock'), params: byId, body: lockBody } },
    async (request) => {
      const actor = await readActorAs(request, 'security_admin');
      const { id } = request.params;
      const { locked } = request.body;
      refuseOneself(actor, id);
      await setLock(owner, actor, id, locked, today());
      keeper.forgetAccount(id);
      await log(actor, locked ? 'account_locked' : 'account_unlocked', { account: id });
      return { locked };
    },
  );

  app.post(
    '/api/admin/accounts/:id/password',
    { schema: { ...schema('Give a new password'), params: byId, body: passwordBody } },
    async (request) => {
      const actor = await readActorAs(request, 'security_admin');
      await requireProof(request);
      const { id } = request.params;
      refuseOneself(actor, id);
      const { reset_second_factor = false } = request.body;
      const first_until = firstUntil(services.config, services.clock());
      const made = { password: makePassword(), first_until, reset_second_factor };
      await resetPassword(owner, actor, id, made, today());
      keeper.forgetAccount(id);
      await log(actor, 'password_reset', { account: id });
      if (reset_second_factor) await log(actor, 'second_factor_reset', { account: id });
      return { password: made.password, first_until };
    },
  );

  app.get(
    '/api/admin/log',
    { schema: { ...schema('The access log, newest first'), querystring: logQuery } },
    async (request) => {
      const actor = await readActorAs(request, 'audit_admin');
      const page = await readAccessLog(owner, { limit: 50, ...request.query });
      // Whoever reads the log is in it too; turning pages is one reading.
      if (request.query.after === undefined)
        await log(actor, 'log_read', { entries: page.entries.length });
      return page;
    },
  );

  app.get(
    '/api/admin/log/deeds',
    { schema: schema('Every deed that the log knows') },
    async (request) => {
      await readActorAs(request, 'audit_admin');
      return { deeds };
    },
  );

  app.get(
    '/api/admin/log/export.csv',
    { schema: { ...schema('The access log as a file, logged itself'), querystring: exportQuery } },
    async (request, reply) => {
      const actor = await readActorAs(request, 'audit_admin');
      await requireProof(request);
      const { lang = 'zh', after: _after, limit: _limit, ...query } = request.query;
      const { csv, rows } = await logAsCsv(owner, query, lang);
      await log(actor, 'log_exported', { rows });
      return reply
        .headers({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="access-log.csv"`,
          'cache-control': 'no-store',
        })
        .send(csv);
    },
  );
}

function notInDemo(): Problem {
  return new Problem(
    'wrong-state',
    text(
      'The demonstration keeps this off, because everybody enters through its front page.',
      '演示环境由首页直接进入，不启用此项。',
    ),
  );
}

function refuseOneself(actor: Actor, account_id: string): void {
  if (actor.person_id !== account_id) return;
  throw new Problem(
    'not-allowed',
    text(
      'Your own account is another security administrator’s work. Your own password you change under your name.',
      '本人账号须由另一名安全保密管理员处理；修改本人密码请在个人菜单中办理。',
    ),
  );
}
