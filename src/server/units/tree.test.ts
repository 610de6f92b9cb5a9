import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#engine/permission.ts';
import type { Problem } from '#engine/problem.ts';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { closePage } from '../ledger/page.ts';
import { foldPages } from '../ledger/fold.ts';
import { readAs } from '../services.ts';
import { namesOn } from './names-on-day.ts';
import type { TreeContext } from './reorganisation.ts';
import { addBody, closeUnit, mergeUnits, moveUnit, renameUnit, splitUnit } from './tree.ts';
import { membersOn } from './tree-on-day.ts';
import { openUnitNames } from './unit-names.ts';

let world: World;
let director: Actor;
let tree: TreeContext;
let stand: string;
const reason = '区划调整';

beforeEach(async () => {
  world = await makeWorld();
  director = await world.actor('director', 'city');
  tree = {
    owner: world.owner,
    book: world.book,
    actor: await world.actor('system_admin', 'city'),
    now: '2010-06-01T02:00:00.000Z',
  };
  const made = await world.write(
    director,
    deed(
      'umbrella_stand',
      'create',
      { name: '门', size: 'large', opened_on: '2009-01-01' },
      { unit_id: unitId('n1a') },
    ),
  );
  stand = made[0]!.id;
});
afterEach(async () => {
  const { mismatches } = await verifyLedger(world.owner, world.book);
  await world.end();
  if (mismatches.length > 0)
    throw new Error(`The ledger does not verify: ${JSON.stringify(mismatches)}`);
});

const lendAt = async (place: string, fields: Record<string, unknown> = {}) => {
  const all = { stand_id: stand, lent_on: '2009-09-01', borrowers: [{ name: '张三' }], ...fields };
  return (
    await world.write(director, deed('umbrella_loan', 'create', all, { unit_id: unitId(place) }))
  )[0]!;
};
const pathOf = async (id: number) =>
  (await world.owner.query('select path from unit where id = $1', [id])).rows[0].path as string;
const problemOf = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => {
      throw new Error('It was not refused');
    },
    (problem: Problem) => problem,
  );
const under = async (place: string, day: string) =>
  (await membersOn(world.owner, [unitId(place)], day))
    .map((member) => member.unit_id)
    .toSorted((a, b) => a - b);

