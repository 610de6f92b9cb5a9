/**
 * A record type on one page, in the order a person asks: what is it, what do we keep, where can it
 * stand, what can be done, who may, what is wrong with it, what is due, what does it count for. The
 * engine calls these functions and is never in charge: all of them are pure, see only the record,
 * and read no clock.
 */
import type { Day } from './day.ts';
import type { Calendar } from './calendar.ts';
import type { CodeList, Field, Fields, ValuesOf } from './field.ts';
import type { Posting } from './measure.ts';
import type { PaperStanding } from './paper.ts';
import type { PastStep } from './past.ts';
import type { Actor, Role } from './permission.ts';
import type { Issue } from './problem.ts';
import type { Text } from './text.ts';

/** What every record has, whatever its type. */
export type RecordBase<State extends string = string> = {
  id: string;
  version: number;
  state: State;
  /** The unit that keeps it now. Counted days have a unit of their own beside them. */
  unit_id: number;
  /**
   * The keeping unit's place in the tree: access follows it. Rewritten when units are reorganised.
   */
  path: string;
  /** 0 open, 1 sensitive, 2 sealed. */
  guard: number;
  /** The person whose record it is, where there is one: a sensitive record opens to them. */
  keeper_id: string | null;
  created_by: string;
  created_at: string;
  updated_at: string;
};

export type ChildList = {
  readonly name: string;
  readonly label: Text;
  /** How one row is called, for [+ Add …]. */
  readonly row: Text;
  readonly fields: Fields;
  readonly min?: number;
  /**
   * How a flat sheet names its rows: a column for each value of `by` (申请人, 被申请人) holds their `main` field, and
   * further columns their others (申请人电话). Several names in one cell are several rows.
   */
  readonly columns?: {
    readonly by: string;
    readonly main: string;
    /** What an empty sheet offers beside the main field. */
    readonly offer?: readonly string[];
    /** Where a row leaves it empty, the record's own field: child field → field. */
    readonly otherwise?: Readonly<Record<string, string>>;
  };
};

export type Children = Readonly<Record<string, ChildList>>;
export type RowOf<C extends ChildList> = ValuesOf<C['fields']> & { id?: string };
export type ChildrenOf<CS extends Children> = { -readonly [K in keyof CS]: RowOf<CS[K]>[] };

export type Moment = {
  /** The day on which the deed is written down, in Shanghai. */
  readonly today: Day;
  readonly now: string;
  readonly actor: Actor;
  /** For rules that count working days: a public notice that may not be cut short. */
  readonly calendar: Calendar;
  /** What was given as the reason, where a rule may be set aside for one. */
  readonly reason?: string | undefined;
  /** What lies in its file; only for actions that look at it. */
  readonly file?: readonly PaperStanding[] | undefined;
  /** The linked record whose file it looks at, and what lies there; only for actions with `file_of`. */
  readonly file_of?: LinkedFile | undefined;
  /** What the registers say to the questions of its standard; only for actions that score. */
  readonly answers?: readonly RegisterAnswer[] | undefined;
};

export type LinkedFile = { readonly record: AnyRecord; readonly papers: readonly PaperStanding[] };

/** What a register says to one question on the day it is asked; null where nothing fell due. */
export type RegisterAnswer = { readonly question: string; readonly answer: boolean | null };

export type StateInfo = {
  readonly label: Text;
  /** Colour of the dot: work in hand, waiting, done well, ended otherwise. */
  readonly tone: 'working' | 'waiting' | 'done' | 'ended';
};

