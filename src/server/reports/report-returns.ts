/**
 * One unit's return for one period: as the ledger has it while it is due, as it was frozen once it has been sent. Sending
 * publishes an edition and moves the record; nobody types a figure anywhere.
 */
import type { PoolClient } from 'pg';
import { maskRecord } from '#engine/mask.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor, Role } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { actionsFor } from '#engine/record.ts';
import type { ReportPeriodKind } from '#engine/report-period.ts';
import type { Text } from '#engine/text.ts';
import { senders, signers } from '#lines/reporting/report-return.ts';
import type { ReportReturn } from '#lines/reporting/report-return.ts';
import type { ReturnFormRecord } from '#lines/reporting/return-form.ts';
import type { FigureValue } from '../figures/compute.ts';
import { getRecord } from '../records/read.ts';
import { writeRecords } from '../records/write.ts';
import type { WriteAnswer } from '../records/write.ts';
import type { Services } from '../services.ts';
import { readAs, writeContext } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import type { UnitText } from '../units/unit-text.ts';
import { bindForm, registersKey } from './bound-form.ts';
import type { BoundForm, FormCell, FormProblem } from './bound-form.ts';
import { listEditions, readEdition } from './edition.ts';
import type { Edition, EditionHead } from './edition.ts';
import { formOf } from './form-record.ts';
import { formValues, shownOf } from './form-values.ts';
import { publishEdition } from './publish.ts';
import { doorOfDefinition } from '../figures/figure-named.ts';
import type { Sum } from './small-cells.ts';
import { warningsOf } from './return-warnings.ts';
import type { ReturnWarning } from './return-warnings.ts';

export type ReturnCellView = {
  readonly key: string;
  readonly place: FormCell['place'];
  readonly label: Text;
  readonly counter: Text;
  readonly rule: Text;
  readonly kind: string;
  readonly money: boolean;
  readonly value: number | null;
  readonly reason: Text | null;
  readonly last_year: number | null;
  readonly previous: number | null;
  readonly indicator: string | null;
  readonly unit_id: number;
  readonly from: string;
  readonly to: string;
};

export type ReturnView = {
  readonly record: ReportReturn;
  readonly unit: UnitText;
  readonly receiver: UnitText | null;
  readonly form: ReturnFormRecord;
  readonly bound: BoundForm;
  readonly cells: readonly ReturnCellView[];
  readonly warnings: readonly ReturnWarning[];
  readonly problems: readonly FormProblem[];
  readonly edition: Edition | null;
  readonly editions: readonly EditionHead[];
  /** When the numbers stood so. */
  readonly at: string;
  /** How many bodies keep the register; for a shipped form. */
  readonly registers: number;
  /** Everything counted in the period is nothing: then it is a nil return, which somebody has to say. */
  readonly nothing: boolean;
  readonly may: {
    readonly submit: boolean;
    readonly restate: boolean;
    readonly sign: boolean;
    readonly others: readonly string[];
  };
};

/** What an edition of a return keeps beside its figures. */
export type ReturnDocument = {
  readonly return_id: string;
  readonly form: Pick<ReturnFormRecord, 'id' | 'name' | 'version_no' | 'table_number' | 'issued_by' | 'approval_number' | 'valid_until' | 'shipped' | 'sheet_id'>;
  readonly period: string;
  readonly nil: boolean;
  readonly nil_statement: string | null;
  readonly explanations: readonly { readonly about: string; readonly text: string }[];
  readonly warnings: readonly ReturnWarning[];
  /** What adds up: needed to hide small cells from outsiders so that no subtraction tells them. */
  readonly sums: readonly Sum[];
}; // prettier-ignore

const sentStates: ReadonlySet<string> = new Set(['submitted', 'accepted', 'signed', 'locked']);
export const seriesOf = (id: string) => `return:${id}`;

