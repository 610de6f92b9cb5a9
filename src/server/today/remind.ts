/** 催办: a leader's word to a unit that something is overdue there. It is a record of its own, so it has its history and its answer. */
import { randomUUID } from 'node:crypto';
import { dayInShanghai, formatDay } from '#engine/day.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import type { Services } from '../services.ts';
import { readAs, writeContext } from '../services.ts';
import { unitWithin } from '../units/unit-text.ts';
import { writeRecords } from '../records/write.ts';

type Asked = {
  readonly unit_id: number;
  /** In the sender's words; without it, a sentence made of the count and the oldest day. */
  readonly text?: string;
  readonly write_id?: string;
};

/**
 * Writes one `reminder` at the unit. Throws not-found outside the territory, and invalid where nothing is overdue or a
 * reminder still waits for its answer.
 */
export async function remind(services: Services, actor: Actor, asked: Asked) {
  const today = dayInShanghai(services.clock());
  const { unit, overdue, oldest_due, waiting } = await readAs(services, actor, async (client) => {
    const found = await unitWithin(client, actor, asked.unit_id);
    const { rows } = await client.query({
      name: 'overdue-at',
      text: `select count(*)::int as overdue, min(due_on) as oldest_due,
          exists (select from reminder r where r.unit_id = $4 and r.state = 'sent') as waiting
        from (
          select coalesce(postponed_to, due_on) as due_on from duty where path >= $1 and path < $2 and not waiting
            and coalesce(postponed_to, due_on) < $3 and (line = any($5) or '*' = any($5) or line = '*')
          union all
          select due_on from duties_come_up($6, $3) where path >= $1 and path < $2 and due_on < $3) late`,
      values: [found.path, `${found.path}~`, today, found.id, actor.grant.lines, actor.grant.role],
    });
    return { unit: found, ...rows[0] };
  });
  if (waiting) {
    throw new Problem('duplicate', {
      en: `${unit.name.en} was reminded already and has not answered yet. Wait for the answer, or take the reminder back and send another.`,
      zh: `已催办${unit.name.zh}，对方尚未答复。请等待答复，或撤回后重新催办。`,
    });
  }
  if (overdue === 0) {
    throw new Problem('invalid', {
      en: `Nothing is overdue at ${unit.name.en}. There is nothing to remind of.`,
      zh: `${unit.name.zh}没有逾期事项，无需催办。`,
    });
  }
  const text =
    asked.text?.trim() ||
    `现有逾期事项${overdue}件，最早到期日为${formatDay(oldest_due, 'zh')}，请抓紧办理并反馈。`;
  const answerer = unit.kind === 'county' ? 'county' : 'office';
  const [answer] = await writeRecords(writeContext(services, actor), [
    {
      write_id: asked.write_id ?? randomUUID(),
      type: 'reminder',
      id: asked.write_id ?? randomUUID(),
      unit_id: unit.id,
      deeds: [{ action: 'send', fields: { text, answerer, overdue, oldest_due } }],
    },
  ]);
  return { id: answer!.id, unit: { id: unit.id, name: unit.name }, overdue, oldest_due, text };
}
