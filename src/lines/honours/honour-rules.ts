/** What has to hold before an honour goes on: its conditions, its public notice, and that nobody inspects himself. */
import { due } from '#engine/calendar.ts';
import type { Calendar } from '#engine/calendar.ts';
import { addDays, addMonths, formatDay } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { labelOf } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import type { Beside, Moment } from '#engine/record.ts';
import { levels } from '../common/levels.ts';
import { endedOn, holdsOn, withStretch } from '../common/stretch.ts';
import type { Stretch } from '../common/stretch.ts';
import { lowerLevel, subjectKinds, termsOf } from './codes.ts';
import type { Honour, Term } from './honour-fields.ts';
import { rhythm } from './rhythm.ts';

/** The same village, office or person, whatever is nominated. */
export function subjectKey(r: Honour): string | null {
  if (!r.subject_kind) return null;
  if (r.subject_kind === 'office') return `office/${r.office_id ?? r.unit_id}`;
  const name = (r.subject_name ?? '').replaceAll(/\s/g, '');
  return `${r.subject_kind}/${r.unit_id}/${name}`.slice(0, 100);
}

/** The last day of the shortest notice that begins on that day; the first day is not counted (Civil Code 201). */
export function shortestNotice(from: Day, calendar: Calendar): Day {
  return due(rhythm.notice, from, calendar).due_on ?? from;
}

export function* checkKind(r: Honour): Generator<Issue> {
  const { subjects } = termsOf(r.kind);
  if (r.subject_kind && !subjects.includes(r.subject_kind)) {
    const names = subjects.map((one) => labelOf(subjectKinds, one));
    yield {
      field: 'subject_kind',
      message: {
        en: `This honour is for: ${names.map((one) => one.en.toLowerCase()).join(', ')}. Choose one of them, or another kind.`,
        zh: `该荣誉的对象为：${names.map((one) => one.zh).join('、')}。请重新选择对象或荣誉类别。`,
      },
    };
  }
  if (r.subject_kind === 'office' && !r.office_id) {
    yield {
      field: 'office_id',
      message: { en: 'Say which judicial office it is.', zh: '请选择司法所。' },
    };
  }
}

/** Every level is usually climbed: whoever skips one says why. */
export const lowerFirst: Beside<Honour> = {
  locks: [],
  reads: [
    (r) => ({
      type: 'honour',
      where: {
        subject_key: termsOf(r.kind).lower_first && r.subject_key ? [r.subject_key] : [],
        kind: [r.kind ?? ''],
        level: lowerLevel(r.level) ? [lowerLevel(r.level)!] : [],
        state: ['held'],
      },
      records: 20,
    }),
  ],
  *check(r, [found], { reason }) {
    const below = lowerLevel(r.level);
    if (!termsOf(r.kind).lower_first || !below || reason) return;
    const held = found!.records.some((one) =>
      holdsOn(one['terms'] as Stretch[], r.nominated_on ?? r.created_at.slice(0, 10)),
    );
    if (held) return;
    const label = labelOf(levels, below);
    yield {
      field: 'level',
      message: {
        en: `The lower level comes first: nothing here says that this honour is held at the level “${label.en}”. Bring it in as held already, or write down the reason.`,
        zh: `应先获得下一级荣誉：台账中没有其有效的“${label.zh}”同类荣誉。请先补登原有荣誉，或填写理由。`,
      },
    };
  },
};

/** A pacesetter stands above the standard: the office has to be standardised on that day. No reason sets this aside. */
export const standardisedFirst: Beside<Honour> = {
  locks: ['office_id'],
  reads: [
    (r) => ({
      type: 'office',
      where: { id: termsOf(r.kind).standardised_first && r.office_id ? [r.office_id] : [] },
      records: 1,
    }),
  ],
  *check(r, [found], { today }) {
    if (!termsOf(r.kind).standardised_first) return;
    const day = r.named_on ?? r.nominated_on ?? today;
    const office = found!.records[0];
    if (office && holdsOn(office['standards'] as Stretch[], day)) return;
    yield {
      field: 'office_id',
      message: {
        en: `The standard comes first: this office is not standardised on ${formatDay(day, 'en')}. Have it assessed, then nominate it.`,
        zh: `应先达到规范化标准：该司法所${formatDay(day, 'zh')}不在规范化有效期内，请先考评认定再申报。`,
      },
    };
  },
};

/** What is the unit itself, or somebody in it; a school that the county keeps on its books is neither. */
const own: ReadonlySet<string> = new Set(['office', 'bureau', 'place', 'person']);

