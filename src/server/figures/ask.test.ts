/** A doubt about a number: to the unit that keeps it, answered there, and back to whoever asked and nobody else. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lines } from '#lines/index.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';

let world: ServedWorld;
let id: string;
let version = 1;

beforeAll(async () => {
  world = await serveWorld(lines);
}, 60_000);
afterAll(() => world.end());

const year = { from: '2009-01-01', to: '2009-12-31' };
const ask = (who: string, place: string, rest = {}) =>
  world.ask(who, 'POST', '/api/figures/disputes_mediated/ask', {
    payload: { unit: unitId(place), ...year, text: '与报送的数不一致，请核实。', ...rest },
  });
const dutiesOf = async (who: string): Promise<any[]> => {
  const { sections } = (await world.ask(who, 'GET', '/api/today')).json();
  return sections
    .flatMap((section: any) => section.items)
    .filter((item: any) => item.record_type === 'question');
};
const act = async (who: string, action: string, fields = {}) => {
  const answer = await world.ask(who, 'POST', '/api/writes', {
    payload: {
      writes: [
        {
          write_id: randomUUID(),
          type: 'question',
          id,
          expected_version: version,
          deeds: [{ action, fields }],
        },
      ],
    },
  });
  if (answer.statusCode === 200) version = answer.json().answers[0].version;
  return answer;
};
const record = async (who: string) =>
  (await world.ask(who, 'GET', `/api/records/question/${id}`)).json().record;

it('is due at the office whose number it is, with the number as the ledger has it', async () => {
  const write_id = randomUUID();
  const asked = await ask('county', 'n1', { write_id });
  expect(asked.json()).toMatchObject({ id: write_id, unit: { id: unitId('n1') } });
  // Pressed twice, it is asked once.
  expect((await ask('county', 'n1', { write_id })).json().id).toBe(write_id);
  id = write_id;
  expect(await dutiesOf('director')).toMatchObject([{ record_id: id, action: 'answer' }]);
  expect(await dutiesOf('county')).toEqual([]);
  expect(await dutiesOf('stranger')).toEqual([]);
  expect(await record('director')).toMatchObject({
    figure_zh: '调解矛盾纠纷（件），2009年',
    number: '–',
    answerer: 'office',
    unit_id: unitId('n1'),
  });
});

it('cannot be asked of another territory, nor without words', async () => {
  expect((await ask('stranger', 'n1')).statusCode).toBe(404);
  expect((await ask('county', 'n1', { text: '' })).statusCode).toBe(422);
  expect((await ask('county', 'n1', { value: 5 })).statusCode).toBe(422);
});

it('is answered by the office; a leader comments and changes nothing', async () => {
  expect((await act('office', 'answer', { answer: '没有问题。' })).json()).toMatchObject({
    kind: 'invalid',
  });
  expect((await act('office', 'comment', { comment: '请尽快核实。' })).statusCode).toBe(200);
  expect((await act('office', 'comment', { comments: [] })).statusCode).toBe(422);
  expect((await act('director', 'answer', { answer: '有3件属补登。' })).statusCode).toBe(200);
  const now = await record('county');
  expect(now).toMatchObject({ state: 'answered', answer: '有3件属补登。', comment: null });
  expect(now.comments).toMatchObject([{ text: '请尽快核实。' }]);
});

it('comes back to whoever asked, and to nobody else', async () => {
  expect(await dutiesOf('director')).toEqual([]);
  expect(await dutiesOf('county')).toMatchObject([{ record_id: id, action: 'settle' }]);
  // The same post at the same place, but not the person who asked.
  expect(await dutiesOf('colleague')).toEqual([]);
  expect((await act('colleague', 'settle')).statusCode).toBe(422);
  expect((await act('director', 'settle')).statusCode).toBe(422);
  expect((await act('county', 'ask_again', { comment: '哪3件？' })).statusCode).toBe(200);
  expect(await dutiesOf('director')).toMatchObject([{ action: 'answer' }]);
  await act('director', 'answer', { answer: '已列清单。' });
  expect((await act('county', 'settle')).json().answers[0].state).toBe('settled');
  expect(await dutiesOf('county')).toEqual([]);
});
