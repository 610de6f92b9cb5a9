/** Targets over HTTP: shapes, scope and refusals, as the pages and other programs meet them. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lines } from '#lines/index.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import { unitId } from '#testing/world.ts';

let served: ServedWorld;
const year = new Date().getUTCFullYear();

beforeAll(async () => {
  served = await serveWorld([umbrellaLending, ...lines]);
});
afterAll(() => served.end());

async function issue(by: string, place: string, fields: Record<string, unknown>) {
  const id = randomUUID();
  const answer = await served.ask(by, 'POST', '/api/writes', {
    payload: {
      writes: [
        {
          write_id: randomUUID(),
          type: 'target',
          id,
          unit_id: unitId(place),
          deeds: [
            {
              action: 'draft',
              fields: { year, name: '借伞次数', kind: 'count', indicator: 'loans', ...fields },
            },
            { action: 'issue', fields: {} },
          ],
        },
      ],
    },
  });
  return { id, status: answer.statusCode };
}

const get = (by: string | null, url: string) => served.ask(by, 'GET', url);

describe('targets over HTTP', () => {
  it('a tree of the territory, of this year where no other is asked for', async () => {
    const { id, status } = await issue('office', 'city', { goal: '12', number: 'A' });
    expect(status).toBe(200);
    await issue('office', 'north', { goal: '7', number: 'A-1', parent_id: id });
    const answer = await get('office', '/api/targets');
    expect(answer.statusCode).toBe(200);
    const tree = answer.json();
    expect(tree).toMatchObject({ year, years: [year], as_of: null, page: null });
    expect(tree.targets.map((one: { number: string }) => one.number)).toEqual(['A', 'A-1']);
    expect(tree.targets[0].parts).toMatchObject({ whole: 12, parts: 7, left: 5 });
  });

  it('a county sees its part with the name of the whole, and the whole itself is not there', async () => {
    const { id } = await issue('office', 'city', { goal: '12', number: 'B' });
    const part = await issue('office', 'north', { goal: '7', number: 'B-1', parent_id: id });
    const answer = await get('county', `/api/targets/${part.id}`);
    const own = answer.json().targets.find((one: { id: string }) => one.id === part.id);
    expect(own).toMatchObject({ parent_id: null, parent_name: '借伞次数' });
    expect((await get('county', `/api/targets/${id}`)).statusCode).toBe(404);
    expect((await get('county', `/api/targets/${id}/split`)).statusCode).toBe(404);
    expect((await get('county', `/api/targets?unit=${unitId('south')}`)).statusCode).toBe(404);
    expect((await get('stranger', `/api/targets/${part.id}`)).statusCode).toBe(404);
  });

  it('a split proposes what is left to those without a part, in whole units', async () => {
    const { id } = await issue('office', 'city', { goal: '12', number: 'C' });
    await issue('office', 'north', { goal: '7', number: 'C-1', parent_id: id });
    const split = (await get('office', `/api/targets/${id}/split`)).json();
    expect(split.given).toHaveLength(1);
    const rows = split.rows as { unit: { id: number }; proposed: number | null }[];
    const north = rows.find((row) => row.unit.id === unitId('north'))!;
    expect(north.proposed).toBeNull();
    expect(rows.reduce((sum, row) => sum + (row.proposed ?? 0), 0)).toBe(5);
  });

  it('a unit cannot set a part of the city’s target for itself, but may draft one', async () => {
    const { id } = await issue('office', 'city', { goal: '12', number: 'D' });
    const own = await issue('county', 'north', { goal: '1', parent_id: id });
    expect(own.status).toBe(422);
    // What is its own affair it sets itself.
    expect((await issue('county', 'north', { goal: '1' })).status).toBe(200);
  });

  it('what changed since: nothing of a moment to come, something of the last week', async () => {
    const later = await get('office', '/api/targets/changes?since=2999-01-01');
    expect(later.statusCode).toBe(422);
    expect(later.json().detail.zh).toContain('时点');
    const week = await get('office', '/api/targets/changes');
    expect(week.json()).toMatchObject({ last_report: null });
    const issued = week
      .json()
      .figures.find((one: { indicator: string }) => one.indicator === 'targets_issued');
    expect(issued.now - issued.then).toBe(issued.added.new + issued.added.late);
    expect(issued.records[0]).toMatchObject({ record_type: 'target', deed: { zh: '下达' } });
  });

  it('a sheet for outsiders says that it is one', async () => {
    const sheet = await get('office', '/api/targets?for=outside');
    expect(sheet.statusCode).toBe(200);
    expect(sheet.json()).toMatchObject({ for_outsiders: true });
    expect(
      sheet.json().targets.every((one: { evidence: object[] }) => one.evidence.length === 0),
    ).toBe(true);
    expect((await get('office', '/api/targets?for=everybody')).statusCode).toBe(422);
  });

  it('nobody without a post that plans, and no administrator', async () => {
    expect((await get(null, '/api/targets')).statusCode).toBe(401);
    const answer = await get('system', '/api/targets');
    expect(answer.json().targets ?? []).toEqual([]);
  });

  it('refuses what is no year and no moment', async () => {
    expect((await get('office', '/api/targets?year=12')).statusCode).toBe(422);
    expect((await get('office', '/api/targets?as_of=yesterday')).statusCode).toBe(422);
    expect((await get('office', '/api/targets/not-an-id')).statusCode).toBe(422);
  });
});
