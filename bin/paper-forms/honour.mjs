/** The papers of an honour: nomination, inspection, the notice on the wall, and the certificate of what is named here. */
export const honourForms = {
  nomination,
  inspection,
  'public-notice': notice,
  certificate,
};

const widths = [30, 49, 30, 49];

function opinion(p, en, zh, text, on, height = 30) {
  return [
    height,
    p.label(en, zh),
    {
      text: [
        ...text,
        `>${p.say('(signature, seal)', '（签名、盖章）')}`,
        `>${on ? p.dayOrBlank(on) : p.blankDay}`,
      ],
      span: 3,
      top: true,
    },
  ];
}

/** Who is honoured, and with what: the head of both tables. */
function subjectRows(p) {
  const { tag } = p;
  return [
    [10, p.label('Honour', '荣誉类别'), tag('kind'), p.label('Level', '级别'), tag('level')],
    [
      10,
      p.label('Who', '荣誉对象'),
      tag('subject_kind'),
      p.label('Name', '名称（姓名）'),
      tag('subject_name'),
    ],
    [
      10,
      p.label('Office', '司法所'),
      p.when('office', tag('office')),
      p.label('Position', '职务'),
      tag('position'),
    ],
    [10, p.label('In full', '荣誉名称'), { text: tag('title'), span: 3 }],
  ];
}

function conditionRows(p) {
  const { tag } = p;
  return [
    [
      10,
      p.label('No.', '序号'),
      p.label('Condition', '申报条件'),
      p.label('Met?', '是否符合'),
      p.label('Evidence', '佐证'),
    ],
    [
      10,
      { text: `${p.open('conditions')}${tag('conditions.no')}`, align: 'center' },
      tag('conditions.condition'),
      { text: tag('conditions.met'), align: 'center' },
      `${tag('conditions.note')}${p.close('conditions')}`,
    ],
  ];
}

function nomination(p) {
  const { say, tag } = p;
  return [
    p.heading(say('Nomination for an Honour', '荣誉申报（推荐）表')),
    ...p.copyNote(),
    p.table(widths, [
      ...subjectRows(p),
      [
        10,
        p.label('Nominated on', '申报日期'),
        tag('nominated_on'),
        p.label('Self-check', '自评得分'),
        tag('self_score'),
      ],
      [10, p.label('By which rules', '申报依据'), { text: tag('basis'), span: 3 }],
      [
        60,
        p.label('What for', '主要事迹'),
        { text: tag('merits'), span: 3, top: true, indent: true },
      ],
    ]),
    p.line('', { size: 12 }),
    p.table([14, 70, 24, 50], conditionRows(p), { head: 1 }),
    p.line('', { size: 12 }),
    p.table(widths, [
      opinion(p, 'Unit that nominates', '申报单位意见', [''], 'nominated_on'),
      opinion(p, 'County bureau', '县（区）局意见', [tag('opinion')], 'inspected_on'),
      opinion(p, 'City bureau', '市局意见', [''], 'recommended_on'),
    ]),
  ];
}

function inspection(p) {
  const { say, tag } = p;
  return [
    p.heading(say('Record of an Inspection', '荣誉考察记录')),
    ...p.copyNote(),
    p.table(widths, [
      ...subjectRows(p),
      [
        10,
        p.label('Inspected on', '考察日期'),
        tag('inspected_on'),
        p.label('Inspected by', '考察人'),
        tag('inspected_by'),
      ],
      [
        10,
        p.label('Self-check', '自评得分'),
        tag('self_score'),
        p.label('Points', '考察得分'),
        tag('inspector_score'),
      ],
    ]),
    p.line('', { size: 12 }),
    p.table([14, 70, 24, 50], conditionRows(p), { head: 1 }),
    p.line('', { size: 12 }),
    p.table(widths, [
      opinion(p, 'Opinion', '考察意见', [tag('opinion')], 'inspected_on', 46),
      opinion(p, 'Unit inspected', '被考察单位意见', [''], null, 26),
    ]),
  ];
}

/** It hangs where everybody passes, so that nothing but the name and the honour stands on it. */
function notice(p) {
  const { say, tag } = p;
  return [
    p.heading(say('Public Notice of an Honour', '公　示')),
    ...p.copyNote(),
    p.paragraph(
      say(
        `After nomination and inspection it is proposed to name (recommend) ${tag('subject_name')} for: ${tag('title')} (${tag('level')}). It is on public notice from ${tag('notice_from')} to ${tag('notice_until')}, in working days. Whoever objects may tell us within that time, in writing or by telephone, with name and reason; each objection is looked into and answered.`,
        `经申报、考察，拟命名（推荐）${tag('subject_name')}为“${tag('title')}”（${tag('level')}），现予公示。公示期为${tag('notice_from')}至${tag('notice_until')}（按工作日计算）。公示期内如有异议，请以书面或者电话形式实名反映，并说明理由；对收到的异议将逐件核查答复。`,
      ),
    ),
    p.section(say('What for', '主要事迹')),
    p.paragraph(tag('merits')),
    p.paragraph(say(`Where it hangs: ${tag('notice_place')}`, `公示地点：${tag('notice_place')}`), {
      before: 160,
    }),
    p.paragraph(say('Telephone:', '联系电话：')),
    p.right(say('Justice Bureau (seal)', '司法局（印章）'), {
      before: 560,
      indent: { right: 300 },
    }),
    p.right(p.dayOrBlank('notice_from'), { indent: { right: 300 } }),
  ];
}

function certificate(p) {
  const { say, tag } = p;
  return [
    p.heading(say('Certificate', '荣　誉　证　书'), { spacing: { before: 1600, after: 600 } }),
    ...p.copyNote(),
    p.line(`${tag('subject_name')}${say(':', '：')}`, { before: 300, bold: true }),
    p.paragraph(
      say(
        `By document ${tag('document_no')} you are named: ${tag('title')}.${p.when('valid_until', ` Valid until ${tag('valid_until')}.`)}`,
        `根据${tag('document_no')}，命名为“${tag('title')}”。${p.when('valid_until', `有效期至${tag('valid_until')}。`)}`,
      ),
      { before: 200 },
    ),
    p.paragraph(say('This certificate is given in proof.', '特发此证。')),
    p.right(tag('named_by'), { before: 900, indent: { right: 300 } }),
    p.right(p.dayOrBlank('named_on'), { indent: { right: 300 } }),
    p.line(say(`No. ${tag('certificate_no')}`, `编号：${tag('certificate_no')}`), {
      size: 24,
      before: 700,
    }),
  ];
}
