import { expect, it } from 'vitest';
import type { RecordPage } from '../shell/api-types.ts';
import { wholeRegister } from './whole-register.ts';

it('goes on to the last page, and keeps what each page says of links and people', async () => {
  const pages: Record<string, RecordPage> = {
    first: {
      records: [{ id: 'a' }, { id: 'b' }] as never,
      next: 'second',
      people: { p: '王建国' },
    },
    second: { records: [{ id: 'c' }] as never, next: null, people: { q: '李秀英' } },
  };
  const asked: (string | undefined)[] = [];
  const whole = await wholeRegister('dispute', {}, async (after) => {
    asked.push(after);
    return pages[after ?? 'first']!;
  });
  expect(asked).toEqual([undefined, 'second']);
  expect(whole.records.map((row) => row.id)).toEqual(['a', 'b', 'c']);
  expect(whole.people).toEqual({ p: '王建国', q: '李秀英' });
});
