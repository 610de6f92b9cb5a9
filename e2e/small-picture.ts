/**
 * A picture of a page has few colours: written by a palette, as PNG allows, it weighs half, and flat colours stay
 * exactly what they are.
 */
import { crc32, deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';

type Indexed = {
  readonly width: number;
  readonly height: number;
  readonly palette: readonly number[];
  /** One byte for each pixel, base64. */
  readonly pixels: string;
};

/** `page` is any open page: the browser decodes what it drew. */
export async function smallPicture(page: Page, png: Buffer): Promise<Buffer> {
  const { width, height, palette, pixels } = await page.evaluate(inColours, png.toString('base64'));
  const rows = Buffer.from(pixels, 'base64');
  const filtered = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    rows.copy(filtered, y * (width + 1) + 1, y * width, (y + 1) * width);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits for a pixel, by palette.
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255]));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(filtered, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(content.length, 0);
  around.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)]);
}

/** Runs in the page: the commonest colours stay, the others become the nearest of them. */
async function inColours(base64: string): Promise<Indexed> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const count = new Map<number, number>();
  const colours = new Uint32Array(width * height);
  for (let i = 0; i < colours.length; i++) {
    const colour = (data[i * 4]! << 16) | (data[i * 4 + 1]! << 8) | data[i * 4 + 2]!;
    colours[i] = colour;
    count.set(colour, (count.get(colour) ?? 0) + 1);
  }
  const palette = [...count]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 256)
    .map(([colour]) => colour);
  const far = (a: number, b: number) =>
    ((a >> 16) - (b >> 16)) ** 2 +
    (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 +
    ((a & 255) - (b & 255)) ** 2;
  const place = new Map(palette.map((colour, i) => [colour, i]));
  for (const colour of count.keys()) {
    if (place.has(colour)) continue;
    let best = 0;
    for (let i = 1; i < palette.length; i++)
      if (far(palette[i]!, colour) < far(palette[best]!, colour)) best = i;
    place.set(colour, best);
  }
  let text = '';
  for (let i = 0; i < colours.length; i++) text += String.fromCharCode(place.get(colours[i]!)!);
  return { width, height, palette, pixels: btoa(text) };
}