/** Beyond the two people: whoever inspects comes from another unit than the one that is honoured. */
export function* checkInspector(r: Honour, { actor }: Moment): Generator<Issue> {
  if (actor.engine || actor.grant.unit_id !== r.unit_id || !own.has(r.subject_kind ?? '')) return;
  yield {
    field: 'inspected_on',
    message: {
      en: 'Nobody inspects themselves: the inspection is for the unit above.',
      zh: '不得自己考察自己：应由上一级单位考察。',
    },
  };
}

/** Of the bureau itself nobody below can make an inspection; everyone else is inspected before the notice hangs. */
export function* checkInspected(r: Honour): Generator<Issue> {
  if (r.inspected_on || r.subject_kind === 'bureau' || r.subject_kind === 'place') return;
  yield {
    field: 'inspected_on',
    message: {
      en: 'It has not been inspected yet. Inspect it before the public notice.',
      zh: '尚未考察，请先考察再公示。',
    },
  };
}

export function* checkNotice(r: Honour): Generator<Issue> {
  if (!r.notice_from || !r.notice_until || !r.notice_shortest) return;
  if (r.notice_until >= r.notice_shortest) return;
  yield {
    field: 'notice_until',
    message: {
      en: `A public notice from ${formatDay(r.notice_from, 'en')} runs at least until ${formatDay(r.notice_shortest, 'en')}: working days are counted, the first day is not.`,
      zh: `自${formatDay(r.notice_from, 'zh')}起公示，最早于${formatDay(r.notice_shortest, 'zh')}届满：按工作日计算，起始日不计入。`,
    },
  };
}

/** Nothing is decided while the notice hangs, nor while somebody waits for an answer. */
export function* checkNoticeOver(r: Honour, decided: 'named_on' | 'recommended_on') {
  const last = laterOf(r.notice_until, r.notice_shortest);
  if (!last || r[decided]! <= last) {
    yield {
      field: decided,
      message: {
        en: `The public notice runs until ${last ? formatDay(last, 'en') : 'a day that nobody has set'}. Decide on a later day.`,
        zh: `公示至${last ? formatDay(last, 'zh') : '（未定）'}，公示期满后方可审定。`,
      },
    };
  }
  for (const [i, one] of r.objections.entries()) {
    if (one.finding === 'unfounded' || one.finding === 'put_right') continue;
    yield {
      field: `objections.${i}.finding`,
      message:
        one.finding === 'upheld'
          ? {
              en: 'This objection was upheld: decline the nomination.',
              zh: '该异议成立，应不予命名（推荐）。',
            }
          : {
              en: 'This objection has no answer yet. Look into it first.',
              zh: '该异议尚未核查答复，请先核查。',
            },
    };
  }
}

function laterOf(one: Day | null, other: Day | null): Day | null {
  if (!one || !other) return one ?? other;
  return one > other ? one : other;
}

export function* checkObjections(r: Honour): Generator<Issue> {
  for (const [i, { received_on, answered_on, finding }] of r.objections.entries()) {
    if (received_on && r.notice_from && received_on < r.notice_from) {
      yield {
        field: `objections.${i}.received_on`,
        message: {
          en: 'It cannot come before the public notice.',
          zh: '异议不能早于公示起始日。',
        },
      };
    }
    if (finding && !answered_on) {
      yield {
        field: `objections.${i}.answered_on`,
        message: { en: 'Say when it was answered.', zh: '请填写答复日期。' },
      };
    }
  }
}

/** How long it holds when nobody says otherwise. */
export function usualEnd(r: Honour): Day | null {
  const { months } = termsOf(r.kind);
  return months && r.named_on ? addDays(addMonths(r.named_on, months), -1) : null;
}

/** The first term, from the day it was named; named again (corrected), it takes the place of the old one. */
export function namedTerms(r: Honour): Term[] {
  return withStretch(
    r.terms.filter((one) => one.ground !== 'named' && one.from_day! > r.named_on!),
    'ground',
    { from_day: r.named_on, until_day: r.valid_until, ground: 'named' },
  );
}

/** Kept: it goes on behind the last term, or from the day of the verification where that had run out. */
export function keptTerms(r: Honour, verified_on: Day, valid_until: Day | null): Term[] {
  const before = r.terms.flatMap((one) =>
    one.until_day === null ? endedOn(one, verified_on) : [one],
  );
  const last = before
    .map((one) => one.until_day!)
    .toSorted()
    .at(-1);
  const from_day = last && last >= verified_on ? addDays(last, 1) : verified_on;
  return [...before, { from_day, until_day: valid_until, ground: `kept ${verified_on}` }];
}

export function endedTerms(r: Honour, first_day_out: Day): Term[] {
  return r.terms.flatMap((one) => endedOn(one, first_day_out));
}
