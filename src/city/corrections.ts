/**
 * The pilot of community corrections in 2009, as a plan: a survey in four townships of Shapotou, a file for each person
 * who was found, five released in the year and handed to resettlement; in 2010 the work spread to the whole city. The
 * five are among the 264 whom the document counts as received. In 2009 the counties wrote for their townships.
 */
import { addDays, addMonths, addYears } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { derivedId } from '#engine/derived-id.ts';
import { Chance, idOf } from './chance.ts';
import { inventPerson } from './invented-people.ts';
import type { Person } from './invented-people.ts';
import { correctionPilots, countyCodes, officeTownships } from './places.ts';
import type { Place } from './places.ts';
import { peopleOf2009 } from './released-people.ts';
import { correctionId } from './resettlement.ts';
import { staffAt } from './staff.ts';
import type { Staff } from './staff.ts';
import { deed, lastWorkdayBy, step, workdayAfter, workdayFrom } from './steps.ts';
import type { Step } from './steps.ts';

type Row = Readonly<Record<string, unknown>>;
type Category = 'surveillance' | 'probation' | 'parole' | 'outside_prison';

export type Subject = {
  readonly key: string;
  readonly person_id: string;
  readonly person: Person;
  readonly township: Place;
  readonly category: Category;
  readonly offence: string;
  readonly sentence: string;
  readonly effective_on: Day;
  readonly term_until: Day;
  readonly received_on: Day;
  readonly minor?: boolean;
};

const shapotou = '640502000000';
const pilotCounty = (): Staff => staffAt('then', 'county', shapotou);
export const countyOfPlace = ({ code }: Place): string => `${code.slice(0, 6)}000000`;
const countyNames: Readonly<Record<string, string>> = {
  '640502000000': '沙坡头区',
  '640521000000': '中宁县',
  '640522000000': '海原县',
};

const crimes = [
  ['property', '盗窃罪'],
  ['person', '故意伤害罪'],
  ['traffic', '交通肇事罪'],
  ['order', '寻衅滋事罪'],
] as const;

/** What the judgment says: who decided, for how long. */
export function judgmentOf(one: Subject): Row {
  const outside = one.category === 'outside_prison';
  const county = countyNames[countyOfPlace(one.township)]!;
  return {
    person_id: one.person_id,
    ...(one.minor ? { minor: true } : {}),
    category: one.category,
    ...(outside ? { outside_ground: 'illness' } : {}),
    organ_kind: outside ? 'prison_administration' : 'court',
    deciding_organ: outside
      ? '自治区监狱管理局'
      : one.category === 'parole'
        ? '中卫市中级人民法院'
        : `${county}人民法院`,
    offence: one.offence,
    sentence: one.sentence,
    effective_on: one.effective_on,
    term_from: one.effective_on,
    term_until: one.term_until,
  };
}

/** Announced, with group, plan and class: what follows the day of reporting in. */
export function beginningOf(one: Subject, on: Day): Row {
  const chance = new Chance(`correction-group/${one.key}`);
  const member = (role: string, sex?: 'male' | 'female') => {
    const person = inventPerson(chance, {
      unit_code: one.township.code,
      around: on,
      ...(sex ? { sex } : {}),
    });
    const knows = one.minor ? { knows_minors: role === 'social_worker' } : {};
    return { name: person.name, sex: person.sex, role, ...knows };
  };
  const helper = one.minor ? 'social_worker' : 'village';
  const group_members = [
    member('office'),
    member('police'),
    // The group of a woman has a woman in it.
    member(helper, one.person.sex === 'female' ? 'female' : undefined),
    member(one.minor ? 'guardian' : 'family'),
  ];
  return {
    announced_on: on,
    announced: ['facts', 'term', 'rules', 'consequences', 'rights'],
    announced_at: '司法所',
    announced_publicly: false,
    announced_to: group_members.slice(0, 2).concat(group_members.slice(3)).map(({ name, role }) => ({ name, role })),
    group_from: on,
    letter_on: on,
    group_members,
    plan_made_on: on,
    plan: '每月报告一次，定期走访谈话；督促参加劳动和法制学习，协调落实务工岗位。',
    corr_class: 'ordinary',
    class_on: on,
    class_reasons: ['repentance', 'family'],
  };
} // prettier-ignore

const notes = [
  '本月在家务农，未离开本县，思想稳定。',
  '在建筑工地务工，按时作息，无异常。',
  '谈家庭收入和子女上学情况，提醒遵守规定。',
  '村委会反映表现较好，邻里关系正常。',
  '学习法律法规一节，能说出应遵守的规定。',
  '情绪略有波动，做了思想工作，下月重点关注。',
];

