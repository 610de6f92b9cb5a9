/**
 * Whatever is written later, and while others write: an edition never changes; counted again at its page it says what
 * it said; with the lines that came since it is the figure of now; and the units with the bodies that the city runs
 * itself make the city, under the boundaries of then and of now, through moves, mergers and splits.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays } from '#engine/day.ts';
import type { Actor } from '#engine/permission.ts';
import type { Write } from '#server/records/write.ts';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { boundaryAtPage } from '../figures/boundary.ts';
import { computeValues } from '../figures/compute.ts';
import { foldPages } from '../ledger/fold.ts';
import { closePage } from '../ledger/page.ts';
import type { TreeContext } from '../units/reorganisation.ts';
import { mergeUnits, moveUnit, splitUnit } from '../units/tree.ts';
import { sidesOf, unitsIn } from './edition-lines.ts';
import { readEdition } from './edition.ts';
import type { Definition, Edition, EditionFigure } from './edition.ts';
import { publishEdition } from './publish.ts';
import { changedSince, differenceBetween } from './restate.ts';
import type { LaterLine } from './restate.ts';

let world: World;
let director: Actor;
let tree: TreeContext;
const stands: Record<string, string> = {};
const now = '2030-01-01T00:00:00.000Z';
// Changes of the tree come one after the other.
let treeDay = '2010-01-01';
const nextTreeDay = () => (treeDay = addDays(treeDay, 5));

beforeAll(async () => {
  world = await makeWorld();
  director = await world.actor('director', 'city');
  const admin = await world.actor('system_admin', 'city');
  tree = { owner: world.owner, book: world.book, actor: admin, now };
  for (const size of ['large', 'small']) {
    const [made] = await world.write(
      director,
      deed('umbrella_stand', 'create', { name: size, size, opened_on: '2009-01-01' }),
    );
    stands[size] = made!.id;
  }
});
afterAll(() => world.end());

const pick = fc.nat();
const days = fc.integer({ min: 0, max: 540 }).map((n) => addDays('2009-01-01', n));
const lendStep = fc.record({
  kind: fc.constant('lend' as const),
  unit: pick,
  day: days,
  large: fc.boolean(),
});
const changeStep = fc.record({
  kind: fc.constantFrom('take_back' as const, 'reopen' as const, 'change' as const),
  record: pick,
  day: days,
});
const treeStep = fc.oneof(
  fc.record({ kind: fc.constant('move' as const), unit: pick, to: pick }),
  fc.record({ kind: fc.constant('merge' as const), a: pick, b: pick }),
  fc.record({ kind: fc.constant('split' as const), unit: pick }),
);
const publishStep = fc.record({
  kind: fc.constant('publish' as const),
  unit: pick,
  a: days,
  b: days,
  again: fc.boolean(),
  /** What others write while it is published. */
  meanwhile: fc.array(fc.oneof(lendStep, changeStep), { maxLength: 4 }),
});
const step = fc.oneof(
  { weight: 6, arbitrary: lendStep },
  { weight: 4, arbitrary: changeStep },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('page' as const, 'fold' as const) }) },
  { weight: 2, arbitrary: treeStep },
  { weight: 3, arbitrary: publishStep },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

type Unit = { id: number; kind: string; parent_id: number | null; valid_until: string | null };
const units = async (): Promise<Unit[]> =>
  (await world.owner.query('select * from unit order by id')).rows;
const alive = async (...kinds: string[]) =>
  (await units()).filter((one) => kinds.includes(one.kind) && one.valid_until === null);
const at = <T>(list: readonly T[], n: number): T => list[n % list.length]!;

const loans: string[] = [];
const published: Edition[] = [];

/** Refused ones are none of this test's business: they leave nothing behind. */
async function tried(work: Promise<unknown>): Promise<void> {
  await work.catch((problem: { kind?: string }) => {
    if (!problem.kind) throw problem;
  });
}

