/** An edition for outsiders: each figure with its definition, small cells hidden (Statistics Law 28). */
import { formatDay } from '#engine/day.ts';
import type { UnitText } from '../units/unit-text.ts';
import type { Edition, EditionFigure } from './edition.ts';
import { impliedQuotients, impliedSums } from './implied-sums.ts';
import { hiddenFromOutsiders } from './small-cells.ts';
import type { Sum } from './small-cells.ts';
import { writeSpreadsheet } from './spreadsheet.ts';

export function outsideTable(
  edition: Edition,
  units: ReadonlyMap<number, UnitText>,
): Promise<Buffer> {
  const { sums } = (edition.document ?? {}) as { sums?: readonly Sum[] };
  const shown = edition.figures.filter((figure) => !figure.key.startsWith('@'));
  const hidden = hiddenFromOutsiders(
    shown,
    [...(sums ?? []), ...impliedSums(shown)],
    edition.small_below,
    impliedQuotients(shown),
  );
  return writeSpreadsheet({
    sheet: '数据',
    title: edition.title,
    notes: [
      `${formatDay(edition.from, 'zh')}至${formatDay(edition.to, 'zh')}；第${edition.number}版；台账第${edition.page_id}页`,
      `少于${edition.small_below}的数及可据以推算的数不予公布（统计法第二十八条）。`,
    ],
    columns: [
      { heading: '单位', kind: 'text', width: 18 },
      { heading: '指标', kind: 'text', width: 34 },
      { heading: '数值', kind: 'number', width: 12 },
      { heading: '计量单位', kind: 'text', width: 10 },
      { heading: '口径', kind: 'text', width: 70 },
    ],
    rows: shown.map((figure) => [
      units.get(figure.unit_id)?.name.zh ?? '',
      figure.definition.label.zh,
      hidden.has(figure.key) ? '不公布' : printed(figure),
      figure.definition.counter.zh,
      figure.definition.rule.zh,
    ]),
    language: 'zh',
  });
}

function printed({ value, definition }: EditionFigure): number | string {
  if (value === null) return '未报';
  return definition.money ? value / 100 : Math.round(value * 10) / 10;
}
