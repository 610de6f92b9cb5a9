/**
 * The honours of the reference city: those that the summary of 2009 names, those that were held already, what was
 * recommended and never granted, praise, the creation projects, and what is in hand now.
 */
import { addDays, addMonths } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { leavesOf } from '#engine/standard.ts';
import type { StandardItem } from '#engine/standard.ts';
import {
  defaultPacesetterStandard,
  defaultVillageStandard,
} from '#lines/honours/honour-standard.ts';
import { Chance, idOf } from './chance.ts';
import { directorName, judicialOffices, officeAt } from './judicial-offices.ts';
import {
  cityCode,
  countyCodes,
  englishName,
  placeAt,
  shortName,
  villages,
  zhenluoCode,
} from './places.ts';
import { staffAt } from './staff.ts';
import type { Era } from './staff.ts';
import { deed, step, workdayAfter, workdayFrom } from './steps.ts';
import type { Step } from './steps.ts';

/** Created in 2009: the four of Shapotou are those that the summary names. */
const pacesetters2009 = [
  '640502104000', // 镇罗
  '640502101000', // 文昌
  '640502108000', // 迎水桥
  '640502200000', // 香山
  '640522100000', // 海城
  '640522105000', // 七营
  '640521100000', // 宁安
  '640521102000', // 石空
] as const;
/** Fourteen had been named before: 22 in all. */
const pacesettersBefore = [
  '640502102000', '640502103000', '640502105000', '640502106000',
  '640521101000', '640521103000', '640521104000', '640521105000', '640521200000',
  '640522101000', '640522104000', '640522201000', '640522202000', '640522207000',
] as const; // prettier-ignore

type Subject = {
  readonly key: string;
  readonly unit_code: string;
  readonly county: string;
  readonly fields: Readonly<Record<string, unknown>>;
};

function officeSubject(code: string): Subject {
  const one = officeAt(code);
  return {
    key: `office/${code}`,
    unit_code: code,
    county: one.county,
    fields: {
      subject_kind: 'office',
      subject_name: one.name,
      subject_name_en: one.name_en,
      office_id: one.id,
    },
  };
}

function villageSubject(code: string): Subject {
  const place = placeAt(code);
  const name = shortName(place);
  return {
    key: `village/${code}`,
    unit_code: code,
    county: countyOfCode(code),
    fields: {
      subject_kind: /社区$/.test(name) ? 'community' : 'village',
      subject_name: name,
      subject_name_en: `${englishName(name.replace(/(村|社区)$/, ''))} ${/社区$/.test(name) ? 'community' : 'village'}`,
    },
  };
}

function bodySubject(kind: string, unit_code: string, zh: string, en: string): Subject {
  return {
    key: `${kind}/${zh}`,
    unit_code,
    county: countyOfCode(unit_code),
    fields: { subject_kind: kind, subject_name: zh, subject_name_en: en },
  };
}

function directorSubject(code: string): Subject {
  const one = officeAt(code);
  return {
    key: `director/${code}`,
    unit_code: code,
    county: one.county,
    fields: {
      subject_kind: 'person',
      subject_name: directorName(code, 'then'),
      subject_name_en: `director of ${one.name_en}`,
      office_id: one.id,
      position: '司法所所长',
    },
  };
}

function countyOfCode(code: string): string {
  return countyCodes.find((county) => county.slice(0, 6) === code.slice(0, 6)) ?? cityCode;
}

type Kind = {
  readonly kind: string;
  readonly level: string;
  readonly title: string;
  readonly named_by: string;
  readonly merits: string;
};

