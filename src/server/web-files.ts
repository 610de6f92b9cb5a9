/** The web application's files. Its page gets a fresh style nonce each time, for the styles that its parts make at run time. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendNoSuchAddress } from './problems.ts';
import type { Services } from './services.ts';

export async function webRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const folder = services.config.web_folder;
  const index = join(folder, 'index.html');
  // Without a built web application the product still serves its API.
  const html = existsSync(index) ? readFileSync(index, 'utf8') : null;
  const page = async (_request: unknown, reply: FastifyReply) => {
    const nonce = randomBytes(16).toString('base64');
    const policy = String(reply.getHeader('content-security-policy') ?? '').replace(
      /'nonce-[^']*'/,
      `'nonce-${nonce}'`,
    );
    reply
      .header('content-security-policy', policy)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8');
    return reply.send(html!.replaceAll('%NONCE%', nonce));
  };
  if (html) {
    await app.register(staticFiles, {
      root: folder,
      wildcard: false,
      index: false,
      cacheControl: false,
      // What the build names by its content never changes; what keeps its name is asked for each time.
      setHeaders: (reply, path) => {
        const named = path.startsWith(join(folder, 'assets', '/'));
        const kept = named ? 'public, max-age=31536000, immutable' : 'no-cache';
        reply.header('cache-control', kept);
      },
    });
    app.get('/', { schema: { hide: true }, config: { rateLimit: false } }, page);
  }
  // Every address of the web app is its page; what begins with /api and is not there stays a 404.
  app.setNotFoundHandler(async (request, reply) => {
    const isPage =
      html &&
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      !request.url.split('?')[0]!.includes('.');
    return isPage ? page(request, reply) : sendNoSuchAddress(reply);
  });
}
