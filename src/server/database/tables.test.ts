/** Definitions and migrated tables say the same. When they do not, the test prints the DDL that is missing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { book } from '#lines/index.ts';
import { freshDatabase } from '#testing/database.ts';
import type { FreshDatabase } from '#testing/database.ts';
import { loan } from '#testing/umbrella-lending.ts';
import { ddlFor, indexesOf, tablesOf } from './tables.ts';
import type { Table } from './tables.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

async function columnsInDatabase(table: string) {
  const { rows } = await database.owner.query(
    `select a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull as not_null,
        (select c.confrelid::regclass::text from pg_constraint c where c.conrelid = a.attrelid and c.contype = 'f' and c.conkey = array[a.attnum]) as references
      from pg_attribute a where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped`,
    [table],
  );
  return rows as { name: string; type: string; not_null: boolean; references: string | null }[];
}

async function drift(table: Table): Promise<string[]> {
  const known = new Map((await columnsInDatabase(table.name)).map((c) => [c.name, c]));
  if (known.size === 0) return [`create table ${table.name} (…): see taizhang ddl`];
  const wanted = new Set(table.columns.map((c) => c.name));
  const missing = table.columns.flatMap((column) => {
    const found = known.get(column.name);
    if (!found)
      return [
        `alter table ${table.name} add column ${column.name} ${column.type}${column.not_null ? ' not null' : ''};`,
      ];
    if (found.type !== column.type)
      return [
        `alter table ${table.name} alter column ${column.name} type ${column.type}; -- is ${found.type}`,
      ];
    if (found.not_null !== column.not_null)
      return [
        `alter table ${table.name} alter column ${column.name} ${column.not_null ? 'set' : 'drop'} not null;`,
      ];
    if ((found.references ?? undefined) !== column.references)
      return [
        `alter table ${table.name} add foreign key (${column.name}) references ${column.references}; -- is ${found.references}`,
      ];
    return [];
  });
  const extra = [...known.keys()]
    .filter((name) => !wanted.has(name))
    .map((name) => `alter table ${table.name} drop column ${name};`);
  return [...missing, ...extra];
}

/** A definition's index by itself, whatever it is called. */
function withoutName(definition: string): string {
  return definition.replace(/INDEX \w+ ON/, 'INDEX ON');
}

describe('tables', () => {
  for (const type of book.records) {
    it(`are as the definition of ${type.name} says`, async () => {
      const statements = (await Promise.all(tablesOf(type).map(drift))).flat();
      expect(statements.join('\n')).toBe('');
    });
  }

  it('have a view of what each reader sees, and the indexes that their registers ask for', async () => {
    for (const type of book.records) {
      const view = await columnsInDatabase(`${type.name}_seen`);
      expect(view.map((c) => c.name)).toEqual(
        (await columnsInDatabase(type.name)).map((c) => c.name),
      );
      // Made once more from the definition, so that PostgreSQL writes both in its own words.
      const { rows } = await database.owner.query(
        `select indexdef from pg_indexes where tablename = $1`,
        [type.name],
      );
      const known = rows.map((row) => withoutName(row.indexdef as string));
      for (const statement of indexesOf(type)) {
        const made = statement.replace(/^create index \w+/, 'create index made_again');
        await database.owner.query(made);
        const again = await database.owner.query(
          `select indexdef from pg_indexes where indexname = 'made_again'`,
        );
        expect(known).toContain(withoutName(again.rows[0].indexdef));
        await database.owner.query('drop index made_again');
      }
    }
  });

  it('of every record type stand behind row-level security', async () => {
    const names = book.records.flatMap((type) => tablesOf(type).map((table) => table.name));
    const { rows } = await database.owner.query(
      `select relname from pg_class where relname = any($1) and not relrowsecurity`,
      [names],
    );
    expect(rows).toEqual([]);
  });

  it('would show a column that a migration forgot', async () => {
    await database.owner.query(
      ddlFor(loan)
        .replace('rained boolean', 'rained text')
        .replace('days_out integer,\n', '')
        .replaceAll('references umbrella_stand', ''),
    );
    const found = (await Promise.all(tablesOf(loan).map(drift))).flat();
    expect(found).toEqual([
      'alter table umbrella_loan add foreign key (stand_id) references umbrella_stand; -- is null',
      'alter table umbrella_loan alter column rained type boolean; -- is text',
      'alter table umbrella_loan add column days_out integer;',
    ]);
  });
});
