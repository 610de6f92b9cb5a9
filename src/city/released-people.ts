/**
 * Everybody of the resettlement register in the reference city, as a plan. Invented, all of them. The city's numbers
 * are laid out first (the register, who came, who left, who was placed), and people are then drawn to fill them.
 */
import { addDays, addYears } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { Chance, idOf } from './chance.ts';
import { countyOf } from './committees.ts';
import { inventPerson } from './invented-people.ts';
import type { Person } from './invented-people.ts';
import { correctionPilots, officeTownships, weightOf } from './places.ts';
import type { Place } from './places.ts';
import { lastWorkdayBy, workdayAfter } from './steps.ts';

/** What the document of 2009 says, taken apart. */
export const published = {
  register: 1376,
  received: 264,
  helped: 1327,
  reoffended: 37,
  bases: 20,
  exemplars: 48,
} as const;
/** The document says “more than 83 %”: 1,143 at least. */
export const placed2009 = 1149;
const reoffendedOfReceived = 7;
const lost2009 = published.register - published.helped - published.reoffended;
const leaving = { over: 38, died: 4, left: 5, received_died: 2, received_left: 3 } as const;
const leftIn2009 = Object.values(leaving).reduce((sum, n) => sum + n, 0);
/** On the register when the year began. */
export const opening2009 = published.register - published.received + leftIn2009;
/** Convicted again in 2008: they left the register when that year ended. */
const reoffended2008 = 24;

export type Fate =
  | { readonly kind: 'stays' }
  | { readonly kind: 'lost' | 'died' | 'left' | 'reoffended' | 'over'; readonly on: Day };

export type Released = {
  readonly key: string;
  readonly id: string;
  readonly person_id: string;
  readonly person: Person;
  readonly township: Place;
  readonly channel: string;
  readonly from_where: string;
  readonly offence: string;
  readonly sentence: string;
  readonly released_on: Day;
  readonly received_on: Day;
  readonly help_class: 'general' | 'key';
  readonly three_nots: boolean;
  readonly circumstances: readonly string[];
  /** How they are placed, and since when; null for nobody's case yet. */
  readonly placement: { readonly mode: string; readonly from_day: Day } | null;
  readonly fate: Fate;
};

const prisons = ['石嘴山监狱', '银川监狱', '吴忠监狱', '固原监狱', '女子监狱'];
const fromWhere: Readonly<Record<string, (chance: Chance, woman: boolean) => string>> = {
  prison: (chance, woman) => (woman ? prisons[4]! : chance.pick(prisons.slice(0, 4))),
  detention_house: () => '看守所',
  re_education: () => '劳动教养管理所',
  correction: () => '人民法院',
};
const offences = [
  ['property', 40, '盗窃罪'],
  ['person', 18, '故意伤害罪'],
  ['order', 14, '寻衅滋事罪'],
  ['drug', 10, '贩卖毒品罪'],
  ['traffic', 9, '交通肇事罪'],
  ['economic', 5, '合同诈骗罪'],
  ['duty', 2, '受贿罪'],
  ['other', 2, '其他犯罪'],
] as const;
const placing: readonly (readonly [string, number])[] = [
  ['land', 46],
  ['migrant', 22],
  ['enterprise', 12],
  ['self_employed', 9],
  ['relief', 6],
  ['welfare_post', 3],
  ['former_employer', 1],
  ['school', 1],
];

const townships = officeTownships.map((place) => [place, weightOf(place)] as const);

type Wanted = {
  readonly key: string;
  readonly released_on: Day;
  readonly channel: string;
  readonly fate: Fate;
  readonly placed: boolean | 'not_needed';
  /** Who counts as placed was placed by then. */
  readonly placed_by: Day;
  readonly township?: Place;
};

