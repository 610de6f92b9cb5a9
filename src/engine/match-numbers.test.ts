import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printSlot } from './draft-print.ts';
import { allows, matchNumbers, printOf } from './match-numbers.ts';
import type { Candidate } from './match-numbers.ts';
import { findNumbers } from './numbers-in-prose.ts';

const counter = (zh: string) => ({ en: zh === '%' ? '%' : 'of them', zh });
const candidate = (
  indicator: string,
  en: string,
  zh: string,
  unit: string,
  shown: number | null,
  rest: Partial<Candidate> = {},
): Candidate => ({
  indicator,
  show: 'value',
  unit_id: 1,
  label: { en, zh },
  counter: counter(unit),
  shown,
  ...rest,
});
const figures = [
  candidate('mediated', 'Disputes mediated', '调解矛盾纠纷', '件', 4127),
  candidate('committees', 'Township and village committees', '乡镇、村调委会', '个', 465),
  candidate('committees_all', 'Committees of all kinds', '各类调解组织', '个', 465),
  candidate('standardised', 'Standardised committees', '规范化调委会', '个', 213),
  candidate('rate', 'Standardised committee rate', '规范化调委会创建率', '%', 45.8),
  candidate('trained', 'Mediators trained', '培训人民调解员', '人次', 960),
  candidate('amount', 'Subsidies paid', '以案定补发放金额', '元', 14_580),
  candidate('silent', 'Notarizations', '办理公证', '件', null),
];
const bound = (text: string, among: readonly Candidate[] = figures, language: 'zh' | 'en' = 'zh') =>
  matchNumbers(findNumbers(text, language), among, language).map(
    (one) => one.bound?.indicator ?? null,
  );

describe('words, unit of count and value together', () => {
  it.each([
    ['全市共调处矛盾纠纷4000余件', ['mediated']],
    ['全市共调处矛盾纠纷5000余件', [null]],
    ['全市共调处矛盾纠纷近5000件', [null]],
    ['全市共调处矛盾纠纷4100多件', ['mediated']],
    ['全市共调处矛盾纠纷约4127件', [null]],
    [
      '全市465个乡镇、村调委会按照标准，创建规范化调委会213个，创建率达到45.8%',
      ['committees', 'standardised', 'rate'],
    ],
    ['规范化调委会创建率45%以上', ['rate']],
    ['规范化调委会创建率46%', [null]],
    // 人次 and 名 are not the same people.
    ['培训人民调解员960人次', ['trained']],
    ['培训人民调解员960名', [null]],
    ['发放以案定补金额1.4万余元', ['amount']],
    // Not reported, masked: never bound.
    ['办理公证XX件', [null]],
    ['办理公证0件', [null]],
    // The words of another line of work.
    ['举办法制讲座465场次', [null]],
  ])('%s', (text, expected) => {
    expect(bound(text)).toEqual(expected);
  });

  it('the published English of 2009', () => {
    const text =
      "the city's 465 towns and villages transfer committees have created 213 standardized adjustment committees. The city has mobilized more than 4,000 contradictions and disputes.";
    expect(bound(text, figures, 'en')).toEqual(['committees', 'standardised', 'mediated']);
  });

  it('two that fit equally are both proposed, and neither is bound', () => {
    const twins = [
      candidate('a', 'A', '接待来访', '件', 300),
      candidate('b', 'B', '接待来访', '件', 300),
    ];
    const [match] = matchNumbers(findNumbers('接待来访300件', 'zh'), twins, 'zh');
    expect(match).toMatchObject({
      bound: null,
      proposals: [{ indicator: 'a' }, { indicator: 'b' }],
    });
  });

  it('a county’s number is only bound where the county is named', () => {
    const county = candidate('mediated', 'Disputes mediated', '调解矛盾纠纷', '件', 1800, {
      unit_id: 2,
      unit_name: { en: 'Shapotou District', zh: '沙坡头区' },
    });
    expect(bound('沙坡头区调解矛盾纠纷1800件', [county])).toEqual(['mediated']);
    expect(bound('中宁县调解矛盾纠纷1800件', [county])).toEqual([null]);
  });

  it('a period of the sentence asks for the figure of that period', () => {
    const autumn = { ...figures[0]!, period: '01-01..09-30', shown: 3003 };
    expect(bound('截至9月底，调解矛盾纠纷3003件', [figures[0]!, autumn])).toEqual(['mediated']);
    expect(bound('截至9月底，调解矛盾纠纷4127件', [figures[0]!, autumn])).toEqual([null]);
  });

  it('a comparison is bound to a figure that moved the same way', () => {
    const change = { ...figures[0]!, show: 'change_percent' as const, shown: -12.5 };
    expect(bound('调解矛盾纠纷比上年下降12.5%', [figures[0]!, change])).toEqual(['mediated']);
    expect(bound('调解矛盾纠纷比上年增长12.5%', [figures[0]!, change])).toEqual([null]);
  });
});

