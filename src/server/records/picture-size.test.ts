import { expect, it } from 'vitest';
import { tinyPng } from '#testing/tiny-png.ts';
import { pictureSize, pixelsMax, refuseLargePicture } from './picture-size.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
const u16 = (n: number) => n.toString(16).padStart(4, '0');

/** With a table and a note before the frame, as cameras write it. */
const jpeg = (width: number, height: number, frame = 'c0') =>
  hex(
    `ffd8 ffe0 0004 0102 ffc4 0004 0000 ffff fe 0003 41 ff${frame} 0011 08 ${u16(height)} ${u16(width)} 03 01 11 00`,
  );

const webp = (kind: string, rest: string) =>
  Buffer.concat([Buffer.from(`RIFF\0\0\0\0WEBP${kind}`, 'latin1'), hex(rest), Buffer.alloc(16)]);
/** Four bytes of length, then what each kind says. */
const lossy = webp('VP8 ', `00000000 000000 9d012a 20 03 58 02`);
const lossless = webp('VP8L', `00000000 2f 1f c3 95 00`);
const extended = webp('VP8X', `00000000 00000000 1f0300 570200`);

it.each([
  ['image/png', tinyPng(640, 480), 640, 480],
  ['image/jpeg', jpeg(4000, 3000), 4000, 3000],
  ['image/jpeg', jpeg(4000, 3000, 'c2'), 4000, 3000],
  ['image/webp', lossy, 800, 600],
  ['image/webp', lossless, 800, 600],
  ['image/webp', extended, 800, 600],
])('%s says how large it is', (media_type, content, width, height) => {
  expect(pictureSize(media_type, content)).toEqual({ width, height });
  expect(() => refuseLargePicture(media_type, content)).not.toThrow();
});

it('what would flood the memory of whoever opens it is refused, with its size and the rule', () => {
  const side = Math.ceil(Math.sqrt(pixelsMax));
  refuseLargePicture('image/png', tinyPng(side, side));
  for (const [media_type, content] of [
    ['image/png', tinyPng(side + 1, side)],
    ['image/png', tinyPng(0xffff_ffff, 0xffff_ffff)],
    ['image/jpeg', jpeg(65_535, 65_535)],
    ['image/webp', webp('VP8X', '00000000 00000000 ffff00 ffff00')],
  ] as const)
    expect(() => refuseLargePicture(media_type, content)).toThrow(
      expect.objectContaining({ kind: 'too-large' }),
    );
});

it('a picture that does not say is broken', () => {
  for (const [media_type, content] of [
    ['image/png', tinyPng().subarray(0, 20)],
    ['image/png', tinyPng(0, 5)],
    ['image/jpeg', jpeg(10, 10).subarray(0, 12)],
    ['image/jpeg', hex('ffd8 ffda 0004 0000 00000000 0000')],
    ['image/webp', lossy.subarray(0, 24)],
    ['image/webp', webp('JUNK', '00')],
  ] as const)
    expect(() => refuseLargePicture(media_type, content)).toThrow(
      expect.objectContaining({ kind: 'invalid' }),
    );
  // A recording or a paper is no picture.
  expect(() => refuseLargePicture('application/pdf', Buffer.from('%PDF-'))).not.toThrow();
});
