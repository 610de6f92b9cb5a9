/** Targets on a real database: progress of every kind, whole and parts, now and as it stood, and who sees which. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lines } from '#lines/index.ts';
import type { Actor } from '#engine/permission.ts';
import type { Problem } from '#engine/problem.ts';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { computeFigures } from '../figures/compute.ts';
import { foldPages } from '../ledger/fold.ts';
import { closePage } from '../ledger/page.ts';
import { writeRecords } from '../records/write.ts';
import type { Write } from '../records/write.ts';
import { readAs } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import { changesOf } from './changes.ts';
import { forOutsiders } from './for-outsiders.ts';
import { readTargetTree } from './target-tree.ts';
import type { TargetTree, TargetView } from './target-tree.ts';

let world: World;
let bureau: Actor;
let north: Actor;
const directors = new Map<string, Actor>();
const stands = new Map<string, string>();

/** What the loader writes has the time that it says. */
async function at(time: string, who: Actor, ...writes: Write[]) {
  const timed = writes.map((write) => ({ ...write, recorded_at: time }));
  return writeRecords(world.context(who, { loader: true, now: time }), timed);
}

const opened = '2009-01-05T01:00:00.000Z';

beforeAll(async () => {
  world = await makeWorld([umbrellaLending, ...lines]);
  bureau = await world.actor('bureau', 'city');
  north = await world.actor('county', 'north');
  for (const place of ['n1', 'n2', 's1', 's2', 'centre']) {
    const director = await world.actor('director', place);
    directors.set(place, director);
    const stand = deed('umbrella_stand', 'create', {
      name: place,
      opened_on: '2009-01-02',
      size: 'small',
    });
    stands.set(place, stand.id);
    await at(opened, director, stand);
  }
});
afterAll(() => world.end());

function lend(place: string, lent_on: string, returned_on?: string): Write {
  const fields = { stand_id: stands.get(place), lent_on, borrowers: [{ name: '赵小雨' }] };
  const write = deed('umbrella_loan', 'create', fields);
  return returned_on
    ? { ...write, deeds: [...write.deeds, { action: 'take_back', fields: { returned_on } }] }
    : write;
}

async function lendMany(place: string, n: number, day: string, returned?: string) {
  const writes = Array.from({ length: n }, () => lend(place, day, returned));
  await at(`${day}T03:00:00.000Z`, directors.get(place)!, ...writes);
}

const count = { name: '借伞次数', name_en: 'Loans', kind: 'count', indicator: 'loans' };

function issued(place: string, fields: Record<string, unknown>, issued_on = '2009-01-20'): Write {
  const draft = deed(
    'target',
    'draft',
    { year: 2009, ...count, ...fields },
    { unit_id: unitId(place) },
  );
  return { ...draft, deeds: [...draft.deeds, { action: 'issue', fields: { issued_on } }] };
}

async function set(place: string, fields: Record<string, unknown>, by: Actor = bureau) {
  const write = issued(place, fields);
  await at('2009-01-20T02:00:00.000Z', by, write);
  return write.id;
}

const september = '2009-09-04T02:00:00.000Z';

async function tree(
  actor: Actor,
  place: string,
  as_of: string | null = null,
  now = september,
): Promise<TargetTree> {
  return readAs(world, actor, async (client) => {
    const unit = (await unitTexts(client, [unitId(place)])).get(unitId(place))!;
    return readTargetTree(world, client, actor, { unit, year: 2009, as_of, now });
  });
}

async function one(id: string, rest: Partial<{ as_of: string; now: string; actor: Actor }> = {}) {
  const { targets } = await tree(rest.actor ?? bureau, 'city', rest.as_of ?? null, rest.now);
  return targets.find((target) => target.id === id)!;
}

const problemOf = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => expect.fail('was not refused'),
    (p: Problem) => p,
  );