async function write(s: Step & { kind: 'lend' | 'take_back' | 'reopen' | 'change' }) {
  if (s.kind === 'lend') {
    const places = await alive('village', 'township', 'body');
    const fields = {
      stand_id: stands[s.large ? 'large' : 'small'],
      lent_on: s.day,
      borrowers: [{ name: '李四' }],
    };
    const one: Write = deed('umbrella_loan', 'create', fields, { unit_id: at(places, s.unit).id });
    loans.push(one.id);
    await world.write(director, one);
  } else if (loans.length > 0) {
    const fields =
      s.kind === 'take_back'
        ? { returned_on: s.day }
        : s.kind === 'change'
          ? { lent_on: s.day }
          : {};
    await tried(
      world.write(
        director,
        deed('umbrella_loan', s.kind, fields, { id: at(loans, s.record), reason: '更正' }),
      ),
    );
  }
}

async function perform(s: Step): Promise<void> {
  switch (s.kind) {
    case 'page':
      await closePage(world.owner);
      return;
    case 'fold':
      await foldPages(world.owner);
      return;
    case 'move': {
      const townships = await alive('township');
      const counties = await alive('county');
      const moving = { unit_id: at(townships, s.unit).id, parent_id: at(counties, s.to).id };
      await tried(moveUnit(tree, { ...moving, from_day: nextTreeDay(), reason: '划转' }));
      return;
    }
    case 'merge': {
      const townships = await alive('township');
      if (townships.length < 3) return;
      const [from, into] = [at(townships, s.a).id, at(townships, s.b).id];
      const merging = { from: [from], into, on_day: nextTreeDay(), reason: '合并' };
      await tried(mergeUnits(tree, merging));
      return;
    }
    case 'split': {
      const townships = await alive('township');
      if (townships.length > 7) return;
      const { id } = at(townships, s.unit);
      const villages = (await alive('village')).filter((one) => one.parent_id === id);
      const codes = [randomUUID(), randomUUID()].map((one) => `S${one.slice(0, 8).toUpperCase()}`);
      const splitting = {
        unit_id: id,
        into: codes.map((code) => ({ code, name: `新${code}镇`, name_en: code })),
        children: villages.map((one, i) => ({ unit_id: one.id, to_code: codes[i % 2]! })),
        open_records_to: codes[0]!,
        on_day: nextTreeDay(),
        reason: '拆分',
      };
      await tried(splitUnit(tree, splitting));
      return;
    }
    case 'publish':
      await Promise.all([publish(s), ...s.meanwhile.map(write)]);
      return;
    default:
      await write(s);
  }
}

/** Every indicator; and a cell of a form that adds two counts up. */
function definitionsOf(): Definition[] {
  const all = world.book.indicators.map((one): Definition => ({ ...one, kept_by: undefined }));
  const large = all.find((one) => one.name === 'large_loans')!;
  const of = (size: string) => ({ measure: 'loans', where: { size: [size] } });
  return [
    ...all,
    { ...large, kind: 'flow', name: 'large_and_small', count: of('large'), plus: [of('small')] },
  ];
}

/** The unit and its parts, each figure of each; the same again is the next edition of the series. */
async function publish(s: Step & { kind: 'publish' }): Promise<void> {
  const previous = s.again ? published.at(-1) : undefined;
  const [from, to] = [s.a, s.b].toSorted() as [string, string];
  const tops = await alive('city', 'county');
  const unit_id = previous?.unit_id ?? at(tops, s.unit).id;
  const parts = (await units()).filter((one) => one.parent_id === unit_id);
  const definitions = definitionsOf();
  const edition = await publishEdition(
    { ...world, clock: () => now },
    {
      id: randomUUID(),
      kind: 'return',
      series: previous?.series ?? `property:${randomUUID()}`,
      unit_id,
      from: previous?.from ?? from,
      to: previous?.to ?? to,
      title: { en: 'Return', zh: '报表' },
      figures: [unit_id, ...parts.map((one) => one.id)].flatMap((id) =>
        definitions.map((indicator) => ({
          key: `${id}.${indicator.name}`,
          indicator,
          unit_id: id,
        })),
      ),
      signed_by: director,
      ...(previous ? { reason: '补报' } : {}),
    },
  );
  published.push(edition);
}

