import {
  account,
  code,
  day,
  integer,
  labelOf,
  line,
  link,
  paragraph,
  unit,
} from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import type { Posting } from '#engine/measure.ts';
import type { Issue } from '#engine/problem.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, Moment, RecordBase, StateInfo } from '#engine/record.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { dutyFrom, onTheDay } from '../common/office-period.ts';
import { office as officePosts } from '../common/posts.ts';
import { findingAreas, inspectionKinds } from './codes.ts';
import { checkSeen, wholeSample } from './inspection-sample.ts';
import { rhythm } from './rhythm.ts';

const above = ['county', 'bureau'] as const;

const fields = {
  office_id: link('Judicial office', '司法所', 'office', { required: true }),
  office_name: line('Office', '司法所名称', { computed: true, max: 60 }),
  office_name_en: line('Office (English)', '司法所英文名称', { computed: true, max: 60 }),
  kind: code('Kind', '检查类别', inspectionKinds, { required: true }),
  topic: line('About', '检查内容', { max: 100 }),
  sampling_id: link('By sampling list', '抽查名单', 'sampling'),
  planned_on: day('Planned for', '计划日期', { future: true }),
  went_on: day('Inspected on', '检查日期'),
  inspected_unit_id: unit('Where counted', '统计所在地', { computed: true }),
  inspectors: line('Inspectors', '检查人员', { max: 100 }),
  inspected_by: account('Written down by', '检查登记人', { computed: true }),
  result: paragraph('What was seen', '检查情况', { max: 4000 }),
  notified_on: day('Notice handed over on', '整改通知送达日期'),
  rectified_on: day('Put right on', '整改完成日期', { computed: true }),
  rectified_by: account('Reported by', '整改报告人', { computed: true }),
  verified_on: day('Verified on', '核查日期'),
  verified_by: account('Verified by', '核查人', { computed: true }),
  verification: paragraph('Opinion of the verification', '核查意见', { max: 2000 }),
  findings_now: integer('Number of findings', '问题数', {
    computed: true,
    unit: { en: 'findings', zh: '项' },
  }),
};

const children = {
  /** Which villages, committees or files were drawn to be looked at, and how they came on the list. */
  sample: childList(
    'sample',
    'Sample',
    '抽查名单',
    { en: 'Drawn', zh: '抽查对象' },
    {
      what: line('What was drawn', '抽查对象', { required: true, max: 100 }),
      committee_id: link('Committee', '调委会', 'committee'),
      how: line('How it was drawn', '抽取方式', { max: 100 }),
      seen: line('What was seen', '抽查情况', { max: 200 }),
    },
  ),
  findings: childList(
    'findings',
    'Findings',
    '发现问题',
    { en: 'Finding', zh: '问题' },
    {
      area: code('About', '方面', findingAreas, { required: true }),
      what: line('What was found', '问题', { required: true, max: 300 }),
      owner: line('Who puts it right', '责任人', {
        required: true,
        max: 60,
        format: 'person_name',
      }),
      due_on: day('By', '整改期限', { required: true, future: true }),
      put_right_on: day('Put right on', '完成日期'),
      how: line('How', '整改情况', { max: 300 }),
    },
  ),
};

type State =
  | 'planned'
  | 'inspected'
  | 'notified'
  | 'rectified'
  | 'verified'
  | 'clear'
  | 'cancelled';
export type Inspection = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;

const plan = ['office_id', 'kind', 'topic', 'planned_on', 'sampling_id', 'sample'];
const visit = ['went_on', 'inspectors', 'sample', 'result', 'findings'];

