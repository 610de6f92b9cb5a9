/**
 * The forty judicial offices of the reference city: their people, rooms and funds, how they came to be
 * standardised, the inspection trips and the yearly plans. Thin in 2008, whole in 2009, living now.
 */
import { addDays, addMonths, lastOfMonth, yearOf } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { leavesOf } from '#engine/standard.ts';
import { defaultOfficeStandard } from '#lines/offices/office-standard.ts';
import { Chance, idOf } from './chance.ts';
import { allKeepFrom, bookOpens, pilotTownships } from './committees.ts';
import { inventPerson, inventTelephone } from './invented-people.ts';
import {
  cityCode,
  englishName,
  officeTownships,
  placeAt,
  shortName,
  villages,
  zhenluoCode,
} from './places.ts';
import type { Place } from './places.ts';
import { staffAt } from './staff.ts';
import type { Era } from './staff.ts';
import { deed, step, workdayAfter, workdayFrom } from './steps.ts';
import type { Step } from './steps.ts';

export type OfficePlace = {
  readonly id: string;
  readonly code: string;
  readonly county: string;
  readonly name: string;
  readonly name_en: string;
};

export const judicialOffices: readonly OfficePlace[] = officeTownships.map((place) => ({
  id: officeId(place.code),
  code: place.code,
  county: place.parent_code,
  name: `${shortName(place)}司法所`,
  name_en: `${englishName(shortName(place))} Judicial Office`,
}));

export function officeId(code: string): string {
  return idOf(`office/${code}`);
}

const byCode = new Map(judicialOffices.map((one) => [one.code, one]));

export function officeAt(code: string): OfficePlace {
  const found = byCode.get(code);
  if (!found) throw new Error(`No judicial office sits at ${code}`);
  return found;
}

/** Whoever led the office: then a name on paper, now the person who signs in there. */
export function directorName(code: string, era: Era): string {
  if (era === 'now') return staffAt('now', 'director', code).name;
  const chance = new Chance(`office-director/${code}`);
  return inventPerson(chance, { unit_code: code, around: '2009-01-01', ages: [35, 56] }).name;
}

const chanceAt = (place: Place | OfficePlace, what: string) => new Chance(`${what}/${place.code}`);

function staffOf(one: OfficePlace, era: Era, from_day: Day): object[] {
  const chance = chanceAt(one, `office-staff/${era}`);
  const more = era === 'then' ? chance.between(0, 2) : chance.between(1, 3);
  const around = era === 'then' ? '2009-01-01' : '2025-01-01';
  const others = Array.from({ length: more }, (_, i) => {
    const person = inventPerson(chance, { unit_code: one.code, around, ages: [24, 55] });
    const clerk = era === 'now' && i === 0 ? staffAt('now', 'clerk', one.code).name : person.name;
    return {
      name: clerk,
      post:
        i === 0 ? (era === 'then' ? 'assistant' : 'clerk') : era === 'then' ? 'clerk' : 'mediator',
      sex: person.sex,
      establishment: chance.pick(['political_legal', 'local', 'contract']),
      education: chance.pick(['bachelor', 'college', 'secondary']),
      party_member: chance.in(0.5),
      from_day,
    };
  });
  const director = {
    name: directorName(one.code, era),
    post: 'director',
    sex: chance.in(0.75) ? 'male' : 'female',
    establishment: 'political_legal',
    education: era === 'then' ? 'college' : 'bachelor',
    party_member: true,
    from_day,
  };
  return [director, ...others];
}