export async function readReturn(
  services: Services,
  actor: Actor,
  id: string,
): Promise<ReturnView> {
  const type = services.book.record('report_return');
  if (!holdsLine(actor, type.line)) throw notFound();
  return readAs(services, actor, async (client) => {
    const record = (await getRecord(client, type, id)) as ReportReturn;
    const form = await formOf(services, record.form_id!);
    const { unit_id, period_from, period_to } = record;
    const bound = bindForm(services.book, form, { unit_id, from: period_from!, to: period_to! });
    // A cell of a line that the post does not hold is as if it were not there.
    const cells = bound.cells.filter((cell) => holdsLine(actor, cell.definition.line));
    const units = await unitTexts(client, [unit_id, record.receiver_unit_id ?? unit_id]);
    const values = await formValues(
      services,
      client,
      cells,
      form.period_kind as ReportPeriodKind,
      services.clock(),
    );
    const editions = await listEditions(client, { series: seriesOf(id) });
    const sent = sentStates.has(record.state) && record.edition_id !== null;
    const edition = sent ? await readEdition(client, record.edition_id!) : null;
    const frozen = edition && new Map(edition.figures.map((figure) => [figure.key, figure]));
    const below = await sentBelow(client, record);
    const now: ReadonlyMap<string, FigureValue & { not_reported_reason: Text | null }> =
      frozen ?? values.now;
    const warnings = frozen
      ? (edition!.document as ReturnDocument).warnings
      : warningsOf({ ...values, cells, sums: bound.sums, below });
    return {
      record,
      unit: units.get(unit_id)!,
      receiver:
        record.receiver_unit_id === null ? null : (units.get(record.receiver_unit_id) ?? null),
      form,
      bound,
      cells: cells
        .filter((cell) => !cell.key.startsWith('@'))
        .map((cell) => viewOf(services, cell, now.get(cell.key), values)),
      warnings,
      problems: bound.problems,
      edition,
      editions,
      at: edition?.stood_at ?? values.at,
      registers: now.get(registersKey)?.value ?? 0,
      nothing: nothingIn(cells, values.now),
      may: mayDo(services, actor, record),
    };
  });
}

function viewOf(
  services: Services,
  cell: FormCell,
  figure: (FigureValue & { not_reported_reason: Text | null }) | undefined,
  values: {
    last_year: ReadonlyMap<string, FigureValue>;
    previous: ReadonlyMap<string, FigureValue>;
  },
): ReturnCellView {
  const { definition, key } = cell;
  return {
    key,
    place: cell.place,
    label: cell.label,
    counter: cell.show === 'value' ? cell.counter : { en: '', zh: '' },
    rule: definition.rule,
    kind: cell.show === 'value' ? definition.kind : 'flow',
    money: definition.money ?? false,
    value: shownOf(cell, figure),
    reason: figure?.not_reported_reason ?? null,
    last_year: shownOf(cell, values.last_year.get(key)),
    previous: shownOf(cell, values.previous.get(key)),
    indicator: doorOfDefinition(services.book, definition),
    unit_id: cell.unit_id,
    from: cell.from,
    to: cell.to,
  };
}

/** Only what happens in a period can be nil; how many there are at its end is no work of it. */
function nothingIn(cells: readonly FormCell[], now: ReadonlyMap<string, FigureValue>): boolean {
  const flows = cells
    .filter((cell) => cell.definition.kind === 'flow' && !cell.key.startsWith('@'))
    .map((cell) => now.get(cell.key)?.value ?? null);
  return flows.some((value) => value !== null) && flows.every((value) => !value);
}

/** What the units below have sent of the same form and period, added up by cell. */
async function sentBelow(client: PoolClient, record: ReportReturn) {
  const { rows } = await client.query({
    name: 'sent-below',
    text: `select count(*)::int as all, count(e.id)::int as sent from report_return r
        left join edition e on e.id::text = r.edition_id and r.state in ('submitted', 'accepted', 'signed', 'locked')
      where r.form_id = $1 and r.period_from = $2 and r.period_to = $3 and r.receiver_unit_id = $4`,
    values: [record.form_id, record.period_from, record.period_to, record.unit_id],
  });
  if (rows[0].all === 0) return null;
  const { rows: sums } = await client.query({
    name: 'sums-below',
    text: `select f.key, sum(f.value)::float8 as value from report_return r
        join edition e on e.id::text = r.edition_id and r.state in ('submitted', 'accepted', 'signed', 'locked')
        join edition_figure f on f.edition_id = e.id
      where r.form_id = $1 and r.period_from = $2 and r.period_to = $3 and r.receiver_unit_id = $4
      group by f.key`,
    values: [record.form_id, record.period_from, record.period_to, record.unit_id],
  });
  return {
    sums: new Map(sums.map((row) => [row.key as string, row.value as number])),
    missing: (rows[0].all as number) - (rows[0].sent as number),
  };
}

