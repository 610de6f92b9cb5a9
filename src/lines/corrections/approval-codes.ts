/** Code lists of what is approved and decided in a community correction. */
import { codeList } from '#engine/field.ts';

/** Who decides on a leave. */
export const leaveLevels = codeList('leave_level', { en: 'Decided by', zh: '审批层级' }, [
  ['office', 'Judicial office, by delegation', '受委托的司法所'],
  ['county', 'County', '县（区）级'],
  ['city', 'City', '市级'],
]);

/** Community Corrections Law 27: permission is given where there is a proper reason. */
export const leaveReasons = codeList(
  'leave_reason',
  { en: 'Reason', zh: '外出事由' },
  [
    ['medical', 'Medical treatment', '就医'],
    ['study', 'School or examination', '就学'],
    ['litigation', 'Court or other proceedings', '参与诉讼'],
    ['family', 'Important family matter', '处理家庭重要事务'],
    ['work', 'Important work matter', '处理工作重要事务'],
    ['other', 'Other proper reason', '其他正当理由'],
  ],
  { open: true },
);

export const lateAnswers = codeList('late_answer', { en: 'What follows', zh: '处理意见' }, [
  ['excused', 'Excused: beyond their control', '有正当理由，不予处理'],
  ['talked', 'Talked to, nothing further', '批评教育'],
  ['sanction', 'A sanction is proposed', '提请给予处罚'],
]);

export const activityKinds = codeList(
  'activity_kind',
  { en: 'Why regularly', zh: '经常性活动事由' },
  [
    ['work', 'Work', '就业、经营'],
    ['study', 'School', '就学'],
    ['medical', 'Treatment', '就医'],
    ['care', 'Care for family', '照顾家人'],
    ['other', 'Other need of normal life', '其他正常生活需要'],
  ],
  { open: true },
);

export const venueKinds = codeList('venue_kind', { en: 'What for', zh: '申请事项' }, [
  ['place', 'To enter a place', '进入特定区域、场所'],
  ['person', 'To meet a person', '接触特定人员'],
  ['activity', 'To take part in an activity', '从事特定活动'],
]);

export const movePlaces = codeList('correction_move_place', { en: 'Where to', zh: '变更方向' }, [
  ['within', 'To another office of this city', '本市内'],
  ['outside', 'To another city', '转往市外'],
]);

/** Community Corrections Law 28 and 33, and where proposals lead (46, 49). */
export const decisionKinds = codeList('decision_kind', { en: 'Kind', zh: '考核奖惩种类' }, [
  ['commend', 'Commendation', '表扬'],
  ['admonish', 'Admonition', '训诫'],
  ['warn', 'Warning', '警告'],
  ['police_penalty', 'Police penalty proposed', '提请治安管理处罚'],
  ['revoke_probation', 'Revoking the suspension proposed', '提请撤销缓刑'],
  ['revoke_parole', 'Revoking parole proposed', '提请撤销假释'],
  ['recommit', 'Taking back into prison proposed', '提请收监执行'],
  ['reduce', 'Reduction of the sentence proposed', '提请减刑'],
]);

/** Decided here; everything else is proposed to another organ. */
export const decidedHere: ReadonlySet<string> = new Set(['commend', 'admonish', 'warn']);
export const favours: ReadonlySet<string> = new Set(['commend', 'reduce']);
/** On which a court or deciding organ rules within 30 days (R39), and for which an arrest may be asked (R40). */
export const endsCorrection: ReadonlySet<string> = new Set([
  'revoke_probation',
  'revoke_parole',
  'recommit',
]);

/** How a file ends where the ruling follows the proposal (Community Corrections Law 45). */
export const endOfRuling: Readonly<Record<string, string>> = {
  revoke_probation: 'probation_revoked',
  revoke_parole: 'parole_revoked',
  recommit: 'recommitted',
};

export const decisionGrounds = codeList('decision_ground', { en: 'Ground', zh: '情形' }, [
  ['commend_conduct', 'Kept the rules and did well', '遵守规定、服从管理、表现突出'],
  ['commend_merit', 'Helped or saved others', '见义勇为、抢险救灾等表现'],
  ['admonish_late', 'Late or out of control, up to ten days', '不按时报到或者脱离监管未超过十日'],
  ['admonish_rules', 'Rules on reports, visitors, leave or moving broken lightly', '违反报告、会客、外出、迁居等规定，情节轻微'],
  ['admonish_education', 'Education not attended in spite of persuasion', '不按规定参加教育学习等活动，经教育仍不改正'],
  ['admonish_other', 'Other light breach', '其他违反监督管理规定，情节轻微'],
  ['warn_injunction', 'Injunction broken lightly', '违反禁止令，情节轻微'],
  ['warn_late', 'Late or out of control for more than ten days', '不按时报到或者脱离监管超过十日'],
  ['warn_rules', 'Rules broken more seriously', '违反报告、会客、外出、迁居等规定，情节较重'],
  ['warn_medical', 'Medical review not handed in', '保外就医无正当理由不按时提交病情复查情况'],
  ['warn_twice_admonished', 'Not mended after two admonitions', '受到两次训诫仍不改正'],
  ['warn_other', 'Other more serious breach', '其他违反监督管理规定，情节较重'],
  ['penalty_breach', 'Breach that a police penalty stands on', '违反监督管理规定或者禁止令，依法应予治安管理处罚'],
  ['revoke_injunction', 'Injunction broken, serious case', '违反禁止令，情节严重'],
  ['revoke_lost', 'Out of control for more than a month', '无正当理由不按时报到或者脱离监管超过一个月'],
  ['revoke_penalised', 'Not mended after a police penalty', '因违反监督管理规定受到治安管理处罚，仍不改正'],
  ['revoke_twice_warned', 'Not mended after two warnings', '受到两次警告仍不改正'],
  ['revoke_serious', 'Other serious breach', '其他违反有关规定，情节严重'],
  ['recommit_unfit', 'Found not to meet the conditions', '发现不符合暂予监外执行条件'],
  ['recommit_over', 'The reason is over, the sentence is not', '暂予监外执行情形消失后，刑期未满'],
  ['reduce_repentant', 'Showed real repentance', '确有悔改表现'],
  ['reduce_merit', 'Rendered merit', '有立功或者重大立功表现'],
]); // prettier-ignore