export function inventReleased({ key, released_on, channel, fate, placed, placed_by, township }: Wanted): Released {
  const chance = new Chance(`released/${key}`);
  const place = township ?? chance.weighted(townships);
  const sex = chance.in(0.06) ? 'female' : 'male';
  const person = inventPerson(chance, { unit_code: place.code, around: released_on, ages: [20, 58], sex });
  const [offence, , crime] = chance.weighted(offences.map((one) => [one, one[1]] as const));
  const late = chance.weighted([[0, 2], [1, 4], [2, 3], [3, 2], [5, 1]]);
  // Whoever is released from correction is handed over on that day.
  const received_on = addDays(released_on, channel === 'correction' ? 0 : late);
  const key_class = chance.in(0.17);
  const years = chance.between(1, 7);
  return {
    key,
    id: idOf(`help_file/${key}`),
    person_id: idOf(`person/${key}`),
    person,
    township: place,
    channel,
    from_where: fromWhere[channel]?.(chance, sex === 'female') ?? '看守所',
    offence,
    sentence: sentenceOf(channel, crime, years, chance),
    released_on,
    received_on,
    help_class: key_class ? 'key' : 'general',
    three_nots: key_class && chance.in(0.12),
    circumstances: offence === 'drug' ? ['drug'] : chance.in(0.03) ? ['disabled'] : [],
    placement:
      placed === false
        ? null
        : {
            mode: placed === 'not_needed' ? chance.pick(['no_capacity', 'no_capacity', 'no_capacity', 'retired']) : chance.weighted(placing),
            from_day: [workdayAfter(received_on, chance.between(8, 60)), placed_by].toSorted()[0]!,
          },
    fate,
  };
} // prettier-ignore

function sentenceOf(channel: string, crime: string, years: number, chance: Chance): string {
  if (channel === 're_education') return `劳动教养${chance.between(1, 3)}年`;
  return channel === 'correction'
    ? `${crime}，有期徒刑一年，缓刑一年`
    : `${crime}，有期徒刑${years}年`;
}

const inYear = (chance: Chance, year: number, first = 40, last = 330): Day =>
  lastWorkdayBy(addDays(`${year}-01-01`, chance.between(first, last)));

/** The people of one kind of fate, in a fixed order. */
function draw(count: number, name: string, make: (chance: Chance, i: number) => Omit<Wanted, 'key'>): Released[] {
  return Array.from({ length: count }, (_, i) => {
    const key = `${name}/${i}`;
    return inventReleased({ key, ...make(new Chance(`draw/${key}`), i) });
  });
} // prettier-ignore

const beforeTheYear = { placed_by: '2008-12-26' };
const withinTheYear = { placed_by: '2009-12-18' };
const stays: Fate = { kind: 'stays' };
const early = (chance: Chance): string =>
  chance.weighted([['prison', 62], ['detention_house', 22], ['re_education', 16]]); // prettier-ignore

/** Released long enough ago to be on the register already, and not so long that the year ends their term. */
function beforeWith(chance: Chance): { released_on: Day; channel: string } {
  const channel = early(chance);
  const earliest = channel === 're_education' ? '2007-01-10' : '2005-01-10';
  const span = channel === 're_education' ? 690 : 1420;
  return { channel, released_on: addDays(earliest, chance.between(0, span)) };
}

/** Whose term ends in 2009: five years from release, three after re-education. */
function endingIn2009(chance: Chance): { released_on: Day; channel: string } {
  const channel = chance.in(0.4) ? 're_education' : 'prison';
  const over = addDays('2009-01-20', chance.between(0, 300));
  return { channel, released_on: addYears(over, channel === 're_education' ? -3 : -5) };
}

const of2009 = (chance: Chance) => ({
  ...withinTheYear,
  channel: early(chance),
  released_on: addDays('2009-01-20', chance.between(0, 310)),
});

/** Those on the register at the end of 2009, from whom the placed are taken: all but the lost and the convicted. */
const reachable = published.register - published.reoffended - lost2009;
const receivedStaying =
  published.received - reoffendedOfReceived - leaving.received_died - leaving.received_left;
