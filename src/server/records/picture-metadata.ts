/**
 * What a photograph says of itself beside its pixels: where it was taken, by which telephone, when, and often a second
 * picture. None of it is asked for, so none is kept: JPEG, PNG and WebP are walked part by part, and what describes
 * leaves. The pixels stay byte for byte; of the rest only what is needed to show them rightly stays: colours, and which
 * side is up. A picture whose parts do not follow one another as they should is kept as it came.
 */
import { crc32 } from 'node:zlib';

export function withoutMetadata(content: Buffer, media_type: string): Buffer {
  try {
    switch (media_type) {
      case 'image/jpeg':
        return plainJpeg(content) ?? content;
      case 'image/png':
        return plainPng(content) ?? content;
      case 'image/webp':
        return plainWebp(content) ?? content;
      default:
        return content;
    }
  } catch (error) {
    // Read beyond its end: it is cut short.
    if (error instanceof RangeError) return content;
    throw error;
  }
}

const exifMark = Buffer.from('Exif\0\0', 'latin1');

function plainJpeg(content: Buffer): Buffer | null {
  const kept: Buffer[] = [content.subarray(0, 2)];
  let up: number | null = null;
  let at = 2;
  while (at < content.length) {
    if (content[at] !== 0xff) return null;
    // Any number of them may fill up.
    while (content[at + 1] === 0xff) at++;
    const marker = content.readUInt8(at + 1);
    if (marker === 0xd9) {
      // What follows the end is no part of this picture: a second one, a film of the same moment.
      kept.push(content.subarray(at, at + 2));
      return Buffer.concat(up === null ? kept : [kept[0]!, jpegOrientation(up), ...kept.slice(1)]);
    }
    const end = at + 2 + content.readUInt16BE(at + 2);
    if (end > content.length) return null;
    const segment = content.subarray(at, end);
    const body = segment.subarray(4);
    if (marker === 0xe1 && body.subarray(0, 6).equals(exifMark))
      up ??= orientationIn(body.subarray(6));
    if (showsPixels(marker, body)) kept.push(segment);
    at = end;
    if (marker !== 0xda) continue;
    // After the start of a scan come pixels until the next marker that is none of theirs.
    const from = at;
    while (at < content.length && !isMarker(content, at)) at++;
    kept.push(content.subarray(from, at));
  }
  return null;
}

function isMarker(content: Buffer, at: number): boolean {
  const next = content[at + 1];
  return (
    content[at] === 0xff && next !== undefined && next !== 0 && !(next >= 0xd0 && next <= 0xd7)
  );
}

/** Tables, frames and scans; of the segments of applications: JFIF’s, Adobe’s kind of colours, and a colour profile. */
function showsPixels(marker: number, body: Buffer): boolean {
  const begins = (text: string) => body.subarray(0, text.length).toString('latin1') === text;
  if (marker === 0xfe) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  if (marker === 0xe0) return begins('JFIF\0');
  if (marker === 0xe2) return begins('ICC_PROFILE\0');
  return marker === 0xee && begins('Adobe');
}

/** Of a TIFF: which side is up (tag 0x0112), where it is not the first row. */
function orientationIn(tiff: Buffer): number | null {
  const little = tiff.subarray(0, 2).toString('latin1') === 'II';
  const two = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const four = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = four(4);
  for (let i = 0; i < two(directory); i++) {
    const entry = directory + 2 + i * 12;
    if (two(entry) !== 0x0112) continue;
    const value = two(entry + 8);
    return value >= 2 && value <= 8 ? value : null;
  }
  return null;
}

/** A TIFF with one entry. */
function tiffOf(up: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(0x0112, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(up, 18);
  return tiff;
}

function jpegOrientation(up: number): Buffer {
  const body = Buffer.concat([exifMark, tiffOf(up)]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

const describingChunks = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']);

function plainPng(content: Buffer): Buffer | null {
  const kept: Buffer[] = [content.subarray(0, 8)];
  for (let at = 8; at < content.length;) {
    const length = content.readUInt32BE(at);
    const name = content.subarray(at + 4, at + 8).toString('latin1');
    const end = at + 12 + length;
    if (end > content.length || !/^[A-Za-z]{4}$/.test(name)) return null;
    if (name === 'eXIf') {
      const up = orientationIn(content.subarray(at + 8, at + 8 + length));
      if (up !== null) kept.push(pngChunk('eXIf', tiffOf(up)));
    }
    if (!describingChunks.has(name)) kept.push(content.subarray(at, end));
    if (name === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return null;
}

function pngChunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([head, named, check]);
}

/** In the flags of a WebP’s first chunk: that it has Exif, that it has XMP. */
const [exifFlag, xmpFlag] = [0x08, 0x04];

function plainWebp(content: Buffer): Buffer | null {
  const whole = Math.min(content.length, 8 + content.readUInt32LE(4));
  const kept: Buffer[] = [];
  for (let at = 12; at < whole;) {
    const name = content.subarray(at, at + 4).toString('latin1');
    const length = content.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (end > content.length) return null;
    const chunk = Buffer.from(content.subarray(at, end));
    at = end;
    if (name === 'XMP ') continue;
    if (name === 'EXIF') {
      const body = chunk.subarray(8, 8 + length);
      const up = orientationIn(body.subarray(0, 6).equals(exifMark) ? body.subarray(6) : body);
      if (up !== null) kept.push(webpChunk('EXIF', tiffOf(up)));
      continue;
    }
    kept.push(chunk);
  }
  const [first] = kept;
  if (!first) return null;
  const isExtended = first.subarray(0, 4).toString('latin1') === 'VP8X';
  const turned = kept.some((chunk) => chunk.subarray(0, 4).toString('latin1') === 'EXIF');
  if (isExtended) first[8] = (first[8]! & ~(exifFlag | xmpFlag)) | (turned ? exifFlag : 0);
  const body = Buffer.concat(kept);
  const head = Buffer.from(content.subarray(0, 12));
  head.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([head, body]);
}

function webpChunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}
