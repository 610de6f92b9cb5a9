/** The papers of the per-case subsidy: claim and approval of one case, the notice on the wall, the list to pay by. */
import { wideWidth } from './parts.mjs';

export const subsidyForms = { claim, 'public-notice': notice, 'payment-list': payment };

function claim(p) {
  const { say, tag } = p;
  const opinion = (en, zh, key, who, on) => [
    28,
    p.label(en, zh),
    {
      text: [
        tag(key),
        `>${say(`${tag(who)} (signature, seal)`, `${tag(who)}（签名、盖章）`)}`,
        `>${p.dayOrBlank(on)}`,
      ],
      span: 3,
      top: true,
    },
  ];
  return [
    p.heading(say('Claim and Approval Form, Per-case Subsidy', '人民调解以案定补申报审批表')),
    ...p.copyNote(),
    p.numberLine('dispute_number'),
    p.table(
      [30, 49, 30, 49],
      [
        [
          10,
          p.label('Committee', '调委会'),
          tag('committee_short_name'),
          p.label('File number', '纠纷案号'),
          tag('dispute_number'),
        ],
        [
          10,
          p.label('Agreement', '协议形式'),
          tag('dispute_form'),
          p.label('Closed on', '结案日期'),
          tag('dispute_closed_on'),
        ],
        [
          10,
          p.label('Difficulty', '登记难易程度'),
          tag('dispute_difficulty'),
          p.label('Performance', '履行情况'),
          tag('dispute_performance'),
        ],
        [
          10,
          p.label('Tariff', '补助标准'),
          tag('tariff_version'),
          p.label('Grade', '申报档次'),
          tag('grade'),
        ],
        [
          10,
          p.label('By tariff', '标准金额'),
          tag('grade_amount_fen'),
          p.label('Amount', '补助金额'),
          `${tag('amount_fen')}${p.zh ? `（${tag('amount_fen.words')}）` : ''}`,
        ],
        [
          10,
          p.label('Claimed by', '申报人'),
          tag('claimed_by'),
          p.label('Claimed on', '申报日期'),
          tag('claimed_on'),
        ],
      ],
    ),
    p.line('', { size: 12 }),
    p.table(
      [18, 60, 40, 40],
      [
        [
          10,
          p.label('No.', '序号'),
          p.label('Mediator', '调解员'),
          p.label('Amount', '分配金额'),
          p.label('Signature', '签名'),
        ],
        [
          11,
          { text: `${p.open('splits')}${tag('splits.no')}`, align: 'center' },
          { text: tag('splits.mediator'), align: 'center' },
          { text: tag('splits.amount_fen'), align: 'right' },
          p.close('splits'),
        ],
      ],
      { head: 1 },
    ),
    p.line('', { size: 12 }),
    p.table(
      [30, 49, 30, 49],
      [
        [
          10,
          p.label('File complete', '卷宗是否齐全'),
          tag('dossier_complete'),
          p.label('Duplicates checked', '已核查重复申报'),
          tag('duplicate_checked'),
        ],
        opinion(
          'Judicial office',
          '司法所初审意见',
          'office_opinion',
          'office_reviewed_by',
          'office_reviewed_on',
        ),
        opinion(
          'County bureau',
          '县（区）局复审意见',
          'county_opinion',
          'county_reviewed_by',
          'county_reviewed_on',
        ),
        [
          12,
          p.label('Public notice', '公示情况'),
          {
            text: `${p.when('notice_from', say(`${tag('notice_from')} to ${tag('notice_until')}`, `${tag('notice_from')}至${tag('notice_until')}公示`))}${p.when('objection', say(`. ${tag('objection')}`, `，${tag('objection')}`))}`,
            span: 3,
          },
        ],
        opinion('Approval', '审批意见', 'rejected_ground', 'approved_by', 'approved_on'),
      ],
    ),
  ];
}

