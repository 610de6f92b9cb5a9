/**
 * What is measured, against what, in one run: `npm run bench`. Prints and writes bench/results.json
 * with machine and commit. Sizes come from BENCH_DISPUTES (1,000,000); numbers are ratios first,
 * because machines are shared and noisy.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { loadCity } from '#city/load.ts';
import type { Actor } from '#engine/permission.ts';
import { buildApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { boundaryAt } from '#server/figures/boundary.ts';
import { computeFigures } from '#server/figures/compute.ts';
import { openFigure } from '#server/figures/open-figure.ts';
import { inTransaction } from '#server/ledger/fold.ts';
import { openCity } from '#server/open.ts';
import { listRecords } from '#server/records/list.ts';
import type { Write } from '#server/records/write.ts';
import { writeRecords } from '#server/records/write.ts';
import { summaryFile } from '#server/reports/summary-file.ts';
import { writeSummary } from '#server/reports/summary.ts';
import { readAs, writeContext } from '#server/services.ts';
import { demoPassword } from '#city/people.ts';
import { multiplyDisputes } from './multiply.ts';
import { round, throughput, time, timeSideBySide } from './measure.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const wanted = Number(process.env['BENCH_DISPUTES'] ?? 1_000_000);
const folder = await mkdtemp(join(tmpdir(), 'taizhang-bench-'));
const config = {
  ...readConfig({ ...process.env, TAIZHANG_DATA: folder, TAIZHANG_LOG: 'silent' }),
  port: 0,
};
const year2009 = ['2009-01-01', '2009-12-31'] as const;
const results: Record<string, unknown> = {};
const record = (name: string, value: object) => {
  results[name] = value;
  say(`${name.padEnd(34)} ${JSON.stringify(value)}`);
};

const started = performance.now();
const city = await openCity(config, say);
const { services } = city;
try {
  await loadCity(city, say);
  record('first start, city loaded', { seconds: round((performance.now() - started) / 1000) });
  const mediator = await actorOf('mediator');
  const office = await actorOf('office');
  await measureCreates(mediator);
  await measureBulk(mediator);
  for (const size of [100_000, 1_000_000].filter((n) => n <= wanted))
    await measureReading(office, size);
  await measureSummary();
  await writeFile(
    join(import.meta.dirname, 'results.json'),
    `${JSON.stringify({ ...machine(), ...results }, null, 2)}\n`,
  );
} finally {
  await city.close();
  await rm(folder, { recursive: true, force: true });
}

async function actorOf(username: string): Promise<Actor> {
  const { rows } = await services.owner.query(
    `select a.id, a.name, g.role, g.unit_id, g.lines, u.path from account a join grants g on g.account_id = a.id join unit u on u.id = g.unit_id where a.username = $1 limit 1`,
    [username],
  );
  const { id, name, ...grant } = rows[0];
  return { person_id: id, name, grant };
}

async function disputeOf(actor: Actor): Promise<() => Write> {
  const { rows } = await services.owner.query(
    `select id from committee where path >= $1 and path < $1 || '~' and state = 'active' limit 1`,
    [actor.grant.path],
  );
  const fields = {
    committee_id: rows[0]?.id, dispute_type: 'neighbour', source: 'application', accepted_on: '2026-03-02', found_on: '2026-03-02',
    about: '因相邻地界发生争执', parties: [{ side: 'applicant', name: '赵一' }, { side: 'respondent', name: '钱二' }],
  }; // prettier-ignore
  return () => ({
    write_id: randomUUID(),
    type: 'dispute',
    id: randomUUID(),
    deeds: [{ action: 'accept', fields }],
  });
}

/**
 * A dispute through the whole path, beside one bare INSERT, both over HTTP on the same server with
 * the same session.
 */