const openingStaying = reachable - receivedStaying;
const receivedPlaced = 216;
const fromCorrections = 5;

const placedOr = (placed: boolean, i: number): boolean | 'not_needed' =>
  placed || (i % 2 === 0 ? 'not_needed' : false);

/** Released, and on the register, before the year began. */
const before = (chance: Chance) => ({ ...beforeWith(chance), ...beforeTheYear });

export const peopleBefore2009: readonly Released[] = [
  ...draw(openingStaying, 'stays', (chance, i) => ({
    ...before(chance),
    fate: stays,
    placed: placedOr(i < placed2009 - receivedPlaced, i),
  })),
  ...draw(published.reoffended - reoffendedOfReceived, 'again', (chance) => ({
    ...before(chance),
    fate: { kind: 'reoffended', on: inYear(chance, 2009) },
    placed: chance.in(0.4),
  })),
  ...draw(lost2009, 'lost', (chance) => ({
    ...beforeTheYear,
    channel: 'prison',
    released_on: addDays('2006-01-10', chance.between(0, 800)),
    fate: { kind: 'lost', on: addDays('2008-09-01', chance.between(0, 100)) },
    placed: false,
  })),
  ...draw(leaving.over, 'over', (chance) => ({
    ...endingIn2009(chance),
    ...beforeTheYear,
    fate: { kind: 'over', on: '2009-12-31' },
    placed: chance.in(0.8),
  })),
  ...draw(leaving.died, 'died', (chance) => ({
    ...before(chance),
    fate: { kind: 'died', on: inYear(chance, 2009) },
    placed: chance.in(0.5),
  })),
  ...draw(leaving.left, 'left', (chance) => ({
    ...before(chance),
    fate: { kind: 'left', on: inYear(chance, 2009) },
    placed: chance.in(0.5),
  })),
];

export const peopleAgainIn2008: readonly Released[] = draw(
  reoffended2008,
  'again-2008',
  (chance) => ({
    ...beforeTheYear,
    released_on: addDays('2005-01-10', chance.between(0, 900)),
    channel: 'prison',
    fate: { kind: 'reoffended', on: inYear(chance, 2008) },
    placed: chance.in(0.3),
  }),
);

/** Released from correction in 2009, one after the other, at the townships of the pilot. */
function releasedFrom(i: number): Pick<Wanted, 'channel' | 'released_on' | 'township'> {
  const township = correctionPilots[i % correctionPilots.length]!;
  return { channel: 'correction', released_on: addDays('2009-07-06', i * 27), township };
}

/** Released in the first months, so that something could happen to them within the year. */
const earlyIn2009 = (chance: Chance) => ({
  ...withinTheYear,
  channel: 'prison',
  released_on: addDays('2009-01-20', chance.between(0, 75)),
  placed: false,
});

export const peopleOf2009: readonly Released[] = [
  ...draw(receivedStaying, 'came', (chance, i) => ({
    ...of2009(chance),
    fate: stays,
    placed: placedOr(i < receivedPlaced, i),
    // The last of them came out of the pilot of community corrections.
    ...(i < receivedStaying - fromCorrections
      ? {}
      : releasedFrom(i - receivedStaying + fromCorrections)),
  })),
  ...draw(reoffendedOfReceived, 'came-again', (chance) => ({
    ...earlyIn2009(chance),
    fate: { kind: 'reoffended', on: inYear(chance, 2009, 210) },
  })),
  ...draw(leaving.received_died, 'came-died', (chance) => ({
    ...earlyIn2009(chance),
    fate: { kind: 'died', on: inYear(chance, 2009, 210) },
  })),
  ...draw(leaving.received_left, 'came-left', (chance) => ({
    ...earlyIn2009(chance),
    fate: { kind: 'left', on: inYear(chance, 2009, 210) },
  })),
];

export const countyOfPerson = (one: Released): string => countyOf(one.township.code);
