/**
 * The papers of a mediation file, after the forms of people's mediation that the Ministry of Justice gave out in 2010
 * (人民调解文书格式): application and acceptance, notice of rights, record, agreement, oral register, revisit, closing, file.
 */
export const disputeForms = {
  'acceptance-register': acceptance,
  'rights-notice': rights,
  'rights-notice-2002': rightsUntil2010,
  'mediation-record': record,
  agreement,
  'oral-register': oral,
  'revisit-record': revisit,
  'closing-report': closing,
  'file-contents': contents,
};

/** Who asked for mediation writes an application; what the committee took up itself has the register form alone. */
function acceptance(p) {
  const { say, tag } = p;
  return [
    p.tagLine(p.is('source', 'application', '').replace('{/}', '')),
    p.heading(say("Application for People's Mediation", '人民调解申请书')),
    ...p.copyNote(),
    p.table(p.partyWidths, p.partyRows()),
    p.line('', { size: 12 }),
    p.table(
      [26, 132],
      [
        [
          50,
          p.label('What happened', '纠纷简要情况'),
          { text: tag('about'), top: true, indent: true },
        ],
        [
          26,
          p.label('What is asked for', '申请事项'),
          {
            text: say('That the dispute above be mediated.', '请求依法调解上述纠纷。'),
            top: true,
            indent: true,
          },
        ],
      ],
    ),
    p.line('', { size: 12 }),
    p.paragraph(
      say(`${tag('committee')} is hereby asked to mediate.`, `特申请${tag('committee')}予以调解。`),
    ),
    p.right(
      say(
        'Applicant (signature, seal or fingerprint):                              ',
        '申请人（签名、盖章或按指印）：　　　　　　　　　',
      ),
      { before: 300 },
    ),
    p.right(p.dayOrBlank('found_on'), { before: 120 }),
    p.pageBreak(),
    p.tagLine('{/}'),
    p.heading(say("Acceptance Register of People's Mediation", '人民调解受理登记表')),
    ...p.copyNote(),
    p.numberLine(),
    p.table(p.partyWidths, p.partyRows()),
    p.line('', { size: 12 }),
    p.table(
      [26, 53, 26, 53],
      [
        [
          10,
          p.label('Kind of dispute', '纠纷类型'),
          tag('dispute_type'),
          p.label('Came up on', '发现日期'),
          tag('found_on'),
        ],
        [
          10,
          p.label('Where', '发生地点'),
          tag('place'),
          p.label('People, amount', '人数、金额'),
          `${tag('people_count')}${p.when('amount_fen', `${say(', ', '、')}${tag('amount_fen')}`)}`,
        ],
        [14, p.label('How it came', '案件来源'), { text: tag('source.boxes'), span: 3 }],
        [
          36,
          p.label('What happened', '纠纷简要情况'),
          { text: tag('about'), span: 3, top: true, indent: true },
        ],
        [10, p.label('Consent', '当事人意愿'), { text: tag('consent.boxes'), span: 3 }],
        [
          10,
          p.label('Accepted on', '受理日期'),
          tag('accepted_on'),
          p.label('Mediator', '承办调解员'),
          `${tag('mediator')}${p.when('co_mediators', `${say(', ', '、')}${tag('co_mediators')}`)}`,
        ],
        [
          18,
          p.label('Registered by', '登记人'),
          { text: [say('Signature:', '（签名）'), `>${p.blankDay}`], top: true },
          p.label('Committee', '调解委员会'),
          { text: [tag('committee'), say('>(seal)', '>（印章）')], top: true },
        ],
        [
          12,
          p.label('Note', '备注'),
          {
            text: p.when(
              'declined_ground',
              say(
                `Not accepted on ${tag('declined_on')}: ${tag('declined_ground')}`,
                `${tag('declined_on')}不予受理：${tag('declined_ground')}`,
              ),
            ),
            span: 3,
          },
        ],
      ],
    ),
  ];
}