const revoking = [
  'revoke_injunction',
  'revoke_lost',
  'revoke_penalised',
  'revoke_twice_warned',
  'revoke_serious',
];
/** Which grounds a kind may stand on. */
export const groundsOf: Readonly<Record<string, readonly string[]>> = {
  commend: ['commend_conduct', 'commend_merit'],
  admonish: ['admonish_late', 'admonish_rules', 'admonish_education', 'admonish_other'],
  warn: ['warn_injunction', 'warn_late', 'warn_rules', 'warn_medical', 'warn_twice_admonished', 'warn_other'],
  police_penalty: ['penalty_breach'],
  revoke_probation: revoking,
  revoke_parole: revoking,
  recommit: ['recommit_unfit', 'recommit_over', ...revoking],
  reduce: ['reduce_repentant', 'reduce_merit'],
}; // prettier-ignore

/** Which categories a kind is for; without an entry, for all. A category is the file's. */
export const categoriesOf: Readonly<Record<string, readonly string[]>> = {
  revoke_probation: ['probation'],
  revoke_parole: ['parole'],
  recommit: ['outside_prison'],
};

export const evidenceKinds = codeList(
  'decision_evidence',
  { en: 'Evidence', zh: '证据种类' },
  [
    ['talk', 'Record of a talk', '谈话（询问）笔录'],
    ['statement', 'Statement of a witness', '证人证言'],
    ['document', 'Document', '书证'],
    ['data', 'Electronic data', '电子数据'],
    ['picture', 'Picture or sound', '视听资料'],
    ['other', 'Other', '其他'],
  ],
  { open: true },
);

export const rulings = codeList('decision_ruling', { en: 'Ruling', zh: '裁定（决定）结果' }, [
  ['granted', 'As proposed', '采纳建议'],
  ['not_granted', 'Not as proposed', '未采纳建议'],
]);

export const arrestAnswers = codeList('arrest_answer', { en: 'Arrest', zh: '逮捕决定' }, [
  ['arrested', 'Arrested', '决定逮捕'],
  ['not_arrested', 'Not arrested', '不予逮捕'],
]);

export const twiceAnswers = codeList('twice_answer', { en: 'Looked at: two times', zh: '两次后核查结果' }, [
  ['mended', 'Mended since', '已改正'],
  ['next_step', 'Not mended: the next step is proposed', '仍不改正，提请进一步处理'],
]); // prettier-ignore

export const serviceWays = codeList('service_way', { en: 'How served', zh: '送达方式' }, [
  ['in_person', 'Handed over', '直接送达'],
  ['left', 'Left behind with a witness', '留置送达'],
  ['post', 'By post', '邮寄送达'],
  ['announced', 'Read out', '当面宣告'],
]);

/** The five causes of Community Corrections Law 29, and no other. */
export const positioningCauses = codeList(
  'positioning_cause',
  { en: 'Cause', zh: '法定情形' },
  [
    ['injunction', 'Broke an injunction of the court', '违反人民法院禁止令'],
    ['left', 'Left the city or county without permission', '无正当理由，未经批准离开所居住的市、县'],
    ['refused_report', 'Refused to report, and was warned', '拒不按照规定报告自己的活动情况，被给予警告'],
    ['penalised', 'Penalised by the police for a breach', '违反监督管理规定，被给予治安管理处罚'],
    ['proposed', 'Revoking or taking back is to be proposed', '拟提请撤销缓刑、假释或者暂予监外执行收监执行'],
  ],
); // prettier-ignore

export const positioningEnds = codeList('positioning_end', { en: 'How it ended', zh: '解除原因' }, [
  ['cause_over', 'The cause is over', '法定情形消失'],
  ['term_over', 'The term ran out', '使用期限届满'],
  ['custody', 'Taken into custody', '被羁押、收监'],
  ['correction_over', 'Correction ended', '矫正终结'],
]);

export const approvalCodes = [
  leaveLevels, leaveReasons, lateAnswers, activityKinds, venueKinds, movePlaces, decisionKinds, decisionGrounds,
  evidenceKinds, rulings, arrestAnswers, twiceAnswers, serviceWays, positioningCauses, positioningEnds,
]; // prettier-ignore
