/**
 * What a subsidy has to stand beside other records: one case paid once, whoever mediated does not
 * judge, no duplicate of another claim, within the mediator's cap and the county's budget. The words
 * name other records only where the actor could open them anyway.
 */
import { yearOf } from '#engine/day.ts';
import { labelOf } from '#engine/field.ts';
import { withinTerritory } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import type { Issue } from '#engine/problem.ts';
import type { AnyRecord, Beside, Found } from '#engine/record.ts';
import { duplicateSigns } from './codes.ts';
import type { Dispute } from './dispute-fields.ts';
import type { Linkage } from './linkage.ts';
import type { Mediator } from './mediator.ts';
import { likelyReadings, signsOfSame } from './same-matter.ts';
import type { Subsidy } from './subsidy.ts';
import type { Tariff } from './tariff.ts';

/** Claims that stand; a rejected one is none. */
const standing = [
  'claimed',
  'office_reviewed',
  'county_reviewed',
  'publicised',
  'approved',
  'paid',
  'clawed_back',
];
/** Money that is given, or promised. */
const granted = ['approved', 'paid', 'clawed_back'];

const recordsOf = <R>(found: Found | undefined) => (found?.records ?? []) as unknown as R[];
const disputeItself = (r: Subsidy) => ({
  type: 'dispute',
  where: { id: r.dispute_id ? [r.dispute_id] : [] },
  records: 1,
});
const yuan = (fen: number) => (fen / 100).toLocaleString('en-US', { maximumFractionDigits: 2 });

/** A number for whoever may open the record, and “another one” for everybody else. */
function named(
  actor: Actor,
  record: AnyRecord & { number?: string | null },
): { en: string; zh: string } {
  const open = withinTerritory(actor, record.path) && record.guard === 0 && record.number;
  return open
    ? { en: record.number!, zh: record.number! }
    : { en: 'another dispute', zh: '另一件纠纷' };
}

/**
 * One case, one subsidy: by the dispute itself, and by the other organ's number where a linkage brought the same case in
 * twice. A warning while it is being claimed, a refusal from the first review on.
 */
export const oneCaseOnce = (warning: boolean): Beside<Subsidy> => ({
  locks: ['dispute_id'],
  reads: [
    (r) => ({ type: 'subsidy', where: { dispute_id: [r.dispute_id!], state: standing } }),
    (r) => ({ type: 'linkage', where: { dispute_id: [r.dispute_id!] }, records: 20 }),
    (_r, found) => {
      const cases = recordsOf<Linkage>(found[1]).filter((one) => one.organ_number);
      const organ_number = cases.map((one) => one.organ_number!);
      const organ_name = cases.map((one) => one.organ_name!);
      return { type: 'linkage', where: { organ_number, organ_name }, records: 20 };
    },
    (r, found) => {
      const others = recordsOf<Linkage>(found[2]).flatMap((one) => one.dispute_id ?? []);
      const dispute_id = [...new Set(others)].filter((id) => id !== r.dispute_id);
      return { type: 'subsidy', where: { dispute_id, state: standing } };
    },
  ],
  *check(_r, found) {
    if (found[0]!.count > 0) {
      yield {
        field: 'dispute_id',
        ...(warning ? { warning } : {}),
        message: {
          en: 'There is another claim for this dispute. One case is paid once: reject one of the two.',
          zh: '该纠纷已有其他申报。一案一补，请对其中一件作不予补助。',
        },
      };
    }
    if (found[3]!.count > 0) {
      yield {
        field: 'dispute_id',
        ...(warning ? { warning } : {}),
        message: {
          en: 'Linkage shows the same case of the other organ under another dispute, and that one is claimed already. One case is paid once.',
          zh: '联动登记显示，对方机关的同一案件已在另一件纠纷名下申报。一案一补，不得重复申报。',
        },
      };
    }
  },
});

/**
 * Who mediated is paid (谁调解补助谁), and nobody else: each share goes to somebody whom the dispute names, and who stood
 * on the roster when it was closed. A warning while it is being claimed, a refusal from the first review on.
 */
