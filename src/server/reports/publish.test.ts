/** An edition is signed once and stays: for whoever writes later, and for every role of the database. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { openPool } from '#server/database/pool.ts';
import { foldPages } from '#server/ledger/fold.ts';
import { inTransaction } from '#server/database/transaction.ts';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { listEditions, readEdition } from './edition.ts';
import type { Edition } from './edition.ts';
import { publishEdition } from './publish.ts';
import type { AskedEdition, AskedFigure } from './publish.ts';
import { changedSince, differenceBetween } from './restate.ts';

let world: World;
let office: Actor;
let county: Actor;
let director: Actor;
let stand: string;

const now = '2030-01-01T00:00:00.000Z';
const rooms = () => ({ ...world, clock: () => '2010-01-05T02:00:00.000Z' });

beforeAll(async () => {
  world = await makeWorld();
  office = await world.actor('bureau', 'city');
  county = await world.actor('county', 'north');
  director = await world.actor('director', 'n1');
  const [made] = await world.write(
    await world.actor('director', 'city'),
    deed('umbrella_stand', 'create', { name: '总站', size: 'large', opened_on: '2009-01-01' }),
  );
  stand = made!.id;
});
afterAll(() => world.end());

async function lend(place: string, lent_on: string): Promise<string> {
  const [made] = await world.write(
    await world.actor('director', 'city'),
    deed(
      'umbrella_loan',
      'create',
      { stand_id: stand, lent_on, borrowers: [{ name: '张三' }] },
      { unit_id: unitId(place) },
    ),
  );
  return made!.id;
}
const change = async (id: string, lent_on: string, reason: string) =>
  world.write(
    await world.actor('director', 'city'),
    deed('umbrella_loan', 'change', { lent_on }, { id, reason }),
  );

const figures: AskedFigure[] = [
  { key: 'loans', indicator: 'loans' },
  { key: 'out', indicator: 'umbrellas_out' },
  { key: 'rate', indicator: 'return_rate' },
  { key: 'stands', indicator: 'stands_used' },
  { key: 'large', indicator: 'large_loans' },
];
const sign = (more: Partial<AskedEdition> = {}): Promise<Edition> =>
  publishEdition(rooms(), {
    id: randomUUID(),
    kind: 'return',
    series: `test:${randomUUID()}`,
    unit_id: unitId('north'),
    from: '2009-01-01',
    to: '2009-12-31',
    title: { en: 'Return of umbrellas', zh: '雨伞统计表' },
    figures,
    document: { text: ['写好了', 1.5, null], b: 1, a: 2 },
    signed_by: county,
    ...more,
  });
const valueOf = (edition: Edition, key: string) =>
  edition.figures.find((figure) => figure.key === key)!.value;
const since = (edition: Edition) => changedSince(world, world.owner, edition, now);
const problemOf = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => expect.fail('was not refused'),
    (problem: unknown) => {
      if (!(problem instanceof Problem)) throw problem;
      return problem;
    },
  );

describe('an edition', () => {
  it('freezes its figures with definition, page, units and signature, and holds what was just written', async () => {
    await lend('n1a', '2009-05-05');
    await lend('s1a', '2009-05-05');
    const edition = await sign();
    expect(valueOf(edition, 'loans')).toBe(1);
    expect(edition).toMatchObject({
      number: 1,
      restates: null,
      signed_by: county.person_id,
      signed_role: 'county',
      signed_at: '2010-01-05T02:00:00.000Z',
      intact: true,
      lines: ['umbrellas'],
      document: { text: ['写好了', 1.5, null], b: 1, a: 2 },
    });
    const [loans] = edition.figures;
    expect(loans!.definition.rule.en).toBe('Loans by the day lent.');
    expect(loans!.members).toBe('{[2,3),[4,6),[8,12)}');
    expect(edition.figures.find((one) => one.key === 'rate')).toMatchObject({
      value: 0,
      numerator: 0,
      denominator: 1,
    });
  });

  it('stays as it is when records come late and are corrected, and lists those lines with their reasons', async () => {
    const wrong = await lend('n2a', '2009-06-01');
    const edition = await sign();
    await lend('n2b', '2009-07-01');
    await lend('s2b', '2009-07-01');
    await change(wrong, '2010-02-01', '日期写错');
    const after = await readEdition(world.owner, edition.id);
    expect(after).toEqual(edition);
    const { figures: told, lines, left_out } = await since(edition);
    const loans = told.find((one) => one.key === 'loans')!;
    expect([loans.then.value, loans.now.value]).toEqual([2, 2]);
    const touching = lines.filter((line) => line.figures.some((one) => one.key === 'loans'));
    expect(touching.map((line) => [line.why, line.amount, line.reason])).toEqual([
      ['late', 1, null],
      ['corrected', -1, '日期写错'],
    ]);
    expect(touching[1]).toMatchObject({
      record_id: wrong,
      record_type: 'umbrella_loan',
      version: 2,
    });
    expect(left_out).toBe(0);
    const sum = touching.reduce((total, line) => total + line.amount, loans.then.value!);
    expect(sum).toBe(loans.now.value);
  });

  it('is restated by the next edition of its series, with a reason, and the difference is those lines', async () => {
    const series = `test:${randomUUID()}`;
    const one = await sign({ series });
    await lend('n1b', '2009-08-01');
    expect((await problemOf(sign({ series }))).issues[0]).toMatchObject({ field: 'reason' });
    const two = await sign({ series, reason: '补登' });
    expect(two).toMatchObject({ number: 2, restates: one.id, reason: '补登' });
    expect(valueOf(two, 'loans')).toBe(valueOf(one, 'loans')! + 1);
    await lend('n1b', '2009-08-02');
    const difference = await differenceBetween(world, world.owner, one, two);
    const loans = difference.lines.filter((l) => l.figures.some(({ key }) => key === 'loans'));
    expect(loans).toHaveLength(1);
    expect(difference.other_units).toEqual([]);
    expect((await listEditions(world.owner, { series })).map((e) => e.number)).toEqual([2, 1]);
  });

  it('counts a day that had not come when it was signed, once it has', async () => {
    await world.write(
      await world.actor('director', 'city'),
      deed(
        'umbrella_loan',
        'create',
        { stand_id: stand, lent_on: '2009-09-04', borrowers: [{ name: '张三' }] },
        { unit_id: unitId('n1a') },
      ),
    );
    // Its page is closed now, long after; so the edition is made to stand at an earlier day by its period.
    const edition = await sign({ from: '2009-09-01', to: '2009-09-30' });
    const early = { ...edition, last_day: '2009-09-03' };
    const { lines } = await since(early);
    expect(lines.map((line) => line.why)).toContain('day_came');
  });

  it('is signed once however often it is sent, and once only when two sign at the same time', async () => {
    const id = randomUUID();
    const series = `test:${id}`;
    const again = await Promise.all([sign({ id, series }), sign({ id, series })]).catch(() => null);
    const one = again?.[0] ?? (await sign({ id, series }));
    await lend('n1a', '2009-03-03');
    expect(await sign({ id, series })).toEqual(one);
    expect((await problemOf(sign({ id }))).kind).toBe('duplicate');
    const both = await Promise.allSettled([
      sign({ series, reason: '甲' }),
      sign({ series, reason: '乙' }),
    ]);
    const numbers = (await listEditions(world.owner, { series })).map((e) => e.number);
    expect(numbers).toEqual([...new Set(numbers)]);
    expect(both.some((result) => result.status === 'fulfilled')).toBe(true);
  });

  it('comes back from a backup as it was: its rows travel as JSON', async () => {
    await sign();
    for (const table of ['edition', 'edition_figure']) {
      const { rows } = await world.owner.query(
        `select count(*)::int as n, count(*) filter (where t is not distinct from jsonb_populate_record(null::${table}, to_jsonb(t)))::int as same
          from ${table} t`,
      );
      expect(rows[0].n).toBeGreaterThan(0);
      expect(rows[0].same).toBe(rows[0].n);
    }
  });

  it('is refused beyond the territory, the lines and the size of a post', async () => {
    const outside = sign({ unit_id: unitId('south') });
    expect((await problemOf(outside)).kind).toBe('not-found');
    const part = sign({ figures: [{ key: 'a', indicator: 'loans', unit_id: unitId('south') }] });
    expect((await problemOf(part)).kind).toBe('not-found');
    const other = await world.actor('county', 'north', ['mediation']);
    expect((await problemOf(sign({ signed_by: other }))).kind).toBe('not-found');
    const many = Array.from({ length: 2001 }, (_, i) => ({ key: `k${i}`, indicator: 'loans' }));
    expect((await problemOf(sign({ figures: many }))).kind).toBe('too-large');
  });

  it('is not reported, and never zero, where nobody keeps the book', async () => {
    const empty = await world.actor('director', 's2');
    const edition = await sign({
      unit_id: unitId('s2'),
      signed_by: empty,
      from: '2001-01-01',
      to: '2001-12-31',
    });
    expect(valueOf(edition, 'loans')).toBeNull();
    expect(edition.figures[0]!.not_reported_reason!.zh).toContain('不等于零');
  });
});

describe('nobody changes an edition', () => {
  const statements = [
    'update edition_figure set value = 9000',
    'delete from edition_figure',
    'truncate edition_figure',
    "update edition set title = '{}'",
    'delete from edition',
    'truncate edition cascade',
    "update edition_comment set text = 'x'",
  ];

  it('not even the owner of the tables', async () => {
    const edition = await sign();
    for (const statement of statements)
      await expect(world.owner.query(statement)).rejects.toThrow(/append-only/);
    // A reorganisation may move the place and nothing else.
    await inTransaction(world.owner, async (client) => {
      await client.query(`select set_config('taizhang.reorganising', 'yes', true)`);
      await expect(
        client.query(`update edition set path = '1.', reason = 'x' where id = $1`, [edition.id]),
      ).rejects.toThrow(/append-only/);
    }).catch(() => {});
  });

  it('and the roles of the product cannot even try; only the compiler adds one', async () => {
    const edition = await sign();
    const copy = `insert into edition_figure select edition_id, key || '2', position + 1000, unit_id, from_day, to_day, definition,
      9000, numerator, denominator, not_reported_reason, members, sealed_counted from edition_figure`;
    for (const role of ['taizhang_reader', 'taizhang_writer', 'taizhang_loader']) {
      const pool = openPool(world.url, { role, max: 1 });
      for (const statement of [...statements, copy])
        await expect(pool.query(statement), `${role}: ${statement}`).rejects.toThrow(
          /permission denied|append-only/,
        );
      await pool.end();
    }
    const compiler = openPool(world.url, { role: 'taizhang_compiler', max: 1 });
    for (const statement of statements)
      await expect(compiler.query(statement)).rejects.toThrow(/permission denied/);
    await expect(compiler.query('select * from record_version')).rejects.toThrow(/permission/);
    await expect(compiler.query('select * from umbrella_loan')).rejects.toThrow(/permission/);
    await compiler.end();
    expect((await readEdition(world.owner, edition.id)).intact).toBe(true);
  });

  it('and whoever does it behind the triggers breaks the seal', async () => {
    const edition = await sign();
    await world.owner.query(
      `alter table edition_figure disable trigger all; update edition_figure set value = value + 1 where key = 'loans'
        and edition_id = '${edition.id}'; alter table edition_figure enable trigger all`,
    );
    expect((await readEdition(world.owner, edition.id)).intact).toBe(false);
  });

  it('is seen within its territory alone', async () => {
    const edition = await sign();
    const read = (actor: Actor) =>
      inTransaction(world.reader, async (client) => {
        await client.query(
          `select set_config('taizhang.territory', $1, true), set_config('taizhang.guard', '0', true),
            set_config('taizhang.person', $2, true)`,
          [actor.grant.path, actor.person_id],
        );
        return readEdition(client, edition.id);
      });
    expect((await read(office)).id).toBe(edition.id);
    expect((await problemOf(read(director))).kind).toBe('not-found');
    const nobody = await world.reader.query('select count(*)::int as n from edition');
    expect(nobody.rows[0].n).toBe(0);
  });
});

describe('sealed records', () => {
  async function seal(place: string, count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const id = await lend(place, '2009-11-11');
      await world.owner.query('update umbrella_loan set guard = 2 where id = $1', [id]);
      await world.write(
        { ...(await world.actor('director', 'city')), engine: true },
        deed('umbrella_loan', 'change', { lent_on: '2009-11-12' }, { id, reason: '封存' }),
      );
    }
    await foldPages(world.owner);
  }
  const november = { from: '2009-11-01', to: '2009-11-30' };

  it('count from the county up where ten stand together, and else in the level above', async () => {
    await seal('s1a', 9);
    const south = await world.actor('county', 'south');
    const ofSouth = () => sign({ ...november, unit_id: unitId('south'), signed_by: south });
    expect(valueOf(await ofSouth(), 'large')).toBe(0);
    // The city has no level above it.
    const city = await sign({ ...november, unit_id: unitId('city'), signed_by: office });
    expect(valueOf(city, 'large')).toBe(9);
    await seal('s2a', 1);
    const ten = await ofSouth();
    expect(valueOf(ten, 'large')).toBe(10);
    const township = await world.actor('director', 's1');
    const below = await sign({ ...november, unit_id: unitId('s1'), signed_by: township });
    expect(valueOf(below, 'large')).toBe(0);
    const told = await since(ten);
    expect(told.lines).toEqual([]);
    expect(told.figures.find((one) => one.key === 'large')!.now.value).toBe(10);
  }, 60_000);
});
