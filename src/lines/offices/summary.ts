/**
 * The paragraph on the grass roots. It says of the offices what their own register counts, and what the honours
 * count of them, by the names of the figures.
 */
import type { FigureSlot, SummaryPart } from '#engine/report.ts';

const exact = (indicator: string): FigureSlot => ({ indicator, print: { style: 'exact' } });

export const summary: SummaryPart = {
  place: 5,
  heading: {
    en: 'The grass-roots foundation is firmer',
    zh: '基层基础工作得到巩固和提高',
  },
  sentences: [
    {
      key: 'consolidation',
      zh: [
        '进一步巩固、完善、提高司法所规范化建设，现有司法所',
        exact('offices'),
        '个，其中规范化司法所',
        exact('offices_standardised'),
        '个，规范化巩固率达到',
        exact('office_consolidation_rate'),
        '。',
      ],
      en: [
        'Of ',
        exact('offices'),
        ' judicial offices, ',
        exact('offices_standardised'),
        ' are standardised; the consolidation rate is ',
        exact('office_consolidation_rate'),
        '.',
      ],
    },
    {
      key: 'pacesetters',
      zh: [
        '今年新创建标兵司法所',
        exact('pacesetters_named'),
        '个，标兵司法所达到',
        exact('pacesetters'),
        '个，标兵司法所创建率达',
        { indicator: 'pacesetter_rate', print: { style: 'over', to: 10 } },
        '。',
      ],
      en: [
        exact('pacesetters_named'),
        ' pacesetter offices were created this year; there are ',
        exact('pacesetters'),
        ' now, and the creation rate is ',
        { indicator: 'pacesetter_rate', print: { style: 'over', to: 10 } },
        '.',
      ],
    },
    {
      key: 'collective',
      zh: [
        '被推荐为“全国司法行政基层工作先进集体”的单位',
        exact('national_collectives_recommended'),
        '个。',
      ],
      en: [
        'Recommended as a national advanced collective of grass-roots justice work: ',
        exact('national_collectives_recommended'),
        '.',
      ],
    },
    {
      key: 'praise',
      zh: [exact('township_praise_letters'), '个乡镇党委、政府致信市司法局，表扬当地司法所。'],
      en: [
        'Letters of praise for the local office came to the bureau from the Party committees and governments of ',
        exact('township_praise_letters'),
        ' townships.',
      ],
    },
    {
      key: 'people',
      zh: [
        exact('directors_ranked'),
        '名优秀司法所长享受职级待遇，',
        exact('special_contributors_recommended'),
        '名司法所长被推荐为“宁夏司法行政三十年特殊贡献人物”。',
      ],
      en: [
        exact('directors_ranked'),
        ' outstanding directors were given rank treatment, and ',
        exact('special_contributors_recommended'),
        ' were recommended for special contribution to the justice work of Ningxia over thirty years.',
      ],
    },
  ],
};
