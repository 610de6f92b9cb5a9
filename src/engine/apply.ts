/**
 * One action on one record, as a pure function: the record before, what was typed, who and when →
 * the record after, or a Problem with every issue at once. The server calls it inside the
 * transaction; a form may call it to show problems while typing.
 */
import type { Day } from './day.ts';
import type { Field } from './field.ts';
import type { Moment, AnyRecord, AnyRecordType, Action, ChildList } from './record.ts';
import { askedBy, goAlong, handOver, relink, stateInfo, undoImport, undone } from './record.ts';
import { versionsNotInForce } from './in-force.ts';
import { maskValue } from './mask.ts';
import { guards, roles as roleLabels } from './permission.ts';
import type { Issue } from './problem.ts';
import { notFound, Problem } from './problem.ts';
import { parseValue } from './value.ts';

export type Deed = {
  readonly action: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly reason?: string | undefined;
};

/**
 * Finds a linked record, loaded before; undefined when there is none that the actor may link to.
 */
export type LookUp = (type: string, id: string) => AnyRecord | undefined;

export type Applied = {
  readonly after: AnyRecord;
  readonly changed: string[];
  readonly warnings: Issue[];
};

export function applyAction(
  type: AnyRecordType,
  before: AnyRecord,
  deed: Deed,
  moment: Moment,
  lookUp: LookUp,
): Applied {
  if (deed.action === handOver && moment.actor.engine) return handedOver(before, deed);
  if (deed.action === relink && moment.actor.engine) return relinked(type, before, deed);
  if (deed.action === goAlong && moment.actor.engine) return goneAlong(before, deed);
  if (deed.action === undoImport) return withoutImport(before, moment);
  const action = type.actions[deed.action] as Action<AnyRecord, string> | undefined;
  if (!action)
    throw new Problem('invalid', {
      en: `There is no action ${deed.action}.`,
      zh: `没有“${deed.action}”这个操作。`,
    });
  refuseUnlessAllowed(type, action, before, moment);
  refuseUnlessInState(type, action, before);
  const issues: Issue[] = [];
  const typed = parseTyped(type, before, deed, moment.today, issues);
  let after: AnyRecord = { ...before, ...typed };
  if (action.set) after = { ...after, ...action.set(after, moment) };
  after = { ...after, ...copied(type, before, after, lookUp, issues) };
  issues.push(...versionsNotInForce(type.fields, before, after, moment.today, lookUp));
  if (type.derive) after = { ...after, ...type.derive(after) };
  after.state = typeof action.to === 'function' ? action.to(after) : (action.to ?? before.state);
  after.guard = guardOf(type, before, after);
  // Who was responsible is a fact of the case; whoever took the post over keeps it until it is assigned anew.
  const assigned = type.keeper !== undefined && after[type.keeper] !== before[type.keeper];
  after.keeper_id = (assigned ? after[type.keeper!] : before.keeper_id) ?? null;
  issues.push(...missing(type, action, after, typed), ...reasonIssues(type, action, before, deed));
  // Checks assume that what is required is there; running them on a half-empty record would only
  // repeat it in other words.
  if (!issues.some((issue) => !issue.warning)) {
    issues.push(...(action.check?.(after, moment) ?? []), ...(type.check?.(after) ?? []));
  }
  const errors = issues.filter((issue) => !issue.warning);
  if (errors.length > 0) throw new Problem('invalid', errors[0]!.message, issues);
  return { after, changed: changedFields(type, before, after), warnings: issues };
}

/** What says of itself whether it is sealed is opened again when it no longer says so; all else stays sealed. */
function guardOf(type: AnyRecordType, before: AnyRecord, after: AnyRecord): number {
  const sealed = type.sealed?.(after) ?? before.guard === guards.sealed;
  if (sealed) return guards.sealed;
  return type.sensitive?.(after) ? guards.sensitive : guards.open;
}

/** A post was handed over: the record has another keeper, and nothing else of it changes. */
function handedOver(before: AnyRecord, deed: Deed): Applied {
  const keeper_id = deed.fields['keeper_id'] as string | null;
  return { after: { ...before, keeper_id }, changed: ['keeper_id'], warnings: [] };
}

/** Links lead elsewhere, and nothing else of the record changes. */
function relinked(type: AnyRecordType, before: AnyRecord, deed: Deed): Applied {
  const changed = Object.keys(deed.fields).filter((name) => type.fields[name]?.kind === 'link');
  const links = Object.fromEntries(changed.map((name) => [name, deed.fields[name]]));
  return { after: { ...before, ...links }, changed, warnings: [] };
}

