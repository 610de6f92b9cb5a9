import { join, resolve } from 'node:path';
import { networksFrom } from './accounts/network-list.ts';
import type { Pace } from './pace.ts';

/**
 * Everything that may differ between two machines. Read once at the start, passed on as a value.
 */
export type Config = {
  readonly host: string;
  readonly port: number;
  /**
   * Database, secrets and attachments; the whole of what a backup must hold when no DATABASE_URL is
   * given.
   */
  readonly data_folder: string;
  /** A PostgreSQL of one's own (16 or later). Without it the product starts the one it brings. */
  readonly database_url: string | undefined;
  /** Holds the sign-in secret, which must not be in the database. */
  readonly secret_file: string;
  /** Holds the master keys, which wrap the keys of persons and files. Operators may keep it on another disk. */
  readonly keys_file: string;
  /** The master keys themselves, where a vault hands them over in the environment. */
  readonly keys?: string;
  /** Or a program that prints them: a hardware module’s, or a vault’s. The program and its arguments. */
  readonly keys_command?: readonly string[];
  readonly attachments_folder: string;
  readonly migrations_folder: string;
  /** The built web application. */
  readonly web_folder: string;
  /**
   * The address that browsers use, where a proxy stands in front; otherwise taken from host and
   * port.
   */
  readonly public_url: string;
  /**
   * Believe X-Forwarded-For only when told so: else anyone could choose the address that is
   * rate-limited.
   */
  readonly trust_proxy: boolean;
  readonly log_level: LogLevel;
  /** False closes the doors of the demonstration, also where the reference city is loaded. */
  readonly demo: boolean;
  /** Who may read the description of the API. */
  readonly api_docs: ApiDocs;
  /** From one address. A bureau behind one router shares it, so it is generous. */
  readonly requests_per_minute: number;
  /** For each account: records written in a minute, guarded things opened and files taken away in an hour. */
  readonly pace: Pace;
  /** What one person may bring within a day. */
  readonly files_per_day: number;
  readonly megabytes_per_day: number;
  /** The operator's own scanner and its words; it gets each file on standard input. */
  readonly scan?: readonly string[];
  readonly first_password_hours: number;
  /** Words of the office that no password may be made of. */
  readonly password_words: readonly string[];
  readonly session_idle_minutes: number;
  readonly session_hours: number;
  /** How many sessions one account may have at once; one more ends the one that was begun first. */
  readonly sessions_max: number;
  /** Highly sensitive acts ask again who it is when the last proof is older. */
  readonly proof_minutes: number;
  /** From which networks posts of administrators, and of guarded lines, are used; absent: from anywhere. */
  readonly admin_networks?: readonly string[];
  readonly guarded_networks?: readonly string[];
  /** Sign-in through the office's own identity provider. */
  readonly oidc?: {
    readonly issuer: string;
    readonly client_id: string;
    readonly client_secret: string;
    readonly username_claim?: string;
    readonly second_factor?: readonly string[];
    readonly acr_values?: string;
    readonly session_hours?: number;
  };
};

const apiDocs = ['everybody', 'signed_in', 'nobody'] as const;
export type ApiDocs = (typeof apiDocs)[number];

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

export const repositoryFolder = resolve(import.meta.dirname, '../..');

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Pure: looks at nothing but its arguments, so that a wrong setting is told before anything is
 * started.
 */
export function readConfig(environment: Environment, repository = repositoryFolder): Config {
  const setting = (name: string) => environment[name]?.trim() || undefined;
  const networks = (field: string, name: string) => {
    const text = setting(name);
    return text ? { [field]: networksFrom(name, text) } : {};
  };
  const host = setting('HOST') ?? '127.0.0.1';
  const port = portFrom(setting('PORT') ?? '4700');
  const dataFolder = resolve(repository, setting('TAIZHANG_DATA') ?? 'data');
  return {
    host,
    port,
    data_folder: dataFolder,
    database_url: databaseUrlFrom(setting('DATABASE_URL')),
    secret_file: join(dataFolder, 'secret.json'),
    keys_file: resolve(repository, setting('TAIZHANG_KEYS_FILE') ?? join(dataFolder, 'keys.json')),
    ...(setting('TAIZHANG_KEYS') ? { keys: setting('TAIZHANG_KEYS')! } : {}),
    ...keysCommandFrom(setting),
    attachments_folder: join(dataFolder, 'attachments'),
    migrations_folder: join(repository, 'migrations'),
    web_folder: join(repository, 'dist', 'web'),
    public_url:
      setting('TAIZHANG_URL') ?? `http://${host === '0.0.0.0' ? 'localhost' : host}:${port}`,
    trust_proxy: flagFrom('TAIZHANG_TRUST_PROXY', setting('TAIZHANG_TRUST_PROXY')),
    log_level: logLevelFrom(setting('TAIZHANG_LOG') ?? 'info'),
    demo:
      setting('TAIZHANG_DEMO') === undefined || flagFrom('TAIZHANG_DEMO', setting('TAIZHANG_DEMO')),
    api_docs: apiDocsFrom(setting),
    requests_per_minute: countFrom(
      'TAIZHANG_REQUESTS_PER_MINUTE',
      setting('TAIZHANG_REQUESTS_PER_MINUTE') ?? '3000',
    ),
    pace: {
      writes: countFrom(
        'TAIZHANG_WRITES_PER_MINUTE',
        setting('TAIZHANG_WRITES_PER_MINUTE') ?? '300',
      ),
      openings: countFrom(
        'TAIZHANG_OPENINGS_PER_HOUR',
        setting('TAIZHANG_OPENINGS_PER_HOUR') ?? '200',
      ),
      exports: countFrom(
        'TAIZHANG_EXPORTS_PER_HOUR',
        setting('TAIZHANG_EXPORTS_PER_HOUR') ?? '120',
      ),
    },
    files_per_day: countFrom('TAIZHANG_FILES_PER_DAY', setting('TAIZHANG_FILES_PER_DAY') ?? '500'),
    megabytes_per_day: countFrom(
      'TAIZHANG_MEGABYTES_PER_DAY',
      setting('TAIZHANG_MEGABYTES_PER_DAY') ?? '2000',
    ),
    ...(setting('TAIZHANG_SCAN') ? { scan: setting('TAIZHANG_SCAN')!.split(/\s+/) } : {}),
    first_password_hours: countFrom(
      'TAIZHANG_FIRST_PASSWORD_HOURS',
      setting('TAIZHANG_FIRST_PASSWORD_HOURS') ?? '72',
    ),
    password_words: (setting('TAIZHANG_PASSWORD_WORDS') ?? '').split(/[,，\s]+/).filter(Boolean),
    session_idle_minutes: countFrom(
      'TAIZHANG_SESSION_IDLE_MINUTES',
      setting('TAIZHANG_SESSION_IDLE_MINUTES') ?? '30',
    ),
    session_hours: countFrom('TAIZHANG_SESSION_HOURS', setting('TAIZHANG_SESSION_HOURS') ?? '12'),
    sessions_max: countFrom('TAIZHANG_SESSIONS_MAX', setting('TAIZHANG_SESSIONS_MAX') ?? '10'),
    proof_minutes: countFrom('TAIZHANG_PROOF_MINUTES', setting('TAIZHANG_PROOF_MINUTES') ?? '30'),
    ...networks('admin_networks', 'TAIZHANG_ADMIN_NETWORKS'),
    ...networks('guarded_networks', 'TAIZHANG_GUARDED_NETWORKS'),
    ...oidcFrom(setting),
  };
}

