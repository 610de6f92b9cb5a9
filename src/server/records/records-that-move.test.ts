/**
 * What goes from one office to another, on a real database and with the resettlement line: the file with its history
 * and its person; two who ask or answer at one moment; a base that is full; and what a consequence makes.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { derivedId } from '#engine/derived-id.ts';
import { persons } from '#lines/common/line.ts';
import { resettlement } from '#lines/resettlement/line.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { deed, unitId } from '#testing/world.ts';
import type { Actor } from '#engine/permission.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { writeRecords } from './write.ts';
import type { Write } from './write.ts';

let world: ServedWorld;
let here: Actor;
let there: Actor;
let county: Actor;
let n = 0;

beforeAll(async () => {
  world = await serveWorld([resettlement, persons]);
  here = await world.actor('director', 'n1');
  there = await world.actor('director', 's1');
  county = await world.actor('county', 'north');
}, 60_000);
afterAll(() => world.end());

const writeAt = (now: string, by: Actor, ...writes: Write[]) =>
  writeRecords(world.context(by, { now }), writes);
const write = (by: Actor, ...writes: Write[]) => writeAt('2009-09-04T02:00:00.000Z', by, ...writes);

/** A person and a file in help-education at the first office. */
async function fileOf(by: Actor): Promise<string> {
  const sequence = String(100 + n++);
  const person = deed('person', 'register', {
    document_kind: 'none',
    no_document_reason: '尚未移交',
    name: `田${sequence}`,
    sex: 'male',
  });
  const file = deed('help_file', 'open', {
    person_id: person.id,
    channel: 'prison',
    released_on: '2009-03-01',
    received_on: '2009-03-02',
  });
  const helped: Write = {
    ...deed('help_file', 'classify', {}),
    id: file.id,
    deeds: [
      { action: 'classify', fields: { help_class: 'general', class_on: '2009-03-05', class_reasons: ['attitude'] } },
      { action: 'set_group', fields: { group_from: '2009-03-05', group_members: [{ name: '李志明', role: 'office' }] } },
      { action: 'record_visit', fields: { visit_on: '2009-03-10', visit_way: 'home', visit_note: '情绪平稳' } },
    ],
  }; // prettier-ignore
  await write(by, person, file, helped);
  return file.id;
}

const asking = (file_id: string, place = 's1') =>
  deed('help_move', 'ask', { file_id, to_unit_id: unitId(place), reason: '随子女迁居' });
const answer = (id: string, action: string, fields: Record<string, unknown> = {}): Write => ({
  ...deed('help_move', action, fields),
  id,
});
const stateOf = async (type: string, id: string) =>
  (await world.owner.query(`select state, path, unit_id from ${type} where id = $1`, [id])).rows[0];
const stock = async (place: string, day: string) =>
  (
    await world.owner.query(
      `select coalesce(sum(amount), 0)::int as n from ledger_line l join measure m on m.id = l.measure_id
        where m.name = 'released' and l.unit_id = $1 and l.day <= $2`,
      [unitId(place), day],
    )
  ).rows[0].n;
const oneWins = async (...tries: Promise<unknown>[]) => {
  const ends = await Promise.allSettled(tries);
  return ends.map((one) => one.status).toSorted();
};

