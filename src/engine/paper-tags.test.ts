import { describe, expect, it } from 'vitest';
import { loan, stand, umbrellaLending } from '#testing/umbrella-lending.ts';
import { Book } from './line.ts';
import { findTag, holds, tagsOf } from './paper-tags.ts';
import type { Row, Surroundings } from './paper-tags.ts';

const book = new Book([umbrellaLending]);
const tags = tagsOf(book, loan);
const row: Row = {
  id: 'a',
  number: '（2009）借字第1号',
  stand_id: 'north',
  stand_size: 'large',
  lent_on: '2009-09-01',
  returned_on: null,
  fine: 300_005,
  rained: false,
  note: '第一行\n第二行',
  borrowers: [{ name: '张三', telephone: '13812345678' }, { name: '𠮷田' }],
  state: 'lent',
  unit_id: 4,
};
const around = (language: 'zh' | 'en'): Surroundings => ({
  language,
  links: new Map([['north', { type: stand, record: { name: '北门', size: 'large' } as never }]]),
  people: {},
  units: new Map([[4, { en: 'Zhenluo', zh: '镇罗镇' }]]),
  paper: { en: 'Slip', zh: '借条' },
  today: '2009-09-04',
  made_by: '王建国',
  file: [],
  together: [row as never, { ...row, fine: 95 } as never],
});
const text = (name: string, language: 'zh' | 'en' = 'zh') =>
  findTag([tags], name)!.tag.text(row, around(language));
const stands = (name: string) => holds(findTag([tags], name)!, row, around('zh'));

describe('the tags of a record type', () => {
  it('are named as the field is on the screen, or by its key', () => {
    expect([text('借出日期'), text('lent_on'), text('lent_on', 'en')]).toEqual([
      '2009年9月1日',
      '2009年9月1日',
      '1 September 2009',
    ]);
    expect(findTag([tags], ' 借出日期 ')?.tag.en).toBe('lent_on');
    for (const name of ['没有的', 'constructor', 'toString', '__proto__', ''])
      expect(findTag([tags], name)).toBeNull();
  });

  it('write values as people do, and nothing where there is nothing', () => {
    expect(text('罚金')).toBe('3000.05元');
    expect(text('fine', 'en')).toBe('3,000.05 yuan');
    expect(text('罚金大写')).toBe('叁仟元零伍分');
    expect(text('罚金合计')).toBe('3001元');
    expect(text('归还日期')).toBe('');
    expect(text('下雨了吗')).toBe('否');
    expect(text('备注')).toBe('第一行\n　　第二行');
    expect(text('勾选大小')).toBe('□小　☑大');
    expect(text('所在单位')).toBe('镇罗镇');
  });

  it('reach into what is linked, and into lists', () => {
    expect([text('伞架'), text('伞架的名称'), text('stand.size', 'en')]).toEqual([
      '北门伞架',
      '北门',
      'Large',
    ]);
    expect(text('借伞人')).toBe('张三、𠮷田');
    const { tag } = findTag([tags], '借伞人')!;
    const names = findTag([tag.tags!, tags], '姓名')!.tag;
    expect(tag.rows!(row, around('zh')).map((one) => names.text(one, around('zh')))).toEqual([
      '张三',
      '𠮷田',
    ]);
    expect(findTag([tags], '姓名')).toBeNull();
    expect(findTag([tag.tags!], '电话')?.tag.opens).toBe('borrowers.telephone');
  });

  it('are conditions: whether there is something, nothing, or one code', () => {
    expect([
      stands('借出日期'),
      stands('归还日期'),
      stands('没有归还日期'),
      stands('no returned_on'),
    ]).toEqual([true, false, true, true]);
    expect([stands('下雨了吗'), stands('没有下雨了吗')]).toEqual([false, true]);
    expect([stands('借伞人'), stands('没有借伞人')]).toEqual([true, false]);
    expect([
      stands('大小=大'),
      stands('大小＝小'),
      stands('没有大小=大'),
      stands('stand_size=large'),
    ]).toEqual([true, false, false, true]);
    expect(findTag([tags], '大小=中')).toBeNull();
    expect(findTag([tags], '没有没有归还日期')).toBeNull();
  });
});
