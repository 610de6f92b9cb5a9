/**
 * From the judgment to resettlement on a real database: the release opens the file of the next register in the same
 * office and takes it back with itself; whom a minor's file is there for; what the figures tell of it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { derivedId } from '#engine/derived-id.ts';
import { citizenIdCheck } from '#engine/identifier.ts';
import type { Actor } from '#engine/permission.ts';
import { persons } from '#lines/common/line.ts';
import { corrections } from '#lines/corrections/line.ts';
import { resettlement } from '#lines/resettlement/line.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { deed, unitId } from '#testing/world.ts';
import { computeFigures } from '../figures/compute.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { readAs } from '../services.ts';
import { writeRecords } from './write.ts';
import type { Write } from './write.ts';

let world: ServedWorld;
let clerk: Actor;
let director: Actor;
let county: Actor;
let guardian: Actor;
let n = 0;

beforeAll(async () => {
  world = await serveWorld([corrections, resettlement, persons]);
  clerk = await world.actor('clerk', 'n1');
  director = await world.actor('director', 'n1');
  county = await world.actor('county', 'north');
  const sealed = await world.actor('director', 'n1');
  guardian = { ...sealed, grant: { ...sealed.grant, opens_sealed: true } };
}, 60_000);
afterAll(() => world.end());

const write = (by: Actor, ...writes: Write[]) =>
  writeRecords(world.context(by, { now: '2024-10-08T02:00:00.000Z' }), writes);
const on = (id: string, ...deeds: Write['deeds']): Write => ({
  ...deed('correction_file', '', {}),
  id,
  deeds,
});
const release = {
  action: 'release',
  fields: { ended_on: '2024-10-02', end_kind: 'over', certificate: '（2024）矫解字第1号' },
};

/** Somebody under correction whose term ended in the holidays of October 2024. */
async function fileOf(by: Actor, more: object = {}): Promise<{ id: string; person_id: string }> {
  const person = deed('person', 'register', {
    document_kind: 'none',
    no_document_reason: '尚未移交',
    name: `田${200 + n++}`,
    sex: 'female',
    ...('minor' in more ? { seal_ground: 'sentenced' } : {}),
  });
  const file = deed('correction_file', 'expect', {
    person_id: person.id,
    category: 'probation',
    organ_kind: 'court',
    deciding_organ: '沙坡头区人民法院',
    offence: 'property',
    effective_on: '2023-10-03',
    term_from: '2023-10-03',
    term_until: '2024-10-02',
    ...more,
  });
  const group_members = [{ name: '王秀兰', role: 'office', sex: 'female', knows_minors: true }];
  const announced_to = [{ name: '王秀兰', role: 'office' }];
  await write(by, person, file);
  await write(
    by,
    on(
      file.id,
      { action: 'report_in', fields: { received_on: '2023-10-09' } },
      { action: 'set_group', fields: { group_from: '2023-10-10', group_members } },
      {
        action: 'announce',
        fields: { announced_on: '2023-10-10', announced: ['facts', 'term', 'rules'], announced_to },
      },
      { action: 'make_plan', fields: { plan_made_on: '2023-10-12', plan: '每月谈话。' } },
      {
        action: 'classify',
        fields: { class_on: '2023-10-12', corr_class: 'ordinary', class_reasons: ['repentance'] },
      },
    ),
  );
  return { id: file.id, person_id: person.id };
}

const row = async (type: string, id: string) =>
  (await world.owner.query(`select * from ${type} where id = $1`, [id])).rows[0];
const kindOf = (work: Promise<unknown>) =>
  work.then(() => 'done', (p: { kind: string }) => p.kind); // prettier-ignore
async function figure(by: Actor, indicator: string, to: string): Promise<number | null> {
  const query = { unit_id: unitId('n1'), from: '2024-01-01', to, as_of: null, now: '2024-10-08T02:00:00.000Z' };
  const { kept_by: _, ...plain } = world.book.findIndicator(indicator)!;
  const [found] = await readAs(world, by, (client) =>
    computeFigures(client, world.names, [plain as never], query),
  );
  return found!.value;
} // prettier-ignore

