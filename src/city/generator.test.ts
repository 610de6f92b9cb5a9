import { describe, expect, test } from 'vitest';
import { addDays } from '#engine/day.ts';
import { readCitizenId } from '#engine/identifier.ts';
import { committees } from './committees.ts';
import { missedSteps } from './living.ts';
import {
  communities,
  isVillageCode,
  lateVillages,
  officeTownships,
  places,
  villages,
} from './places.ts';
import {
  cutoff2009,
  lateIn2009,
  livesOf2009,
  mediated2009,
  mediatedByCity2009,
} from './registers.ts';
import { dayOfStep } from './steps.ts';
import type { Step } from './steps.ts';
import { livingFrom, timelineUntil } from './timeline.ts';

const today = '2026-05-20';
const timeline = timelineUntil(today);
const lives = livesOf2009();

/** Everything that was typed into a field of this name, wherever it stands. */
function typed(name: string): string[] {
  const found: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === name && typeof inner === 'string') found.push(inner);
      else look(inner);
    }
  };
  for (const one of timeline) look(one.deeds);
  return found;
}

describe('the same city on every machine', () => {
  test('made twice it is the same, to the letter', () => {
    expect(JSON.stringify(timelineUntil(today))).toBe(JSON.stringify(timeline));
  });

  test('in order of time, and nothing is written down before its day or after today', () => {
    const times = timeline.map((one) => one.at);
    expect(times).toEqual(times.toSorted());
    expect(times.every((at) => at.slice(0, 10) <= today)).toBe(true);
  });

  test('no two writes share an id', () => {
    expect(new Set(timeline.map((one) => one.write_id)).size).toBe(timeline.length);
  });

  test('the days since the last start are the same whether they are played in one go or in two', () => {
    const opens = livingFrom(today);
    const [from, half, until] = [
      '2026-05-20T04:00:00.000Z',
      '2026-06-02T04:00:00.000Z',
      '2026-06-17T04:00:00.000Z',
    ];
    const ids = (steps: readonly Step[]) =>
      steps.map((one) => `${one.at} ${one.write_id}`).toSorted();
    const whole = ids(missedSteps(from, until, opens));
    expect(ids([...missedSteps(from, half, opens), ...missedSteps(half, until, opens)])).toEqual(
      whole,
    );
    expect(whole.length).toBeGreaterThan(50);
  });
});

describe('nobody in it is real', () => {
  test('ID numbers are of the region 990000, which no division has, and are well formed', () => {
    const ids = typed('id_number');
    expect(ids.length).toBeGreaterThan(1000);
    expect(ids.filter((id) => !id.startsWith('990000') || !readCitizenId(id).ok)).toEqual([]);
  });

  test('telephones are of the series 154, which was never given out', () => {
    const numbers = typed('telephone');
    expect(numbers.length).toBeGreaterThan(1000);
    expect(numbers.filter((number) => !/^154\d{8}$/.test(number))).toEqual([]);
  });
});

describe('2009 as it was published', () => {
  const counted = committees.filter(
    (one) => (one.kind === 'township' || one.kind === 'village') && one.set_up_on <= '2009-12-31',
  );

  test('443 villages by their codes, 73 other places, 40 townships with an office', () => {
    const lowest = places.filter((place) => place.code.slice(9) !== '000');
    expect(lowest.filter((place) => isVillageCode(place.code))).toHaveLength(443);
    expect(lowest.filter((place) => !isVillageCode(place.code))).toHaveLength(73);
    expect(villages).toHaveLength(443);
    expect(communities.length).toBeLessThan(73);
    expect(officeTownships).toHaveLength(40);
  });

  test('465 committees of townships and villages, and 18 villages that set theirs up in 2010', () => {
    expect(counted).toHaveLength(465);
    expect(counted.filter((one) => one.kind === 'village')).toHaveLength(425);
    const late = committees.filter((one) => one.kind === 'village' && one.set_up_on > '2009-12-31');
    expect(late.map((one) => one.unit_code).toSorted()).toEqual([...lateVillages].toSorted());
    expect(late.filter((one) => !one.set_up_on.startsWith('2010'))).toEqual([]);
    expect(late).toHaveLength(18);
  });

  test('4,127 disputes, some of them by the committee that the city runs', () => {
    expect(mediated2009).toBe(4127);
    expect(lives).toHaveLength(mediated2009);
    expect(lives.filter((life) => life.plan.committee.kind === 'trade')).toHaveLength(
      mediatedByCity2009,
    );
  });

  test('the water is quarrelled about in spring and summer, wages before the new year', () => {
    const months = (type: string, wanted: readonly number[]) => {
      const days = lives
        .filter((life) => life.plan.type === type)
        .map((life) => life.plan.accepted_on);
      return days.filter((day) => wanted.includes(Number(day.slice(5, 7)))).length / days.length;
    };
    expect(months('irrigation', [4, 5, 6, 7, 8])).toBeGreaterThan(0.6);
    expect(months('wages', [1, 11, 12])).toBeGreaterThan(0.35);
  });

  test('what was written down after 30 September for days before it', () => {
    const late = lives.filter(
      ({ plan, steps }) => plan.accepted_on <= cutoff2009 && dayOfStep(steps[0]!) > cutoff2009,
    );
    expect(late).toHaveLength(lateIn2009);
    expect(late.every(({ steps }) => dayOfStep(steps[0]!) < addDays(cutoff2009, 60))).toBe(true);
  });
});