function rights(page) {
  const p = page.smaller;
  const { say, tag } = p;
  const listed = (en, zh) => p.paragraph(say(en, zh));
  return [
    p.heading(say("Notice of the Parties' Rights and Duties", '人民调解当事人权利义务告知书')),
    ...p.copyNote(),
    p.numberLine(),
    p.line(say(`To: ${tag('parties')}`, `${tag('parties')}：`), p.zh ? {} : { size: 24 }),
    p.paragraph(
      say(
        `${tag('committee')} has accepted your dispute (${tag('dispute_type')}). By the People's Mediation Law you are told of your rights and duties in mediation:`,
        `你们之间的${tag('dispute_type')}纠纷，${tag('committee')}已予受理。根据《中华人民共和国人民调解法》的规定，现将当事人在人民调解活动中的权利和义务告知如下：`,
      ),
    ),
    p.section(say('1. In mediation you have the right', '一、当事人享有下列权利')),
    listed('(1) to choose or accept the mediator;', '（一）选择或者接受人民调解员；'),
    listed(
      '(2) to accept mediation, to refuse it, or to ask that it end;',
      '（二）接受调解、拒绝调解或者要求终止调解；',
    ),
    listed(
      '(3) to ask that it be held in public or not in public;',
      '（三）要求调解公开进行或者不公开进行；',
    ),
    listed(
      '(4) to say freely what you want, and to reach an agreement of your own will.',
      '（四）自主表达意愿、自愿达成调解协议。',
    ),
    p.section(say('2. In mediation you have the duty', '二、当事人履行下列义务')),
    listed('(1) to tell the facts of the dispute as they are;', '（一）如实陈述纠纷事实；'),
    listed(
      '(2) to keep order where mediation is held and to respect the mediator;',
      '（二）遵守调解现场秩序，尊重人民调解员；',
    ),
    listed('(3) to respect the rights of the other side.', '（三）尊重对方当事人行使权利。'),
    p.section(say('3. What else you should know', '三、其他事项')),
    listed(
      "(1) People's mediation is free of any charge.",
      '（一）人民调解委员会调解民间纠纷，不收取任何费用。',
    ),
    listed(
      '(2) An agreement binds both sides, who perform it as agreed. Within 30 days of its taking effect both sides together may ask the court to confirm it.',
      '（二）经人民调解委员会调解达成的调解协议，具有法律约束力，当事人应当按照约定履行；双方认为有必要的，可以自调解协议生效之日起三十日内共同向人民法院申请司法确认。',
    ),
    listed(
      '(3) Where no agreement is reached, you may seek your rights by arbitration, administrative ways or the court.',
      '（三）调解不成的，当事人可以依法通过仲裁、行政、司法等途径维护自己的权利。',
    ),
    p.paragraph(
      say(
        `All of this was read to us and understood. Mediator of this case: ${tag('mediator')}.`,
        `以上内容已告知当事人，当事人已阅读（已向其宣读）并理解。本案调解员：${tag('mediator')}。`,
      ),
      { before: 80 },
    ),
    p.line('', { size: 12 }),
    p.signatures(),
    ...p.seal(p.dayOrBlank('rights_told_on')),
  ];
}

/**
 * Until the Law of 2010: after the Provisions on People's Mediation Work of 2002 (articles 6, 7 and 30), the Regulations of
 * 1989 (articles 9 and 11) and the Supreme Court's Provisions of 2002 (article 1). There was no confirmation by a court.
 */
