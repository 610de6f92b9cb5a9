import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Role } from '#engine/permission.ts';
import { makeWorld } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { keepSessions } from '../accounts/session-actor.ts';
import type { SessionKeeper } from '../accounts/session-actor.ts';
import { answerProblems } from '../problems.ts';
import type { Services } from '../services.ts';
import { importDivisions } from './divisions.ts';
import { openUnitNames } from './unit-names.ts';
import { unitRoutes } from './unit-routes.ts';

let world: World;
const app = Fastify({ ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array' } } });
const actors: Record<string, Actor> = {};
let csv: string;

beforeAll(async () => {
  world = await makeWorld();
  const top = [
    'code,name,parent_code,level',
    '640500000000,中卫市,T1,county',
    '640502000000,沙坡头区,T2,township',
  ];
  csv = [
    ...top,
    '640502104201,镇罗村,T4,village',
    '640502104202,真理村,T4,village',
    '640502104001,长安社区,T4,village',
  ].join('\n');
  await world.owner.query(
    `update unit set code = rpad('9' || lpad(id::text, 5, '0'), 12, '0') where code like 'T%'`,
  );
  csv = csv.replace(/T(\d+)/g, (_, id: string) => `9${id.padStart(5, '0')}`.padEnd(12, '0'));
  await importDivisions(world.owner, csv, { from_day: '2000-01-01' });
  for (const [name, role, place] of [
    ['admin', 'system_admin', 'city'],
    ['northern', 'system_admin', 'north'],
    ['clerk', 'clerk', 'n1'],
    ['security', 'security_admin', 'city'],
  ] as [string, Role, string][]) {
    actors[name] = await world.actor(role, place);
  }
  answerProblems(app);
  const keeper = {
    read: async (who: string) => ({ actor: actors[who], account: { id: actors[who]!.person_id } }),
  };
  keepSessions(app, keeper as unknown as SessionKeeper);
  const { owner, reader, book } = world;
  const services = { owner, reader, book, clock: () => '2010-06-01T02:00:00.000Z' };
  unitRoutes(app, services as unknown as Services, openUnitNames(owner));
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await world.end();
});

async function ask(who: string, method: 'GET' | 'POST', url: string, payload?: object) {
  const answer = await app.inject({
    method,
    url: encodeURI(url),
    headers: { cookie: who },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
}
const search = async (q: string, more = '') =>
  (await ask('clerk', 'GET', `/api/units?q=${q}${more}`)).body.units.map(
    (unit: { name: { zh: string } }) => unit.name.zh,
  );
const post = (who: string, deed: string, body: object) =>
  ask(who, 'POST', `/api/admin/units/${deed}`, body);

describe('reading', () => {
  it('gives one level, divisions before bodies', async () => {
    const top = await ask('clerk', 'GET', '/api/units');
    expect(top.body.units).toMatchObject([
      { id: 1, parent_id: null, path: '1.', has_children: true },
    ]);
    const below = await ask('clerk', 'GET', '/api/units?parent=1');
    expect(below.body.units.map((unit: { id: number }) => unit.id).slice(-1)).toEqual([16]);
    expect((await ask('clerk', 'GET', '/api/units?parent=16')).body).toEqual({ units: [] });
    expect((await ask('clerk', 'GET', '/api/units?parent=x')).status).toBe(422);
  });

  it('finds by name, pinyin, initials, English and code, the exact and the higher first', async () => {
    expect(await search('zl')).toEqual(['真理村', '镇罗村']);
    expect(await search('zlc')).toEqual(['真理村', '镇罗村']);
    expect(await search('镇罗')).toEqual(['镇罗村']);
    expect(await search('zhenluo')).toEqual(['镇罗村']);
    expect(await search('zhen luo')).toEqual(['镇罗村']);
    expect(await search('Zhenluo Village')).toEqual(['镇罗村']);
    expect(await search('Zhenluo Town')).toEqual([]);
    expect(await search('640502104')).toEqual(['长安社区', '镇罗村', '真理村']);
    expect(await search('640502104', '&kind=community')).toEqual(['长安社区']);
    expect(await search("%' or 1=1 --")).toEqual([]);
    expect(await search('   ')).toHaveLength(1);
  });

  it('shows a unit with its past', async () => {
    const { body } = await ask('clerk', 'GET', '/api/units/8');
    expect(body.unit).toMatchObject({
      id: 8,
      kind: 'village',
      valid_from: '2000-01-01',
      valid_until: null,
    });
    expect(body.ancestors.map((unit: { id: number }) => unit.id)).toEqual([1, 2, 4]);
    expect(body.places).toMatchObject([{ parent: { id: 4 }, from_day: '2000-01-01' }]);
    expect((await ask('clerk', 'GET', '/api/units/9999')).body.kind).toBe('not-found');
  });
});

describe('changing', () => {
  const move = { unit_id: 5, parent_id: 3, from_day: '2010-01-01', reason: '区划调整' };

  it('is for the system administrator, within the territory', async () => {
    for (const who of ['clerk', 'security']) {
      for (const deed of ['add', 'rename', 'move', 'merge', 'split', 'close', 'import']) {
        const bodies: Record<string, object> = {
          add: { parent_id: 1, name: '处', from_day: '2010-01-01' },
          rename: { unit_id: 5, name: '新', from_day: '2010-01-01' },
          move,
          merge: { from: [4], into: 5, on_day: '2010-01-01', reason: '合并' },
          split: {
            unit_id: 4,
            into: [
              { code: 'X-1', name: 'x' },
              { code: 'X-2', name: 'y' },
            ],
            children: [],
            on_day: '2010-01-01',
            reason: '分设',
          },
          close: { unit_id: 8, on_day: '2010-01-01', reason: '撤销' },
          import: { csv, from_day: '2010-01-01' },
        };
        expect((await post(who, deed, bodies[deed]!)).body.kind).toBe('not-allowed');
      }
    }
    expect((await post('northern', 'move', move)).body.kind).toBe('not-found');
    expect((await post('northern', 'import', { csv, from_day: '2010-01-01' })).body.kind).toBe(
      'not-allowed',
    );
    expect((await post('admin', 'move', { ...move, unit_id: '5; drop' })).status).toBe(422);
    expect((await post('admin', 'move', { ...move, surprise: 1 })).status).toBe(422);
  });

  it('answers with what came of it', async () => {
    const added = await post('admin', 'add', {
      parent_id: 1,
      name: '中卫市公证处',
      name_en: 'Zhongwei Notary Office',
      from_day: '2009-01-01',
    });
    expect(added.body.unit).toMatchObject({
      kind: 'body',
      parent_id: 1,
      name: { zh: '中卫市公证处', en: 'Zhongwei Notary Office' },
    });
    expect(await search('公证')).toEqual(['中卫市公证处']);
    expect(await search('gzc')).toEqual(['中卫市公证处']);
    expect(await search('notary')).toEqual(['中卫市公证处']);
    expect(
      (
        await post('admin', 'rename', {
          unit_id: added.body.unit.id,
          name: '公证中心',
          from_day: '2010-01-01',
        })
      ).body.unit.name.zh,
    ).toBe('公证中心');
    expect(await search('公证处')).toEqual(['公证中心']);
    expect(await search('gzz')).toEqual(['公证中心']);
    expect(await search('公证', '&on=2009-06-01')).toEqual(['中卫市公证处']);
    expect((await post('admin', 'move', move)).body.unit).toMatchObject({ id: 5, path: '1.3.5.' });
    const split = await post('admin', 'split', {
      unit_id: 7,
      into: [
        { code: 'S2-A', name: '东镇' },
        { code: 'S2-B', name: '西镇' },
      ],
      children: [
        { unit_id: 14, to_code: 'S2-A' },
        { unit_id: 15, to_code: 'S2-B' },
      ],
      on_day: '2010-02-01',
      reason: '分设',
    });
    expect(split.body).toMatchObject({
      units: [{ name: { zh: '东镇', en: 'Dongzhen Town' } }, {}],
      handed_over: [],
      grants: 0,
    });
    const merged = await post('admin', 'merge', {
      from: split.body.units.map((unit: { id: number }) => unit.id),
      into: { name: '合镇' },
      on_day: '2010-03-01',
      reason: '合并',
    });
    const page = await ask('clerk', 'GET', `/api/units/${merged.body.units[0].id}`);
    expect(page.body.successions).toMatchObject([
      { kind: 'merge', from: { name: { zh: '东镇' } } },
      { kind: 'merge' },
    ]);
    expect(
      (await post('admin', 'close', { unit_id: 14, on_day: '2010-04-01', reason: '撤销' })).body,
    ).toEqual({ units: [], handed_over: [], grants: 0 });
    expect(
      (await ask('clerk', 'GET', `/api/units?parent=${merged.body.units[0].id}`)).body.units,
    ).toMatchObject([{ id: 15 }]);
    const again = await post('admin', 'import', { csv, from_day: '2010-05-01' });
    expect(again.body).toMatchObject({ added: 0, bad: [] });
  });

  it('keeps each decision with its document, and takes the last one back', async () => {
    const named = {
      unit_id: 6,
      name: '新名镇',
      from_day: '2010-02-01',
      document: '卫政发〔2010〕3号',
    };
    expect((await post('admin', 'rename', named)).status).toBe(200);
    const before = (await ask('clerk', 'GET', '/api/units/6')).body;
    expect(before.events).toMatchObject([
      { deed: 'renamed', on_day: '2010-02-01', document: '卫政发〔2010〕3号', last: true },
    ]);
    const take = (who: string) =>
      post(who, `events/${before.events[0].id}/take-back`, { reason: '登记有误' });
    expect((await take('clerk')).body.kind).toBe('not-allowed');
    expect((await take('northern')).body.kind).toBe('not-found');
    expect((await take('admin')).body).toEqual({ units: [6] });
    const after = (await ask('clerk', 'GET', '/api/units/6')).body;
    expect(after.unit.name.zh).toBe('s1');
    expect(after.events).toMatchObject([
      { deed: 'taken_back', reason: '登记有误', last: false },
      { deed: 'renamed', taken_back: true, last: false },
    ]);
    expect((await take('admin')).body.kind).toBe('wrong-state');
  });

  it('shows one level as it stood on a day, and what a change would touch', async () => {
    const ids = async (parent: number, on: string) =>
      (await ask('clerk', 'GET', `/api/units?parent=${parent}&on=${on}`)).body.units.map(
        (unit: { id: number }) => unit.id,
      );
    expect(await ids(2, '2009-12-31')).toEqual([102, 4, 5]);
    expect(await ids(2, '2010-01-01')).toEqual([102, 4]);
    expect(await ids(3, '2010-01-01')).toEqual([5, 6, 7]);
    expect(await ids(3, '2010-02-01')).not.toContain(7);
    const touched = await ask('admin', 'GET', '/api/admin/units/4/touched');
    expect(touched.body).toMatchObject({ unit_id: 4, units_below: 5, open_records: [], people: 0 });
    expect((await ask('northern', 'GET', '/api/admin/units/3/touched')).body.kind).toBe(
      'not-found',
    );
  });

  it('looks at a file before it is brought in', async () => {
    const more = `${csv}\n640502104209,新村,640502104999,village\n640502104203,凯歌村,${csv.match(/镇罗村,(\d+)/)![1]},village`;
    const file = { csv: more, from_day: '2010-05-01' };
    const looked = await post('admin', 'import', { ...file, check: true });
    expect(looked.body).toMatchObject({ added: 1, bad: [{ row: 7 }] });
    expect(await search('凯歌')).toEqual([]);
    const import_id = '00000000-0000-4000-8000-00000000000a';
    expect((await post('admin', 'import', { ...file, import_id })).body).toMatchObject({
      added: 1,
    });
    expect(await search('凯歌')).toEqual(['凯歌村']);
    const over = await ask('admin', 'GET', `/api/admin/units/imports/${import_id}`);
    expect(over.body.kind).toBe('not-found');
  });
});
