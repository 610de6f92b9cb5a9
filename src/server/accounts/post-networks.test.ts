/**
 * `TAIZHANG_GUARDED_NETWORKS` in the whole application: a post that works with a guarded line opens nothing from
 * outside of the networks, whichever door it tries, and is told why. Those of administrators: `own-sessions.test.ts`.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { persons } from '#lines/common/line.ts';
import { person } from '#lines/common/person.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import { visiting } from '#testing/visiting.ts';

const inside = ['10.20.0.7', '::ffff:10.20.3.4', 'fd00::1'] as const;
const outside = ['10.21.0.1', '::ffff:10.21.3.4', 'fe80::1', '127.0.0.1'] as const;
const topic = '还雨伞的来龙去脉';
const visit = () => ({ person_id, visited_on: '2009-03-02', topic });
const stand = { name: '东门', size: 'small', opened_on: '2009-01-05' };

let world: ServedWorld;
let person_id: string;
let visit_id: string;

type Method = Parameters<ServedWorld['ask']>[1];
const from = (address: string, who: string, method: Method, url: string, payload?: object) =>
  world.ask(who, method, url, { remoteAddress: address, ...(payload ? { payload } : {}) });
const writeFrom = (address: string, who: string, type: string, action: string, fields: object) => {
  const deeds = [{ action, fields }];
  const write = { write_id: randomUUID(), type, id: randomUUID(), deeds };
  return from(address, who, 'POST', '/api/writes', { writes: [write] });
};

beforeAll(async () => {
  world = await serveWorld([persons, visiting, umbrellaLending], {
    guarded_networks: ['10.20.0.0/16', 'fd00::/8'],
  });
  // One who lends umbrellas only; another who does so and may open what is sealed.
  await world.owner.query(
    `update grants set lines = '{umbrellas}' where account_id in (select id from account where username in ('stranger', 'guardian'))`,
  );
  const made = async (type: string, action: string, fields: object) => {
    const answer = await writeFrom(inside[0], 'director', type, action, fields);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json().answers[0].id as string;
  };
  person_id = await made('person', 'register', { ...person.example });
  visit_id = await made('umbrella_visit', 'make', visit());
}, 60_000);
afterAll(() => world.end());

describe('a post of a guarded line', () => {
  it('works from every address inside, in either way of writing it', async () => {
    for (const address of inside) {
      const list = await from(address, 'director', 'GET', '/api/records/umbrella_visit');
      expect([address, list.statusCode]).toEqual([address, 200]);
      expect(list.body).toContain(topic);
      const made = await writeFrom(address, 'director', 'umbrella_visit', 'make', visit());
      expect([address, made.statusCode]).toEqual([address, 200]);
    }
  });

  it('sees and writes nothing outside, of whichever line, is told why in both languages, and is logged', async () => {
    const kept = async () =>
      (await world.owner.query('select count(*)::int as n from record_version')).rows[0].n;
    const before = await kept();
    for (const address of outside) {
      const file = { purpose: '年度核对' };
      for (const answer of [
        await from(address, 'director', 'GET', '/api/records/umbrella_visit'),
        await from(address, 'director', 'GET', `/api/records/umbrella_visit/${visit_id}`),
        await from(address, 'director', 'GET', `/api/records/umbrella_visit/${randomUUID()}`),
        await from(address, 'director', 'POST', '/api/records/umbrella_visit/export', file),
        await writeFrom(address, 'director', 'umbrella_visit', 'make', visit()),
        await writeFrom(address, 'director', 'umbrella_stand', 'create', stand),
        // Opening what is sealed is guarded too, with whichever line.
        await from(address, 'guardian', 'GET', '/api/records/umbrella_stand'),
      ]) {
        const { kind, issues } = answer.json();
        expect([address, answer.statusCode, kind]).toEqual([address, 403, 'not-allowed']);
        const [issue] = issues;
        expect(issue.field).toBe('network');
        expect(issue.message.en).toContain('TAIZHANG_GUARDED_NETWORKS');
        expect(issue.message.zh).toContain('网络');
        expect(answer.body).not.toContain(topic);
      }
    }
    expect(await kept()).toBe(before);
    const { rows } = await world.owner.query(
      `select distinct detail->>'address' as address from access_log where deed = 'network_refused'`,
    );
    expect(new Set(rows.map((row) => row.address))).toEqual(new Set(outside));
    const session = (await from(outside[0], 'director', 'GET', '/api/session')).json();
    expect(session.elsewhere).toBe(true);
  });

  it('has no other door: of every address of the API only those that are nobody’s and its session’s answer', async () => {
    const api = await from(inside[0], 'director', 'GET', '/api/openapi.json');
    const { paths } = api.json() as { paths: Record<string, object> };
    const places: Record<string, string> = {
      id: visit_id,
      record_id: visit_id,
      type: 'umbrella_visit',
      indicator: 'visits',
      language: 'zh',
    };
    const answered = new Set<string>();
    let refused = 0;
    for (const [path, methods] of Object.entries(paths))
      // What ends the session would end the walk.
      for (const method of Object.keys(methods).filter((one) => one !== 'delete')) {
        const url = path.replaceAll(/\{(\w+)\}/g, (_, place: string) => places[place] ?? 'x');
        const payload = method === 'get' ? undefined : {};
        const answer = await from(
          outside[0], 'director', method.toUpperCase() as Method, url, payload,
        ); // prettier-ignore
        expect(`${url} ${answer.body.includes(topic)}`).toBe(`${url} false`);
        if (answer.body.startsWith('{') && answer.json().issues?.[0]?.field === 'network')
          refused += 1;
        // The form of a request is looked at before anybody is asked who it is.
        else if (answer.statusCode !== 422) answered.add(`${method} ${path} ${answer.statusCode}`);
      }
    expect(refused).toBeGreaterThan(60);
    // One's own session, from where another post is chosen; and what anybody is told before they sign in.
    expect([...answered].toSorted()).toEqual([
      'get /api/demo 200',
      'get /api/demo/paragraph 404',
      'get /api/session 200',
      'get /api/session/notices 200',
      'get /api/session/ways 200',
      'get /api/sessions 200',
      'get /api/state 200',
      'post /api/policy-reports 204',
    ]);
  }, 60_000);
});

describe('who is not bound by it', () => {
  it('is a post of other lines, and an administrator, who has networks of their own', async () => {
    const made = await writeFrom(outside[0], 'stranger', 'umbrella_stand', 'create', stand);
    expect(made.statusCode).toBe(200);
    const list = await from(outside[0], 'stranger', 'GET', '/api/records/umbrella_stand');
    expect(list.body).toContain(stand.name);
    // Of the guarded line it sees nothing anyway, wherever it is.
    for (const address of [inside[0], outside[0]])
      expect(
        (await from(address, 'stranger', 'GET', '/api/records/umbrella_visit')).statusCode,
      ).toBe(404);
    expect((await from(outside[0], 'system', 'GET', '/api/units')).statusCode).toBe(200);
  });
});
