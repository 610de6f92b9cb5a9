/**
 * A form for one unit and period: which figure stands in which cell. The shipped forms say it in TypeScript, an
 * uploaded sheet by its bindings; from here on both are the same. What the book cannot answer is listed and never
 * guessed.
 */
import { labelOf } from '#engine/field.ts';
import type { CodeList } from '#engine/field.ts';
import type { Book } from '#engine/line.ts';
import { countsOverlap } from '#engine/indicator.ts';
import type { Count } from '#engine/indicator.ts';
import { periodBefore } from '#engine/report-period.ts';
import type { ReportPeriodKind } from '#engine/report-period.ts';
import type { ReturnCell, ReturnForm } from '#engine/report.ts';
import type { Text } from '#engine/text.ts';
import { readAdded } from '#lines/reporting/added-counts.ts';
import type { ReturnFormRecord } from '#lines/reporting/return-form.ts';
import { lastYear } from '../figures/compute.ts';
import type { Definition } from './edition.ts';

export type FormCell = {
  /** `统计表!B5`, or the key of a shipped form's cell. The same in every period. */
  readonly key: string;
  readonly place: { readonly sheet: string; readonly cell: string } | null;
  readonly label: Text;
  readonly counter: Text;
  readonly definition: Definition;
  readonly show: 'value' | 'numerator' | 'denominator';
  readonly unit_id: number;
  readonly from: string;
  readonly to: string;
};
/** Words of the head: whose return, which period, the numbers that the Statistics Law asks for. */
export type FormWord = { readonly sheet: string; readonly cell: string; readonly name: string };
export type FormProblem = { readonly key: string; readonly message: Text };
export type BoundForm = {
  readonly cells: readonly FormCell[];
  readonly words: readonly FormWord[];
  readonly problems: readonly FormProblem[];
  readonly sums: readonly {
    readonly says: Text;
    readonly whole: string;
    readonly parts: readonly string[];
  }[];
  readonly shipped: ReturnForm | null;
};
export type FormPlace = { readonly unit_id: number; readonly from: string; readonly to: string };

/** How many bodies keep the register: what a shipped form prints at its foot. */
export const registersKey = '@registers';

export const formWords: Readonly<Record<string, Text>> = {
  unit_name: { en: 'Name of the unit', zh: '填报单位' },
  period: { en: 'Period', zh: '报告期' },
  table_number: { en: 'Table number', zh: '表号' },
  issued_by: { en: 'Issued by', zh: '制定机关' },
  approval_number: { en: 'Approval number', zh: '批准文号' },
  valid_until: { en: 'Valid until', zh: '有效期至' },
  made_by: { en: 'Made by', zh: '填表人' },
  made_on: { en: 'Made on', zh: '填表日期' },
  stood_at: { en: 'As it stood', zh: '数据时点' },
};

export function bindForm(book: Book, form: ReturnFormRecord, place: FormPlace): BoundForm {
  const shipped = form.shipped ? findShipped(book, form.shipped) : null;
  const problems: FormProblem[] = [];
  if (form.shipped && !shipped)
    problems.push({
      key: form.shipped,
      message: {
        en: `No form called ${form.shipped} comes along.`,
        zh: `产品没有提供名为“${form.shipped}”的表。`,
      },
    });
  const own = form.cells.filter((cell) => cell.what !== 'info');
  const bound = own.flatMap((cell) => {
    const key = `${cell.sheet}!${cell.cell}`;
    const found = definitionFor(book, cell);
    if ('message' in found) {
      problems.push({ key, message: found.message });
      return [];
    }
    const unit_id = cell.of_unit_id ?? place.unit_id;
    const range = rangeOf(cell.period, form.period_kind as ReportPeriodKind, place);
    const show = (cell.show ?? 'value') as FormCell['show'];
    return [
      {
        key,
        place: { sheet: cell.sheet!, cell: cell.cell! },
        label: found.definition.label,
        counter: found.definition.counter,
        definition: found.definition,
        show,
        unit_id,
        ...range,
      },
    ];
  });
  const words = form.cells.flatMap((cell) =>
    cell.what === 'info' && cell.name! in formWords
      ? [{ sheet: cell.sheet!, cell: cell.cell!, name: cell.name! }]
      : [],
  );
  return {
    cells: [...(shipped ? shippedCells(book, shipped, place) : []), ...bound],
    words,
    problems,
    sums: [
      ...(shipped?.form.checks ?? []),
      ...form.sums.map((sum) => ({
        says: { en: sum.says!, zh: sum.says! },
        whole: sum.whole!,
        parts: sum.parts!.split(/[,，;；\s]+/).filter(Boolean),
      })),
    ],
    shipped: shipped?.form ?? null,
  };
}

