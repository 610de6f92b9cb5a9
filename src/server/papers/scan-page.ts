/** A scanned page or photograph as a Word page of its own, as large as A4 allows, to be printed with the papers. */
import { Document, ImageRun, Packer, Paragraph } from 'docx';

/** A4 without its narrow margins, in pixels at 96 to the inch. */
const room = { width: 718, height: 1047 };
const margin = 567;

/** Null for what Word has no picture of, or whose size cannot be read. */
export async function scanPage(content: Buffer, media_type: string): Promise<Buffer | null> {
  const kind = media_type === 'image/png' ? 'png' : media_type === 'image/jpeg' ? 'jpg' : null;
  const size = kind === 'png' ? sizeOfPng(content) : kind === 'jpg' ? sizeOfJpeg(content) : null;
  if (!kind || !size || size.width === 0 || size.height === 0) return null;
  const scale = Math.min(room.width / size.width, room.height / size.height);
  const transformation = {
    width: Math.round(size.width * scale),
    height: Math.round(size.height * scale),
  };
  const page = {
    size: { width: 11_906, height: 16_838 },
    margin: { top: margin, bottom: margin, left: margin, right: margin },
  };
  const picture = new ImageRun({ type: kind, data: content, transformation });
  return Packer.toBuffer(
    new Document({
      sections: [{ properties: { page }, children: [new Paragraph({ children: [picture] })] }],
    }),
  );
}

type Size = { readonly width: number; readonly height: number };

function sizeOfPng(content: Buffer): Size | null {
  if (content.length < 24) return null;
  return { width: content.readUInt32BE(16), height: content.readUInt32BE(20) };
}

/** From one marker to the next, until the one that begins the frame (SOF0 to SOF15, without the tables among them). */
function sizeOfJpeg(content: Buffer): Size | null {
  const tables = new Set([0xc4, 0xc8, 0xcc]);
  for (let at = 2; at + 9 < content.length && content[at] === 0xff;) {
    const marker = content[at + 1]!;
    if (marker >= 0xc0 && marker <= 0xcf && !tables.has(marker))
      return { height: content.readUInt16BE(at + 5), width: content.readUInt16BE(at + 7) };
    at += 2 + content.readUInt16BE(at + 2);
  }
  return null;
}
