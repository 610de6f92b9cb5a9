/** Versions of a standard or a tariff: which of them holds on a day, and why another one may not be chosen. */
import { formatDay } from './day.ts';
import type { Day } from './day.ts';
import type { Field, Fields } from './field.ts';
import type { Issue } from './problem.ts';
import type { AnyRecord } from './record.ts';

export type Version = { readonly valid_from?: Day | null; readonly valid_to?: Day | null };

/** Both ends belong to it. A draft has no beginning, and so is never in force. */
export function isInForce({ valid_from, valid_to }: Version, day: Day): boolean {
  return Boolean(valid_from) && valid_from! <= day && (!valid_to || valid_to >= day);
}

/**
 * The day by which the version is chosen: what the form says, else today. Null where the day comes from elsewhere and
 * is not known yet: then nothing can be said.
 */
export function dayOfChoice(
  fields: Fields,
  on: string,
  values: Readonly<Record<string, unknown>>,
  today: Day,
): Day | null {
  const day = values[on] as Day | null | undefined;
  return day ?? (fields[on]?.computed ? null : today);
}

/** Of the links that a deed sets, those that lead to a version that is not in force. */
export function* versionsNotInForce(
  fields: Fields,
  before: AnyRecord,
  after: AnyRecord,
  today: Day,
  lookUp: (to: string, id: string) => AnyRecord | undefined,
): Generator<Issue> {
  for (const [name, field] of Object.entries(fields) as [string, Field][]) {
    if (field.kind !== 'link' || !field.in_force_on || !after[name]) continue;
    if (after[name] === before[name]) continue;
    const chosen = lookUp(field.to, after[name]);
    const day = dayOfChoice(fields, field.in_force_on, after, today);
    if (!chosen || !day || isInForce(chosen as Version, day)) continue;
    yield { field: name, message: whyNot(field.label, chosen as Version, day) };
  }
}

function whyNot(label: Field['label'], { valid_from, valid_to }: Version, day: Day) {
  const [en, zh] = [formatDay(day, 'en'), formatDay(day, 'zh')];
  const what = label.en.toLowerCase();
  if (!valid_from)
    return {
      en: `This ${what} is a draft and was not brought into force. Choose the one in force on ${en}.`,
      zh: `该${label.zh}仍为草案，尚未启用，请选择${zh}时有效的版本。`,
    };
  if (valid_from > day)
    return {
      en: `This ${what} is in force from ${formatDay(valid_from, 'en')} on, and this is of ${en}. Choose the one in force then.`,
      zh: `该${label.zh}自${formatDay(valid_from, 'zh')}起启用，本件日期为${zh}，请选择当时有效的版本。`,
    };
  return {
    en: `This ${what} ended on ${formatDay(valid_to!, 'en')}, and this is of ${en}. Choose the one in force then.`,
    zh: `该${label.zh}已于${formatDay(valid_to!, 'zh')}停用，本件日期为${zh}，请选择当时有效的版本。`,
  };
}
