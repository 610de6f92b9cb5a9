/** Finding a figure by what a clerk types behind #: initials with letters left out (tjjf for 调解矛盾纠纷), pinyin, words. */
import type { Text } from '#engine/text.ts';

type Pickable = {
  readonly label: Text;
  readonly letters: { readonly initials: string; readonly pinyin: string };
};

/** Best first; everything, in the order given, while nothing is typed. */
export function pickFigures<F extends Pickable>(figures: readonly F[], typed: string): F[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [...figures];
  return figures
    .map((figure) => ({ figure, rank: rankOf(figure, wanted) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ figure }) => figure);
}

function rankOf({ label, letters }: Pickable, wanted: string): number {
  const { initials, pinyin } = letters;
  if (initials === wanted) return 10;
  if (label.zh.includes(wanted)) return 9;
  if (initials.startsWith(wanted)) return 8;
  if (pinyin.startsWith(wanted)) return 7;
  const words = label.en.toLowerCase();
  if (words.startsWith(wanted)) return 6;
  if (words.includes(wanted)) return 5;
  // Fewer letters left out is nearer to what was meant.
  const left = leftOut(initials, wanted);
  if (left !== null) return 4 - left / 100;
  if (pinyin.includes(wanted)) return 2;
  return leftOut(label.zh, wanted) === null ? 0 : 1;
}

/** How many letters of the name were left out; null where they do not come in this order. */
function leftOut(name: string, wanted: string): number | null {
  let at = -1;
  let [first, last] = [-1, -1];
  for (const letter of wanted) {
    at = name.indexOf(letter, at + 1);
    if (at < 0) return null;
    if (first < 0) first = at;
    last = at;
  }
  return first * 2 + (last - first + 1 - wanted.length);
}
