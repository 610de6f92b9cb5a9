/** The units below a figure, as they stand now or as they stood when its period ended: the whole drawer goes along. */
import { formatDay } from '#engine/day.ts';
import type { FigureDetail } from '../shell/api-types.ts';
import { useSearch } from '../shell/go.tsx';
import { useSay } from '../shell/language.tsx';
import { useSession } from '../shell/session.tsx';
import { writeFigureAddress } from './figure-address.ts';
import type { FigureAddress } from './figure-address.ts';
import { UnitsTable } from './parts-of-figure.tsx';

type Props = { readonly figure: FigureDetail; readonly door: FigureAddress };

export function UnitsThen({ figure, door }: Props) {
  const say = useSay();
  const { today } = useSession();
  const [, change] = useSearch();
  const day = door.tree ?? figure.to;
  return (
    <>
      {(door.tree !== undefined || figure.to < today) && (
        <label className="filter-option" style={{ marginBottom: 10 }}>
          <input
            type="checkbox"
            checked={door.tree !== undefined}
            onChange={(event) => {
              const tree = event.target.checked ? day : undefined;
              change({ figure: writeFigureAddress({ ...door, tree }) }, { replace: true });
            }}
          />
          {say(
            `Under the boundaries of ${formatDay(day, 'en')}`,
            `按${formatDay(day, 'zh')}的区划`,
          )}
        </label>
      )}
      <UnitsTable figure={figure} tree={door.tree} />
    </>
  );
}