export type Action<R, State extends string> = {
  readonly label: Text;
  /** From which states; `new` for what makes the record. */
  readonly from: readonly (State | 'new')[];
  /** Where it leads; without it the record stays where it is. */
  readonly to?: State | ((after: R) => State);
  readonly roles: readonly Role[];
  /** What its form asks, in order. Names of fields and of child lists. `*` is the whole form. */
  readonly fields?: readonly string[] | '*';
  /** Which of them must be filled for this action, beyond what the record always requires. */
  readonly required?: readonly string[];
  /** Does it ask for a reason? `always`, or only once the record has ended. */
  readonly reason?: 'always' | 'once_ended';
  /** The one big button of these states. */
  readonly primary?: boolean;
  /**
   * What it fills by itself. Runs before derive and check. With another `unit_id` the record, its history and its
   * pages are kept there from now on: what is handed to somebody must be seen by them.
   */
  readonly set?: (record: R, moment: Moment) => Partial<R>;
  /** What must hold for it beyond the state. */
  readonly check?: (record: R, moment: Moment) => Iterable<Issue>;
  /**
   * May not be done by who did `other` (review your own subsidy claim). Names fields that hold a
   * person, or those of a list's rows: `splits.account_id`.
   */
  readonly not_by?: readonly string[];
  /** Its check asks which papers are there: `moment.file`. */
  readonly looks_at_file?: boolean;
  /** It looks at the file of the record that this link names: `moment.file_of`. */
  readonly file_of?: string;
  /** It gives points against a standard, in this column of `scores`: the registers are asked, see `moment.answers`. */
  readonly scores?: 'self_score' | 'inspector_score';
  /** What must hold beside other records: read in the transaction, with the parents locked. */
  readonly beside?: readonly Beside<R>[];
  /** Begun where it belongs (a figure, the page Today), never from the register's own button. */
  readonly begun_elsewhere?: boolean;
  /** Only other records' follow-ups do it; it has no button. */
  readonly internal?: boolean;
  /** Fields that name a unit to which `set` hands the record, where it was written there by an earlier action. */
  readonly hands_to?: readonly string[];
};

/** Other records that a check asks for. Everything named has to hold; an empty list of values finds nothing. */
export type Reading = {
  readonly type: string;
  /** Field, or `list.field` for the rows of a child list → wanted values. */
  readonly where: Readonly<Record<string, readonly (string | number)[]>>;
  /** Day field → first and last day. */
  readonly between?: Readonly<Record<string, readonly [Day, Day]>>;
  /** Found by one of these names, as the register's search finds them. */
  readonly called?: readonly string[];
  /** Sharing one of these with what is asked, as `likely.shared` says it. */
  readonly shared?: readonly string[];
  /** Fields to be added up over everything found. */
  readonly sums?: readonly string[];
  /** How many of the records themselves are wanted; none without it. */
  readonly records?: number;
};

export type Found = {
  readonly count: number;
  readonly sums: Readonly<Record<string, number>>;
  readonly records: readonly AnyRecord[];
};

/**
 * A check that needs more than its record (a cap over a year's claims, one case paid once). It declares what it reads;
 * the parents are locked first, so that two writers cannot both pass. It sees every record, whatever the actor may
 * open: its words must not tell of them.
 */
export type Beside<R> = {
  /** Links whose records are locked. */
  readonly locks: readonly string[];
  /** One after the other: each may use what those before it found. */
  readonly reads: readonly ((record: R, found: readonly Found[]) => Reading)[];
  readonly check: (record: R, found: readonly Found[], moment: Moment) => Iterable<Issue>;
  /**
   * Computed fields that follow from what was found, kept with the deed: how much there was at that moment, behind the
   * same locks. It moves no state.
   */
  readonly fills?: (record: R, found: readonly Found[], moment: Moment) => Partial<R>;
};

export type Likely<R> = {
  /** Codes of the signs, in words. */
  readonly signs: CodeList;
  /** `around` is the day of the record, or today where it has none yet. */
  readonly reads: (record: R, around: Day) => readonly Reading[];
  /** The day around which to look. */
  readonly day: (record: R) => Day | null;
  readonly compare: (record: R, other: R) => readonly string[];
  /**
   * What two records share that `compare` finds alike: kept beside the words that find it, as keyed tokens, so that a
   * whole register can be looked through for pairs.
   */
  readonly shared?: (record: R) => readonly string[];
};

