/**
 * The resettlement register of the reference city in 2009: who was on it already is brought in from paper files in the
 * first weeks of the year, and what happened in the year is written down as it came. In 2009 hardly an office had a
 * computer, so the counties wrote for their townships.
 */
import { addDays, addYears } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { derivedId } from '#engine/derived-id.ts';
import { statutoryCalendar } from '#engine/holidays.ts';
import { nextVisit } from '#lines/resettlement/rhythm.ts';
import { Chance, idOf } from './chance.ts';
import { inventPerson } from './invented-people.ts';
import { countyCodes, officeTownships } from './places.ts';
import type { Place } from './places.ts';
import {
  countyOfPerson, peopleAgainIn2008, peopleBefore2009, peopleOf2009, published,
} from './released-people.ts'; // prettier-ignore
import type { Released } from './released-people.ts';
import { staffAt } from './staff.ts';
import type { Staff } from './staff.ts';
import { deed, lastWorkdayBy, step, workdayAfter, workdayFrom } from './steps.ts';
import type { Step } from './steps.ts';

const typist = (one: Released): Staff => staffAt('then', 'county', countyOfPerson(one));

type Row = Readonly<Record<string, unknown>>;

/** What any visit of the year was about. */
const visitNotes = [
  '谈话了解近期生活，情绪平稳。',
  '询问务工和家庭情况，提醒遵守法律。',
  '家中农活正常，未见异常。',
  '督促参加技能培训，本人愿意。',
  '家属反映近期表现较好。',
  '讲解低保申请条件，协助准备材料。',
];

export function visitRow(chance: Chance, visited_on: Day): Row {
  return {
    visited_on,
    way: chance.weighted([['home', 6], ['talk', 3], ['telephone', 2], ['work', 1]]),
    mind: chance.weighted([['steady', 12], ['wavering', 2], ['worrying', 1]]),
    note: chance.pick(visitNotes),
  };
} // prettier-ignore

export function groupOf(one: Released, from: Day): Row {
  const chance = new Chance(`help-group/${one.key}`);
  const member = (role: string) => ({
    name: inventPerson(chance, { unit_code: one.township.code, around: from }).name,
    role,
  });
  return {
    group_from: from,
    agreement_on: from,
    group_members: [member('office'), member('police'), member('village'), member('family')],
    plan: '定期走访谈话，落实责任田，帮助就业，动员家属配合。',
  };
}

export const classOf = (one: Released, class_on: Day): Row => ({
  help_class: one.help_class,
  class_on,
  class_reasons:
    one.help_class === 'key'
      ? ['offence', one.three_nots ? 'livelihood' : 'attitude']
      : ['attitude'],
});

export function placementRows({ placement }: Released, known_by: Day): Row[] {
  if (!placement || placement.from_day > known_by) return [];
  return [{ mode: placement.mode, from_day: placement.from_day, evidence: '村委会名册' }];
}

export const arrivalOf = (one: Released): Row => ({
  person_id: one.person_id,
  channel: one.channel,
  from_where: one.from_where,
  released_on: one.released_on,
  received_on: one.received_on,
  offence: one.offence,
  sentence: one.sentence,
  three_nots: one.three_nots,
  circumstances: one.circumstances,
});

export function registerPerson(one: Released, by: Staff, at: Day): Step {
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
      }),
    ],
  });
}

export function fileStep(
  one: Released,
  by: Staff,
  at: Day,
  key: string,
  deeds: Step['deeds'],
): Step {
  return step(at, key, { by, unit_code: one.township.code, type: 'help_file', id: one.id, deeds });
}

const placedAndStaying = ({ fate, placement }: Released) =>
  fate.kind === 'stays' && placement !== null;
/** A few go to another office in the year; the last five had only come in it. */
const movers: ReadonlySet<Released> = new Set([
  ...peopleBefore2009.filter(placedAndStaying).slice(200, 209),
  ...peopleOf2009
    .filter((one) => placedAndStaying(one) && one.released_on < '2009-06-01')
    .slice(0, 5),
]);

/** Whose story is told as an example. */
const chosen: ReadonlySet<Released> = new Set(
  peopleBefore2009
    .filter((one) => one.fate.kind === 'stays' && one.placement?.mode === 'land')
    .slice(0, published.exemplars),
);

/** Most paper files lay at the offices until the year's end, when everything had to be in the computer. */
function isTypedLate(one: Released): boolean {
  if (!placedAndStaying(one) || movers.has(one) || chosen.has(one)) return false;
  return new Chance(`typed-late/${one.key}`).in(0.85);
}

