/**
 * Units over HTTP: one level or a screen of hits for everybody who is signed in; changes for the
 * system administrator.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { dayInShanghai, isDay } from '#engine/day.ts';
import { withinTerritory } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { readActor, readActorAs } from '../accounts/session-actor.ts';
import { logAccess } from '../accounts/access-log.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { importDivisions } from './divisions.ts';
import {
  calledOn,
  hitsMax,
  levelMax,
  searchUnits,
  unitKinds,
  unitPage,
  unitsBelow,
  unitsBelowOn,
} from './find-units.ts';
import type { TreeContext, TreeUnit } from './reorganisation.ts';
import { takeBack, unitsOfEvent } from './take-back.ts';
import { touchedBy } from './touched.ts';
import { addBody, closeUnit, mergeUnits, moveUnit, renameUnit, splitUnit } from './tree.ts';
import type { Ended } from './tree.ts';
import type { UnitNames } from './unit-names.ts';
import type { UnitKind } from './unit-spelling.ts';
import { unitTexts } from './unit-text.ts';

const closed = { additionalProperties: false };
const unit_id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const day = Type.String({ format: 'date' });
const name = Type.String({ minLength: 1, maxLength: 60 });
const name_en = Type.Optional(Type.String({ maxLength: 120 }));
const code = Type.String({ minLength: 3, maxLength: 30 });
const reason = Type.String({ minLength: 2, maxLength: 500 });
/** The number of the document that decided it: 卫政发〔2009〕12号. */
const document = Type.Optional(Type.String({ maxLength: 60 }));
const kind = Type.Unsafe<UnitKind>({ type: 'string', enum: [...unitKinds] });

const listQuery = Type.Object({
  parent: Type.Optional(unit_id),
  q: Type.Optional(Type.String({ maxLength: 100 })),
  kind: Type.Optional(Type.Array(kind, { maxItems: 6 })),
  /** Under the names of that day. */
  on: Type.Optional(day),
}, closed); // prettier-ignore
const addBodySchema = Type.Object(
  {
    parent_id: unit_id,
    code: Type.Optional(code),
    name,
    name_en,
    from_day: day,
    reason: Type.Optional(reason),
    document,
  },
  closed,
);
const renameBody = Type.Object(
  { unit_id, name, name_en, from_day: day, reason: Type.Optional(reason), document },
  closed,
);
const moveBody = Type.Object(
  { unit_id, parent_id: unit_id, from_day: day, reason, document },
  closed,
);
const naming = Type.Object(
  { code: Type.Optional(code), name, name_en, parent_id: Type.Optional(unit_id) },
  closed,
);
const mergeBody = Type.Object({
  from: Type.Array(unit_id, { minItems: 1, maxItems: 50 }),
  into: Type.Union([unit_id, naming]),
  on_day: day,
  reason,
  document,
}, closed); // prettier-ignore
const splitBody = Type.Object({
  unit_id,
  into: Type.Array(Type.Object({ code, name, name_en }, closed), { minItems: 2, maxItems: 20 }),
  children: Type.Array(Type.Object({ unit_id, to_code: code }, closed), { maxItems: 1000 }),
  open_records_to: Type.Optional(code),
  on_day: day,
  reason,
  document,
}, closed); // prettier-ignore
const closeBody = Type.Object(
  { unit_id, on_day: day, reason, document, open_records_to: Type.Optional(unit_id) },
  closed,
);
const takeBackBody = Type.Object({ reason }, closed);
const eventParams = Type.Object({ event: Type.Integer({ minimum: 1 }) });
const importBody = Type.Object(
  {
    csv: Type.String(),
    from_day: day,
    /** Look at the file and store nothing. */
    check: Type.Optional(Type.Boolean()),
    /** Made by the client, which asks for the progress under it meanwhile. */
    import_id: Type.Optional(Type.String({ format: 'uuid' })),
  },
  closed,
);
const importParams = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** Imports that run just now, by the id that their client made. */
const imports = new Map<string, { stored: number; of: number; person_id: string }>();

/** 200,000 rows are some 12 MB. */
const importBytesMax = 32 * 1024 * 1024;

