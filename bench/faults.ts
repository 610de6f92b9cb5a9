/**
 * `npm run faults`: writers under load while the server, and separately PostgreSQL, is killed with
 * -9 many times. Every acknowledged write is there exactly once, the ledger verifies, and a backup
 * restored elsewhere gives the same figures.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { demoPassword } from '#city/people.ts';
import { readConfig, repositoryFolder } from '#server/config.ts';
import { computeFigures } from '#server/figures/compute.ts';
import { backUp, restoreFrom } from '#server/database/backup.ts';
import { databaseHome, serverUser } from '#server/database/server-user.ts';
import { refold } from '#server/ledger/fold.ts';
import { closePage } from '#server/ledger/page.ts';
import { verifyLedger } from '#server/ledger/verify.ts';
import { openCity } from '#server/open.ts';
import type { City } from '#server/open.ts';
import type { Write } from '#server/records/write.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const kills = Number(process.env['FAULT_KILLS'] ?? 12);
const folder = await mkdtemp(join(tmpdir(), 'taizhang-faults-'));
const port = 4790 + Math.floor(Math.random() * 200);
const address = `http://127.0.0.1:${port}`;
const environment = {
  ...process.env,
  TAIZHANG_DATA: folder,
  PORT: String(port),
  TAIZHANG_LOG: 'error',
  TAIZHANG_REQUESTS_PER_MINUTE: '999999999',
  TAIZHANG_WRITES_PER_MINUTE: '999999999',
  TAIZHANG_EXPORTS_PER_HOUR: '999999999',
};

const acknowledged = new Map<string, Write>();
let writing = true;
let longestOutage = 0;
// Held in an object, because it is changed from within functions.
const server: { process: ChildProcess | null } = { process: null };

try {
  await startServer();
  const writers = Promise.all(Array.from({ length: 6 }, (_, i) => writeOn(i)));
  for (let kill = 1; kill <= kills; kill++) {
    await pause(1500 + Math.random() * 1500);
    const what = kill % 2 === 0 ? 'postgres' : 'server';
    if (what === 'server') server.process!.kill('SIGKILL');
    else await killPostgres();
    say(`kill ${kill}/${kills}: ${what}, ${acknowledged.size} writes acknowledged so far`);
    if (what === 'server') {
      await pause(300);
      await startServer();
    }
    // A dead PostgreSQL is brought back by the server that owns it; nobody helps. The answers of six writers may be on
    // their way.
    await untilAcknowledged(acknowledged.size + 12);
  }
  await pause(1500);
  writing = false;
  await writers;
  const exited = new Promise((resolve) => server.process!.once('exit', resolve));
  server.process!.kill('SIGTERM');
  await exited;
  await checkEverything();
} finally {
  writing = false;
  server.process?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}

async function startServer(): Promise<void> {
  server.process = spawn(process.execPath, [join(repositoryFolder, 'src/server/main.ts')], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let i = 0; i < 6000; i++) {
    if (
      await fetch(`${address}/api/state`).then(
        (r) => r.ok,
        () => false,
      )
    )
      return;
    await pause(100);
  }
  throw new Error('The server did not come up');
}

/** Writing goes on by itself, and soon. */
async function untilAcknowledged(count: number): Promise<void> {
  const start = performance.now();
  while (acknowledged.size < count) {
    if (performance.now() - start > 60_000) throw new Error('No write was taken for a minute');
    await pause(50);
  }
  longestOutage = Math.max(longestOutage, performance.now() - start);
}

