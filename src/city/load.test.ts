/** The whole reference city on a real database, as the first start brings it in. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayInShanghai } from '#engine/day.ts';
import type { Actor } from '#engine/permission.ts';
import { computeByTarget, computeFigures } from '#server/figures/compute.ts';
import { openFigure } from '#server/figures/open-figure.ts';
import { changesSince } from '#server/figures/open.ts';
import type { Side } from '#server/figures/open.ts';
import { verifyLedger } from '#server/ledger/verify.ts';
import type { City } from '#server/open.ts';
import { readTargetTree } from '#server/targets/target-tree.ts';
import { unitTexts } from '#server/units/unit-text.ts';
import { openLoadedCity } from '#testing/loaded-city.ts';
import type { LoadedCity } from '#testing/loaded-city.ts';
import type { FreshDatabase } from '#testing/database.ts';
import { loadCity, playMissedDays } from './load.ts';
import { demoPeople } from './people.ts';
import { standardised2009 } from './standardisation.ts';
import {
  correctedIn2009,
  lateIn2009,
  mediated2008,
  mediated2009,
  mediatedByCity2009,
} from './registers.ts';
import { seedCheck } from './then-and-now.ts';
import { targetsCsv } from './year-targets.ts';

const silent = () => {};

let database: FreshDatabase;
let city: City;
let end: LoadedCity['end'];
let cityUnit: number;

beforeAll(async () => {
  ({ city, database, end } = await openLoadedCity());
  cityUnit = (await one(`select id from unit where kind = 'city'`)).id;
}, 900_000);
afterAll(() => end());

async function one(sql: string, values: unknown[] = []): Promise<Record<string, any>> {
  return (await database.owner.query(sql, values)).rows[0];
}

async function figures(year: number, as_of: string | null = null, to = `${year}-12-31`) {
  const { names, book, clock } = city.services;
  const query = { unit_id: cityUnit, from: `${year}-01-01`, to, as_of, now: clock() };
  const client = await database.owner.connect();
  try {
    const found = await computeFigures(client, names, book.indicators, query);
    return new Map(found.map((figure) => [figure.indicator, figure]));
  } finally {
    client.release();
  }
}

describe('2009', () => {
  test('every published figure of mediation comes out of records', async () => {
    const rows = await seedCheck(city.services);
    const mediation = ['F24', 'F25', 'F26', 'F27', 'F45'];
    const state = (id: string) => rows.find((row) => row.figure_id === id)!.state;
    expect(mediation.map(state)).toEqual(mediation.map(() => 'equal'));
    expect(rows.filter((row) => row.state === 'different')).toEqual([]);
    expect(state('F14')).toBe('masked');
    expect(state('F02')).toBe('garbled');
  });

  test('every published figure of the offices and of the honours comes out of records', async () => {
    const rows = await seedCheck(city.services);
    const wanted = rows.filter(({ figure_id }) => {
      const number = Number.parseInt(figure_id.slice(1), 10);
      return number === 12 || number === 13 || (number >= 28 && number <= 37);
    });
    expect(wanted.map(({ figure_id, ours, state }) => `${figure_id} ${ours} ${state}`)).toEqual([
      'F12 2 equal',
      'F13a 1 equal',
      'F13b 1 equal',
      'F13c 1 equal',
      'F13d 1 equal',
      'F13e 2 equal',
      'F28 100 equal',
      'F29 4 equal',
      'F30 2 equal',
      'F31 2 equal',
      'F32 22 equal',
      'F33 55 equal',
      'F34 2 equal',
      'F35 2 equal',
      'F36 2 equal',
      'F37 1 equal',
    ]);
    const of2009 = await figures(2009);
    expect(of2009.get('pacesetter_rate')!.target).toMatchObject({ number: 'T01', gap: 2 });
    // One office had lapsed at the end of 2008, and passed again; older honours are kept, not counted anew.
    const of2008 = await figures(2008);
    expect(of2008.get('office_consolidation_rate')!.value).toBeCloseTo((35 / 36) * 100);
    expect(of2008.get('national_villages_named')!.value).toBe(0);
    expect(of2008.get('pacesetters_named')!.value).toBe(5);
    // Whoever sits in the offices now has not taken the place of those of then.
    expect(of2009.get('office_staff')!.value).toBeGreaterThan(60);
    expect(of2009.get('office_trained')!.value).toBeGreaterThan(40);
    // Recommended is not granted.
    expect(of2009.get('honours_named')!.value).toBe(2 + 6 + 8 + 2);
  });

  test('every published figure of resettlement does, and what its rates divide', async () => {
    const rows = await seedCheck(city.services);
    const resettlement = ['F38', 'F39', 'F40', 'F41', 'F42', 'F43', 'F44'];
    const state = (id: string) => rows.find((row) => row.figure_id === id)!.state;
    expect(resettlement.map(state)).toEqual(resettlement.map(() => 'equal'));
    const found = await figures(2009);
    const parts = (name: string) => [found.get(name)!.numerator, found.get(name)!.denominator];
    expect(parts('help_rate')).toEqual([1327, 1376]);
    expect(parts('resettlement_rate')).toEqual([1149, 1376]);
    expect(parts('reoffending_rate')).toEqual([37, 1376]);
    expect(parts('reoffending_rate_of_received')).toEqual([7, 264]);
    expect(parts('filed_by_class_rate')).toEqual([264, 264]);
    const cohort = [...found.values()].filter(({ indicator }) => indicator.startsWith('cohort_'));
    expect(cohort.reduce((sum, { value }) => sum + value!, 0)).toBe(264);
  });

  test('by indicator, with last year beside it', async () => {
    const found = await figures(2009);
    const value = (name: string) => found.get(name)!.value;
    expect(value('region_on_site_meetings')).toBe(1);
    expect(value('committees')).toBe(465);
    expect(value('committees_standardised')).toBe(213);
    expect(value('disputes_mediated')).toBe(mediated2009);
    expect(value('mediation_documents')).toBe(2);
    expect(found.get('standardised_rate')!.target).toMatchObject({
      number: 'T02',
      year: 2010,
      goal: 60,
      gap: 66,
    });
    expect(found.get('disputes_mediated')!.last_year).toBe(mediated2008);
    expect(found.get('committees_standardised')!.last_year).toBeGreaterThan(0);
    // Paid by case since the measures; disputes passed between the three kinds of mediation; sweeps with nil returns.
    for (const name of ['subsidies_paid', 'linkages', 'sweeps', 'mediators_trained'])
      expect(value(name)).toBeGreaterThan(100);
    const nil = await one(
      `select count(*)::int as n from sweep where nil and period_to between '2009-01-01' and '2009-12-31'`,
    );
    expect(nil.n).toBeGreaterThan(50);
  });

  test('the targets of 2010 stand as they did on 31 January: T02 has 66 to go, 58 of them given out', async () => {
    const as_of = '2010-01-31T15:59:59.999Z';
    const { book, names, clock } = city.services;
    const operator: Actor = {
      person_id: '00000000-0000-4000-8000-000000000000',
      name: 'test',
      engine: true,
      grant: { role: 'bureau', unit_id: cityUnit, path: '1.', lines: ['*'] },
    };
    const client = await database.owner.connect();
    const unit = (await unitTexts(client, [cityUnit])).get(cityUnit)!;
    const query = { unit, year: 2010, as_of, now: clock() };
    const { targets } = await readTargetTree({ book, names }, client, operator, query).finally(() =>
      client.release(),
    );
    const own = targets.filter((one) => one.parent_id === null);
    expect(own.map((one) => one.number)).toEqual(targetsCsv.map((row) => row.id));
    expect(own.filter((one) => one.progress.standing === 'not_kept').length).toBeLessThan(17);
    const t02 = own.find((one) => one.number === 'T02')!;
    expect(t02.progress).toMatchObject({ done: standardised2009, needed: 279, gap: 66 });
    expect(t02.parts).toMatchObject({ whole: 279, parts: 271, outside: 0, left: 8, count: 3 });
    const awareness = own.find((one) => one.number === 'T17')!;
    expect(awareness.progress).toMatchObject({ standing: 'unscored', gap: null });
  });

  test('the three counties together have less than the city', async () => {
    const { names, book, clock } = city.services;
    const { rows } = await database.owner.query(`select id from unit where kind = 'county'`);
    const query = {
      unit_id: cityUnit,
      from: '2009-01-01',
      to: '2009-12-31',
      as_of: null,
      now: clock(),
    };
    const client = await database.owner.connect();
    const byCounty = await computeByTarget(
      client, names, book.findIndicator('disputes_mediated')!, { units: rows.map((row) => row.id) }, query,
    ).finally(() => client.release()); // prettier-ignore
    const sum = byCounty.reduce((total, county) => total + (county.value ?? 0), 0);
    expect(sum).toBe(mediated2009 - mediatedByCity2009);
  });

  test('every figure opens to records whose amounts sum to it, on both of its sides', async () => {
    const { book, clock } = city.services;
    const { id, path } = await one(`select id, path from unit where kind = 'city'`);
    const grant = { role: 'bureau' as const, unit_id: id, path, lines: ['*'] };
    const operator = { person_id: '', name: 'operator', engine: true, grant };
    const query = {
      unit_id: id,
      from: '2009-01-01',
      to: '2009-12-31',
      as_of: null,
      now: clock(),
    };
    const known = await figures(2009);
    const client = await database.owner.connect();
    const sumOf = async (indicator: (typeof book.indicators)[number], side: Side) => {
      let sum = 0;
      for (let after: string | undefined, more = true; more; more = after !== undefined) {
        const page = await openFigure(
          city.services, client, operator, indicator, query, side, after, 5000,
        ); // prettier-ignore
        for (const row of page.records) sum += row.amount;
        after = page.next ?? undefined;
      }
      return sum;
    };
    const wrong: string[] = [];
    for (const indicator of book.indicators) {
      const { value, numerator, denominator } = known.get(indicator.name)!;
      const sides =
        numerator === null
          ? [['numerator', value]]
          : [
              ['numerator', numerator],
              ['denominator', denominator],
            ];
      for (const [side, counted] of sides as [Side, number | null][]) {
        const opened = await sumOf(indicator, side);
        if (opened !== (counted ?? 0))
          wrong.push(`${indicator.name} ${side}: ${opened} of ${counted}`);
      }
    }
    client.release();
    expect(wrong).toEqual([]);
    expect(book.indicators.length).toBeGreaterThan(40);
  }, 240_000);

  test('none is left open', async () => {
    const ended = [
      'closed',
      'filed',
      'failed',
      'refused',
      'withdrawn',
      'transferred',
      'terminated',
    ];
    const left = await one(
      `select count(*)::int as n from dispute where accepted_on between '2008-01-01' and '2009-12-31'
        and (state <> all($1) or closed_on > '2009-12-31')`,
      [ended],
    );
    expect(left.n).toBe(0);
    expect((await figures(2009)).get('disputes_in_hand')!.value).toBe(0);
  });

  test('as it stood on 30 September: what came late, and what was corrected', async () => {
    const { names, book, clock } = city.services;
    const as_of = '2009-09-30T15:59:59.999Z';
    const query = { unit_id: cityUnit, from: '2009-01-01', to: '2009-09-30', as_of, now: clock() };
    const client = await database.owner.connect();
    const indicator = book.findIndicator('disputes_mediated')!;
    const changes = await changesSince(client, names, indicator, query).finally(() =>
      client.release(),
    );
    expect(changes.late).toBe(lateIn2009);
    expect(changes.corrected).toBe(-correctedIn2009);
    expect(changes.now).toBe(changes.then + lateIn2009 - correctedIn2009);
    expect(changes.records.filter((row) => row.kind === 'late')).toHaveLength(lateIn2009);
    expect(changes.records.filter((row) => row.kind === 'corrected')).toHaveLength(correctedIn2009);
    expect((await figures(2009, as_of, '2009-09-30')).get('disputes_mediated')!.value).toBe(
      changes.then,
    );
  });
});

describe('now', () => {
  const duties = async (path: string, role: string) => {
    const today = dayInShanghai(city.services.clock());
    return one(
      `select count(*)::int as all_of_them, count(*) filter (where due_on < $3 and not waiting)::int as overdue,
        count(*) filter (where due_on between $3 and $4 and not waiting)::int as soon
      from duty where path >= $1 and path < $1 || '~' and $2 = any(roles)`,
      [path, role, today, addDays(today, 14)],
    );
  };

  test('everybody of the demo has a post, and Zhenluo has work for each', async () => {
    const { n } = await one(
      `select count(*)::int as n from account a join grants g on g.account_id = a.id join credential c on c.account_id = a.id
        where a.username = any($1) and g.until_day is null and c.password like '$argon2id$%'`,
      [demoPeople.map((person) => person.username)],
    );
    expect(n).toBe(demoPeople.length);
    for (const [username, least] of [
      ['mediator', 5],
      ['zhenluo', 20],
      ['county', 20],
    ] as const) {
      const post = await one(
        `select u.path, g.role from account a join grants g on g.account_id = a.id join unit u on u.id = g.unit_id where a.username = $1`,
        [username],
      );
      const found = await duties(post.path, post.role);
      expect(found.all_of_them).toBeGreaterThan(least);
      expect(found.soon).toBeGreaterThan(0);
      // Some, and no flood.
      expect(found.overdue).toBeLessThan(40);
    }
  });

  test('disputes in hand in several states, subsidies waiting, telephone entries to complete', async () => {
    const { rows } = await database.owner.query(
      `select distinct state from dispute where accepted_on > '2020-01-01'`,
    );
    const states = rows.map((row) => row.state);
    expect(states).toEqual(expect.arrayContaining(['in_mediation', 'agreed', 'closed', 'filed']));
    const waiting = await one(`select count(*) filter (where state = 'claimed')::int as office,
      count(*) filter (where state = 'office_reviewed')::int as county from subsidy`);
    expect(waiting.office).toBeGreaterThan(0);
    expect(waiting.county).toBeGreaterThan(0);
    const mine =
      await one(`select count(*)::int as n from dispute d join account a on a.id = d.keeper_id
      where a.username = 'mediator'`);
    expect(mine.n).toBeGreaterThan(20);
    const unfinished =
      await one(`select count(*)::int as n from record_version where record_type = 'dispute'
      and (content->>'to_complete')::boolean`);
    expect(unfinished.n).toBeGreaterThan(0);
  });

  test('no committee is overdue for its election, and most are still standardised', async () => {
    const late = await one(
      `select count(*)::int as n from duty where action = 're_elect' and due_on < current_date`,
    );
    expect(late.n).toBe(0);
    const year = Number(dayInShanghai(city.services.clock()).slice(0, 4));
    expect((await figures(year)).get('standardised_rate')!.value).toBeGreaterThan(50);
  });
});

describe('the ledger and the days after', () => {
  test('is what the records say', { timeout: 60_000 }, async () => {
    expect((await verifyLedger(database.owner, city.services.book)).mismatches).toEqual([]);
  });

  test('has nearly all of what was planned', async () => {
    const { left_out } = await one(
      `select (value->>'left_out')::int as left_out from setting where value ? 'left_out'`,
    );
    expect(left_out).toBeLessThan(20);
  });

  test(
    'each start plays the missed days, once, and leaves 2009 alone',
    { timeout: 60_000 },
    async () => {
      expect(await loadCity(city, silent)).toBe(true);
      const before = await one('select count(*)::int as n from record_version');
      const later = new Date(Date.parse(city.services.clock()) + 12 * 86_400_000).toISOString();
      const inTwelveDays = { ...city, services: { ...city.services, clock: () => later } };
      await playMissedDays(inTwelveDays, silent);
      const after = await one('select count(*)::int as n from record_version');
      expect(after.n).toBeGreaterThan(before.n + 20);
      await playMissedDays(inTwelveDays, silent);
      expect((await one('select count(*)::int as n from record_version')).n).toBe(after.n);
      const rows = await seedCheck(city.services);
      expect(rows.find((row) => row.figure_id === 'F27')!.ours).toBe(mediated2009);
      expect((await verifyLedger(database.owner, city.services.book)).mismatches).toEqual([]);
    },
  );
});