describe('a move', () => {
  it('lies with the office that is asked, takes the file with its history and person, and leaves the past alone', async () => {
    const file_id = await fileOf(here);
    const [before, move] = [await stock('n1', '2009-09-03'), asking(file_id)];
    await write(here, move);
    expect(await stateOf('help_file', file_id)).toMatchObject({ state: 'moving', path: '1.2.4.' });
    expect(await stateOf('help_move', move.id)).toMatchObject({ state: 'asked', path: '1.3.6.' });
    // Nobody here may answer it, and nobody there has the file yet.
    const refused = (work: Promise<unknown>) => work.then(() => 'done', (p: { kind: string }) => p.kind);
    expect(await refused(write(here, answer(move.id, 'accept', { accepted_on: '2009-09-04' })))).toBe('not-found');
    const visit = { ...deed('help_file', 'record_visit', { visit_way: 'home' }), id: file_id };
    expect(await refused(write(there, visit))).toBe('not-found');

    await write(there, answer(move.id, 'accept', { accepted_on: '2009-09-04' }));
    const moved = { state: 'helping', path: '1.3.6.', unit_id: unitId('s1') };
    expect(await stateOf('help_file', file_id)).toMatchObject(moved);
    const { rows } = await world.owner.query('select distinct path from record_version where record_id = $1', [file_id]);
    expect(rows).toEqual([{ path: '1.3.6.' }]);
    expect(await refused(write(here, visit))).toBe('not-found');
    await write(there, { ...visit, write_id: deed('x', 'x', {}).write_id });

    const shown = await world.ask('stranger', 'GET', `/api/records/help_file/${file_id}`);
    expect(shown.json().title.zh).toMatch(/^田某/);
    const gone = await world.ask('director', 'GET', `/api/records/help_file/${file_id}`);
    expect(gone.statusCode).toBe(404);

    expect(await stock('n1', '2009-09-03')).toBe(before);
    expect(await stock('n1', '2009-09-04')).toBe(before - 1);
    expect(await stock('s1', '2009-09-03')).toBe(0);
    expect(await stock('s1', '2009-09-04')).toBe(1);
  });

  it('is accepted by the county of the office that is asked, too', async () => {
    const [file_id, above] = [await fileOf(here), await world.actor('county', 'south')];
    const move = asking(file_id);
    await write(here, move);
    await write(above, answer(move.id, 'accept', { accepted_on: '2009-09-04' }));
    expect(await stateOf('help_file', file_id)).toMatchObject({ state: 'helping', path: '1.3.6.' });
  });

  it('takes stays and exemplars along, whatever their state, and leaves what they count for', async () => {
    const file_id = await fileOf(here);
    const base = deed('transitional_base', 'agree', {
      name: '临河基地', kind: 'enterprise', capacity: 9, agreement_on: '2009-01-08', opened_on: '2009-02-01',
    });
    await write(county, base);
    const [left, stay] = ['2009-05-01', '2009-08-01'].map((in_on) =>
      deed('base_stay', 'take_in', { base_id: base.id, file_id, in_on }),
    ) as [Write, Write];
    const exemplar = deed('exemplar', 'draft', {
      file_id, heading: '温棚里的新生活', story: '承包温棚两座', cultivated_on: '2009-06-01',
    });
    await write(here, left, exemplar);
    await write(here, { ...deed('base_stay', 'leave', { out_on: '2009-07-01', out_reason: 'placed' }), id: left.id });
    await write(here, stay);
    const along: [string, string][] = [['base_stay', left.id], ['base_stay', stay.id], ['exemplar', exemplar.id]];
    const counted = async () =>
      (
        await world.owner.query(
          `select m.name, l.unit_id, l.day, sum(l.amount)::int as n from ledger_line l join measure m on m.id = l.measure_id
            where l.record_id = any($1::uuid[]) group by 1, 2, 3 having sum(l.amount) <> 0 order by 1, 3`,
          [along.map(([, id]) => id)],
        )
      ).rows;
    const before = await counted();
    expect(before.map((row) => row.name)).toEqual(['base_stays', 'base_stays', 'base_stays', 'base_taken_in', 'base_taken_in', 'exemplars']);
    const move = asking(file_id);
    await write(here, move);
    // The director there and a colleague accept at one moment: one of them wins, and it moves once.
    const colleague = await world.actor('county', 'south');
    const accept = () => answer(move.id, 'accept', { accepted_on: '2009-09-04' });
    expect(await oneWins(write(there, accept()), write(colleague, accept()))).toEqual(['fulfilled', 'rejected']);
    for (const [type, id] of along) {
      expect(await stateOf(type, id)).toMatchObject({ path: '1.3.6.', unit_id: unitId('s1') });
      const { rows } = await world.owner.query(
        `select path, array_agg(action order by version) as actions from record_version where record_id = $1 group by path`,
        [id],
      );
      expect(rows).toEqual([{ path: '1.3.6.', actions: expect.arrayContaining(['go_along']) }]);
      expect(rows[0].actions.filter((one: string) => one === 'go_along')).toHaveLength(1);
      const seen = async (who: string) => (await world.ask(who, 'GET', `/api/records/${type}/${id}`)).statusCode;
      expect([await seen('stranger'), await seen('director')]).toEqual([200, 404]);
    }
    expect(await counted()).toEqual(before);
    // From now on it is the new office's: the old one cannot end the stay, the new one can.
    const leave = { ...deed('base_stay', 'leave', { out_on: '2009-09-04', out_reason: 'placed' }), id: stay.id };
    await expect(write(here, leave)).rejects.toMatchObject({ kind: 'not-found' });
    await write(there, { ...leave, write_id: deed('x', 'x', {}).write_id });
  });

  it('leaves no stay behind that is written down at the same moment', async () => {
    const base = deed('transitional_base', 'agree', {
      name: '南山基地', kind: 'enterprise', capacity: 9, agreement_on: '2009-01-08', opened_on: '2009-02-01',
    });
    await write(county, base);
    for (let i = 0; i < 4; i++) {
      const file_id = await fileOf(here);
      const move = asking(file_id);
      await write(here, move);
      const stay = deed('base_stay', 'take_in', { base_id: base.id, file_id, in_on: '2009-08-01' });
      const [, taken] = await Promise.allSettled([
        write(there, answer(move.id, 'accept', { accepted_on: '2009-09-04' })),
        write(here, stay),
      ]);
      expect((await stateOf('help_file', file_id)).path).toBe('1.3.6.');
      if (taken.status === 'fulfilled') expect((await stateOf('base_stay', stay.id)).path).toBe('1.3.6.');
    }
  });

  it('is one at a time: of two offices that ask at one moment one wins', async () => {
    const file_id = await fileOf(here);
    const both = [asking(file_id, 's1'), asking(file_id, 's2')];
    const ends = await oneWins(write(here, both[0]!), write(county, both[1]!));
    expect(ends).toEqual(['fulfilled', 'rejected']);
    const { rows } = await world.owner.query('select count(*)::int as n from help_move where file_id = $1', [file_id]);
    expect(rows[0].n).toBe(1);
  });

  it('is accepted or called back, never both', async () => {
    for (let i = 0; i < 5; i++) {
      const file_id = await fileOf(here);
      const move = asking(file_id);
      await write(here, move);
      const back = { ...deed('help_file', 'call_back', {}, { reason: '不再迁居' }), id: file_id };
      const accept = answer(move.id, 'accept', { accepted_on: '2009-09-04' });
      expect(await oneWins(write(there, accept), write(here, back))).toEqual(['fulfilled', 'rejected']);
      const [file, asked] = [await stateOf('help_file', file_id), await stateOf('help_move', move.id)];
      expect([file.path, asked.state]).toEqual(
        asked.state === 'accepted' ? ['1.3.6.', 'accepted'] : ['1.2.4.', 'called_back'],
      );
    }
  });

  it('sent back, the file goes on where it is; sent twice, it is asked once', async () => {
    const file_id = await fileOf(here);
    const move = asking(file_id);
    const [first] = await write(here, move);
    expect(await write(here, move)).toEqual([first]);
    await write(there, answer(move.id, 'refuse', { refusal: '本辖区无此住址' }));
    expect(await stateOf('help_file', file_id)).toMatchObject({ state: 'helping', path: '1.2.4.' });
    await write(here, asking(file_id));
  });
}); // prettier-ignore

