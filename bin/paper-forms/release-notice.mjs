/** What an office answers a prison: is the person of this area, and how was that found out. */
export const releaseNoticeForms = { 'verification-receipt': receipt };

function receipt(p) {
  const { say, tag, label } = p;
  return [
    p.heading(say('Receipt of Verification', '刑满释放人员信息核实回执')),
    ...p.copyNote(),
    p.line(`${tag('from_where')}${say(':', '：')}`, { before: 100 }),
    p.paragraph(
      say(
        `What you told us on ${tag('listed_on')} was verified as follows.`,
        `你单位${tag('listed_on')}提供的拟释放人员信息，现已核实如下：`,
      ),
    ),
    p.table(
      [30, 49, 30, 49],
      [
        [10, label('Name', '姓名'), tag('name'), label('Sex', '性别'), tag('sex')],
        [10, label('Number', '证件号码'), { text: tag('document_number'), span: 3 }],
        [10, label('Address as told', '自报住址'), { text: tag('claimed_place'), span: 3 }],
        [
          10,
          label('Released on', '释放日期'),
          tag('released_on'),
          label('Verified on', '核实日期'),
          tag('verified_on'),
        ],
        [10, label('Result', '核实结果'), { text: tag('verify_result.boxes'), span: 3 }],
        [
          30,
          label('How', '核实情况'),
          { text: tag('verify_note'), span: 3, top: true, indent: true },
        ],
      ],
    ),
    p.right(`${tag('unit')}${say(' (seal)', '（印章）')}`, {
      before: 560,
      indent: { right: 300 },
    }),
    p.right(p.dayOrBlank('receipt_on'), { indent: { right: 300 } }),
  ];
}
