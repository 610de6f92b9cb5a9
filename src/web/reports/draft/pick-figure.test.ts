import { expect, it } from 'vitest';
import { pickFigures } from './pick-figure.ts';

const one = (zh: string, en: string, initials: string, pinyin: string) => ({
  label: { zh, en },
  letters: { initials, pinyin },
});
const figures = [
  one(
    '制定印发规范性文件',
    'Policy documents issued',
    'zdyfgfxwj',
    'zhidingyinfaguifanxingwenjian',
  ),
  one('调解矛盾纠纷', 'Disputes mediated', 'tjmdjf', 'tiaojiemaodunjiufen'),
  one('调解终结纠纷', 'Disputes with a result', 'tjzjjf', 'tiaojiezhongjiejiufen'),
  one('调解成功率', 'Success rate', 'tjcgl', 'tiaojiechenggonglv'),
];
const found = (typed: string) => pickFigures(figures, typed).map((figure) => figure.label.zh);

it('finds by initials with letters left out, by pinyin, by characters and by English words', () => {
  expect(found('tjjf')).toEqual(['调解矛盾纠纷', '调解终结纠纷']);
  expect(found('tjcgl')[0]).toBe('调解成功率');
  expect(found('tiaojiem')).toEqual(['调解矛盾纠纷']);
  expect(found('成功')).toEqual(['调解成功率']);
  expect(found('docu')[0]).toBe('制定印发规范性文件');
  expect(found('SUCC')).toEqual(['调解成功率']);
});

it('shows all while nothing is typed, and none for what is not there', () => {
  expect(found('')).toHaveLength(4);
  expect(found('xyz')).toEqual([]);
});