describe('progress is counted, whatever the kind', () => {
  it('a number, a rate, coverage, milestones, words; and a figure that nobody keeps yet', async () => {
    await lendMany('n1', 4, '2009-03-02', '2009-03-04');
    await lendMany('n2', 2, '2009-03-03');
    await lendMany('s1', 3, '2009-04-02', '2009-04-04');
    await lendMany('centre', 1, '2009-04-03', '2009-04-05');
    const ids = {
      number: await set('city', { goal: '24', number: 'U1' }),
      rate: await set('city', { kind: 'rate', indicator: 'return_rate', goal: '90' }),
      limit: await set('city', {
        indicator: 'umbrellas_out',
        goal: '1',
        direction: 'at_most',
      }),
      coverage: await set('city', { kind: 'coverage', goal: '100', covers: 'township' }),
      steps: await set('city', {
        kind: 'milestone',
        indicator: null,
        goal: null,
        milestones: [
          { name: '第一步', indicator: 'loans', at_least: 5 },
          { name: '第二步', due_on: '2009-06-30' },
          { name: '第三步', due_on: '2009-12-30' },
        ],
      }),
      words: await set('city', { kind: 'qualitative', indicator: null }),
      later: await set('city', { kind: 'rate', indicator: 'a_line_to_come', goal: '60' }),
      unscored: await set('city', { kind: 'rate', indicator: 'return_rate' }),
    };
    const view = async (id: string) => (await one(id)).progress;
    expect(await view(ids.number)).toMatchObject({
      done: 10,
      needed: 24,
      gap: 14,
      standing: 'behind',
    });
    // Eight of ten came back; nine are needed.
    expect(await view(ids.rate)).toMatchObject({ value: 80, done: 8, needed: 9, gap: 1 });
    expect(await view(ids.limit)).toMatchObject({ done: 2, gap: 1, standing: 'behind' });
    // n1, n2 and s1 lent; s2 has a stand and lent nothing.
    expect(await view(ids.coverage)).toMatchObject({ done: 3, needed: 4, gap: 1 });
    expect((await one(ids.coverage)).covered!.filter((row) => row.value === 0)).toMatchObject([
      { unit: { id: unitId('s2') } },
    ]);
    expect(await view(ids.steps)).toMatchObject({ done: 1, needed: 3, gap: 2, standing: 'behind' });
    expect((await one(ids.steps)).milestones.map((row) => row.reached)).toEqual([
      true,
      false,
      false,
    ]);
    expect(await view(ids.words)).toMatchObject({ standing: 'unscored', gap: null });
    expect(await view(ids.later)).toMatchObject({ standing: 'not_kept', gap: null, value: null });
    expect(await view(ids.unscored)).toMatchObject({ standing: 'unscored', value: 80 });
  });

  it('a milestone is reached by whoever answers for it, and only with what shows it', async () => {
    const id = await set('north', {
      kind: 'milestone',
      indicator: null,
      milestones: [{ name: '拟定方案' }],
    });
    const [{ milestones }] = (await tree(north, 'north')).targets.filter((t) => t.id === id) as [
      TargetView,
    ];
    const rows = milestones.map(({ name }) => ({ name, done_on: '2009-05-01' }));
    const report = (list: object[]) =>
      world.write(
        north,
        deed('target', 'report_milestones', { milestones: list }, { id, expected_version: 2 }),
      );
    const refused = await problemOf(report(rows));
    expect(refused.issues.map((issue) => issue.field)).toEqual(['milestones.0.proof']);
    await report(rows.map((row) => ({ ...row, proof: '卫司发〔2009〕12号' })));
    expect(await one(id)).toMatchObject({ progress: { standing: 'reached', gap: 0 } });
  });

  it('stands beside its figure, of its own unit alone', async () => {
    const query = {
      unit_id: unitId('city'),
      from: '2009-01-01',
      to: '2009-09-04',
      as_of: null,
      now: september,
    };
    const loans = world.book.findIndicator('loans')!;
    const [city] = await computeFigures(world.owner, world.names, [loans], query);
    expect(city!.target).toMatchObject({ number: 'U1', goal: 24, goal_in: 'units', gap: 14 });
    const elsewhere = { ...query, unit_id: unitId('south') };
    const [southern] = await computeFigures(world.owner, world.names, [loans], elsewhere);
    expect(southern!.target).toBeNull();
    // What happens in a period is held against the goal of that period only.
    const before = { ...query, from: '2008-01-01', to: '2008-12-31' };
    const [lastYear] = await computeFigures(world.owner, world.names, [loans], before);
    expect(lastYear!.target).toBeNull();
  });
});

