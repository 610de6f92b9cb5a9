/**
 * A figure by the name that its address carries: an indicator, or plain counts spelled in one word, as a cell of a form
 * counts them (`count-address.ts`). What may not be added up is no figure.
 */
import { readCounts, spellCounts } from '#engine/count-address.ts';
import type { Count, Indicator } from '#engine/indicator.ts';
import type { Book } from '#engine/line.ts';
import { guardCeiling, guards, holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { isGuarded } from '#engine/record.ts';
import { definitionOfCounts } from '../reports/bound-form.ts';
import type { Definition } from '../reports/edition.ts';

/** Throws "not found" for whatever the actor's lines do not hold, as for what does not exist. */
export function figureNamed(book: Book, actor: Actor, name: string): Definition {
  const indicator = book.findIndicator(name) ?? spelledFigure(book, name);
  if (!indicator || !holdsLine(actor, indicator.line)) throw notFound();
  if (indicator.name.startsWith('count:') && !mayNarrow(book, actor, indicator)) throw notFound();
  return indicator;
}

/**
 * The figure that counts exactly this, else the count itself, spelled: a cell opens to the records that it counts, the
 * sum of several to those of all.
 */
export function doorOf(
  book: Book,
  { count, plus = [] }: { readonly count: Count; readonly plus?: readonly Count[] | undefined },
): string {
  const same = book.indicators.find(
    (one) =>
      (one.kind === 'flow' || one.kind === 'stock') &&
      JSON.stringify([one.count, ...(one.plus ?? [])]) === JSON.stringify([count, ...plus]),
  );
  return same?.name ?? spellCounts([count, ...plus]);
}

/** The door of a definition that a form or an edition holds; null where its indicator is no longer there. */
export function doorOfDefinition(book: Book, definition: Indicator): string | null {
  const plain = definition.kind === 'flow' || definition.kind === 'stock';
  return plain ? doorOf(book, definition) : (book.findIndicator(definition.name)?.name ?? null);
}

function spelledFigure(book: Book, name: string): Definition | undefined {
  const counts = readCounts(name);
  if (!counts) return undefined;
  const measures = new Set(book.measures.map((measure) => measure.name));
  if (!counts.every(({ measure }) => measures.has(measure))) return undefined;
  const found = definitionOfCounts(book, counts);
  if ('message' in found) throw new Problem('invalid', found.message);
  return { ...found.definition, name };
}

/**
 * Whoever may not open what is guarded is not led, facet by facet, to counts that the forms and figures of the house do
 * not show.
 */
function mayNarrow(book: Book, actor: Actor, indicator: Definition): boolean {
  if (guardCeiling(actor) >= guards.sensitive) return true;
  const plain = indicator.kind === 'flow' || indicator.kind === 'stock';
  const counts = plain ? [indicator.count, ...(indicator.plus ?? [])] : [];
  return !counts.some(({ measure }) => isGuarded(book.record(book.measure(measure).of)));
}
