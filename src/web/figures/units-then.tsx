/** The units below a figure, as they stand now or as they stood when its period ended. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay } from '#engine/day.ts';
import { api } from '../shell/api.ts';
import type { FigureDetail } from '../shell/api-types.ts';
import { useLanguage } from '../shell/language.tsx';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { figureParams } from './figure-address.ts';
import type { FigureAddress } from './figure-address.ts';
import { UnitsTable } from './parts-of-figure.tsx';

type Props = { readonly figure: FigureDetail; readonly door: FigureAddress };

export function UnitsThen({ figure, door }: Props) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const [then, setThen] = useState(false);
  const asked = { ...figureParams(door), tree: figure.to };
  const stood = useQuery({
    queryKey: ['figure', figure.indicator, 'tree', asked],
    queryFn: () => api.get<FigureDetail>(`/api/figures/${figure.indicator}`, asked),
    enabled: then,
  });
  return (
    <>
      {figure.to < today && (
        <label className="filter-option" style={{ marginBottom: 10 }}>
          <input
            type="checkbox"
            checked={then}
            onChange={(event) => setThen(event.target.checked)}
          />
          {say(
            `Under the boundaries of ${formatDay(figure.to, 'en')}`,
            `按${formatDay(figure.to, language)}的区划`,
          )}
        </label>
      )}
      {!then && <UnitsTable figure={figure} />}
      {then && stood.isPending && <Waiting />}
      {then && stood.isError && <Trouble error={stood.error} />}
      {then && stood.data && <UnitsTable figure={stood.data} plain />}
    </>
  );
}