export function contactRow(chance: Chance, kind: 'report' | 'visit' | 'talk', on_day: Day): Row {
  const ways = {
    report: [['office', 6], ['telephone', 3], ['written', 1]],
    visit: [['home', 6], ['village', 2], ['work', 1]],
    talk: [['office', 5], ['home', 2]],
  } as const; // prettier-ignore
  return {
    kind,
    on_day,
    way: chance.weighted(ways[kind] as readonly (readonly [string, number])[]),
    mind: chance.weighted([
      ['steady', 12],
      ['wavering', 2],
    ]),
    note: chance.pick(notes),
  };
}

export function registerSubject(one: Subject, by: Staff, at: Day): Step {
  const { name, sex, id_number } = one.person;
  return step(at, 'register', {
    by,
    unit_code: one.township.code,
    type: 'person',
    id: one.person_id,
    deeds: [
      deed('register', {
        name,
        sex,
        document_kind: 'citizen_id',
        document_number: id_number,
        residence_place: one.township.name,
        ...(one.minor ? { seal_ground: 'sentenced' } : {}),
      }),
    ],
  });
}

export function fileOf(one: Subject, by: Staff, at: Day, key: string, deeds: Step['deeds']): Step {
  return step(at, key, {
    by,
    unit_code: one.township.code,
    type: 'correction_file',
    id: correctionId(one.key),
    deeds,
  });
}

/** The five whom the year's release handed to resettlement. */
const released: readonly Subject[] = peopleOf2009
  .filter(({ channel }) => channel === 'correction')
  .map((one) => ({
    ...one,
    category: 'probation',
    effective_on: addMonths(one.released_on, -12),
    term_until: one.released_on,
    received_on: surveyed(one.township),
  }));

type Fate = 'stays' | 'died' | 'revoked';
type Pilot = Subject & { readonly fate: Fate };

/** Those who stayed beyond the year, and two who did not. */
const others: readonly Pilot[] = Array.from({ length: 31 }, (_, i): Pilot => {
  const key = `pilot/${i}`;
  const chance = new Chance(`correction/${key}`);
  const township = correctionPilots[i % correctionPilots.length]!;
  const category = chance.weighted<Category>([
    ['probation', 12],
    ['parole', 4],
    ['surveillance', 2],
    ['outside_prison', 2],
  ]);
  const [offence, crime] = chance.pick(crimes);
  const years = chance.between(2, 4);
  const effective_on = addDays('2008-01-15', chance.between(0, 400));
  return {
    key,
    person_id: idOf(`person/correction/${key}`),
    person: inventPerson(chance, {
      unit_code: township.code,
      around: '2009-04-01',
      ages: [20, 58],
      sex: chance.in(0.1) ? 'female' : 'male',
    }),
    township,
    category,
    offence,
    sentence: `${crime}，有期徒刑${years}年`,
    effective_on,
    term_until: addDays('2011-01-20', chance.between(0, 700)),
    received_on: surveyed(township),
    fate: i === 7 ? 'died' : i === 12 ? 'revoked' : 'stays',
  };
});

function surveyed(township: Place): Day {
  return workdayAfter('2009-03-20', correctionPilots.indexOf(township) * 2);
}

const surveyId = ({ code }: Place): string => idOf(`correction_survey/2009/${code}`);
const stationId = (code: string): string => idOf(`correction_station/${code}`);

export function setUpStation(code: string, name: string, on: Day, by: Staff): Step {
  const county = code.endsWith('000000');
  return step(on, 'set-up', {
    by,
    unit_code: code,
    type: 'correction_station',
    id: stationId(code),
    deeds: [
      deed('set_up', {
        name,
        kind: county ? 'county' : 'office',
        set_up_on: on,
        register_from: on,
        ready_on: on,
      }),
    ],
  });
}

const officeName = ({ name }: Place): string => `${name.replace(/[镇乡]$/, '')}司法所`;
const countyStation = (code: string, on: Day): Step =>
  setUpStation(code, `${countyNames[code]}社区矫正机构`, on, staffAt('then', 'county', code));

