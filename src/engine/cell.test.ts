import { expect, it } from 'vitest';
import { readCell } from './cell.ts';
import type { Cell } from './cell.ts';
import { code, codeList, codes, day, instant, integer, line, link, money, yesNo } from './field.ts';
import type { Field } from './field.ts';

const kinds = codeList('kinds', { en: 'Kind', zh: '类型' }, [
  ['neighbour', 'Neighbours', '邻里'],
  ['land', 'Forest and land', '山林土地'],
  ['land_contract', 'Land contract', '土地承包流转'],
  ['labour', 'Other labour', '其他劳动争议'],
]);
const kind = code('Kind', '类型', kinds);

it.each<[string, Field, Cell, unknown]>([
  ['a day as Excel counts', day('Day', '日期'), 39_874, '2009-03-02'],
  ['the same as text', day('Day', '日期'), '39874', '2009-03-02'],
  ['a day with its time', day('Day', '日期'), 39_874.75, '2009-03-02'],
  ['a day run together', day('Day', '日期'), 20_090_302, '2009-03-02'],
  ['a day in Chinese', day('Day', '日期'), '２００９年3月2日', '2009-03-02'],
  ['a day with dots', day('Day', '日期'), '2009.3.2', '2009-03-02'],
  ['a moment', instant('At', '时间'), '2009-03-02 14:30', '2009-03-02T06:30:00.000Z'],
  ['yuan', money('Amount', '金额'), 1234.56, 123_456],
  ['yuan that no machine holds exactly', money('Amount', '金额'), 1.1, 110],
  ['yuan as text', money('Amount', '金额'), '￥1,234.5元', 123_450],
  ['people', integer('People', '人数'), '3人', 3],
  ['a telephone that Excel took for a number', line('T', '电话'), 13_900_000_002, '13900000002'],
  ['yes', yesNo('Seal', '印章'), '√', true],
  ['no', yesNo('Seal', '印章'), '无', false],
  ['a code by its label', kind, ' 邻里 ', 'neighbour'],
  ['a code with the word behind it', kind, '邻里纠纷', 'neighbour'],
  ['a code in English', kind, 'forest and land', 'land'],
  ['a code by itself', kind, 'labour', 'labour'],
  ['a code by a part that one label has', kind, '劳动争议', 'labour'],
  ['several codes', codes('Kinds', '类型', kinds), '邻里、其他劳动争议', ['neighbour', 'labour']],
  ['nothing', kind, '  ', null],
])('reads %s', (_, field, cell, value) => expect(readCell(field, cell)).toEqual({ value }));

it.each<[string, Field, Cell]>([
  ['a day that is none', day('Day', '日期'), '2009-02-30'],
  ['a day without its year', day('Day', '日期'), '3月2日'],
  ['a number that Excel has rounded', line('ID', '身份证号'), 640_502_196_504_180_000_000],
  ['less than a fen', money('Amount', '金额'), 0.001],
  ['half a person', integer('People', '人数'), 2.5],
  ['perhaps', yesNo('Seal', '印章'), '也许'],
  ['a code that could be two', kind, '土地'],
  ['a code that is none', kind, '天气'],
])('refuses %s in both languages', (_, field, cell) => {
  const reading = readCell(field, cell);
  expect(reading).toHaveProperty('message.en', expect.stringMatching(/\w/));
  expect(reading).toHaveProperty('message.zh', expect.stringMatching(/\p{Script=Han}/u));
});

it('never takes a mask for a number, and leaves names to be looked up', () => {
  const telephone = line('Telephone', '电话', { private: true });
  expect(readCell(telephone, '138****5678')).toMatchObject({ value: null, warning: {} });
  expect(readCell(link('Committee', '调委会', 'committee'), ' 镇罗村 ')).toEqual({
    look_up: '镇罗村',
  });
});