export function shippedForms(book: Book): { line: string; form: ReturnForm }[] {
  return book.lines.flatMap((line) =>
    (line.returns ?? []).map((form) => ({ line: line.name, form })),
  );
}

type Shipped = { readonly line: string; readonly form: ReturnForm };

function findShipped(book: Book, name: string): Shipped | null {
  return shippedForms(book).find(({ form }) => form.name === name) ?? null;
}

/** A cell of a grid is called by its row and its column. */
function shippedReturnCells(form: ReturnForm): ReturnCell[] {
  return form.tables.flatMap((table) =>
    table.kind === 'list'
      ? table.cells
      : table.rows.flatMap((row) =>
          row.cells.map((cell) => ({
            ...cell,
            label: {
              en: `${row.label.en}, ${cell.label.en}`,
              zh: `${row.label.zh}·${cell.label.zh}`,
            },
          })),
        ),
  );
}

function shippedCells(book: Book, { line, form }: Shipped, place: FormPlace): FormCell[] {
  const cells = shippedReturnCells(form).map(({ key, label, counter, count }) => ({
    key,
    label,
    counter,
    definition: countDefinition(book, key, count, { line, label, counter, kept_by: form.kept_by }),
  }));
  const counter = { en: 'registers', zh: '个' };
  const label = { en: 'Registers kept at the end of the period', zh: '期末建账数' };
  const registers = countDefinition(
    book,
    registersKey,
    { measure: form.kept_by },
    { line, label, counter },
  );
  return [...cells, { key: registersKey, label, counter, definition: registers }].map((cell) => ({
    ...cell,
    ...place,
    place: null,
    show: 'value' as const,
  }));
}

type Words = {
  readonly line: string;
  readonly label: Text;
  readonly counter: Text;
  readonly kept_by?: string | undefined;
};

const notRecorded: Text = { en: 'not recorded', zh: '未登记' };

/** A count that is no indicator of its own, said as one. */
function countDefinition(book: Book, name: string, count: Count, words: Words): Definition {
  const measure = book.measure(count.measure);
  const only = Object.entries(count.where ?? {}).map(([facet, codes]) => {
    const list = measure.facets![facet]!;
    const called = codes.map((one) => (one ? labelOf(list, one) : notRecorded));
    return {
      en: `${list.label.en}: ${called.map((label) => label.en).join(', ')}`,
      zh: `${list.label.zh}：${called.map((label) => label.zh).join('、')}`,
    };
  });
  const rest = {
    en: only.length > 0 ? ` (${only.map((one) => one.en).join('; ')})` : '',
    zh: only.length > 0 ? `（${only.map((one) => one.zh).join('；')}）` : '',
  };
  return {
    name,
    line: words.line,
    kind: measure.kind,
    count,
    label: words.label,
    counter: words.counter,
    rule: { en: `${measure.label.en}${rest.en}.`, zh: `${measure.label.zh}${rest.zh}。` },
    group: 'work',
    ...(words.kept_by ? { kept_by: words.kept_by } : {}),
    ...(measure.money ? { money: true } : {}),
  };
}

type Bound = Pick<
  ReturnFormRecord['cells'][number],
  'sheet' | 'cell' | 'what' | 'name' | 'facets' | 'also' | 'show'
