/** What a target is counted by, in the words of the definition: label, unit of work, and whether it is about people. */
import { isHidden } from '#engine/field.ts';
import type { Fields } from '#engine/field.ts';
import type { Indicator } from '#engine/indicator.ts';
import type { Book } from '#engine/line.ts';
import type { Text } from '#engine/text.ts';
import { sideOf } from '../figures/compute.ts';

export type CountedBy = {
  readonly name: string;
  readonly label: Text;
  readonly counter: Text;
  readonly kind: Indicator['kind'];
  readonly money: boolean;
  /** What one unit of the work is: of a rate of committees, a committee. */
  readonly work_unit: Text;
  readonly about_people: boolean;
};

/** Figures about people are those of records that hold private fields or may be restricted. */
function isAboutPeople(book: Book, indicator: Indicator): boolean {
  const measures =
    indicator.kind === 'rate'
      ? [indicator.numerator.measure, indicator.denominator.measure]
      : indicator.kind === 'remainder'
        ? [indicator.whole.measure, indicator.taken.measure]
        : indicator.kind === 'average'
          ? [indicator.sum_of.measure, indicator.number_of.measure]
          : [indicator.count.measure];
  return measures.some((name) => {
    const measure = book.measure(name);
    if (measure.money) return false;
    const type = book.record(measure.of);
    const lists = Object.values(type.children as Record<string, { fields: object }>);
    return (
      type.sensitive !== undefined ||
      type.sealed !== undefined ||
      [type.fields, ...lists.map((list) => list.fields)].some((fields) =>
        Object.values(fields as Fields).some(isHidden),
      )
    );
  });
}

export function describeFigure(book: Book, indicator: Indicator): CountedBy {
  const { name, label, counter, kind, money = false } = indicator;
  const own = indicator.kind === 'rate' ? indicator.work_unit : undefined;
  const work_unit = own ?? book.measure(sideOf(indicator, 'numerator').count.measure).counter;
  const about_people = isAboutPeople(book, indicator);
  return { name, label, counter, kind, money, work_unit, about_people };
}
