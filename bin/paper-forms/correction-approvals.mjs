/** The papers of leaves, regular trips, barred places, changes of place, rewards and sanctions, and devices. */
const four = [30, 49, 30, 49];
/** The Law, and what a paper names of it: its articles 23, 27, 28, 29, 33, 46 and 49. */
const law = (p, article, zhArticle) =>
  p.say(
    `Community Corrections Law, article ${article}`,
    `《中华人民共和国社区矫正法》第${zhArticle}条`,
  );

/** Who it is about, as every approval form begins. */
function who({ tag, label }, more = []) {
  return [
    [
      10,
      label('Name', '姓名'),
      tag('person.name'),
      label('Number', '证件号码'),
      tag('person.document_number'),
    ],
    [
      10,
      label('Category', '矫正类别'),
      tag('file.category'),
      label('File', '档案编号'),
      tag('file.number'),
    ],
    [
      10,
      label('Term', '矫正期限'),
      { text: `${tag('file.term_from')}－${tag('file.term_until')}`, span: 3 },
    ],
    ...more,
  ];
}

/** An opinion, with room for whoever signs it and the day. */
const opinion = ({ label, say, tag, dayOrBlank }, key, day, en, zh) => [
  30,
  label(en, zh),
  {
    text: [tag(key), `>${say('Signed (seal)', '签名（盖章）')}　　　　`, `>${dayOrBlank(day)}`],
    span: 3,
    top: true,
    indent: true,
  },
];

const blankOpinion = ({ label, say, blankDay }, en, zh) => [
  30,
  label(en, zh),
  {
    text: ['', `>${say('Signed (seal)', '签名（盖章）')}　　　　`, `>${blankDay}`],
    span: 3,
    top: true,
  },
];

const agency = ({ right, say }) =>
  right(say('Corrections agency (seal)', '社区矫正机构（印章）'), {
    before: 560,
    indent: { right: 300 },
  });
const dated = (p, key) => [agency(p), p.right(p.dayOrBlank(key), { indent: { right: 300 } })];

export const correctionLeaveForms = {
  'leave-application': leaveApplication,
  'leave-notice': leaveNotice,
  'leave-certificate': leaveCertificate,
};

function leaveApplication(p) {
  const { say, tag, label, when } = p;
  return [
    p.heading(say('Application for Leave', '社区矫正对象外出审批表')),
    ...p.copyNote(),
    p.numberLine(),
    p.table(four, [
      ...who(p, [
        [10, label('Class', '管理类别'), tag('corr_class'), label('Applied on', '申请日期'), tag('applied_on')],
        [10, label('Reason', '外出事由'), { text: tag('reason_kind.boxes'), span: 3 }],
        [24, label('In words', '事由说明'), { text: `${tag('reason')}${when('urgent_ground', say(` Urgent: ${tag('urgent_ground')}`, `　紧急情形：${tag('urgent_ground')}`))}`, span: 3, top: true, indent: true }],
        [10, label('Where to', '目的地'), { text: tag('destination'), span: 3 }],
        [10, label('From', '起始日期'), tag('from_day'), label('Until', '截止日期'), tag('until_day')],
        [10, label('Days', '本次天数'), tag('days'), label('In two months', '两个月内累计'), tag('days_together')],
        [14, label('Verified by', '核实材料'), { text: `${tag('verified_material')}　${tag('verified_on')}`, span: 3 }],
      ]),
      opinion(p, 'office_opinion', 'verified_on', 'Office', '司法所意见'),
      opinion(p, 'county_opinion', 'county_on', 'County', '县（区）级社区矫正机构意见'),
      opinion(p, 'city_opinion', 'procuratorate_told_on', 'City', '市级社区矫正机构意见'),
      [10, label('Told the procuratorate', '通报人民检察院'), tag('procuratorate_told_on'), label('Filed on', '报备案日期'), tag('filed_on')],
    ]),
  ];
} // prettier-ignore

function leaveNotice(p) {
  const { say, tag } = p;
  return [
    p.heading(say('Notice on Leaving', '外出告知书')),
    ...p.copyNote(),
    p.numberLine(),
    p.line(`${tag('person.name')}${say(':', '：')}`, { before: 100 }),
    p.paragraph(
      say(
        `You may be away from ${tag('from_day')} to ${tag('until_day')} (${tag('days')}), to ${tag('destination')}. While you are away:`,
        `经审批，准予你于${tag('from_day')}至${tag('until_day')}（共${tag('days')}）外出，目的地为${tag('destination')}。外出期间请遵守下列事项：`,
      ),
    ),
    p.paragraph(
      say(
        '1. Keep the law, stay with the approved destination and days, and carry the certificate.',
        '一、遵守法律法规，不得超出批准的目的地和期限，随身携带外出证明。',
      ),
    ),
    p.paragraph(
      say(
        '2. Stay within reach, report as agreed, and tell the office at once if something keeps you.',
        '二、保持联系畅通，按约定报告；遇有特殊情况不能按期返回的，立即报告司法所。',
      ),
    ),
    p.paragraph(
      say(
        '3. Report back on the last day at the latest. Whoever comes late without reason may be admonished or warned.',
        '三、最迟于截止日返回并办理销假；无正当理由逾期不归的，依法给予训诫、警告等处罚。',
      ),
    ),
    p.table(p.signWidths, [
      p.signer(say('I have been told all this', '本人已知悉上述内容')),
      p.signer(say('Told by', '告知人')),
    ]),
    ...dated(p, 'told_on'),
  ];
}

