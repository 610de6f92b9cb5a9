/**
 * Publishing: a set of figures is counted at a page of the ledger, signed and frozen, in one snapshot. It runs as
 * taizhang_compiler, the one role that may append editions, and nobody may change them afterwards.
 */
import type { PoolClient } from 'pg';
import { dayInShanghai } from '#engine/day.ts';
import { holdsLine, withinTerritory } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { Text } from '#engine/text.ts';
import { asBooksWereKept } from '../figures/books-since.ts';
import { boundaryAtPage } from '../figures/boundary.ts';
import type { Boundary } from '../figures/boundary.ts';
import { computeValues, notReported } from '../figures/compute.ts';
import type { FigureValue } from '../figures/compute.ts';
import { inTransaction } from '../database/transaction.ts';
import { closePage } from '../ledger/page.ts';
import type { Services } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import type { UnitText } from '../units/unit-text.ts';
import { sealOf } from './edition-seal.ts';
import { instantSql, readEdition } from './edition.ts';
import type { Definition, Edition, EditionContent, EditionFigure } from './edition.ts';
import { sealedRecords } from './sealed-part.ts';
import { smallBelow } from './small-cell-setting.ts';

/** One figure wanted in an edition: an indicator by name, or a count of one's own with all that an indicator says. */
export type AskedFigure = {
  readonly key: string;
  readonly indicator: string | Definition;
  /** Without them: the edition's own. */
  readonly unit_id?: number;
  readonly from?: string;
  readonly to?: string;
};

export type AskedEdition = {
  /** Made by the caller: the same id again answers the edition that is there. */
  readonly id: string;
  readonly kind: string;
  /** What it is an edition of; the next of one series restates the one before. */
  readonly series: string;
  readonly unit_id: number;
  readonly from: string;
  readonly to: string;
  readonly title: Text;
  readonly figures: readonly AskedFigure[];
  /** The text, the layout, the filled form: JSON that is kept and sealed as it is, and that nothing here looks into. */
  readonly document?: unknown;
  /** Who answers for it. Everything in it has to lie within the post. */
  readonly signed_by: Actor;
  /** Why there is another edition; needed from the second on. */
  readonly reason?: string;
  /** For the loader of the reference city and for tests: a page that was closed earlier, and the day of signing. */
  readonly page_id?: number;
  readonly signed_at?: string;
};

type Rooms = Pick<Services, 'owner' | 'book' | 'names' | 'clock'>;

export const figuresMax = 2000;

/** Answers the frozen edition. It stands at a page that holds everything committed before the call. */
export async function publishEdition(rooms: Rooms, asked: AskedEdition): Promise<Edition> {
  refuseShape(asked);
  const page_id = asked.page_id ?? (await pageNow(rooms));
  const small_below = await smallBelow(
    rooms.owner,
    dayInShanghai(asked.signed_at ?? rooms.clock()),
  );
  try {
    return await inTransaction(rooms.owner, async (client) => {
      await client.query('set transaction isolation level repeatable read');
      await client.query('set local role taizhang_compiler');
      const known = await client.query('select series from edition where id = $1', [asked.id]);
      if (known.rows.length > 0) {
        if (known.rows[0].series !== asked.series) throw sentBefore();
        return readEdition(client, asked.id);
      }
      const boundary = await boundaryAtPage(client, page_id);
      await freeze(rooms, client, asked, boundary, small_below);
      return readEdition(client, asked.id);
    });
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw signedMeanwhile();
    throw error;
  }
}

/** The page that holds all that is committed now: closed if need be, waiting for writers a few moments at most. */
async function pageNow({ owner }: Rooms): Promise<number> {
  const { rows } = await owner.query(
    `select coalesce((select max(id) from ledger_line), 0) as line, coalesce((select max(id) from record_version), 0) as version`,
  );
  for (let attempt = 0; attempt < 100; attempt++) {
    const page = await owner.query(
      'select id, last_line, last_version from ledger_page order by id desc limit 1',
    );
    const { id, last_line, last_version } = page.rows[0];
    if (last_line >= rows[0].line && last_version >= rows[0].version) return id;
    await closePage(owner);
  }
  throw new Problem('unavailable', {
    en: 'Somebody is writing without end, so the ledger could not be cut. Try again in a moment.',
    zh: '台账正在持续写入，暂时无法定格。请稍后再试。',
  });
}

