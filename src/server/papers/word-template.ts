/**
 * A Word file with tags in braces: which tags are in it, whether all of them are known, and the paper that it becomes.
 * What stands in a record is only ever text here: a name such as `{案号}` or `<w:p>` is printed as it was written.
 */
import {
  LoopPlugin,
  MalformedFileError,
  MaxXmlDepthError,
  TagDisposition,
  TagPlacement,
  TemplateHandler,
  TemplateSyntaxError,
  TextPlugin,
  officeMarkup,
} from 'easy-template-x';
import type {
  PathPart,
  ScopeData,
  Tag as WordTag,
  TemplateContext,
  XmlGeneralNode,
  XmlNode,
} from 'easy-template-x';
import JSZip from 'jszip';
import type { Asked, Row, Surroundings, Tag } from '#engine/paper-tags.ts';
import { findTag, holds } from '#engine/paper-tags.ts';
import { Problem } from '#engine/problem.ts';
import type { Issue } from '#engine/problem.ts';
import { printable } from '../reports/word-layout.ts';

export type CheckedTemplate = {
  readonly issues: readonly Issue[];
  /** The tags that are in it and known, each once. */
  readonly used: readonly Tag[];
};

/** Every tag of the file against those that there are; an issue for each that nobody knows, with the nearest names. */
export async function checkTemplate(
  content: Buffer,
  tags: readonly Tag[],
): Promise<CheckedTemplate> {
  const found = await tagsIn(content);
  if (!Array.isArray(found)) return { issues: [found], used: [] };
  const issues: Issue[] = [];
  const used = new Set<Tag>();
  const scopes: (readonly Tag[])[] = [tags];
  const open: WordTag[] = [];
  for (const one of found) {
    if (one.disposition === TagDisposition.Close) {
      if (open.pop() === undefined) issues.push(neverOpened(one.rawText));
      else scopes.shift();
      continue;
    }
    const asked = one.name ? findTag(scopes, one.name) : null;
    if (!asked) issues.push(unknownTag(one, scopes));
    else used.add(asked.tag);
    if (one.disposition === TagDisposition.Open) {
      open.push(one);
      scopes.unshift(asked && isLoop(asked) ? asked.tag.tags! : []);
    } else if (asked && (asked.none || asked.code !== undefined)) {
      issues.push(needsPair(one.rawText));
    }
  }
  issues.push(...open.map((one) => neverClosed(one.rawText)));
  return { issues, used: [...used] };
}

/** In: a template that has passed the check, a record and its surroundings. Out: the paper as a Word file. */
export async function fillTemplate(
  content: Buffer,
  tags: readonly Tag[],
  record: Row,
  around: Surroundings,
): Promise<Buffer> {
  const handler = new TemplateHandler({
    // Text and loops alone: pictures, links and raw XML have no place in what a record can say.
    plugins: [new Blocks(), new TextPlugin()],
    maxXmlDepth,
    scopeDataResolver: ({ path }) => resolve(path, tags, record, around),
  });
  let filled: Buffer;
  try {
    filled = await handler.process(content, {});
  } catch (error) {
    if (isOfLibrary(error)) throw wrongPlace(error as Error);
    throw error;
  }
  return finished(filled);
}

const maxXmlDepth = 100;

async function tagsIn(content: Buffer): Promise<WordTag[] | Issue> {
  try {
    return await new TemplateHandler({ maxXmlDepth }).parseTags(content);
  } catch (error) {
    if (!isOfLibrary(error)) throw error;
    return { message: placeText(error as Error) };
  }
}

const isLoop = ({ tag, code, none }: Asked) =>
  tag.rows !== undefined && code === undefined && !none;

/** From the outermost loop inwards: which row is meant, then what the last name says of it. */
function resolve(path: PathPart[], tags: readonly Tag[], record: Row, around: Surroundings) {
  const scopes: { tags: readonly Tag[]; row: Row }[] = [{ tags, row: record }];
  const look = (name: string) => {
    for (let i = 0; i < scopes.length; i += 1) {
      const asked = findTag([scopes[i]!.tags], name);
      if (asked) return { asked, row: scopes[i]!.row };
    }
    throw new Error('A tag that the check did not see');
  };
  path.slice(0, -1).forEach((part, i) => {
    const index = path[i + 1];
    if (typeof part === 'number' || typeof index !== 'number') return;
    const { asked, row } = look(part.name);
    scopes.unshift({ tags: asked.tag.tags!, row: asked.tag.rows!(row, around)[index]! });
  });
  const last = path.at(-1) as WordTag;
  const { asked, row } = look(last.name);
  if (last.disposition !== TagDisposition.Open) return asText(asked.tag.text(row, around));
  return isLoop(asked) ? asked.tag.rows!(row, around).map(() => ({})) : holds(asked, row, around);
}

/** Characters that Unicode will never assign stand for braces until all tags are filled. */
const [braceOpen, braceClose] = ['\ufdd0', '\ufdd1'];

/** A brace out of a record could otherwise be read as a tag when the row around it is repeated. */
function asText(text: string): string {
  return printable(text)
    .replace(/[\ufdd0-\ufdef]/g, '')
    .replaceAll('{', braceOpen!)
    .replaceAll('}', braceClose!);
}

