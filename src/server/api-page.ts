/** The API described: the OpenAPI document, and a page that a person can read without asking any other server. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { notFound } from '#engine/problem.ts';
import { readSessionAtTheDoor } from './accounts/session-actor.ts';
import type { ApiDocs } from './config.ts';

type Operation = {
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
};

/** `readers`: everybody, whoever is signed in, or nobody, as the operator has set it. */
export function apiPage(app: FastifyInstance, readers: ApiDocs): void {
  const refuseOthers = async (request: FastifyRequest) => {
    if (readers === 'nobody') throw notFound();
    if (readers === 'signed_in') await readSessionAtTheDoor(request);
  };
  const nobodys = { schema: { hide: true }, config: { from_elsewhere: true } };
  app.get('/api/openapi.json', nobodys, async (request) => {
    await refuseOthers(request);
    return app.swagger();
  });
  app.get('/api/docs', nobodys, async (request, reply) => {
    await refuseOthers(request);
    const { paths = {} } = app.swagger() as { paths?: Record<string, Record<string, Operation>> };
    return reply.type('text/html; charset=utf-8').send(page(paths));
  });
}

function page(paths: Record<string, Record<string, Operation>>): string {
  const byTag = new Map<string, string[]>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? 'other';
      byTag.set(tag, [...(byTag.get(tag) ?? []), section(method, path, operation)]);
    }
  }
  const rooms = [...byTag]
    .map(([tag, sections]) => `<h2>${escape(tag)}</h2>${sections.join('')}`)
    .join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Taizhang API</title></head><body><main><h1>Taizhang 台账: the API</h1>
<p>The same, for programs: <a href="/api/openapi.json">openapi.json</a>. Errors are RFC 9457 problems in English and Chinese.</p>${rooms}</main></body></html>`;
}

function section(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? [])
    .map(
      (p) => `<li><code>${escape(p.name)}</code> (${p.in}${p.required ? ', required' : ''})</li>`,
    )
    .join('');
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const shape = body
    ? `<details><summary>Body</summary><pre>${escape(JSON.stringify(body, null, 2))}</pre></details>`
    : '';
  return `<section><h3><code>${method.toUpperCase()} ${escape(path)}</code></h3><p>${escape(operation.summary ?? '')}</p>${parameters ? `<ul>${parameters}</ul>` : ''}${shape}</section>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
