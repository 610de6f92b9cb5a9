/** From what a client sends to what a record keeps: one value of one field, or an issue in plain words. */
import { isValidOn } from './code-book.ts';
import { isDay } from './day.ts';
import type { Day } from './day.ts';
import type { Code, CodeList, Field } from './field.ts';
import type { Text } from './text.ts';

export type Parsed = { readonly value: unknown } | { readonly message: Text };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const lengthDefault = { text: 200, long_text: 20_000 };

/** When it is written down, and what stood there before: a code that has ended may stay, but not come anew. */
export type Writing = { readonly today: Day; readonly before: unknown };

/** Empty text, empty lists and undefined are all null: a record has one way to say nothing. */
export function parseValue(field: Field, raw: unknown, writing?: Writing): Parsed {
  if (raw === undefined || raw === null || raw === '') return { value: null };
  switch (field.kind) {
    case 'text':
    case 'long_text':
      return parseText(raw, field.max ?? lengthDefault[field.kind]);
    case 'integer':
      return parseInteger(raw, field.min ?? -2_147_483_648, field.max ?? 2_147_483_647);
    case 'money':
      return parseInteger(raw, 0, 100_000_000_000_00);
    case 'unit':
      return parseInteger(raw, 1, 2_147_483_647);
    case 'day':
      return isDay(raw)
        ? { value: raw }
        : wrong('This is no day. Write it like 2009-09-04.', '日期不对，请写成 2009-09-04。');
    case 'instant':
      return typeof raw === 'string' && !Number.isNaN(Date.parse(raw))
        ? { value: new Date(raw).toISOString() }
        : wrong('This is no point in time.', '时间不对。');
    case 'boolean':
      return typeof raw === 'boolean' ? { value: raw } : wrong('Yes or no?', '请选择是或否。');
    case 'code':
      return parseCodes(field.list, [raw], [writing?.before], writing?.today, ([one]) => one);
    case 'codes':
      if (!Array.isArray(raw)) return notOf(field.list);
      return parseCodes(field.list, raw, writing?.before, writing?.today, (all) =>
        all.length === 0 ? null : [...new Set(all)].toSorted((a, b) => (a < b ? -1 : 1)),
      );
    case 'link':
    case 'account':
      return typeof raw === 'string' && uuid.test(raw)
        ? { value: raw.toLowerCase() }
        : wrong('Choose an entry from the list.', '请从列表中选择。');
    default:
      return field satisfies never;
  }
}

function parseText(raw: unknown, max: number): Parsed {
  if (typeof raw !== 'string') return wrong('This has to be text.', '这里应填文字。');
  // PostgreSQL keeps no NUL; the other control characters only ever come from broken pastes.
  // oxlint-disable-next-line no-control-regex
  const value = raw.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '').trim();
  if (!value.isWellFormed())
    return wrong('This text has broken characters. Type it again.', '文字中有乱码，请重新输入。');
  if ([...value].length > max) {
    return wrong(
      `At most ${max} characters; this has ${[...value].length}.`,
      `最多${max}字，现在有${[...value].length}字。`,
    );
  }
  return { value: value === '' ? null : value };
}

function parseInteger(raw: unknown, min: number, max: number): Parsed {
  if (typeof raw !== 'number' || !Number.isSafeInteger(raw))
    return wrong('This has to be a whole number.', '这里应填整数。');
  if (raw < min || raw > max)
    return wrong(`Between ${min} and ${max}.`, `应在${min}和${max}之间。`);
  return { value: raw };
}

function parseCodes(
  list: CodeList,
  raw: readonly unknown[],
  before: unknown,
  today: Day | undefined,
  value: (codes: string[]) => unknown,
): Parsed {
  const found: Code[] = [];
  for (const one of raw) {
    const known = list.codes.find((code) => code.code === one);
    if (!known) return notOf(list);
    const kept = Array.isArray(before) && before.includes(one);
    if (today && !kept && !isValidOn(known, today)) return notValid(known, today);
    found.push(known);
  }
  return { value: value(found.map((code) => code.code)) };
}

function notOf({ label }: CodeList): Parsed {
  return wrong(`Choose one of: ${label.en}.`, `请从“${label.zh}”中选择。`);
}

function notValid({ label, valid_from, valid_to }: Code, today: Day): Parsed {
  return valid_to && valid_to < today
    ? wrong(
        `“${label.en}” ended on ${valid_to} and cannot be chosen anew. Choose another one.`,
        `“${label.zh}”已于${valid_to}停用，不能新选，请另选。`,
      )
    : wrong(
        `“${label.en}” can be chosen only from ${valid_from}. Choose another one.`,
        `“${label.zh}”自${valid_from}起启用，请另选。`,
      );
}

function wrong(en: string, zh: string): Parsed {
  return { message: { en, zh } };
}
