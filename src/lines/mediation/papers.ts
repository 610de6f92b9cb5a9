/**
 * The thirteen papers of a mediation file in their standard order (domain brief 3.6 D), and which
 * of them this dispute needs. A dispute with an oral agreement has the oral register where others
 * have the agreement: nothing is missing.
 */
import { dayInShanghai, formatDay } from '#engine/day.ts';
import { labelOf } from '#engine/field.ts';
import { completeness } from '#engine/paper.ts';
import type { Issue } from '#engine/problem.ts';
import type { Moment, Paper } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { cite } from '#engine/statute.ts';
import { disputeTypes, risks } from './codes.ts';
import type { Dispute } from './dispute-fields.ts';
import { groundOn, lawOf2010From } from './law.ts';
import { paperNames } from './paper-names.ts';

/** The Word templates that fill a paper from the dispute; staff may edit them. */
export const disputeForms = {
  'acceptance-register': {
    en: 'Application or acceptance register',
    zh: '人民调解申请书（受理登记表）',
  },
  'rights-notice': { en: 'Notice of rights and duties', zh: '当事人权利义务告知书' },
  /** Cases accepted before the People's Mediation Law was in force. */
  'rights-notice-2002': {
    en: 'Notice of rights and duties (until 2010)',
    zh: '当事人权利义务告知书（2010年底前）',
  },
  'mediation-record': { en: 'Mediation record', zh: '调解笔录' },
  agreement: { en: 'Mediation agreement', zh: '人民调解协议书' },
  'oral-register': { en: 'Oral agreement register', zh: '人民调解口头协议登记表' },
  'revisit-record': { en: 'Revisit record', zh: '回访记录' },
  'closing-report': { en: 'Closing report and file notes', zh: '结案报告、卷宗情况说明' },
  'file-contents': { en: 'Contents of the file and back cover', zh: '卷宗目录、封底' },
} as const satisfies Record<string, Text>;

export type TemplateName = keyof typeof disputeForms;

export type PaperNeed = Paper['required'];

/** What nobody signs: made is there. */
const unsigned: ReadonlySet<string> = new Set(['file-contents']);

type Row = readonly [name: string, required: PaperNeed, template?: TemplateName];

export function papersOf(dispute: Dispute): Paper[] {
  const originals = new Set(dispute.originals);
  return rowsFor(dispute).map(([name, required, template], i) => ({
    name,
    order: i + 1,
    label: labelOf(paperNames, name),
    required,
    signature: unsigned.has(name) ? 'none' : 'needed',
    ...(originals.has(name) ? { original: true } : {}),
    ...(template ? { template } : {}),
  }));
}

/** Which papers a dispute like this must have: what a file of an old paper book holds. */
export function requiredPapers(known: Partial<Dispute>): string[] {
  const nothing = { parties: [], revisits: [], originals: null, result: null, closed_on: null };
  return papersOf({ ...nothing, ...known } as unknown as Dispute)
    .filter((paper) => paper.required === 'always')
    .map((paper) => paper.name);
}

function rowsFor(r: Dispute): Row[] {
  const oral = r.result === 'oral';
  const written = r.result === 'written';
  const ended = r.closed_on !== null;
  // A line in the oral register is the whole file of what was settled where it was found.
  const file: PaperNeed = r.settled_on_spot ? 'as_needed' : 'always';
  const revisited = r.revisits.some((revisit) => revisit.done_on !== null);
  return [
    ['acceptance-register', file, 'acceptance-register'],
    ['rights-notice', file, rightsNotice(r)],
    ['identity', oral ? 'as_needed' : file],
    [
      'power-of-attorney',
      r.parties.some((party) => party.role === 'agent') ? 'always' : 'as_needed',
    ],
    ['investigation', 'as_needed'],
    ['evidence', 'as_needed'],
    ['mediation-record', oral ? 'as_needed' : file, 'mediation-record'],
    agreementRow(oral, written, ended),
    ['receipts', settledAndPerformed(r) ? 'as_needed' : laterOrNot(r)],
    ['revisit-record', revisited ? 'always' : laterOrNot(r), 'revisit-record'],
    ['confirmation', r.confirmation_applied_on ? 'always' : laterOrNot(r)],
    ['closing-report', ended ? file : 'as_needed', 'closing-report'],
    ['file-contents', ended ? file : 'as_needed', 'file-contents'],
  ];
}

