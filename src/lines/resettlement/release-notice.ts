import { addDays, formatDay } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { derivedId } from '#engine/derived-id.ts';
import {
  account,
  code,
  codes,
  day,
  integer,
  line,
  link,
  paragraph,
  unit,
  yesNo,
} from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import { documentKinds, readDocument } from '#engine/identity-document.ts';
import type { Posting } from '#engine/measure.ts';
import type { Issue } from '#engine/problem.ts';
import { calledIn, defineRecord } from '#engine/record.ts';
import type { Duty, FollowUp, Moment, RecordBase, StateInfo } from '#engine/record.ts';
import { isInForce, rule } from '#engine/statute.ts';
import type { Calendar } from '#engine/calendar.ts';
import { due } from '#engine/calendar.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { sexes } from '../common/person-codes.ts';
import { dutyFrom } from '../common/office-period.ts';
import { isUnder18, sealedAsMinor } from '../common/minors.ts';
import { comingUp, office, ownOffice } from '../common/posts.ts';
import { hidden, secret } from '../common/guarded.ts';
import {
  channels,
  classes,
  falseThings,
  offences,
  pickUps,
  risks,
  verifyResults,
} from './codes.ts';
import { noticeForms, noticePapers } from './papers.ts';
import { rhythm } from './rhythm.ts';
import { toFile } from './shared.ts';

const fields = {
  name: line('Name', '姓名', { ...hidden, required: true, format: 'person_name', max: 60 }),
  former_name: line('Former name', '曾用名', { ...hidden, format: 'person_name', max: 60 }),
  sex: code('Sex', '性别', sexes, { required: true }),
  document_kind: code('Identity document', '证件种类', documentKinds, { required: true }),
  document_number: line('Document number', '证件号码', { ...hidden, format: 'document', max: 40 }),
  channel: code('Hand-over channel', '衔接渠道', channels, { required: true }),
  from_where: line('Prison or house', '监所名称', { required: true, max: 60 }),
  released_on: day('To be released on', '释放日期', { required: true, future: true }),
  offence: code('Kind of offence', '罪名类别', offences),
  sentence: line('Sentence', '刑期', { ...secret, max: 80 }),
  claimed_place: line('Address as told', '自报住址', { ...hidden, max: 200 }),
  kin: line('Next of kin', '亲属姓名', { ...hidden, format: 'person_name', max: 60 }),
  kin_telephone: line('Their telephone', '亲属电话', { ...hidden, format: 'telephone', max: 30 }),
  conduct: paragraph('Conduct in custody', '改造表现', { ...secret, max: 1000 }),
  risk: code('Risk', '危险性评估', risks),
  false_things: codes('Suspected false', '“三假”嫌疑', falseThings),
  three_nots: yesNo('Three-nots: no home, no work, no kin', '三无人员'),
  suggested_class: code('Class suggested', '建议类别', classes),
  minor: yesNo('Under 18 at the time of the offence', '犯罪时未满十八周岁'),
  listed_on: day('Received from the prison on', '收到日期', { required: true }),

  forward_to: unit('Right office', '应转单位'),
  forwarded_from_unit_id: unit('Sent on by', '转来单位', { computed: true }),
  times_forwarded: integer('Times forwarded', '转办次数', { computed: true }),
  arrived_on: day('With this office since', '本单位收到日期', { computed: true }),

  verify_result: code('Result', '核实结果', verifyResults),
  verified_on: day('Verified on', '核实日期'),
  verify_note: paragraph('How it was verified', '核实情况', { ...secret, max: 1000 }),
  verify_due_on: day('To be verified by', '核实期限', { computed: true, future: true }),
  verified_unit_id: unit('Verified by', '核实单位', { computed: true }),
  receipt_on: day('Receipt sent on', '回执发出日期'),
  person_id: link('Person', '人员', 'person', {
    hint: {
      en: 'Empty: registered anew from this notice',
      zh: '库中已有的请选择；不选则据此新登记',
    },
  }),
  guardian_told_on: day('Guardian told on', '通知监护人日期'),

  handed_over_on: day('Taken over on', '衔接日期'),
  pick_up: code('How they came', '衔接方式', pickUps),
  pick_up_by: line('Met by', '接回人员', { max: 60 }),
  pick_up_reason: line('Why nobody met them', '未落实必接必送的原因', { ...secret, max: 200 }),
  police_control: yesNo('Police control measures in place', '公安机关已落实管控措施'),
  officer_id: account('Officer in charge', '责任人'),
  file_id: link('File', '帮教档案', 'help_file', { computed: true }),
};
const children = {};

