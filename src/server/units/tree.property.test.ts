/**
 * Whatever happens to the tree, with records written and corrected, the counting rule changed, pages closed and folded
 * anywhere between: the ledger verifies, every unit is the sum of itself and its parts under the boundaries of any day,
 * what old days counted under the old tree stays as it was, and each territory holds exactly its
 * own records.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays } from '#engine/day.ts';
import { Book } from '#engine/line.ts';
import type { Actor } from '#engine/permission.ts';
import { countedTwice } from '#testing/counted-twice.ts';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import { deed, makeWorld } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { computeByTarget, computeFigures } from '../figures/compute.ts';
import { openFigure } from '../figures/open-figure.ts';
import { foldPages } from '../ledger/fold.ts';
import { closePage } from '../ledger/page.ts';
import { repostAll } from '../ledger/repost.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { writeRecords } from '../records/write.ts';
import type { Write } from '../records/write.ts';
import { readAs } from '../services.ts';
import type { TreeContext } from './reorganisation.ts';
import { closeUnit, mergeUnits, moveUnit, renameUnit, splitUnit } from './tree.ts';
import { membersOn } from './tree-on-day.ts';

let world: World;
let director: Actor;
let tree: TreeContext;
const now = '2030-01-01T00:00:00.000Z';
const today = '2030-01-01';
let clock = Date.UTC(2011, 6, 1);
const nextClosing = () => new Date((clock += 9 * 86_400_000)).toISOString();
// Changes of the tree come one after the other; only moves also reach back.
let treeDay = '2009-01-01';
const nextTreeDay = () => (treeDay = addDays(treeDay, 20));

type Unit = {
  id: number;
  kind: string;
  parent_id: number | null;
  path: string;
  valid_until: string | null;
};
type Place = { id: number; unit_id: number; parent_id: number | null; from_day: string };

/** Who keeps each record, and whether it is open, as this test understands it. */
const kept = new Map<string, { unit: number; open: boolean }>();

beforeAll(async () => {
  world = await makeWorld();
  director = await world.actor('director', 'city');
  const admin = await world.actor('system_admin', 'city');
  book = world.book;
  tree = { owner: world.owner, book: world.book, actor: admin, now };
});
afterAll(() => world.end());

/** The same line, only that each loan counts twice. */
const doubled = new Book([countedTwice(umbrellaLending, 'loans')]);
let book: Book;
const write = (one: Write) => writeRecords(world.context(director, { book }), [one]);

