/** What the bureau and the counties themselves put on record: documents, meetings, tariffs. */
import { addDays, yearOf } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { idOf } from './chance.ts';
import { cityCode, countyCodes } from './places.ts';
import { staffAt } from './staff.ts';
import type { Era } from './staff.ts';
import { deed, step } from './steps.ts';
import type { Step } from './steps.ts';

type Paper = {
  readonly name: string;
  readonly number: string;
  readonly kind: string;
  readonly issued_on: Day;
  readonly summary: string;
};

/**
 * The two of 2009 are those that the published summary names (F45); the rest stand in other years.
 */
const papers: readonly Paper[] = [
  {
    name: '关于试行人民调解登记台账的通知',
    number: '卫司发〔2008〕6号',
    kind: 'notice',
    issued_on: '2008-01-22',
    summary: '在五个司法所试行纠纷受理、调解、回访统一登记。',
  },
  {
    name: '中卫市三调联动工作机制实施方案',
    number: '卫司发〔2009〕21号',
    kind: 'plan',
    issued_on: '2009-03-26',
    summary: '建立人民调解、行政调解、司法调解相互衔接、联动处理的工作机制。',
  },
  {
    name: '中卫市人民调解员“以案定补”暂行办法',
    number: '卫司发〔2009〕37号',
    kind: 'measures',
    issued_on: '2009-05-25',
    summary: '按协议形式和难易程度对调解成功并履行的纠纷给予调解员补助，一案一补，谁调解补助谁。',
  },
];

/** From the day after the measures were issued, the counties pay by case. */
export const tariffFrom2009: Day = '2009-06-01';

export function tariffId(county: string, era: Era): string {
  return idOf(`tariff/${county}/${era}`);
}

const yuan: Readonly<
  Record<'written' | 'oral', Readonly<Record<string, readonly [then: number, now: number]>>>
> = {
  written: { simple: [30, 80], ordinary: [50, 150], difficult: [100, 300], major: [200, 600] },
  oral: { simple: [10, 30], ordinary: [20, 50], difficult: [50, 150], major: [100, 300] },
};

export function subsidyFen(form: 'written' | 'oral', difficulty: string, era: Era): number {
  return yuan[form][difficulty]![era === 'then' ? 0 : 1] * 100;
}

function tariff(county: string, era: Era, from: Day, recorded: Day): Step {
  const grades = Object.entries(yuan).flatMap(([form, byDifficulty]) =>
    Object.keys(byDifficulty).map((difficulty) => ({
      form,
      difficulty,
      amount_fen: subsidyFen(form as 'written', difficulty, era),
    })),
  );
  return step(recorded, 'issue', {
    by: staffAt(era, 'county_review', county),
    unit_code: county,
    type: 'tariff',
    id: tariffId(county, era),
    deeds: [
      deed('issue', {
        name: '人民调解员以案定补标准',
        version_no: String(yearOf(from)),
        grades,
        budget_year: yearOf(from),
        budget_fen: era === 'then' ? 60_000_00 : 600_000_00,
        cap_mediator_fen: era === 'then' ? 1200_00 : 15_000_00,
        document_no: era === 'then' ? '卫司发〔2009〕37号' : null,
        exclusions: '行政调解、司法调解的纠纷和依法不得调解的事项；同一纠纷多次调解的只补一次。',
        valid_from: from,
      }),
    ],
  });
}

/**
 * The county's own tariff ends when the new one begins: a dispute is paid by the one in force on
 * its closing day.
 */
export function tariffsOfNow(opens: Day): Step[] {
  const from = `${yearOf(opens) - 1}-01-01`;
  return countyCodes.flatMap((county) => [
    step(opens, 'end', {
      by: staffAt('now', 'county_review', county),
      unit_code: county,
      type: 'tariff',
      id: tariffId(county, 'then'),
      deeds: [deed('end', { valid_to: addDays(from, -1) })],
    }),
    tariff(county, 'now', from, opens),
  ]);
}

export function papersOfThen(): Step[] {
  const by = staffAt('then', 'bureau', cityCode);
  const documents = papers.map(({ name, kind, summary, number, issued_on }) =>
    step(issued_on, 'issue', {
      by,
      unit_code: cityCode,
      type: 'document',
      id: idOf(`document/${number}`),
      deeds: [
        deed('issue', {
          name,
          kind,
          level: 'city',
          issuer: '中卫市司法局',
          summary,
          number,
          issued_on,
          effective_on: issued_on,
        }),
      ],
    }),
  );
  const meeting = (key: string, recorded: Day, fields: Record<string, unknown>) =>
    step(recorded, 'hold', {
      by,
      unit_code: cityCode,
      type: 'meeting',
      id: idOf(`meeting/${key}`),
      deeds: [deed('hold', fields)],
    });
  return [
    ...documents,
    meeting('2008', '2008-02-28', {
      name: '全市人民调解工作会议',
      kind: 'work',
      level: 'city',
      held_on: '2008-02-27',
      place: '中卫市',
      organiser: '中卫市司法局',
      attended: 86,
    }),
    meeting('2009', '2009-02-20', {
      name: '全市司法行政工作会议',
      kind: 'work',
      level: 'city',
      held_on: '2009-02-19',
      place: '中卫市',
      organiser: '中卫市司法局',
      attended: 92,
    }),
    meeting('on-site', '2009-09-07', {
      name: '全区“三调联动”工作现场会',
      kind: 'on_site',
      level: 'region',
      held_on: '2009-09-04',
      place: '中卫市',
      organiser: '自治区司法厅',
      attended: 160,
      topic: '总结推广中卫市三调联动工作经验，现场观摩。',
    }),
    meeting('joint', '2009-11-12', {
      name: '三调联动联席会议',
      kind: 'joint',
      level: 'city',
      held_on: '2009-11-11',
      place: '中卫市',
      organiser: '中卫市司法局',
      attended: 24,
    }),
    ...countyCodes.map((county) => tariff(county, 'then', tariffFrom2009, '2009-06-02')),
  ];
}
