import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { withoutMetadata } from './picture-metadata.ts';

const picture = (base64: string) => Buffer.from(base64, 'base64');

// Sixteen by twelve pixels in three colours, written by poppler: plain, in several scans, and as PNG.
const jpeg = picture(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO' +
    'UlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P' +
    'T09PT09PT0//wAARCAAMABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAABgT/xAAaEAEAAQUAAAAAAAAAAAAAAAAAAQQV' +
    'U6LR/8QAFQEBAQAAAAAAAAAAAAAAAAAAAwT/xAAhEQAABAUFAAAAAAAAAAAAAAABAwURAAISE1EGMUFiwv/aAAwDAQACEQMRAD8A' +
    'Pklwpcus8G1Ak1KJUKroiFLbNy+QHEXa1KlMsP28x//Z',
);
const progressive = picture(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO' +
    'UlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P' +
    'T09PT09PT0//wgARCAAMABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAABQP/xAAVAQEBAAAAAAAAAAAAAAAAAAACA//a' +
    'AAwDAQACEAMQAAABPSNoL//EABcQAAMBAAAAAAAAAAAAAAAAAAACEBP/2gAIAQEAAQUCNFv/xAAaEQABBQEAAAAAAAAAAAAAAAAC' +
    'AAEFEoHB/9oACAEDAQE/AZoWKm8X/8QAGREAAQUAAAAAAAAAAAAAAAAABAACERJB/9oACAECAQE/ARhWETbF/8QAFhAAAwAAAAAA' +
    'AAAAAAAAAAAAABAx/9oACAEBAAY/Aiv/xAAXEAADAQAAAAAAAAAAAAAAAAAAARDw/9oACAEBAAE/ITJX/9oADAMBAAIAAwAAABAL' +
    '/8QAFREBAQAAAAAAAAAAAAAAAAAAACH/2gAIAQMBAT8QuR//xAAaEQACAgMAAAAAAAAAAAAAAAABESFRADFB/9oACAECAQE/EJRI' +
    'hpddg1n/xAAYEAACAwAAAAAAAAAAAAAAAAAAARDR8P/aAAgBAQABPxAxap//2Q==',
);
const png = picture(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAMCAIAAADkharWAAAACXBIWXMAAAsSAAALEgHS3X78AAAAIElEQVQoz2P8z4AdMOKQYGIg' +
    'EQwHDSw4ZdL/j4YSDAAAEQEDfy5EH68AAAAASUVORK5CYII=',
);
/** One white pixel. */
const webp = picture('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA=');

/** As a telephone writes it: maker, which side is up, and the position in a directory of its own. */
function exif(up: number, little: boolean): Buffer {
  const tiff = Buffer.alloc(200);
  const two = (value: number, at: number) =>
    little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const four = (value: number, at: number) =>
    little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  tiff.write(little ? 'II' : 'MM', 'latin1');
  two(42, 2);
  four(8, 4);
  two(3, 8);
  const entry = (i: number, tag: number, kind: number, count: number) => {
    two(tag, 10 + i * 12);
    two(kind, 12 + i * 12);
    four(count, 14 + i * 12);
  };
  entry(0, 0x010f, 2, 8);
  four(100, 18);
  tiff.write('HUAWEI!', 100, 'latin1');
  entry(1, 0x0112, 3, 1);
  two(up, 30);
  entry(2, 0x8825, 4, 1);
  four(120, 42);
  tiff.write('N37.51.5', 130, 'latin1');
  return tiff;
}
const segment = (marker: number, body: Buffer | string) => {
  const content = Buffer.from(body as string, 'latin1');
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
};
const after = (head: number, content: Buffer, ...parts: Buffer[]) =>
  Buffer.concat([content.subarray(0, head), ...parts, content.subarray(head)]);
const told = /HUAWEI|N37|xmpmeta|8BIM|Zhenluo|ftyp/;

const described = (content: Buffer, up: number, little = true) =>
  Buffer.concat([
    after(
      // Behind the two bytes that begin it and JFIF’s segment.
      20,
      content,
      segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(up, little)])),
      segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta N37/>'),
      segment(0xe2, 'MPF\0 another picture, HUAWEI'),
      segment(0xed, 'Photoshop 3.0\x008BIM Zhenluo'),
      segment(0xfe, 'taken at Zhenluo'),
    ),
    Buffer.from('....ftypmp42 a film of the same moment, N37', 'latin1'),
  ]);

