/**
 * Whose request is it, under which post? Asked by every route, so it is one indexed query, and none
 * at all for some seconds after it was answered: what an account may do is looked up again often
 * enough, and benchmarks measure this.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dayInShanghai } from '#engine/day.ts';
import type { Actor, Role } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { logAccess } from './access-log.ts';
import { cookiePrefixFor } from './auth.ts';
import { demoSetting } from './demo.ts';
import { actorOf, heldGrant, refuseAllBut, roleNames, validOn } from './grants.ts';
import type { HeldGrant } from './grants.ts';
import { asksSecondFactor, ruleThatHolds, secondFactorSetting } from './security-settings.ts';
import { notePerson } from './request-person.ts';
import { signInSecret } from './sign-in-secret.ts';
import type { AccountServices } from './sign-in-settings.ts';
import { absoluteMs, idleMs, proofMs } from './sign-in-settings.ts';
import { fromElsewhere, isElsewhere, postNetworks } from './post-networks.ts';
import type { PostNetworks } from './post-networks.ts';

export type SignedIn = {
  readonly session_id: string;
  readonly token: string;
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly username: string;
    readonly language: string | null;
    readonly second_factor: boolean;
    /** False: this person comes in through the office's own identity provider. */
    readonly has_password: boolean;
  };
  readonly grant: HeldGrant;
  readonly actor: Actor;
  /** A second factor is asked of this post and not set up: until then the session does that alone. */
  readonly must_set_up: boolean;
  /** It is asked, and the office's provider, through which this session came, did not say that it asked for one. */
  readonly must_show: boolean;
  /** The password was made for this person: until they have chosen their own, the session does that alone. */
  readonly must_change: boolean;
  /** It was begun at the office's own identity provider: there they prove once more who they are. */
  readonly by_provider: boolean;
  /** When this person last proved who they are; null in the demonstration, where nobody is asked. */
  readonly proved_at: string | null;
  /** The networks from which this post may be used leave out where this request comes from. */
  readonly elsewhere: boolean;
};

type Remembered = {
  readonly answer: Promise<SignedIn>;
  readonly until: number;
  account_id?: string;
};

/**
 * Another process may have ended the session or the post meanwhile: it is believed for so long, and
 * no longer.
 */
const rememberMs = 10_000;
const rememberedMax = 20_000;

export class SessionKeeper {
  readonly #services: AccountServices;
  readonly #secret: string;
  readonly #cookie: string;
  readonly #networks: PostNetworks;
  readonly #guarded: readonly string[];
  readonly #noted = new Set<string>();
  readonly #remembered = new Map<string, Remembered>();

  constructor(services: AccountServices) {
    this.#services = services;
    this.#secret = signInSecret(services.config.secret_file);
    this.#networks = postNetworks(services.config);
    this.#guarded = services.guarded_lines ?? [];
    this.#cookie = `${cookiePrefixFor(services.config.public_url)}.session_token`;
  }