/** What has to be done by when, for the page Today. Key tells duties of one record apart. */
export type Duty = {
  readonly key: string;
  /** A verb phrase: "Revisit". The title of the record follows it. */
  readonly label: Text;
  /** The event that starts the clock. */
  readonly from_day: Day;
  readonly due_on: Day;
  /** Rule of the register (R01) or of the office's own rhythm. */
  readonly rule?: string;
  readonly rule_version?: number;
  readonly calendar_version?: string;
  /** False where the calendar does not know the holidays of that year yet: then the day is expected, not certain. */
  readonly certain?: boolean;
  /** Which action answers it. */
  readonly action: string;
  readonly roles: readonly Role[];
  /** A statutory clock can't be moved to another day. */
  readonly statutory: boolean;
  /** It concerns the record's keeper alone, not all who have their role. */
  readonly personal?: boolean;
  /** Somebody else waits for it: a review, an answer. It stands under “waiting for me”, until its day. */
  readonly asked?: boolean;
  /** When somebody else must act, it is shown under "waiting for". */
  readonly waiting?: boolean;
  /**
   * From so many days before its day on, these posts see it too: the next level, before it passes. Who may not open the
   * record sees what is due, where and by when, and nothing of whom.
   */
  readonly escalate?: Escalation;
};

export type Escalation = { readonly days_before: number; readonly roles: readonly Role[] };

/**
 * A write to another record in the same transaction, in the engine's role: the declared consequence
 * of an action. Where there is no such record yet and the action can begin one, it is made, kept by the unit of the
 * record that caused it; its id then follows from that one's (`derivedId`).
 */
export type FollowUp = {
  readonly type: string;
  readonly id: string;
  readonly action: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Where the action asks for one. It stands in the other record's history: nothing of a sealed one. */
  readonly reason?: string;
};

/**
 * What follows from a linked record with what is encrypted there: whether somebody was a minor on the day. Concluded
 * anew whenever the link or what it rests on is written, whoever writes; its issues tell them why.
 */
export type Conclusion<R> = {
  readonly link: string;
  readonly rests_on: readonly string[];
  readonly from: (
    record: R,
    linked: AnyRecord,
    moment: Moment,
  ) => { readonly values: Partial<R>; readonly issues: readonly Issue[] } | null;
};

export type NumberBook<R> = {
  /** The field that holds the number. */
  readonly field: string;
  /** One book per body, kind and year: the same key never gives the same number twice. */
  readonly key: (record: R) => string;
  readonly print: (record: R, n: number) => string;
  /** From when it has a number; without it, from the start. */
  readonly when?: (record: R) => boolean;
  /** A number that a paper book has given, as it should be written, or why it cannot be one of this book. */
  readonly given?: (
    record: R,
    written: string,
  ) => { readonly number: string; readonly serial: number } | { readonly problem: Text };
};

/** One paper of a record's file, in the order of the file. */
export type Paper = {
  /** Stands in addresses and beside attachments: never rename one. */
  readonly name: string;
  readonly order: number;
  readonly label: Text;
  readonly required: 'always' | 'as_needed' | 'not_here';
  /** `needed`: made is not enough, it is there with its signed page (`paper.ts`). `none`: nobody signs it. */
  readonly signature: 'needed' | 'none';
  /** The record says that the signed original lies in the paper file, scanned or not. */
  readonly original?: boolean;
  /** The Word template that fills it; without one it comes from outside and is added as pages. */
  readonly template?: string;
  /** Which of the record's bundles it lies in, where its file is kept in several (`bundles`). */
  readonly bundle?: string;
  /** A list: it names all records of the county with the same value in this field, but those in these states. */
  readonly together?: { readonly field: string; readonly without?: readonly string[] };
};

/**
 * The deed by which a person puts down that a signed original lies in the paper file, scanned or not; its field, a list
 * of the papers' names, is called `originals`. A record type has both or neither.
 */
export const keepOriginals = 'keep_originals';

/** Another keeper, because a post was handed over. Only in the engine's role. */
export const handOver = 'hand_over';
export const undoImport = 'undo_import';
/** A link leads to another record, because two persons were found to be one. Only in the engine's role. */
export const relink = 'relink';
/** The record on which it hangs went to another unit, and it goes along. Only in the engine's role. */
export const goAlong = 'go_along';

/** What the product itself does to a record of any type: versions without an action of the definition. */
export const productDeeds = {
  reorganisation: { en: 'Passed on when units changed', zh: '区划调整，移交保管' },
  [handOver]: { en: 'Post handed over', zh: '工作移交' },
  [relink]: { en: 'Follows the person', zh: '随人员合并变更' },
  [goAlong]: { en: 'Moved along with its file', zh: '随档案转移' },
  [undoImport]: { en: 'Import undone', zh: '撤销导入' },
} as const satisfies Record<string, Text>;

