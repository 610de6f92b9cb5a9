/** Of a workbook's styles only what a person needs to recognise the form on screen, and where a percent sign is shown. */
import { attribute, tagsOf } from './xml-scan.ts';
import type { Tag } from './xml-scan.ts';

export type CellLook = {
  readonly bold: boolean;
  readonly border: boolean;
  readonly align: string | null;
  /** Shows its number times a hundred, with the sign. */
  readonly percent: boolean;
};

/** By the number that cells carry. */
export function readStyles(xml: string): CellLook[] {
  const tags = [...tagsOf(xml)];
  const bold = within(tags, 'fonts', 'font').map((inside) =>
    inside.some((tag) => tag.name === 'b' && attribute(tag, 'val') !== '0'),
  );
  const border = within(tags, 'borders', 'border').map((inside) =>
    inside.some(
      (tag) =>
        ['left', 'right', 'top', 'bottom'].includes(tag.name) && attribute(tag, 'style') !== null,
    ),
  );
  const percents = new Set(['9', '10']);
  for (const tag of tags)
    if (tag.name === 'numFmt' && attribute(tag, 'formatCode')?.includes('%'))
      percents.add(attribute(tag, 'numFmtId') ?? '');
  return within(tags, 'cellXfs', 'xf').map(([xf, ...inside]) => ({
    bold: bold[Number(attribute(xf!, 'fontId') ?? 0)] ?? false,
    border: border[Number(attribute(xf!, 'borderId') ?? 0)] ?? false,
    align:
      inside.flatMap((tag) =>
        tag.name === 'alignment' ? (attribute(tag, 'horizontal') ?? []) : [],
      )[0] ?? null,
    percent: percents.has(attribute(xf!, 'numFmtId') ?? ''),
  }));
}

/** For each `item` of a `list`, its own tag and those inside it. */
function within(tags: readonly Tag[], list: string, item: string): Tag[][] {
  const items: Tag[][] = [];
  let [inList, current] = [false, null as Tag[] | null];
  for (const tag of tags) {
    if (tag.name === list) inList = tag.kind === 'open';
    else if (inList && tag.name === item && tag.kind === 'close') current = null;
    else if (inList && tag.name === item && current === null) {
      items.push([tag]);
      if (tag.kind === 'open') current = items.at(-1)!;
    } else if (current && tag.kind !== 'close') current.push(tag);
  }
  return items;
}
