/** The line as a whole: what it counts, says and promises fits together. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Field } from '#engine/field.ts';
import type { Count } from '#engine/indicator.ts';
import type { ChildList } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { gapTo } from '#engine/target.ts';
import { book } from '#lines/index.ts';
import { countedKinds } from './codes.ts';
import { mediation } from './line.ts';

const countsOf = (name: string): Count[] => {
  const indicator = book.findIndicator(name)!;
  if (indicator.kind === 'rate') return [indicator.numerator, indicator.denominator];
  if (indicator.kind === 'remainder') return [indicator.whole, indicator.taken];
  return indicator.kind === 'average' ? [indicator.sum_of, indicator.number_of] : [indicator.count];
};

/** Fields of a record type and of its child lists. */
const fieldsIn = (type: (typeof mediation.records)[number]): [string, Field][] => [
  ...(Object.entries(type.fields) as [string, Field][]),
  ...Object.values(type.children as Record<string, ChildList>).flatMap(
    (child) => Object.entries(child.fields) as [string, Field][],
  ),
];

describe('the mediation line', () => {
  it('reproduces every mediation figure of 2009', () => {
    const named = mediation.indicators
      .filter((i) => i.figure_id)
      .map((i) => `${i.figure_id} ${i.name}`)
      .toSorted((a, b) => a.localeCompare(b));
    expect(named).toEqual([
      'F24 region_on_site_meetings',
      'F25 committees',
      'F26 committees_standardised',
      'F27 disputes_mediated',
      'F45 mediation_documents',
    ]);
  });

  it('narrows its figures only by facets and values that exist', () => {
    for (const indicator of mediation.indicators) {
      for (const { measure, where } of countsOf(indicator.name)) {
        const facets = book.measure(measure).facets ?? {};
        for (const [facet, values] of Object.entries(where ?? {})) {
          const known = facets[facet]?.codes.map((code) => code.code) ?? [];
          const unknown = values.filter((value) => !known.includes(value));
          expect({ name: indicator.name, facet, unknown }).toEqual({
            name: indicator.name,
            facet,
            unknown: [],
          });
        }
      }
    }
  });

  it('says of every figure what is counted and on which day, and knows who keeps the register', () => {
    for (const { rule, kept_by, name } of mediation.indicators) {
      expect({ name, en: rule.en.at(-1), zh: rule.zh.at(-1), kept_by }).toEqual({
        name,
        en: '.',
        zh: '。',
        kept_by: 'mediation_kept',
      });
    }
  });

  it('counts money where the measure is money', () => {
    const flows = mediation.indicators.filter((i) => i.kind === 'flow');
    const wrong = flows.filter(
      (i) => (i.money ?? false) !== (book.measure(i.count.measure).money ?? false),
    );
    expect(wrong.map((i) => i.name)).toEqual([]);
  });

  it('uses every measure in a figure or the return, and makes each from a record of its own', () => {
    for (const { of } of mediation.measures)
      expect(mediation.records.map((r) => r.name)).toContain(of);
    const used = new Set(
      mediation.indicators.flatMap((i) => countsOf(i.name).map((c) => c.measure)),
    );
    const unused = mediation.measures.map((m) => m.name).filter((name) => !used.has(name));
    expect(unused).toEqual(['mediation_kept', 'training_hours', 'sweeps_nil', 'linkages_returned']);
  });

  it(
    'takes the standardised rate over township and village committees alone, 66 short of ' +
      'the target at 213 of 465',
    () => {
      const rate = book.findIndicator('standardised_rate')!;
      expect(rate).toMatchObject({
        kind: 'rate',
        sum: 'stock',
      });
      for (const count of countsOf('standardised_rate'))
        expect(count.where).toEqual({ kind: countedKinds });
      const goal = { kind: 'rate', goal: 60, goal_in: 'percent', direction: 'at_least' } as const;
      expect(gapTo(goal, { value: null, numerator: 213, denominator: 465 })).toBe(66);
    },
  );

  it(
    'writes its summary from figures that exist, in both languages from the same ones, and ' +
      'types no number by hand',
    () => {
      for (const { key, en, zh } of mediation.summary!.sentences) {
        const slots = (pieces: typeof en) =>
          new Set(pieces.flatMap((p) => (typeof p === 'string' ? [] : [p.indicator])));
        expect([...slots(zh)].filter((name) => !book.findIndicator(name))).toEqual([]);
        expect({ key, slots: slots(en) }).toEqual({ key, slots: slots(zh) });
        for (const piece of [...en, ...zh])
          if (typeof piece === 'string') expect(piece).not.toMatch(/\d/);
        expect(zh.at(-1)).toMatch(/。$/);
      }
    },
  );

  it('names in duties only actions that there are', () => {
    for (const { name, actions } of mediation.records) {
      const files = readdirSync(import.meta.dirname).filter(
        (file) => file === `${name}.ts` || (name === 'dispute' && file === 'dispute-counts.ts'),
      );
      for (const file of files) {
        const source = readFileSync(`${import.meta.dirname}/${file}`, 'utf8');
        const named = [...source.matchAll(/action: '(\w+)',\s+roles/g)].map(
          ([, action]) => action!,
        );
        expect({ file, missing: named.filter((action) => !(action in actions)) }).toEqual({
          file,
          missing: [],
        });
      }
    }
  });

  it('asks nobody for a fee: no field, list, action, code or paper is about one (Mediation Act 4, R12)', () => {
    // What is paid to mediators, and what the parties owe each other, is no fee of ours.
    const fee = /\bfees?\b|\bcharges?\b|\bcosts?\b|\bprice|收费|费用|手续费|服务费|调解费|押金/i;
    const said = mediation.records.flatMap((type) => [
      ...fieldsIn(type).flatMap(([name, field]) => [
        name.replaceAll('_', ' '),
        field.label.en,
        field.label.zh,
        field.hint?.en ?? '',
        field.hint?.zh ?? '',
      ]),
      ...Object.values(type.actions as Record<string, { label: Text }>).flatMap(({ label }) => [
        label.en,
        label.zh,
      ]),
    ]);
    const codes = mediation.codes
      .filter((list) => list.name !== 'dispute_type' && list.name !== 'dispute_kind')
      .flatMap((list) => list.codes.flatMap(({ label }) => [label.en, label.zh]));
    expect(said.length).toBeGreaterThan(500);
    expect([...said, ...codes].filter((words) => fee.test(words))).toEqual([]);
  });

  it('lists every code list once', () => {
    const names = mediation.codes.map((list) => list.name);
    expect(new Set(names).size).toBe(names.length);
    const used = new Set(
      mediation.records
        .flatMap((r) => [
          r.fields,
          ...Object.values(r.children as Record<string, { fields: object }>).map((c) => c.fields),
        ])
        .flatMap((fields) =>
          Object.values(fields as Record<string, { list?: { name: string } }>).flatMap((f) =>
            f.list ? [f.list.name] : [],
          ),
        ),
    );
    expect([...used].filter((name) => !names.includes(name))).toEqual([]);
  });
});
