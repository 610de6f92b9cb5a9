/** The papers of an inspection trip: what was seen and found, and the notice that hands the findings over. */
export const inspectionForms = {
  'inspection-record': record,
  'rectification-notice': notice,
};

function findingRows(p) {
  const { tag } = p;
  return [
    [
      10,
      p.label('No.', '序号'),
      p.label('About', '方面'),
      p.label('What was found', '存在问题'),
      p.label('Who', '责任人'),
      p.label('By', '整改期限'),
    ],
    [
      11,
      { text: `${p.open('findings')}${tag('findings.no')}`, align: 'center' },
      tag('findings.area'),
      tag('findings.what'),
      { text: tag('findings.owner'), align: 'center' },
      `${tag('findings.due_on')}${p.close('findings')}`,
    ],
  ];
}

const findingWidths = [14, 26, 62, 24, 32];

function record(p) {
  const { say, tag } = p;
  return [
    p.heading(say('Record of an Inspection', '督导检查记录')),
    ...p.copyNote(),
    p.table(
      [30, 49, 30, 49],
      [
        [
          10,
          p.label('Office', '司法所'),
          tag('office_name'),
          p.label('Kind', '检查类别'),
          tag('kind'),
        ],
        [
          10,
          p.label('Day', '检查日期'),
          tag('went_on'),
          p.label('Inspectors', '检查人员'),
          tag('inspectors'),
        ],
        [10, p.label('About', '检查内容'), { text: tag('topic'), span: 3 }],
        [
          40,
          p.label('What was seen', '检查情况'),
          { text: tag('result'), span: 3, top: true, indent: true },
        ],
      ],
    ),
    p.line('', { size: 12 }),
    p.table(
      [14, 60, 40, 44],
      [
        [
          10,
          p.label('No.', '序号'),
          p.label('Drawn', '抽查对象'),
          p.label('How', '抽取方式'),
          p.label('What was seen', '抽查情况'),
        ],
        [
          10,
          { text: `${p.open('sample')}${tag('sample.no')}`, align: 'center' },
          tag('sample.what'),
          tag('sample.how'),
          `${tag('sample.seen')}${p.close('sample')}`,
        ],
      ],
      { head: 1 },
    ),
    p.line('', { size: 12 }),
    p.table(findingWidths, findingRows(p), { head: 1 }),
    p.line('', { size: 12 }),
    p.table(p.signWidths, [
      p.signer(say('Inspectors', '检查人员')),
      p.signer(say('For the office', '司法所负责人')),
    ]),
  ];
}

function notice(p) {
  const { say, tag } = p;
  return [
    p.heading(say('Notice to Put Right', '整改通知书')),
    ...p.copyNote(),
    p.line(`${tag('office_name')}${say(':', '：')}`, { before: 100 }),
    p.paragraph(
      say(
        `The inspection of ${tag('went_on')} found what follows. Put it right by the days given, and report in writing; it will be verified on the spot.`,
        `${tag('went_on')}督导检查发现你所存在以下问题，请按期整改，并书面报告整改情况，届时将现场核查。`,
      ),
    ),
    p.line('', { size: 12 }),
    p.table(findingWidths, findingRows(p), { head: 1 }),
    p.right(say('County Justice Bureau (seal)', '县（区）司法局（印章）'), {
      before: 560,
      indent: { right: 300 },
    }),
    p.right(p.dayOrBlank('notified_on'), { indent: { right: 300 } }),
    p.line('', { size: 12 }),
    p.table(p.signWidths, [p.signer(say('Received by', '签收人'))]),
  ];
}