/** What the parties are told is the law of the day on which they are told. */
function rightsNotice(r: Dispute): TemplateName {
  const day = r.rights_told_on ?? r.accepted_on ?? r.found_on;
  return day !== null && day < lawOf2010From ? 'rights-notice-2002' : 'rights-notice';
}

function agreementRow(oral: boolean, written: boolean, ended: boolean): Row {
  if (oral) return ['oral-register', 'always', 'oral-register'];
  const required: PaperNeed = written ? 'always' : ended ? 'not_here' : 'as_needed';
  return ['agreement', required, 'agreement'];
}

function settledAndPerformed(r: Dispute): boolean {
  return r.agreement_form !== null && r.performance === 'performed';
}

/**
 * What follows an agreement can still come while there may be one, and has no place in a file
 * without one.
 */
function laterOrNot(r: Dispute): PaperNeed {
  return r.closed_on !== null && r.agreement_form === null ? 'not_here' : 'as_needed';
}

/** Required papers that are not there: a warning when it is closed, a refusal when it is filed. */
export function* papersMissing(r: Dispute, { file = [] }: Moment): Generator<Issue> {
  const { there, required, missing } = completeness(papersOf(r), file);
  if (missing.length === 0) return;
  yield {
    field: 'originals',
    message: {
      en:
        `${there} of ${required} required papers are there. Missing: ${missing.map((paper) => paper.label.en).join(', ')}. ` +
        'Add their signed pages, or mark here what lies signed in the paper file.',
      zh: `必备文书${required}件，已有${there}件，缺：${missing.map((paper) => paper.label.zh).join('、')}。请上传签字页，或在此勾选纸质卷宗内已有的签字原件。`,
    },
  };
}

type Told = {
  readonly at: string;
  readonly unit: string;
  readonly teller: string;
  readonly telephone?: string;
};

/**
 * What to tell the police, ready to read out or to send by hand (`danger` in law.ts). The product
 * never sends it and never says that it did: somebody calls 110 and records the time.
 */
export function policeReport(dispute: Dispute, told: Told): Text {
  const { at, unit, teller, telephone } = told;
  const time = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(11, 16);
  const day = dayInShanghai(at);
  const ground = groundOn('danger', day)!;
  const law = { en: `the ${cite(ground, 'en')}`, zh: cite(ground, 'zh') };
  const kind = labelOf(disputeTypes, dispute.dispute_type);
  const names = dispute.parties.map((party) => party.name).filter(Boolean);
  const people = dispute.people_count ?? names.length;
  const call = telephone
    ? { en: `, telephone ${telephone}`, zh: `，联系电话${telephone}` }
    : { en: '', zh: '' };
  const risk = labelOf(risks, 'high');
  return {
    en: [
      `Report under ${law.en}. ${formatDay(day, 'en')}, ${time}.`,
      `${unit} is dealing with a dispute (${kind.en.toLowerCase()}) that may turn ` +
        `violent. Risk: ${risk.en.toLowerCase()}.`,
      `Where: ${dispute.place ?? 'not known'}. People: ${people}. Parties: ` +
        `${names.join(', ') || 'not known'}.`,
      `What happened: ${dispute.about ?? 'not written down yet'}`,
      `Told by: ${teller}${call.en}.`,
    ].join('\n'),
    zh: [
      `依据${law.zh}报告。${formatDay(day, 'zh')} ${time}。`,
      `${unit}正在处理一起${kind.zh}纠纷，有可能引起治安案件、刑事案件，风险${risk.zh}。`,
      `地点：${dispute.place ?? '不详'}。涉及${people}人。当事人：${names.join('、') || '不详'}。`,
      `简要情况：${dispute.about ?? '尚未登记'}`,
      `报告人：${teller}${call.zh}。`,
    ].join('\n'),
  };
}
