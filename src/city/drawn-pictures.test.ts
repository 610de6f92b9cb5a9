import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { mediaTypeOf } from '#server/records/attachments.ts';
import { drawnPicture, pictureKinds } from './drawn-pictures.ts';

it.each(pictureKinds)('draws %s as a small picture, the same each time', (kind) => {
  const picture = drawnPicture(kind, 'a');
  expect(mediaTypeOf(picture)).toBe('image/png');
  expect(picture.length).toBeLessThan(4000);
  expect(drawnPicture(kind, 'a').equals(picture)).toBe(true);
  expect(drawnPicture(kind, 'b').equals(picture)).toBe(false);
  // Every point is there, and not one colour alone.
  const at = picture.indexOf('IDAT') + 4;
  const points = inflateSync(picture.subarray(at, at + picture.readUInt32BE(at - 8)));
  expect(points.length).toBe(481 * 320);
  expect(new Set(points).size).toBeGreaterThan(4);
});

it('draws each kind otherwise', () => {
  const all = pictureKinds.map((kind) => drawnPicture(kind, 'a').toString('base64'));
  expect(new Set(all).size).toBe(pictureKinds.length);
});
