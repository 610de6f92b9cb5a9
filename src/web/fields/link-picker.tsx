/** Another record, found by name, pinyin or number. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { seeksSecretly } from '#engine/record.ts';
import { book } from '#lines/index.ts';
import { api } from '../shell/api.ts';
import type { Choice, LinkTitle, RecordPage } from '../shell/api-types.ts';
import { useSay } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import './fields.css';
import { PersonPicker } from './person-picker.tsx';

export type LinkPickerProps = {
  readonly id?: string | undefined;
  readonly to: string;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly unit?: number | undefined;
  /** Titles that are known already, so that a chosen entry shows before anything is asked. */
  readonly links?: Readonly<Record<string, LinkTitle>> | undefined;
  readonly invalid?: boolean | undefined;
  readonly label?: string | undefined;
  /** Only versions in force on this day, or `ever` where the day is not known yet. */
  readonly in_force?: string | undefined;
};

export function LinkPicker(props: LinkPickerProps) {
  return book.findRecord(props.to)?.identity ? <PersonPicker {...props} /> : <Picker {...props} />;
}

/** What is found by a person's name is asked for in the body: no name stands in an address. */
async function choicesOf(
  to: string,
  asked: string,
  unit: number | undefined,
  in_force: string | undefined,
): Promise<{ readonly choices: readonly Choice[] }> {
  const type = book.findRecord(to);
  if (asked === '' || !type || !seeksSecretly(type))
    return api.get<{ choices: Choice[] }>(`/api/choices/${to}`, {
      q: asked,
      unit,
      in_force,
    });
  const body = { q: asked, ...(unit === undefined ? {} : { unit: String(unit) }) };
  const { records } = await api.post<RecordPage>(`/api/records/${to}/search`, body);
  const number = type.numbers?.field;
  return {
    choices: records.map((record) => ({
      id: record.id,
      title: record.title,
      number: number ? (record[number] as string | null) : null,
    })),
  };
}

function Picker({
  id,
  to,
  value,
  onChange,
  unit,
  links,
  invalid,
  label,
  in_force,
}: LinkPickerProps) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), 200);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useQuery({
    queryKey: ['choices', to, asked, unit, in_force],
    queryFn: () => choicesOf(to, asked, unit, in_force),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const known = value && links?.[value];
  const choices = found.data?.choices ?? [];
  const options = choices.map((choice) => ({
    value: choice.id,
    label: (
      <>
        <MarkedText>{say(choice.title)}</MarkedText>{' '}
        {choice.number && <span lang="zh">{choice.number}</span>}
      </>
    ),
  }));
  if (known && !options.some((option) => option.value === value))
    options.unshift({ value, label: <MarkedText>{say(known.title)}</MarkedText> });
  const type = book.findRecord(to);
  return (
    <Select
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      allowClear={{ label: say('Empty it', '清空') }}
      value={value}
      loading={found.isFetching}
      placeholder={say('Name, pinyin or number', '名称、拼音或编号')}
      {...(invalid ? { status: 'error' as const } : {})}
      popupMatchSelectWidth={false}
      options={options}
      onChange={(next) => {
        setTyped('');
        onChange((next as string | undefined) ?? null);
      }}
      notFoundContent={
        found.isFetching
          ? say('Being looked up…', '正在查找…')
          : say(
              `No ${type?.label.en.toLowerCase() ?? 'entry'} ${in_force ? 'in force ' : ''}found`,
              `没有找到${in_force ? '有效的' : ''}${type?.label.zh ?? '条目'}`,
            )
      }
    />
  );
}
