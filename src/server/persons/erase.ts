/** Erasing a person: the entry says so, its key is destroyed, and every count stays. */
import type { Fields } from '#engine/field.ts';
import type { Actor } from '#engine/permission.ts';
import { keepsSecrets } from '#engine/record.ts';
import type { AnyRecordType, ChildList } from '#engine/record.ts';
import { logAccess } from '../accounts/access-log.ts';
import { destroyAgain, destroyKeys } from '../keys/destroy.ts';
import { derivedId } from '../records/import.ts';
import { writeRecords } from '../records/write.ts';
import type { Services } from '../services.ts';
import { writeContext } from '../services.ts';

/**
 * `files`: the narratives and papers of all records about this person go too, for they name it. What holds an identity
 * of its own, as a prison's list does, goes in any case, and so does an entry that was merged into this one.
 */
export async function erasePerson(
  services: Services,
  actor: Actor,
  id: string,
  reason: string,
  files: boolean,
): Promise<void> {
  const { owner, book, config } = services;
  const { rows: entries } = await owner.query(
    `with recursive entry as (
        select id, state, 0 as depth from person where id = $1
        union all select p.id, p.state, e.depth + 1 from person p join entry e on p.merged_into_id = e.id)
      select id, state from entry order by depth desc`,
    [id],
  );
  const ids = entries.map((entry) => entry.id as string);
  for (const entry of entries)
    if (entry.state !== 'erased') await sayErased(services, actor, entry.id, reason);
  const about = await owner.query(
    'select distinct record_id, record_type from about where identity_id = any($1::uuid[])',
    [ids],
  );
  const kept = about.rows.filter(({ record_type }) => {
    const type = book.record(record_type);
    return files ? keepsSecrets(type) : holdsIdentity(type);
  });
  const destroyed = [...ids.map((one) => ({ record_id: one, record_type: 'person' })), ...kept];
  await destroyKeys(owner, config, book, destroyed, {
    person_id: actor.person_id,
    reason,
    at: services.clock(),
  });
  await logAccess(owner, {
    person_id: actor.person_id,
    grant_role: actor.grant.role,
    deed: 'person_erased',
    record_type: 'person',
    record_id: id,
    detail: { files: kept.length, entries: ids.length },
  });
}

/**
 * Everybody on the list of destroyed keys, once more: a backup from before brings keys and names back, and a state in
 * which nothing was erased. Answers how many keys it still found.
 */
export async function eraseAgain(services: Services): Promise<number> {
  const { owner, config, book } = services;
  const found = await destroyAgain(owner, config, book);
  if (!book.findRecord('person')) return found;
  const { rows } = await owner.query(
    `select p.id, coalesce(d.person_id, p.created_by) as by_person from person p
      join destroyed_key d on d.record_id = p.id where p.state in ('registered', 'merged')`,
  );
  for (const { id, by_person } of rows) {
    const grant = { role: 'county' as const, unit_id: 0, path: '', lines: [] };
    const actor: Actor = { person_id: by_person, name: '', grant };
    await sayErased(services, actor, id, '恢复备份后再次删除 erased again after a restore');
  }
  return found;
}

/** The same wish again finds its receipt. */
async function sayErased(
  services: Services,
  actor: Actor,
  id: string,
  reason: string,
): Promise<void> {
  await writeRecords(writeContext(services, { ...actor, engine: true }), [
    {
      write_id: derivedId(id, 'erase'),
      type: 'person',
      id,
      deeds: [{ action: 'erase', fields: {}, reason }],
    },
  ]);
}

/** Names and numbers as it was told them, beside those of the register. */
function holdsIdentity(type: AnyRecordType): boolean {
  const isHidden = (fields: Fields) =>
    Object.values(fields).some((field) => field.private && field.secret);
  const lists = Object.values(type.children) as ChildList[];
  return isHidden(type.fields) || lists.some((list) => isHidden(list.fields));
}
