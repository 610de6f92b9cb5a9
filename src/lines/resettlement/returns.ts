/**
 * The half-year and the annual return: stock, in and out, by channel, class and group, help-education, placement, bases
 * (domain brief, 4.6). Both count the same things over another period; only the rate of help looks back as far as its
 * own period does.
 */
import type { CodeList } from '#engine/field.ts';
import type { Count } from '#engine/indicator.ts';
import type { ReturnCell, ReturnCheck, ReturnForm, ReturnTable } from '#engine/report.ts';
import type { Text } from '#engine/text.ts';
import {
  channels,
  classes,
  endKinds,
  outcomes,
  placedModes,
  placementModes,
  reliefKinds,
  traits,
  visitWays,
} from './codes.ts';
import { counters } from './measures.ts';

const { persons, visits, bases, places, yuan } = counters;

const cell = (key: string, en: string, zh: string, counter: Text, count: Count): ReturnCell => ({
  key,
  label: { en, zh },
  counter,
  count,
});

/** One cell for each code of a facet. */
function each(
  prefix: string,
  list: CodeList,
  measure: string,
  facet: string,
  counter: Text,
): ReturnCell[] {
  return list.codes.map(({ code, label }) => ({
    key: `${prefix}.${code}`,
    label,
    counter,
    count: { measure, where: { [facet]: [code] } },
  }));
}

function list(key: string, en: string, zh: string, cells: readonly ReturnCell[]): ReturnTable {
  return { key, heading: { en, zh }, kind: 'list', cells };
}

/** What stands before anybody has classified a file. */
const unclassified = cell('class.none', 'Not classified yet', '尚未分类', persons, {
  measure: 'released',
  where: { class: [''] },
});

const inAndOut = list('register', 'Register', '在册情况', [
  cell('register', 'On the register at the end', '期末在册', persons, { measure: 'released' }),
  cell('received', 'Taken over in the period', '本期衔接接收', persons, { measure: 'released_received' }),
  cell('moved_in', 'Moved in', '本市转入', persons, { measure: 'released_moves', where: { direction: ['in'] } }),
  cell('moved_out', 'Moved out', '转往本市其他单位', persons, { measure: 'released_moves', where: { direction: ['out'] } }),
  cell('left', 'Left the register', '本期终止帮教', persons, { measure: 'released_left' }),
  ...each('left', endKinds, 'released_left', 'end', persons),
]); // prettier-ignore

const byChannel = list(
  'channel',
  'Taken over, by channel',
  '本期接收（按衔接渠道）',
  each('channel', channels, 'released_received_by', 'channel', persons),
);
const byClass = list('class', 'On the register, by class', '在册人员分类', [
  ...each('class', classes, 'released', 'class', persons),
  unclassified,
]);
const byTrait = list(
  'trait',
  'Among them',
  '在册人员其中',
  each('trait', traits, 'released_among', 'trait', persons),
);

const helped = (measure: string) =>
  list('help', 'Help-education', '帮教情况', [
    cell('helped', 'Under help-education', '落实帮教', persons, { measure }),
    cell('lost', 'Out of contact', '下落不明', persons, { measure: 'released_lost' }),
    cell('reoffended', 'Convicted of a new crime', '重新犯罪', persons, { measure: 'reoffences' }),
    cell('visits', 'Visits and talks', '走访谈话', visits, { measure: 'help_visits' }),
    ...each('visits', visitWays, 'help_visits', 'way', visits),
  ]);

const placement = list('placement', 'Placement at the end of the period', '期末安置情况', [
  cell('placed', 'Placed', '已安置', persons, { measure: 'released_placed' }),
  ...each('placed', placementModes, 'released_placed', 'mode', persons).filter(({ count }) =>
    placedModes.includes(count.where!['mode']![0]!),
  ),
  cell('to_place', 'To be placed', '应安置', persons, { measure: 'released_to_place' }),
]); // prettier-ignore