const kinds = {
  pacesetter: {
    kind: 'pacesetter', level: 'city', title: '标兵司法所', named_by: '中卫市司法局',
    merits: '规范化建设巩固，调解、帮教、普法工作走在前列。',
  },
  national_village: {
    kind: 'democratic_village', level: 'national', title: '全国民主法治示范村', named_by: '司法部、民政部',
    merits: '民主选举、民主决策、民主管理、民主监督制度健全，多年无群体性上访。',
  },
  region_village: {
    kind: 'democratic_village', level: 'region', title: '自治区民主法治示范村', named_by: '自治区司法厅、民政厅',
    merits: '村务公开规范，纠纷不出村。',
  },
  city_village: {
    kind: 'democratic_village', level: 'city', title: '市级民主法治示范村', named_by: '中卫市司法局、民政局',
    merits: '村务公开规范，纠纷不出村。',
  },
  region_unit: {
    kind: 'governance_unit', level: 'region', title: '自治区依法治理示范单位', named_by: '自治区依法治区领导小组',
    merits: '依法决策、依法管理，职工（居民）学法制度健全。',
  },
  city_unit: {
    kind: 'governance_unit', level: 'city', title: '市级依法治理示范单位', named_by: '中卫市依法治市领导小组',
    merits: '依法管理制度健全。',
  },
  rank: {
    kind: 'rank_treatment', level: 'county', title: '享受副科级待遇', named_by: '沙坡头区委组织部',
    merits: '扎根基层，化解矛盾纠纷成绩突出。',
  },
  contribution: {
    kind: 'special_contribution', level: 'region', title: '宁夏司法行政三十年特殊贡献人物', named_by: '自治区司法厅',
    merits: '长期从事基层司法行政工作，群众公认。',
  },
  collective: {
    kind: 'advanced_collective', level: 'national', title: '全国司法行政基层工作先进集体', named_by: '司法部',
    merits: '三调联动、规范化司法所和标兵所建设成效明显。',
  },
} as const satisfies Record<string, Kind>; // prettier-ignore

function common(subject: Subject, what: Kind, year: string) {
  return {
    unit_code: subject.unit_code,
    type: 'honour',
    id: idOf(`honour/${what.kind}/${what.level}/${subject.key}/${year}`),
  };
}

/** Held before the register was opened: one entry from the document. */
function heldAlready(
  subject: Subject,
  what: Kind,
  era: Era,
  recorded: Day,
  given: { readonly named_on: Day; readonly valid_until?: Day; readonly document_no?: string },
): Step {
  const { kind, level, title, named_by } = what;
  return step(recorded, 'held', {
    ...common(subject, what, given.named_on.slice(0, 4)),
    by: staffAt(era, 'bureau', cityCode),
    deeds: [deed('record_held', { ...subject.fields, kind, level, title, named_by, ...given })],
  });
}

type Course = {
  /** Scored by this tree, where its kind has one by then. */
  readonly tree?: Tree;
  readonly nominated_on: Day;
  readonly inspected_on?: Day;
  readonly notice_from?: Day;
  readonly recommended_on?: Day;
  readonly named_on?: Day;
  readonly valid_until?: Day;
  readonly document_no?: string;
  readonly reason?: string;
  readonly objections?: readonly object[];
};

type Tree = { readonly id: string; readonly items: readonly StandardItem[] };

const standardsNow = [defaultPacesetterStandard, defaultVillageStandard].map((one) => ({
  ...one,
  id: idOf(`honour_standard/${one.subject}/2023`),
}));
const villageTree: Tree = standardsNow[1]!;

function standardsOfNow(opens: Day): Step[] {
  return standardsNow.map(({ id, ...fields }) =>
    step(workdayAfter(opens, 3), 'issue', {
      by: staffAt('now', 'bureau', cityCode),
      unit_code: cityCode,
      type: 'honour_standard',
      id,
      deeds: [deed('issue', { ...fields, valid_from: '2023-03-01' })],
    }),
  );
}

/** Nineteen of twenty by the village itself, eighteen by whoever came to look. */
function pointsBy(tree: Tree, inspector: number | null) {
  return leavesOf(tree.items).map(({ code, points }) => ({
    item_code: code,
    self_score: (points ?? 0) - 1,
    inspector_score: inspector === null ? null : (points ?? 0) - inspector,
    reason: inspector === null ? null : '实地察看略有不足',
  }));
}