/** How the history calls a deed. */
export function deedLabel(type: AnyRecordType, action: string): Text {
  const known = type.actions[action] as Action<any, string> | undefined;
  return (
    known?.label ?? (productDeeds as Record<string, Text>)[action] ?? { en: action, zh: action }
  );
}

export type FormGroup = { readonly label: Text; readonly fields: readonly string[] };

export type RecordType<
  FS extends Fields = Fields,
  CS extends Children = Children,
  State extends string = string,
  R = RecordBase<State> & ValuesOf<FS> & ChildrenOf<CS>,
> = {
  readonly name: string;
  readonly line: string;
  readonly label: Text;
  readonly plural: Text;
  /** One sentence for whoever opens an empty register. */
  readonly about: Text;
  readonly fields: FS;
  readonly children: CS;
  readonly states: Readonly<Record<State, StateInfo>>;
  readonly actions: Readonly<Record<string, Action<R, State>>>;
  /** Built from coded fields, so that an outsider can read it in English. */
  readonly title: (record: R) => Text;
  readonly form: readonly FormGroup[];
  readonly list: {
    readonly columns: readonly string[];
    readonly filters: readonly string[];
    /** The field by which the register is ordered, newest first. */
    readonly order: string;
    /**
     * What it may be sorted by, each from an index, where a million records have to be sorted. Without it: by any field
     * that is not private.
     */
    readonly sorts?: readonly string[];
    /** What a line of its paper book holds, in order: the columns with which book mode opens. Fields and lists. */
    readonly book?: readonly string[];
  };
  /** What the register's search finds: names and numbers. Never private or secret fields. */
  readonly search?: (record: R) => readonly (string | null)[];
  /**
   * What finds it though it is encrypted: kept as keyed tokens, so that it is found by a whole name, its pinyin or
   * initials, and by a whole number, and nothing of it can be read in the database.
   */
  readonly secret_search?: (record: R) => readonly (string | null)[];
  /**
   * Who somebody is, for all lines of work: records that link to it are found by its names, show what `called` says,
   * and let whoever may open them see it.
   */
  readonly identity?: {
    /** How others call it: never more than the masked name. */
    readonly called: (masked: R) => Text;
  };
  /**
   * Fields copied from a linked record when the link is set, because they are facts of the case:
   * field → [link, its field].
   */
  readonly copies?: Readonly<Record<string, readonly [link: string, field: string]>>;
  /** What follows from linked records and cannot be copied, because it is encrypted there. */
  readonly concludes?: readonly Conclusion<R>[];
  readonly numbers?: NumberBook<R>;
  /**
   * How a new version begins: as a copy of the one in force, which it names by this link. What is
   * written anew each time is left empty.
   */
  readonly renews?: {
    readonly link: string;
    readonly anew: readonly string[];
    /** In which state it is offered, and what its button says; otherwise “in force” and “New version”. */
    readonly from?: string;
    readonly label?: Text;
  };
  /** A page made by hand that shows more of it than its fields; `$id` stands for the record. */
  readonly own_page?: { readonly path: string; readonly label: Text };
  /** The link by which it hangs on another record, from whose page it is begun: a leave on the file of its person. */
  readonly hangs_on?: string;
  /** What a unit issues for all below it (a tariff, a standard): they read it once it is no draft. */
  readonly issued?: boolean;
  /** It may be made from any record or figure, whose address this field holds: a brief, an instruction. */
  readonly about_any?: string;
  /** Paper books that it continues: their numbers up to `last` are taken, and the next one follows. */
  readonly continues?: (record: R) => readonly { readonly key: string; readonly last: number }[];
  readonly derive?: (record: R) => Partial<R>;
  readonly check?: (record: R) => Iterable<Issue>;
  readonly duties?: (record: R, calendar: Calendar) => readonly Duty[];
  readonly follows?: (after: R, action: string, before: R | null) => readonly FollowUp[];
  readonly postings: (record: R) => readonly Posting[];
  /** The papers of its file, and which of them this record needs. */
  readonly papers?: (record: R) => readonly Paper[];
  /** Where the law wants more than one file of it: the name of each bundle, which its papers name. */
  readonly bundles?: Readonly<Record<string, Text>>;
  /** Every Word template that its papers can name, with what it makes. */
  readonly forms?: Readonly<Record<string, Text>>;
  /**
   * One believable record, as its first action takes it: for the contract tests, the import
   * template and the API's page. A link says which type's example it means: `@committee`.
   */
  readonly example: Readonly<Record<string, unknown>>;
  /** Whose record it is: the field that holds the responsible person's account. */
  readonly keeper?: string;
  /** Which records of its type may be the same matter, and by what signs; shown before another one is made. */
  readonly likely?: Likely<R>;
  /**
   * Which deeds a row of an old book stands for, by what the row says. Without it: the way of beginning that takes
   * most of it, and a change for the rest.
   */
  readonly past?: (given: Readonly<Record<string, unknown>>) => readonly PastStep[];
  /**
   * The link to what it hangs on: where that goes to another unit, it goes along, with its history and pages. What it
   * counts for names a unit of its own, or the past would move with it.
   */
  readonly goes_with?: string;
  /** The field that says that it is restricted. */
  readonly sensitive?: (record: R) => boolean;
  /** Is it sealed? Then it is not there for whoever may not open what is sealed. */
  readonly sealed?: (record: R) => boolean;
};

