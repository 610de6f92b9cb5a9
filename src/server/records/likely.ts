/**
 * Likely the same: before another record is made, the ones that may be it. Names and telephones travel in the body and
 * never in an address; only what the reader may open is ever named.
 */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { blankRecord } from '#engine/apply.ts';
import { dayInShanghai } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { labelOf } from '#engine/field.ts';
import type { Field } from '#engine/field.ts';
import { holdsLine, withinTerritory } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import type { AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import { parseValue } from '#engine/value.ts';
import { readActor } from '../accounts/session-actor.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import { logSeeking } from '../persons/seek.ts';
import { readAlone } from './beside.ts';
import { titleOf } from './read.ts';

/** Nobody compares more than so many. */
const shownMax = 5;

const params = Type.Object({ type: Type.String({ maxLength: 60 }) });
const body = Type.Object(
  {
    /** Of the record itself, where it is kept already. */
    id: Type.Optional(Type.String({ format: 'uuid' })),
    fields: Type.Record(Type.String(), Type.Unknown()),
  },
  { additionalProperties: false },
);

export function likelyRoutes(app: FastifyInstance, services: Services): void {
  app.post(
    '/api/likely/:type',
    { schema: { tags: ['records'], summary: 'Records that may be the same', params, body } },
    async (request) => {
      const actor = await readActor(request);
      const type = services.book.findRecord((request.params as { type: string }).type);
      if (!type?.likely || !holdsLine(actor, type.line)) throw notFound();
      const { id, fields } = request.body as { id?: string; fields: Record<string, unknown> };
      const typed = typedRecord(type, actor, id, fields);
      await logSeeking(services, actor, type, '登记前查重 before registering', 'likely');
      return { candidates: await candidatesFor(services, actor, type, typed) };
    },
  );
}

/** Among what this reader may open, wherever it is kept: a person is known by what is about them. */
export async function candidatesFor(
  services: Pick<Services, 'reader' | 'book' | 'clock'>,
  actor: Actor,
  type: AnyRecordType,
  record: AnyRecord,
) {
  const likely = type.likely!;
  const around: Day = likely.day(record) ?? dayInShanghai(services.clock());
  return readAs(services, actor, async (client) => {
    const read = likely.reads(record, around);
    const found = await Promise.all(
      read.map((reading) =>
        readAlone(client, services.book.record(reading.type), reading, record.id),
      ),
    );
    const others = new Map(found.flatMap((one) => one.records.map((other) => [other.id, other])));
    const alike = [...others.values()]
      .filter((other) => type.identity || withinTerritory(actor, other.path))
      .map((other) => ({ other, signs: likely.compare(record, other) }))
      .filter(({ signs }) => signs.length > 0)
      .toSorted((a, b) => b.signs.length - a.signs.length || (a.other.id < b.other.id ? -1 : 1))
      .slice(0, shownMax);
    const units = await unitTexts(
      client,
      alike.map(({ other }) => other.unit_id),
    );
    return alike.map(({ other, signs }) => ({
      type: type.name,
      id: other.id,
      ...titleOf(type, other),
      state: other.state,
      day: likely.day(other),
      unit: units.get(other.unit_id)?.name ?? null,
      signs: signs.map((code) => ({ code, label: labelOf(likely.signs, code) })),
    }));
  });
}

/** What has been typed so far: a value that is not right yet is as good as none. */
function typedRecord(
  type: AnyRecordType,
  actor: Actor,
  id: string | undefined,
  fields: Readonly<Record<string, unknown>>,
): AnyRecord {
  const { unit_id, path } = actor.grant;
  const record = blankRecord(type, {
    id: id ?? '00000000-0000-0000-0000-000000000000',
    unit_id,
    path,
    created_by: actor.person_id,
  });
  for (const [name, raw] of Object.entries(fields)) {
    if (name in type.children) {
      const child = type.children[name] as ChildList;
      const rows = Array.isArray(raw) ? raw.slice(0, 50) : [];
      record[name] = rows.map((row: unknown) => {
        const source = (typeof row === 'object' && row !== null ? row : {}) as Record<
          string,
          unknown
        >;
        return Object.fromEntries(
          Object.entries(child.fields).map(([key, field]) => [key, valueOr(field, source[key])]),
        );
      });
    } else if (type.fields[name]) record[name] = valueOr(type.fields[name] as Field, raw);
  }
  return record;
}

function valueOr(field: Field, raw: unknown): unknown {
  const parsed = parseValue(field, raw);
  return 'value' in parsed ? parsed.value : null;
}