/** From the nomination as far as it came. Who nominates, who inspects and who decides are three people. */
function course(subject: Subject, what: Kind, era: Era, days: Course): Step[] {
  const { kind, level, title, named_by, merits } = what;
  const { tree } = days;
  const known = common(subject, what, days.nominated_on.slice(0, 4));
  const city = subject.county === cityCode;
  const bureau = staffAt(era, 'bureau', cityCode);
  const nominator = city ? bureau : staffAt(era, 'county', subject.county);
  const decides = level === 'county' ? staffAt(era, 'county_review', subject.county) : bureau;
  const conditions = [
    { condition: kind === 'pacesetter' ? '规范化司法所在有效期内' : '组织健全、制度规范', met: 'yes', note: '认定文件' },
    { condition: '三年内无违法违纪、无群体性上访', met: 'yes', note: '有关部门证明' },
  ];
  const steps = [
    step(days.nominated_on, 'nominate', {
      ...known,
      by: nominator,
      deeds: [
        deed(
          'nominate',
          {
            ...subject.fields, kind, level, title, merits, conditions, nominated_on: days.nominated_on,
            ...(tree ? { criteria_id: tree.id, scores: pointsBy(tree, null) } : {}),
          },
          days.reason,
        ),
      ],
    }),
  ];
  if (days.inspected_on && !city)
    steps.push(
      step(workdayAfter(days.inspected_on, 1), 'inspect', {
        ...known,
        by: staffAt(era, 'county_office', subject.county),
        deeds: [
          deed('inspect', {
            inspected_on: days.inspected_on, opinion: '实地察看，符合条件。', conditions,
            ...(tree ? { scores: pointsBy(tree, 2) } : { inspector_score: 92 }),
          }),
        ],
      }),
    );
  if (days.notice_from)
    steps.push(
      step(days.notice_from, 'publicise', {
        ...known,
        by: decides,
        deeds: [
          deed('publicise', { notice_from: days.notice_from, notice_place: '政务公开栏' }),
          ...(days.objections ? [deed('object', { objections: days.objections })] : []),
        ],
      }),
    );
  if (days.recommended_on)
    steps.push(
      step(days.recommended_on, 'recommend', {
        ...known,
        by: bureau,
        deeds: [deed('recommend', { recommended_on: days.recommended_on, recommended_to: level === 'national' ? '自治区司法厅转报司法部' : '自治区司法厅' })],
      }),
    );
  if (days.named_on)
    steps.push(
      step(workdayAfter(days.named_on, 2), 'name', {
        ...known,
        by: decides,
        deeds: [
          deed('name', {
            named_on: days.named_on, named_by,
            ...(days.document_no ? { document_no: days.document_no } : {}),
            ...(days.valid_until ? { valid_until: days.valid_until } : {}),
          }),
        ],
      }),
    );
  return steps;
} // prettier-ignore

export function honoursOfThen(): Step[] {
  return [
    ...pacesettersOfThen(),
    ...villagesOfThen(),
    ...unitsOfThen(),
    ...peopleOfThen(),
    ...praiseOfThen(),
    ...creationsOfThen(),
  ];
}

function pacesettersOfThen(): Step[] {
  const chance = new Chance('pacesetters before 2009');
  const before = pacesettersBefore.map((code, i) => {
    // Five of them in 2008, the others the year before; each for three years.
    const late = i % 3 === 0;
    const named_on = late
      ? '2008-11-18'
      : workdayFrom(addDays('2007-10-08', chance.between(0, 40)));
    return heldAlready(officeSubject(code), kinds.pacesetter, 'then', '2009-01-14', {
      named_on,
      valid_until: addDays(addMonths(named_on, 36), -1),
      document_no: late ? '卫司发〔2008〕71号' : '卫司发〔2007〕63号',
    });
  });
  const fresh = pacesetters2009.flatMap((code, i) => {
    const inspected_on = workdayFrom(addDays('2009-09-07', i * 2));
    return course(officeSubject(code), kinds.pacesetter, 'then', {
      nominated_on: workdayFrom(addDays('2009-07-13', i)),
      inspected_on,
      notice_from: '2009-10-12',
      named_on: '2009-10-26',
      document_no: '卫司发〔2009〕78号',
    });
  });
  return [...before, ...fresh];
}

/** The two of the Ministry: one in Shapotou, one in Zhongning. */
const nationalVillages = ['640502104216', '640521102204'] as const;

function villagesOfThen(): Step[] {
  return nationalVillages.flatMap((code) => {
    const subject = villageSubject(code);
    return [
      heldAlready(subject, kinds.region_village, 'then', '2009-01-15', { named_on: '2006-12-19' }),
      ...course(subject, kinds.national_village, 'then', {
        nominated_on: '2009-03-04',
        inspected_on: '2009-03-25',
        notice_from: '2009-04-08',
        recommended_on: '2009-04-22',
        named_on: '2009-09-17',
        document_no: '司发通〔2009〕第152号',
      }),
    ];
  });
}