function rightsUntil2010(page) {
  const p = page.smaller;
  const { say, tag } = p;
  const listed = (en, zh) => p.paragraph(say(en, zh));
  return [
    p.heading(say("Notice of the Parties' Rights and Duties", '人民调解当事人权利义务告知书')),
    ...p.copyNote(),
    p.numberLine(),
    p.line(say(`To: ${tag('parties')}`, `${tag('parties')}：`), p.zh ? {} : { size: 24 }),
    p.paragraph(
      say(
        `${tag('committee')} has accepted your dispute (${tag('dispute_type')}). By the Regulations on the Organisation of People's Mediation Committees and the Provisions on People's Mediation Work you are told of your rights and duties in mediation:`,
        `你们之间的${tag('dispute_type')}纠纷，${tag('committee')}已予受理。根据《人民调解委员会组织条例》和《人民调解工作若干规定》，现将当事人在人民调解活动中的权利和义务告知如下：`,
      ),
    ),
    p.section(say('1. In mediation you have the right', '一、当事人享有下列权利')),
    listed(
      '(1) to decide yourself to accept mediation, not to accept it, or to end it;',
      '（一）自主决定接受、不接受或者终止调解；',
    ),
    listed('(2) to ask that a mediator stand back;', '（二）要求有关调解人员回避；'),
    listed(
      '(3) to say what you really want and to ask for what is fair, without pressure or force;',
      '（三）不受压制强迫，表达真实意愿，提出合理要求；',
    ),
    listed('(4) to reach an agreement of your own will.', '（四）自愿达成调解协议。'),
    p.section(say('2. In mediation you have the duty', '二、当事人承担下列义务')),
    listed(
      '(1) to tell the facts of the dispute as they are and to give no false proof;',
      '（一）如实陈述纠纷事实，不得提供虚假证明材料；',
    ),
    listed('(2) to keep the rules of mediation;', '（二）遵守调解规则；'),
    listed(
      '(3) not to make the dispute worse or sharpen the conflict;',
      '（三）不得加剧纠纷、激化矛盾；',
    ),
    listed('(4) to perform the agreement of your own accord.', '（四）自觉履行人民调解协议。'),
    p.section(say('3. What else you should know', '三、其他事项')),
    listed(
      "(1) People's mediation is free of any charge.",
      '（一）人民调解委员会调解民间纠纷不收费。',
    ),
    listed(
      "(2) An agreement about civil rights and duties that both sides have signed or sealed is a civil contract (Supreme Court's provisions, fa shi [2002] no. 29); both sides perform it as agreed.",
      '（二）有民事权利义务内容，并由双方当事人签字或者盖章的调解协议，具有民事合同性质（法释〔2002〕29号），当事人应当按照约定履行自己的义务。',
    ),
    listed(
      '(3) Where no agreement is reached, or a side goes back on it, each side may ask the township government to deal with the matter, or go to court.',
      '（三）未达成协议或者达成协议后又反悔的，任何一方可以请求基层人民政府处理，也可以向人民法院起诉。',
    ),
    p.paragraph(
      say(
        `All of this was read to us and understood. Mediator of this case: ${tag('mediator')}.`,
        `以上内容已告知当事人，当事人已阅读（已向其宣读）并理解。本案调解员：${tag('mediator')}。`,
      ),
      { before: 80 },
    ),
    p.line('', { size: 12 }),
    p.signatures(),
    ...p.seal(p.dayOrBlank('rights_told_on')),
  ];
}

/** A page or more for each session; before the first one an empty form to write on. */
function record(p) {
  const { say, tag } = p;
  const session = (known) => {
    const of = (key) => (known ? tag(`sessions.${key}`) : '');
    return [
      p.heading(say('Mediation Record', '人民调解笔录'), { pageBreakBefore: true }),
      ...p.copyNote(),
      p.numberLine(),
      p.table(
        [26, 53, 26, 53],
        [
          [10, p.label('Day', '时间'), of('held_on'), p.label('Where', '地点'), of('place')],
          [
            10,
            p.label('Matter', '事由'),
            {
              text: say(
                `${tag('dispute_type')} dispute between ${tag('parties')}`,
                `${tag('parties')}${tag('dispute_type')}纠纷`,
              ),
              span: 3,
            },
          ],
          [10, p.label('Parties', '当事人'), { text: tag('parties'), span: 3 }],
          [
            10,
            p.label('Mediators', '人民调解员'),
            `${tag('mediator')}${p.when('co_mediators', `${say(', ', '、')}${tag('co_mediators')}`)}`,
            p.label('Invited', '邀请参加人'),
            of('present'),
          ],
          [
            10,
            {
              text: say(
                'The parties were told of their rights and duties, and of the rules of mediation.',
                '人民调解委员会已将人民调解的性质、原则和当事人在调解活动中的权利、义务告知各方当事人。',
              ),
              span: 4,
            },
          ],
          [
            known ? 74 : 80,
            p.label('What was said', '调解记录'),
            { text: of('notes'), span: 3, top: true, indent: true },
          ],
          [
            14,
            p.label('How it ended', '本次调解结果'),
            {
              text: known
                ? of('outcome')
                : say(
                    '□ agreement   □ no agreement   □ to be continued',
                    '□达成协议　□调解不成　□有待继续调解',
                  ),
              span: 3,
            },
          ],
        ],
      ),
      p.line('', { size: 12 }),
      p.signatures(p.mediators()),
    ];
  };
  return [
    p.tagLine(p.open('sessions')),
    ...session(true),
    p.tagLine(p.close('sessions')),
    p.tagLine(p.unless('sessions', '').replace('{/}', '')),
    ...session(false),
    p.tagLine('{/}'),
  ];
}

