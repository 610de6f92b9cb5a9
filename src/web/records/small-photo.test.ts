import { expect, it } from 'vitest';
import { sizeWithin } from './small-photo.ts';

it('draws a photograph at 1,600 pixels at most, upright or lying, and never larger than it is', () => {
  expect(sizeWithin(4000, 3000)).toEqual({ width: 1600, height: 1200 });
  expect(sizeWithin(3000, 4000)).toEqual({ width: 1200, height: 1600 });
  expect(sizeWithin(800, 600)).toEqual({ width: 800, height: 600 });
});