/** The pilot's offices in March 2009, all others from May to September 2010. */
function stations(): Step[] {
  const pilots = new Set(correctionPilots);
  const later = officeTownships.filter((place) => !pilots.has(place));
  return [
    countyStation(shapotou, '2009-03-02'),
    ...correctionPilots.map((place) => setUpStation(place.code, officeName(place), '2009-03-05', pilotCounty())),
    ...countyCodes.filter((code) => code !== shapotou).map((code) => countyStation(code, '2010-05-04')),
    ...later.map((place, i) =>
      setUpStation(
        place.code, officeName(place), workdayAfter('2010-05-10', i * 3),
        staffAt('then', 'county', countyOfPlace(place)),
      ),
    ),
  ];
} // prettier-ignore

function surveys(): Step[] {
  return correctionPilots.map((place) => {
    const on = surveyed(place);
    return step(on, 'record', {
      by: pilotCounty(),
      unit_code: place.code,
      type: 'correction_survey',
      id: surveyId(place),
      deeds: [
        deed('record', {
          began_on: '2009-03-09',
          surveyed_on: on,
          sources: ['court', 'prison', 'police', 'village'],
          by_whom: officeName(place),
        }),
      ],
    });
  });
}

/** Most files were typed at the year's end, with the contacts of the year; whose case ended in it came first. */
function typed(one: Subject, at: Day): Step[] {
  const chance = new Chance(`correction-contacts/${one.key}`);
  const begun = workdayAfter(one.received_on, chance.between(3, 9));
  const contacts: Row[] = [];
  for (let on = addDays(begun, chance.between(20, 29)), n = 0; on < at; on = addDays(on, chance.between(26, 31)), n++) {
    contacts.push(contactRow(chance, 'report', lastWorkdayBy(on)));
    if (n % 3 === 2) contacts.push(contactRow(chance, 'visit', lastWorkdayBy(on)));
  }
  return [
    registerSubject(one, pilotCounty(), at),
    // Written down the day after: within a day, the hour is chance.
    fileOf(one, pilotCounty(), workdayAfter(at, 1), 'bring-in', [
      deed('bring_in', {
        ...judgmentOf(one),
        survey_id: surveyId(one.township),
        received_on: one.received_on,
        ...beginningOf(one, begun),
        contacts,
      }),
    ]),
  ];
} // prettier-ignore

export function releaseDeeds(one: Subject, n: number): Step['deeds'] {
  const certificate = `（${one.term_until.slice(0, 4)}）矫解字第${n}号`;
  return [deed('release', { ended_on: one.term_until, end_kind: 'over', certificate })];
}

/** Taken back into prison, each category in its way. */
const backToPrison: Readonly<Record<Category, string>> = {
  probation: 'probation_revoked',
  parole: 'parole_revoked',
  outside_prison: 'recommitted',
  surveillance: 'other',
};

function endingOf({ fate, category }: Pilot): Row & { readonly ended_on: Day } {
  if (fate === 'died') return { end_kind: 'died', ended_on: '2009-09-14' };
  const ended_on = '2009-11-05';
  return { end_kind: backToPrison[category], ended_on, reoffended_on: ended_on };
}

export function correctionsOf2009(): Step[] {
  return [
    ...stations(),
    ...surveys(),
    ...released.flatMap((one, i) => [
      ...typed(one, workdayAfter('2009-04-20', i)),
      fileOf(one, pilotCounty(), workdayFrom(one.term_until), 'release', releaseDeeds(one, i + 1)),
    ]),
    ...others.flatMap((one, i) => {
      if (one.fate === 'stays') return typed(one, workdayAfter('2009-11-16', i % 20));
      const ended = endingOf(one);
      return [
        ...typed(one, workdayAfter('2009-04-27', i % 5)),
        fileOf(one, pilotCounty(), workdayAfter(ended.ended_on, 4), 'end', [deed('terminate', ended)]),
      ];
    }),
    ...others.filter(({ fate }) => fate === 'stays').map((one, i) => {
      const by = staffAt('now', 'county', shapotou);
      return fileOf(one, by, workdayFrom(one.term_until), 'release', releaseDeeds(one, i + 1));
    }),
  ];
} // prettier-ignore

/** When the register of now opened, the resettlement files were closed that came of the pilot. */
export function closeFilesOfPilot(day: Day): Step[] {
  return others
    .filter(({ fate }) => fate === 'stays')
    .map((one) =>
      step(day, 'close', {
        by: staffAt('now', 'county', shapotou),
        unit_code: one.township.code,
        type: 'help_file',
        id: derivedId(correctionId(one.key), 'help_file'),
        deeds: [
          deed('end', { end_kind: 'over', ended_on: addDays(addYears(one.term_until, 5), 1) }),
        ],
      }),
    );
}
