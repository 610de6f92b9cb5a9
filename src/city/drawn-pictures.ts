/**
 * Plain drawings that stand for photographs in the reference city: a door with its sign, a room, a cabinet, rules on a
 * wall. Nobody is in them. The same words draw the same picture; each is a few hundred bytes of PNG.
 */
import { crc32, deflateSync } from 'node:zlib';
import { Chance } from './chance.ts';

export const pictureKinds = ['sign', 'room', 'files', 'rules'] as const;
export type PictureKind = (typeof pictureKinds)[number];

const width = 480;
const height = 320;

/** Wall, ground, ink, wood, sign, light, leaf, red. */
const colours = [
  0xe9e2d0, 0xb9b0a0, 0x2b2f36, 0x8d6a44, 0xf7f4ea, 0x9fb8cc, 0x5f7d58, 0xa8382c,
] as const;
const [wall, ground, ink, wood, sign, light, leaf, red] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

export function drawnPicture(kind: PictureKind, about: string): Buffer {
  const paper = new Paper();
  const chance = new Chance(`picture/${kind}/${about}`);
  drawings[kind](paper, chance);
  return paper.png();
}

const drawings: Readonly<Record<PictureKind, (paper: Paper, chance: Chance) => void>> = {
  sign(paper, chance) {
    const door = chance.between(190, 250);
    paper.box(40, 50, 400, 230, sign);
    paper.box(door, 130, 80, 150, wood);
    paper.box(door + 62, 200, 6, 12, ink);
    for (const x of [70, 350]) paper.box(x, 120, 70, 70, light);
    // The sign hangs beside the door, its words upright.
    paper.box(door - 40, 120, 26, 120, sign);
    paper.frame(door - 40, 120, 26, 120, ink);
    for (let row = 0; row < 7; row++) paper.box(door - 33, 128 + row * 15, 12, 9, ink);
    paper.box(410, 240, 50, 40, leaf);
  },
  room(paper, chance) {
    const table = chance.between(150, 190);
    paper.box(60, 50, 110, 80, light);
    paper.frame(60, 50, 110, 80, ink);
    paper.box(230, 50, 190, 26, red);
    for (let i = 0; i < 8; i++) paper.box(244 + i * 21, 57, 13, 12, sign);
    paper.box(table, 210, 180, 18, wood);
    for (const x of [table + 8, table + 160]) paper.box(x, 228, 10, 52, wood);
    const chairs = chance.between(3, 4);
    for (let i = 0; i < chairs; i++) {
      const x = table - 60 + i * 78;
      paper.box(x, 180, 34, 8, ink);
      paper.box(x, 188, 6, 70, ink);
    }
  },
  files(paper, chance) {
    paper.box(110, 40, 260, 240, wood);
    for (let shelf = 0; shelf < 3; shelf++) {
      const top = 52 + shelf * 76;
      paper.box(120, top, 240, 66, sign);
      for (let x = 124; x < 350;) {
        const wide = chance.between(9, 17);
        paper.box(
          x,
          top + chance.between(4, 14),
          wide,
          52,
          chance.pick([light, red, leaf, ground]),
        );
        paper.frame(x, top + 4, wide, 62, ink);
        x += wide + 2;
      }
    }
  },
  rules(paper, chance) {
    for (let i = 0; i < 3; i++) {
      const x = 50 + i * 135;
      paper.box(x, 50, 110, 160, sign);
      paper.frame(x, 50, 110, 160, ink);
      paper.box(x + 20, 62, 70, 10, red);
      for (let row = 0; row < 9; row++)
        paper.box(x + 12, 84 + row * 13, chance.between(50, 86), 4, ink);
    }
    paper.box(60, 240, 360, 40, wood);
  },
};

/** One byte for each point, an index into the colours. */
class Paper {
  readonly #points = new Uint8Array(width * height);

  constructor() {
    this.box(0, 0, width, height, wall);
    this.box(0, 280, width, 40, ground);
  }

  box(x: number, y: number, wide: number, high: number, colour: number): void {
    const right = Math.min(width, x + wide);
    for (let row = Math.max(0, y); row < Math.min(height, y + high); row++)
      this.#points.fill(colour, row * width + Math.max(0, x), row * width + right);
  }

  frame(x: number, y: number, wide: number, high: number, colour: number): void {
    this.box(x, y, wide, 2, colour);
    this.box(x, y + high - 2, wide, 2, colour);
    this.box(x, y, 2, high, colour);
    this.box(x + wide - 2, y, 2, high, colour);
  }

  png(): Buffer {
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    // Eight bits a point, by a palette.
    head.set([8, 3, 0, 0, 0], 8);
    const palette = Buffer.from(colours.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255]));
    const lines = Buffer.alloc((width + 1) * height);
    for (let row = 0; row < height; row++)
      lines.set(this.#points.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
    return Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', head),
      chunk('PLTE', palette),
      chunk('IDAT', deflateSync(lines, { level: 9 })),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  }
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
