/** How a figure is printed: chosen by a person, kept with time and person, never standing over what it is untrue of. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mediation } from '#lines/mediation/line.ts';
import { committee } from '#lines/mediation/committee.ts';
import { dispute } from '#lines/mediation/dispute.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';

const slot = 'disputes/disputes_mediated';
let world: ServedWorld;

/** `n` disputes of 2009, in one transaction. */
async function disputes(n: number): Promise<void> {
  const { mediator_id: _m, agreement_content: _a, ...fields } = dispute.example;
  const kept = await world.write('director', 'committee', 'set_up', committee.example);
  const committee_id = kept.json().answers[0].id;
  const day = '2009-03-02';
  const writes = Array.from({ length: n }, () => ({
    write_id: randomUUID(),
    type: 'dispute',
    id: randomUUID(),
    deeds: [
      {
        action: 'accept',
        fields: { ...fields, committee_id, accepted_on: day, rights_told_on: day },
      },
    ],
  }));
  const answer = await world.ask('director', 'POST', '/api/writes', { payload: { writes } });
  expect(answer.statusCode).toBe(200);
}

beforeAll(async () => {
  world = await serveWorld([mediation]);
  await disputes(43);
});
afterAll(() => world.end());

const choose = (who: string, rest: object) =>
  world.ask(who, 'PUT', '/api/summary/choice', {
    payload: { unit: unitId('n1'), year: 2009, slot, ...rest },
  });
const place = async (language: 'en' | 'zh', query = '') => {
  const answer = await world.ask(
    'office',
    'GET',
    `/api/summary?unit=${unitId('n1')}&year=2009${query}`,
  );
  const sentence = answer.json().parts[0].sentences.find((s: any) => s.key === 'disputes');
  return sentence[language].find((piece: any) => piece.slot === slot);
};

it('offers only true wordings, and keeps the one chosen for both languages', async () => {
  const before = await place('zh');
  expect(before).toMatchObject({ printed: '43', value: 43, chosen: null });
  expect(before.styles.map((way: any) => `${way.style} ${way.to} ${way.printed}`)).toEqual([
    'exact null 43',
    'over 10 40余',
  ]);
  const answer = await choose('director', { style: 'over', to: 10 });
  expect(answer.json().places.map((one: any) => one.printed)).toEqual(['More than 40', '40余']);
  expect(await place('en')).toMatchObject({
    printed: 'More than 40',
    value: 43,
    chosen: { style: 'over', to: 10, by: { name: 'director' } },
  });
  expect(Date.parse((await place('zh')).chosen.at)).toBeGreaterThan(Date.now() - 60_000);
});

it('lets the latest choice hold, for that unit and year alone, and keeps the earlier ones', async () => {
  expect((await choose('director', { style: 'over' })).statusCode).toBe(200);
  expect((await choose('county', { style: 'exact' })).statusCode).toBe(200);
  expect(await place('zh')).toMatchObject({ printed: '43', chosen: { by: { name: 'county' } } });
  const { rows } = await world.owner.query(
    'select style from summary_choice where slot = $1 order by id',
    [slot],
  );
  expect(rows.map((row) => row.style)).toEqual(['over', 'over', 'exact']);
  await expect(world.owner.query('delete from summary_choice')).rejects.toThrow('append-only');
  const above = await world.ask('office', 'GET', '/api/summary?year=2009');
  expect(above.body).not.toContain('"by"');
});

it('refuses what is untrue, unknown, out of reach or not one’s business', async () => {
  const refused = async (who: string, rest: object) => {
    const answer = await choose(who, rest);
    return `${answer.statusCode} ${answer.json().kind}`;
  };
  // 43 is not nearly 50, and not more than 100.
  expect(await refused('director', { style: 'nearly', to: 10 })).toBe('422 invalid');
  expect(await refused('director', { style: 'over', to: 100 })).toBe('422 invalid');
  expect(await refused('director', { style: 'over', slot: 'disputes/nothing' })).toBe(
    '422 invalid',
  );
  expect(await refused('director', { style: 'loudly' })).toBe('422 invalid');
  expect(await refused('director', { style: 'exact', typed: 5000 })).toBe('422 invalid');
  expect(await refused('stranger', { style: 'exact' })).toBe('404 not-found');
  expect(await refused('mediator', { style: 'exact', unit: unitId('n1a') })).toBe(
    '403 not-allowed',
  );
});

it('leaves a choice aside once it is no longer true of the figure, and never prints an untruth', async () => {
  expect((await choose('director', { style: 'over', to: 10 })).statusCode).toBe(200);
  // As it stood before the first dispute, there is nothing of which there are more than 40.
  const answer = await world.ask(
    'office',
    'GET',
    `/api/summary?unit=${unitId('n1')}&year=2009&cutoff=2009-02-01`,
  );
  const sentence = answer.json().parts[0].sentences.find((s: any) => s.key === 'disputes');
  const earlier = sentence.zh.find((piece: any) => piece.slot === slot);
  expect(earlier.printed).toBe('0');
});