/** A record type whose details do not matter to the caller: what the engine works with. */
export type AnyRecordType = RecordType<any, any, any, any>;
export type AnyRecord = RecordBase & Record<string, any>;

export type RecordOf<T extends AnyRecordType> =
  T extends RecordType<any, any, any, infer R> ? R : never;

/**
 * Where a record stands whose import was undone, whatever its type: it counts for nothing, nothing is due on it, no
 * register lists it; its history stays.
 */
export const undone = 'undone';
const undoneInfo: StateInfo = {
  label: { en: 'Import undone', zh: '已撤销导入' },
  tone: 'ended',
};

export function stateInfo(type: AnyRecordType, state: string): StateInfo | undefined {
  return state === undone ? undoneInfo : (type.states as Record<string, StateInfo>)[state];
}

/**
 * Checks a definition against itself when it is loaded, so that a wrong name fails at start and not
 * in front of a clerk.
 */
export function defineRecord<
  const FS extends Fields,
  const CS extends Children,
  const States extends Readonly<Record<string, StateInfo>>,
>(
  definition: Omit<RecordType<FS, CS, keyof States & string>, 'states'> & {
    readonly states: States;
  },
): RecordType<FS, CS, keyof States & string> {
  const type = definition as unknown as RecordType<FS, CS, keyof States & string>;
  const known = new Set([...Object.keys(type.fields), ...Object.keys(type.children)]);
  const named = [
    ...type.form.flatMap((group) => group.fields),
    ...type.list.filters,
    ...Object.keys(type.copies ?? {}),
    ...(type.about_any ? [type.about_any] : []),
    ...(type.hangs_on ? [type.hangs_on] : []),
    ...(type.goes_with ? [type.goes_with] : []),
    ...(type.concludes ?? []).flatMap(({ link, rests_on }) => [link, ...rests_on]),
    ...Object.values(type.actions as Record<string, Action<any, string>>).flatMap((action) => [
      ...(action.fields === '*' ? [] : (action.fields ?? [])),
      ...(action.required ?? []),
    ]),
  ];
  const wrong = named.filter((name) => !known.has(name) && !builtIn.has(name));
  if (wrong.length > 0)
    throw new Error(`${type.name}: no such field: ${[...new Set(wrong)].join(', ')}`);
  if (type.hangs_on && !type.list.filters.includes(type.hangs_on))
    throw new Error(`${type.name}: what it hangs on has to be a filter of its register`);
  const closed = [...type.list.filters, type.list.order, ...(type.list.sorts ?? [])].filter(
    (name) => type.fields[name]?.secret,
  );
  if (closed.length > 0)
    throw new Error(
      `${type.name}: encrypted, so it cannot be filtered or sorted: ${closed.join(', ')}`,
    );
  for (const [name, action] of Object.entries(type.actions) as [string, Action<any, string>][]) {
    const states = [...action.from, ...(typeof action.to === 'string' ? [action.to] : [])];
    const unknown = states.filter((state) => state !== 'new' && !(state in type.states));
    if (unknown.length > 0)
      throw new Error(`${type.name}.${name}: no such state: ${unknown.join(', ')}`);
  }
  return type;
}

