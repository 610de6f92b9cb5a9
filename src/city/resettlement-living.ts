/**
 * The resettlement register at work now: files brought in when the register of now opened, people who come out, visits
 * as they fall due, moves. Like the rest of the living city, each day has its own chance, so that each start plays the
 * same story on.
 */
import { addDays, addMonths, firstOfMonth } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { derivedId } from '#engine/derived-id.ts';
import { Chance, idOf } from './chance.ts';
import { officeTownships, weightOf, zhenluoCode } from './places.ts';
import type { Place } from './places.ts';
import { inventReleased } from './released-people.ts';
import type { Released } from './released-people.ts';
import {
  arrivalOf, basesOf2009, classOf, closeOldFiles, fileStep, groupOf, noticeId, placementRows, registerPerson, visitRow,
} from './resettlement.ts'; // prettier-ignore
import { staffAt } from './staff.ts';
import type { Staff } from './staff.ts';
import { deed, lastWorkdayBy, step, workdayAfter, workdayFrom } from './steps.ts';
import type { Step } from './steps.ts';

const clerk = (place: Place): Staff => staffAt('now', 'clerk', place.code);
const director = (place: Place): Staff => staffAt('now', 'director', place.code);

type Living = {
  readonly one: Released;
  readonly file_id: string;
  /** From this day on the visits follow each other. */
  readonly visited_from: Day;
};

/** Who was in help-education when the register of now opened: more at Zhenluo, where visitors look. */
function inHandAt(opens: Day): readonly Living[] {
  const known = inHand.get(opens) ?? drawInHand(opens);
  inHand.set(opens, known);
  return known;
}
const inHand = new Map<Day, readonly Living[]>();

function drawInHand(opens: Day): Living[] {
  return officeTownships.flatMap((township) => {
    const count = township.code === zhenluoCode ? 14 : 2;
    return Array.from({ length: count }, (_, i) => {
      const key = `now/${township.code}/${i}`;
      const chance = new Chance(`in-hand/${key}`);
      const released_on = addDays(opens, -chance.between(60, 1250));
      const one = inventReleased({
        key,
        township,
        released_on,
        channel: chance.weighted([['prison', 6], ['detention_house', 3], ['correction', 2]]),
        fate: { kind: 'stays' },
        placed: chance.in(0.85),
        placed_by: addDays(opens, -20),
      }); // prettier-ignore
      return { one, file_id: one.id, visited_from: opens };
    });
  });
}

/** Everybody's class was looked at in the months before. */
function classOn({ one }: Pick<Living, 'one'>, opens: Day): Day {
  const looked = addDays(opens, -new Chance(`looked/${one.key}`).between(15, 120));
  const first = workdayAfter(one.received_on, 5);
  return looked > first ? looked : first;
}

/** And again before a year had passed. */
function lookedAgain(living: Living, opens: Day, move: Move | undefined): Step[] {
  const { one } = living;
  const on = lastWorkdayBy(addMonths(classOn(living, opens), 11));
  const waits = move && on >= move.asked && on <= addDays(move.accepted, 1);
  if (on <= addDays(opens, 30) || waits) return [];
  return [
    fileStep(one, director(move && on > move.accepted ? zhenluo : one.township), on, 'class', [
      deed('regrade', { ...classOf(one, on), class_note: '表现稳定，类别不变。' }),
    ]),
  ];
}

function bringIn({ one }: Living, opens: Day, i: number): Step[] {
  const chance = new Chance(`bring-in/${one.key}`);
  const at = workdayAfter(opens, 1 + (i % 3));
  const class_on = classOn({ one }, opens);
  const seen = lastWorkdayBy(addDays(opens, -chance.between(3, 50)));
  const by = clerk(one.township);
  return [
    registerPerson(one, by, at),
    fileStep(one, by, workdayAfter(at, 1), 'bring-in', [
      deed('bring_in', {
        ...arrivalOf(one),
        ...classOf(one, class_on),
        ...groupOf(one, class_on),
        officer_id: by.id,
        visits: seen > class_on ? [visitRow(chance, seen)] : [],
        placements: placementRows(one, at),
      }),
    ]),
  ];
}

const elsewhere = officeTownships
  .filter(({ code }) => code !== zhenluoCode)
  .map((place) => [place, weightOf(place)] as const);

