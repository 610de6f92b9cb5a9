/**
 * Erasing somebody takes two: the county asks with ground and paper, a security administrator does it without learning
 * who it is. Both are in the log, every count stays, and the page says since when.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { persons } from '#lines/common/line.ts';
import { person } from '#lines/common/person.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { visiting } from '#testing/visiting.ts';
import { doErasure } from './erasure.ts';

let world: ServedWorld;
let id: string;

beforeAll(async () => {
  world = await serveWorld([persons, visiting]);
}, 60_000);
afterAll(() => world.end());

const post = (who: string, url: string, payload: object) =>
  world.ask(who, 'POST', url, { payload });
const get = async (who: string, url: string) => (await world.ask(who, 'GET', url)).json();
const wish = (more: object = {}) => ({
  erasure_id: randomUUID(),
  ground: 'retention_over',
  document: '中司档鉴〔2026〕3号',
  reason: '保存期限届满，经鉴定同意',
  files: true,
  ...more,
});
const register = async (fields: object = {}) => {
  const answer = await world.write('director', 'person', 'register', {
    ...person.example,
    ...fields,
  });
  return answer.json().answers[0].id as string;
};
const visits = async () =>
  (await get('county', '/api/figures/visits?from=2009-01-01&to=2009-12-31')).value as number;
const logged = async (deed: string) =>
  (
    await world.owner.query('select record_id from access_log where deed = $1 and record_id = $2', [
      deed,
      id,
    ])
  ).rowCount;

beforeEach(async () => {
  id = await register();
  await world.write('director', 'umbrella_visit', 'make', {
    person_id: id,
    visited_on: '2009-03-02',
    story: '伞',
  });
});

it('is asked by the county and done by another, who learns no name', async () => {
  const before = await visits();
  const asked = wish();
  for (const who of ['director', 'office', 'security'])
    expect((await post(who, `/api/persons/${id}/erasure`, asked)).json().kind).toBe('not-allowed');
  expect((await post('county', `/api/persons/${id}/erasure`, asked)).json()).toEqual({
    asked: true,
  });
  // Sent again it is the same wish; a colleague's is a second one.
  expect((await post('county', `/api/persons/${id}/erasure`, asked)).statusCode).toBe(200);
  expect((await post('colleague', `/api/persons/${id}/erasure`, wish())).json().kind).toBe(
    'duplicate',
  );
  const page = await get('county', `/api/persons/${id}/erasure`);
  expect(page.what).toEqual([expect.objectContaining({ records: 1, in_hand: 1, secret: true })]);
  expect(page.asked).toMatchObject({ document: asked.document, decision: null });

  const waiting = await world.ask('security', 'GET', '/api/admin/erasures');
  const mine = waiting.json().erasures.find((one: { id: string }) => one.id === asked.erasure_id);
  expect(mine).toMatchObject({ reason: asked.reason, files: true });
  for (const word of [id, '田野', '田某', '990101198503071239', '1985'])
    expect(`${word} ${waiting.body.includes(word)}`).toBe(`${word} false`);

  const act = `/api/admin/erasures/${asked.erasure_id}/do`;
  const answer = { answer: '已核对鉴定报告' };
  for (const who of ['county', 'colleague', 'system'])
    expect((await post(who, act, answer)).json().kind).toBe('not-allowed');
  expect((await post('southern_security', act, answer)).json().kind).toBe('not-found');
  expect((await get('southern_security', '/api/admin/erasures')).erasures).toEqual([]);
  expect((await post('security', act, {})).json().kind).toBe('invalid');
  const both = await world.owner.query('select asked_by from erasure where id = $1', [
    asked.erasure_id,
  ]);
  const hand = {
    ...(await world.actor('security_admin', 'city')),
    person_id: both.rows[0].asked_by,
  };
  await expect(doErasure(world, hand, asked.erasure_id, '同意')).rejects.toMatchObject({
    kind: 'not-allowed',
  });
  expect((await post('security', act, answer)).json()).toEqual({ erased: true });
  expect((await post('security', act, answer)).json().kind).toBe('wrong-state');

  const shown = await get('county', `/api/records/person/${id}`);
  expect(shown.record).toMatchObject({ state: 'erased', name: null, telephones: [] });
  const after = await get('county', `/api/persons/${id}/erasure`);
  expect(after.erased_at).toMatch(/^20/);
  expect(after.asked.decision).toBe('done');
  expect(await visits()).toBe(before);
  expect([await logged('erasure_asked'), await logged('person_erased')]).toEqual([1, 1]);
  expect((await post('county', `/api/persons/${id}/erasure`, wish())).json().kind).toBe(
    'wrong-state',
  );
});

it('is refused with an answer, or withdrawn, and nothing has happened', async () => {
  const asked = wish({ ground: 'purpose_gone' });
  await post('county', `/api/persons/${id}/erasure`, asked);
  const answer = { answer: '帮教尚未期满' };
  const refused = await post('security', `/api/admin/erasures/${asked.erasure_id}/refuse`, answer);
  expect(refused.json()).toEqual({ erased: false });
  expect((await get('county', `/api/persons/${id}/erasure`)).asked).toMatchObject({
    decision: 'refused',
    answer: answer.answer,
  });
  const again = wish();
  await post('county', `/api/persons/${id}/erasure`, again);
  expect((await post('colleague', `/api/persons/${id}/erasure/withdraw`, {})).statusCode).toBe(200);
  const late = await post('security', `/api/admin/erasures/${again.erasure_id}/do`, {
    answer: '同意',
  });
  expect(late.json().kind).toBe('wrong-state');
  expect((await get('county', `/api/records/person/${id}`)).record).toMatchObject({
    state: 'registered',
    name: '田某',
  });
  expect([await logged('erasure_refused'), await logged('erasure_withdrawn')]).toEqual([1, 1]);
});

it('takes along an entry that was merged into it, which holds the same identity', async () => {
  const twin = await register({ name: '田小野' });
  const merged = await post('director', `/api/persons/${twin}/merge`, {
    merger_id: randomUUID(),
    into_id: id,
    ground: '同一证件',
    expected_version: 1,
  });
  expect(merged.statusCode).toBe(200);
  expect((await post('county', `/api/persons/${twin}/erasure`, wish())).json().kind).toBe(
    'wrong-state',
  );
  const asked = wish({ files: false });
  await post('county', `/api/persons/${id}/erasure`, asked);
  await post('security', `/api/admin/erasures/${asked.erasure_id}/do`, { answer: '同意' });
  for (const one of [id, twin]) {
    const { record } = await get('county', `/api/records/person/${one}`);
    expect(record).toMatchObject({ state: 'erased', name: null });
  }
  const { rows } = await world.owner.query(
    'select 1 from data_key where record_id = any($1::uuid[])',
    [[id, twin]],
  );
  expect(rows).toEqual([]);
});

it('is not asked about somebody whom one does not see, and answers as if there were nobody', async () => {
  const theirs = await world.write('stranger', 'person', 'register', person.example);
  const unseen = await post(
    'county',
    `/api/persons/${theirs.json().answers[0].id}/erasure`,
    wish(),
  );
  const nobody = await post('county', `/api/persons/${randomUUID()}/erasure`, wish());
  expect({ ...unseen.json(), id: '' }).toEqual({ ...nobody.json(), id: '' });
});
