import { code, day, integer, line, money, paragraph } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { Issue } from '#engine/problem.ts';
import type { ChildrenOf, Moment, RecordBase, StateInfo } from '#engine/record.ts';
import { comingUp } from '../common/posts.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { dutyFrom } from '../common/office-period.ts';
import { stay } from '../common/stretch.ts';
import { baseKinds } from './codes.ts';
import { rhythm } from './rhythm.ts';

const fields = {
  name: line('Name', '基地名称', { required: true, max: 60 }),
  kind: code('Kind', '类别', baseKinds, { required: true }),
  host: line('Enterprise or body', '依托单位', { max: 80 }),
  place: line('Place', '地址', { max: 120 }),
  trades: line('Trades', '岗位（工种）', { max: 120 }),
  capacity: integer('Places', '容纳人数', {
    required: true,
    min: 1,
    max: 10_000,
    unit: { en: 'people', zh: '人' },
  }),
  capacity_from: day('This number since', '容纳人数起始日期'),
  contact: line('Contact', '联系人', { max: 60, format: 'person_name' }),
  telephone: line('Telephone', '联系电话', { private: true, format: 'telephone', max: 30 }),
  agreement_on: day('Agreement signed on', '协议签订日期', { required: true }),
  agreement_until: day('Agreement until', '协议期限', { future: true }),
  opened_on: day('Opened on', '启用日期'),
  closed_on: day('Closed on', '停用日期'),
  note: paragraph('Note', '备注', { max: 1000 }),
};

const children = {
  capacities: childList(
    'capacities',
    'Places over time',
    '容纳人数变更',
    { en: 'Number', zh: '变更' },
    {
      from_day: day('Since', '起始日期', { required: true }),
      places: integer('Places', '容纳人数', { required: true, min: 1, max: 10_000 }),
    },
  ),
  checks: childList(
    'checks',
    'Safety checks',
    '安全检查',
    { en: 'Check', zh: '检查' },
    {
      checked_on: day('Day', '日期', { required: true }),
      finding: line('Finding', '检查情况', { required: true, max: 200 }),
      mended_on: day('Mended on', '整改日期'),
    },
  ),
  subsidies: childList(
    'subsidies',
    'Subsidies',
    '补助',
    { en: 'Subsidy', zh: '补助' },
    {
      paid_on: day('Paid on', '拨付日期', { required: true }),
      amount_fen: money('Amount', '金额', { required: true }),
      source: line('Out of', '资金来源', { max: 60 }),
    },
  ),
};

type State = 'agreed' | 'active' | 'closed';
export type Base = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;

const facts = [
  'name', 'kind', 'host', 'place', 'trades', 'contact', 'telephone', 'agreement_on', 'agreement_until', 'note',
]; // prettier-ignore

/** The number of places is a stock: a change of it leaves the past alone. */
/** A base opens under its first agreement; a later one is signed while it is open. */
function* begun(r: Base, { today }: Moment): Generator<Issue> {
  yield* notInFuture(fields, r, today);
  yield* inOrder(fields, r, [['agreement_on', 'opened_on']]);
}

function withCapacity(r: Base): Partial<Base> {
  const from_day = r.capacity_from ?? r.opened_on ?? r.agreement_on!;
  const others = r.capacities.filter((row) => row.from_day !== from_day);
  return { capacities: [...others, { from_day, places: r.capacity }], capacity_from: from_day };
}

/** Where somebody may live and work for a time after release. */
export const transitionalBase = defineRecord<
  typeof fields,
  typeof children,
  Record<State, StateInfo>