/** The day on which a paper file was typed; whose file changes in the year comes first. */
function typedOn(one: Released): Day {
  if (isTypedLate(one))
    return workdayFrom(addDays('2009-11-09', new Chance(`typed/${one.key}`).between(0, 42)));
  const stays = one.fate.kind === 'stays' || one.fate.kind === 'lost';
  const chance = new Chance(`typed/${one.key}`);
  return workdayFrom(addDays('2009-01-13', chance.between(0, stays ? 70 : 4)));
}

/** The first visit of the year: shortly before the file was typed, or while it was on paper. */
function firstVisit(one: Released): Day {
  const chance = new Chance(`first-visit/${one.key}`);
  if (isTypedLate(one)) return lastWorkdayBy(addDays('2009-01-12', chance.between(0, 60)));
  return lastWorkdayBy(addDays(typedOn(one), -chance.between(1, 5)));
}
const classifiedOn = (one: Released): Day =>
  workdayAfter(one.received_on, new Chance(`classified/${one.key}`).between(3, 12));
const againIn2008 = ({ fate }: Released): boolean =>
  fate.kind === 'reoffended' && fate.on < '2009-01-01';

/** What the paper file said of visits when it was typed: most had one in 2008. */
function visitsUntil(one: Released): Row[] {
  const chance = new Chance(`visits-until/${one.key}`);
  const lost = one.fate.kind === 'lost' ? one.fate.on : null;
  const seen = addDays('2008-01-05', chance.between(80, 330));
  const fits = seen > classifiedOn(one) && !againIn2008(one) && (!lost || seen < lost);
  return [
    ...(fits && chance.in(0.9) ? [visitRow(chance, seen)] : []),
    ...(lost || againIn2008(one) ? [] : [visitRow(chance, firstVisit(one))]),
    ...(isTypedLate(one) ? visitsAfter(one, typedOn(one)) : []),
  ];
}

/** One visit after the other, nearly all of them in time. */
function visitsAfter(one: Released, until: Day): Row[] {
  const chance = new Chance(`visits-after/${one.key}`);
  const rows: Row[] = [];
  for (
    let due = nextVisit(one.help_class, firstVisit(one), statutoryCalendar);
    due < until && rows.length < 7;
  ) {
    const visited_on = lastWorkdayBy(addDays(due, chance.in(0.94) ? -chance.between(0, 9) : 6));
    if (visited_on >= until) break;
    rows.push({ ...visitRow(chance, visited_on), due_on: due });
    due = nextVisit(one.help_class, visited_on, statutoryCalendar);
  }
  return rows;
}

/** From paper, in one piece, in the first three months. */
function broughtIn(one: Released): Step[] {
  const by = typist(one);
  const at = typedOn(one);
  const class_on = classifiedOn(one);
  const file = deed('bring_in', {
    ...arrivalOf(one),
    ...classOf(one, class_on),
    ...groupOf(one, class_on),
    visits: visitsUntil(one),
    placements: placementRows(one, at),
  });
  const then = againIn2008(one)
    ? [deed('reoffend', { reoffended_on: (one.fate as { on: Day }).on })]
    : one.fate.kind === 'lost'
      ? [deed('lose', { lost_on: one.fate.on })]
      : [];
  return [
    registerPerson(one, by, at),
    // Written down the day after: within a day, the hour is chance.
    fileStep(one, by, workdayAfter(at, 1), 'bring-in', [file, ...then]),
  ];
}

/** What came of somebody in the year. */
function fateSteps(one: Released): Step[] {
  const { fate } = one;
  if (fate.kind === 'stays' || fate.kind === 'lost') return [];
  const chance = new Chance(`fate/${one.key}`);
  const by = typist(one);
  if (fate.kind === 'reoffended')
    return [
      fileStep(one, by, workdayAfter(fate.on, chance.between(2, 12)), 'again', [
        deed('reoffend', { reoffended_on: fate.on }),
      ]),
    ];
  if (fate.kind === 'over') {
    const over = addDays(endOf(one), 1);
    const at = workdayAfter(over, chance.between(1, 14));
    return [fileStep(one, by, at, 'over', [deed('end', { end_kind: 'over', ended_on: over })])];
  }
  return [
    fileStep(one, by, workdayAfter(fate.on, chance.between(1, 9)), 'end', [
      deed('end', { end_kind: fate.kind, ended_on: fate.on }),
    ]),
  ];
}