type State = 'listed' | 'verified' | 'not_ours' | 'handed_over' | 'missing';
type Notice = RecordBase<State> & ValuesOf<typeof fields>;

const told = [
  'name', 'former_name', 'sex', 'document_kind', 'document_number', 'channel', 'from_where', 'released_on', 'offence',
  'sentence', 'claimed_place', 'kin', 'kin_telephone', 'conduct', 'risk', 'false_things', 'three_nots', 'suggested_class',
  'minor', 'listed_on',
]; // prettier-ignore
const verification = ['verify_result', 'verified_on', 'verify_note', 'person_id', 'receipt_on'];
const handOver = [
  'handed_over_on',
  'pick_up',
  'pick_up_by',
  'pick_up_reason',
  'police_control',
  'officer_id',
];

const past = (r: Notice, { today }: Moment): Issue[] => [...notInFuture(fields, r, today)];

/** The clock of the verification starts when the office has the notice, and anew where it was sent on. */
function withDue(arrived_on: Day, { calendar }: Moment): Partial<Notice> {
  const verify_due_on = due(rhythm.verify, arrived_on, calendar).due_on;
  return { arrived_on, verify_due_on };
}

/** Key persons and the three-nots are met at the gate. */
const mustBeMet = (r: Notice) => r.three_nots === true || r.suggested_class === 'key';