describe('a release', () => {
  it('opens the resettlement file in the same office, and both sides say so', async () => {
    const { id, person_id } = await fileOf(director);
    const before = await figure(county, 'released_on_register', '2024-10-02');
    expect(await figure(county, 'corrections_on_register', '2024-10-01')).toBe(1);
    const [answer] = await write(director, on(id, release));
    const help_file_id = derivedId(id, 'help_file');
    expect(answer!.also).toContainEqual({ type: 'help_file', id: help_file_id, version: 1 });
    expect(await row('help_file', help_file_id)).toMatchObject({
      state: 'received', unit_id: unitId('n1'), path: '1.2.4.', guard: 1, channel: 'correction', person_id,
      number: '（2024）帮字第1号',
    }); // prettier-ignore
    expect(await row('correction_file', id)).toMatchObject({ state: 'released', help_file_id });
    expect(await figure(county, 'corrections_on_register', '2024-10-02')).toBe(0);
    expect(await figure(county, 'released_on_register', '2024-10-02')).toBe(before! + 1);
    expect(await figure(county, 'handed_on_rate', '2024-12-31')).toBe(100);
    // Five years from the day of release.
    const { rows } = await world.owner.query(`select ends_on::text from help_file where id = $1`, [help_file_id]);
    expect(rows[0].ends_on).toBe('2029-10-02');
  }); // prettier-ignore

  it('that was a mistake ends what it began, and made again it opens the same file again', async () => {
    const { id } = await fileOf(director);
    const help_file_id = derivedId(id, 'help_file');
    await write(director, on(id, release));
    await write(county, on(id, { action: 'reopen', fields: {}, reason: '判决期限计算有误' }));
    expect((await row('help_file', help_file_id)).state).toBe('ended');
    expect((await row('correction_file', id)).state).toBe('correcting');
    await write(director, on(id, { ...release, fields: { ...release.fields, ended_on: '2024-10-05' } }));
    expect((await row('help_file', help_file_id)).state).toBe('received');
    const { rows } = await world.owner.query(
      `select count(*)::int as n, max(released_on)::text as released_on from help_file where id = $1`, [help_file_id],
    );
    expect(rows[0]).toEqual({ n: 1, released_on: '2024-10-05' });
  }); // prettier-ignore

  it('before the term is none, and then nothing is handed over', async () => {
    const { id } = await fileOf(director);
    const early = { ...release, fields: { ...release.fields, ended_on: '2024-09-30' } };
    expect(await kindOf(write(director, on(id, early)))).toBe('invalid');
    expect(await row('help_file', derivedId(id, 'help_file'))).toBeUndefined();
  });
});

describe('who opens a file', () => {
  it('its officer, its maker, the director and the county, and no other clerk', async () => {
    const other = await world.actor('clerk', 'n1');
    const { id } = await fileOf(clerk);
    const visit = on(id, { action: 'record_visit', fields: { contact_way: 'home' } });
    const by = async (who: Actor) =>
      kindOf(write(who, { ...visit, write_id: deed('x', 'x', {}).write_id }));
    expect(await by(other)).toBe('not-found');
    for (const who of [clerk, director, county]) expect(await by(who)).toBe('done');
  });

  it('what says who it is and what was said lies encrypted', async () => {
    const { id } = await fileOf(director);
    await write(
      director,
      on(id, { action: 'record_talk', fields: { contact_way: 'office', contact_note: '谈及家庭债务。' } }),
    );
    const { rows } = await world.owner.query(
      `select (select json_agg(c) from correction_file_contacts c where c.record_id = $1)::text
        || (select json_agg(v.content) from record_version v where v.record_id = $1)::text as all`, [id],
    );
    expect(rows[0].all).not.toMatch(/家庭债务|每月谈话|王秀兰/u);
  }); // prettier-ignore
});

describe('Today', () => {
  it('says neither who it is nor which law it is about', async () => {
    const { id } = await fileOf(director);
    const { sections } = (await world.ask('director', 'GET', '/api/today')).json();
    const items = (sections as { items: Record<string, any>[] }[])
      .flatMap((section) => section.items)
      .filter(({ record_id }) => record_id === id);
    expect(items.length).toBeGreaterThan(0);
    for (const { rule, title, label } of items)
      expect([rule, title.zh, label.zh].join(' ')).not.toMatch(/田|社区|矫正|罪|R\d/u);
    // The law stands with the record, whoever may open it.
    const { rows } = await world.owner.query('select 1 from duty where record_id = $1 and rule is not null', [id]);
    expect(rows.length).toBeGreaterThan(0);
  }); // prettier-ignore
});

describe('a minor’s file', () => {
  it('is not there for director and county, nor in any figure; the release hands it on sealed', async () => {
    const before = await Promise.all(
      [director, county, guardian].map((who) => figure(who, 'corrections_on_register', '2024-10-01')),
    );
    const { id } = await fileOf(guardian, { minor: true });
    for (const who of [director, county, clerk])
      expect(await kindOf(write(who, on(id, release)))).toBe('not-found');
    const after = await Promise.all(
      [director, county, guardian].map((who) => figure(who, 'corrections_on_register', '2024-10-01')),
    );
    expect(after).toEqual(before);
    for (const who of ['director', 'county']) {
      const shown = await world.ask(who, 'GET', `/api/records/correction_file/${id}`);
      expect(shown.statusCode).toBe(404);
      const today = (await world.ask(who, 'GET', '/api/today')).body;
      expect(today).not.toContain(id);
    }
    await write(guardian, on(id, release));
    const file = await row('help_file', derivedId(id, 'help_file'));
    expect(file).toMatchObject({ guard: 2, minor: true, state: 'received' });
    expect(file.number).toContain('未帮');
    expect((await row('correction_file', id)).number).toContain('未矫');
    expect(await kindOf(write(county, { ...deed('help_file', 'lose', {}), id: file.id }))).toBe('not-found');
  }); // prettier-ignore
});

