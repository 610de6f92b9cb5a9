/** What a person's menu holds: only the lines and registers that the post of the moment works with. */
import { sharedLines } from '#engine/permission.ts';
import type { AnyRecordType } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { book } from '#lines/index.ts';
import type { ShownGrant } from './api-types.ts';

export type LineMenu = {
  readonly name: string;
  readonly label: Text;
  readonly records: readonly AnyRecordType[];
};

const administrators: readonly string[] = ['system_admin', 'security_admin', 'audit_admin'];

export function worksWithRecords(grant: ShownGrant): boolean {
  return !administrators.includes(grant.role);
}

export function linesOf(grant: ShownGrant): LineMenu[] {
  if (!worksWithRecords(grant)) return [];
  const held = book.lines.filter(
    (line) =>
      grant.lines.includes('*') || grant.lines.includes(line.name) || sharedLines.has(line.name),
  );
  return held.map(({ name, label, records }) => ({ name, label, records }));
}

/** Record types of which this post may write a new one, in the order of the menu. */
export function writableTypes(grant: ShownGrant): AnyRecordType[] {
  return linesOf(grant)
    .flatMap((line) => line.records)
    .filter((type) => newActionsOf(type, grant.role).length > 0);
}

type ActionShape = {
  from: readonly string[];
  roles: readonly string[];
  internal?: boolean;
  begun_elsewhere?: boolean;
};

/** How a record of this type can begin under a role, the plain way first. */
export function newActionsOf(type: AnyRecordType, role: string): string[] {
  return (Object.entries(type.actions) as [string, ActionShape][])
    .filter(
      ([, action]) =>
        action.from.includes('new') &&
        action.roles.includes(role) &&
        !action.internal &&
        !action.begun_elsewhere,
    )
    .map(([name]) => name);
}