async function measureCreates(actor: Actor): Promise<void> {
  await services.owner.query(
    'create table bare (id uuid primary key, content jsonb not null); grant insert on bare to taizhang_writer',
  );
  const app = await buildApp(services);
  app.post('/api/bare', async (request) => {
    const { readActor } = await import('#server/accounts/session-actor.ts');
    await readActor(request);
    await services.writer.query({
      name: 'bare',
      text: 'insert into bare values ($1, $2)',
      values: [randomUUID(), JSON.stringify(request.body)],
    });
    return { saved: true };
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const signedIn = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-taizhang': '1' },
    body: JSON.stringify({ username: 'mediator', password: demoPassword }),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
  const make = await disputeOf(actor);
  const send = async (path: string, body: object) => {
    const response = await fetch(`${address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-taizhang': '1', cookie },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  };
  const whole = () => send('/api/writes', { writes: [make()] });
  const bare = () => send('/api/bare', { writes: [make()] });
  const rates = { whole: 0, bare: 0 };
  // Short turns, taken in turn, so that both meet the same moments of the machine.
  for (let turn = 0; turn < 4; turn++) {
    rates.bare += (await throughput(bare, 10, 2)) / 4;
    rates.whole += (await throughput(whole, 10, 2)) / 4;
  }
  const [wholeOne, bareOne] = await timeSideBySide([whole, bare], 200);
  record('HTTP create against bare INSERT', {
    whole_per_s: round(rates.whole),
    bare_per_s: round(rates.bare),
    ratio: round(rates.whole / rates.bare),
    latency_ratio: round(bareOne!.p50_ms / wholeOne!.p50_ms),
    whole: wholeOne,
    bare: bareOne,
  });
  await app.close();
}

/**
 * A thousand at a time, versions, lines, duties and tokens included, beside a plain set-based
 * INSERT of the same rows.
 */
async function measureBulk(actor: Actor): Promise<void> {
  const make = await disputeOf(actor);
  const batch = () => Array.from({ length: 1000 }, make);
  await services.owner.query(
    'create table plain (like dispute including all); create table plain_parties (like dispute_parties including all)',
  );
  const rows = await services.owner.query(
    `select to_jsonb(d) - 'id' as d from dispute d limit 1000`,
  );
  const plain = async () => {
    const data = rows.rows.map((r) => ({ ...r.d, id: randomUUID() }));
    const parties = data.flatMap((d) =>
      [0, 1].map((position) => ({
        id: randomUUID(),
        record_id: d.id,
        position,
        side: 'applicant',
        name: '赵一',
      })),
    );
    await services.owner.query(
      'insert into plain select * from jsonb_populate_recordset(null::plain, $1)',
      [JSON.stringify(data)],
    );
    await services.owner.query(
      'insert into plain_parties select * from jsonb_populate_recordset(null::plain_parties, $1)',
      [JSON.stringify(parties)],
    );
  };
  const [whole, bare] = await timeSideBySide(
    [() => writeRecords(writeContext(services, actor), batch()), plain],
    8,
  );
  record('bulk writes', {
    whole_per_s: round(1_000_000 / whole!.p50_ms),
    plain_per_s: round(1_000_000 / bare!.p50_ms),
    ratio: round(bare!.p50_ms / whole!.p50_ms),
  });
}

async function measureReading(office: Actor, size: number): Promise<void> {
  const disputes = await multiplyDisputes(services.owner, year2009, size);
  const indicators = services.book.indicators.filter((i) => i.figure_id === 'F27');
  const now = services.clock();
  const query = {
    unit_id: office.grant.unit_id,
    from: '2009-01-01',
    to: '2009-12-31',
    as_of: null,
    now,
  };
  const figure = (as_of: string | null) => () =>
    inTransaction(services.reader, (client) =>
      computeFigures(client, services.names, indicators, { ...query, as_of }),
    );
  const counted = () =>
    services.owner.query(
      `select count(*) from dispute where accepted_on between '2009-01-01' and '2009-12-31' and path >= $1 and path < $1 || '~'`,
      [office.grant.path],
    );
  const [live, asOf, count] = await timeSideBySide(
    [figure(null), figure('2026-01-01T00:00:00Z'), counted],
    30,
  );
  const at = `${disputes.toLocaleString('en-US')} disputes`;
  record(`city-year figure, ${at}`, {
    figure: live,
    as_of: asOf,
    count_of_records: count,
    faster: round(count!.p50_ms / live!.p50_ms),
  });
  const type = services.book.record('dispute');
  const opened = await time(
    () =>
      readAs(services, office, (c) =>
        openFigure(services, c, office, indicators[0]!, query, 'numerator', undefined, 50),
      ),
    20,
  );
  const list = (rest: object) => () =>
    readAs(services, office, (c) =>
      listRecords(c, type, office, { filters: {}, limit: 50, ...rest }),
    );
  const [first, filtered, searched] = await timeSideBySide(
    [
      list({}),
      list({ filters: { dispute_type: { values: ['land'] }, state: { values: ['closed'] } } }),
      list({ q: 'zs' }),
    ],
    20,
  );
  record(`opening and register, ${at}`, {
    open_figure: opened,
    first_page: first,
    filtered,
    pinyin_search: searched,
  });
  await inTransaction(services.reader, (client) => boundaryAt(client, null, now));
}

async function measureSummary(): Promise<void> {
  const { rows } = await services.owner.query(
    `select id, code, kind, json_build_object('en', name_en, 'zh', name) as name, parent_id, path from unit where kind = 'city' limit 1`,
  );
  const asked = {
    unit: rows[0],
    year: 2009,
    cutoff: '2009-12-31',
    as_of: null,
    now: services.clock(),
    lines: ['*'],
  };
  const timing = await time(
    async () =>
      summaryFile(
        await inTransaction(services.reader, (client) => writeSummary(services, client, asked)),
        'zh',
      ),
    10,
  );
  record('Word summary', timing);
}

function machine(): object {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  }).trim();
  return {
    commit,
    day: services.clock().slice(0, 10),
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memory_gib: round(totalmem() / 2 ** 30),
    node: process.version,
  };
}
