import { afterAll, beforeAll, expect, it } from 'vitest';
import { due } from '#engine/calendar.ts';
import { addDays, dayInShanghai } from '#engine/day.ts';
import { statutoryCalendar } from '#engine/holidays.ts';
import { mediation } from '#lines/mediation/line.ts';
import { rhythm } from '#lines/mediation/rhythm.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';

let world: ServedWorld;
const today = dayInShanghai(new Date().toISOString());
beforeAll(async () => {
  world = await serveWorld([mediation]);
}, 60_000);
afterAll(() => world.end());

const set = async (who: string, more: object = {}) =>
  (
    await world.ask(who, 'POST', '/api/admin/rules', {
      payload: {
        rule: 'mediation.answer',
        n: 10,
        unit: 'calendar_days',
        valid_from: today,
        reason: '局务会议定',
        ...more,
      },
    })
  ).json();
const come = async () =>
  (
    await world.write('director', 'contact', 'write_down', {
      who: '赵玉兰',
      how: 'visit',
      came_on: today,
      matter: 'question',
      about: '浇水',
    })
  ).json().answers[0];
const dueOf = async (id: string) =>
  (
    await world.owner.query('select due_on, rule, rule_version from duty where record_id = $1', [
      id,
    ])
  ).rows[0];

it('can be set where no law sets it, by the system administrator, for what is to come', async () => {
  expect((await set('director')).kind).toBe('not-allowed');
  expect((await set('system', { rule: 'R01' })).detail.en).toContain("People's Mediation Law");
  expect((await set('system', { rule: 'nothing' })).kind).toBe('not-found');
  expect((await set('system', { valid_from: addDays(today, -1) })).issues[0].field).toBe(
    'valid_from',
  );
  expect((await set('system', { n: 0 })).status).toBe(422);
});

it('holds for new deadlines, and leaves those that run as they were', async () => {
  const before = await come();
  const plain = due(rhythm.answer_contact, today, statutoryCalendar).due_on;
  expect(await dueOf(before.id)).toEqual({
    due_on: plain,
    rule: 'mediation.answer',
    rule_version: 1,
  });
  expect((await set('system')).own).toMatchObject([
    { rule: 'mediation.answer', version: 2, period: { n: 10, unit: 'calendar_days' } },
  ]);
  const after = await come();
  const own = due(
    { ...rhythm.answer_contact, period: { n: 10, unit: 'calendar_days' } },
    today,
    statutoryCalendar,
  ).due_on;
  expect(await dueOf(after.id)).toMatchObject({ due_on: own, rule_version: 2 });
  await world.write('director', 'contact', 'change', { about: '浇水次序' }, {
    id: before.id,
    expected_version: 1,
  }); // prettier-ignore
  expect(await dueOf(before.id)).toMatchObject({ due_on: plain, rule_version: 1 });
});

it('begins on its day, version by version, and stays to be read', async () => {
  const later = addDays(today, 30);
  await set('system', { n: 1, valid_from: later });
  expect((await dueOf((await come()).id)).rule_version).toBe(2);
  expect(due(rhythm.answer_contact, later, world.calendar).rule_version).toBe(3);
  expect(due(rhythm.answer_contact, addDays(today, -1), world.calendar).rule_version).toBe(1);
  const { own } = (await world.ask('director', 'GET', '/api/rules')).json();
  expect(own.map((one: { version: number }) => one.version)).toEqual([3, 2]);
});
