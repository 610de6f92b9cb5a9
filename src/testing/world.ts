/**
 * A small invented world for tests on a real database: a tree of units, people with posts, the
 * umbrella line.
 */
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { statutoryCalendar as holidays } from '#engine/holidays.ts';
import type { Line } from '#engine/line.ts';
import { Book } from '#engine/line.ts';
import type { Actor, Role } from '#engine/permission.ts';
import { openPool } from '#server/database/pool.ts';
import { ddlFor } from '#server/database/tables.ts';
import { holdKeys } from '#server/keys/keyring.ts';
import { LedgerNames } from '#server/ledger/names.ts';
import type { Write, WriteContext } from '#server/records/write.ts';
import { writeRecords } from '#server/records/write.ts';
import { freshDatabase } from './database.ts';
import { testKeys } from './test-keys.ts';
import { umbrellaLending } from './umbrella-lending.ts';

/**
 * Two counties with two townships each, two villages in each township, and a body that the city
 * runs itself.
 */
export const unitPaths: Readonly<Record<string, string>> = {
  city: '1.',
  north: '1.2.',
  south: '1.3.',
  n1: '1.2.4.',
  n2: '1.2.5.',
  s1: '1.3.6.',
  s2: '1.3.7.',
  n1a: '1.2.4.8.',
  n1b: '1.2.4.9.',
  n2a: '1.2.5.10.',
  n2b: '1.2.5.11.',
  s1a: '1.3.6.12.',
  s1b: '1.3.6.13.',
  s2a: '1.3.7.14.',
  s2b: '1.3.7.15.',
  centre: '1.16.',
};

export type Place = string;

export function unitId(place: Place): number {
  return Number(unitPaths[place]!.split('.').at(-2));
}

export type World = Awaited<ReturnType<typeof makeWorld>>;

/**
 * `lines` replaces the umbrella line; their tables are made from the definitions unless a migration
 * has them.
 */
export async function makeWorld(lines: readonly Line[] = [umbrellaLending]) {
  holdKeys(testKeys);
  const database = await freshDatabase();
  const { url, owner } = database;
  const book = new Book(lines);
  await makeTables(owner, book);
  await makeUnits(owner);
  const writer = openPool(url, { role: 'taizhang_writer', pipeline: true, max: 12 });
  const loader = openPool(url, { role: 'taizhang_loader', pipeline: true, max: 2 });
  const reader = openPool(url, { role: 'taizhang_reader', max: 5, pipeline: true });
  const names = await LedgerNames.open(writer, book);

  const actor = async (
    role: Role,
    place: Place,
    held: readonly string[] = ['*'],
  ): Promise<Actor> => {
    const person_id = randomUUID();
    const name = `${role} of ${place}`;
    await owner.query('insert into account (id, name, username, email) values ($1, $2, $3, $3)', [
      person_id,
      name,
      person_id,
    ]);
    return {
      person_id,
      name,
      grant: { role, unit_id: unitId(place), path: unitPaths[place]!, lines: held },
    };
  };
  const context = (who: Actor, rest: Partial<WriteContext> = {}): WriteContext => ({
    pool: rest.loader ? loader : writer,
    book,
    names,
    calendar: holidays,
    actor: who,
    now: '2009-09-04T02:00:00.000Z',
    ...rest,
  });
  const write = (who: Actor, ...writes: Write[]) => writeRecords(context(who), writes);
  const end = async () => {
    await Promise.all([writer.end(), loader.end(), reader.end()]);
    await database.close();
  };
  return { url, owner, writer, loader, reader, book, names, actor, context, write, end };
}

/** A write of one deed, with ids of its own. */
export function deed(
  type: string,
  action: string,
  fields: Record<string, unknown>,
  rest: Partial<Write> & { reason?: string } = {},
): Write {
  const { reason, ...more } = rest;
  return {
    write_id: randomUUID(),
    type,
    id: randomUUID(),
    deeds: [{ action, fields, ...(reason ? { reason } : {}) }],
    ...more,
  };
}

export async function makeTables(owner: Pool, book: Book): Promise<void> {
  for (const type of book.records) {
    const { rows } = await owner.query('select to_regclass($1) is not null as known', [type.name]);
    if (!rows[0].known) await owner.query(ddlFor(type));
  }
}

async function makeUnits(owner: Pool): Promise<void> {
  const kinds = ['city', 'county', 'township', 'village'];
  for (const [place, path] of Object.entries(unitPaths)) {
    const ids = path.split('.').slice(0, -1).map(Number);
    const parent = ids.at(-2) ?? null;
    const kind = place === 'centre' ? 'body' : kinds[ids.length - 1];
    await owner.query(
      `insert into unit (id, code, kind, name, name_en, sort_key, parent_id, path, valid_from) values ($1, $2, $3, $4, $4, $4, $5, $6, '2000-01-01')`,
      [ids.at(-1), `T${ids.at(-1)}`, kind, place, parent, path],
    );
    await owner.query(
      `insert into unit_place (unit_id, parent_id, from_day) values ($1, $2, '2000-01-01')`,
      [ids.at(-1), parent],
    );
  }
  await owner.query(`select setval(pg_get_serial_sequence('unit', 'id'), 100)`);
}