const regionUnits: readonly Subject[] = [
  villageSubject('640502100007'),
  villageSubject('640521101202'),
  bodySubject('school', '640502000000', '沙坡头区第三中学', 'Shapotou No. 3 Middle School'),
  bodySubject('enterprise', '640502000000', '中卫市绿洲枸杞制品公司', 'Oasis Wolfberry Company'),
  bodySubject('grassroots', '640521000000', '中宁县石空镇人民政府', 'Shikong town government'),
  bodySubject('grassroots', '640522000000', '海原县水务局', 'Haiyuan water bureau'),
];

function unitsOfThen(): Step[] {
  return regionUnits.flatMap((subject, i) => [
    heldAlready(subject, kinds.city_unit, 'then', '2009-01-15', { named_on: '2007-12-12' }),
    ...course(subject, kinds.region_unit, 'then', {
      nominated_on: workdayFrom(addDays('2009-05-11', i)),
      inspected_on: workdayFrom(addDays('2009-06-08', i * 2)),
      notice_from: '2009-07-06',
      recommended_on: '2009-07-20',
      named_on: '2009-11-24',
      document_no: '宁法治发〔2009〕9号',
    }),
  ]);
}

function peopleOfThen(): Step[] {
  const ranked = ['640502104000', '640502105000'].flatMap((code) =>
    course(directorSubject(code), kinds.rank, 'then', {
      nominated_on: '2009-04-07',
      inspected_on: '2009-04-20',
      notice_from: '2009-05-05',
      named_on: '2009-05-20',
      document_no: '沙组干〔2009〕31号',
    }),
  );
  const recommended = ['640502101000', '640522100000'].flatMap((code) =>
    course(directorSubject(code), kinds.contribution, 'then', {
      nominated_on: '2009-08-10',
      inspected_on: '2009-08-24',
      notice_from: '2009-09-03',
      recommended_on: '2009-09-16',
    }),
  );
  const bureau: Subject = {
    key: 'bureau/city',
    unit_code: cityCode,
    county: cityCode,
    fields: { subject_kind: 'bureau', subject_name: '中卫市司法局', subject_name_en: 'Zhongwei Justice Bureau' },
  };
  const collective = course(bureau, kinds.collective, 'then', {
    nominated_on: '2009-09-21',
    notice_from: '2009-10-12',
    recommended_on: '2009-10-23',
  });
  // Nobody wrote back: at the end of the next year the recommendations are put aside, and still were recommendations.
  const put = (subject: Subject, what: Kind, year: string) =>
    step('2010-12-20', 'put-aside', {
      ...common(subject, what, year),
      by: staffAt('then', 'bureau', cityCode),
      deeds: [deed('decline', {}, '上级未公布结果，本次推荐不再跟踪。')],
    });
  return [
    ...ranked,
    ...recommended,
    ...collective,
    put(directorSubject('640502101000'), kinds.contribution, '2009'),
    put(directorSubject('640522100000'), kinds.contribution, '2009'),
    put(bureau, kinds.collective, '2009'),
  ];
} // prettier-ignore

function praised(key: string, recorded: Day, era: Era, fields: Record<string, unknown>): Step {
  return step(recorded, 'praise', {
    by: staffAt(era, 'bureau', cityCode),
    unit_code: (fields['unit_code'] as string | undefined) ?? cityCode,
    type: 'praise',
    id: idOf(`praise/${key}`),
    deeds: [deed('write_down', Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'unit_code')))],
  });
} // prettier-ignore