export function unitRoutes(
  plain: FastifyInstance,
  services: Services,
  unitNames?: UnitNames,
): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const units = (summary: string) => ({ tags: ['units'], summary });
  const administration = (summary: string) => ({ tags: ['administration'], summary });

  app.get(
    '/api/units',
    { schema: { ...units('One level of the tree, or a search'), querystring: listQuery } },
    async (request) => {
      const actor = await readActor(request);
      const { parent, q, kind: kinds = null, on } = request.query;
      return readAs(services, actor, async (client) => {
        const searching = q !== undefined && q.trim() !== '';
        if (!searching && on && isDay(on)) {
          return level(await unitsBelowOn(client, parent ?? null, on));
        }
        const found = searching
          ? await searchUnits(client, q, kinds)
          : await unitsBelow(client, parent ?? null, kinds);
        if (!searching) return level(found);
        return {
          units: on && isDay(on) ? await calledOn(client, found, on) : found,
          most: hitsMax,
        };
      });
    },
  );

  app.get(
    '/api/units/:id',
    { schema: { ...units('One unit with its past'), params: Type.Object({ id: unit_id }) } },
    async (request) => {
      const actor = await readActor(request);
      const page = await readAs(services, actor, (client) => unitPage(client, request.params.id));
      if (!page) throw notFound();
      return page;
    },
  );

  /**
   * An administrator of a county changes that county: every unit named, and what the change makes,
   * lies in it.
   */
  const change = async (
    request: FastifyRequest,
    named: readonly number[],
  ): Promise<TreeContext> => {
    const actor = await readActorAs(request, 'system_admin');
    await refuseOutside(services, actor, named);
    return { owner: services.owner, book: services.book, actor, now: services.clock() };
  };
  const changed = <T>(result: T): T => {
    unitNames?.invalidate();
    return result;
  };

  app.post(
    '/api/admin/units/add',
    { schema: { ...administration('A body that is no division'), body: addBodySchema } },
    async (request) => {
      const context = await change(request, [request.body.parent_id]);
      return changed({ unit: shown(await addBody(context, request.body)) });
    },
  );

  app.post(
    '/api/admin/units/rename',
    { schema: { ...administration('Another name from a day on'), body: renameBody } },
    async (request) => {
      const context = await change(request, [request.body.unit_id]);
      return changed({ unit: shown(await renameUnit(context, request.body)) });
    },
  );

  app.post(
    '/api/admin/units/move',
    { schema: { ...administration('Under another unit from a day on'), body: moveBody } },
    async (request) => {
      const context = await change(request, [request.body.unit_id, request.body.parent_id]);
      return changed({ unit: shown(await moveUnit(context, request.body)) });
    },
  );

  app.post(
    '/api/admin/units/merge',
    { schema: { ...administration('Several into one'), body: mergeBody } },
    async (request) => {
      const { from, into } = request.body;
      const target = typeof into === 'number' ? into : into.parent_id;
      const context = await change(request, [...from, ...(target === undefined ? [] : [target])]);
      return changed(shownEnd(await mergeUnits(context, request.body)));
    },
  );

  app.post(
    '/api/admin/units/split',
    { schema: { ...administration('One into several'), body: splitBody } },
    async (request) => {
      const context = await change(request, [request.body.unit_id]);
      return changed(shownEnd(await splitUnit(context, request.body)));
    },
  );

  app.post(
    '/api/admin/units/close',
    { schema: { ...administration('A unit ends'), body: closeBody } },
    async (request) => {
      const { unit_id: id, open_records_to } = request.body;
      const context = await change(request, [
        id,
        ...(open_records_to === undefined ? [] : [open_records_to]),
      ]);
      return changed(shownEnd(await closeUnit(context, request.body)));
    },
  );

  app.post(
    '/api/admin/units/import',
    {
      bodyLimit: importBytesMax,
      schema: { ...administration('Divisions from a CSV file'), body: importBody },
    },
    async (request) => {
      const actor = await readActorAs(request, 'system_admin');
      // A file may name any place of the tree, so it is for whoever has all of it.
      if (!/^\d+\.$/.test(actor.grant.path)) throw onlyTop();
      const { csv, from_day, check, import_id: id } = request.body;
      const progress = (stored: number, of: number) => {
        if (id) imports.set(id, { stored, of, person_id: actor.person_id });
      };
      progress(0, 0);
      try {
        const result = await importDivisions(services.owner, csv, { from_day, check, progress });
        if (!check) {
          const detail = { rows: result.rows, added: result.added, bad: result.bad.length };
          const { person_id, grant } = actor;
          const entry = { person_id, grant_role: grant.role, deed: 'imported' as const, detail };
          await logAccess(services.owner, { ...entry, record_type: 'unit' });
        }
        return changed(result);
      } finally {
        if (id) imports.delete(id);
      }
    },
  );

  app.get(
    '/api/admin/units/imports/:id',
    { schema: { ...administration('How far an import has come'), params: importParams } },
    async (request) => {
      const actor = await readActorAs(request, 'system_admin');
      const found = imports.get(request.params.id);
      if (!found || found.person_id !== actor.person_id) throw notFound();
      return { stored: found.stored, of: found.of };
    },
  );

  app.get(
    '/api/admin/units/:id/touched',
    {
      schema: {
        ...administration('What a change of it would touch'),
        params: Type.Object({ id: unit_id }),
      },
    },
    async (request) => {
      const { owner, book, now } = await change(request, [request.params.id]);
      return touchedBy(owner, book, request.params.id, dayInShanghai(now));
    },
  );

  app.post(
    '/api/admin/units/events/:event/take-back',
    {
      schema: {
        ...administration('Take the last change back'),
        params: eventParams,
        body: takeBackBody,
      },
    },
    async (request) => {
      await readActorAs(request, 'system_admin');
      const { event } = request.params;
      const context = await change(request, await unitsOfEvent(services.owner, event));
      return changed(await takeBack(context, { event_id: event, reason: request.body.reason }));
    },
  );
}

async function refuseOutside(
  { owner }: Services,
  actor: Actor,
  ids: readonly number[],
): Promise<void> {
  const found = await unitTexts(owner, ids);
  for (const id of ids) {
    const unit = found.get(id);
    if (!unit || !withinTerritory(actor, unit.path)) throw notFound();
  }
}

/** `more` says that the level goes on: whoever looks for one of its units types the name. */
function level<U>(units: readonly U[]): { units: readonly U[]; more?: true } {
  return units.length < levelMax ? { units } : { units, more: true };
}

function onlyTop(): Problem {
  return new Problem('not-allowed', {
    en: 'Divisions are brought in for the whole city: ask its system administrator.',
    zh: '行政区划须由全市的系统管理员导入。',
  });
}

function shown({
  id,
  code: unitCode,
  kind: unitKind,
  name: zh,
  name_en: en,
  parent_id,
  path,
}: TreeUnit) {
  return { id, code: unitCode, kind: unitKind, name: { en, zh }, parent_id, path };
}

function shownEnd({ units: made, ...rest }: Ended) {
  return { units: made.map(shown), ...rest };
}
