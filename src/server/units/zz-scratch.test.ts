import { it } from 'vitest';
import { freshDatabase } from '#testing/database.ts';
import { importDivisions } from '#server/units/divisions.ts';
import { readFileSync } from 'node:fs';
it('x', async () => {
  const db = await freshDatabase();
  const chars = [...'东南西北中山水河湖海天地人和平安康福寿喜新旧大小高低红黄蓝绿白黑金银铜铁石木林森花草春夏秋冬'];
  const lines = ['code,name,parent_code,level', '640500000000,大城市,,city'];
  const name = (i: number) => chars[i % 50]! + chars[Math.floor(i / 50) % 50]! + chars[Math.floor(i / 2500) % 50]!+ chars[Math.floor(i / 125000) % 50]!;
  for (let c = 1; c <= 20; c++) { const cc = `6405${String(c).padStart(2, '0')}`; lines.push(`${cc}000000,${name(c)}县,640500000000,county`);
    for (let t = 0; t < 100; t++) { const tc = `${cc}${100 + t}`; lines.push(`${tc}000,${name(c * 100 + t)}镇,${cc}000000,township`);
      for (let v = 0; v < 100; v++) lines.push(`${tc}${200 + v},${name(c * 10000 + t * 100 + v)}村,${tc}000,village`); } }
  const P = (await import('pg')).default.Client.prototype as any; const q = P.query; const times: any[] = [];
  P.query = function (...a: any[]) { const s = performance.now(); const r = q.apply(this, a); if (r?.then) r.then(() => times.push([a[0]?.name ?? String(a[0]).slice(0, 30), Math.round(performance.now() - s)])); return r; };
  const c0 = process.cpuUsage();
  let t0 = performance.now();
  console.log(await importDivisions(db.owner, lines.join('\n'), { from_day: '2000-01-01' }), performance.now() - t0);
  console.log(JSON.stringify(times), process.cpuUsage(c0));
  await db.owner.query('analyze');
  const rows = await db.owner.query(`select jsonb_agg(jsonb_build_object('id', id + 1000000, 'code', 'X' || code, 'kind', kind, 'name', name, 'name_en', name_en, 'sort_key', sort_key, 'parent_id', parent_id, 'path', regexp_replace(path, '[0-9]+\\.$', '') || (id + 1000000) || '.', 'from_day', '2000-01-01', 'keys', array[name, sort_key, left(name,2), 'x' || name_en])) as j from (select * from unit where kind = 'village' order by id limit 2000) u`);
  const src = readFileSync('/work/main/src/server/units/insert-units.ts', 'utf8');
  const sql = src.slice(src.indexOf('const insertion = `') + 19, src.lastIndexOf('`'));
  const ex = await db.owner.query('explain (analyze, timing) ' + sql, [JSON.stringify(rows.rows[0].j)]);
  console.log(ex.rows.map((r) => r['QUERY PLAN']).filter((l) => /Insert|Trigger|Execution/.test(l)).join('\n'));
  console.log((await db.owner.query(`select name, setting from pg_settings where name in ('shared_buffers','max_wal_size','fsync','jit')`)).rows);
  await db.close();
}, 300000);
