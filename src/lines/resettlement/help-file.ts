import type { Issue } from '#engine/problem.ts';
import { calledIn, defineRecord, unnamed } from '#engine/record.ts';
import type { Moment, StateInfo } from '#engine/record.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { minorByBirthday } from '../common/minors.ts';
import { comingUp, office, supervisors } from '../common/posts.ts';
import { postingsOf } from './help-file-counts.ts';
import { dutiesOf } from './help-file-duties.ts';
import { children, fields } from './help-file-fields.ts';
import type { HelpFile, HelpState } from './help-file-fields.ts';
import { filePapers, fileForms } from './papers.ts';
import { checkFile } from './help-file-rules.ts';
import { endOfTerm, nextVisit } from './rhythm.ts';

const arrival = [
  'person_id', 'minor', 'channel', 'from_where', 'released_on', 'received_on', 'offence', 'sentence', 'certificate',
  'three_nots', 'circumstances', 'officer_id', 'ends_on',
]; // prettier-ignore
const grading = ['help_class', 'class_on', 'class_reasons', 'class_note'];
const group = ['group_from', 'group_members', 'agreement_on', 'plan'];
const visit = ['visit_on', 'visit_way', 'visit_mind', 'visit_needs', 'visit_note'];
const placement = ['placement_mode', 'placed_on', 'placed_at', 'placement_evidence'];
const relief = ['relief_kind', 'relief_on', 'relief_fen', 'relief_by'];
const ending = ['end_kind', 'ended_on', 'end_note'];
const open: readonly HelpState[] = ['received', 'helping', 'moving'];
const inHand: readonly HelpState[] = ['received', 'helping'];

const past = (r: HelpFile, { today }: Moment): Issue[] => [...notInFuture(fields, r, today)];
const byGroup = (r: HelpFile): HelpState => (r.group_from && r.help_class ? 'helping' : 'received');
const stays = (r: HelpFile): HelpState => (r.state === 'moving' ? 'moving' : byGroup(r));

/** The clock of the visits starts with the class, and anew with each visit. */
function withNextVisit(r: HelpFile, { calendar }: Moment): Partial<HelpFile> {
  const last =
    r.visits
      .map((row) => row.visited_on!)
      .toSorted()
      .at(-1) ?? null;
  const from = last ?? r.class_on ?? r.received_on;
  return {
    last_visit_on: last,
    next_visit_on: from && r.help_class ? nextVisit(r.help_class, from, calendar) : null,
  };
}

function withGrading(r: HelpFile, moment: Moment): Partial<HelpFile> {
  const class_on = r.class_on ?? moment.today;
  const row = {
    from_day: class_on,
    help_class: r.help_class,
    reasons: r.class_reasons,
    note: r.class_note,
  };
  const gradings = r.help_class
    ? [...r.gradings.filter((one) => one.from_day !== class_on), row]
    : r.gradings;
  return { class_on, gradings, ...withNextVisit({ ...r, class_on, gradings }, moment) };
}

/** What was asked field by field becomes a row, and the fields are empty for the next visit. */
function withVisit(r: HelpFile, moment: Moment): Partial<HelpFile> {
  const row = {
    visited_on: r.visit_on ?? moment.today,
    way: r.visit_way,
    mind: r.visit_mind,
    needs: r.visit_needs,
    note: r.visit_note,
    due_on: r.next_visit_on,
  };
  const visits = [...r.visits, row];
  return {
    visits,
    ...withNextVisit({ ...r, visits }, moment),
    visit_on: null,
    // How it was the last time is how it will mostly be the next.
    visit_way: r.visit_way,
    visit_mind: null,
    visit_needs: null,
    visit_note: null,
    // Who was visited is no longer out of contact.
    lost_on: null,
  };
}

/** One placement at a time: the new one ends the one before, and ends itself where one that is known begins later. */
function withPlacement(r: HelpFile, { today }: Moment): Partial<HelpFile> {
  const placed_on = r.placed_on ?? today;
  const others = r.placements.filter((one) => one.from_day !== placed_on);
  const next = others
    .map((one) => one.from_day!)
    .filter((day) => day > placed_on)
    .toSorted()[0];
  const row = {
    mode: r.placement_mode,
    from_day: placed_on,
    until_day: next ?? null,
    place: r.placed_at,
    evidence: r.placement_evidence,
  };
  const cut = others.map((one) =>
    one.from_day! < placed_on && (one.until_day === null || one.until_day > placed_on)
      ? { ...one, until_day: placed_on }
      : one,
  );
  const placements = [...cut, row].toSorted((a, b) => (a.from_day! < b.from_day! ? -1 : 1));
  return { ...currentOf(placements), placements, placement_until: null };
}

