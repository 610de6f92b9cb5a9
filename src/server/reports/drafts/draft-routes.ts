/** The draft of a summary over HTTP: begin it, write it, divide it among those who write. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { dayInShanghai, isDay } from '#engine/day.ts';
import type { Frame } from '#engine/draft.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { Language } from '#engine/text.ts';
import { validOn } from '../../accounts/grants.ts';
import { readActor } from '../../accounts/session-actor.ts';
import { dayOr } from '../../figures/asked.ts';
import { computeFigures } from '../../figures/compute.ts';
import { syllablesOf } from '../../records/search-key.ts';
import type { Services } from '../../services.ts';
import { readAs } from '../../services.ts';
import { unitTexts, unitWithin } from '../../units/unit-text.ts';
import { readEdition } from '../edition.ts';
import { readChoices } from '../print-choices.ts';
import { putSections } from './begin-draft.ts';
import {
  draftInReach,
  refuseUnlessOpen,
  refuseUnlessWriter,
  summaryWriters,
} from './draft-access.ts';
import { answerDraft } from './draft-answer.ts';
import {
  carriedSections,
  composed,
  frameSections,
  sectionsFromBooks,
  sectionsFromDocument,
} from './draft-begin.ts';
import {
  blocksBody,
  booksBody,
  commentBody,
  cutoffBody,
  draftQuery,
  sectionsBody,
  stepBody,
  textBody,
  wordQuery,
} from './draft-schema.ts';
import type { BlocksBody, DraftQuery, NamedDraft, SectionsBody, StepBody } from './draft-schema.ts';
import { takeStep } from './draft-steps.ts';
import { documentChanges, isSummary } from './draft-editions.ts';
import { draftVersions, readDraft, saveParts } from './draft-store.ts';
import { saveBlocks, saveSections, sayComment } from './draft-writing.ts';
import { planSections } from './plan-sections.ts';
import { readPastedText, readWordFile } from './word-paragraphs.ts';
import type { BroughtDocument } from './word-paragraphs.ts';

const wordBytesMax = 8 * 1024 * 1024;

export function draftRoutes(app: FastifyInstance, services: Services): void {
  const schema = (summary: string, rest: object = {}) => ({ tags: ['reports'], summary, ...rest });

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

  app.get(
    '/api/summary/draft/versions',
    { schema: schema('Who saved what, newest first', { querystring: draftQuery }) },
    async (request) => {
      const actor = await readActor(request);
      const query = request.query as DraftQuery;
      return readAs(services, actor, async (client) => {
        const unit = await unitWithin(client, actor, query.unit);
        return { versions: await draftVersions(client, { unit_id: unit.id, year: query.year }) };
      });
    },
  );

  app.get(
    '/api/summary/pickable',
    {
      schema: schema('Every figure that may be put into the text, with the letters that find it', {
        querystring: draftQuery,
      }),
    },
    async (request) => {
      const actor = await readActor(request);
      const query = request.query as DraftQuery;
      return readAs(services, actor, async (client) => {
        const unit = await unitWithin(client, actor, query.unit);
        const indicators = services.book.indicators.filter((one) => holdsLine(actor, one.line));
        const figures = await computeFigures(client, services.names, indicators, {
          unit_id: unit.id,
          from: `${query.year}-01-01`,
          to: dayOr(query.cutoff, `${query.year}-12-31`),
          as_of: null,
          now: services.clock(),
        });
        return {
          figures: figures.map((figure) => ({ ...figure, letters: lettersOf(figure.label.zh) })),
        };
      });
    },
  );

  app.post(
    '/api/summary/draft/books',
    {
      schema: schema('Begin from the books: each line of work proposes its paragraph', {
        body: booksBody,
      }),
    },
    async (request) => {
      const actor = await readActor(request);
      const body = request.body as NamedDraft & { cutoff?: string };
      const { reach, frame, sections, left_out } = await readAs(services, actor, async (client) => {
        const found = await forWriting(client, actor, body);
        const asked = {
          ...frameOf(found, body),
          ...(body.cutoff ? { cutoff: dayOr(body.cutoff, '') } : {}),
        };
        const moment = { as_of: null, now: services.clock() };
        const choices = await readChoices(client, found.unit.id, body.year);
        const books = await sectionsFromBooks(services, client, actor, asked, choices, moment);
        const before = await readDraft(client, { unit_id: found.unit.id, year: body.year - 1 });
        const plan = await planSections(services, client, actor, found.unit, body.year);
        return {
          reach: found,
          frame: asked,
          left_out: books.left_out,
          sections: composed(
            before ? carriedSections(before, body.year - 1) : [],
            books.sections,
            plan,
            frameSections(body.year),
          ),
        };
      });
      return { ...(await putSections(services, actor, reach, frame, sections)), left_out };
    },
  );

  const bringIn = async (
    actor: Actor,
    body: NamedDraft & { speaks_of: number },
    brought: BroughtDocument,
  ) => {
    const { reach, frame, found } = await readAs(services, actor, async (client) => {
      const at = await forWriting(client, actor, body);
      const asked = frameOf(at, body);
      const moment = { as_of: null, now: services.clock() };
      return {
        reach: at,
        frame: asked,
        found: await sectionsFromDocument(
          services,
          client,
          actor,
          brought,
          languageOf(brought),
          body.speaks_of,
          at.unit,
          asked,
          moment,
        ),
      };
    });
    if (found.sections.every((section) => section.blocks.length === 0))
      throw new Problem('invalid', {
        en: 'There is no text in it. Choose last year’s summary as a Word file, or paste its text.',
        zh: '文件里没有文字。请选择上年总结的Word文件，或粘贴正文。',
      });
    const put = await putSections(services, actor, reach, frame, composed(found.sections));
    return { ...put, numbers: found.numbers, bound: found.bound, tables: found.tables };
  };

  app.post(
    '/api/summary/draft/text',
    {
      schema: schema('Begin from pasted text: its numbers become doors where they match', {
        body: textBody,
      }),
    },
    async (request) => {
      const actor = await readActor(request);
      const body = request.body as NamedDraft & {
        speaks_of: number;
        text: string;
      };
      return bringIn(actor, body, readPastedText(body.text));
    },
  );

  app.post(
    '/api/summary/draft/word',
    { schema: schema('Begin from last year’s Word file', { querystring: wordQuery }) },
    async (request) => {
      const actor = await readActor(request);
      const file = await request.file({ limits: { fileSize: wordBytesMax } });
      if (!file)
        throw new Problem('invalid', {
          en: 'Choose a Word file (.docx).',
          zh: '请选择Word文件（.docx）。',
        });
      const content = await file.toBuffer();
      const query = request.query as NamedDraft & { speaks_of: number };
      return bringIn(actor, query, await readWordFile(content));
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

  app.get(
    '/api/summary/editions/:id/paragraphs',
    {
      schema: schema('The paragraphs that an edition has otherwise than the one before it', {
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
      }),
    },
    async (request) => {
      const actor = await readActor(request);
      const { id } = request.params as { id: string };
      return readAs(services, actor, async (client) => {
        const later = await readEdition(client, id);
        if (later.lines.some((line) => !holdsLine(actor, line)) || !isSummary(later))
          throw notFound();
        if (!later.restates)
          throw new Problem('invalid', {
            en: 'This is the first edition; there is none before it.',
            zh: '这是第一版，之前没有版本可对照。',
          });
        const earlier = await readEdition(client, later.restates);
        return { paragraphs: documentChanges(earlier, later) };
      });
    },
  );

  app.get(
    '/api/summary/asked',
    { schema: schema('Sections of other units’ summaries that this office writes') },
    async (request) => {
      const actor = await readActor(request);
      return readAs(services, actor, async (client) => {
        const { rows } = await client.query(
          `select p.unit_id, p.year, substr(p.part, 9) as section, p.content->'heading' as heading,
              p.content->>'due_on' as due_on, p.content->>'state' as state
            from summary_part p join unit u on u.id = p.unit_id
            where p.part like 'section/%' and p.content is not null and p.path <> u.path and not starts_with(u.path, $1)
              and p.version = newest_summary_part(p.unit_id, p.year, p.part) order by p.year desc, due_on limit 50`,
          [actor.grant.path],
        );
        const units = await unitTexts(
          client,
          rows.map((row) => row.unit_id),
        );
        return {
          sections: rows.map(({ unit_id, ...row }) => ({ ...row, unit: units.get(unit_id) })),
        };
      });
    },
  );

  app.get(
    '/api/summary/people',
    {
      schema: schema('Who may own a section of this unit', {
        querystring: Type.Object({ unit: Type.Optional(Type.Integer({ minimum: 1 })) }),
      }),
    },
    async (request) => {
      const actor = await readActor(request);
      const unit = await readAs(services, actor, (client) =>
        unitWithin(client, actor, (request.query as { unit?: number }).unit),
      );
      const { rows } = await services.owner.query(
        `select distinct a.id, a.name from grants g join account a on a.id = g.account_id
          where g.unit_id = $1 and g.role = any($2) and ${validOn('$3::date')} and (a.ended_on is null or a.ended_on > $3)
          order by a.name`,
        [unit.id, [...summaryWriters], dayInShanghai(services.clock())],
      );
      return { people: rows };
    },
  );

  /** The draft, begun or not, for somebody who writes the whole of it. */
  const forWriting = async (
    client: Parameters<typeof draftInReach>[0],
    actor: Actor,
    { unit, year }: NamedDraft,
  ) => {
    const reach = await draftInReach(client, actor, unit, year);
    refuseUnlessWriter(reach);
    if (reach.draft) refuseUnlessOpen(reach.draft);
    return reach;
  };
}

function frameOf(
  { unit, draft }: Awaited<ReturnType<typeof draftInReach>>,
  { year }: NamedDraft,
): Frame {
  return { unit_id: unit.id, year, cutoff: draft?.head.cutoff ?? `${year}-12-31` };
}

/** A Chinese document has its foreign names too; an English one has next to no Chinese. */
function languageOf({ sections }: BroughtDocument): Language {
  const text = sections.flatMap((section) => section.paragraphs).join('');
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return chinese * 5 > text.length ? 'zh' : 'en';
}

function noDraft(): Problem {
  return new Problem('wrong-state', {
    en: 'No draft has been begun. Begin from the books, or from last year’s Word.',
    zh: '尚未起草。请先“从台账自动起草”或“从上年总结开始”。',
  });
}

/** 调解矛盾纠纷 → tjmdjf and the whole of its pinyin, so that `#tjjf` finds it with letters left out. */
function lettersOf(label: string): { initials: string; pinyin: string } {
  const syllables = syllablesOf(label.replaceAll(/[^\p{Script=Han}]/gu, ''), 'place');
  return { initials: syllables.map((one) => one[0]).join(''), pinyin: syllables.join('') };
}
