import { formatDay } from '#engine/day.ts';
import { code, day, integer, line, link, paragraph, unit, yesNo } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import type { Posting } from '#engine/measure.ts';
import type { Issue } from '#engine/problem.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, RecordBase, StateInfo } from '#engine/record.ts';
import { dispositions, risks, sweepKinds } from './codes.ts';
import { dutyFrom } from '../common/office-period.ts';
import { rhythm } from './rhythm.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { hands, office } from '../common/posts.ts';
import { cited, ruleOn } from './law.ts';

const fields = {
  kind: code('Kind', '排查类别', sweepKinds, { required: true }),
  special_name: line('What for', '专项名称', { max: 60, when: (v) => v.kind === 'special' }),
  period_from: day('From', '排查起', { required: true }),
  period_to: day('To', '排查止', { required: true, future: true }),
  swept_unit_id: unit('Where', '排查范围', { computed: true }),
  households: integer('Households visited', '走访户数', {
    min: 0,
    max: 1_000_000,
    unit: { en: 'households', zh: '户' },
  }),
  nil: yesNo('Nothing was found', '零报告'),
  reported_by_name: line('Reported by', '报告人', { max: 60, format: 'person_name' }),
  reported_on: day('Reported on', '上报日期'),
  analysis: paragraph('What it shows', '分析研判', { max: 4000 }),
  closed_on: day('Closed on', '办结日期'),
};
const children = {
  findings: childList(
    'findings',
    'Findings',
    '排查发现',
    { en: 'Finding', zh: '发现' },
    {
      summary: line('What was found', '情况', { required: true, max: 500 }),
      place: line('Where', '地点', { max: 100 }),
      risk: code('Risk', '风险等级', risks, { required: true }),
      disposition: code('What was done', '处置方式', dispositions, { required: true }),
      dispute_id: link('Dispute', '纠纷', 'dispute'),
    },
  ),
};

type State = 'open' | 'reported' | 'closed';
export type Sweep = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;

const report = ['nil', 'findings', 'households', 'reported_by_name', 'reported_on'];