function agreement(page) {
  const p = page.smaller;
  const { say, tag } = p;
  return [
    p.heading(say("People's Mediation Agreement", '人民调解协议书')),
    ...p.copyNote(),
    p.numberLine(),
    p.table(p.partyWidths, p.partyRows()),
    p.section(
      say(
        'Facts, matter in dispute and responsibility of each side',
        '纠纷主要事实、争议事项和各方当事人的责任',
      ),
    ),
    p.paragraph(
      `${p.when('agreement_facts', tag('agreement_facts'))}${p.unless('agreement_facts', tag('about'))}`,
    ),
    p.section(
      say(
        'By mediation the parties have agreed of their own will:',
        '经调解，各方当事人自愿达成如下协议',
      ),
    ),
    p.paragraph(tag('agreement_content')),
    p.section(say('How and by when it is performed', '履行协议的方式、地点、期限')),
    p.paragraph(
      `${tag('performance_terms')}${p.when('due_on', say(` To be performed by ${tag('due_on')}.`, `履行期限至${tag('due_on')}止。`))}${p.unless('due_on', p.unless('performance_terms', say('Performed at once.', '即时履行。')))}`,
    ),
    p.paragraph(
      say(
        `Each party holds one copy and ${tag('committee')} keeps one. The agreement takes effect when all parties have signed, sealed or put their fingerprint, the mediator has signed and the committee has put its seal. The parties perform it as agreed.`,
        `本协议由各方当事人各执一份，${tag('committee')}留存一份，自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效。当事人应当按照约定履行。`,
      ),
    ),
    p.line('', { size: 12 }),
    p.signatures(p.mediators()),
    ...p.seal(p.dayOrBlank('concluded_on')),
  ];
}

function oral(p) {
  const { say, tag } = p;
  return [
    p.heading(say('Register of an Oral Agreement', '人民调解口头协议登记表')),
    ...p.copyNote(),
    p.numberLine(),
    p.table(p.partyWidths, p.partyRows({ short: true })),
    p.line('', { size: 12 }),
    p.table(
      [26, 53, 26, 53],
      [
        [
          10,
          p.label('Kind of dispute', '纠纷类型'),
          tag('dispute_type'),
          p.label('Accepted on', '受理日期'),
          tag('accepted_on'),
        ],
        [
          10,
          p.label('Agreed on', '达成协议日期'),
          tag('agreed_on'),
          p.label('Where', '地点'),
          tag('place'),
        ],
        [
          42,
          p.label('Facts and matter in dispute', '纠纷主要事实、争议事项'),
          { text: tag('about'), span: 3, top: true, indent: true },
        ],
        [
          38,
          p.label('What was agreed', '达成协议内容'),
          { text: tag('agreement_content'), span: 3, top: true, indent: true },
        ],
        [
          14,
          p.label('How and by when', '履行方式、时限'),
          {
            text: `${tag('performance_terms')}${p.when('due_on', say(` By ${tag('due_on')}.`, `至${tag('due_on')}止。`))}${p.unless('performance_terms', p.unless('due_on', say('Performed at once.', '即时履行。')))}`,
            span: 3,
          },
        ],
        [
          10,
          p.label('Performance', '履行情况'),
          {
            text: `${tag('performance')}${p.when('performed_on', say(` (${tag('performed_on')})`, `（${tag('performed_on')}）`))}`,
            span: 3,
          },
        ],
        [
          18,
          p.label('Mediator', '人民调解员'),
          {
            text: [
              `${tag('mediator')}${p.when('co_mediators', `${say(', ', '、')}${tag('co_mediators')}`)}`,
              say('Signature:', '（签名）'),
            ],
            top: true,
          },
          p.label('Committee', '调解委员会'),
          { text: [tag('committee'), say('>(seal)', '>（印章）')], top: true },
        ],
        [12, p.label('Note', '备注'), { text: '', span: 3 }],
      ],
    ),
    p.right(p.dayOrBlank('agreed_on'), { before: 160, size: 24 }),
  ];
}

