import { expect, it } from 'vitest';
import { readCounts, spellCounts } from './count-address.ts';

it('spells counts in one word and reads them back, own codes and what nobody recorded too', () => {
  const counts = [
    { measure: 'disputes', where: { type: ['land.canal', 'family'], found_by: [''] } },
    { measure: 'sweeps' },
  ];
  const spelled = spellCounts(counts);
  expect(spelled).toBe('count:disputes?type=land.canal,family&found_by=;sweeps');
  expect(readCounts(spelled)).toEqual(counts);
});

it('answers nothing for whatever is spelled otherwise', () => {
  for (const text of [
    'disputes',
    'count:',
    'count:disputes?',
    'count:disputes?type',
    'count:disputes?type=a&type=b',
    "count:disputes?type=a'b",
    'count:disputes?type=a=b',
    'count:a?b=c?d=e',
    'count:a;',
  ])
    expect(readCounts(text)).toBeNull();
});
