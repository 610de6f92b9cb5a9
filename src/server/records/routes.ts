/** Records over HTTP: one set of routes for every record type. What a type is, its definition says. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import type { Deed } from '#engine/apply.ts';
import { dayInShanghai } from '#engine/day.ts';
import { isInForce } from '#engine/in-force.ts';
import type { Version } from '#engine/in-force.ts';
import { hungOn } from '#engine/line.ts';
import { maskRecord } from '#engine/mask.ts';
import { guards, holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { actionsFor } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType } from '#engine/record.ts';
import { requireProof } from '../accounts/proof.ts';
import { readActor } from '../accounts/session-actor.ts';
import { logAccess } from '../accounts/access-log.ts';
import { dayOr } from '../figures/asked.ts';
import { logSeeking, refuseSeekingByAddress } from '../persons/seek.ts';
import type { Services } from '../services.ts';
import { readAs, writeContext } from '../services.ts';
import { unitTexts, unitWithin } from '../units/unit-text.ts';
import { attachmentsOf } from './attachments.ts';
import { listRecords } from './list.ts';
import type { ListQuery } from './list-question.ts';
import {
  countsFor,
  dutiesOf,
  getRecord,
  linkTitles,
  listVersions,
  peopleIn,
  peopleNames,
  titleOf,
} from './read.ts';
import { latinNames, latinOf } from './latin-names.ts';
import { describeLines } from './receipt.ts';
import { mayGoTogether, WritesTogether } from './write-together.ts';
import { writeRecords } from './write.ts';
import type { Write } from './write.ts';

const uuid = Type.String({ format: 'uuid' });
const writeBody = Type.Object(
  {
    writes: Type.Array(
      Type.Object(
        {
          write_id: uuid,
          type: Type.String({ maxLength: 60 }),
          id: uuid,
          unit_id: Type.Optional(Type.Integer({ minimum: 1 })),
          expected_version: Type.Optional(Type.Integer({ minimum: 0 })),
          on_behalf_of: Type.Optional(Type.String({ maxLength: 100 })),
          deeds: Type.Array(
            Type.Object(
              {
                action: Type.String({ maxLength: 60 }),
                fields: Type.Record(Type.String(), Type.Unknown()),
                reason: Type.Optional(Type.String({ maxLength: 2000 })),
              },
              { additionalProperties: false },
            ),
            { minItems: 1, maxItems: 10 },
          ),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 100 },
    ),
  },
  { additionalProperties: false },
);
/** The rest as a register's address has it: `filter.kind`, `sort`, `after`. */
const searchBody = Type.Object(
  {
    q: Type.String({ minLength: 1, maxLength: 100 }),
    purpose: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: Type.String({ maxLength: 2000 }) },
);
const typeParams = Type.Object({ type: Type.String({ maxLength: 60 }) });
const recordParams = Type.Object({ type: Type.String({ maxLength: 60 }), id: uuid });

