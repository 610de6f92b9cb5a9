/** What the county answers a court or a prison that asks before it decides (Community Corrections Law, article 18). */
export const correctionInquiryForms = { opinion };

function opinion(p) {
  const { say, tag, label } = p;
  return [
    p.heading(say('Opinion after an Investigation', '调查评估意见书')),
    ...p.copyNote(),
    p.numberLine('number'),
    p.line(`${tag('entruster')}${say(':', '：')}`, { before: 100 }),
    p.paragraph(
      say(
        `By your letter ${tag('letter_no')}, which came on ${tag('received_on')}, you asked about the person below. Under the Community Corrections Law, article 18, it was looked into, with these findings.`,
        `你单位${tag('letter_no')}委托函已于${tag('received_on')}收到。依照《社区矫正法》第十八条，我单位对下列人员的社会危险性和对所居住社区的影响进行了调查评估，情况如下：`,
      ),
    ),
    p.table(
      [30, 49, 30, 49],
      [
        [10, label('Name', '姓名'), tag('person.name'), label('Sex', '性别'), tag('sex')],
        [10, label('Number', '证件号码'), { text: tag('person.document_number'), span: 3 }],
        [
          10,
          label('Considered', '拟适用类别'),
          tag('category'),
          label('Offence', '罪名类别'),
          tag('offence'),
        ],
        [10, label('To live at', '拟居住地'), { text: tag('place'), span: 3 }],
      ],
    ),
    p.line('', { size: 12 }),
    p.table(
      [40, 28, 90],
      [
        [
          10,
          label('About', '调查事项'),
          label('Who was asked', '走访对象'),
          label('Finding', '情况'),
        ],
        [
          14,
          { text: `${p.open('findings')}${tag('findings.topic')}`, align: 'center' },
          tag('findings.source'),
          `${tag('findings.finding')}${p.close('findings')}`,
        ],
      ],
      { head: 1 },
    ),
    p.paragraph(
      say(
        `Our opinion: ${tag('opinion')}. ${tag('opinion_note')}`,
        `评估意见：${tag('opinion')}。${tag('opinion_note')}`,
      ),
      {
        before: 160,
      },
    ),
    p.paragraph(
      say(
        `Investigated by: ${tag('investigators')}. Copy to the procuratorate.`,
        `调查人员：${tag('investigators')}。本意见书抄送人民检察院。`,
      ),
    ),
    p.right(`${tag('unit')}${say(' (seal)', '（印章）')}`, {
      before: 500,
      keep: true,
      indent: { right: 300 },
    }),
    p.right(p.dayOrBlank('opinion_on'), { indent: { right: 300 } }),
  ];
}