function leaveCertificate(p) {
  const { say, tag } = p;
  return [
    p.heading(say('Certificate of Leave', '外出证明')),
    ...p.copyNote(),
    p.numberLine(),
    p.paragraph(
      say(
        `${tag('person.name')} (number ${tag('person.document_number')}) may be away from ${tag('from_day')} to ${tag('until_day')}, ${tag('days')}, to ${tag('destination')}.`,
        `兹准予${tag('person.name')}（证件号码：${tag('person.document_number')}）于${tag('from_day')}至${tag('until_day')}外出，共${tag('days')}，目的地：${tag('destination')}。`,
      ),
      { before: 200 },
    ),
    p.paragraph(
      say(
        'This certificate holds for these days and this destination, and is handed back on return.',
        '本证明仅在上述期限和目的地内有效，返回后交回。',
      ),
    ),
    ...dated(p, 'decided_on'),
  ];
}

export const correctionActivityForms = {
  'activity-approval'(p) {
    const { say, tag, label } = p;
    return [
      p.heading(say('Approval of Regular Trips', '经常性跨市县活动审批表')),
      ...p.copyNote(),
      p.table(four, [
        ...who(p, [
          [10, label('Why', '活动事由'), { text: tag('kind.boxes'), span: 3 }],
          [24, label('In words', '事由说明'), { text: tag('reason'), span: 3, top: true, indent: true }],
          [10, label('Where to', '活动市、县'), tag('places'), label('How often', '频次和时间'), tag('how_often')],
          [10, label('Valid from', '有效期起'), tag('valid_from'), label('Until', '有效期止'), tag('valid_until')],
        ]),
        opinion(p, 'office_opinion', 'applied_on', 'Office', '司法所意见'),
        opinion(p, 'county_opinion', 'approved_on', 'County', '县（区）级社区矫正机构意见'),
      ]),
    ];
  },
}; // prettier-ignore

export const correctionVenueForms = {
  'venue-approval'(p) {
    const { say, tag, label } = p;
    return [
      p.heading(say('Approval in spite of an Injunction', '禁止令事项审批表')),
      ...p.copyNote(),
      p.table(four, [
        ...who(p, [
          [14, label('Injunction', '禁止令内容'), { text: tag('file.injunction'), span: 3 }],
          [10, label('What for', '申请事项'), { text: tag('kind.boxes'), span: 3 }],
          [10, label('Which', '场所、人员或活动'), tag('what'), label('For the day', '日期'), tag('on_day')],
          [24, label('Why', '事由'), { text: tag('reason'), span: 3, top: true, indent: true }],
        ]),
        opinion(p, 'office_opinion', 'applied_on', 'Office', '司法所意见'),
        opinion(p, 'county_opinion', 'decided_on', 'County', '县（区）级社区矫正机构意见'),
        [10, label('Told the procuratorate', '告知人民检察院'), { text: tag('procuratorate_told_on'), span: 3 }],
      ]),
    ];
  },
}; // prettier-ignore

