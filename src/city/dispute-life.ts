/**
 * One dispute from the first word to the file on the shelf, as the visits at which somebody wrote
 * it down. Days on which things happen and days on which they are written down are two things; both
 * are chosen here.
 */
import { addDays } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Deed } from '#engine/apply.ts';
import type { Chance } from './chance.ts';
import { clerkOf, courtOf } from './committees.ts';
import type { CommitteePlan, MediatorPlan } from './committees.ts';
import { inventPerson } from './invented-people.ts';
import { isFamily, tell } from './matters.ts';
import { placeAt } from './places.ts';
import { eraOf } from './staff.ts';
import type { Staff } from './staff.ts';
import type { Dispute } from '#lines/mediation/dispute-fields.ts';
import { requiredPapers } from '#lines/mediation/papers.ts';
import { deed, lastWorkdayBy, step, workdayAfter, workdayFrom } from './steps.ts';
import type { Step } from './steps.ts';

export type Manner =
  | 'spot'
  | 'oral'
  | 'written'
  | 'failed'
  | 'refused'
  | 'withdrawn'
  | 'transferred'
  | 'terminated';

export type DisputePlan = {
  readonly id: string;
  readonly committee: CommitteePlan;
  readonly mediator: MediatorPlan;
  readonly type: string;
  readonly source: string;
  readonly manner: Manner;
  readonly accepted_on: Day;
  /** Nothing is left open after this day, nor revisited. */
  readonly closed_by?: Day;
  /** From when on it can be written down: papers that lay in a drawer. */
  readonly written_from?: Day;
  /** What happened by this day is also written down by it. */
  readonly written_by?: Day;
  /** Was found to have been accepted only on this day: corrected when the mediator noticed. */
  readonly accepted_later?: { readonly on: Day; readonly noticed_on: Day; readonly why: string };
  readonly signs_in?: Staff;
  /** Entered from a telephone at the field edge, finished some days later. */
  readonly to_complete?: boolean;
  /** First only written down; accepted some days later. */
  readonly reported_first?: boolean;
  /** Things take longer than they should: revisits late, results after the month. */
  readonly tardy?: boolean;
  readonly violence?: boolean;
  readonly wants_confirmation?: boolean;
};

export type DisputeLife = {
  readonly plan: DisputePlan;
  readonly steps: readonly Step[];
  /** For a subsidy: settled, performed and closed on this day. */
  readonly settled: Settled | null;
  /** The day of the result, whatever it is. */
  readonly ended_on: Day;
};

export type Settled = {
  readonly closed_on: Day;
  readonly form: 'written' | 'oral';
  readonly difficulty: string;
};

type Visit = { day: Day; key: string; deeds: Deed[] };

const manners: readonly (readonly [Manner, number])[] = [
  ['spot', 42],
  ['oral', 17.5],
  ['written', 35.5],
  ['failed', 2.6],
  ['refused', 0.7],
  ['withdrawn', 1],
  ['transferred', 0.5],
  ['terminated', 0.2],
];

export function pickManner(chance: Chance, type: string): Manner {
  const manner = chance.weighted(manners);
  // Money and land are put on paper.
  const weighty = [
    'land_contract',
    'gravel_field',
    'inheritance',
    'wages',
    'expropriation',
    'traffic',
    'bride_price',
    'child_support',
  ];
  return manner === 'spot' && weighty.includes(type) && chance.in(0.6) ? 'written' : manner;
}

export function pickSource(chance: Chance, committee: CommitteePlan): string {
  const upper = committee.kind === 'township' || committee.kind === 'trade' ? 5 : 1;
  return chance.weighted([
    ['application', 58],
    ['own_initiative', 36],
    ['police', 1.6 * upper],
    ['petition_office', 1.2 * upper],
    ['court', 0.8 * upper],
    ['department', 1.2 * upper],
    ['entrusted', 0.5 * upper],
    ['procuratorate', 0.05 * upper],
  ]);
}

export function liveDispute(plan: DisputePlan, chance: Chance): DisputeLife {
  const life = new Life(plan, chance);
  const settled = life.live();
  return { plan, steps: life.steps(), settled, ended_on: life.ended_on };
}

