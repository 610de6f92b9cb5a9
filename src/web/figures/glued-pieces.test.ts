import { describe, expect, it } from 'vitest';
import { capitalised, gluedPieces } from './glued-pieces.ts';

const written = (pieces: readonly (string | { n: string })[]) =>
  gluedPieces(pieces).map((piece) =>
    'text' in piece ? piece.text : `<${piece.before}${piece.figure.n}${piece.after}>`,
  );

describe('gluedPieces', () => {
  it('keeps a bracket and a stop with the number', () =>
    expect(written(['and ', { n: '11' }, ' petitions (', { n: '324' }, ') were stopped.'])).toEqual(
      ['and ', '<11>', ' petitions ', '<(324)>', ' were stopped.'],
    ));
  it('keeps the Chinese counter with the number, also between two numbers', () =>
    expect(written(['自杀', { n: '9' }, '件', { n: '16' }, '人，防止'])).toEqual([
      '自杀',
      '<9件>',
      '<16人，>',
      '防止',
    ]));
  it('loses and doubles nothing', () => {
    const pieces = ['（', { n: '1' }, '）件（', { n: '2' }, '件次）。'];
    expect(written(pieces).join('').replaceAll(/[<>]/g, '')).toBe('（1）件（2件次）。');
  });
  it('leaves a sentence without numbers alone', () =>
    expect(written(['Nothing.'])).toEqual(['Nothing.']));
});

it('capitalised begins a sentence that begins with a number in words', () => {
  expect(capitalised('more than 4,000')).toBe('More than 4,000');
  expect(capitalised('4,127')).toBe('4,127');
});