function mayDo({ book }: Services, actor: Actor, record: ReportReturn): ReturnView['may'] {
  const own = actor.grant.unit_id === record.unit_id;
  const holds = (roles: readonly Role[] | undefined) =>
    own && (roles ?? []).includes(actor.grant.role);
  const { state, level } = record;
  const accepted = record.receiver_unit_id === null || record.accepted_on !== null;
  return {
    submit: holds(senders[level!]) && (state === 'due' || state === 'sent_back'),
    restate: holds(senders[level!]) && sentStates.has(state),
    sign: holds(signers[level!]) && (state === 'accepted' || state === 'submitted') && accepted,
    others:
      actor.grant.unit_id !== record.receiver_unit_id
        ? []
        : actionsFor(book.record('report_return'), state, actor.grant.role),
  };
}

export type Submission = {
  readonly write_id: string;
  readonly expected_version?: number | undefined;
  readonly nil?: boolean | undefined;
  readonly nil_statement?: string | undefined;
  readonly explanations?: readonly { readonly about: string; readonly text: string }[] | undefined;
  /** Why it is sent again, once it had been sent. */
  readonly reason?: string | undefined;
};

/** Freezes the return as the next edition of its series, and sends it. The same submission again answers the first. */
export async function submitReturn(
  services: Services,
  actor: Actor,
  id: string,
  sent: Submission,
): Promise<WriteAnswer> {
  const view = await readReturn(services, actor, id);
  const { record, form, bound } = view;
  const again = record.edition_id === sent.write_id;
  const restating = sentStates.has(record.state);
  if (!again) refuseUnlessMay(restating ? view.may.restate : view.may.submit);
  if (again) return writeAgain(services, actor, sent);
  if (sent.expected_version !== undefined && sent.expected_version !== record.version)
    throw stale();
  refuseNil(view, sent);
  const reason = sent.reason?.trim() || null;
  if (restating && !reason) throw whyAgain();
  const document: ReturnDocument = {
    return_id: id,
    form: pick(form),
    period: record.period!,
    nil: sent.nil ?? false,
    nil_statement: sent.nil ? (sent.nil_statement?.trim() ?? null) : null,
    explanations: sent.explanations ?? [],
    warnings: view.warnings,
    sums: bound.sums.map(({ whole, parts }) => ({ whole, parts })),
  };
  const edition = await publishEdition(services, {
    id: sent.write_id,
    kind: 'return',
    series: seriesOf(id),
    unit_id: record.unit_id,
    from: record.period_from!,
    to: record.period_to!,
    title: services.book.record('report_return').title(record),
    figures: bound.cells.map(({ key, definition, unit_id, from, to }) => ({
      key, indicator: definition, unit_id, from, to,
    })), // prettier-ignore
    document,
    signed_by: actor,
    reason:
      reason ??
      (record.return_ground ? `按退回意见更正：${record.return_ground}` : '退回后重新报送'),
  });
  const frozen = new Map(edition.figures.map((figure) => [figure.key, figure]));
  if (document.nil && !nothingIn(bound.cells, frozen)) throw notNilAnyMore();
  return move(services, actor, record, sent.write_id, {
    action: restating ? 'restate' : 'submit',
    fields: {
      edition_id: edition.id,
      edition_no: edition.number,
      nil: document.nil,
      nil_statement: document.nil_statement,
      explanations: document.explanations,
    },
    ...(reason ? { reason } : {}),
  });
}

/** A write that had arrived and whose answer was lost: the same deed again finds its receipt. */
async function writeAgain(
  services: Services,
  actor: Actor,
  sent: Submission,
): Promise<WriteAnswer> {
  const { rows } = await services.owner.query(
    'select answer from receipt where write_id = $1 and person_id = $2',
    [sent.write_id, actor.person_id],
  );
  if (!rows[0]) throw stale();
  return rows[0].answer as WriteAnswer;
}

async function move(
  services: Services,
  actor: Actor,
  record: ReportReturn,
  write_id: string,
  deed: { action: string; fields: Record<string, unknown>; reason?: string },
): Promise<WriteAnswer> {
  const context = writeContext(services, { ...actor, engine: true });
  const [answer] = await writeRecords(context, [
    {
      write_id,
      type: 'report_return',
      id: record.id,
      expected_version: record.version,
      deeds: [deed],
    },
  ]);
  return answer!;
}

