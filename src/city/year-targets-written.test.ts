/** Every planned target goes through the write path by whom it says, without the rest of the city around it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#engine/permission.ts';
import { readConfig } from '#server/config.ts';
import { openCity } from '#server/open.ts';
import type { City } from '#server/open.ts';
import { writeRecords } from '#server/records/write.ts';
import { freshDatabase } from '#testing/database.ts';
import type { FreshDatabase } from '#testing/database.ts';
import { loadPeople, loadUnits } from './foundations.ts';
import { standardisedByCounty } from './standardisation.ts';
import { inOrderOfTime } from './steps.ts';
import { targetsOf2010, targetsOfNow } from './year-targets.ts';

let database: FreshDatabase;
let city: City;

beforeAll(async () => {
  database = await freshDatabase();
  const config = { ...readConfig({ TAIZHANG_LOG: 'silent' }), database_url: database.url };
  city = await openCity(config, () => {});
  await loadUnits(city.services.owner);
  await loadPeople(city.services.owner);
}, 300_000);
afterAll(async () => {
  await city.close();
  await database.close();
});

test(
  'all are taken, and none of 2010 is left waiting for anybody',
  { timeout: 120_000 },
  async () => {
    const { owner, book, names, calendar } = city.services;
    const { rows } = await owner.query('select id, code, path from unit');
    const units = new Map(
      rows.map((row) => [row.code as string, row as { id: number; path: string }]),
    );
    const pool = city.openLoader();
    const steps = [
      ...targetsOf2010(standardisedByCounty()),
      ...targetsOfNow('2025-09-01', '2026-11-28'),
    ];
    for (const { at, by, unit_code, type, id, write_id, deeds } of inOrderOfTime(steps)) {
      const unit = units.get(by.unit_code)!;
      const grant = { role: by.role, unit_id: unit.id, path: unit.path, lines: ['*'] };
      const actor: Actor = { person_id: by.id, name: by.name, grant };
      const context = { pool, book, names, calendar, actor, now: at, loader: true };
      const unit_id = units.get(unit_code)!.id;
      await writeRecords(context, [{ write_id, type, id, unit_id, recorded_at: at, deeds }]);
    }
    const states = await owner.query(
      'select state, count(*)::int as n from target where year = 2010 group by state order by state',
    );
    expect(states.rows).toEqual([
      { state: 'assessed', n: 3 },
      { state: 'issued', n: 20 },
    ]);
    const due = await owner.query(
      `select d.key from duty d join target t on t.id = d.record_id where t.year = 2010`,
    );
    expect(due.rows).toEqual([]);
  },
);
