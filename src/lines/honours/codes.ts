/** The code lists of honours, and what each kind of honour asks for. */
import { nationalCode } from '#engine/code-book.ts';
import { codeList } from '#engine/field.ts';
import type { CodeList } from '#engine/field.ts';
import { levels } from '../common/levels.ts';
import { honourQuestionCodes } from './questions.ts';

export const honourKinds = codeList(
  'honour_kind',
  { en: 'Kind of honour', zh: '荣誉类别' },
  [
    ['democratic_village', 'Democracy and rule-of-law village', '民主法治示范村（社区）'],
    ['governance_unit', 'Law-based-governance unit', '依法治理示范单位'],
    ['law_based_place', 'Rule-of-law city or county', '法治城市、法治县（区）'],
    ['pacesetter', 'Pacesetter office', '标兵司法所'],
    ['fengqiao', 'Fengqiao-style office', '枫桥式司法所'],
    ['advanced_collective', 'Advanced collective', '先进集体'],
    ['advanced_person', 'Advanced person', '先进个人'],
    ['rank_treatment', 'Rank treatment', '享受职级待遇'],
    ['special_contribution', 'Special contribution', '特殊贡献人物'],
  ],
  { open: true },
);

export const subjectKinds = codeList('honour_subject', { en: 'Who is honoured', zh: '荣誉对象' }, [
  ['village', 'Village', '行政村'],
  ['community', 'Community', '社区'],
  ['school', 'School', '学校'],
  ['enterprise', 'Enterprise', '企业'],
  ['organ', 'Organ', '机关'],
  ['grassroots', 'Other grass-roots unit', '其他基层单位'],
  ['office', 'Judicial office', '司法所'],
  ['bureau', 'Justice bureau', '司法局'],
  ['place', 'City or county', '市、县（区）'],
  ['person', 'Person', '个人'],
]);

export const verificationResults = codeList(
  'verification_result',
  { en: 'Result of the re-verification', zh: '复核结果' },
  [
    ['keep', 'Keeps the honour', '保留称号'],
    ['revoke', 'Revoked', '撤销称号'],
    ['cancel', 'Cancelled: it is no more', '取消称号'],
  ],
);

export const objectionFindings = codeList(
  'objection_finding',
  { en: 'What came of it', zh: '核查结论' },
  [
    ['unfounded', 'Not founded', '不成立'],
    ['put_right', 'Put right since', '已整改'],
    ['upheld', 'Upheld', '成立'],
  ],
);

export const conditionMet = codeList('condition_met', { en: 'Met?', zh: '是否符合' }, [
  ['yes', 'Met', '符合'],
  ['no', 'Not met', '不符合'],
]);

export const praiseKinds = codeList('praise_kind', { en: 'Kind', zh: '类别' }, [
  ['letter', 'Letter of praise', '表扬信'],
  ['visit', 'Visit of a superior', '上级视察调研'],
  ['experience', 'Experience taken up', '经验推广'],
  ['report', 'Report in the press', '媒体报道'],
]);

export const senderKinds = codeList('praise_sender', { en: 'Who praises', zh: '来源' }, [
  ['township', 'Township Party committee or government', '乡镇党委、政府'],
  ['party_government', 'Party committee or government above', '上级党委、政府'],
  ['justice', 'Justice bureau or department', '上级司法行政机关'],
  ['organ', 'Another organ', '其他部门'],
  ['public', 'A member of the public', '群众'],
  ['press', 'Press', '新闻媒体'],
]);

type Terms = {
  /** Held for so many months unless somebody says otherwise; without it until it is taken away. A local rule. */
  readonly months?: number;
  /** Looked at again every two years (demonstration villages), and the honour may be kept, revoked or cancelled. */
  readonly reverified?: boolean;
  /** The lower level is usually held first. */
  readonly lower_first?: boolean;
  /** Only an office that is standardised. */
  readonly standardised_first?: boolean;
  readonly subjects: readonly string[];
};

const units = ['village', 'community', 'school', 'enterprise', 'organ', 'grassroots'];

const terms: Readonly<Record<string, Terms>> = {
  democratic_village: { reverified: true, lower_first: true, subjects: ['village', 'community'] },
  governance_unit: { reverified: true, lower_first: true, subjects: units },
  law_based_place: { reverified: true, subjects: ['place'] },
  pacesetter: { months: 36, reverified: true, standardised_first: true, subjects: ['office'] },
  fengqiao: { months: 36, reverified: true, standardised_first: true, subjects: ['office'] },
  advanced_collective: { subjects: [...units, 'office', 'bureau', 'place'] },
  advanced_person: { subjects: ['person'] },
  rank_treatment: { subjects: ['person'] },
  special_contribution: { subjects: ['person'] },
};

/** A code of the office's own goes by the terms of the national one that it stands below. */
export function termsOf(kind: string | null): Terms {
  return terms[nationalCode(kind ?? '')] ?? { subjects: subjectKinds.codes.map((c) => c.code) };
}

const ladder: Readonly<Record<string, string>> = {
  national: 'region',
  region: 'city',
  city: 'county',
};

/** The level that comes before it; nothing below a county. */
export function lowerLevel(level: string | null): string | null {
  return ladder[level ?? ''] ?? null;
}

/** These are decided by somebody above the city: they are recommended, and then granted or not. */
export function decidedAbove(level: string | null): boolean {
  return level === 'national' || level === 'region';
}

export const endings = codeList('honour_end', { en: 'How it ended', zh: '终止方式' }, [
  ['revoked', 'Revoked', '撤销'],
  ['cancelled', 'Cancelled', '取消'],
]);

export const creationKinds = codeList('creation_kind', { en: 'Kind of project', zh: '创建类别' }, [
  ['city', 'Rule-of-law city', '法治城市创建'],
  ['county', 'Rule-of-law county or district', '法治县（区）创建'],
  ['local', 'Governance of a place', '地方依法治理'],
  ['industry', 'Governance of a trade', '行业依法治理'],
  ['grassroots', 'Governance at the grass roots', '基层依法治理'],
]);

export const indicatorDone = codeList('creation_done', { en: 'Done?', zh: '是否完成' }, [
  ['done', 'Done', '已完成'],
  ['open', 'Not yet', '未完成'],
]);

export const codes: readonly CodeList[] = [
  honourKinds,
  honourQuestionCodes,
  levels,
  subjectKinds,
  verificationResults,
  objectionFindings,
  praiseKinds,
  senderKinds,
  endings,
  conditionMet,
  creationKinds,
  indicatorDone,
];
