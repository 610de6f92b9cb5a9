/**
 * Backup: every table but the keys' in one snapshot, in one compressed file. Restore: into a migrated, empty database of
 * the same version. The product's PostgreSQL has no pg_dump, and one's own may be of another version.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import type { Pool, PoolClient } from 'pg';
import { Problem } from '#engine/problem.ts';
import { withoutSealed } from './hand-out.ts';
import type { HandedOut } from './hand-out.ts';
import { inTransaction } from './transaction.ts';

type Header = {
  readonly taizhang: 1;
  readonly migrations: readonly string[];
  readonly tables: readonly string[];
};

const batch = 500;

/** Rows travel as JSON a line, so that a backup can be read and checked without PostgreSQL. */
export async function backUp(
  owner: Pool,
  file: string,
  { handOut = false }: { handOut?: boolean } = {},
): Promise<{ tables: number; rows: number }> {
  let rows = 0;
  const count = () => rows++;
  const draft = `${file}.part`;
  const tables = await inTransaction(owner, async (client) => {
    await client.query('set transaction isolation level repeatable read read only');
    const names = await tableNames(client);
    await pipeline(
      Readable.from(linesOf(client, names, handOut ? await withoutSealed(client) : null, count)),
      createGzip({ level: 6 }),
      createWriteStream(draft, { mode: 0o600 }),
    );
    return names.length;
  });
  // A backup that was cut off must never look like one.
  await rename(draft, file);
  return { tables, rows };
}

async function* linesOf(
  client: PoolClient,
  tables: readonly string[],
  handedOut: HandedOut | null,
  count: () => void,
): AsyncGenerator<string> {
  const header: Header = { taizhang: 1, migrations: await migrationsOf(client), tables };
  yield `${JSON.stringify(header)}\n`;
  for (const table of tables) {
    yield `${JSON.stringify({ table })}\n`;
    await client.query(
      `declare rows no scroll cursor for select to_jsonb(t)::text as row from ${handedOut?.from(table) ?? table} t`,
    );
    for (;;) {
      const { rows } = await client.query(`fetch ${batch} from rows`);
      for (const { row } of rows) {
        count();
        yield `${handedOut?.row(table, row) ?? row}\n`;
      }
      if (rows.length < batch) break;
    }
    await client.query('close rows');
  }
  yield `${JSON.stringify({ end: true })}\n`;
}

/** Refuses a database that holds accounts or lines already, and a file that is cut off or of another version. */
export async function restoreFrom(
  owner: Pool,
  file: string,
): Promise<{ tables: number; rows: number }> {
  return inTransaction(owner, async (client) => {
    const held = await client.query(
      'select (select count(*) from account) + (select count(*) from ledger_line) as n',
    );
    if (held.rows[0].n > 0) {
      throw new Problem('wrong-state', {
        en: 'This database is not empty. Restore into a new one (TAIZHANG_DATA or DATABASE_URL).',
        zh: '数据库不是空的，请恢复到新的数据库。',
      });
    }
    // Foreign keys and append-only triggers hold for work, not for putting back what was there.
    await client.query('set local session_replication_role = replica');
    const lines = createInterface({
      input: createReadStream(file).pipe(createGunzip()),
      crlfDelay: Infinity,
    });
    let header: Header | null = null;
    let table = '';
    let total = 0;
    let ended = false;
    let waiting: string[] = [];
    const flush = async () => {
      if (waiting.length === 0) return;
      const identity = await hasIdentity(client, table);
      await client.query(
        `insert into ${table} ${identity ? 'overriding system value' : ''} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
        [`[${waiting.join(',')}]`],
      );
      total += waiting.length;
      waiting = [];
    };
    for await (const line of lines) {
      if (!header) {
        header = readHeader(line, await migrationsOf(client));
        for (const name of header.tables) await client.query(`delete from ${name}`);
      } else if (
        line.startsWith('{"table":') &&
        header.tables.includes((JSON.parse(line) as { table: string }).table)
      ) {
        await flush();
        table = (JSON.parse(line) as { table: string }).table;
      } else if (line === '{"end":true}') ended = true;
      else {
        waiting.push(line);
        if (waiting.length >= batch) await flush();
      }
    }
    await flush();
    if (!header || !ended)
      throw new Problem('invalid', {
        en: 'This backup is cut off. Use an earlier one.',
        zh: '备份文件不完整，请使用更早的备份。',
      });
    for (const name of header.tables) await resetSequence(client, name);
    return { tables: header.tables.length, rows: total };
  });
}

function readHeader(line: string, migrations: readonly string[]): Header {
  const header = JSON.parse(line) as Partial<Header>;
  if (header.taizhang !== 1)
    throw new Problem('invalid', {
      en: 'This is no backup of Taizhang.',
      zh: '这不是台账的备份文件。',
    });
  if (JSON.stringify(header.migrations) !== JSON.stringify(migrations)) {
    throw new Problem('invalid', {
      en: 'This backup was made by another version. Install that version, restore, then upgrade.',
      zh: '备份由其他版本生成。请安装该版本恢复后再升级。',
    });
  }
  return header as Header;
}

async function tableNames(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query(`select table_name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'
      and table_name not in ('migration', 'data_key') order by table_name`);
  return rows.map((row) => row.table_name as string);
}

async function migrationsOf(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query('select name from migration order by name');
  return rows.map((row) => row.name as string);
}

async function hasIdentity(client: PoolClient, table: string): Promise<boolean> {
  const { rows } = await client.query(
    `select 1 from information_schema.columns where table_schema = current_schema() and table_name = $1 and is_identity = 'YES'`,
    [table],
  );
  return rows.length > 0;
}

async function resetSequence(client: PoolClient, table: string): Promise<void> {
  const { rows } = await client.query(
    `select column_name from information_schema.columns where table_schema = current_schema() and table_name = $1 and is_identity = 'YES'`,
    [table],
  );
  for (const { column_name } of rows) {
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), greatest(1, (select coalesce(max(${column_name}), 0) from ${table})))`,
      [table, column_name],
    );
  }
}