export const correctionMoveForms = {
  'move-application'(p) {
    const { say, tag, label } = p;
    return [
      p.heading(say('Application for another Place', '变更执行地审批表')),
      ...p.copyNote(),
      p.table(four, [
        ...who(p, [
          [10, label('From', '原执行地'), tag('from_unit'), label('To', '新执行地'), `${tag('to_unit')}${tag('to_place')}`],
          [10, label('New address', '新居住地址'), { text: tag('new_address'), span: 3 }],
          [10, label('Applied on', '申请日期'), tag('applied_on'), label('Moves on', '拟迁居日期'), tag('wanted_on')],
          [24, label('Why', '变更事由'), { text: tag('reason'), span: 3, top: true, indent: true }],
        ]),
        opinion(p, 'county_opinion', 'asked_on', 'County', '原执行地意见'),
        opinion(p, 'answer', 'answered_on', 'New place', '新执行地意见'),
        blankOpinion(p, 'Decision', '审批决定'),
      ]),
    ];
  },
  'move-inquiry'(p) {
    const { say, tag } = p;
    return [
      p.heading(say('Letter of Inquiry', '变更执行地征求意见函')),
      ...p.copyNote(),
      p.line(`${tag('to_unit')}${tag('to_place')}${say(':', '社区矫正机构：')}`, { before: 100 }),
      p.paragraph(
        say(
          `${tag('person.name')}, under ${tag('file.category')} until ${tag('file.term_until')}, applies to move to ${tag('new_address')} on ${tag('wanted_on')}: ${tag('reason')}. By ${law(p, '27', '')} we ask you to look into the home there and to answer in writing within five days.`,
          `社区矫正对象${tag('person.name')}（${tag('file.category')}，矫正期至${tag('file.term_until')}）因${tag('reason')}，申请于${tag('wanted_on')}迁居${tag('new_address')}。根据${law(p, '27', '二十七')}的规定，请核实其居住情况，并在五日内书面答复。`,
        ),
      ),
      ...dated(p, 'asked_on'),
    ];
  },
  'move-decision'(p) {
    const { say, tag } = p;
    return [
      p.heading(say('Decision on the Place of Execution', '变更执行地决定书')),
      ...p.copyNote(),
      p.line(`${tag('person.name')}${say(':', '：')}`, { before: 100 }),
      p.paragraph(
        say(
          `By ${law(p, '27', '')} and after the new place was asked, your place of execution is changed to ${tag('to_unit')}${tag('to_place')}. Report in there within seven days of receiving this decision.`,
          `根据${law(p, '27', '二十七')}的规定，经征求新执行地意见，决定将你的社区矫正执行地变更为${tag('to_unit')}${tag('to_place')}。请自收到本决定之日起七日内到新执行地报到。`,
        ),
      ),
      ...dated(p, 'decided_on'),
      p.line(say('Copies: deciding organ, procuratorate, police of both places', '抄送：社区矫正决定机关，原执行地、新执行地人民检察院、公安机关'), { size: 24, before: 300 }),
    ];
  },
}; // prettier-ignore

export const correctionDecisionForms = {
  'decision-approval'(p) {
    const { say, tag, label, open, close } = p;
    return [
      p.heading(say('Approval of a Reward or Sanction', '社区矫正对象考核奖惩审批表')),
      ...p.copyNote(),
      p.numberLine(),
      p.table(four, [
        ...who(p, [
          [10, label('Kind', '种类'), tag('kind'), label('Proposed on', '提请日期'), tag('proposed_on')],
          [10, label('Ground', '情形'), { text: tag('ground'), span: 3 }],
          [30, label('Facts', '事实'), { text: tag('facts'), span: 3, top: true, indent: true }],
          [14, label('Evidence', '证据材料'), { text: `${open('evidence')}${tag('evidence.no')}. ${tag('evidence.kind')}：${tag('evidence.what')}　${close('evidence')}`, span: 3 }],
          [20, label('Heard', '陈述申辩'), { text: `${tag('heard_on')}　${tag('defence')}`, span: 3, top: true }],
        ]),
        opinion(p, 'office_opinion', 'checked_on', 'Office', '司法所查证意见'),
        opinion(p, 'county_opinion', 'decided_on', 'County', '县（区）级社区矫正机构意见'),
      ]),
    ];
  },
  'hearing-record'(p) {
    const { say, tag } = p;
    return [
      p.heading(say('Record of the Hearing', '陈述申辩笔录')),
      ...p.copyNote(),
      p.paragraph(say(`${tag('person.name')} was told the facts, the ground and the evidence, and the right to speak to them.`, `已向${tag('person.name')}告知拟处理的事实、理由和依据，以及依法享有的陈述、申辩权利。`)),
      p.section(say('What they said', '陈述申辩内容')),
      p.paragraph(tag('defence')),
      p.table(p.signWidths, [p.signer(say('The person', '本人')), p.signer(say('Heard by', '听取人')), p.signer(say('Record kept by', '记录人'))]),
      p.right(p.dayOrBlank('heard_on'), { before: 300, indent: { right: 300 } }),
    ];
  },
  decision(p) {
    const { say, tag, is } = p;
    const what = [
      is('kind', 'commend', say('a commendation', '表扬')),
      is('kind', 'admonish', say('an admonition', '训诫')),
      is('kind', 'warn', say('a warning', '警告')),
    ].join('');
    return [
      p.heading(say(`Decision: ${tag('kind')}`, `社区矫正${tag('kind')}决定书`)),
      ...p.copyNote(),
      p.numberLine(),
      p.paragraph(say(`${tag('person.name')}, number ${tag('person.document_number')}, under ${tag('file.category')} from ${tag('file.term_from')} to ${tag('file.term_until')}.`, `社区矫正对象${tag('person.name')}，证件号码${tag('person.document_number')}，${tag('file.category')}，矫正期限自${tag('file.term_from')}至${tag('file.term_until')}。`)),
      p.paragraph(say(`Found: ${tag('facts')}`, `经查明：${tag('facts')}`)),
      p.paragraph(say(`This is: ${tag('ground')}. By ${law(p, '28', '')} ${what} is given.`, `上述情况属于${tag('ground')}。根据${law(p, '28', '二十八')}的规定，决定给予${what}。`)),
      ...dated(p, 'decided_on'),
      p.table(p.signWidths, [p.signer(say('Received by', '本人签收'))]),
    ];
  },
  proposal(p) {
    const { say, tag, is } = p;
    const by = [
      is('kind', 'police_penalty', law(p, '28', '二十八')),
      is('kind', 'revoke_probation', law(p, '46', '四十六')),
      is('kind', 'revoke_parole', law(p, '46', '四十六')),
      is('kind', 'recommit', law(p, '49', '四十九')),
      is('kind', 'reduce', law(p, '33', '三十三')),
    ].join('');
    return [
      p.heading(say(`Proposal: ${tag('kind')}`, `${tag('kind')}建议书`)),
      ...p.copyNote(),
      p.numberLine(),
      p.line(`${tag('to_organ')}${say(':', '：')}`, { before: 100 }),
      p.paragraph(say(`${tag('person.name')}, number ${tag('person.document_number')}, under ${tag('file.category')} by decision of ${tag('file.deciding_organ')}, from ${tag('file.term_from')} to ${tag('file.term_until')}.`, `社区矫正对象${tag('person.name')}，证件号码${tag('person.document_number')}，经${tag('file.deciding_organ')}决定，${tag('file.category')}，矫正期限自${tag('file.term_from')}至${tag('file.term_until')}。`)),
      p.paragraph(say(`Found: ${tag('facts')}`, `经查明：${tag('facts')}`)),
      p.paragraph(say(`This is: ${tag('ground')}. By ${by} we propose: ${tag('kind')}.`, `上述情况属于${tag('ground')}。根据${by}的规定，${tag('kind')}。`)),
      ...dated(p, 'decided_on'),
      p.line(say('Copy: procuratorate', '抄送：人民检察院'), { size: 24, before: 300 }),
    ];
  },
}; // prettier-ignore

