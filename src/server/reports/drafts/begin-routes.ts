/** Beginning a draft over HTTP: from the books, from pasted text, from last year's Word file. */
import type { FastifyInstance } from 'fastify';
import { Problem } from '#engine/problem.ts';
import { readActor } from '../../accounts/session-actor.ts';
import { receiveFile } from '../../received-file.ts';
import type { Services } from '../../services.ts';
import { beginFromBooks, bringIn } from './draft-beginnings.ts';
import { booksBody, textBody, wordQuery } from './draft-schema.ts';
import type { NamedDraft } from './draft-schema.ts';
import { readPastedText, readWordFile, wordBytesMax } from './word-paragraphs.ts';

export function beginRoutes(app: FastifyInstance, services: Services): void {
  const schema = (summary: string, rest: object) => ({ tags: ['reports'], summary, ...rest });

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
      return beginFromBooks(services, actor, body);
    },
  );

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
      return bringIn(services, actor, body, readPastedText(body.text));
    },
  );

  app.post(
    '/api/summary/draft/word',
    { schema: schema('Begin from last year’s Word file', { querystring: wordQuery }) },
    async (request) => {
      const actor = await readActor(request);
      const file = await receiveFile(request, services, actor, wordBytesMax);
      if (!file)
        throw new Problem('invalid', {
          en: 'Choose a Word file (.docx).',
          zh: '请选择Word文件（.docx）。',
        });
      const query = request.query as NamedDraft & { speaks_of: number };
      return bringIn(services, actor, query, await readWordFile(file.content));
    },
  );
}
