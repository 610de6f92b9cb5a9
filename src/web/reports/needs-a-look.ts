/** What somebody should look at before signing: not reported, told otherwise before, or far from last year. */
import type { FigureData, GivenOut } from '../shell/api-types.ts';
import { changeInPercent } from '../shell/numbers.ts';

export type Looks = {
  readonly told_otherwise: readonly { readonly figure: FigureData; readonly told: GivenOut }[];
  readonly not_reported: readonly FigureData[];
  readonly far: readonly { readonly figure: FigureData; readonly percent: number }[];
};

/** In per cent of last year, either way. */
const farFrom = 30;

export function whatNeedsALook(figures: readonly FigureData[], given: readonly GivenOut[]): Looks {
  return {
    told_otherwise: figures.flatMap((figure) => {
      const told = given.find(
        (one) =>
          one.indicator === figure.indicator && one.from === figure.from && one.to === figure.to,
      );
      return told && told.value !== figure.value ? [{ figure, told }] : [];
    }),
    not_reported: figures.filter((figure) => !figure.reported),
    far: figures.flatMap((figure) => {
      // A rate differs in points, which is no share of anything.
      const percent =
        figure.kind === 'rate' ? null : changeInPercent(figure.value, figure.last_year);
      return percent !== null && Math.abs(percent) > farFrom ? [{ figure, percent }] : [];
    }),
  };
}

export function countOf({ told_otherwise, not_reported, far }: Looks): number {
  return told_otherwise.length + not_reported.length + far.length;
}