function revisit(p) {
  const { say, tag } = p;
  const one = (known) => {
    const of = (key) => (known ? tag(`revisits.${key}`) : '');
    const boxes = (key) => tag(`revisits.${key}.boxes`);
    const box = (en, zh) => say(en, zh);
    return [
      p.heading(say('Revisit Record', '人民调解回访记录'), { pageBreakBefore: true }),
      ...p.copyNote(),
      p.numberLine(),
      p.table(
        [30, 49, 30, 49],
        [
          [11, p.label('Parties', '当事人'), { text: tag('parties'), span: 3 }],
          [
            11,
            p.label('Matter', '回访事由'),
            {
              text: say(
                `${tag('dispute_type')} dispute, ended ${tag('concluded_on')}: ${tag('result')}`,
                `${tag('dispute_type')}纠纷，${tag('concluded_on')}${tag('result')}`,
              ),
              span: 3,
            },
          ],
          [
            11,
            p.label('Due on', '应回访日期'),
            of('due_on'),
            p.label('Revisited on', '回访日期'),
            of('done_on'),
          ],
          [
            34,
            p.label('What was agreed', '协议内容'),
            { text: tag('agreement_content'), span: 3, top: true, indent: true },
          ],
          [
            14,
            p.label('Performed?', '履行情况'),
            {
              text: known
                ? boxes('performance')
                : box('□ performed   □ partly   □ not performed', '□已履行　□部分履行　□未履行'),
              span: 3,
            },
          ],
          [
            11,
            p.label('Satisfied?', '满意程度'),
            {
              text: known
                ? boxes('satisfaction')
                : box('□ satisfied   □ mostly   □ not satisfied', '□满意　□基本满意　□不满意'),
              span: 3,
            },
          ],
          [
            11,
            p.label('Risk of flaring up', '反复风险'),
            {
              text: known ? boxes('risk') : box('□ low   □ medium   □ high', '□低　□中　□高'),
              span: 3,
            },
          ],
          [
            56,
            p.label('What was found', '回访情况'),
            { text: of('note'), span: 3, top: true, indent: true },
          ],
          [
            20,
            p.label('Who was asked', '被回访人'),
            { text: say('Signature:', '（签名）'), top: true },
            p.label('Revisited by', '回访人'),
            { text: say('Signature:', '（签名）'), top: true },
          ],
        ],
      ),
      ...p.seal(known ? p.dayOrBlank('revisits.done_on') : p.blankDay),
    ];
  };
  return [
    p.tagLine(p.open('revisits')),
    ...one(true),
    p.tagLine(p.close('revisits')),
    p.tagLine(p.unless('revisits', '').replace('{/}', '')),
    ...one(false),
    p.tagLine('{/}'),
  ];
}

