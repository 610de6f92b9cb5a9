/** What holds for every address: answers are objects, refusals are problems, nobody is served without end. */
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lines } from '#lines/index.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import { buildApp } from './app.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await serveWorld([...lines, umbrellaLending]);
}, 60_000);
afterAll(() => world.end());

const lend = (fields: object = {}) => ({
  lent_on: '2009-09-01',
  borrowers: [{ name: '张三' }],
  ...fields,
});

describe('every address', () => {
  it('answers JSON as an object and never as a bare list, so that more can be said beside it', async () => {
    const stand = (
      await world.write('director', 'umbrella_stand', 'create', {
        name: '北门',
        size: 'large',
        opened_on: '2009-01-01',
      })
    ).json();
    expect(Array.isArray(stand)).toBe(false);
    const stand_id = stand.answers[0].id;
    const id = (await world.write('director', 'umbrella_loan', 'create', lend({ stand_id }))).json()
      .answers[0].id;
    const paths = Object.entries(
      (await world.ask('office', 'GET', '/api/openapi.json')).json().paths as Record<
        string,
        object
      >,
    ).filter(([path, methods]) => 'get' in methods && path !== '/api/events');
    const values: Record<string, string | number> = {
      type: 'umbrella_loan', record: id, indicator: 'loans', list: 'stand_sizes', event: 1, form: 'umbrellas',
    }; // prettier-ignore
    let lists = 0;
    for (const [path] of paths) {
      const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        name === 'id' ? (path.startsWith('/api/units') ? '1' : id) : String(values[name] ?? 'x'),
      );
      for (const who of ['director', 'system']) {
        const answer = await world.ask(who, 'GET', url);
        // A year, a format, an indicator of one's own: what this address needs besides, it says in a problem.
        if (!String(answer.headers['content-type']).startsWith('application/')) continue;
        if (!String(answer.headers['content-type']).includes('json')) continue;
        const body = answer.json();
        expect(`${url} ${Array.isArray(body)}`).toBe(`${url} false`);
        expect(`${url} ${answer.statusCode < 500}`).toBe(`${url} true`);
        if (answer.statusCode === 200 && Object.values(body).some(Array.isArray)) lists++;
      }
    }
    expect(lists).toBeGreaterThan(10);
  });

  it('gives a page and where to go on; page after page is the whole list, each row once', async () => {
    const stand_id = (
      await world.write('director', 'umbrella_stand', 'create', {
        name: '东门',
        size: 'small',
        opened_on: '2009-01-01',
      })
    ).json().answers[0].id;
    for (let i = 0; i < 7; i++)
      await world.write('director', 'umbrella_loan', 'create', lend({ stand_id }));
    const found: string[] = [];
    for (let cursor = '', pages = 0; pages < 20; pages++) {
      const page = (
        await world.ask('director', 'GET', `/api/records/umbrella_loan?limit=3${cursor}`)
      ).json();
      expect(page.records.length).toBeLessThanOrEqual(3);
      found.push(...page.records.map((one: { id: string }) => one.id));
      if (!page.next) break;
      cursor = `&after=${encodeURIComponent(page.next)}`;
    }
    const whole = (
      await world.ask('director', 'GET', '/api/records/umbrella_loan?limit=200')
    ).json();
    expect(found).toEqual(whole.records.map((one: { id: string }) => one.id));
    expect(new Set(found).size).toBe(found.length);
    expect(found.length).toBeGreaterThan(7);
  });

  it('stores the same write once, whatever is lost between, and says so alike', async () => {
    const made = await world.write('director', 'umbrella_stand', 'create', {
      name: '南门',
      size: 'small',
      opened_on: '2009-01-01',
    });
    const stand_id = made.json().answers[0].id;
    const write = {
      write_id: randomUUID(),
      id: randomUUID(),
      type: 'umbrella_loan',
      deeds: [{ action: 'create', fields: lend({ stand_id }) }],
    };
    const send = (writes: object[]) =>
      world.ask('director', 'POST', '/api/writes', { payload: { writes } });
    const [first, again] = [await send([write]), await send([write])];
    expect([first.statusCode, again.statusCode]).toEqual([200, 200]);
    expect(again.json()).toEqual(first.json());
    const other = {
      ...write,
      deeds: [{ action: 'create', fields: lend({ stand_id, lent_on: '2009-09-02' }) }],
    };
    const refused = await send([other]);
    expect([refused.statusCode, refused.json().kind]).toEqual([409, 'duplicate']);
  });
});

