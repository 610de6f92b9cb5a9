import { readConfig } from '#server/config.ts';
import { openCity } from '#server/open.ts';
import { loadCity, playMissedDays } from './load.ts';
const city = await openCity(readConfig({ TAIZHANG_DATA: process.argv[2]! }), console.log);
const open = city.openLoader;
(city as any).openLoader = () => {
  const pool = open();
  const connect = pool.connect.bind(pool) as any;
  let n = 0;
  (globalThis as any).seen = {};
  (pool as any).connect = async () => {
    const c = await connect();
    if (c.wrapped) return c;
    c.wrapped = true;
    const q = c.query.bind(c);
    c.query = (a: any, ...r: any[]) => {
      const key = String(a.name ?? a).slice(0, 60);
      if (process.env.EXPLAIN && key.startsWith('save:dispute') && JSON.parse(String(a.values[1])).length > 30 && ++n === 20) {
        return q('explain (analyze, buffers off) ' + a.text, a.values).then((x: any) => { console.log(key, a.values.map((v: any) => String(v).length), x.rows.map((y: any) => y['QUERY PLAN']).join('\n')); return x; });
      }
      return q(a, ...r);
    };
    return c;
  };
  return pool;
};
const cpu0 = process.cpuUsage();
const t = performance.now();
try {
  console.log(await loadCity(city, console.log), Math.round(performance.now() - t), 'ms');
  await playMissedDays(city, console.log);
} catch (e) {
  console.log(e, JSON.stringify((e as any).issues));
}
const cpu = process.cpuUsage(cpu0);
console.log('node cpu', cpu.user / 1e6, 'load', (await import('node:os')).loadavg()[0]);
const calls = (globalThis as any).calls as [number, number][];
console.log(calls?.length, 'calls');
console.log((await city.services.owner.query(`select pg_size_pretty(pg_database_size(current_database())) s, (select count(*) from record_version) v, (select count(*) from ledger_line) l, (select count(*) from ledger_page) p, (select count(*) from dispute) d, (select count(*) from duty) duties`)).rows);
await city.close();
