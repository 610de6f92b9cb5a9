import { once } from 'node:events';
import type { Socket } from 'node:net';
import pg from 'pg';

export type PoolOptions = {
  /**
   * The role that every connection of the pool runs as: taizhang_writer, taizhang_reader or
   * taizhang_loader.
   */
  role?: string;
  max?: number;
  /** Seen in pg_stat_activity. */
  name?: string;
  /** Send queries without waiting for the answers before them: a write is then two round trips and not six. */
  pipeline?: boolean;
  /**
   * Keep one plan for each named statement, whatever its values: for the few large statements of a write, which took
   * longer to plan than to run, each time anew.
   */
  planOnce?: boolean;
  /** How long somebody waits for a free connection, and a statement for its answer; then it is to be asked again. */
  waitMs?: number;
  statementMs?: number;
};

/**
 * All pools are opened here. The role is set when a connection starts and not by SET ROLE, so no
 * connection ever exists, even for a moment, that could do more than its pool may.
 */
export function openPool(url: string, options: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.name ?? 'taizhang',
    ...(options.waitMs ? { connectionTimeoutMillis: options.waitMs } : {}),
    ...(options.statementMs ? { statement_timeout: options.statementMs } : {}),
    ...({ pipeline: options.pipeline ?? false } as object),
    // Days are cut in Shanghai wherever the database stands, also in `now()::date`.
    options: [
      ...roleSetting(options.role),
      ...(options.planOnce ? ['-c', 'plan_cache_mode=force_generic_plan'] : []),
      '-c',
      'TimeZone=Asia/Shanghai',
    ].join(' '),
    types: { getTypeParser: parserFor } as pg.CustomTypesConfig,
  });
  // Without a listener, a server that restarts while connections are idle would end the whole
  // process.
  pool.on('error', (error) =>
    process.stderr.write(`An idle database connection ended: ${error.message}\n`),
  );
  // The pool listens for idle connections only. One in use fails its queries, which whoever sent them hears of; its own
  // error event still needs a listener, or a PostgreSQL that dies takes the server with it.
  pool.on('connect', (client) => {
    client.on('error', () => {});
    if (options.pipeline) sendTogether(client);
    else askInTurn(client);
  });
  return whollyEnded(pool);
}

/**
 * `end` of node-postgres answers while its connections are still saying goodbye. A server that is stopped right after
 * tells each of them so, and an orderly end reads like a fault: here it is over when they have gone.
 */
function whollyEnded(pool: pg.Pool): pg.Pool {
  let open = 0;
  pool.on('connect', () => open++);
  pool.on('remove', () => open--);
  const end = pool.end.bind(pool);
  pool.end = (async () => {
    await end();
    const patience = AbortSignal.timeout(goodbyeMs);
    while (open > 0 && !patience.aborted)
      await once(pool, 'remove', { signal: patience }).catch(() => {});
  }) as typeof pool.end;
  return pool;
}

/** A connection whose server does not answer is not waited for any longer. */
const goodbyeMs = 2000;

/** What is asked in one turn leaves in one packet: handing a packet over costs more than a query costs us otherwise. */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const ask = client.query.bind(client) as (...values: unknown[]) => unknown;
  let waiting = false;
  client.query = (...values: unknown[]) => {
    if (!waiting) {
      waiting = true;
      stream.cork();
      process.nextTick(() => {
        waiting = false;
        stream.uncork();
      });
    }
    return ask(...values) as never;
  };
}

/**
 * Without a pipeline a connection is asked one question at a time. Whoever asks several at once (a figure and its
 * goals) need not know which kind they were given: each waits here for the answer before it. The queue that
 * node-postgres has within would do so too, but is to go.
 */
function askInTurn(client: pg.PoolClient): void {
  const ask = client.query.bind(client) as (...values: unknown[]) => unknown;
  let before: Promise<unknown> = Promise.resolve();
  client.query = ((...values: unknown[]) => {
    // The pool's own way of asking: a connection that nobody else has at that moment.
    if (typeof values.at(-1) === 'function') return ask(...values);
    const answer = before.then(() => ask(...values));
    before = answer.catch(() => {});
    return answer;
  }) as typeof client.query;
}

function roleSetting(role: string | undefined): string[] {
  if (role === undefined) return [];
  if (!/^[a-z_][a-z0-9_]*$/.test(role)) throw new Error(`"${role}" is no role name.`);
  return ['-c', `role=${role}`];
}

// pg_type.oid: fixed for the built-in types.
const int8 = 20;
const numeric = 1700;
const date = 1082;
const int8Array = 1016;
const numericArray = 1231;
const dateArray = 1182;

type Parser = (text: string) => unknown;

/**
 * Kept per pool: parsers set in pg's global table would change other users of pg in the same
 * process.
 */
const parsers = new Map<number, Parser>([
  [int8, safeInteger],
  [numeric, unchanged],
  [date, unchanged],
  [int8Array, arrayOf(safeInteger)],
  [numericArray, arrayOf(unchanged)],
  [dateArray, arrayOf(unchanged)],
]);

function parserFor(oid: number, format?: 'text' | 'binary'): Parser {
  const own = format === 'binary' ? undefined : parsers.get(oid);
  return own ?? (pg.types.getTypeParser(oid, format as 'text') as Parser);
}

/**
 * A day is not a moment: pg would make it midnight of wherever the server runs. And a numeric is no
 * float.
 */
function unchanged(text: string): string {
  return text;
}

/**
 * Counts and fen fit far below 2^53; one that does not is a mistake, and rounding would hide it.
 */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`${text} is too large to be counted exactly.`);
  return value;
}

/**
 * Numbers and days need no quoting in PostgreSQL's array text, so splitting at commas is all there
 * is to it.
 */
function arrayOf(parse: Parser): Parser {
  return (text) => {
    if (text === '{}') return [];
    const entries = text.slice(1, -1).split(',');
    return entries.map((entry) => (entry === 'NULL' ? null : parse(entry)));
  };
}