async function freeze(
  rooms: Rooms,
  client: PoolClient,
  asked: AskedEdition,
  boundary: Boundary,
  small_below: number,
): Promise<void> {
  const { book, clock } = rooms;
  const figures = asked.figures.map((figure) => ({
    key: figure.key,
    unit_id: figure.unit_id ?? asked.unit_id,
    from: figure.from ?? asked.from,
    to: figure.to ?? asked.to,
    definition: definitionOf(book, figure.indicator),
  }));
  const units = await unitTexts(client, [asked.unit_id, ...figures.map((one) => one.unit_id)]);
  const unit = unitFor(asked.signed_by, units, asked.unit_id);
  for (const figure of figures) unitFor(asked.signed_by, units, figure.unit_id);
  const lines = [...new Set(figures.map((one) => one.definition.line))].toSorted();
  if (lines.some((line) => !holdsLine(asked.signed_by, line))) throw notFound();
  const counted = await countFigures(rooms, client, figures, units, boundary, small_below);
  const before = await client.query(
    'select id, number from edition where series = $1 order by number desc limit 1',
    [asked.series],
  );
  const [restated] = before.rows as { id: string; number: number }[];
  const reason = asked.reason?.trim() || null;
  if (restated && !reason) throw reasonMissing();
  const page = await client.query(
    `select encode(hash, 'hex') as hash, ${instantSql('closed_at')} as at from ledger_page where id = $1`,
    [boundary.page],
  );
  const content: EditionContent = {
    id: asked.id,
    kind: asked.kind,
    series: asked.series,
    number: (restated?.number ?? 0) + 1,
    restates: restated?.id ?? null,
    reason: restated ? reason : null,
    unit_id: unit.id,
    from: asked.from,
    to: asked.to,
    title: { en: asked.title.en, zh: asked.title.zh },
    lines,
    page_id: boundary.page!,
    page_hash: page.rows[0].hash,
    last_line: boundary.last_line!,
    last_day: boundary.last_day,
    stood_at: page.rows[0].at,
    sealed_included: [...units.values()].some(countsSealed),
    small_below,
    document: JSON.parse(JSON.stringify(asked.document ?? null)) as unknown,
    signed_by: asked.signed_by.person_id,
    signed_role: asked.signed_by.grant.role,
    signed_at: new Date(asked.signed_at ?? clock()).toISOString(),
    figures: counted.map(({ sealed_counted: _sealed, ...figure }) => figure),
  };
  await insert(client, content, unit.path, counted);
}

type Wanted = Pick<EditionFigure, 'key' | 'unit_id' | 'from' | 'to' | 'definition'>;
type Counted = EditionFigure & { readonly sealed_counted: boolean };

/** Figures of one unit and period are counted together, in the order in which they were asked for. */
async function countFigures(
  rooms: Rooms,
  client: PoolClient,
  wanted: readonly Wanted[],
  units: Map<number, UnitText>,
  boundary: Boundary,
  small_below: number,
): Promise<Counted[]> {
  const counted = new Map<string, Counted>();
  const groups = Map.groupBy(wanted, ({ unit_id, from, to }) => `${unit_id}/${from}/${to}`);
  const members = await membersNow(client, [...units.keys()]);
  for (const group of groups.values()) {
    const { unit_id, from, to } = group[0]!;
    const definitions = group.map((one) => one.definition);
    const where = { targets: { units: [unit_id] }, unit_id };
    const count = (at: Boundary) =>
      computeValues(client, rooms.names, definitions, where, { from, to }, at);
    const open = await count(boundary);
    const sealed = countsSealed(units.get(unit_id)!)
      ? await sealedRecords(client, rooms.names, group, members.get(unit_id)!, boundary)
      : group.map(() => 0);
    const all = sealed.some((n) => n > 0) ? await count({ ...boundary, sealed: true }) : open;
    const top = units.get(unit_id)!.parent_id === null;
    const chosen = group.map((_, i) => sealed[i]! >= small_below || (top && sealed[i]! > 0));
    const values = group.map((_, i) => (chosen[i] ? all : open)[i]!);
    const kept = await asKept(rooms, client, group, values);
    for (const [i, one] of group.entries())
      counted.set(one.key, {
        ...one,
        ...kept[i]!,
        members: members.get(unit_id)!,
        sealed_counted: chosen[i]!,
      });
  }
  return wanted.map((one) => counted.get(one.key)!);
}

/** No zero for a register that begins only after the period: it was not kept, which is something else. */
async function asKept(
  rooms: Rooms,
  client: PoolClient,
  group: readonly Wanted[],
  values: readonly (FigureValue & { readonly reported: boolean })[],
): Promise<(FigureValue & Pick<EditionFigure, 'not_reported_reason'>)[]> {
  const { unit_id } = group[0]!;
  const { figures } = await asBooksWereKept(
    rooms,
    client,
    unit_id,
    group.map(({ definition, from, to }, i) => ({
      ...values[i]!,
      indicator: definition.name,
      kind: definition.kind,
      from,
      to,
      last_year: null,
      not_reported_reason: values[i]!.reported ? null : notReported,
    })),
  );
  return figures.map(({ value, numerator, denominator, not_reported_reason }) => ({
    value,
    numerator,
    denominator,
    not_reported_reason: not_reported_reason && {
      en: not_reported_reason.en,
      zh: not_reported_reason.zh,
    },
  }));
}

