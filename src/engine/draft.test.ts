import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paragraphChanges } from './draft-difference.ts';
import { looksOf, lookedAt, unboundNumbers } from './draft-looks.ts';
import type { LookFigure } from './draft-looks.ts';
import { printedPieces, printSlot } from './draft-print.ts';
import {
  assembleDraft,
  blockKinds,
  isPeriodInYear,
  orderBetween,
  partsOfDraft,
  shownWays,
  tidyPieces,
  wantedBy,
  wantedKey,
} from './draft.ts';
import type { Draft, DraftPart, DraftPiece, DraftSlot, Frame } from './draft.ts';

const frame: Frame = { unit_id: 1, year: 2009, cutoff: '2009-12-31' };
const slot = (rest: Partial<DraftSlot> = {}): DraftSlot => ({
  slot: 's1',
  indicator: 'mediated',
  show: 'value',
  print: { style: 'exact', step: null },
  drafted: 4127,
  ...rest,
});
const figure = (rest: Partial<LookFigure> = {}): LookFigure => ({
  kind: 'flow',
  money: false,
  counter: { en: 'disputes', zh: '件' },
  value: 4127,
  numerator: null,
  denominator: null,
  last_year: 4000,
  target: null,
  reported: true,
  ...rest,
});
const draftOf = (pieces: readonly DraftPiece[], rest: object = {}): Draft =>
  assembleDraft([
    {
      part: 'head',
      version: 1,
      by: null,
      at: '',
      content: { state: 'writing', cutoff: frame.cutoff, edition: null },
    },
    {
      part: 'section/m',
      version: 1,
      by: null,
      at: '',
      content: {
        order: 1,
        heading: { en: 'M', zh: '调解' },
        line: null,
        unit_id: null,
        owner: null,
        due_on: null,
        state: 'open',
      },
    },
    {
      part: 'block/b',
      version: 2,
      by: null,
      at: '',
      content: { section: 'm', order: 1, kind: 'figures', text: { zh: pieces }, ...rest },
    },
  ])!;

const key = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const text = fc.string({ maxLength: 12 });
const anySlot: fc.Arbitrary<DraftSlot> = fc.record(
  {
    slot: key,
    indicator: key,
    show: fc.constantFrom(...shownWays),
    print: fc.record({
      style: fc.constantFrom('exact' as const, 'over' as const),
      step: fc.constantFrom(null, 10),
    }),
    period: fc.constant('01-01..09-30'),
    unit_id: fc.integer({ min: 1, max: 9 }),
    drafted: fc.option(fc.integer()),
  },
  { requiredKeys: ['slot', 'indicator', 'show', 'print', 'drafted'] },
);
const pieces = fc.array(fc.oneof(text, anySlot), { maxLength: 5 });
const who = fc.option(fc.record({ id: key, name: text }));
const kept = { version: fc.integer({ min: 1 }), by: who, at: text };
const anyDraft: fc.Arbitrary<DraftPart[]> = fc
  .uniqueArray(key, { minLength: 1, maxLength: 4 })
  .chain((sections) =>
    fc.tuple(
      ...sections.map((name) =>
        fc.tuple(
          fc.record({
            part: fc.constant(`section/${name}`),
            ...kept,
            content: fc.record({
              order: fc.integer(),
              heading: fc.record({ en: text, zh: text }),
              line: fc.option(key),
              unit_id: fc.option(fc.nat()),
              owner: fc.constant(null),
              due_on: fc.constant(null),
              state: fc.constant('open' as const),
            }),
          }),
          fc.array(
            fc.record({
              ...kept,
              content: fc.record({
                section: fc.constant(name),
                order: fc.integer(),
                kind: fc.constantFrom(...blockKinds),
                text: fc.record({ zh: pieces, en: pieces }, { requiredKeys: [] }),
              }),
            }),
            { maxLength: 3 },
          ),
        ),
      ),
    ),
  )
  .map((sections) => [
    {
      part: 'head',
      version: 1,
      by: null,
      at: 'x',
      content: { state: 'writing', cutoff: '2009-11-30', edition: null },
    },
    ...sections.flatMap(([section, blocks], i) => [
      section,
      ...blocks.map((block, j) => ({ ...block, part: `block/b${i}x${j}` })),
      {
        part: `comment/c${i}`,
        version: 3,
        by: null,
        at: 'y',
        content: { section: section.part.slice(8), text: '看' },
      },
    ]),
  ]);

