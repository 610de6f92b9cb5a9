/**
 * Community corrections at work now: some in hand when the register of now opened, somebody new every second month,
 * investigations before it, reports as they fall due, releases that go to resettlement. Two are minors, whom only the
 * county's officer for corrections sees. Like the rest of the living city, each start plays the same story on.
 */
import { addDays, addMonths, firstOfMonth } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { derivedId } from '#engine/derived-id.ts';
import { Chance, idOf } from './chance.ts';
import { correctionApprovals } from './corrections-approvals.ts';
import {
  beginningOf, contactRow, countyOfPlace, fileOf, judgmentOf, registerSubject, releaseDeeds,
} from './corrections.ts'; // prettier-ignore
import type { Subject } from './corrections.ts';
import { inventPerson } from './invented-people.ts';
import { officeTownships, zhenluoCode } from './places.ts';
import { correctionId } from './resettlement.ts';
import { staffAt } from './staff.ts';
import type { Staff } from './staff.ts';
import { deed, lastWorkdayBy, step, workdayAfter, workdayFrom } from './steps.ts';
import type { Step } from './steps.ts';

const zhenluo = officeTownships.find(({ code }) => code === zhenluoCode)!;
const elsewhere = officeTownships.filter(({ code }) => code !== zhenluoCode);

/** In charge of corrections in the county, minors included. */
const agencyOf = ({ township }: Subject): Staff =>
  staffAt('now', 'county_corrections', countyOfPlace(township));
/** Whoever does the daily work: the office, and for a minor the one person who may see the file. */
const handOf = (one: Subject): Staff =>
  one.minor ? agencyOf(one) : staffAt('now', 'clerk', one.township.code);
const directorOf = (one: Subject): Staff =>
  one.minor ? agencyOf(one) : staffAt('now', 'director', one.township.code);

type Wanted = Pick<Subject, 'key' | 'township' | 'category' | 'effective_on' | 'term_until'> & {
  readonly minor?: boolean;
  readonly sex?: 'male' | 'female';
};

function subject({ key, township, category, effective_on, term_until, minor, sex }: Wanted): Subject {
  const chance = new Chance(`correction/${key}`);
  const [offence, crime] = chance.pick([
    ['property', '盗窃罪'],
    ['traffic', '危险驾驶罪'],
    ['order', '帮助信息网络犯罪活动罪'],
    ['person', '故意伤害罪'],
  ] as const);
  return {
    key,
    person_id: idOf(`person/correction/${key}`),
    person: inventPerson(chance, {
      unit_code: township.code,
      around: effective_on,
      ages: minor ? [16, 17] : [21, 56],
      sex: sex ?? (chance.in(0.12) ? 'female' : 'male'),
    }),
    township,
    category,
    offence,
    sentence: category === 'probation' ? `${crime}，有期徒刑十个月，缓刑` : `${crime}，有期徒刑`,
    effective_on,
    term_until,
    received_on: workdayAfter(effective_on, chance.between(5, 8)),
    ...(minor ? { minor } : {}),
  };
} // prettier-ignore

/** Under correction when the register of now opened. Two of them are released while it looks on. */
function inHandAt(opens: Day): Subject[] {
  const at = (ago: number, months: number) => {
    const effective_on = addDays(opens, -ago);
    return { effective_on, term_until: addDays(addMonths(effective_on, months), -1) };
  };
  return [
    subject({ key: 'now/0', township: zhenluo, category: 'probation', ...at(210, 18) }),
    subject({ key: 'now/1', township: zhenluo, category: 'probation', sex: 'female', ...at(150, 36) }),
    subject({ key: 'now/2', township: zhenluo, category: 'outside_prison', ...at(95, 30) }),
    subject({ key: 'now/3', township: elsewhere[1]!, category: 'parole', ...at(180, 18) }),
    subject({ key: 'now/4', township: zhenluo, category: 'probation', minor: true, ...at(60, 24) }),
  ];
} // prettier-ignore

/** Somebody new every second month, at Zhenluo every sixth; the third of them is a minor. */
function arrivals(opens: Day, until: Day): Subject[] {
  const list: Subject[] = [];
  for (let month = addMonths(opens, 1), i = 0; month <= until; month = addMonths(opens, 1 + 2 * ++i)) {
    const chance = new Chance(`correction-comes/${month}`);
    const effective_on = addDays(firstOfMonth(month), chance.between(2, 22));
    list.push(
      subject({
        key: `now/${month.slice(0, 7)}`,
        township: i % 3 === 0 ? zhenluo : elsewhere[chance.between(0, elsewhere.length - 1)]!,
        category: i % 4 === 3 ? 'surveillance' : 'probation',
        minor: i === 2,
        effective_on,
        term_until: addDays(addMonths(effective_on, 12 + 6 * (i % 3)), -1),
      }),
    );
  }
  return list;
} // prettier-ignore

