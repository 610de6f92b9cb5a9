/** What several record types of this line say in the same words. */
import { yesNo } from '#engine/field.ts';
import type { FollowUp } from '#engine/record.ts';
import type { Role } from '#engine/permission.ts';

/** What the law gives to the county's corrections agency alone; an office works for it by delegation (CCL 9, 10). */
export const agency: readonly Role[] = ['county'];

/** Whether somebody is a minor is a fact of the file; what hangs on the file takes it over and is sealed with it. */
export const minorOfFile = yesNo('Minor', '未成年人', { computed: true });

export function toFile(id: string, action: string, fields: FollowUp['fields']): FollowUp {
  return { type: 'correction_file', id, action, fields };
}
