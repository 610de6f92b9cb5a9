/** The papers of somebody under correction, each with the article of the Community Corrections Law that asks for it. */
export const correctionFileForms = {
  receipt,
  'reporting-register': reportingRegister,
  announcement,
  'search-notice': searchNotice,
  appraisal,
  certificate,
  'release-notice': releaseNotice,
  'termination-notice': terminationNotice,
  responsibility,
  plan,
  contacts,
  contents,
};

const four = [30, 49, 30, 49];
const line1 = (p, text) => p.line(text, { before: 100 });

/** Who it is and what was decided: the rows with which most of these papers begin. */
function whoRows({ label, tag }) {
  return [
    [10, label('Name', '姓名'), tag('person.name'), label('Sex', '性别'), tag('sex')],
    [10, label('Number', '证件号码'), { text: tag('person.document_number'), span: 3 }],
    [
      10,
      label('Category', '矫正类别'),
      tag('category'),
      label('Deciding organ', '决定机关'),
      tag('deciding_organ'),
    ],
    [10, label('Sentence', '原判刑罚'), { text: tag('sentence'), span: 3 }],
    [10, label('Term', '矫正期限'), { text: `${tag('term_from')}—${tag('term_until')}`, span: 3 }],
  ];
}

function sealed(p, day) {
  return [
    p.right(`${p.tag('unit')}${p.say(' (seal)', '（印章）')}`, {
      before: 560,
      keep: true,
      indent: { right: 300 },
    }),
    p.right(day, { indent: { right: 300 } }),
  ];
}

function receipt(p) {
  const { say, tag, label } = p;
  return [
    p.heading(say('Receipt of the Papers', '法律文书送达回执')),
    ...p.copyNote(),
    p.numberLine('number'),
    line1(p, `${tag('deciding_organ')}${say(':', '：')}`),
    p.paragraph(
      say(
        `Your papers about the person named below came on ${tag('papers_on')} and were checked (Community Corrections Law, articles 20 and 22).`,
        `你单位送达的下列社区矫正对象的法律文书已于${tag('papers_on')}收到并核对（《社区矫正法》第二十条、第二十二条）。`,
      ),
    ),
    p.table(four, [
      ...whoRows(p),
      [10, label('Papers', '法律文书'), { text: tag('document_no'), span: 3 }],
      [
        10,
        label('In force since', '生效日期'),
        tag('effective_on'),
        label('Receipt of', '回执日期'),
        tag('receipt_on'),
      ],
      [18, label('Missing or wrong', '缺漏、不符'), { text: '', span: 3 }],
    ]),
    ...sealed(p, p.dayOrBlank('receipt_on')),
  ];
}

function reportingRegister(p) {
  const { say, tag, label } = p;
  return [
    p.heading(say('Register of Reporting In', '社区矫正对象报到登记表')),
    ...p.copyNote(),
    p.numberLine('number'),
    p.table(four, [
      ...whoRows(p),
      [
        10,
        label('Year of birth', '出生年份'),
        tag('birth_year'),
        label('Kind of offence', '罪名类别'),
        tag('offence'),
      ],
      [10, label('Household', '户籍地址'), { text: tag('person.household_place'), span: 3 }],
      [10, label('Lives at', '现住址'), { text: tag('person.residence_place'), span: 3 }],
      [14, label('Injunction', '禁止令'), { text: tag('injunction'), span: 3 }],
      [
        10,
        label('Due by', '报到期限'),
        tag('report_due_on'),
        label('Reported in on', '报到日期'),
        tag('received_on'),
      ],
      [
        10,
        label('Papers came on', '文书收到日期'),
        tag('papers_on'),
        label('Officer', '责任人'),
        tag('officer'),
      ],
    ]),
    p.paragraph(
      say(
        'Whoever is to be corrected reports within ten days of the day on which the judgment takes effect (Community Corrections Law, article 21). Papers and identity were checked (article 22).',
        '社区矫正对象应当自判决、裁定生效之日起十日内报到（《社区矫正法》第二十一条）。法律文书和身份已经核对（第二十二条）。',
      ),
      { before: 160 },
    ),
    p.table(p.signWidths, [
      p.signer(say('The person', '社区矫正对象')),
      p.signer(say('Received by', '接收人')),
    ]),
  ];
}

