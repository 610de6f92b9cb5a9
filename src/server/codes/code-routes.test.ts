import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kindOf } from '#lines/mediation/codes.ts';
import { mediation } from '#lines/mediation/line.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { foldPages } from '../ledger/fold.ts';
import { closePage } from '../ledger/page.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { followSettings } from '../follow-settings.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await serveWorld([mediation]);
}, 60_000);
afterAll(() => world.end());

const hall = {
  list: 'contact_way',
  parent: 'visit',
  code: 'hall',
  label_en: 'At the service hall',
  label_zh: '大厅来访',
  source: '卫司发〔2010〕2号',
};
const add = async (who: string, body: object) =>
  (await world.ask(who, 'POST', '/api/admin/codes', { payload: body })).json();
const change = async (list: string, code: string, body: object, who = 'system') =>
  (await world.ask(who, 'PUT', `/api/admin/codes/${list}/${code}`, { payload: body })).json();
const cameIn = (how: string) =>
  world.write('director', 'contact', 'write_down', {
    who: '赵玉兰',
    how,
    came_on: '2012-05-30',
    matter: 'question',
    about: '浇水',
  });

describe('a code of the office', () => {
  it('is for the system administrator, below a code that is there, of a list that is open', async () => {
    expect((await add('director', hall)).kind).toBe('not-allowed');
    expect((await add('system', { ...hall, parent: 'nowhere' })).kind).toBe('not-found');
    expect((await add('system', { ...hall, list: 'dispute_kind', parent: 'land' })).kind).toBe(
      'not-found',
    );
    expect((await add('system', { ...hall, list: 'sex', parent: 'male' })).detail.en).toContain(
      'Rules of the work hang on each code',
    );
    expect((await add('system', { ...hall, code: 'Ä;' })).status).toBe(422);
    expect((await cameIn('visit.hall')).statusCode).toBe(422);
    expect((await add('system', hall)).codes).toMatchObject([{ code: 'visit.hall' }]);
    expect((await add('system', hall)).kind).toBe('duplicate');
  });

  it('is written, found below its parent, named, and counted as its parent', async () => {
    expect((await cameIn('visit.hall')).json().answers[0].lines[0].facets).toEqual({
      how: 'visit',
    });
    await cameIn('visit');
    await cameIn('telephone');
    const found = await world.ask('director', 'GET', '/api/records/contact?filter.how=visit');
    expect(found.json().records).toHaveLength(2);
    const own = await world.ask('director', 'GET', '/api/records/contact?filter.how=visit.hall');
    expect(own.json().records).toHaveLength(1);
    const csv = await world.ask('director', 'GET', '/api/records/contact/export.csv?lang=zh');
    expect(csv.payload).toContain('大厅来访');
    await closePage(world.owner);
    await foldPages(world.owner);
    const figure = mediation.indicators.find(
      (one) => one.kind === 'flow' && one.count.measure === 'contacts',
    )!;
    const url = `/api/figures/${figure.name}?from=2012-01-01&to=2012-12-31`;
    const { facets } = (await world.ask('director', 'GET', url)).json();
    expect(
      facets[0].rows.map((row: { code: string; value: number }) => [row.code, row.value]),
    ).toEqual([
      ['visit', 2],
      ['telephone', 1],
    ]);
    expect((await verifyLedger(world.owner, world.book)).mismatches).toEqual([]);
  });

  it('of disputes rolls up whatever stands between', () => {
    expect(kindOf('land.canal')).toBe('land');
    expect(kindOf('irrigation.canal')).toBe('land');
    expect(kindOf('bride_price')).toBe('family');
    expect(kindOf('nonsense')).toBe('other');
  });
});

describe('an end', () => {
  it('holds for what comes, and leaves what stands', async () => {
    const written = (await cameIn('letter')).json().answers[0];
    const labels = { label_en: 'Wrote', label_zh: '来信' };
    const ended = await change('contact_way', 'letter', { ...labels, valid_to: '2020-12-31' });
    expect(ended.codes).toContainEqual(expect.objectContaining({ code: 'letter', parent: null }));
    const refused = (await cameIn('letter')).json();
    expect(refused.issues[0]).toMatchObject({
      field: 'how',
      message: { zh: '“来信”已于2020-12-31停用，不能新选，请另选。' },
    });
    const still = await world.write(
      'director',
      'contact',
      'change',
      { how: 'letter', about: '浇水次序' },
      { id: written.id, expected_version: 1 },
    );
    expect(still.statusCode).toBe(200);
    await change('contact_way', 'letter', { ...labels, valid_to: null });
    expect((await cameIn('letter')).statusCode).toBe(200);
  });

  it('is never that of the last code, nor before the beginning', async () => {
    const close = (code: string) =>
      change('assessed_subject', code, {
        label_en: 'x',
        label_zh: 'x',
        valid_to: '2020-12-31',
      });
    expect((await close('committee')).kind).toBe('wrong-state');
    const turned = {
      label_en: 'x',
      label_zh: 'x',
      valid_from: '2020-02-01',
      valid_to: '2020-01-01',
    };
    expect((await change('contact_way', 'visit', turned)).kind).toBe('invalid');
    expect((await change('contact_way', 'visit', turned, 'county')).kind).toBe('not-allowed');
  });
});

it('travels to the browser once, and again only when it changed', async () => {
  const first = await world.ask('director', 'GET', '/api/codes');
  expect(first.json().codes.length).toBeGreaterThan(0);
  const tag = String(first.headers['etag']);
  const again = await world.ask('director', 'GET', '/api/codes', {
    headers: { 'if-none-match': tag },
  });
  expect(again.statusCode).toBe(304);
  const labels = { label_en: 'Online', label_zh: '网络来访' };
  await change('contact_way', 'online', labels);
  const changed = await world.ask('director', 'GET', '/api/codes', {
    headers: { 'if-none-match': tag },
  });
  expect(changed.statusCode).toBe(200);
  expect((await world.ask(null, 'GET', '/api/codes')).statusCode).toBe(401);
});

it('reaches another process that listens', async () => {
  const ways = world.book.codes.find((list) => list.name === 'contact_way')!;
  const following = await followSettings(world, () => undefined);
  await world.owner.query(
    `insert into code (list, code, parent, label_en, label_zh) values ('contact_way', 'visit.desk', 'visit', 'Desk', '窗口')`,
  );
  await expect.poll(() => ways.codes.some((one) => one.code === 'visit.desk')).toBe(true);
  following.stop();
});
