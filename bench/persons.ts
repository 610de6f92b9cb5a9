/**
 * What encryption costs, and finding among a million persons. The same definition once with its secrets and once
 * without is written and read in turn, so the ratio is the price; and the register is asked through the route.
 */
import { randomUUIDv7 } from 'node:crypto';
import type { Actor } from '#engine/permission.ts';
import type { Field } from '#engine/field.ts';
import { Book } from '#engine/line.ts';
import type { AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import { Chance } from '#city/chance.ts';
import { demoPassword } from '#city/people.ts';
import { inventPerson } from '#city/invented-people.ts';
import { person } from '#lines/common/person.ts';
import { buildApp } from '#server/app.ts';
import { childTable, ddlFor } from '#server/database/tables.ts';
import { computeFigures } from '#server/figures/compute.ts';
import { keyring } from '#server/keys/keyring.ts';
import { newKey, sealRecord } from '#server/keys/sealed-record.ts';
import { foldPages } from '#server/ledger/fold.ts';
import { inTransaction } from '#server/database/transaction.ts';
import { closePage } from '#server/ledger/page.ts';
import { foundByOf } from '#server/records/found-by.ts';
import { loadRecords } from '#server/records/save.ts';
import { writeRecords } from '#server/records/write.ts';
import type { Write } from '#server/records/write.ts';
import type { Services } from '#server/services.ts';
import { readAs, writeContext } from '#server/services.ts';
import { round, timeSideBySide } from './measure.ts';
import type { Timing } from './measure.ts';

const open = (fields: Readonly<Record<string, Field>>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, { ...field, secret: false }]),
  );

/** Word for word the same register, without encryption. */
const plain: AnyRecordType = {
  ...(person as AnyRecordType),
  name: 'plain_person',
  fields: open(person.fields),
  children: Object.fromEntries(
    Object.entries(person.children as Record<string, ChildList>).map(([name, child]) => [
      name,
      { ...child, fields: open(child.fields) },
    ]),
  ),
  search: person.secret_search as AnyRecordType['search'],
  secret_search: undefined,
  identity: undefined,
} as AnyRecordType;

/** A thousand writes and pages of fifty, the one beside the other. */
export async function measureEncryption(services: Services, actor: Actor): Promise<object> {
  const { owner } = services;
  await owner.query('drop table if exists plain_person cascade');
  for (const child of Object.values(plain.children) as ChildList[])
    await owner.query(`drop table if exists ${childTable(plain, child)} cascade`);
  await owner.query(ddlFor(plain));
  const book = new Book([
    ...services.book.lines,
    {
      name: 'plain',
      label: person.label,
      records: [plain],
      measures: [],
      indicators: [],
      codes: [],
    },
  ]);
  const context = { ...writeContext(services, actor), book };
  const chance = new Chance('bench persons');
  const ids = new Map<AnyRecordType, string[]>([
    [person as AnyRecordType, []],
    [plain, []],
  ]);
  const write = (type: AnyRecordType, n: number) => async () => {
    const writes = Array.from({ length: n }, (): Write => {
      const deeds = [{ action: 'register', fields: invent(chance) }];
      return { write_id: randomUUIDv7(), type: type.name, id: randomUUIDv7(), deeds };
    });
    ids.get(type)!.push(...writes.map((one) => one.id));
    await writeRecords(context, writes);
  };
  const page = (type: AnyRecordType) => () =>
    loadRecords(owner as never, type, ids.get(type)!.slice(0, 50));
  const both = [person as AnyRecordType, plain];
  const [secretOne, plainOne] = await timeSideBySide(
    both.map((type) => write(type, 1)),
    60,
  );
  const [secretBulk, plainBulk] = await timeSideBySide(
    both.map((type) => write(type, 500)),
    6,
  );
  const [secretPage, plainPage] = await timeSideBySide(both.map(page), 60);
  const price = (secret: Timing, bare: Timing) => ({
    encrypted: secret,
    plain: bare,
    ratio: round(secret.p50_ms / bare.p50_ms),
  });
  return {
    'one person written': price(secretOne!, plainOne!),
    '500 in one write': price(secretBulk!, plainBulk!),
    'a page of 50 read': price(secretPage!, plainPage!),
  };
}

