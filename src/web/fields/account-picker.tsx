/** Somebody with an account, sought by name among those within reach. Who has none is named in words beside it. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import type { Role } from '#engine/permission.ts';
import { roles } from '#engine/permission.ts';
import type { Text } from '#engine/text.ts';
import { api } from '../shell/api.ts';
import { useSay } from '../shell/language.tsx';
import './fields.css';

type Someone = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly unit: Text;
};

type Props = {
  readonly id: string;
  readonly value: string | null;
  /** With the name of whoever was chosen, for the field that says it in words. */
  readonly onChange: (id: string | null, name?: string) => void;
  readonly people?: Readonly<Record<string, string>> | undefined;
  readonly invalid?: boolean | undefined;
};

export function AccountPicker({ id, value, onChange, people, invalid }: Props) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [chosen, setChosen] = useState<Someone | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), 200);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useQuery({
    queryKey: ['people-within', asked],
    queryFn: () => api.post<{ people: Someone[] }>('/api/people/search', { q: asked }),
    enabled: asked !== '',
    staleTime: 30_000,
  });
  const label = (one: Someone) => `${one.name} · ${say(roles[one.role])} · ${say(one.unit)}`;
  const options = (asked === '' ? [] : (found.data?.people ?? [])).map((one) => ({
    value: one.id,
    label: label(one),
  }));
  if (value && !options.some((one) => one.value === value))
    options.unshift({
      value,
      label: chosen?.id === value ? label(chosen) : (people?.[value] ?? say('Somebody', '已选')),
    });
  return (
    <Select
      id={id}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      allowClear={{ label: say('Empty it', '清空') }}
      value={value}
      loading={found.isFetching}
      placeholder={say('Type a name', '输入姓名查找')}
      {...(invalid ? { status: 'error' as const } : {})}
      popupMatchSelectWidth={false}
      className="width-middle"
      options={options}
      onChange={(next) => {
        setTyped('');
        const one = found.data?.people.find((someone) => someone.id === next) ?? null;
        setChosen(one);
        onChange((next as string | undefined) ?? null, one?.name);
      }}
      notFoundContent={
        asked === ''
          ? say('Type a part of the name', '请输入姓名')
          : found.isFetching
            ? say('Being looked up…', '正在查找…')
            : say(
                'Nobody within your reach is called so. Name them in words instead.',
                '管辖范围内没有此人账号，可直接填写姓名。',
              )
      }
    />
  );
}
