/** The due day of a section stands on the Today of whoever owns it, is late there, and goes when it is handed in. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, dayInShanghai } from '#engine/day.ts';
import type { Draft, DraftSection, KeptSection } from '#engine/draft.ts';
import { committee } from '#lines/mediation/committee.ts';
import { dispute } from '#lines/mediation/dispute.ts';
import { mediation } from '#lines/mediation/line.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';

let world: ServedWorld;
const city = unitId('city');
const today = dayInShanghai(new Date().toISOString());
const year = Number(today.slice(0, 4));

beforeAll(async () => {
  world = await serveWorld([mediation]);
  const kept = await world.write('director', 'committee', 'set_up', committee.example);
  const { mediator_id: _m, agreement_content: _a, ...fields } = dispute.example;
  const told = {
    accepted_on: `${year}-01-02`,
    found_on: `${year}-01-02`,
    rights_told_on: `${year}-01-02`,
  };
  const committee_id = kept.json().answers[0].id;
  await world.write('director', 'dispute', 'accept', { ...fields, ...told, committee_id });
  await send('office', 'POST', 'books', {});
});
afterAll(() => world.end());

const send = (who: string, method: 'POST' | 'PUT', path: string, payload: object) =>
  world.ask(who, method, `/api/summary/draft/${path}`, {
    payload: { unit: city, year, ...payload },
  });
const draft = async (): Promise<Draft> =>
  (await world.ask('office', 'GET', `/api/summary/draft?unit=${city}&year=${year}`)).json().draft;

function contentOf({
  key: _k,
  version: _v,
  by: _b,
  at: _a,
  blocks: _s,
  comments: _c,
  ...content
}: KeptSection) {
  return content;
}
async function give(key: string, change: Partial<DraftSection>): Promise<void> {
  const section = (await draft()).sections.find((one) => one.key === key)!;
  const content = { ...contentOf(section), ...change };
  const saved = await send('office', 'PUT', 'sections', {
    sections: [{ key, base: section.version, content }],
  });
  expect(saved.statusCode).toBe(200);
}
async function due(who: string) {
  const { sections } = (await world.ask(who, 'GET', '/api/today')).json();
  return sections.flatMap((one: any) =>
    one.items
      .filter((item: any) => item.record_type === 'summary_section')
      .map((item: any) => [one.key, item.key.split('/').at(-1), item.due_on, item.overdue_days]),
  );
}
const officeId = async () =>
  (await world.owner.query(`select id from account where username = 'office'`)).rows[0]
    .id as string;

it('stands on Today of whoever owns it, and late where its day has passed', async () => {
  const owner = { id: await officeId(), name: 'office' };
  await give('experience', { owner, due_on: addDays(today, 3) });
  await give('problems', { owner, due_on: addDays(today, -2) });
  await give('mediation', { unit_id: unitId('north'), due_on: today });
  expect(await due('office')).toEqual([
    ['overdue', 'problems', addDays(today, -2), 2],
    ['week', 'experience', addDays(today, 3), 0],
  ]);
  // The county's section is the county's: not the city's, and not another county's or a township's.
  expect(await due('county')).toEqual([['today', 'mediation', today, 0]]);
  expect(await due('director')).toEqual([]);
  expect(await due('stranger')).toEqual([]);
});

it('goes to another owner with the section, and to another day', async () => {
  await give('problems', { owner: null, due_on: addDays(today, 1) });
  expect(await due('office')).toEqual([
    ['week', 'problems', addDays(today, 1), 0],
    ['week', 'experience', addDays(today, 3), 0],
  ]);
  await give('experience', { owner: { id: crypto.randomUUID(), name: '他人' } });
  expect((await due('office')).map(([, key]: string[]) => key)).toEqual(['problems']);
});

it('is done when it is handed in, open again when given back, and gone with its section', async () => {
  const step = (who: string, name: string, section: string) =>
    send(who, 'POST', 'step', { step: name, section, reason: '请补充' });
  expect((await step('county', 'hand_in', 'mediation')).statusCode).toBe(200);
  expect(await due('county')).toEqual([]);
  expect((await step('office', 'give_back', 'mediation')).statusCode).toBe(200);
  expect(await due('county')).toEqual([['today', 'mediation', today, 0]]);
  await give('mediation', { unit_id: null });
  expect(await due('county')).toEqual([]);
  expect((await due('office')).map(([, key]: string[]) => key)).toEqual(['mediation', 'problems']);
  await give('problems', { due_on: null });
  expect((await due('office')).map(([, key]: string[]) => key)).toEqual(['mediation']);
});

it('waits for nobody once the summary is signed', async () => {
  expect((await send('office', 'POST', 'step', { step: 'send_for_review' })).statusCode).toBe(200);
  expect((await send('leader', 'POST', 'step', { step: 'sign' })).statusCode).toBe(200);
  expect(await due('office')).toEqual([]);
  const { rows } = await world.owner.query(
    `select from duty where record_type = 'summary_section'`,
  );
  expect(rows).toEqual([]);
});
