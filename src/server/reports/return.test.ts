/** The statutory return over the whole reference city: it must say what the figures say. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediationReturn } from '#lines/mediation/return.ts';
import { mediated2009 } from '#city/registers.ts';
import { openLoadedCity } from '#testing/loaded-city.ts';
import type { LoadedCity } from '#testing/loaded-city.ts';
import type { FreshDatabase } from '#testing/database.ts';
import { convert, libreOffice, pdfPages, pdfToText } from '#testing/libre-office.ts';
import { computeFigures } from '../figures/compute.ts';
import type { FigureQuery } from '../figures/compute.ts';
import type { City } from '../open.ts';
import type { UnitText } from '../units/unit-text.ts';
import { unitTexts } from '../units/unit-text.ts';
import { returnSheet } from './return-sheet.ts';
import { fillReturn } from './return.ts';
import type { FilledCell, FilledReturn } from './return.ts';
import { readSpreadsheet } from './spreadsheet.ts';

let database: FreshDatabase;
let city: City;
let end: LoadedCity['end'];
let unit: UnitText;

beforeAll(async () => {
  ({ city, database, end } = await openLoadedCity());
  unit = await unitOf(`kind = 'city'`);
}, 240_000);
afterAll(() => end());

async function unitOf(where: string): Promise<UnitText> {
  const { rows } = await database.owner.query(`select id from unit where ${where} order by id`);
  return (await unitTexts(database.owner, [rows[0].id])).get(rows[0].id)!;
}

const queryOf = (
  of: UnitText,
  from: string,
  to: string,
  as_of: string | null = null,
): FigureQuery => ({
  unit_id: of.id,
  from,
  to,
  as_of,
  now: city.services.clock(),
});
const fill = (of: UnitText, from: string, to: string, as_of: string | null = null) =>
  fillReturn(city.services, database.owner, mediationReturn, of, queryOf(of, from, to, as_of));

function cells(filled: FilledReturn): FilledCell[] {
  return filled.tables.flatMap((t) =>
    t.kind === 'list' ? t.cells : t.rows.flatMap((r) => r.cells),
  );
}
const valueOf = (filled: FilledReturn, key: string) =>
  cells(filled).find((c) => c.key === key)!.value;
const sumOf = (filled: FilledReturn, pattern: RegExp) =>
  cells(filled)
    .filter(({ key }) => pattern.test(key))
    .reduce((sum, { value }) => sum + value!, 0);

describe('the city in 2009', () => {
  it('counts 4,127 disputes whichever way they are divided', async () => {
    const filled = await fill(unit, '2009-01-01', '2009-12-31');
    expect(mediated2009).toBe(4127);
    expect(valueOf(filled, 'disputes')).toBe(4127);
    expect(sumOf(filled, /^type\./)).toBe(4127);
    expect(sumOf(filled, /^body\.(?!all)\w+\.all$/)).toBe(4127);
    expect(sumOf(filled, /^body\.all\.(?!all)/)).toBe(4127);
    expect(sumOf(filled, /^body\.(?!all)\w+\.(?!all)/)).toBe(4127);
    expect(sumOf(filled, /^result\./)).toBe(valueOf(filled, 'concluded'));
    expect(valueOf(filled, 'result.oral')! + valueOf(filled, 'result.written')!).toBe(
      valueOf(filled, 'settled'),
    );
    expect(filled.checks.length).toBeGreaterThan(10);
    expect(filled.checks.filter((check) => !check.equal)).toEqual([]);
    expect(valueOf(filled, 'effect.suicide')).toBeGreaterThan(0);
  });

  it('says what every figure behind a cell says', async () => {
    const filled = await fill(unit, '2009-01-01', '2009-12-31');
    const { names, book } = city.services;
    const figures = await computeFigures(
      database.owner,
      names,
      book.indicators,
      queryOf(unit, '2009-01-01', '2009-12-31'),
    );
    const same = figures.flatMap((figure) => {
      const indicator = book.findIndicator(figure.indicator)!;
      if (!('count' in indicator)) return [];
      const key = JSON.stringify(indicator.count);
      return cells(filled)
        .filter((cell) => JSON.stringify(cell.count) === key)
        .map((cell) => [cell.key, cell.value, figure.value]);
    });
    expect(same.length).toBeGreaterThan(20);
    for (const [key, cell, figure] of same) expect(`${key} ${cell}`).toBe(`${key} ${figure}`);
  });

  it('is the sum of its counties and of its quarters, but for what the city runs itself', async () => {
    const { rows } = await database.owner.query('select id from unit where parent_id = $1', [
      unit.id,
    ]);
    const below = await unitTexts(
      database.owner,
      rows.map((row) => row.id),
    );
    const ofUnits = await Promise.all(
      [...below.values()].map((one) => fill(one, '2009-01-01', '2009-12-31')),
    );
    const ofQuarters = await Promise.all(
      [
        ['01-01', '03-31'],
        ['04-01', '06-30'],
        ['07-01', '09-30'],
        ['10-01', '12-31'],
      ].map(([from, to]) => fill(unit, `2009-${from}`, `2009-${to}`)),
    );
    const total = await fill(unit, '2009-01-01', '2009-12-31');
    for (const cell of cells(total)) {
      const units = ofUnits.reduce((sum, part) => sum + (valueOf(part, cell.key) ?? 0), 0);
      const quarters = ofQuarters.reduce((sum, part) => sum + valueOf(part, cell.key)!, 0);
      expect(`${cell.key} ${units}`).toBe(`${cell.key} ${cell.value}`);
      if (cell.kind === 'flow') expect(`${cell.key} ${quarters}`).toBe(`${cell.key} ${cell.value}`);
    }
  });

  it('can be asked as it stood on 30 September, and adds up there too', async () => {
    const then = await fill(unit, '2009-01-01', '2009-09-30', '2009-09-30T15:59:59.999Z');
    const now = await fill(unit, '2009-01-01', '2009-09-30');
    expect(valueOf(now, 'disputes')! - valueOf(then, 'disputes')!).toBeGreaterThan(20);
    expect(then.checks.filter((check) => !check.equal)).toEqual([]);
  });

  it('is not reported, and never zero, where nobody kept the book', async () => {
    const before = await fill(unit, '1999-01-01', '1999-12-31');
    expect(before.reported).toBe(false);
    // Committees that stood then are known from their own records; what they did is not.
    expect(valueOf(before, 'committees.all')).toBeGreaterThan(0);
    expect(valueOf(before, 'disputes')).toBeNull();
    expect(cells(before).map((cell) => cell.value)).not.toContain(0);
    const sheet = await readSpreadsheet(
      await returnSheet(before, { name: '经办人', at: '2010-01-05T02:00:00.000Z' }, 'zh'),
    );
    const words = sheet.rows.flat();
    expect(words.filter((word) => word === '未报').length).toBeGreaterThan(40);
    expect(words).not.toContain(0);
    expect(words.join()).toContain('不等于零');
  });
});

it.skipIf(!libreOffice || !pdfToText)(
  'prints on one page of A4 with title, unit, period, who made it and when',
  async () => {
    const filled = await fill(unit, '2009-01-01', '2009-12-31');
    for (const language of ['zh', 'en'] as const) {
      const file = await returnSheet(
        filled,
        { name: '经办人', at: '2010-01-05T02:00:00.000Z' },
        language,
      );
      const pages = await pdfPages(await convert(file, 'return.xlsx', 'pdf'));
      expect(pages.length).toBe(1);
      const text = pages[0]!.replace(/\s+/g, ' ');
      for (const word of [
        filled.title[language],
        unit.name[language],
        filled.period[language],
        '经办人',
        language === 'zh' ? '2010年1月5日' : '2010-01-05',
        '4,127',
      ])
        expect(text).toContain(word);
    }
  },
  120_000,
);