/** Sealed records are counted from the county up. */
function countsSealed(unit: UnitText): boolean {
  return unit.kind === 'county' || unit.kind === 'city';
}

async function membersNow(
  client: PoolClient,
  units: readonly number[],
): Promise<Map<number, string>> {
  const { rows } = await client.query({
    name: 'edition-members',
    text: `select top.id, range_agg(int4range(u.id, u.id, '[]'))::text as members from unit top
        join unit u on u.path >= top.path and u.path < top.path || '~'
      where top.id = any($1::int[]) group by top.id`,
    values: [units],
  });
  return new Map(rows.map((row) => [row.id as number, row.members as string]));
}

async function insert(
  client: PoolClient,
  content: EditionContent,
  path: string,
  counted: readonly Counted[],
): Promise<void> {
  const { figures: _figures, page_hash: _hash, ...head } = content;
  const row = { ...head, from_day: head.from, to_day: head.to, path };
  await client.query(
    `insert into edition (id, kind, series, number, restates, reason, unit_id, path, from_day, to_day, title, lines, page_id,
        last_line, last_day, stood_at, sealed_included, small_below, document, signed_by, signed_role, signed_at, seal)
      select id, kind, series, number, restates, reason, unit_id, path, from_day, to_day, title, lines, page_id, last_line,
        last_day, stood_at, sealed_included, small_below, nullif(document, 'null'::jsonb), signed_by, signed_role, signed_at,
        decode($2, 'hex')
      from jsonb_to_record($1::jsonb) as e(id uuid, kind text, series text, number int, restates uuid, reason text, unit_id int,
        path text, from_day date, to_day date, title jsonb, lines text[], page_id int, last_line bigint, last_day date,
        stood_at timestamptz, sealed_included boolean, small_below int, document jsonb, signed_by uuid, signed_role text,
        signed_at timestamptz)`,
    [JSON.stringify(row), sealOf(content)],
  );
  const rows = counted.map((figure, position) => ({
    ...figure,
    edition_id: content.id,
    position,
    from_day: figure.from,
    to_day: figure.to,
  }));
  await client.query(
    `insert into edition_figure (edition_id, key, position, unit_id, from_day, to_day, definition, value, numerator,
        denominator, not_reported_reason, members, sealed_counted)
      select edition_id, key, position, unit_id, from_day, to_day, definition, value, numerator, denominator,
        nullif(not_reported_reason, 'null'::jsonb), members::int4multirange, sealed_counted
      from jsonb_to_recordset($1::jsonb) as f(edition_id uuid, key text, position int, unit_id int, from_day date, to_day date,
        definition jsonb, value numeric, numerator numeric, denominator numeric, not_reported_reason jsonb, members text,
        sealed_counted boolean)`,
    [JSON.stringify(rows)],
  );
}

function definitionOf(book: Services['book'], indicator: string | Definition): Definition {
  const known =
    typeof indicator === 'string'
      ? (book.findIndicator(indicator) ?? unknownIndicator(indicator))
      : indicator;
  // As it will be read back: what JSON does not keep was never part of it.
  return JSON.parse(JSON.stringify(known)) as Definition;
}

function unknownIndicator(name: string): never {
  throw new Error(`An edition asks for an indicator that is not there: ${name}`);
}

function unitFor(actor: Actor, units: Map<number, UnitText>, id: number): UnitText {
  const unit = units.get(id);
  if (!unit || !withinTerritory(actor, unit.path)) throw notFound();
  return unit;
}

function refuseShape(asked: AskedEdition): void {
  if (asked.figures.length > figuresMax)
    throw new Problem('too-large', {
      en: `An edition holds at most ${figuresMax} figures.`,
      zh: `一个版本最多收录${figuresMax}个数字。`,
    });
  const keys = new Set(asked.figures.map((figure) => figure.key));
  if (keys.size !== asked.figures.length)
    throw new Error('Two figures of an edition have the same key');
}

function reasonMissing(): Problem {
  const message = {
    en: 'An edition of this has been signed. Write down why there is another one.',
    zh: '本件已有签发版本，请填写出新版的理由。',
  };
  return new Problem('invalid', message, [{ field: 'reason', message }]);
}

function sentBefore(): Problem {
  return new Problem('duplicate', {
    en: 'This was sent before with another content. Reload the page and sign again.',
    zh: '同一次签发曾以不同内容提交。请刷新页面后重新签发。',
  });
}

function signedMeanwhile(): Problem {
  return new Problem('stale', {
    en: 'Somebody else has signed the next edition meanwhile. Look at it first.',
    zh: '他人已先行签发新版，请先查看。',
  });
}
