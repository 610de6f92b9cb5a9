/** The web application's files. Its page gets a fresh style nonce each time, for the styles that its parts make at run time. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Services } from './services.ts';

export async function webRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const folder = services.config.web_folder;
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return;
  const html = readFileSync(index, 'utf8');
  const page = async (_request: unknown, reply: FastifyReply) => {
    const nonce = randomBytes(16).toString('base64');
    const policy = String(reply.getHeader('content-security-policy') ?? '').replace(/'nonce-[^']*'/, `'nonce-${nonce}'`);
    return reply.header('content-security-policy', policy).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html.replaceAll('%NONCE%', nonce));
  };
  await app.register(staticFiles, { root: folder, wildcard: false, index: false, maxAge: '365d', immutable: true, preCompressed: true });
  app.get('/', { schema: { hide: true }, config: { rateLimit: false } }, page);
  // Every address of the web app is its page; what begins with /api and is not there stays a 404.
  app.setNotFoundHandler(async (request, reply) => {
    if (request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.includes('.')) return page(request, reply);
    return reply.status(404).type('application/problem+json; charset=utf-8').send(
      JSON.stringify({ type: '/problems/not-found', kind: 'not-found', status: 404, title: { en: 'There is no such address', zh: '没有这个地址' }, detail: { en: 'There is no such address.', zh: '没有这个地址。' }, issues: [] }),
    );
  });
}