function setUpOffice(one: OfficePlace): Step {
  const chance = chanceAt(one, 'office-set-up');
  const pilot = pilotTownships.has(one.code);
  const recorded = pilot ? '2007-12-27' : '2009-01-05';
  const set_up_on = workdayFrom(addDays('2004-03-01', chance.between(0, 700)));
  const own = villages.filter((village) => village.parent_code === one.code);
  return step(recorded, 'set-up', {
    by: staffAt('then', 'county', one.county),
    unit_code: one.code,
    type: 'office',
    id: one.id,
    on_behalf_of: one.name,
    deeds: [
      deed('set_up', {
        name: one.name,
        short_name_en: one.name_en,
        superior: `${placeAt(one.county).name}司法局`,
        direct: chance.in(0.7),
        set_up_on,
        register_from: pilot ? bookOpens : allKeepFrom,
        address: `${placeAt(one.code).name}人民政府院内`,
        telephone: inventTelephone(chance),
        duties: ['mediation', 'resettlement', 'popularisation', 'legal_services', 'stability'],
        staff: staffOf(one, 'then', addDays(set_up_on, 30)),
        premises: [
          { room: 'office', area_m2: chance.between(18, 60), ownership: 'township', since_day: set_up_on },
          ...(chance.in(0.8) ? [{ room: 'mediation', area_m2: chance.between(15, 40), ownership: 'township' }] : []),
        ],
        equipment: [
          { kind: 'telephone', pieces: 1 },
          ...(chance.in(0.45) ? [{ kind: 'motorcycle', pieces: 1, bought_on: '2007-06-12' }] : []),
          ...(chance.in(0.35) ? [{ kind: 'computer', pieces: 1, bought_on: '2007-09-04' }] : []),
        ],
        funding: [
          { received_on: '2008-05-20', source: 'region', amount_fen: 500_000, purpose: '业务用房修缮' },
          { received_on: '2008-09-18', source: 'county', amount_fen: chance.between(20, 60) * 10_000 },
        ].filter(({ received_on }) => received_on < recorded),
        extensions: own.slice(0, pilot ? 3 : 1).map((village) => ({
          village: shortName(village),
          rhythm: '每月逢五集日',
          from_day: pilot ? '2008-01-05' : '2009-01-05',
        })).filter((row) => row.from_day <= recorded || !pilot),
      }),
    ],
  }); // prettier-ignore
}

/** Who was there then: the same people in the entry of then and, with their last day, in that of now. */
function staffThen(one: OfficePlace): object[] {
  return (setUpOffice(one).deeds[0]!.fields as { staff: object[] }).staff;
}

function trainingsOf2009(one: OfficePlace): object[] {
  return (yearOf2009(one).deeds[0]!.fields as { trainings: object[] }).trainings;
}

/** One training of everybody and the year's funds, written down together at the end of June 2009. */
function yearOf2009(one: OfficePlace): Step {
  const chance = chanceAt(one, 'office-2009');
  const before = setUpOffice(one).deeds[0]!.fields as Record<string, object[]>;
  return step('2009-07-02', 'half-year', {
    by: staffAt('then', 'county', one.county),
    unit_code: one.code,
    type: 'office',
    id: one.id,
    on_behalf_of: one.name,
    deeds: [
      deed('change', {
        trainings: [
          { on_day: '2009-04-16', topic: '人民调解和“三调联动”业务', people: chance.between(1, 3), hours: 16 },
        ],
        funding: [
          ...before['funding']!,
          { received_on: '2009-04-22', source: 'region', amount_fen: 300_000, purpose: '办公设备' },
          { received_on: '2009-06-19', source: 'county', amount_fen: chance.between(30, 80) * 10_000, purpose: '业务经费' },
        ],
      }),
    ],
  }); // prettier-ignore
}

type StandardVersion = {
  readonly id: string;
  readonly version_no: string;
  readonly pass_mark: number;
  readonly from: Day;
};
const standardThen: StandardVersion = {
  id: idOf('office_standard/2006'),
  version_no: '2006',
  pass_mark: 75,
  from: '2006-01-01',
};
const standardNow: StandardVersion = {
  id: idOf('office_standard/2022'),
  version_no: '2022',
  pass_mark: 80,
  from: '2022-03-01',
};

function issueStandard(one: StandardVersion, era: Era, recorded: Day, replaces?: string): Step {
  const { name, subject, note, items, valid_months } = defaultOfficeStandard;
  return step(recorded, 'issue', {
    by: staffAt(era, 'bureau', cityCode),
    unit_code: cityCode,
    type: 'office_standard',
    id: one.id,
    deeds: [
      deed('issue', {
        name, subject, note, items, valid_months,
        version_no: one.version_no, pass_mark: one.pass_mark, valid_from: one.from,
        ...(replaces ? { replaces_id: replaces, basis: '司法所规范化建设三年行动' } : {}),
      }),
    ],
  }); // prettier-ignore
}

