/** A deadline keeps what it was computed by; one that was only expected becomes certain once the holidays are known. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Calendar } from '#engine/calendar.ts';
import { statutoryCalendar } from '#engine/holidays.ts';
import { mediation } from '#lines/mediation/line.ts';
import { deed, makeWorld } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { writeRecords } from './write.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld([mediation]);
});
afterAll(() => world.end());

// Before the notice of a year's holidays is out, its days are judged as plain weekdays.
const beforeNotice: Calendar = {
  ...statutoryCalendar,
  version: 'before the notice',
  holidays: {},
  makeup_workdays: {},
  covers: { from: '2004-01-01', until: '2009-09-15' },
};

it('keeps rule, version, calendar and day; an expected day is counted anew, a certain one never', async () => {
  const clerk = await world.actor('clerk', 'n1');
  const write = (calendar: Calendar, one: ReturnType<typeof deed>) =>
    writeRecords(world.context(clerk, { calendar, now: '2009-10-01T02:00:00.000Z' }), [one]);
  const came = {
    who: '赵玉兰',
    how: 'telephone',
    came_on: '2009-09-29',
    matter: 'question',
    about: '问路',
  };
  const [made] = await write(beforeNotice, deed('contact', 'write_down', came));
  const duty = async () => {
    const { rows } = await world.owner.query(
      'select due_on, rule, rule_version, calendar_version, certain from duty where record_id = $1',
      [made!.id],
    );
    return rows[0];
  };
  const kept = { rule: 'mediation.answer', rule_version: 1 };
  expect(await duty()).toEqual({
    ...kept,
    due_on: '2009-10-02',
    calendar_version: 'before the notice',
    certain: false,
  });
  const change = (about: string) => deed('contact', 'change', { about }, { id: made!.id });
  await write(statutoryCalendar, change('问办事地点'));
  // National Day and Mid-Autumn: the first eight days of October 2009 were free, and the 10th was worked.
  const certain = {
    ...kept,
    due_on: '2009-10-10',
    calendar_version: statutoryCalendar.version,
    certain: true,
  };
  expect(await duty()).toEqual(certain);
  await write(beforeNotice, change('问办事时间'));
  expect(await duty()).toEqual(certain);
});
