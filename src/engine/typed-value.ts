/** From what is typed to what is kept, and back: full-width digits, money in yuan, whole numbers. */
import type { Text } from './text.ts';

export type Reading<T> =
  | { readonly ok: true; readonly value: T | null }
  | { readonly ok: false; readonly problem: Text };

/** Digits, signs and points as a number field wants them; text fields are never touched by this. */
export function narrow(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[。．]/g, '.')
    .replace(/[，、]/g, ',')
    .replace(/[－—–−]/g, '-')
    .trim();
}

/** Yuan as people type them (3000, 3,000.50, 3千5 is refused) to whole fen. No floating point is involved. */
export function readYuan(typed: string): Reading<number> {
  const plain = narrow(typed)
    .replace(/^[¥￥]/, '')
    .replace(/元$/, '')
    .replaceAll(',', '')
    .trim();
  if (plain === '') return { ok: true, value: null };
  const tenThousands = plain.endsWith('万');
  const match = /^(\d{1,13})(?:\.(\d{1,6}))?$/.exec(tenThousands ? plain.slice(0, -1) : plain);
  if (!match)
    return refuse('Type yuan like 3000 or 3000.50.', '请按3000或3000.50的样子填写金额（元）。');
  const places = tenThousands ? 6 : 2;
  const decimals = match[2] ?? '';
  if (decimals.length > places)
    return refuse('There is nothing smaller than a fen.', '金额最小到分。');
  return { ok: true, value: Number(match[1] + decimals.padEnd(places, '0')) };
}

/** Fen as yuan for an input: no grouping, so that it can be typed over. */
export function writeYuan(fen: number | null | undefined): string {
  if (fen === null || fen === undefined) return '';
  const text = String(Math.abs(fen)).padStart(3, '0');
  const decimals = text.slice(-2);
  return `${fen < 0 ? '-' : ''}${text.slice(0, -2)}${decimals === '00' ? '' : `.${decimals}`}`;
}

export function readWhole(typed: string): Reading<number> {
  const plain = narrow(typed)
    .replaceAll(',', '')
    .replace(/[人次件户个分月年]$/, '');
  if (plain === '') return { ok: true, value: null };
  if (!/^-?\d{1,15}$/.test(plain))
    return refuse('Type a whole number, like 12.', '请填写整数，例如12。');
  return { ok: true, value: Number(plain) };
}

function refuse(en: string, zh: string): Reading<number> {
  return { ok: false, problem: { en, zh } };
}
