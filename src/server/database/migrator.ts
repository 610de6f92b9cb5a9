import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { repositoryFolder } from '#server/config.ts';

export type Migration = { readonly name: string; readonly hash: string; readonly sql: string };

export type Migrated = {
  /** The names of those that were applied now, in order. */
  readonly applied: string[];
};

/**
 * Brings a database up to this version of the product. Any number of processes may call it at once.
 */
export async function migrate(
  url: string,
  folder = join(repositoryFolder, 'migrations'),
): Promise<Migrated> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: url, application_name: 'taizhang migrator' });
  // A connection that breaks is told by the query that was waiting; without a listener it would end
  // the process too.
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query('show server_version_num');
    refuseOldServer(Number(rows[0].server_version_num));
    return await underLock(client, () => applyMissing(client, migrations));
  } finally {
    await client.end();
  }
}

/** One's own PostgreSQL may be older than the one that comes along, but not older than what the statements need. */
export function refuseOldServer(version: number): void {
  if (version >= 160_000) return;
  throw new Error(
    `This PostgreSQL is of version ${Math.floor(version / 10_000)}; 16 or later is needed. Leave DATABASE_URL out to use the one that comes along.`,
  );
}

const namePattern = /^\d{4}-[a-z0-9-]+\.sql$/;

export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const wrong = names.find((name) => !namePattern.test(name));
  if (wrong)
    throw new Error(
      `The migration ${wrong} must be named like 0001-what-it-does.sql: the number is its order.`,
    );
  return Promise.all(names.map((name) => readMigration(folder, name)));
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  // Git may have written other line ends on this machine; that is no edit.
  const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
  return { name, sql, hash: createHash('sha256').update(sql).digest('hex') };
}

/**
 * One lock for each city, because a city is a schema: two cities of one database may migrate at
 * once.
 */
async function underLock<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  const lock = `hashtext('taizhang migration'), hashtext(current_schema())`;
  await client.query(`select pg_advisory_lock(${lock})`);
  try {
    return await work();
  } finally {
    // The session ends right after, which would give the lock back too; a failed query must not
    // hide the first error.
    await client.query(`select pg_advisory_unlock(${lock})`).catch(() => undefined);
  }
}

async function applyMissing(client: pg.Client, migrations: Migration[]): Promise<Migrated> {
  await client.query(`create table if not exists migration (
    name text primary key,
    hash text not null,
    applied_at timestamptz not null default now()
  )`);
  const { rows } = await client.query<{ name: string; hash: string }>(
    'select name, hash from migration order by name',
  );
  const recorded = new Map(rows.map((row) => [row.name, row.hash]));
  refuseRewrittenPast(migrations, recorded);
  const missing = migrations.filter((migration) => !recorded.has(migration.name));
  for (const migration of missing) await applyPatiently(client, migration);
  return { applied: missing.map((migration) => migration.name) };
}

function refuseRewrittenPast(migrations: Migration[], recorded: ReadonlyMap<string, string>): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.hash]));
  for (const [name, hash] of recorded) {
    if (!known.has(name)) {
      throw new Error(
        `This database has the migration ${name}, which this version of the product does not know. Use the version that made it, or a newer one.`,
      );
    }
    if (known.get(name) !== hash) {
      throw new Error(
        `The migration ${name} was edited after it was applied here. Restore the file and write the change as a new migration.`,
      );
    }
  }
}

/**
 * Roles belong to the whole cluster, where the advisory lock does not reach: two databases that
 * create or grant the same role at once get in each other's way, and simply trying again is right,
 * because everything was rolled back.
 */
async function applyPatiently(client: pg.Client, migration: Migration): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await apply(client, migration);
    } catch (error) {
      if (attempt === 5 || !isCollision(error)) throw described(error, migration);
      await pause(50 * attempt);
    }
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into migration (name, hash) values ($1, $2)', [
      migration.name,
      migration.hash,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

function isCollision(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false;
  if (error.constraint?.startsWith('pg_auth')) return true;
  // PostgreSQL has no code of its own for this one: it comes as an internal error.
  return error.code === 'XX000' && error.message.startsWith('tuple concurrently');
}

function described(error: unknown, migration: Migration): Error {
  const message = error instanceof Error ? error.message : String(error);
  const position = error instanceof pg.DatabaseError ? Number(error.position ?? 0) : 0;
  const line = position > 0 ? `, line ${migration.sql.slice(0, position).split('\n').length}` : '';
  return new Error(`The migration ${migration.name} failed${line}: ${message}`, { cause: error });
}
