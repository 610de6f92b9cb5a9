/**
 * How strongly the office's identity provider has looked at somebody, by what its ID token says (OpenID Connect: acr,
 * amr, auth_time; RFC 8176). A provider that says nothing is taken to have asked for a password alone.
 */
import type { OidcSettings } from './sign-in-settings.ts';

/** Of RFC 8176: several factors, a code of one use, a key in hardware. */
export const shownByDefault: readonly string[] = ['mfa', 'otp', 'hwk'];

export type ProviderClaims = {
  readonly acr?: unknown;
  readonly amr?: unknown;
  readonly auth_time?: unknown;
};

/** Was a second factor shown, and not longer ago than a session lasts? */
export function showsSecondFactor(
  claims: ProviderClaims,
  oidc: Pick<OidcSettings, 'second_factor'>,
  now: string,
  longestMs: number,
): boolean {
  const { acr, amr, auth_time } = claims;
  const wanted = oidc.second_factor ?? shownByDefault;
  const said = [acr, ...(Array.isArray(amr) ? (amr as unknown[]) : [])];
  if (!said.some((one) => typeof one === 'string' && wanted.includes(one))) return false;
  if (auth_time === undefined) return true;
  return typeof auth_time === 'number' && Date.parse(now) - auth_time * 1000 <= longestMs;
}

/** Of a token whose signature has been checked already. */
export function claimsOf(id_token: string | null | undefined): ProviderClaims {
  try {
    const [, body = ''] = (id_token ?? '').split('.');
    const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? claims : {};
  } catch {
    return {};
  }
}