function closing(p) {
  const { say, tag } = p;
  const report = say(
    `On ${tag('police_told_at')} the police${p.when('police_station', ` (${tag('police_station')})`)} were told of the danger that the dispute held. ${tag('police_report')}`,
    `因纠纷可能引起治安案件、刑事案件，已于${tag('police_told_at')}向${p.when('police_station', tag('police_station'))}${p.unless('police_station', '公安机关')}报告。${tag('police_report')}`,
  );
  return [
    p.heading(say('Closing Report', '人民调解结案报告')),
    ...p.copyNote(),
    p.numberLine(),
    p.table(
      [28, 51, 28, 51],
      [
        [10, p.label('Parties', '当事人'), { text: tag('parties'), span: 3 }],
        [
          10,
          p.label('Kind of dispute', '纠纷类型'),
          tag('dispute_type'),
          p.label('How it came', '案件来源'),
          tag('source'),
        ],
        [
          10,
          p.label('Accepted on', '受理日期'),
          tag('accepted_on'),
          p.label('Closed on', '结案日期'),
          tag('closed_on'),
        ],
        [
          10,
          p.label('Committee', '调解组织'),
          tag('committee'),
          p.label('Mediators', '调解员'),
          `${tag('mediator')}${p.when('co_mediators', `${say(', ', '、')}${tag('co_mediators')}`)}`,
        ],
        [
          10,
          p.label('Difficulty', '难易程度'),
          tag('difficulty'),
          p.label('People, amount', '人数、金额'),
          `${tag('people_count')}${p.when('amount_fen', `${say(', ', '、')}${tag('amount_fen')}`)}`,
        ],
        [
          12,
          p.label('Result', '调解结果'),
          {
            text: `${tag('result')}${p.when('concluded_on', say(` (${tag('concluded_on')})`, `（${tag('concluded_on')}）`))}${p.when('passed_to', say(`, to ${tag('passed_to')}`, `，转送${tag('passed_to')}`))}`,
            span: 3,
          },
        ],
        [
          40,
          p.label('What happened', '纠纷简要情况'),
          { text: tag('about'), span: 3, top: true, indent: true },
        ],
        [
          34,
          p.label('What was agreed', '协议内容'),
          { text: tag('agreement_content'), span: 3, top: true, indent: true },
        ],
        [
          12,
          p.label('Performance', '履行情况'),
          {
            text: `${tag('performance')}${p.when('performed_on', say(` (${tag('performed_on')})`, `（${tag('performed_on')}）`))}${p.when('performance_note', say(`. ${tag('performance_note')}`, `。${tag('performance_note')}`))}`,
            span: 3,
          },
        ],
        [
          12,
          p.label('Court', '司法确认'),
          {
            text: `${p.when('confirmation_applied_on', say(`Applied for on ${tag('confirmation_applied_on')}, ${tag('confirmation_court')}`, `${tag('confirmation_applied_on')}向${tag('confirmation_court')}申请`))}${p.when('confirmation_result', say(`; ${tag('confirmation_result')} ${tag('confirmation_number')}`, `，${tag('confirmation_result')}${tag('confirmation_number')}`))}${p.unless('confirmation_applied_on', say('Not applied for', '未申请'))}`,
            span: 3,
          },
        ],
        [
          34,
          p.label('Closing report', '结案报告'),
          { text: tag('closing_note'), span: 3, top: true, indent: true },
        ],
        [
          18,
          p.label('Mediator', '承办人'),
          { text: [say('Signature:', '（签名）'), `>${p.blankDay}`], top: true },
          p.label('Committee', '调委会意见'),
          { text: [say('(seal)', '（印章）'), `>${p.blankDay}`], top: true },
        ],
      ],
    ),
    p.pageBreak(),
    p.heading(say('Notes on the File', '卷宗情况说明')),
    p.numberLine(),
    p.section(say('1. Papers', '一、卷内文书')),
    p.paragraph(
      say(
        `The file holds ${tag('file')} papers (${p.open('file')}${tag('file.no')}. ${tag('file.name')}; ${p.close('file')}), ____ pages in all.`,
        `本卷共有文书${tag('file')}种：${p.open('file')}${tag('file.no')}．${tag('file.name')}；${p.close('file')}共　　　页。`,
      ),
    ),
    p.section(say('2. Revisits', '二、回访')),
    p.paragraph(
      `${p.open('revisits')}${p.when('revisits.done_on', say(`${tag('revisits.done_on')}: ${tag('revisits.performance')}, ${tag('revisits.satisfaction')}. ${tag('revisits.note')} `, `${tag('revisits.done_on')}回访：${tag('revisits.performance')}${p.when('revisits.satisfaction', `，${tag('revisits.satisfaction')}`)}。${tag('revisits.note')}`))}${p.close('revisits')}${p.unless('revisits', say('None.', '无。'))}`,
    ),
    p.section(say('3. What was prevented', '三、防止激化情况')),
    p.paragraph(
      `${p.open('effects')}${tag('effects.effect')}${say(', ', '')}${tag('effects.people')}${say('. ', '。')}${p.close('effects')}${p.unless('effects', say('None.', '无。'))}`,
    ),
    p.section(say('4. Report to the police', '四、向公安机关报告情况')),
    p.paragraph(
      `${p.when('police_told_at', report)}${p.unless('police_told_at', say('None.', '无。'))}`,
    ),
    p.section(say('5. Other', '五、其他需要说明的情况')),
    p.line('', { size: 28 }),
    p.line('', { size: 28 }),
    p.table(p.signWidths, [
      p.signer(say('File put together by', '立卷人')),
      p.signer(say('File checked by', '检查人')),
    ]),
    ...p.seal(p.dayOrBlank('filed_on')),
  ];
}