function endOf({ channel, released_on }: Released): Day {
  const years = channel === 're_education' ? 3 : 5;
  return addYears(released_on, years);
}

/** The visits of the rest of the year were typed from paper before it ended; some had been given relief by then. */
function laterIn2009(one: Released): Step[] {
  if (one.fate.kind !== 'stays' || movers.has(one) || isTypedLate(one)) return [];
  const chance = new Chance(`later/${one.key}`);
  const rows = [...visitsUntil(one), ...visitsAfter(one, '2009-12-10')];
  const given_on = lastWorkdayBy(addDays('2009-05-04', chance.between(0, 200)));
  const reliefs = chance.in(0.07)
    ? [
        {
          kind: chance.pick(['low_income', 'temporary', 'training', 'material']),
          given_on,
          amount_fen: chance.between(2, 12) * 100_00,
          provider: '县（区）民政局',
        },
      ]
    : [];
  const at = workdayFrom(addDays('2009-12-10', chance.between(0, 16)));
  return [
    fileStep(one, typist(one), at, 'later', [
      deed('change', { visits: rows, ...(reliefs.length > 0 ? { reliefs } : {}) }),
    ]),
  ];
}

const placed = ({ mode, from_day }: NonNullable<Released['placement']>) =>
  deed('place', {
    placement_mode: mode,
    placed_on: from_day,
    placement_evidence: '村委会名册',
  });

/** Told by the prison, verified, met, filed by class, placed, visited. */
function cameIn2009(one: Released): Step[] {
  const chance = new Chance(`came/${one.key}`);
  const by = typist(one);
  const { name, sex, id_number } = one.person;
  const common = { by, unit_code: one.township.code, type: 'release_notice', id: noticeId(one) };
  const told_on = lastWorkdayBy(addDays(one.released_on, -chance.between(18, 35)));
  const listed_on = told_on < '2009-01-04' ? '2009-01-04' : told_on;
  const checked = lastWorkdayBy(addDays(one.released_on, -1));
  const verified_on = [workdayAfter(listed_on, chance.between(2, 9)), checked].toSorted()[0]!;
  const met = one.help_class === 'key' || one.three_nots;
  const met_on = workdayFrom(one.received_on);
  const classified = workdayAfter(addDays(met_on, 1), chance.between(2, 8));
  const closing = '2009-12-30';
  const last = one.fate.kind === 'stays' ? closing : 'on' in one.fate ? addDays(one.fate.on, -1) : closing;
  const first = workdayAfter(classified, chance.between(4, 14));
  const second = addDays(first, chance.between(60, 100));
  const visits = [first < last ? first : lastWorkdayBy(last), ...(second < last ? [lastWorkdayBy(second)] : [])];
  const file = { ...one, id: helpFileId(one) };
  const placement = one.placement && one.placement.from_day <= last ? one.placement : null;
  const written = (day: Day) => (workdayAfter(day, 3) > closing ? '2009-12-31' : workdayAfter(day, 3));
  const told: Step[] = [
    step(verified_on, 'verify', {
      ...common,
      deeds: [
        deed('list', {
          name, sex, document_kind: 'citizen_id', document_number: id_number, channel: one.channel,
          from_where: one.from_where, released_on: one.released_on, offence: one.offence, sentence: one.sentence,
          claimed_place: one.township.name, three_nots: one.three_nots, suggested_class: one.help_class,
          risk: one.help_class === 'key' ? 'high' : 'low', listed_on,
        }),
        deed('verify', {
          verify_result: 'ours', verified_on, receipt_on: verified_on, verify_note: '村委会证实，户籍相符。',
        }),
      ],
    }),
    step(met_on, 'hand-over', {
      ...common,
      deeds: [
        deed('hand_over', {
          handed_over_on: one.received_on,
          pick_up: met
            ? chance.pick(['picked_up', 'escorted'])
            : chance.weighted([['family', 5], ['alone', 4], ['picked_up', 1]]),
          ...(met ? { pick_up_by: '司法所、派出所' } : {}),
        }),
      ],
    }),
  ];
  return [
    // Whoever was released from correction was handed over by that release.
    ...(one.channel === 'correction' ? [] : told),
    fileStep(file, by, classified, 'classify', [
      deed('classify', classOf(one, classified)),
      deed('set_group', groupOf(one, classified)),
    ]),
    fileStep(file, by, written(visits.at(-1)!), 'visits', [
      ...visits.map((visit_on) => {
        const { way, mind, note } = visitRow(chance, visit_on) as Record<string, unknown>;
        return deed('record_visit', { visit_on, visit_way: way, visit_mind: mind, visit_note: note });
      }),
      ...(placement && placement.from_day <= written(visits.at(-1)!)
        ? [placed(placement)]
        : []),
    ]),
    ...(placement && placement.from_day > written(visits.at(-1)!)
      ? [
          fileStep(file, by, workdayAfter(placement.from_day, 2), 'place', [
            placed(placement),
          ]),
        ]
      : []),
    ...fateSteps(file),
  ];
} // prettier-ignore