export const onlyWhoMediated = (warning: boolean): Beside<Subsidy> => ({
  locks: [],
  reads: [
    disputeItself,
    (r) => ({
      type: 'mediator',
      where: { id: [...new Set(r.splits.flatMap((split) => split.mediator_id ?? []))] },
      records: 50,
    }),
  ],
  *check(r, found) {
    const [dispute] = recordsOf<Dispute>(found[0]);
    if (!dispute) return;
    const mediated = new Set([
      dispute.mediator_id,
      ...dispute.co_mediators.map((row) => row.mediator_id),
    ]);
    const known = new Map(recordsOf<Mediator>(found[1]).map((one) => [one.id, one]));
    const closed = dispute.closed_on;
    for (const [i, { mediator_id }] of r.splits.entries()) {
      const field = `splits.${i}.mediator_id`;
      const one = known.get(mediator_id!);
      const gravity = warning ? { warning } : {};
      if (!mediated.has(mediator_id)) {
        yield {
          field,
          ...gravity,
          message: {
            en: 'This mediator is not named in the dispute. Who mediated is paid: correct the share, or add them to the dispute as having mediated along.',
            zh: '该调解员不是本件的承办或共同调解人员。谁调解补助谁，请更正分配，或在纠纷中补登共同调解员。',
          },
        };
      } else if (one && closed && (one.from_day! > closed || (one.until_day ?? '9999') <= closed)) {
        yield {
          field,
          ...gravity,
          message: {
            en: 'This mediator was not on the roster when the dispute was closed. Correct the roster or the share.',
            zh: '该调解员在纠纷结案时不在册，请核对名册或更正分配。',
          },
        };
      }
    }
  },
});

/** Whoever mediated does not review: the mediator, those who mediated along, and all who share, by their accounts. */
export const notByWhoMediated: Beside<Subsidy> = {
  locks: [],
  reads: [
    disputeItself,
    (r, found) => {
      const [dispute] = recordsOf<Dispute>(found[0]);
      const ids = [
        dispute?.mediator_id,
        ...(dispute?.co_mediators ?? []).map((row) => row.mediator_id),
        ...r.splits.map((split) => split.mediator_id),
      ];
      return {
        type: 'mediator',
        where: { id: [...new Set(ids.filter((id) => id !== null && id !== undefined))] },
        records: 50,
      };
    },
  ],
  *check(_r, found, { actor }) {
    if (!recordsOf<Mediator>(found[1]).some((one) => one.account_id === actor.person_id)) return;
    yield {
      field: 'splits',
      message: {
        en: 'You mediated this dispute. Another person has to review the subsidy.',
        zh: '您参与调解了该纠纷，应由他人审核补助。',
      },
    };
  },
};

/**
 * The book compares by itself: parties, telephones and text of other disputes that are claimed too. What it finds has
 * to be marked and explained, or the claim rejected.
 */
export const noDuplicate: Beside<Subsidy> = {
  locks: [],
  reads: [
    disputeItself,
    ...[0, 1, 2].map((i) => (_r: Subsidy, found: readonly Found[]) => {
      const [dispute] = recordsOf<Dispute>(found[0]);
      const around = dispute?.found_on ?? dispute?.accepted_on;
      if (!dispute || !around) return { type: 'dispute', where: { id: [] } };
      return likelyReadings(dispute, around)[i]!;
    }),
    (_r, found) => ({
      type: 'subsidy',
      where: { dispute_id: alike(found).map(({ other }) => other.id), state: standing },
      records: 50,
    }),
  ],
  *check(r, found, { actor }) {
    const claimed = new Set(recordsOf<Subsidy>(found[4]).map((one) => one.dispute_id));
    const marked = new Set(r.duplicate_signs ?? []);
    for (const { other, signs } of alike(found)) {
      if (!claimed.has(other.id)) continue;
      const unmarked = signs.filter((sign) => !marked.has(sign));
      if (unmarked.length === 0) continue;
      const words = unmarked.map((sign) => labelOf(duplicateSigns, sign));
      const which = named(actor, other);
      yield {
        field: 'duplicate_signs',
        // Words alone are often alike: the reviewer is told and decides. Parties and telephones want an answer.
        ...(unmarked.every((sign) => sign === 'text') ? { warning: true } : {}),
        message: {
          en: `The book finds ${words.map((word) => word.en.toLowerCase()).join(', ')} in ${which.en}, which is claimed too. Mark it and say why it is no duplicate, or reject the claim.`,
          zh: `台账比对发现与${which.zh}${words.map((word) => word.zh).join('、')}，且该件已申报。请勾选疑点并说明理由，或不予补助。`,
        },
      };
    }
  },
};

