/** What several record types of this line say in the same words. */
import type { Day } from '#engine/day.ts';
import type { Field, Fields } from '#engine/field.ts';
import type { Role } from '#engine/permission.ts';
import type { Issue } from '#engine/problem.ts';
import type { Text } from '#engine/text.ts';

/** Who does the daily work. A county officer also keeps the trade committees that sit at the county. */
export const hands: readonly Role[] = ['mediator', 'clerk', 'director', 'county'];
export const office: readonly Role[] = ['clerk', 'director', 'county'];
export const supervisors: readonly Role[] = ['director', 'county'];
export const countyAndCity: readonly Role[] = ['county', 'bureau'];

/** The book in which a committee numbers the cases of a year: its key never changes. */
export const disputeBook = (committee_id: string | null, year: number) =>
  `dispute/${committee_id}/${year}`;

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

const longSurnames = new Set([
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '司徒',
  '东方',
  '独孤',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '端木',
  '夏侯',
  '长孙',
  '宇文',
  '司空',
  '呼延',
  '申屠',
]);

/** 张某: how papers that others may see name a person. Bodies keep their names. */
export function nameInTitle(name: string, kind: string | null): string {
  if (kind === 'organisation' || name === '不详') return name;
  const surname = longSurnames.has(name.slice(0, 2)) ? name.slice(0, 2) : ([...name][0] ?? '');
  return `${surname}某`;
}
