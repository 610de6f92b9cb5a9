import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printApproximately } from './approximation.ts';
import { findNumbers, readChinese } from './numbers-in-prose.ts';

const zh = (text: string) =>
  findNumbers(text, 'zh').map(({ printed, number, style, step, counter }) => [
    printed,
    number,
    style,
    step,
    counter,
  ]);

describe('in Chinese', () => {
  it.each([
    ['调处矛盾纠纷4000余件', ['4000余', 4000, 'over', 1000, '件']],
    ['发放宣传资料49万余份', ['49万余', 490_000, 'over', 10_000, '份']],
    ['减免费用20余万元', ['20余万', 200_000, 'over', 100_000, '元']],
    ['培训人员5.4万人次', ['5.4万', 54_000, 'exact', null, '人次']],
    ['受益农户近1万户', ['近1万', 10_000, 'nearly', 10_000, '户']],
    ['安置率达83%以上', ['83%以上', 83, 'over', 1, '%']],
    ['调处纠纷4000件以上', ['4000件以上', 4000, 'over', 1000, '件']],
    ['举办讲座２００多场次', ['２００多', 200, 'over', 100, '场次']],
    ['成功率为百分之九十六点四', ['百分之九十六点四', 96.4, 'exact', null, '%']],
    ['建立调委会四百六十五个', ['四百六十五', 465, 'exact', null, '个']],
    ['两个村委会', ['两', 2, 'exact', null, '个']],
    ['约300人参加', ['约300', 300, 'about', null, '人']],
    ['调解纠纷1,234件', ['1,234', 1234, 'exact', null, '件']],
    ['办理公证XX件', ['XX', 0, 'masked', null, '件']],
    ['重新犯罪率控制在2.7%。', ['2.7%', 2.7, 'exact', null, '%']],
  ])('%s', (text, found) => {
    expect(zh(text)).toEqual([found]);
  });

  it.each([
    '2009年9月4日，召开现场会',
    '根据中卫司发〔2009〕12号文件',
    '在第3次会议上',
    '3·15消费者权益日',
    '1. 加强领导',
    '按照“六有四落实”标准，开展“12348”热线',
    '印发《关于2009年5项工作的通知》',
    '联系电话0955-7012345',
    '有一个显著特点',
    '三调联动工作机制',
    '宁夏司法行政30年特殊贡献人物',
  ])('no claim: %s', (text) => {
    expect(zh(text)).toEqual([]);
  });

  it('knows of which days a sentence speaks, and of no other sentence', () => {
    const periods = findNumbers(
      '截至9月底，举办培训69期。全年办案380件。1至6月接待50人次。上半年调解9件。',
      'zh',
    );
    expect(periods.map((one) => one.period)).toEqual([
      '01-01..09-30',
      undefined,
      '01-01..06-30',
      '01-01..06-30',
    ]);
    expect(findNumbers('截至11月26日，调解9件', 'zh')[0]?.period).toBe('01-01..11-26');
  });

  it('knows a comparison with last year, and which way it went', () => {
    const [up, down] = findNumbers('纠纷同比增长12.5%；来访比上年下降3%', 'zh');
    expect([up?.compares, down?.compares]).toEqual([
      { sign: 1, verb: 2 },
      { sign: -1, verb: 2 },
    ]);
    expect(findNumbers('成功率提高到98%', 'zh')[0]?.compares).toBeUndefined();
  });

  it('reads numerals, and answers null for what is none', () => {
    expect(
      ['十', '二十二', '一百零五', '一千三百', '两千零九', '二〇〇九', '九十六点四'].map(
        readChinese,
      ),
    ).toEqual([10, 22, 105, 1300, 2009, 2009, 96.4]);
    expect(['十十', '百千', ''].map(readChinese)).toEqual([null, null, null]);
  });
});

describe('in English', () => {
  it('finds what counts, with its words', () => {
    const found = findNumbers(
      'In 2009, more than 4,000 disputes were settled, nearly 10,000 farmers read it; two villages were named on September 4th. The rate is 96.4%.',
      'en',
    );
    expect(found.map(({ printed, number, style }) => [printed, number, style])).toEqual([
      ['more than 4,000', 4000, 'over'],
      ['nearly 10,000', 10_000, 'nearly'],
      ['two', 2, 'exact'],
      ['96.4%', 96.4, 'exact'],
    ]);
  });

  it('leaves a comma to the sentence', () => {
    expect(findNumbers('There were 465, all told.', 'en')[0]).toMatchObject({
      printed: '465',
      number: 465,
    });
  });
});

it('every place is where it says, whatever the text', () => {
  const words = fc.constantFrom(
    '调解',
    '4000',
    '余',
    '万',
    '件',
    '近',
    '。',
    '，',
    '%',
    '以上',
    '三',
    '十',
    '2009',
    '年',
    '“',
    '”',
    ' ',
    'XX',
    'a',
  );
  fc.assert(
    fc.property(
      fc.array(words, { maxLength: 14 }),
      fc.constantFrom('zh' as const, 'en' as const),
      (parts, language) => {
        const text = parts.join('');
        let last = 0;
        for (const one of findNumbers(text, language)) {
          expect(text.slice(one.at, one.at + one.length)).toBe(one.printed);
          expect(one.at).toBeGreaterThanOrEqual(last);
          expect(one.length).toBeGreaterThan(0);
          expect(Number.isFinite(one.number)).toBe(true);
          last = one.at + one.length;
        }
      },
    ),
  );
});

it('reads back what we print: value, operator and step', () => {
  const value = fc.integer({ min: 1, max: 9_999_999 });
  const step = fc.constantFrom(10, 100, 1000, 10_000);
  const word = fc.constantFrom('余' as const, '多' as const, '以上' as const);
  fc.assert(
    fc.property(value, step, word, fc.boolean(), (n, to, over_word, ten_thousands) => {
      const wording = { over_word, ten_thousands, unit: { en: 'disputes', zh: '件' } };
      for (const style of ['exact', 'over', 'nearly'] as const) {
        const printed = printApproximately(n, style, to, wording);
        if (!printed) continue;
        const found = findNumbers(`调解矛盾纠纷${printed.zh}。`, 'zh');
        expect(found).toHaveLength(1);
        expect(found[0]).toMatchObject({ number: printed.shown, style, counter: '件' });
      }
    }),
  );
});