export const releaseNotice = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>(
  {
    name: 'release_notice',
    line: 'resettlement',
    label: { en: 'Release notice', zh: '出监（所）人员信息' },
    plural: { en: 'Release notices', zh: '衔接核实台账' },
    about: {
      en: 'Who is to be released, as the prison told it: bring in its list, verify, take over.',
      zh: '监所提供的拟释放人员名单：导入名单，逐人核实回执，衔接接收。',
    },
    fields,
    children,
    states: {
      listed: { label: { en: 'To be verified', zh: '待核实' }, tone: 'waiting' },
      verified: { label: { en: 'Verified', zh: '已核实' }, tone: 'working' },
      not_ours: { label: { en: 'Not of this area', zh: '非本辖区' }, tone: 'ended' },
      handed_over: { label: { en: 'Taken over', zh: '已衔接' }, tone: 'done' },
      missing: { label: { en: 'Not handed over', zh: '未衔接（漏管）' }, tone: 'waiting' },
    },
    actions: {
      list: {
        label: { en: 'Write down', zh: '登记' },
        from: ['new'],
        to: 'listed',
        roles: office,
        fields: told,
        set: (r, moment) => withDue(r.listed_on ?? moment.today, moment),
        check: past,
      },
      verify: {
        label: { en: 'Verify', zh: '核实' },
        from: ['listed'],
        to: (r) =>
          r.verify_result === 'ours'
            ? 'verified'
            : r.verify_result === 'not_ours'
              ? 'not_ours'
              : 'listed',
        roles: office,
        primary: true,
        fields: verification,
        required: ['verify_result', 'verified_on'],
        set: (r) => ({ verified_unit_id: r.unit_id }),
        check: past,
      },
      forward: {
        label: { en: 'Send to the right office', zh: '转交应接收单位' },
        from: ['listed', 'not_ours'],
        to: 'listed',
        roles: office,
        fields: ['forward_to'],
        required: ['forward_to'],
        set: (r, moment) => ({
          unit_id: r.forward_to!,
          forwarded_from_unit_id: r.unit_id,
          times_forwarded: (r.times_forwarded ?? 0) + 1,
          verify_result: null,
          verified_on: null,
          verified_unit_id: null,
          receipt_on: null,
          ...withDue(moment.today, moment),
        }),
        check: (r) =>
          r.forward_to === r.forwarded_from_unit_id
            ? [
                {
                  field: 'forward_to',
                  message: {
                    en: 'It lies with this office already. Choose the one where the person will live.',
                    zh: '该信息已在本单位，请选择对象回归地的司法所。',
                  },
                },
              ]
            : [],
      },
      tell_guardian: {
        label: { en: 'Guardian was told', zh: '登记已通知监护人' },
        from: ['listed', 'verified'],
        roles: office,
        fields: ['guardian_told_on'],
        required: ['guardian_told_on'],
        check: past,
      },
      hand_over: {
        label: { en: 'Take over', zh: '衔接接收' },
        from: ['verified', 'missing'],
        to: 'handed_over',
        roles: office,
        primary: true,
        fields: handOver,
        required: ['handed_over_on', 'pick_up'],
        check: function* (r, moment) {
          yield* past(r, moment);
          if (mustBeMet(r) && r.pick_up === 'alone' && !r.pick_up_reason)
            yield {
              field: 'pick_up_reason',
              message: {
                en: 'Key persons and the three-nots are met at the gate or brought. Write down why nobody did.',
                zh: '重点帮教对象和三无人员应当必接必送，未落实的请填写原因。',
              },
            };
        },
      },
      miss: {
        label: { en: 'Did not arrive', zh: '登记未衔接' },
        from: ['verified'],
        to: 'missing',
        roles: office,
        reason: 'always',
        check: (r, { today }) =>
          r.released_on && r.released_on >= today
            ? [
                {
                  field: 'released_on',
                  message: { en: 'The day of release has not passed yet.', zh: '尚未到释放日期。' },
                },
              ]
            : [],
      },
      note_person: {
        label: { en: 'Person registered', zh: '登记人员' },
        from: ['verified'],
        roles: [],
        internal: true,
        fields: ['person_id'],
      },
      note_file: {
        label: { en: 'File opened', zh: '建立帮教档案' },
        from: ['handed_over'],
        roles: [],
        internal: true,
        fields: ['file_id'],
      },
      change: {
        label: { en: 'Change', zh: '修改' },
        from: ['listed', 'verified', 'not_ours', 'missing', 'handed_over'],
        roles: office,
        reason: 'once_ended',
        fields: [...told, 'receipt_on', 'guardian_told_on'],
        check: past,
      },
      reopen: {
        label: { en: 'Verify again', zh: '重新核实' },
        from: ['not_ours'],
        to: 'listed',
        roles: office,
        reason: 'always',
        set: () => ({ verify_result: null, verified_on: null, receipt_on: null }),
      },
    },
    keeper: 'officer_id',
    // Who is under 18 on the day of release was so at the offence; the prison need not say it.
    derive: (r) => {
      const read = r.document_number
        ? readDocument(r.document_kind ?? '', r.document_number)
        : null;
      return read?.ok && isUnder18(read.born_on ?? null, r.released_on) ? { minor: true } : {};
    },
    sensitive: () => true,
    sealed: (r) => r.minor === true,
    *check(r) {
      yield* inOrder(fields, r, [
        ['listed_on', 'verified_on'],
        ['verified_on', 'receipt_on'],
        ['released_on', 'handed_over_on'],
      ]);
      if (r.document_kind !== 'none' && !r.document_number)
        yield {
          field: 'document_number',
          message: {
            en: 'Write the number, or choose “No document”.',
            zh: '请填写证件号码；没有证件的，证件种类选“无证件”。',
          },
        };
      if (r.minor && r.state === 'listed') yield sealedAsMinor;
      // A prison's list is kept as it came; the register of persons will ask for a right one.
      const read = r.document_number
        ? readDocument(r.document_kind ?? '', r.document_number)
        : null;
      if (read && !read.ok)
        yield { field: 'document_number', warning: true, message: read.problem };
    },
    duties: comingUp(dutiesOf),
    follows: (after, action) => [
      ...(action === 'verify' && after.state === 'verified' && !after.person_id
        ? registered(after)
        : []),
      ...(action === 'hand_over' ? opened(after) : []),
    ],
    postings: postingsOf,
    past: (given) => [
      { action: 'list' },
      ...(given['verify_result'] ? [{ action: 'verify' }] : []),
      ...(given['handed_over_on'] ? [{ action: 'hand_over' }] : []),
    ],
    papers: noticePapers,
    forms: noticeForms,
    // Neither name nor prison: the title stands on Today, where others look on.
    title: (r) => {
      const who = r.person_id ? calledIn(r, 'person_id') : { en: 'Somebody', zh: '' };
      const day = r.released_on;
      return {
        en: `${who.en}, expected on ${day ? formatDay(day, 'en') : '–'}`,
        zh: `${who.zh}${day ? formatDay(day, 'zh') : ''}到来`,
      };
    },
    form: [
    { label: { en: 'As the prison told it', zh: '监所提供的信息' }, fields: told },
    { label: { en: 'Verification', zh: '核实' }, fields: ['verify_due_on', ...verification, 'forwarded_from_unit_id', 'times_forwarded', 'guardian_told_on'] },
    { label: { en: 'Taking over', zh: '衔接' }, fields: [...handOver, 'file_id'] },
  ], // prettier-ignore
    list: {
    columns: ['name', 'from_where', 'released_on', 'suggested_class', 'unit_id', 'state', 'verify_due_on'],
    filters: ['state', 'released_on', 'listed_on', 'channel', 'suggested_class', 'three_nots', 'verify_result', 'handed_over_on'],
    order: 'released_on',
    sorts: ['released_on', 'listed_on'],
  }, // prettier-ignore
    search: (r) => [r.from_where],
    secret_search: (r) => [r.name, r.former_name, r.document_number],
    example: {
      name: '田新生',
      sex: 'male',
      document_kind: 'citizen_id',
      document_number: '990101198002021233',
      channel: 'prison',
      from_where: '石嘴山监狱',
      released_on: '2009-03-27',
      offence: 'property',
      sentence: '有期徒刑三年',
      claimed_place: '和顺村二队',
      suggested_class: 'general',
      listed_on: '2009-02-20',
    },
  },
);