describe('whole and parts', () => {
  it('Σ: parts, what the city runs itself, and what nobody was given make the whole', async () => {
    const whole = await set('city', { goal: '30', number: 'S1' });
    const part = await set('north', { goal: '16', parent_id: whole, number: 'S1-1' });
    await set('south', { goal: '9', parent_id: whole, number: 'S1-2' });
    // A draft is no part yet.
    await at(
      '2009-02-01T02:00:00.000Z',
      bureau,
      deed(
        'target',
        'draft',
        { year: 2009, ...count, goal: '3', parent_id: whole },
        { unit_id: unitId('centre') },
      ),
    );
    expect((await one(whole)).parts).toEqual({
      whole: 30,
      parts: 25,
      outside: 1,
      left: 4,
      count: 2,
    });
    await set('n1', { goal: '10', parent_id: part }, north);
    expect((await one(part)).parts).toMatchObject({ whole: 16, parts: 10, outside: 2, left: 4 });
  });

  it('a rate over what happens is asked of each alike and not shared out', async () => {
    const rate = { kind: 'rate', indicator: 'return_rate', goal: '90' };
    const whole = await set('city', rate);
    await set('north', { ...rate, parent_id: whole });
    expect((await one(whole)).parts).toBeNull();
  });
});

describe('a whole tree', () => {
  it('is read in as many questions as one target: none more for each', async () => {
    const asked = async (place: string) => {
      let n = 0;
      const views = await readAs(world, bureau, async (client) => {
        const counting = new Proxy(client, {
          get: (of, key) => {
            if (key !== 'query') return Reflect.get(of, key) as unknown;
            return (...given: Parameters<typeof client.query>) => {
              n++;
              return of.query(...given);
            };
          },
        });
        const unit = (await unitTexts(client, [unitId(place)])).get(unitId(place))!;
        const query = { unit, year: 2009, as_of: null, now: september };
        return readTargetTree(world, counting, bureau, query);
      });
      return { n, targets: views.targets.length };
    };
    const before = await asked('city');
    for (const place of ['n1', 'n2', 's1', 's2'])
      for (const goal of ['3', '4', '5']) await set(place, { goal });
    const after = await asked('city');
    expect(after.targets).toBe(before.targets + 12);
    expect(after.n).toBe(before.n);
    // Targets, units, levels, boundary; then figures of units, of what is covered, of offices.
    expect(after.n).toBeLessThanOrEqual(7);
  });
});

