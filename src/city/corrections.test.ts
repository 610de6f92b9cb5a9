/** Community corrections in the reference city: played through without a database, every step has to fit. */
import { describe, expect, test } from 'vitest';
import { applyAction, blankRecord } from '#engine/apply.ts';
import { addDays } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { statutoryCalendar } from '#engine/holidays.ts';
import { Problem } from '#engine/problem.ts';
import type { Actor } from '#engine/permission.ts';
import type { AnyRecord, AnyRecordType, Duty } from '#engine/record.ts';
import { station as correctionStation } from '#lines/corrections/station.ts';
import { book } from '#lines/index.ts';
import { correctionsHandOver, correctionsLiving } from './corrections-living.ts';
import { closeFilesOfPilot, correctionsOf2009 } from './corrections.ts';
import { officeTownships } from './places.ts';
import { dayOfStep, inOrderOfTime } from './steps.ts';
import type { Step } from './steps.ts';

const opens: Day = '2025-09-01';
const today: Day = '2026-11-28';

/** As the write path does it, with consequences and what they make; returns the records and what did not fit. */
function playThrough(steps: readonly Step[]) {
  const records = new Map<string, AnyRecord>();
  const types = new Map<string, AnyRecordType>();
  const refused: string[] = [];
  const owed: (Duty & { type: string })[] = [];
  const unitIds = new Map<string, number>();
  const unitId = (code: string) => {
    if (!unitIds.has(code)) unitIds.set(code, unitIds.size + 1);
    return unitIds.get(code)!;
  };
  for (const one of inOrderOfTime(steps)) {
    const { id: person_id, name, role } = one.by;
    const unit = { unit_id: unitId(one.unit_code), path: `1.${unitId(one.unit_code)}.` };
    const actor: Actor = { person_id, name, grant: { role, ...unit, path: '1.', lines: ['*'] } };
    const moment = { today: dayOfStep(one), now: one.at, actor, calendar: statutoryCalendar };
    const apply = (type: string, id: string, deed: Step['deeds'][number], who: Actor): void => {
      const kind = book.record(type);
      types.set(id, kind);
      const before = records.get(id) ?? blankRecord(kind, { id, created_by: person_id, ...unit });
      const lookUp = (_: string, linked: string) => records.get(linked) ?? ({ id: linked } as AnyRecord);
      const { after } = applyAction(kind, before, deed, { ...moment, actor: who }, lookUp);
      records.set(id, { ...after, version: before.version + 1 });
      owed.push(...(kind.duties?.(after, statutoryCalendar) ?? []).map((duty) => ({ ...duty, type })));
      for (const next of kind.follows?.(after, deed.action, before.version === 0 ? null : before) ?? [])
        apply(next.type, next.id, next, { ...who, engine: true });
    };
    const known = new Map(records);
    try {
      for (const deed of one.deeds) apply(one.type, one.id, deed, actor);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      records.clear();
      for (const [id, record] of known) records.set(id, record);
      const fields = problem.issues.map((issue) => `${issue.field}: ${issue.message.en}`);
      refused.push(`${one.at} ${one.type} ${one.deeds.map((d) => d.action).join(', ')}: ${problem.detail.en} ${fields.join(' ')}`);
    }
  }
  return { records: [...records].map(([id, record]) => ({ id, record })), types, refused, owed };
} // prettier-ignore

const then = playThrough(correctionsOf2009());
const now = playThrough([...correctionsHandOver(opens), ...correctionsLiving(opens, today, opens)]);
const filesOf = ({ records, types }: ReturnType<typeof playThrough>) =>
  records.filter(({ id }) => types.get(id)!.name === 'correction_file').map(({ record }) => record);

describe('the pilot', () => {
  test('fits to the last step, and is small', () => {
    expect(then.refused).toEqual([]);
    const living = correctionsLiving(opens, today, opens);
    const all = [correctionsOf2009(), closeFilesOfPilot(opens), correctionsHandOver(opens), living];
    expect(all.flat().length).toBeLessThan(480);
    expect(new Set(all.flat().map((one) => one.write_id)).size).toBe(all.flat().length);
  });

  test('36 people, five of them released in 2009, and none of their files left open', () => {
    const files = filesOf(then);
    expect(files).toHaveLength(36);
    expect(files.filter((r) => r['state'] === 'released' && r['ended_on'] < '2010-01-01')).toHaveLength(5);
    expect(files.filter((r) => !['released', 'terminated'].includes(r.state))).toEqual([]);
  }); // prettier-ignore
});

describe('the spread to the whole city (T14)', () => {
  test('four offices are ready in 2009, every one by the end of 2010, and each counts where it stands', () => {
    const stations = then.records.filter(
      ({ id }) => then.types.get(id)!.name === 'correction_station',
    );
    const ready = stations.flatMap(({ record }) =>
      correctionStation
        .postings(record as never)
        .filter(({ measure }) => measure === 'corrections_ready'),
    );
    const by = (day: Day) =>
      new Set(ready.filter((one) => one.day <= day).map((one) => one.unit_id)).size;
    expect([by('2009-12-31'), by('2010-12-31')]).toEqual([4, officeTownships.length]);
  });
});

describe('what is owed on any of these days', () => {
  const owed = [...then.owed, ...now.owed].filter(({ waiting }) => !waiting);

  test('comes up to the level above whoever answers for it, three days before; only the city has nobody above', () => {
    expect(new Set(owed.map(({ type }) => type)).size).toBeGreaterThan(5);
    for (const { type, key, roles, escalate } of owed) {
      const city = roles.includes('bureau');
      const upper = roles.includes('leader') ? ['bureau'] : ['bureau', 'leader'];
      const above = roles.some((role) => ['county', 'leader'].includes(role)) ? upper : ['county'];
      const wanted = city ? undefined : { days_before: 3, roles: above };
      expect([type, key, escalate]).toEqual([type, key, wanted]);
    }
    for (const role of ['clerk', 'director', 'county', 'bureau'] as const)
      expect([role, owed.some(({ roles }) => roles.includes(role))]).toEqual([role, true]);
  });
});

describe('now', () => {
  test('fits to the last step', () => {
    expect(now.refused).toEqual([]);
  });

  test('has minors that are sealed, somebody on medical parole, and somebody released', () => {
    const files = filesOf(now);
    expect(files.filter((r) => r['minor']).map((r) => r.guard)).toEqual([2, 2]);
    expect(files.some((r) => r['outside_ground'] === 'illness')).toBe(true);
    expect(files.filter((r) => r.state === 'released').length).toBeGreaterThan(1);
    expect(files.filter((r) => r.state === 'correcting').length).toBeGreaterThan(5);
  });

  test('is kept up to date: next to nothing is overdue on the day', () => {
    const late = now.records.flatMap(({ id, record }) =>
      (now.types.get(id)!.duties?.(record, statutoryCalendar) ?? [])
        .filter(({ due_on }) => due_on < addDays(today, -1))
        .map(({ key, due_on }) => `${key} ${due_on}`),
    );
    expect(late.length).toBeLessThan(4);
  });

  test('goes on as it was, from wherever it was left', () => {
    const whole = correctionsLiving(opens, today, opens).map((one) => one.write_id);
    const part = correctionsLiving('2026-03-01', today, opens).map((one) => one.write_id);
    expect(part.every((id) => whole.includes(id))).toBe(true);
    const later = correctionsLiving(opens, '2027-02-15', opens).map((one) => one.write_id);
    expect(whole.every((id) => later.includes(id))).toBe(true);
  });
});
