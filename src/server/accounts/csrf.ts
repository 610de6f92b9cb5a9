/**
 * Writes that another site makes a browser send are refused: such a site can send our cookie along
 * at worst, but neither a header of its own choosing nor an Origin that is ours.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '#engine/problem.ts';

export const markHeader = 'x-taizhang';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export function refuseForeignWrites(app: FastifyInstance, publicUrl: string): void {
  const publicOrigin = new URL(publicUrl).origin;
  app.addHook('onRequest', async (request) => {
    if (safeMethods.has(request.method)) return;
    if (request.headers[markHeader] !== '1') {
      throw new Problem('not-allowed', {
        en: 'The header x-taizhang: 1 is missing. It shows that our own page, or a program that means us, sent this.',
        zh: '缺少请求头 x-taizhang: 1，无法确认请求来自本系统页面。',
      });
    }
    if (!isOurs(request, publicOrigin)) {
      throw new Problem('not-allowed', {
        en: 'This was sent from a page of another site. Open the book itself and try again there.',
        zh: '请求来自其他网站的页面。请打开本系统后重试。',
      });
    }
  });
}

/**
 * Programs send no Origin. A browser's is ours when it names the host it was sent to: localhost and
 * 127.0.0.1 alike.
 */
function isOurs({ headers }: FastifyRequest, publicOrigin: string): boolean {
  const { origin, host } = headers;
  if (origin === undefined || origin === publicOrigin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
