/**
 * How a row of an old book becomes deeds: the same deeds that somebody would have done, so that a record brought in
 * passes every check and counts like one written down on its day. A record type may say it better with `past`.
 */
import type { Deed } from './apply.ts';
import type { Role } from './permission.ts';
import { askedBy } from './record.ts';
import type { Action, AnyRecordType } from './record.ts';

/** One deed. It takes whatever it asks for and no earlier deed has taken. */
export type PastStep = {
  readonly action: string;
  /** What the row says too, and the deed sets by itself. */
  readonly covers?: readonly string[];
  /** What it asks for too, but a later deed is to say. */
  readonly leaves?: readonly string[];
  /** What the deed says where the row is silent. */
  readonly says?: Readonly<Record<string, unknown>>;
};

export type PastPlan = {
  readonly deeds: readonly Deed[];
  /** What the row says and no deed takes. */
  readonly left: readonly string[];
};

/** Stands in the history of each deed that wants a reason. */
const reason = '导入旧台账';

/** `given`: what the row says, by field; empty ones are not there. */
export function planPast(
  type: AnyRecordType,
  given: Readonly<Record<string, unknown>>,
  role: Role,
): PastPlan {
  const waiting = new Set(Object.keys(given).filter((name) => isTyped(type, name)));
  const deeds: Deed[] = [];
  for (const { action, covers = [], leaves = [], says = {} } of type.past?.(given) ??
    usualSteps(type, waiting, role)) {
    const asked = new Set(askedBy(type, action));
    const taken = [...waiting].filter((name) => asked.has(name) && !leaves.includes(name));
    for (const name of [...taken, ...covers]) waiting.delete(name);
    const values = { ...says, ...Object.fromEntries(taken.map((name) => [name, given[name]])) };
    const wantsReason = (type.actions[action] as Action<unknown, string>).reason !== undefined;
    deeds.push({ action, fields: values, ...(wantsReason ? { reason } : {}) });
  }
  return { deeds, left: [...waiting] };
}

/** The way of beginning that takes most of the row, then a change for the rest. */
function usualSteps(type: AnyRecordType, waiting: ReadonlySet<string>, role: Role): PastStep[] {
  const takes = (action: string) => askedBy(type, action).filter((n) => waiting.has(n)).length;
  const begin = (Object.entries(type.actions) as [string, Action<unknown, string>][])
    .filter(([, action]) => action.from.includes('new') && !action.internal)
    .toSorted(
      ([one, a], [other, b]) =>
        Number(b.roles.includes(role)) - Number(a.roles.includes(role)) ||
        takes(other) - takes(one),
    )[0];
  if (!begin) return [];
  const asked = new Set(askedBy(type, begin[0]));
  const rest = [...waiting].filter((name) => !asked.has(name));
  const change = type.actions['change'] ? new Set(askedBy(type, 'change')) : null;
  return rest.length > 0 && change && rest.every((name) => change.has(name))
    ? [{ action: begin[0] }, { action: 'change' }]
    : [{ action: begin[0] }];
}

/** A computed field may help to choose the deeds, but is never written. */
export function isTyped(type: AnyRecordType, name: string): boolean {
  return name in type.children || (name in type.fields && !type.fields[name].computed);
}
