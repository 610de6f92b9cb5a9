import { describe, expect, test } from 'vitest';
import { pinyinName, pinyinPlace } from './pinyin-name.ts';

describe('a person in pinyin', () => {
  test.each([
    ['张三', 'Zhang San'],
    ['王小明', 'Wang Xiaoming'],
    ['单雄信', 'Shan Xiongxin'],
    ['欧阳明月', 'Ouyang Mingyue'],
    ['司马光', 'Sima Guang'],
    ['东方', 'Dong Fang'],
    ['李安娥', "Li An'e"],
    ['吕布', 'Lyu Bu'],
    ['张女略', 'Zhang Nyulyue'],
    ['马', 'Ma'],
    ['买买提·吐尔逊', "Maimaiti Tu'erxun"],
    ['John Smith', 'John Smith'],
    ['', ''],
  ])('%s is %s', (name, expected) => {
    expect(pinyinName(name)).toBe(expected);
  });
});

describe('a place in English', () => {
  test.each([
    ['宁夏回族自治区', 'Ningxia Hui Autonomous Region'],
    ['中卫市', 'Zhongwei City'],
    ['沙坡头区', 'Shapotou District'],
    ['中宁县', 'Zhongning County'],
    ['海原县', 'Haiyuan County'],
    ['礼县', 'Lixian County'],
    ['镇罗镇', 'Zhenluo Town'],
    ['迎水桥镇', 'Yingshuiqiao Town'],
    ['鸣沙镇', 'Mingsha Town'],
    ['西安镇', "Xi'an Town"],
    ['香山乡', 'Xiangshan Township'],
    ['喊叫水乡', 'Hanjiaoshui Township'],
    ['曹洼乡', 'Caowa Township'],
    ['贾塘乡', 'Jiatang Township'],
    ['舟塔乡', 'Zhouta Township'],
    ['西关街道', 'Xiguan Subdistrict'],
    ['南街村委会', 'Nanjie Village'],
    ['南街村民委员会', 'Nanjie Village'],
    ['南村委会', 'Nancun Village'],
    ['向阳巷居委会', 'Xiangyangxiang Community'],
    ['向阳巷社区居委会', 'Xiangyangxiang Community'],
    ['平安社区', "Ping'an Community"],
    ['长安居委会', "Chang'an Community"],
    ['彰恩村', "Zhang'en Village"],
    ['窑儿村委会', "Yao'er Village"],
    ['绿盛居委会', 'Lyusheng Community'],
    ['枣一村', 'Zaoyi Village'],
    ['东关村委会', 'Dongguan Village'],
    ['红湾新村', 'Hongwan New Village'],
    ['贾塘新村村委会', 'Jiatang New Village'],
    ['立新村', 'Lixin Village'],
    ['校育川村委会', 'Xiaoyuchuan Village'],
    ['撒台村委会', 'Satai Village'],
    ['中卫工业园区', 'Zhongwei Industrial Park'],
    ['中卫工业园区虚拟社区', 'Zhongwei Industrial Park Virtual Community'],
    ['中卫山羊选育场', 'Zhongwei Goat Breeding Farm'],
    ['种羊场虚拟生活区', 'Sheep Breeding Farm Virtual Residential Area'],
    ['南华山自然保护区管理处', 'Nanhuashan Nature Reserve Administration'],
    ['老城管理办公室', 'Laocheng Administration Office'],
    ['海兴开发区', 'Haixing Development Zone'],
    ['街道村', 'Jiedao Village'],
    ['𬭼山镇', 'Suishan Town'],
    ['镇罗', 'Zhenluo'],
    ['Zhenluo Town', 'Zhenluo Town'],
  ])('%s is %s', (name, expected) => {
    expect(pinyinPlace(name)).toBe(expected);
  });
});