/** Counted anew, line by line, with nothing of the product in between. */
async function plainSum(
  figure: EditionFigure,
  side: 'numerator' | 'denominator',
  until: number | null,
) {
  let sum = 0;
  for (const one of sidesOf(world.names, figure, '2030-01-01').filter((s) => s.side === side)) {
    const { rows } = await world.owner.query(
      `select coalesce(sum(amount), 0)::bigint as sum from ledger_line where measure_id = $1 and day between $2 and $3
        and unit_id = any($4) and ($5::int[] is null or facet_set_id = any($5)) and guard < 2 and ($6::bigint is null or id <= $6)`,
      [one.measure_id, one.from, one.to, unitsIn(figure.members), one.facet_sets, until],
    );
    sum += rows[0].sum as number;
  }
  return sum;
}

const isPlain = (figure: EditionFigure) => ['flow', 'stock'].includes(figure.definition.kind);
const sidesWith = (figure: EditionFigure) =>
  isPlain(figure)
    ? [['numerator', figure.value] as const]
    : ([
        ['numerator', figure.numerator],
        ['denominator', figure.denominator],
      ] as const);
const added = (lines: readonly LaterLine[], key: string, side: string) =>
  lines
    .filter((line) => line.figures.some((one) => one.key === key && one.side === side))
    .reduce((total, line) => total + line.amount, 0);

async function check(edition: Edition): Promise<void> {
  expect(await readEdition(world.owner, edition.id)).toEqual(edition);
  expect(edition.intact).toBe(true);
  const { lines, figures } = await changedSince(world, world.owner, edition, now, 100_000);
  const told = new Map(figures.map((one) => [one.key, one]));
  for (const figure of edition.figures) {
    if (figure.definition.kind === 'distinct') continue;
    for (const [side, then] of sidesWith(figure)) {
      const nowSum = await plainSum(figure, side, null);
      expect(`${figure.key} ${side} ${(then ?? 0) + added(lines, figure.key, side)}`).toBe(
        `${figure.key} ${side} ${nowSum}`,
      );
      // A register that had not begun was not reported; its sum is nothing all the same.
      expect(then ?? 0).toBe(await plainSum(figure, side, edition.last_line));
      const change = told.get(figure.key)!;
      expect((isPlain(figure) ? change.now.value : change.now[side]) ?? 0).toBe(nowSum);
    }
  }
  await checkAtItsPage(edition);
  checkParts(edition, (one) => one.value ?? 0);
  checkParts(edition, (one) => told.get(one.key)!.now.value ?? 0);
}

/** As it stood: the engine's own as-of, over the units that were counted. */
async function checkAtItsPage(edition: Edition): Promise<void> {
  const boundary = await boundaryAtPage(world.owner, edition.page_id);
  for (const group of Map.groupBy(edition.figures, (one) => one.unit_id).values()) {
    const { unit_id, members } = group[0]!;
    const targets = { members: unitsIn(members).map((id) => ({ target: unit_id, unit_id: id })) };
    const values = await computeValues(
      world.owner,
      world.names,
      group.map((one) => one.definition),
      { targets, unit_id },
      edition,
      boundary,
    );
    const numbers = (list: readonly { value: number | null }[]) =>
      list.map((one) => one.value ?? 0);
    expect(numbers(values)).toEqual(numbers(group));
  }
}

/** Nothing is kept by a county or the city itself here: the parts, city-run bodies among them, make the whole. */
function checkParts(edition: Edition, valueOf: (figure: EditionFigure) => number): void {
  for (const name of ['large_loans', 'large_and_small', 'umbrellas_out', 'fines']) {
    const figures = edition.figures.filter((one) => one.definition.name === name);
    expect(figures.length).toBeGreaterThan(0);
    const whole = figures.find((one) => one.unit_id === edition.unit_id)!;
    const parts = figures.filter((one) => one !== whole);
    expect(parts.reduce((total, one) => total + valueOf(one), 0)).toBe(valueOf(whole));
  }
}

it('holds whatever is written, moved, merged, split and published', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 40 }), async (steps) => {
      for (const s of steps) await perform(s);
      for (const edition of published.slice(-3)) await check(edition);
    }),
    { numRuns: 8, endOnFailure: true },
  );
  expect(published.length).toBeGreaterThan(3);
  // Chance might refuse every change of the tree: then this test would have shown nothing of them.
  await publish(yearOfCounty);
  await mergeAndSplit();
  await publish({ ...yearOfCounty, again: true });
  expect(published.at(-1)!.figures.length).not.toBe(published.at(-2)!.figures.length);
  for (const edition of published) await check(edition);
  await checkDifferences();
}, 240_000);

