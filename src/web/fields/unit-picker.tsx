/** A unit of the tree: found by name, pinyin or code, or from the level below. Never more than one level or 50 hits. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { api } from '../shell/api.ts';
import type { ListedUnit } from '../shell/api-types.ts';
import { useSay } from '../shell/language.tsx';
import { useSession } from '../shell/session.tsx';
import './fields.css';

type Props = {
  readonly id?: string | undefined;
  readonly value: number | null;
  readonly onChange: (unit: number | null) => void;
  readonly label?: string | undefined;
  readonly clearable?: boolean | undefined;
  readonly invalid?: boolean | undefined;
  readonly width?: number | undefined;
};

type UnitAnswer = { readonly unit: ListedUnit; readonly ancestors: readonly ListedUnit[] };

export function useUnit(id: number | null) {
  return useQuery({
    queryKey: ['units', 'one', id],
    queryFn: () => api.get<UnitAnswer>(`/api/units/${id}`),
    enabled: id !== null,
    staleTime: 10 * 60_000,
  });
}

export function UnitPicker({ id, value, onChange, label, clearable, invalid, width }: Props) {
  const say = useSay();
  const { grant } = useSession();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), 200);
    return () => clearTimeout(timer);
  }, [typed]);
  const own = grant.unit;
  const present = useUnit(value === own.id ? null : value);
  const at = value ?? own.id;
  const found = useQuery({
    queryKey: ['units', asked ? 'found' : 'below', asked || at],
    queryFn: () =>
      api.get<{ units: ListedUnit[] }>('/api/units', asked ? { q: asked } : { parent: at }),
    placeholderData: keepPreviousData,
    staleTime: 10 * 60_000,
  });
  const chosen = value === own.id ? own : present.data?.unit;
  // Upwards only to where the post reaches; the server refuses more anyway.
  const above = (present.data?.ancestors ?? []).filter(
    (unit) => unit.path.startsWith(own.path) && unit.id !== value,
  );
  const offered = asked
    ? (found.data?.units ?? [])
    : [own, ...above, ...(chosen ? [chosen] : []), ...(found.data?.units ?? [])];
  const unique = [...new Map(offered.map((unit) => [unit.id, unit])).values()];
  return (
    <Select
      {...(id ? { id } : {})}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      aria-label={label}
      value={value}
      placeholder={say('Choose a unit', '选择单位')}
      loading={found.isFetching}
      allowClear={clearable ? { label: say('Empty it', '清空') } : false}
      {...(invalid ? { status: 'error' as const } : {})}
      {...(width ? { style: { width } } : {})}
      popupMatchSelectWidth={false}
      options={unique.map((unit) => ({ value: unit.id, label: say(unit.name) }))}
      onChange={(next) => {
        setTyped('');
        onChange((next as number | undefined) ?? null);
      }}
      notFoundContent={say('No unit of that name', '没有找到单位')}
    />
  );
}
