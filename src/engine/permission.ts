/**
 * Who may do what, where. A grant is (person, role, unit, line); one session acts under one grant
 * at a time.
 */
import type { Text } from './text.ts';

export const roles = {
  mediator: { en: 'Mediator', zh: '人民调解员' },
  clerk: { en: 'Clerk', zh: '工作人员' },
  director: { en: 'Office director', zh: '司法所所长' },
  county: { en: 'County officer', zh: '县（区）局工作人员' },
  bureau: { en: 'Bureau office', zh: '市局办公室' },
  leader: { en: 'Leader', zh: '局领导' },
  system_admin: { en: 'System administrator', zh: '系统管理员' },
  security_admin: { en: 'Security administrator', zh: '安全保密管理员' },
  audit_admin: { en: 'Audit administrator', zh: '安全审计员' },
} as const satisfies Record<string, Text>;

export type Role = keyof typeof roles;

/**
 * The six who work with records; the three administrators never do (GB/T 22239: separated
 * administrators).
 */
export const workingRoles = [
  'mediator',
  'clerk',
  'director',
  'county',
  'bureau',
  'leader',
] as const satisfies Role[];

export type Grant = {
  readonly role: Role;
  readonly unit_id: number;
  /** The unit's place in the tree, `1.4.17.`; what starts with it is inside. */
  readonly path: string;
  /** Names of lines of work, or `*` for all. */
  readonly lines: readonly string[];
  /** May open what is sealed. */
  readonly opens_sealed?: boolean;
};

export type Actor = {
  readonly person_id: string;
  readonly name: string;
  readonly grant: Grant;
  /**
   * True only for what the product itself does on someone's behalf, such as accepting a hand-over.
   */
  readonly engine?: boolean;
};

/** Is a place inside the actor's territory? Both are tree paths that end in a dot. */
export function withinTerritory(actor: Actor, path: string): boolean {
  return actor.engine === true || path.startsWith(actor.grant.path);
}

/** Who somebody is, kept once for all lines. */
export const sharedLine = 'persons';
/** Doubts about a number cross all lines of work. */
export const everybodysLine = 'asking';
/** Lines that go with every post that works with records. */
export const sharedLines: ReadonlySet<string> = new Set([sharedLine, everybodysLine]);

/** The lines of a post, as a query compares them. */
export function linesOf({ lines }: Pick<Grant, 'lines'>): readonly string[] {
  return [...lines, ...sharedLines];
}

export function holdsLine(actor: Actor, line: string): boolean {
  const { lines } = actor.grant;
  return (
    actor.engine === true ||
    lines.includes('*') ||
    lines.includes(line) ||
    (sharedLines.has(line) && lines.length > 0)
  );
}

/**
 * guard: 0 open, 1 sensitive (counted by all, opened by few), 2 sealed (absent for whoever lacks
 * the permission).
 */
export const guards = { open: 0, sensitive: 1, sealed: 2 } as const;

/**
 * What an actor reads: open records in the territory; a sensitive one also needs to be its own or a
 * supervising role; a sealed one the permission of the post, whoever keeps or made it.
 */
export function mayOpen(
  actor: Actor,
  line: string,
  record: { path: string; guard: number; keeper_id: string | null; created_by: string },
): boolean {
  if (actor.engine) return true;
  if (!holdsLine(actor, line) || !withinTerritory(actor, record.path)) return false;
  if (record.guard <= guardCeiling(actor)) return true;
  if (record.guard === guards.sealed) return false;
  return record.keeper_id === actor.person_id || record.created_by === actor.person_id;
}

/** The highest guard a role opens without being the record's own keeper. */
export function guardCeiling(actor: Actor): number {
  if (actor.engine || actor.grant.opens_sealed) return guards.sealed;
  return actor.grant.role === 'director' || actor.grant.role === 'county'
    ? guards.sensitive
    : guards.open;
}
