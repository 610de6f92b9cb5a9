/**
 * How large a picture will be once somebody's browser unpacks it, read from its own header: a file of some kilobytes can
 * say that it has forty thousand pixels a side. Nothing is unpacked here.
 */
import { Problem } from '#engine/problem.ts';

/** A page of A3 at 600 dots an inch has 70 million. */
export const pixelsMax = 100_000_000;

export type PictureSize = { readonly width: number; readonly height: number };

/** For what is a picture; null where the header is cut off or says nothing. */
export function pictureSize(media_type: string, content: Buffer): PictureSize | null {
  switch (media_type) {
    case 'image/png':
      return pngSize(content);
    case 'image/jpeg':
      return jpegSize(content);
    case 'image/webp':
      return webpSize(content);
    default:
      return null;
  }
}

export function refuseLargePicture(media_type: string, content: Buffer): void {
  if (!media_type.startsWith('image/')) return;
  const size = pictureSize(media_type, content);
  if (!size || size.width === 0 || size.height === 0)
    throw new Problem('invalid', {
      en: 'This picture is broken or was cut off. Open it, save it again as PNG or JPEG and send that file.',
      zh: '图片已损坏或不完整。请打开后另存为PNG或JPEG，再上传。',
    });
  if (size.width * size.height > pixelsMax)
    throw new Problem('too-large', {
      en: `A picture has at most ${pixelsMax / 1_000_000} million pixels; this one has ${size.width} × ${size.height}. Scan at a lower resolution, or make it smaller.`,
      zh: `图片不超过${pixelsMax / 100_000_000}亿像素，该图片为${size.width}×${size.height}。请降低扫描精度或缩小后再上传。`,
    });
}

function pngSize(content: Buffer): PictureSize | null {
  if (content.length < 24 || content.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { width: content.readUInt32BE(16), height: content.readUInt32BE(20) };
}

/** Frames begin with C0 to CF; C4, C8 and CC are tables. */
function jpegSize(content: Buffer): PictureSize | null {
  for (let at = 2; at + 9 <= content.length;) {
    if (content[at] !== 0xff) return null;
    const mark = content[at + 1]!;
    if (mark === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark);
    if (isFrame)
      return { width: content.readUInt16BE(at + 7), height: content.readUInt16BE(at + 5) };
    // Before the frame every part has a length; the picture itself comes after it.
    if (mark === 0xd9 || mark === 0xda) return null;
    at += 2 + content.readUInt16BE(at + 2);
  }
  return null;
}

function webpSize(content: Buffer): PictureSize | null {
  if (content.length < 30) return null;
  switch (content.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return {
        width: content.readUInt16LE(26) & 0x3fff,
        height: content.readUInt16LE(28) & 0x3fff,
      };
    case 'VP8L': {
      const bits = content.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: content.readUIntLE(24, 3) + 1, height: content.readUIntLE(27, 3) + 1 };
    default:
      return null;
  }
}