const leaves = leavesOf(defaultOfficeStandard.items);

function scoresOf(chance: Chance, of: 'self' | 'both', passes = true): object[] {
  return leaves.map((item) => {
    const self_score = chance.between(8, 10);
    if (of === 'self') return { item_code: item.code, self_score };
    const inspector_score = passes ? chance.between(8, 10) : chance.between(5, 8);
    const reason =
      inspector_score < self_score
        ? chance.pick(['资料不全', '台账登记不及时', '制度未上墙'])
        : // Whoever was there and gives other points than the register says why.
          inspector_score < (item.points ?? 0) || item.question
          ? '现场核查'
          : null;
    return { item_code: item.code, self_score, inspector_score, reason };
  }); // prettier-ignore
}

/** From papers: a self-check of the office, and what the county found and the city confirmed. */
function assess(
  one: OfficePlace,
  by: StandardVersion,
  era: Era,
  days: {
    readonly self_on: Day;
    readonly recorded: readonly [Day, Day];
    readonly valid_until?: Day;
  },
): Step[] {
  const key = `${by.version_no}/${one.code}/${days.self_on}`;
  const chance = new Chance(`office-assessment/${key}`);
  const common = {
    unit_code: one.code,
    type: 'office_assessment',
    id: idOf(`office_assessment/${key}`),
  };
  const inspected_on = addDays(days.self_on, chance.between(10, 25));
  const confirmed_on = addDays(inspected_on, chance.between(8, 20));
  return [
    step(days.recorded[0], 'start', {
      ...common,
      by: staffAt(era, 'county', one.county),
      on_behalf_of: one.name,
      deeds: [
        deed('start', {
          office_id: one.id,
          criteria_id: by.id,
          self_on: days.self_on,
          scores: scoresOf(chance, 'self'),
        }),
      ],
    }),
    step(days.recorded[1], 'confirm', {
      ...common,
      by: staffAt(era, 'county_review', one.county),
      deeds: [
        deed('inspect', {
          inspected_on,
          scores: scoresOf(chance, 'both'),
          opinion: '符合规范化标准，建议认定。',
        }),
        deed('confirm', { confirmed_on, ...(days.valid_until ? { valid_until: days.valid_until } : {}) }),
      ],
    }),
  ]; // prettier-ignore
}

/** Four of the forty had not been assessed yet. */
const notYet2009: ReadonlySet<string> = new Set([
  '640521206000',
  '640522213000',
  '640522214000',
  '640522209000',
]);
/** One ran out in 2008 and passed again in 2009: what “consolidated” means. */
const lapsed2008 = '640522103000';
export const standardisedThen = judicialOffices.filter((one) => !notYet2009.has(one.code));

function assessmentsOfThen(): Step[] {
  return standardisedThen.flatMap((one) => {
    const chance = chanceAt(one, 'office-standardised');
    const recorded = ['2009-01-07', '2009-01-08'] as const;
    if (one.code === lapsed2008)
      return [
        ...assess(one, standardThen, 'then', {
          self_on: '2006-08-07',
          recorded,
          valid_until: '2008-09-14',
        }),
        ...assess(one, standardThen, 'then', {
          self_on: '2009-04-13',
          recorded: ['2009-04-15', '2009-06-10'],
        }),
      ];
    const self_on = workdayFrom(addDays('2007-04-02', chance.between(0, 480)));
    return assess(one, standardThen, 'then', { self_on, recorded });
  });
}

const seen = ['台账登记齐全，卷宗规范。', '制度上墙，工作日志连续。', '人员到岗，群众评价较好。'];
const wrong = [
  ['registers', '安置帮教台账缺走访记录'],
  ['premises', '标牌陈旧'],
  ['rules', '学习制度未上墙'],
  ['work', '回访记录不完整'],
  ['staff', '周学习笔记不连续'],
  ['registers', '排查表未按月归档'],
] as const;

