import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narrow, readWhole, readYuan, writeYuan } from './typed-value.ts';

const value = (typed: string) => {
  const reading = readYuan(typed);
  return reading.ok ? reading.value : 'refused';
};

describe('money', () => {
  it('is kept in fen, whatever way it is typed', () => {
    expect(value('3000')).toBe(300_000);
    expect(value('3,000.5')).toBe(300_050);
    expect(value('３０００．５０元')).toBe(300_050);
    expect(value('¥0.07')).toBe(7);
    expect(value('1.5万')).toBe(1_500_000);
    expect(value('')).toBeNull();
  });
  it('does not suffer from binary fractions', () => expect(value('1.15')).toBe(115));
  it('refuses what is no sum', () => {
    expect(value('3千5')).toBe('refused');
    expect(value('1.005')).toBe('refused');
    expect(value('-5')).toBe('refused');
  });
  it('comes back as it was', () => {
    const fen = fc.integer({ min: 0, max: 100_000_000_000_00 });
    fc.assert(
      fc.property(fen, (one) => {
        expect(value(writeYuan(one))).toBe(one);
      }),
    );
  });
});

describe('whole numbers', () => {
  it('take full-width digits and a counter', () => {
    expect(readWhole('１２人')).toEqual({ ok: true, value: 12 });
    expect(readWhole('1,200')).toEqual({ ok: true, value: 1200 });
  });
  it('refuse halves', () => expect(readWhole('1.5').ok).toBe(false));
});

it('narrows Chinese punctuation', () => expect(narrow('２００９。９。４')).toBe('2009.9.4'));
