/** 批示: a superior's word on a record, a figure or a matter, with a due day, an owner and an answer. It changes no figure. */
import { code, day, line, paragraph, unit } from '#engine/field.ts';
import { defineRecord } from '#engine/record.ts';
import type { StateInfo } from '#engine/record.ts';
import type { Role } from '#engine/permission.ts';
import { inOrder, notInFuture, stillThere } from '../common/day-checks.ts';
import { instructionAnswerers } from './codes.ts';

const answerers: Readonly<Record<string, readonly Role[]>> = {
  office: ['clerk', 'director'],
  county: ['county'],
  bureau: ['bureau'],
};
const givers: readonly Role[] = ['leader', 'bureau', 'county'];
const answering: readonly Role[] = ['clerk', 'director', 'county', 'bureau'];

const children = {};
const fields = {
  text: paragraph('Instruction', '批示内容', { required: true, max: 2000 }),
  about: line('About', '所指事项', { format: 'address', max: 120 }),
  given_by: line('Given by', '批示人', {
    max: 60,
    format: 'person_name',
    hint: { en: 'Left empty: whoever writes it down', zh: '不填即为登记人' },
  }),
  given_on: day('Given on', '批示日期', {
    hint: { en: 'Left empty: today', zh: '不填即为今天' },
  }),
  answerer: code('Who answers', '由谁办理', instructionAnswerers, { required: true }),
  owner: line('Person in charge', '承办人', { max: 60, format: 'person_name' }),
  due_on: day('Answer by', '办结期限', { required: true, future: true }),
  given_unit_id: unit('Where counted', '统计所在地', { computed: true }),
  answer: paragraph('Answer', '办理情况', { max: 4000 }),
  answered_on: day('Answered on', '办结日期', { computed: true }),
};
const asked = ['text', 'about', 'given_by', 'given_on', 'answerer', 'owner', 'due_on'];

type State = 'given' | 'answered' | 'taken_back';

export const instruction = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'instruction',
  line: 'planning',
  label: { en: 'Instruction', zh: '批示' },
  plural: { en: 'Instructions', zh: '领导批示' },
  about: {
    en: "A superior's word with a due day, an owner and an answer. Leaders comment here; nobody edits a figure (Statistics Law 7).",
    zh: '登记领导批示，限期办理、有人负责、有答复。领导可批示，不得修改统计数字（统计法第七条）。',
  },
  fields,
  children,
  about_any: 'about',
  states: {
    given: { label: { en: 'To be answered', zh: '办理中' }, tone: 'waiting' },
    answered: { label: { en: 'Answered', zh: '已办结' }, tone: 'done' },
    taken_back: { label: { en: 'Taken back', zh: '已撤回' }, tone: 'ended' },
  },
  actions: {
    give: {
      label: { en: 'Instruct', zh: '批示' },
      from: ['new'],
      to: 'given',
      roles: givers,
      fields: asked,
      set: (r, { today, actor }) => ({
        given_unit_id: r.unit_id,
        given_by: r.given_by ?? actor.name,
        given_on: r.given_on ?? today,
      }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['given'],
      roles: givers,
      fields: asked,
      reason: 'always',
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    answer: {
      label: { en: 'Answer', zh: '办结答复' },
      from: ['given'],
      to: 'answered',
      roles: answering,
      primary: true,
      fields: ['answer'],
      required: ['answer'],
      set: (_r, { today }) => ({ answered_on: today }),
    },
    reopen: {
      label: { en: 'Ask for more', zh: '退回续办' },
      from: ['answered'],
      to: 'given',
      roles: givers,
      reason: 'always',
      set: () => ({ answered_on: null }),
    },
    take_back: {
      label: { en: 'Take back', zh: '撤回' },
      from: ['given'],
      to: 'taken_back',
      roles: givers,
      reason: 'always',
    },
  },
  example: {
    text: '规范化创建进度偏慢，请基层科说明原因并提出措施。',
    given_by: '冯志远',
    given_on: '2009-03-02',
    answerer: 'bureau',
    due_on: '2009-03-20',
  },
  title: (r) => ({
    en: `Instruction of ${r.given_on ?? '–'}`,
    zh: `${r.given_on ?? ''}批示：${[...(r.text ?? '')].slice(0, 24).join('')}`,
  }),
  form: [
    { label: { en: 'Instruction', zh: '批示' }, fields: asked },
    { label: { en: 'Answer', zh: '办理' }, fields: ['answer', 'answered_on'] },
  ],
  list: {
    columns: ['given_on', 'text', 'unit_id', 'owner', 'due_on', 'state'],
    filters: ['state', 'answerer', 'given_on', 'due_on'],
    order: 'given_on',
  },
  search: (r) => [r.owner, r.given_by],
  *check(r) {
    yield* inOrder(fields, r, [['given_on', 'due_on']]);
    yield* stillThere(fields, r, ['given_by', 'given_on']);
  },
  duties: (r) =>
    r.state !== 'given' || !r.due_on
      ? []
      : [
          {
            key: 'answer',
            label: { en: 'Answer an instruction', zh: '办理批示' },
            from_day: r.given_on!,
            due_on: r.due_on,
            action: 'answer',
            roles: answerers[r.answerer ?? 'office'] ?? [],
            statutory: false,
          },
        ],
  postings: (r) => {
    if (r.state === 'taken_back' || !r.due_on) return [];
    const unit_id = r.given_unit_id ?? r.unit_id;
    const done = r.answered_on !== null && r.answered_on <= r.due_on ? 'done' : 'not_done';
    return [
      { measure: 'instructions_given', day: r.given_on!, unit_id, amount: 1 },
      { measure: 'instructions_due', day: r.due_on, unit_id, amount: 1, facets: { done } },
    ];
  },
});
