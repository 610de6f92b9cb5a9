/** The draft of a summary over HTTP: read it, write it, divide it among those who write, take it to its signature. */
import type { FastifyInstance } from 'fastify';
import { isDay } from '#engine/day.ts';
import { Problem } from '#engine/problem.ts';
import { readActor } from '../../accounts/session-actor.ts';
import type { Services } from '../../services.ts';
import { readAs } from '../../services.ts';
import { aroundDraftRoutes } from './around-routes.ts';
import { beginRoutes } from './begin-routes.ts';
import { answerDraft } from './draft-answer.ts';
import { forWriting } from './draft-beginnings.ts';
import {
  blocksBody,
  commentBody,
  cutoffBody,
  draftQuery,
  sectionsBody,
  stepBody,
} from './draft-schema.ts';
import type { BlocksBody, DraftQuery, NamedDraft, SectionsBody, StepBody } from './draft-schema.ts';
import { takeStep } from './draft-steps.ts';
import { saveParts } from './draft-store.ts';
import { saveBlocks, saveSections, sayComment } from './draft-writing.ts';

export function draftRoutes(app: FastifyInstance, services: Services): void {
  const schema = (summary: string, rest: object = {}) => ({ tags: ['reports'], summary, ...rest });
  beginRoutes(app, services);
  aroundDraftRoutes(app, services);

  app.get(
    '/api/summary/draft',
    {
      schema: schema('The draft of a summary with the figures behind its numbers', {
        querystring: draftQuery,
      }),
    },
    async (request) => {
      const actor = await readActor(request);
      return readAs(services, actor, (client) =>
        answerDraft(services, client, actor, request.query as DraftQuery),
      );
    },
  );

  app.put(
    '/api/summary/draft/blocks',
    {
      schema: schema('Save paragraphs, each over the version that its writer had', {
        body: blocksBody,
      }),
    },
    async (request) => saveBlocks(services, await readActor(request), request.body as BlocksBody),
  );

  app.put(
    '/api/summary/draft/sections',
    { schema: schema('Save the outline: headings, owners, due dates', { body: sectionsBody }) },
    async (request) =>
      saveSections(services, await readActor(request), request.body as SectionsBody),
  );

  app.post(
    '/api/summary/draft/comments',
    { schema: schema('Say something about a section', { body: commentBody }) },
    async (request) =>
      sayComment(
        services,
        await readActor(request),
        request.body as NamedDraft & { section: string; text: string },
      ),
  );

  app.post(
    '/api/summary/draft/step',
    {
      schema: schema('Hand in a section, send for review, sign, begin a new edition', {
        body: stepBody,
      }),
    },
    async (request) => takeStep(services, await readActor(request), request.body as StepBody),
  );

  app.put(
    '/api/summary/draft/cutoff',
    { schema: schema('The last day that the draft counts', { body: cutoffBody }) },
    async (request) => {
      const actor = await readActor(request);
      const body = request.body as NamedDraft & { cutoff: string; base: number };
      if (!isDay(body.cutoff) || !body.cutoff.startsWith(`${body.year}-`))
        throw new Problem('invalid', {
          en: `The cut-off is a day of ${body.year}.`,
          zh: `截止日期应为${body.year}年内的日期。`,
        });
      const { unit, draft } = await readAs(services, actor, (client) =>
        forWriting(client, actor, body),
      );
      if (!draft) throw noDraft();
      const { key: _key, by: _by, at: _at, version: _version, ...head } = draft.head;
      const content = { ...head, cutoff: body.cutoff };
      const name = { unit_id: unit.id, year: body.year };
      return saveParts(services.writer, actor, name, 'outline', [
        { part: 'head', base: body.base, content, path: unit.path },
      ]);
    },
  );
}

function noDraft(): Problem {
  return new Problem('wrong-state', {
    en: 'No draft has been begun. Begin from the books, or from last year’s Word.',
    zh: '尚未起草。请先“从台账自动起草”或“从上年总结开始”。',
  });
}
