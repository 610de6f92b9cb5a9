/** What several record types of this line say in the same words. */
import { yesNo } from '#engine/field.ts';
import type { FollowUp } from '#engine/record.ts';

/** Whether somebody was under 18 is a fact of the file; what hangs on the file takes it over and is sealed with it. */
export const minorOfFile = yesNo('Minor at the time', '犯罪时未成年', { computed: true });

export function toFile(id: string, action: string, fields: FollowUp['fields']): FollowUp {
  return { type: 'help_file', id, action, fields };
}