describe('a minor’s file that nobody called one', () => {
  const born = async (document_number: string) => {
    const { example } = world.book.record('person');
    const answer = await world.write('director', 'person', 'register', {
      ...example,
      document_number,
      telephones: [],
    });
    return answer.json().answers[0].id as string;
  };
  const judgment = {
    category: 'probation', organ_kind: 'court', deciding_organ: '北县人民法院', effective_on: '2024-08-01',
    term_from: '2024-08-01', term_until: '2027-07-31',
  }; // prettier-ignore
  // Region 990101 is in no use. Sixteen, and thirty-nine.
  const young = '99010120080307003';
  const grown = '99010119850307004';
  const whole = (seventeen: string) => seventeen + citizenIdCheck(seventeen);

  it('is sealed by the engine whoever opens it, with a plain word, a number of its own, and no trace in a figure', async () => {
    const before = await figure(director, 'corrections_not_reported', '2024-12-31');
    const person_id = await born(whole(young));
    const answer = await world.write('director', 'correction_file', 'expect', { ...judgment, person_id });
    expect(answer.statusCode).toBe(200);
    const [said] = answer.json().answers;
    expect(said).toMatchObject({ seen: false, lines: [] });
    expect(said.warnings[0].message.zh).toContain('已封存，仅有封存查阅权限的岗位可见');
    expect(await row('correction_file', said.id)).toMatchObject({ guard: 2, minor: true });
    expect((await row('correction_file', said.id)).number).toContain('未矫');
    for (const who of ['director', 'county'])
      expect((await world.ask(who, 'GET', `/api/records/correction_file/${said.id}`)).statusCode).toBe(404);
    expect((await world.ask('guardian', 'GET', `/api/records/correction_file/${said.id}`)).statusCode).toBe(200);
    expect(await figure(director, 'corrections_not_reported', '2024-12-31')).toBe(before);
  }); // prettier-ignore

  it('is an open one where nobody was under 18, and says nothing', async () => {
    const person_id = await born(whole(grown));
    const answer = await world.write('director', 'correction_file', 'expect', { ...judgment, person_id });
    expect(answer.json().answers[0]).toMatchObject({ seen: true, warnings: [] });
  }); // prettier-ignore

  it('is found out with the day of the offence: the record is there no more for who wrote it down', async () => {
    const person_id = await born(whole('99010120060101005'));
    const opened = await world.write('director', 'correction_file', 'expect', { ...judgment, person_id });
    const { id, seen } = opened.json().answers[0];
    expect(seen).toBe(true);
    const rest = { id, expected_version: 1 };
    const changed = await world.write('director', 'correction_file', 'change', { offended_on: '2023-11-11' }, rest);
    expect(changed.json().answers[0]).toMatchObject({ seen: false });
    for (const url of ['', '/versions'])
      expect((await world.ask('director', 'GET', `/api/records/correction_file/${id}${url}`)).statusCode).toBe(404);
  }); // prettier-ignore

  it('a notice of a prison about a minor is sealed, and with it whom it registers', async () => {
    const { example } = world.book.record('release_notice');
    const fields = { ...example, document_number: whole('99010120080505006'), released_on: '2024-11-02', listed_on: '2024-10-02' };
    const [listed] = (await world.write('guardian', 'release_notice', 'list', fields)).json().answers;
    expect(listed.warnings[0].message.zh).toContain('已封存');
    expect((await row('release_notice', listed.id)).guard).toBe(2);
    const rest = { id: listed.id, expected_version: 1 };
    const verified = { verify_result: 'ours', verified_on: '2024-10-03' };
    expect((await world.write('guardian', 'release_notice', 'verify', verified, rest)).statusCode).toBe(200);
    const { person_id } = await row('release_notice', listed.id);
    expect(await row('person', person_id)).toMatchObject({ guard: 2, seal_ground: 'related' });
  }); // prettier-ignore
});

it('leaves a ledger that verifies', async () => {
  const { mismatches } = await verifyLedger(world.owner, world.book);
  expect(mismatches).toEqual([]);
});