/** Persons without a history, sealed as every write seals them: to have many to look among. */
export async function multiplyPersons(
  services: Services,
  actor: Actor,
  wanted: number,
): Promise<number> {
  const { owner } = services;
  const type = person as AnyRecordType;
  const { rows: units } = await owner.query(
    `select id, path from unit where kind = 'township' and path >= '1.' order by id`,
  );
  const { rows } = await owner.query('select count(*)::int as n from person');
  const chance = new Chance(`bench many persons ${rows[0].n}`);
  for (let n = rows[0].n as number; n < wanted; n += batch) {
    const records: object[] = [];
    const telephones: object[] = [];
    const keys: object[] = [];
    for (let i = 0; i < batch; i++) {
      const unit = units[(n + i) % units.length];
      const at = new Date(Date.UTC(2009, 0, 1) + ((n + i) % 500_000) * 60_000).toISOString();
      const record = {
        ...empty,
        ...invent(chance),
        id: randomUUIDv7(),
        version: 1,
        state: 'registered',
        unit_id: unit.id,
        path: unit.path,
        guard: 1,
        created_by: actor.person_id,
        created_at: at,
        updated_at: at,
        birth_year: 1980,
      } as unknown as AnyRecord;
      record['telephones'] = [{ id: randomUUIDv7(), number: '13900000000', whose: 'own' }];
      const { key, kept } = newKey(record.id);
      const sealed = sealRecord(type, record, key);
      records.push({ ...sealed, found_by: foundByOf(type, record) });
      for (const row of sealed['telephones'] as object[])
        telephones.push({ ...row, record_id: record.id, position: 0 });
      keys.push({
        record_id: record.id,
        master: kept.master,
        wrapped: `\\x${kept.wrapped.toString('hex')}`,
      });
    }
    for (const [table, data] of [
      ['person', records],
      [childTable(type, type.children['telephones'] as ChildList), telephones],
      ['data_key', keys],
    ] as const) {
      const columns = Object.keys(data[0]!).filter(
        (name) => !['names', 'kin', 'telephones'].includes(name),
      );
      await owner.query(
        `insert into ${table} (${columns.join(', ')}) select ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, $1)`,
        [JSON.stringify(data)],
      );
    }
  }
  await owner.query('vacuum analyze person');
  return Math.max(wanted, rows[0].n);
}

const batch = 2000;
const empty = Object.fromEntries([
  ...Object.keys(person.fields).map((name) => [name, null]),
  ...Object.keys(person.children).map((name) => [name, []]),
]);

function invent(chance: Chance): Record<string, unknown> {
  const { name } = inventPerson(chance, { unit_code: '640500', around: '2009-01-01' });
  // Nobody is told apart by these: passports have no check digit, and no number is anybody's.
  const document_number = `X${String(chance.between(0, 99_999_999)).padStart(8, '0')}`;
  return { document_kind: 'passport', document_number, name, sex: 'male', household_place: '某村三队' };
} // prettier-ignore

const roles = { township: 'zhenluo', county: 'county' } as const;
const questions: Readonly<Record<string, string | null>> = {
  'first page': null,
  'zs (initials)': 'zs',
  'wangjianguo (pinyin)': 'wangjianguo',
  'a whole name': '欧阳文静',
  'a number': 'X00000042',
  'nobody has it': 'xyzzyq',
};