/** Puts the braces back, and takes out the paragraphs that held nothing but the tags of a block. */
async function finished(filled: Buffer): Promise<Buffer> {
  const zip = await JSZip.loadAsync(filled);
  for (const path of Object.keys(zip.files).filter((name) => name.endsWith('.xml'))) {
    const xml = await zip.file(path)!.async('string');
    const done = xml
      .replace(emptiedParagraph, (paragraph) =>
        // The end of a section hangs on a paragraph, whatever is in it.
        paragraph.includes('<w:sectPr') ? paragraph.replace(` ${emptied}="1"`, '') : '',
      )
      .replaceAll(braceOpen!, '{')
      .replaceAll(braceClose!, '}');
    if (done !== xml) zip.file(path, done);
  }
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

/** Written on the paragraphs of a block's own tags while the paper is being made, and gone with them. */
const emptied = 'taizhangEmptied';
const emptiedParagraph = new RegExp(
  `<w:p(?=[^>]* ${emptied}="1")[^>]*>(?:(?!</w:p>)[^])*</w:p>`,
  'g',
);

/**
 * A loop whose two tags each stand alone in a paragraph takes those paragraphs with it: whoever writes it so means the
 * lines between, and an empty line above and below would push a form onto a second page.
 */
class Blocks extends LoopPlugin {
  override containerTagReplacements(
    tags: WordTag[],
    data: ScopeData,
    context: TemplateContext,
  ): Promise<void> {
    const [first, last] = [tags[0]!, tags.at(-1)!];
    const [above, below] = [paragraphOfOnly(first), paragraphOfOnly(last)];
    if (!first.options && above && below && above.parentNode === below.parentNode) {
      first.options = { loopOver: 'paragraph' };
      for (const paragraph of [above, below])
        paragraph.attributes = { ...paragraph.attributes, [emptied]: '1' };
    }
    return super.containerTagReplacements(tags, data, context);
  }
}

/** The paragraph in which the tag stands alone; null where there is more in it. */
function paragraphOfOnly(tag: WordTag): XmlGeneralNode | null {
  if (tag.placement !== TagPlacement.TextNode) return null;
  const paragraph = officeMarkup.query.containingParagraphNode(tag.xmlTextNode);
  return textOf(paragraph).trim() === tag.rawText ? paragraph : null;
}

function textOf(node: XmlNode): string {
  if ('textContent' in node && typeof node.textContent === 'string') return node.textContent;
  return (node.childNodes ?? []).map(textOf).join('');
}

function isOfLibrary(error: unknown): boolean {
  return [TemplateSyntaxError, MalformedFileError, MaxXmlDepthError].some(
    (kind) => error instanceof kind,
  );
}

function wrongPlace(error: Error): Problem {
  return new Problem('invalid', placeText(error));
}

function placeText(error: Error) {
  // The library names the tag; what it says about its own workings helps nobody.
  const tag = /\{[^{}]{0,80}\}?/.exec(error.message)?.[0];
  return {
    en: `A tag${tag ? ` (${tag})` : ''} begins or ends in the wrong place. Both braces stand in one paragraph; a loop begins and ends in the same cell, or in the first and last cell of the rows that it repeats.`,
    zh: `标签${tag ? `“${tag}”` : ''}的位置不对：一对大括号应在同一段内；循环的起止标签应在同一单元格，或分别在所重复各行的首格和末格。`,
  };
}

function unknownTag({ rawText, name }: WordTag, scopes: readonly (readonly Tag[])[]): Issue {
  const near = nearest(name ?? '', scopes.flat());
  const [en, zh] = [near.map((n) => `{${n}}`).join(', '), near.map((n) => `{${n}}`).join('、')];
  return {
    message: {
      en: `There is no tag ${rawText}.${near.length > 0 ? ` Did you mean ${en}?` : ''} Take a name from the list of tags.`,
      zh: `没有“${rawText}”这个标签${near.length > 0 ? `，是否为${zh}？` : '。'}请从标签清单中选用。`,
    },
  };
}

/** At most three names that are few letters away, or hold the other. */
function nearest(name: string, tags: readonly Tag[]): string[] {
  const wanted = name
    .replace(/^(没有|no )/, '')
    .split(/[=＝]/)[0]!
    .trim();
  if (wanted === '') return [];
  const names = [...new Set(tags.flatMap(({ zh, en }) => [zh, en]))];
  return names
    .map((one) => ({ one, away: distance(wanted, one) }))
    .filter(({ one, away }) => away <= Math.max(1, Math.min(wanted.length, one.length) / 2))
    .toSorted((a, b) => a.away - b.away)
    .slice(0, 3)
    .map(({ one }) => one);
}

/** How many characters must be put in, taken out or changed (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1)
      next[j] = Math.min(
        row[j]! + 1,
        next[j - 1]! + 1,
        row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[other.length]!;
}

function neverOpened(tag: string): Issue {
  return {
    message: {
      en: `${tag} ends a loop that never began. Take it out, or put {#…} before it.`,
      zh: `“${tag}”没有对应的开始标签。请删去，或在前面补上“{#…}”。`,
    },
  };
}

function neverClosed(tag: string): Issue {
  return {
    message: {
      en: `${tag} begins a loop that never ends. Put {/} where it ends.`,
      zh: `“${tag}”没有结束标签，请在结束处补上“{/}”。`,
    },
  };
}

function needsPair(tag: string): Issue {
  return {
    message: {
      en: `${tag} is a condition: write {#…} before what it decides on and {/} after it.`,
      zh: `“${tag}”是条件，请在其前写“{#…}”、其后写“{/}”。`,
    },
  };
}
