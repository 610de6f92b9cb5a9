/**
 * The contract: what every record type gets for its definition alone. No code here knows any one of
 * them.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lines } from '#lines/index.ts';
import type { Field } from '#engine/field.ts';
import { workingRoles } from '#engine/permission.ts';
import type { Actor, Role } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import type { Action, AnyRecordType, ChildList } from '#engine/record.ts';
import { actionsFor, askedBy } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { computeFigures } from '#server/figures/compute.ts';
import { openFigure } from '#server/figures/open-figure.ts';
import { verifyLedger } from '#server/ledger/verify.ts';
import { listRecords } from '#server/records/list.ts';
import { getRecord, listVersions } from '#server/records/read.ts';
import type { Write } from '#server/records/write.ts';
import { readAs } from '#server/services.ts';
import { umbrellaLending } from './umbrella-lending.ts';
import { makeWorld, unitId } from './world.ts';
import type { World } from './world.ts';

const all = [umbrellaLending, ...lines];
const types = all.flatMap((line) => line.records);
const now = '2010-03-01T02:00:00.000Z';

let world: World;
const actors = new Map<Role, Actor>();
let stranger: Actor;
const made = new Map<string, string>();

beforeAll(async () => {
  world = await makeWorld(all);
  for (const role of workingRoles)
    actors.set(
      role,
      await world.actor(
        role,
        role === 'bureau' || role === 'leader' ? 'city' : role === 'county' ? 'north' : 'n1',
      ),
    );
  stranger = await world.actor('director', 's1');
});
afterAll(() => world.end());

const firstAction = (type: AnyRecordType): [string, Action<any, string>] =>
  (Object.entries(type.actions) as [string, Action<any, string>][]).find(
    ([, a]) => a.from.includes('new') && a.roles.length > 0,
  )!;
const makerOf = (type: AnyRecordType): Actor => actors.get(firstAction(type)[1].roles[0]!)!;

/** Makes the example of a type, and before it those that it links to. The first one is kept for the other tests. */
async function exampleOf(name: string, fresh = false): Promise<string> {
  const known = made.get(name);
  if (known && !fresh) return known;
  const write = await exampleWrite(world.book.record(name), new Map());
  await world.write(makerOf(world.book.record(name)), write);
  made.set(name, made.get(name) ?? write.id);
  return write.id;
}

type Linked = Map<string, string>;

/** With records of its own to link to (`linked`), because some can be linked to only once: a stay, a move. */
async function exampleWrite(type: AnyRecordType, linked: Linked): Promise<Write> {
  return {
    write_id: randomUUID(),
    type: type.name,
    id: randomUUID(),
    deeds: [
      {
        action: firstAction(type)[0],
        fields: (await resolved(type.example, linked)) as Record<string, unknown>,
      },
    ],
  };
}

async function linkedTo(name: string, linked: Linked): Promise<string> {
  const known = linked.get(name);
  if (known) return known;
  const write = await exampleWrite(world.book.record(name), linked);
  await world.write(makerOf(world.book.record(name)), write);
  linked.set(name, write.id);
  return write.id;
}

async function resolved(value: unknown, linked: Linked): Promise<unknown> {
  if (typeof value === 'string' && value.startsWith('@')) return linkedTo(value.slice(1), linked);
  if (Array.isArray(value)) return Promise.all(value.map((one) => resolved(one, linked)));
  if (typeof value !== 'object' || value === null) return value;
  const entries: [string, unknown][] = [];
  // One after the other: two links to one type mean one record.
  for (const [key, one] of Object.entries(value)) entries.push([key, await resolved(one, linked)]);
  return Object.fromEntries(entries);
}

const problemOf = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => expect.fail('was not refused'),
    (p: Problem) => p,
  );
const read = <T>(actor: Actor, work: Parameters<typeof readAs<T>>[2]) => readAs(world, actor, work);