>;
type Found = { readonly definition: Definition } | { readonly message: Text };

/** What the cell counts, or why nothing can answer it. */
export function definitionFor(book: Book, cell: Bound): Found {
  const parts = [cell, ...(readAdded(cell.also) ?? [])].map((part) => oneCount(book, part));
  const wrong = parts.find((part) => 'message' in part);
  if (wrong) return wrong;
  const [first, ...others] = parts.map((part) => (part as { definition: Definition }).definition);
  return others.length === 0 ? { definition: first! } : sumOfCounts(first!, others);
}

/**
 * Several counts as one figure. Only what may be added is added: what happens with what happens, in one unit of count
 * (人 are not 人次), and nothing that one record would be counted in twice.
 */
function sumOfCounts(first: Definition, others: readonly Definition[]): Found {
  const all = [first, ...others];
  const counts: Count[] = [];
  for (const one of all) {
    if (one.kind !== 'flow' && one.kind !== 'stock')
      return {
        message: {
          en: `${one.label.en} cannot be added to anything: rates, means and numbers of different people have no sum.`,
          zh: `“${one.label.zh}”不能与其他数相加：比率、平均数和去重人数没有合计。`,
        },
      };
    if (one.kind !== first.kind)
      return {
        message: {
          en: `${first.label.en} and ${one.label.en} cannot be added: one happens in the period, the other stands at its end.`,
          zh: `“${first.label.zh}”与“${one.label.zh}”不能相加：一个是期内发生数，一个是期末数。`,
        },
      };
    if (one.line !== first.line)
      return {
        message: {
          en: `${first.label.en} and ${one.label.en} are of two lines of work, which different people may see.`,
          zh: `“${first.label.zh}”与“${one.label.zh}”属不同业务，查看权限不同，不能相加。`,
        },
      };
    if (one.counter.zh !== first.counter.zh || one.money !== first.money)
      return {
        message: {
          en: `${first.label.en} (${first.counter.en}) and ${one.label.en} (${one.counter.en}) are counted in different units.`,
          zh: `“${first.label.zh}”（${first.counter.zh}）与“${one.label.zh}”（${one.counter.zh}）计量单位不同，不能相加。`,
        },
      };
    if (counts.some((known) => countsOverlap(known, one.count)))
      return {
        message: {
          en: `${one.label.en} is in this sum already; some records would count twice. Limit one of them.`,
          zh: `“${one.label.zh}”与本格其他项有重叠，部分记录会重复计算，请加限定。`,
        },
      };
    counts.push(one.count);
  }
  const joined = (words: (one: Definition) => Text): Text => ({
    en: all.map((one) => words(one).en).join(' + '),
    zh: all.map((one) => words(one).zh).join('＋'),
  });
  const { line, counter, kept_by, group, kind, money } = first;
  return {
    definition: {
      name: all.map((one) => one.name).join('+'),
      line,
      kind: kind as 'flow',
      count: counts[0]!,
      plus: counts.slice(1),
      label: joined((one) => one.label),
      rule: joined((one) => one.rule),
      counter,
      group,
      ...(kept_by ? { kept_by } : {}),
      ...(money ? { money } : {}),
    },
  };
}

/** What stands behind a count that is spelled in an address: said in words as a cell of a form says it. */
export function definitionOfCounts(book: Book, counts: readonly Count[]): Found {
  const parts: Found[] = counts.map((count) => {
    const whole = oneCount(book, { what: 'measure', name: count.measure, facets: null });
    const { facets = {} } = book.measure(count.measure);
    const entries = Object.entries(count.where ?? {});
    const strange = entries.some(
      ([facet, codes]) => !facets[facet] || !codes.every((code) => knownIn(facets[facet]!, code)),
    );
    if (strange) return unknownName(count.measure);
    if ('message' in whole || entries.length === 0) return whole;
    const words = entries.flatMap(([facet, codes]) =>
      codes.map((code) => (code ? labelOf(facets[facet]!, code) : notRecorded)),
    );
    return narrowedTo(book, whole.definition, count, words);
  });
  const wrong = parts.find((part) => 'message' in part);
  if (wrong) return wrong;
  const [first, ...others] = parts.map((part) => (part as { definition: Definition }).definition);
  return others.length === 0 ? { definition: first! } : sumOfCounts(first!, others);
}

