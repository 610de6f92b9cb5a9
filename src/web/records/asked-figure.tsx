/** The number that a question is about, as a door: whoever answers opens its records first. */
import type { AnyRecord } from '#engine/record.ts';
import { Figure } from '../figures/figure.tsx';
import { useSay } from '../shell/language.tsx';

export function AskedFigure({ record }: { record: AnyRecord }) {
  const say = useSay();
  const text = (name: string) => (record[name] as string | null) ?? '';
  return (
    <p className="asked-figure">
      {say({ en: `${text('figure_en')}: `, zh: `${text('figure_zh')}：` })}
      <Figure
        indicator={text('indicator')}
        unit={record.unit_id}
        from={text('from_on')}
        to={text('to_on')}
        as_of={text('as_of') || undefined}
      >
        {text('number')}
      </Figure>{' '}
      <span className="grey small">
        {say('Press the number to open its records.', '点击数字查看明细。')}
      </span>
    </p>
  );
}