class Life {
  readonly #plan: DisputePlan;
  readonly #chance: Chance;
  readonly #visits: Visit[] = [];
  readonly #clerk: Staff;
  readonly #story: ReturnType<typeof tell>;
  readonly #difficulty: string;
  #written: Day;
  /** The day from which it is in mediation. */
  #began: Day;

  ended_on: Day;

  constructor(plan: DisputePlan, chance: Chance) {
    this.#plan = plan;
    this.#chance = chance;
    this.#clerk = plan.signs_in ?? clerkOf(plan.committee, eraOf(plan.accepted_on));
    this.#story = tell(chance, plan.type, plan.accepted_on);
    const heavy = plan.manner === 'written' ? 3 : 0.4;
    this.#difficulty = chance.weighted([
      ['simple', plan.manner === 'spot' ? 80 : 25],
      ['ordinary', 45],
      ['difficult', 4 * heavy],
      ['major', 0.5 * heavy],
    ]);
    this.#written = plan.written_from ?? plan.accepted_on;
    this.#began = plan.accepted_on;
    this.ended_on = plan.accepted_on;
  }

  live(): DisputeLife['settled'] {
    const { manner } = this.#plan;
    if (manner === 'spot') return this.#onTheSpot();
    this.#accept();
    if (manner === 'oral') return this.#settle('oral');
    if (manner === 'written') return this.#settle('written');
    this.#endOtherwise(manner);
    return null;
  }

  steps(): Step[] {
    const plan = this.#plan;
    const own = plan.signs_in !== undefined;
    return this.#visits.map((visit) =>
      step(visit.day, visit.key, {
        by: this.#clerk,
        unit_code: plan.committee.unit_code,
        type: 'dispute',
        id: plan.id,
        deeds: visit.deeds,
        ...(own ? {} : { on_behalf_of: plan.mediator.name }),
      }),
    );
  }

  /** Never before it happened nor before what was written earlier. */
  #visit(happened: Day, key: string, deeds: Deed[]): void {
    const earliest = happened > this.#written ? happened : this.#written;
    const lag = this.#plan.signs_in
      ? this.#chance.between(0, 1)
      : this.#chance.weighted([
          [0, 3],
          [1, 4],
          [2, 3],
          [3, 2],
          [5, 1],
        ]);
    let day = workdayAfter(earliest, lag);
    const { written_by } = this.#plan;
    if (written_by && happened <= written_by && day > written_by) day = lastWorkdayBy(written_by);
    if (day < earliest) day = workdayFrom(earliest);
    this.#written = day;
    // One sitting at the desk is one write.
    const last = this.#visits.at(-1);
    if (last?.day === day) last.deeds.push(...deeds);
    else this.#visits.push({ day, key, deeds });
  }

  #cap(day: Day): Day {
    const { closed_by } = this.#plan;
    return closed_by && day > closed_by ? closed_by : day;
  }

  #intake(): Record<string, unknown> {
    const plan = this.#plan;
    const chance = this.#chance;
    const { committee } = plan;
    const base =
      committee.kind === 'trade'
        ? '中卫市'
        : placeAt(committee.unit_code).name.replace(/村?(村委会|居委会)$/, '');
    const address = () =>
      committee.kind === 'village' ? `${committee.short_name}${chance.between(1, 9)}组` : `${base}`;
    const party = (side: string) => {
      const who = inventPerson(chance, {
        unit_code: committee.unit_code,
        around: plan.accepted_on,
      });
      return {
        side,
        kind: 'person',
        role: 'party',
        name: who.name,
        sex: who.sex,
        born_on: who.born_on,
        ethnic_group: who.ethnic_group,
        work: chance.weighted([
          ['农民', 8],
          ['务工', 2],
          ['个体', 1],
        ]),
        telephone: chance.in(0.7) ? who.telephone : null,
        id_number: plan.manner === 'written' ? who.id_number : null,
        address: address(),
      };
    };
    const parties = [party('applicant'), party('respondent')];
    const several = chance.in(0.12);
    return {
      parties: plan.to_complete ? parties.slice(0, 1) : parties,
      people_count: several ? chance.between(3, 14) : 2,
      dispute_type: plan.type,
      source: plan.source,
      about: plan.to_complete ? null : this.#story.about,
      place: address(),
      difficulty: this.#difficulty,
      consent: 'all',
      committee_id: committee.id,
      mediator_id: plan.mediator.id,
      amount_fen: this.#story.amount_fen,
      ...(plan.type === 'child_support' ? { minor_involved: true } : {}),
      ...(plan.violence ? { violence_risk: true } : {}),
    };
  }

  #accept(): void {
    const { accepted_on, source, accepted_later, to_complete, violence, reported_first } =
      this.#plan;
    const found_on =
      source === 'own_initiative' ? addDays(accepted_on, -this.#chance.between(0, 2)) : accepted_on;
    const intake = this.#intake();
    const told = to_complete ? {} : { rights_told_on: accepted_on };
    const accept = deed('accept', {
      ...intake,
      found_on,
      accepted_on,
      ...told,
      ...(to_complete ? { to_complete: true } : {}),
    });
    const police = violence
      ? [
          deed('tell_police', {
            police_station: '辖区派出所',
            police_report: '双方情绪激动，扬言械斗，已请派出所到场。',
          }),
        ]
      : [];
    if (reported_first) {
      const { mediator_id, difficulty, ...known } = intake;
      const unfinished = to_complete ? { to_complete: true } : {};
      this.#visit(accepted_on, 'register', [
        deed('register', { ...known, found_on: accepted_on, ...unfinished }),
      ]);
      const later = workdayAfter(accepted_on, this.#chance.between(2, 6));
      this.#began = later;
      const accept_later = deed('accept', {
        mediator_id,
        accepted_on: later,
        rights_told_on: later,
      });
      this.#visit(later, 'accept', [deed('change', { difficulty }), accept_later, ...police]);
    } else {
      this.#visit(accepted_on, 'accept', [accept, ...police]);
    }
    if (to_complete) {
      const complete = this.#chance.between(4, 10);
      const second = this.#otherParty(intake);
      this.#visit(addDays(this.#began, complete), 'complete', [
        deed('change', {
          about: this.#story.about,
          parties: [...(intake.parties as object[]), second],
          rights_told_on: this.#began,
        }),
      ]);
    }
    if (accepted_later) {
      const { on, noticed_on, why } = accepted_later;
      this.#began = on;
      this.#written = noticed_on;
      this.#visit(noticed_on, 'correct', [
        deed('change', { accepted_on: on, rights_told_on: on }, why),
      ]);
    }
  }

  #otherParty(intake: Record<string, unknown>): object {
    const who = inventPerson(this.#chance, {
      unit_code: this.#plan.committee.unit_code,
      around: this.#plan.accepted_on,
    });
    const [first] = intake.parties as { address: string }[];
    return {
      side: 'respondent',
      kind: 'person',
      role: 'party',
      name: who.name,
      sex: who.sex,
      address: first!.address,
    };
  }

  #onTheSpot(): DisputeLife['settled'] {
    const { accepted_on } = this.#plan;
    const { to_complete: _, ...intake } = this.#intake();
    this.#visit(accepted_on, 'spot', [
      deed('settle_on_spot', {
        ...intake,
        found_on: accepted_on,
        accepted_on,
        agreement_content: this.#story.agreed,
        originals: ['oral-register'],
        ...this.#effects(),
      }),
    ]);
    return { closed_on: accepted_on, form: 'oral', difficulty: this.#difficulty };
  }

  #settle(form: 'oral' | 'written'): DisputeLife['settled'] {
    const chance = this.#chance;
    const plan = this.#plan;
    const written = form === 'written';
    const began = this.#began;
    const concluded_on = this.#cap(
      addDays(
        began,
        plan.tardy
          ? chance.between(33, 52)
          : written
            ? chance.between(2, 22)
            : chance.between(1, 9),
      ),
    );
    const atOnce =
      chance.in(written ? 0.45 : 0.75) ||
      this.#cap(addDays(concluded_on, 15)) !== addDays(concluded_on, 15);
    const due_on = atOnce
      ? null
      : this.#cap(addDays(concluded_on, chance.between(12, written ? 60 : 25)));
    const backsOut = !atOnce && chance.in(0.02);
    const revisit_on =
      addDays(concluded_on, 30) > (due_on ?? '') ? addDays(concluded_on, 30) : due_on!;
    const revisits = written ? [{ due_on: revisit_on }] : [];
    this.ended_on = concluded_on;
    const held_on = addDays(began, Math.floor(chance.next() * (daysFrom(began, concluded_on) + 1)));
    const session = {
      held_on,
      place: '调解室',
      outcome: '双方达成一致意见',
      present: chance.in(0.4) ? '村民小组长、双方亲属' : null,
      notes: `调解员向双方宣读权利义务。申请人陈述：${this.#story.about}被申请人陈述了自己的理由。调解员结合当地习惯和有关政策劝说，双方各让一步。`,
    };
    const result = deed('record_result', {
      result: form,
      concluded_on,
      agreement_content: this.#story.agreed,
      due_on,
      ...this.#effects(),
      ...(written
        ? {
            agreement_facts: this.#story.about,
            performance_terms: due_on ? '于约定日期前履行完毕。' : '即时履行。',
            signed_how: chance.in(0.6) ? ['signature'] : ['fingerprint', 'signature'],
            sealed: true,
            revisits,
            ...(plan.wants_confirmation ? { confirmation_wanted: true } : {}),
          }
        : {}),
      ...(atOnce ? { performance: 'performed', performed_on: concluded_on } : {}),
    });
    const closing = (closed_on: Day) =>
      deed('close', {
        closed_on,
        closing_note: written ? '协议已履行，双方无异议，予以结案。' : null,
      });
    const first = written ? [deed('record_session', { sessions: [session] }), result] : [result];
    const filing = deedOfFiling(written, {
      result: form,
      ...(written ? { revisits: [{ done_on: concluded_on } as Dispute['revisits'][number]] } : {}),
      ...(this.#plan.wants_confirmation && concluded_on >= '2011-01-01'
        ? { confirmation_applied_on: concluded_on }
        : {}),
    });
    if (atOnce) {
      const closed_on = concluded_on;
      this.#visit(closed_on, 'result', [
        ...first,
        closing(closed_on),
        ...(written ? [] : [filing(closed_on)]),
      ]);
      if (written) this.#revisitAndFile(revisit_on, closed_on, filing);
      return { closed_on, form, difficulty: this.#difficulty };
    }
    this.#visit(concluded_on, 'result', first);
    this.#confirm(concluded_on);
    if (backsOut) return this.#backOut(due_on!, written, revisit_on, filing);
    const performed_on = this.#cap(
      addDays(concluded_on, chance.between(3, daysFrom(concluded_on, due_on!))),
    );
    const closed_on = this.#cap(addDays(performed_on, chance.between(0, 4)));
    this.#visit(closed_on, 'perform', [
      deed('record_performance', { performance: 'performed', performed_on }),
      closing(closed_on),
      ...(written ? [] : [filing(closed_on)]),
    ]);
    if (written) this.#revisitAndFile(revisit_on, closed_on, filing);
    return { closed_on, form, difficulty: this.#difficulty };
  }

  /**
   * Since 2011 the parties may ask the court; here within the month, and the court answers in a
   * fortnight.
   */
  #confirm(concluded_on: Day): void {
    if (!this.#plan.wants_confirmation || concluded_on < '2011-01-01') return;
    const confirmation_applied_on = workdayAfter(concluded_on, this.#chance.between(3, 9));
    const confirmation_accepted_on = workdayAfter(confirmation_applied_on, 2);
    this.#visit(confirmation_accepted_on, 'confirm', [
      deed('apply_confirmation', {
        confirmation_applied_on,
        confirmation_court: courtOf(this.#plan.committee.unit_code),
      }),
      deed('accept_confirmation', { confirmation_accepted_on }),
    ]);
    const confirmation_decided_on = workdayAfter(
      confirmation_accepted_on,
      this.#chance.between(5, 9),
    );
    this.#visit(confirmation_decided_on, 'decided', [
      deed('decide_confirmation', { confirmation_decided_on, confirmation_result: 'confirmed' }),
    ]);
  }

  #backOut(due_on: Day, written: boolean, revisit_on: Day, filing: (on: Day) => Deed): null {
    const closed_on = this.#cap(addDays(due_on, 5));
    this.#visit(closed_on, 'back-out', [
      deed('record_performance', { performance: 'backed_out', breached_on: due_on }),
      deed('close', {
        closed_on,
        closing_note: '一方反悔不履行协议，经督促无效，已告知可向人民法院起诉，予以结案。',
      }),
      ...(written ? [] : [filing(closed_on)]),
    ]);
    if (written) this.#revisitAndFile(revisit_on, closed_on, filing, 'backed_out');
    return null;
  }

  #revisitAndFile(
    due_on: Day,
    closed_on: Day,
    filing: (on: Day) => Deed,
    performance = 'performed',
  ): void {
    const chance = this.#chance;
    const near = addDays(
      due_on,
      this.#plan.tardy
        ? chance.between(5, 16)
        : chance.weighted([
            [-3, 2],
            [-1, 3],
            [0, 4],
            [1, 2],
            [3, 1],
          ]),
    );
    const done_on = near > closed_on ? near : closed_on;
    const satisfaction =
      performance === 'performed'
        ? chance.weighted([
            ['satisfied', 8],
            ['mostly', 2],
          ])
        : 'not';
    const risk = performance === 'performed' ? 'low' : 'medium';
    const note = performance === 'performed' ? '协议履行完毕，双方关系恢复。' : '已告知诉讼途径。';
    this.#visit(done_on, 'revisit', [
      deed('record_revisit', {
        revisits: [{ due_on, done_on, performance, satisfaction, risk, note }],
      }),
      filing(done_on),
    ]);
  }

  #endOtherwise(manner: Exclude<Manner, 'spot' | 'oral' | 'written'>): void {
    const chance = this.#chance;
    const began = this.#began;
    const concluded_on = this.#cap(addDays(began, chance.between(2, 25)));
    this.ended_on = concluded_on;
    const result = deed('record_result', {
      result: manner,
      concluded_on,
      ...(manner === 'failed' ? { routes_told: true } : {}),
      ...(manner === 'refused' ? { consent: 'refused' } : {}),
      ...(manner === 'transferred'
        ? { passed_to: chance.pick(['乡镇人民政府', '辖区派出所', '人民法庭', '劳动监察大队']) }
        : {}),
    });
    this.#visit(concluded_on, 'result', [result]);
    const filed_on = addDays(concluded_on, manner === 'failed' ? chance.between(3, 20) : 10);
    this.#visit(filed_on, 'file', [deedOfFiling(false, { result: manner })(filed_on)]);
  }

  /** What was prevented: rare, and only where it was serious. */
  #effects(): object {
    const { type } = this.#plan;
    const serious = this.#difficulty === 'difficult' || this.#difficulty === 'major';
    if (!this.#chance.in(serious ? 0.22 : 0.004)) return {};
    const effect = this.#chance.weighted([
      ['suicide', isFamily(type) ? 3 : 0.2],
      ['crime', 5],
      ['group_fight', isFamily(type) ? 0.2 : 1.5],
      [
        'group_petition',
        ['wages', 'expropriation', 'irrigation', 'environment', 'land_contract'].includes(type)
          ? 4
          : 0.2,
      ],
    ]);
    const many = effect === 'group_fight' || effect === 'group_petition';
    return {
      effects: [
        { effect, people: many ? this.#chance.between(8, 42) : this.#chance.between(1, 3) },
      ],
    };
  }
}

/** The paper file holds what it has to hold, signed; nobody scanned it. */
function deedOfFiling(written: boolean, known: Partial<Dispute>): (on: Day) => Deed {
  return (filed_on) =>
    deed('file', {
      filed_on,
      retention: written ? 'long' : 'short',
      originals: requiredPapers({ ...known, closed_on: filed_on }),
    });
}

function daysFrom(from: Day, until: Day): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);
}