export const noticeId = ({ key }: Released): string => idOf(`release_notice/${key}`);
export const correctionId = (key: string): string => idOf(`correction_file/${key}`);

/** Typed from paper, or made by what led to it: a prison's notice, the release from correction. */
export function helpFileId(one: Released): string {
  if (one.released_on <= '2009-01-01') return one.id;
  return derivedId(
    one.channel === 'correction' ? correctionId(one.key) : noticeId(one),
    'help_file',
  );
}

/** Stations have kept paper registers since the beginning of 2008. */
function stations(): Step[] {
  const county = (code: string) => staffAt('then', 'county', code);
  const make = (code: string, name: string, kind: string, set_up_on: Day, by: Staff) =>
    step('2009-01-05', 'set-up', {
      by,
      unit_code: code,
      type: 'help_station',
      id: stationId(code),
      deeds: [deed('set_up', { name, kind, set_up_on, register_from: '2008-01-01' })],
    });
  return [
    ...countyCodes.map((code) =>
      make(code, '安置帮教工作办公室', 'county', '2004-06-01', county(code)),
    ),
    ...officeTownships.map(({ code, name }) =>
      make(
        code,
        `${name}安置帮教工作站`,
        'township',
        '2005-03-01',
        county(`${code.slice(0, 6)}000000`),
      ),
    ),
  ];
}

export const stationId = (code: string): string => idOf(`help_station/${code}`);

const hosts = [
  ['设施农业', '温棚种植', 'village'], ['枸杞种植合作社', '枸杞种植、采摘', 'village'], ['压砂瓜合作社', '压砂瓜种植', 'village'],
  ['建材厂', '制砖、装卸', 'enterprise'], ['养殖场', '牛羊养殖', 'village'], ['纸制品厂', '包装、装卸', 'enterprise'],
  ['建筑公司', '建筑小工', 'enterprise'], ['敬老院后勤点', '后勤服务', 'government'],
] as const; // prettier-ignore

type BasePlan = { readonly id: string; readonly county: string; readonly capacity: number };

/** Eight, seven and five of them. */
export const basesOf2009: readonly BasePlan[] = countyCodes.flatMap((county, c) =>
  Array.from({ length: [8, 7, 5][c]! }, (_, i) => ({
    id: idOf(`transitional_base/${county}/${i}`),
    county,
    capacity: 6 + ((i * 5 + c) % 11),
  })),
);

function bases(): Step[] {
  return basesOf2009.map(({ id, county, capacity }, i) => {
    const chance = new Chance(`base/${id}`);
    const [what, trades, kind] = hosts[i % hosts.length]!;
    const agreement_on = addDays('2006-03-01', chance.between(0, 900));
    const near = officeTownships.filter(({ code }) => code.startsWith(county.slice(0, 6)));
    const { name } = near[i % near.length]!;
    return step('2009-01-06', 'agree', {
      by: staffAt('then', 'county', county),
      unit_code: county,
      type: 'transitional_base',
      id,
      deeds: [
        deed('agree', {
          name: `${name}${what}安置帮教基地`,
          kind,
          host: `${name}${what}`,
          place: name,
          trades,
          capacity,
          agreement_on,
          agreement_until: '2011-12-31',
          opened_on: addDays(agreement_on, chance.between(5, 40)),
        }),
      ],
    });
  });
}