it.each([
  ['plain', jpeg],
  ['in several scans', progressive],
])('leaves nothing but the picture of a JPEG (%s), byte for byte', (_name, content) => {
  const taken = described(content, 1);
  expect(taken.toString('latin1')).toMatch(told);
  expect(withoutMetadata(taken, 'image/jpeg').equals(content)).toBe(true);
  // What has nothing to say stays as it is.
  expect(withoutMetadata(content, 'image/jpeg').equals(content)).toBe(true);
});

it.each([true, false])(
  'keeps which side of it is up, and no more (little endian: %s)',
  (little) => {
    const shown = withoutMetadata(described(jpeg, 6, little), 'image/jpeg');
    expect(shown.toString('latin1')).not.toMatch(told);
    const kept = shown.subarray(2, shown.length - jpeg.length + 2);
    expect(kept.length).toBe(36);
    expect([kept.readUInt16BE(0), kept.readUInt16BE(28)]).toEqual([0xffe1, 6]);
    expect(Buffer.concat([shown.subarray(0, 2), shown.subarray(38)]).equals(jpeg)).toBe(true);
    // Read again it is the same: somebody may send it a second time.
    expect(withoutMetadata(shown, 'image/jpeg').equals(shown)).toBe(true);
  },
);

it('keeps the colour profile and Adobe’s kind of colours of a JPEG', () => {
  const needed = [
    segment(0xe2, 'ICC_PROFILE\0\x01\x01 profile'),
    segment(0xee, 'Adobe\0d\0\0\0\0\x01'),
  ];
  const content = after(20, jpeg, ...needed);
  expect(withoutMetadata(content, 'image/jpeg').equals(content)).toBe(true);
});

it('leaves nothing but the picture of a PNG', () => {
  const chunk = (name: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
    const numbers = [body.length, crc32(named)].map((number) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(number);
      return bytes;
    });
    return Buffer.concat([numbers[0]!, named, numbers[1]!]);
  };
  const words = ['tEXt', 'zTXt', 'iTXt', 'tIME'].map((name) => chunk(name, Buffer.from('Zhenluo')));
  const taken = Buffer.concat([
    after(33, png, ...words, chunk('eXIf', exif(1, false))),
    Buffer.from('HUAWEI'),
  ]);
  expect(withoutMetadata(taken, 'image/png').equals(png)).toBe(true);
  const turned = withoutMetadata(after(33, png, chunk('eXIf', exif(8, true))), 'image/png');
  expect(turned.toString('latin1')).not.toMatch(told);
  expect(turned.length).toBe(png.length + 12 + 26);
});

it('leaves nothing but the picture of a WebP', () => {
  const chunk = (name: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  };
  const file = (...chunks: Buffer[]) => {
    const body = Buffer.concat([Buffer.from('WEBP'), ...chunks]);
    const head = Buffer.from('RIFF....');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body]);
  };
  const extended = (flags: number) =>
    chunk('VP8X', Buffer.from([flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  const pixels = webp.subarray(12);
  const taken = file(
    extended(0x0c),
    pixels,
    chunk('EXIF', exif(1, true)),
    chunk('XMP ', Buffer.from('N37')),
  );
  expect(withoutMetadata(taken, 'image/webp').equals(file(extended(0), pixels))).toBe(true);
  const turned = withoutMetadata(
    file(extended(8), pixels, chunk('EXIF', exif(3, true))),
    'image/webp',
  );
  expect(turned.toString('latin1')).not.toMatch(told);
  expect([turned[20], turned.readUInt16BE(turned.length - 8)]).toEqual([8, 3]);
  expect(withoutMetadata(webp, 'image/webp').equals(webp)).toBe(true);
});

it('keeps what is cut short, and what is no picture, as it came', () => {
  const taken = described(jpeg, 6);
  for (const length of [3, 21, 60, 300, jpeg.length])
    expect(withoutMetadata(taken.subarray(0, length), 'image/jpeg').length).toBe(length);
  const fake = Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1');
  expect(withoutMetadata(fake, 'image/png')).toBe(fake);
  expect(withoutMetadata(fake, 'application/pdf')).toBe(fake);
});
