/** A draft standard tried on committees of a small world, and what an office shows on the day of an inspection. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lines } from '#lines/index.ts';
import { committee } from '#lines/mediation/committee.ts';
import { defaultCriteria } from '#lines/mediation/criteria.ts';
import { office } from '#lines/offices/office.ts';
import { leavesOf } from '#engine/standard.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';

let world: ServedWorld;
const standard = randomUUID();
const draft = randomUUID();
const officeId = randomUUID();
const committees = { n1a: randomUUID(), n1b: randomUUID(), s1a: randomUUID() };
const leaves = leavesOf(defaultCriteria.items);
const today = new Date().toISOString().slice(0, 10);

async function must(answer: Promise<{ statusCode: number; body: string }>) {
  const { statusCode, body } = await answer;
  expect({ statusCode, body: statusCode === 200 ? `` : body }).toEqual({
    statusCode: 200,
    body: ``,
  });
  return JSON.parse(body) as { answers: { version: number }[] };
}
/** What somebody else goes on with. */
const goOn = async (who: string, type: string, id: string, action: string, fields: object) => {
  const { rows } = await world.owner.query(`select version from ${type} where id = $1`, [id]);
  return must(
    world.write(who, type, action, fields as never, { id, expected_version: rows[0].version }),
  );
};

beforeAll(async () => {
  world = await serveWorld(lines);
  await must(
    world.write(
      'office',
      'criteria',
      'issue',
      { ...defaultCriteria, valid_from: '2020-01-01' },
      { id: standard },
    ),
  );
  const setUp = async (place: keyof typeof committees, more: object, by = 'director') =>
    must(
      world.write(
        by,
        'committee',
        'set_up',
        { ...committee.example, ...more },
        { id: committees[place], unit_id: unitId(place) },
      ),
    );
  await setUp('n1a', {});
  await setUp('n1b', { seal: false });
  await setUp('s1a', {}, 'stranger');
  for (const place of ['n1a', 'n1b'] as const) {
    const id = randomUUID();
    const scores = leaves.map(({ code }) => ({ item_code: code, self_score: 10 }));
    const seen = leaves.map(({ code }) => ({
      item_code: code,
      self_score: 10,
      inspector_score: 9,
      reason: '略有不足',
    }));
    await must(
      world.write(
        'director',
        'assessment',
        'start',
        { committee_id: committees[place], criteria_id: standard, self_on: today, scores },
        { id, unit_id: unitId('n1a') },
      ),
    );
    await goOn('colleague', 'assessment', id, 'inspect', { inspected_on: today, scores: seen });
    await goOn('county', 'assessment', id, 'confirm', { confirmed_on: today });
  }
  await must(
    world.write(
      'director',
      'office',
      'set_up',
      { ...office.example, set_up_on: '2010-01-04', premises: [], funding: [] },
      { id: officeId },
    ),
  );
}, 120_000);
afterAll(() => world.end());

const tryDraft = async (who: string, id = draft) => {
  const answer = await world.ask(who, 'GET', `/api/standards/criteria/${id}/trial`);
  expect(answer.statusCode).toBe(200);
  const { bodies } = answer.json() as {
    bodies: {
      id: string;
      verdict: string;
      stands: boolean;
      low: number;
      high: number;
      lacking: { code: string; source: string }[];
    }[];
  };
  return new Map(bodies.map((body) => [body.id, body]));
};

describe('a draft standard', () => {
  it('says who would stay, who would fall, and of whom nobody can say yet', async () => {
    const items = [
      { code: '1', item: '有印章', points: 20, must: true, question: 'seal' },
      { code: '1.1', item: '有标牌', points: 50 },
      { code: '9', item: '信息化台账', points: 30 },
    ].map((item) => ({ ...item, code: item.code === '1' ? 'a' : item.code }));
    await must(
      world.write(
        'office',
        'criteria',
        'draft',
        { ...defaultCriteria, version_no: '2030', pass_mark: 60, items, replaces_id: standard },
        { id: draft },
      ),
    );
    const tried = await tryDraft('office');
    // 20 by the register, 45 of 50 by the last inspection (9 of 10), 30 that nobody has looked at.
    expect(tried.get(committees.n1a)).toMatchObject({
      stands: true,
      verdict: 'stays',
      low: 65,
      high: 95,
    });
    expect(tried.get(committees.n1b)).toMatchObject({ stands: true, verdict: 'falls' });
    expect(tried.get(committees.n1b)!.lacking[0]).toMatchObject({ code: 'a', source: 'register' });
    await goOn('office', 'criteria', draft, 'change', { pass_mark: 80 });
    expect((await tryDraft('office')).get(committees.n1a)!.verdict).toBe('open');
  });

  it('is tried within the territory of whoever asks', async () => {
    expect([...(await tryDraft('office')).keys()].toSorted()).toEqual(
      Object.values(committees).toSorted(),
    );
    // The draft is kept by the city: a township does not see it, and so cannot try it.
    expect(
      (await world.ask('director', 'GET', `/api/standards/criteria/${draft}/trial`)).statusCode,
    ).toBe(404);
    expect(
      (await world.ask(null, 'GET', `/api/standards/criteria/${draft}/trial`)).statusCode,
    ).toBe(401);
    expect(
      (await world.ask('office', 'GET', `/api/standards/dispute/${draft}/trial`)).statusCode,
    ).toBe(404);
  });

  it('changes nothing', async () => {
    const before = await world.owner.query('select count(*)::int as n from record_version');
    await tryDraft('office');
    const after = await world.owner.query('select count(*)::int as n from record_version');
    expect(after.rows).toEqual(before.rows);
  });
});

