/** How far a file is, told to whoever asked for it alone; who has gone stops the work. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { told } from './progress.ts';
import { exportFile } from './records/export.ts';
import { openedFile } from './figures/opened-file.ts';
import { readAs } from './services.ts';
import { unitTexts } from './units/unit-text.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await serveWorld();
  const stand = await world.write('director', 'umbrella_stand', 'create', {
    name: '北门',
    size: 'large',
    opened_on: '2009-01-01',
  });
  const stand_id = stand.json().answers[0].id;
  for (let i = 0; i < 203; i++)
    await world.write('director', 'umbrella_loan', 'create', {
      stand_id,
      lent_on: '2009-09-01',
      borrowers: [{ name: '张三' }],
    });
}, 60_000);
afterAll(() => world.end());

it('tells rows written of rows counted, then that the file is put together', async () => {
  const actor = await world.actor('director', 'n1');
  const type = world.book.record('umbrella_loan');
  const steps: unknown[] = [];
  const tell = (...step: [string, number, number]) => steps.push(step.join(' '));
  await readAs(world, actor, (client) =>
    exportFile(world, client, actor, type, { filters: {}, limit: 200 }, 'csv', 'zh', { tell }),
  );
  expect(steps).toEqual(['writing 200 203', 'writing 203 203', 'file 203 203']);
  steps.length = 0;
  await readAs(world, actor, async (client) => {
    const { unit_id } = actor.grant;
    const unit = (await unitTexts(client, [unit_id])).get(unit_id)!;
    const period = { from: '2009-01-01', to: '2009-12-31', as_of: null, now: world.clock() };
    const loans = world.book.findIndicator('loans')!;
    const asked = { unit_id, unit, ...period };
    await openedFile(world, client, actor, loans, asked, 'numerator', 'zh', tell);
  });
  expect(steps).toEqual(['writing 203 203', 'file 203 203']);
});

it('is asked for by its id, while the work goes on, by whoever started it', async () => {
  const id = randomUUID();
  const { rows } = await world.owner.query(`select id from account where username = 'director'`);
  const actor = { ...(await world.actor('director', 'n1')), person_id: rows[0].id as string };
  const how = async (who: string) => (await world.ask(who, 'GET', `/api/progress/${id}`)).json();
  const nothing = { step: null, done: 0, total: 0 };
  await told(actor, id, async (tell) => {
    tell('writing', 400, 4127);
    expect(await how('director')).toEqual({ step: 'writing', done: 400, total: 4127 });
    expect(await how('colleague')).toEqual(nothing);
  });
  expect(await how('director')).toEqual(nothing);
  expect((await world.ask(null, 'GET', `/api/progress/${id}`)).statusCode).toBe(401);
});

it('stops where the line is cut, and nothing is logged as exported', async () => {
  const exported = async () =>
    (await world.owner.query(`select count(*)::int as n from access_log where deed = 'exported'`))
      .rows[0].n as number;
  const address = await world.app.listen({ port: 0, host: '127.0.0.1' });
  const signed = await world.ask('director', 'GET', '/api/session');
  const { cookie } = signed.raw.req.headers;
  const before = await exported();
  const control = new AbortController();
  const asked = fetch(`${address}/api/records/umbrella_loan/export.xlsx`, {
    headers: { cookie: String(cookie) },
    signal: control.signal,
  });
  // It is at work by then, and was not answered yet: the file takes some hundred milliseconds.
  setTimeout(() => control.abort(), 30);
  await expect(asked).rejects.toThrow('abort');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(await exported()).toBe(before);
  const whole = await fetch(`${address}/api/records/umbrella_loan/export.xlsx`, {
    headers: { cookie: String(cookie) },
  });
  expect([whole.status, await exported()]).toEqual([200, before + 1]);
}, 30_000);
