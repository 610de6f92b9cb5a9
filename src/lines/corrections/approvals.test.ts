/**
 * Approvals on a real database: two who decide at one moment, leaves that add up, what goes to the city and comes
 * back, two times and the next step, a file that follows its person, and what nobody else sees.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#engine/permission.ts';
import type { Problem } from '#engine/problem.ts';
import { persons } from '#lines/common/line.ts';
import { resettlement } from '#lines/resettlement/line.ts';
import { verifyLedger } from '#server/ledger/verify.ts';
import type { Write } from '#server/records/write.ts';
import { writeRecords } from '#server/records/write.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { deed, unitId } from '#testing/world.ts';
import { corrections } from './line.ts';

let world: ServedWorld;
let clerk: Actor;
let director: Actor;
let county: Actor;
let colleague: Actor;
let city: Actor;
let head: Actor;
let otherHead: Actor;
let there: Actor;
let n = 0;

beforeAll(async () => {
  world = await serveWorld([corrections, resettlement, persons]);
  clerk = await world.actor('clerk', 'n1');
  director = await world.actor('director', 'n1');
  county = await world.actor('county', 'north');
  colleague = await world.actor('county', 'north');
  city = await world.actor('bureau', 'city');
  head = await world.actor('leader', 'north');
  otherHead = await world.actor('leader', 'north');
  // Whom one may choose holds a post within reach.
  for (const { person_id, grant } of [head, otherHead])
    await world.owner.query(
      `insert into grants (account_id, role, unit_id, from_day) values ($1, 'leader', $2, '2020-01-01')`,
      [person_id, grant.unit_id],
    );
  there = await world.actor('director', 's1');
}, 60_000);
afterAll(() => world.end());

const now = '2024-06-03T02:00:00.000Z';
const write = (by: Actor, ...writes: Write[]) => writeRecords(world.context(by, { now }), writes);
const act = (
  by: Actor,
  type: string,
  action: string,
  id: string,
  fields: object = {},
  reason?: string,
) =>
  write(
    by,
    deed(type, action, fields as Record<string, unknown>, { id, ...(reason ? { reason } : {}) }),
  );
const refusal = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => expect.fail('was not refused'),
    (problem: Problem) => problem,
  );
const row = async (type: string, id: string) =>
  (await world.owner.query(`select * from ${type} where id = $1`, [id])).rows[0];

/** Somebody under correction at the first office. */
async function fileOf(more: object = {}): Promise<string> {
  const person = deed('person', 'register', {
    document_kind: 'none',
    no_document_reason: '尚未移交',
    name: `马${100 + n++}`,
    sex: 'male',
  });
  const file = deed('correction_file', 'bring_in', {
    person_id: person.id,
    category: 'probation',
    organ_kind: 'court',
    deciding_organ: '北县人民法院',
    effective_on: '2023-03-01',
    term_from: '2023-03-01',
    term_until: '2026-02-28',
    received_on: '2023-03-05',
    ...more,
  });
  await write(clerk, person, file);
  return file.id;
}

const asking = (file_id: string, from_day: string, until_day: string, more: object = {}) =>
  deed('correction_leave', 'apply', {
    file_id,
    applied_on: '2024-06-03',
    reason_kind: 'medical',
    reason: '手术复查',
    destination: '银川市',
    from_day,
    until_day,
    ...more,
  });
const verified = { reason_true: true, verified_material: '预约单', office_opinion: '属实' };

async function leaveOf(file_id: string, from: string, until: string): Promise<string> {
  const asked = asking(file_id, from, until);
  await write(clerk, asked);
  await act(clerk, 'correction_leave', 'verify', asked.id, verified);
  return asked.id;
}