/** The fields show the placement that holds; what was written down late does not push it aside. */
function currentOf(placements: HelpFile['placements']): Partial<HelpFile> {
  const last = placements.findLast((row) => row.until_day === null);
  return {
    placement_mode: last?.mode ?? null,
    placed_on: last?.from_day ?? null,
    placed_at: last?.place ?? null,
    placement_evidence: last?.evidence ?? null,
  };
}

/** An old paper file, in one piece: what it says is taken as it stands. */
function broughtIn(r: HelpFile, moment: Moment): Partial<HelpFile> {
  const opened = { ...r, ...taken(r, moment) };
  const placements = r.placements.toSorted((a, b) => (a.from_day! < b.from_day! ? -1 : 1));
  const graded = { ...opened, ...(r.help_class ? withGrading(opened, moment) : {}) };
  return {
    ...graded,
    ...currentOf(placements),
  };
}

function taken(r: HelpFile, { calendar }: Moment): Partial<HelpFile> {
  return {
    received_unit_id: r.unit_id,
    offices: [{ unit_id: r.unit_id, from_day: r.received_on }],
    ends_on: r.ends_on ?? (r.released_on ? endOfTerm(r.channel, r.released_on, calendar) : null),
  };
}

function placementEnded(r: HelpFile, { today }: Moment): Partial<HelpFile> {
  const until_day = r.placement_until ?? today;
  return {
    placements: r.placements.map((one) => (one.until_day === null ? { ...one, until_day } : one)),
    placement_mode: 'none',
    placed_on: null,
    placed_at: null,
    placement_evidence: null,
    placement_until: until_day,
  };
}

const endOfPlacement = {
  label: { en: 'End the placement', zh: '登记安置终止' },
  from: open,
  fields: ['placement_until'],
  required: ['placement_until'],
  set: placementEnded,
  check: past,
} as const;