function praiseOfThen(): Step[] {
  const letter = (code: string, received_on: Day, about: string) =>
    praised(`${code}/${received_on}`, workdayAfter(received_on, 1), 'then', {
      unit_code: code,
      kind: 'letter',
      level: 'township',
      sender_kind: 'township',
      sender: `${placeAt(code).name}党委、政府`,
      received_on,
      praised: officeAt(code).name,
      office_id: officeAt(code).id,
      about,
    });
  return [
    letter('640502104000', '2009-06-17', '春灌期间连续化解三起水事纠纷，群众满意。'),
    letter('640502103000', '2009-11-05', '协助镇政府妥善处理征地补偿纠纷。'),
    praised('2008/visit', '2008-06-12', 'then', {
      kind: 'visit',
      level: 'region',
      sender_kind: 'justice',
      sender: '自治区司法厅',
      received_on: '2008-06-11',
      praised: '镇罗司法所',
      about: '调研司法所台账试点。',
    }),
    praised('2009/experience', '2009-09-08', 'then', {
      kind: 'experience',
      level: 'region',
      sender_kind: 'justice',
      sender: '自治区司法厅',
      received_on: '2009-09-04',
      praised: '中卫市“三调联动”工作',
      about: '全区现场会推广中卫市三调联动经验。',
    }),
  ];
}

const indicators = [
  ['1', '领导干部学法用法制度健全', 20, '组织部'],
  ['2', '依法决策、重大事项公示听证', 20, '政府办公室'],
  ['3', '行政执法责任制落实', 20, '法制局'],
  ['4', '公民法律素质提高', 20, '司法局'],
  ['5', '基层依法治理达标', 20, '民政局'],
] as const;

function creationsOfThen(): Step[] {
  const rows = (year: number, score?: number) =>
    indicators.map(([code, what, weight, owner], i) => ({
      code, what, weight, owner,
      due_on: `${year}-${['03', '05', '07', '09', '10'][i]}-30`,
      ...(score ? { done_on: `${year}-${['03', '05', '07', '09', '10'][i]}-20`, self_score: score } : {}),
    })); // prettier-ignore
  const city = {
    unit_code: cityCode,
    type: 'creation',
    id: idOf('creation/city'),
    by: staffAt('then', 'bureau', cityCode),
  };
  return [
    step('2009-01-16', 'start', {
      ...city,
      deeds: [
        deed('start', {
          kind: 'city', level: 'city', name: '法治中卫创建', name_en: 'rule-of-law Zhongwei',
          lead: '中卫市依法治市领导小组办公室', basis: '卫党发〔2009〕4号', started_on: '2009-01-12', indicators: rows(2009),
        }),
      ],
    }),
    step('2009-11-20', 'self', {
      ...city,
      deeds: [deed('self_assess', { self_on: '2009-11-19', indicators: rows(2009, 18) })],
    }),
    step('2010-12-21', 'stop', {
      ...city,
      deeds: [deed('stop', { ended_on: '2010-12-20' }, '并入下一个五年依法治市规划。')],
    }),
    ...countyCodes.flatMap((county) => {
      const own = { unit_code: county, type: 'creation', id: idOf(`creation/${county}`) };
      const name = placeAt(county).name;
      const scored = rows(2009, 17);
      return [
        step('2009-02-10', 'start', {
          ...own,
          by: staffAt('then', 'county', county),
          deeds: [
            deed('start', {
              kind: 'county', level: 'county', name: `法治${name}创建`, name_en: englishName(name.replace(/[区县]$/, '')),
              lead: `${name}依法治理领导小组办公室`, started_on: '2009-02-09', indicators: rows(2009),
            }),
            deed('note_progress', { indicators: rows(2009) }),
          ],
        }),
        step('2009-11-10', 'self', {
          ...own,
          by: staffAt('then', 'county', county),
          deeds: [deed('self_assess', { self_on: '2009-11-09', indicators: scored })],
        }),
        step('2009-12-03', 'assess', {
          ...own,
          by: staffAt('then', 'bureau', cityCode),
          deeds: [
            deed('assess', {
              assessed_on: '2009-12-02', opinion: '基本达标，继续创建。',
              indicators: scored.map((row, i) => ({ ...row, assessed_score: 16 + (i % 2) })),
            }),
          ],
        }),
      ];
    }),
  ]; // prettier-ignore
}

