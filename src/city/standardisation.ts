/**
 * Assessments by the six haves and four implementations: who passed, who failed, who had to put
 * something right first.
 */
import { addDays } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { defaultCriteria } from '#lines/mediation/criteria.ts';
import { Chance, idOf } from './chance.ts';
import { committees, countyOf } from './committees.ts';
import type { CommitteePlan } from './committees.ts';
import { cityCode } from './places.ts';
import { staffAt } from './staff.ts';
import type { Era } from './staff.ts';
import { deed, step, workdayAfter, workdayFrom } from './steps.ts';
import type { Step } from './steps.ts';

/**
 * Valid on 31 December 2009. Some passed in the year before and are still within their two years.
 */
export const standardised2009 = 213;
const passed2008 = 118;
const failed2009 = 12;
const rectified2009 = 9;
const shareOfNow = 0.62;

type Criteria = {
  readonly id: string;
  readonly version_no: string;
  readonly pass_mark: number;
  readonly valid_months: number;
  readonly from: Day;
};

const criteria2008: Criteria = {
  id: idOf('criteria/2008'),
  version_no: '2008',
  pass_mark: 75,
  valid_months: 24,
  from: '2008-03-03',
};
const criteria2009: Criteria = {
  id: idOf('criteria/2009'),
  version_no: '2009',
  pass_mark: 80,
  valid_months: 36,
  from: '2009-03-02',
};
const criteriaNow: Criteria = {
  id: idOf('criteria/2023'),
  version_no: '2023',
  pass_mark: 80,
  valid_months: 36,
  from: '2023-03-01',
};

const leaves = defaultCriteria.items.filter((item) => item.parent_code !== null);

/** Township and village committees that were there before 2008, in an order of their own. */
const candidates: readonly CommitteePlan[] = new Chance('standardised').shuffled(
  committees.filter(
    (one) => (one.kind === 'township' || one.kind === 'village') && one.set_up_on < '2008-06-01',
  ),
);

export function criteriaSteps(): Step[] {
  const make = (one: Criteria, era: Era, recorded: Day, ends?: Day): Step[] => {
    const { name, subject, note, items } = defaultCriteria;
    const what = {
      by: staffAt(era, 'bureau', cityCode),
      unit_code: cityCode,
      type: 'criteria',
      id: one.id,
    };
    const { version_no, pass_mark, valid_months } = one;
    return [
      step(recorded, 'issue', {
        ...what,
        deeds: [
          deed('issue', {
            name,
            version_no,
            subject,
            pass_mark,
            valid_months,
            items,
            note,
            valid_from: one.from,
          }),
        ],
      }),
      ...(ends
        ? [
            step(workdayAfter(ends, 3), 'end', {
              ...what,
              deeds: [deed('end', { valid_to: ends })],
            }),
          ]
        : []),
    ];
  };
  return [
    ...make(criteria2008, 'then', '2008-03-03', '2009-03-01'),
    ...make(criteria2009, 'then', '2009-03-02', '2023-02-28'),
    ...make(criteriaNow, 'now', '2023-03-01'),
  ];
}

type Course = {
  readonly self_on: Day;
  readonly inspected_on: Day;
  readonly confirmed_on: Day;
  readonly passes: boolean;
  readonly rectifies?: boolean;
  /** From papers: when the self-check was written down, and when what the county found. */
  readonly recorded?: readonly [self: Day, county: Day];
};

function scores(chance: Chance, of: 'self' | 'both', passes: boolean): object[] {
  const vetoed = !passes && chance.in(0.2);
  return leaves.map((item) => {
    const self_score = chance.between(8, 10);
    if (of === 'self') return { item_code: item.code, self_score };
    const low = passes ? chance.between(8, 10) : chance.between(4, 8);
    const inspector_score = item.must && vetoed ? 0 : item.must ? Math.max(6, low) : low;
    const reason =
      inspector_score < self_score
        ? chance.pick(['资料不全', '台账登记不及时', '标牌陈旧', '制度未上墙', '回访记录缺项'])
        : // Whoever was there and gives other points than the register says why.
          inspector_score < (item.points ?? 0) || item.question
          ? '现场核查'
          : null;
    return { item_code: item.code, self_score, inspector_score, reason };
  });
}

