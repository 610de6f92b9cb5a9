/**
 * The divisions of a place that is not there, as large as asked, in the columns of an official divisions file. Names
 * share their first characters, as names do, so that searching meets as many as there would be.
 */
const characters = [
  ...'东西南北上下前后新老大小高长宽红金银清明永安兴和平太丰乐福庆泉河沟滩梁塬台堡寨营庄湖桥',
];

/** One city, and counties, townships and villages below it: `count` units in all, at most 400,000. */
export function inventDivisions(count: number): { readonly csv: string; readonly city: string } {
  const city = '990100000000';
  const lines = ['code,name,parent_code,level', `${city},远山市,990000000000,city`];
  const add = (code: string, name: string, parent: string, level: string) => {
    if (lines.length <= count) lines.push(`${code},${name},${parent},${level}`);
  };
  for (let i = 0; lines.length <= count; i++) {
    const [c, t, v] = [Math.floor(i / 20_000), Math.floor(i / 200) % 100, i % 200];
    const county = `9901${String(c + 1).padStart(2, '0')}`;
    const township = `${county}${100 + t}`;
    if (i % 20_000 === 0) add(`${county}000000`, `${nameOf(c)}县`, city, 'county');
    if (v === 0) add(`${township}000`, `${nameOf(c * 100 + t)}镇`, `${county}000000`, 'township');
    add(`${township}${200 + v}`, `${nameOf(i)}村`, `${township}000`, 'village');
  }
  return { csv: lines.join('\n'), city };
}

function nameOf(n: number): string {
  const digit = (place: number) =>
    characters[Math.floor(n / characters.length ** place) % characters.length]!;
  return digit(1) + digit(0) + (n >= characters.length ** 2 ? digit(2) : '');
}
