/**
 * Random people, units and records: whoever asks sees exactly what their post lets them see, in list, count, search,
 * opening and figure, through the routes' own functions and through the database role alone.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor, Role } from '#engine/permission.ts';
import { mayOpen } from '#engine/permission.ts';
import { deed, makeWorld, unitId, unitPaths } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { openFigure } from './figures/open-figure.ts';
import { listRecords } from './records/list.ts';
import { findRecords, listVersions } from './records/read.ts';
import { readAs } from './services.ts';

let world: World;
const made: {
  id: string;
  path: string;
  guard: number;
  keeper_id: null;
  created_by: string;
  day: string;
}[] = [];
const people: Actor[] = [];
const places = Object.keys(unitPaths);
const villages = places.filter(
  (place) =>
    !places.some((other) => other !== place && unitPaths[other]!.startsWith(unitPaths[place]!)),
);
const now = '2010-06-30T02:00:00.000Z';

beforeAll(async () => {
  world = await makeWorld();
  const maker = await world.actor('director', 'city');
  const [stand] = await world.write(
    maker,
    deed('umbrella_stand', 'create', { name: '总站', size: 'small', opened_on: '2009-01-01' }),
  );
  const random = fc.sample(
    fc.record({
      village: fc.constantFrom(...villages),
      secret: fc.boolean(),
      by: fc.constantFrom<Role>('mediator', 'clerk', 'director'),
      day: fc.integer({ min: 1, max: 28 }),
    }),
    { numRuns: 120, seed: 7 },
  );
  for (const { village, secret, by, day } of random) {
    const who = people[people.push(await world.actor(by, village)) - 1]!;
    const lent_on = `2009-03-${String(day).padStart(2, '0')}`;
    const [answer] = await world.write(
      who,
      deed('umbrella_loan', 'create', {
        stand_id: stand!.id,
        lent_on,
        secret,
        borrowers: [{ name: '王小明', telephone: '13800000000' }],
      }),
    );
    made.push({
      id: answer!.id,
      path: unitPaths[village]!,
      guard: secret ? 1 : 0,
      keeper_id: null,
      created_by: who.person_id,
      day: lent_on,
    });
  }
  for (const place of places)
    people.push(
      await world.actor('director', place),
      await world.actor('leader', place),
      await world.actor('clerk', place, ['another line']),
    );
}, 60_000);
afterAll(() => world.end());

const sorted = (ids: Iterable<string>) => [...ids].toSorted();

it('shows each person exactly their own', async () => {
  const type = world.book.record('umbrella_loan');
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.constantFrom(...places), async (pick, place) => {
      const actor = people[pick % people.length]!;
      const mine = made.filter((r) =>
        mayOpen({ ...actor, grant: { ...actor.grant, lines: ['*'] } }, 'umbrellas', r),
      );
      await readAs(world, actor, async (client) => {
        const all = await listRecords(client, type, actor, {
          filters: {},
          limit: 200,
          count: true,
        });
        expect(sorted(all.records.map((r) => r.id))).toEqual(sorted(mine.map((r) => r.id)));
        expect(all.count).toBe(mine.length);
        const found = await listRecords(client, type, actor, { q: 'wxm', filters: {}, limit: 200 });
        expect(sorted(found.records.map((r) => r.id))).toEqual(sorted(mine.map((r) => r.id)));
        const below = mine.filter((r) => r.path.startsWith(unitPaths[place]!));
        const narrowed = await listRecords(client, type, actor, {
          filters: {},
          unit_path: unitPaths[place]!,
          limit: 200,
        });
        expect(sorted(narrowed.records.map((r) => r.id))).toEqual(sorted(below.map((r) => r.id)));
        // The second wall alone: no condition but the role's own policy.
        for (const table of ['umbrella_loan', 'umbrella_loan_seen', 'record_version', 'duty']) {
          const column = table.startsWith('umbrella_loan') ? 'id' : 'record_id';
          const { rows } = await client.query(
            `select distinct ${column} as id from ${table} ${table === 'record_version' ? `where record_type = 'umbrella_loan'` : ''}`,
          );
          expect(sorted(rows.map((r) => r.id))).toEqual(sorted(mine.map((r) => r.id)));
        }
        const children = await client.query('select record_id from umbrella_loan_borrowers');
        expect(sorted(children.rows.map((r) => r.record_id))).toEqual(
          sorted(mine.map((r) => r.id)),
        );
        const strange = made.find((r) => !mine.includes(r));
        if (strange) {
          expect(await findRecords(client, type, [strange.id])).toEqual([]);
          await expect(listVersions(client, type, strange.id)).rejects.toMatchObject({
            kind: 'not-found',
          });
        }
      });
    }),
    { numRuns: 60 },
  );
});

it('takes the history of a record along when it is restricted, and back when it is opened', async () => {
  const maker = people.find(
    (p) => p.grant.role === 'director' && p.grant.path === unitPaths['n1'],
  )!;
  const colleague = await world.actor('mediator', 'n1');
  const [stand] = (await world.owner.query('select id from umbrella_stand')).rows;
  const [loan] = await world.write(
    maker,
    deed('umbrella_loan', 'create', {
      stand_id: stand.id,
      lent_on: '2009-04-01',
      borrowers: [{ name: '何' }],
    }),
  );
  const seen = () =>
    readAs(
      world,
      colleague,
      async (client) =>
        (await client.query('select 1 from record_version where record_id = $1', [loan!.id]))
          .rowCount,
    );
  expect(await seen()).toBe(1);
  await world.write(maker, deed('umbrella_loan', 'change', { secret: true }, { id: loan!.id }));
  expect(await seen()).toBe(0);
  await world.write(maker, deed('umbrella_loan', 'change', { secret: false }, { id: loan!.id }));
  expect(await seen()).toBe(3);
  made.push({
    id: loan!.id,
    path: maker.grant.path,
    guard: 0,
    keeper_id: null,
    created_by: maker.person_id,
    day: '2009-04-01',
  });
  await expect(world.writer.query('update record_version set guard = 0')).rejects.toThrow(
    /permission denied/,
  );
});

it('opens a figure to the records that one may open, and tells the rest as one number', async () => {
  const indicator = world.book.findIndicator('loans')!;
  for (const actor of people.slice(-60).filter((p) => p.grant.lines.includes('*'))) {
    const counted = made.filter((r) => r.path.startsWith(actor.grant.path));
    const opened = counted.filter((r) => mayOpen(actor, 'umbrellas', r));
    const query = {
      unit_id: actor.grant.unit_id,
      from: '2009-01-01',
      to: '2009-12-31',
      as_of: null,
      now,
    };
    const page = await readAs(world, actor, (client) =>
      openFigure(world, client, actor, indicator, query, 'numerator', undefined, 500),
    );
    expect(sorted(page.records.map((r) => r.id))).toEqual(sorted(opened.map((r) => r.id)));
    expect({ listed: page.listed, guarded: page.guarded, total: page.total }).toEqual({
      listed: opened.length,
      guarded: counted.length - opened.length,
      total: counted.length,
    });
  }
});

it('fails closed where the settings are missing or empty', async () => {
  const bare = await world.reader.connect();
  try {
    for (const setting of [null, '']) {
      await bare.query('begin');
      if (setting !== null)
        await bare.query(
          `select set_config('taizhang.territory', '', true), set_config('taizhang.guard', '', true), set_config('taizhang.person', '', true)`,
        );
      const { rows } = await bare.query('select count(*)::int as n from umbrella_loan');
      expect(rows[0].n).toBe(0);
      await bare.query('commit');
    }
    for (const statement of [
      'delete from umbrella_loan',
      `update umbrella_loan set note = ''`,
      'select * from receipt',
      'select username from account',
      'insert into ledger_line default values',
    ]) {
      await expect(bare.query(statement)).rejects.toThrow(/permission denied/);
    }
  } finally {
    bare.release();
  }
  await expect(world.writer.query('delete from umbrella_loan')).rejects.toThrow(
    /permission denied/,
  );
  await expect(world.writer.query('select * from session')).rejects.toThrow(
    /permission denied|does not exist/,
  );
  expect(unitId('city')).toBe(1);
});
