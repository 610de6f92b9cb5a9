/** One value of a record, to be read: codes as words, units and links by name, free text as it was written. */
import { useQuery } from '@tanstack/react-query';
import { formatDay } from '#engine/day.ts';
import type { Field } from '#engine/field.ts';
import { labelOf } from '#engine/field.ts';
import type { Text } from '#engine/text.ts';
import { api } from '../shell/api.ts';
import type { LinkTitle, ListedUnit } from '../shell/api-types.ts';
import { GoLink } from '../shell/go.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { NameText } from '../shell/latin-names.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { Address } from './address-value.tsx';
import { IndicatorName } from './indicator-picker.tsx';
import { printInstant, printNumber } from '../shell/numbers.ts';

type Props = {
  readonly field: Field;
  readonly value: unknown;
  readonly links?: Readonly<Record<string, LinkTitle>> | undefined;
  readonly people?: Readonly<Record<string, string>> | undefined;
};

export function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

export function FieldValue({ field, value, links, people }: Props) {
  const { say, language } = useLanguage();
  if (isEmpty(value)) return <span className="grey">–</span>;
  switch (field.kind) {
    case 'text': {
      if (field.format === 'indicator') return <IndicatorName name={String(value)} />;
      if (field.format === 'address') return <Address address={String(value)} />;
      const isName = field.format === 'person_name' || field.private;
      if (field.format === 'person_name')
        return (
          <span className="private-name">
            <NameText name={String(value)} />
          </span>
        );
      return (
        <span lang="zh" className={isName ? 'private-name' : ''}>
          {String(value)}
        </span>
      );
    }
    case 'long_text':
      return (
        <span lang="zh" className="as-written">
          {String(value)}
        </span>
      );
    case 'integer':
      return (
        <span className="digits no-wrap">{`${field.year ? String(value) : printNumber(value as number)}${field.unit ? ` ${say(field.unit)}` : ''}`}</span>
      );
    case 'money':
      return (
        <span className="digits">{`${printNumber(value as number, { money: true })} ${say('yuan', '元')}`}</span>
      );
    case 'day':
      return <span className="digits">{formatDay(value as string, language)}</span>;
    case 'instant':
      return <span className="digits">{printInstant(value as string, language)}</span>;
    case 'boolean':
      return <>{value ? say('Yes', '是') : say('No', '否')}</>;
    case 'code':
      return <>{say(labelOf(field.list, value as string))}</>;
    case 'codes':
      return (
        <>
          {(value as string[]).map((code) => say(labelOf(field.list, code))).join(say(', ', '、'))}
        </>
      );
    case 'unit':
      return <UnitName id={value as number} />;
    case 'link': {
      const link = links?.[value as string];
      if (!link)
        return <span className="grey">{say('(kept elsewhere)', '（由其他单位保管）')}</span>;
      return (
        <GoLink to={`/records/${link.type}/${value as string}`}>
          <span className="private-name">
            <LinkText title={link.title} />
          </span>
        </GoLink>
      );
    }
    case 'account':
      return <NameText name={people?.[value as string] ?? '–'} />;
    default:
      return field satisfies never;
  }
}

/** What is called alike in both languages is a person's name. */
export function LinkText({ title }: { title: Text }) {
  const say = useSay();
  return title.en === title.zh ? (
    <NameText name={title.zh} />
  ) : (
    <MarkedText>{say(title)}</MarkedText>
  );
}

export function UnitName({ id }: { id: number }) {
  const say = useSay();
  const unit = useQuery({
    queryKey: ['units', 'one', id],
    queryFn: () => api.get<{ unit: ListedUnit }>(`/api/units/${id}`),
    staleTime: 10 * 60_000,
  });
  return <>{unit.data ? say(unit.data.unit.name) : '…'}</>;
}
