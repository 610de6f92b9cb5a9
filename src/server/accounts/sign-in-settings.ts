/**
 * What accounts need of the configuration. Optional parts have their defaults here, in one place.
 */
import type { Pool } from 'pg';
import type { Config } from '../config.ts';

export type OidcSettings = {
  readonly issuer: string;
  readonly client_id: string;
  readonly client_secret: string;
  /** The claim that holds our user name. */
  readonly username_claim?: string;
  /** What of acr and amr counts as a second factor; what RFC 8176 calls so where nothing is set. */
  readonly second_factor?: readonly string[];
  /** What the provider is asked for (acr_values). */
  readonly acr_values?: string;
  /** How long a session from there may last, and how old its sign-in may be. */
  readonly session_hours?: number;
};

export type SignInSettings = Pick<Config, 'public_url' | 'secret_file'> & {
  /** false closes the front page's doors even where the reference city is loaded. */
  readonly demo?: boolean;
  /** How long a password that was made for somebody may lie before it is used. */
  readonly first_password_hours?: number;
  /** Words of the office that no password may be made of, besides those of the house. */
  readonly password_words?: readonly string[];
  readonly session_idle_minutes?: number;
  readonly session_hours?: number;
  /** How many sessions one account may have at once. */
  readonly sessions_max?: number;
  /** For so long a proof of who somebody is holds for highly sensitive acts. */
  readonly proof_minutes?: number;
  /** From which networks posts of administrators, and of guarded lines, are used; undefined: from anywhere. */
  readonly admin_networks?: readonly string[] | undefined;
  readonly guarded_networks?: readonly string[] | undefined;
  readonly oidc?: OidcSettings | undefined;
};

export type AccountServices = {
  /** Owns the tables; no policy holds it back. */
  readonly owner: Pool;
  readonly config: SignInSettings;
  /** Lines of which the posts need a second factor; none where there are only accounts. */
  readonly guarded_lines?: readonly string[];
  /** The moment now, ISO 8601: a value, so that tests can wait fifteen minutes in none. */
  readonly clock: () => string;
};

const minuteMs = 60_000;

export function firstPasswordHours(settings: SignInSettings): number {
  return settings.first_password_hours ?? 72;
}

/** Until when a password opens that is made now. */
export function firstUntil(settings: SignInSettings, now: string): string {
  return new Date(Date.parse(now) + firstPasswordHours(settings) * 60 * minuteMs).toISOString();
}

export function idleMs(settings: SignInSettings): number {
  return (settings.session_idle_minutes ?? 30) * minuteMs;
}

export function absoluteMs(settings: SignInSettings): number {
  return (settings.session_hours ?? 12) * 60 * minuteMs;
}

/** Never longer than any other session. */
export function providerMs(settings: SignInSettings): number {
  const hours = settings.oidc?.session_hours;
  return Math.min(absoluteMs(settings), (hours ?? Infinity) * 60 * minuteMs);
}

/** Ten: an office's machine, one at home, a telephone, and each of them twice. */
export function sessionsMax(settings: SignInSettings): number {
  return settings.sessions_max ?? 10;
}

export function proofMs(settings: SignInSettings): number {
  return (settings.proof_minutes ?? 30) * minuteMs;
}