function contents(p) {
  const { say, tag } = p;
  const line = (en, zh) => ({ text: say(en, zh), label: true });
  return [
    p.line('', { size: 40 }),
    p.heading(tag('committee')),
    p.heading(say('Mediation File', '人民调解卷宗')),
    ...p.copyNote(),
    p.line('', { size: 40 }),
    p.table(
      [38, 110],
      [
        [
          16,
          line('File name', '卷名'),
          say(
            `${tag('dispute_type')} dispute of ${tag('parties')}`,
            `${tag('parties')}${tag('dispute_type')}纠纷`,
          ),
        ],
        [14, line('File number', '卷号'), tag('number')],
        [
          14,
          line('Mediators', '人民调解员'),
          `${tag('mediator')}${p.when('co_mediators', `${say(', ', '、')}${tag('co_mediators')}`)}`,
        ],
        [14, line('Accepted on', '受理日期'), tag('accepted_on')],
        [14, line('Closed on', '结案日期'), tag('closed_on')],
        [14, line('Result', '调解结果'), tag('result')],
        [14, line('Filed on', '立卷日期'), tag('filed_on')],
        [14, line('Filed by', '立卷人'), ''],
        [14, line('Keep for', '保管期限'), tag('retention.boxes')],
        [14, line('Where it stands', '存放位置'), tag('shelf')],
        [18, line('Note', '备注'), ''],
      ],
    ),
    p.heading(say('Contents of the File', '卷内目录'), { pageBreakBefore: true }),
    p.numberLine(),
    p.table(
      [16, 86, 20, 18, 18],
      [
        [
          11,
          p.label('No.', '序号'),
          p.label('Paper', '文书名称'),
          p.label('Scans', '扫描件数'),
          p.label('Pages', '页号'),
          p.label('Note', '备注'),
        ],
        [
          11,
          { text: `${p.open('file')}${tag('file.no')}`, align: 'center' },
          tag('file.name'),
          { text: tag('file.pages'), align: 'center' },
          '',
          p.close('file'),
        ],
        ...Array.from({ length: 4 }, () => [11, '', '', '', '', '']),
      ],
      { head: 1 },
    ),
    p.heading(say('Back Cover', '卷宗封底'), { pageBreakBefore: true }),
    p.numberLine(),
    p.paragraph(say('This file holds ______ pages.', '本卷宗共有　　　　页，附证物　　　　件。')),
    p.paragraph(say('Note:', '说明：')),
    p.line('', { size: 40 }),
    p.line('', { size: 40 }),
    p.table(p.signWidths, [
      p.signer(say('File put together by', '立卷人')),
      p.signer(say('File checked by', '检查人')),
      p.signer(say('Received by the archive', '接收人')),
    ]),
    ...p.seal(p.dayOrBlank('filed_on')),
  ];
}
