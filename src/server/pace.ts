/**
 * The pace of a person: what nobody does by hand as fast as this, a program does under somebody's name. For each
 * account, besides the limit by address, how many records it writes in a minute, how much that is guarded it opens and
 * how many files it takes away in an hour. An operator sets the numbers; the first refusal of a stretch is logged.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '#engine/problem.ts';
import type { Text } from '#engine/text.ts';
import { logAccess } from './accounts/access-log.ts';
import { sessionKeeperOf } from './accounts/session-actor.ts';
import type { SignedIn } from './accounts/session-actor.ts';
import type { Services } from './services.ts';

export type PaceName = 'writes' | 'openings' | 'exports';
export type Pace = Readonly<Record<PaceName, number>>;

type Rule = {
  readonly within_ms: number;
  readonly covers: (method: string, route: string) => boolean;
  /** How many of its kind one request is. */
  readonly count: (request: FastifyRequest) => number;
  readonly what: (limit: number) => Text;
};

const [minute, hour] = [60_000, 3_600_000];
const one = () => 1;

export const paceRules: Readonly<Record<PaceName, Rule>> = {
  writes: {
    within_ms: minute,
    covers: (method, route) => method === 'POST' && route === '/api/writes',
    count: ({ body }) => (body as { writes?: readonly unknown[] } | null)?.writes?.length ?? 1,
    what: (limit) => ({
      en: `One person writes at most ${limit} records within a minute; a book of many comes in by import.`,
      zh: `每人每分钟最多登记${limit}条；成批的台账请用导入。`,
    }),
  },
  openings: {
    within_ms: hour,
    covers: (_method, route) =>
      ['/api/records/:type/:id/open', '/api/records/:type/search', '/api/attachments/:id'].includes(
        route,
      ),
    count: one,
    what: (limit) => ({
      en: `One person looks for and opens what is guarded at most ${limit} times within an hour.`,
      zh: `每人每小时最多查找、查看受限内容${limit}次。`,
    }),
  },
  exports: {
    within_ms: hour,
    covers: (_method, route) => /\.(?:csv|xlsx|docx|pdf|zip)$|\/(?:export|file)$/.test(route),
    count: one,
    what: (limit) => ({
      en: `One person takes at most ${limit} files away within an hour.`,
      zh: `每人每小时最多导出、打印${limit}份文件。`,
    }),
  },
};

/**
 * Moments of one account and kind with how many there were, newest last, and whether its last stretch has been logged.
 * A moment is a sixtieth of the time that is looked at: no more are kept than that, however many come.
 */
type Steps = { readonly at: [moment: number, count: number][]; logged: boolean };
const moments = 60;

/** For every route of a room, whichever kind it is of. */
export function keepPace(
  rooms: FastifyInstance,
  services: Pick<Services, 'owner' | 'config' | 'clock'>,
): void {
  const walked = new Map<string, Steps>();
  rooms.addHook('preHandler', async (request, reply) => {
    const route = request.routeOptions.url ?? '';
    const entry = Object.entries(paceRules).find(([, rule]) => rule.covers(request.method, route));
    if (!entry) return;
    // Whoever is not signed in is told so by the route itself.
    const signedIn = await sessionKeeperOf(request)
      .read(request.headers.cookie, request.ip)
      .catch(() => null);
    if (!signedIn) return;
    const [name, rule] = entry as [PaceName, Rule];
    const limit = services.config.pace[name];
    const waitMs = step(walked, `${signedIn.account.id} ${name}`, {
      now: Date.parse(services.clock()),
      count: rule.count(request),
      within_ms: rule.within_ms,
      limit,
    });
    if (waitMs === 0) return;
    await logOnce(services, walked.get(`${signedIn.account.id} ${name}`)!, signedIn, {
      pace: name,
      limit,
    });
    void reply.header('retry-after', String(Math.ceil(waitMs / 1000)));
    throw tooFast(rule.what(limit), waitMs);
  });
}

type Asked = {
  readonly now: number;
  readonly count: number;
  readonly within_ms: number;
  readonly limit: number;
};

/** Counts what is asked; or how long to wait until as much is free again, and counts nothing. */
function step(
  walked: Map<string, Steps>,
  key: string,
  { now, count, within_ms, limit }: Asked,
): number {
  const steps = walked.get(key) ?? { at: [], logged: false };
  walked.set(key, steps);
  const left = steps.at.findIndex(([at]) => at > now - within_ms);
  steps.at.splice(0, left < 0 ? steps.at.length : left);
  const done = steps.at.reduce((sum, [, n]) => sum + n, 0);
  // What is more than the limit at once is taken when nothing else was done: it is one press of a button.
  if (done + count <= limit || done === 0) {
    const last = steps.at.at(-1);
    if (last && now - last[0] < within_ms / moments) last[1] += count;
    else steps.at.push([now, count]);
    steps.logged = false;
    return 0;
  }
  let free = limit - done;
  const until = steps.at.find(([, n]) => (free += n) >= count) ?? steps.at.at(-1)!;
  return Math.max(1, until[0] + within_ms - now);
}

async function logOnce(
  { owner }: Pick<Services, 'owner'>,
  steps: Steps,
  { account, grant }: SignedIn,
  detail: { readonly pace: PaceName; readonly limit: number },
): Promise<void> {
  if (steps.logged) return;
  steps.logged = true;
  await logAccess(owner, {
    person_id: account.id,
    grant_role: grant.role,
    deed: 'held_back',
    detail,
  });
}

function tooFast(what: Text, waitMs: number): Problem {
  const minutes = Math.max(1, Math.ceil(waitMs / minute));
  return new Problem('too-many', {
    en: `${what.en} Go on in ${minutes} min. If your work needs more, ask the system administrator.`,
    zh: `${what.zh}请${minutes}分钟后继续；确因工作需要更多的，请联系系统管理员调整。`,
  });
}