/** It is kept where that is kept on which it hangs. */
function goneAlong(before: AnyRecord, deed: Deed): Applied {
  const unit_id = deed.fields['unit_id'] as number;
  return { after: { ...before, unit_id }, changed: ['unit_id'], warnings: [] };
}

/** The deed that every type has and nobody does by hand: the record stays as it is and counts for nothing. */
function withoutImport(before: AnyRecord, { actor }: Moment): Applied {
  if (!actor.engine || before.state === undone) throw notFound();
  return { after: { ...before, state: undone }, changed: ['state'], warnings: [] };
}

/** An empty record of a type, before its first action. */
export function blankRecord(
  type: AnyRecordType,
  base: Pick<AnyRecord, 'id' | 'unit_id' | 'path' | 'created_by'>,
): AnyRecord {
  const values = Object.fromEntries(Object.keys(type.fields).map((name) => [name, null]));
  const children = Object.fromEntries(Object.keys(type.children).map((name) => [name, []]));
  const times = { created_at: '', updated_at: '' };
  return {
    ...values,
    ...children,
    ...times,
    ...base,
    version: 0,
    state: 'new',
    guard: 0,
    keeper_id: null,
  };
}

function refuseUnlessAllowed(
  type: AnyRecordType,
  action: Action<AnyRecord, string>,
  before: AnyRecord,
  { actor }: Moment,
) {
  if (actor.engine) return;
  if (action.internal || !action.roles.includes(actor.grant.role)) {
    const who = action.roles.map((role) => roleLabels[role]);
    throw new Problem('not-allowed', {
      en: `“${action.label.en}” (${type.label.en}) is for: ${who.map((w) => w.en).join(', ') || 'nobody by hand'}. Ask one of them, or switch your post.`,
      zh: `“${action.label.zh}”（${type.label.zh}）由${who.map((w) => w.zh).join('、') || '系统'}办理。请由其办理，或切换岗位。`,
    });
  }
  if (action.not_by?.some((place) => peopleAt(before, place).includes(actor.person_id))) {
    throw new Problem('not-allowed', {
      en: `Whoever handled this cannot also do “${action.label.en}”. Another person of your office or the county has to.`,
      zh: `经办人本人不能办理“${action.label.zh}”，请由本单位其他人或县（区）局办理。`,
    });
  }
}

/** The people in a field, or in that field of a list's rows. */
function peopleAt(record: AnyRecord, place: string): unknown[] {
  const [name, field] = place.split('.') as [string, string?];
  return field === undefined
    ? [record[name]]
    : (record[name] as Record<string, unknown>[]).map((row) => row[field]);
}

function refuseUnlessInState(
  type: AnyRecordType,
  action: Action<AnyRecord, string>,
  before: AnyRecord,
) {
  if (action.from.includes(before.state)) return;
  if (before.state === 'new') throw notFound();
  const now = stateInfo(type, before.state)?.label ?? { en: before.state, zh: before.state };
  const when = action.from.map(
    (state) => (type.states as Record<string, { label: { en: string; zh: string } }>)[state]?.label,
  );
  throw new Problem('wrong-state', {
    en: `This ${type.label.en.toLowerCase()} stands at “${now.en}”. “${action.label.en}” is possible at: ${when.map((w) => w?.en ?? 'the start').join(', ')}.`,
    zh: `该${type.label.zh}处于“${now.zh}”，“${action.label.zh}”只能在${when.map((w) => `“${w?.zh ?? '新建'}”`).join('、')}时办理。`,
  });
}

function parseTyped(
  type: AnyRecordType,
  before: AnyRecord,
  deed: Deed,
  today: Day,
  issues: Issue[],
): Record<string, unknown> {
  const asked = new Set(askedBy(type, deed.action));
  const typed: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(deed.fields)) {
    if (!asked.has(name)) {
      issues.push({
        field: name,
        message: {
          en: `“${deed.action}” does not take the field ${name}.`,
          zh: `此操作不填“${name}”。`,
        },
      });
    } else if (name in type.children) {
      const child = type.children[name] as ChildList;
      typed[name] = parseRows(child, name, raw, before[name], today, issues);
    } else {
      typed[name] = parseField(type.fields[name] as Field, name, raw, before[name], today, issues);
    }
  }
  return typed;
}

/** A masked value that comes back as it was shown means: unchanged. */
function parseField(
  field: Field,
  path: string,
  raw: unknown,
  before: unknown,
  today: Day,
  issues: Issue[],
): unknown {
  if (field.private && raw !== null && raw === maskValue(field, before)) return before;
  const parsed = parseValue(field, raw, { today, before });
  if ('value' in parsed) return parsed.value;
  issues.push({ field: path, message: parsed.message });
  return null;
}