function announcement(p) {
  const { say, tag } = p;
  const { paragraph } = p.smaller;
  return [
    p.heading(say('Announcement', '社区矫正宣告书')),
    ...p.copyNote(),
    p.numberLine('number'),
    line1(p.smaller, `${tag('person.name')}${say(':', '：')}`),
    paragraph(
      say(
        `By ${tag('document_no')} of ${tag('deciding_organ')} you are under ${tag('category')}. Under the Community Corrections Law, article 22, the following is announced to you.`,
        `根据${tag('deciding_organ')}${tag('document_no')}，你被${tag('category')}。依照《社区矫正法》第二十二条，现向你宣告：`,
      ),
    ),
    paragraph(
      say(
        `1. The facts are those of the judgment (${tag('offence')}); the sentence is: ${tag('sentence')}.`,
        `一、犯罪事实以上述法律文书认定的为准（${tag('offence')}），所判刑罚为：${tag('sentence')}。`,
      ),
    ),
    paragraph(
      say(
        `2. The term of correction runs from ${tag('term_from')} to ${tag('term_until')}.`,
        `二、执行社区矫正的期限自${tag('term_from')}起至${tag('term_until')}止。`,
      ),
    ),
    paragraph(
      say(
        '3. You keep laws and regulations, fulfil what the judgment sets, keep the rules on reports, visitors, leaving, moving and medical parole, and follow the corrections agency (article 23). To leave the city or county, or to move, you need approval (article 27).',
        '三、你应当遵守法律、行政法规，履行法律文书确定的义务，遵守关于报告、会客、外出、迁居、保外就医等监督管理规定，服从社区矫正机构的管理（第二十三条）；离开所居住的市、县或者迁居，应当经社区矫正机构批准（第二十七条）。',
      ),
    ),
    p.smaller.paragraph(
      `${p.when('injunction', say(`4. The injunction: ${tag('injunction')}`, `四、禁止令：${tag('injunction')}`))}${p.unless('injunction', say('4. There is no injunction.', '四、无禁止令。'))}`,
    ),
    paragraph(
      say(
        '5. Breaking the rules leads to an admonition, a warning, a police penalty, or to a proposal to revoke the suspension or the parole or to take you back into prison (article 28).',
        '五、违反法律法规或者监督管理规定的，将视情节依法给予训诫、警告、提请公安机关予以治安管理处罚，或者依法提请撤销缓刑、撤销假释、收监执行（第二十八条）。',
      ),
    ),
    paragraph(
      say(
        '6. Your person, property and other rights are protected; nobody may treat you worse in work, school or social security (article 4). Where you think that your rights were harmed you may turn to the procuratorate or another organ (article 34).',
        '六、你的人身权利、财产权利和其他权利不受侵犯，在就业、就学和享受社会保障等方面不受歧视（第四条）；认为合法权益受到侵害的，有权向人民检察院或者有关机关申诉、控告和检举（第三十四条）。',
      ),
    ),
    paragraph(
      say(
        `7. Your group: ${tag('group_members')}.`,
        `七、你的矫正小组成员：${tag('group_members')}。`,
      ),
    ),
    p.table(p.signWidths, [
      p.signer(say('The person', '社区矫正对象')),
      p.signer(say('Announced by', '宣告人')),
    ]),
    p.line(say(`Present: ${tag('announced_to')}`, `到场人员：${tag('announced_to')}`), {
      size: 24,
      before: 120,
    }),
    ...sealed(p.smaller, p.dayOrBlank('announced_on')),
  ];
}