describe('a fault of ours', () => {
  it('is a problem with a number to name, and tells nobody what was in the record', async () => {
    const app = await buildApp(world, undefined, (rooms) => {
      rooms.get('/api/broken', async () => {
        throw new Error('张三 13900000001 is not unique');
      });
    });
    const answer = await app.inject({ method: 'GET', url: '/api/broken' });
    expect(answer.statusCode).toBe(500);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).not.toMatch(/张三|139/);
    const { type, title, status, detail, id } = answer.json();
    expect([type, status, typeof title.zh, typeof detail.en]).toEqual([
      '/problems/broken',
      500,
      'string',
      'string',
    ]);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    await app.close();
  });
});

describe('where a request ends', () => {
  /** What the server answers to these bytes on one connection, before it ends it. */
  const say = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      const { port } = world.app.server.address() as AddressInfo;
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      let answer = '';
      socket.on('data', (part) => (answer += part.toString('latin1')));
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });
  const head =
    'POST /api/session HTTP/1.1\r\nHost: x\r\nX-Taizhang: 1\r\nContent-Type: application/json\r\n';

  it('is said once and clearly, or it is refused; an answer is as long as it says', async () => {
    await world.app.listen({ port: 0, host: '127.0.0.1' });
    const hidden = 'GET /api/state HTTP/1.1\r\nHost: x\r\n\r\n';
    for (const [doubt, bytes] of [
      [
        'two ways',
        `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
      ],
      ['two lengths', `${head}Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}${hidden}`],
      ['no number', `${head}Content-Length: 2x\r\n\r\n{}${hidden}`],
      [
        'a bare line feed',
        `${head}Transfer-Encoding: chunked\nContent-Length: 2\r\n\r\n{}${hidden}`,
      ],
      ['an odd coding', `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`],
      ['a blank before the colon', `${head}Content-Length : 2\r\n\r\n{}${hidden}`],
    ] as const) {
      const answer = await say(bytes);
      expect(`${doubt}: ${answer.slice(0, 12)}`).toBe(`${doubt}: HTTP/1.1 400`);
      // What was hidden behind it is never answered.
      expect(`${doubt}: ${answer.match(/HTTP\/1\.1/g)?.length}`).toBe(`${doubt}: 1`);
    }
    const answer = await say(`${hidden.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')}`);
    const [headers = '', body = ''] = answer.split('\r\n\r\n');
    expect(headers).toMatch(/^HTTP\/1\.1 200/);
    expect(Number(/content-length: (\d+)/i.exec(headers)?.[1])).toBe(
      Buffer.from(body, 'latin1').length,
    );
    expect(headers).not.toMatch(/transfer-encoding/i);
  });
});

describe('whoever asks without end', () => {
  it('is told to wait, by address, with how long; sign-in has a limit of its own', async () => {
    const limited = await serveWorld(lines, { requests_per_minute: 20 });
    const ask = (remoteAddress: string) =>
      limited.app.inject({ method: 'GET', url: '/api/state', remoteAddress });
    const codes = [];
    for (let i = 0; i < 25; i++) codes.push((await ask('10.9.0.1')).statusCode);
    expect(codes.filter((code) => code === 200)).toHaveLength(20);
    const refused = await ask('10.9.0.1');
    expect([refused.statusCode, refused.json().kind]).toEqual([429, 'too-many']);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask('10.9.0.2')).statusCode).toBe(200);
    await limited.end();
    const signIn = () =>
      world.app.inject({
        method: 'POST',
        url: '/api/session',
        remoteAddress: '10.9.0.3',
        headers: { 'x-taizhang': '1' },
        payload: { username: `nobody ${randomUUID()}`, password: 'x' },
      });
    const answers = await Promise.all(Array.from({ length: 125 }, signIn));
    expect(answers.some((one) => one.statusCode === 429)).toBe(true);
  }, 60_000);
});