/** Who comes out in a month: one at Zhenluo, two or three elsewhere. */
function comingIn(month: Day): Living[] {
  const chance = new Chance(`coming/${month}`);
  const places = [
    zhenluo,
    ...Array.from({ length: chance.between(2, 3) }, () => chance.weighted(elsewhere)),
  ];
  return places.map((township, i) => {
    const key = `now/${month.slice(0, 7)}/${i}`;
    const own = new Chance(`comes/${key}`);
    const released_on = addDays(month, 3 + own.between(0, 24));
    const one = inventReleased({
      key,
      township,
      released_on,
      channel: own.weighted([['prison', 6], ['detention_house', 3]]),
      fate: { kind: 'stays' },
      placed: own.in(0.8),
      placed_by: addDays(released_on, 90),
    }); // prettier-ignore
    const file_id = derivedId(noticeId(one), 'help_file');
    return { one, file_id, visited_from: addDays(one.received_on, 12) };
  });
}

/** Some whom a prison names are not of this area. */
const isOurs = ({ key }: Released): boolean => new Chance(`ours/${key}`).in(0.92);

function arrival({ one, file_id }: Living): Step[] {
  const chance = new Chance(`arrival/${one.key}`);
  const by = clerk(one.township);
  const { name, sex, id_number } = one.person;
  const common = { by, unit_code: one.township.code, type: 'release_notice', id: noticeId(one) };
  const listed_on = lastWorkdayBy(addDays(one.released_on, -chance.between(20, 35)));
  const verified_on = workdayAfter(listed_on, chance.between(2, 12));
  const met_on = workdayFrom(one.received_on);
  const classified = workdayAfter(addDays(met_on, 1), chance.between(2, 9));
  const met = one.help_class === 'key';
  const file = { ...one, id: file_id };
  const listed = step(listed_on, 'list', {
    ...common,
    deeds: [
      deed('list', {
        name, sex, document_kind: 'citizen_id', document_number: id_number, channel: one.channel,
        from_where: one.from_where, released_on: one.released_on, offence: one.offence, sentence: one.sentence,
        claimed_place: one.township.name, suggested_class: one.help_class, listed_on,
        risk: met ? 'high' : 'low',
      }),
    ],
  }); // prettier-ignore
  if (!isOurs(one))
    return [
      listed,
      step(verified_on, 'verify', {
        ...common,
        deeds: [
          deed('verify', {
            verify_result: 'not_ours', verified_on, receipt_on: verified_on, verify_note: '村委会证实无此人。',
          }),
        ],
      }),
    ]; // prettier-ignore
  return [
    listed,
    step(verified_on, 'verify', {
      ...common,
      deeds: [
        deed('verify', {
          verify_result: 'ours', verified_on, receipt_on: verified_on, verify_note: '户籍相符，家属愿意接纳。',
        }),
      ],
    }),
    step(met_on, 'hand-over', {
      ...common,
      deeds: [
        deed('hand_over', {
          handed_over_on: one.received_on,
          pick_up: met ? 'picked_up' : chance.weighted([['family', 5], ['alone', 4]]),
          ...(met ? { pick_up_by: '司法所、派出所' } : {}),
          officer_id: by.id,
        }),
      ],
    }),
    fileStep(file, by, classified, 'classify', [
      deed('classify', classOf(one, classified)),
      deed('set_group', groupOf(one, classified)),
    ]),
    ...(one.placement
      ? [
          fileStep(file, by, workdayAfter(one.placement.from_day, 3), 'place', [
            deed('place', {
              placement_mode: one.placement.mode,
              placed_on: one.placement.from_day,
              placement_evidence: '劳动合同',
            }),
          ]),
        ]
      : []),
  ]; // prettier-ignore
}

/** One visit after the other, a little before each falls due; now and then one is late. */
function visitsOf(
  { one, file_id, visited_from }: Living,
  { from, until, move }: { from: Day; until: Day; move?: Move | undefined },
): Step[] {
  const key_class = one.help_class === 'key';
  const steps: Step[] = [];
  const file = { ...one, id: file_id };
  let day = addDays(visited_from, new Chance(`visits/${one.key}`).between(8, key_class ? 24 : 70));
  for (let n = 0; day <= until; n++) {
    const chance = new Chance(`visit/${one.key}/${n}`);
    // Drawn before the visit is told, which depends on what is asked for.
    const pause = key_class ? chance.between(22, 30) : chance.between(68, 93);
    const on = lastWorkdayBy(day);
    // While a move waits, nobody goes.
    const waits = move && on >= move.asked && on <= addDays(move.accepted, 1);
    const by = clerk(move && on > move.accepted ? zhenluo : one.township);
    if (on >= from && on > visited_from && !waits) {
      const row = visitRow(chance, on);
      const fields = {
        visit_on: on,
        visit_way: row['way'],
        visit_mind: row['mind'],
        visit_note: row['note'],
      };
      steps.push(fileStep(file, by, on, `visit/${n}`, [deed('record_visit', fields)]));
    }
    day = addDays(day, pause);
  }
  return steps;
}