function bringIn(one: Subject, opens: Day, i: number): Step[] {
  const chance = new Chance(`correction-brought/${one.key}`);
  const by = handOf(one);
  const at = workdayAfter(opens, 1 + (i % 3));
  const begun = workdayAfter(one.received_on, 3);
  const class_on = lastWorkdayBy(addDays(opens, -chance.between(6, 20)));
  return [
    registerSubject(one, by, at),
    fileOf(one, by, workdayAfter(at, 1), 'bring-in', [
      deed('bring_in', {
        ...judgmentOf(one),
        notified_on: workdayAfter(one.effective_on, 2),
        papers_on: workdayAfter(one.effective_on, 4),
        receipt_on: workdayAfter(one.effective_on, 6),
        received_on: one.received_on,
        officer_id: by.id,
        ...beginningOf(one, begun),
        plan_made_on: class_on,
        class_on,
        contacts: (['report', 'visit', 'talk'] as const).map((kind) => contactRow(chance, kind, class_on)),
        ...(one.category === 'outside_prison'
          ? { health_reports: ['report', 'examination'].map((kind) => ({ kind, on_day: class_on })) }
          : {}),
      }),
    ]),
  ];
} // prettier-ignore

/** A court asks before it decides; the county answers in time. */
function investigation(one: Subject): { readonly id: string; readonly steps: Step[] } {
  const chance = new Chance(`correction-asked/${one.key}`);
  const id = idOf(`correction_inquiry/${one.key}`);
  const received_on = lastWorkdayBy(addDays(one.effective_on, -chance.between(28, 40)));
  const found_on = workdayAfter(received_on, chance.between(3, 6));
  const opinion_on = workdayAfter(found_on, chance.between(1, 4));
  const by = handOf(one);
  const common = { unit_code: one.township.code, type: 'correction_inquiry', id };
  const { deciding_organ, person_id, category, offence, minor } = judgmentOf(one) as Record<string, unknown>;
  const finding = (topic: string, text: string) => ({ topic, on_day: found_on, source: '村委会、家属', finding: text });
  return {
    id,
    steps: [
      registerSubject(one, by, received_on),
      step(workdayAfter(received_on, 1), 'receive', {
        ...common,
        by,
        deeds: [
          deed('receive', {
            person_id, category, offence, entrusted_by: 'court', entruster: deciding_organ, received_on,
            place: one.township.name, ...(minor ? { minor } : {}),
          }),
        ],
      }),
      step(found_on, 'investigate', {
        ...common,
        by,
        deeds: [
          deed('investigate', {
            investigated_on: found_on,
            investigators: `${by.name}等二人`,
            findings: [
              finding('residence', '有固定居所，家属愿意共同居住。'),
              finding('family', '家庭关系和睦，能配合监管。'),
              finding('work', '有承包地，农闲务工。'),
              finding('victim', '已赔偿，被害人表示谅解。'),
              finding('community', '村委会同意协助监管。'),
            ],
          }),
        ],
      }),
      step(opinion_on, 'opinion', {
        ...common,
        by: agencyOf(one),
        deeds: [deed('give_opinion', { opinion: 'suitable', opinion_on, opinion_note: '具备社区矫正监管条件。' })],
      }),
    ],
  };
} // prettier-ignore

function arrival(one: Subject): Step[] {
  const chance = new Chance(`correction-arrives/${one.key}`);
  const by = handOf(one);
  const asked = one.category === 'probation' ? investigation(one) : null;
  const papers_on = workdayAfter(one.effective_on, chance.between(2, 4));
  const expected_on = workdayAfter(papers_on, 1);
  // Written down the day after at the earliest: within a day, the hour is chance.
  const begun = workdayFrom([one.received_on, addDays(expected_on, 1)].toSorted()[1]!);
  return [
    ...(asked ? asked.steps : [registerSubject(one, by, papers_on)]),
    fileOf(one, agencyOf(one), expected_on, 'expect', [
      deed('expect', {
        ...judgmentOf(one),
        ...(asked ? { inquiry_id: asked.id } : {}),
        notified_on: papers_on,
        papers_on,
        officer_id: by.id,
      }),
      deed('send_receipt', { receipt_on: papers_on }),
    ]),
    fileOf(one, by, begun, 'begin', beginning(one, begun)),
  ];
}

/** On the day of reporting in: received, announced, group, plan, class. */
function beginning(one: Subject, on: Day): Step['deeds'] {
  const all = beginningOf(one, on) as Record<string, unknown>;
  const some = (...names: string[]) => Object.fromEntries(names.map((name) => [name, all[name]]));
  return [
    deed('report_in', { received_on: one.received_on }),
    deed('announce', some('announced_on', 'announced', 'announced_at', 'announced_publicly', 'announced_to')),
    deed('set_group', some('group_from', 'group_members', 'letter_on')),
    deed('make_plan', some('plan_made_on', 'plan')),
    deed('classify', some('corr_class', 'class_on', 'class_reasons')),
  ];
} // prettier-ignore

