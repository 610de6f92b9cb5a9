/** Opens the city for one command, whether or not the server runs, and closes it whatever happens. */
import { readConfig } from '#server/config.ts';
import type { City } from '#server/open.ts';
import { openCity } from '#server/open.ts';
import type { UnitText } from '#server/units/unit-text.ts';
import { wrong } from './words.ts';

export async function withCity<T>(work: (city: City) => Promise<T>): Promise<T> {
  const city = await openCity(readConfig(process.env), (line) => process.stderr.write(`${line}\n`));
  try {
    return await work(city);
  } finally {
    await city.close();
  }
}

/** A unit by its code; short codes are padded (640500 is 640500000000). */
export async function unitByCode(city: City, code: string): Promise<UnitText> {
  const { rows } = await city.services.owner.query(
    `select id, code, kind, json_build_object('en', name_en, 'zh', name) as name, parent_id, path from unit where code in ($1, rpad($1, 12, '0')) order by length(code) limit 1`,
    [code],
  );
  if (!rows[0]) throw wrong(`There is no unit ${code}.`);
  return rows[0];
}

export function print(value: unknown): void {
  process.stdout.write(`${typeof value === 'string' ? value : JSON.stringify(value, null, 1)}\n`);
}