describe('who may', () => {
  it('a county reads its own targets and no other county’s, nor the city’s', async () => {
    const hidden = await set('south', { goal: '7', number: 'ZS' });
    const own = await set('north', { goal: '7', number: 'ZN' });
    const { targets } = await tree(north, 'north');
    expect(targets.map((target) => target.id)).toContain(own);
    expect(new Set(targets.map((target) => target.unit.path.slice(0, 4)))).toEqual(
      new Set(['1.2.']),
    );
    expect(targets.map((target) => target.id)).not.toContain(hidden);
    // Asked for more than it has, it gets no more: the wall is the database's.
    const beyond = await tree(north, 'city');
    expect(beyond.targets.every((target) => target.unit.path.startsWith('1.2.'))).toBe(true);
  });

  it('a target given from above is adjusted above, with a reason and an approver, and each is kept', async () => {
    const whole = await set('city', { goal: '30' });
    const id = await set('north', { goal: '16', parent_id: whole });
    const adjust = (who: Actor, fields: Record<string, unknown>, reason?: string) =>
      world.write(
        who,
        deed('target', 'adjust', fields, {
          id,
          expected_version: 2,
          ...(reason ? { reason } : {}),
        }),
      );
    const own = await problemOf(adjust(north, { goal: '5', approved_by: '自己' }, '太多'));
    expect(own.message).toContain('set by the unit above');
    const silent = await problemOf(adjust(bureau, { goal: '14', approved_by: '冯志远' }));
    expect(silent.issues.map((issue) => issue.field)).toEqual(['reason']);
    const nobody = await problemOf(adjust(bureau, { goal: '14' }, '洪灾'));
    expect(nobody.issues.map((issue) => issue.field)).toEqual(['approved_by']);
    const same = await problemOf(adjust(bureau, { goal: '16', approved_by: '冯志远' }, '洪灾'));
    expect(same.issues.map((issue) => issue.field)).toEqual(['goal']);
    await adjust(bureau, { goal: '14', approved_by: '冯志远' }, '洪灾');
    expect((await one(id)).adjustments).toMatchObject([
      { goal_before: '16', goal_after: '14', reason: '洪灾', approved_by: '冯志远' },
    ]);
  });

  it('a unit is talked with before it is bound: it proposes, agrees, and cannot issue to itself', async () => {
    const whole = await set('city', { goal: '30' });
    const draft = deed(
      'target',
      'draft',
      { year: 2009, ...count, goal: '16', parent_id: whole },
      { unit_id: unitId('north') },
    );
    await world.write(bureau, draft);
    const { id } = draft;
    const step = (who: Actor, action: string, version: number, fields: object = {}) =>
      world.write(who, deed('target', action, { ...fields }, { id, expected_version: version }));
    await step(north, 'propose', 1, { proposed_goal: '12', proposal: '人手不足' });
    await step(north, 'agree', 2);
    const refused = await problemOf(step(north, 'issue', 3));
    expect(refused.message).toContain('set by the unit above');
    await step(bureau, 'issue', 3, { goal: '12', letter_no: '责〔2009〕1号' });
    expect(await one(id)).toMatchObject({ state: 'issued', goal: 12, letter_no: '责〔2009〕1号' });
  });

  it('who judged their own work does not assess it; what is left goes over to the next year', async () => {
    const id = await set('north', { goal: '16' });
    const judge = { id, expected_version: 2 };
    await world.write(bureau, deed('target', 'self_assess', { self_result: 'partly' }, judge));
    const assess = (who: Actor) =>
      world.write(
        who,
        deed('target', 'assess', { result: 'not_reached' }, { id, expected_version: 3 }),
      );
    expect((await problemOf(assess(bureau))).kind).toBe('not-allowed');
    const leader = await world.actor('leader', 'city');
    await assess(leader);
    const next = deed(
      'target',
      'draft',
      { ...count, year: 2010, goal: '16', carried_from_id: id },
      { unit_id: unitId('north') },
    );
    await world.write(bureau, next);
    expect(await one(id)).toMatchObject({ state: 'carried_over', result: 'not_reached' });
  });

  it('no goal that its kind cannot have', async () => {
    for (const [fields, field] of [
      [{ goal: 'viele' }, 'goal'],
      [{ kind: 'rate', indicator: 'return_rate', goal: '101' }, 'goal'],
      [{ kind: 'coverage', goal: '100' }, 'covers'],
      [{ indicator: 'Loans; drop', goal: '1' }, 'indicator'],
    ] as const) {
      const refused = await problemOf(world.write(bureau, issued('city', fields)));
      expect(refused.issues.map((issue) => issue.field)).toContain(field);
    }
  });
});

