/** What comes up to the next level before its day passes, and not before; what was put off comes up later. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, dayInShanghai } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { persons } from '#lines/common/line.ts';
import { resettlement } from '#lines/resettlement/line.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';

let world: ServedWorld;
const today = dayInShanghai(new Date().toISOString());
const due = new Map<string, Day>();

type Item = { key: string; record_id: string; escalated: boolean };

/** What is overdue, due today or within the week, by the record that it is about. */
async function classifying(who: string): Promise<Map<string, Item>> {
  const { sections } = (await world.ask(who, 'GET', '/api/today')).json();
  const wanted = ['overdue', 'today', 'week'];
  const items = (sections as { key: string; items: Item[] }[])
    .filter(({ key }) => wanted.includes(key))
    .flatMap((section) => section.items);
  return new Map(items.filter(({ key }) => key === 'classify').map((one) => [one.record_id, one]));
}

beforeAll(async () => {
  world = await serveWorld([resettlement, persons]);
  const made = await world.write('director', 'person', 'register', {
    document_kind: 'none',
    no_document_reason: '尚未移交',
    name: '田新生',
    sex: 'male',
  });
  const person_id = made.json().answers[0].id as string;
  // Ten working days to classify: some have long passed, some are near, some are far.
  for (let ago = 0; ago <= 24; ago += 2) {
    const received_on = addDays(today, -ago);
    const fields = { person_id, channel: 'prison', released_on: received_on, received_on };
    const answer = await world.write('director', 'help_file', 'open', fields);
    const id = answer.json().answers[0].id as string;
    const { rows } = await world.owner.query(
      `select to_char(due_on, 'YYYY-MM-DD') as due_on from duty where record_id = $1 and key = 'classify'`,
      [id],
    );
    due.set(id, rows[0].due_on);
  }
}, 60_000);
afterAll(() => world.end());

it('the county sees it from three days before its day on, marked as come up', async () => {
  const [below, above] = [await classifying('director'), await classifying('county')];
  const near = [...due].filter(([, day]) => addDays(day, -3) <= today).map(([id]) => id);
  const week = [...due].filter(([, day]) => day <= addDays(today, 7)).map(([id]) => id);
  expect(near.length).toBeGreaterThan(0);
  expect(week.length).toBeGreaterThan(near.length);
  expect([...above.keys()].toSorted()).toEqual(near.toSorted());
  expect([...below.keys()].toSorted()).toEqual(week.toSorted());
  for (const item of above.values())
    expect(item).toMatchObject({ escalated: true, unit: { en: 'n1' } });
  for (const item of below.values()) expect(item.escalated).toBe(false);
});

it('nobody else sees it: neither another office, nor the city, which opens no such file', async () => {
  for (const who of ['stranger', 'office', 'leader'])
    expect([who, (await classifying(who)).size]).toEqual([who, 0]);
});

it('what was put to another day comes up before that day', async () => {
  const [id] = [...due].find(([, day]) => day < today)!;
  expect((await classifying('county')).has(id)).toBe(true);
  const payload = { to: addDays(today, 6), reason: '人员外出培训' };
  const put = await world.ask('director', 'POST', `/api/duties/${id}/classify/postpone`, {
    payload,
  });
  expect(put.statusCode).toBe(200);
  expect((await classifying('county')).has(id)).toBe(false);
  expect((await classifying('director')).get(id)).toMatchObject({
    postponed_to: addDays(today, 6),
  });
});

it('goes when it was done', async () => {
  const [id] = [...due].findLast(([, day]) => day < today)!;
  const rest = {
    id,
    expected_version: 1,
    deeds: [
      { action: 'classify', fields: { help_class: 'general', class_reasons: ['attitude'] } },
      {
        action: 'set_group',
        fields: { group_from: today, group_members: [{ name: '李志明', role: 'office' }] },
      },
    ],
  };
  const done = await world.write('director', 'help_file', 'classify', {}, rest);
  expect(done.statusCode).toBe(200);
  expect((await classifying('county')).has(id)).toBe(false);
});
