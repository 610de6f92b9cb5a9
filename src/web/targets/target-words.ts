/** A target in words: how it stands, what is left, and by when at which pace. Never a colour alone. */
import { formatDay } from '#engine/day.ts';
import type { Progress, ShareOut, Standing } from '#engine/target.ts';
import type { Language, Text } from '#engine/text.ts';
import { printGoal } from '../figures/figure-words.ts';
import { printNumber } from '../shell/numbers.ts';
import type { TargetTree, TargetView } from './target-types.ts';

/** Seal red is for what is overdue alone; behind its pace is no more than amber. */
const states: Readonly<Record<Standing, { readonly tone: string; readonly label: Text }>> = {
  reached: { tone: 'done', label: { en: 'Reached', zh: '已完成' } },
  on_pace: { tone: 'working', label: { en: 'On pace', zh: '进度正常' } },
  behind: { tone: 'waiting', label: { en: 'Behind', zh: '进度滞后' } },
  missed: { tone: 'refused', label: { en: 'Not reached in time', zh: '到期未完成' } },
  not_begun: { tone: 'ended', label: { en: 'Not begun', zh: '未到开始日期' } },
  unscored: { tone: 'ended', label: { en: 'Not scored', zh: '不评分' } },
  not_reported: { tone: 'ended', label: { en: 'Not reported', zh: '未上报' } },
  not_kept: { tone: 'ended', label: { en: 'Line not kept yet', zh: '业务尚未建账' } },
};

export function standingOf(standing: Standing): { readonly tone: string; readonly label: Text } {
  return states[standing];
}

type Counted = Pick<TargetView, 'indicator' | 'kind' | 'covered'>;

/** What one unit of the work is: a committee, a dispute; of a coverage a unit of the tree. */
export function workUnit({ indicator, kind, covered }: Counted): Text {
  const level = covered?.[0]?.unit.kind;
  if (kind === 'coverage') {
    const words: Readonly<Record<string, Text>> = {
      county: { en: 'counties', zh: '个县（区）' },
      township: { en: 'townships', zh: '个乡镇' },
      village: { en: 'villages', zh: '个村' },
    };
    return words[level ?? ''] ?? { en: 'units', zh: '个单位' };
  }
  if (kind === 'milestone') return { en: 'milestones', zh: '个节点' };
  if (indicator) return indicator.work_unit;
  return { en: 'units', zh: '个' };
}

/** What is asked for: 60%, 100, ≤ 20, all 40; a dash where no number was set. */
export function goalWords(target: TargetView): string {
  if (target.kind === 'milestone') return printNumber(target.milestones.length);
  if (target.goal === null) return '–';
  return printGoal({ ...target, goal: target.goal }, { money: target.indicator?.money ?? false });
}

/** Where it stands now, in the terms of its goal. */
export function valueWords({ kind, progress, reading, indicator, goal_in }: TargetView): string {
  if (kind === 'qualitative' || progress.done === null) return '–';
  if (kind === 'count') return printNumber(progress.done, { money: indicator?.money ?? false });
  const sides = `${printNumber(reading.numerator ?? 0)} / ${printNumber(reading.denominator ?? 0)}`;
  if (kind !== 'rate' || goal_in === 'units') return sides;
  return `${printNumber(reading.value ?? 0, { kind: 'rate' })}%`;
}

/** “66 committees to go”: work, not percentages. Null where there is nothing left or nothing to say. */
export function gapWords(target: TargetView, short = false): Text | null {
  const { gap } = target.progress;
  if (gap === null || gap === 0) return null;
  // Where the row says already what is counted, the number is enough.
  const unit = short ? { en: '', zh: '' } : workUnit(target);
  const n = printNumber(gap, { money: target.indicator?.money ?? false });
  // Counters stand in the plural; one of them needs no word.
  const en = gap === 1 ? '1' : `${n} ${unit.en}`.trim();
  if (target.direction === 'at_most') return { en: `${en} over`, zh: `超${n}${unit.zh}` };
  return { en: `${en} to go`, zh: `还差${n}${unit.zh}` };
}

/** “8.3 a month”, and until when where that is not the end of the year. Steps and places are not done evenly. */
export function paceWords(target: TargetView, language: Language): string | null {
  const { pace_needed } = target.progress;
  if (pace_needed === null || target.kind === 'milestone' || target.kind === 'coverage')
    return null;
  const most = pace_needed < 10 ? Math.round(pace_needed * 10) / 10 : Math.ceil(pace_needed);
  const n = printNumber(most, { money: target.indicator?.money ?? false });
  const ends = target.due.endsWith('-12-31') ? null : formatDay(target.due, language);
  if (language === 'zh') return `每月需${n}${ends ? `，至${ends}` : ''}`;
  return `${n} a month${ends ? ` until ${ends}` : ''}`;
}

/** A goal below what last year brought is said plainly, and is no fault. */
export function lastYearWords(target: TargetView): Text | null {
  const { last_year_whole, below_last_year } = target.progress;
  if (!below_last_year || last_year_whole === null) return null;
  const share = target.kind === 'rate' || target.kind === 'coverage';
  const n = share
    ? `${printNumber(last_year_whole, { kind: 'rate' })}%`
    : printNumber(last_year_whole, { money: target.indicator?.money ?? false });
  return {
    en: `asks for less than last year brought (${n})`,
    zh: `目标低于上年实际（${n}）`,
  };
}

/** “Parts 58, whole 66: 8 given to nobody.” */
export function shareWords(share: ShareOut, unit: Text): Text {
  const whole = printNumber(share.whole);
  const parts = printNumber(share.parts);
  const outside = share.outside === 0 ? null : printNumber(share.outside);
  const left = printNumber(Math.abs(share.left));
  const en =
    share.left > 0
      ? `${left} given to nobody`
      : share.left < 0
        ? `${left} more than asked for`
        : 'all given out';
  const zh =
    share.left > 0
      ? `${left}${unit.zh}尚未分解`
      : share.left < 0
        ? `多分解${left}${unit.zh}`
        : '已全部分解';
  return {
    en: `Parts ${parts}, whole ${whole}${outside ? `, done outside the parts ${outside}` : ''}: ${en}`,
    zh: `分解合计${parts}，总目标${whole}${outside ? `，分解之外已完成${outside}` : ''}：${zh}`,
  };
}

/** Red, amber, grey, green: what a person looks at first. */
export function urgency({ standing }: Progress): number {
  return [
    'missed',
    'behind',
    'not_reported',
    'on_pace',
    'not_begun',
    'unscored',
    'not_kept',
    'reached',
  ].indexOf(standing);
}

/** The unit's own: what a unit below has is a part of one of them, or its own affair. */
export function ownTargets({ targets, unit }: TargetTree): TargetView[] {
  const own = targets.filter((one) => one.unit.id === unit.id && one.parent_id === null);
  return own.length > 0 ? own : targets.filter((one) => one.parent_id === null);
}

/** In how many offices the books are kept, where that is the same for all figures on the page: then it is said once. */
export function sameKept(targets: readonly TargetView[]): TargetView['kept'] {
  const kept = targets.flatMap((one) => one.kept ?? []);
  const [first] = kept;
  const same = kept.every((one) => one.keeping === first?.keeping && one.offices === first.offices);
  return first && same ? first : null;
}