  /**
   * The session's token out of its signed cookie; null where there is none or its signature is not
   * ours.
   */
  tokenOf(cookieHeader: string | undefined): string | null {
    const value = cookieValue(cookieHeader, this.#cookie);
    const dot = value?.lastIndexOf('.') ?? -1;
    if (!value || dot < 1) return null;
    const token = value.slice(0, dot);
    const expected = createHmac('sha256', this.#secret).update(token).digest();
    const given = Buffer.from(value.slice(dot + 1), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
  }

  /** `address` is the socket's; a session that moves to another network is judged there anew. */
  async read(cookieHeader: string | undefined, address: string): Promise<SignedIn> {
    const signedIn = await this.#remember(cookieHeader);
    const elsewhere = isElsewhere(this.#networks, this.#guarded, signedIn.grant, address);
    return elsewhere ? { ...signedIn, elsewhere } : signedIn;
  }

  async #remember(cookieHeader: string | undefined): Promise<SignedIn> {
    const token = this.tokenOf(cookieHeader);
    if (token === null) throw notSignedIn();
    const now = Date.parse(this.#services.clock());
    const known = this.#remembered.get(token);
    if (known && known.until > now) return known.answer;
    if (this.#remembered.size >= rememberedMax) this.#remembered.clear();
    // The promise is kept, not its value: ten requests of one page at once are one query.
    const remembered: Remembered = { answer: this.#load(token), until: now + rememberMs };
    this.#remembered.set(token, remembered);
    try {
      const signedIn = await remembered.answer;
      remembered.account_id = signedIn.account.id;
      return signedIn;
    } catch (error) {
      if (this.#remembered.get(token) === remembered) this.#remembered.delete(token);
      throw error;
    }
  }

  /** In the log once for a session and a network: a page asks often. */
  async noteElsewhere({ session_id, account, grant }: SignedIn, address: string): Promise<void> {
    const noted = `${session_id} ${address}`;
    if (this.#noted.has(noted)) return;
    if (this.#noted.size >= rememberedMax) this.#noted.clear();
    this.#noted.add(noted);
    await logAccess(this.#services.owner, {
      person_id: account.id,
      grant_role: grant.role,
      deed: 'network_refused',
      detail: { session: session_id, address },
    });
  }

  /** Is a proof of who it is still good for highly sensitive acts? */
  isFresh(proved_at: string): boolean {
    return (
      Date.parse(this.#services.clock()) - Date.parse(proved_at) <= proofMs(this.#services.config)
    );
  }

  forget(token: string): void {
    this.#remembered.delete(token);
  }

  forgetAll(): void {
    this.#remembered.clear();
  }

  forgetAccount(account_id: string): void {
    for (const [token, remembered] of this.#remembered) {
      // One still being read has no account yet: it goes too, which costs one more query.
      if (!remembered.account_id || remembered.account_id === account_id)
        this.#remembered.delete(token);
    }
  }

  async #load(token: string): Promise<SignedIn> {
    const { owner, config, clock } = this.#services;
    const now = clock();
    const { rows } = await owner.query({
      ...findSession,
      values: [
        token,
        now,
        dayInShanghai(now),
        roleNames,
        idleMs(config) / 1000,
        absoluteMs(config) / 1000,
      ],
    });
    const row = rows[0];
    if (!row) throw notSignedIn();
    if (row.id === null) throw postEnded();
    const account = {
      id: row.account_id,
      name: row.account_name,
      username: row.username,
      language: row.language,
      second_factor: row.two_factor_enabled,
      has_password: row.has_password,
    };
    const demo = row.demo && config.demo !== false;
    const grant = heldGrant(row);
    const asked = asksSecondFactor(
      ruleThatHolds(row.second_factor_rule, demo),
      grant,
      this.#guarded,
    );
    return {
      session_id: row.session_id,
      token,
      account,
      grant,
      actor: actorOf({ account, grant }),
      // Whoever comes through the office's provider has shown no password of ours.
      must_change: row.first_password && !row.by_provider,
      must_set_up: asked && !row.by_provider && row.has_password && !account.second_factor,
      must_show: asked && row.by_provider && !row.second_factor_shown,
      by_provider: row.by_provider,
      proved_at: demo ? null : row.proved_at.toISOString(),
      elsewhere: false,
    };
  }
}

/** The longest that any session may last, or sooner, where it came from an identity provider. */
function hardEnd(session: string): string {
  return `least(${session}.created_at + $6 * interval '1 second', ${session}.ends_at)`;
}

/**
 * Use moves the idle time-out, at most once a minute, and never beyond the longest that a session
 * may last.
 */
const findSession = {
  name: 'find-session',
  text: `with moved as (
      update session set expires_at = least($2::timestamptz + $5 * interval '1 second', ${hardEnd('session')}),
        updated_at = now()
      where token = $1 and expires_at > $2
        and expires_at < least($2::timestamptz + ($5 - 60) * interval '1 second', ${hardEnd('session')})
    )
    select s.id as session_id, s.by_provider, s.second_factor_shown, a.id as account_id, a.name as account_name, a.username, a.language,
      a.two_factor_enabled, coalesce(s.proved_at, s.created_at) as proved_at, g.id, g.role, g.lines, g.opens_sealed, g.unit_id,
      u.path, u.code, u.kind, u.name, u.name_en, u.parent_id,
      (select value from setting where name = '${secondFactorSetting}') as second_factor_rule,
      exists (select from setting where name = '${demoSetting}') as demo,
      exists (select from credential c where c.account_id = a.id and c.password is not null) as has_password,
      exists (select from credential c where c.account_id = a.id and c.first_until is not null) as first_password
    from session s join account a on a.id = s.account_id
      left join grants g on g.id = s.grant_id and g.account_id = a.id and g.role = any($4)
        and ${validOn('$3::date')}
      left join unit u on u.id = g.unit_id
    where s.token = $1 and s.expires_at > $2 and ${hardEnd('s')} > $2
      and (a.ended_on is null or a.ended_on > $3)`,
};

const keepers = new WeakMap<FastifyInstance, SessionKeeper>();

/** Once for an app (or one encapsulated room of it), before its routes are asked. */
export function keepSessions(app: FastifyInstance, keeper: SessionKeeper): void {
  keepers.set(app, keeper);
}

export function sessionKeeperOf(request: FastifyRequest): SessionKeeper {
  // A room within a room inherits from its parent by prototype, and that is how its keeper is
  // found.
  for (
    let room: FastifyInstance | null = request.server;
    room !== null;
    room = Object.getPrototypeOf(room)
  ) {
    const keeper = keepers.get(room);
    if (keeper) return keeper;
  }
  throw new Error('No SessionKeeper is kept for this app: call keepSessions first');
}

/** For what a session may do before it has the second factor that its post asks: set one up, switch, leave. */
export async function readSessionAtTheDoor(request: FastifyRequest): Promise<SignedIn> {
  const signedIn = await sessionKeeperOf(request).read(request.headers.cookie, request.ip);
  notePerson(request, signedIn.account.id);
  return signedIn;
}

export async function readSession(request: FastifyRequest): Promise<SignedIn> {
  const signedIn = await readSessionAtTheDoor(request);
  if (signedIn.must_change) throw ownPasswordFirst();
  if (signedIn.elsewhere) {
    await sessionKeeperOf(request).noteElsewhere(signedIn, request.ip);
    throw fromElsewhere();
  }
  if (signedIn.must_set_up) throw secondFactorFirst();
  if (signedIn.must_show) throw notShown();
  return signedIn;
}

/** Who acts, under which post; a Problem where nobody is signed in. Every route begins with it. */
export async function readActor(request: FastifyRequest): Promise<Actor> {
  return (await readSession(request)).actor;
}

/** For what one of the three administrators does and nobody else. */
export async function readActorAs(request: FastifyRequest, role: Role): Promise<Actor> {
  const actor = await readActor(request);
  refuseAllBut(actor, role);
  return actor;
}

function cookieValue(header: string | undefined, name: string): string | null {
  if (!header) return null;
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals < 0 || part.slice(0, equals).trim() !== name) continue;
    try {
      return decodeURIComponent(part.slice(equals + 1).trim());
    } catch {
      return null;
    }
  }
  return null;
}

function notSignedIn(): Problem {
  return new Problem('not-signed-in', {
    en: 'Nobody is signed in here, or the sign-in has ended. Sign in; what you typed stays.',
    zh: '尚未登录，或登录已超时。请登录，已填写的内容不会丢失。',
  });
}

function secondFactorFirst(): Problem {
  const message = {
    en: 'This post asks for a second factor (GB/T 22239). Set it up under your name; then go on.',
    zh: '该岗位须启用第二重验证（GB/T 22239）。请先在个人菜单中设置，再继续办理。',
  };
  return new Problem('not-allowed', message, [{ field: 'second_factor', message }]);
}

function ownPasswordFirst(): Problem {
  const message = {
    en: 'Your password was made for you, so somebody else has seen it. Choose your own under your name; then go on.',
    zh: '您的密码是系统生成并由他人转交的。请先在个人菜单中改成自己的密码，再继续办理。',
  };
  return new Problem('not-allowed', message, [{ field: 'new_password', message }]);
}

function notShown(): Problem {
  const message = {
    en: 'This post asks for a second factor (GB/T 22239), and the identity provider of your office did not say that it asked you for one. Sign out, sign in there with one; if it stays, tell the system administrator (TAIZHANG_OIDC_SECOND_FACTOR).',
    zh: '该岗位须通过第二重验证（GB/T 22239），但本单位统一认证没有告知已验证。请退出后在统一认证中以第二重验证重新登录；仍不行请告知系统管理员（TAIZHANG_OIDC_SECOND_FACTOR）。',
  };
  return new Problem('not-allowed', message, [{ field: 'second_factor', message }]);
}

function postEnded(): Problem {
  return new Problem('not-signed-in', {
    en: 'The post under which you were signed in has ended. Sign in again to continue under another one.',
    zh: '您登录时所用的岗位已终止。请重新登录，以其他岗位继续。',
  });
}