/** It hangs where everybody passes: no party, no identity number, no account stands on it. */
function notice(p) {
  const { say, tag } = p;
  return [
    p.heading(say('Public Notice: Per-case Subsidies', '人民调解“以案定补”公示')),
    ...p.copyNote(),
    p.paragraph(
      say(
        `The following cases have been reviewed and are to be subsidised. They are on public notice from ${tag('notice_from')} to ${tag('notice_until')}. Whoever objects may tell the county justice bureau within that time, in writing or by telephone, with name and reason.`,
        `经审核，拟对下列人民调解案件发放“以案定补”补助，现予公示，公示期为${tag('notice_from')}至${tag('notice_until')}。公示期内如有异议，请以书面或者电话形式向县（区）司法局反映，并说明理由。`,
      ),
    ),
    p.line('', { size: 12 }),
    p.table(
      [14, 58, 30, 26, 30],
      [
        [
          11,
          p.label('No.', '序号'),
          p.label('File number', '纠纷案号'),
          p.label('Committee', '调委会'),
          p.label('Grade', '档次'),
          p.label('Amount', '补助金额'),
        ],
        [
          11,
          { text: `${p.open('together')}${tag('together.no')}`, align: 'center' },
          tag('together.dispute_number'),
          tag('together.committee_short_name'),
          { text: tag('together.grade'), align: 'center' },
          { text: `${tag('together.amount_fen')}${p.close('together')}`, align: 'right' },
        ],
        [
          11,
          p.label('Total', '合计', { span: 2 }),
          {
            text: say(`${tag('together')} cases`, `${tag('together')}件`),
            align: 'center',
            span: 2,
          },
          { text: tag('amount_fen.total'), align: 'right' },
        ],
      ],
      { head: 1 },
    ),
    p.paragraph(say(`Where it hangs: ${tag('notice_place')}`, `公示地点：${tag('notice_place')}`), {
      before: 160,
    }),
    p.paragraph(say('Telephone:', '联系电话：')),
    p.right(say('County Justice Bureau (seal)', '县（区）司法局（印章）'), {
      before: 560,
      indent: { right: 300 },
    }),
    p.right(p.dayOrBlank('notice_from'), { indent: { right: 300 } }),
  ];
}

function payment(p) {
  const { say, tag } = p;
  const widths = [14, 60, 32, 30, 26, 47, wideWidth - 209];
  const pages = [
    p.heading(say('Payment List: Per-case Subsidies', '人民调解“以案定补”补助发放表')),
    ...p.copyNote(),
    p.line(
      `${say('List: ', '发放批次：')}${tag('payment_list')}\t${say('Day: ', '发放日期：')}${p.dayOrBlank('paid_on')}`,
      {
        size: 24,
        height: 1.6,
        tabs: [{ type: 'right', position: Math.round((wideWidth / 25.4) * 1440) }],
      },
    ),
    p.table(
      widths,
      [
        [
          11,
          p.label('No.', '序号'),
          p.label('File number', '纠纷案号'),
          p.label('Committee', '调委会'),
          p.label('Mediator', '领款人'),
          p.label('Amount', '金额'),
          p.label('Account', '发放账号'),
          p.label('Signature', '签名'),
        ],
        [
          12,
          {
            text: `${p.open('together')}${p.open('together.splits')}${tag('together.no')}`,
            align: 'center',
          },
          tag('together.dispute_number'),
          tag('together.committee_short_name'),
          { text: tag('together.splits.mediator'), align: 'center' },
          { text: tag('together.splits.amount_fen'), align: 'right' },
          tag('together.splits.mediator.bank_account'),
          `${p.close('together.splits')}${p.close('together')}`,
        ],
        [
          12,
          p.label('Total', '合计', { span: 2 }),
          {
            text: say(`${tag('together')} cases`, `${tag('together')}件`),
            align: 'center',
            span: 2,
          },
          { text: tag('amount_fen.total'), align: 'right' },
          { text: p.zh ? `大写：${tag('amount_fen.total_words')}` : '', span: 2 },
        ],
      ],
      { head: 1 },
    ),
    p.line(
      say(
        'Approved by:                                  Checked by:                                  Made by: ',
        '审批人：　　　　　　　　　　　复核人：　　　　　　　　　　　制表人：',
      ) + tag('made_by'),
      { size: 24, before: 300 },
    ),
  ];
  pages.wide = true;
  return pages;
}
