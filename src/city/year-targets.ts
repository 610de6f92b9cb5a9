/**
 * The targets of 2010, as the published document sets them, and those of the year in which the city is opened. The
 * rows of `targets-2010.csv` say which there are; here stands by what each is counted. An indicator of a line that is
 * not there yet may be named all the same: the target waits for it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, yearOf } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { idOf } from './chance.ts';
import { cityCode, countyCodes, dataFolder, officeTownships } from './places.ts';
import { staffAt } from './staff.ts';
import type { Era } from './staff.ts';
import { deed, step, workdayFrom } from './steps.ts';
import type { Step } from './steps.ts';

type Facts = {
  readonly zh: string;
  readonly en?: string;
  readonly kind: 'count' | 'rate' | 'coverage' | 'milestone' | 'qualitative';
  readonly section: string;
  readonly indicator?: string;
  readonly goal?: string;
  readonly goal_in?: 'units';
  readonly direction?: 'at_most';
  readonly covers?: 'county' | 'township' | 'village';
  readonly milestones?: readonly {
    readonly name: string;
    readonly indicator?: string;
    readonly due_on?: Day;
  }[];
};

/** Each with the figure that will count it. */
const steps = (...rows: (readonly [name: string, indicator: string])[]) =>
  rows.map(([name, indicator]) => ({ name, indicator }));

const of2010: Readonly<Record<string, Facts>> = {
  T01: { zh: '标兵所创建率', kind: 'rate', section: 'grassroots', indicator: 'pacesetter_rate', goal: '60' },
  T02: { zh: '规范化调委会创建率', kind: 'rate', section: 'grassroots', indicator: 'standardised_rate', goal: '60' },
  T03: { zh: '新建帮教基地', kind: 'count', section: 'resettlement', indicator: 'bases_opened', goal: '5' },
  T04: { zh: '安置刑释解教人员', kind: 'count', section: 'resettlement', indicator: 'base_taken_in', goal: '20' },
  T05: { zh: '培育转化典型', kind: 'count', section: 'resettlement', indicator: 'exemplars', goal: '15' },
  T06: { zh: '完成“五五”普法总结验收', kind: 'milestone', section: 'popularisation', milestones: steps(['动员部署', 'acceptance_meetings'], ['自查总结', 'acceptance_self_checks'], ['验收合格', 'acceptances_passed']) },
  T07: { zh: '按自治区《验收方案》和《验收标准》拟定本市验收方案', kind: 'milestone', section: 'popularisation', milestones: steps(['印发本市验收方案', 'acceptance_plans']) },
  T08: { zh: '举办验收培训', kind: 'milestone', section: 'popularisation', milestones: steps(['举办验收培训不少于一次', 'acceptance_trainings']) },
  T09: { zh: '开展“六五”普法调研', en: 'Research for the “Six-Five” plan', kind: 'milestone', section: 'popularisation', milestones: steps(['形成调研报告', 'research_reports']) },
  T10: { zh: '完成“五五”普法规划各项任务', kind: 'rate', section: 'popularisation', indicator: 'plan_items_rate', goal: '100' },
  T11: { zh: '全面落实“以案定补”', en: 'Per-case subsidies in every county', kind: 'coverage', section: 'grassroots', indicator: 'subsidies_paid', goal: '100', covers: 'county' },
  T12: {
    zh: '探索“以奖代补”', en: 'Rewards in lieu explored', kind: 'milestone', section: 'grassroots',
    milestones: [{ name: '选定试点' }, { name: '授予首批奖励', indicator: 'awards_granted' }],
  },
  T13: { zh: '刑释解教人员分类建档、微机化管理', kind: 'rate', section: 'resettlement', indicator: 'filed_by_class_rate', goal: '100' },
  T14: { zh: '社区矫正由试点推向全市', kind: 'coverage', section: 'resettlement', indicator: 'corrections_open', goal: '100', covers: 'township' },
  T15: { zh: '农村建立义务法律服务员，实现“零距离”服务', en: 'Volunteer legal workers in every village', kind: 'coverage', section: 'legal_services', indicator: 'legal_workers', goal: '100', covers: 'village' },
  T16: { zh: '法律援助便民窗口、申请渠道和简化受理', kind: 'coverage', section: 'legal_aid', indicator: 'aid_stations', goal: '100', covers: 'township' },
  T17: { zh: '提高法律援助知晓率', kind: 'rate', section: 'legal_aid', indicator: 'legal_aid_awareness_rate' },
  T18: { zh: '重大有影响案件指导和律师公证员执业考核制度', kind: 'milestone', section: 'legal_services', milestones: steps(['建立重大案件指导制度', 'major_case_rules'], ['完成执业考核', 'practice_assessments']) },
  T19: { zh: '政府法律顾问工作责任制', kind: 'milestone', section: 'legal_services', milestones: steps(['建立工作责任制', 'counsel_duties']) },
  T20: { zh: '推进法治城市、法治县（区）创建', en: 'Law-based city and counties advanced', kind: 'milestone', section: 'governance', milestones: steps(['法治城市创建方案', 'law_based_cities'], ['法治县（区）创建方案', 'law_based_counties']) },
}; // prettier-ignore

