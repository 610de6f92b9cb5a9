import { describe, expect, expectTypeOf, it } from 'vitest';
import { due } from './calendar.ts';
import type { TimedRule } from './calendar.ts';
import { statutoryCalendar } from './holidays.ts';
import { allRules, cite, configured, findRule, formatPeriod, isInForce, rule } from './statute.ts';

describe('the register', () => {
  it('holds R01 to R74, each once, and further periods right behind their rule', () => {
    const ids = allRules().map(({ id }) => id);
    const main = ids.filter((id) => !id.includes('.'));
    const expected = Array.from({ length: 74 }, (_, i) => `R${String(i + 1).padStart(2, '0')}`);
    expect(main).toEqual(expected);
    const mainOf = ids.map((id) => id.slice(0, 3));
    expect([...mainOf].sort()).toEqual(mainOf);
  });

  it('says everything in two languages', () => {
    const wrong = allRules().filter((one) => {
      const texts = [one.trigger, one.duty, one.who, one.source.law, one.limit, one.document];
      return [...texts, one.note, one.also?.law].some((said) => {
        if (said === undefined) return false;
        const english = /^[ -~]+$/.test(said.en);
        return !english || !/\p{Script=Han}/u.test(said.zh) || /[,;:()?]/.test(said.zh);
      });
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('gives every rule a period or says in words when', () => {
    const wrong = allRules().filter((one) => Boolean(one.period) === Boolean(one.limit));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('names an article wherever the text was read, but for R48', () => {
    const without = allRules().filter(({ source, verified }) => verified && !source.article);
    // The rules of procedure were read in an excerpt that does not number its articles.
    expect(without.map(({ id }) => id)).toEqual(['R48']);
  });

  it('marks what is known from practice only', () => {
    const practised = allRules()
      .filter(({ verified }) => !verified)
      .map(({ id }) => id);
    expect(practised).toEqual([
      'R22',
      'R23',
      'R25',
      'R30',
      'R31',
      'R31.fast_track',
      'R32',
      'R33',
      'R34',
      'R34.inquiry',
      'R34.opinion',
      'R34.file',
      'R34.report',
      'R35',
      'R35.examination',
      'R43',
      'R46',
      'R49',
      'R49.decision',
    ]);
    expect(practised.filter((id) => findRule(id)?.note === undefined)).toEqual([]);
  });

  it('of corrections names law and article, or says that its article was not read', () => {
    const read = allRules().filter(({ line, source }) => line === 'corrections' && source.article);
    expect(new Set(read.map(({ source }) => source.law.zh))).toEqual(new Set(['社区矫正法']));
    const unread = allRules().filter(
      ({ line, source }) => line === 'corrections' && !source.article,
    );
    expect(unread.every(({ verified }) => !verified)).toBe(true);
    expect(cite(rule('R33').also!, 'zh')).toBe('《社区矫正法实施办法》第二十九条');
    // The articles on admonition, warning and revoking were found nowhere: the law is named, no number is made up.
    for (const id of ['R36', 'R37', 'R38'] as const)
      expect(cite(rule(id).also!, 'zh')).toBe('《社区矫正法实施办法》');
  });

  it('has the periods of mediation exactly', () => {
    const periods = allRules()
      .filter(({ line, period }) => line === 'mediation' && period)
      .map(({ id, period }) => [id, period!.n, period!.unit]);
    expect(periods).toEqual([
      ['R01', 30, 'calendar_days'],
      ['R02', 3, 'calendar_days'],
      ['R03', 15, 'calendar_days'],
      ['R03.extension', 10, 'calendar_days'],
      ['R05', 3, 'working_days'],
      ['R06', 3, 'working_days'],
      ['R07', 3, 'years'],
    ]);
  });

  it('has the numbers of the corrections law of 2020 and not those repealed with 2012', () => {
    expect(rule('R27').period).toEqual({ n: 5, unit: 'calendar_days' });
    expect(rule('R28').period).toEqual({ n: 10, unit: 'calendar_days' });
    expect(rule('R37').trigger.zh).toContain('两次训诫');
    expect(rule('R38').trigger.zh).toContain('两次警告');
    for (const one of allRules()) expect(one.trigger.zh + one.duty.zh).not.toContain('服刑人员');
  });

  it('does not let holidays prolong custody, tracking or a term of office', () => {
    const ids = ['R07', 'R40.detention', 'R42', 'R42.renewal', 'R44'] as const;
    expect(ids.filter((id) => rule(id).rolls_over)).toEqual([]);
  });
});

describe('a rule', () => {
  it('is known by its type to have a period or not', () => {
    expectTypeOf(rule('R01')).toExtend<TimedRule>();
    expectTypeOf(rule('R03.extension')).toExtend<TimedRule>();
    // No fee, ever: that can never be due.
    expectTypeOf(rule('R12')).not.toExtend<TimedRule>();
  });

  it('goes into due as it is', () => {
    expect(due(rule('R01'), '2011-08-04', statutoryCalendar)).toEqual({
      due_on: '2011-09-05',
      rule: 'R01',
      rule_version: 1,
      calendar_version: statutoryCalendar.version,
      certain: true,
    });
    expect(due(rule('R13'), '2022-01-31T20:00:00+08:00', statutoryCalendar).due_at).toBe(
      '2022-02-01T12:00:00.000Z',
    );
  });

  it('is found again by a stored id', () => {
    expect(findRule('R03.extension')?.period?.n).toBe(10);
    expect(findRule('R75')).toBeUndefined();
    expect(findRule('toString')).toBeUndefined();
  });

  it('binds only while its text is in force', () => {
    expect(isInForce(rule('R01'), '2010-12-31')).toBe(false);
    expect(isInForce(rule('R01'), '2011-01-01')).toBe(true);
    expect(isInForce(rule('R47'), '2009-09-04')).toBe(true);
    expect(isInForce({ ...rule('R01'), valid_to: '2011-06-30' }, '2011-07-01')).toBe(false);
  });

  it('takes an office’s own number only where no text sets it', () => {
    const own = configured(rule('R22'), { n: 20, unit: 'calendar_days' }, 2);
    expect(due(own, '2022-03-01', statutoryCalendar)).toMatchObject({
      due_on: '2022-03-21',
      rule: 'R22',
      rule_version: 2,
    });
    expect(() => configured(rule('R14'), { n: 9, unit: 'calendar_days' }, 2)).toThrow(/by law/);
    expect(() => configured(rule('R22'), { n: 9, unit: 'calendar_days' }, 1)).toThrow(/version/);
  });
});

describe('in words', () => {
  it.each([
    ['R01', '《人民调解法》第三十三条', "People's Mediation Law, article 33"],
    ['R24', '《法律援助法》第二十条、第六十一条至第六十三条', 'Legal Aid Law, articles 20, 61-63'],
    ['R12', '《人民调解法》第四条', "People's Mediation Law, article 4"],
    ['R09', '《人民调解法》第十条', "People's Mediation Law, article 10"],
    [
      'R05',
      '《人民法院在线调解规则》第十二条',
      "People's Courts Online Mediation Rules, article 12",
    ],
    ['R30', '《社区矫正法实施办法》', 'Implementing Measures of the Community Corrections Law'],
  ] as const)('%s is written in %s', (id, zh, en) => {
    expect(cite(rule(id).source, 'zh')).toBe(zh);
    expect(cite(rule(id).source, 'en')).toBe(en);
  });

  it('cites articles above a hundred', () => {
    const { law } = rule('R04').source;
    expect(cite({ law, article: '205' }, 'zh')).toBe('《民事诉讼法》第二百零五条');
    expect(cite({ law, article: '210' }, 'zh')).toBe('《民事诉讼法》第二百一十条');
    expect(cite({ law, article: '200' }, 'zh')).toBe('《民事诉讼法》第二百条');
    expect(cite({ law, article: '111' }, 'zh')).toBe('《民事诉讼法》第一百一十一条');
  });

  it('periods are as people say them', () => {
    expect(formatPeriod(rule('R01').period, 'zh')).toBe('30日');
    expect(formatPeriod(rule('R05').period, 'zh')).toBe('3个工作日');
    expect(formatPeriod(rule('R05').period, 'en')).toBe('3 working days');
    expect(formatPeriod(rule('R13').period, 'zh')).toBe('24小时');
    expect(formatPeriod(rule('R34').period, 'en')).toBe('1 month');
    expect(formatPeriod(rule('R07').period, 'zh')).toBe('3年');
  });
});