/** Some of those placed in the year went through a base first. */
function staysIn2009(): Step[] {
  const free = new Map(basesOf2009.map((base) => [base.id, base.capacity]));
  const candidates = peopleBefore2009.filter(
    (one) => one.fate.kind === 'stays' && one.placement === null,
  );
  return candidates.slice(0, 34).flatMap((one) => {
    const chance = new Chance(`stay/${one.key}`);
    const base = basesOf2009.find(
      ({ id, county }) => county === countyOfPerson(one) && free.get(id)! > 1,
    );
    if (!base) return [];
    free.set(base.id, free.get(base.id)! - 1);
    const by = typist(one);
    const in_on = workdayFrom(addDays('2009-04-01', chance.between(0, 60)));
    const out_on = addDays(in_on, chance.between(60, 150));
    const common = {
      by,
      unit_code: one.township.code,
      type: 'base_stay',
      id: idOf(`stay/${one.key}`),
    };
    return [
      step(workdayAfter(in_on, 2), 'in', {
        ...common,
        deeds: [
          deed('take_in', {
            base_id: base.id,
            file_id: one.id,
            in_on,
            agreed_until: addDays(in_on, 180),
          }),
        ],
      }),
      step(workdayAfter(out_on, 2), 'out', {
        ...common,
        deeds: [deed('leave', { out_on, out_reason: 'home' })],
      }),
    ];
  });
}

const headings = [
  '温棚里的新生活',
  '回头路上的羊群',
  '从砖厂学徒到班长',
  '一家人的团圆饭',
  '压砂地里的收成',
  '夜校里的老学员',
];

function exemplarsOf2009(): Step[] {
  return [...chosen].map((one, i) => {
    const chance = new Chance(`exemplar/${one.key}`);
    const cultivated_on = lastWorkdayBy(addDays('2009-04-20', chance.between(0, 220)));
    const at = workdayAfter(cultivated_on, chance.between(2, 6));
    return step(at, 'draft', {
      by: typist(one),
      unit_code: one.township.code,
      type: 'exemplar',
      id: idOf(`exemplar/${one.key}`),
      deeds: [
        deed('draft', {
          file_id: one.id,
          heading: headings[i % headings.length],
          story: '接回后落实承包地，帮教小组联系农技员指导，两年后带动邻居共同种植。',
          cultivated_on,
          publicity: 'inside',
        }),
        deed('check', { checked_on: at }),
        ...(i % 4 === 3 ? [] : [deed('approve', { approved_on: at })]),
      ],
    });
  });
} // prettier-ignore

const movedTo = (one: Released): Place =>
  new Chance(`moved-to/${one.key}`).pick(
    officeTownships.filter(({ code }) => code !== one.township.code),
  );

function movesIn2009(): Step[] {
  return [...movers].flatMap((one, i) => {
    const chance = new Chance(`move/${one.key}`);
    const to = movedTo(one);
    const came = one.released_on > '2009-01-01';
    const asked = workdayFrom(addDays(came ? '2009-11-16' : '2009-06-01', i * 2));
    const accepted_on = workdayAfter(asked, chance.between(8, 14));
    const common = { type: 'help_move', id: idOf(`move/${one.key}`) };
    const file_id = helpFileId(one);
    return [
      step(asked, 'ask', {
        ...common,
        by: typist(one),
        unit_code: one.township.code,
        deeds: [deed('ask', { file_id, to_unit_id: { code: to.code }, reason: '随家庭迁居' })],
      }),
      step(accepted_on, 'accept', {
        ...common,
        by: staffAt('then', 'county', `${to.code.slice(0, 6)}000000`),
        unit_code: to.code,
        deeds: [deed('accept', { accepted_on })],
      }),
    ];
  });
}

/** When the register of now opened, the old files were closed whose term had long ended. */
export function closeOldFiles(day: Day): Step[] {
  const stayed = [...peopleBefore2009, ...peopleOf2009].filter(
    ({ fate }) => fate.kind === 'stays' || fate.kind === 'lost',
  );
  return stayed.map((one) => {
    const moved = movers.has(one) ? movedTo(one) : one.township;
    const by = staffAt('now', 'county', `${moved.code.slice(0, 6)}000000`);
    const file = { ...one, id: helpFileId(one), township: moved };
    return fileStep(file, by, day, 'close', [
      deed('end', { end_kind: 'over', ended_on: addDays(endOf(one), 1) }),
    ]);
  });
}

export function resettlementOf2009(): Step[] {
  const before = [...peopleBefore2009, ...peopleAgainIn2008];
  return [
    ...stations(),
    ...bases(),
    ...before.flatMap((one) => [...broughtIn(one), ...(againIn2008(one) ? [] : fateSteps(one))]),
    ...peopleBefore2009.flatMap(laterIn2009),
    ...peopleOf2009.flatMap(cameIn2009),
    ...staysIn2009(),
    ...exemplarsOf2009(),
    ...movesIn2009(),
  ];
} // prettier-ignore