describe('as it stood', () => {
  it('every progress is what was shown then, whatever was written, adjusted or split since', async () => {
    const whole = await set('city', { goal: '40', number: 'A1' });
    const part = await set('north', { goal: '20', parent_id: whole, number: 'A1-1' });
    const moments: string[] = [];
    const shown: TargetView[][] = [];
    const look = async (now: string) => {
      await closePage(world.owner, now);
      // Folded or not, the answer is the same.
      if (moments.length % 2 === 0) await foldPages(world.owner);
      moments.push(now);
      shown.push([...(await tree(bureau, 'city', null, now)).targets]);
    };
    await look('2009-09-04T02:00:00.000Z');
    await lendMany('n1', 3, '2009-09-10');
    await look('2009-09-20T02:00:00.000Z');
    await at(
      '2009-10-01T02:00:00.000Z',
      bureau,
      deed('target', 'adjust', { goal: '18', approved_by: '冯志远' }, { id: part, reason: '洪灾' }),
    );
    await at('2009-10-02T02:00:00.000Z', bureau, issued('south', { goal: '15', parent_id: whole }));
    // Late for March, which the first look had already shown.
    await at('2009-10-03T02:00:00.000Z', directors.get('s1')!, lend('s1', '2009-03-09'));
    await look('2009-10-05T02:00:00.000Z');
    await lendMany('n2', 2, '2009-11-02');
    await closePage(world.owner, '2009-12-01T02:00:00.000Z');
    await foldPages(world.owner);
    for (const [i, as_of] of moments.entries()) {
      const then = await tree(bureau, 'city', as_of, '2009-12-05T02:00:00.000Z');
      expect(then.targets).toEqual(shown[i]);
    }
    const goals = shown.map((list) => list.find((target) => target.id === part)!.goal);
    expect(goals).toEqual([20, 20, 18]);
    const done = shown.map((list) => list.find((target) => target.id === whole)!.progress.done);
    expect(done).toEqual([10, 13, 14]);
  });

  it('says since a report what is new, late and corrected, with the reason', async () => {
    const since = '2009-09-21T02:00:00.000Z';
    const figures = await readAs(world, bureau, async (client) => {
      const unit = (await unitTexts(client, [unitId('city')])).get(unitId('city'))!;
      const days = { from: '2009-01-01', to: '2009-12-05' };
      return changesOf(world, client, bureau, {
        unit,
        ...days,
        since,
        now: '2009-12-05T02:00:00.000Z',
      });
    });
    const loans = figures.find((figure) => figure.indicator === 'loans')!;
    expect(loans).toMatchObject({ then: 13, now: 16, added: { new: 2, late: 1, corrected: 0 } });
    expect(loans.records.map((record) => record.kind)).toEqual(['late', 'new', 'new']);
    const { then, now, added } = loans;
    expect(now! - then!).toBe(added.new + added.late + added.corrected);
  });

  it('a correction comes with what was written down as its reason', async () => {
    const write = lend('n1', '2009-06-01', '2009-06-02');
    await at('2009-12-06T01:00:00.000Z', directors.get('n1')!, write);
    await closePage(world.owner, '2009-12-06T02:00:00.000Z');
    await at(
      '2009-12-07T01:00:00.000Z',
      directors.get('n1')!,
      deed(
        'umbrella_loan',
        'change',
        { lent_on: '2008-06-01' },
        { id: write.id, reason: '年份写错' },
      ),
    );
    const figures = await readAs(world, bureau, async (client) => {
      const unit = (await unitTexts(client, [unitId('city')])).get(unitId('city'))!;
      const days = { from: '2009-01-01', to: '2009-12-08' };
      const moments = { since: '2009-12-06T03:00:00.000Z', now: '2009-12-08T02:00:00.000Z' };
      return changesOf(world, client, bureau, { unit, ...days, ...moments });
    });
    expect(figures.find((figure) => figure.indicator === 'loans')!.records).toMatchObject([
      { id: write.id, kind: 'corrected', amount: -1, reason: '年份写错' },
    ]);
  });
});

describe('a sheet for outsiders', () => {
  it('shows no small number about people, none that a sum gives away, and no evidence', async () => {
    const whole = await set('city', { goal: '60', number: 'O1' });
    for (const place of ['north', 'south']) await set(place, { goal: '25', parent_id: whole });
    const inside = await tree(bureau, 'city');
    const outside = forOutsiders(inside, 10);
    const parts = <T extends TargetView>(list: readonly T[]) =>
      list.filter((one) => one.parent_id === whole);
    // Loans hold a borrower's telephone: they are about people.
    expect(parts(inside.targets)[0]!.indicator!.about_people).toBe(true);
    expect(parts(inside.targets).map((one) => one.progress.done)).toEqual([6, 4]);
    expect(parts(outside.targets).map((one) => one.progress.done)).toEqual([null, null]);
    expect(parts(outside.targets).map((one) => one.left_out)).toEqual([true, true]);
    expect(outside.targets.find((one) => one.id === whole)!.parts).toBeNull();
    expect(JSON.stringify(outside.targets.map((one) => one.adjustments))).not.toContain('洪灾');
    expect(outside.targets.every((one) => one.evidence.length === 0)).toBe(true);
  });
});
