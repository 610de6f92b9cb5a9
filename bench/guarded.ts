/**
 * What is guarded, by itself: `npm run bench:guarded` (BENCH_PERSONS, BENCH_ASKS; BENCH_DATA keeps the data and
 * BENCH_PLANS prints how PostgreSQL goes about it). The price of encryption, finding among many encrypted persons, a
 * stock figure over as many, doubles, another search key, and whether sealed and absent can be told apart by time.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCity } from '#city/load.ts';
import { readConfig } from '#server/config.ts';
import { withoutBrake } from '#testing/without-brake.ts';
import { rotateSearchKey } from '#server/keys/rotate-search.ts';
import { openCity } from '#server/open.ts';
import { duplicatePairs } from '#server/persons/duplicates.ts';
import { actorOf } from './actor.ts';
import { round, time } from './measure.ts';
import {
  measureEncryption,
  measurePersonSearch,
  measureStock,
  multiplyPersons,
  multiplyStock,
  plansOf,
} from './persons.ts';
import { printQuestions, printValues } from './print.ts';
import { measureSealed } from './sealed.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const wanted = Number(process.env['BENCH_PERSONS'] ?? 1_000_000);
const asks = Number(process.env['BENCH_ASKS'] ?? 3000);
const kept = process.env['BENCH_DATA'];
const folder = kept ?? (await mkdtemp(join(tmpdir(), 'taizhang-guarded-')));
const config = {
  ...readConfig({ ...process.env, TAIZHANG_DATA: folder, TAIZHANG_LOG: 'silent' }),
  port: 0,
  ...withoutBrake,
};
const city = await openCity(config, say);
const { services } = city;
const { owner } = services;
try {
  await loadCity(city, say);
  const [director, county] = [await actorOf(owner, 'zhenluo'), await actorOf(owner, 'county')];
  const many = await multiplyPersons(services, director, wanted);
  await multiplyStock(services, many);
  const among = `${many.toLocaleString('en-US')} encrypted persons`;
  if (process.env['BENCH_PLANS'])
    for (const plan of await plansOf(services, [director, county])) say(plan);
  printValues(
    say,
    'price of encryption, encrypted beside plain',
    await measureEncryption(services, director),
  );
  const sought = await measurePersonSearch(services);
  printQuestions(say, `Persons through the route, among ${among}, p50 / p95 in ms`, sought);
  printValues(
    say,
    `stock figure of the register, ${among}`,
    await measureStock(services, await actorOf(owner, 'office')),
  );
  const doubles = await time(() => duplicatePairs(services, county), 5);
  printValues(say, `doubles, ${among}`, { 'looked through by a county': doubles });
  printValues(
    say,
    'sealed beside absent, through the route',
    await measureSealed(services, director, asks),
  );
  const began = performance.now();
  const { records } = await rotateSearchKey(owner, config, services.book);
  printValues(say, 'another search key', {
    records,
    seconds: round((performance.now() - began) / 1000),
  });
} finally {
  await city.close();
  if (!kept) await rm(folder, { recursive: true, force: true });
}
