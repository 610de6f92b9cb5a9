/**
 * The thirteen papers of a mediation file in their standard order (domain brief 3.6 D), and which
 * of them this dispute needs. A dispute with an oral agreement has the oral register where others
 * have the agreement: nothing is missing.
 */
import { dayInShanghai, formatDay } from '#engine/day.ts';
import { labelOf } from '#engine/field.ts';
import type { Paper } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { disputeTypes, risks } from './codes.ts';
import type { Dispute } from './dispute-fields.ts';

/** The Word templates that fill a paper from the dispute; staff may edit them. */
export const disputeForms = {
  'acceptance-register': {
    en: 'Application or acceptance register',
    zh: '人民调解申请书（受理登记表）',
  },
  'rights-notice': { en: 'Notice of rights and duties', zh: '当事人权利义务告知书' },
  'mediation-record': { en: 'Mediation record', zh: '调解笔录' },
  agreement: { en: 'Mediation agreement', zh: '人民调解协议书' },
  'oral-register': { en: 'Oral agreement register', zh: '人民调解口头协议登记表' },
  'revisit-record': { en: 'Revisit record', zh: '回访记录' },
  'closing-report': { en: 'Closing report and file notes', zh: '结案报告、卷宗情况说明' },
  'file-contents': { en: 'Contents of the file and back cover', zh: '卷宗目录、封底' },
} as const satisfies Record<string, Text>;

export type TemplateName = keyof typeof disputeForms;

export type PaperNeed = Paper['required'];

type Row = readonly [
  name: string,
  en: string,
  zh: string,
  required: PaperNeed,
  template?: TemplateName,
];

export function papersOf(dispute: Dispute): Paper[] {
  return rowsFor(dispute).map(([name, en, zh, required, template], i) => ({
    name,
    order: i + 1,
    label: { en, zh },
    required,
    ...(template ? { template } : {}),
  }));
}

function rowsFor(r: Dispute): Row[] {
  const oral = r.result === 'oral';
  const written = r.result === 'written';
  const ended = r.closed_on !== null;
  // A line in the oral register is the whole file of what was settled where it was found.
  const file: PaperNeed = r.settled_on_spot ? 'as_needed' : 'always';
  const revisited = r.revisits.some((revisit) => revisit.done_on !== null);
  return [
    [
      'acceptance-register',
      'Application or acceptance register',
      '人民调解申请书（受理登记表）',
      file,
      'acceptance-register',
    ],
    ['rights-notice', 'Notice of rights and duties', '当事人权利义务告知书', file, 'rights-notice'],
    ['identity', 'Proof of identity', '当事人身份证明', oral ? 'as_needed' : file],
    [
      'power-of-attorney',
      'Power of attorney',
      '授权委托书',
      r.parties.some((party) => party.role === 'agent') ? 'always' : 'as_needed',
    ],
    ['investigation', 'Investigation record', '调查笔录', 'as_needed'],
    ['evidence', 'Evidence', '证据材料', 'as_needed'],
    [
      'mediation-record',
      'Mediation record',
      '调解笔录',
      oral ? 'as_needed' : file,
      'mediation-record',
    ],
    agreementRow(oral, written, ended),
    [
      'receipts',
      'Receipts of performance',
      '履行凭证',
      settledAndPerformed(r) ? 'as_needed' : laterOrNot(r),
    ],
    [
      'revisit-record',
      'Revisit record',
      '回访记录',
      revisited ? 'always' : laterOrNot(r),
      'revisit-record',
    ],
    [
      'confirmation',
      'Papers of confirmation by the court',
      '司法确认有关材料',
      r.confirmation_applied_on ? 'always' : laterOrNot(r),
    ],
    [
      'closing-report',
      'Closing report and file notes',
      '结案报告、卷宗情况说明',
      ended ? file : 'as_needed',
      'closing-report',
    ],
    [
      'file-contents',
      'Contents of the file and back cover',
      '卷宗目录、封底',
      ended ? file : 'as_needed',
      'file-contents',
    ],
  ];
}

function agreementRow(oral: boolean, written: boolean, ended: boolean): Row {
  if (oral)
    return [
      'oral-register',
      'Oral agreement register',
      '人民调解口头协议登记表',
      'always',
      'oral-register',
    ];
  const required: PaperNeed = written ? 'always' : ended ? 'not_here' : 'as_needed';
  return ['agreement', 'Mediation agreement', '人民调解协议书', required, 'agreement'];
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

export type MadePaper = { readonly name: string };

/** “4 of 5 required”: how far the file is, given the papers that are made or have a page. */
export function completenessOf(
  dispute: Dispute,
  there: readonly MadePaper[],
): { there: number; required: number; missing: Paper[] } {
  const required = papersOf(dispute).filter((paper) => paper.required === 'always');
  const missing = required.filter((paper) => !there.some((made) => made.name === paper.name));
  return { there: required.length - missing.length, required: required.length, missing };
}

type Told = {
  readonly at: string;
  readonly unit: string;
  readonly teller: string;
  readonly telephone?: string;
};

/**
 * What to tell the police, ready to read out or to send by hand (Mediation Act 25). The product
 * never sends it and never says that it did: somebody calls 110 and records the time.
 */
export function policeReport(dispute: Dispute, told: Told): Text {
  const { at, unit, teller, telephone } = told;
  const time = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(11, 16);
  const day = dayInShanghai(at);
  const kind = labelOf(disputeTypes, dispute.dispute_type);
  const names = dispute.parties.map((party) => party.name).filter(Boolean);
  const people = dispute.people_count ?? names.length;
  const call = telephone
    ? { en: `, telephone ${telephone}`, zh: `，联系电话${telephone}` }
    : { en: '', zh: '' };
  const risk = labelOf(risks, 'high');
  return {
    en: [
      `Report under article 25 of the People's Mediation Law. ${formatDay(day, 'en')}, ${time}.`,
      `${unit} is dealing with a dispute (${kind.en.toLowerCase()}) that may turn ` +
        `violent. Risk: ${risk.en.toLowerCase()}.`,
      `Where: ${dispute.place ?? 'not known'}. People: ${people}. Parties: ` +
        `${names.join(', ') || 'not known'}.`,
      `What happened: ${dispute.about ?? 'not written down yet'}`,
      `Told by: ${teller}${call.en}.`,
    ].join('\n'),
    zh: [
      `依据《中华人民共和国人民调解法》第二十五条报告。${formatDay(day, 'zh')} ${time}。`,
      `${unit}正在处理一起${kind.zh}纠纷，有可能引起治安案件、刑事案件，风险${risk.zh}。`,
      `地点：${dispute.place ?? '不详'}。涉及${people}人。当事人：${names.join('、') || '不详'}。`,
      `简要情况：${dispute.about ?? '尚未登记'}`,
      `报告人：${teller}${call.zh}。`,
    ].join('\n'),
  };
}