>({
  name: 'transitional_base',
  line: 'resettlement',
  label: { en: 'Transitional base', zh: '安置基地' },
  plural: { en: 'Transitional bases', zh: '过渡性安置帮教基地' },
  about: {
    en: 'Places where released persons may live and work for a time: agreement, number of places, checks, subsidies.',
    zh: '为刑满释放人员提供过渡性食宿、就业的基地：协议、容纳人数、安全检查、补助。',
  },
  fields,
  children,
  states: {
    agreed: { label: { en: 'Agreed', zh: '已签协议' }, tone: 'waiting' },
    active: { label: { en: 'Open', zh: '运行中' }, tone: 'working' },
    closed: { label: { en: 'Closed', zh: '已停用' }, tone: 'ended' },
  },
  actions: {
    agree: {
      label: { en: 'Agree', zh: '签订协议' },
      from: ['new'],
      to: (r) => (r.opened_on ? 'active' : 'agreed'),
      roles: ['county'],
      fields: [...facts, 'capacity', 'opened_on'],
      set: withCapacity,
      check: begun,
    },
    open: {
      label: { en: 'Open', zh: '启用' },
      from: ['agreed'],
      to: 'active',
      roles: ['county'],
      primary: true,
      fields: ['opened_on'],
      required: ['opened_on'],
      check: begun,
    },
    resize: {
      label: { en: 'Change the places', zh: '调整容纳人数' },
      from: ['agreed', 'active'],
      roles: ['county'],
      fields: ['capacity', 'capacity_from'],
      required: ['capacity', 'capacity_from'],
      set: withCapacity,
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    inspect: {
      label: { en: 'Record a safety check', zh: '登记安全检查' },
      from: ['active'],
      roles: ['county', 'director'],
      fields: ['checks'],
      required: ['checks'],
    },
    pay: {
      label: { en: 'Record a subsidy', zh: '登记补助' },
      from: ['active'],
      roles: ['county'],
      fields: ['subsidies'],
      required: ['subsidies'],
    },
    renew: {
      label: { en: 'Renew the agreement', zh: '续签协议' },
      from: ['agreed', 'active'],
      roles: ['county'],
      fields: ['agreement_on', 'agreement_until'],
      required: ['agreement_on', 'agreement_until'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    close: {
      label: { en: 'Close', zh: '停用' },
      from: ['agreed', 'active'],
      to: 'closed',
      roles: ['county'],
      reason: 'always',
      fields: ['closed_on'],
      required: ['closed_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['agreed', 'active', 'closed'],
      roles: ['county'],
      reason: 'once_ended',
      fields: [...facts, 'opened_on', 'closed_on', 'capacities', 'checks', 'subsidies'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
  },
  title: (r) => ({ en: `Base for ${r.capacity ?? 0} people`, zh: r.name ?? '' }),
  form: [
    { label: { en: 'Base', zh: '基本情况' }, fields: [...facts, 'capacity', 'capacity_from'] },
    { label: { en: 'Open', zh: '启用与停用' }, fields: ['opened_on', 'closed_on'] },
    { label: { en: 'Places over time', zh: '容纳人数变更' }, fields: ['capacities'] },
    { label: { en: 'Safety and subsidies', zh: '安全与补助' }, fields: ['checks', 'subsidies'] },
  ],
  list: {
    columns: ['name', 'kind', 'unit_id', 'capacity', 'agreement_until', 'state'],
    filters: ['kind', 'state', 'opened_on', 'agreement_until'],
    order: 'agreement_on',
  },
  search: (r) => [r.name, r.host],
  *check(r) {
    yield* inOrder(fields, r, [
      ['agreement_on', 'agreement_until'],
      ['opened_on', 'closed_on'],
    ]);
  },
  duties: comingUp((r, calendar) =>
    r.state !== 'closed' && r.agreement_until
      ? [
          dutyFrom(rhythm.renew_base, r.agreement_until, calendar, {
            key: 'renew',
            label: { en: 'Renew the agreement', zh: '续签协议' },
            action: 'renew',
            roles: ['county'],
            statutory: false,
          }),
        ]
      : [],
  ),
  postings: (r) => {
    if (!r.opened_on) return [];
    const rows = r.capacities.toSorted((a, b) => (a.from_day! < b.from_day! ? -1 : 1));
    return [
      ...stay(
        { measure: 'bases', unit_id: r.unit_id, facets: { kind: r.kind ?? '' } },
        r.opened_on,
        r.closed_on,
      ),
      ...rows.flatMap((row, i) => {
        const from = row.from_day! < r.opened_on! ? r.opened_on! : row.from_day!;
        const next = rows[i + 1]?.from_day ?? r.closed_on;
        const until = r.closed_on && (!next || next > r.closed_on) ? r.closed_on : next;
        return stay({ measure: 'base_places', unit_id: r.unit_id }, from, until).map((line) => ({
          ...line,
          amount: line.amount * row.places!,
        }));
      }),
      ...r.subsidies.map((row) => ({
        measure: 'base_subsidies',
        day: row.paid_on!,
        unit_id: r.unit_id,
        amount: row.amount_fen!,
      })),
    ];
  },
  example: {
    name: '绿野设施农业安置帮教基地',
    kind: 'enterprise',
    host: '绿野农业合作社',
    trades: '温棚种植',
    capacity: 12,
    agreement_on: '2009-01-08',
    agreement_until: '2012-01-07',
    opened_on: '2009-02-01',
  },
});
