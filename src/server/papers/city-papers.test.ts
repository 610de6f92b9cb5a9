/** The forms that come along, on the reference city: every paper in every state that occurs, in both languages. */
import JSZip from 'jszip';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatDay } from '#engine/day.ts';
import type { Actor } from '#engine/permission.ts';
import { completeness } from '#engine/paper.ts';
import type { AnyRecordType } from '#engine/record.ts';
import { openLoadedCity } from '#testing/loaded-city.ts';
import type { LoadedCity } from '#testing/loaded-city.ts';
import type { FreshDatabase } from '#testing/database.ts';
import { convert, libreOffice } from '#testing/libre-office.ts';
import type { City } from '../open.ts';
import { readAs } from '../services.ts';
import { findRecords } from '../records/read.ts';
import { makePaper, papersOf } from './make-paper.ts';

const byText = (a: string, b: string) => (a < b ? -1 : 1);
let database: FreshDatabase;
let city: City;
let end: LoadedCity['end'];
let actor: Actor;

beforeAll(async () => {
  ({ city, database, end } = await openLoadedCity());
  const { rows } = await database.owner.query(
    `select g.account_id, g.role, g.unit_id, u.path, g.lines from grants g join unit u on u.id = g.unit_id where g.role = 'county' limit 1`,
  );
  const { account_id, ...grant } = rows[0];
  actor = { person_id: account_id, name: '马文海', grant };
}, 240_000);
afterAll(() => end());

const make = (type: AnyRecordType, id: string, paper: string, language: 'zh' | 'en') =>
  readAs(city.services, actor, (client) =>
    makePaper(client, {
      book: city.services.book,
      type,
      id,
      paper,
      language,
      actor,
      today: '2010-01-04',
    }),
  );

async function wordsOf(content: Buffer): Promise<string> {
  const zip = await JSZip.loadAsync(content);
  const xml = await zip.file('word/document.xml')!.async('string');
  return xml.replace(/<\/w:p>/g, '\n').replace(/<[^>]+>/g, '');
}

/** One record of each state and, of disputes, of each form of agreement and with the most rows in its lists. */
async function samples(type: AnyRecordType): Promise<string[]> {
  const kinds = type.name === 'dispute' ? `, agreement_form, source = 'application'` : '';
  const { rows } = await database.owner.query(
    `select distinct on (state${kinds}) id from ${type.name} where path like $1 || '%' order by state${kinds}, id`,
    [actor.grant.path],
  );
  return rows.map((row) => row.id as string);
}

test.each(['dispute', 'subsidy'])(
  'every paper of a %s in every state is whole, in both languages',
  async (name) => {
    const type = city.services.book.record(name);
    const ids = await samples(type);
    const seen = new Set<string>();
    for (const id of ids) {
      const { record, papers } = await readAs(city.services, actor, (client) =>
        papersOf(client, type, id),
      );
      seen.add(record.state);
      for (const paper of papers.filter((one) => one.can_make))
        for (const language of ['zh', 'en'] as const) {
          const words = await wordsOf((await make(type, id, paper.name, language)).content);
          expect(words).not.toMatch(/[{}\ufdd0\ufdd1]|undefined|null|NaN|\[object/);
          const number = record['number'] ?? record['dispute_number'];
          if (number && paper.name !== 'payment-list') expect(words).toContain(number);
          if (name === 'dispute' && paper.name === 'agreement')
            for (const party of record['parties']) expect(words).toContain(party.name);
        }
    }
    const { rows } = await database.owner.query(
      `select distinct state from ${name} where path like $1 || '%'`,
      [actor.grant.path],
    );
    expect([...seen].toSorted(byText)).toEqual(
      rows.map((row) => row.state as string).toSorted(byText),
    );
    expect(seen.size).toBeGreaterThan(2);
  },
  240_000,
);

test('the files of 2009 are complete, and their papers name no law of 2010', async () => {
  const type = city.services.book.record('dispute');
  const { rows } = await database.owner.query(
    `select id from dispute where accepted_on between '2009-01-01' and '2009-12-31'`,
  );
  expect(rows.length).toBe(4127);
  const ids = rows.map((row) => row.id as string);
  const client = await database.owner.connect();
  try {
    const missing = new Map<string, number>();
    for (let at = 0; at < ids.length; at += 1000)
      for (const record of await findRecords(client, type, ids.slice(at, at + 1000)))
        for (const paper of completeness(type.papers!(record), []).missing)
          missing.set(paper.name, (missing.get(paper.name) ?? 0) + 1);
    expect(Object.fromEntries(missing)).toEqual({});
  } finally {
    client.release();
  }
  const chosen = await database.owner.query(
    `select id from dispute where path like $1 || '%' and accepted_on between '2009-01-01' and '2009-12-31'
      and result = 'written' limit 1`,
    [actor.grant.path],
  );
  const { papers } = await readAs(city.services, actor, (reader) =>
    papersOf(reader, type, chosen.rows[0].id),
  );
  for (const paper of papers.filter((one) => one.can_make))
    for (const language of ['zh', 'en'] as const)
      expect(
        await wordsOf((await make(type, chosen.rows[0].id, paper.name, language)).content),
      ).not.toMatch(/人民调解法|Mediation Law/);
}, 120_000);

test('a payment list names every claim of its batch in the county, once, and its total', async () => {
  const type = city.services.book.record('subsidy');
  const { rows } = await database.owner.query(
    `select payment_list, count(*)::int as n, sum(amount_fen)::bigint as fen, (array_agg(id))[1] as id, array_agg(dispute_number) as numbers
      from subsidy where payment_list is not null and path like $1 || '%' group by payment_list order by n desc limit 1`,
    [actor.grant.path],
  );
  const { n, fen, id, numbers } = rows[0];
  expect(n).toBeGreaterThan(1);
  const words = await wordsOf((await make(type, id, 'payment-list', 'zh')).content);
  for (const number of numbers) expect(words.split(number).length - 1).toBeGreaterThanOrEqual(1);
  expect(words).toContain(`${n}件`);
  expect(words).toContain(`${Number(fen) / 100}元`);
  const notice = await wordsOf((await make(type, id, 'public-notice', 'zh')).content);
  // What hangs on the wall shows no account.
  const accounts = await database.owner.query(
    'select bank_account from mediator where bank_account is not null limit 50',
  );
  for (const { bank_account } of accounts.rows) expect(notice).not.toContain(bank_account);
}, 60_000);

test.skipIf(!libreOffice)(
  'LibreOffice opens them, and numbers, names and days stand in the text',
  async () => {
    const type = city.services.book.record('dispute');
    for (const form of ['written', 'oral']) {
      const { rows } = await database.owner.query(
        `select id from dispute where agreement_form = $1 and state = 'filed' and path like $2 || '%' limit 1`,
        [form, actor.grant.path],
      );
      const id = rows[0].id as string;
      const { record, papers } = await readAs(city.services, actor, (client) =>
        papersOf(client, type, id),
      );
      const shown = papers.filter(
        (p) => p.can_make && (form === 'written' || p.name === 'oral-register'),
      );
      for (const paper of shown) {
        const { content } = await make(type, id, paper.name, 'zh');
        const text = (await convert(content, 'x.docx', 'txt:Text (encoded):UTF8')).toString();
        expect(text).toContain(record['number']);
        for (const party of record['parties']) expect(text).toContain(party.name);
        if (paper.name === 'closing-report')
          expect(text).toContain(formatDay(record['accepted_on'], 'zh'));
      }
    }
  },
  240_000,
);