function searchNotice(p) {
  const { say, tag } = p;
  return [
    p.heading(say('Notice: Out of Contact', '社区矫正对象失去联系情况通报')),
    ...p.copyNote(),
    p.numberLine('number'),
    line1(
      p,
      `${tag('deciding_organ')}${say(', procuratorate, police:', '、人民检察院、公安机关：')}`,
    ),
    p.paragraph(
      say(
        `${tag('person.name')}, under ${tag('category')} (${tag('document_no')}), has been out of contact since ${tag('lost_on')}. The corrections agency searches at once; the police and others concerned are asked to help (Community Corrections Law, article 30).`,
        `社区矫正对象${tag('person.name')}（${tag('category')}，${tag('document_no')}）自${tag('lost_on')}起失去联系。社区矫正机构已立即组织查找，请公安机关等有关单位予以配合协助（《社区矫正法》第三十条）。`,
      ),
    ),
    p.table(
      [36, 122],
      [
        [10, p.label('Day', '日期'), p.label('Search', '查找情况')],
        [
          14,
          { text: `${p.open('searches')}${tag('searches.on_day')}`, align: 'center' },
          `${tag('searches.note')}${p.close('searches')}`,
        ],
      ],
      { head: 1 },
    ),
    ...sealed(p, tag('today')),
  ];
}

function appraisal(p) {
  const { say, tag, label } = p;
  return [
    p.heading(say('Appraisal at the End of the Term', '社区矫正期满鉴定表')),
    ...p.copyNote(),
    p.numberLine('number'),
    p.table(four, [
      ...whoRows(p),
      [46, label('Personal summary', '个人总结'), { text: '', span: 3 }],
      [
        46,
        label('Conduct', '矫正期间表现'),
        { text: tag('appraisal'), span: 3, top: true, indent: true },
      ],
      [
        30,
        label('Judicial office', '司法所意见'),
        { text: ['', say('>Signature, day', '>（签名）　　　年　　月　　日')], span: 3, top: true },
      ],
      [
        30,
        label('County agency', '县级社区矫正机构鉴定'),
        { text: ['', say('>Seal', '>（印章）'), `>${tag('appraised_on')}`], span: 3, top: true },
      ],
    ]),
  ];
}

function certificate(p) {
  const { say, tag } = p;
  return [
    p.heading(say('Certificate of Release from Community Correction', '解除社区矫正证明书')),
    ...p.copyNote(),
    p.numberLine('certificate'),
    p.paragraph(
      say(
        `${tag('person.name')}, ${tag('sex')}, number ${tag('person.document_number')}, was under ${tag('category')} by ${tag('document_no')} of ${tag('deciding_organ')}, from ${tag('term_from')} to ${tag('term_until')}.`,
        `${tag('person.name')}，${tag('sex')}，证件号码${tag('person.document_number')}，因${tag('deciding_organ')}${tag('document_no')}被${tag('category')}，依法实行社区矫正，期限自${tag('term_from')}起至${tag('term_until')}止。`,
      ),
    ),
    p.paragraph(
      say(
        `The person is released on ${tag('ended_on')} (${tag('end_kind')}). Certified under the Community Corrections Law, article 44.`,
        `于${tag('ended_on')}${tag('end_kind')}。依照《社区矫正法》第四十四条，特此证明。`,
      ),
    ),
    ...sealed(p, p.dayOrBlank('ended_on')),
  ];
}

function releaseNotice(p) {
  const { say, tag } = p;
  return [
    p.heading(say('Notice of Release', '解除社区矫正通知书')),
    ...p.copyNote(),
    p.numberLine('number'),
    line1(
      p,
      `${tag('deciding_organ')}${say(', procuratorate, police:', '、人民检察院、公安机关：')}`,
    ),
    p.paragraph(
      say(
        `${tag('person.name')}, under ${tag('category')} by ${tag('document_no')}, was released on ${tag('ended_on')} (${tag('end_kind')}) with certificate ${tag('certificate')}. You are told under the Community Corrections Law, article 44.`,
        `社区矫正对象${tag('person.name')}（${tag('category')}，${tag('document_no')}）于${tag('ended_on')}${tag('end_kind')}，已发放解除社区矫正证明书（${tag('certificate')}）。依照《社区矫正法》第四十四条，特此通知。`,
      ),
    ),
    ...sealed(p, p.dayOrBlank('ended_on')),
  ];
}

