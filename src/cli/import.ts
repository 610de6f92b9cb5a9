import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { dayInShanghai } from '#engine/day.ts';
import { holdsLine, withinTerritory } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { actorOf, grantsOf } from '#server/accounts/grants.ts';
import type { City } from '#server/open.ts';
import { checkImport, importBounds, keepImport } from '#server/records/import.ts';
import { readSpreadsheet } from '#server/reports/spreadsheet.ts';
import type { UnitText } from '#server/units/unit-text.ts';
import { print, unitByCode, withCity } from './with-city.ts';
import { needed, readWords, wrong } from './words.ts';

/** In somebody's name and under their post: what they could not bring in on the page, nobody can here. */
export async function run(words: readonly string[]): Promise<void> {
  const asked = readWords(words, ['unit', 'as'], ['check', 'json']);
  const [name, file] = asked.rest;
  if (!name || !file) throw wrong('taizhang import TYPE FILE --unit CODE --as USERNAME [--check]');
  const code = needed(asked, 'unit');
  const username = needed(asked, 'as');
  const { bytesMax, rowsMax } = importBounds;
  const { rows } = await readSpreadsheet(await readFile(file), { bytesMax, rowsMax: rowsMax + 20 });
  await withCity(async (city) => {
    const type = city.services.book.findRecord(name);
    if (!type) throw wrong(`There is no record type ${name}. Known: ${known(city)}.`);
    const unit = await unitByCode(city, code);
    const actor = await actorFor(city, username, unit, type.line);
    const tell = (_: string, done: number, total: number) =>
      process.stderr.write(`${done} of ${total} rows\n`);
    const work = asked.options['check'] ? checkImport : keepImport;
    const source = { type, unit, rows, file_name: basename(file).slice(0, 100) };
    const answer = await work(city.services, actor, source, tell);
    if (answer.bad.length > 0) process.exitCode = 1;
    if (asked.options['json']) return print(answer);
    const left = answer.columns.filter((column) => !column.field && !column.expected);
    if (left.length > 0)
      print(`Columns left out: ${left.map((column) => column.heading).join(', ')}`);
    for (const { row, issues } of answer.bad)
      for (const issue of issues.filter((one) => !one.warning))
        print(`Row ${row}, ${issue.column ?? issue.field ?? ''}: ${issue.message.en}`);
    const done = asked.options['check'] ? 'can be brought in' : 'brought in';
    print(
      `${answer.rows} rows: ${answer.good} ${done}, ${answer.already} there already, ${answer.bad.length} left out. Import ${answer.import_id}`,
    );
  });
}

const known = (city: City) => city.services.book.records.map((type) => type.name).join(' ');

/** Their first post that reaches the unit and holds the line of work. */
async function actorFor(
  city: City,
  username: string,
  unit: UnitText,
  line: string,
): Promise<Actor> {
  const { owner, clock } = city.services;
  const { rows } = await owner.query(
    `select id, name from account where username = $1 and (ended_on is null or ended_on > $2::date)`,
    [username, dayInShanghai(clock())],
  );
  if (!rows[0]) throw wrong(`There is no account ${username}.`);
  const grants = await grantsOf(owner, rows[0].id, dayInShanghai(clock()));
  const actors = grants.map((grant) => actorOf({ account: rows[0], grant }));
  const found = actors.find((actor) => withinTerritory(actor, unit.path) && holdsLine(actor, line));
  if (!found) throw wrong(`${username} has no post that reaches ${unit.name.en}.`);
  return found;
}
