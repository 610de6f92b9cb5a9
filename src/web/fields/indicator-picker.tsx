/** A figure by name, out of all lines. One that no line keeps yet stays as it was written. */
import { Select } from 'antd';
import { book } from '#lines/index.ts';
import { useSay } from '../shell/language.tsx';
import './fields.css';

type Props = {
  readonly id?: string | undefined;
  readonly value: string | null;
  readonly onChange: (name: string | null) => void;
  readonly invalid?: boolean | undefined;
};

export function IndicatorPicker({ id, value, onChange, invalid }: Props) {
  const say = useSay();
  const groups = book.lines.map((line) => ({
    label: say(line.label),
    options: line.indicators.map(({ name, label }) => ({ value: name, label: say(label) })),
  }));
  const waiting =
    value !== null && !book.findIndicator(value)
      ? [{ label: say('Not kept yet', '尚未建账'), options: [{ value, label: value }] }]
      : [];
  return (
    <Select
      {...(id ? { id } : {})}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={{ label: say('Empty it', '清空') }}
      value={value}
      placeholder={say('Choose a figure', '选择指标')}
      {...(invalid ? { status: 'error' as const } : {})}
      popupMatchSelectWidth={false}
      className="width-middle"
      options={[...waiting, ...groups]}
      onChange={(next) => onChange((next as string | undefined) ?? null)}
      notFoundContent={say('No figure of that name', '没有找到指标')}
    />
  );
}

export function IndicatorName({ name }: { name: string }) {
  const say = useSay();
  const known = book.findIndicator(name);
  return known ? (
    <>{say(known.label)}</>
  ) : (
    <span className="grey">{say(`${name} (line not kept yet)`, `${name}（业务尚未建账）`)}</span>
  );
}
