/** 简报信息: any record can become a short report; what is adopted further up is scored. */
import { code, day, integer, line, paragraph, unit } from '#engine/field.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { StateInfo } from '#engine/record.ts';
import { notInFuture } from '../common/day-checks.ts';
import { countyAndCity, office } from '../common/posts.ts';
import { adoptionLevels, briefKinds } from './codes.ts';

const fields = {
  name: line('Title', '标题', { required: true, max: 120 }),
  kind: code('Kind', '信息类别', briefKinds, { required: true }),
  about: line('From which record', '取自', { format: 'address', max: 120 }),
  text: paragraph('Text', '正文', { required: true, max: 10_000 }),
  author: line('Written by', '撰稿人', { max: 60, format: 'person_name' }),
  submitted_on: day('Submitted on', '报送日期', { required: true }),
  edited_by: line('Edited by', '编审人', { max: 60, format: 'person_name' }),
  number: line('Issue', '期号', { max: 60, hint: { en: '2010, No. 3', zh: '如2010年第3期' } }),
  issued_on: day('Issued on', '编发日期'),
  submitted_unit_id: unit('Where counted', '统计所在地', { computed: true }),
};

const children = {
  adoptions: childList(
    'adoptions',
    'Adopted',
    '采用情况',
    { en: 'Adoption', zh: '采用' },
    {
      level: code('By', '采用级别', adoptionLevels, { required: true }),
      adopted_on: day('On', '采用日期', { required: true }),
      organ: line('Organ or paper', '采用单位（刊物）', { max: 100 }),
      // What an adoption is worth is a rule of each bureau [K]: so it is given and not computed.
      points: integer('Points', '计分', { min: 0, max: 1000 }),
    },
  ),
};

type State = 'submitted' | 'edited' | 'issued' | 'adopted' | 'declined';
const written = ['name', 'kind', 'about', 'text', 'author', 'submitted_on'];

export const brief = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'brief',
  line: 'planning',
  label: { en: 'Brief', zh: '简报信息' },
  plural: { en: 'Briefs', zh: '简报信息' },
  about: {
    en: 'Short reports of any record: submitted, edited, issued, adopted. Leave out the names of private people.',
    zh: '由任一记录编写的简报信息：报送、编审、编发、采用。不写当事人姓名。',
  },
  fields,
  children,
  about_any: 'about',
  states: {
    submitted: { label: { en: 'Submitted', zh: '已报送' }, tone: 'waiting' },
    edited: { label: { en: 'Edited', zh: '已编审' }, tone: 'working' },
    issued: { label: { en: 'Issued', zh: '已编发' }, tone: 'done' },
    adopted: { label: { en: 'Adopted', zh: '已采用' }, tone: 'done' },
    declined: { label: { en: 'Not used', zh: '未采用' }, tone: 'ended' },
  },
  actions: {
    submit: {
      label: { en: 'Submit', zh: '报送' },
      from: ['new'],
      to: 'submitted',
      roles: [...office, 'bureau'],
      fields: written,
      set: (r) => ({ submitted_unit_id: r.unit_id }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['submitted', 'edited', 'issued', 'adopted'],
      roles: [...office, 'bureau'],
      fields: written,
      reason: 'once_ended',
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    edit: {
      label: { en: 'Edit', zh: '编审' },
      from: ['submitted', 'edited'],
      to: 'edited',
      roles: countyAndCity,
      fields: ['name', 'text', 'edited_by'],
    },
    issue: {
      label: { en: 'Issue', zh: '编发' },
      from: ['submitted', 'edited'],
      to: 'issued',
      roles: countyAndCity,
      primary: true,
      fields: ['number', 'issued_on'],
      required: ['issued_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    adopt: {
      label: { en: 'Record the adoption', zh: '登记采用' },
      from: ['issued', 'adopted', 'submitted', 'edited'],
      to: 'adopted',
      roles: countyAndCity,
      fields: ['adoptions'],
      required: ['adoptions'],
      *check(r, { today }) {
        for (const [i, row] of r.adoptions.entries())
          if (row.adopted_on && row.adopted_on > today)
            yield {
              field: `adoptions.${i}.adopted_on`,
              message: {
                en: `This day has not come yet (${row.adopted_on}). Correct it.`,
                zh: `日期尚未到（${row.adopted_on}），请更正。`,
              },
            };
      },
    },
    decline: {
      label: { en: 'Do not use', zh: '不采用' },
      from: ['submitted', 'edited'],
      to: 'declined',
      roles: countyAndCity,
      reason: 'always',
    },
  },
  example: {
    name: '镇罗司法所春灌期间集中排查水事纠纷',
    kind: 'news',
    text: '春灌开始以来，镇罗司法所组织各村调委会集中排查水事纠纷，就地化解。',
    submitted_on: '2009-03-02',
  },
  title: (r) => ({ en: `Brief of ${r.submitted_on ?? '–'}`, zh: r.name ?? '' }),
  form: [
    { label: { en: 'Brief', zh: '信息' }, fields: written },
    { label: { en: 'Issue', zh: '编发' }, fields: ['edited_by', 'number', 'issued_on'] },
    { label: { en: 'Adopted', zh: '采用' }, fields: ['adoptions'] },
  ],
  list: {
    columns: ['submitted_on', 'name', 'kind', 'unit_id', 'number', 'state'],
    filters: ['kind', 'state', 'submitted_on', 'issued_on'],
    order: 'submitted_on',
  },
  search: (r) => [r.name, r.author, r.number],
  postings: (r) => {
    const unit_id = r.submitted_unit_id ?? r.unit_id;
    return [
      { measure: 'briefs_submitted', day: r.submitted_on!, unit_id, amount: 1 },
      ...r.adoptions.flatMap((row) => [
        {
          measure: 'briefs_adopted',
          day: row.adopted_on!,
          unit_id,
          amount: 1,
          facets: { level: row.level ?? '' },
        },
        ...(row.points
          ? [{ measure: 'brief_points', day: row.adopted_on!, unit_id, amount: row.points }]
          : []),
      ]),
    ];
  },
});