describe('moving a unit', () => {
  it('takes along its subtree, its records and their history, from a day on', async () => {
    const loan = await lendAt('n1a');
    await closePage(world.owner);
    await foldPages(world.owner);
    await moveUnit(tree, {
      unit_id: unitId('n1'),
      parent_id: unitId('south'),
      from_day: '2010-03-01',
      reason,
    });
    expect(await pathOf(unitId('n1a'))).toBe('1.3.4.8.');
    expect(await under('south', '2010-03-01')).toEqual([3, 4, 6, 7, 8, 9, 12, 13, 14, 15]);
    expect(await under('south', '2010-02-28')).toEqual([3, 6, 7, 12, 13, 14, 15]);
    expect(await under('north', '2010-02-28')).toEqual([2, 4, 5, 8, 9, 10, 11]);
    for (const table of ['umbrella_loan', 'duty', 'record_version']) {
      const { rows } = await world.owner.query(
        `select distinct path from ${table} where ${table === 'umbrella_loan' ? 'id' : 'record_id'} = $1`,
        [loan.id],
      );
      expect(rows).toEqual([{ path: '1.3.4.8.' }]);
    }
    const south = { ...(await world.actor('county', 'south')), name: 'x' };
    const seen = await readAs(world, south, (client) =>
      client.query('select record_id from record_version'),
    );
    expect(new Set(seen.rows.map((row) => row.record_id))).toEqual(new Set([loan.id, stand]));
  });

  it('in the past, before a later move, changes the past alone', async () => {
    await moveUnit(tree, {
      unit_id: unitId('n1'),
      parent_id: unitId('south'),
      from_day: '2010-03-01',
      reason,
    });
    await moveUnit(tree, {
      unit_id: unitId('n1'),
      parent_id: unitId('city'),
      from_day: '2010-01-01',
      reason,
    });
    expect(await pathOf(unitId('n1'))).toBe('1.3.4.');
    expect(await under('north', '2010-02-01')).toEqual([2, 5, 10, 11]);
    expect(await under('south', '2010-02-01')).toEqual([3, 6, 7, 12, 13, 14, 15]);
    expect(await under('north', '2009-12-31')).toContain(4);
  });

  it('is refused where it would make a circle on any day, cannot be, or comes too soon', async () => {
    const body = await addBody(tree, {
      name: '城北中心',
      parent_id: unitId('centre'),
      from_day: '2009-01-01',
    });
    const circle = await problemOf(
      moveUnit(tree, {
        unit_id: unitId('centre'),
        parent_id: body.id,
        from_day: '2009-05-01',
        reason,
      }),
    );
    expect(circle.detail.en).toContain('stand under itself');
    await moveUnit(tree, {
      unit_id: body.id,
      parent_id: unitId('city'),
      from_day: '2010-01-01',
      reason,
    });
    const before = await problemOf(
      moveUnit(tree, {
        unit_id: unitId('centre'),
        parent_id: body.id,
        from_day: '2009-05-01',
        reason,
      }),
    );
    expect(before.detail.en).toContain('On 2009-05-01');
    await moveUnit(tree, {
      unit_id: unitId('centre'),
      parent_id: body.id,
      from_day: '2010-01-01',
      reason,
    });
    const refused = [
      { unit_id: unitId('city'), parent_id: unitId('north'), from_day: '2010-01-01' },
      { unit_id: unitId('north'), parent_id: unitId('s1'), from_day: '2010-01-01' },
      { unit_id: unitId('n1'), parent_id: unitId('south'), from_day: '2010-06-02' },
      { unit_id: unitId('n1'), parent_id: unitId('south'), from_day: '1999-01-01' },
      { unit_id: unitId('n1'), parent_id: unitId('south'), from_day: '2010-02-30' },
      { unit_id: 9999, parent_id: unitId('south'), from_day: '2010-01-01' },
    ];
    for (const moving of refused)
      expect((await problemOf(moveUnit(tree, { ...moving, reason }))).kind).toMatch(
        /invalid|not-found/,
      );
  });

  it('loses no record that is being written meanwhile', async () => {
    let moving = true;
    let failed = 0;
    const writers = ['n1a', 'n1b', 'n2a'].map(async (place) => {
      for (let n = 0; moving || n < 5; n++) {
        const loan = await lendAt(place);
        // Another hand may be faster; what counts is that nothing is filed under an old path.
        await world
          .write(
            director,
            deed('umbrella_loan', 'take_back', { returned_on: '2009-09-02' }, { id: loan.id }),
          )
          .catch(() => failed++);
      }
    });
    const moves = Array.from({ length: 8 }, (_, n) => n);
    for (const n of moves) {
      await closePage(world.owner);
      await foldPages(world.owner);
      const parent_id = unitId(n % 2 === 0 ? 'south' : 'north');
      await moveUnit(tree, {
        unit_id: unitId('n1'),
        parent_id,
        from_day: `2010-01-${10 + n}`,
        reason,
      });
    }
    moving = false;
    await Promise.all(writers);
    expect(failed).toBe(0);
    expect(
      (await world.owner.query('select count(*)::int as n from umbrella_loan')).rows[0].n,
    ).toBeGreaterThan(15);
    for (const table of ['umbrella_loan', 'record_version', 'duty']) {
      const { rows } = await world.owner.query(
        `select count(*)::int as n from ${table} r where not exists (select from unit u where u.path = r.path)`,
      );
      expect(rows[0].n).toBe(0);
    }
  });
});

