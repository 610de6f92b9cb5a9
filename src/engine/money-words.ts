/**
 * Amounts as a payment list spells them, so that nobody adds a digit: 叁仟元整. By the People's Bank's rules for filling
 * in bills (支付结算办法, annex 1): 整 after yuan or jiao, one 零 for any run of zeros, none before 角 unless yuan has none.
 */
const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿', '万亿'];

/** In: whole fen, from 0 to below 10^16 yuan. Out: the amount in capitals. Throws RangeError for anything else. */
export function yuanInCapitals(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError(`Not an amount in fen: ${fen}`);
  const yuan = Math.floor(fen / 100);
  const [jiao, rest] = [Math.floor((fen % 100) / 10), fen % 10];
  const whole = yuan > 0 ? `${wholeInCapitals(yuan)}元` : '';
  if (jiao === 0 && rest === 0) return `${whole || '零元'}整`;
  if (rest === 0) return `${whole}${digits[jiao]}角整`;
  const tens = jiao > 0 ? `${digits[jiao]}角` : whole ? '零' : '';
  return `${whole}${tens}${digits[rest]}分`;
}

/** Four digits at a time: each group is read alone and followed by 万, 亿 or 万亿. */
function wholeInCapitals(yuan: number): string {
  let text = '';
  let gap = false;
  for (let i = groups.length - 1; i >= 0; i -= 1) {
    const group = Math.floor(yuan / 10 ** (i * 4)) % 10_000;
    if (group === 0) {
      gap = text !== '';
      continue;
    }
    // 10050000 is 壹仟零伍万: a zero is said once where places are left out.
    if (text !== '' && (gap || group < 1000)) text += '零';
    text += groupInCapitals(group) + groups[i]!;
    gap = false;
  }
  return text;
}

function groupInCapitals(group: number): string {
  let text = '';
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(group / 10 ** place) % 10;
    if (digit > 0) text += digits[digit]! + places[place]!;
    else if (text !== '' && !text.endsWith('零') && group % 10 ** place > 0) text += '零';
  }
  return text;
}
