/** This line's part of the annual summary, in the manner of the 2009 document. It claims nothing beyond its figures. */
import type { FigureSlot, SummaryPart } from '#engine/report.ts';

const exact = (indicator: string, show?: FigureSlot['show']): FigureSlot => ({
  indicator,
  print: { style: 'exact' },
  ...(show ? { show } : {}),
});

export const summary: SummaryPart = {
  place: 6,
  heading: {
    en: 'Resettlement and help-education',
    zh: '安置帮教工作为维护社会稳定作出贡献',
  },
  sentences: [
    {
      key: 'bases',
      zh: [
        '进一步规范',
        exact('transitional_bases'),
        '个过渡性安置帮教基地建设，全年基地安置',
        exact('base_taken_in'),
        '名。',
      ],
      en: [
        exact('transitional_bases'),
        ' transitional bases were kept; they took in ',
        exact('base_taken_in'),
        ' people in the year.',
      ],
    },
    {
      key: 'register',
      zh: ['将登记在册的', exact('released_on_register'), '名刑满释放人员全部纳入安置帮教范围。'],
      en: [
        'All ',
        exact('released_on_register'),
        ' released persons on the register were brought into help-education.',
      ],
    },
    {
      key: 'received',
      zh: [
        '今年接收的',
        exact('released_received'),
        '名刑满释放人员，按照分类管理办法建立档案',
        exact('filed_by_class_rate', 'numerator'),
        '份，建档率',
        exact('filed_by_class_rate'),
        '。',
      ],
      en: [
        'Of the ',
        exact('released_received'),
        ' people taken over in the year, ',
        exact('filed_by_class_rate', 'numerator'),
        ' have a file by class: ',
        exact('filed_by_class_rate'),
        '.',
      ],
    },
    {
      key: 'exemplars',
      zh: ['培育安置帮教转化典型', exact('exemplars'), '个。'],
      en: [exact('exemplars'), ' exemplars were cultivated.'],
    },
    {
      key: 'rates',
      zh: [
        '帮教率达到',
        exact('help_rate'),
        '，安置率达',
        exact('resettlement_rate'),
        '，重新犯罪率控制在',
        exact('reoffending_rate'),
        '。',
      ],
      en: [
        'The help-education rate reached ',
        exact('help_rate'),
        ', the resettlement rate ',
        exact('resettlement_rate'),
        '; the reoffending rate was ',
        exact('reoffending_rate'),
        '.',
      ],
    },
  ],
};
