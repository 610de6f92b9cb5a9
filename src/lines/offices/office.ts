import { addDays } from '#engine/day.ts';
import type { Posting } from '#engine/measure.ts';
import type { Issue } from '#engine/problem.ts';
import { defineRecord } from '#engine/record.ts';
import type { StateInfo } from '#engine/record.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { countyAndCity, office as officePosts } from '../common/posts.ts';
import { endedOn, stay, stays, withStretch } from '../common/stretch.ts';
import { children, fields } from './office-fields.ts';
import type { Office, OfficeState } from './office-fields.ts';

const facts = [
  'name',
  'short_name_en',
  'superior',
  'direct',
  'set_up_on',
  'register_from',
  'address',
  'telephone',
  'duties',
];
const lists = ['staff', 'trainings', 'premises', 'equipment', 'funding', 'extensions'];

export const office = defineRecord<typeof fields, typeof children, Record<OfficeState, StateInfo>>({
  name: 'office',
  line: 'offices',
  label: { en: 'Judicial office', zh: '司法所' },
  plural: { en: 'Judicial offices', zh: '司法所' },
  own_page: { path: '/inspection-day?office=$id', label: { en: 'Inspection day', zh: '迎检' } },
  about: {
    en: 'Each township judicial office: its people, rooms, equipment, funds and duties, and since when it is standardised.',
    zh: '每个司法所的人员、用房、装备、经费、职能和规范化情况。',
  },
  fields,
  children,
  states: {
    open: { label: { en: 'At work', zh: '在册' }, tone: 'working' },
    closed: { label: { en: 'Closed', zh: '已撤销' }, tone: 'ended' },
  },
  actions: {
    set_up: {
      label: { en: 'Set up', zh: '设立' },
      from: ['new'],
      to: 'open',
      roles: officePosts,
      fields: [...facts, ...lists, 'note'],
      set: (r) => ({
        office_unit_id: r.unit_id,
        register_from: r.register_from ?? r.set_up_on,
      }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['open', 'closed'],
      roles: officePosts,
      reason: 'once_ended',
      fields: [...facts, ...lists, 'note'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change_staff: {
      label: { en: 'Change staff', zh: '调整人员' },
      from: ['open'],
      roles: officePosts,
      fields: ['staff'],
      required: ['staff'],
    },
    close: {
      label: { en: 'Close', zh: '撤销' },
      from: ['open'],
      to: 'closed',
      roles: countyAndCity,
      reason: 'always',
      fields: ['closed_on'],
      required: ['closed_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    restore: {
      label: { en: 'Restore', zh: '恢复设立' },
      from: ['closed'],
      to: 'open',
      roles: countyAndCity,
      reason: 'always',
      set: () => ({ closed_on: null }),
    },
    confirm_standard: {
      label: { en: 'Confirm as standardised', zh: '认定为规范化司法所' },
      from: ['open', 'closed'],
      roles: [],
      internal: true,
      fields: ['standardised_from', 'standardised_until', 'standardised_by'],
      required: ['standardised_from', 'standardised_until', 'standardised_by'],
      set: (r) => ({
        standards: withStretch(r.standards, 'assessment', {
          from_day: r.standardised_from,
          until_day: r.standardised_until,
          assessment: r.standardised_by,
        }),
      }),
    },
    drop_standard: {
      label: { en: 'Withdraw the confirmation', zh: '撤回规范化认定' },
      from: ['open', 'closed'],
      roles: [],
      internal: true,
      fields: ['standardised_by'],
      set: (r) => ({
        standards: r.standards.filter((one) => one.assessment !== r.standardised_by),
      }),
    },
    lapse: {
      label: { en: 'No longer standardised', zh: '取消规范化称号' },
      from: ['open'],
      roles: countyAndCity,
      reason: 'always',
      set: (r, { today }) => ({ standards: r.standards.flatMap((one) => endedOn(one, today)) }),
    },
  },
  title: (r) => ({ en: r.short_name_en ?? r.name ?? '', zh: r.name ?? '' }),
  form: [
    { label: { en: 'Office', zh: '基本情况' }, fields: facts },
    { label: { en: 'People', zh: '人员与培训' }, fields: ['staff_now', 'staff', 'trainings'] },
    {
      label: { en: 'Rooms, equipment, funds', zh: '用房、装备、经费' },
      fields: ['area_m2', 'premises', 'equipment', 'funding'],
    },
    { label: { en: 'In the villages', zh: '延伸到村' }, fields: ['extensions'] },
    {
      label: { en: 'Standardised', zh: '规范化' },
      fields: ['standardised_from', 'standardised_until', 'standards'],
    },
    { label: { en: 'End', zh: '撤销' }, fields: ['closed_on', 'note'] },
  ],
  list: {
    columns: ['name', 'unit_id', 'staff_now', 'area_m2', 'state', 'standardised_until'],
    filters: ['state', 'set_up_on', 'standardised_from', 'standardised_until'],
    order: 'set_up_on',
  },
  search: (r) => [r.name, ...r.staff.map((one) => one.name)],
  past: (given) => [{ action: 'set_up' }, ...(given['closed_on'] ? [{ action: 'close' }] : [])],
  derive: (r) => {
    const last = r.standards.toSorted((a, b) => (a.from_day! < b.from_day! ? 1 : -1))[0];
    const rooms = r.premises.filter((one) => one.until_day === null);
    return {
      staff_now: r.staff.filter((one) => one.until_day === null).length,
      area_m2: rooms.reduce((sum, one) => sum + (one.area_m2 ?? 0), 0),
      standardised_from: last?.from_day ?? null,
      standardised_until: last?.until_day ?? null,
      standardised_by: last?.assessment ?? null,
    };
  },
  *check(r) {
    yield* inOrder(fields, r, [
      ['set_up_on', 'register_from'],
      ['set_up_on', 'closed_on'],
    ]);
    yield* checkPeriods(r, 'staff');
    yield* checkPeriods(r, 'extensions');
    if (!r.staff.some((one) => one.post === 'director' && one.until_day === null)) {
      yield {
        field: 'staff',
        warning: true,
        message: { en: 'Nobody is the director yet.', zh: '尚未配备所长。' },
      };
    }
  },
  example: {
    name: '镇罗司法所',
    short_name_en: 'Zhenluo Judicial Office',
    superior: '沙坡头区司法局',
    set_up_on: '2009-01-05',
    duties: ['mediation', 'popularisation'],
    staff: [{ name: '王建国', post: 'director', sex: 'male', from_day: '2009-01-05' }],
    premises: [{ room: 'office', area_m2: 40, ownership: 'township' }],
    equipment: [{ kind: 'computer', pieces: 1 }],
    funding: [{ received_on: '2009-01-20', source: 'county', amount_fen: 500000 }],
  },
  postings: (r) => {
    const unit_id = r.office_unit_id ?? r.unit_id;
    const ended = r.closed_on;
    const first = r.standards.map((one) => one.from_day!).toSorted()[0];
    return [
      ...stay({ measure: 'offices', unit_id }, r.set_up_on!, ended),
      ...stay({ measure: 'offices_kept', unit_id }, r.register_from ?? r.set_up_on!, ended),
      ...stays({ measure: 'offices_standardised', unit_id }, r.standards, ended),
      ...(first ? stay({ measure: 'offices_once_standardised', unit_id }, first, ended) : []),
      ...r.staff.flatMap((one) => {
        const facets = { post: one.post ?? '' };
        const out = one.until_day ? addDays(one.until_day, 1) : null;
        const end = out && ended ? (out < ended ? out : ended) : (out ?? ended);
        return stay({ measure: 'office_staff', unit_id, facets }, one.from_day!, end);
      }),
      ...r.trainings.map((one): Posting => ({
        measure: 'office_trained',
        day: one.on_day!,
        unit_id,
        amount: one.people!,
      })),
      ...r.funding.map((one): Posting => ({
        measure: 'office_funds',
        day: one.received_on!,
        unit_id,
        amount: one.amount_fen!,
        facets: { source: one.source ?? '' },
      })),
    ];
  },
});

function* checkPeriods(r: Office, list: 'staff' | 'extensions'): Generator<Issue> {
  for (const [i, one] of r[list].entries()) {
    if (!one.until_day || !one.from_day || one.until_day >= one.from_day) continue;
    yield {
      field: `${list}.${i}.until_day`,
      message: { en: 'This cannot end before it begins.', zh: '止日不能早于起日。' },
    };
  }
}
