import { derivedId } from '#engine/derived-id.ts';
import type { Issue } from '#engine/problem.ts';
import { calledIn, defineRecord, unnamed } from '#engine/record.ts';
import type { Action, FollowUp, Moment, StateInfo } from '#engine/record.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { minorByBirthday, minorFrom } from '../common/minors.ts';
import { comingUp, office, supervisors } from '../common/posts.ts';
import { released } from './codes.ts';
import {
  broughtIn, endedByRuling, endedOn, expectedBy, found, goesOn, lost, receivedIn, resumed, standing, standingAgain,
  suspended, withContact, withDecision, withGrading, withHealth, withNextContacts, withNotice, withPlan, withSearch,
  withSession, withoutRuling,
} from './correction-deeds.ts'; // prettier-ignore
import { postingsOf } from './correction-file-counts.ts';
import { dutiesOf } from './correction-file-duties.ts';
import { children, fields } from './correction-file-fields.ts';
import type { CorrectionFile, CorrectionState } from './correction-file-fields.ts';
import { checkFile } from './correction-file-rules.ts';
import { bundles, fileForms, filePapers } from './papers.ts';
import type { ContactKind } from './rhythm.ts';
import { agency } from './shared.ts';

const judgment = [
  'person_id', 'minor', 'inquiry_id', 'survey_id', 'category', 'outside_ground', 'organ_kind', 'deciding_organ', 'document_no',
  'offence', 'offended_on', 'sentence', 'injunction', 'effective_on', 'term_from', 'term_until',
]; // prettier-ignore
const comingIn = ['came_from', 'came_on'];
const papers = ['notified_on', 'papers_on', 'receipt_on'];
const announcement = [
  'announced_on',
  'announced',
  'announced_at',
  'announced_publicly',
  'announced_to',
];
const group = ['group_from', 'group_members', 'letter_on'];
const plan = ['plan_made_on', 'plan', 'plan_result', 'education_hours', 'service_hours'];
const grading = ['corr_class', 'class_on', 'class_reasons', 'class_note'];
const contact = ['contact_on', 'contact_way', 'contact_mind', 'contact_note'];
const closing = ['summary_on', 'appraised_on', 'appraisal'];
const ending = ['ended_on', 'end_kind', 'certificate', 'reoffended_on', 'end_note'];
const lists = [
  'gradings',
  'plans',
  'contacts',
  'sessions',
  'health_reports',
  'pauses',
  'searches',
  'notices',
];

const open: readonly CorrectionState[] = ['expected', 'reported', 'correcting', 'suspended'];
const inHand: readonly CorrectionState[] = ['reported', 'correcting'];
const here: readonly CorrectionState[] = ['reported', 'correcting', 'suspended'];

const past = (r: CorrectionFile, { today }: Moment): Issue[] => [...notInFuture(fields, r, today)];
/** The row that was just made says a day that may have been left empty: no deed of tomorrow. */
const noRowOfTomorrow = (list: 'contacts' | 'sessions' | 'health_reports' | 'searches' | 'pauses' | 'notices', key: string, field: string) =>
  function* (r: CorrectionFile, moment: Moment): Generator<Issue> {
    yield* past(r, moment);
    const day = (r[list].at(-1) as Record<string, unknown>)[key] as string;
    if (day > moment.today)
      yield { field, message: { en: 'This day lies in the future. Correct it.', zh: '日期晚于今天，请核对。' } };
  }; // prettier-ignore

/** The three deeds that an officer does on the way: a day, how, and what was said. */
function contactDeed(kind: ContactKind, en: string, zh: string) {
  return {
    label: { en, zh },
    from: inHand,
    roles: office,
    primary: kind === 'report',
    fields: contact,
    required: ['contact_way'],
    set: withContact(kind),
    check: noRowOfTomorrow('contacts', 'on_day', 'contact_on'),
  } satisfies Action<CorrectionFile, CorrectionState>; // prettier-ignore
}

export const correctionFile = defineRecord<
  typeof fields,
  typeof children,
  Record<CorrectionState, StateInfo>
