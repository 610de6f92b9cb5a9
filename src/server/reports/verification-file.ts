/**
 * The verification file of an edition: its figures and definitions, the lines that they count (no person is in a line),
 * the digests and hashes of the pages, and a checker that runs alone. What it proves and what not, its README says.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import JSZip from 'jszip';
import type { PoolClient } from 'pg';
import { Problem } from '#engine/problem.ts';
import { repositoryFolder } from '../config.ts';
import { inSight } from '../figures/in-sight.ts';
import { inTransaction } from '../database/transaction.ts';
import { lineDigest, lineSpelling, versionDigest } from '../ledger/page.ts';
import type { Services } from '../services.ts';
import { sidesOf } from './edition-lines.ts';
import type { Edition, EditionContent } from './edition.ts';

export const checkerFolder = join(repositoryFolder, 'templates', 'verification');
const bounds = { lines: 500_000, digests: 3_000_000 };

type Side = ReturnType<typeof sidesOf>[number] & { readonly key: string };
type Rooms = Pick<Services, 'owner' | 'names'>;

/** The caller has asked whether the edition may be read. Digests of all lines are needed, so the owner reads them. */
export async function verificationFile({ owner, names }: Rooms, edition: Edition): Promise<Buffer> {
  await names.refresh();
  const sides = edition.figures.flatMap(({ key, ...figure }) =>
    sidesOf(names, figure, edition.last_day).map((side): Side => ({ ...side, key })),
  );
  const zip = new JSZip();
  await inTransaction(owner, async (client) => {
    await client.query('set transaction isolation level repeatable read read only');
    const lines = await shownLines(client, edition, sides);
    const { seal, intact: _i, signer: _s, signer_latin: _l, ...content } = edition;
    add(zip, 'edition.json', { content: content satisfies EditionContent, seal });
    addRows(zip, 'lines.jsonl', lines);
    addRows(zip, 'pages.jsonl', await pages(client, edition, lines[0]?.page));
    add(zip, 'names.json', await namesFor(client, lines));
    add(zip, 'sealed.json', await sealedSums(client, edition, sides));
  });
  for (const name of ['check.mjs', 'README.txt'])
    zip.file(name, await readFile(join(checkerFolder, name)));
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

function add(zip: JSZip, name: string, value: unknown): void {
  zip.file(name, JSON.stringify(value, null, 1));
}

function addRows(zip: JSZip, name: string, rows: readonly unknown[]): void {
  zip.file(name, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

type ShownLine = { readonly page: number; readonly at: number; readonly line: string };

const sideRows = `side as materialized (select * from jsonb_to_recordset($1::jsonb) as s(key text, side text, measure_id smallint,
  facet_sets int[], "from" date, "to" date, members int4multirange))`;
const counted = `l.measure_id = s.measure_id and l.day between s."from" and s."to" and l.id <= $2
  and (s.facet_sets is null or l.facet_set_id = any(s.facet_sets)) and l.unit_id <@ s.members`;

async function shownLines(
  client: PoolClient,
  edition: Edition,
  sides: readonly Side[],
): Promise<ShownLine[]> {
  const { rows } = await client.query(
    `with ${sideRows},
      found as (select distinct l.id from side s join ledger_line l on ${counted} and ${inSight('l')} limit ${bounds.lines + 1})
     select p.id as page, (select count(*)::int from ledger_line e where e.id > p.before and e.id < l.id) as at,
       ${lineSpelling} as line
     from found join ledger_line l on l.id = found.id
       cross join lateral (select q.id, coalesce((select b.last_line from ledger_page b where b.id = q.id - 1), 0) as before
         from ledger_page q where q.last_line >= l.id order by q.last_line, q.id limit 1) p
     order by l.id`,
    [JSON.stringify(sides), edition.last_line],
  );
  if (rows.length > bounds.lines) throw tooMany();
  return rows as ShownLine[];
}

/** From the first page that holds a line of the edition; all digests, so that each hash can be computed. */
async function pages(client: PoolClient, edition: Edition, first = edition.page_id) {
  const size = await client.query(
    'select coalesce(sum(lines + versions), 0)::float8 as n from ledger_page where id between $1 and $2',
    [first, edition.page_id],
  );
  if (size.rows[0].n > bounds.digests) throw tooMany();
  const { rows } = await client.query(
    `select p.id, encode(p.hash, 'hex') as hash, encode(p.previous_hash, 'hex') as previous_hash,
       coalesce(translate(encode(lines.digest, 'base64'), E'\\n', ''), '') as lines,
       coalesce(translate(encode(versions.digest, 'base64'), E'\\n', ''), '') as versions
     from ledger_page p join ledger_page b on b.id = p.id - 1
       cross join lateral (select string_agg(${lineDigest}, '' order by l.id) as digest from ledger_line l
         where l.id > b.last_line and l.id <= p.last_line) lines
       cross join lateral (select string_agg(${versionDigest}, '' order by v.id) as digest from record_version v
         where v.id > b.last_version and v.id <= p.last_version) versions
     where p.id between $1 and $2 order by p.id`,
    [first, edition.page_id],
  );
  return rows;
}

async function namesFor(client: PoolClient, lines: readonly ShownLine[]) {
  const parts = lines.map(({ line }) => line.split('|').map(Number));
  const ids = (column: number) => [...new Set(parts.map((one) => one[column]!))];
  const [measures, units, facets] = [
    await client.query('select id, name from measure where id = any($1::int[])', [ids(1)]),
    await client.query('select id, code, name, name_en from unit where id = any($1::int[])', [
      ids(3),
    ]),
    await client.query('select id, content from facet_set where id = any($1::int[])', [ids(4)]),
  ];
  return {
    measures: Object.fromEntries(measures.rows.map(({ id, name }) => [id, name])),
    units: Object.fromEntries(units.rows.map(({ id, ...unit }) => [id, unit])),
    facets: Object.fromEntries(facets.rows.map(({ id, content }) => [id, content])),
  };
}

/** By figure and side, where sealed records were counted at all. */
async function sealedSums(client: PoolClient, edition: Edition, sides: readonly Side[]) {
  const { rows } = await client.query(
    `with ${sideRows}
     select s.key, s.side, sum(l.amount)::float8 as amount, count(distinct l.subject)::int as subjects
     from side s join edition_figure f on f.edition_id = $3 and f.key = s.key and f.sealed_counted
       join ledger_line l on ${counted} and not (${inSight('l')}) group by s.key, s.side`,
    [JSON.stringify(sides), edition.last_line, edition.id],
  );
  const distinct = new Set(
    edition.figures.filter((one) => one.definition.kind === 'distinct').map((one) => one.key),
  );
  const sums: Record<string, Record<string, number>> = {};
  for (const { key, side, amount, subjects } of rows)
    (sums[key] ??= {})[side] = distinct.has(key) ? subjects : amount;
  return sums;
}

function tooMany(): Problem {
  return new Problem('too-large', {
    en: 'This edition counts too many lines for one file. Ask for it of a smaller unit or a shorter period.',
    zh: '该版本所依据的分录过多，无法放入一个文件，请按下级单位或较短期间分别生成。',
  });
}
