/**
 * better-auth, with its tables in our database under our names. It checks passwords and second
 * factors, makes and ends sessions. What it lacks (lock-out by account, refusal of used codes) is
 * in `sign-in.ts`; what is asked at every request (whose session is it, under which post) is one
 * query of ours in `session-actor.ts`.
 */
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import type { BetterAuthOptions } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { username } from 'better-auth/plugins/username';
import { dayInShanghai } from '#engine/day.ts';
import { hashCodes } from './backup-codes.ts';
import { chooseGrant } from './grants.ts';
import { hashPassword, passwordLengthMax, verifyPassword } from './password.ts';
import type { AccountServices, OidcSettings } from './sign-in-settings.ts';
import { absoluteMs, idleMs } from './sign-in-settings.ts';
import { signInSecret } from './sign-in-secret.ts';
import { emailFor, usernameLength, usernamePattern } from './username.ts';

/**
 * The only header in which better-auth finds an address. We set it from the socket; a client's own
 * never gets there.
 */
export const addressHeader = 'x-client-address';
/**
 * Over HTTPS `__Host-`: a browser then takes such a cookie from this host alone, encrypted and for every path, so that
 * no neighbour under the same domain can set one. better-auth itself knows `__Secure-` only.
 */
export function cookiePrefixFor(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-taizhang' : 'taizhang';
}
export const oidcProvider = 'office';

const issuer = 'Taizhang';

const user = {
  modelName: 'account',
  fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
} as const;

const session = {
  modelName: 'session',
  fields: {
    userId: 'account_id',
    expiresAt: 'expires_at',
    ipAddress: 'ip_address',
    userAgent: 'user_agent',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
  additionalFields: {
    grantId: { type: 'string', required: false, input: false, fieldName: 'grant_id' },
  },
} as const;

const credential = {
  modelName: 'credential',
  fields: {
    userId: 'account_id',
    accountId: 'subject',
    providerId: 'provider',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
} as const;

const verification = {
  modelName: 'verification',
  fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
} as const;

const secondFactor = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'second_factor',
    fields: {
      userId: 'account_id',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_count',
      lockedUntil: 'locked_until',
    },
  },
} as const;

export function refusedAddress(publicUrl: string): string {
  return new URL('/?sign_in=refused', publicUrl).href;
}

export type Auth = ReturnType<typeof makeAuth>;

export function makeAuth(services: AccountServices) {
  return betterAuth(authOptions(services));
}

export function authOptions({ owner, config, clock }: AccountServices) {
  const options = {
    appName: issuer,
    baseURL: config.public_url,
    basePath: '/api/auth',
    secret: signInSecret(config.secret_file),
    database: owner,
    telemetry: { enabled: false },
    // The message only: what better-auth would print beside it may hold a name or a token.
    logger: {
      level: 'error',
      log: (_level, message) => void process.stderr.write(`Sign-in: ${message}\n`),
    },
    // Where a browser lands when an identity provider sends it back with nothing that we take.
    onAPIError: { errorURL: refusedAddress(config.public_url) },
    user,
    session: {
      ...session,
      // The cookie lives for the longest that a session may last; when it ends for idleness, the row says (see
      // the hook below).
      expiresIn: absoluteMs(config) / 1000,
      disableSessionRefresh: true,
    },
    account: { ...credential, accountLinking: { enabled: true, trustedProviders: [oidcProvider] } },
    verification,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: passwordLengthMax,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    plugins: [
      username({
        minUsernameLength: usernameLength.min,
        // One more than any account's: sign-in.ts uses a name of that length that nobody can have.
        maxUsernameLength: usernameLength.max + 1,
        usernameValidator: (name) => usernamePattern.test(name),
        schema: { user: { fields: { username: 'username', displayUsername: 'display_username' } } },
      }),
      twoFactor({
        issuer,
        schema: secondFactor,
        // One lock for both factors, in sign-in.ts: two would contradict each other.
        accountLockout: { enabled: false },
        // Hashed on the way in, and compared as hashes: backup-codes.ts.
        backupCodeOptions: {
          storeBackupCodes: { encrypt: hashCodes, decrypt: async (kept: string) => kept },
        },
      }),
      ...(config.oidc ? [genericOAuth({ config: [providerOf(config.oidc)] })] : []),
    ],
    databaseHooks: {
      session: {
        create: {
          // Whatever door a session comes through, it starts with a post and with the idle
          // time-out.
          before: async (made: { userId: string; grantId?: unknown }) => {
            const now = clock();
            const grant = await chooseGrant(owner, made.userId, dayInShanghai(now));
            if (!grant)
              throw new APIError('FORBIDDEN', { code: noPostCode, message: 'No post on this day' });
            const expiresAt = new Date(Date.parse(now) + idleMs(config));
            return { data: { ...made, grantId: made.grantId ?? grant, expiresAt } };
          },
        },
      },
    },
    advanced: {
      cookiePrefix: cookiePrefixFor(config.public_url),
      // It would put its own prefix before ours.
      useSecureCookies: false,
      defaultCookieAttributes: {
        httpOnly: true,
        sameSite: 'lax',
        path: '/',
        secure: config.public_url.startsWith('https:'),
      },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: 'uuid' },
    },
  } as const satisfies BetterAuthOptions;
  return options;
}

export const noPostCode = 'NO_POST';

/**
 * An account is found by its user name, which the provider tells in a claim; nobody gets an account
 * by signing in.
 */
function providerOf(oidc: OidcSettings) {
  const claim = oidc.username_claim ?? 'preferred_username';
  return {
    providerId: oidcProvider,
    discoveryUrl: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: oidc.client_id,
    clientSecret: oidc.client_secret,
    scopes: ['openid', 'profile'],
    pkce: true,
    ...(oidc.acr_values ? { authorizationUrlParams: { acr_values: oidc.acr_values } } : {}),
    requireIdTokenVerification: true,
    disableSignUp: true,
    mapProfileToUser: (profile: Record<string, unknown>) => {
      const told = profile[claim];
      const name = typeof told === 'string' ? told : '';
      return { email: emailFor(name), emailVerified: true, name };
    },
  };
}
