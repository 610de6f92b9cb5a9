/** Cells become definitions; what the book cannot answer is said at its cell; blanks are proposed by their words. */
import { describe, expect, it } from 'vitest';
import { Book } from '#engine/line.ts';
import { book } from '#lines/index.ts';
import type { ReturnFormRecord } from '#lines/reporting/return-form.ts';
import { blankForm } from '#testing/blank-form.ts';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import { bindForm } from './bound-form.ts';
import { blanksOf } from './form-blanks.ts';
import { FormWorkbook } from './form-workbook.ts';

const umbrellas = new Book([umbrellaLending]);
const form = (cells: object[], more: object = {}) =>
  ({
    shipped: null,
    period_kind: 'month',
    sums: [],
    cells: cells.map((cell) => ({
      sheet: 'S',
      facets: null,
      show: null,
      period: null,
      of_unit_id: null,
      also: null,
      ...cell,
    })),
    ...more,
  }) as unknown as ReturnFormRecord;
const place = { unit_id: 7, from: '2009-10-01', to: '2009-10-31' };
const bind = (cells: object[], more?: object) => bindForm(umbrellas, form(cells, more), place);

describe('a cell', () => {
  it('counts a figure, or a count narrowed by its codes, over its unit and its days', () => {
    const { cells, problems, words } = bind([
      { cell: 'B1', what: 'indicator', name: 'loans' },
      { cell: 'B2', what: 'measure', name: 'loans', facets: 'size=large', period: 'to_date' },
      {
        cell: 'B3',
        what: 'indicator',
        name: 'return_rate',
        show: 'numerator',
        period: 'previous',
        of_unit_id: 9,
      },
      { cell: 'B4', what: 'indicator', name: 'loans', facets: 'size=small', period: 'last_year' },
      { cell: 'A1', what: 'info', name: 'unit_name' },
    ]);
    expect(problems).toEqual([]);
    expect(words).toEqual([{ sheet: 'S', cell: 'A1', name: 'unit_name' }]);
    expect(cells.map(({ key, unit_id, from, to, show }) => [key, unit_id, from, to, show])).toEqual(
      [
        ['S!B1', 7, '2009-10-01', '2009-10-31', 'value'],
        ['S!B2', 7, '2009-01-01', '2009-10-31', 'value'],
        ['S!B3', 9, '2009-09-01', '2009-09-30', 'numerator'],
        ['S!B4', 7, '2008-10-01', '2008-10-31', 'value'],
      ],
    );
    expect(cells[1]!.definition).toMatchObject({
      kind: 'flow',
      count: { measure: 'loans', where: { size: ['large'] } },
      kept_by: 'loans_kept',
    });
    expect(cells[1]!.label.zh).toContain('大');
  });

  it('adds up several counts, each of its own codes, and says all of them', () => {
    const also = 'measure:loans?size=small';
    const { cells, problems } = bind([
      { cell: 'B1', what: 'measure', name: 'loans', facets: 'size=large', also },
    ]);
    expect(problems).toEqual([]);
    expect(cells[0]!.definition).toMatchObject({
      kind: 'flow',
      count: { measure: 'loans', where: { size: ['large'] } },
      plus: [{ measure: 'loans', where: { size: ['small'] } }],
    });
    expect(cells[0]!.label.zh.split('＋')).toHaveLength(2);
  });

  it('adds nothing twice, no rate, no other unit of count, no stock to a flow', () => {
    const added = (also: string, first: object = { what: 'measure', name: 'loans' }) =>
      bind([{ cell: 'B1', ...first, also }]).problems.map((one) => one.message.en)[0];
    expect(added('measure:loans?size=large')).toMatch(/count twice/);
    expect(added('indicator:loans')).toMatch(/count twice/);
    expect(added('indicator:return_rate')).toMatch(/no sum/);
    expect(added('indicator:fines')).toMatch(/different units/);
    expect(added('indicator:umbrellas_out')).toMatch(/at its end/);
    expect(added('measure:no_such')).toMatch(/Nothing called/);
  });

  it('that nothing answers says why, and counts nothing', () => {
    const { cells, problems } = bind([
      { cell: 'B1', what: 'indicator', name: 'no_such' },
      { cell: 'B2', what: 'measure', name: 'no_such' },
      { cell: 'B3', what: 'measure', name: 'loans', facets: 'size=huge' },
      { cell: 'B4', what: 'measure', name: 'loans', facets: 'colour=red' },
      { cell: 'B5', what: 'indicator', name: 'return_rate', facets: 'size=large' },
    ]);
    expect(cells).toEqual([]);
    expect(problems.map((one) => one.key)).toEqual(['S!B1', 'S!B2', 'S!B3', 'S!B4', 'S!B5']);
    expect(bind([], { shipped: 'nothing' }).problems).toHaveLength(1);
  });

  it('of the form that comes along has its row and column in its name, and its own key', () => {
    const { cells, shipped, sums } = bindForm(book, form([], { shipped: 'mediation' }), place);
    expect(shipped!.name).toBe('mediation');
    expect(sums.length).toBeGreaterThan(10);
    expect(new Set(cells.map((one) => one.key)).size).toBe(cells.length);
    const labels = cells.map((one) => one.label.zh);
    expect(labels.filter((label) => label === '合计')).toEqual([]);
    expect(cells.find((one) => one.key === 'disputes')!.definition).toMatchObject({
      line: 'mediation',
      kept_by: 'mediation_kept',
    });
  });
});

it('what a blank sheet asks for is proposed by its own words, and what nothing is called is listed bare', async () => {
  const [grid] = (await FormWorkbook.open(await blankForm())).sheets;
  const blanks = blanksOf(book, grid!, new Set(['B6']));
  const of = (cell: string) => blanks.find((one) => one.cell === cell);
  expect(of('B6')).toBeUndefined();
  expect(of('B8')).toBeUndefined();
  expect(of('B9')).toMatchObject({ row_words: '群众满意度', column_words: '数量' });
  const settled = blanksOf(book, grid!, new Set()).find((one) => one.cell === 'B6')!;
  expect(settled.proposals[0]).toMatchObject({ what: 'indicator', name: 'disputes_settled' });
});
