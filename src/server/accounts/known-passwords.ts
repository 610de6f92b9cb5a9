/**
 * Passwords that are tried first: those of the breaches of others, and what is made of the words of this house. Both
 * are looked for here, without asking anybody outside: the network of an office often reaches no further.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

let known: ReadonlySet<string> | undefined;

/** Read when the first password is set, and kept. */
export function knownPasswords(): ReadonlySet<string> {
  known ??= new Set(
    readFileSync(join(import.meta.dirname, 'known-passwords.txt'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#')),
  );
  return known;
}

/** The product, the offices, their work, places and posts, and what everybody takes: English, pinyin, Chinese. */
export const houseWords: readonly string[] = `
  taizhang 台账 sifaju 司法局 sifasuo 司法所 sifa 司法 fazhi 法治 justice bureau judicial office government
  zhengfu 政府 danwei 单位 mediation mediator tiaojie 调解 renmin 人民 tiaoweihui 调委会 dispute anzhi 安置
  bangjiao 帮教 jiaozheng 矫正 shequ 社区 corrections correction resettlement legalaid falv 法律 yuanzhu 援助
  gongzheng 公证 pufa 普法 notary lawyer lvshi 律师 summary zongjie 总结 figures shuju 数据 zhongwei 中卫 ningxia
  宁夏 shapotou 沙坡头 zhongning 中宁 haiyuan 海原 yinchuan 银川 zhongguo 中国 china beijing 北京 juzhang 局长 suozhang
  所长 keyuan 科员 leader director clerk county administrator admin guanliyuan 管理员 anquan 安全 security
  audit system root user yonghu 用户 account zhanghao 账号 login denglu 登录 password passwd pass mima 密码
  welcome huanying 欢迎 default changeme woaini woaiwo nihao 你好 hello iloveyou love demo test ceshi 测试
  qwertyuiop asdfghjkl zxcvbnm qwerty asdfgh asdf qazwsx zxcv abcd abc
`
  .trim()
  .split(/\s+/);

const alike: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '@': 'a', $: 's', '!': 'i' }; // prettier-ignore

/** Letters that are left of a password once the words are taken out: so few, and it is made of them. */
const lettersLeft = 2;

export function isKnown(password: string): boolean {
  return knownPasswords().has(plain(password));
}

/** `Sifaju@2026`, `zhongwei-justice-1`, `T4izhang!!!!`: the words of everybody here, with figures and signs between. */
export function isMadeOf(password: string, words: readonly string[]): boolean {
  const typed = plain(password);
  // Figures before and behind stand for no letters.
  const signs = [...typed];
  const isLetter = (sign: string) => /\p{L}/u.test(sign);
  const unmasked = signs
    .slice(signs.findIndex(isLetter), signs.findLastIndex(isLetter) + 1)
    .map((sign) => alike[sign] ?? sign)
    .join('');
  const longestFirst = words
    .map(plain)
    .filter((word) => word.length > 1)
    .toSorted((a, b) => b.length - a.length);
  return [typed, unmasked].some((text) => {
    const rest = longestFirst.reduce((left, word) => left.replaceAll(word, ' '), text);
    return rest !== text && (rest.match(/\p{L}/gu)?.length ?? 0) <= lettersLeft;
  });
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
