import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FreshDatabase } from '#testing/database.ts';
import { freshDatabase } from '#testing/database.ts';
import { readDivisions } from './division-rows.ts';
import { importDivisions } from './divisions.ts';
import { renameUnit } from './tree.ts';
import { Book } from '#engine/line.ts';

const head = 'code,name,parent_code,level';
const city = `640500000000,中卫市,640000000000,city`;
const good = [
  head,
  '640502104201,镇罗村,640502104000,village',
  city,
  '640502000000,沙坡头区,640500000000,county',
  '640502104000,镇罗镇,640502000000,township',
  '640502104001,长安居委会,640502104000,village',
  '640502104498,工业园区虚拟社区,640502104000,village',
  '640502104598,种羊场虚拟生活区,640502104000,village',
  '',
].join('\r\n');

let database: FreshDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.close());
const bring = (csv: string, from_day = '2000-01-01') =>
  importDivisions(database.owner, csv, { from_day });
const everything = async () =>
  (
    await database.owner
      .query(`select (select json_agg(u order by id) from unit u) as units, (select json_agg(p order by
        id) from unit_place p) as places,
    (select json_agg(n order by id) from unit_name n) as names, (select json_agg(k order by k) from
      unit_key k) as keys`)
  ).rows[0];

describe('importDivisions', () => {
  it('brings in rows in any order and tells villages from communities', async () => {
    expect(await bring(`\uFEFF${good}`)).toEqual({ rows: 7, added: 7, unchanged: 0, bad: [] });
    const { rows } = await database.owner.query(
      'select code, kind, name_en, sort_key, path from unit order by code',
    );
    expect(rows.map((row) => [row.code.slice(-3), row.kind])).toEqual([
      ['000', 'city'], ['000', 'county'], ['000', 'township'], ['001', 'community'], ['201', 'village'], ['498', 'community'], ['598', 'body'],
    ]); // prettier-ignore
    expect(rows[2]).toMatchObject({ name_en: 'Zhenluo Town', sort_key: 'zhen luo zhen' });
  });

  it('changes nothing the second time, nor when a renamed unit comes under its old name', async () => {
    await bring(good);
    const before = await everything();
    expect(await bring(good, '2010-01-01')).toEqual({ rows: 7, added: 0, unchanged: 7, bad: [] });
    expect(await everything()).toEqual(before);
    const { rows } = await database.owner.query(`select id from unit where name = '镇罗镇'`);
    const tree = {
      owner: database.owner,
      book: new Book([]),
      actor: null,
      now: '2010-06-01T00:00:00.000Z',
    };
    await renameUnit(tree, { unit_id: rows[0].id, name: '新罗镇', from_day: '2010-01-01' });
    expect(await bring(good)).toMatchObject({ added: 0, unchanged: 7, bad: [] });
  });

  it('warns of another name or parent and leaves the unit alone', async () => {
    await bring(good);
    const done = await bring(
      [
        head,
        '640502104000,别名镇,640502000000,township',
        '640502104201,镇罗村,640502000000,village',
      ].join('\n'),
    );
    expect(done).toMatchObject({ added: 0, unchanged: 0 });
    expect(
      done.bad.map(({ row, issues }) => [row, issues.map((issue) => [issue.field, issue.warning])]),
    ).toEqual([
      [2, [['name', true]]],
      [3, [['parent_code', true]]],
    ]);
  });

  it('keeps good rows and tells of each bad one', async () => {
    const done = await bring(
      [
        head, city, '640502000000,沙坡头区,640500000000,county', '640502000000,又一个,640500000000,county',
        '6.40502E+11,取整镇,640502000000,township', '640502105000,,640502000000,township', '640502106000,永康镇,640502000000,镇',
        '640502107000,常乐镇,640599000000,township', '640502107201,常乐村,640502107000,village', '640521000000,中宁县,640502000000,county',
        '640502108,迎水桥镇,640502,township', '650000000000,别的市,,city',
      ].join('\n'),
    ); // prettier-ignore
    expect(done).toMatchObject({ rows: 11, added: 3 });
    expect(done.bad.map(({ row, issues }) => [row, issues[0]!.field])).toEqual([
      [4, 'code'], [5, 'code'], [6, 'name'], [7, 'level'], [8, 'parent_code'], [9, 'parent_code'], [10, 'parent_code'], [12, 'parent_code'],
    ]); // prettier-ignore
    for (const { issues } of done.bad)
      for (const { message } of issues) expect(message.en && message.zh).toBeTruthy();
  });

  it('refuses a file that is none', () => {
    expect(() => readDivisions('a,b\n1,2')).toThrow('parent_code');
    expect(() => readDivisions('')).toThrow('code');
  });

  it('brings in twenty thousand rows at once', async () => {
    const lines = [head, city, '640502000000,沙坡头区,640500000000,county'];
    for (let t = 0; t < 100; t++) {
      lines.push(`640502${100 + t}000,镇${t},640502000000,township`);
      for (let v = 0; v < 199; v++)
        lines.push(`640502${100 + t}${200 + v},村${t}之${v},640502${100 + t}000,village`);
    }
    expect(await bring(lines.join('\n'))).toMatchObject({ added: 20_002, bad: [] });
    const { rows } = await database.owner.query(
      `select count(*)::int as n from unit c join unit p on p.id = c.parent_id where c.path = p.path || c.id || '.'`,
    );
    expect(rows[0].n).toBe(20_001);
  }, 60_000);
});