describe.each(types.map((type) => [type.name, type] as const))('%s', (name, type) => {
  it('speaks both languages everywhere', () => {
    const texts: Text[] = [
      type.label,
      type.plural,
      type.about,
      ...Object.values(type.states as Record<string, { label: Text }>).map((s) => s.label),
      ...(Object.values(type.actions) as Action<any, string>[]).map((a) => a.label),
      ...(Object.values(type.fields) as Field[]).map((f) => f.label),
      ...(Object.values(type.children) as ChildList[]).flatMap((c) => [
        c.label,
        c.row,
        ...Object.values(c.fields).map((f) => f.label),
      ]),
      ...type.form.map((g) => g.label),
    ];
    for (const text of texts) {
      expect(text.en).toMatch(/[A-Za-z%]/);
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
      expect(text.zh).toMatch(/\p{Script=Han}/u);
    }
  });

  it('has an action for every state to be reached, and no state without a way in', () => {
    const reached = new Set<string>();
    for (const action of Object.values(type.actions) as Action<any, string>[]) {
      if (typeof action.to === 'string') reached.add(action.to);
      // Where it leads is a function of the record: any state may be meant.
      else if (typeof action.to === 'function')
        for (const state of Object.keys(type.states)) reached.add(state);
    }
    expect(Object.keys(type.states).filter((state) => !reached.has(state))).toEqual([]);
  });

  it('is created, listed, found by its names, and kept with its history', async () => {
    const id = await exampleOf(name);
    const maker = makerOf(type);
    await read(maker, async (client) => {
      const record = await getRecord(client, type, id);
      const page = await listRecords(client, type, maker, { filters: {}, limit: 200, count: true });
      expect(page.records.map((r) => r.id)).toContain(id);
      const words = [...(type.search?.(record) ?? []), ...(type.secret_search?.(record) ?? [])];
      for (const word of words.filter((one): one is string => Boolean(one))) {
        const found = await listRecords(client, type, maker, { q: word, filters: {}, limit: 200 });
        expect(found.records.map((r) => r.id)).toContain(id);
      }
      for (const filter of type.list.filters.filter(
        (f) => type.fields[f]?.kind === 'code' && record[f],
      )) {
        const found = await listRecords(client, type, maker, {
          filters: { [filter]: { values: [record[filter] as string] } },
          limit: 200,
        });
        expect(found.records.map((r) => r.id)).toContain(id);
      }
      const versions = await listVersions(client, type, id);
      expect(versions.at(-1)).toMatchObject({
        version: 1,
        action: firstAction(type)[0],
        person: { id: maker.person_id },
      });
      const title = type.title(record);
      expect(title.en.length * title.zh.length).toBeGreaterThan(0);
    });
  });

  it('is not there for a stranger', async () => {
    const id = await exampleOf(name);
    await read(stranger, async (client) => {
      expect(
        (await listRecords(client, type, stranger, { filters: {}, limit: 200 })).records,
      ).toEqual([]);
      await expect(getRecord(client, type, id)).rejects.toMatchObject({ kind: 'not-found' });
    });
    for (const [action] of Object.entries(type.actions).filter(
      ([, a]) => !(a as Action<any, string>).from.includes('new'),
    )) {
      const problem = await problemOf(
        world.write(stranger, {
          write_id: randomUUID(),
          type: name,
          id,
          deeds: [{ action, fields: {} }],
        }),
      );
      expect(problem.kind).toBe('not-found');
    }
  });

  it('takes the same write once', async () => {
    const write = await exampleWrite(type, new Map());
    const maker = makerOf(type);
    const [first] = await world.write(maker, write);
    expect(await world.write(maker, write)).toEqual([first]);
    const changed = { ...write, on_behalf_of: '别人' };
    expect((await problemOf(world.write(maker, changed))).kind).toBe('duplicate');
  });

  it('answers every action in every role with a result or a Problem in both languages, never a crash', async () => {
    const id = await exampleOf(name, true);
    for (const actor of actors.values()) {
      const { state, version } = (
        await world.owner.query(`select state, version from ${name} where id = $1`, [id])
      ).rows[0] as { state: string; version: number };
      for (const action of actionsFor(type, state, actor.grant.role)) {
        const fields = Object.fromEntries(
          askedBy(type, action)
            .filter((f) => type.fields[f]?.kind === 'day')
            .map((f) => [f, '2009-03-20']),
        );
        const answer = await world
          .write(actor, {
            write_id: randomUUID(),
            type: name,
            id,
            expected_version: version,
            deeds: [{ action, fields, reason: '试' }],
          })
          .catch((p: unknown) => p);
        if (Array.isArray(answer)) break;
        expect(answer).toBeInstanceOf(Problem);
        const { kind, detail, issues } = answer as Problem;
        // It is there, at this version and in this state: an action that may also make one must not miss that.
        expect({ action, kind }).not.toEqual({ action, kind: 'stale' });
        for (const text of [detail, ...issues.map((i) => i.message)])
          expect(text.zh).toMatch(/\p{Script=Han}/u);
      }
    }
  });

  it('refuses wrong values at their fields and stores nothing', async () => {
    const wrong: Record<string, unknown> = {
      text: 5,
      long_text: {},
      integer: 'many',
      money: -1,
      day: '2009-02-30',
      instant: 'soon',
      boolean: 'yes',
      code: 'no such code',
      codes: ['no such code'],
      unit: 'x',
      link: 'x',
      account: 'x',
    };
    const [action] = firstAction(type);
    const linked: Linked = new Map();
    for (const field of askedBy(type, action).filter((f) => f in type.fields)) {
      const good = await exampleWrite(type, linked);
      const fields = {
        ...good.deeds[0]!.fields,
        [field]: wrong[(type.fields[field] as Field).kind],
      };
      const write = { ...good, deeds: [{ ...good.deeds[0]!, fields }] };
      const problem = await problemOf(world.write(makerOf(type), write));
      expect(problem.kind).toBe('invalid');
      expect(problem.issues.map((i) => i.field)).toContain(field);
      const { rows } = await world.owner.query(`select 1 from ${name} where id = $1`, [write.id]);
      expect(rows).toEqual([]);
    }
  });
});