function terminationNotice(p) {
  const { say, tag } = p;
  return [
    p.heading(say('Notice of Termination', '社区矫正终止通知书')),
    ...p.copyNote(),
    p.numberLine('number'),
    line1(
      p,
      `${tag('deciding_organ')}${say(', procuratorate, police:', '、人民检察院、公安机关：')}`,
    ),
    p.paragraph(
      say(
        `The correction of ${tag('person.name')}, under ${tag('category')} by ${tag('document_no')}, ended on ${tag('ended_on')}: ${tag('end_kind')}. You are told under the Community Corrections Law, articles 45 and 51.`,
        `社区矫正对象${tag('person.name')}（${tag('category')}，${tag('document_no')}）的社区矫正于${tag('ended_on')}终止，情形为：${tag('end_kind')}。依照《社区矫正法》第四十五条、第五十一条，特此通知。`,
      ),
    ),
    ...sealed(p, p.dayOrBlank('ended_on')),
  ];
}

function responsibility(p) {
  const { say, tag, label } = p;
  return [
    p.heading(say('Responsibility Letter of the Group', '社区矫正小组责任书')),
    ...p.copyNote(),
    p.numberLine('number'),
    p.paragraph(
      say(
        `For ${tag('person.name')}, under ${tag('category')} until ${tag('term_until')}, this group was formed on ${tag('group_from')} (Community Corrections Law, article 25). Its members:`,
        `为做好社区矫正对象${tag('person.name')}（${tag('category')}，矫正期至${tag('term_until')}）的社区矫正工作，依照《社区矫正法》第二十五条，于${tag('group_from')}确定矫正小组，负责落实矫正方案。成员：`,
      ),
    ),
    p.table(
      [16, 50, 30, 62],
      [
        [
          10,
          label('No.', '序号'),
          label('Name', '姓名'),
          label('Sex', '性别'),
          label('As', '身份'),
        ],
        [
          10,
          { text: `${p.open('group_members')}${tag('group_members.no')}`, align: 'center' },
          tag('group_members.name'),
          tag('group_members.sex'),
          `${tag('group_members.role')}${p.close('group_members')}`,
        ],
      ],
      { head: 1 },
    ),
    p.paragraph(
      say(
        '1. The members carry out the plan, talk and visit, and tell the office of what happens. 2. They help with work, school and relief. 3. They keep what they hear to themselves; of a minor nobody else may learn (articles 26, 54).',
        '一、按照矫正方案开展谈话、走访和帮扶，及时向司法所反映情况；二、协助解决就业、就学和社会救助方面的困难；三、对知悉的个人信息和隐私保密，涉及未成年人的不得向任何人透露（第二十六条、第五十四条）。',
      ),
      { before: 120 },
    ),
    p.table(p.signWidths, [
      [
        13,
        { text: `${p.open('group_members')}${tag('group_members.name')}`, keep: true },
        { text: say('Signature:', '（签名）'), top: true, keep: true },
        { text: `${say('Day:', '　　年　　月　　日')}${p.close('group_members')}`, keep: true },
      ],
    ]),
    p.right(p.dayOrBlank('letter_on'), { before: 200, indent: { right: 300 } }),
  ];
}

