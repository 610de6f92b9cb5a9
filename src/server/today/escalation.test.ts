/** What comes up to the next level before its day passes, and not before; what was put off comes up later. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dayInShanghai } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { persons } from '#lines/common/line.ts';
import { corrections } from '#lines/corrections/line.ts';
import { correctionFile } from '#lines/corrections/correction-file.ts';
import { mediation } from '#lines/mediation/line.ts';
import { resettlement } from '#lines/resettlement/line.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';

let world: ServedWorld;
const today = dayInShanghai(new Date().toISOString());
const due = new Map<string, Day>();
let person_id: string;

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
  world = await serveWorld([mediation, resettlement, corrections, persons]);
  const made = await world.write('director', 'person', 'register', {
    document_kind: 'none',
    no_document_reason: '尚未移交',
    name: '田新生',
    sex: 'male',
  });
  person_id = made.json().answers[0].id as string;
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

describe('what the county itself owes', () => {
  type ComeUp = {
    unit: { en: string };
    key: string;
    label: { zh: string };
    count: number;
    overdue: number;
    due_on: Day;
    overdue_days: number;
  };
  const up = async (who: string): Promise<ComeUp[]> =>
    ((await world.ask(who, 'GET', '/api/today')).json().come_up as ComeUp[]).filter(
      ({ key }) => key === 'receipt',
    );

  /** Papers that came so many days ago: the county sends a receipt within five days. */
  const papersCame = async (ago: number, more: object = {}) => {
    const papers_on = addDays(today, -ago);
    const { example } = correctionFile;
    const term = { effective_on: papers_on, term_from: papers_on, term_until: addDays(today, 300) };
    const fields = { ...example, ...term, person_id, papers_on, ...more };
    const answer = await world.write('guardian', 'correction_file', 'expect', fields);
    expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
    return answer.json().answers[0].id as string;
  };

  it('comes up to the city from three days before its day: what, where, how late, and nothing of whom', async () => {
    const kept = { unit: { en: 'north' }, key: 'receipt' };
    expect(await up('leader')).toEqual([]);
    const late = await papersCame(40);
    await papersCame(39);
    await papersCame(0);
    for (const who of ['leader', 'office']) {
      const [one, ...others] = await up(who);
      expect(others).toEqual([]);
      expect(one).toMatchObject({ ...kept, count: 2, overdue: 2, label: { zh: '送达回执' } });
      expect(one!.due_on < addDays(today, -30)).toBe(true);
      expect(one!.overdue_days).toBeGreaterThan(30);
      const { body } = await world.ask(who, 'GET', '/api/today');
      for (const untold of [late, person_id, '田', '矫字'])
        expect([untold, body.includes(untold)]).toEqual([untold, false]);
      expect((await world.ask(who, 'GET', `/api/records/correction_file/${late}`)).statusCode).toBe(
        404,
      );
    }
  });

  it('comes up neither to those below nor twice to whoever may open it', async () => {
    for (const who of ['county', 'director', 'guardian', 'stranger'])
      expect([who, await up(who)]).toEqual([who, []]);
  });

  it('does not come up where it is sealed', async () => {
    const before = await up('leader');
    await papersCame(50, { minor: true });
    expect(await up('leader')).toEqual(before);
  });

  it('can be reminded of, though nothing of it is opened', async () => {
    const reminded = await world.ask('leader', 'POST', '/api/today/remind', {
      payload: { unit_id: unitId('north') },
    });
    expect([reminded.statusCode, reminded.json().overdue]).toEqual([200, 2]);
  });
});