/** The first line of postmaster.pid is the number of its process. */
async function killPostgres(): Promise<void> {
  const { folder: home } = await databaseHome(folder, serverUser());
  const pid = Number(
    (await readFile(join(home, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0],
  );
  process.kill(pid, 'SIGKILL');
}

/**
 * Writes until told to stop; a write without an answer is sent again, under the same id, until it
 * has one.
 */
async function writeOn(_writer: number): Promise<void> {
  let cookie = '';
  let waiting: Write | null = null;
  let committee: string | undefined;
  while (writing || waiting) {
    try {
      if (!cookie) {
        cookie = await signIn();
        committee ??= await firstCommittee(cookie);
      }
      waiting ??= nextWrite(committee);
      const response = await fetch(`${address}/api/writes`, {
        method: 'POST',
        headers: headers(cookie),
        body: JSON.stringify({ writes: [waiting] }),
        signal: AbortSignal.timeout(5000),
      });
      if (response.status === 401) cookie = '';
      else if (response.ok) {
        acknowledged.set(waiting.write_id, waiting);
        waiting = null;
      } else if (response.status < 500) throw new Error(`Refused: ${await response.text()}`);
      else await pause(100);
    } catch (error) {
      // Only a connection that a kill has cut is expected; anything else is a fault of this run or of the product.
      const cut = error instanceof TypeError || (error as Error).name === 'TimeoutError';
      if (!cut && (error as Error).message !== 'not yet') throw error;
      await pause(100);
    }
  }
}

function headers(cookie: string) {
  return { 'content-type': 'application/json', 'x-taizhang': '1', cookie };
}

async function signIn(): Promise<string> {
  const response = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: headers(''),
    body: JSON.stringify({ username: 'mediator', password: demoPassword }),
  });
  if (!response.ok) throw new Error('not yet');
  return response.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
}

async function firstCommittee(cookie: string): Promise<string | undefined> {
  const found = (await (
    await fetch(`${address}/api/choices/committee`, { headers: headers(cookie) })
  ).json()) as { choices: { id: string }[] };
  return found.choices[0]?.id;
}

function nextWrite(committee_id: string | undefined): Write {
  const fields = {
    committee_id, dispute_type: 'neighbour', source: 'application', accepted_on: '2026-03-02', found_on: '2026-03-02',
    about: '故障演练', parties: [{ side: 'applicant', name: '赵一' }, { side: 'respondent', name: '钱二' }],
  }; // prettier-ignore
  return {
    write_id: randomUUID(),
    type: 'dispute',
    id: randomUUID(),
    deeds: [{ action: 'accept', fields }],
  };
}

async function checkEverything(): Promise<void> {
  const config = readConfig(environment);
  const city = await openCity(config, say);
  try {
    await closePage(city.services.owner);
    const ids = [...acknowledged.values()].map((w) => w.id);
    const { rows } = await city.services.owner.query(
      `select (select count(*)::int from dispute where id = any($1)) as records, (select count(*)::int from record_version where record_id = any($1)) as versions,
        (select count(*)::int from receipt where write_id = any($2)) as receipts`,
      [ids, [...acknowledged.keys()]],
    );
    const expected = { records: ids.length, versions: ids.length, receipts: ids.length };
    report(
      'every acknowledged write is there exactly once',
      ids.length > 100 && same(rows[0], expected),
      `${ids.length} acknowledged, found ${JSON.stringify(rows[0])}`,
    );
    report(
      'it comes back by itself',
      longestOutage < 30_000,
      `${kills} kills, at most ${(longestOutage / 1000).toFixed(1)} s until the next write was taken`,
    );
    const verified = await verifyLedger(city.services.owner, city.services.book);
    report(
      'the ledger verifies',
      verified.mismatches.length === 0,
      `${verified.lines} lines, ${verified.mismatches.length} mismatches`,
    );
    const before = await figuresOf(city);
    const file = join(folder, 'backup.gz');
    await backUp(city.services.owner, file);
    const elsewhere = await openCity({ ...config, data_folder: join(folder, 'elsewhere') }, say);
    try {
      await restoreFrom(elsewhere.services.owner, file);
      await refold(elsewhere.services.owner);
      report(
        'a restored backup gives the same figures',
        same(await figuresOf(elsewhere), before),
        `${before.length} figures`,
      );
    } finally {
      await elsewhere.close();
    }
  } finally {
    await city.close();
  }
}

async function figuresOf(city: City): Promise<unknown[]> {
  const { owner, names, book } = city.services;
  const { rows } = await owner.query(`select id from unit where kind = 'city' limit 1`);
  const query = {
    unit_id: rows[0].id,
    from: '2026-01-01',
    to: '2026-12-31',
    as_of: null,
    now: '2027-01-01T00:00:00Z',
  };
  return (await computeFigures(owner, names, book.indicators, query)).map(
    ({ indicator, value, numerator, denominator }) => ({
      indicator,
      value,
      numerator,
      denominator,
    }),
  );
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function report(what: string, holds: boolean, detail: string): void {
  say(`${holds ? 'holds ' : 'BROKEN'}  ${what}: ${detail}`);
  if (!holds) process.exitCode = 1;
}
