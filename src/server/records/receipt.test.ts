import { expect, it } from 'vitest';
import { Book } from '#engine/line.ts';
import { persons } from '#lines/common/line.ts';
import { resettlement } from '#lines/resettlement/line.ts';
import { describeLines } from './receipt.ts';

it('says first what came about, then what was taken away, and last what only changed its kind', async () => {
  const line = (measure: string, day: string, amount: number, facets = {}) => ({
    measure, day, amount, facets, unit_id: 4,
  });
  const services = {
    book: new Book([resettlement, persons]),
    unitNames: { get: async () => new Map() },
  } as never;
  const told = await describeLines(services, [
    line('released_received', '2009-03-02', -1, { outcome: 'waiting' }),
    line('released_helped', '2010-01-01', -1),
    line('visits_due', '2009-09-05', 1, { done: 'open' }),
    line('help_visits', '2009-06-05', 1, { way: 'home' }),
    line('released_received', '2009-03-02', 1, { outcome: 'helped' }),
  ]);
  expect(told.map(({ measure, amount }) => `${measure} ${amount}`)).toEqual([
    'help_visits 1', 'visits_due 1', 'released_helped -1', 'released_received -1', 'released_received 1',
  ]);
}); // prettier-ignore
