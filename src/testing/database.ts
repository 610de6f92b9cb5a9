import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import { repositoryFolder } from '#server/config.ts';
import { migrate, readMigrations } from '#server/database/migrator.ts';
import { openPool } from '#server/database/pool.ts';

export type FreshDatabase = {
  readonly url: string;
  /** Runs as the owner of all tables, whom no policy holds back. */
  readonly owner: pg.Pool;
  /** Close your own pools first; then the database is dropped. */
  close(): Promise<void>;
};

/**
 * A migrated database of one's own, copied from a template: about 25 ms. One for each test file, in
 * `beforeAll`.
 */
export async function freshDatabase(
  migrationsFolder = join(repositoryFolder, 'migrations'),
): Promise<FreshDatabase> {
  return copyOf(await ensureTemplate(migrationsFolder));
}

/** For tests of the migrator itself. */
export function emptyDatabase(): Promise<FreshDatabase> {
  return copyOf('template0');
}

async function copyOf(template: string): Promise<FreshDatabase> {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await withAdmin((admin) =>
    admin.query(`create database ${name} template ${template} encoding 'UTF8'`),
  );
  const url = addressOf(name);
  const owner = openPool(url, { max: 5, name: 'test owner' });
  const close = async () => {
    await owner.end();
    await withAdmin((admin) => dropPatiently(admin, name));
  };
  return { url, owner, close };
}

/** Named for its content, so that an edited migration makes another one, also while Vitest watches. */
async function ensureTemplate(migrationsFolder: string): Promise<string> {
  const name = await templateName('template', migrationsFolder);
  return ensureMade(name, 'template0', (url) => migrate(url, migrationsFolder));
}

/**
 * A database of one's own with the whole reference city in it. It is loaded once for the whole run, which takes a
 * while; each copy then takes a second.
 */
export async function cityDatabase(
  load: (url: string) => Promise<unknown>,
): Promise<FreshDatabase> {
  const folder = join(repositoryFolder, 'migrations');
  const template = await ensureMade(
    await templateName('city', folder),
    await ensureTemplate(folder),
    load,
  );
  return copyOf(template);
}

async function templateName(prefix: string, migrationsFolder: string): Promise<string> {
  const migrations = await readMigrations(migrationsFolder);
  const content = migrations.map((migration) => `${migration.name} ${migration.hash}`).join('\n');
  return `${prefix}_${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
}

async function ensureMade(
  name: string,
  from: string,
  make: (url: string) => Promise<unknown>,
): Promise<string> {
  await withAdmin(async (admin) => {
    if (await exists(admin, name)) return;
    // Test files start at the same time: the first makes it, the others wait here.
    await admin.query(`select pg_advisory_lock(hashtext($1))`, [`taizhang ${name}`]);
    if (await exists(admin, name)) return;
    const draft = `${name}_draft`;
    await retryWhileInUse(() => admin.query(`drop database if exists ${draft}`));
    await retryWhileInUse(() =>
      admin.query(`create database ${draft} template ${from} encoding 'UTF8'`),
    );
    await make(addressOf(draft));
    await retryWhileInUse(() => admin.query(`alter database ${draft} rename to ${name}`));
  });
  return name;
}

async function exists(admin: pg.Client, name: string): Promise<boolean> {
  const found = await admin.query('select 1 from pg_database where datname = $1', [name]);
  return found.rowCount === 1;
}

/**
 * A plain DROP, tried again: with FORCE, connections that are just closing report an error nobody
 * waits for.
 */
function dropPatiently(admin: pg.Client, name: string): Promise<unknown> {
  return retryWhileInUse(() => admin.query(`drop database ${name}`));
}

const objectInUse = '55006';

async function retryWhileInUse(work: () => Promise<unknown>): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const inUse = error instanceof pg.DatabaseError && error.code === objectInUse;
      if (!inUse || attempt === 100) throw error;
      await pause(50);
    }
  }
}

async function withAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({
    connectionString: addressOf('postgres'),
    application_name: 'test admin',
  });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function addressOf(database: string): string {
  const url = new URL(inject('cluster_url'));
  url.pathname = `/${database}`;
  return url.href;
}
