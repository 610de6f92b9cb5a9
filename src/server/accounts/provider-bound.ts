/**
 * How long a session that the office's identity provider opened may last: so many hours after the person proved who
 * they are there (`auth_time`), whatever the provider does with its own session meanwhile. A provider that does not
 * tell when that was is taken at the moment of the sign-in here.
 */
import { oidcProvider } from './auth.ts';
import { claimsOf } from './provider-strength.ts';
import type { SignInRoom } from './sign-in.ts';
import { providerMs } from './sign-in-settings.ts';

/**
 * Is it the provider that the operator has set? Its metadata name their issuer, and every token is judged by that name:
 * metadata of somebody else’s would let somebody else’s tokens in.
 */
export async function isProviderSet({ auth, config }: SignInRoom): Promise<boolean> {
  const { socialProviders } = await auth.$context;
  const provider = socialProviders.find((one) => one.id === oidcProvider);
  return provider !== undefined && provider.issuer === config.oidc?.issuer;
}

/** Clocks of two machines differ. */
const skewMs = 60_000;

/** Answers false, and ends the session, where the proof at the provider is too old to begin one here. */
export async function boundByProvider(room: SignInRoom, token: string): Promise<boolean> {
  const { owner, config, clock } = room;
  const { rows } = await owner.query(
    `select c.id_token from session s join credential c on c.account_id = s.account_id and c.provider = $2
      where s.token = $1`,
    [token, oidcProvider],
  );
  const now = Date.parse(clock());
  const { auth_time } = claimsOf(rows[0]?.id_token as string | undefined);
  const told = typeof auth_time === 'number' ? auth_time * 1000 : now;
  const proved = Math.min(told, now);
  if (now - proved > providerMs(config) + skewMs) {
    await owner.query('delete from session where token = $1', [token]);
    return false;
  }
  await owner.query('update session set proved_at = $2, ends_at = $3 where token = $1', [
    token,
    new Date(proved).toISOString(),
    new Date(proved + providerMs(config) + skewMs).toISOString(),
  ]);
  return true;
}
