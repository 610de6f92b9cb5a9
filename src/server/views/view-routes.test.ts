/** Views go with the account: the same on every device, renamed, one of them the default, and nobody else's. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { persons } from '#lines/persons/line.ts';
import { resettlement } from '#lines/resettlement/line.ts';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await serveWorld([umbrellaLending, resettlement, persons]);
}, 60_000);
afterAll(() => world.end());

const path = '/api/views/umbrella_loan';
const list = async (who: string) => (await world.ask(who, 'GET', path)).json().views;
const keep = (who: string, id: string, view: object) =>
  world.ask(who, 'PUT', `${path}/${id}`, {
    payload: { name: '大伞', search: { 'filter.size': 'large' }, is_default: false, ...view },
  });

it('is saved, renamed, made the default and deleted, each as often as it is sent', async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  for (let i = 0; i < 2; i++) expect((await keep('director', one, {})).statusCode).toBe(200);
  await keep('director', other, { name: '我的', search: { mine: '1' }, is_default: true });
  expect(await list('director')).toEqual([
    { id: one, name: '大伞', search: { 'filter.size': 'large' }, is_default: false },
    { id: other, name: '我的', search: { mine: '1' }, is_default: true },
  ]);
  await keep('director', one, { name: '雨季大伞', is_default: true });
  const views = (await list('director')) as { name: string; is_default: boolean }[];
  expect(views.map((view) => [view.name, view.is_default])).toEqual([
    ['雨季大伞', true],
    ['我的', false],
  ]);
  const twice = await keep('director', randomUUID(), { name: ' 我的 ' });
  expect([twice.statusCode, twice.json().issues[0].field]).toEqual([422, 'name']);
  for (let i = 0; i < 2; i++)
    expect((await world.ask('director', 'DELETE', `${path}/${one}`)).statusCode).toBe(200);
  expect(await list('director')).toHaveLength(1);
});

it('is nobody else’s: not read, not changed, not deleted, by whatever post', async () => {
  const id = randomUUID();
  await keep('county', id, { name: '县里' });
  for (const who of ['office', 'colleague', 'director'])
    expect((await list(who)).map((view: { name: string }) => view.name)).not.toContain('县里');
  expect((await keep('colleague', id, { name: '改过' })).statusCode).toBe(409);
  expect((await world.ask('colleague', 'DELETE', `${path}/${id}`)).statusCode).toBe(200);
  expect(await list('county')).toMatchObject([{ id, name: '县里' }]);
  // Without a person the policy shows nothing at all.
  const { rows } = await world.reader.query('select count(*)::int as n from saved_view');
  expect(rows[0].n).toBe(0);
  expect((await world.ask(null, 'GET', path)).statusCode).toBe(401);
  expect((await world.ask('system', 'GET', path)).statusCode).toBe(404);
  expect((await world.ask('director', 'GET', '/api/views/nothing')).statusCode).toBe(404);
});

it('keeps only what a register’s address says, and not without end', async () => {
  for (const search of [{ figure: 'x' }, { 'filter.a b': 'x' }, { q: 'x'.repeat(501) }])
    expect((await keep('mediator', randomUUID(), { search })).statusCode).toBe(422);
  expect((await keep('mediator', randomUUID(), { name: '  ' })).statusCode).toBe(422);
  for (let i = 0; i < 30; i++) await keep('mediator', randomUUID(), { name: `第${i}` });
  expect((await keep('mediator', randomUUID(), { name: '多' })).statusCode).toBe(429);
});

it('keeps no search words of a register that is found by what identifies somebody', async () => {
  const put = (search: object) =>
    world.ask('county', 'PUT', `/api/views/help_file/${randomUUID()}`, {
      payload: { name: '重点人员', search, is_default: false },
    });
  expect((await put({ 'filter.state': 'open' })).statusCode).toBe(200);
  const refused = await put({ q: '张三' });
  expect([refused.statusCode, refused.json().issues[0].field]).toEqual([422, 'q']);
});
