import { code, day, line, link, paragraph, unit } from '#engine/field.ts';
import { calledIn, defineRecord } from '#engine/record.ts';
import type { StateInfo } from '#engine/record.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { stay } from '../common/stretch.ts';
import { comingUp, office, ownOffice } from '../common/posts.ts';
import { secret } from '../common/guarded.ts';
import { stayEnds } from './codes.ts';
import { minorOfFile, toFile } from './shared.ts';

const fields = {
  base_id: link('Base', '安置基地', 'transitional_base', { required: true }),
  file_id: link('File', '帮教档案', 'help_file', { required: true }),
  person_id: link('Person', '对象', 'person', { computed: true }),
  minor: minorOfFile,
  work: line('Work there', '从事工种', { max: 60 }),
  in_on: day('Came on', '入住日期', { required: true }),
  agreed_until: day('Agreed until', '协议期限', { future: true }),
  out_on: day('Left on', '离开日期'),
  out_reason: code('Why it ended', '离开原因', stayEnds),
  taken_in_unit_id: unit('Taken in by', '办理安置单位', { computed: true }),
  note: paragraph('Note', '备注', { ...secret, max: 1000 }),
};
const children = {};
type State = 'staying' | 'left';

/** One stay in a base. A base takes nobody beyond its places, whoever writes at the same moment. */
export const baseStay = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'base_stay',
  line: 'resettlement',
  label: { en: 'Stay in a base', zh: '基地安置' },
  plural: { en: 'Stays in bases', zh: '基地安置台账' },
  about: {
    en: 'Who lives and works in a transitional base, from when to when.',
    zh: '入住过渡性安置帮教基地人员的起止情况。',
  },
  fields,
  children,
  states: {
    staying: { label: { en: 'Staying', zh: '在住' }, tone: 'working' },
    left: { label: { en: 'Left', zh: '已离开' }, tone: 'done' },
  },
  actions: {
    take_in: {
      label: { en: 'Take in', zh: '入住' },
      from: ['new'],
      to: 'staying',
      roles: office,
      fields: ['base_id', 'file_id', 'work', 'in_on', 'agreed_until', 'note'],
      set: (r) => ({ taken_in_unit_id: r.unit_id }),
      check: (r, { today }) => notInFuture(fields, r, today),
      beside: [
        {
          locks: ['base_id'],
          reads: [
            (r) => ({ type: 'transitional_base', where: { id: [r.base_id!] }, records: 1 }),
            (r) => ({ type: 'base_stay', where: { base_id: [r.base_id!], state: ['staying'] } }),
            (r) => ({ type: 'base_stay', where: { file_id: [r.file_id!], state: ['staying'] } }),
          ],
          *check(_r, [base, staying, elsewhere]) {
            const found = base!.records[0];
            if (found?.state !== 'active')
              yield {
                field: 'base_id',
                message: {
                  en: 'This base is not open. Choose an open one.',
                  zh: '该基地未在运行，请选择运行中的基地。',
                },
              };
            else if (staying!.count >= found['capacity'])
              yield {
                field: 'base_id',
                message: {
                  en: `All ${found['capacity']} places of this base are taken. Choose another base, or let the county change its places.`,
                  zh: `该基地${found['capacity']}个名额已满。请选择其他基地，或由县（区）局调整容纳人数。`,
                },
              };
            if (elsewhere!.count > 0)
              yield {
                field: 'file_id',
                message: {
                  en: 'This person stays in a base already. Let that stay end first.',
                  zh: '该对象已在基地安置，请先登记离开。',
                },
              };
          },
        },
      ],
    },
    leave: {
      label: { en: 'Left', zh: '离开' },
      from: ['staying'],
      to: 'left',
      roles: office,
      primary: true,
      fields: ['out_on', 'out_reason'],
      required: ['out_on', 'out_reason'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['staying', 'left'],
      roles: office,
      reason: 'once_ended',
      fields: ['work', 'in_on', 'agreed_until', 'out_on', 'out_reason', 'note'],
      to: (r) => (r.out_on ? 'left' : 'staying'),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
  },
  // Whoever has the file sees where its person lives; the stay counts where it was arranged, beside its base.
  goes_with: 'file_id',
  copies: { person_id: ['file_id', 'person_id'], minor: ['file_id', 'minor'] },
  sensitive: () => true,
  sealed: (r) => r.minor === true,
  hangs_on: 'file_id',
  *check(r) {
    yield* inOrder(fields, r, [
      ['in_on', 'out_on'],
      ['in_on', 'agreed_until'],
    ]);
  },
  duties: comingUp((r) =>
    r.state === 'staying' && r.agreed_until
      ? [
          {
            key: 'leave',
            label: { en: 'The agreed stay is over', zh: '基地安置协议期满' },
            from_day: r.in_on!,
            due_on: r.agreed_until,
            action: 'leave',
            roles: ownOffice,
            statutory: false,
          },
        ]
      : [],
  ),
  follows: (after, action) => {
    if (action === 'take_in')
      return [
        toFile(after.file_id!, 'place_in_base', {
          placement_mode: 'base',
          placed_on: after.in_on,
          placement_evidence: '基地安置协议',
        }),
      ];
    return action === 'leave'
      ? [toFile(after.file_id!, 'leave_base', { placement_until: after.out_on })]
      : [];
  },
  postings: (r) => [
    { measure: 'base_taken_in', day: r.in_on!, unit_id: r.taken_in_unit_id!, amount: 1 },
    ...stay({ measure: 'base_stays', unit_id: r.taken_in_unit_id! }, r.in_on!, r.out_on),
  ],
  title: (r) => {
    const who = calledIn(r, 'person_id');
    return { en: `Stay of ${who.en}`, zh: `${who.zh}基地安置` };
  },
  form: [
    { label: { en: 'Stay', zh: '入住' }, fields: ['base_id', 'file_id', 'work', 'in_on', 'agreed_until', 'note', 'taken_in_unit_id'] },
    { label: { en: 'End', zh: '离开' }, fields: ['out_on', 'out_reason'] },
  ], // prettier-ignore
  list: {
    columns: ['person_id', 'base_id', 'work', 'in_on', 'out_on', 'state'],
    filters: ['state', 'in_on', 'base_id', 'out_reason', 'person_id', 'file_id'],
    order: 'in_on',
  },
  search: (r) => [r.work],
  example: {
    base_id: '@transitional_base',
    file_id: '@help_file',
    work: '温棚种植',
    in_on: '2009-03-01',
    agreed_until: '2009-08-31',
  },
});
