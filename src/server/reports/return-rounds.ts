/**
 * Returns come due by themselves: for each form in force, each unit of its levels and each period that has ended,
 * there is a return to be sent. Ids are made from form, unit and period, so that asking twice makes nothing twice.
 */
import { createHash } from 'node:crypto';
import { addDays, dayInShanghai } from '#engine/day.ts';
import { due } from '#engine/calendar.ts';
import type { PeriodUnit } from '#engine/calendar.ts';
import { periodsEnding } from '#engine/report-period.ts';
import type { ReportPeriod, ReportPeriodKind } from '#engine/report-period.ts';
import type { Role } from '#engine/permission.ts';
import { unitsOnPath } from '#engine/unit-path.ts';
import { dueField } from '#lines/reporting/return-form.ts';
import type { ReturnFormRecord } from '#lines/reporting/return-form.ts';
import { recordJson } from '../records/save.ts';
import { writeRecords, writesMax } from '../records/write.ts';
import type { Write } from '../records/write.ts';
import type { Services } from '../services.ts';
import { writeContext } from '../services.ts';

/** After a long pause, no more than the latest of each form. */
const periodsMax = 13;

/** Asks once an hour, so that a period that ends at midnight stands on Today in the morning. */
export function keepRounds(services: Services, log: (error: unknown) => void): { stop(): void } {
  const turn = () => void openRounds(services).catch(log);
  turn();
  const timer = setInterval(turn, 3_600_000);
  return { stop: () => clearInterval(timer) };
}

type Level = keyof typeof dueField;
type Obliged = { readonly id: number; readonly parent_id: number | null };

/** Answers how many were made. Safe to call from several processes, and as often as one likes. */
export async function openRounds(services: Services): Promise<number> {
  const type = services.book.findRecord('return_form');
  if (!type) return 0;
  const { rows } = await services.owner.query(
    `select ${recordJson(type, 't')} as record from return_form t where t.state in ('in_force', 'ended') order by t.id`,
  );
  let made = 0;
  for (const { record } of rows) made += await openForm(services, record as ReturnFormRecord);
  return made;
}

async function openForm(services: Services, form: ReturnFormRecord): Promise<number> {
  const today = dayInShanghai(services.clock());
  const kind = form.period_kind as ReportPeriodKind;
  const last = form.valid_to && form.valid_to < today ? form.valid_to : addDays(today, -1);
  const periods = periodsEnding(kind, form.valid_from!, last).slice(-periodsMax);
  const writes: Write[] = [];
  for (const level of (form.levels ?? []) as Level[])
    for (const period of periods)
      for (const unit of await obliged(services, form, level, period))
        writes.push(writeFor(services, form, level, period, unit));
  const { rows } = await services.owner.query(
    'select id from report_return where id = any($1::uuid[])',
    [writes.map((write) => write.id)],
  );
  const known = new Set(rows.map((row) => row.id as string));
  const due_ = writes.filter((write) => !known.has(write.id));
  for (let i = 0; i < due_.length; i += writesMax)
    await writeRecords(contextOf(services, form), due_.slice(i, i + writesMax));
  return due_.length;
}

/** In the engine's role, in the name of whoever keeps the form. */
function contextOf(services: Services, form: ReturnFormRecord) {
  const role: Role = unitsOnPath(form.path).length > 1 ? 'county' : 'bureau';
  const grant = { role, unit_id: form.unit_id, path: form.path, lines: ['*'] };
  return writeContext(services, { person_id: form.created_by, name: '', grant, engine: true });
}

/** Units of the level under the issuer that stood at the end of the period. */
async function obliged(
  { owner }: Services,
  form: ReturnFormRecord,
  level: Level,
  period: ReportPeriod,
): Promise<Obliged[]> {
  const { rows } = await owner.query({
    name: 'obliged-units',
    text: `select id, parent_id from unit where kind = $1 and path >= $2 and path < $2 || '~'
      and valid_from <= $3 and (valid_until is null or valid_until >= $3) order by id`,
    values: [level, form.path, period.to],
  });
  return rows;
}

function writeFor(
  services: Services,
  form: ReturnFormRecord,
  level: Level,
  period: ReportPeriod,
  unit: Obliged,
): Write {
  const id = idOf(form.id, unit.id, period.name);
  const above = unit.id === form.unit_id ? null : unit.parent_id;
  const fields = {
    form_id: form.id,
    period: period.name,
    period_from: period.from,
    period_to: period.to,
    level,
    receiver_unit_id: above,
    due_on: dueOn(services, form, level, period.to),
  };
  return {
    write_id: idOf('write', unit.id, id),
    type: 'report_return',
    id,
    unit_id: unit.id,
    deeds: [{ action: 'ask', fields }],
  };
}

/** By the statutory calendar: the last day is counted, and one that is a holiday rolls over. */
export function dueOn(
  { calendar }: Pick<Services, 'calendar'>,
  form: Pick<ReturnFormRecord, 'due_in' | 'due_township' | 'due_county' | 'due_city'>,
  level: Level,
  end: string,
): string {
  const rule = {
    id: 'reporting.due',
    version: 1,
    period: {
      n: form[dueField[level]] ?? 10,
      unit: (form.due_in ?? 'calendar_days') as PeriodUnit,
    },
    rolls_over: true,
  };
  return due(rule, end, calendar).due_on!;
}

function idOf(...parts: (string | number)[]): string {
  const hash = createHash('sha256').update(parts.join('|')).digest('hex');
  const variant = ((parseInt(hash[16]!, 16) & 3) | 8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    variant + hash.slice(17, 20),
    hash.slice(20, 32),
  ].join('-');
}
