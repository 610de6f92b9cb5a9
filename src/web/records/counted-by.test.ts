import { describe, expect, it } from 'vitest';
import { book } from '#lines/index.ts';
import { countedBy } from './counted-by.ts';

const dispute = book.record('dispute');
const measureOf = (name: string) => book.measures.find((measure) => measure.name === name)?.of;
const year = { 'filter.accepted_on.from': '2009-01-01', 'filter.accepted_on.to': '2009-12-31' };

describe('countedBy', () => {
  it('finds the figure that counts what the list shows', () => {
    const found = countedBy(dispute, book.indicators, measureOf, year);
    expect(found?.indicator.name).toBe('disputes_mediated');
    expect(found).toMatchObject({ from: '2009-01-01', to: '2009-12-31' });
  });
  it('is silent as soon as anything else is filtered', () => {
    expect(
      countedBy(dispute, book.indicators, measureOf, { ...year, 'filter.state': 'closed' }),
    ).toBeNull();
    expect(countedBy(dispute, book.indicators, measureOf, { ...year, q: '张' })).toBeNull();
    expect(countedBy(dispute, book.indicators, measureOf, {})).toBeNull();
  });
});
