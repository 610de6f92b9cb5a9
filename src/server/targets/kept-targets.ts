/**
 * The targets of a territory, now or as they stood at a moment: what is asked of the past is answered from the versions
 * up to the page that was closed by then, so that a goal adjusted since does not change what was shown.
 */
import type { PoolClient } from 'pg';
import type { Day } from '#engine/day.ts';
import type { Indicator } from '#engine/indicator.ts';
import { readGoal } from '#engine/target.ts';
import type { Goal, TargetKind } from '#engine/target.ts';
import type { Boundary } from '../figures/boundary.ts';

type Reader = Pick<PoolClient, 'query'>;

export type KeptMilestone = {
  readonly name: string;
  readonly due_on: Day | null;
  readonly indicator: string | null;
  readonly at_least: number | null;
  readonly done_on: Day | null;
  readonly proof: string | null;
  readonly record: string | null;
};

/** The content of a version, as far as it is read here. */
export type KeptTarget = {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly unit_id: number;
  readonly path: string;
  readonly number: string | null;
  readonly name: string;
  readonly name_en: string | null;
  readonly year: number;
  readonly kind: TargetKind;
  readonly indicator: string | null;
  readonly goal: string | null;
  readonly goal_in: 'percent' | 'units' | null;
  readonly direction: 'at_least' | 'at_most' | null;
  readonly covers: 'county' | 'township' | 'village' | null;
  readonly from_day: Day;
  readonly due_on: Day;
  readonly parent_id: string | null;
  readonly parent_name: string | null;
  readonly section: string | null;
  readonly responsible: string | null;
  readonly source: string | null;
  readonly letter_no: string | null;
  readonly issued_on: Day | null;
  readonly issued_goal: string | null;
  readonly result: string | null;
  readonly milestones: readonly KeptMilestone[];
  readonly evidence: readonly {
    readonly on_day: Day;
    readonly what: string;
    readonly record: string | null;
  }[];
  readonly adjustments: readonly {
    readonly adjusted_on: Day;
    readonly goal_before: string | null;
    readonly goal_after: string | null;
    readonly due_before: Day | null;
    readonly due_after: Day | null;
    readonly reason: string;
    readonly approved_by: string;
  }[];
};

/** From when on a target holds; a draft asks nothing of anybody yet. */
export const holding: readonly string[] = ['issued', 'self_assessed', 'assessed', 'carried_over'];

const versionsNow = (where: string) =>
  `select v.content from target t join record_version v on v.record_id = t.id and v.version = t.version where ${where}`;

const versionsThen = (where: string) =>
  `select content from (select distinct on (v.record_id) v.content, v.state from record_version v
      where v.record_type = 'target' and ${where}
        and v.id <= (select p.last_version from ledger_page p where p.id = $2) order by v.record_id, v.version desc) s
    where (s.content->>'year')::int`;

/** All of a year in a territory, drafts included, in the order of their numbers. */
export async function targetsOf(
  client: Reader,
  territory: string,
  year: number,
  { page }: Pick<Boundary, 'page'>,
): Promise<KeptTarget[]> {
  const { rows } = await client.query(
    page === null
      ? {
          name: 'targets-now',
          text: `${versionsNow(`t.path >= $1 and t.path < $1 || '~' and t.year = $2`)} and t.state not in ('withdrawn', 'undone')`,
          values: [territory, year],
        }
      : {
          name: 'targets-then',
          text: `${versionsThen(`v.path >= $1 and v.path < $1 || '~'`)} = $3 and s.state not in ('withdrawn', 'undone')`,
          values: [territory, page, year],
        },
  );
  return rows.map((row) => row.content as KeptTarget).toSorted(byNumber);
}

/** T2 before T10; what has no number comes last. */
const numbers = new Intl.Collator('en', { numeric: true });

function byNumber(a: KeptTarget, b: KeptTarget): number {
  const inOrder = numbers.compare(a.number ?? '~', b.number ?? '~');
  return inOrder || a.unit_id - b.unit_id || (a.id < b.id ? -1 : 1);
}

/** The years for which there are targets here, newest first. */
export async function targetYears(client: Reader, territory: string): Promise<number[]> {
  const { rows } = await client.query({
    name: 'target-years',
    text: `select distinct year from target where path >= $1 and path < $1 || '~'
      and state not in ('withdrawn', 'undone') order by year desc`,
    values: [territory],
  });
  return rows.map((row) => row.year as number);
}

/** One unit's own targets that hold and have a number, for the figures beside which they stand. */
export async function goalsOfUnit(
  client: Reader,
  unit_id: number,
  to: Day,
  { page }: Pick<Boundary, 'page'>,
): Promise<KeptTarget[]> {
  const year = Number(to.slice(0, 4));
  const { rows } = await client.query(
    page === null
      ? {
          name: 'goals-now',
          text: `${versionsNow('t.unit_id = $1 and t.year >= $2')} and t.state = any($3)`,
          values: [unit_id, year, holding],
        }
      : {
          name: 'goals-then',
          text: `${versionsThen('v.path = (select u.path from unit u where u.id = $1)')} >= $3 and s.state = any($4)`,
          values: [unit_id, page, year, holding],
        },
  );
  return rows
    .map((row) => row.content as KeptTarget)
    .filter((one) => one.unit_id === unit_id && one.indicator !== null && one.goal !== null)
    .toSorted((a, b) => a.year - b.year || byNumber(a, b));
}

/** Money is counted in fen and asked for in yuan. */
export function goalOf(target: KeptTarget, indicator?: Pick<Indicator, 'money'>): Goal {
  const written = readGoal(target.goal);
  const scale = indicator?.money && target.kind === 'count' ? 100 : 1;
  // Of milestones all are meant; of coverage, where no number is given, too.
  const whole = target.kind === 'milestone' || (target.kind === 'coverage' && written === null);
  return {
    kind: target.kind,
    goal: whole ? 100 : written === null ? null : written * scale,
    goal_in: whole ? 'percent' : (target.goal_in ?? 'units'),
    direction: target.direction ?? 'at_least',
    from: target.from_day,
    due: target.due_on,
  };
}
