/** The table of figures as an Excel file: numbers as numbers, its basis above the headings. */
import { formatDay } from '#engine/day.ts';
import type { Language } from '#engine/text.ts';
import type { Spreadsheet } from '../reports/spreadsheet.ts';
import { writeSpreadsheet } from '../reports/spreadsheet.ts';
import type { UnitText } from '../units/unit-text.ts';
import type { Figure } from './compute.ts';

type Table = {
  readonly unit: UnitText;
  readonly from: string;
  readonly to: string;
  readonly figures: readonly Figure[];
};

export function figuresFile(
  { unit, from, to, figures }: Table,
  language: Language,
): Promise<Buffer> {
  const say = (en: string, zh: string) => (language === 'zh' ? zh : en);
  const [first] = figures;
  const stood = first ? (first.as_of ?? first.fresh_at) : '';
  const at = `${formatDay(localDay(stood), language)} ${localTime(stood)}`;
  // In yuan and to a tenth of a per cent, as the page prints it.
  const shown = (value: number | null, figure: Figure) =>
    value === null ? null : figure.money ? value / 100 : Math.round(value * 10) / 10;
  const spreadsheet: Spreadsheet = {
    sheet: say('Figures', '数据'),
    title: say(`Figures of ${unit.name.en}`, `${unit.name.zh}数据表`),
    notes: [
      say(
        `${formatDay(from, 'en')} to ${formatDay(to, 'en')}; ${first?.as_of ? 'as it stood' : 'counted'} ${at}`,
        `${formatDay(from, 'zh')}至${formatDay(to, 'zh')}；${first?.as_of ? '按' : '记数时间'}${at}${first?.as_of ? '当时的台账' : ''}`,
      ),
    ],
    columns: [
      { heading: say('What is counted', '指标'), kind: 'text', width: 34 },
      { heading: say('This period', '本期'), kind: 'number', width: 14 },
      { heading: say('Unit of count', '计量单位'), kind: 'text', width: 12 },
      { heading: say('A year before', '上年同期'), kind: 'number', width: 14 },
      { heading: say('Target', '目标'), kind: 'text', width: 12 },
      { heading: say('To go', '差距'), kind: 'integer', width: 10 },
      { heading: say('Rule', '口径'), kind: 'text', width: 80 },
    ],
    rows: figures.map((figure) => [
      figure.label[language],
      shown(figure.value, figure),
      figure.counter[language],
      shown(figure.last_year, figure),
      goalIn(figure),
      figure.target?.gap ?? null,
      figure.value === null
        ? (figure.not_reported_reason?.[language] ?? say('Not reported', '未上报'))
        : figure.rule[language],
    ]),
    language,
  };
  return writeSpreadsheet(spreadsheet);
}

/** 60 % or so many: a goal says of itself what it is counted in. */
function goalIn({ target, money }: Figure): string | null {
  if (!target) return null;
  const goal = money ? target.goal / 100 : target.goal;
  return `${target.direction === 'at_most' ? '≤' : ''}${goal}${target.goal_in === 'percent' ? '%' : ''}`;
}

function localDay(instant: string): string {
  return local(instant).slice(0, 10);
}

function localTime(instant: string): string {
  return local(instant).slice(11, 16);
}

function local(instant: string): string {
  const at = Date.parse(instant);
  return new Date((Number.isNaN(at) ? 0 : at) + 8 * 3_600_000).toISOString();
}
