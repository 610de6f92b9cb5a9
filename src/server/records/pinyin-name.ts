/**
 * Names of people and places as the English pages write them, in ASCII. People by GB/T 28039-2011:
 * surname first, given name in one word, apostrophes before a, e and o; ü becomes yu as in
 * passports (吕 is Lyu). Places keep their own name in pinyin and translate what they are.
 */
import { syllablesOf } from './search-key.ts';

/** The commoner surnames of two characters: without a list 欧阳明月 would be Mr Ou. */
const doubleSurnames = new Set(
  (
    '欧阳 上官 司马 司徒 司空 司寇 诸葛 东方 东郭 南宫 西门 夏侯 皇甫 尉迟 公孙 公羊 公冶 公西 慕容 ' +
    '长孙 宇文 令狐 轩辕 钟离 端木 百里 呼延 独孤 拓跋 赫连 澹台 濮阳 淳于 单于 太史 申屠 仲孙 闻人 ' +
    '万俟 宗政 鲜于 闾丘 亓官 巫马 颛孙 漆雕 乐正 谷梁 梁丘 左丘 第五 羊舌 微生 南门 段干 夹谷'
  ).split(' '),
);

type PlaceKind = {
  readonly zh: string;
  readonly en: string;
  /** What stays in the name where only one character stands before it: 礼县 is Lixian County. */
  readonly kept?: string;
  /** Other places are named for one of this kind, and it is translated there too. */
  readonly inside?: boolean;
};

/** What a place is, at the end of its name. Longer ones come first: 平安社区 is no 区. */
const placeKinds: readonly PlaceKind[] = [
  { zh: '自然保护区管理处', en: 'Nature Reserve Administration', inside: true },
  { zh: '管理办公室', en: 'Administration Office', inside: true },
  { zh: '山羊选育场', en: 'Goat Breeding Farm', inside: true },
  { zh: '种羊场', en: 'Sheep Breeding Farm', inside: true },
  { zh: '工业园区', en: 'Industrial Park', inside: true },
  { zh: '开发区', en: 'Development Zone', inside: true },
  { zh: '虚拟生活区', en: 'Virtual Residential Area' },
  { zh: '虚拟社区', en: 'Virtual Community' },
  { zh: '社区居民委员会', en: 'Community' },
  { zh: '社区居委会', en: 'Community' },
  { zh: '居民委员会', en: 'Community' },
  { zh: '居委会', en: 'Community' },
  { zh: '社区', en: 'Community' },
  { zh: '新村村民委员会', en: 'New Village' },
  { zh: '新村村委会', en: 'New Village' },
  { zh: '新村', en: 'New Village' },
  { zh: '村民委员会', en: 'Village', kept: '村' },
  { zh: '村委会', en: 'Village', kept: '村' },
  { zh: '村', en: 'Village', kept: '村' },
  { zh: '街道办事处', en: 'Subdistrict' },
  { zh: '街道', en: 'Subdistrict' },
  { zh: '镇', en: 'Town', kept: '镇' },
  { zh: '乡', en: 'Township', kept: '乡' },
  { zh: '区', en: 'District', kept: '区' },
  { zh: '县', en: 'County', kept: '县' },
  { zh: '市', en: 'City', kept: '市' },
  { zh: '省', en: 'Province' },
];

/** Official English names that pinyin cannot give. */
const officialNames: Readonly<Record<string, string>> = {
  宁夏回族自治区: 'Ningxia Hui Autonomous Region',
};

/**
 * A person's name in pinyin: 张三 is Zhang San, 欧阳明月 Ouyang Mingyue, 买买提·吐尔逊 Maimaiti
 * Tu'erxun. What is not Chinese is left as it is.
 */
export function pinyinName(name: string): string {
  const words = name.trim().split(/[\s·・•‧]+/);
  return words
    .map((word, at) => {
      if (!isChinese(word)) return word;
      const syllables = syllablesOf(word, at === 0 ? 'person' : 'place');
      // With a point inside, every part is one word: there is no surname to set apart.
      if (words.length > 1) return joined(syllables);
      const surname = surnameLength(word);
      const parts = [joined(syllables.slice(0, surname)), joined(syllables.slice(surname))];
      return parts.filter((part) => part !== '').join(' ');
    })
    .join(' ');
}

/**
 * A place's name in English: 镇罗镇 is Zhenluo Town, 平安社区 Ping'an Community. Names without a
 * known ending become pinyin throughout; what is not Chinese is left as it is.
 */
export function pinyinPlace(name: string): string {
  const official = officialNames[name];
  if (official !== undefined) return official;
  if (!isChinese(name)) return name;
  // Read with its ending, because the neighbours decide how a character is read.
  return placeFrom(name, syllablesOf(name, 'place'));
}

function placeFrom(name: string, syllables: readonly string[]): string {
  const kind = placeKinds.find(({ zh, en }) => {
    // 立新村 is a village Lixin, and 红湾新村 a new village Hongwan.
    return name.endsWith(zh) && syllables.length - zh.length >= (en === 'New Village' ? 2 : 0);
  });
  if (!kind) return joined(syllables);
  const before = name.slice(0, name.length - kind.zh.length);
  const own = syllables.slice(0, syllables.length - kind.zh.length);
  if (own.length === 0) return kind.en;
  if (own.length === 1 && kind.kept !== undefined) {
    return `${joined(syllables.slice(0, 2))} ${kind.en}`;
  }
  const nested = placeKinds.some(({ zh, inside }) => inside && before.endsWith(zh));
  return `${nested ? placeFrom(before, own) : joined(own)} ${kind.en}`;
}

function surnameLength(name: string): number {
  return name.length > 2 && doubleSurnames.has(name.slice(0, 2)) ? 2 : 1;
}

/** One word with a capital; an apostrophe where a syllable would otherwise run into the next. */
function joined(syllables: readonly string[]): string {
  const word = syllables
    .map((syllable, at) => (at > 0 && /^[aeo]/.test(syllable) ? `'${syllable}` : syllable))
    .join('')
    .replace(/v/g, 'yu');
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function isChinese(text: string): boolean {
  return /^\p{Script=Han}+$/u.test(text);
}
