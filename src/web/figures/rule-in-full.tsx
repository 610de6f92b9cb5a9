/** The full rule, read from the definition that counts: which records, which side, and what happens on correction. */
import { readCounts } from '#engine/count-address.ts';
import type { Count, Indicator } from '#engine/indicator.ts';
import { labelOf } from '#engine/field.ts';
import type { Text } from '#engine/text.ts';
import { book } from '#lines/index.ts';
import { useLanguage } from '../shell/language.tsx';

type Side = { readonly as: Text | null; readonly count: Count };

export function RuleInFull({ indicator: name }: { indicator: string }) {
  const { say } = useLanguage();
  const indicator = book.findIndicator(name) ?? spelled(name);
  if (!indicator) return null;
  return (
    <details className="rule-in-full">
      <summary>{say('Full rule', '口径全文')}</summary>
      <dl>
        <div>
          <dt>{say('Kind', '性质')}</dt>
          <dd>{say(kindWords(indicator))}</dd>
        </div>
        {sidesOf(indicator).map(({ as, count }, i) => {
          const measure = book.measure(count.measure);
          const where = Object.entries(count.where ?? {}).map(([facet, codes]) => {
            const list = measure.facets?.[facet];
            const words = codes.map((one) =>
              one === '' ? notRecorded : list ? labelOf(list, one) : { en: one, zh: one },
            );
            const en = words.map((word) => word.en).join(', ');
            const zh = words.map((word) => word.zh).join('、');
            return say(`${list?.label.en ?? facet}: ${en}`, `${list?.label.zh ?? facet}：${zh}`);
          });
          return (
            <div key={i}>
              <dt>{as ? say(as) : say('Counted', '计数')}</dt>
              <dd>
                {say(measure.label)}
                {say(' (', '（')}
                {say(measure.counter)}
                {say('), from the register ', '），来自')}
                {say(book.record(measure.of).plural)}
                {where.length > 0 && `${say('; only ', '；限')}${where.join(say('; ', '；'))}`}
              </dd>
            </div>
          );
        })}
        <div>
          <dt>{say('Corrections', '更正')}</dt>
          <dd>
            {say(
              'A record that is changed, reopened or withdrawn is counted again at once; the earlier lines stay in the ledger and are seen under Entries.',
              '记录修改、重新办理或撤回后即时重新计数，原分录保留在台账中，可在“分录”中查看。',
            )}
          </dd>
        </div>
      </dl>
    </details>
  );
}

const notRecorded: Text = { en: 'not recorded', zh: '未登记' };

type Counted = Pick<Indicator & { kind: 'flow' | 'stock' }, 'kind' | 'count' | 'plus'>;

/** What a cell of a form counts, where it is no figure by name. */
function spelled(name: string): Counted | null {
  const counts = readCounts(name);
  const kind = counts && book.measures.find((one) => one.name === counts[0]!.measure)?.kind;
  return kind ? { kind, count: counts[0]!, plus: counts.slice(1) } : null;
}

function sidesOf(indicator: Indicator | Counted): Side[] {
  switch (indicator.kind) {
    case 'flow':
    case 'stock':
      return [indicator.count, ...(indicator.plus ?? [])].map((count) => ({ as: null, count }));
    case 'distinct':
      return [{ as: null, count: indicator.count }];
    case 'rate':
      return [
        { as: { en: 'Numerator', zh: '分子' }, count: indicator.numerator },
        { as: { en: 'Denominator', zh: '分母' }, count: indicator.denominator },
      ];
    case 'remainder':
      return [
        { as: { en: 'Of', zh: '总数' }, count: indicator.whole },
        { as: { en: 'Less', zh: '减去' }, count: indicator.taken },
      ];
    case 'average':
      return [
        { as: { en: 'Sum of', zh: '合计' }, count: indicator.sum_of },
        { as: { en: 'Divided by', zh: '除以' }, count: indicator.number_of },
      ];
    default:
      return indicator satisfies never;
  }
}

function kindWords(indicator: Indicator | Counted): Text {
  switch (indicator.kind) {
    case 'flow':
      return {
        en: 'Counted within the period, by the day of the event',
        zh: '期间数，按事件发生日期统计',
      };
    case 'stock':
      return { en: 'How many there are on the last day of the period', zh: '时点数，期末实有' };
    case 'distinct':
      return { en: 'Each counted once within the period', zh: '期间数，同一对象只计一次' };
    case 'rate':
      return indicator.of === 'part'
        ? { en: 'A part of a whole: never above 100%', zh: '占比，分子包含在分母之内' }
        : { en: 'One figure divided by another', zh: '两个独立指标之比' };
    case 'remainder':
      return { en: 'What is left of a whole', zh: '差额' };
    case 'average':
      return { en: 'A mean: one sum divided by another', zh: '平均数，两个合计之比' };
    default:
      return indicator satisfies never;
  }
}
