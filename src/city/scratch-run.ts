import { readConfig } from '#server/config.ts';
import { openCity } from '#server/open.ts';
import { loadCity, playMissedDays } from './load.ts';
const city = await openCity(readConfig({ TAIZHANG_DATA: process.argv[2]! }), console.log);
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
console.log((await city.services.owner.query(`select pg_size_pretty(pg_database_size(current_database())) s, (select count(*) from record_version) v, (select count(*) from ledger_line) l, (select count(*) from ledger_page) p, (select count(*) from dispute) d, (select count(*) from duty) duties`)).rows);
await city.close();