/** Columns that every record has; filters and lists may name them. */
export const builtIn: ReadonlySet<string> = new Set([
  'id',
  'version',
  'state',
  'unit_id',
  'path',
  'guard',
  'keeper_id',
  'created_by',
  'created_at',
  'updated_at',
]);

export function childList<const FS extends Fields>(
  name: string,
  en: string,
  zh: string,
  row: Text,
  fields: FS,
  rest: Pick<ChildList, 'min' | 'columns'> = {},
) {
  return { name, label: { en, zh }, row, fields, ...rest } as const;
}

/** Is anything of it encrypted at rest? Then each of its records has a key of its own. */
export function keepsSecrets(type: AnyRecordType): boolean {
  const isSecret = (fields: Fields) => Object.values(fields).some((field) => field.secret);
  return (
    isSecret(type.fields) ||
    (Object.values(type.children) as ChildList[]).some((child) => isSecret(child.fields))
  );
}

/** Does it keep what is encrypted, sealed, or who somebody is? Then it leaves the house for a purpose only. */
export function isGuarded(type: AnyRecordType): boolean {
  return keepsSecrets(type) || type.sealed !== undefined || type.identity !== undefined;
}

/** A field by which a record says whom it is about. */
export type IdentityLink = { readonly name: string; readonly to: AnyRecordType };
const identityLinksBy = new WeakMap<AnyRecordType, readonly IdentityLink[]>();

/** Who a record is about: its links to a type that keeps identities. Known once the type stands in a book. */
export function identityLinks(type: AnyRecordType): readonly IdentityLink[] {
  return identityLinksBy.get(type) ?? [];
}

/** Links name their types; a book knows which is which. */
export function findIdentityLinks(
  type: AnyRecordType,
  find: (name: string) => AnyRecordType | undefined,
): void {
  const links = (Object.entries(type.fields) as [string, Field][]).flatMap(([name, field]) => {
    const to = field.kind === 'link' ? find(field.to) : undefined;
    return to?.identity && to !== type ? [{ name, to }] : [];
  });
  identityLinksBy.set(type, links);
}

/** Is it found by what identifies somebody? Then what is typed has no place in an address. */
export function seeksSecretly(type: AnyRecordType): boolean {
  return type.secret_search !== undefined || identityLinks(type).length > 0;
}

const called = Symbol('called');

/** The record with how those are called whom it is about: `called(record, 'person_id')` then says it. */
export function withCalled<R extends AnyRecord>(
  record: R,
  names: Readonly<Record<string, Text>>,
): R {
  return Object.keys(names).length === 0 ? record : { ...record, [called]: names };
}

/** Whom `calledIn` names where no name may be said. */
export const unnamed: Text = { en: 'somebody', zh: '某人' };

/**
 * How the person is called whom a field links to: 张某. Titles may say it; it is read with the record and never kept in
 * it, so that a correction, a merger and an erasure reach every title.
 */
export function calledIn(record: object, field: string): Text {
  const names = (record as { [called]?: Record<string, Text> })[called];
  return names?.[field] ?? unnamed;
}

/** The actions that a record in this state offers to this role, the big button first. */
export function actionsFor(type: AnyRecordType, state: string, role: Role): string[] {
  return (Object.entries(type.actions) as [string, Action<any, string>][])
    .filter(
      ([, action]) =>
        action.from.includes(state) && action.roles.includes(role) && !action.internal,
    )
    .toSorted(([, a], [, b]) => Number(b.primary ?? false) - Number(a.primary ?? false))
    .map(([name]) => name);
}

/** The names of what an action's form asks, child lists included. */
export function askedBy(type: AnyRecordType, action: string): string[] {
  const { fields } = type.actions[action] as Action<any, string>;
  if (fields !== '*') return [...(fields ?? [])];
  return type.form.flatMap((group) => group.fields).filter((name) => !type.fields[name]?.computed);
}
