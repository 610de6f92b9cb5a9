import { account, day, link, paragraph, unit } from '#engine/field.ts';
import { calledIn, defineRecord } from '#engine/record.ts';
import type { StateInfo } from '#engine/record.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { dutyFrom } from '../common/office-period.ts';
import { comingUp, office, supervisors } from '../common/posts.ts';
import { secret } from '../common/guarded.ts';
import { rhythm } from './rhythm.ts';
import { minorOfFile, toFile } from './shared.ts';

const fields = {
  file_id: link('File', '帮教档案', 'help_file', { required: true }),
  person_id: link('Person', '对象', 'person', { computed: true }),
  minor: minorOfFile,
  from_unit_id: unit('From', '转出单位', { computed: true }),
  to_unit_id: unit('To', '转入单位', { required: true }),
  reason: paragraph('Why', '转移事由', { ...secret, required: true, max: 1000 }),
  asked_on: day('Asked on', '申请日期', { computed: true }),
  accepted_on: day('Accepted on', '接收日期'),
  officer_id: account('Officer in charge', '责任人'),
  refused_on: day('Refused on', '退回日期'),
  refusal: paragraph('Why not', '退回理由', { ...secret, max: 1000 }),
};
const children = {};
type State = 'asked' | 'accepted' | 'refused' | 'called_back';

/**
 * A move between two offices. It lies with the office that is to take the person over; the other one sees on the file
 * that it waits. Until it is accepted, the file stays where it is.
 */
export const helpMove = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'help_move',
  line: 'resettlement',
  label: { en: 'Move', zh: '转移' },
  plural: { en: 'Moves', zh: '转移接收' },
  about: {
    en: 'Files that another office asks this one to take over. Nothing moves until it is accepted.',
    zh: '其他单位申请转入本单位的帮教对象，接收后档案随之转移。',
  },
  fields,
  children,
  states: {
    asked: { label: { en: 'To be accepted', zh: '待接收' }, tone: 'waiting' },
    accepted: { label: { en: 'Accepted', zh: '已接收' }, tone: 'done' },
    refused: { label: { en: 'Sent back', zh: '已退回' }, tone: 'ended' },
    called_back: { label: { en: 'Called back', zh: '已撤回' }, tone: 'ended' },
  },
  actions: {
    ask: {
      label: { en: 'Ask for a move', zh: '申请转出' },
      from: ['new'],
      to: 'asked',
      roles: office,
      fields: ['file_id', 'to_unit_id', 'reason'],
      // From now on it lies with whoever is asked.
      set: (r, { today }) => ({
        from_unit_id: r.unit_id,
        unit_id: r.to_unit_id ?? r.unit_id,
        asked_on: today,
      }),
      check: (r) =>
        r.to_unit_id === r.from_unit_id
          ? [
              {
                field: 'to_unit_id',
                message: {
                  en: 'This is the office that has the file now. Choose the one it moves to.',
                  zh: '不能转入本单位，请选择拟转入的单位。',
                },
              },
            ]
          : [],
    },
    accept: {
      label: { en: 'Accept', zh: '接收' },
      from: ['asked'],
      to: 'accepted',
      roles: supervisors,
      primary: true,
      fields: ['accepted_on', 'officer_id'],
      required: ['accepted_on'],
      set: (r, { today }) => ({ accepted_on: r.accepted_on ?? today }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    refuse: {
      label: { en: 'Send back', zh: '退回' },
      from: ['asked'],
      to: 'refused',
      roles: supervisors,
      fields: ['refused_on', 'refusal'],
      required: ['refusal'],
      set: (r, { today }) => ({ refused_on: r.refused_on ?? today }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    be_called_back: {
      label: { en: 'Called back by the other office', zh: '转出单位撤回' },
      from: ['asked'],
      to: 'called_back',
      roles: [],
      internal: true,
    },
  },
  keeper: 'officer_id',
  copies: { person_id: ['file_id', 'person_id'], minor: ['file_id', 'minor'] },
  sensitive: () => true,
  sealed: (r) => r.minor === true,
  hangs_on: 'file_id',
  *check(r) {
    yield* inOrder(fields, r, [
      ['asked_on', 'accepted_on'],
      ['asked_on', 'refused_on'],
    ]);
  },
  duties: comingUp((r, calendar) =>
    r.state === 'asked'
      ? [
          dutyFrom(rhythm.accept_move, r.asked_on!, calendar, {
            key: 'accept',
            label: { en: 'Accept or send back', zh: '办理转入' },
            action: 'accept',
            roles: ['director'],
            statutory: false,
          }),
        ]
      : [],
  ),
  follows: (after, action) => {
    const file = after.file_id!;
    if (action === 'ask')
      return [toFile(file, 'ask_move', { moving_to_unit_id: after.to_unit_id, move_id: after.id })];
    if (action === 'accept')
      return [
        toFile(file, 'take_over', { moved_on: after.accepted_on, officer_id: after.officer_id }),
      ];
    return action === 'refuse' ? [toFile(file, 'keep_here', {})] : [];
  },
  postings: (r) => [
    { measure: 'moves_asked', day: r.asked_on!, unit_id: r.to_unit_id!, amount: 1 },
  ],
  title: (r) => {
    const who = calledIn(r, 'person_id');
    return { en: `Move of ${who.en}`, zh: `${who.zh}转入` };
  },
  form: [
    { label: { en: 'Asked for', zh: '申请' }, fields: ['file_id', 'from_unit_id', 'to_unit_id', 'reason', 'asked_on'] },
    { label: { en: 'Answer', zh: '办理' }, fields: ['accepted_on', 'officer_id', 'refused_on', 'refusal'] },
  ], // prettier-ignore
  list: {
    columns: ['person_id', 'from_unit_id', 'to_unit_id', 'asked_on', 'state'],
    filters: ['state', 'asked_on', 'accepted_on', 'person_id', 'file_id'],
    order: 'asked_on',
  },
  example: { file_id: '@help_file', to_unit_id: 8, reason: '随子女迁居' },
});
