import { useQuery } from '@tanstack/react-query';
import type { AnyRecordType } from '#engine/record.ts';
import { book } from '#lines/index.ts';
import { Figure } from '../figures/figure.tsx';
import { api } from '../shell/api.ts';
import type { FigureDetail } from '../shell/api-types.ts';
import type { Search } from '../shell/addresses.ts';
import { useSay } from '../shell/language.tsx';
import { countedBy } from './counted-by.ts';

/** "The ledger counts 4,127": shown only while the list's filters equal a figure. */
export function LedgerCounts({ type, search }: { type: AnyRecordType; search: Search }) {
  const say = useSay();
  const counted = countedBy(
    type,
    book.indicators,
    (name) => book.measures.find((measure) => measure.name === name)?.of,
    search,
  );
  const params = { unit: counted?.unit, from: counted?.from, to: counted?.to };
  const figure = useQuery({
    queryKey: ['figure', counted?.indicator.name, params],
    queryFn: () => api.get<FigureDetail>(`/api/figures/${counted!.indicator.name}`, params),
    enabled: counted !== null,
  });
  if (!counted || !figure.data) return null;
  return (
    <span>
      {say('The ledger counts ', '台账记数 ')}
      <Figure
        indicator={counted.indicator.name}
        {...params}
        value={figure.data.value}
        kind={figure.data.kind}
        counter={figure.data.counter}
        label={figure.data.label}
      />
    </span>
  );
}