/** What is held when the register of now opens, and what has been in hand since. */
export function honoursOfNow(opens: Day): Step[] {
  const chance = new Chance('honours of now');
  const recorded = workdayAfter(opens, 10);
  const offices = chance
    .shuffled(judicialOffices.filter((one) => !['640522212000', '640521205000'].includes(one.code)))
    .slice(0, 25)
    .map((one) =>
      heldAlready(officeSubject(one.code), kinds.pacesetter, 'now', recorded, {
        named_on: workdayFrom(addDays(opens, -chance.between(20, 290))),
      }),
    );
  const held = chance
    .shuffled(villages)
    .slice(0, 16)
    .map((place) =>
      heldAlready(villageSubject(place.code), kinds.city_village, 'now', recorded, {
        named_on: workdayFrom(addDays(opens, -chance.between(20, 290))),
      }),
    );
  return [...standardsOfNow(opens), ...offices, ...held, ...verifiedNow(opens), ...ranOut(opens)];
}

/** Pacesetters hold for three years: those of 2009 and before had run out when the book opened, and were put aside. */
function ranOut(opens: Day): Step[] {
  const of = (codes: readonly string[], year: (i: number) => string) =>
    codes.map((code, i) =>
      step(workdayAfter(opens, 11), 'ran-out', {
        ...common(officeSubject(code), kinds.pacesetter, year(i)),
        by: staffAt('now', 'bureau', cityCode),
        deeds: [deed('lapse')],
      }),
    );
  return [
    ...of(pacesetters2009, () => '2009'),
    ...of(pacesettersBefore, (i) => (i % 3 === 0 ? '2008' : '2007')),
  ];
}

/** Those of 2009 and before were looked at again when the register opened: one was lost, one is no more. */
function verifiedNow(opens: Day): Step[] {
  const verified_on = workdayAfter(opens, 14);
  const of2009 = [
    ...nationalVillages.flatMap((code) => [
      [villageSubject(code), kinds.region_village, '2006'] as const,
      [villageSubject(code), kinds.national_village, '2009'] as const,
    ]),
    ...regionUnits.flatMap((subject) => [
      [subject, kinds.city_unit, '2007'] as const,
      [subject, kinds.region_unit, '2009'] as const,
    ]),
  ];
  return of2009.map(([subject, what, year], i) => {
    const verification = i === 8 ? 'cancel' : i === 10 ? 'revoke' : 'keep';
    return step(workdayAfter(verified_on, 1), 'verify', {
      ...common(subject, what, year),
      by: staffAt('now', 'bureau', cityCode),
      deeds: [
        deed('verify', {
          verified_on,
          verification,
          verification_opinion:
            verification === 'keep'
              ? '复核符合条件，保留称号。'
              : verification === 'cancel'
                ? '学校已撤并，取消称号。'
                : '复核不符合条件，撤销称号。',
        }),
      ],
    });
  });
}

const zhenluoVillages = villages.filter((place) => place.parent_code === zhenluoCode);

/** What began in that month: each quarter a village of Zhenluo is nominated, and somebody is praised now and then. */
export function livingHonours(month: Day, opens: Day): Step[] {
  if (month < addMonths(opens, 1)) return [];
  const chance = new Chance(`living honours/${month}`);
  const n = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  const village = zhenluoVillages[n % zhenluoVillages.length]!;
  const nominated_on = workdayFrom(addDays(month, chance.between(2, 8)));
  const inspected_on = workdayAfter(nominated_on, chance.between(9, 16));
  const notice_from = workdayAfter(inspected_on, chance.between(4, 9));
  const named_on = workdayAfter(notice_from, chance.between(16, 24));
  const township: Kind = {
    ...kinds.city_village,
    level: 'county',
    title: '区级民主法治示范村',
    named_by: '沙坡头区司法局、民政局',
  };
  const office = chance.pick(judicialOffices);
  const received_on = workdayFrom(addDays(month, chance.between(3, 24)));
  return [
    ...course(villageSubject(village.code), township, 'now', {
      tree: villageTree,
      nominated_on,
      inspected_on,
      notice_from,
      ...(chance.in(0.8) ? { named_on } : {}),
    }),
    ...(chance.in(0.5)
      ? [
          praised(`living/${month}`, workdayAfter(received_on, 1), 'now', {
            unit_code: office.code,
            kind: 'letter',
            level: 'township',
            sender_kind: chance.pick(['township', 'public']),
            sender: `${placeAt(office.code).name}党委、政府`,
            received_on,
            praised: office.name,
            office_id: office.id,
            about: '及时化解纠纷，群众来信致谢。',
          }),
        ]
      : []),
  ];
}