const value = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.integer({ min: 0, max: 99_999 }),
  fc.double({ min: 0, max: 100, noNaN: true }).map((n) => Math.round(n * 10) / 10),
);
const words = fc.constantFrom(
  '调解矛盾纠纷',
  '规范化调委会',
  '乡镇、村调委会',
  '培训人民调解员',
  '办理公证',
  '接待来访',
);
const written = fc.tuple(
  words,
  fc.constantFrom('', '近', '约'),
  value,
  fc.constantFrom('', '余', '多', '万', '万余', '余万', '%'),
  fc.constantFrom('', '件', '个', '人次', '名', '元'),
  fc.constantFrom('', '以上', '左右'),
);

it('never binds a number to a figure of which it is not true, beyond what its operator allows', () => {
  fc.assert(
    fc.property(
      fc.array(written, { minLength: 1, maxLength: 4 }),
      fc.array(fc.tuple(words, fc.constantFrom('件', '个', '人次', '%', '元'), fc.option(value)), {
        maxLength: 8,
      }),
      (sentence, kept) => {
        const text = sentence.map((one) => one.join('')).join('，');
        const among = kept.map(([label, unit, shown], i) =>
          candidate(`i${i}`, label, label, unit, shown),
        );
        for (const { number, bound: one } of matchNumbers(findNumbers(text, 'zh'), among, 'zh')) {
          if (!one) continue;
          expect(one.shown).not.toBeNull();
          const shown = one.shown!;
          // Said once more, without the code that decided it.
          if (number.style === 'exact') expect(shown).toBe(number.number);
          if (number.style === 'over') {
            expect(shown).toBeGreaterThan(number.number);
            expect(shown).toBeLessThan(number.number + number.step!);
          }
          if (number.style === 'nearly') {
            expect(shown).toBeLessThan(number.number);
            expect(shown).toBeGreaterThanOrEqual(number.number * 0.9);
          }
          expect(['exact', 'over', 'nearly']).toContain(number.style);
          expect(one.counter.zh === '%').toBe(number.counter === '%');
        }
      },
    ),
    { numRuns: 400 },
  );
});

it('what is bound prints the same words over the same value', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 11, max: 99_999 }),
      fc.constantFrom('4位', '余', '多', '近', '万余'),
      (n, how) => {
        const step = how === '万余' ? 10_000 : 10 ** (String(n).length - 1);
        const down = Math.floor(n / step) * step;
        const up = Math.ceil(n / step) * step;
        const said =
          how === '近'
            ? `近${up}`
            : how === '4位'
              ? String(n)
              : how === '万余'
                ? `${down / 10_000}万余`
                : `${down}${how}`;
        const [number] = findNumbers(`调解矛盾纠纷${said}件`, 'zh');
        if (!number || !allows(number, n)) return;
        const figure = {
          kind: 'flow',
          money: false,
          counter: counter('件'),
          value: n,
          numerator: null,
          denominator: null,
          last_year: null,
          target: null,
        };
        expect(printSlot({ show: 'value', print: printOf(number) }, figure, 'zh').printed).toBe(
          said,
        );
      },
    ),
  );
});
