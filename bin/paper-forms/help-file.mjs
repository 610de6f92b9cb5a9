/** The papers of a help-education file: the file itself, the agreement, the record of visits. */
export const helpFileForms = {
  'help-file': file,
  'help-agreement': agreement,
  'visit-record': visits,
};

const four = [30, 49, 30, 49];

function file(p) {
  const { say, tag, label } = p;
  return [
    p.heading(say('Help-Education File', '安置帮教人员登记表')),
    ...p.copyNote(),
    p.numberLine('number'),
    p.table(four, [
      [
        10,
        label('Name', '姓名'),
        tag('person.name'),
        label('Sex, year of birth', '性别、出生年份'),
        `${tag('sex')}　${tag('birth_year')}`,
      ],
      [10, label('Number', '证件号码'), { text: tag('person.document_number'), span: 3 }],
      [10, label('Household', '户籍地址'), { text: tag('person.household_place'), span: 3 }],
      [10, label('Lives at', '现住址'), { text: tag('person.residence_place'), span: 3 }],
      [
        10,
        label('From', '监所名称'),
        tag('from_where'),
        label('Channel', '衔接渠道'),
        tag('channel'),
      ],
      [
        10,
        label('Sentence', '原判刑罚'),
        { text: `${tag('offence')}　${tag('sentence')}`, span: 3 },
      ],
      [
        10,
        label('Released on', '释放日期'),
        tag('released_on'),
        label('Taken over on', '衔接日期'),
        tag('received_on'),
      ],
      [
        10,
        label('Class', '帮教类别'),
        tag('help_class'),
        label('Reasons', '分类依据'),
        tag('class_reasons'),
      ],
      [
        10,
        label('Until', '帮教期满日'),
        tag('ends_on'),
        label('Officer', '责任人'),
        tag('officer'),
      ],
      [
        10,
        label('Placement', '安置方式'),
        tag('placement_mode'),
        label('Since', '安置日期'),
        tag('placed_on'),
      ],
      [26, label('Plan', '帮教计划'), { text: tag('plan'), span: 3, top: true, indent: true }],
      [
        20,
        label('End', '终止情况'),
        { text: `${tag('ended_on')}　${tag('end_kind')}`, span: 3, top: true },
      ],
    ]),
    p.line('', { size: 12 }),
    p.table(
      [16, 60, 82],
      [
        [10, label('No.', '序号'), label('Group', '帮教小组成员'), label('As', '身份')],
        [
          10,
          { text: `${p.open('group_members')}${tag('group_members.no')}`, align: 'center' },
          tag('group_members.name'),
          `${tag('group_members.role')}${p.close('group_members')}`,
        ],
      ],
      { head: 1 },
    ),
  ];
}

function agreement(p) {
  const { say, tag } = p;
  return [
    p.heading(say('Help-Education Agreement', '帮教协议书')),
    ...p.copyNote(),
    p.numberLine('number'),
    p.paragraph(
      say(
        `So that ${tag('person.name')} settles in after release, the help-education group and the person agree, until ${tag('ends_on')}:`,
        `为帮助${tag('person.name')}顺利融入社会，帮教小组与本人商定，在${tag('ends_on')}帮教期满前：`,
      ),
    ),
    p.paragraph(
      say(
        '1. The group visits and talks regularly, tells of training, work and relief that there is, and keeps what it hears to itself.',
        '一、帮教小组定期走访谈话，帮助了解培训、就业、社会救助政策，并对知悉的个人信息保密。',
      ),
    ),
    p.paragraph(
      say(
        '2. The person keeps the law, tells the office of a change of address or work, and says what is needed.',
        '二、本人遵守法律法规，住址、工作变动及时告知司法所，遇到困难主动说明。',
      ),
    ),
    p.paragraph(
      say(
        '3. The family and the village or community help with living and work.',
        '三、家属和村（社区）在生活、就业上给予帮助。',
      ),
    ),
    p.paragraph(say(`The plan: ${tag('plan')}`, `四、帮教计划：${tag('plan')}`)),
    p.line('', { size: 12 }),
    p.table(p.signWidths, [
      p.signer(say('The person', '本人')),
      p.signer(say('For the group', '帮教小组')),
      p.signer(say('The family', '家属')),
    ]),
    p.right(p.dayOrBlank('agreement_on'), { before: 300, indent: { right: 300 } }),
  ];
}

function visits(p) {
  const { say, tag, label } = p;
  return [
    p.heading(say('Record of Visits and Talks', '走访（谈话）记录')),
    ...p.copyNote(),
    p.numberLine('number'),
    p.table(four, [
      [
        10,
        label('Name', '姓名'),
        tag('person.name'),
        label('Class', '帮教类别'),
        tag('help_class'),
      ],
    ]),
    p.line('', { size: 12 }),
    p.table(
      [30, 24, 26, 78],
      [
        [
          10,
          label('Day', '日期'),
          label('How', '方式'),
          label('State of mind', '思想状况'),
          label('What was said', '记录'),
        ],
        [
          14,
          { text: `${p.open('visits')}${tag('visits.visited_on')}`, align: 'center' },
          tag('visits.way'),
          tag('visits.mind'),
          `${tag('visits.note')}${p.close('visits')}`,
        ],
      ],
      { head: 1 },
    ),
    p.line('', { size: 12 }),
    p.table(p.signWidths, [
      p.signer(say('Visitor', '走访人')),
      p.signer(say('The person', '本人')),
    ]),
  ];
}