/** Signs for the unit; what the units below had sent of the same form and period is locked with it. */
export async function signReturn(
  services: Services,
  actor: Actor,
  id: string,
  sent: Pick<Submission, 'write_id' | 'expected_version'>,
): Promise<WriteAnswer> {
  const { record, may } = await readReturn(services, actor, id);
  if (record.state !== 'signed') refuseUnlessMay(may.sign || mayNotYet(record));
  if (
    sent.expected_version !== undefined &&
    sent.expected_version !== record.version &&
    record.state !== 'signed'
  )
    throw stale();
  const { rows } = await services.owner.query(
    `select id, version from report_return where form_id = $1 and period_from = $2 and period_to = $3
      and receiver_unit_id = $4 and state in ('signed', 'accepted') order by id`,
    [record.form_id, record.period_from, record.period_to, record.unit_id],
  );
  const context = writeContext(services, { ...actor, engine: true });
  const [answer] = await writeRecords(context, [
    { write_id: sent.write_id, type: 'report_return', id, deeds: [{ action: 'sign', fields: {} }] },
    ...rows.map((row) => ({
      write_id: lockIdOf(sent.write_id, row.id as string),
      type: 'report_return',
      id: row.id as string,
      deeds: [{ action: 'lock', fields: {} }],
    })),
  ]);
  return answer!;
}

/** Accepting is missing and not the post: then the definition says what has to come first. */
function mayNotYet(record: ReportReturn): boolean {
  return record.state === 'submitted' && record.receiver_unit_id !== null;
}

function lockIdOf(write_id: string, record_id: string): string {
  // The two ids mixed digit by digit: the same signature locks the same return by the same write.
  const digits = (id: string) => id.replaceAll('-', '');
  const mixed = [...digits(write_id)].map((digit, i) =>
    (parseInt(digit, 16) ^ parseInt(digits(record_id)[i]!, 16)).toString(16),
  );
  return mixed.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function refuseUnlessMay(may: boolean): void {
  if (may) return;
  throw new Problem('not-allowed', {
    en: 'A return is sent and signed by the unit that reports it, at its stage. Switch to your post there, or ask that unit.',
    zh: '统计报表由填报单位按办理环节报送、签发。请切换到该单位的岗位，或请该单位办理。',
  });
}

function refuseNil(view: ReturnView, sent: Submission): void {
  const field = 'nil';
  const refuse = (message: Text) => new Problem('invalid', message, [{ field, message }]);
  if (sent.nil && !view.form.nil_allowed)
    throw refuse({ en: 'This form knows no nil return.', zh: '该表不允许零报告。' });
  if (sent.nil && !view.nothing) {
    const cell = view.cells.find((one) => one.kind === 'flow' && one.value);
    throw refuse({
      en: `The book holds something in this period${cell ? ` (${cell.label.en}: ${cell.value})` : ''}, so it is no nil return. Send the figures.`,
      zh: `台账本期有数${cell ? `（${cell.label.zh}：${cell.value}）` : '或未建账'}，不能零报告，请按数报送。`,
    });
  }
  if (!sent.nil && view.nothing && view.form.nil_allowed)
    throw refuse({
      en: 'Nothing happened in this period. Say so: send it as a nil return.',
      zh: '本期各项均为零，请以零报告报送。',
    });
  if (sent.nil && (sent.nil_statement?.trim().length ?? 0) < 4)
    throw new Problem('invalid', undefined, [
      {
        field: 'nil_statement',
        message: {
          en: 'Write the statement that you sign: who looked, and that nothing happened.',
          zh: '请写明零报告说明：经核查，本期未发生。',
        },
      },
    ]);
}

function pick(form: ReturnFormRecord): ReturnDocument['form'] {
  const {
    id,
    name,
    version_no,
    table_number,
    issued_by,
    approval_number,
    valid_until,
    shipped,
    sheet_id,
  } = form;
  return {
    id,
    name,
    version_no,
    table_number,
    issued_by,
    approval_number,
    valid_until,
    shipped,
    sheet_id,
  };
}

/** As a reader may see it: nothing of a return is private, and it goes through the mask like every record. */
export function maskedReturn(services: Services, record: ReportReturn) {
  return maskRecord(services.book.record('report_return'), record);
}

function whyAgain(): Problem {
  const message = {
    en: 'This return had been sent. Write down why it is sent anew: the reason goes with the new edition.',
    zh: '本报表已报送过。请写明重新报送的理由，理由随更正版保存。',
  };
  return new Problem('invalid', message, [{ field: 'reason', message }]);
}

function stale(): Problem {
  return new Problem('stale', {
    en: 'Somebody else has changed this return since you opened it. Reload the page and look again.',
    zh: '您打开之后，他人已办理本报表。请刷新页面后再办。',
  });
}

function notNilAnyMore(): Problem {
  return new Problem('stale', {
    en: 'While you signed, something was written down for this period, so it is no nil return any more. Reload the page.',
    zh: '签报时台账刚登记了本期事项，已不是零报告。请刷新页面后按数报送。',
  });
}