function plan(p) {
  const { say, tag, label } = p;
  return [
    p.heading(say('Correction Plan', '社区矫正方案')),
    ...p.copyNote(),
    p.numberLine('number'),
    p.table(four, [
      ...whoRows(p),
      [
        10,
        label('Class', '管理类别'),
        tag('corr_class'),
        label('Reasons', '分类依据'),
        tag('class_reasons'),
      ],
      [
        10,
        label('Education a month', '每月教育学习'),
        tag('education_hours'),
        label('Service a month', '每月公益活动'),
        tag('service_hours'),
      ],
    ]),
    p.paragraph(
      say(
        'Made for this person, by sex, age, state of mind, health, offence, class and conduct, and adjusted as it works (Community Corrections Law, article 24).',
        '本方案根据社区矫正对象的性别、年龄、心理特点、健康状况、犯罪原因、犯罪类型、犯罪情节、悔罪表现等情况制定，并根据实施效果及时调整（《社区矫正法》第二十四条）。',
      ),
      { before: 160 },
    ),
    p.table(
      [30, 78, 50],
      [
        [
          10,
          label('Day', '日期'),
          label('Plan', '矫正方案'),
          label('How the one before worked', '上期效果评估'),
        ],
        [
          26,
          { text: `${p.open('plans')}${tag('plans.made_on')}`, align: 'center', top: true },
          { text: tag('plans.plan'), top: true },
          { text: `${tag('plans.result')}${p.close('plans')}`, top: true },
        ],
      ],
      { head: 1 },
    ),
    p.line('', { size: 12 }),
    p.table(p.signWidths, [
      p.signer(say('Made by', '制定人')),
      p.signer(say('The person', '社区矫正对象')),
    ]),
  ];
}

function contacts(p) {
  const { say, tag, label } = p;
  return [
    p.heading(say('Record of Reports, Visits, Talks', '报告、走访、谈话记录')),
    ...p.copyNote(),
    p.numberLine('number'),
    p.table(four, [
      [
        10,
        label('Name', '姓名'),
        tag('person.name'),
        label('Class', '管理类别'),
        tag('corr_class'),
      ],
    ]),
    p.line('', { size: 12 }),
    p.table(
      [28, 20, 26, 24, 60],
      [
        [
          10,
          label('Day', '日期'),
          label('Kind', '类别'),
          label('How', '方式'),
          label('State of mind', '思想动态'),
          label('What was said', '记录'),
        ],
        [
          14,
          { text: `${p.open('contacts')}${tag('contacts.on_day')}`, align: 'center' },
          tag('contacts.kind'),
          tag('contacts.way'),
          tag('contacts.mind'),
          `${tag('contacts.note')}${p.close('contacts')}`,
        ],
      ],
      { head: 1 },
    ),
    p.line('', { size: 12 }),
    p.table(p.signWidths, [
      p.signer(say('Officer', '工作人员')),
      p.signer(say('The person', '社区矫正对象')),
    ]),
  ];
}

/** The same form lists what lies in the file that it is the contents of. */
function contents(p) {
  const { say, tag, label } = p;
  return [
    p.heading(`${say('Community Corrections: ', '社区矫正')}${tag('paper')}`),
    ...p.copyNote(),
    p.numberLine('number'),
    p.table(four, [
      [10, label('Category', '矫正类别'), tag('category'), label('Unit', '保管单位'), tag('unit')],
      [
        10,
        label('Received', '接收日期'),
        tag('received_on'),
        label('Ended', '解除（终止）'),
        tag('ended_on'),
      ],
    ]),
    p.line('', { size: 12 }),
    p.table(
      [16, 98, 22, 22],
      [
        [
          11,
          label('No.', '序号'),
          label('Paper', '文书名称'),
          label('Scans', '扫描件数'),
          label('Pages', '页号'),
        ],
        [
          11,
          { text: `${p.open('file')}${tag('file.no')}`, align: 'center' },
          tag('file.name'),
          { text: tag('file.pages'), align: 'center' },
          p.close('file'),
        ],
        ...Array.from({ length: 4 }, () => [11, '', '', '', '']),
      ],
      { head: 1 },
    ),
    p.line('', { size: 12 }),
    p.table(p.signWidths, [
      p.signer(say('Put together by', '立卷人')),
      p.signer(say('Checked by', '检查人')),
    ]),
  ];
}
