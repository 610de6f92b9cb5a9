/** A sampling list over HTTP: drawn by lot, drawn again, gone through by trips, and never of whoever inspects. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayInShanghai } from '#engine/day.ts';
import { lines } from '#lines/index.ts';
import { committee } from '#lines/mediation/committee.ts';
import { office } from '#lines/offices/office.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';

let world: ServedWorld;
/** The county keeps an office and a committee of its own too. */
const offices = { north: randomUUID(), n1: randomUUID(), n2: randomUUID(), s1: randomUUID() };
const committees = {
  north: randomUUID(),
  n1a: randomUUID(),
  n1b: randomUUID(),
  n2a: randomUUID(),
  n2b: randomUUID(),
  s1a: randomUUID(),
};
const today = dayInShanghai(new Date().toISOString());

async function must(answer: Promise<{ statusCode: number; body: string }>) {
  const { statusCode, body } = await answer;
  expect({ statusCode, body: statusCode === 200 ? '' : body }).toEqual({
    statusCode: 200,
    body: '',
  });
  return JSON.parse(body);
}
const kept = async (type: string, id: string) => {
  const { record } = await must(world.ask('office', 'GET', `/api/records/${type}/${id}`));
  return record;
};
const prepare = async (who: string, more: object): Promise<string> => {
  const id = randomUUID();
  await must(
    world.write(
      who,
      'sampling',
      'prepare',
      {
        topic: '巩固情况抽查',
        bodies: 'committee',
        strata: 'whole',
        wanted: 2,
        planned_on: today,
        ...more,
      },
      { id },
    ),
  );
  return id;
};
const draw = async (who: string, id: string, more: object = {}) => {
  const { version } = await kept('sampling', id);
  return world.ask(who, 'POST', `/api/samplings/${id}/draw`, {
    payload: { write_id: randomUUID(), expected_version: version, ...more },
  });
};
const again = (who: string, id: string) =>
  must(world.ask(who, 'GET', `/api/samplings/${id}/again`));

beforeAll(async () => {
  world = await serveWorld(lines);
  for (const [place, id] of Object.entries(offices))
    await must(
      world.write(
        place.startsWith('n') ? 'county' : 'stranger',
        'office',
        'set_up',
        { ...office.example, name: `${place}司法所` },
        { id, unit_id: unitId(place) },
      ),
    );
  for (const [place, id] of Object.entries(committees))
    await must(
      world.write(
        place.startsWith('n') ? 'county' : 'stranger',
        'committee',
        'set_up',
        { ...committee.example, name: `${place}调委会`, short_name: place },
        { id, unit_id: unitId(place) },
      ),
    );
}, 120_000);
afterAll(() => world.end());