describe('a committee that is standardised', () => {
  it('names the assessment on which it rests, and not its number', async () => {
    const answer = await world.ask('director', 'GET', `/api/records/committee/${committees.n1a}`);
    const { record, links } = answer.json();
    expect(links[record.standards[0].assessment]).toMatchObject({ type: 'assessment' });
  });
});

describe('the day of an inspection', () => {
  it('answers how many are standardised and since when, with each item and what proves it', async () => {
    const answer = await world.ask('director', 'GET', `/api/offices/${officeId}/inspection-day`);
    expect(answer.statusCode).toBe(200);
    const day = answer.json();
    expect(day.committees.map((one: { id: string }) => one.id).toSorted()).toEqual(
      [committees.n1a, committees.n1b].toSorted(),
    );
    expect(
      day.committees.every(
        (one: { stands: boolean; since: string }) => one.stands && one.since === today,
      ),
    ).toBe(true);
    const [first] = day.committees[0].items;
    expect(first).toMatchObject({
      code: '1.1',
      score: 9,
      points: 10,
      by_register: false,
      photos: [],
    });
    expect(
      day.committees[0].items.find((item: { code: string }) => item.code === '1.2'),
    ).toMatchObject({ by_register: true });
    expect(day.office.stands).toBe(false);
  });

  it('is there for whoever may open the office, and for nobody else', async () => {
    expect(
      (await world.ask('stranger', 'GET', `/api/offices/${officeId}/inspection-day`)).statusCode,
    ).toBe(404);
    expect(
      (await world.ask('county', 'GET', `/api/offices/${officeId}/inspection-day`)).statusCode,
    ).toBe(200);
  });
});

describe('a version is chosen while it is in force', () => {
  const scores = leaves.map(({ code }) => ({ item_code: code, self_score: 9 }));
  const next = randomUUID();
  const choices = async (in_force: string) => {
    const path = `/api/choices/criteria?in_force=${in_force}`;
    const answer = await world.ask('director', 'GET', path);
    return (answer.json().choices as { id: string }[]).map((one) => one.id);
  };
  const start = (criteria_id: string, self_on: string, id = randomUUID()) =>
    world.write(
      'director',
      'assessment',
      'start',
      { committee_id: committees.n1a, criteria_id, self_on, scores },
      { id, unit_id: unitId('n1a') },
    );

  it('offers the one of the day, no draft and none that has ended', async () => {
    const renewed = { ...defaultCriteria, version_no: '2025', replaces_id: standard };
    await must(
      world.write(
        'office',
        'criteria',
        'issue',
        { ...renewed, valid_from: '2025-07-01' },
        { id: next },
      ),
    );
    await must(
      world.write(
        'office',
        'criteria',
        'draft',
        { ...renewed, version_no: '2031' },
        { id: randomUUID() },
      ),
    );
    expect(await choices(today)).toEqual([next]);
    expect(await choices('2025-06-30')).toEqual([standard]);
    expect(await choices('2019-12-31')).toEqual([]);
    expect((await choices('ever')).toSorted()).toEqual([standard, next].toSorted());
    const broken = await world.ask('director', 'GET', '/api/choices/criteria?in_force=soon');
    expect(broken.statusCode).toBe(422);
  });

  it('refuses another one, says since when, and leaves an old record its own', async () => {
    const late = await start(standard, '2025-07-01');
    expect(late.statusCode).toBe(422);
    const [issue] = late.json().issues;
    expect(issue.field).toBe('criteria_id');
    expect(issue.message.en).toContain('ended on 30 June 2025');
    expect(issue.message.zh).toContain('2025年6月30日停用');
    const early = await start(next, '2025-06-30');
    expect(early.json().issues[0].message.en).toContain('in force from 1 July 2025 on');
    const id = randomUUID();
    await must(start(standard, '2025-06-30', id));
    await goOn('director', 'assessment', id, 'change', { self_on: '2025-06-29', scores });
    const { record } = (await world.ask('director', 'GET', `/api/records/assessment/${id}`)).json();
    expect(record.criteria_id).toBe(standard);
  });
});