/** The first county's: it has townships to merge and to split. */
const yearOfCounty = {
  kind: 'publish' as const,
  unit: 1,
  a: '2009-01-01',
  b: '2009-12-31',
  again: false,
  meanwhile: [],
};

/** A township of the county becomes three, and one of these goes into another one. None of it is refused. */
async function mergeAndSplit(): Promise<void> {
  for (const place of ['n1a', 'n2a', 's1a', 's2b'])
    await world.write(
      director,
      deed(
        'umbrella_loan',
        'create',
        { stand_id: stands['large'], lent_on: '2009-06-01', borrowers: [{ name: '王五' }] },
        { unit_id: unitId(place) },
      ),
    );
  const [county] = await alive('county');
  const villages = await alive('village');
  const villagesOf = (id: number) => villages.filter((one) => one.parent_id === id);
  const [splitting] = (await alive('township')).toSorted(
    (a, b) => villagesOf(b.id).length - villagesOf(a.id).length,
  );
  const id = splitting!.id;
  if (splitting!.parent_id !== county!.id)
    await moveUnit(tree, {
      unit_id: id,
      parent_id: county!.id,
      from_day: nextTreeDay(),
      reason: '划转',
    });
  const codes = [randomUUID(), randomUUID(), randomUUID()].map(
    (one) => `S${one.slice(0, 8).toUpperCase()}`,
  );
  await splitUnit(tree, {
    unit_id: id,
    into: codes.map((code) => ({ code, name: `新${code}镇`, name_en: code })),
    children: villagesOf(id).map((one, i) => ({ unit_id: one.id, to_code: codes[i % 3]! })),
    open_records_to: codes[0]!,
    on_day: nextTreeDay(),
    reason: '拆分',
  });
  const [from, into] = await alive('township').then((all) => all.slice(-2));
  await mergeUnits(tree, {
    from: [from!.id],
    into: into!.id,
    on_day: nextTreeDay(),
    reason: '合并',
  });
}

async function checkDifferences(): Promise<void> {
  let compared = 0;
  for (const after of published.filter((one) => one.restates)) {
    const before = published.find((one) => one.id === after.restates)!;
    const difference = await differenceBetween(world, world.owner, before, after, 100_000);
    for (const figure of before.figures) {
      const other = after.figures.find((one) => one.key === figure.key);
      if (!other || figure.definition.kind === 'distinct') continue;
      if (difference.other_units.includes(figure.key)) continue;
      for (const [i, [side, then]] of sidesWith(figure).entries()) {
        compared++;
        expect((then ?? 0) + added(difference.lines, figure.key, side)).toBe(
          sidesWith(other)[i]![1] ?? 0,
        );
      }
    }
  }
  expect(compared).toBeGreaterThan(0);
}

it('stands while five write without pause, and two offices sign', async () => {
  const places = ['n1a', 'n1b', 'n2a', 's1a', 's2b'].map(unitId);
  let writing = true;
  const writers = places.map(async (unit_id) => {
    while (writing)
      await world.write(
        director,
        deed(
          'umbrella_loan',
          'create',
          { stand_id: stands['small'], lent_on: '2009-05-05', borrowers: [{ name: '张三' }] },
          { unit_id },
        ),
      );
  });
  const whileWriting: Edition[] = [];
  const from = published.length;
  for (let i = 0; i < 15; i++) {
    const s = { kind: 'publish' as const, unit: 0, a: '2009-01-01', b: '2009-12-31', again: i > 0 };
    await Promise.all([publish({ ...s, meanwhile: [] }), foldPages(world.owner)]);
  }
  whileWriting.push(...published.slice(from));
  writing = false;
  await Promise.all(writers);
  for (const edition of whileWriting) await check(edition);
  const values = whileWriting.map((one) => one.figures.find((f) => f.key === '1.loans')!.value!);
  expect(values.at(-1)!).toBeGreaterThan(values[0]!);
}, 240_000);
