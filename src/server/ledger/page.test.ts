/** An edition names a page. With writers running, what it says never changes afterwards, and tampering shows. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '#engine/permission.ts';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { computeFigures } from '../figures/compute.ts';
import { foldPages } from './fold.ts';
import { closePage } from './page.ts';
import { verifyLedger } from './verify.ts';

let world: World;
let actors: Actor[];
let stand: string;
beforeAll(async () => {
  world = await makeWorld();
  actors = await Promise.all(
    ['n1a', 'n1b', 'n2a', 's1a', 's2b'].map((place) => world.actor('director', place)),
  );
  const maker = await world.actor('director', 'city');
  const [made] = await world.write(
    maker,
    deed('umbrella_stand', 'create', { name: '总站', size: 'small', opened_on: '2009-01-01' }),
  );
  stand = made!.id;
});
afterAll(() => world.end());

const lend = (actor: Actor) =>
  world.write(
    actor,
    deed('umbrella_loan', 'create', {
      stand_id: stand,
      lent_on: '2009-05-05',
      borrowers: [{ name: '张三' }],
    }),
  );

async function loansAt(as_of: string): Promise<number | null> {
  const query = {
    unit_id: unitId('city'),
    from: '2009-01-01',
    to: '2009-12-31',
    as_of,
    now: '2100-01-01T00:00:00Z',
  };
  const [figure] = await computeFigures(
    world.owner,
    world.names,
    world.book.indicators.filter((i) => i.name === 'loans'),
    query,
  );
  return figure!.value;
}

it('keeps forty editions as they were published, with five writers running', async () => {
  let writing = true;
  const writers = actors.map(async (actor) => {
    while (writing) await lend(actor);
  });
  const editions: { at: string; value: number | null }[] = [];
  while (editions.length < 40) {
    const page = await closePage(world.owner);
    if (!page) continue;
    if (editions.length % 3 === 0) await foldPages(world.owner);
    const { rows } = await world.owner.query(
      'select closed_at::text as at from ledger_page where id = $1',
      [page.id],
    );
    const at = new Date(Date.parse(rows[0].at) + 1).toISOString();
    editions.push({ at, value: await loansAt(at) });
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
  writing = false;
  await Promise.all(writers);
  await closePage(world.owner);
  await foldPages(world.owner);
  for (const edition of editions) expect(await loansAt(edition.at)).toBe(edition.value);
  expect(editions.at(-1)!.value).toBeGreaterThan(editions[0]!.value ?? 0);
  expect((await verifyLedger(world.owner, world.book)).mismatches).toEqual([]);
});

it('waits at most a moment for a writer that does not end, and closes in the next round', async () => {
  const slow = await world.writer.connect();
  await slow.query('begin');
  await slow.query(`insert into ledger_line (measure_id, day, unit_id, facet_set_id, guard, amount, record_id, version)
    values (1, '2009-01-01', 1, 0, 0, 1, gen_random_uuid(), 1)`);
  expect(await closePage(world.owner)).toBeNull();
  await slow.query('rollback');
  slow.release();
  await lend(actors[0]!);
  expect(await closePage(world.owner)).not.toBeNull();
});

it('shows whoever changes a line or a version behind its back', async () => {
  await lend(actors[0]!);
  await closePage(world.owner);
  await foldPages(world.owner);
  await world.owner.query(
    `alter table ledger_line disable trigger all; update ledger_line set amount = 5 where id = (select max(id) from ledger_line); alter table ledger_line enable trigger all`,
  );
  const { mismatches } = await verifyLedger(world.owner, world.book);
  expect(new Set(mismatches.map((m) => m.what))).toEqual(new Set(['record', 'balance', 'page']));
});
