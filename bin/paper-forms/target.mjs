/** The letter of responsibility: one for all targets of a unit that bear its number. Both sides sign it. */
export const targetForms = { 'responsibility-letter': letter };

function letter(p) {
  const { say, tag } = p;
  return [
    p.heading(say(`Letter of Responsibility, ${tag('year')}`, `${tag('year')}年度目标管理责任书`)),
    ...p.copyNote(),
    p.numberLine('letter_no'),
    p.paragraph(
      say(
        `So that the work of ${tag('year')} is done, the following targets are agreed with ${tag('unit')}. Progress is counted from the ledger; nobody reports it by hand.`,
        `为确保完成${tag('year')}年度工作任务，经协商，与${tag('unit')}签订本责任书。各项目标的完成情况以台账记数为准，不另行填报。`,
      ),
    ),
    p.line('', { size: 12 }),
    p.table(
      [14, 56, 26, 36, 26],
      [
        [
          11,
          p.label('No.', '序号'),
          p.label('Target', '目标任务'),
          p.label('Goal', '目标值'),
          p.label('Due', '完成期限'),
          p.label('Who answers', '责任人'),
        ],
        [
          11,
          { text: `${p.open('together')}${tag('together.no')}`, align: 'center' },
          `${tag('together.number')} ${tag(say('together.title', 'together.name'))}`,
          {
            text: `${p.is('together.direction', 'at_most', '≤ ')}${tag('together.goal')}${p.is('together.goal_in', 'percent', '%')}`,
            align: 'center',
          },
          { text: tag('together.due_on'), align: 'center' },
          { text: `${tag('together.responsible')}${p.close('together')}`, align: 'center' },
        ],
      ],
      { head: 1 },
    ),
    p.paragraph(
      say(
        'A target is adjusted only with a reason and the consent of whoever approved it; each adjustment is kept. What is not reached by its day is said to be so, with the records behind it.',
        '目标需要调整的，应当说明理由并经批准，调整情况留存备查。到期未完成的，如实说明并附相关记录。',
      ),
      { before: 160 },
    ),
    p.paragraph(
      say(
        'Statistics are true, exact, complete and in time; nobody alters them or has them altered (Statistics Law).',
        '统计资料应当真实、准确、完整、及时，任何人不得自行修改或者授意他人篡改（统计法）。',
      ),
    ),
    p.line('', { size: 12 }),
    p.table(
      [79, 79],
      [
        [
          44,
          {
            text: [
              say('Set by (seal)', '下达单位（印章）'),
              tag('parent_unit'),
              say('Person in charge (signature):', '负责人（签名）：'),
              `>${p.dayOrBlank('issued_on')}`,
            ],
            top: true,
          },
          {
            text: [
              say('Answers for it (seal)', '责任单位（印章）'),
              tag('unit'),
              say('Person in charge (signature):', '负责人（签名）：'),
              `>${p.dayOrBlank('issued_on')}`,
            ],
            top: true,
          },
        ],
      ],
    ),
  ];
}