type Row = { readonly id: string; readonly en: string; readonly value: string };

/** id, target, value, … with quotation marks where there are commas. */
export const targetsCsv: readonly Row[] = readFileSync(join(dataFolder, 'targets-2010.csv'), 'utf8')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((row) => {
    const [id = '', target = '', value = ''] = [
      ...row.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g),
    ].map(([, cell = '']) => cell.replace(/^"|"$/g, '').replaceAll('""', '"'));
    // The Chinese in brackets is the target's own name.
    return {
      id,
      en: target.replace(/\s*[（(][^()（）]*\p{Script=Han}[^()（）]*[)）]/gu, ''),
      value,
    };
  });

const issuedIn2010: Day = '2010-01-15';
const source2010 = '2009年司法行政工作总结和2010年工作思路及措施';

type Setting = {
  readonly key: string;
  readonly number: string;
  readonly year: number;
  readonly day: Day;
  readonly era: Era;
  readonly unit_code: string;
  readonly en: string;
  readonly source?: string;
  readonly parent?: string;
  readonly letter_no?: string;
};

const targetId = (key: string) => idOf(`target/${key}`);

/** Set by the bureau, or by the county for its townships, and issued at once. */
function issue(
  facts: Facts,
  { key, day, era, unit_code, en, parent, letter_no, ...rest }: Setting,
): Step {
  const { zh, milestones, en: _en, ...more } = facts;
  const byCounty = officeTownships.find((one) => one.code === unit_code)?.parent_code;
  return step(day, 'issue', {
    by: byCounty ? staffAt(era, 'county_review', byCounty) : staffAt(era, 'bureau', cityCode),
    unit_code,
    type: 'target',
    id: targetId(key),
    deeds: [
      deed('draft', {
        ...rest,
        ...more,
        name: zh,
        name_en: en,
        ...(milestones ? { milestones } : {}),
        ...(parent ? { parent_id: targetId(parent) } : {}),
      }),
      deed('issue', { issued_on: day, ...(letter_no ? { letter_no } : {}) }),
    ],
  });
}

/** In new standardised committees: 58 of the 66 that the city needs. Eight were given to nobody. */
const newIn2010: Readonly<Record<string, number>> = {
  '640502000000': 22,
  '640521000000': 20,
  '640522000000': 16,
};

/** `standardised`: how many each county had at the end of 2009, so that its part is a number to reach. */
export function targetsOf2010(standardised: ReadonlyMap<string, number>): Step[] {
  const common = { year: 2010, day: issuedIn2010, era: 'then' } as const;
  const city = targetsCsv.map(({ id, en, value }) =>
    issue(of2010[id]!, {
      ...common,
      key: `2010/${id}`,
      number: id,
      unit_code: cityCode,
      en: of2010[id]!.en ?? en,
      source: value ? `${source2010}：${value}` : source2010,
    }),
  );
  const parts = countyCodes.map((county, i) =>
    issue(
      {
        ...of2010['T02']!,
        goal_in: 'units',
        goal: String((standardised.get(county) ?? 0) + newIn2010[county]!),
      },
      {
        ...common,
        key: `2010/T02/${county}`,
        number: `T02-${i + 1}`,
        day: addDays(issuedIn2010, 3),
        unit_code: county,
        en: 'Standardised committees',
        parent: '2010/T02',
        letter_no: `卫司责〔2010〕${i + 1}号`,
      },
    ),
  );
  return [
    ...city,
    ...parts,
    ...countyCodes.flatMap((county) => endOf2010(`2010/T02/${county}`, county)),
  ];
}