describe('ending a unit', () => {
  it('merges into a new one: what is below and in hand goes along, what was counted stays', async () => {
    const open = await lendAt('n1');
    await lendAt('n2a');
    const ended = await mergeUnits(tree, {
      from: [unitId('n1'), unitId('n2')],
      into: { name: '合镇', code: 'HZ-1' },
      on_day: '2010-02-01',
      reason,
    });
    const [made] = ended.units;
    expect(made).toMatchObject({
      kind: 'township',
      name: '合镇',
      parent_id: unitId('north'),
      valid_from: '2010-02-01',
    });
    expect(ended.handed_over).toMatchObject([{ type: 'umbrella_loan', records: 1 }]);
    expect(await pathOf(unitId('n1a'))).toBe(`1.2.${made!.id}.8.`);
    expect(await pathOf(unitId('n1'))).toBe(`1.2.${made!.id}.4.`);
    expect(await under('n1', '2010-01-31')).toEqual([4, 8, 9]);
    expect(await under('n1', '2010-02-01')).toEqual([4]);
    const { rows } = await world.owner.query(
      'select unit_id, path, version from umbrella_loan where id = $1',
      [open.id],
    );
    expect(rows[0]).toEqual({ unit_id: made!.id, path: made!.path, version: 2 });
    const history = await world.owner.query(
      'select action, reason, changed, path from record_version where record_id = $1 order by version',
      [open.id],
    );
    expect(history.rows).toEqual([
      expect.objectContaining({ action: 'create', path: made!.path }),
      expect.objectContaining({ action: 'reorganisation', reason, changed: ['unit_id', 'path'] }),
    ]);
    // The handed-over record goes on like the rest.
    await world.write(
      director,
      deed(
        'umbrella_loan',
        'take_back',
        { returned_on: '2010-03-01' },
        { id: open.id, expected_version: 2 },
      ),
    );
  });

  it('splits: every unit below has to be given to one of the new ones', async () => {
    const into = [
      { code: 'NA1', name: '东镇' },
      { code: 'NB1', name: '西镇' },
    ];
    const splitting = { unit_id: unitId('n1'), into, on_day: '2010-02-01', reason };
    const refused = await problemOf(
      splitUnit(tree, {
        ...splitting,
        children: [
          { unit_id: unitId('n1a'), to_code: 'NA1' },
          { unit_id: unitId('s1a'), to_code: 'NA1' },
        ],
      }),
    );
    expect(refused.issues.map((issue) => issue.field)).toEqual(['children.9', 'children.12']);
    const children = [
      { unit_id: unitId('n1a'), to_code: 'NA1' },
      { unit_id: unitId('n1b'), to_code: 'NB1' },
    ];
    const { units } = await splitUnit(tree, { ...splitting, children });
    expect(await pathOf(unitId('n1a'))).toBe(`1.2.${units[0]!.id}.8.`);
    expect(await pathOf(unitId('n1'))).toBe('1.2.4.');
    expect(await under('n1', '2010-01-31')).toEqual([4, 8, 9]);
    expect(
      (
        await problemOf(
          renameUnit(tree, { unit_id: unitId('n1'), name: '旧镇', from_day: '2010-03-01' }),
        )
      ).kind,
    ).toBe('wrong-state');
  });

  it('closes only with a decision on each open record; what counts by its keeper stays counted where it was', async () => {
    const loan = await lendAt('n1a');
    const done = await lendAt('n1a', {});
    await world.write(
      director,
      deed('umbrella_loan', 'take_back', { returned_on: '2009-09-02' }, { id: done.id }),
    );
    const closing = { unit_id: unitId('n1a'), on_day: '2010-02-01', reason };
    const refused = await problemOf(closeUnit(tree, closing));
    expect(refused).toMatchObject({ kind: 'wrong-state' });
    expect(refused.issues.map((issue) => [issue.field, issue.message.en])).toEqual([
      ['umbrella_stand', 'Stands: 1 open'],
      ['umbrella_loan', 'Loans: 1 open'],
    ]);
    expect(
      (await problemOf(closeUnit(tree, { ...closing, unit_id: unitId('n1') }))).detail.en,
    ).toContain('2 units below');
    const lines = async () =>
      (await world.owner.query('select * from ledger_line order by id')).rows;
    const before = await lines();
    const ended = await closeUnit(tree, { ...closing, open_records_to: unitId('n1b') });
    expect(ended.handed_over.map(({ type, records }) => [type, records])).toEqual([
      ['umbrella_stand', 1],
      ['umbrella_loan', 1],
    ]);
    expect(await lines()).toEqual(before);
    const kept = await world.owner.query(
      'select id, unit_id, path from umbrella_loan union all select id, unit_id, path from umbrella_stand',
    );
    expect(new Map(kept.rows.map((row) => [row.id, [row.unit_id, row.path]]))).toEqual(
      new Map([
        [loan.id, [9, '1.2.4.9.']],
        [done.id, [8, '1.2.4.8.']],
        [stand, [8, '1.2.4.9.']],
      ]),
    );
  });

  it('is refused where something later is decided already', async () => {
    await moveUnit(tree, {
      unit_id: unitId('n1'),
      parent_id: unitId('south'),
      from_day: '2010-03-01',
      reason,
    });
    const merging = { from: [unitId('n1')], into: unitId('s1'), reason };
    expect(
      (await problemOf(mergeUnits(tree, { ...merging, on_day: '2010-02-01' }))).detail.en,
    ).toContain('2010-03-01');
    expect(
      (
        await problemOf(
          mergeUnits(tree, { ...merging, from: [unitId('s1')], on_day: '2010-04-01' }),
        )
      ).kind,
    ).toBe('invalid');
    expect(
      (
        await problemOf(
          mergeUnits(tree, { ...merging, from: [unitId('n1a')], on_day: '2010-04-01' }),
        )
      ).kind,
    ).toBe('invalid');
    expect((await mergeUnits(tree, { ...merging, on_day: '2010-04-01' })).units).toMatchObject([
      { id: unitId('s1') },
    ]);
  });
});

