import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import type { Actor } from '#engine/permission.ts';
import type { Problem } from '#engine/problem.ts';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';

let world: World;
let mediator: Actor;
let director: Actor;
let stand: string;

beforeAll(async () => {
  world = await makeWorld();
  director = await world.actor('director', 'n1');
  mediator = await world.actor('mediator', 'n1a');
  const made = await world.write(
    director,
    deed(
      'umbrella_stand',
      'create',
      { name: '北门', size: 'large', opened_on: '2009-01-01' },
      { unit_id: unitId('n1a') },
    ),
  );
  stand = made[0]!.id;
});
afterAll(() => world.end());

const lend = (fields: Record<string, unknown> = {}, rest = {}) =>
  deed(
    'umbrella_loan',
    'create',
    { stand_id: stand, lent_on: '2009-09-01', borrowers: [{ name: '张三' }], ...fields },
    rest,
  );

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  return work.then(
    () => {
      throw new Error('It was not refused');
    },
    (problem: Problem) => problem,
  );
}

describe('writeRecords', () => {
  it('answers a write with the lines that it posted, a number and a version', async () => {
    const [answer] = await world.write(mediator, lend());
    expect(answer).toMatchObject({ version: 1, state: 'lent', type: 'umbrella_loan' });
    expect(answer!.number).toMatch(/^（2009）借字第\d+号$/);
    expect(answer!.lines).toEqual([
      expect.objectContaining({
        measure: 'loans',
        day: '2009-09-01',
        unit_id: unitId('n1a'),
        amount: 1,
        facets: { size: 'large' },
      }),
      expect.objectContaining({ measure: 'umbrellas_out', amount: 1 }),
    ]);
  });

  it('copies declared facts of a linked record and derives values', async () => {
    const [made] = await world.write(mediator, lend());
    const [back] = await world.write(
      mediator,
      deed(
        'umbrella_loan',
        'take_back',
        { returned_on: '2009-09-04' },
        { id: made!.id, expected_version: 1 },
      ),
    );
    const { rows } = await world.owner.query(
      'select stand_size, days_out, state, version from umbrella_loan where id = $1',
      [made!.id],
    );
    expect(rows[0]).toEqual({ stand_size: 'large', days_out: 3, state: 'returned', version: 2 });
    expect(back!.lines.map((l) => [l.measure, l.day, l.amount])).toEqual([
      ['umbrellas_out', '2009-09-04', -1],
      ['loans_returned', '2009-09-01', 1],
      ['loan_days', '2009-09-01', 3],
    ]);
  });

  it('stores the same write once and answers it alike; another body under the same id is refused', async () => {
    const write = lend();
    const [first] = await world.write(mediator, write);
    expect(await world.write(mediator, write)).toEqual([first]);
    const { rows } = await world.owner.query(
      'select count(*)::int as n from record_version where record_id = $1',
      [write.id],
    );
    expect(rows[0].n).toBe(1);
    const other = await problemOf(
      world.write(mediator, {
        ...write,
        deeds: [{ action: 'create', fields: { ...write.deeds[0]!.fields, rained: true } }],
      }),
    );
    expect(other.kind).toBe('duplicate');
  });

  it('stores a write once when it arrives ten times at once', async () => {
    const write = lend();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => world.write(mediator, write)),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const { rows } = await world.owner.query(
      'select count(*)::int as n from ledger_line where record_id = $1',
      [write.id],
    );
    expect(rows[0].n).toBe(2);
  });

  it('passes several states in one write, each a version', async () => {
    const write = {
      ...lend(),
      deeds: [lend().deeds[0]!, { action: 'take_back', fields: { returned_on: '2009-09-02' } }],
    };
    const [answer] = await world.write(mediator, write);
    expect(answer).toMatchObject({ version: 2, state: 'returned' });
    const { rows } = await world.owner.query(
      'select action, content from record_version where record_id = $1 order by version',
      [write.id],
    );
    expect(rows.map((r) => r.action)).toEqual(['create', 'take_back']);
    expect(rows[0].content.number).toBe(answer!.number);
    expect(answer!.lines.map((l) => l.measure)).not.toContain('nothing');
    expect(
      answer!.lines
        .filter((l) => l.measure === 'umbrellas_out')
        .reduce((sum, l) => sum + l.amount, 0),
    ).toBe(0);
  });

  it('gives numbers without gaps to writers at the same time', async () => {
    const at = { unit_id: unitId('n1b') };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => world.write(director, lend({}, at))),
    );
    const numbers = answers
      .map(([a]) => Number(a!.number!.match(/第(\d+)号/)![1]))
      .toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it('applies a consequence to another record in the same transaction', async () => {
    const [made] = await world.write(mediator, lend());
    const [lost] = await world.write(
      director,
      deed('umbrella_loan', 'give_up', { lost_on: '2009-09-20', fine: 1500 }, { id: made!.id }),
    );
    expect(lost!.also).toEqual([
      { type: 'umbrella_stand', id: stand, version: expect.any(Number) },
    ]);
    const { rows } = await world.owner.query(
      'select last_lost_on from umbrella_stand where id = $1',
      [stand],
    );
    expect(rows[0].last_lost_on).toBe('2009-09-20');
    expect(lost!.lines).toContainEqual(expect.objectContaining({ measure: 'fines', amount: 1500 }));
  });

  it('stores nothing of a batch when one write of it is refused', async () => {
    const good = lend();
    const problem = await problemOf(world.write(mediator, good, lend({ lent_on: '2009-02-30' })));
    expect(problem.kind).toBe('invalid');
    expect(problem.issues[0]!.field).toBe('lent_on');
    const { rows } = await world.owner.query(
      'select count(*)::int as n from umbrella_loan where id = $1',
      [good.id],
    );
    expect(rows[0].n).toBe(0);
  });

  it('refuses, each with its kind: stale, wrong state, role, own work, territory, unknown', async () => {
    const [made] = await world.write(mediator, lend());
    const change = (
      rest: object,
      action = 'change',
      fields: Record<string, unknown> = { rained: true },
    ) => deed('umbrella_loan', action, fields, { id: made!.id, ...rest });
    expect((await problemOf(world.write(mediator, change({ expected_version: 7 })))).kind).toBe(
      'stale',
    );
    expect((await problemOf(world.write(mediator, change({}, 'reopen', {})))).kind).toBe(
      'not-allowed',
    );
    expect(
      (await problemOf(world.write(director, change({ reason: 'x' }, 'reopen', {})))).kind,
    ).toBe('wrong-state');
    const [own] = await world.write(director, lend());
    const givingUp = deed('umbrella_loan', 'give_up', { lost_on: '2009-09-20' }, { id: own!.id });
    expect((await problemOf(world.write(director, givingUp))).kind).toBe('not-allowed');
    const stranger = await world.actor('director', 's1');
    const strange = await problemOf(world.write(stranger, change({})));
    const unknown = await problemOf(world.write(stranger, change({ id: randomUUID() })));
    expect(strange.kind).toBe('not-found');
    expect({ ...unknown, message: '' }).toEqual({ ...strange, message: '' });
    expect(
      (await problemOf(world.write(mediator, lend({}, { unit_id: unitId('s1a') })))).kind,
    ).toBe('not-allowed');
  });

  it('asks for a reason once a record has ended, and keeps it in the history', async () => {
    const [made] = await world.write(mediator, {
      ...lend(),
      deeds: [lend().deeds[0]!, { action: 'take_back', fields: { returned_on: '2009-09-02' } }],
    });
    const change = deed('umbrella_loan', 'change', { returned_on: '2009-09-03' }, { id: made!.id });
    expect((await problemOf(world.write(mediator, change))).issues[0]!.field).toBe('reason');
    await world.write(mediator, {
      ...change,
      write_id: randomUUID(),
      deeds: [{ ...change.deeds[0]!, reason: '写错' }],
    });
    const { rows } = await world.owner.query(
      'select reason, changed from record_version where record_id = $1 and version = 3',
      [made!.id],
    );
    expect(rows[0]).toEqual({ reason: '写错', changed: ['returned_on', 'days_out'] });
  });

  it('keeps a due day once computed, and forgets the duty when it is done', async () => {
    const [made] = await world.write(mediator, lend());
    const duties = () =>
      world.owner.query('select key, due_on, from_day from duty where record_id = $1', [made!.id]);
    expect((await duties()).rows).toEqual([
      { key: 'return', due_on: '2009-09-08', from_day: '2009-09-01' },
    ]);
    await world.owner.query(`update duty set due_on = '2009-09-30' where record_id = $1`, [
      made!.id,
    ]);
    await world.write(
      mediator,
      deed('umbrella_loan', 'change', { rained: true }, { id: made!.id }),
    );
    expect((await duties()).rows[0].due_on).toBe('2009-09-30');
    await world.write(
      mediator,
      deed('umbrella_loan', 'change', { lent_on: '2009-09-02' }, { id: made!.id }),
    );
    expect((await duties()).rows[0].due_on).toBe('2009-09-09');
    await world.write(
      mediator,
      deed('umbrella_loan', 'take_back', { returned_on: '2009-09-04' }, { id: made!.id }),
    );
    expect((await duties()).rows).toEqual([]);
  });

  it('lets only the loader choose the time of a line', async () => {
    await expect(
      world.writer
        .query(`insert into ledger_line (measure_id, day, unit_id, facet_set_id, guard, amount, record_id, version, recorded_at)
        values (1, '2009-01-01', 1, 0, 0, 1, gen_random_uuid(), 1, '2009-01-01')`),
    ).rejects.toThrow(/permission denied/);
    await expect(world.writer.query('update ledger_line set amount = 2')).rejects.toThrow(
      /permission denied/,
    );
    await expect(world.owner.query('update ledger_line set amount = 2')).rejects.toThrow(
      /append-only/,
    );
  });
});
