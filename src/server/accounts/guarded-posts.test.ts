/** Whoever works with a guarded line, or may open what is sealed, needs a second factor, without anybody setting it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Book } from '#engine/line.ts';
import { persons } from '#lines/common/line.ts';
import { book } from '#lines/index.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import { visiting } from '#testing/visiting.ts';
import { buildApp } from '../app.ts';
import { keepDemo } from './demo.ts';
import { asksSecondFactor, guardedLines, ruleThatHolds } from './security-settings.ts';

let world: ServedWorld;

beforeAll(async () => {
  world = await serveWorld([persons, visiting, umbrellaLending]);
  await world.owner.query(`delete from setting where name = 'second_factor_required'`);
  await world.owner.query(
    `update grants set lines = '{umbrellas}' where account_id in (select id from account where username in ('stranger', 'guardian'))`,
  );
}, 60_000);
afterAll(() => world.end());

it('is asked by the lines of a post, and of no other', () => {
  const lines = guardedLines(new Book([persons, visiting, umbrellaLending]));
  expect(lines).toEqual([visiting.name]);
  expect(guardedLines(book)).toContain('resettlement');
  expect(guardedLines(book)).not.toContain('mediation');
  const shipped = ruleThatHolds(null, false);
  const asks = (held: string[], more: object = {}) =>
    asksSecondFactor(shipped, { role: 'clerk', lines: held, ...more }, lines);
  expect(asks(['*'])).toBe(true);
  expect(asks([visiting.name])).toBe(true);
  expect(asks([umbrellaLending.name])).toBe(false);
  expect(asks([umbrellaLending.name], { opens_sealed: true })).toBe(true);
  // What was set before it knew of guarded lines does not switch them off; what is set since does.
  expect(ruleThatHolds({ administrators: true, leaders: false }, false).guarded).toBe(true);
  expect(ruleThatHolds({ guarded: false }, false).guarded).toBe(false);
  expect(ruleThatHolds(null, true).guarded).toBe(false);
});

it('keeps everything shut until it is set up, and says where to do that', async () => {
  for (const who of ['director', 'guardian']) {
    const shut = await world.ask(who, 'GET', '/api/today');
    expect(`${who} ${shut.statusCode}`).toBe(`${who} 403`);
    expect(shut.json().issues[0].field).toBe('second_factor');
    const session = await world.ask(who, 'GET', '/api/session');
    expect(session.json().must_set_up_second_factor).toBe(true);
  }
  for (const [who, url] of [
    ['stranger', '/api/today'],
    ['system', '/api/units'],
  ] as const)
    expect(`${who} ${(await world.ask(who, 'GET', url)).statusCode}`).toBe(`${who} 200`);
});

it('is the provider’s business for whoever came through it, and asked there: nobody can set it up here without a password', async () => {
  await world.owner.query(
    `update credential set password = null where account_id = (select id from account where username = 'director')`,
  );
  const app = await buildApp(world);
  const { cookie } = (await world.ask('director', 'GET', '/api/session')).raw.req.headers as {
    cookie: string;
  };
  const came = (shown: boolean) =>
    world.owner.query(
      `update session set by_provider = true, second_factor_shown = $1
        where account_id = (select id from account where username = 'director')`,
      [shown],
    );
  await came(true);
  expect((await app.inject({ url: '/api/today', headers: { cookie } })).statusCode).toBe(200);
  await app.close();
  await came(false);
  const again = await buildApp(world);
  const shut = await again.inject({ url: '/api/today', headers: { cookie } });
  expect([shut.statusCode, shut.json().issues[0].field]).toEqual([403, 'second_factor']);
  expect(shut.json().detail.en).toContain('identity provider');
  await again.close();
});

it('is off where the demonstration is open, and on again where an operator has closed its doors', async () => {
  await keepDemo(world.owner as never, { password: 'umbrella rain 7', accounts: [] });
  const { cookie } = (await world.ask('guardian', 'GET', '/api/session')).raw.req.headers as {
    cookie: string;
  };
  const status = async (demo: boolean) => {
    const app = await buildApp({ ...world, config: { ...world.config, demo } });
    const answer = await app.inject({ url: '/api/today', headers: { cookie } });
    await app.close();
    return answer.statusCode;
  };
  expect([await status(true), await status(false)]).toEqual([200, 403]);
});