describe('the history', () => {
  it('lets a reorganisation change the path of a version and nothing else, whoever asks', async () => {
    const loan = await lendAt('n1a');
    const client = await world.owner.connect();
    try {
      const refused = async (sql: string, flag: boolean) => {
        await client.query('begin');
        if (flag) await client.query(`select set_config('taizhang.reorganising', 'yes', true)`);
        await expect(client.query(sql)).rejects.toThrow('append-only');
        await client.query('rollback');
      };
      await refused(`update record_version set path = '9.'`, false);
      for (const change of [
        `content = content || '{"note": "x"}'`,
        `content = jsonb_set(content, '{version}', '1.0')`,
        `path = '9.', guard = 1`,
        `reason = ''`,
        `person_id = gen_random_uuid()`,
        `recorded_at = recorded_at + interval '1 us'`,
      ]) {
        await refused(`update record_version set ${change}`, true);
      }
      await refused('delete from record_version', true);
      await refused('truncate record_version', true);
    } finally {
      client.release();
    }
    for (const pool of [world.writer, world.reader, world.loader]) {
      await expect(pool.query(`select move_version_paths('[]')`)).rejects.toThrow(
        'permission denied',
      );
      await expect(pool.query(`select hand_over_versions('{}', '1.')`)).rejects.toThrow(
        'permission denied',
      );
      await expect(pool.query(`update record_version set path = '1.'`)).rejects.toThrow(
        'permission denied',
      );
    }
    const { rows } = await world.owner.query(
      'select path from record_version where record_id = $1',
      [loan.id],
    );
    expect(rows).toEqual([{ path: '1.2.4.8.' }]);
  });

  it('keeps pages whole through moves and hand-overs', async () => {
    await lendAt('n1a');
    await closePage(world.owner);
    await moveUnit(tree, {
      unit_id: unitId('n1'),
      parent_id: unitId('south'),
      from_day: '2010-03-01',
      reason,
    });
    await closeUnit(tree, {
      unit_id: unitId('n1a'),
      on_day: '2010-04-01',
      reason,
      open_records_to: unitId('n1b'),
    });
    await closePage(world.owner);
    expect(await verifyLedger(world.owner, world.book)).toMatchObject({ mismatches: [], pages: 3 });
  });
});

describe('names', () => {
  it('hold from a day on, and the cache of names hears of it', async () => {
    const names = openUnitNames(world.owner);
    const id = unitId('n1');
    expect((await names.get([id])).get(id)?.zh).toBe('n1');
    await renameUnit(tree, { unit_id: id, name: '镇罗镇', from_day: '2010-02-01' });
    await renameUnit(tree, {
      unit_id: id,
      name: '老镇',
      name_en: 'Old Town',
      from_day: '2009-02-01',
    });
    expect((await names.get([id])).get(id)?.zh).toBe('n1');
    names.invalidate();
    expect((await names.get([id])).get(id)).toEqual({
      en: 'Zhenluo Town',
      zh: '镇罗镇',
      kind: 'township',
      path: '1.2.4.',
    });
    expect((await namesOn(world.owner, [id], '2009-06-01')).get(id)).toEqual({
      en: 'Old Town',
      zh: '老镇',
    });
    expect((await namesOn(world.owner, [id, 5], '2010-02-01')).get(id)?.zh).toBe('镇罗镇');
    expect((await namesOn(world.owner, [5], '2010-02-01')).get(5)?.zh).toBe('n2');
  });

  it('are read again after half a minute, because another process may have changed them', async () => {
    let at = 0;
    const names = openUnitNames(world.owner, () => at);
    await names.get([4, 4, 999]);
    await world.owner.query(`update unit set name = '改' where id = 4`);
    expect((await names.get([4])).get(4)?.zh).toBe('n1');
    at = 31_000;
    expect((await names.get([4])).get(4)?.zh).toBe('改');
  });
});
