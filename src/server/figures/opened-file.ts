/** The records behind a figure as an Excel file: a row for each that may be opened, its basis above the headings. */
import type { PoolClient } from 'pg';
import { formatDay } from '#engine/day.ts';
import type { Indicator } from '#engine/indicator.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { isGuarded } from '#engine/record.ts';
import type { Language } from '#engine/text.ts';
import { writeSpreadsheet } from '../reports/spreadsheet.ts';
import type { Tell } from '../progress.ts';
import type { Services } from '../services.ts';
import type { UnitText } from '../units/unit-text.ts';
import type { FigureQuery } from './compute.ts';
import { openFigure } from './open-figure.ts';
import type { Side } from './open.ts';

type Opened = Awaited<ReturnType<typeof openFigure>>;
type Asked = FigureQuery & { readonly unit: UnitText };

const pageRows = 500;

/** In one snapshot, page after page, so that the file has as many rows as the list counts. */
export async function openedFile(
  services: Pick<Services, 'book' | 'names'>,
  client: PoolClient,
  actor: Actor,
  indicator: Indicator,
  asked: Asked,
  side: Side,
  language: Language,
  tell: Tell = () => {},
): Promise<{ content: Buffer; rows: number }> {
  const records: Opened['records'][number][] = [];
  let counted = 0;
  let page: Opened;
  for (let after: string | undefined; ; after = page.next ?? undefined) {
    page = await openFigure(services, client, actor, indicator, asked, side, after, pageRows);
    records.push(...page.records);
    counted += page.records.reduce((sum, one) => sum + one.amount, 0);
    // What adds up to the figure tells how far it is; money does not tell how many rows.
    if (indicator.money) tell('writing', records.length, 0);
    else tell('writing', counted, Math.max(counted, page.listed));
    if (!page.next) break;
  }
  if (records.some((one) => isGuarded(services.book.record(one.record_type))))
    throw guardedLeaves();
  const say = (en: string, zh: string) => (language === 'zh' ? zh : en);
  const { unit, from, to, tree } = asked;
  tell('file', counted, counted);
  const shown = (amount: number) => (indicator.money ? amount / 100 : amount);
  const content = await writeSpreadsheet({
    sheet: say('Records', '明细'),
    title: `${unit.name[language]} ${indicator.label[language]}`,
    notes: [
      say(
        `${formatDay(from, 'en')} to ${formatDay(to, 'en')}`,
        `${formatDay(from, 'zh')}至${formatDay(to, 'zh')}`,
      ),
      ...(tree
        ? [
            say(
              `Under the boundaries of ${formatDay(tree, 'en')}`,
              `按${formatDay(tree, 'zh')}的区划`,
            ),
          ]
        : []),
      ...(page.elsewhere > 0
        ? [
            say(
              `${shown(page.elsewhere)} more are counted and not open to you now; they are not listed`,
              `另有${shown(page.elsewhere)}计入本数，现不在您的查看范围，未列出`,
            ),
          ]
        : []),
      indicator.rule[language],
    ],
    columns: [
      { heading: say('Number', '编号'), kind: 'text', width: 28 },
      { heading: say('Record', '记录'), kind: 'text', width: 40 },
      { heading: say('Unit', '单位'), kind: 'text', width: 20 },
      { heading: say('Day', '日期'), kind: 'day', width: 12 },
      { heading: indicator.counter[language], kind: 'number', width: 12 },
    ],
    rows: records.map((row) => [
      row.number,
      row.title[language],
      row.unit?.[language],
      row.day,
      shown(row.amount),
    ]),
    language,
  });
  return { content, rows: records.length };
}

/** Masked names in a file are names in a file: there a purpose is asked, printed and logged. */
function guardedLeaves(): Problem {
  return new Problem('not-allowed', {
    en: 'These records are guarded. Export them from their register, where a purpose is asked and printed on every page.',
    zh: '明细属于受限数据，请在相应台账中填写用途后导出。',
  });
}