/** What was not reached by the end of the year was said to be so, by the county first and then by the bureau. */
function endOf2010(key: string, county: string): Step[] {
  const common = { unit_code: county, type: 'target', id: targetId(key) };
  const own = deed('self_assess', {
    self_result: 'not_reached',
    self_note: '部分认定到期，未及重新考评。',
  });
  const judged = deed('assess', { result: 'not_reached', assessed_on: '2010-12-30' });
  return [
    step('2010-12-24', 'self_assess', {
      ...common,
      by: staffAt('then', 'county_review', county),
      deeds: [own],
    }),
    step('2010-12-30', 'assess', {
      ...common,
      by: staffAt('then', 'bureau', cityCode),
      deeds: [judged],
    }),
  ];
}

const ofNow: Readonly<Record<string, Facts>> = {
  '01': { zh: '规范化调委会创建率', en: 'Standardised committee rate', kind: 'rate', section: 'grassroots', indicator: 'standardised_rate', goal: '75' },
  '02': { zh: '调解成功率', en: 'Success rate of mediation', kind: 'rate', section: 'grassroots', indicator: 'success_rate', goal: '96' },
  '03': { zh: '回访率', en: 'Revisit rate', kind: 'rate', section: 'grassroots', indicator: 'revisit_rate', goal: '95' },
  '04': { zh: '主动排查受理纠纷', en: 'Disputes we find ourselves', kind: 'count', section: 'grassroots', indicator: 'disputes_found', goal: '300' },
  '05': { zh: '“以案定补”县县兑现', en: 'Subsidies paid in every county', kind: 'coverage', section: 'grassroots', indicator: 'subsidies_paid', goal: '100', covers: 'county' },
  '06': { zh: '矛盾纠纷排查乡乡落实', en: 'Sweeps in every township', kind: 'coverage', section: 'grassroots', indicator: 'sweeps', goal: '85', covers: 'township' },
  '07': { zh: '协议反悔控制数', en: 'Agreements backed out of', kind: 'count', section: 'grassroots', indicator: 'agreements_backed_out', goal: '20', direction: 'at_most' },
  '08': { zh: '法律援助知晓率', en: 'Awareness of legal aid', kind: 'rate', section: 'legal_aid', indicator: 'legal_aid_awareness_rate', goal: '85' },
  '09': { zh: '深化三调联动工作机制', en: 'Deepen the three-mediation linkage', kind: 'qualitative', section: 'grassroots' },
}; // prettier-ignore

/** Those of each year whose January the living set has seen, as the bureau of now sets them. */
export function targetsOfNow(opens: Day, today: Day): Step[] {
  const first = yearOf(opens);
  const years = Array.from({ length: yearOf(today) - first + 1 }, (_, i) => first + i);
  return years.flatMap((year) => {
    const day = workdayFrom(`${year}-01-12`);
    return day >= opens && day <= today ? targetsOfYear(year, day) : [];
  });
}

function targetsOfYear(year: number, day: Day): Step[] {
  const common = { year, era: 'now' } as const;
  const source = `${year}年全市司法行政工作要点`;
  const city = Object.entries(ofNow).map(([number, facts]) =>
    issue(facts, { ...common, key: `${year}/${number}`, number, day, unit_code: cityCode, en: facts.en!, source }),
  ); // prettier-ignore
  const shares: Readonly<Record<string, readonly [standardised: number, found: number]>> = {
    '640502000000': [140, 110],
    '640521000000': [115, 100],
    '640522000000': [100, 80],
  };
  const counties = countyCodes.flatMap((county, i) => {
    const letter_no = `卫司责〔${year}〕${i + 1}号`;
    const part = (number: string, goal: number, rest: Partial<Facts> = {}) =>
      issue(
        { ...ofNow[number]!, ...rest, goal: String(goal) },
        {
          ...common,
          key: `${year}/${number}/${county}`,
          number: `${number}-${i + 1}`,
          day: addDays(day, 7),
          unit_code: county,
          en: ofNow[number]!.en!,
          parent: `${year}/${number}`,
          letter_no,
        },
      );
    const [standardised, found] = shares[county]!;
    return [
      part('01', standardised, { goal_in: 'units' }),
      part('02', 96),
      part('03', 95),
      part('04', found),
    ];
  });
  const shapotou = '640502000000';
  const offices = officeTownships.filter((one) => one.parent_code === shapotou);
  const townships = offices.map((office, i) =>
    issue(
      { ...ofNow['04']!, goal: '9' },
      {
        ...common,
        key: `${year}/04/${office.code}`,
        number: `04-1-${i + 1}`,
        day: addDays(day, 14),
        unit_code: office.code,
        en: ofNow['04']!.en!,
        parent: `${year}/04/${shapotou}`,
      },
    ),
  );
  return [...city, ...counties, ...townships];
}