/** An empty code is what nobody recorded. */
const knownIn = (list: CodeList, code: string) =>
  code === '' || list.codes.some((one) => one.code === code);

function narrowedTo(book: Book, whole: Definition, count: Count, words: readonly Text[]): Found {
  const label = {
    en: `${whole.label.en}: ${words.map((word) => word.en).join(', ')}`,
    zh: `${whole.label.zh}：${words.map((word) => word.zh).join('、')}`,
  };
  const { line, counter, kept_by, name } = whole;
  return { definition: countDefinition(book, name, count, { line, label, counter, kept_by }) };
}

function oneCount(book: Book, cell: Pick<Bound, 'what' | 'name' | 'facets'>): Found {
  if (cell.what === 'indicator') {
    const definition = book.findIndicator(cell.name ?? '');
    if (!definition) return unknownName(cell.name);
    const plain = definition.kind === 'flow' || definition.kind === 'stock';
    if (!cell.facets) return { definition };
    if (!plain)
      return {
        message: {
          en: 'A rate cannot be narrowed here. Choose the count below it and its limits.',
          zh: '比率不能再加限定，请改选其计数并设定限定。',
        },
      };
    return narrowed(book, definition, definition.count, cell.facets);
  }
  const measure = book.measures.find(({ name }) => name === cell.name);
  if (!measure) return unknownName(cell.name);
  const line = book.record(measure.of).line;
  const keeper = book.indicators.find(
    (one) => 'count' in one && one.count.measure === measure.name,
  );
  const { label, counter } = measure;
  const count = { measure: measure.name };
  const definition = countDefinition(book, measure.name, count, {
    line,
    label,
    counter,
    kept_by: keeper?.kept_by,
  });
  return cell.facets ? narrowed(book, definition, count, cell.facets) : { definition };
}

function narrowed(book: Book, whole: Definition, count: Count, facets: string): Found {
  const measure = book.measure(count.measure);
  const where = { ...count.where };
  const words: { en: string; zh: string }[] = [];
  for (const part of facets.split('&')) {
    const [facet, codes] = part.split('=') as [string, string?];
    const list = measure.facets?.[facet];
    const wanted = (codes ?? '').split(',').filter(Boolean);
    const known = wanted.map((code) => list?.codes.find((one) => one.code === code));
    if (!list || wanted.length === 0 || known.includes(undefined))
      return {
        message: {
          en: `${measure.label.en} is not broken down by ${part}. It can be by: ${Object.keys(measure.facets ?? {}).join(', ') || 'nothing'}.`,
          zh: `“${measure.label.zh}”不能按“${part}”细分，可用：${Object.keys(measure.facets ?? {}).join('、') || '无'}。`,
        },
      };
    where[facet] = wanted;
    words.push(...known.map((one) => one!.label));
  }
  const name = `${whole.name}?${facets}`;
  return narrowedTo(book, { ...whole, name }, { measure: measure.name, where }, words);
}

function unknownName(name: string | null): { message: Text } {
  return {
    message: {
      en: `Nothing called “${name ?? ''}” is counted here (any more). Choose again.`,
      zh: `没有（或已不再有）名为“${name ?? ''}”的指标，请重新选择。`,
    },
  };
}

function rangeOf(
  which: string | null,
  kind: ReportPeriodKind,
  { from, to }: FormPlace,
): { from: string; to: string } {
  switch (which) {
    case 'to_date':
      return { from: `${to.slice(0, 4)}-01-01`, to };
    case 'previous': {
      const before = periodBefore(kind, { from });
      return { from: before.from, to: before.to };
    }
    case 'last_year':
      return lastYear({ from, to });
    default:
      return { from, to };
  }
}