export const helpFile = defineRecord<typeof fields, typeof children, Record<HelpState, StateInfo>>({
  name: 'help_file',
  line: 'resettlement',
  label: { en: 'Help-education file', zh: '帮教档案' },
  plural: { en: 'Help-education files', zh: '安置帮教台账' },
  about: {
    en: 'One file for each person taken over after release: class, group, visits, placement, until help-education ends.',
    zh: '每名衔接接收的刑满释放人员一人一档：分类、帮教小组、走访、安置，直至帮教期满。',
  },
  fields,
  children,
  states: {
    received: { label: { en: 'Taken over', zh: '已接收' }, tone: 'waiting' },
    helping: { label: { en: 'In help-education', zh: '帮教中' }, tone: 'working' },
    moving: { label: { en: 'Move asked for', zh: '转出待接收' }, tone: 'waiting' },
    ended: { label: { en: 'Ended', zh: '已终止' }, tone: 'ended' },
  },
  actions: {
    open: {
      label: { en: 'Take over', zh: '接收建档' },
      from: ['new'],
      to: byGroup,
      roles: office,
      fields: arrival,
      set: taken,
      check: past,
    },
    bring_in: {
      label: { en: 'Bring in an old file', zh: '转入旧档案' },
      from: ['new'],
      to: byGroup,
      roles: office,
      fields: [...arrival, ...grading, ...group, 'visits', 'placements', 'reliefs'],
      required: ['help_class', 'class_on', 'group_from', 'group_members'],
      set: broughtIn,
      check: past,
    },
    classify: {
      label: { en: 'Classify', zh: '分类' },
      from: ['received'],
      to: byGroup,
      roles: office,
      primary: true,
      fields: grading,
      required: ['help_class', 'class_reasons'],
      set: withGrading,
      check: past,
    },
    set_group: {
      label: { en: 'Set up the group', zh: '落实帮教小组' },
      from: inHand,
      to: byGroup,
      roles: office,
      fields: [...group, 'officer_id'],
      required: ['group_from', 'group_members'],
      check: past,
    },
    record_visit: {
      label: { en: 'Record a visit', zh: '登记走访' },
      from: open,
      to: stays,
      roles: office,
      primary: true,
      fields: visit,
      required: ['visit_way'],
      set: withVisit,
      check: function* (r, moment) {
        yield* past(r, moment);
        const row = r.visits.at(-1)!;
        if (row.visited_on! > moment.today) yield { field: 'visit_on', message: { en: 'A visit cannot lie in the future. Correct the day.', zh: '走访日期晚于今天，请核对。' } };
      }, // prettier-ignore
    },
    place: {
      label: { en: 'Record a placement', zh: '登记安置' },
      from: open,
      to: stays,
      roles: office,
      fields: placement,
      set: withPlacement,
      check: function* (r, moment) {
        yield* past(r, moment);
        if (r.placements.some((row) => row.mode === null))
          yield {
            field: 'placement_mode',
            message: {
              en: 'Say how: land, an enterprise, school, a base, relief.',
              zh: '请选择安置方式。',
            },
          };
        if (r.placements.some((row) => row.from_day! > moment.today))
          yield {
            field: 'placed_on',
            message: {
              en: 'A placement begins today at the latest.',
              zh: '安置日期晚于今天，请核对。',
            },
          };
      },
    },
    end_placement: { ...endOfPlacement, roles: office },
    record_relief: {
      label: { en: 'Record relief', zh: '登记救助' },
      from: open,
      roles: office,
      fields: relief,
      set: (r, { today }) => ({
        reliefs: [
          ...r.reliefs,
          {
            kind: r.relief_kind,
            given_on: r.relief_on ?? today,
            amount_fen: r.relief_fen,
            provider: r.relief_by,
          },
        ],
        relief_kind: null,
        relief_on: null,
        relief_fen: null,
        relief_by: null,
      }),
      check: function* (r, moment) {
        yield* past(r, moment);
        const row = r.reliefs.at(-1)!;
        if (!row.kind) yield { field: 'relief_kind', message: { en: 'Say which relief it was.', zh: '请选择救助种类。' } };
        if (row.given_on! > moment.today) yield { field: 'relief_on', message: { en: 'This day lies in the future. Correct it.', zh: '救助日期晚于今天，请核对。' } };
      }, // prettier-ignore
    },
    regrade: {
      label: { en: 'Change the class', zh: '调整类别' },
      from: ['helping'],
      roles: supervisors,
      fields: grading,
      required: ['help_class', 'class_on', 'class_reasons'],
      set: withGrading,
      check: past,
    },
    assign: {
      label: { en: 'Assign an officer', zh: '指定责任人' },
      from: inHand,
      roles: supervisors,
      fields: ['officer_id'],
      required: ['officer_id'],
    },
    lose: {
      label: { en: 'Out of contact', zh: '登记下落不明' },
      from: inHand,
      roles: office,
      fields: ['lost_on'],
      required: ['lost_on'],
      check: past,
    },
    find: {
      label: { en: 'In contact again', zh: '登记已取得联系' },
      from: inHand,
      roles: office,
      reason: 'always',
      set: () => ({ lost_on: null }),
    },
    ask_move: {
      label: { en: 'A move was asked for', zh: '申请转出' },
      from: inHand,
      to: 'moving',
      roles: [],
      internal: true,
      fields: ['moving_to_unit_id', 'move_id'],
      required: ['moving_to_unit_id', 'move_id'],
    },
    take_over: {
      label: { en: 'Taken over by another office', zh: '转入接收' },
      from: ['moving'],
      to: byGroup,
      roles: [],
      internal: true,
      fields: ['moved_on', 'officer_id'],
      required: ['moved_on'],
      hands_to: ['moving_to_unit_id'],
      set: (r) => ({
        unit_id: r.moving_to_unit_id!,
        offices: [...r.offices, { unit_id: r.moving_to_unit_id, from_day: r.moved_on }],
        moving_to_unit_id: null,
        move_id: null,
      }),
    },
    keep_here: {
      label: { en: 'The move was not accepted', zh: '转出未获接收' },
      from: ['moving'],
      to: byGroup,
      roles: [],
      internal: true,
      set: () => ({ moving_to_unit_id: null, move_id: null }),
    },
    call_back: {
      label: { en: 'Call the move back', zh: '撤回转出申请' },
      from: ['moving'],
      to: byGroup,
      roles: office,
      reason: 'always',
      set: () => ({ moving_to_unit_id: null }),
    },
    place_in_base: {
      label: { en: 'Went to a base', zh: '入住安置基地' },
      from: open,
      to: stays,
      roles: [],
      internal: true,
      fields: placement,
      set: withPlacement,
    },
    leave_base: {
      ...endOfPlacement,
      label: { en: 'Left a base', zh: '离开安置基地' },
      roles: [],
      internal: true,
    },
    reoffend: {
      label: { en: 'Record a new conviction', zh: '登记重新犯罪' },
      from: inHand,
      to: 'ended',
      roles: supervisors,
      fields: ['reoffended_on', 'reoffence'],
      required: ['reoffended_on'],
      set: (r) => ({ end_kind: 'reoffended', ended_on: r.reoffended_on }),
      check: past,
    },
    end: {
      label: { en: 'End help-education', zh: '终止帮教' },
      from: inHand,
      to: 'ended',
      roles: office,
      fields: ending,
      required: ['end_kind', 'ended_on'],
      check: past,
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: [...open, 'ended'],
      to: (r) => (r.state === 'ended' || r.state === 'moving' ? r.state : byGroup(r)),
      roles: office,
      reason: 'once_ended',
      fields: [
        ...arrival, ...group, 'gradings', 'visits', 'placements', 'reliefs', 'lost_on', 'reoffended_on', 'reoffence', ...ending,
      ], // prettier-ignore
      set: withNextVisit,
      check: past,
    },
    reopen: {
      label: { en: 'Reopen', zh: '恢复帮教' },
      from: ['ended'],
      to: byGroup,
      roles: supervisors,
      reason: 'always',
      set: () => ({
        end_kind: null,
        ended_on: null,
        end_note: null,
        reoffended_on: null,
        reoffence: null,
      }),
    },
  },
  keeper: 'officer_id',
  copies: { sex: ['person_id', 'sex'], birth_year: ['person_id', 'birth_year'] },
  numbers: {
    field: 'number',
    // A sealed file takes no number that an open one would have had: nobody misses one.
    key: (r) => `help_file/${r.unit_id}/${r.received_on?.slice(0, 4)}${r.minor ? '/sealed' : ''}`,
    print: (r, n) => `（${r.received_on?.slice(0, 4)}）${r.minor ? '未帮' : '帮'}字第${n}号`,
  },
  concludes: [minorByBirthday(['released_on'], (r) => [r.released_on])],
  sensitive: () => true,
  sealed: (r) => r.minor === true,
  check: function* (r) {
    yield* inOrder(fields, r, [
      ['released_on', 'received_on'],
      ['received_on', 'class_on'],
      ['received_on', 'ended_on'],
      ['received_on', 'reoffended_on'],
      ['received_on', 'lost_on'],
      ['released_on', 'ends_on'],
    ]);
    yield* checkFile(r);
  },
  duties: comingUp(dutiesOf),
  follows: (after, action) =>
    action === 'call_back' && after.move_id
      ? [{ type: 'help_move', id: after.move_id, action: 'be_called_back', fields: {} }]
      : [],
  postings: postingsOf,
  past: (given) => [
    { action: 'open' },
    ...(given['help_class'] ? [{ action: 'classify' }] : []),
    ...(given['group_from'] ? [{ action: 'set_group' }] : []),
    ...(given['visit_way'] ? [{ action: 'record_visit' }] : []),
    ...(given['placement_mode'] ? [{ action: 'place' }] : []),
    ...(given['relief_kind'] ? [{ action: 'record_relief' }] : []),
    ...(given['reoffended_on']
      ? [{ action: 'reoffend', covers: ending }]
      : given['end_kind']
        ? [{ action: 'end' }]
        : []),
  ],
  papers: filePapers,
  forms: fileForms,
  // The number and not the class: the title stands on Today, where others look on.
  title: (r) => {
    const who = calledIn(r, 'person_id');
    // Where no name is said, the number tells which file it is; where one is, the page says both.
    const number = who.zh === unnamed.zh ? (r.number ?? '') : '';
    return { en: `${who.en} ${number}`.trim(), zh: `${who.zh}${number}` };
  },
  form: [
    { label: { en: 'Person and release', zh: '人员与释放' }, fields: arrival },
    { label: { en: 'Class', zh: '分类' }, fields: ['help_class', 'class_on', 'gradings'] },
    { label: { en: 'Group, agreement, plan', zh: '帮教小组、协议、计划' }, fields: group },
    { label: { en: 'Visits and talks', zh: '走访谈话' }, fields: ['last_visit_on', 'next_visit_on', 'visits'] },
    { label: { en: 'Placement', zh: '安置' }, fields: ['placement_mode', 'placed_on', 'placements'] },
    { label: { en: 'Relief', zh: '救助帮扶' }, fields: ['reliefs'] },
    { label: { en: 'Offices and moves', zh: '管理单位与转移' }, fields: ['moving_to_unit_id', 'offices'] },
    { label: { en: 'End', zh: '终止' }, fields: ['lost_on', 'reoffended_on', 'reoffence', ...ending] },
  ], // prettier-ignore
  list: {
    columns: ['number', 'person_id', 'help_class', 'state', 'placement_mode', 'last_visit_on', 'next_visit_on', 'officer_id'],
    filters: ['help_class', 'state', 'channel', 'placement_mode', 'received_on', 'ends_on', 'next_visit_on', 'three_nots', 'end_kind', 'person_id'],
    order: 'received_on',
    sorts: ['received_on', 'ends_on', 'next_visit_on'],
  }, // prettier-ignore
  search: (r) => [r.number],
  example: {
    person_id: '@person',
    channel: 'prison',
    from_where: '石嘴山监狱',
    released_on: '2009-02-26',
    received_on: '2009-02-27',
    offence: 'property',
    sentence: '有期徒刑三年',
    three_nots: false,
  },
});
