import { expect, test } from 'vitest';
import { statutoryCalendar } from '#engine/holidays.ts';
import { book } from '#lines/index.ts';
import { readConfig } from '#server/config.ts';
import { openPool } from '#server/database/pool.ts';
import { LedgerNames } from '#server/ledger/names.ts';
import { freshDatabase } from '#testing/database.ts';
import { loadCity } from './load.ts';

test('loads', { timeout: 200_000 }, async () => {
  const { url, owner } = await freshDatabase();
  const writer = openPool(url, { role: 'taizhang_writer', pipeline: true, max: 10 });
  const reader = openPool(url, { role: 'taizhang_reader', max: 5 });
  const names = await LedgerNames.open(writer, book);
  const city = {
    services: { config: readConfig({}), book, calendar: statutoryCalendar, names, owner, writer, reader, clock: () => new Date().toISOString() },
    database_url: url,
    openLoader: () => {
      const pool = openPool(url, { role: 'taizhang_loader', max: 2, pipeline: true });
      const connect = pool.connect.bind(pool) as any;
      let n = 0;
      const seen: Record<string, number[]> = {};
      (globalThis as any).seen = seen;
      (pool as any).connect = async () => {
        const c = await connect();
        if (c.wrapped) return c;
        c.wrapped = true;
        const q = c.query.bind(c);
        c.query = (a: any, ...r: any[]) => {
          const key = String(a.name ?? a).slice(0, 60);
          if (process.env.EXPLAIN && key.startsWith('save:dispute') && ++n === 600) {
            return q('explain (analyze, buffers off) ' + a.text, a.values).then((x: any) => { console.log(key, a.values.map((v: any) => String(v).length), x.rows.map((y: any) => y['QUERY PLAN']).join('\n')); return x; });
          }
          const t = performance.now();
          const out = q(a, ...r);
          out.then?.(() => { (seen[key] ??= []).push(performance.now() - t); }, () => {});
          return out;
        };
        return c;
      };
      return pool;
    },
    close: async () => {},
  };
  const t = performance.now();
  const cpu0 = process.cpuUsage();
  let pids: number[] = [];
  const timer = setInterval(() => void owner.query(`select pid from pg_stat_activity where datname = current_database()`).then((r) => { pids = [...new Set([...pids, ...r.rows.map((x) => x.pid)])]; }), 500);
  expect(await loadCity(city, console.log).catch((e) => { console.log(JSON.stringify(e.issues)); throw e; })).toBe(true);
  const calls = globalThis.calls as [number, number][];
  const by = new Map();
  for (const [n, ms] of calls) { const k = n < 3 ? '1-2' : n < 6 ? '3-5' : n < 11 ? '6-10' : n < 31 ? '11-30' : '31+'; const x = by.get(k) ?? [0, 0, 0]; x[0]++; x[1] += n; x[2] += ms; by.set(k, x); }
  console.log(calls.length, by);
  clearInterval(timer);
  const cpu = process.cpuUsage(cpu0);
  const { readFileSync } = await import('node:fs');
  console.log('node cpu', cpu.user / 1e6, cpu.system / 1e6, 'pg', pids.map((p) => { try { const f = readFileSync('/proc/' + p + '/stat', 'utf8').split(' '); return [p, Number(f[13]) / 100, Number(f[14]) / 100]; } catch { return [p, '?']; } }));
  console.log(Object.entries((globalThis as any).seen).map(([k, v]: any) => [k, v.length, Math.round(v.reduce((a: number, b: number) => a + b, 0))]).sort((a: any, b: any) => b[2] - a[2]).slice(0, 14));
  console.log('ms', performance.now() - t);
  console.log((await owner.query(`select calls, round(total_exec_time) t, left(query,80) q from pg_stat_statements order by 2 desc limit 12`).catch(()=>({rows:[]}))).rows);
  console.log((await owner.query(`select state, count(*), min(accepted_on), max(closed_on) from dispute group by 1`)).rows);
  console.log((await owner.query(`select pg_size_pretty(pg_database_size(current_database())) s, (select count(*) from record_version) v, (select count(*) from ledger_line) l, (select count(*) from ledger_page) p`)).rows);
});
