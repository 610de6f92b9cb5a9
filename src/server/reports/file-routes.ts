/** The summary as a Word file, and as PDF where the machine can make one. Whoever takes a file is logged. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { dayInShanghai } from '#engine/day.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { logAccess } from '../accounts/access-log.ts';
import { readActor } from '../accounts/session-actor.ts';
import { keepGivenOut } from '../figures/given-out.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import { answerDraft } from './drafts/draft-answer.ts';
import { draftFile } from './drafts/draft-file.ts';
import { draftQuery } from './drafts/draft-schema.ts';
import type { DraftQuery } from './drafts/draft-schema.ts';
import { readDraft } from './drafts/draft-store.ts';
import { canMakePdf, pdfOf } from './office-pdf.ts';
import { summaryFor, summaryQuery } from './routes.ts';
import type { SummaryQuery } from './routes.ts';
import { summaryFile } from './summary-file.ts';

const fileQuery = Type.Intersect([
  summaryQuery,
  // Without regard to what was written: the text that the books propose.
  Type.Object({
    from: Type.Optional(Type.Literal('books')),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    edition: Type.Optional(Type.String({ format: 'uuid' })),
  }),
]);
const giveOutBody = Type.Object(
  {
    ...draftQuery.properties,
    receiver: Type.String({ minLength: 1, maxLength: 100 }),
  },
  { additionalProperties: false },
);
type FileQuery = SummaryQuery & {
  readonly from?: 'books';
  readonly version?: number;
  readonly edition?: string;
};

export function reportFileRoutes(app: FastifyInstance, services: Services): void {
  const log = (actor: Actor, detail: Record<string, string | number | null>) =>
    logAccess(services.owner, {
      person_id: actor.person_id,
      grant_role: actor.grant.role,
      deed: 'exported',
      detail,
    });

  const make = async (actor: Actor, query: FileQuery) => {
    const language = query.lang ?? 'zh';
    const made = await readAs(services, actor, async (client) => {
      const unit_id = query.unit ?? actor.grant.unit_id;
      const begun =
        query.from === 'books' ? null : await readDraft(client, { unit_id, year: query.year });
      if (!begun) {
        const summary = await summaryFor(services, client, actor, query);
        return { unit: summary.unit, content: () => summaryFile(summary, language) };
      }
      const answer = await answerDraft(services, client, actor, query);
      const stood_at = answer.as_of ?? answer.fresh_at;
      const draft = answer.draft!;
      return {
        unit: answer.unit,
        content: () =>
          draftFile(
            {
              ...answer,
              draft,
              stood_at: answer.edition?.stood_at ?? stood_at,
              edition: answer.edition?.words ?? null,
            },
            language,
          ),
      };
    });
    await log(actor, {
      report: 'summary',
      unit_id: made.unit.id,
      year: query.year,
      as_of: query.as_of ?? null,
    });
    return { name: `${made.unit.name[language]} ${query.year}`, content: await made.content() };
  };

  app.get(
    '/api/summary.docx',
    {
      schema: {
        tags: ['reports'],
        summary: 'The annual summary as Word (GB/T 9704): the draft, or what the books propose',
        querystring: fileQuery,
      },
    },
    async (request, reply) => {
      const actor = await readActor(request);
      const { name, content } = await make(actor, request.query as FileQuery);
      return sendFile(reply, content, `${name}.docx`, wordType);
    },
  );

  app.post(
    '/api/summary/give-out',
    {
      schema: {
        tags: ['reports'],
        summary: 'Note that the summary went to somebody: each of its figures remembers it',
        body: giveOutBody,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const { receiver, ...query } = request.body as DraftQuery & { receiver: string };
      if (receiver.trim().length < 2)
        throw new Problem('invalid', {
          en: 'To whom does it go? Write the office.',
          zh: '请填写报送对象。',
        });
      const { figures, units } = await readAs(services, actor, async (client) => {
        const answer = await answerDraft(services, client, actor, query);
        if (!answer.draft || !answer.may.write)
          throw new Problem('not-allowed', {
            en: 'What goes out is noted by those who write the summary.',
            zh: '报送由撰写总结的工作人员登记。',
          });
        const all = Object.values(answer.figures);
        return {
          figures: all,
          units: await unitTexts(
            client,
            all.map((one) => one.unit_id),
          ),
        };
      });
      const given_on = dayInShanghai(services.clock());
      for (const figure of figures)
        await keepGivenOut(services.writer, figure, {
          path: units.get(figure.unit_id)!.path,
          receiver: receiver.trim(),
          by_way: 'word',
          given_on,
          person_id: actor.person_id,
        });
      return { noted: figures.length };
    },
  );

  app.get(
    '/api/summary.pdf',
    {
      schema: {
        tags: ['reports'],
        summary: 'The same as PDF, page by page as Word prints it, where LibreOffice is installed',
        querystring: fileQuery,
      },
    },
    async (request, reply) => {
      const actor = await readActor(request);
      if (!canMakePdf())
        throw new Problem('unavailable', {
          en: 'This server has no LibreOffice, which makes the PDF. Print the page into a PDF instead, or open the Word file and save it as PDF.',
          zh: '服务器未安装LibreOffice，不能直接生成PDF。请用“打印”另存为PDF，或打开Word文件另存为PDF。',
        });
      const { name, content } = await make(actor, request.query as FileQuery);
      return sendFile(
        reply,
        await pdfOf(content, 'summary.docx'),
        `${name}.pdf`,
        'application/pdf',
      );
    },
  );
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

type Reply = {
  type(t: string): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): unknown;
};

export function sendFile(reply: Reply, content: Buffer, name: string, type: string): unknown {
  return reply
    .type(type)
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(name.replace(/[\\/:*?"<>|]/g, ''))}`,
    )
    .header('cache-control', 'private, no-store')
    .send(content);
}
