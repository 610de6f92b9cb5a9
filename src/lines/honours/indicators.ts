/** The figures of the honours, in the order of the annual summary. */
import type { Count, Indicator } from '#engine/indicator.ts';
import type { Text } from '#engine/text.ts';
import { counters } from './measures.ts';

/** The offices keep this register too: where they keep theirs, no honour means none. */
const kept_by = 'offices_kept';
const { honours, offices, units, people, percent, letters, times, projects } = counters;

type Words = { readonly label: Text; readonly counter: Text; readonly rule: Text };

function words(
  [en, zh]: readonly [string, string],
  counter: Text,
  [rule_en, rule_zh]: readonly [string, string],
): Words {
  return { label: { en, zh }, counter, rule: { en: rule_en, zh: rule_zh } };
}

function flow(name: string, of: Words, count: Count, figure_id?: string): Indicator {
  const rest = { count, kept_by, ...(figure_id ? { figure_id } : {}) };
  return { name, kind: 'flow', group: 'results', ...of, ...rest };
}

function stock(name: string, of: Words, count: Count, figure_id?: string): Indicator {
  const rest = { count, kept_by, ...(figure_id ? { figure_id } : {}) };
  return { name, kind: 'stock', group: 'results', ...of, ...rest };
}

const namedRule = [
  'Named in the period, by the day on the document; what is only recommended is left out, and what was lost later still counts.',
  '按命名文件日期统计期内命名的，仅推荐未命名的不计，其后撤销的仍计。',
] as const;

const named = (kind: string, level: string, subject: readonly string[]): Count => ({
  measure: 'honours_named',
  where: { kind: [kind], level: [level], subject },
});

const unitKinds = [
  ['community', 'communities', '社区', 'F13a'],
  ['village', 'villages', '行政村', 'F13b'],
  ['school', 'schools', '学校', 'F13c'],
  ['enterprise', 'enterprises', '企业', 'F13d'],
  ['grassroots', 'other grass-roots units', '基层单位', 'F13e'],
] as const;

const creationPlaces = [
  ['law_based_cities', 'city', 'Rule-of-law city: projects', '法治城市创建'],
  ['law_based_counties', 'county', 'Rule-of-law counties: projects', '法治县（区）创建'],
] as const;

const pacesetters: Count = { measure: 'honours_held', where: { kind: ['pacesetter'] } };

