/** Checks that many record types make in the same words: days in order, days that have come, what a state stands on. */
import type { Day } from '#engine/day.ts';
import type { Field, Fields } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import type { Text } from '#engine/text.ts';

type Values = Readonly<Record<string, unknown>>;

/** Each pair says that its second day cannot come before its first. Days that are empty prove nothing. */
export function* inOrder(
  fields: Fields,
  record: Values,
  pairs: readonly (readonly [earlier: string, later: string])[],
): Generator<Issue> {
  for (const [earlier, later] of pairs) {
    const [from, to] = [record[earlier] as Day | null, record[later] as Day | null];
    if (from && to && to < from)
      yield { field: later, message: beforeText(fields[later]!, fields[earlier]!) };
  }
}

function beforeText(later: Field, earlier: Field): Text {
  return {
    en: `“${later.label.en}” cannot be before “${earlier.label.en}”. Correct one of the two days.`,
    zh: `“${later.label.zh}”不能早于“${earlier.label.zh}”，请核对。`,
  };
}

/** What has happened cannot have happened tomorrow: every day field that does not say `future`. */
export function* notInFuture(fields: Fields, record: Values, today: Day): Generator<Issue> {
  for (const [name, field] of Object.entries(fields)) {
    const day = record[name];
    if (
      field.kind !== 'day' ||
      field.future ||
      field.computed ||
      typeof day !== 'string' ||
      day <= today
    )
      continue;
    yield {
      field: name,
      message: {
        en: `“${field.label.en}” lies in the future (${day}). Correct the day.`,
        zh: `“${field.label.zh}”晚于今天（${day}），请核对。`,
      },
    };
  }
}

/** What a state stands on: fields that must not become empty again by a later change. */
export function* stillThere(
  fields: Fields,
  record: Values,
  names: readonly string[],
): Generator<Issue> {
  for (const name of names) {
    const value = record[name];
    if (value !== null && value !== undefined) continue;
    const { label } = fields[name]!;
    yield {
      field: name,
      message: {
        en: `“${label.en}” cannot be empty at this stage. Fill it in.`,
        zh: `办理到这一步，“${label.zh}”不能为空，请填写。`,
      },
    };
  }
}
