/**
 * Reads the tags of an XML part one after the other, each looked at once: a hostile file costs its length and no more.
 * What a spreadsheet part never needs (document types, entities, CDATA) is refused, so nothing can be declared in it.
 */
import { Problem } from '#engine/problem.ts';

export type Tag = {
  readonly kind: 'open' | 'close' | 'empty';
  /** Without its prefix: programs differ in how they call the same namespace. */
  readonly name: string;
  readonly prefix: string;
  readonly attributes: string;
  /** From the `<` to behind the `>`. */
  readonly start: number;
  readonly end: number;
};

export function* tagsOf(xml: string): Generator<Tag> {
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at)) {
    if (xml.startsWith('<?', at)) at = after(xml, '?>', at);
    else if (xml.startsWith('<!--', at)) at = after(xml, '-->', at);
    else if (xml.startsWith('<!', at)) throw strangeXml();
    else {
      const end = endOfTag(xml, at);
      yield tagAt(xml, at, end);
      at = end;
    }
  }
}

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  if (found < 0) throw strangeXml();
  return found + mark.length;
}

/** A `>` within quotes ends nothing. */
function endOfTag(xml: string, start: number): number {
  let quote = '';
  for (let at = start + 1; at < xml.length; at++) {
    const sign = xml[at]!;
    if (quote) quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '<') throw strangeXml();
    else if (sign === '>') return at + 1;
  }
  throw strangeXml();
}

function tagAt(xml: string, start: number, end: number): Tag {
  const closing = xml[start + 1] === '/';
  const empty = xml[end - 2] === '/';
  const inside = xml.slice(start + (closing ? 2 : 1), end - (empty ? 2 : 1));
  const space = inside.search(/\s/);
  const whole = space < 0 ? inside : inside.slice(0, space);
  const colon = whole.indexOf(':');
  return {
    kind: closing ? 'close' : empty ? 'empty' : 'open',
    name: whole.slice(colon + 1),
    prefix: whole.slice(0, colon + 1),
    attributes: space < 0 ? '' : inside.slice(space),
    start,
    end,
  };
}

export function attribute(tag: Tag, name: string): string | null {
  const found = new RegExp(`\\s(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(
    tag.attributes,
  );
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? null : unescapeXml(value);
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

export function unescapeXml(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{1,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole;
    const code =
      name[1]?.toLowerCase() === 'x' ? Number(`0${name.slice(1)}`) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

export function escapeXml(text: string): string {
  // oxlint-disable-next-line no-control-regex
  const plain = text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function strangeXml(): Problem {
  return new Problem('invalid', {
    en: 'This file holds what a blank form never needs, or is broken. Open it in Excel, save it as .xlsx and bring that in.',
    zh: '文件含有空白表不需要的内容，或者已损坏。请用Excel打开后另存为.xlsx，再上传。',
  });
}