describe('a base', () => {
  it('takes nobody beyond its places, whoever writes at one moment', async () => {
    const base = deed('transitional_base', 'agree', {
      name: '绿野基地', kind: 'enterprise', capacity: 2, agreement_on: '2009-01-08', opened_on: '2009-02-01',
    }); // prettier-ignore
    await write(county, base);
    const files: string[] = [];
    for (let i = 0; i < 10; i++) files.push(await fileOf(here));
    const stays = files.map((file_id) =>
      deed('base_stay', 'take_in', { base_id: base.id, file_id, in_on: '2009-08-01' }),
    );
    const ends = await oneWins(...stays.map((stay) => write(here, stay)));
    expect(ends.filter((one) => one === 'fulfilled')).toHaveLength(2);
    const { rows } = await world.owner.query(
      `select placement_mode from help_file where id = any($1) and placement_mode = 'base'`,
      [files],
    );
    expect(rows).toHaveLength(2);
  });
});

describe('the list of a prison', () => {
  it('comes in from Excel, is verified, and becomes person and file', async () => {
    const sheet = [
      [
        '姓名',
        '性别',
        '证件种类',
        '证件号码',
        '衔接渠道',
        '监所名称',
        '释放日期',
        '罪名类别',
        '刑期',
        '建议类别',
        '收到日期',
      ],
      [
        '田新生',
        '男',
        '居民身份证',
        '990101198002021233',
        '监狱刑满释放',
        '石嘴山监狱',
        '2009-09-20',
        '侵犯财产',
        '三年',
        '重点帮教对象',
        '2009-09-01',
      ],
    ];
    const imported = await world.ask('director', 'POST', '/api/import/release_notice', {
      payload: { rows: sheet },
    });
    expect(imported.json()).toMatchObject({ rows: 1, good: 1, bad: [] });
    const { rows } = await world.owner.query('select id, unit_id, path from release_notice');
    const notice = rows[0];
    const act = (action: string, fields: Record<string, unknown>): Write => ({
      ...deed('release_notice', action, fields),
      id: notice.id,
    });
    // Not ours: it goes on to the right office, which has a clock of its own.
    await write(here, act('verify', { verify_result: 'not_ours', verified_on: '2009-09-03' }));
    await expect(write(here, act('forward', { forward_to: unitId('n1') }))).rejects.toMatchObject({
      issues: [expect.objectContaining({ field: 'forward_to' })],
    });
    const due = async (who: string) => {
      const today = (await world.ask(who, 'GET', '/api/today?section=overdue')).json();
      const items = JSON.stringify(today).includes(notice.id);
      const page = await world.ask(who, 'GET', `/api/records/release_notice/${notice.id}`);
      const list = await world.ask(who, 'GET', '/api/records/release_notice');
      return [items, page.statusCode, list.json().records.length];
    };
    expect([await due('director'), await due('stranger')]).toEqual([
      [false, 200, 1],
      [false, 404, 0],
    ]);
    await write(here, act('forward', { forward_to: unitId('s1') }));
    expect([await due('director'), await due('stranger')]).toEqual([
      [false, 404, 0],
      [true, 200, 1],
    ]);
    const arrived = await world.ask('stranger', 'GET', `/api/records/release_notice/${notice.id}`);
    expect(arrived.json().record).toMatchObject({
      forwarded_from_unit_id: unitId('n1'),
      times_forwarded: 1,
      arrived_on: '2009-09-04',
    });
    expect(arrived.json().actions).toContain('verify');
    const { rows: duties } = await world.owner.query(
      `select key, unit_id, asked, from_day, due_on, label->>'zh' as label from duty where record_id = $1`,
      [notice.id],
    );
    expect(duties).toEqual([
      {
        key: 'verify',
        unit_id: unitId('s1'),
        asked: true,
        from_day: '2009-09-04',
        due_on: expect.stringMatching(/^2009-09-/),
        label: '核实转来信息',
      },
    ]);
    expect(duties[0].due_on > '2009-09-04').toBe(true);
    expect(await stateOf('release_notice', notice.id)).toMatchObject({
      state: 'listed',
      path: '1.3.6.',
    });
    await write(there, act('verify', { verify_result: 'ours', verified_on: '2009-09-04' }));
    const person_id = derivedId(notice.id, 'person');
    expect(await stateOf('person', person_id)).toMatchObject({
      state: 'registered',
      path: '1.3.6.',
    });
    const alone = act('hand_over', { handed_over_on: '2009-09-20', pick_up: 'alone' });
    const later = '2009-09-21T02:00:00.000Z';
    await expect(writeAt(later, there, alone)).rejects.toMatchObject({
      issues: [expect.objectContaining({ field: 'pick_up_reason' })],
    });
    await writeAt(
      later,
      there,
      act('hand_over', { handed_over_on: '2009-09-20', pick_up: 'picked_up' }),
    );
    const file = await world.owner.query(
      'select state, person_id, path from help_file where id = $1',
      [derivedId(notice.id, 'help_file')],
    );
    expect(file.rows).toEqual([{ state: 'received', person_id, path: '1.3.6.' }]);
  });
});

it('leaves a ledger that verifies', async () => {
  expect((await verifyLedger(world.owner, world.book)).mismatches).toEqual([]);
});