/** Verified as ours and not chosen from the register: registered anew, with what the prison told. */
function registered(r: Notice): FollowUp[] {
  const person_id = derivedId(r.id, 'person');
  return [
    {
      type: 'person',
      id: person_id,
      action: 'register',
      fields: {
        name: r.name,
        sex: r.sex,
        document_kind: r.document_kind,
        document_number: r.document_number,
        no_document_reason: r.document_kind === 'none' ? '监所未提供证件' : null,
        // About whom only what is sealed is kept.
        seal_ground: r.minor ? 'related' : null,
        residence_place: r.claimed_place,
        names: r.former_name ? [{ name: r.former_name, kind: 'former' }] : [],
        kin: r.kin ? [{ name: r.kin, relation: 'other', telephone: r.kin_telephone }] : [],
      },
    },
    { type: 'release_notice', id: r.id, action: 'note_person', fields: { person_id } },
  ];
}

function opened(r: Notice): FollowUp[] {
  const file_id = derivedId(r.id, 'help_file');
  return [
    toFile(file_id, 'open', {
      person_id: r.person_id,
      minor: r.minor,
      channel: r.channel,
      from_where: r.from_where,
      released_on: r.released_on,
      received_on: r.handed_over_on,
      offence: r.offence,
      sentence: r.sentence,
      three_nots: r.three_nots,
      officer_id: r.officer_id,
    }),
    { type: 'release_notice', id: r.id, action: 'note_file', fields: { file_id } },
  ];
}