function portFrom(text: string): number {
  const port = Number(text);
  // 0 is allowed: tests and demonstrations ask the system for any free port.
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new Error(`PORT must be a number from 0 to 65535, not "${text}".`);
  }
  return port;
}

function countFrom(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new Error(`${name} must be a whole number above zero, not "${text}".`);
  return Number(text);
}

/** By spaces, and no shell: what it would read as a sign stays a letter. */
function keysCommandFrom(
  setting: (name: string) => string | undefined,
): Pick<Config, 'keys_command'> {
  const text = setting('TAIZHANG_KEYS_COMMAND');
  if (!text) return {};
  if (setting('TAIZHANG_KEYS') || setting('TAIZHANG_KEYS_FILE'))
    throw new Error(
      'TAIZHANG_KEYS_COMMAND, TAIZHANG_KEYS and TAIZHANG_KEYS_FILE say where the master keys are: give one of them.',
    );
  return { keys_command: text.split(/\s+/) };
}

/** All three or none: half a configuration would show a door that leads nowhere. */
function oidcFrom(setting: (name: string) => string | undefined): Pick<Config, 'oidc'> {
  const [issuer, client_id, client_secret] = ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET'].map((name) =>
    setting(`TAIZHANG_OIDC_${name}`),
  );
  if (!issuer && !client_id && !client_secret) return {};
  if (!issuer || !client_id || !client_secret) {
    throw new Error(
      'TAIZHANG_OIDC_ISSUER, TAIZHANG_OIDC_CLIENT_ID and TAIZHANG_OIDC_CLIENT_SECRET go together.',
    );
  }
  const username_claim = setting('TAIZHANG_OIDC_USERNAME_CLAIM');
  const acr_values = setting('TAIZHANG_OIDC_ACR_VALUES');
  const second_factor = setting('TAIZHANG_OIDC_SECOND_FACTOR')?.split(/[,\s]+/);
  const hours = setting('TAIZHANG_OIDC_SESSION_HOURS');
  return {
    oidc: {
      issuer,
      client_id,
      client_secret,
      ...(username_claim ? { username_claim } : {}),
      ...(acr_values ? { acr_values } : {}),
      ...(second_factor ? { second_factor } : {}),
      ...(hours ? { session_hours: countFrom('TAIZHANG_OIDC_SESSION_HOURS', hours) } : {}),
    },
  };
}

function databaseUrlFrom(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  // The text itself is never repeated: it usually holds a password, and messages end up in logs.
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) {
    throw new Error('DATABASE_URL must look like postgres://user:password@host:5432/database.');
  }
  return text;
}

/** A demonstration shows everything; a bureau’s own book describes itself to its own people. */
function apiDocsFrom(setting: (name: string) => string | undefined): ApiDocs {
  const text = setting('TAIZHANG_API_DOCS');
  if (text === undefined)
    return flagFrom('TAIZHANG_DEMO', setting('TAIZHANG_DEMO') ?? '1') ? 'everybody' : 'signed_in';
  const known = apiDocs.find((one) => one === text);
  if (!known)
    throw new Error(`TAIZHANG_API_DOCS must be one of ${apiDocs.join(', ')}, not "${text}".`);
  return known;
}

function flagFrom(name: string, text: string | undefined): boolean {
  if (text === undefined || ['0', 'false', 'no'].includes(text)) return false;
  if (['1', 'true', 'yes'].includes(text)) return true;
  throw new Error(`${name} must be 1 or 0, not "${text}".`);
}

function logLevelFrom(text: string): LogLevel {
  const level = logLevels.find((known) => known === text);
  if (!level)
    throw new Error(`TAIZHANG_LOG must be one of ${logLevels.join(', ')}, not "${text}".`);
  return level;
}