describe('every place of Zhongwei', () => {
  // The divisions of 2023, shortened by the endings that repeat: 村委会, 村, 社区, 居委会.
  const townships =
    '滨河镇 文昌镇 东园镇 柔远镇 镇罗镇 宣和镇 永康镇 常乐镇 迎水桥镇 兴仁镇 香山乡 宁安镇 鸣沙镇 石空镇 新堡镇 ' +
    '恩和镇 大战场镇 舟塔乡 白马乡 余丁乡 喊叫水乡 徐套乡 太阳梁乡 海城镇 李旺镇 西安镇 三河镇 七营镇 史店乡 ' +
    '树台乡 关桥乡 高崖乡 郑旗乡 贾塘乡 曹洼乡 九彩乡 李俊乡 红羊乡 关庄乡 甘城乡';
  const villages =
    '向阳巷 光明 东方红 中山 长安 槐树北巷 瑞丰 平安 新墩花园 湖畔 阳光 幸福里 文苑 宜居 新河 南街 西关 高庙 城北 前锋 炭场子 新墩 南关 南元 沙桥 官桥 大板 ' +
    '涝池 蔡桥路 民族巷 华西 黄河花园 东花园 福润苑 福兴苑 文昌阁 杞香苑 香山 明珠 和睦 世纪花园 丰安 西花园 和润 恒祥 迎宾 黄湾 雍楼 双桥 郭营 蔡桥 东关 东园 ' +
    '五里 八字渠 韩闸 双渠 史湖 冯桥 北湖 美利 瑞应 曹闸 赵桥 白桥 谢滩 新滩 红武 柔新 黑山 新星 郭滩 金沙 郑口 高营 沙渠 砖塔 莫楼 渡口 夹渠 镇靖 冯庄 ' +
    '雍湖 范庙 施庙 柔远 刘台 沈桥 观音 镇北 镇西 李嘴 河沟 凯歌 胜金 关庄 李园 九塘 镇罗 福堂 福兴 羚羊 东月 宣和 何营 旧营 赵滩 三营 张洪 宏爱 马滩 汪园 ' +
    '永和 曹山 敬农 喜沟 丹阳 草台 华和 海和 羚和 兴海 林昌 杨滩 刘湾 永丰 艾湾 永康 永南 沙滩 徐庄 乐台 景台 阳沟 丰台 达茂 城农 彩达 双达 永新 校育川 ' +
    '党家水 永乐 申滩 常乐 倪滩 马路滩 枣林 大路街 刘营 高滩 李营 水车 黄套 河沿 熊水 罗泉 思乐 康乐 海乐 迎新 绿盛 迎水 黑林 码头 鸣钟 沙坡头 孟家湾 长流水 ' +
    '营盘水 牛滩 夹道 杨渠 何滩 姚滩 鸣沙 南长滩 北长滩 兴仁 郝集 西里 高庄 王团 东滩 拓寨 团结 泰和 兴盛 川裕 景庄 梁水 黄泉 深井 三眼井 新水 红圈 米粮川 ' +
    '振兴 南苑 利民 红苑 朱营 丰宁 杞苑 宁新 仁和 裕民 富民 宁华 杞韵 新安 新胜 郭庄 石桥 殷庄 洼路 莫嘴 东华 南桥 营盘滩 古城 新建 黄滨 鸣雁 黄营 薛营 ' +
    '二道渠 五道渠 李滩 长滩 长鸣 张台 倪丁 史营 黄庄 关帝 王营 童庄 立新 枣一 枣二 高山寺 白马湖 新渠稍 太平 新桥 安定 柳青 新堡 创业 肖闸 宋营 毛营 盖湾 ' +
    '南湾 刘庄 吴桥 刘庙 秦庄 上庄 恩和 刘桥 华寺 朱台 曹桥 河滩 红梧 长山头 庆丰 马莲梁 清河 唐圈 大战场 红宝 花豹湾 石喇叭 兴业 元丰 东盛 杞海 宁原 长山湖 ' +
    '潘营 上桥 铁渠 靳崖 舟塔 黄桥 康滩 田滩 长桥 孔滩 白马 朱路 白路 三道湖 彰恩 跃进 新田 永兴 黄羊 余丁 石空 时庄 马塘 高岭 上庄子 下庄子 周段头 北沟沿 ' +
    '硷台子 贺家口子 周沟 周马庄子 五丰台 喊叫水 石泉 北沿口 田套子 红湾新 麦垛新 康湾新 车路新 小湾 李士 红柳 原套 徐套 白套 大滩川 田家滩 大台子 新庄子 下流水 ' +
    '上流水 白圈子 兴渠 新海 白马梁 南塘 隆原 德盛 兴源 山门 水洼 段塬 高台 堡子 武塬 王井 北海 李果园 二道 韩府 马莲 李旺 团庄 七百户 杨山 杨堡 新源 北滩 ' +
    '罗川 白吉 菜园 小河 胡湾 付套 薛套 范台 园河 西安 盐池 凤凰 唐堡 富陵 鹭海 苋麻 代店 辽坡 黑城 红城 四营 六窑 坪路 砖窖 张堡 五营 七营 南堡 马堡 下套 ' +
    '北咀 盘河 八营 柴梁 高崖 米湾 史店 苍湾 徐坪 田拐 大川 前川 大嘴 树台 二百户 浪塘 红井 相桐 新庄 龚湾 韩庄 王湾 麻春 罗山 冯湾 张湾 贺堡 方堡 关桥 ' +
    '脱场 马湾 八斗 香水 红古 红岸 联合 草场 三分湾 高湾 新民 西沿 郑旗 吴湾 撒堡 南山 撒台 中坪 南河 贾塘 后塘 黄坪 王塘 马营 双河 堡台 曹洼 脱烈 ' +
    '白崖 冶套 硝沟 九彩 元套 马圈 李俊 蔡祥 红星 蒿滩 杨明 张元 安堡 术川 红羊 红堡 前进 刘套 石塘 窑儿 庙湾 宋庄 甘城 吴渠 双井 乔畔 久坪 三台 武塘 东城 ' +
    '西湖 北坪 幸福 黎明 建设 文联';
  const names = [
    ...townships.split(' '),
    ...villages.split(' ').flatMap((name) => [`${name}村`, `${name}村委会`, `${name}社区`]),
  ];

  test('has an English name of ASCII letters', () => {
    const english = /^[A-Z][a-z']+( New)? [A-Z][a-z]+$/;
    const wrong = names.filter((name) => !english.test(pinyinPlace(name)));
    expect(wrong).toEqual([]);
  });
});