function dutiesOf(r: Notice, calendar: Calendar): Duty[] {
  const words = { roles: ownOffice, statutory: false };
  const guardian = rule('R74');
  const minor: Duty[] =
    r.minor &&
    !r.guardian_told_on &&
    ['listed', 'verified'].includes(r.state) &&
    isInForce(guardian, r.listed_on!)
      ? [
          {
            ...words,
            key: 'tell_guardian',
            label: { en: 'Tell the guardian before the day', zh: '释放前通知监护人' },
            from_day: r.listed_on!,
            due_on: r.released_on!,
            rule: guardian.id,
            rule_version: guardian.version,
            action: 'tell_guardian',
            statutory: true,
          },
        ]
      : [];
  if (r.state === 'listed')
    return [
      dutyFrom(rhythm.verify, r.arrived_on ?? r.listed_on!, calendar, {
        ...words,
        key: 'verify',
        label: r.forwarded_from_unit_id
          ? { en: 'Verify, sent on by another office', zh: '核实转来信息' }
          : { en: 'Verify', zh: '核实信息' },
        action: 'verify',
        // Another office waits for it.
        ...(r.forwarded_from_unit_id ? { asked: true } : {}),
      }),
      ...minor,
    ];
  if (r.state === 'verified')
    return [
      ...(mustBeMet(r)
        ? [
            {
              ...words,
              key: 'pick_up',
              label: { en: 'Meet at the gate', zh: '到监所接回' },
              from_day: r.verified_on!,
              due_on: r.released_on!,
              action: 'hand_over',
            },
          ]
        : []),
      dutyFrom(rhythm.take_in, r.released_on!, calendar, {
        ...words,
        key: 'hand_over',
        label: { en: 'Take over', zh: '衔接接收' },
        action: 'hand_over',
      }),
      ...minor,
    ];
  if (r.state === 'missing')
    return [
      dutyFrom(rhythm.take_in, r.released_on!, calendar, {
        ...words,
        key: 'hand_over',
        label: { en: 'Look for and take over', zh: '查找并衔接' },
        action: 'hand_over',
      }),
    ];
  return [];
}

function postingsOf(r: Notice): Posting[] {
  const unit_id = r.unit_id;
  const verified = r.verified_on && r.verify_result !== null;
  const inTime =
    verified && r.verified_on! <= r.verify_due_on! ? 'done' : verified ? 'late' : 'open';
  const counts = r.verify_result === 'ours';
  const key = mustBeMet(r);
  const away = counts && r.released_on! < (r.handed_over_on ?? '9999');
  return [
    { measure: 'release_notices', day: r.listed_on!, unit_id, amount: 1, facets: { channel: r.channel ?? '' } },
    { measure: 'verifications_due', day: r.verify_due_on!, unit_id, amount: 1, facets: { done: inTime } },
    ...(verified
      ? [{ measure: 'verifications', day: r.verified_on!, unit_id, amount: 1, facets: { result: r.verify_result! } }]
      : []),
    // Due to be taken over by the day of release; what came of it stands beside it on the same day.
    ...(counts
      ? [{
          measure: 'releases_due', day: r.released_on!, unit_id, amount: 1,
          facets: { way: r.pick_up ?? '', must: key ? 'key' : 'general' },
        }]
      : []),
    ...(away
      ? [
          { measure: 'not_handed_over', day: addDays(r.released_on!, 1), unit_id, amount: 1 },
          ...(r.handed_over_on && r.handed_over_on > r.released_on!
            ? [{ measure: 'not_handed_over', day: r.handed_over_on, unit_id, amount: -1 }]
            : []),
        ]
      : []),
  ]; // prettier-ignore
}
