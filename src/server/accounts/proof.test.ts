/** Which doors ask once more who it is: here no proof is ever fresh, so each of them has to refuse, and no other. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { persons } from '#lines/common/line.ts';
import { person } from '#lines/common/person.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { tinyPng } from '#testing/tiny-png.ts';
import { visiting } from '#testing/visiting.ts';

let world: ServedWorld;
const ids = { person: '', open: '', sealed: '', account: '', grant: '', file: '' };

beforeAll(async () => {
  world = await serveWorld([persons, visiting], { proof_minutes: -1 });
  const made = async (type: string, action: string, fields: Record<string, unknown>) => {
    const answer = await world.write('guardian', type, action, fields);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json().answers[0].id as string;
  };
  ids.person = await made('person', 'register', { ...person.example });
  const visit = { person_id: ids.person, visited_on: '2009-03-02', topic: '雨伞' };
  ids.open = await made('umbrella_visit', 'make', visit);
  ids.sealed = await made('umbrella_visit', 'make', { ...visit, minor: true });
  const page = await world.ask(
    'guardian',
    'POST',
    `/api/records/umbrella_visit/${ids.sealed}/attachments`,
    {
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      payload: Buffer.concat([
        Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'),
        tinyPng(),
        Buffer.from('\r\n--b--\r\n'),
      ]),
    },
  );
  ids.file = page.json().attachment.id;
  const { rows } = await world.owner.query(
    `select a.id, g.id as grant_id from account a join grants g on g.account_id = a.id where username = 'mediator'`,
  );
  Object.assign(ids, { account: rows[0].id, grant: rows[0].grant_id });
}, 60_000);
afterAll(() => world.end());

type Door = readonly [who: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, object?];
const asking = (): Door[] => {
  const sealed = `/api/records/umbrella_visit/${ids.sealed}`;
  const account = `/api/admin/accounts/${ids.account}`;
  const answer = { answer: '已核对' };
  const reason = { ground: 'purpose_gone', document: '鉴定1号', reason: '目的已实现' };
  return [
    ['guardian', 'GET', sealed],
    ['guardian', 'GET', `${sealed}/versions`],
    ['guardian', 'POST', `${sealed}/open`, { field: 'story', purpose: '核对' }],
    ['guardian', 'GET', `/api/attachments/${ids.file}`],
    ['director', 'POST', '/api/records/person/export', { purpose: '年度核对' }],
    ['security', 'POST', `/api/admin/exports/${randomUUID()}/approve`, answer],
    ['security', 'PUT', '/api/admin/security/bulk-export', { rows: 10 }],
    ['county', 'POST', `/api/persons/${ids.person}/erasure`, { erasure_id: randomUUID(), files: true, ...reason }],
    ['security', 'POST', `/api/admin/erasures/${randomUUID()}/do`, answer],
    ['security', 'POST', '/api/admin/accounts', { name: '新人', username: 'newcomer', grants: [] }],
    ['security', 'POST', `${account}/grants`, { role: 'clerk', unit_id: 4 }],
    ['security', 'POST', `/api/admin/grants/${ids.grant}/reopen`],
    ['security', 'POST', `${account}/password`, {}],
    ['security', 'DELETE', `${account}/second-factor`],
    ['security', 'PUT', '/api/admin/security/second-factor', { administrators: true, leaders: true, guarded: true }],
    ['director', 'DELETE', '/api/sessions'],
  ]; // prettier-ignore
};

const knock = async ([who, method, url, payload]: Door) =>
  (await world.ask(who, method, url, payload ? { payload } : {})).json();

it('asks before each highly sensitive act, and none of them has happened', async () => {
  const count = async () =>
    (
      await world.owner.query(
        `select (select count(*) from account)::int as accounts, (select count(*) from grants)::int as grants,
          (select count(*) from erasure)::int as erasures, (select count(*) from session)::int as sessions`,
      )
    ).rows[0];
  // Everybody is signed in before it is counted.
  for (const who of ['guardian', 'director', 'county', 'security'])
    await world.ask(who, 'GET', '/api/session');
  const before = await count();
  for (const door of asking()) {
    const { kind, issues } = await knock(door);
    expect([...door.slice(0, 3), kind]).toEqual([...door.slice(0, 3), 'prove-again']);
    expect(issues[0].field).toBe('password');
  }
  expect(await count()).toEqual(before);
});

it('asks nobody who may not do it anyway: what is sealed stays absent, and a post’s limits come first', async () => {
  const sealed = `/api/records/umbrella_visit/${ids.sealed}`;
  expect((await knock(['director', 'GET', sealed])).kind).toBe('not-found');
  expect((await knock(['director', 'GET', `${sealed}/versions`])).kind).toBe('not-found');
  expect((await knock(['county', 'POST', '/api/admin/accounts', {
    name: '新人', username: 'newcomer', grants: [],
  }])).kind).toBe('not-allowed'); // prettier-ignore
});

it('leaves everyday work alone, and what takes rights away', async () => {
  const open = await knock(['guardian', 'GET', `/api/records/umbrella_visit/${ids.open}`]);
  expect(open.record.topic).toBe('雨伞');
  for (const door of [
    ['guardian', 'GET', '/api/records/umbrella_visit'],
    ['security', 'POST', `/api/admin/accounts/${ids.account}/lock`, { locked: true }],
    ['security', 'DELETE', `/api/admin/grants/${ids.grant}`],
  ] as Door[])
    expect([door[2], (await knock(door)).kind]).toEqual([door[2], undefined]);
});
