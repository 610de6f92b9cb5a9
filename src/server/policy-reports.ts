/**
 * Where browsers tell what the content security policy kept from them. The log gets which rule, and of what kind the
 * thing was; never an address, because ours hold ids and those of others are nobody's business.
 */
import type { FastifyInstance } from 'fastify';

export const policyReports = '/api/policy-reports';

type Report = Readonly<Record<string, unknown>>;
const perMinute = 20;
const bytesMax = 16 * 1024;

export async function policyReportRoutes(app: FastifyInstance): Promise<void> {
  // A room of its own: a browser sends these by itself, with neither our header nor JSON's usual name.
  await app.register(async (room) => {
    room.addContentTypeParser(
      ['application/csp-report', 'application/reports+json'],
      { parseAs: 'string', bodyLimit: bytesMax },
      (_request, body, done) => done(null, body),
    );
    room.post(
      policyReports,
      {
        bodyLimit: bytesMax,
        config: { rateLimit: { max: perMinute, timeWindow: '1 minute' } },
        schema: {
          tags: ['session'],
          summary: 'What the content security policy kept out, told by a browser',
        },
      },
      async (request, reply) => {
        for (const found of reportsIn(request.body))
          request.log.warn(found, 'the content security policy kept something out');
        return reply.status(204).send();
      },
    );
  });
}

/** Of either form (`csp-report`, and the newer list), what may be written down; what is neither is nothing. */
export function reportsIn(body: unknown): { directive: string; blocked: string }[] {
  const sent = typeof body === 'string' ? parsed(body) : body;
  const list = (Array.isArray(sent) ? sent : [sent]).slice(0, 5) as readonly unknown[];
  return list.flatMap((one) => {
    const report = one as { 'csp-report'?: Report; type?: unknown; body?: Report } | null;
    const said = report?.['csp-report'] ?? (report?.type === 'csp-violation' ? report.body : null);
    if (typeof said !== 'object' || said === null) return [];
    const directive =
      said['effectiveDirective'] ?? said['effective-directive'] ?? said['violated-directive'];
    const blocked = said['blockedURL'] ?? said['blocked-uri'];
    return [{ directive: directiveOf(directive), blocked: kindOf(blocked) }];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function directiveOf(said: unknown): string {
  return typeof said === 'string' && /^[a-z-]{1,40}$/.test(said) ? said : 'unknown';
}

/** `inline`, `eval`, `data`, `https` …: what a browser says in one word, or the scheme of an address. */
function kindOf(said: unknown): string {
  const word = typeof said === 'string' ? /^([a-z-]{1,30})(?::|$)/.exec(said)?.[1] : undefined;
  return word ?? 'unknown';
}