const cohort = list(
  'cohort',
  'What became of those taken over in the period',
  '本期接收人员现状',
  each('cohort', outcomes, 'released_received', 'outcome', persons),
);

const help = list('bases', 'Bases and relief', '基地与救助', [
  cell('bases', 'Transitional bases', '过渡性基地', bases, { measure: 'bases' }),
  cell('base_places', 'Places in them', '可容纳人数', places, { measure: 'base_places' }),
  cell('base_stays', 'Staying at the end', '期末在住', persons, { measure: 'base_stays' }),
  cell('base_taken_in', 'Taken in within the period', '本期安置', persons, { measure: 'base_taken_in' }),
  cell('reliefs', 'Relief given', '救助帮扶', visits, { measure: 'reliefs' }),
  ...each('reliefs', reliefKinds, 'reliefs', 'kind', visits),
  cell('relief_amount', 'Amount of relief', '救助金额', yuan, { measure: 'relief_amount' }),
]); // prettier-ignore

const handOver = list('hand_over', 'Notices of prisons', '监所信息与衔接', [
  cell('notices', 'Told by prisons', '收到信息', persons, { measure: 'release_notices' }),
  cell('verified', 'Of this area', '核实属本辖区', persons, { measure: 'verifications', where: { result: ['ours'] } }),
  cell('not_ours', 'Not of this area', '核实非本辖区', persons, { measure: 'verifications', where: { result: ['not_ours'] } }),
  cell('not_handed_over', 'Not handed over at the end', '期末未衔接', persons, { measure: 'not_handed_over' }),
]); // prettier-ignore

function adds(en: string, zh: string, whole: string, table: ReturnTable, prefix: string): ReturnCheck {
  const cells = table.kind === 'list' ? table.cells : [];
  return { says: { en, zh }, whole, parts: cells.map(({ key }) => key).filter((key) => key.startsWith(`${prefix}.`)) };
} // prettier-ignore

function form(name: string, title: Text, measure: string): ReturnForm {
  const help_table = helped(measure);
  return {
    name,
    title,
    kept_by: 'resettlement_kept',
    tables: [inAndOut, byChannel, byClass, byTrait, handOver, help_table, placement, cohort, help],
    checks: [
      adds('The ways of ending make all that left', '各终止情形之和等于终止总数', 'left', inAndOut, 'left'),
      adds('The channels make all that were taken over', '各渠道之和等于接收总数', 'received', byChannel, 'channel'),
      adds('The classes make the register', '各类别之和等于在册总数', 'register', byClass, 'class'),
      adds('What became of them makes all that were taken over', '各现状之和等于接收总数', 'received', cohort, 'cohort'),
      adds('The ways of placement make all placed', '各安置方式之和等于已安置数', 'placed', placement, 'placed'),
      adds('The ways of visiting make all visits', '各走访方式之和等于走访总数', 'visits', help_table, 'visits'),
      adds('The kinds of relief make all relief', '各救助种类之和等于救助总数', 'reliefs', help, 'reliefs'),
    ],
    notes: [
      {
        en: 'Register, classes, placement and bases stand as at the end of the period; all else counts by its own day in it. What became of people stands as of now.',
        zh: '在册、分类、安置、基地为期末数，其余按各自日期统计期内数；接收人员现状为当前情况。',
      },
      {
        en: 'Sealed files are left out wherever the law keeps them out of sight.',
        zh: '依法封存的档案不在可见范围内的，不计入。',
      },
    ],
  };
} // prettier-ignore

export const returns: readonly ReturnForm[] = [
  form('resettlement-half-year', { en: 'Half-year return of resettlement and help-education', zh: '安置帮教工作半年统计表' }, 'released_helped_half'),
  form('resettlement', { en: 'Annual return of resettlement and help-education', zh: '安置帮教工作年度统计表' }, 'released_helped'),
]; // prettier-ignore
