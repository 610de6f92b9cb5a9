/** The resettlement register of the reference city, laid out before it is written down. */
import { describe, expect, test } from 'vitest';
import {
  opening2009,
  peopleAgainIn2008,
  peopleBefore2009,
  peopleOf2009,
  published,
} from './released-people.ts';
import { resettlementHandOver, resettlementLiving } from './resettlement-living.ts';
import { resettlementOf2009 } from './resettlement.ts';

describe('the plan of 2009', () => {
  test('has as many people as the document, by way of what happened to them', () => {
    expect(peopleBefore2009).toHaveLength(opening2009);
    expect(peopleOf2009).toHaveLength(published.received);
    const everybody = [...peopleBefore2009, ...peopleOf2009];
    const away = everybody.filter(({ fate }) => ['over', 'died', 'left'].includes(fate.kind));
    expect(everybody.length - away.length).toBe(published.register);
    const again = everybody.filter(({ fate }) => fate.kind === 'reoffended');
    expect(again).toHaveLength(published.reoffended);
  });

  test('gives nobody a number that somebody could have', () => {
    for (const { person } of [...peopleBefore2009, ...peopleAgainIn2008, ...peopleOf2009])
      expect(person.id_number.slice(0, 6)).toBe('990000');
  });

  test('is the same each time, and small enough for the first start', () => {
    const steps = resettlementOf2009();
    expect(resettlementOf2009().map((one) => one.write_id)).toEqual(
      steps.map((one) => one.write_id),
    );
    expect(new Set(steps.map((one) => one.write_id)).size).toBe(steps.length);
    expect(steps.length).toBeLessThan(4300);
    const living = resettlementLiving('2025-09-01', '2026-11-28', '2025-09-01');
    expect(living.length + resettlementHandOver('2025-09-01').length).toBeLessThan(3000);
  });
});