>({
  name: 'correction_file',
  line: 'corrections',
  label: { en: 'Correction file', zh: '矫正档案' },
  plural: { en: 'Correction files', zh: '社区矫正台账' },
  about: {
    en: 'One file for each person under correction: papers, reporting in, announcement, group, plan, class, contacts, until release.',
    zh: '每名社区矫正对象一人一档：文书、报到、宣告、小组、方案、分类管理、教育帮扶，直至解除。',
  },
  fields,
  children,
  states: {
    expected: { label: { en: 'Expected', zh: '待报到' }, tone: 'waiting' },
    reported: { label: { en: 'Reported in', zh: '已报到' }, tone: 'waiting' },
    correcting: { label: { en: 'Under correction', zh: '矫正中' }, tone: 'working' },
    suspended: { label: { en: 'Out of reach', zh: '中断' }, tone: 'waiting' },
    released: { label: { en: 'Released', zh: '已解除' }, tone: 'done' },
    terminated: { label: { en: 'Terminated', zh: '已终止' }, tone: 'ended' },
    moved: { label: { en: 'Place changed', zh: '已变更执行地转出' }, tone: 'ended' },
  },
  actions: {
    expect: {
      label: { en: 'Register', zh: '登记' },
      from: ['new'],
      to: standing,
      roles: office,
      fields: [...judgment, 'notified_on', 'papers_on', 'officer_id'],
      set: expectedBy,
      check: past,
    },
    move_in: {
      label: { en: 'Comes from another city', zh: '市外变更执行地转入' },
      from: ['new'],
      to: standing,
      roles: office,
      fields: [...judgment, ...comingIn, 'papers_on', 'received_on', 'officer_id'],
      // Whether it was a minor's there, its papers say: no birthday tells how somebody was handled (58).
      required: ['minor', ...comingIn],
      set: (r, moment) => (r.received_on ? receivedIn(r, moment) : expectedBy(r, moment)),
      check: past,
    },
    bring_in: {
      label: { en: 'Bring in an old file', zh: '转入旧档案' },
      from: ['new'],
      to: standing,
      roles: office,
      fields: [
        ...judgment, ...papers, 'received_on', 'officer_id', ...announcement, ...group, ...plan, ...grading,
        'contacts', 'sessions', 'health_reports', 'pauses', 'notices',
      ],
      required: ['received_on'],
      set: broughtIn,
      check: past,
    }, // prettier-ignore
    note_papers: {
      label: { en: 'Notice or papers came', zh: '登记收到通知、文书' },
      from: open,
      roles: office,
      fields: ['notified_on', 'papers_on'],
      check: past,
    },
    send_receipt: {
      label: { en: 'Send the receipt', zh: '送达回执' },
      from: [...open, 'released', 'terminated'],
      roles: agency,
      fields: ['papers_on', 'receipt_on'],
      required: ['papers_on', 'receipt_on'],
      check: past,
    },
    report_in: {
      label: { en: 'Reported in', zh: '接收报到' },
      from: ['expected'],
      to: standing,
      roles: office,
      primary: true,
      fields: ['received_on', 'officer_id'],
      set: receivedIn,
      check: past,
    },
    announce: {
      label: { en: 'Announce', zh: '宣告' },
      from: here,
      to: standing,
      roles: office,
      fields: announcement,
      required: ['announced_on', 'announced', 'announced_to'],
      check: past,
    },
    set_group: {
      label: { en: 'Set up the group', zh: '确定小组' },
      from: here,
      to: standing,
      roles: office,
      fields: [...group, 'officer_id'],
      required: ['group_from', 'group_members'],
      check: past,
    },
    make_plan: {
      label: { en: 'Make the plan or look at it again', zh: '制定、调整方案' },
      from: here,
      to: standing,
      roles: office,
      fields: plan,
      required: ['plan'],
      set: withPlan,
      check: past,
    },
    classify: {
      label: { en: 'Decide the class', zh: '确定管理类别' },
      from: ['reported'],
      to: standing,
      roles: office,
      fields: grading,
      required: ['corr_class', 'class_reasons'],
      set: withGrading,
      check: past,
    },
    regrade: {
      label: { en: 'Change the class', zh: '调整管理类别' },
      from: here,
      roles: supervisors,
      fields: grading,
      required: ['corr_class', 'class_on', 'class_reasons'],
      set: withGrading,
      check: past,
    },
    record_report: contactDeed('report', 'Take a report', '登记报告'),
    record_visit: contactDeed('visit', 'Record a visit', '登记走访'),
    record_talk: contactDeed('talk', 'Record a talk', '登记谈话'),
    record_hours: {
      label: { en: 'Record education or service', zh: '登记教育学习、公益活动' },
      from: here,
      roles: office,
      fields: ['hours_kind', 'hours_on', 'hours', 'hours_topic'],
      required: ['hours_kind', 'hours'],
      set: withSession,
      check: noRowOfTomorrow('sessions', 'held_on', 'hours_on'),
    }, // prettier-ignore
    record_health: {
      label: { en: 'Record papers on health', zh: '登记病情材料' },
      from: here,
      roles: office,
      fields: ['health_kind', 'health_on', 'health_note'],
      required: ['health_kind'],
      set: withHealth,
      check: noRowOfTomorrow('health_reports', 'on_day', 'health_on'),
    }, // prettier-ignore
    lose: {
      label: { en: 'Did not come, or out of contact', zh: '登记未报到、失去联系' },
      from: ['expected', 'reported', 'correcting'],
      to: standing,
      roles: office,
      fields: ['lost_on'],
      required: ['lost_on'],
      set: lost,
      check: past,
    },
    record_search: {
      label: { en: 'Record a search', zh: '登记查找' },
      from: ['expected', 'suspended'],
      roles: office,
      primary: true,
      fields: ['search_on', 'search_note'],
      set: withSearch,
      check: function* (r, moment) {
        yield* noRowOfTomorrow('searches', 'on_day', 'search_on')(r, moment);
        if (!r.lost_on)
          yield { message: { en: 'Nobody is looked for: put down first since when the person is out of contact.', zh: '请先登记失去联系日期。' } };
      },
    }, // prettier-ignore
    find: {
      label: { en: 'Found', zh: '登记已查找到' },
      from: ['expected', 'suspended'],
      to: standing,
      roles: office,
      fields: ['found_on'],
      set: found,
      check: past,
    },
    suspend: {
      label: { en: 'In custody, in hospital', zh: '登记羁押、住院等' },
      from: inHand,
      to: standing,
      roles: office,
      fields: ['pause_kind', 'pause_from', 'pause_note'],
      required: ['pause_kind'],
      set: suspended,
      check: noRowOfTomorrow('pauses', 'from_day', 'pause_from'),
    }, // prettier-ignore
    resume: {
      label: { en: 'Correction goes on', zh: '恢复矫正' },
      from: ['suspended'],
      to: standing,
      roles: office,
      fields: ['pause_until'],
      set: resumed,
      check: past,
    },
    tell: {
      label: { en: 'Put down who was told', zh: '登记通知、通报' },
      from: [...open, 'released', 'terminated'],
      roles: office,
      fields: ['notice_about', 'notice_organs', 'notice_on', 'notice_no'],
      required: ['notice_about', 'notice_organs'],
      set: withNotice,
      check: noRowOfTomorrow('notices', 'on_day', 'notice_on'),
    }, // prettier-ignore
    summarise: {
      label: { en: 'Personal summary came', zh: '登记个人总结' },
      from: here,
      roles: office,
      fields: ['summary_on', 'appraisal'],
      required: ['summary_on'],
      check: past,
    },
    appraise: {
      label: { en: 'Appraise', zh: '作出书面鉴定' },
      from: here,
      roles: agency,
      fields: ['appraised_on', 'appraisal'],
      required: ['appraised_on', 'appraisal'],
      check: past,
    },
    assign: {
      label: { en: 'Assign an officer', zh: '指定责任人' },
      from: open,
      roles: supervisors,
      fields: ['officer_id'],
      required: ['officer_id'],
    },
    release: {
      label: { en: 'Release', zh: '办理解除' },
      from: here,
      to: 'released',
      roles: supervisors,
      fields: ['ended_on', 'end_kind', 'certificate', 'end_note'],
      required: ['ended_on', 'end_kind', 'certificate'],
      set: (r, moment) => endedOn(r.ended_on ?? moment.today)(r),
      check: function* (r, moment) {
        yield* past(r, moment);
        if (!(released as readonly string[]).includes(r.end_kind!))
          yield {
            field: 'end_kind',
            message: {
              en: 'People are released because the term is over or a pardon was granted (Community Corrections Law 44). For all else choose “Terminate”.',
              zh: '矫正期满或者被赦免的予以解除（社区矫正法第四十四条），其他情形请办理终止。',
            },
          };
        if (!r.appraised_on && r.end_kind === 'over')
          yield {
            field: 'ended_on',
            warning: true,
            message: {
              en: 'No appraisal was written. Write it afterwards, so that the file is whole.',
              zh: '尚未作出书面鉴定，请补办。',
            },
          };
      },
    }, // prettier-ignore
    terminate: {
      label: { en: 'Terminate', zh: '办理终止' },
      from: open,
      to: 'terminated',
      roles: agency,
      fields: ending.filter((name) => name !== 'certificate'),
      required: ['ended_on', 'end_kind'],
      set: (r, moment) => endedOn(r.ended_on ?? moment.today)(r),
      check: function* (r, moment) {
        yield* past(r, moment);
        if ((released as readonly string[]).includes(r.end_kind!))
          yield {
            field: 'end_kind',
            message: { en: 'This is a release: use “Release”, which makes the certificate.', zh: '期满、赦免请办理解除，并发放解除证明书。' },
          };
      },
    }, // prettier-ignore
    change: {
      label: { en: 'Change', zh: '修改' },
      from: [...open, 'released', 'terminated', 'moved'],
      to: standing,
      roles: office,
      reason: 'once_ended',
      fields: [
        ...judgment, ...comingIn, ...papers, 'received_on', 'officer_id', ...announcement, ...group, 'education_hours',
        'service_hours', 'lost_on', 'found_on', ...lists, ...closing, ...ending,
      ],
      set: (r, moment) => ({ ...expectedBy(r, moment), ...withNextContacts(r, moment) }),
      check: past,
    }, // prettier-ignore
    reopen: {
      label: { en: 'Reopen', zh: '撤回解除、终止' },
      from: ['released', 'terminated'],
      to: standingAgain,
      roles: agency,
      reason: 'always',
      set: goesOn,
    },
    note_help_file: {
      label: { en: 'Handed to resettlement', zh: '已衔接安置帮教' },
      from: ['released'],
      roles: [],
      internal: true,
      fields: ['help_file_id'],
      required: ['help_file_id'],
    },
    ask_move: {
      label: { en: 'A change of place was asked for', zh: '申请变更执行地' },
      from: here,
      roles: [],
      internal: true,
      fields: ['moving_to_unit_id'],
    },
    take_over: {
      label: { en: 'Taken over by another office', zh: '变更执行地转入' },
      from: here,
      roles: [],
      internal: true,
      fields: ['moving_to_unit_id', 'moved_on', 'officer_id'],
      required: ['moving_to_unit_id', 'moved_on'],
      set: (r) => ({
        unit_id: r.moving_to_unit_id!,
        offices: [...r.offices, { unit_id: r.moving_to_unit_id, from_day: r.moved_on }],
        moving_to_unit_id: null,
      }),
    },
    hand_out: {
      label: { en: 'Went to another city', zh: '变更执行地转出本市' },
      from: here,
      to: 'moved',
      roles: [],
      internal: true,
      fields: ['moved_on', 'moved_to'],
      required: ['moved_on', 'moved_to'],
      set: (r) => ({ moving_to_unit_id: null, ...endedOn(r.moved_on)(r) }),
    },
    note_decision: {
      label: { en: 'Reward or sanction noted', zh: '登记考核奖惩' },
      from: [...open, 'released', 'terminated', 'moved'],
      roles: [],
      internal: true,
      fields: [
        'decision_id',
        'decision_kind',
        'decision_on',
        'decision_ruling',
        'decision_ruled_on',
      ],
      set: withDecision,
    },
    end_by_ruling: {
      label: { en: 'Ended by the ruling', zh: '依裁定（决定）终止' },
      from: [...open, 'released', 'terminated', 'moved'],
      to: (r) => (open.includes(r.state) ? 'terminated' : r.state),
      roles: [],
      internal: true,
      fields: ['decision_kind', 'decision_ruled_on'],
      required: ['decision_kind', 'decision_ruled_on'],
      set: endedByRuling,
    },
    ruling_taken_back: {
      label: { en: 'The ruling was taken back', zh: '撤回裁定（决定）登记' },
      from: [...open, 'released', 'terminated', 'moved'],
      to: (r) => (r.state === 'terminated' && !r.end_kind ? standingAgain(r) : r.state),
      roles: [],
      internal: true,
      fields: ['decision_id'],
      required: ['decision_id'],
      set: withoutRuling,
    },
    keep_here: {
      label: { en: 'The change of place was not made', zh: '未变更执行地' },
      from: here,
      roles: [],
      internal: true,
      set: () => ({ moving_to_unit_id: null }),
    },
  },
  keeper: 'officer_id',
  copies: {
    sex: ['person_id', 'sex'],
    birth_year: ['person_id', 'birth_year'],
    surveyed_on: ['survey_id', 'surveyed_on'],
  },
  concludes: [
    minorFrom('inquiry_id'),
    minorByBirthday(['offended_on', 'effective_on', 'term_from', 'received_on'], (r) => [
      r.offended_on,
      r.effective_on,
      r.term_from,
      r.received_on,
    ]),
  ],
  derive: (r) => ({ under_injunction: r.injunction !== null }),
  numbers: {
    field: 'number',
    // A sealed file takes no number that an open one would have had: nobody misses one.
    key: (r) => `correction_file/${r.unit_id}/${yearOf(r)}${r.minor ? '/sealed' : ''}`,
    print: (r, n) => `（${yearOf(r)}）${r.minor ? '未矫' : '矫'}字第${n}号`,
  },
  sensitive: () => true,
  sealed: (r) => r.minor === true,
  check: function* (r) {
    yield* inOrder(fields, r, [
      ['effective_on', 'received_on'],
      ['offended_on', 'effective_on'],
      ['effective_on', 'came_on'],
      ['came_on', 'received_on'],
      ['effective_on', 'notified_on'],
      ['effective_on', 'papers_on'],
      ['papers_on', 'receipt_on'],
      ['received_on', 'announced_on'],
      ['received_on', 'class_on'],
      ['received_on', 'ended_on'],
      ['effective_on', 'lost_on'],
    ]);
    yield* checkFile(r);
  },
  duties: comingUp(dutiesOf),
  follows: (after, action, before) => [
    ...(after.inquiry_id && after.inquiry_id !== before?.inquiry_id ? [askedBefore(after)] : []),
    ...(action === 'release' ? handedOn(after) : []),
    ...(action === 'reopen' && before?.state === 'released' ? takenBack(before) : []),
  ],
  postings: postingsOf,
  papers: filePapers,
  bundles,
  forms: fileForms,
  // The number and not the category: the title stands on Today, where others look on.
  title: (r) => {
    const who = calledIn(r, 'person_id');
    const number = who.zh === unnamed.zh ? (r.number ?? '') : '';
    return { en: `${who.en} ${number}`.trim(), zh: `${who.zh}${number}` };
  },
  form: [
    { label: { en: 'Person and judgment', zh: '人员与判决' }, fields: judgment },
    { label: { en: 'Papers and reporting in', zh: '文书与报到' }, fields: [...papers, ...comingIn, 'report_due_on', 'received_on', 'officer_id'] },
    { label: { en: 'Announcement', zh: '入矫宣告' }, fields: announcement },
    { label: { en: 'Group', zh: '矫正小组' }, fields: group },
    { label: { en: 'Plan', zh: '矫正方案' }, fields: ['education_hours', 'service_hours', 'plans'] },
    { label: { en: 'Class', zh: '分类管理' }, fields: ['corr_class', 'class_on', 'gradings'] },
    { label: { en: 'Reports, visits, talks', zh: '报告、走访、谈话' }, fields: ['next_report_on', 'next_visit_on', 'next_talk_on', 'contacts'] },
    { label: { en: 'Education and service', zh: '教育学习和公益活动' }, fields: ['sessions'] },
    { label: { en: 'Health', zh: '病情' }, fields: ['health_reports'] },
    { label: { en: 'Rewards and sanctions', zh: '考核奖惩' }, fields: ['decisions'] },
    { label: { en: 'Out of reach', zh: '失联与中断' }, fields: ['lost_on', 'found_on', 'searches', 'pauses'] },
    { label: { en: 'Told to others', zh: '通知通报' }, fields: ['notices'] },
    { label: { en: 'Offices', zh: '管理单位与执行地' }, fields: ['moving_to_unit_id', 'moved_on', 'moved_to', 'offices'] },
    { label: { en: 'End', zh: '解除与终止' }, fields: [...closing, ...ending, 'help_file_id'] },
  ], // prettier-ignore
  list: {
    columns: ['number', 'person_id', 'category', 'corr_class', 'state', 'term_until', 'next_report_on', 'officer_id'],
    filters: ['category', 'corr_class', 'state', 'received_on', 'effective_on', 'term_until', 'next_report_on', 'end_kind', 'person_id'],
    order: 'effective_on',
    sorts: ['effective_on', 'received_on', 'term_until', 'next_report_on'],
  }, // prettier-ignore
  search: (r) => [r.number],
  example: {
    person_id: '@person',
    category: 'probation',
    organ_kind: 'court',
    deciding_organ: '沙坡头区人民法院',
    document_no: '（2009）沙刑初字第18号',
    offence: 'property',
    sentence: '有期徒刑一年，缓刑一年六个月',
    effective_on: '2009-02-16',
    term_from: '2009-02-16',
    term_until: '2010-08-15',
    papers_on: '2009-02-20',
  },
});