it('taken apart and put together again, a draft loses nothing, in whatever order its parts come', () => {
  fc.assert(
    fc.property(anyDraft, fc.integer(), (parts, seed) => {
      const draft = assembleDraft(parts)!;
      const again = JSON.parse(JSON.stringify(partsOfDraft(draft))) as DraftPart[];
      const shuffled = again.toSorted(
        (a, b) => ((a.part.length * seed) % 7) - ((b.part.length * seed) % 7),
      );
      expect(assembleDraft(shuffled)).toEqual(JSON.parse(JSON.stringify(draft)));
      // Nothing was left out on the way in, either.
      const byName = (a: DraftPart, b: DraftPart) => (a.part < b.part ? -1 : 1);
      expect(partsOfDraft(draft).toSorted(byName)).toEqual(parts.toSorted(byName));
    }),
  );
});

it('what was taken out is not there, and without a head there is no draft', () => {
  expect(assembleDraft([])).toBeNull();
  const [head, section, block] = partsOfDraft(draftOf(['文']));
  expect(
    assembleDraft([head!, section!, { ...block!, content: null }])!.sections[0]!.blocks,
  ).toEqual([]);
});

it('tidied pieces say the same and have no two texts side by side', () => {
  fc.assert(
    fc.property(pieces, (some) => {
      const tidy = tidyPieces(some);
      const words = (all: readonly DraftPiece[]) =>
        all.map((one) => (typeof one === 'string' ? one : `<${one.slot}>`)).join('');
      expect(words(tidy)).toBe(words(some));
      for (const [i, one] of tidy.entries()) {
        expect(one).not.toBe('');
        expect(typeof one === 'string' && typeof tidy[i + 1] === 'string').toBe(false);
      }
    }),
  );
});

it('a period of its own never goes beyond the day to which the summary counts', () => {
  expect(wantedBy(slot(), { ...frame, cutoff: '2009-11-30' })).toEqual({
    unit_id: 1,
    indicator: 'mediated',
    from: '2009-01-01',
    to: '2009-11-30',
  });
  expect(wantedBy(slot({ period: '01-01..09-30', unit_id: 7 }), frame)).toMatchObject({
    unit_id: 7,
    to: '2009-09-30',
  });
  expect(
    ['01-01..09-30', '01-01..13-01', '09-30..01-01', '01-01..09-30x', ''].map(isPeriodInYear),
  ).toEqual([true, false, false, false, false]);
});

it('there is always a place between two', () => {
  expect([
    orderBetween(undefined, undefined),
    orderBetween(1, undefined),
    orderBetween(undefined, 1),
    orderBetween(1, 2),
  ]).toEqual([1, 2, 0, 1.5]);
});

it('prints each way of showing truthfully, and says where there is nothing', () => {
  const print = (
    show: DraftSlot['show'],
    of: Partial<LookFigure> = {},
    language: 'zh' | 'en' = 'zh',
  ) => printSlot(slot({ show }), figure(of), language, figure({ value: 8254 })).printed;
  expect(print('value')).toBe('4127');
  expect(print('last_year')).toBe('4000');
  expect(print('change')).toBe('增加127件');
  expect(print('change', { value: 3900 }, 'en')).toBe('100 disputes fewer');
  expect(print('change', { value: 4000 })).toBe('持平');
  expect(print('change_percent')).toBe('增长3.2%');
  expect(print('change_percent', { value: 3000 })).toBe('下降25%');
  expect(print('change_percent', { last_year: 0 })).toBe('（上年未报）');
  expect(print('change_percent', { value: null })).toBe('（未报）');
  expect(print('share')).toBe('50%');
  expect(print('value', { value: null }, 'en')).toBe('not reported');
  const rate = {
    kind: 'rate',
    value: 45.806,
    numerator: 213,
    denominator: 465,
    last_year: 40,
    target: { goal: 60, goal_in: 'percent' as const, gap: 66 },
  };
  expect(
    ['value', 'numerator', 'denominator', 'gap', 'target', 'change'].map((show) =>
      print(show as never, rate),
    ),
  ).toEqual(['45.8%', '213', '465', '66', '60%', '提高5.8个百分点']);
  const money = { money: true, value: 1_458_000, counter: { en: 'yuan', zh: '元' } };
  expect(print('value', money)).toBe('14580');
});