const days = fc.integer({ min: 0, max: 900 }).map((n) => addDays('2009-01-01', n));
const pick = fc.nat();
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('lend' as const),
      unit: pick,
      day: days,
      large: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('stand' as const), unit: pick, day: days }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('take_back' as const), record: pick, day: days }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('correct' as const), record: pick, day: days }),
  },
  // The rule by which a loan counts changes, and the ledger is told.
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rule' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('page' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fold' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      unit: pick,
      to: pick,
      back: fc.integer({ min: 0, max: 200 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('merge' as const),
      a: pick,
      b: pick,
      made: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('split' as const),
      unit: pick,
      ways: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('close' as const),
      unit: pick,
      to: pick,
      decided: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), unit: pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('show' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const units = async (): Promise<Unit[]> =>
  (await world.owner.query('select * from unit order by id')).rows;
const places = async (): Promise<Place[]> =>
  (await world.owner.query('select * from unit_place order by id')).rows;

/** The rule in plain words, beside the SQL. */
function parentsOn(all: readonly Place[], day: string): Map<number, number | null> {
  const parents = new Map<number, number | null>();
  for (const unit of new Set(all.map((place) => place.unit_id))) {
    const own = all
      .filter((place) => place.unit_id === unit)
      .toSorted((a, b) =>
        a.from_day < b.from_day ? -1 : a.from_day > b.from_day ? 1 : a.id - b.id,
      );
    const then = own.findLast((place) => place.from_day <= day);
    const first = own.findLast((place) => place.from_day === own[0]!.from_day);
    parents.set(unit, (then ?? first!).parent_id);
  }
  return parents;
}

function under(parents: ReadonlyMap<number, number | null>, unit: number, top: number): boolean {
  let at: number | null = unit;
  for (let depth = 0; at !== null; depth++) {
    if (at === top) return true;
    if (depth > 100) throw new Error('The tree has a circle');
    at = parents.get(at) ?? null;
  }
  return false;
}

async function figures(
  members: readonly { target: number; unit_id: number }[],
  as_of: string | null = null,
): Promise<Map<number, number>> {
  const query = { unit_id: 1, from: '2009-01-10', to: '2010-11-20', as_of, now };
  const rows = await computeByTarget(
    world.owner,
    world.names,
    world.book.findIndicator('loans')!,
    { members },
    query,
  );
  return new Map(rows.map((row) => [row.unit_id, row.value ?? 0]));
}

async function presentFigures(ids: readonly number[]): Promise<Map<number, number>> {
  const query = { unit_id: 1, from: '2009-01-10', to: '2010-11-20', as_of: null, now };
  const rows = await computeByTarget(
    world.owner,
    world.names,
    world.book.findIndicator('loans')!,
    { units: ids },
    query,
  );
  return new Map(rows.map((row) => [row.unit_id, row.value ?? 0]));
}

it('holds whatever becomes of the tree', async () => {
  const stands: string[] = [];
  const makeStand = async (unit_id: number, opened_on: string) => {
    const [made] = await write(
      deed('umbrella_stand', 'create', { name: '门', size: 'large', opened_on }, { unit_id }),
    );
    stands.push(made!.id);
    kept.set(made!.id, { unit: unit_id, open: true });
  };
  await makeStand(8, '2009-01-01');
  const shown: { day: string; as_of: string; values: Map<number, number> }[] = [];

  const refusable = async (work: Promise<unknown>): Promise<boolean> =>
    work.then(
      () => true,
      (problem: { kind?: string }) => {
        if (!problem.kind) throw problem;
        return false;
      },
    );
  const handOver = (from: readonly number[], to: number) => {
    for (const record of kept.values())
      if (record.open && from.includes(record.unit)) record.unit = to;
  };

  const perform = async (s: Step) => {
    const all = await units();
    const open = all.filter((unit) => unit.valid_until === null);
    const at = <T>(list: readonly T[], n: number): T => list[n % list.length]!;
    switch (s.kind) {
      case 'lend': {
        const unit_id = at(all, s.unit).id;
        const fields = {
          stand_id: at(stands, s.unit),
          lent_on: s.day,
          borrowers: [{ name: '李四' }],
        };
        const [made] = await write(deed('umbrella_loan', 'create', fields, { unit_id }));
        kept.set(made!.id, { unit: unit_id, open: true });
        return;
      }
      case 'stand':
        return makeStand(at(all, s.unit).id, s.day);
      case 'take_back': {
        const id = at([...kept.keys()], s.record);
        if (stands.includes(id)) return;
        const done = await refusable(
          write(deed('umbrella_loan', 'take_back', { returned_on: s.day }, { id })),
        );
        if (done) kept.get(id)!.open = false;
        return;
      }
      case 'correct': {
        const id = at([...kept.keys()], s.record);
        if (stands.includes(id)) return;
        const change = deed('umbrella_loan', 'change', { lent_on: s.day }, { id, reason: '更正' });
        await refusable(write(change));
        return;
      }
      case 'rule':
        book = book === world.book ? doubled : world.book;
        await repostAll(world.writer, book);
        return;
      case 'page':
        await closePage(world.owner, nextClosing());
        return;
      case 'fold':
        await foldPages(world.owner);
        return;
      case 'move': {
        const unit = at(open, s.unit);
        const from_day = s.back > 100 ? addDays(treeDay, -s.back) : nextTreeDay();
        const parents = open.filter(
          (one) =>
            one.path.split('.').length < unit.path.split('.').length || one.kind === 'county',
        );
        if (parents.length === 0) return;
        await refusable(
          moveUnit(tree, {
            unit_id: unit.id,
            parent_id: at(parents, s.to).id,
            from_day,
            reason: '区划调整',
          }),
        );
        return;
      }
      case 'merge': {
        const a = at(open, s.a);
        const b = at(
          open.filter((unit) => unit.kind === a.kind),
          s.b,
        );
        // Enough is left to go on with.
        if (open.length < 10) return;
        const into = s.made ? { name: `新${a.id}`, parent_id: a.parent_id ?? 1 } : b.id;
        const from = s.made ? [...new Set([a.id, b.id])] : [a.id];
        const merged = mergeUnits(tree, { from, into, on_day: nextTreeDay(), reason: '合并' });
        if (await refusable(merged)) handOver(from, (await merged).units[0]!.id);
        return;
      }
      case 'split': {
        const unit = at(open, s.unit);
        const code = (way: boolean) => `S${unit.id}-${way ? 'A' : 'B'}`;
        const children = open
          .filter((one) => one.parent_id === unit.id)
          .map((one, i) => ({ unit_id: one.id, to_code: code(s.ways[i % 8]!) }));
        const into = [true, false].map((way) => ({
          code: code(way),
          name: `${unit.id}${way ? '东' : '西'}`,
        }));
        const splitting = {
          unit_id: unit.id,
          into,
          children,
          open_records_to: code(s.ways[0]!),
          on_day: nextTreeDay(),
          reason: '分设',
        };
        const split = splitUnit(tree, splitting);
        if (await refusable(split))
          handOver([unit.id], (await split).units.find((one) => one.code === code(s.ways[0]!))!.id);
        return;
      }
      case 'close': {
        const unit = at(open, s.unit);
        const to = at(open, s.to);
        if (open.length < 10 || unit.id === to.id) return;
        const closing = {
          unit_id: unit.id,
          on_day: nextTreeDay(),
          reason: '撤销',
          ...(s.decided ? { open_records_to: to.id } : {}),
        };
        const hands = [...kept.values()].some((record) => record.open && record.unit === unit.id);
        const done = await refusable(closeUnit(tree, closing));
        if (done && !s.decided) expect(hands).toBe(false);
        if (done) handOver([unit.id], to.id);
        return;
      }
      case 'rename':
        await renameUnit(tree, {
          unit_id: at(open, s.unit).id,
          name: `名${s.unit % 97}`,
          from_day: nextTreeDay(),
        });
        return;
      case 'show': {
        await closePage(world.owner, nextClosing());
        const as_of = new Date(clock).toISOString();
        // Before the furthest day to which a later move reaches back.
        const day = addDays(treeDay, -201);
        shown.push({
          day,
          as_of,
          values: await figures(
            await membersOn(
              world.owner,
              all.map((unit) => unit.id),
              day,
            ),
          ),
        });
        return;
      }
      default:
        s satisfies never;
    }
  };

  const checkSums = async (all: readonly Unit[], placed: readonly Place[], day: string) => {
    const ids = all.map((unit) => unit.id);
    const parents = parentsOn(placed, day);
    const members = await membersOn(world.owner, ids, day);
    const expected = ids.flatMap((target) =>
      ids.filter((unit) => under(parents, unit, target)).map((unit) => `${target}/${unit}`),
    );
    expect(members.map((m) => `${m.target}/${m.unit_id}`).toSorted()).toEqual(expected.toSorted());
    const whole = await figures(members);
    const own = await figures(ids.map((id) => ({ target: id, unit_id: id })));
    for (const id of ids) {
      const parts = ids
        .filter((other) => parents.get(other) === id)
        .reduce((sum, other) => sum + whole.get(other)!, 0);
      expect(whole.get(id)).toBe(own.get(id)! + parts);
    }
    return whole;
  };

  /** Whoever opens a figure under the boundaries of a day finds records that, with what is elsewhere now, sum to it. */
  const checkOpening = async (all: readonly Unit[], day: string) => {
    for (const { id, path } of all.filter((unit) => unit.kind !== 'village').slice(0, 6)) {
      const actor = { ...director, grant: { ...director.grant, unit_id: id, path } };
      const query = {
        unit_id: id,
        from: '2009-01-10',
        to: '2010-11-20',
        as_of: null,
        now,
        tree: day,
      };
      for (const name of ['loans', 'umbrellas_out', 'stands_used']) {
        const indicator = world.book.findIndicator(name)!;
        await readAs(world, actor, async (client) => {
          const plain = { ...indicator, kept_by: undefined } as never;
          const [figure] = await computeFigures(client, world.names, [plain], query);
          const rows: { id: string; amount: number }[] = [];
          for (let after: string | undefined; ;) {
            const page = await openFigure(
              world,
              client,
              actor,
              indicator,
              query,
              'numerator',
              after,
              5,
            );
            rows.push(...page.records);
            expect(page.total).toBe(figure!.value);
            if (page.next) {
              after = page.next;
              continue;
            }
            const listed = rows.reduce((sum, row) => sum + row.amount, 0);
            expect(`${name} ${listed} + ${page.elsewhere}`).toBe(
              `${name} ${figure!.value! - page.elsewhere} + ${page.elsewhere}`,
            );
            expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
            if (page.elsewhere > 0) wasElsewhere++;
            if (rows.length > 0) opened++;
            return;
          }
        });
      }
    }
  };
  let opened = 0;
  let wasElsewhere = 0;

  const checkTerritory = async (all: readonly Unit[], placed: readonly Place[]) => {
    const parents = parentsOn(placed, today);
    for (const { id, path } of all) {
      const actor = { ...director, grant: { ...director.grant, unit_id: id, path } };
      const seen = await readAs(world, actor, async (client) => {
        const { rows } = await client.query(
          `select (select array_agg(id) from (select id from umbrella_loan union all select id from
            umbrella_stand) r) as records,
            (select array_agg(distinct record_id) from record_version) as versions`,
        );
        return rows[0];
      });
      const expected = [...kept]
        .filter(([, record]) => under(parents, record.unit, id))
        .map(([record]) => record)
        .toSorted();
      expect((seen.records ?? []).toSorted()).toEqual(expected);
      expect((seen.versions ?? []).toSorted()).toEqual(expected);
    }
    const { rows } = await world.owner.query(
      `select count(*)::int as n from (select id, path from umbrella_loan union all select id, path
        from umbrella_stand) r join (
          select record_id, path from duty union all
            select record_id, path from record_version) b
        on b.record_id = r.id where b.path <> r.path`,
    );
    expect(rows[0].n).toBe(0);
  };

  const run = async (steps: Step[]) => {
    for (const s of steps) {
      await perform(s);
      if (!['move', 'merge', 'split', 'close'].includes(s.kind)) continue;
      expect((await verifyLedger(world.owner, book)).mismatches).toEqual([]);
    }
    const [all, placed] = [await units(), await places()];
    expect((await verifyLedger(world.owner, book)).mismatches).toEqual([]);
    const now_ = await checkSums(all, placed, today);
    expect(await presentFigures(all.map((unit) => unit.id))).toEqual(now_);
    for (const day of [
      '1999-01-01',
      '2009-06-30',
      addDays(treeDay, -150),
      addDays(treeDay, -70),
      treeDay,
    ])
      await checkSums(all, placed, day);
    for (const day of ['1999-01-01', addDays(treeDay, -70)]) await checkOpening(all, day);
    for (const was of shown) {
      const ids = [...was.values.keys()];
      expect(await figures(await membersOn(world.owner, ids, was.day), was.as_of)).toEqual(
        was.values,
      );
    }
    await checkTerritory(all, placed);
  };
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), run), {
    numRuns: 8,
  });
  const { rows } = await world.owner.query(
    `select kind, count(*)::int as n from unit_succession group by kind order by kind`,
  );
  const moved = await world.owner.query(`select count(*)::int as n from unit_place where moved`);
  // The property is worth something only if enough happened.
  expect(rows.map((row) => row.kind)).toEqual(['merge', 'split']);
  expect(moved.rows[0].n).toBeGreaterThan(10);
  expect(opened).toBeGreaterThan(20);
  expect(wasElsewhere).toBeGreaterThan(0);
}, 240_000);