export const correctionPositioningForms = {
  'positioning-approval'(p) {
    const { say, tag, label, open, close } = p;
    return [
      p.heading(say('Approval of a Positioning Device', '使用电子定位装置审批表')),
      ...p.copyNote(),
      p.numberLine(),
      p.table(four, [
        ...who(p, [
          [14, label('Cause', '法定情形'), { text: tag('cause.boxes'), span: 3 }],
          [30, label('Facts', '事实和理由'), { text: tag('facts'), span: 3, top: true, indent: true }],
          [16, label('Assessment', '评估意见'), { text: tag('assessment'), span: 3, top: true }],
          [14, label('Terms', '批准期限'), { text: `${open('terms')}${tag('terms.from_day')}－${tag('terms.until_day')}（${tag('terms.approved_on')} ${tag('terms.head_name')}）　${close('terms')}`, span: 3 }],
        ]),
        [30, label('Head of the county department', '县级司法行政部门负责人意见'), { text: ['', `>${say('Signed', '签名')}　${tag('head_name')}　　`, `>${p.dayOrBlank('approved_on')}`], span: 3, top: true }],
      ]),
    ];
  },
  'positioning-notice'(p) {
    const { say, tag } = p;
    return [
      p.heading(say('Notice to the Person', '使用电子定位装置告知书')),
      ...p.copyNote(),
      p.numberLine(),
      p.line(`${tag('person.name')}${say(':', '：')}`, { before: 100 }),
      p.paragraph(say(`Because of “${tag('cause')}”, and by ${law(p, '29', '')}, a positioning device is used for you from ${tag('term_from')} to ${tag('term_until')}.`, `因你存在“${tag('cause')}”的情形，根据${law(p, '29', '二十九')}的规定，经批准自${tag('term_from')}至${tag('term_until')}对你使用电子定位装置。`)),
      p.paragraph(say('1. Keep it on, charged and whole. Breaking the rules may lead to a sanction.', '一、应当妥善保管、按要求佩戴并保持正常使用；违反规定的，依法给予处罚。')),
      p.paragraph(say('2. When its cause is over it is taken off at once. What it tells is kept secret and used for corrections alone.', '二、法定情形消失的，立即解除。通过装置获得的信息严格保密，只用于社区矫正工作，不用于其他用途。')),
      p.table(p.signWidths, [p.signer(say('I have been told all this', '本人已知悉上述内容')), p.signer(say('Told by', '告知人'))]),
      ...dated(p, 'told_on'),
    ];
  },
}; // prettier-ignore
