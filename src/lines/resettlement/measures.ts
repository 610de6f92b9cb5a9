/** What this line counts. Stocks are spans on the register; see `help-file-counts.ts`. */
import type { CodeList } from '#engine/field.ts';
import type { Measure } from '#engine/measure.ts';
import type { Text } from '#engine/text.ts';
import {
  baseKinds, channels, classes, endKinds, inTime, moveDirections, mustMeet, outcomes, pickUps, placementModes,
  reliefKinds, stationKinds, traits, verifyResults, visitWays,
} from './codes.ts'; // prettier-ignore

export const counters = {
  persons: { en: 'people', zh: '名' },
  times: { en: 'times', zh: '次' },
  visits: { en: 'visits', zh: '人次' },
  bases: { en: 'bases', zh: '个' },
  places: { en: 'places', zh: '个' },
  exemplars: { en: 'exemplars', zh: '个' },
  yuan: { en: 'yuan', zh: '元' },
  percent: { en: '%', zh: '%' },
  bodies: { en: 'stations', zh: '个' },
  registers: { en: 'registers', zh: '本' },
} as const satisfies Record<string, Text>;

const { persons, times, visits, bases, places, exemplars, yuan, bodies, registers } = counters;

type Facets = Readonly<Record<string, CodeList>>;
type Row = readonly [name: string, en: string, zh: string, counter: Text, facets?: Facets];

function rows(kind: Measure['kind'], of: string, list: readonly Row[]): Measure[] {
  return list.map(([name, en, zh, counter, facets]) => ({
    name,
    label: { en, zh },
    counter,
    of,
    kind,
    ...(facets ? { facets } : {}),
    ...(counter === yuan ? { money: true } : {}),
  }));
}

export const measures: readonly Measure[] = [
  ...rows('stock', 'help_file', [
    ['released', 'On the register', '在册帮教对象', persons, { class: classes, channel: channels }],
    ['released_among', 'Among those on the register', '在册对象其中', persons, { trait: traits }],
    ['released_helped', 'Under help-education, in the year', '本年度落实帮教', persons],
    ['released_helped_half', 'Under help-education, in the half-year', '本半年落实帮教', persons],
    ['released_placed', 'Placed', '已安置', persons, { mode: placementModes }],
    ['released_to_place', 'To be placed', '应安置', persons],
    ['released_reoffended', 'Convicted again, on the register', '在册重新犯罪', persons],
    ['released_lost', 'Out of contact', '下落不明', persons],
  ]),
  ...rows('flow', 'help_file', [
    ['released_received', 'Taken over', '衔接接收', persons, { class: classes, outcome: outcomes }],
    ['released_received_by', 'Taken over, by channel', '衔接接收（按渠道）', persons, { channel: channels }],
    ['released_left', 'Left the register', '终止帮教', persons, { end: endKinds }],
    ['released_moves', 'Moved between offices', '单位间转移', persons, { direction: moveDirections }],
    ['reoffences', 'Convicted of a new crime', '重新犯罪', persons],
    ['help_visits', 'Visits and talks', '走访谈话', visits, { way: visitWays }],
    ['visits_due', 'Visits fallen due', '到期走访', visits, { done: inTime }],
    ['reliefs', 'Relief given', '救助帮扶', visits, { kind: reliefKinds }],
    ['relief_amount', 'Amount of relief', '救助金额', yuan],
  ]),
  ...rows('flow', 'release_notice', [
    ['release_notices', 'Told by prisons', '收到监所信息', persons, { channel: channels }],
    ['verifications_due', 'Verifications fallen due', '到期核实', persons, { done: inTime }],
    ['verifications', 'Verified', '信息核实', persons, { result: verifyResults }],
    ['releases_due', 'Released', '应衔接', persons, { way: pickUps, must: mustMeet }],
  ]),
  ...rows('stock', 'release_notice', [
    ['not_handed_over', 'Released and not handed over', '未衔接人员', persons],
  ]),
  ...rows('stock', 'help_station', [
    ['help_stations', 'Work stations', '安置帮教工作机构', bodies, { kind: stationKinds }],
    ['resettlement_kept', 'Keeps a resettlement register', '建有安置帮教台账', registers],
  ]),
  ...rows('stock', 'transitional_base', [
    ['bases', 'Transitional bases', '过渡性安置帮教基地', bases, { kind: baseKinds }],
    ['base_places', 'Places in bases', '基地可容纳人数', places],
  ]),
  ...rows('flow', 'transitional_base', [
    ['base_subsidies', 'Subsidies to bases', '基地补助', yuan],
  ]),
  ...rows('stock', 'base_stay', [['base_stays', 'Staying in bases', '基地在住', persons]]),
  ...rows('flow', 'base_stay', [['base_taken_in', 'Taken in by bases', '基地安置', persons]]),
  ...rows('flow', 'exemplar', [['exemplars', 'Exemplars', '转化典型', exemplars]]),
  ...rows('flow', 'help_move', [['moves_asked', 'Moves asked for', '申请转入', times]]),
]; // prettier-ignore