/** Of the first day on which anything about it was here. */
const yearOf = (r: CorrectionFile) =>
  (r.notified_on ?? r.papers_on ?? r.received_on ?? r.effective_on)?.slice(0, 4);

/** The investigation before it learns what became of it. */
function askedBefore(r: CorrectionFile): FollowUp {
  const fields = { file_id: r.id, decided_on: r.effective_on };
  return { type: 'correction_inquiry', id: r.inquiry_id!, action: 'note_file', fields };
}

/** Whoever is released goes to the resettlement register of the same office by itself, sealed where the file was. */
function handedOn(r: CorrectionFile): FollowUp[] {
  const help_file_id = derivedId(r.id, 'help_file');
  // Released once more after a release was taken back: the file is there, and opened again.
  if (r.help_file_id)
    return [
      {
        type: 'help_file',
        id: help_file_id,
        action: 'reopen',
        fields: {},
        reason: '重新办理解除社区矫正',
      },
      {
        type: 'help_file',
        id: help_file_id,
        action: 'change',
        fields: { released_on: r.ended_on, received_on: r.ended_on, certificate: r.certificate },
      },
    ];
  return [
    {
      type: 'help_file',
      id: help_file_id,
      action: 'open',
      fields: {
        person_id: r.person_id,
        minor: r.minor,
        channel: 'correction',
        from_where: r.deciding_organ,
        released_on: r.ended_on,
        received_on: r.ended_on,
        offence: r.offence,
        sentence: r.sentence,
        certificate: r.certificate,
        officer_id: r.officer_id,
      },
    },
    {
      type: 'correction_file',
      id: r.id,
      action: 'note_help_file',
      fields: { help_file_id },
    },
  ];
}

/** A release that was taken back ends what it had begun. */
function takenBack(before: CorrectionFile): FollowUp[] {
  if (!before.help_file_id) return [];
  return [
    {
      type: 'help_file',
      id: before.help_file_id,
      action: 'end',
      fields: { end_kind: 'other', ended_on: before.ended_on },
    },
  ];
}