describe('a sampling list', () => {
  it('is drawn by lot, kept with its seed, and the same whoever draws it again', async () => {
    const id = await prepare('county', {});
    await must(draw('county', id));
    const list = await kept('sampling', id);
    expect(list).toMatchObject({ state: 'drawn', draws: 1, pot_now: 4, rested_now: 0 });
    expect(list.drawn).toHaveLength(2);
    expect(list.seed).toMatch(/^[0-9a-f]{32}$/);
    const seen = await again('colleague', id);
    expect(seen).toMatchObject({ same: true });
    expect(
      seen.pot
        .filter((one: { drawn: boolean }) => one.drawn)
        .map((one: { id: string }) => one.id)
        .toSorted(),
    ).toEqual(list.drawn.map((row: { committee_id: string }) => row.committee_id).toSorted());
    // What is set up later does not change what was drawn then.
    const late = randomUUID();
    await must(
      world.write(
        'county',
        'committee',
        'set_up',
        { ...committee.example, name: '后设调委会', short_name: '后设' },
        {
          id: late,
          unit_id: unitId('n2'),
        },
      ),
    );
    expect(await again('office', id)).toMatchObject({ same: true });
    await must(closeCommittee(late));
    // And a row that somebody changed behind the product's back is found.
    await world.owner.query(
      `update sampling_drawn set committee_id = $2 where record_id = $1 and position = 0`,
      [
        id,
        Object.values(committees).find(
          (one) => !list.drawn.some((row: { committee_id: string }) => row.committee_id === one),
        ),
      ],
    );
    expect(await again('county', id)).toMatchObject({ same: false });
  });

  it('leaves out the unit that inspects, and stays within its territory', async () => {
    const id = await prepare('county', { wanted: 100 });
    await must(draw('county', id));
    const drawn = (await kept('sampling', id)).drawn.map(
      (row: { committee_id: string }) => row.committee_id,
    );
    expect(drawn).not.toContain(committees.north);
    expect(drawn.toSorted()).toEqual(
      [committees.n1a, committees.n1b, committees.n2a, committees.n2b].toSorted(),
    );
    const trips = await prepare('county', { bodies: 'office', wanted: 100 });
    await must(draw('county', trips));
    const visited = (await kept('sampling', trips)).drawn.map(
      (row: { office_id: string }) => row.office_id,
    );
    expect(visited.toSorted()).toEqual([offices.n1, offices.n2].toSorted());
  });

  it('draws so many of each county', async () => {
    const id = await prepare('office', { bodies: 'office', strata: 'county', wanted: 1 });
    await must(draw('office', id));
    const rows = (await kept('sampling', id)).drawn as { stratum: string }[];
    expect(rows.map((row) => row.stratum).toSorted()).toEqual(['north', 'south']);
  });

  it('is not drawn by hand, nor by an office, nor a second time without a reason', async () => {
    const id = await prepare('county', {});
    const rows = [{ what: '指定', office_id: offices.n1, committee_id: committees.n1a }];
    const typed = await world.write(
      'county',
      'sampling',
      'draw',
      { seed: 'a', drawn_page: 1, pot_now: 1, rested_now: 0, drawn: rows },
      { id, expected_version: 1 },
    );
    expect(typed.statusCode).toBe(403);
    expect((await draw('director', id)).statusCode).toBe(403);
    await must(draw('county', id));
    expect((await draw('county', id)).statusCode).toBe(422);
    await must(draw('county', id, { reason: '抽中的调委会正在换届' }));
    expect((await kept('sampling', id)).draws).toBe(2);
  });

  it('is gone through by trips: each says what was seen, and then they rest', async () => {
    const id = await prepare('county', { wanted: 1, strata: 'township' });
    await must(draw('county', id));
    const { planned } = await must(world.ask('county', 'POST', `/api/samplings/${id}/trips`));
    expect(planned).toBe(2);
    // Pressed twice, nothing is planned twice.
    expect(await must(world.ask('county', 'POST', `/api/samplings/${id}/trips`))).toEqual({
      planned: 0,
    });
    const { rows } = await world.owner.query(
      'select id, office_id, unit_id from inspection where sampling_id = $1',
      [id],
    );
    const visit = async (trip: string, sample: object[], who = 'county') => {
      const { version } = await kept('inspection', trip);
      return world.write(
        who,
        'inspection',
        'inspect',
        { went_on: today, inspectors: '陆海英', result: '基本规范', sample },
        { id: trip, expected_version: version },
      );
    };
    for (const { id: trip } of rows) {
      const { sample } = await kept('inspection', trip);
      expect((await visit(trip, sample)).json().issues[0].field).toBe('sample.0.seen');
      const dropped = await visit(trip, [{ what: '另选的调委会', seen: '规范' }]);
      expect(dropped.json().issues[0].field).toBe('sample');
      const seen = sample.map((row: object) => ({ ...row, seen: '台账齐全' }));
      // Nobody inspects themselves: whoever sits at the office is refused.
      expect([403, 404]).toContain((await visit(trip, seen, 'director')).statusCode);
      await must(visit(trip, seen));
    }
    const list = await kept('sampling', id);
    expect(list).toMatchObject({ state: 'gone_through', visited_now: 2 });
    expect(list.drawn.every((row: { inspection_id: string }) => row.inspection_id)).toBe(true);

    const next = await prepare('county', { wanted: 100, rest_months: 6 });
    await must(draw('county', next));
    const fresh = await kept('sampling', next);
    expect(fresh).toMatchObject({ pot_now: 2, rested_now: 2 });
    const before = list.drawn.map((row: { committee_id: string }) => row.committee_id);
    expect(
      fresh.drawn.some((row: { committee_id: string }) => before.includes(row.committee_id)),
    ).toBe(false);
    expect(await again('office', next)).toMatchObject({ same: true });
  });
});

const closeCommittee = async (id: string) => {
  const { version } = await kept('committee', id);
  return world.ask('county', 'POST', '/api/writes', {
    payload: {
      writes: [
        {
          write_id: randomUUID(),
          type: 'committee',
          id,
          expected_version: version,
          deeds: [{ action: 'abolish', fields: { ended_on: today }, reason: '撤并' }],
        },
      ],
    },
  });
};