it('rounds only where that is true, and keeps 以上 behind its counter', () => {
  const over = (step: number, rest: object = {}) =>
    printSlot(slot({ print: { style: 'over', step, ...rest } }), figure(), 'zh');
  expect(over(1000)).toEqual({ printed: '4000余', shown: 4127, rounded: true });
  expect(over(10_000)).toEqual({ printed: '4127', shown: 4127, rounded: false });
  expect(over(1000, { over_word: '以上' }).printed).toBe('4000件以上');
});

it('begins an English sentence with a capital, and no other number', () => {
  const printed = printedPieces(
    [slot(), ' were settled. ', slot({ slot: 's2' }), ' of ', slot({ slot: 's3' })],
    'en',
    () => 'more than 4,000',
  );
  expect(printed.map((one) => (typeof one === 'string' ? one : one.printed))).toEqual([
    'More than 4,000',
    ' were settled. ',
    'More than 4,000',
    ' of ',
    'more than 4,000',
  ]);
});

it('finds what wants a look: moved, not reported, told otherwise, typed, far from last year, carried', () => {
  const other = slot({ slot: 's2', indicator: 'silent', drafted: null });
  const draft = draftOf(['调解', slot({ drafted: 4000 }), '件，培训300人次，', other], {
    carried_from: 2008,
  });
  const wanted = wantedKey(wantedBy(slot(), frame));
  const figures = new Map([
    [wanted, figure({ last_year: 1000 })],
    [wantedKey(wantedBy(other, frame)), figure({ value: null, last_year: null, reported: false })],
  ]);
  const looks = looksOf(draft, figures, new Map([[wanted, 4100]]), frame, 'zh');
  expect(looks.map((look) => look.kind)).toEqual([
    'changed',
    'told_otherwise',
    'far',
    'not_reported',
    'unbound',
    'carried',
  ]);
  expect(looks.find((look) => look.kind === 'unbound')!.number).toMatchObject({
    printed: '300',
    piece: 2,
  });
  // Looked at, it is not asked again; and nothing else of the block changes.
  const block = draft.sections[0]!.blocks[0]!;
  const seen = {
    ...draft,
    sections: [
      { ...draft.sections[0]!, blocks: [{ ...block, ...lookedAt(block, figures, frame) }] },
    ],
  };
  expect(looksOf(seen, figures, new Map(), frame, 'zh').map((look) => look.kind)).toEqual([
    'far',
    'not_reported',
    'unbound',
    'carried',
  ]);
});

it('a number that is bound is never called typed by hand', () => {
  expect(unboundNumbers(['调解', slot(), '件，其中', slot({ slot: 's2' }), '件'], 'zh')).toEqual(
    [],
  );
  expect(unboundNumbers(['the “six haves” and 12 more'], 'en').map((one) => one.printed)).toEqual([
    '12',
  ]);
});

it('tells which paragraphs read otherwise, whatever their numbers stood at', () => {
  const before = draftOf(['调解', slot(), '件']);
  expect(paragraphChanges(before, draftOf(['调解', slot({ drafted: 1 }), '件']), 'zh')).toEqual([]);
  expect(paragraphChanges(before, draftOf(['化解', slot(), '件']), 'zh')).toHaveLength(1);
  const [taken] = paragraphChanges(before, { sections: [] }, 'zh');
  expect(taken).toMatchObject({ block: 'b', after: [] });
});