/** A trip from time to time: half of them find nothing. */
function inspectionSteps(one: OfficePlace, went_on: Day, era: Era, until = '9999-12-31'): Step[] {
  const key = `inspection/${one.code}/${went_on}`;
  const chance = new Chance(key);
  const common = { unit_code: one.code, type: 'inspection', id: idOf(key) };
  const found = chance.in(0.5) ? 0 : chance.between(1, 2);
  const owner = directorName(one.code, era);
  const due_on = addDays(went_on, 30);
  const findings = chance
    .shuffled(wrong)
    .slice(0, found)
    .map(([area, what]) => ({ area, what, owner, due_on }));
  const officer = staffAt(era, 'county_review', one.county);
  const recorded = workdayAfter(went_on, 1);
  const visit = deed('inspect', {
    office_id: one.id,
    kind: 'unannounced',
    topic: '规范化巩固情况',
    went_on,
    inspectors: officer.name,
    result: chance.pick(seen),
    sample: [{ what: '本季度调解卷宗五件', how: '按编号等距抽取', seen: '四件齐全' }],
    findings,
  });
  const notice = found > 0 ? [deed('notify', { notified_on: recorded })] : [];
  const first = step(recorded, 'inspect', { ...common, by: officer, deeds: [visit, ...notice] });
  if (found === 0) return [first];
  const put_right_on = addDays(went_on, chance.in(0.85) ? chance.between(8, 28) : 37);
  const reported = workdayAfter(put_right_on, 1);
  const verified_on = workdayAfter(reported, chance.between(2, 6));
  const reporter =
    era === 'then' ? staffAt('then', 'county', one.county) : staffAt('now', 'director', one.code);
  return [
    first,
    step(reported, 'rectify', {
      ...common,
      by: reporter,
      deeds: [
        deed('rectify', {
          findings: findings.map((row) => ({ ...row, put_right_on, how: '已补齐' })),
        }),
      ],
    }),
    step(verified_on, 'verify', {
      ...common,
      by: officer,
      deeds: [deed('verify', { verified_on, verification: '现场核查，已整改到位。' })],
    }),
  ].filter((one_) => one_.at.slice(0, 10) <= until);
}

/** `closed` only where the year is over. */
function planSteps(one: OfficePlace, year: number, era: Era, closed: boolean): Step[] {
  const key = `office_plan/${one.code}/${year}`;
  const chance = new Chance(key);
  const common = { unit_code: one.code, type: 'office_plan', id: idOf(key) };
  const by =
    era === 'then' ? staffAt('then', 'county', one.county) : staffAt('now', 'director', one.code);
  const issued_on = workdayFrom(`${year}-01-${String(chance.between(12, 21))}`);
  const items = [
    { area: 'training', what: '全员参加人民调解业务培训', due_on: `${year}-06-30` },
    { area: 'premises', what: '完善调解室、档案柜', due_on: `${year}-09-30`, budget_fen: 300_000 },
    { area: 'staff', what: '配齐司法助理员', due_on: `${year}-11-30` },
  ];
  const done = items.map((item) => ({
    ...item,
    done_on: chance.in(0.85) ? addDays(item.due_on, -chance.between(0, 40)) : null,
  }));
  const issue = step(issued_on, 'issue', {
    ...common,
    by,
    deeds: [deed('issue', { office_id: one.id, year, items, issued_on })],
  });
  if (closed) {
    const closed_on = workdayFrom(`${year}-12-07`);
    const close = deed('close', { items: done, closed_on, review: '计划项目基本完成。' });
    return [issue, step(closed_on, 'close', { ...common, by, deeds: [close] })];
  }
  const progress = (key_: string, until: number, day: Day) =>
    step(workdayFrom(day), key_, {
      ...common,
      by,
      deeds: [
        deed('note_progress', {
          items: done.map((item, i) => (i < until ? item : items[i]!)),
        }),
      ],
    });
  return [issue, progress('half', 1, `${year}-07-03`), progress('autumn', 2, `${year}-10-12`)];
}

export function officesOfThen(): Step[] {
  const chance = new Chance('inspections of 2009');
  const trips = chance.shuffled(judicialOffices).slice(0, 16);
  return [
    ...judicialOffices.flatMap((one) => [setUpOffice(one), yearOf2009(one)]),
    issueStandard(standardThen, 'then', '2008-01-03'),
    ...assessmentsOfThen(),
    ...trips.flatMap((one) =>
      inspectionSteps(one, workdayFrom(addDays('2009-02-16', chance.between(0, 260))), 'then'),
    ),
    ...judicialOffices.flatMap((one) => planSteps(one, 2009, 'then', true)),
  ];
}