export const sweep = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'sweep',
  line: 'mediation',
  label: { en: 'Sweep', zh: '矛盾纠纷排查' },
  plural: { en: 'Sweeps', zh: '矛盾纠纷排查' },
  about: {
    en:
      'Looking for disputes before they come: each round with what it found, or with ' +
      'somebody saying that it found nothing.',
    zh: '定期和专项排查登记：发现的逐条处置，没有发现的由报告人作零报告。',
  },
  fields,
  children,
  states: {
    open: { label: { en: 'Under way', zh: '排查中' }, tone: 'working' },
    reported: { label: { en: 'Reported', zh: '已上报' }, tone: 'waiting' },
    closed: { label: { en: 'Closed', zh: '已办结' }, tone: 'done' },
  },
  actions: {
    report: {
      label: { en: 'Report', zh: '上报' },
      from: ['new', 'open'],
      to: 'reported',
      roles: hands,
      primary: true,
      fields: ['kind', 'special_name', 'period_from', 'period_to', ...report],
      required: ['special_name', 'nil', 'reported_by_name', 'reported_on'],
      set: (r, { today, actor }) => ({
        swept_unit_id: r.unit_id,
        reported_on: r.reported_on ?? today,
        reported_by_name: r.reported_by_name ?? actor.name,
      }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    open: {
      label: { en: 'Begin', zh: '开展排查' },
      from: ['new'],
      to: 'open',
      roles: hands,
      fields: ['kind', 'special_name', 'period_from', 'period_to', 'findings'],
      required: ['special_name'],
      set: (r) => ({ swept_unit_id: r.unit_id }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['open', 'reported', 'closed'],
      roles: hands,
      reason: 'once_ended',
      fields: ['kind', 'special_name', 'period_from', 'period_to', ...report, 'analysis'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    close: {
      label: { en: 'Close', zh: '办结' },
      from: ['reported'],
      to: 'closed',
      roles: office,
      primary: true,
      fields: ['analysis', 'closed_on', 'findings'],
      required: ['closed_on'],
      set: (r, { today }) => ({ closed_on: r.closed_on ?? today }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    reopen: {
      label: { en: 'Reopen', zh: '重新办理' },
      from: ['closed'],
      to: 'reported',
      roles: office,
      reason: 'always',
      set: () => ({ closed_on: null }),
    },
  },
  example: {
    kind: 'regular',
    period_from: '2009-03-01',
    period_to: '2009-03-10',
    households: 120,
    nil: false,
    reported_by_name: '王建国',
    reported_on: '2009-03-11',
    findings: [
      { summary: '二队与三队轮灌次序有争议', place: '支渠', risk: 'medium', disposition: 'watch' },
    ],
  },
  title: (r) => ({
    en: `${r.kind === 'special' ? 'Special' : 'Regular'} sweep${r.period_to ? ` to ${formatDay(r.period_to, 'en')}` : ''}`,
    zh: `${r.period_from ? `${formatDay(r.period_from, 'zh')}至` : ''}${r.period_to ? formatDay(r.period_to, 'zh') : ''}${r.special_name ?? '定期'}排查`,
  }),
  form: [
    {
      label: { en: 'Sweep', zh: '排查' },
      fields: ['kind', 'special_name', 'period_from', 'period_to', 'households'],
    },
    {
      label: { en: 'Findings', zh: '发现' },
      fields: ['nil', 'findings', 'reported_by_name', 'reported_on'],
    },
    { label: { en: 'Analysis', zh: '研判' }, fields: ['analysis', 'closed_on'] },
  ],
  list: {
    columns: ['kind', 'period_to', 'unit_id', 'nil', 'findings', 'state'],
    filters: ['kind', 'nil', 'state', 'period_to'],
    order: 'period_to',
  },
  search: (r) => [r.special_name, r.reported_by_name],
  *check(r) {
    yield* inOrder(fields, r, [
      ['period_from', 'period_to'],
      ['period_from', 'reported_on'],
      ['reported_on', 'closed_on'],
    ]);
    yield* checkFindings(r);
  },
  duties: (r, calendar) => {
    if (r.state === 'open') {
      return [
        dutyFrom(rhythm.report_sweep, r.period_to!, calendar, {
          key: 'report',
          label: { en: 'Report the sweep', zh: '上报排查情况' },
          action: 'report',
          roles: hands,
          statutory: false,
        }),
      ];
    }
    if (r.state === 'reported' && r.reported_on) {
      return [
        dutyFrom(rhythm.review_claim, r.reported_on, calendar, {
          key: 'close',
          label: { en: 'Analyse the sweep', zh: '分析研判' },
          action: 'close',
          roles: office,
          statutory: false,
        }),
      ];
    }
    return [];
  },
  postings: (r) => {
    if (!r.reported_on) return [];
    const at = { day: r.period_to!, unit_id: r.swept_unit_id ?? r.unit_id };
    const found: Posting[] =
      r.findings.length > 0
        ? [{ measure: 'sweep_findings', ...at, amount: r.findings.length }]
        : [];
    return [
      { measure: 'sweeps', ...at, amount: 1, facets: { kind: r.kind ?? '' } },
      ...(r.nil ? [{ measure: 'sweeps_nil', ...at, amount: 1 }] : []),
      ...found,
    ];
  },
});

/** A nil return is somebody's statement, so it has to be said and must be true of the list beside it. */
function* checkFindings(r: Sweep): Generator<Issue> {
  if (r.nil === true && r.findings.length > 0) {
    yield {
      field: 'nil',
      message: {
        en: 'Findings are listed, so this is not a nil return.',
        zh: '已登记排查发现，不能作零报告。',
      },
    };
  }
  if (r.reported_on && r.nil !== true && r.findings.length === 0) {
    yield {
      field: 'nil',
      message: {
        en: 'Nothing is listed: say “nothing was found”, or add the findings.',
        zh: '未登记排查发现的，请作零报告或补充发现。',
      },
    };
  }
  for (const [i, finding] of r.findings.entries()) {
    if (finding.risk === 'high' && ['watch', 'on_the_spot'].includes(finding.disposition ?? '')) {
      yield {
        field: `findings.${i}.disposition`,
        ...ruleOn('R11', r.period_to),
        warning: true,
        message: {
          en:
            'High risk: where it may turn into a public-order or criminal case, tell the ' +
            `police at once${cited('danger', r.period_to).en}.`,
          zh: `高风险：可能引起治安案件、刑事案件的，应当及时报告公安机关${cited('danger', r.period_to).zh}。`,
        },
      };
    }
    if (finding.disposition === 'dispute' && !finding.dispute_id && r.state === 'closed') {
      yield {
        field: `findings.${i}.dispute_id`,
        message: { en: 'Name the dispute that this became.', zh: '请选择由此受理的纠纷。' },
      };
    }
  }
}
