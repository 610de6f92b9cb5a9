/**
 * Looking for a person among all lines: with a purpose, and a line in the access log before anything is looked at. What
 * was typed is kept nowhere: names and numbers are no part of a log.
 */
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import type { AnyRecordType } from '#engine/record.ts';
import { logAccess } from '../accounts/access-log.ts';
import type { Services } from '../services.ts';

export const purposeMin = 2;

export async function logSeeking(
  { owner }: Pick<Services, 'owner'>,
  actor: Actor,
  type: AnyRecordType,
  purpose: string | undefined,
  way: 'register' | 'choice' | 'likely' | 'duplicates',
): Promise<void> {
  if (!type.identity) return;
  if ((purpose?.trim().length ?? 0) < purposeMin) throw purposeNeeded();
  await logAccess(owner, {
    person_id: actor.person_id,
    grant_role: actor.grant.role,
    deed: 'person_sought',
    record_type: type.name,
    purpose: purpose!.trim(),
    detail: { way },
  });
}

/** Where an address carries what is sought, nobody is looked for. */
export function refuseSeekingByAddress(type: AnyRecordType, q: string | undefined): void {
  if (type.identity && q) throw purposeNeeded();
}

function purposeNeeded(): Problem {
  const message = {
    en: 'Say what for: looking for a person is written into the access log (PIPL 34). Name the matter in hand.',
    zh: '查找人员须写明用途并记入访问日志（个人信息保护法第34条），请填写所办事项。',
  };
  return new Problem('invalid', message, [{ field: 'purpose', message }]);
}
