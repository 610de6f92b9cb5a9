/** The two lines of offices and honours as a whole: what they count, say and promise fits together. */
import { describe, expect, it } from 'vitest';
import type { Field } from '#engine/field.ts';
import type { Count, Indicator } from '#engine/indicator.ts';
import type { ChildList } from '#engine/record.ts';
import { book } from '#lines/index.ts';
import { offices } from '#lines/offices/line.ts';
import { honours } from './line.ts';

const both = [offices, honours];
const indicators = both.flatMap((line) => line.indicators);

function countsOf(indicator: Indicator): Count[] {
  if (indicator.kind === 'rate') return [indicator.numerator, indicator.denominator];
  if (indicator.kind === 'remainder') return [indicator.whole, indicator.taken];
  return indicator.kind === 'average' ? [indicator.sum_of, indicator.number_of] : [indicator.count];
}

describe('offices and honours', () => {
  it('reproduce their figures of 2009; F29 to F31 are one figure, asked of three counties', () => {
    const ids = indicators.flatMap((one) => one.figure_id ?? []).toSorted();
    expect(ids).toEqual('F12 F13a F13b F13c F13d F13e F28 F32 F33 F34 F35 F36 F37'.split(' '));
  });

  it('narrow their figures only by facets and values that exist, and count money where it is money', () => {
    for (const indicator of indicators) {
      for (const { measure, where } of countsOf(indicator)) {
        const { facets = {}, money = false } = book.measure(measure);
        for (const [facet, values] of Object.entries(where ?? {})) {
          const known = facets[facet]?.codes.map((code) => code.code) ?? [];
          expect(values.filter((value) => !known.includes(value))).toEqual([]);
        }
        expect({ name: indicator.name, money: indicator.money ?? false }).toEqual({
          name: indicator.name,
          money,
        });
      }
    }
  });

  it('say of every figure what is counted, and are never zero where no register is kept', () => {
    for (const { rule, kept_by, name } of indicators)
      expect({ name, en: rule.en.at(-1), zh: rule.zh.at(-1), kept_by }).toEqual({
        name,
        en: '.',
        zh: '。',
        kept_by: 'offices_kept',
      });
  });

  it('use every measure in a figure, and make each from a record of their own', () => {
    const used = new Set(indicators.flatMap((one) => countsOf(one).map((c) => c.measure)));
    for (const line of both) {
      const own = line.records.map((type) => type.name);
      expect(line.measures.filter(({ of }) => !own.includes(of))).toEqual([]);
      const unused = line.measures.map(({ name }) => name).filter((name) => !used.has(name));
      expect(unused.filter((name) => name !== 'offices_kept')).toEqual([]);
    }
  });

  it('write their paragraphs from figures that exist, in both languages from the same ones, no number typed', () => {
    for (const { key, en, zh } of both.flatMap((line) => line.summary!.sentences)) {
      const slots = (pieces: typeof en) =>
        new Set(pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.indicator])));
      expect([...slots(zh)].filter((name) => !book.findIndicator(name))).toEqual([]);
      expect({ key, slots: slots(en) }).toEqual({ key, slots: slots(zh) });
      for (const piece of [...en, ...zh])
        if (typeof piece === 'string') expect(piece).not.toMatch(/\d/);
      expect(zh.at(-1)).toMatch(/。$/);
      expect(en.at(-1)).toMatch(/\.$/);
    }
  });

  it('name in duties only deeds that there are, and in standards only questions that there are', () => {
    for (const line of both) {
      const lists = line.codes.map((list) => list.name);
      expect(new Set(lists).size).toBe(lists.length);
      const used = line.records.flatMap((type) =>
        [
          type.fields,
          ...Object.values(type.children as Record<string, ChildList>).map((c) => c.fields),
        ]
          .flatMap((fields) => Object.values(fields as Record<string, Field>))
          .flatMap((field) => ('list' in field ? [field.list.name] : [])),
      );
      expect(used.filter((name) => !lists.includes(name))).toEqual([]);
    }
    for (const { criteria, assessment, body, link } of both.flatMap(
      (line) => line.standards ?? [],
    )) {
      expect(book.record(assessment).fields[link]).toMatchObject({ kind: 'link', to: body });
      expect(book.findStandard(criteria)?.body).toBe(body);
    }
  });
});
