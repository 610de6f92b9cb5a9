/** What this line counts: named, held and recommended are three measures and never one. */
import type { Measure } from '#engine/measure.ts';
import type { Text } from '#engine/text.ts';
import { levels } from '../common/levels.ts';
import {
  creationKinds,
  endings,
  honourKinds,
  indicatorDone,
  praiseKinds,
  senderKinds,
  subjectKinds,
} from './codes.ts';

export const counters = {
  honours: { en: 'honours', zh: '个' },
  offices: { en: 'offices', zh: '个' },
  units: { en: 'units', zh: '个' },
  people: { en: 'people', zh: '名' },
  percent: { en: '%', zh: '%' },
  times: { en: 'times', zh: '次' },
  letters: { en: 'townships', zh: '个' },
  projects: { en: 'projects', zh: '个' },
  items: { en: 'indicators', zh: '项' },
} as const satisfies Record<string, Text>;

const facets = { kind: honourKinds, level: levels };

export const measures: readonly Measure[] = [
  {
    name: 'honours_named',
    label: { en: 'Honours named', zh: '命名荣誉' },
    counter: counters.honours,
    of: 'honour',
    kind: 'flow',
    facets: { ...facets, subject: subjectKinds },
  },
  {
    name: 'honours_held',
    label: { en: 'Honours held', zh: '有效荣誉' },
    counter: counters.honours,
    of: 'honour',
    kind: 'stock',
    facets,
  },
  {
    name: 'honours_recommended',
    label: { en: 'Recommended for an honour', zh: '推荐荣誉' },
    counter: counters.honours,
    of: 'honour',
    kind: 'flow',
    facets,
  },
  {
    name: 'honours_ended',
    label: { en: 'Honours lost', zh: '撤销、取消荣誉' },
    counter: counters.honours,
    of: 'honour',
    kind: 'flow',
    facets: { end: endings },
  },
  {
    name: 'praises',
    label: { en: 'Praise', zh: '表扬与肯定' },
    counter: counters.times,
    of: 'praise',
    kind: 'flow',
    facets: { kind: praiseKinds, sender: senderKinds },
  },
  {
    name: 'creations',
    label: { en: 'Creation projects running', zh: '在创项目' },
    counter: counters.projects,
    of: 'creation',
    kind: 'stock',
    facets: { kind: creationKinds },
  },
  {
    name: 'creation_items_due',
    label: { en: 'Indicators of the projects fallen due', zh: '到期创建指标' },
    counter: counters.items,
    of: 'creation',
    kind: 'flow',
    facets: { done: indicatorDone },
  },
];
