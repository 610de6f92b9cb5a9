import { afterEach, describe, expect, it } from 'vitest';
import {
  inTreeOrder,
  isValidOn,
  learnCodes,
  nationalCode,
  ownCode,
  shippedOf,
  withBelow,
} from './code-book.ts';
import type { OwnCode } from './code-book.ts';
import { code, codeList, codes, labelOf } from './field.ts';
import { parseValue } from './value.ts';

const kinds = codeList('kind', { en: 'Kind', zh: '类型' }, [
  ['land', 'Land', '土地'],
  ['family', 'Family', '家庭'],
]);
const tops = { ...codeList('top', { en: 'Top', zh: '大类' }, []), tops_of: kinds };
const own = (rest: Partial<OwnCode>): OwnCode => ({
  list: 'kind',
  code: 'land.canal',
  parent: 'land',
  label_en: 'Canal',
  label_zh: '水渠',
  valid_from: null,
  valid_to: null,
  source: null,
  ...rest,
});
const learn = (...rows: OwnCode[]) => learnCodes([kinds, tops], rows);
afterEach(() => learn());

describe('codes of the office', () => {
  it('stand below their parent and say so in their spelling', () => {
    learn(own({}), own({ code: 'land.canal.gate', parent: 'land.canal', label_zh: '闸口' }));
    expect(inTreeOrder(kinds.codes).map((one) => one.code)).toEqual([
      'land',
      'land.canal',
      'land.canal.gate',
      'family',
    ]);
    expect(withBelow(kinds, ['land'])).toEqual(['land', 'land.canal', 'land.canal.gate']);
    expect(nationalCode(ownCode('land.canal', 'gate'))).toBe('land');
    expect(labelOf(kinds, 'land.canal').zh).toBe('水渠');
  });

  it('are forgotten with the next learning, and shipped ones never', () => {
    learn(own({}), own({ code: 'land', parent: null, label_en: 'Fields', label_zh: '田地' }));
    expect(labelOf(kinds, 'land').zh).toBe('田地');
    expect(tops.codes.map((one) => one.label.zh)).toEqual(['田地', '家庭']);
    learn();
    expect(labelOf(kinds, 'land').zh).toBe('土地');
    expect(kinds.codes).toEqual(shippedOf(kinds));
    expect(kinds.codes).toHaveLength(2);
  });
});

describe('a code that has ended', () => {
  const one = code('Kind', '类型', kinds);
  const several = codes('Kinds', '类型', kinds);
  const ended = own({ code: 'family', parent: null, label_zh: '家庭', valid_to: '2010-06-30' });

  it('is valid up to and on its last day', () => {
    learn(ended);
    const family = kinds.codes.find((each) => each.code === 'family')!;
    expect(isValidOn(family, '2010-06-30')).toBe(true);
    expect(isValidOn(family, '2010-07-01')).toBe(false);
    expect(isValidOn({ ...family, valid_from: '2010-01-01' }, '2009-12-31')).toBe(false);
  });

  it('cannot be chosen anew, and stays where it stands', () => {
    learn(ended);
    const after = { today: '2010-07-01', before: null };
    expect(parseValue(one, 'family', after)).toMatchObject({
      message: { zh: '“家庭”已于2010-06-30停用，不能新选，请另选。' },
    });
    expect(parseValue(several, ['family'], after)).toHaveProperty('message');
    expect(parseValue(one, 'family', { ...after, before: 'family' })).toEqual({ value: 'family' });
    expect(parseValue(several, ['land', 'family'], { ...after, before: ['family'] })).toEqual({
      value: ['family', 'land'],
    });
    expect(parseValue(one, 'family', { today: '2010-06-30', before: null })).toEqual({
      value: 'family',
    });
  });
});