export const inspection = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'inspection',
  line: 'offices',
  label: { en: 'Inspection', zh: '督导检查' },
  plural: { en: 'Inspections', zh: '督导检查' },
  about: {
    en: 'Inspection trips to the offices: what was found, who puts it right by when, and whether it was.',
    zh: '到司法所督导检查：发现的问题、责任人、期限，整改和核查。',
  },
  fields,
  children,
  states: {
    planned: { label: { en: 'Planned', zh: '拟检查' }, tone: 'waiting' },
    inspected: { label: { en: 'Inspected', zh: '已检查' }, tone: 'working' },
    notified: { label: { en: 'Being put right', zh: '整改中' }, tone: 'waiting' },
    rectified: { label: { en: 'Put right', zh: '已整改' }, tone: 'working' },
    verified: { label: { en: 'Verified', zh: '已核查' }, tone: 'done' },
    clear: { label: { en: 'Nothing found', zh: '未发现问题' }, tone: 'done' },
    cancelled: { label: { en: 'Cancelled', zh: '已取消' }, tone: 'ended' },
  },
  actions: {
    plan: {
      label: { en: 'Plan a trip', zh: '拟定检查' },
      from: ['new'],
      to: 'planned',
      roles: above,
      fields: plan,
      required: ['planned_on'],
      set: (r) => ({ inspected_unit_id: r.unit_id }),
    },
    inspect: {
      label: { en: 'Record the inspection', zh: '登记检查' },
      from: ['new', 'planned'],
      to: (r) => (r.findings.length > 0 ? 'inspected' : 'clear'),
      roles: above,
      primary: true,
      fields: ['office_id', 'kind', 'topic', 'sampling_id', ...visit],
      required: ['went_on', 'inspectors', 'result'],
      set: (r, { actor }) => ({ inspected_by: actor.person_id, inspected_unit_id: r.unit_id }),
      *check(r, moment) {
        yield* notInFuture(fields, r, moment.today);
        yield* checkFromOutside(r, moment);
        yield* checkSeen(r);
      },
      beside: [wholeSample],
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['planned', 'inspected'],
      roles: above,
      fields: [...plan, ...visit],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    notify: {
      label: { en: 'Hand over the notice', zh: '下达整改通知' },
      from: ['inspected'],
      to: 'notified',
      roles: above,
      primary: true,
      fields: ['notified_on'],
      required: ['notified_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    rectify: {
      label: { en: 'Record that it was put right', zh: '登记整改完成' },
      from: ['notified'],
      to: (r) => (r.findings.every((one) => one.put_right_on) ? 'rectified' : 'notified'),
      roles: officePosts,
      primary: true,
      fields: ['findings'],
      required: ['findings'],
      set: (_, { actor }) => ({ rectified_by: actor.person_id }),
      check: checkPutRight,
    },
    verify: {
      label: { en: 'Verify', zh: '核查' },
      from: ['rectified'],
      to: 'verified',
      roles: above,
      primary: true,
      not_by: ['rectified_by'],
      fields: ['verified_on', 'verification'],
      required: ['verified_on', 'verification'],
      set: (_, { actor }) => ({ verified_by: actor.person_id }),
      *check(r, moment) {
        yield* notInFuture(fields, r, moment.today);
        yield* checkFromOutside(r, moment);
      },
    },
    send_back: {
      label: { en: 'Not put right', zh: '退回整改' },
      from: ['rectified'],
      to: 'notified',
      roles: above,
      reason: 'always',
      fields: ['findings'],
    },
    cancel: {
      label: { en: 'Cancel', zh: '取消' },
      from: ['planned'],
      to: 'cancelled',
      roles: above,
      reason: 'always',
    },
  },
  title: (r) => ({
    en: `${labelOf(inspectionKinds, r.kind).en}: ${r.office_name_en ?? 'an office'}`,
    zh: `${r.office_name ?? ''}${labelOf(inspectionKinds, r.kind).zh}`,
  }),
  form: [
    { label: { en: 'Trip', zh: '检查安排' }, fields: plan },
    {
      label: { en: 'What was found', zh: '检查情况' },
      fields: ['went_on', 'inspectors', 'result', 'findings'],
    },
    {
      label: { en: 'Putting right', zh: '整改与核查' },
      fields: ['notified_on', 'rectified_on', 'verified_on', 'verification'],
    },
  ],
  list: {
    columns: ['office_id', 'kind', 'went_on', 'findings_now', 'state', 'verified_on'],
    filters: ['kind', 'state', 'office_id', 'went_on'],
    order: 'created_at',
  },
  search: (r) => [r.office_name, r.topic],
  copies: { office_name: ['office_id', 'name'], office_name_en: ['office_id', 'short_name_en'] },
  derive: (r) => {
    const days = r.findings.map((one) => one.put_right_on);
    const all = days.length > 0 && days.every((one) => one !== null);
    return {
      findings_now: r.findings.length,
      rectified_on: all ? (days.toSorted() as string[]).at(-1)! : null,
    };
  },
  *check(r) {
    yield* inOrder(fields, r, [
      ['went_on', 'notified_on'],
      ['rectified_on', 'verified_on'],
    ]);
    for (const [i, { due_on }] of r.findings.entries()) {
      if (!due_on || !r.went_on || due_on >= r.went_on) continue;
      yield {
        field: `findings.${i}.due_on`,
        message: {
          en: 'It cannot be due before it was found.',
          zh: '整改期限不能早于检查日期。',
        },
      };
    }
  },
  duties: (r, calendar) => {
    if (r.state === 'planned' && r.planned_on) {
      return [
        dutyFrom(onTheDay, r.planned_on, calendar, {
          key: 'inspect',
          label: { en: 'Go and inspect', zh: '到所检查' },
          action: 'inspect',
          roles: above,
          statutory: false,
        }),
      ];
    }
    if (r.state === 'inspected' && r.went_on) {
      return [
        dutyFrom(rhythm.notify, r.went_on, calendar, {
          key: 'notify',
          label: { en: 'Hand over the notice', zh: '下达整改通知' },
          action: 'notify',
          roles: above,
          statutory: false,
        }),
      ];
    }
    if (r.state === 'notified') {
      return r.findings.flatMap((one, i) =>
        one.due_on && !one.put_right_on
          ? [
              dutyFrom(onTheDay, one.due_on, calendar, {
                key: `finding-${i + 1}`,
                label: { en: 'Put right what was found', zh: '整改检查问题' },
                action: 'rectify',
                roles: officePosts,
                statutory: false,
              }),
            ]
          : [],
      );
    }
    if (r.state === 'rectified' && r.rectified_on) {
      return [
        dutyFrom(rhythm.verify, r.rectified_on, calendar, {
          key: 'verify',
          label: { en: 'Verify what was put right', zh: '核查整改' },
          action: 'verify',
          roles: above,
          statutory: false,
          asked: true,
        }),
      ];
    }
    return [];
  },
  papers: (r) =>
    r.went_on
      ? [
          {
            name: 'inspection-record',
            signature: 'needed',
            order: 1,
            label: { en: 'Inspection record', zh: '督导检查记录' },
            required: 'always',
            template: 'inspection-record',
          },
          {
            name: 'rectification-notice',
            signature: 'needed',
            order: 2,
            label: { en: 'Notice to put right', zh: '整改通知书' },
            required: r.findings.length > 0 ? 'always' : 'not_here',
            template: 'rectification-notice',
          },
          {
            name: 'photos',
            signature: 'none',
            order: 3,
            label: { en: 'Photos', zh: '现场照片' },
            required: 'as_needed',
          },
          {
            name: 'rectification-report',
            signature: 'needed',
            order: 4,
            label: { en: 'Report of putting right', zh: '整改报告' },
            required: r.rectified_on ? 'always' : 'as_needed',
          },
        ]
      : [],
  forms: {
    'inspection-record': { en: 'Inspection record', zh: '督导检查记录' },
    'rectification-notice': { en: 'Notice to put right', zh: '整改通知书' },
  },
  example: {
    office_id: '@office',
    kind: 'unannounced',
    planned_on: '2009-03-10',
    topic: '规范化巩固情况',
  },
  follows: (after, action) =>
    action === 'inspect' && after.sampling_id
      ? [
          {
            type: 'sampling',
            id: after.sampling_id,
            action: 'note_visit',
            fields: {
              last_office_id: after.office_id,
              last_went_on: after.went_on,
              last_inspection_id: after.id,
            },
          },
        ]
      : [],
  postings: (r) => {
    if (!r.went_on || r.state === 'cancelled') return [];
    const unit_id = r.inspected_unit_id ?? r.unit_id;
    return [
      {
        measure: 'inspections',
        day: r.went_on,
        unit_id,
        amount: 1,
        facets: { kind: r.kind ?? '' },
      },
      ...r.findings.map((one): Posting => ({
        measure: 'findings_due',
        day: one.due_on!,
        unit_id,
        amount: 1,
        facets: {
          done: !one.put_right_on ? 'open' : one.put_right_on <= one.due_on! ? 'done' : 'late',
        },
      })),
    ];
  },
});

/** The office does not inspect itself: whoever goes, and whoever verifies, comes from above it. */
function* checkFromOutside(r: Inspection, { actor }: Moment): Generator<Issue> {
  if (actor.engine || actor.grant.unit_id !== r.unit_id) return;
  yield {
    field: 'office_id',
    message: {
      en: 'Nobody inspects themselves: this is for the unit above.',
      zh: '不得自己检查自己：应由上一级单位检查。',
    },
  };
}

function* checkPutRight(r: Inspection, { today }: Moment): Generator<Issue> {
  for (const [i, { put_right_on }] of r.findings.entries()) {
    const wrong = put_right_on && (put_right_on > today || (r.went_on && put_right_on < r.went_on));
    if (!wrong) continue;
    yield {
      field: `findings.${i}.put_right_on`,
      message: {
        en: 'This day lies before the inspection or in the future.',
        zh: '完成日期不能早于检查日期，也不能晚于今天。',
      },
    };
  }
}