describe('a leave', () => {
  it('of nine days is the county’s: the office is told so, and the county’s certificate has a number', async () => {
    const id = await leaveOf(await fileOf(), '2024-06-11', '2024-06-19');
    const told = await refusal(act(director, 'correction_leave', 'approve', id));
    expect(told.issues).toMatchObject([{ field: 'level', rule: 'R32' }]);
    expect(told.detail.zh).toBe('本次9天，两个月内累计9天，应由县（区）级审批。请签署意见后上报。');
    await act(county, 'correction_leave', 'approve_county', id, { county_opinion: '同意' });
    expect(await row('correction_leave', id)).toMatchObject({
      state: 'approved',
      number: '（2024）外准字第1号',
    });
  });

  it('is approved by exactly one of two at one moment, and the other is told plainly', async () => {
    for (let i = 0; i < 4; i++) {
      const id = await leaveOf(await fileOf(), '2024-06-11', '2024-06-19');
      const ends = await Promise.allSettled(
        [county, colleague].map((by) =>
          act(by, 'correction_leave', 'approve_county', id, { county_opinion: '同意' }),
        ),
      );
      expect(ends.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const lost = ends.find((one) => one.status === 'rejected') as PromiseRejectedResult;
      expect(lost.reason).toMatchObject({ kind: 'wrong-state' });
      expect((lost.reason as Problem).detail.zh).toContain('处于“已批准”');
      const versions = await world.owner.query(
        `select count(*)::int as n from record_version where record_id = $1 and action = 'approve_county'`,
        [id],
      );
      expect(versions.rows[0].n).toBe(1);
    }
  });

  it('adds up with the others: two asked for at one moment cannot both stay below the city’s threshold', async () => {
    for (let i = 0; i < 4; i++) {
      const file_id = await fileOf();
      const both = [
        asking(file_id, '2024-06-11', '2024-06-30'),
        asking(file_id, '2024-07-10', '2024-07-25'),
      ];
      await Promise.all(both.map((one) => write(clerk, one)));
      const levels = await Promise.all(both.map(async ({ id }) => row('correction_leave', id)));
      // Whoever was written second saw the first: 20 and 16 days are 36.
      expect(new Set(levels.map((one) => one.level))).toEqual(new Set(['city', 'county']));
      expect(Math.max(...levels.map((one) => one.days_together))).toBe(36);
      // And the first one is counted again when it is decided on.
      const first = levels.find((one) => one.level === 'county')!;
      await act(clerk, 'correction_leave', 'verify', first.id, verified);
      const told = await refusal(
        act(county, 'correction_leave', 'approve_county', first.id, { county_opinion: '同意' }),
      );
      expect(told.detail.zh).toContain('两个月内累计36天，应由市级审批');
    }
  });

  it('two approved at one moment by two officers: one of them is told that it is the city’s now', async () => {
    const file_id = await fileOf();
    const first = await leaveOf(file_id, '2024-06-11', '2024-06-26');
    const other = asking(file_id, '2024-07-10', '2024-07-24');
    await write(clerk, other);
    await act(clerk, 'correction_leave', 'verify', other.id, verified);
    const ends = await Promise.allSettled([
      act(county, 'correction_leave', 'approve_county', first, { county_opinion: '同意' }),
      act(colleague, 'correction_leave', 'approve_county', other.id, { county_opinion: '同意' }),
    ]);
    // 16 and 15 are 31: neither is the county's any more.
    expect(ends.map((one) => one.status)).toEqual(['rejected', 'rejected']);
    await act(county, 'correction_leave', 'refuse', other.id, { refused_ground: '合并办理' });
    await act(county, 'correction_leave', 'approve_county', first, { county_opinion: '同意' });
  });

  it('of the city lies with the city, where nobody of the county sees it, and comes back with the answer', async () => {
    const id = await leaveOf(await fileOf(), '2024-06-11', '2024-07-12');
    const early = await refusal(
      act(city, 'correction_leave', 'approve_city', id, { city_opinion: '同意' }),
    );
    expect(early.kind).toBe('not-found');
    await act(county, 'correction_leave', 'send_up', id, { county_opinion: '拟同意' });
    expect(await row('correction_leave', id)).toMatchObject({
      state: 'at_city',
      path: '1.',
      guard: 0,
    });
    expect((await refusal(act(county, 'correction_leave', 'refuse', id))).kind).toBe('not-found');
    const open = await world.ask('office', 'GET', `/api/records/correction_leave/${id}`);
    expect(open.json().title.zh).toMatch(/^马某/);
    for (const username of ['director', 'county'])
      expect(
        (await world.ask(username, 'GET', `/api/records/correction_leave/${id}`)).statusCode,
      ).toBe(404);

    const untold = await refusal(
      act(city, 'correction_leave', 'approve_city', id, { city_opinion: '同意' }),
    );
    expect(untold.issues.map((one) => one.field)).toEqual(['procuratorate_told_on']);
    await act(city, 'correction_leave', 'approve_city', id, {
      city_opinion: '同意',
      procuratorate_told_on: '2024-06-03',
    });
    expect(await row('correction_leave', id)).toMatchObject({
      state: 'approved',
      path: '1.2.4.',
      guard: 1,
    });
    const shown = (await world.ask('director', 'GET', `/api/records/correction_leave/${id}`)).json()
      .record;
    expect([shown.office_opinion, shown.county_opinion, shown.city_opinion]).toEqual([
      '属实',
      '拟同意',
      '同意',
    ]);
    expect(
      (await world.ask('office', 'GET', `/api/records/correction_leave/${id}`)).statusCode,
    ).toBe(404);
  });

  it('does not overlap another one, and does not outlast the term', async () => {
    const file_id = await fileOf();
    await leaveOf(file_id, '2024-06-11', '2024-06-14');
    const twice = await refusal(write(clerk, asking(file_id, '2024-06-14', '2024-06-15')));
    expect(twice.issues.map((one) => one.field)).toEqual(['from_day']);
    const long = await refusal(write(clerk, asking(file_id, '2026-02-25', '2026-03-01')));
    expect(long.issues.map((one) => one.field)).toEqual(['until_day']);
  });

  it('of a minor is not there for whoever may not open what is sealed', async () => {
    const guardian = { ...clerk, grant: { ...clerk.grant, opens_sealed: true } };
    const person = deed('person', 'register', {
      document_kind: 'none',
      no_document_reason: '尚未移交',
      name: '马小',
      sex: 'male',
    });
    const file = deed('correction_file', 'bring_in', {
      person_id: person.id,
      minor: true,
      category: 'probation',
      organ_kind: 'court',
      deciding_organ: '北县人民法院',
      effective_on: '2023-03-01',
      term_from: '2023-03-01',
      term_until: '2026-02-28',
      received_on: '2023-03-05',
    });
    await write(guardian, person, file);
    const asked = asking(file.id, '2024-06-11', '2024-06-12');
    await write(guardian, asked);
    expect((await row('correction_leave', asked.id)).guard).toBe(2);
    expect(
      (await refusal(act(director, 'correction_leave', 'verify', asked.id, verified))).kind,
    ).toBe('not-found');
  });
});

const proposing = (file_id: string, kind: string, ground: string, more: object = {}) =>
  deed('correction_decision', 'propose', {
    file_id,
    kind,
    ground,
    facts: '未按规定报告',
    evidence: [{ kind: 'talk', what: '谈话笔录' }],
    ...more,
  });
async function ready(file_id: string, kind: string, ground: string): Promise<string> {
  const one = proposing(file_id, kind, ground);
  await write(clerk, one);
  await act(director, 'correction_decision', 'check_facts', one.id, { office_opinion: '属实' });
  await act(clerk, 'correction_decision', 'hear', one.id, { defence: '无' });
  return one.id;
}
const decide = (by: Actor, id: string, more: object = {}) =>
  act(by, 'correction_decision', 'decide', id, { county_opinion: '同意', ...more });
const dutiesOf = async (id: string) =>
  (
    await world.owner.query('select key from duty where record_id = $1 order by key', [id])
  ).rows.map((one) => one.key);

describe('two times', () => {
  it('a warning “after two admonitions” is refused until the register has two, and then offered, never made', async () => {
    const file_id = await fileOf();
    const early = await refusal(write(clerk, proposing(file_id, 'warn', 'warn_twice_admonished')));
    expect(early.detail.zh).toBe('该情形须已受到两次训诫，台账中现有0次，请另选情形。');
    const first = await ready(file_id, 'admonish', 'admonish_rules');
    await decide(county, first);
    expect(await dutiesOf(first)).toEqual(['serve']);
    const once = await refusal(write(clerk, proposing(file_id, 'warn', 'warn_twice_admonished')));
    expect(once.detail.zh).toContain('现有1次');
    const second = await ready(file_id, 'admonish', 'admonish_education');
    await decide(county, second);
    expect(await dutiesOf(second)).toEqual(['look_twice', 'serve']);
    const made = await world.owner.query(
      `select count(*)::int as n from correction_decision where file_id = $1 and kind = 'warn'`,
      [file_id],
    );
    expect(made.rows[0].n).toBe(0);
    await write(clerk, proposing(file_id, 'warn', 'warn_twice_admonished'));
    await act(director, 'correction_decision', 'answer_twice', second, {
      twice_answer: 'next_step',
      twice_note: '仍不报告',
    });
    expect(await dutiesOf(second)).toEqual(['serve']);
  });

  it('two warnings lead to a proposal to revoke, two admonitions do not', async () => {
    const file_id = await fileOf();
    for (const ground of ['admonish_rules', 'admonish_rules'])
      await decide(county, await ready(file_id, 'admonish', ground));
    const revoke = () =>
      write(clerk, proposing(file_id, 'revoke_probation', 'revoke_twice_warned'));
    expect((await refusal(revoke())).detail.zh).toContain('两次警告，台账中现有0次');
    for (const ground of ['warn_late', 'warn_rules'])
      await decide(county, await ready(file_id, 'warn', ground));
    await revoke();
  });

  it('two decided at one moment are the first and the second', async () => {
    const file_id = await fileOf();
    const both = [
      await ready(file_id, 'admonish', 'admonish_rules'),
      await ready(file_id, 'admonish', 'admonish_late'),
    ];
    await Promise.all(both.map((id, i) => decide([county, colleague][i]!, id)));
    const nth = await Promise.all(
      both.map(async (id) => (await row('correction_decision', id)).nth),
    );
    expect(new Set(nth)).toEqual(new Set([1, 2]));
  });

  it('one that was annulled is none', async () => {
    const file_id = await fileOf();
    const first = await ready(file_id, 'admonish', 'admonish_rules');
    await decide(county, first);
    await act(county, 'correction_decision', 'annul', first, {}, '事实有误');
    const second = await ready(file_id, 'admonish', 'admonish_rules');
    await decide(county, second);
    expect((await row('correction_decision', second)).nth).toBe(1);
  });

  it('rests on the person’s own late return, and on no other', async () => {
    const file_id = await fileOf();
    const leave = await leaveOf(file_id, '2024-06-11', '2024-06-12');
    const rests = (id: string, leave_id: string) =>
      write(clerk, proposing(id, 'admonish', 'admonish_late', { leave_id }));
    expect((await refusal(rests(file_id, leave))).issues.map((one) => one.field)).toEqual([
      'leave_id',
    ]);
    await act(director, 'correction_leave', 'approve', leave);
    await act(clerk, 'correction_leave', 'hand_out', leave);
    const later = (at: string, ...writes: Write[]) =>
      writeRecords(world.context(clerk, { now: at }), writes);
    await later(
      '2024-06-15T02:00:00.000Z',
      deed('correction_leave', 'report_back', {}, { id: leave }),
    );
    expect((await row('correction_leave', leave)).late_days).toBe(3);
    await rests(file_id, leave);
    expect((await refusal(rests(await fileOf(), leave))).issues.map((one) => one.field)).toEqual([
      'leave_id',
    ]);
  });
});

it('the file shows what was decided, and what came of it; what was annulled it shows no longer', async () => {
  const file_id = await fileOf();
  const rows = async () =>
    (
      await world.owner.query(
        'select kind, ruling from correction_file_decisions where record_id = $1 order by position',
        [file_id],
      )
    ).rows;
  const warned = await ready(file_id, 'warn', 'warn_late');
  expect(await rows()).toEqual([]);
  await decide(county, warned);
  const proposed = await ready(file_id, 'revoke_probation', 'revoke_lost');
  await decide(county, proposed, { to_organ: '北县人民法院', procuratorate_told_on: '2024-06-03' });
  await act(county, 'correction_decision', 'record_ruling', proposed, {
    ruling: 'not_granted',
    ruling_on: '2024-06-03',
  });
  expect(await rows()).toEqual([
    { kind: 'warn', ruling: null },
    { kind: 'revoke_probation', ruling: 'not_granted' },
  ]);
  await act(county, 'correction_decision', 'annul', warned, {}, '事实有误');
  expect(await rows()).toEqual([{ kind: 'revoke_probation', ruling: 'not_granted' }]);
});

describe('a ruling on a proposal', () => {
  const sent = { to_organ: '北县人民法院', procuratorate_told_on: '2024-06-03' };
  const ruled = (id: string, ruling: string) =>
    act(county, 'correction_decision', 'record_ruling', id, { ruling, ruling_on: '2024-06-03' });
  const ended = async (): Promise<Record<string, number>> => {
    const { rows } = await world.owner.query(
      `select f.content->>'end' as how, sum(l.amount)::int as n from ledger_line l join measure m on m.id = l.measure_id
        join facet_set f on f.id = l.facet_set_id where m.name = 'corrections_ended' and l.day = '2024-06-03' group by 1`,
    );
    return Object.fromEntries(rows.map(({ how, n: amount }) => [how as string, amount as number]));
  };
  const kinds = [
    ['probation', 'revoke_probation', 'revoke_lost', 'probation_revoked'],
    ['parole', 'revoke_parole', 'revoke_injunction', 'parole_revoked'],
    ['outside_prison', 'recommit', 'recommit_unfit', 'recommitted'],
  ] as const;

  it.each(kinds)('%s: as proposed, it ends the file in the same write, with cause and day, and the figures follow', async (category, kind, ground, end_kind) => {
    const ill = category === 'outside_prison' ? { outside_ground: 'illness' } : {};
    const file_id = await fileOf({ category, ...ill });
    const id = await ready(file_id, kind, ground);
    await decide(county, id, sent);
    const before = await ended();
    const stands = (await row('correction_file', file_id)).state;
    await ruled(id, 'granted');
    expect(await row('correction_file', file_id)).toMatchObject({ state: 'terminated', end_kind, ended_on: '2024-06-03' });
    expect((await ended())[end_kind] ?? 0).toBe((before[end_kind] ?? 0) + 1);
    expect(await dutiesOf(file_id)).toEqual(['tell_end']);
    const { rows } = await world.owner.query(
      `select action, write_id from record_version where record_id = any($1) order by recorded_at desc, version desc limit 3`,
      [[id, file_id]],
    );
    expect(new Set(rows.map((one) => one.action))).toEqual(new Set(['end_by_ruling', 'note_decision', 'record_ruling']));
    expect(new Set(rows.map((one) => one.write_id)).size).toBe(1);
    // Put down by mistake: what it ended goes on, and the other organ is waited for again.
    await act(county, 'correction_decision', 'take_ruling_back', id, {}, '登记有误');
    expect(await row('correction_file', file_id)).toMatchObject({ state: stands, end_kind: null, ended_on: null });
    expect(await ended()).toEqual({ ...before, ...(before[end_kind] ? {} : { [end_kind]: 0 }) });
    expect(await dutiesOf(id)).toEqual(['ruling']);
  }); // prettier-ignore

  it('not as proposed, or about something else, leaves it going on', async () => {
    for (const [kind, ground, ruling] of [
      ['revoke_probation', 'revoke_lost', 'not_granted'],
      ['reduce', 'reduce_merit', 'granted'],
      ['police_penalty', 'penalty_breach', 'granted'],
    ] as const) {
      const file_id = await fileOf();
      const id = await ready(file_id, kind, ground);
      await decide(county, id, sent);
      const { state } = await row('correction_file', file_id);
      await ruled(id, ruling);
      const stays = { state, end_kind: null, ended_on: null };
      expect([kind, await row('correction_file', file_id)]).toMatchObject([kind, stays]);
    }
  }); // prettier-ignore

  it('finds a file that has ended otherwise as it is, and taken back opens nothing', async () => {
    const file_id = await fileOf();
    const id = await ready(file_id, 'revoke_probation', 'revoke_lost');
    await decide(county, id, sent);
    const died = { end_kind: 'died', ended_on: '2024-06-01' };
    await act(county, 'correction_file', 'terminate', file_id, died);
    await ruled(id, 'granted');
    expect(await row('correction_file', file_id)).toMatchObject({ state: 'terminated', ...died });
    await act(county, 'correction_decision', 'take_ruling_back', id, {}, '登记有误');
    expect(await row('correction_file', file_id)).toMatchObject({ state: 'terminated', ...died });
  });
});

it('a file shows on its page what hangs on it, to whoever may open the file', async () => {
  const file_id = await fileOf();
  const leave = await leaveOf(file_id, '2024-06-11', '2024-06-12');
  const decision = await ready(file_id, 'admonish', 'admonish_rules');
  await leaveOf(await fileOf(), '2024-06-11', '2024-06-12');
  const hung = await world.ask('director', 'GET', `/api/records/correction_file/${file_id}/hung`);
  expect(hung.json().types).toMatchObject([
    { type: 'correction_leave', records: [{ id: leave, state: 'verified' }], more: false },
    { type: 'correction_decision', records: [{ id: decision }], more: false },
  ]);
  const away = await world.ask('stranger', 'GET', `/api/records/correction_file/${file_id}/hung`);
  expect(away.statusCode).toBe(404);
});

describe('a change of place', () => {
  const applying = (file_id: string, place = 's1') =>
    deed('correction_move', 'apply', {
      file_id,
      where_to: 'within',
      to_unit_id: unitId(place),
      new_address: '和顺村',
      reason: '随子女迁居',
      applied_on: '2024-06-03',
      wanted_on: '2024-07-15',
    });

  it('goes to the new place to be answered, back to be decided, and the file follows', async () => {
    const file_id = await fileOf();
    const move = applying(file_id);
    await write(clerk, move);
    await act(county, 'correction_move', 'inquire', move.id, { county_opinion: '拟同意' });
    expect(await row('correction_move', move.id)).toMatchObject({
      state: 'inquired',
      path: '1.3.6.',
    });
    expect((await refusal(act(county, 'correction_move', 'decide', move.id))).kind).toBe(
      'not-found',
    );
    await act(there, 'correction_move', 'agree', move.id, { answer: '居住属实，同意接收' });
    expect(await row('correction_move', move.id)).toMatchObject({
      state: 'agreed',
      path: '1.2.4.',
    });
    expect((await row('correction_file', file_id)).path).toBe('1.2.4.');
    await act(county, 'correction_move', 'decide', move.id);
    expect(await row('correction_move', move.id)).toMatchObject({
      state: 'decided',
      path: '1.3.6.',
    });
    expect(await row('correction_file', file_id)).toMatchObject({
      path: '1.3.6.',
      moving_to_unit_id: null,
    });
    const { rows } = await world.owner.query(
      'select distinct path from record_version where record_id = $1',
      [file_id],
    );
    expect(rows).toEqual([{ path: '1.3.6.' }]);
    await act(there, 'correction_move', 'report_in', move.id);
    const shown = await world.ask('stranger', 'GET', `/api/records/correction_file/${file_id}`);
    expect(shown.json().title.zh).toMatch(/^马某/);
    expect(
      (await world.ask('director', 'GET', `/api/records/correction_file/${file_id}`)).statusCode,
    ).toBe(404);
  });

  it('takes along what hangs on the file; what it counted for stays where it was', async () => {
    const file_id = await fileOf();
    const leave = await leaveOf(file_id, '2024-06-11', '2024-06-12');
    await act(director, 'correction_leave', 'approve', leave);
    const decision = await ready(file_id, 'admonish', 'admonish_rules');
    await decide(county, decision);
    const counted = async () =>
      (
        await world.owner.query(
          `select m.name, l.unit_id, sum(l.amount)::int as n from ledger_line l join measure m on m.id = l.measure_id
            where l.record_id = any($1) group by 1, 2 having sum(l.amount) <> 0 order by 1`,
          [[leave, decision]],
        )
      ).rows;
    const before = await counted();
    expect(before.length).toBeGreaterThan(2);
    const move = applying(file_id);
    await write(clerk, move);
    await act(county, 'correction_move', 'inquire', move.id, { county_opinion: '拟同意' });
    await act(there, 'correction_move', 'agree', move.id, { answer: '同意接收' });
    await act(county, 'correction_move', 'decide', move.id);
    for (const [type, id] of [
      ['correction_leave', leave],
      ['correction_decision', decision],
    ] as const)
      expect((await row(type, id)).path).toBe('1.3.6.');
    expect(await counted()).toEqual(before);
    // The new office goes on: it hands out the certificate.
    await act(there, 'correction_leave', 'hand_out', leave);
    expect(new Set((await counted()).map((one) => one.unit_id))).toEqual(new Set([unitId('n1')]));
  });

  it('waits for a leave that lies with the city; a leave comes back to where it was sent up from', async () => {
    const file_id = await fileOf();
    const move = applying(file_id);
    await write(clerk, move);
    await act(county, 'correction_move', 'inquire', move.id, { county_opinion: '拟同意' });
    await act(there, 'correction_move', 'agree', move.id, { answer: '同意接收' });
    const first = await leaveOf(file_id, '2024-06-11', '2024-07-12');
    await act(county, 'correction_leave', 'send_up', first, { county_opinion: '拟同意' });
    const told = await refusal(act(county, 'correction_move', 'decide', move.id));
    expect(told.detail.zh).toContain('正在市级审批');
    await act(city, 'correction_leave', 'refuse_city', first, { refused_ground: '时间过长' });

    const asked = asking(file_id, '2024-06-11', '2024-07-12');
    await write(clerk, asked);
    await act(county, 'correction_move', 'decide', move.id);
    const south = await world.actor('county', 'south');
    await act(there, 'correction_leave', 'verify', asked.id, verified);
    await act(south, 'correction_leave', 'send_up', asked.id, { county_opinion: '拟同意' });
    await act(city, 'correction_leave', 'approve_city', asked.id, {
      city_opinion: '同意',
      procuratorate_told_on: '2024-06-03',
    });
    expect(await row('correction_leave', asked.id)).toMatchObject({ path: '1.3.6.' });
  });

  it('is one at a time: of two who ask at one moment one wins, and the other is told', async () => {
    for (let i = 0; i < 4; i++) {
      const file_id = await fileOf();
      const ends = await Promise.allSettled([
        write(director, applying(file_id, 's1')),
        write(county, applying(file_id, 's2')),
      ]);
      expect(ends.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const lost = ends.find((one) => one.status === 'rejected') as PromiseRejectedResult;
      expect((lost.reason as Problem).detail.zh).toContain('执行地变更正在办理');
    }
  });

  it('that the new place does not agree to leaves the file where it is, and may be asked for again', async () => {
    const file_id = await fileOf();
    const move = applying(file_id);
    await write(clerk, move);
    await act(county, 'correction_move', 'inquire', move.id, { county_opinion: '拟同意' });
    await act(there, 'correction_move', 'refuse', move.id, { answer: '无此住址' });
    expect(await row('correction_file', file_id)).toMatchObject({
      path: '1.2.4.',
      moving_to_unit_id: null,
    });
    await write(clerk, applying(file_id));
  });

  it('out of the city ends the register here', async () => {
    const file_id = await fileOf();
    const move = deed('correction_move', 'apply', {
      file_id,
      where_to: 'outside',
      to_place: '吴忠市利通区',
      new_address: '某小区',
      reason: '就业',
      applied_on: '2024-06-03',
      wanted_on: '2024-07-15',
    });
    await write(clerk, move);
    await act(county, 'correction_move', 'inquire', move.id, { county_opinion: '拟同意' });
    await act(county, 'correction_move', 'agree', move.id, { answer: '复函同意接收' });
    await act(county, 'correction_move', 'decide', move.id);
    expect(await row('correction_file', file_id)).toMatchObject({ state: 'moved', path: '1.2.4.' });
  });
});

it('nothing is asked for whoever is no longer under correction here', async () => {
  const file_id = await fileOf();
  await act(county, 'correction_file', 'terminate', file_id, {
    end_kind: 'died',
    ended_on: '2024-06-01',
  });
  const asks = [
    asking(file_id, '2024-06-11', '2024-06-12'),
    proposing(file_id, 'admonish', 'admonish_rules'),
    deed('correction_positioning', 'ask', { file_id, cause: 'left', facts: '外出' }),
    deed('correction_venue', 'apply', {
      file_id,
      kind: 'place',
      what: '歌舞厅',
      reason: '婚礼',
      on_day: '2024-06-20',
    }),
    deed('correction_activity', 'apply', {
      file_id,
      kind: 'work',
      reason: '做工',
      places: '中宁县',
      how_often: '每日',
    }),
    deed('correction_move', 'apply', {
      file_id,
      where_to: 'within',
      to_unit_id: unitId('s1'),
      new_address: '和顺村',
      reason: '迁居',
      wanted_on: '2024-07-15',
    }),
  ];
  for (const one of asks) {
    const told = await refusal(write(clerk, one));
    expect([one.type, told.detail.zh]).toEqual([
      one.type,
      '该对象已解除、终止矫正或者已转出，请选择在册对象的档案。',
    ]);
  }
});

describe('other approvals', () => {
  it('a device is one at a time, and not approved by who asked', async () => {
    for (let i = 0; i < 6; i++) {
      const file_id = await fileOf();
      const asks = () =>
        deed('correction_positioning', 'ask', { file_id, cause: 'left', facts: '未经批准外出' });
      const ends = await Promise.allSettled(
        [clerk, director, county].map((by) => write(by, asks())),
      );
      const lost = ends.filter((one) => one.status === 'rejected');
      expect(lost).toHaveLength(2);
      for (const { reason } of lost)
        expect((reason as Problem).detail.zh).toContain('请办理延长或者解除');
    }
    const asked = deed('correction_positioning', 'ask', {
      file_id: await fileOf(),
      cause: 'left',
      facts: '未经批准外出',
    });
    await write(county, asked);
    const one = (by: Actor, action: string, fields: object = {}) =>
      act(by, 'correction_positioning', action, asked.id, fields);
    const kind = async (work: Promise<unknown>) => (await refusal(work)).kind;
    // No leader opens what is restricted: the head sees it once it is laid before them, and nobody else does.
    expect(await kind(one(head, 'approve'))).toBe('not-found');
    await one(colleague, 'lay_before', { county_opinion: '符合', head_id: head.person_id });
    expect(await kind(one(county, 'approve'))).toBe('not-allowed');
    expect(await kind(one(colleague, 'approve'))).toBe('not-allowed');
    for (const by of [otherHead, city]) expect(await kind(one(by, 'approve'))).toBe('not-found');
    const [due] = (await world.owner.query('select * from duty where record_id = $1', [asked.id]))
      .rows;
    expect(due).toMatchObject({ key: 'approve', roles: ['leader'], keeper_id: head.person_id });
    await one(head, 'approve');
    expect(await row('correction_positioning', asked.id)).toMatchObject({
      state: 'in_force',
      head_name: head.name,
      approved_by: head.person_id,
    });
    expect(await kind(one(head, 'refuse_renewal'))).toBe('not-found');
  });

  it('a device is approved once where two answer at one moment', async () => {
    const asked = deed('correction_positioning', 'ask', {
      file_id: await fileOf(),
      cause: 'left',
      facts: '未经批准外出',
    });
    await write(clerk, asked);
    const laid = { county_opinion: '符合', head_id: head.person_id };
    await act(county, 'correction_positioning', 'lay_before', asked.id, laid);
    const ends = await Promise.allSettled([
      act(head, 'correction_positioning', 'approve', asked.id),
      act(head, 'correction_positioning', 'refuse', asked.id, { refused_ground: '情节轻微' }),
      act(county, 'correction_positioning', 'take_back', asked.id, {}, '另行报批'),
    ]);
    expect(ends.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  it('a device of a minor is laid before a head who may open what is sealed, and before no other', async () => {
    const opening = (by: Actor): Actor => ({ ...by, grant: { ...by.grant, opens_sealed: true } });
    const post = (by: Actor, role: string, opens_sealed: boolean, lines = ['*']) =>
      world.owner.query(
        `insert into grants (account_id, role, unit_id, from_day, opens_sealed, lines)
          values ($1, $2, $3, '2020-01-01', $4, $5)`,
        [by.person_id, role, by.grant.unit_id, opens_sealed, lines],
      );
    const mayOpenIt = opening(await world.actor('leader', 'north'));
    await post(mayOpenIt, 'leader', true);
    // Opens what is sealed, but decides nothing there; or in another line alone.
    const notAsHead = await world.actor('leader', 'north');
    await post(notAsHead, 'leader', false);
    await post(notAsHead, 'county', true);
    const ofAnotherLine = await world.actor('leader', 'north');
    await post(ofAnotherLine, 'leader', true, ['resettlement']);
    const guardian = opening(clerk);
    const agency = opening(county);
    const person = deed('person', 'register', {
      document_kind: 'none', no_document_reason: '尚未移交', name: '马小', sex: 'male', seal_ground: 'sentenced',
    });
    const file = deed('correction_file', 'bring_in', {
      person_id: person.id, minor: true, category: 'probation', organ_kind: 'court', deciding_organ: '北县人民法院',
      effective_on: '2023-03-01', term_from: '2023-03-01', term_until: '2026-02-28', received_on: '2023-03-05',
    });
    await write(guardian, person, file);
    const asked = deed('correction_positioning', 'ask', { file_id: file.id, cause: 'left', facts: '未经批准外出' });
    await write(guardian, asked);
    const one = (by: Actor, action: string, fields: object = {}) =>
      act(by, 'correction_positioning', action, asked.id, fields);
    const layBefore = ({ person_id: head_id }: Actor) =>
      one(agency, 'lay_before', { county_opinion: '符合', head_id });
    for (const blind of [head, notAsHead, ofAnotherLine]) {
      const told = await refusal(layBefore(blind));
      expect(told.kind).toBe('invalid');
      expect(told.issues.map(({ field }) => field)).toEqual(['head_id']);
      expect(told.detail.en).toContain('may not open what is sealed');
      expect(told.detail.zh).toContain('没有查阅封存信息的权限');
    }
    expect(await row('correction_positioning', asked.id)).toMatchObject({ state: 'asked', head_id: null });
    await layBefore(mayOpenIt);
    await one(mayOpenIt, 'approve');
    expect(await row('correction_positioning', asked.id)).toMatchObject({
      state: 'in_force', guard: 2, approved_by: mayOpenIt.person_id,
    });
    // Laid anew before the same head, without naming them: it goes while they may, and that they stood there before
    // does not help once they may no longer.
    const renewing = { assessment: '仍有必要' };
    await one(agency, 'ask_renewal', renewing);
    await one(mayOpenIt, 'refuse_renewal', { refused_ground: '情形消失' });
    await world.owner.query('update grants set opens_sealed = false where account_id = $1', [mayOpenIt.person_id]);
    const again = await refusal(one(agency, 'ask_renewal', renewing));
    expect(again.issues.map(({ field }) => field)).toEqual(['head_id']);
    // An adult's lies with any head: it is theirs while it is laid before them.
    const adult = deed('correction_positioning', 'ask', { file_id: await fileOf(), cause: 'left', facts: '外出' });
    await write(clerk, adult);
    const laid = { county_opinion: '符合', head_id: notAsHead.person_id };
    await act(county, 'correction_positioning', 'lay_before', adult.id, laid);
    await act(notAsHead, 'correction_positioning', 'approve', adult.id);
    const other = deed('correction_positioning', 'ask', { file_id: await fileOf(), cause: 'left', facts: '外出' });
    await write(clerk, other);
    const astray = { county_opinion: '符合', head_id: ofAnotherLine.person_id };
    const told = await refusal(act(county, 'correction_positioning', 'lay_before', other.id, astray));
    expect(told.detail.zh).toContain('请另选有权审批的负责人');
  }); // prettier-ignore

  it('what an injunction bars is asked for only where there is one', async () => {
    const asks = (file_id: string) =>
      deed('correction_venue', 'apply', {
        file_id,
        kind: 'place',
        what: '歌舞厅',
        reason: '婚礼',
        on_day: '2024-06-20',
      });
    const approve = (id: string) =>
      act(county, 'correction_venue', 'approve', id, {
        county_opinion: '同意',
        procuratorate_told_on: '2024-06-03',
      });
    const free = asks(await fileOf());
    await write(clerk, free);
    expect((await refusal(approve(free.id))).detail.zh).toContain('未被宣告禁止令');
    const barred = asks(await fileOf({ injunction: '禁止进入娱乐场所' }));
    await write(clerk, barred);
    await approve(barred.id);
  });

  it('regular trips of a kind are approved once for the same days', async () => {
    const file_id = await fileOf();
    const asks = () =>
      deed('correction_activity', 'apply', {
        file_id,
        kind: 'work',
        reason: '做工',
        places: '中宁县',
        how_often: '每日',
      });
    const both = [asks(), asks()];
    for (const one of both) await write(clerk, one);
    const ends = await Promise.allSettled(
      both.map(({ id }, i) =>
        act([county, colleague][i]!, 'correction_activity', 'approve', id, {
          county_opinion: '同意',
        }),
      ),
    );
    expect(ends.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

it('after all this the ledger verifies', async () => {
  expect((await verifyLedger(world.owner, world.book)).mismatches).toEqual([]);
});
