/** Today as a leader sees it, a reminder from its sending to its answer, and the draft of one's own day. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, addYears, dayInShanghai } from '#engine/day.ts';
import { mediation } from '#lines/mediation/line.ts';
import { committee } from '#lines/mediation/committee.ts';
import { contact } from '#lines/mediation/contact.ts';
import { dispute } from '#lines/mediation/dispute.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';

const today = dayInShanghai(new Date().toISOString());
const lastMonth = addDays(today, -40);
let world: ServedWorld;
let committee_id: string;

const today_ = async (who: string) => (await world.ask(who, 'GET', '/api/today')).json();
const made = (answer: { statusCode: number; body: string; json(): any }): string => {
  expect(`${answer.statusCode} ${answer.body}`).toMatch(/^200 /);
  return answer.json().answers[0].id as string;
};
const accept = async (who: string, accepted_on: string) => {
  const { mediator_id: _m, agreement_content: _a, ...fields } = dispute.example;
  const answer = await world.write(who, 'dispute', 'accept', {
    ...fields,
    committee_id,
    found_on: accepted_on,
    accepted_on,
    rights_told_on: accepted_on,
  });
  return made(answer);
};

beforeAll(async () => {
  world = await serveWorld([mediation]);
});
afterAll(() => world.end());

it('says that there is no book until a committee keeps one', async () => {
  expect((await today_('director')).kept).toBe(false);
  committee_id = made(
    await world.write('director', 'committee', 'set_up', {
      ...committee.example,
      set_up_on: addYears(today, -2),
    }),
  );
  expect((await today_('director')).kept).toBe(true);
  expect((await today_('office')).kept).toBe(true);
  expect((await today_('stranger')).kept).toBe(false);
});

it("shows a leader units: what is overdue, since when, this year against last year's same days", async () => {
  await accept('director', lastMonth);
  await accept('director', addYears(lastMonth, -1));
  const { units, headline } = await today_('office');
  expect(headline.indicator).toBe('disputes_mediated');
  expect(units.map((row: any) => row.unit.name.en)).toEqual(['north', 'south', 'centre']);
  const inYear = (day: string, year: string) =>
    Number(
      day.startsWith(year) && day <= addYears(today, Number(year) - Number(today.slice(0, 4))),
    );
  const years = [today.slice(0, 4), addYears(today, -1).slice(0, 4)] as const;
  const days = [lastMonth, addYears(lastMonth, -1)];
  expect(units[0]).toMatchObject({
    unit: { id: unitId('north'), code: `T${unitId('north')}` },
    reminded_on: null,
    this_year: days.reduce((sum, day) => sum + inYear(day, years[0]), 0),
    last_year: days.reduce((sum, day) => sum + inYear(day, years[1]), 0),
  });
  expect(units[0].overdue).toBeGreaterThan(0);
  expect(units[0].oldest_due < today).toBe(true);
  expect(units[1]).toMatchObject({ overdue: 0, oldest_due: null, this_year: 0 });
  expect((await today_('director')).units).toEqual([]);
});

it('reminds a unit once, until it has answered', async () => {
  const remind = (who: string, place: string, rest = {}) =>
    world.ask(who, 'POST', '/api/today/remind', { payload: { unit_id: unitId(place), ...rest } });
  const sent = await remind('county', 'n1', { text: '请本周内办结。' });
  expect(sent.json()).toMatchObject({ unit: { id: unitId('n1') }, text: '请本周内办结。' });
  expect((await remind('county', 'n1')).json()).toMatchObject({ kind: 'duplicate' });
  expect((await remind('office', 'south')).json()).toMatchObject({ kind: 'invalid' });
  expect((await remind('county', 's1')).json()).toMatchObject({ kind: 'not-found' });
  expect((await remind('director', 'n1')).json().kind).toMatch(/duplicate|not-allowed/);

  const { sections } = await today_('director');
  const items = sections.flatMap((section: any) => section.items);
  const mine = items.find((item: any) => item.record_type === 'reminder');
  expect(mine).toMatchObject({ record_id: sent.json().id, action: 'answer' });
  // Somebody waits for it: it stands under “waiting for me”, and in no other section.
  const where = sections.filter((section: any) =>
    section.items.some((item: any) => item.record_type === 'reminder'),
  );
  expect(where.map((section: any) => section.key)).toEqual(['asked']);
  expect(where[0].label).toEqual({ en: 'Waiting for me', zh: '等我处理' });
  // The county sent it: there it is nobody's duty.
  const above = (await today_('county')).sections.flatMap((section: any) => section.items);
  expect(above.filter((item: any) => item.record_type === 'reminder')).toEqual([]);
  const { units } = await today_('county');
  expect(units.find((row: any) => row.unit.id === unitId('n1')).reminded_on).toBe(today);

  const answered = await world.ask('director', 'POST', '/api/writes', {
    payload: {
      writes: [
        {
          write_id: randomUUID(),
          type: 'reminder',
          id: mine.record_id,
          expected_version: 1,
          deeds: [{ action: 'answer', fields: { answer: '已安排，周五前办结。' } }],
        },
      ],
    },
  });
  expect(answered.json().answers[0].state).toBe('answered');
  expect((await remind('county', 'n1')).statusCode).toBe(200);
});

it("drafts the day from one's own versions: counts and words, and the records as doors", async () => {
  const { day, lines } = (await world.ask('director', 'GET', '/api/my-day')).json();
  expect(day).toBe(today);
  const accepted = lines.find((line: any) => line.type === 'dispute' && line.action === 'accept');
  expect(accepted).toMatchObject({
    count: 2,
    said: { en: 'Accept: 2 disputes', zh: '受理：纠纷2件' },
  });
  expect(accepted.records).toHaveLength(2);
  for (const { said } of lines) expect(said.zh).not.toMatch(/张|李|王/);
  expect((await world.ask('stranger', 'GET', '/api/my-day')).json().lines).toEqual([]);
  expect((await world.ask('director', 'GET', `/api/my-day?day=${lastMonth}`)).json().lines).toEqual(
    [],
  );
  expect((await world.ask('director', 'GET', '/api/my-day?day=2009-02-30')).statusCode).toBe(422);
});

it('opens each count of the last 24 hours to exactly its records', async () => {
  const { since } = await today_('director');
  expect(since.deeds.length).toBeGreaterThan(1);
  for (const deed of since.deeds) {
    const opened = await world.ask(
      'director',
      'GET',
      `/api/today/since?type=${deed.record_type}&action=${deed.action}`,
    );
    expect(opened.json()).toMatchObject({ total: deed.n, label: deed.label });
    expect(opened.json().records).toHaveLength(deed.n);
  }
  const elsewhere = await world.ask(
    'stranger',
    'GET',
    '/api/today/since?type=dispute&action=accept',
  );
  expect(elsewhere.json()).toMatchObject({ total: 0, records: [] });
  const unknown = await world.ask('director', 'GET', '/api/today/since?type=dispute&action=x');
  expect(unknown.statusCode).toBe(404);
});

it('puts a duty to another day for whoever answers for it, with a reason, and never one of the law', async () => {
  // The committee is to be elected again after three years (Mediation Act 10).
  const ofTheLaw = committee_id;
  const example = { ...contact.example, came_on: today };
  const ours = made(await world.write('director', 'contact', 'write_down', example));
  const dutyOf = async (id: string) =>
    (
      await world.owner.query(
        `select key, statutory, to_char(postponed_to, 'YYYY-MM-DD') as day, postponed_reason as reason
          from duty where record_id = $1`,
        [id],
      )
    ).rows[0];
  expect([(await dutyOf(ofTheLaw)).statutory, (await dutyOf(ours)).statutory]).toEqual([
    true,
    false,
  ]);
  const postpone = async (who: string, id: string, to: string, reason = '当事人外出') => {
    const url = `/api/duties/${id}/${encodeURIComponent((await dutyOf(id)).key)}/postpone`;
    return (await world.ask(who, 'POST', url, { payload: { to, reason } })).statusCode;
  };
  const soon = addDays(today, 5);
  expect(await postpone('director', ofTheLaw, soon)).toBe(403);
  for (const who of ['leader', 'office']) expect(await postpone(who, ours, soon)).toBe(403);
  expect(await postpone('stranger', ours, soon)).toBe(404);
  expect(await postpone('director', ours, soon, '')).toBe(422);
  for (const day of [today, addDays(today, 91), '2026-02-30'])
    expect(await postpone('director', ours, day)).toBe(422);
  expect((await dutyOf(ours)).day).toBeNull();
  expect(await postpone('director', ours, soon)).toBe(200);
  expect(await dutyOf(ours)).toMatchObject({ day: soon, reason: '当事人外出' });
});
