/** Disputes of old books: the numbers that paper gave them, and the deeds that a row stands for. */
import { yearOf } from '#engine/day.ts';
import { formatCaseNumber, readTypedCaseNumber } from '#engine/document-number.ts';
import type { PastStep } from '#engine/past.ts';
import type { NumberBook } from '#engine/record.ts';
import { settledResults } from './codes.ts';
import type { Dispute } from './dispute-fields.ts';
import { requiredPapers } from './papers.ts';
import { disputeBook } from './shared.ts';

const kind = '人调';

/** One book per committee and year: （2009）镇罗村人调字第12号. */
export const numberBook: NumberBook<Dispute> = {
  field: 'number',
  key: (r) => disputeBook(r.committee_id, yearOf(r.accepted_on!)),
  print: (r, serial) => formatCaseNumber(caseNumber(r, serial)),
  when: (r) => r.accepted_on !== null && r.committee_id !== null,
  // Paper books often give the bare number: then the year and the committee are those of the row.
  given: (r, written) => {
    const bare = /^\s*(?:第\s*)?0*(\d{1,6})\s*(?:号\s*)?$/.exec(written.normalize('NFKC'));
    const reading = bare
      ? { ok: true as const, number: caseNumber(r, Number(bare[1])) }
      : readTypedCaseNumber(written);
    if (!reading.ok) return { problem: reading.problem };
    const { serial, ...of } = reading.number;
    const { serial: _, ...due } = caseNumber(r, serial);
    if (serial < 1 || of.year !== due.year || of.body !== due.body || of.kind !== due.kind) {
      const like = formatCaseNumber(caseNumber(r, Math.max(1, serial)));
      return {
        problem: {
          en: `This is no number of this committee's book of ${due.year}, in which it would be ${like}. Correct the number, the committee or the day of acceptance.`,
          zh: `不是该调委会${due.year}年编号簿的编号（应为${like}的样式），请核对案号、调委会或受理日期。`,
        },
      };
    }
    return { number: formatCaseNumber(reading.number), serial };
  },
};

function caseNumber(r: Dispute, serial: number) {
  return { year: yearOf(r.accepted_on!), body: r.committee_short_name ?? '', kind, serial };
}

type Given = Readonly<Record<string, unknown>>;

/** In the order in which the office would have done it. */
export function pastSteps(given: Given): PastStep[] {
  const has = (...names: string[]) => names.some((name) => given[name] !== undefined);
  if (!has('accepted_on')) {
    const declined = has('declined_on', 'declined_ground');
    return [{ action: 'register' }, ...(declined ? [{ action: 'decline' }] : [])];
  }
  const atOnce = settledAtOnce(given);
  const settled = settledResults.includes(given['result'] as string);
  const steps: PastStep[] = [atOnce ? onTheSpot : accepting(given)];
  if (has('sessions') && !atOnce) steps.push({ action: 'record_session' });
  if (has('result') && !atOnce)
    steps.push(closesItself(given) ? failingEnd : { action: 'record_result' });
  if (has('breached_on')) steps.push({ action: 'record_performance' });
  if (has('confirmation_applied_on')) steps.push({ action: 'apply_confirmation' });
  if (has('confirmation_accepted_on')) steps.push({ action: 'accept_confirmation' });
  if (has('confirmation_extended_on')) steps.push({ action: 'extend_confirmation' });
  if (has('confirmation_decided_on')) steps.push({ action: 'decide_confirmation' });
  if (has('police_station', 'police_report')) steps.push({ action: 'tell_police' });
  if (settled && has('closed_on') && !atOnce) steps.push({ action: 'close' });
  // What no deed of its own takes: a note on the performance, the sessions of what was settled on the spot.
  const left = ['performance_note', ...(atOnce ? ['sessions', 'revisits', 'closing_note'] : [])];
  if (has(...left) || (!settled && has('closing_note'))) steps.push({ action: 'change' });
  // What an old book calls filed stands on the shelf with its signed papers.
  if (has('filed_on', 'retention'))
    steps.push({ action: 'file', says: { originals: requiredPapers(onceFiled(given, atOnce)) } });
  return steps;
}

/** What decides which papers there are, as the deeds before the filing leave it. */
function onceFiled(given: Given, atOnce: boolean): Partial<Dispute> {
  const closed_on = given['closed_on'] ?? given['concluded_on'] ?? given['accepted_on'];
  return {
    ...given,
    closed_on,
    ...(atOnce ? { settled_on_spot: true, result: 'oral' } : {}),
  } as Partial<Dispute>;
}

/** A side that refused did so when it was asked, and not yet when the dispute was accepted. */
function accepting(given: Given): PastStep {
  const refused = given['consent'] === 'refused' && given['result'] !== undefined;
  return { action: 'accept', ...(refused ? { leaves: ['consent'] } : {}) };
}

const onTheSpot: PastStep = {
  action: 'settle_on_spot',
  covers: ['result', 'concluded_on', 'performance', 'performed_on', 'closed_on'],
};

/** A failing end is closed on the day of its result. */
const failingEnd: PastStep = { action: 'record_result', covers: ['closed_on'] };

function closesItself(given: Given): boolean {
  const closed = given['closed_on'];
  return (
    !settledResults.includes(given['result'] as string) &&
    (closed === undefined || closed === given['concluded_on'])
  );
}

/** Written down as settled on the spot, and nothing in the row says otherwise. */
function settledAtOnce(given: Given): boolean {
  const day = given['accepted_on'];
  const sameDay = ['concluded_on', 'performed_on', 'closed_on'].every(
    (name) => given[name] === undefined || given[name] === day,
  );
  return (
    given['settled_on_spot'] === true &&
    sameDay &&
    (given['result'] ?? 'oral') === 'oral' &&
    (given['performance'] ?? 'performed') === 'performed'
  );
}