export const indicators: readonly Indicator[] = [
  flow(
    'national_villages_named',
    words(
      ['National democracy and rule-of-law villages named', '命名全国民主法治示范村'],
      units,
      namedRule,
    ),
    named('democratic_village', 'national', ['village', 'community']),
    'F12',
  ),
  ...unitKinds.map(([subject, en, zh, figure_id]) =>
    flow(
      `region_governance_${subject}`,
      words(
        [
          `Region-level law-based-governance units named: ${en}`,
          `命名自治区级依法治理示范单位：${zh}`,
        ],
        units,
        namedRule,
      ),
      named('governance_unit', 'region', [subject]),
      figure_id,
    ),
  ),
  stock(
    'rule_of_law_villages_held',
    words(['Democracy and rule-of-law villages', '民主法治示范村（社区）'], units, [
      'Honours of all levels valid at the end of the period; a village that holds two levels counts twice.',
      '期末有效的各级民主法治示范村称号，同一村获两级称号的计两个。',
    ]),
    { measure: 'honours_held', where: { kind: ['democratic_village'] } },
  ),
  stock(
    'governance_units_held',
    words(['Law-based-governance units', '依法治理示范单位'], units, [
      'Honours of all levels valid at the end of the period.',
      '期末有效的各级依法治理示范单位称号。',
    ]),
    { measure: 'honours_held', where: { kind: ['governance_unit'] } },
  ),
  flow(
    'pacesetters_named',
    words(['Pacesetter offices created', '创建标兵司法所'], offices, namedRule),
    { measure: 'honours_named', where: { kind: ['pacesetter'] } },
  ),
  stock(
    'pacesetters',
    words(['Pacesetter offices', '标兵司法所'], offices, [
      'Offices whose honour as a pacesetter is valid at the end of the period.',
      '期末标兵司法所称号在有效期内的司法所。',
    ]),
    pacesetters,
    'F32',
  ),
  {
    name: 'pacesetter_rate',
    kind: 'rate',
    of: 'quotient',
    sum: 'stock',
    group: 'results',
    ...words(['Pacesetter creation rate', '标兵司法所创建率'], percent, [
      'Pacesetter offices, over all judicial offices in existence at the end of the period.',
      '期末有效的标兵司法所与期末在册司法所之比。',
    ]),
    numerator: pacesetters,
    denominator: { measure: 'offices' },
    work_unit: { en: 'offices', zh: '个司法所' },
    figure_id: 'F33',
    kept_by,
  },
  flow(
    'directors_ranked',
    words(['Directors given rank treatment', '享受职级待遇的司法所长'], people, namedRule),
    { measure: 'honours_named', where: { kind: ['rank_treatment'] } },
    'F35',
  ),
  flow(
    'special_contributors_recommended',
    words(['Recommended for special contribution', '推荐为特殊贡献人物'], people, [
      'Recommended in the period, by the day on which the recommendation went up, whether or not it was granted.',
      '按推荐上报日期统计期内推荐的，不论是否授予。',
    ]),
    { measure: 'honours_recommended', where: { kind: ['special_contribution'] } },
    'F36',
  ),
  flow(
    'national_collectives_recommended',
    words(['Recommended as a national advanced collective', '被推荐为全国先进集体'], units, [
      'Recommended in the period for a national honour, by the day on which the recommendation went up; granted is another figure.',
      '按推荐上报日期统计期内推荐为全国先进集体的，是否授予另计。',
    ]),
    {
      measure: 'honours_recommended',
      where: { kind: ['advanced_collective'], level: ['national'] },
    },
    'F37',
  ),
  flow('honours_named', words(['Honours named, all kinds', '命名各类荣誉'], honours, namedRule), {
    measure: 'honours_named',
  }),
  flow(
    'honours_ended',
    words(['Honours lost', '撤销、取消荣誉'], honours, [
      'Honours revoked or cancelled in the period, by the first day on which they no longer held; those that ran out are left out.',
      '按终止日期统计期内撤销、取消的荣誉，到期自然失效的不计。',
    ]),
    { measure: 'honours_ended' },
  ),
  flow(
    'township_praise_letters',
    words(['Townships that wrote letters of praise', '致信表扬的乡镇党委、政府'], letters, [
      'Letters of praise of township Party committees and governments by the day of receipt; a township that writes twice counts twice.',
      '按收到日期统计乡镇党委、政府来信表扬，同一乡镇两次来信的计两个。',
    ]),
    { measure: 'praises', where: { kind: ['letter'], sender: ['township'] } },
    'F34',
  ),
  flow(
    'experience_taken_up',
    words(['Experience taken up by superiors', '经验被上级推广'], times, [
      'Experience that a superior spread, by the day of its document.',
      '按文件日期统计被上级推广的经验做法。',
    ]),
    { measure: 'praises', where: { kind: ['experience'] } },
  ),
  stock(
    'creations',
    words(['Rule-of-law creation projects', '法治城市、法治县（区）创建和依法治理项目'], projects, [
      'Projects running at the end of the period.',
      '期末在创的项目。',
    ]),
    { measure: 'creations' },
  ),
  ...creationPlaces.map(([name, kind, en, zh]) =>
    stock(
      name,
      words([en, zh], projects, [
        'Projects of this kind running at the end of the period, by the day of their start.',
        '按启动日期统计，期末在创的该类项目。',
      ]),
      { measure: 'creations', where: { kind: [kind] } },
    ),
  ),
  {
    name: 'creation_rate',
    kind: 'rate',
    of: 'part',
    sum: 'flow',
    group: 'work',
    ...words(['Creation indicators done', '创建指标完成率'], percent, [
      'Indicators of the projects that fell due in the period and are done.',
      '期内到期的创建指标中已完成的比例。',
    ]),
    numerator: { measure: 'creation_items_due', where: { done: ['done'] } },
    denominator: { measure: 'creation_items_due' },
    kept_by,
  },
];
