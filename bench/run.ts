/**
 * What is measured, against what, in one run: `npm run bench`. Prints it and writes bench/results.json with machine and
 * commit. bench/README.md explains each number. BENCH_DISPUTES and BENCH_PERSONS say how many of them (1,000,000 each),
 * BENCH_DATA keeps the data in a folder for a second run.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { loadCity } from '#city/load.ts';
import { readConfig } from '#server/config.ts';
import { withoutBrake } from '#testing/without-brake.ts';
import { foldPages } from '#server/ledger/fold.ts';
import { inTransaction } from '#server/database/transaction.ts';
import { closePage } from '#server/ledger/page.ts';
import { openCity } from '#server/open.ts';
import { summaryFile } from '#server/reports/summary-file.ts';
import { writeSummary } from '#server/reports/summary.ts';
import { measurePages } from './browser.ts';
import { measureBulk, measureCreates } from './creates.ts';
import { actorOf } from './actor.ts';
import { round, time } from './measure.ts';
import { multiplyDisputes } from './multiply.ts';
import {
  measureEncryption,
  measurePersonSearch,
  measureStock,
  multiplyPersons,
  multiplyStock,
} from './persons.ts';
import { printQuestions, printValues } from './print.ts';
import {
  figureQuestions,
  measureFigure,
  measureQuestions,
  registerQuestions,
  withRoutes,
} from './reading.ts';
import { measureSealed } from './sealed.ts';
import { measureStandard } from './standards.ts';
import { measureSummaryOfHundred } from './summary.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const wanted = Number(process.env['BENCH_DISPUTES'] ?? 1_000_000);
const wantedPersons = Number(process.env['BENCH_PERSONS'] ?? 1_000_000);
const kept = process.env['BENCH_DATA'];
const folder = kept ?? (await mkdtemp(join(tmpdir(), 'taizhang-bench-')));
const config = {
  ...readConfig({ ...process.env, TAIZHANG_DATA: folder, TAIZHANG_LOG: 'silent' }),
  port: 0,
  // What is measured is the work and not the brake.
  ...withoutBrake,
};
const isNew = !existsSync(join(folder, 'postgres'));
const year = ['2009-01-01', '2009-12-31'] as const;
const results: Record<string, unknown> = {};
const started = performance.now();
const since = () => round((performance.now() - started) / 1000);

const city = await openCity(config, say);
const { services } = city;
const { owner } = services;
try {
  await loadCity(city, say);
  // Over kept data it is no first start.
  if (isNew) results['first start, city loaded'] = { seconds: since() };
  const director = await actorOf(owner, 'zhenluo');
  const office = await actorOf(owner, 'office');
  const fold = async () => {
    await closePage(owner);
    await foldPages(owner);
  };
  for (const size of [100_000, wanted].filter((n) => n <= wanted)) {
    // Some of them are still under way: a tenth as many again in the last fourteen months.
    await multiplyDisputes(owner, ['2025-01-01', '2026-12-31'], Math.round(size / 10));
    const disputes = await multiplyDisputes(owner, year, size);
    const at = `${disputes.toLocaleString('en-US')} disputes in the year`;
    say(`${at}, after ${since()} s`);
    const name = `city-year figure, ${at}`;
    results[name] = await measureFigure(services, office);
    printValues(say, name, results[name] as object);
  }
  await withRoutes(services, async (ask) => {
    const registers = await measureQuestions(ask, registerQuestions, 30);
    results['registers'] = registers;
    printQuestions(say, 'Registers, first page through the route, p50 / p95 in ms', registers);
    const figures = await measureQuestions(ask, figureQuestions, 30);
    results['figures and Today'] = figures;
    printQuestions(say, 'Figures and Today, through the route, p50 / p95 in ms', figures);
  });
  for (const [name, work] of [
    ['HTTP create against a bare INSERT', () => measureCreates(services, director)],
    ['bulk writes against a plain INSERT', () => measureBulk(services, director, fold)],
    ['a summary of a hundred figures', () => measureSummaryOfHundred(services, office)],
    ['Word summary', measureSummary],
    ['a standard tried on all committees', () => measureStandard(services, office)],
    ['pages in a browser', () => measurePages(services)],
  ] as const) {
    results[name] = await work();
    printValues(say, name, results[name] as object);
  }
  const encryption = await measureEncryption(services, director);
  results['price of encryption'] = encryption;
  printValues(say, 'price of encryption, encrypted beside plain', encryption);
  const many = await multiplyPersons(services, director, wantedPersons);
  const sought = await measurePersonSearch(services);
  const among = `among ${many.toLocaleString('en-US')} encrypted persons`;
  results[among] = sought;
  printQuestions(say, `Persons through the route, ${among}, p50 / p95 in ms`, sought);
  await multiplyStock(services, many);
  const stock = await measureStock(services, office);
  results[`stock figure ${among}`] = stock;
  printValues(say, `stock figure of the register ${among}`, stock);
  const hidden = await measureSealed(services, director, 1000);
  results['sealed beside absent'] = hidden;
  printValues(say, 'sealed beside absent, through the route', hidden);
  const measured = { ...machine(), seconds: since(), ...results };
  await writeFile(
    join(import.meta.dirname, 'results.json'),
    `${JSON.stringify(measured, null, 2)}\n`,
  );
  say(`Written to bench/results.json after ${since()} s`);
} finally {
  await city.close();
  if (!kept) await rm(folder, { recursive: true, force: true });
}

async function measureSummary(): Promise<object> {
  const { rows } = await owner.query(
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
  return time(
    async () =>
      summaryFile(
        await inTransaction(services.reader, (client) => writeSummary(services, client, asked)),
        'zh',
      ),
    10,
  );
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
    // Above the number of cores, somebody else was at work too, and only the ratios mean something.
    load: loadavg().map(round),
    memory_gib: round(totalmem() / 2 ** 30),
    node: process.version,
  };
}