/** The other disputes that look like this one; found[0] is the dispute, found[1..3] are its readings. */
function alike(found: readonly Found[]): { other: Dispute; signs: string[] }[] {
  const [dispute] = recordsOf<Dispute>(found[0]);
  if (!dispute) return [];
  const others = new Map(
    found.slice(1, 4).flatMap((one) => recordsOf<Dispute>(one).map((other) => [other.id, other])),
  );
  others.delete(dispute.id);
  return [...others.values()]
    .map((other) => ({ other, signs: signsOfSame(dispute, other) }))
    .filter(({ signs }) => signs.length > 0);
}

const yearOfClaim = (r: Subsidy) => yearOf(r.approved_on ?? r.claimed_on!);
const inYear = (year: number) => [`${year}-01-01`, `${year}-12-31`] as const;

/**
 * The tariff's limits: at most so much for one mediator a year, and the budget of the year. The tariff is locked, so that
 * two approvals cannot both take the last of it. The cap cannot be set aside; the budget can, with a reason, where the
 * tariff says so. Before approval both are warnings.
 */
export const withinLimits = (warning: boolean): Beside<Subsidy> => ({
  // A warning decides nothing: it need not hold up whoever else claims by the same tariff.
  locks: warning ? [] : ['tariff_id'],
  reads: [
    (r) => ({ type: 'tariff', where: { id: [r.tariff_id!] }, records: 1 }),
    (r) => ({
      type: 'subsidy',
      where: { 'splits.mediator_id': r.splits.map((split) => split.mediator_id!), state: granted },
      between: { approved_on: inYear(yearOfClaim(r)) },
      records: 2000,
    }),
    (r, found) => {
      const [tariff] = recordsOf<Tariff>(found[0]);
      return {
        type: 'subsidy',
        where: { tariff_id: tariff?.budget_fen ? [r.tariff_id!] : [], state: granted },
        between: { approved_on: inYear(tariff?.budget_year ?? yearOfClaim(r)) },
        sums: ['amount_fen', 'clawed_back_fen'],
      };
    },
  ],
  *check(r, found, { reason }) {
    const [tariff] = recordsOf<Tariff>(found[0]);
    if (!tariff) return;
    yield* aboveCap(r, tariff, recordsOf<Subsidy>(found[1]), warning);
    const { budget_fen } = tariff;
    if (!budget_fen || (tariff.budget_year && tariff.budget_year !== yearOfClaim(r))) return;
    const given = (found[2]!.sums['amount_fen'] ?? 0) - (found[2]!.sums['clawed_back_fen'] ?? 0);
    const left = budget_fen - given;
    if ((r.amount_fen ?? 0) <= left) return;
    const mayExceed = tariff.over_budget_allowed === true;
    yield {
      field: 'amount_fen',
      ...(warning || (mayExceed && reason) ? { warning: true } : {}),
      message: {
        en:
          `Of this year's budget of ${yuan(budget_fen)} yuan, ${yuan(Math.max(0, left))} are left; this claim is for ${yuan(r.amount_fen ?? 0)}. ` +
          (mayExceed
            ? 'The tariff lets it be exceeded: give the reason.'
            : 'Have the budget raised (“Set the budget”), or reject the claim.'),
        zh:
          `本年度预算${yuan(budget_fen)}元，尚余${yuan(Math.max(0, left))}元，本件${yuan(r.amount_fen ?? 0)}元。` +
          (mayExceed ? '标准允许超预算，请填写理由。' : '请先核定追加预算，或不予补助。'),
      },
    };
  },
});

function* aboveCap(
  r: Subsidy,
  { cap_mediator_fen: cap }: Tariff,
  others: readonly Subsidy[],
  warning: boolean,
): Generator<Issue> {
  if (!cap) return;
  for (const [i, split] of r.splits.entries()) {
    const before = others
      .flatMap((one) => one.splits)
      .filter((one) => one.mediator_id === split.mediator_id)
      .reduce((sum, one) => sum + (one.amount_fen ?? 0), 0);
    if (before + (split.amount_fen ?? 0) <= cap) continue;
    yield {
      field: `splits.${i}.amount_fen`,
      ...(warning ? { warning } : {}),
      message: {
        en: `One mediator gets at most ${yuan(cap)} yuan a year by this tariff; ${yuan(before)} are granted already, so ${yuan(Math.max(0, cap - before))} are left. Lower the share in the county review.`,
        zh: `按该标准单个调解员年度上限${yuan(cap)}元，已核${yuan(before)}元，尚余${yuan(Math.max(0, cap - before))}元。请在复审时调低分配金额。`,
      },
    };
  }
}
