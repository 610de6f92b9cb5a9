import { addDays, addYears } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { code, day, integer, line, link, paragraph, unit, yesNo } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, RecordBase, StateInfo } from '#engine/record.ts';
import { rule } from '#engine/statute.ts';
import { chosenHow, committeeKinds, electedKinds, memberRoles, sexes } from './codes.ts';
import { endedOn, stay, stays, withStretch } from '../common/stretch.ts';
import { dutyFrom } from '../common/office-period.ts';
import { rhythm } from './rhythm.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { countyAndCity, office, supervisors } from '../common/posts.ts';
import { disputeBook } from './shared.ts';
import { cited, ruleOn } from './law.ts';

const fields = {
  name: line('Full name', '全称', {
    required: true,
    max: 60,
    hint: { en: 'In full, as on the seal', zh: '如“镇罗村人民调解委员会”' },
  }),
  short_name: line('Short name', '简称', {
    required: true,
    max: 20,
    hint: {
      en: 'As it stands in file numbers: （2009）镇罗人调字第12号',
      zh: '用于案号，如“（2009）镇罗人调字第12号”',
    },
  }),
  short_name_en: line('Short name in English', '英文简称', {
    max: 60,
    hint: { en: 'Zhenluo village', zh: '如“Zhenluo village”' },
  }),
  kind: code('Kind', '类别', committeeKinds, { required: true }),
  host_name: line('Set up by', '设立单位', { max: 100 }),
  place: line('Place of work', '调解场所', { max: 100 }),
  telephone: line('Office telephone', '办公电话', { format: 'telephone', max: 30 }),
  seal: yesNo('Has its seal', '有印章'),
  mixed_area: yesNo('Several ethnic groups live here', '多民族居住地区'),
  set_up_on: day('Set up on', '设立日期', { required: true }),
  set_up_unit_id: unit('Where it is counted', '统计所在地', { computed: true }),
  register_from: day('Keeps its register since', '建账日期', {
    hint: {
      en: 'From this day on “nothing happened” means zero, and not “not reported”',
      zh: '自该日起无记录即为零，此前为未上报',
    },
  }),
  term_from: day('This term began on', '本届产生日期'),
  term_until: day('This term ends on', '本届任期届满', { computed: true }),
  changed_on: day('Members last changed on', '人员最近变动日期', { computed: true }),
  court_told_on: day('Court told on', '通报法院日期'),
  court_name: line('Court', '通报法院', { max: 60 }),
  suspended_on: day('Suspended on', '停止工作日期'),
  ended_on: day('Abolished on', '撤销日期', {
    hint: { en: 'The first day on which it is no more', zh: '自该日起不再存在' },
  }),
  standardised_from: day('Standardised since', '规范化认定日期', { computed: true }),
  standardised_until: day('Standardised until', '规范化有效期至', { computed: true, future: true }),
  standardised_by: line('Assessment', '认定考评', { computed: true, max: 36 }),
  note: paragraph('Note', '备注', { max: 2000 }),
};

const children = {
  members: childList(
    'members',
    'Members',
    '委员',
    { en: 'Member', zh: '委员' },
    {
      name: line('Name', '姓名', { required: true, max: 60, format: 'person_name' }),
      role: code('Post', '职务', memberRoles, { required: true }),
      sex: code('Sex', '性别', sexes, { required: true }),
      ethnic_group: line('Ethnic group', '民族', { max: 20 }),
      party_member: yesNo('Party member', '中共党员'),
      chosen_how: code('How chosen', '产生方式', chosenHow),
      from_day: day('From', '任职起', { required: true }),
      until_day: day('Until', '任职止', { future: true }),
    },
    {
      columns: {
        by: 'role',
        main: 'name',
        offer: ['sex', 'ethnic_group'],
        otherwise: { from_day: 'set_up_on' },
      },
    },
  ),
  /**
   * Every stretch of time in which it was standardised: a new one must not wipe out what an old
   * figure counted.
   */
  standards: childList(
    'standards',
    'Standardised',
    '规范化认定',
    { en: 'Period', zh: '认定期间' },
    {
      from_day: day('From', '认定日期', { required: true }),
      until_day: day('Last day', '有效期至', { required: true, future: true }),
      assessment: link('Assessment', '认定考评', 'assessment'),
    },
  ),
  /** Cases of a year that were numbered on paper before this book was kept: the next number follows on theirs. */
  books: childList(
    'books',
    'Paper books continued',
    '沿用的纸质编号簿',
    { en: 'Paper book', zh: '纸质编号簿' },
    {
      year: integer('Year', '年度', { required: true, min: 1950, max: 2100, year: true }),
      last_number: integer('Last number on paper', '纸质簿最后编号', {
        required: true,
        min: 1,
        max: 99_999,
        year: true,
        hint: {
          en: 'Written 12: the next case is number 13',
          zh: '填12，则下一件编为第13号',
        },
      }),
    },
  ),
};