export function recordRoutes(app: FastifyInstance, services: Services): void {
  const { book } = services;
  const typeFor = (actor: Actor, name: string): AnyRecordType => {
    const type = book.findRecord(name);
    if (!type || !holdsLine(actor, type.line)) throw notFound();
    return type;
  };
  const today = () => dayInShanghai(services.clock());
  const together = new WritesTogether();

  app.post(
    '/api/writes',
    { schema: { tags: ['records'], summary: 'Write records, all or none', body: writeBody } },
    async (request) => {
      const actor = await readActor(request);
      const { writes } = request.body as { writes: (Write & { deeds: Deed[] })[] };
      // A client always says which version it saw; only what it makes has none.
      for (const write of writes) {
        const making = book
          .findRecord(write.type)
          ?.actions[write.deeds[0]!.action]?.from.includes('new');
        if (!making && write.expected_version === undefined) {
          throw new Problem('invalid', {
            en: 'expected_version is missing: which version did you see?',
            zh: '缺少 expected_version（您看到的版本号）。',
          });
        }
      }
      const context = writeContext(services, actor);
      const answers =
        writes.length === 1 && mayGoTogether(book, writes[0]!)
          ? [await together.write(context, writes[0]!)]
          : await writeRecords(context, writes);
      return {
        answers: await Promise.all(
          answers.map(async (answer) => ({
            ...answer,
            lines: await describeLines(services, answer.lines),
          })),
        ),
      };
    },
  );

  app.get(
    '/api/records/:type',
    { schema: { tags: ['records'], summary: 'A register', params: typeParams } },
    async (request) => {
      const actor = await readActor(request);
      const type = typeFor(actor, (request.params as { type: string }).type);
      return readAs(services, actor, async (client) => {
        const query = await readListQuery(
          request.query as Record<string, string>,
          type,
          actor,
          client,
          today(),
        );
        const page = await listRecords(client, type, actor, query);
        return { ...page, ...(await rowsOf(client, type, page.records)) };
      });
    },
  );

  // What is sought travels in the body, because names and numbers have no place in an address.
  app.post(
    '/api/records/:type/search',
    {
      schema: {
        tags: ['records'],
        summary: 'A register, by what must stand in no address; a person with a purpose',
        params: typeParams,
        body: searchBody,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const type = typeFor(actor, (request.params as { type: string }).type);
      const { q, purpose, ...rest } = request.body as {
        q: string;
        purpose?: string;
      } & Record<string, string>;
      await logSeeking(services, actor, type, purpose, 'register');
      return readAs(services, actor, async (client) => {
        const query = {
          ...(await readListQuery(rest, type, actor, client, today())),
          q: q.trim() || undefined,
        };
        const page = await listRecords(client, type, actor, query);
        return { ...page, ...(await rowsOf(client, type, page.records)) };
      });
    },
  );

  const rowsOf = async (
    client: Parameters<typeof getRecord>[0],
    type: AnyRecordType,
    records: AnyRecord[],
  ) => {
    const [units, people, links, clocks] = await Promise.all([
      unitTexts(
        client,
        records.map((r) => r.unit_id),
      ),
      peopleNames(client, peopleIn(type, records)),
      linkTitles(client, book, type, records),
      clocksOf(
        client,
        records.map((r) => r.id),
        today(),
      ),
    ]);
    const long = Object.entries(type.fields)
      .filter(([, f]) => (f as { kind: string }).kind === 'long_text')
      .map(([name]) => name);
    return {
      records: records.map((record) => {
        const masked = maskRecord(type, record);
        for (const name of long) delete masked[name];
        return {
          ...masked,
          title: titleOf(type, record).title,
          unit: units.get(record.unit_id)?.name,
          clock: clocks.get(record.id) ?? null,
        };
      }),
      people,
      links,
      latin: latinNames(type, records, people, links),
    };
  };

  app.get(
    '/api/records/:type/:id',
    { schema: { tags: ['records'], summary: 'One record', params: recordParams } },
    async (request) => {
      const actor = await readActor(request);
      const { type: name, id } = request.params as { type: string; id: string };
      const type = typeFor(actor, name);
      return readAs(services, actor, async (client) => {
        const record = await getRecord(client, type, id);
        if (record.guard === guards.sealed) await requireProof(request);
        const [units, links, people, counts, duties, attachments] = await Promise.all([
          unitTexts(client, [record.unit_id]),
          linkTitles(client, book, type, [record]),
          peopleNames(client, peopleIn(type, [record])),
          countsFor(client, id),
          dutiesOf(client, id),
          attachmentsOf(client, id),
        ]);
        return {
          record: maskRecord(type, record),
          ...titleOf(type, record),
          actions: actionsFor(type, record.state, actor.grant.role).filter(
            (a) =>
              !(type.actions[a]?.not_by ?? []).some((f: string) => record[f] === actor.person_id),
          ),
          unit: units.get(record.unit_id),
          links,
          people,
          latin: latinNames(type, [record], people, links),
          duties,
          attachments,
          counts_for: await describeLines(services, counts),
        };
      });
    },
  );

  app.get(
    '/api/records/:type/:id/versions',
    { schema: { tags: ['records'], summary: 'Its history, newest first', params: recordParams } },
    async (request) => {
      const actor = await readActor(request);
      const { type: name, id } = request.params as { type: string; id: string };
      const type = typeFor(actor, name);
      const versions = await readAs(services, actor, async (client) => {
        const found = await listVersions(client, type, id);
        // Found first, so that a question for a proof tells nobody of what is sealed.
        if (type.sealed && (await getRecord(client, type, id)).guard === guards.sealed)
          await requireProof(request);
        return found;
      });
      const people = versions.flatMap((one) => [one.person.name, one.on_behalf_of]);
      return { versions, latin: latinOf(people) };
    },
  );

  app.get(
    '/api/records/:type/:id/hung',
    {
      schema: {
        tags: ['records'],
        summary: 'What hangs on it and one may open, the newest of each type',
        params: recordParams,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const { type: name, id } = request.params as { type: string; id: string };
      const type = typeFor(actor, name);
      return readAs(services, actor, async (client) => {
        await getRecord(client, type, id);
        const hung = hungOn(book, type).filter(({ line }) => holdsLine(actor, line));
        const pages = await Promise.all(
          hung.map((other) =>
            listRecords(client, other, actor, {
              filters: { [other.hangs_on!]: { values: [id] } },
              limit: hungMax,
            }),
          ),
        );
        return {
          types: hung.flatMap((other, i) => {
            const { records, next } = pages[i]!;
            if (records.length === 0) return [];
            const shown = records.map((record) => ({
              id: record.id,
              state: record.state,
              ...titleOf(other, record),
            }));
            return [{ type: other.name, records: shown, more: next !== null }];
          }),
        };
      });
    },
  );

  const openBody = Type.Object(
    {
      field: Type.String({ maxLength: 100 }),
      purpose: Type.String({ minLength: 2, maxLength: 200 }),
    },
    { additionalProperties: false },
  );
  app.post(
    '/api/records/:type/:id/open',
    {
      schema: {
        tags: ['records'],
        summary: 'Open a masked field, with a purpose',
        params: recordParams,
        body: openBody,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const { type: name, id } = request.params as { type: string; id: string };
      const { field, purpose } = request.body as { field: string; purpose: string };
      const type = typeFor(actor, name);
      const record = await readAs(services, actor, (client) => getRecord(client, type, id));
      // What is no masked field is refused first: its name is somebody's typing, and no part of a log.
      if (record.guard === guards.sealed) await requireProof(request);
      const values = valuesAt(type, record, field);
      // Then the log line: what cannot be logged is not opened.
      await logAccess(services.owner, {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        deed: 'open_masked',
        record_type: name,
        record_id: id,
        purpose,
        detail: { field },
      });
      return { values };
    },
  );

  const choiceQuery = Type.Object({
    q: Type.Optional(Type.String({ maxLength: 100 })),
    unit: Type.Optional(Type.Integer()),
    in_force: Type.Optional(
      Type.String({ description: 'Only versions in force on this day, or `ever`: no drafts' }),
    ),
  });
  app.get(
    '/api/choices/:type',
    {
      schema: {
        tags: ['records'],
        summary: 'Entries for a link field',
        params: typeParams,
        querystring: choiceQuery,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const type = typeFor(actor, (request.params as { type: string }).type);
      const { q, unit, in_force } = request.query as {
        q?: string;
        unit?: number;
        in_force?: string;
      };
      const day = in_force && in_force !== 'ever' ? dayOr(in_force, '') : undefined;
      const fits = (record: AnyRecord) =>
        !in_force || (day ? isInForce(record as Version, day) : Boolean(record['valid_from']));
      refuseSeekingByAddress(type, q);
      // Persons are looked for, and not leafed through.
      if (type.identity) return { choices: [] };
      return readAs(services, actor, async (client) => {
        // What is issued above holds here too.
        const near = unit && !type.issued;
        const unit_path = near ? (await unitWithin(client, actor, unit)).path : undefined;
        const { records } = await listRecords(client, type, actor, {
          q,
          filters: {},
          unit_path,
          limit: in_force ? 200 : 50,
        });
        return {
          choices: records.filter(fits).map((record) => ({
            id: record.id,
            state: record.state,
            ...titleOf(type, record),
          })),
        };
      });
    },
  );
}

/** So many of each type stand on the page of what they hang on; the register has the others. */
const hungMax = 4;

/** `parties.0.telephone` or `telephone` → the plain values; only private fields are behind this door. */
function valuesAt(type: AnyRecordType, record: AnyRecord, field: string): Record<string, unknown> {
  const [name, row, key] = field.split('.');
  const definition = row === undefined ? type.fields[name!] : type.children[name!]?.fields[key!];
  if (!definition?.private) throw notFound();
  return {
    [field]: row === undefined ? record[name!] : (record[name!]?.[Number(row)]?.[key!] ?? null),
  };
}

async function clocksOf(
  client: Parameters<typeof getRecord>[0],
  ids: readonly string[],
  today: string,
) {
  const { rows } = await client.query({
    name: 'clocks',
    text: `select distinct on (record_id) record_id, coalesce(postponed_to, due_on) as due_on, label, rule,
        greatest(0, $2::date - coalesce(postponed_to, due_on)) as overdue_days
      from duty where record_id = any($1::uuid[]) and not waiting order by record_id, coalesce(postponed_to, due_on)`,
    values: [ids, today],
  });
  return new Map(rows.map(({ record_id, ...clock }) => [record_id as string, clock]));
}

/** Filters come as `filter.kind=a,b`, `filter.accepted_on.from=2009-01-01`. */
export async function readListQuery(
  raw: Readonly<Record<string, string>>,
  type: AnyRecordType,
  actor: Actor,
  client: Parameters<typeof getRecord>[0],
  today: string,
): Promise<ListQuery> {
  refuseSeekingByAddress(type, raw['q']);
  const filters: Record<string, { values?: string[]; from?: string; to?: string }> = {};
  for (const [key, value] of Object.entries(raw)) {
    const [head, name, bound] = key.split('.');
    if (head !== 'filter' || !name || value === '') continue;
    filters[name] = {
      ...filters[name],
      ...(bound === 'from'
        ? { from: value }
        : bound === 'to'
          ? { to: value }
          : { values: value.split(',') }),
    };
  }
  const limit = Math.min(200, Math.max(1, Number(raw['limit'] ?? 50) || 50));
  const unit = raw['unit'] ? await unitWithin(client, actor, Number(raw['unit']) || 0) : undefined;
  return {
    q: raw['q'] || undefined,
    filters,
    unit_path: unit?.path,
    mine: raw['mine'] === '1',
    overdue_on: raw['overdue'] === '1' ? today : undefined,
    sort: raw['sort'] || undefined,
    after: raw['after'] || undefined,
    limit,
    count: raw['count'] === '1',
  };
}