/** Through the route, purpose and log line included. */
export async function measurePersonSearch(
  services: Services,
): Promise<Record<string, Record<string, Timing>>> {
  const app = await buildApp(services);
  const mark = { 'x-taizhang': '1' };
  const measured: Record<string, Record<string, Timing>> = {};
  try {
    const asks = await Promise.all(
      Object.values(roles).map(async (username) => {
        const payload = { username, password: demoPassword };
        const signedIn = await app.inject({
          method: 'POST',
          url: '/api/session',
          headers: mark,
          payload,
        });
        const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
        return async (q: string | null) => {
          const answer = await app.inject({
            method: q ? 'POST' : 'GET',
            url: q ? '/api/records/person/search' : '/api/records/person',
            headers: { ...mark, cookie },
            ...(q ? { payload: { q, purpose: '测速' } } : {}),
          });
          if (answer.statusCode !== 200) throw new Error(answer.body);
        };
      }),
    );
    for (const [name, q] of Object.entries(questions)) {
      const timings = await timeSideBySide(
        asks.map((ask) => () => ask(q)),
        12,
      );
      measured[name] = Object.fromEntries(Object.keys(roles).map((role, i) => [role, timings[i]!]));
    }
    return measured;
  } finally {
    await app.close();
  }
}

/** As many on the register of released people as there are persons: the lines of those in the city, again and again. */
export async function multiplyStock({ owner }: Services, wanted: number): Promise<void> {
  const { rows } = await owner.query(
    `select count(distinct l.record_id)::int as n from ledger_line l join measure m on m.id = l.measure_id
      where m.name = 'released'`,
  );
  const more = Math.ceil((wanted - rows[0].n) / Math.max(1, rows[0].n));
  if (more > 0)
    await owner.query(
      `with copy as (
        select r.record_id, n, gen_random_uuid() as new_id
        from (select distinct l.record_id from ledger_line l join measure m on m.id = l.measure_id where m.name = 'released') r,
          generate_series(1, $1::int) n)
      insert into ledger_line (measure_id, day, unit_id, facet_set_id, guard, amount, subject, record_id, version)
      select l.measure_id, l.day, l.unit_id, l.facet_set_id, l.guard, l.amount, l.subject, c.new_id, l.version
        from copy c join ledger_line l on l.record_id = c.record_id join measure m on m.id = l.measure_id
        where m.name = 'released' limit $2`,
      [more, 4 * wanted],
    );
  await closePage(owner);
  await foldPages(owner);
  await owner.query('analyze ledger_line');
}

/** The stock of the whole register at the end of a year, now and as it stood, beside counting the persons. */
export async function measureStock(services: Services, office: Actor): Promise<object> {
  const { owner, reader, book, names } = services;
  const indicators = book.indicators.filter((indicator) => indicator.figure_id === 'F39');
  const query = {
    unit_id: office.grant.unit_id,
    from: '2009-01-01',
    to: '2009-12-31',
    now: services.clock(),
  };
  const figure = (as_of: string | null) => () =>
    inTransaction(reader, (client) =>
      computeFigures(client, names, indicators, { ...query, as_of }),
    );
  const counted = () =>
    owner.query(`select count(*) from person where path >= $1 and path < $1 || '~'`, [
      office.grant.path,
    ]);
  const [live, past, count] = await timeSideBySide(
    [figure(null), figure('2010-01-15T00:00:00Z'), counted],
    40,
  );
  return {
    figure: live,
    as_of: past,
    count_of_persons: count,
    faster: round(count!.p50_ms / live!.p50_ms),
  };
}

/** How PostgreSQL goes about the questions whose cost would grow with the register. */
export async function plansOf(services: Services, actors: readonly Actor[]): Promise<string[]> {
  const initials = keyring().token('person', 'zs');
  const asked: Readonly<Record<string, string>> = {
    'first page': 'select id from person_seen order by created_at desc, id desc limit 51',
    'by initials': `select id from person_seen where found_by @@ '''${initials}'''::tsquery order by created_at desc, id desc limit 51`,
  };
  const plans: string[] = [];
  for (const actor of actors)
    for (const [name, text] of Object.entries(asked))
      await readAs(services, actor, async (client) => {
        const { rows } = await client.query(`explain (analyze, buffers, costs off) ${text}`);
        plans.push(
          `\n${name}, ${actor.grant.role}`,
          ...rows.map((row) => row['QUERY PLAN'] as string),
        );
      });
  return plans;
}