type State = 'active' | 'suspended' | 'abolished';
export type Committee = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;
type Standard = Committee['standards'][number];

const facts = [
  'name',
  'short_name',
  'short_name_en',
  'kind',
  'host_name',
  'place',
  'telephone',
  'seal',
  'mixed_area',
];
const term = ['members', 'term_from'];

export const committee = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'committee',
  line: 'mediation',
  label: { en: 'Committee', zh: '调委会' },
  plural: { en: 'Committees', zh: '调委会名册' },
  about: {
    en: "Each people's mediation committee with its members, its term and whether it is standardised.",
    zh: '登记每个人民调解委员会的设立、委员、任期和规范化情况。',
  },
  fields,
  children,
  states: {
    active: { label: { en: 'At work', zh: '在册' }, tone: 'working' },
    suspended: { label: { en: 'Suspended', zh: '停止工作' }, tone: 'waiting' },
    abolished: { label: { en: 'Abolished', zh: '已撤销' }, tone: 'ended' },
  },
  actions: {
    set_up: {
      label: { en: 'Set up', zh: '设立' },
      from: ['new'],
      to: 'active',
      roles: office,
      fields: [...facts, 'set_up_on', 'register_from', ...term, 'note'],
      set: (r) => ({
        set_up_unit_id: r.unit_id,
        register_from: r.register_from ?? r.set_up_on,
        term_from: r.term_from ?? r.set_up_on,
        changed_on: r.set_up_on,
      }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['active', 'suspended', 'abolished'],
      roles: office,
      reason: 'once_ended',
      fields: [
        ...facts,
        'set_up_on',
        'register_from',
        ...term,
        'court_told_on',
        'court_name',
        'note',
      ],
      // Whoever corrects the list of members here has changed the members (R09).
      set: (r, { today }) => ({ changed_on: lastChange(r, today) }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change_members: {
      label: { en: 'Change members', zh: '调整委员' },
      from: ['active', 'suspended'],
      roles: office,
      fields: ['members'],
      required: ['members'],
      set: (_, { today }) => ({ changed_on: today }),
    },
    re_elect: {
      label: { en: 'Re-elect', zh: '换届' },
      from: ['active', 'suspended'],
      to: 'active',
      roles: office,
      primary: true,
      fields: ['term_from', 'members'],
      required: ['term_from', 'members'],
      set: (r) => ({ changed_on: r.term_from }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    continue_book: {
      label: { en: 'Continue a paper book', zh: '沿用纸质编号' },
      from: ['active', 'suspended'],
      roles: supervisors,
      fields: ['books'],
      required: ['books'],
    },
    tell_court: {
      label: { en: 'Record that the court was told', zh: '登记已通报法院' },
      from: ['active', 'suspended', 'abolished'],
      roles: supervisors,
      fields: ['court_told_on', 'court_name'],
      required: ['court_told_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    suspend: {
      label: { en: 'Suspend', zh: '停止工作' },
      from: ['active'],
      to: 'suspended',
      roles: supervisors,
      reason: 'always',
      fields: ['suspended_on'],
      required: ['suspended_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    resume: {
      label: { en: 'Resume', zh: '恢复工作' },
      from: ['suspended'],
      to: 'active',
      roles: supervisors,
      reason: 'always',
      set: () => ({ suspended_on: null }),
    },
    abolish: {
      label: { en: 'Abolish', zh: '撤销' },
      from: ['active', 'suspended'],
      to: 'abolished',
      roles: supervisors,
      reason: 'always',
      fields: ['ended_on'],
      required: ['ended_on'],
      set: (r) => ({ changed_on: r.ended_on }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    restore: {
      label: { en: 'Restore', zh: '恢复设立' },
      from: ['abolished'],
      to: 'active',
      roles: supervisors,
      reason: 'always',
      set: (_, { today }) => ({ ended_on: null, suspended_on: null, changed_on: today }),
    },
    confirm_standard: {
      label: { en: 'Confirm as standardised', zh: '认定为规范化调委会' },
      from: ['active', 'suspended', 'abolished'],
      roles: [],
      internal: true,
      fields: ['standardised_from', 'standardised_until', 'standardised_by'],
      required: ['standardised_from', 'standardised_until', 'standardised_by'],
      set: (r) => ({ standards: withStandard(r) }),
    },
    drop_standard: {
      label: { en: 'Withdraw the confirmation', zh: '撤回规范化认定' },
      from: ['active', 'suspended', 'abolished'],
      roles: [],
      internal: true,
      fields: ['standardised_by'],
      set: (r) => ({
        standards: r.standards.filter((one) => one.assessment !== r.standardised_by),
      }),
    },
    end_standard: {
      label: { en: 'Take away “standardised”', zh: '取消规范化称号' },
      from: ['active', 'suspended'],
      roles: countyAndCity,
      reason: 'always',
      set: (r, { today }) => ({ standards: r.standards.flatMap((one) => endedOn(one, today)) }),
    },
  },
  example: {
    name: '镇罗村人民调解委员会',
    short_name: '镇罗村',
    short_name_en: 'Zhenluo village',
    kind: 'village',
    host_name: '镇罗村村民委员会',
    place: '村委会一楼调解室',
    seal: true,
    set_up_on: '2009-01-05',
    members: [
      {
        name: '王建国',
        role: 'chair',
        sex: 'male',
        ethnic_group: '汉族',
        party_member: true,
        chosen_how: 'villagers',
        from_day: '2009-01-05',
      },
      {
        name: '李秀英',
        role: 'member',
        sex: 'female',
        ethnic_group: '汉族',
        chosen_how: 'villagers',
        from_day: '2009-01-05',
      },
      {
        name: '马文海',
        role: 'member',
        sex: 'male',
        ethnic_group: '回族',
        chosen_how: 'villagers',
        from_day: '2009-01-05',
      },
    ],
  },
  title: (r) => ({
    en: `${r.short_name_en ?? r.short_name ?? ''} mediation committee`.trim(),
    zh: r.name ?? '',
  }),
  form: [
    { label: { en: 'Committee', zh: '基本情况' }, fields: facts },
    {
      label: { en: 'Term and members', zh: '任期与委员' },
      fields: ['set_up_on', 'register_from', 'term_from', 'term_until', 'members'],
    },
    {
      label: { en: 'Court', zh: '通报法院' },
      fields: ['changed_on', 'court_told_on', 'court_name'],
    },
    {
      label: { en: 'Standardised', zh: '规范化' },
      fields: ['standardised_from', 'standardised_until', 'standards'],
    },
    { label: { en: 'File numbers', zh: '案号' }, fields: ['books'] },
    { label: { en: 'End', zh: '停止与撤销' }, fields: ['suspended_on', 'ended_on', 'note'] },
  ],
  list: {
    columns: ['name', 'kind', 'unit_id', 'state', 'term_until', 'standardised_until'],
    filters: ['kind', 'state', 'set_up_on', 'standardised_from', 'standardised_until'],
    order: 'set_up_on',
  },
  continues: (r) =>
    r.books.map(({ year, last_number }) => ({
      key: disputeBook(r.id, year!),
      last: last_number!,
    })),
  search: (r) => [r.name, r.short_name, ...r.members.map((member) => member.name)],
  past: (given) => [
    { action: 'set_up' },
    ...(given.court_told_on ? [{ action: 'tell_court' }] : []),
    ...(given.ended_on ? [{ action: 'abolish' }] : []),
  ],
  derive: (r) => {
    const last = r.standards.toSorted((a, b) => (a.from_day! < b.from_day! ? 1 : -1))[0];
    return {
      term_until: r.term_from ? addDays(addYears(r.term_from, rule('R07').period.n), -1) : null,
      standardised_from: last?.from_day ?? null,
      standardised_until: last?.until_day ?? null,
      standardised_by: last?.assessment ?? null,
    };
  },
  *check(r) {
    yield* inOrder(fields, r, [
      ['set_up_on', 'ended_on'],
      ['set_up_on', 'register_from'],
      ['set_up_on', 'court_told_on'],
      ['set_up_on', 'suspended_on'],
    ]);
    yield* checkMembers(r);
    if (new Set(r.books.map(({ year }) => year)).size !== r.books.length)
      yield {
        field: 'books',
        message: {
          en: 'A year stands here twice. A committee keeps one book a year: keep the highest number.',
          zh: '同一年度出现两次。调委会每年一个编号簿，请只保留最大编号。',
        },
      };
  },
  duties: (r, calendar) => {
    if (r.state === 'abolished' && !r.changed_on) return [];
    const told =
      r.court_told_on !== null && r.changed_on !== null && r.court_told_on >= r.changed_on;
    return [
      ...(r.changed_on && !told
        ? [
            dutyFrom(rhythm.tell_court, r.changed_on, calendar, {
              key: 'tell_court',
              label: { en: 'Tell the court of set-up or change', zh: '向法院通报设立或人员变动' },
              action: 'tell_court',
              roles: supervisors,
              statutory: true,
            }),
          ]
        : []),
      ...(r.term_from && r.state !== 'abolished' && electedKinds.has(r.kind ?? '')
        ? [
            dutyFrom(rule('R07'), r.term_from, calendar, {
              key: 're_elect',
              label: { en: 'Elect the members again', zh: '组织换届推选' },
              action: 're_elect',
              roles: office,
              statutory: true,
            }),
          ]
        : []),
    ];
  },
  postings: (r) => {
    const unit_id = r.set_up_unit_id ?? r.unit_id;
    const facets = { kind: r.kind ?? '' };
    const kept = { measure: 'mediation_kept', unit_id };
    const ended = r.ended_on;
    return [
      ...stay({ measure: 'committees', unit_id, facets }, r.set_up_on!, ended),
      ...stay(kept, r.register_from ?? r.set_up_on!, ended),
      ...stays({ measure: 'committees_standardised', unit_id, facets }, r.standards, ended),
    ];
  },
});

/** The assessment confirmed last, with its period, among those that were before. */
function withStandard(r: Committee): Standard[] {
  return withStretch(r.standards, 'assessment', {
    from_day: r.standardised_from!,
    until_day: r.standardised_until!,
    assessment: r.standardised_by,
  });
}

/** A term written down with its last day is no vacancy: only who had gone when the members last changed is gone. */
function isThere(member: Committee['members'][number], changed_on: Day | null): boolean {
  return member.until_day === null || (changed_on !== null && member.until_day > changed_on);
}

/**
 * The last day on which, by the list, somebody came, or went before the term was over: a term that runs out is no
 * change, and until the election its members carry on.
 */
function lastChange(r: Committee, today: Day): Day | null {
  const went = r.members.flatMap(({ until_day }) =>
    until_day && until_day < (r.term_until ?? '9999') ? [until_day] : [],
  );
  const came = r.members.flatMap(({ from_day }) => from_day ?? []);
  const days = [...came, ...went].filter((day) => day <= today);
  return [...days, ...(r.changed_on ? [r.changed_on] : [])].toSorted().at(-1) ?? null;
}

function* checkMembers(r: Committee): Generator<Issue> {
  for (const [i, member] of r.members.entries()) {
    if (member.until_day && member.from_day && member.until_day < member.from_day) {
      yield {
        field: `members.${i}.until_day`,
        message: { en: 'A term cannot end before it begins.', zh: '任职止日不能早于任职起日。' },
      };
    }
  }
  if (r.state === 'abolished' || !electedKinds.has(r.kind ?? '')) return;
  const on = r.changed_on ?? r.set_up_on;
  const now = r.members.filter((member) => isThere(member, r.changed_on));
  if (now.length < 3 || now.length > 9) {
    yield {
      field: 'members',
      ...ruleOn('R08', on),
      message: {
        en:
          `A committee has three to nine members${cited('three_to_nine', on).en}; this one would have ` +
          `${now.length}. Add or end members.`,
        zh: `人民调解委员会由委员三至九人组成${cited('three_to_nine', on).zh}，现为${now.length}人，请补充或调整。`,
      },
    };
  }
  if (!now.some((member) => member.sex === 'female')) {
    yield {
      field: 'members',
      ...ruleOn('R08', on),
      message: {
        en: `A committee has a woman among its members${cited('a_woman', on).en}. Add her.`,
        zh: `人民调解委员会应当有妇女成员${cited('a_woman', on).zh}，请补充。`,
      },
    };
  }
  if (!now.some((member) => member.role === 'chair')) {
    yield {
      field: 'members',
      warning: true,
      message: { en: 'No member is the chair yet.', zh: '尚未推选主任。' },
    };
  }
  // Which group is the smaller one differs from town to town: in many of Haiyuan it is the Han.
  const groups = new Set(now.flatMap((member) => member.ethnic_group?.replace(/族$/, '') || []));
  if (r.mixed_area && groups.size < 2) {
    yield {
      field: 'members',
      ...ruleOn('R08', on),
      warning: true,
      message: {
        en: `Where several ethnic groups live, a smaller one should be among the members${cited('every_people', on).en}.`,
        zh: `多民族居住的地区应当有人数较少民族的成员${cited('every_people', on).zh}。`,
      },
    };
  }
}