const neighbours = officeTownships.filter(
  ({ code }) => code.startsWith('640502') && code !== zhenluoCode,
);
const zhenluo = officeTownships.find(({ code }) => code === zhenluoCode)!;

type Move = {
  readonly living: Living;
  readonly asked: Day;
  /** The first working day on which Zhenluo has the file. */
  readonly accepted: Day;
};

/** Each quarter somebody of a neighbour goes to Zhenluo; what the director has not answered yet waits on Today. */
function moveOf(month: Day, opens: Day): Move | null {
  if (Number(month.slice(5, 7)) % 3 !== 2 || month <= addMonths(opens, 1)) return null;
  const quarter = Number(month.slice(0, 4)) * 4 + Math.floor(Number(month.slice(5, 7)) / 3);
  const township = neighbours[quarter % neighbours.length]!;
  const living = inHandAt(opens).find(({ one }) => one.township === township)!;
  const chance = new Chance(`moves/${month}`);
  const asked = workdayFrom(addDays(month, chance.between(12, 22)));
  return { living, asked, accepted: workdayAfter(asked, chance.between(9, 14)) };
}

function moveSteps({ living, asked, accepted }: Move): Step[] {
  const { township, key } = living.one;
  const common = { type: 'help_move', id: idOf(`move/${asked}/${key}`) };
  return [
    step(asked, 'ask', {
      ...common,
      by: clerk(township),
      unit_code: township.code,
      deeds: [
        deed('ask', {
          file_id: living.file_id,
          to_unit_id: { code: zhenluoCode },
          reason: '到镇罗镇务工，租房居住',
        }),
      ],
    }),
    step(accepted, 'accept', {
      ...common,
      by: director(zhenluo),
      unit_code: zhenluoCode,
      deeds: [deed('accept', { accepted_on: accepted, officer_id: clerk(zhenluo).id })],
    }),
  ];
}

/** The agreements of 2009 had run out long ago: they were signed again when the register of now opened. */
function basesRenewed(agreement_on: Day): Step[] {
  return basesOf2009.map(({ id, county }) =>
    step(workdayAfter(agreement_on, 1), 'renew', {
      by: staffAt('now', 'county', county),
      unit_code: county,
      type: 'transitional_base',
      id,
      deeds: [deed('renew', { agreement_on, agreement_until: addMonths(agreement_on, 36) })],
    }),
  );
}

/** When the register of now opened. */
export function resettlementHandOver(opens: Day): Step[] {
  return [
    ...closeOldFiles(workdayAfter(opens, 0)),
    ...basesRenewed(workdayAfter(opens, 5)),
    ...inHandAt(opens).flatMap((living, i) => bringIn(living, opens, i)),
  ];
}

/** All steps of what began between two days. */
export function resettlementLiving(from: Day, until: Day, opens: Day): Step[] {
  const first = firstOfMonth(from);
  const months: Day[] = [];
  for (let month = first; month <= until; month = addMonths(month, 1)) months.push(month);
  const since: Day[] = [];
  for (let month = addMonths(opens, 1); month <= until; month = addMonths(month, 1))
    since.push(firstOfMonth(month));
  const moves = since.flatMap((month) => moveOf(month, opens) ?? []);
  const moveFor = (living: Living) => moves.find((move) => move.living.one === living.one);
  const ours = since.flatMap(comingIn).filter(({ one }) => isOurs(one));
  return [
    ...months.filter((month) => month > opens).flatMap((month) => comingIn(month).flatMap(arrival)),
    ...moves.filter(({ asked }) => asked >= from).flatMap(moveSteps),
    ...inHandAt(opens)
      .flatMap((living) => lookedAgain(living, opens, moveFor(living)))
      .filter(({ at }) => at >= from && at.slice(0, 10) <= until),
    ...[...inHandAt(opens), ...ours].flatMap((living) => {
      return visitsOf(living, { from, until, move: moveFor(living) });
    }),
  ];
}