/** When the register of now opened: other people, better rooms, the standard of the three-year action. */
export function officesOfNow(opens: Day): Step[] {
  const day = workdayAfter(opens, 0);
  const lists = judicialOffices.map((one) => {
    const chance = chanceAt(one, 'office-now');
    const from_day = '2022-01-04';
    return step(workdayAfter(day, 1), 'now', {
      by: staffAt('now', 'county', one.county),
      unit_code: one.code,
      type: 'office',
      id: one.id,
      deeds: [
        deed('change', {
          staff: [
            ...staffThen(one).map((person) => ({ ...person, until_day: '2010-12-31' })),
            ...staffOf(one, 'now', from_day),
          ],
          duties: ['mediation', 'corrections', 'resettlement', 'popularisation', 'legal_services', 'legal_aid', 'governance', 'stability'],
          premises: [
            { room: 'reception', area_m2: chance.between(30, 90), ownership: 'township', since_day: '2022-06-01' },
            { room: 'mediation', area_m2: chance.between(20, 45), ownership: 'township', since_day: '2022-06-01' },
            { room: 'corrections', area_m2: chance.between(15, 30), ownership: 'township', since_day: '2022-06-01' },
            ...(chance.in(0.85) ? [{ room: 'archive', area_m2: chance.between(10, 20), ownership: 'township' }] : []),
          ],
          equipment: [
            { kind: 'computer', pieces: chance.between(2, 4), bought_on: '2023-04-12' },
            { kind: 'printer', pieces: 1, bought_on: '2023-04-12' },
            ...(chance.in(0.3) ? [{ kind: 'car', pieces: 1, bought_on: '2021-10-11' }] : []),
          ],
          trainings: [
            ...trainingsOf2009(one),
            ...(chance.in(0.9)
              ? [{
                  on_day: addDays(opens, -chance.between(20, 99)), topic: '司法所业务轮训',
                  people: chance.between(1, 3), hours: 24,
                }]
              : []),
          ],
          extensions: villages
            .filter((village) => village.parent_code === one.code)
            .slice(0, 3)
            .map((village) => ({ village: shortName(village), rhythm: '每周三', from_day: '2023-03-01' })),
        }),
      ],
    });
  }); // prettier-ignore
  const assessed = judicialOffices.flatMap((one) => {
    const chance = chanceAt(one, 'office-standardised-now');
    // Two had not passed when the register opened: one of them is in hand.
    if (one.code === '640522212000' || one.code === '640521205000') return [];
    const self_on = addDays(opens, -chance.between(100, 420));
    const recorded = [workdayAfter(opens, 8), workdayAfter(opens, 9)] as const;
    return assess(one, standardNow, 'now', { self_on, recorded });
  });
  return [
    ...lists,
    issueStandard(standardNow, 'now', workdayAfter(opens, 2), standardThen.id),
    ...assessed,
  ];
}

/** What began in that month: trips, in Zhenluo more often, and in January the plans. */
export function livingOffices(month: Day, opens: Day): Step[] {
  if (month < addMonths(opens, 1)) return [];
  const chance = new Chance(`living offices/${month}`);
  const last = lastOfMonth(month);
  const within = () => workdayFrom(addDays(month, chance.between(3, 18)));
  const others = chance.shuffled(judicialOffices.filter((one) => one.code !== zhenluoCode));
  const trips = [
    ...others.slice(0, 1),
    ...(Number(month.slice(5, 7)) % 2 === 1 ? [officeAt(zhenluoCode)] : []),
  ];
  return [
    ...trips.flatMap((one) => {
      const went_on = within();
      return went_on <= last ? inspectionSteps(one, went_on, 'now') : [];
    }),
    ...(month.endsWith('-01-01')
      ? judicialOffices.flatMap((one) => planSteps(one, yearOf(month), 'now', false))
      : []),
  ];
}
