/**
 * What another site makes a browser send is refused: such a site can send our cookie along at worst, but neither a
 * header of its own choosing nor an Origin that is ours. A browser also says itself where a request comes from and what
 * for (Sec-Fetch-Site, Sec-Fetch-Dest); programs say nothing of the kind.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '#engine/problem.ts';

export const markHeader = 'x-taizhang';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A page of another site may lead here: the way back from an identity provider, and what is nobody's. */
    readonly from_elsewhere?: boolean;
  }
}

/** What data and files are never fetched as: another page would run them, or read them by their effect. */
const run = new Set(['script', 'style', 'worker', 'sharedworker', 'serviceworker', 'audioworklet']);

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export function refuseForeignWrites(app: FastifyInstance, publicUrl: string): void {
  const publicOrigin = new URL(publicUrl).origin;
  app.addHook('onRequest', async (request) => {
    const { 'sec-fetch-site': site, 'sec-fetch-dest': dest } = request.headers;
    const elsewhere = site === 'cross-site' || site === 'same-site';
    if (elsewhere && !request.routeOptions.config.from_elsewhere) throw fromElsewhere();
    if (run.has(String(dest))) throw notToRun();
    if (safeMethods.has(request.method)) return;
    if (site !== undefined && site !== 'same-origin') throw fromElsewhere();
    if (request.headers[markHeader] !== '1') {
      throw new Problem('not-allowed', {
        en: 'The header x-taizhang: 1 is missing. It shows that our own page, or a program that means us, sent this.',
        zh: '缺少请求头 x-taizhang: 1，无法确认请求来自本系统页面。',
      });
    }
    if (!isOurs(request, publicOrigin)) throw fromElsewhere();
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

function fromElsewhere(): Problem {
  return new Problem('not-allowed', {
    en: 'This was sent from a page of another site. Open the book itself and try again there.',
    zh: '请求来自其他网站的页面。请打开本系统后重试。',
  });
}

function notToRun(): Problem {
  return new Problem('not-allowed', {
    en: 'Data and files of the book are no scripts or styles of a page. Open the address itself, or ask for it by a program.',
    zh: '本系统的数据和文件不能作为网页脚本或样式加载。请直接打开地址，或由程序读取。',
  });
}
