/**
 * The due days of a summary's sections, as duties beside those of records: Today, a leader's overdue counts, reminders and
 * hand-over read one table. A draft is content and no record type, so its saves write the duties that records write
 * with themselves.
 */
import type { PoolClient } from 'pg';
import type { DraftSection } from '#engine/draft.ts';
import { derivedId } from '#engine/derived-id.ts';
import type { Actor } from '#engine/permission.ts';
import type { Text } from '#engine/text.ts';
import type { DraftDeed, DraftName, PartToSave } from './draft-store.ts';

/** Not a record type: whoever shows a duty of it opens the draft. */
export const sectionDuty = 'summary_section';

const label: Text = { en: 'Section of the summary', zh: '撰写总结' };

/** In the transaction that saves the parts. */
export async function keepSectionDuties(
  client: PoolClient,
  actor: Actor,
  { unit_id, year }: DraftName,
  deed: DraftDeed,
  parts: readonly PartToSave[],
): Promise<void> {
  const draft = `${unit_id}/${year}`;
  // What is signed waits for nobody any more.
  if (deed === 'sign')
    await client.query(
      `delete from duty where record_type = $1 and key like $2 || '/%' and path >= (select path from unit where id = $3)`,
      [sectionDuty, draft, unit_id],
    );
  const sections = parts.filter(({ part }) => part.startsWith('section/'));
  if (sections.length === 0) return;
  const rows = sections.map(({ part, content, path }) => {
    const key = part.slice('section/'.length);
    const section = content as DraftSection | null;
    return {
      record_id: derivedId(draft, part),
      key: `${draft}/${key}`,
      open: section?.state === 'open' && section.due_on !== null,
      due_on: section?.due_on ?? null,
      // A section without a line is anybody's who writes the summary.
      line: section?.line ?? '*',
      unit_id: section?.unit_id ?? unit_id,
      path,
      keeper_id: section?.owner?.id ?? null,
      personal: Boolean(section?.owner),
      title: section && titleOf(section, year),
    };
  });
  const values = [JSON.stringify(rows)];
  const given = `jsonb_to_recordset($1::jsonb) as s(record_id uuid, key text, open boolean, due_on date, line text,
    unit_id int, path text, keeper_id uuid, personal boolean, title jsonb)`;
  await client.query(
    `delete from duty d using ${given} where d.record_id = s.record_id and d.key = s.key and not s.open`,
    values,
  );
  // Without an owner it is the writers' of the unit: of its own level, and not of everybody above it.
  await client.query(
    `insert into duty (record_id, key, record_type, line, unit_id, path, guard, keeper_id, created_by, label, title, from_day,
        due_on, action, roles, statutory, personal)
      select s.record_id, s.key, $2, s.line, s.unit_id, s.path, 0, s.keeper_id, $3, $4, s.title,
        (now() at time zone 'Asia/Shanghai')::date, s.due_on, 'hand_in',
        case when s.personal then '{}' else case u.kind when 'city' then array['bureau'] when 'county' then array['county']
          else array['clerk', 'director'] end end, false, s.personal
      from ${given} join unit u on u.id = s.unit_id where s.open
      on conflict (record_id, key) do update set line = excluded.line, unit_id = excluded.unit_id, path = excluded.path,
        keeper_id = excluded.keeper_id, title = excluded.title, due_on = excluded.due_on, roles = excluded.roles,
        personal = excluded.personal,
        postponed_to = case when duty.due_on = excluded.due_on then duty.postponed_to end,
        postponed_reason = case when duty.due_on = excluded.due_on then duty.postponed_reason end`,
    [...values, sectionDuty, actor.person_id, JSON.stringify(label)],
  );
}

function titleOf({ heading }: DraftSection, year: number): Text {
  return {
    en: `${heading.en || heading.zh || 'Opening'} (${year})`,
    zh: `${heading.zh || heading.en || '开头'}（${year}年）`,
  };
}
