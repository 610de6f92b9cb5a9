/** Days and instants as they come in a query. */
import { isDay } from '#engine/day.ts';
import { Problem } from '#engine/problem.ts';

export function dayOr(value: string | undefined, otherwise: string): string {
  if (!value) return otherwise;
  if (!isDay(value))
    throw new Problem('invalid', {
      en: `${value} is no day. Write it like 2009-09-30.`,
      zh: `“${value}”不是日期，请写成2009-09-30。`,
    });
  return value;
}

/** A day means its last moment in Shanghai; anything else has to be an instant. */
export function instantOr(value: string | undefined): string | null {
  if (!value) return null;
  if (isDay(value)) return `${value}T15:59:59.999Z`;
  if (Number.isNaN(Date.parse(value)))
    throw new Problem('invalid', { en: 'This is no point in time.', zh: '时点无效。' });
  return new Date(value).toISOString();
}
