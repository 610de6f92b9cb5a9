/**
 * The living set's returns: a monthly form of people's mediation, asked for since the month before. A few townships
 * have sent; the others are for the visitor to chase. The marks that the Statistics Law asks for are invented.
 */
import { randomUUID } from 'node:crypto';
import { addMonths, dayInShanghai, firstOfMonth } from '#engine/day.ts';
import type { City } from '#server/open.ts';
import { writeRecords } from '#server/records/write.ts';
import { openRounds } from '#server/reports/return-rounds.ts';
import { readReturn, submitReturn } from '#server/reports/report-returns.ts';
import { writeContext } from '#server/services.ts';
import { idOf } from './chance.ts';
import { countyCodes, officeTownships, zhenluoCode } from './places.ts';
import { demoStaff, staffAt } from './staff.ts';
import type { Staff } from './staff.ts';
import { actorOf } from './actor-of-staff.ts';

/** Zhenluo's own waits for whoever enters as its director. */
const senders = officeTownships
  .filter(({ code }) => code !== zhenluoCode && code.startsWith(countyCodes[0]!.slice(0, 6)))
  .slice(0, 4);

/** Once; afterwards the returns come due by themselves. */
export async function playReturns(city: City, say: (line: string) => void): Promise<void> {
  const { services } = city;
  const form_id = idOf('return-form/mediation');
  const { rows } = await services.owner.query('select 1 from return_form where id = $1', [form_id]);
  if (rows.length > 0) return;
  const today = dayInShanghai(services.clock());
  const office = await actorOf(city, demoStaff('office'));
  await writeRecords(writeContext(services, office), [
    {
      write_id: idOf('return-form/mediation/issue'),
      type: 'return_form',
      id: form_id,
      deeds: [
        {
          action: 'draft',
          fields: {
            name: '人民调解工作情况统计表',
            name_en: "Return of people's mediation",
            version_no: '1',
            shipped: 'mediation',
            table_number: '示范调1表',
            issued_by: '示范统计机关（虚构）',
            approval_number: '示范统批1号（虚构）',
            valid_until: `${Number(today.slice(0, 4)) + 2}-12-31`,
            period_kind: 'month',
            levels: ['township', 'county', 'city'],
            due_in: 'working_days',
            due_township: 15,
            due_county: 18,
            due_city: 20,
            nil_allowed: true,
          },
        },
        { action: 'issue', fields: { valid_from: addMonths(firstOfMonth(today), -1) } },
      ],
    },
  ]);
  const made = await openRounds(services);
  for (const { code } of senders) await send(city, form_id, staffAt('now', 'director', code));
  say(`Returns: ${made} asked for, ${senders.length} sent.`);
}

async function send(city: City, form_id: string, staff: Staff): Promise<void> {
  const { services } = city;
  const actor = await actorOf(city, staff);
  const { rows } = await services.owner.query(
    'select id from report_return where form_id = $1 and unit_id = $2 order by period_to limit 1',
    [form_id, actor.grant.unit_id],
  );
  if (!rows[0]) return;
  const { nothing } = await readReturn(services, actor, rows[0].id as string);
  await submitReturn(services, actor, rows[0].id as string, {
    write_id: randomUUID(),
    ...(nothing
      ? { nil: true, nil_statement: '经核查，本月未发生人民调解案件，实行零报告。' }
      : {}),
  });
}