/** A report each month, a visit, a talk and another look at the plan each third, at the class each sixth. */
function contactsOf(one: Subject, since: Day, until: Day): Step[] {
  const steps: Step[] = [];
  const end = one.term_until < until ? one.term_until : until;
  let day = addDays(since, new Chance(`contacts/${one.key}`).between(20, 26));
  for (let n = 0; day < end; n++) {
    const chance = new Chance(`contact/${one.key}/${n}`);
    const on = lastWorkdayBy(day);
    const contact = (kind: 'report' | 'visit' | 'talk') => {
      const { way, mind, note } = contactRow(chance, kind, on) as Record<string, unknown>;
      return deed(`record_${kind}`, { contact_on: on, contact_way: way, contact_mind: mind, contact_note: note });
    };
    const ill = one.category === 'outside_prison';
    const health = (kind: string) => deed('record_health', { health_kind: kind, health_on: on });
    const quarter = n % 3 === 2;
    steps.push(
      fileOf(one, handOf(one), on, `contact/${n}`, [
        contact('report'),
        ...(quarter || n % 3 === 0 ? [contact('visit')] : []),
        ...(quarter
          ? [contact('talk'), deed('make_plan', { plan_made_on: on, plan: '继续执行原方案。', plan_result: '表现稳定。' })]
          : []),
        ...(ill ? [health('report'), ...(quarter ? [health('examination')] : [])] : []),
      ]),
    );
    if (n % 6 === 4)
      steps.push(
        fileOf(one, directorOf(one), workdayAfter(on, 1), `class/${n}`, [
          deed('regrade', { corr_class: 'ordinary', class_on: workdayAfter(on, 1), class_reasons: ['conduct'] }),
        ]),
      );
    day = addDays(day, chance.between(25, 29));
  }
  return steps;
} // prettier-ignore

/** Summed up and appraised before the last thirty days, released on the day, and taken on by resettlement. */
function ending(one: Subject, i: number): Step[] {
  const by = handOf(one);
  const summary_on = lastWorkdayBy(addDays(one.term_until, -40));
  const appraised_on = lastWorkdayBy(addDays(one.term_until, -34));
  const out = workdayFrom(one.term_until);
  const helped = workdayAfter(out, 4);
  const help_id = derivedId(correctionId(one.key), 'help_file');
  const after = [correctionId(one.key)];
  const help = { by, unit_code: one.township.code, type: 'help_file', id: help_id, after };
  const visit = (n: number) => {
    const on = workdayAfter(helped, 75 * n);
    const fields = { visit_on: on, visit_way: 'home', visit_mind: 'steady', visit_note: '已返岗务工，生活稳定。' };
    return step(on, `visit/${n}`, { ...help, deeds: [deed('record_visit', fields)] });
  };
  const { group_members } = beginningOf(one, out) as { group_members: { name: string; role: string }[] };
  const members = group_members.map(({ name, role }) => ({ name, role: role === 'guardian' ? 'family' : role === 'social_worker' ? 'volunteer' : role }));
  return [
    fileOf(one, by, summary_on, 'summary', [deed('summarise', { summary_on })]),
    fileOf(one, agencyOf(one), appraised_on, 'appraise', [
      deed('appraise', { appraised_on, appraisal: '服从监督管理，按时报告，未发生违规。' }),
    ]),
    fileOf(one, directorOf(one), out, 'release', [
      ...releaseDeeds(one, i + 1),
      deed('tell', { notice_about: 'end', notice_organs: ['organ', 'procuratorate', 'police'], notice_on: out }),
    ]),
    step(helped, 'classify', {
      ...help,
      deeds: [
        deed('classify', { help_class: 'general', class_on: helped, class_reasons: ['attitude'] }),
        deed('set_group', { group_from: helped, group_members: members }),
      ],
    }),
    ...[1, 2, 3].map(visit),
  ];
} // prettier-ignore

/** When the register of now opened. */
export function correctionsHandOver(opens: Day): Step[] {
  return inHandAt(opens).flatMap((one, i) => bringIn(one, opens, i));
}

/** All steps between two days, of everybody since the register of now opened. */
export function correctionsLiving(from: Day, until: Day, opens: Day): Step[] {
  const held = inHandAt(opens);
  const came = arrivals(opens, addMonths(until, 2));
  const steps = [
    ...came.flatMap(arrival),
    ...held.flatMap((one) => contactsOf(one, opens, until)),
    ...came.flatMap((one) => contactsOf(one, one.received_on, until)),
    ...[...held, ...came].flatMap(ending),
    ...correctionApprovals(held, opens, until),
  ];
  return steps.filter(({ at }) => at.slice(0, 10) >= from && at.slice(0, 10) <= until);
}
