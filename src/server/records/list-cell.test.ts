import { expect, it } from 'vitest';
import fc from 'fast-check';
import type { Field } from '#engine/field.ts';
import { dispute } from '#lines/mediation/dispute.ts';
import { readListCell, writeListCell } from './list-cell.ts';

const list = dispute.children.parties;
const plain = (_: Field, value: unknown) => value;
const first = { side: '申请人', name: '张三', telephone: '139****0000' };

it('reads back what it writes, in both languages', () => {
  const rows = [first, { side: '被申请人', name: '甲；乙公司', work: '两行\n的字' }];
  for (const language of ['zh', 'en'] as const)
    expect(readListCell(list, writeListCell(list, rows, language, plain))).toEqual(rows);
});

it('reads back any text that is not itself a label', () => {
  const text = fc.string({
    minLength: 1,
    unit: fc.constantFrom('张', 'a', '；', ';', '，', ' x', '0'),
  });
  const value = text.map((one) => one.trim()).filter((one) => one !== '');
  fc.assert(
    fc.property(fc.array(fc.record({ name: value, address: value }), { minLength: 1 }), (rows) => {
      const cell = writeListCell(list, rows, 'zh', plain);
      expect(readListCell(list, cell)).toEqual(rows);
    }),
  );
});

it('is not taken for a list when it is a name', () => {
  expect(readListCell(list, '张三、李四')).toBeNull();
});