describe('all together', () => {
  it('leave a ledger that verifies', async () => {
    const { mismatches, records } = await verifyLedger(world.owner, world.book);
    expect(mismatches).toEqual([]);
    expect(records).toBeGreaterThanOrEqual(types.length * 2);
  });

  // Every figure of the book, opened on both sides: it grows with each line.
  it('stand behind every figure: the opened rows sum to it', { timeout: 90_000 }, async () => {
    const operator: Actor = {
      ...actors.get('county')!,
      engine: true,
      grant: { ...actors.get('county')!.grant, path: '1.', unit_id: unitId('city') },
    };
    const query = {
      unit_id: unitId('city'),
      from: '2009-01-01',
      to: '2009-12-31',
      as_of: null,
      now,
    };
    for (const indicator of world.book.indicators) {
      const [figure] = await computeFigures(
        world.owner,
        world.names,
        [{ ...indicator, kept_by: undefined } as never],
        query,
      );
      const client = await world.owner.connect();
      try {
        for (const side of ['numerator', 'denominator'] as const) {
          const page = await openFigure(
            world,
            client,
            operator,
            indicator,
            query,
            side,
            undefined,
            500,
          );
          expect(page.records.reduce((sum, r) => sum + r.amount, 0)).toBe(page.total);
          // What has one side only is its own numerator; then the other side is the same.
          const counted = figure!.numerator === null ? figure!.value : figure![side];
          expect(`${indicator.name} ${side} ${page.total}`).toBe(
            `${indicator.name} ${side} ${counted ?? 0}`,
          );
        }
      } finally {
        client.release();
      }
    }
  });
});
