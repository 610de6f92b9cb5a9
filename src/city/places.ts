/** Where the reference city's committees stand: read from the divisions file, with the bodies that hang elsewhere. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinyinPlace } from '#server/records/pinyin-name.ts';
import { Chance } from './chance.ts';

export type Place = {
  readonly code: string;
  readonly name: string;
  readonly parent_code: string;
  readonly kind: 'city' | 'county' | 'township' | 'village' | 'community';
};

/** A body that is no division: it counts under its parent and under no county. */
export type BodyPlace = {
  readonly code: string;
  readonly name: string;
  readonly name_en: string;
  readonly parent_code: string;
};

export const cityCode = '640500000000';
export const zhenluoCode = '640502104000';
export const dataFolder = join(import.meta.dirname, 'data');

export const divisionsCsv = readFileSync(join(dataFolder, 'zhongwei-divisions.csv'), 'utf8');

export const places: readonly Place[] = divisionsCsv.trim().split(/\r?\n/).slice(1).map(readPlace);

function readPlace(row: string): Place {
  const [code = '', name = '', parent_code = '', level = ''] = row.split(',');
  const kind = level === 'village' && !isVillageCode(code) ? 'community' : level;
  return { code, name, parent_code, kind: kind as Place['kind'] };
}

/** In the codes of the Bureau of Statistics the last three digits say it: 200 to 399 are villages. */
export function isVillageCode(code: string): boolean {
  return code.length === 12 && code.slice(9) >= '200' && code.slice(9) <= '399';
}

const byCode = new Map(places.map((place) => [place.code, place]));

export function placeAt(code: string): Place {
  const found = byCode.get(code);
  if (!found) throw new Error(`The divisions file has no ${code}`);
  return found;
}

export const countyCodes = ['640502000000', '640521000000', '640522000000'] as const;

/** Towns and townships with a judicial office; the special units (parks, farms) have none. */
export const officeTownships = places.filter((p) => p.kind === 'township' && p.code[6] !== '4');
/** Where community corrections were tried in 2009. */
export const correctionPilots = [
  '640502104000',
  '640502101000',
  '640502108000',
  '640502200000',
].map(placeAt);
export const villages = places.filter((p) => p.kind === 'village');
/** Communities where people live; the “virtual” ones exist for statistics only. */
export const communities = places.filter((p) => p.kind === 'community' && !/虚拟/.test(p.name));

/** The city runs this one itself, so that the counties together are less than the city. */
export const cityTrade: BodyPlace = {
  code: 'ZW-TRAFFIC',
  name: '中卫市道路交通事故纠纷人民调解委员会',
  name_en: 'Zhongwei road traffic mediation committee',
  parent_code: cityCode,
};
export const bodyPlaces: readonly BodyPlace[] = [cityTrade];

/**
 * Eighteen villages set up their committees in 2010: those of Taiyangliang, where people were only then moving in, and
 * one each in the eleven townships with the most villages.
 */
export const lateVillages: ReadonlySet<string> = new Set(chooseLate());

function chooseLate(): string[] {
  const taiyangliang = '640521206000';
  const settlers = villages.filter((v) => v.parent_code === taiyangliang);
  const largest = officeTownships
    .filter((t) => t.code !== taiyangliang && t.code !== zhenluoCode)
    .map((t) => villages.filter((v) => v.parent_code === t.code))
    .toSorted((a, b) => b.length - a.length)
    .slice(0, 18 - settlers.length);
  return [...settlers, ...largest.map((list) => list.at(-1)!)].map((v) => v.code);
}

/** 镇罗村村委会 and 镇罗村委会 are both of the village 镇罗村. */
export function shortName(place: Place): string {
  switch (place.kind) {
    case 'village':
      return `${place.name.replace(/村?(村民委员会|村委会|委员会)$/, '')}村`.replace(/村村$/, '村');
    case 'community':
      return place.name.replace(/(居民委员会|居委会)$/, '社区').replace(/社区社区$/, '社区');
    default:
      return place.name.replace(/(镇|乡)$/, '');
  }
}

const spelt = new Map<string, string>();

export function englishName(zh: string): string {
  const known = spelt.get(zh) ?? pinyinPlace(zh);
  spelt.set(zh, known);
  return known;
}

/** How much happens there, roughly by how many people live there: towns on the river more than hill townships. */
export function weightOf(place: Place): number {
  const chance = new Chance(`weight/${place.code}`);
  const county = { '640502': 1.15, '640521': 1.05, '640522': 0.9 }[place.code.slice(0, 6)] ?? 1;
  const own = 0.55 + chance.next() * 1.1;
  if (place.code.startsWith(zhenluoCode.slice(0, 9))) return county * own * 1.8;
  if (place.kind === 'township') return county * own * (place.name.endsWith('镇') ? 4.2 : 2.6);
  return county * own * (place.kind === 'community' ? 1.1 : 1);
}
