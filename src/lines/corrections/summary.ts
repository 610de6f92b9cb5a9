/** This line's part of the annual summary, in the manner of the 2009 document. It claims nothing beyond its figures. */
import type { FigureSlot, SummaryPart } from '#engine/report.ts';

const exact = (indicator: string, show?: FigureSlot['show']): FigureSlot => ({
  indicator,
  print: { style: 'exact' },
  ...(show ? { show } : {}),
});

export const summary: SummaryPart = {
  place: 7,
  heading: { en: 'Community corrections', zh: '社区矫正工作稳步推进' },
  sentences: [
    {
      key: 'survey',
      zh: [
        '对社区矫正对象开展摸底排查',
        exact('correction_surveys'),
        '次，排查出',
        exact('corrections_found'),
        '名，全部建立档案。',
      ],
      en: [
        exact('correction_surveys'),
        ' surveys of those under correction were made; ',
        exact('corrections_found'),
        ' people were found, each with a file now.',
      ],
    },
    {
      key: 'offices',
      zh: ['全市', exact('corrections_open'), '个司法所开展社区矫正，期末在册', exact('corrections_on_register'), '名。'],
      en: [
        exact('corrections_open'),
        ' judicial offices are at work on corrections, with ',
        exact('corrections_on_register'),
        ' people under correction at the end of the period.',
      ],
    },
    {
      key: 'flow',
      zh: [
        '本年接收',
        exact('corrections_received'),
        '名，解除',
        exact('corrections_released'),
        '名并全部衔接安置帮教，终止',
        exact('corrections_terminated'),
        '名，矫正期间再犯罪',
        exact('corrections_reoffended'),
        '名。',
      ],
      en: [
        exact('corrections_received'),
        ' people were received in the year; ',
        exact('corrections_released'),
        ' were released and ',
        exact('handed_on_rate', 'numerator'),
        ' of them handed to resettlement; ',
        exact('corrections_terminated'),
        ' corrections were terminated, and ',
        exact('corrections_reoffended'),
        ' people were convicted of a new crime.',
      ],
    },
    {
      key: 'inquiries',
      zh: ['受委托开展调查评估', exact('inquiries_received'), '件，提交评估意见', exact('inquiries_answered'), '份。'],
      en: [
        exact('inquiries_received'),
        ' investigations were entrusted and ',
        exact('inquiries_answered'),
        ' opinions given.',
      ],
    },
  ],
}; // prettier-ignore