function parseRows(
  child: ChildList,
  name: string,
  raw: unknown,
  before: readonly Record<string, unknown>[],
  today: Day,
  issues: Issue[],
): unknown[] {
  const known = new Map(before.map((row) => [row.id, row]));
  if (raw === null || raw === undefined) return [];
  if (!Array.isArray(raw) || raw.length > 500) {
    issues.push({
      field: name,
      message: {
        en: 'This has to be a list of at most 500 rows.',
        zh: '这里应为列表，最多500行。',
      },
    });
    return [];
  }
  return raw.map((row: unknown, i) => {
    const source = (typeof row === 'object' && row !== null ? row : {}) as Record<string, unknown>;
    for (const key of Object.keys(source)) {
      if (!(key in child.fields) && key !== 'id') {
        issues.push({
          field: `${name}.${i}.${key}`,
          message: { en: `No such field: ${key}.`, zh: `没有“${key}”这一项。` },
        });
      }
    }
    const values = Object.entries(child.fields).map(([key, field]) => {
      const path = `${name}.${i}.${key}`;
      const held = known.get(source.id)?.[key];
      const value = parseField(field, path, source[key], held, today, issues);
      if (field.required && value === null) issues.push({ field: path, message: fillIn(field) });
      return [key, value] as const;
    });
    // A row keeps its id only if it is this record's own: another record's row can't be taken over.
    return { ...(known.has(source.id) ? { id: source.id } : {}), ...Object.fromEntries(values) };
  });
}

/**
 * Copied facts are taken when the link is set or changed, stay as they were then, and go when the
 * link goes.
 */
function copied(
  type: AnyRecordType,
  before: AnyRecord,
  after: AnyRecord,
  lookUp: LookUp,
  issues: Issue[],
) {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(type.fields as Record<string, Field>)) {
    if (field.kind !== 'link' || after[name] === before[name]) continue;
    const linked = after[name] === null ? null : lookUp(field.to, after[name]);
    if (linked === undefined)
      issues.push({
        field: name,
        message: {
          en: 'This entry is not (or no longer) there. Choose again.',
          zh: '所选条目不存在，请重新选择。',
        },
      });
    for (const [copy, [link, source]] of Object.entries(type.copies ?? {}) as [
      string,
      readonly [string, string],
    ][]) {
      if (link === name) values[copy] = linked?.[source] ?? null;
    }
  }
  return values;
}

/** What a deed requires is there when it was given, though the deed makes a row of it and empties the field. */
function missing(
  type: AnyRecordType,
  action: Action<AnyRecord, string>,
  after: AnyRecord,
  typed: Readonly<Record<string, unknown>>,
): Issue[] {
  const always = Object.entries(type.fields as Record<string, Field>)
    .filter(([, f]) => f.required && !f.computed)
    .map(([name]) => name);
  const shown = (name: string) => type.fields[name]?.when?.(after) ?? true;
  const given = (action.required ?? []).filter(
    (name) => !always.includes(name) && !isEmpty(typed[name]),
  );
  const fields = [...new Set([...always, ...(action.required ?? [])])]
    .filter((name) => !given.includes(name))
    .filter((name) => isEmpty(after[name]) && shown(name))
    .map((name) => ({ field: name, message: fillIn(type.fields[name] ?? type.children[name]) }));
  const lists = (Object.entries(type.children) as [string, ChildList][])
    .filter(
      ([name, child]) =>
        after[name].length < (child.min ?? 0) && !(action.required ?? []).includes(name),
    )
    .map(([name, child]) => ({ field: name, message: fillIn(child) }));
  return [...fields, ...lists];
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : value === null || value === undefined;
}

function fillIn(field: { label: { en: string; zh: string } }) {
  return { en: `${field.label.en} is missing. Fill it in.`, zh: `请填写“${field.label.zh}”。` };
}

function reasonIssues(
  type: AnyRecordType,
  action: Action<AnyRecord, string>,
  before: AnyRecord,
  deed: Deed,
): Issue[] {
  const ended = ['done', 'ended'].includes(stateInfo(type, before.state)?.tone ?? '');
  const needed = action.reason === 'always' || (action.reason === 'once_ended' && ended);
  if (!needed || deed.reason?.trim()) return [];
  return [
    {
      field: 'reason',
      message: {
        en: 'Write down the reason: this record had ended.',
        zh: '请填写理由：本件已办结。',
      },
    },
  ];
}

/** Names of fields and lists whose values differ, for the history. */
export function changedFields(type: AnyRecordType, before: AnyRecord, after: AnyRecord): string[] {
  const names = [
    'state',
    'unit_id',
    'guard',
    ...Object.keys(type.fields),
    ...Object.keys(type.children),
  ];
  return names.filter(
    (name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
  );
}