function assess(one: CommitteePlan, by: Criteria, era: Era, course: Course): Step[] {
  const key = `${by.version_no}/${one.unit_code}`;
  const chance = new Chance(`assessment/${key}`);
  const county = countyOf(one.unit_code);
  const common = { unit_code: one.unit_code, type: 'assessment', id: idOf(`assessment/${key}`) };
  const self = staffAt(era, 'county', county);
  const inspector = staffAt(era, 'county_office', county);
  const { self_on, inspected_on, confirmed_on, passes, rectifies = false } = course;
  const selfChecked = course.recorded?.[0] ?? workdayAfter(self_on, 1);
  const inspected = workdayAfter(inspected_on, 1);
  const start = deed('start', {
    committee_id: one.id,
    criteria_id: by.id,
    self_on,
    scores: scores(chance, 'self', passes),
  });
  const inspect = (day: Day, good: boolean) =>
    deed('inspect', {
      inspected_on: day,
      scores: scores(chance, 'both', good),
      opinion: good ? '基本符合标准，建议认定。' : '差距较大，建议限期整改。',
    });
  const first = step(selfChecked, 'start', {
    ...common,
    by: self,
    on_behalf_of: one.name,
    deeds: [start],
  });
  const officer = staffAt(era, 'county_review', county);
  if (course.recorded) {
    const both = [inspect(inspected_on, passes), deed('confirm', { confirmed_on })];
    return [first, step(course.recorded[1], 'confirm', { ...common, by: officer, deeds: both })];
  }
  const confirm = step(workdayAfter(confirmed_on, 0), 'confirm', {
    ...common,
    by: officer,
    deeds: [deed('confirm', { confirmed_on })],
  });
  if (!rectifies)
    return [
      first,
      step(inspected, 'inspect', {
        ...common,
        by: inspector,
        deeds: [inspect(inspected_on, passes)],
      }),
      confirm,
    ];
  const rectified_on = addDays(inspected_on, chance.between(9, 20));
  return [
    first,
    step(inspected, 'inspect', {
      ...common,
      by: inspector,
      deeds: [
        inspect(inspected_on, false),
        deed('order_rectification', { rectify_what: '补齐台账和回访记录，更换标牌。' }),
      ],
    }),
    step(workdayAfter(rectified_on, 1), 'rectify', {
      ...common,
      by: self,
      deeds: [deed('rectify', { rectified_on, rectified_how: '台账已补齐，标牌已更换，附照片。' })],
    }),
    step(workdayAfter(rectified_on, 4), 'inspect-again', {
      ...common,
      by: inspector,
      deeds: [inspect(workdayAfter(rectified_on, 3), true)],
    }),
    confirm,
  ];
}

export function assessmentsOfThen(): Step[] {
  const chance = new Chance('assessments of then');
  const fresh = standardised2009 - passed2008;
  const early = candidates.slice(0, passed2008).flatMap((one) => {
    const self_on = workdayFrom(addDays('2008-04-07', chance.between(0, 190)));
    const inspected_on = workdayAfter(self_on, chance.between(6, 20));
    // Most offices had no register then: the results came in from paper at the beginning of 2009.
    const course = {
      self_on,
      inspected_on,
      confirmed_on: workdayAfter(inspected_on, 9),
      passes: true,
    };
    return assess(one, criteria2008, 'then', {
      ...course,
      recorded: ['2009-01-07', '2009-01-08'],
    });
  });
  const late = candidates.slice(passed2008, passed2008 + fresh + failed2009).flatMap((one, i) => {
    const passes = i < fresh;
    const rectifies = i < rectified2009;
    const self_on = workdayFrom(addDays('2009-04-06', chance.between(0, rectifies ? 150 : 210)));
    const inspected_on = workdayAfter(self_on, chance.between(6, 16));
    const confirmed_on = workdayAfter(inspected_on, rectifies ? 34 : chance.between(5, 12));
    return assess(one, criteria2009, 'then', {
      self_on,
      inspected_on,
      confirmed_on,
      passes,
      rectifies,
    });
  });
  return [...early, ...late];
}

/** How many committees of each county were standardised at the end of 2009. */
export function standardisedByCounty(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of candidates.slice(0, standardised2009)) {
    const county = countyOf(one.unit_code);
    counts.set(county, (counts.get(county) ?? 0) + 1);
  }
  return counts;
}

/** What the bureau thinks of asking for next: a draft that can be tried on all committees before anybody adopts it. */
export function draftOfNext(opens: Day): Step {
  const { name, subject } = defaultCriteria;
  const items = defaultCriteria.items.map((item) =>
    item.code === '1.5'
      ? { ...item, code: '1.7', item: '有信息化终端：能上网登记', item_en: 'A terminal to write down with', evidence: '照片' }
      : item.code === '1.4'
      ? { ...item, question: 'fixed_place' }
      : item.code === '2.2'
        ? { ...item, item: '制度落实：人员变动及时通报法院', item_en: 'The court knows its members', question: 'court_told' }
        : item.code === '2.4'
          ? { ...item, item: '协议履行：到期协议九成已履行', item_en: 'Agreements are performed', question: 'agreements_performed' }
          : item,
  ); // prettier-ignore
  return step(workdayAfter(opens, 12), 'draft', {
    by: staffAt('now', 'bureau', cityCode),
    unit_code: cityCode,
    type: 'criteria',
    id: idOf('criteria/next'),
    deeds: [
      deed('draft', {
        name,
        subject,
        items,
        version_no: '征求意见稿',
        pass_mark: 85,
        valid_months: 36,
        replaces_id: criteriaNow.id,
        note: '三项改由台账自动评分，新增信息化终端，达标线提高到85分。启用前请先试评。',
      }),
    ],
  });
}

/**
 * What had been assessed before the register of now was opened, brought over within its first days.
 */
export function assessmentsOfNow(opens: Day): Step[] {
  const list = committees.filter((one) => one.kind === 'township' || one.kind === 'village');
  const chance = new Chance('assessments of now');
  const passed = chance.shuffled(list).slice(0, Math.round(list.length * shareOfNow));
  return passed.flatMap((one) => {
    const self_on = addDays(opens, -chance.between(120, 300));
    const inspected_on = addDays(self_on, chance.between(10, 40));
    const course = { self_on, inspected_on, confirmed_on: addDays(inspected_on, 20), passes: true };
    const recorded = [workdayAfter(opens, 7), workdayAfter(opens, 10)] as const;
    return assess(one, criteriaNow, 'now', { ...course, recorded });
  });
}
