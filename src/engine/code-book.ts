/**
 * Codes of the office's own. The product brings the national lists; an office adds codes below
 * them, calls a code by another name, and ends one from a day on. What a record counts for never
 * looks here: a code of the office's own carries its national one in its spelling (`land.canal`), so
 * rolling up is reading the code itself, on every machine and for every year. Only what people see
 * and choose (labels, validity) comes from what was learned.
 */
import type { Day } from './day.ts';
import type { Code, CodeList } from './field.ts';

/** One row of the table `code`: added by the office, or its word about a code that was shipped. */
export type OwnCode = {
  readonly list: string;
  readonly code: string;
  readonly parent: string | null;
  readonly label_en: string;
  readonly label_zh: string;
  readonly valid_from: Day | null;
  readonly valid_to: Day | null;
  readonly source: string | null;
};

/** The shipped code to which a code belongs: what figures and returns are broken down by. */
export function nationalCode(code: string): string {
  const dot = code.indexOf('.');
  return dot < 0 ? code : code.slice(0, dot);
}

/** How the office's own code is spelled below its parent. */
export function ownCode(parent: string, local: string): string {
  return `${parent}.${local}`;
}

/** May it be chosen on that day? Both ends belong to the validity. */
export function isValidOn(code: Code, day: Day): boolean {
  return (!code.valid_from || code.valid_from <= day) && (!code.valid_to || code.valid_to >= day);
}

/** The codes asked for and all below them: whoever filters by land means irrigation too. */
export function withBelow(list: CodeList, codes: readonly string[]): string[] {
  const found = new Set(codes);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const one of list.codes) if (one.parent && found.has(one.parent)) found.add(one.code);
  }
  return [...found];
}

/** Children follow their parent, so that a list reads as a tree. */
export function inTreeOrder(codes: readonly Code[]): Code[] {
  const here = new Set(codes.map((one) => one.code));
  const below = Map.groupBy(codes, (one) =>
    one.parent && here.has(one.parent) ? one.parent : null,
  );
  const walk = (parent: string | null): Code[] =>
    (below.get(parent) ?? []).flatMap((one) => [one, ...walk(one.code)]);
  return walk(null);
}

/** Shipped codes under the office's words, then its own. Pure. */
export function withOwn(shipped: readonly Code[], own: readonly OwnCode[]): Code[] {
  const said = new Map(own.map((row) => [row.code, row]));
  const known = new Set(shipped.map((one) => one.code));
  return [
    ...shipped.map((one) => {
      const row = said.get(one.code);
      return row ? { ...one, ...worded(row) } : one;
    }),
    ...own
      .filter((row) => !known.has(row.code) && row.parent !== null)
      .map((row) => ({ code: row.code, parent: row.parent!, own: true, ...worded(row) })),
  ];
}

function worded(row: OwnCode) {
  return {
    label: { en: row.label_en, zh: row.label_zh },
    ...(row.valid_from ? { valid_from: row.valid_from } : {}),
    ...(row.valid_to ? { valid_to: row.valid_to } : {}),
    ...(row.source ? { source: row.source } : {}),
  };
}

const shippedCodes = new WeakMap<CodeList, readonly Code[]>();

/** As the product brings it, whatever was learned since. */
export function shippedOf(list: CodeList): readonly Code[] {
  return shippedCodes.get(list) ?? list.codes;
}

/**
 * The lists as this city keeps them, from here on in this process: called at the start and after
 * each change, with all rows. A list is one object that forms, filters, labels and checks share, so
 * they all learn at once.
 */
export function learnCodes(lists: readonly CodeList[], own: readonly OwnCode[]): void {
  const byList = Map.groupBy(own, (row) => row.list);
  for (const list of lists) {
    const shipped = shippedOf(list);
    shippedCodes.set(list, shipped);
    const of = list.tops_of ?? list;
    const codes = withOwn(shippedOf(of), byList.get(of.name) ?? []);
    const tops = list.tops_of ? codes.filter((one) => !one.parent) : codes;
    (list as { codes: readonly Code[] }).codes = tops;
  }
}
