/**
 * Looks into a ZIP container (Word and Excel files are) before anything unpacks it: a file of some kilobytes can
 * unfold to gigabytes. Sizes are read from its table of contents, and each part is then inflated against the size that
 * the table promised, since the table may lie.
 */
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { Problem } from '#engine/problem.ts';

export type ZipBounds = { readonly bytesMax: number; readonly partsMax: number };

export type ZipPart = { readonly name: string; readonly bytes: number };

const inflate = promisify(inflateRaw);
const officeBounds: ZipBounds = { bytesMax: 256 * 1024 * 1024, partsMax: 2000 };

type Entry = ZipPart & { readonly method: number; readonly packed: number; readonly at: number };

/** The parts of the container with their true sizes. Throws a Problem for what is broken, locked or too large. */
export async function boundedZip(
  content: Buffer,
  bounds: ZipBounds = officeBounds,
): Promise<ZipPart[]> {
  const entries = tableOfContents(content, bounds);
  const total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (total > bounds.bytesMax) throw tooLarge(bounds.bytesMax);
  for (const entry of entries) await inflateWithin(content, entry);
  return entries.map(({ name, bytes }) => ({ name, bytes }));
}

export function isZip(content: Buffer): boolean {
  return content.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
}

function tableOfContents(content: Buffer, { partsMax }: ZipBounds): Entry[] {
  // The end record is 22 bytes and may be followed by a comment of up to 65,535.
  const end = content.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end + 22 > content.length) throw broken();
  const count = content.readUInt16LE(end + 10);
  let at = content.readUInt32LE(end + 16);
  // 65,535 parts or 4 GB: the record says that the true numbers stand elsewhere (ZIP64).
  if (count > partsMax || at === 0xffff_ffff) throw tooLarge(0);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > content.length || content.readUInt32LE(at) !== 0x02014b50) throw broken();
    const [flags, method] = [content.readUInt16LE(at + 8), content.readUInt16LE(at + 10)];
    if (flags & 1) throw locked();
    const [packed, bytes] = [content.readUInt32LE(at + 20), content.readUInt32LE(at + 24)];
    const nameLength = content.readUInt16LE(at + 28);
    const name = content.toString('utf8', at + 46, at + 46 + nameLength);
    if (leadsElsewhere(name, content, at)) throw leading();
    if (bytes === 0xffff_ffff || packed === 0xffff_ffff) throw tooLarge(0);
    entries.push({ name, bytes, method, packed, at: content.readUInt32LE(at + 42) });
    at += 46 + nameLength + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32);
  }
  return entries;
}

/** A link to another file, or a name that climbs out: no Word or Excel file has either. Nothing here follows one. */
function leadsElsewhere(name: string, content: Buffer, at: number): boolean {
  const madeByUnix = content[at + 5] === 3;
  const isLink = madeByUnix && ((content.readUInt32LE(at + 38) >>> 16) & 0xf000) === 0xa000;
  return isLink || /^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/.test(name);
}

async function inflateWithin(content: Buffer, { at, packed, bytes, method }: Entry): Promise<void> {
  if (at + 30 > content.length || content.readUInt32LE(at) !== 0x04034b50) throw broken();
  const start = at + 30 + content.readUInt16LE(at + 26) + content.readUInt16LE(at + 28);
  if (start + packed > content.length || (method !== 0 && method !== 8)) throw broken();
  if (method === 0) {
    if (packed !== bytes) throw broken();
    return;
  }
  try {
    const whole = await inflate(content.subarray(start, start + packed), {
      maxOutputLength: Math.max(1, bytes),
    });
    if (whole.length !== bytes) throw broken();
  } catch (error) {
    throw error instanceof Problem ? error : broken();
  }
}

function broken(): Problem {
  return new Problem('invalid', {
    en: 'The file is broken or was cut off. Open it in Word or Excel, save it again and bring in that file.',
    zh: '文件已损坏或不完整。请用Word或Excel打开后重新保存，再上传。',
  });
}

function leading(): Problem {
  return new Problem('invalid', {
    en: 'This file holds a link, or a part whose name leads out of it, as no Word or Excel file does. Open it in Word or Excel, save it again and bring in that file.',
    zh: '文件内含有链接或指向文件之外的部分，正常的Word、Excel文件不会这样。请用Word或Excel打开后重新保存，再上传。',
  });
}

export function locked(): Problem {
  return new Problem('invalid', {
    en: 'The file is locked with a password, or is of the old .xls or .doc kind. Save it without a password as .xlsx or .docx.',
    zh: '文件有密码保护，或者是旧的.xls、.doc格式。请取消密码，另存为.xlsx或.docx后再上传。',
  });
}

function tooLarge(bytesMax: number): Problem {
  const megabytes = Math.round(bytesMax / 1024 / 1024);
  return new Problem('too-large', {
    en: `Unpacked, this file would be too large${megabytes ? ` (at most ${megabytes} MB)` : ''}. Divide it into several files.`,
    zh: `文件解压后过大${megabytes ? `（最多${megabytes}MB）` : ''}，请分成几个文件。`,
  });
}
