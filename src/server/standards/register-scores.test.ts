/** Items of a standard that a register answers: the sheet is filled in, and whoever differs says why. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayInShanghai } from '#engine/day.ts';
import { lines } from '#lines/index.ts';
import { committee } from '#lines/mediation/committee.ts';
import { defaultCriteria } from '#lines/mediation/criteria.ts';
import { leavesOf } from '#engine/standard.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';

let world: ServedWorld;
const standard = randomUUID();
const body = randomUUID();
const today = dayInShanghai(new Date().toISOString());

async function must(answer: Promise<{ statusCode: number; body: string }>) {
  const { statusCode, body: said } = await answer;
  expect({ statusCode, said: statusCode === 200 ? '' : said }).toEqual({
    statusCode: 200,
    said: '',
  });
  return JSON.parse(said);
}
type Row = {
  code: string;
  points: number;
  register: { answer: boolean | null; score: number | null; source: string | null } | null;
};
const sheet = async (who: string, more = ''): Promise<Row[]> =>
  (
    await must(
      world.ask(who, 'GET', `/api/standards/criteria/${standard}/sheet?body=${body}${more}`),
    )
  ).rows;
const kept = async (id: string) =>
  (await must(world.ask('county', 'GET', `/api/records/assessment/${id}`))).record;
const goOn = async (who: string, id: string, action: string, fields: object) =>
  world.write(who, 'assessment', action, fields as never, {
    id,
    expected_version: (await kept(id)).version,
  });

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
  await must(
    world.write(
      'director',
      'committee',
      'set_up',
      { ...committee.example, seal: true },
      { id: body, unit_id: unitId('n1a') },
    ),
  );
}, 120_000);
afterAll(() => world.end());

describe('the sheet of a self-check', () => {
  it('is filled in by the registers, each answer with what it opens to', async () => {
    const rows = await sheet('director');
    expect(rows.map((row) => row.code)).toEqual(
      leavesOf(defaultCriteria.items).map((one) => one.code),
    );
    const asked = rows.filter((row) => row.register);
    expect(asked.length).toBeGreaterThan(2);
    const seal = defaultCriteria.items.find((one) => one.question === 'seal')!;
    expect(rows.find((row) => row.code === seal.code)).toMatchObject({
      register: { answer: true, score: seal.points, source: `committee/${body}` },
    });
    const counted = defaultCriteria.items.find((one) => one.question === 'revisits_in_time')!;
    // Nothing fell due: no answer, and nobody loses points for it. The figure opens all the same.
    expect(rows.find((row) => row.code === counted.code)!.register).toMatchObject({
      answer: null,
      score: null,
      source: expect.stringMatching(/^figure\/[a-z_]+~8~/),
    });
  });

  it('is there for whoever is judged by the standard, though the city keeps it, and not for a stranger', async () => {
    expect(
      (await must(world.ask('director', 'GET', '/api/choices/criteria?unit=4'))).choices,
    ).toMatchObject([{ id: standard }]);
    expect(
      (await world.ask('stranger', 'GET', `/api/standards/criteria/${standard}/sheet?body=${body}`))
        .statusCode,
    ).toBe(404);
    const draft = randomUUID();
    await must(
      world.write(
        'office',
        'criteria',
        'draft',
        { ...defaultCriteria, version_no: '草案' },
        { id: draft },
      ),
    );
    expect((await world.ask('director', 'GET', `/api/records/criteria/${draft}`)).statusCode).toBe(
      404,
    );
    // Read, and no more: it is changed by whoever issued it.
    const ended = await world.write(
      'county',
      'criteria',
      'end',
      { valid_to: today },
      { id: standard, expected_version: 1 },
    );
    expect(ended.statusCode).toBe(404);
  });

  it('keeps register, self-check and inspection apart; whoever inspects otherwise says why', async () => {
    const id = randomUUID();
    const rows = await sheet('director');
    const scores = rows.map((row) => ({
      item_code: row.code,
      self_score: row.register?.score ?? 8,
    }));
    await must(
      world.write(
        'director',
        'assessment',
        'start',
        { committee_id: body, criteria_id: standard, self_on: today, scores },
        { id, unit_id: unitId('n1a') },
      ),
    );
    const seal = defaultCriteria.items.find((one) => one.question === 'seal')!.code;
    const first = await kept(id);
    const of = (r: { scores: { item_code: string }[] }) =>
      r.scores.find((one) => one.item_code === seal);
    expect(of(first)).toMatchObject({ register_score: 10, self_score: 10, inspector_score: null });
    expect(first.answers).toContainEqual(
      expect.objectContaining({ question: 'seal', answer: true, asked_on: today }),
    );

    const inspected = (why: string | null) =>
      first.scores.map((row: { item_code: string; register_score: number | null }) => ({
        ...row,
        inspector_score: row.item_code === seal ? 4 : (row.register_score ?? 8),
        reason: row.item_code === seal ? why : null,
      }));
    const refused = await goOn('colleague', id, 'inspect', {
      inspected_on: today,
      scores: inspected(null),
    });
    expect(refused.statusCode).toBe(422);
    const at = first.scores.findIndex((one: { item_code: string }) => one.item_code === seal);
    expect(
      refused
        .json()
        .issues.filter((one: { warning?: boolean }) => !one.warning)
        .map((one: { field: string }) => one.field),
    ).toEqual([`scores.${at}.reason`]);
    await must(
      goOn('colleague', id, 'inspect', {
        inspected_on: today,
        scores: inspected('印章与名称不符'),
      }),
    );
    expect(of(await kept(id))).toMatchObject({
      register_score: 10,
      self_score: 10,
      inspector_score: 4,
    });
  });

  it('takes the answer from the register, whatever is sent', async () => {
    const id = randomUUID();
    const rows = await sheet('director');
    const scores = rows.map((row) => ({ item_code: row.code, self_score: 8, register_score: 0 }));
    await must(
      world.write(
        'director',
        'assessment',
        'start',
        { committee_id: body, criteria_id: standard, self_on: today, scores },
        { id, unit_id: unitId('n1a') },
      ),
    );
    const seal = defaultCriteria.items.find((one) => one.question === 'seal')!.code;
    expect(
      (await kept(id)).scores.find((one: { item_code: string }) => one.item_code === seal)
        .register_score,
    ).toBe(10);
  });
});
