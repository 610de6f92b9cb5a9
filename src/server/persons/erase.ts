/** Erasing a person: the entry says so, its key is destroyed, and every count stays. */
import type { Actor } from '#engine/permission.ts';
import { keepsSecrets } from '#engine/record.ts';
import { logAccess } from '../accounts/access-log.ts';
import { destroyKeys } from '../keys/destroy.ts';
import { derivedId } from '../records/import.ts';
import { writeRecords } from '../records/write.ts';
import type { Services } from '../services.ts';
import { writeContext } from '../services.ts';

/** `files`: the narratives and papers of the records about this person go too, for they name it. */
export async function erasePerson(
  services: Services,
  actor: Actor,
  id: string,
  reason: string,
  files: boolean,
): Promise<void> {
  const { owner, book, config } = services;
  const { rows } = await owner.query('select state from person where id = $1', [id]);
  if (rows[0]?.state !== 'erased')
    await writeRecords(writeContext(services, { ...actor, engine: true }), [
      {
        write_id: derivedId(id, 'erase'),
        type: 'person',
        id,
        deeds: [{ action: 'erase', fields: {}, reason }],
      },
    ]);
  const about = files
    ? await owner.query(
        'select distinct record_id, record_type from about where identity_id = $1',
        [id],
      )
    : { rows: [] };
  const kept = about.rows.filter((row) => keepsSecrets(book.record(row.record_type)));
  const destroyed = [{ record_id: id, record_type: 'person' }, ...kept];
  await destroyKeys(owner, config, book, destroyed, { person_id: actor.person_id, reason });
  await logAccess(owner, {
    person_id: actor.person_id,
    grant_role: actor.grant.role,
    deed: 'person_erased',
    record_type: 'person',
    record_id: id,
    detail: { files: kept.length },
  });
}
