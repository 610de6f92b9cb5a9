/**
 * Problems become HTTP answers here and nowhere else (RFC 9457). What is no Problem is a fault of
 * ours: a 500 with an id.
 */
import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { Problem, problemKinds } from '#engine/problem.ts';
import type { Issue } from '#engine/problem.ts';
import { personOf } from './accounts/request-person.ts';
import { problemOfDatabase } from './database/database-problem.ts';

export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error);
    const id = randomUUID();
    if (!problem) {
      // The stack stays here; the values of a failed statement are personal data and are not
      // logged.
      request.log.error({
        id,
        route: request.routeOptions.url,
        name: error.name,
        code: error.code,
        stack: error.stack,
      });
      return send(reply, { kind: 'broken', status: 500, ...ours }, id);
    }
    noteRefusal(request, problem);
    // How long a restart takes; and whoever asks by program is told in the header that they look for.
    if (problem.kind === 'unavailable') reply.header('retry-after', '2');
    return send(
      reply,
      {
        kind: problem.kind,
        ...problemKinds[problem.kind],
        detail: problem.detail,
        issues: problem.issues,
      },
      id,
    );
  });
}

/**
 * Every refusal is a line in the log: who may not, what is not well formed, what came too often. Somebody who tries the
 * doors leaves many. Who it was is an id; an address only where nobody is signed in, and never what was sent.
 */
function noteRefusal(request: FastifyRequest, { kind }: Problem): void {
  const person_id = personOf(request);
  request.log.info(
    {
      kind,
      status: problemKinds[kind].status,
      method: request.method,
      route: request.routeOptions.url,
      ...(person_id ? { person_id } : { address: request.ip }),
    },
    'refused',
  );
}

/** For whatever asks for an address that is not there. */
export function sendNoSuchAddress(reply: Parameters<typeof send>[0]): unknown {
  const detail = { en: 'There is no such address.', zh: '没有这个地址。' };
  return send(reply, { kind: 'not-found', ...problemKinds['not-found'], detail }, randomUUID());
}

const ours = {
  title: { en: 'Something went wrong on our side', zh: '系统出错' },
  detail: {
    en: 'This is our mistake, not yours. Nothing was saved. Try again; if it stays, tell the system administrator the number below.',
    zh: '这是系统的问题，不是您的操作有误。本次内容未保存。请重试；如仍出现，请将下面的编号告诉系统管理员。',
  },
};

type Answer = { kind: string; status: number; title: object; detail: object; issues?: Issue[] };

function send(
  reply: { status(code: number): { type(t: string): { send(body: unknown): unknown } } },
  answer: Answer,
  id: string,
) {
  return reply
    .status(answer.status)
    .type('application/problem+json; charset=utf-8')
    .send(
      JSON.stringify({
        type: `/problems/${answer.kind}`,
        ...answer,
        issues: answer.issues ?? [],
        id,
      }),
    );
}

/** The name of the property that is too many or missing. */
function parameterIn(params: Record<string, unknown> | undefined): string {
  const name = params?.additionalProperty ?? params?.missingProperty;
  return typeof name === 'string' ? name : '';
}

function problemOf(error: FastifyError): Problem | null {
  const known = problemOfDatabase(error);
  if (known instanceof Problem) return known;
  if (error.validation) {
    return new Problem(
      'invalid',
      { en: 'The request does not have the form that this address takes.', zh: '请求的格式不对。' },
      error.validation.map((v) => ({
        field: v.instancePath.replace(/^\//, '').replaceAll('/', '.') || parameterIn(v.params),
        message: { en: v.message ?? 'is not right', zh: '格式不对' },
      })),
    );
  }
  switch (error.statusCode) {
    case 413:
      return new Problem('too-large', {
        en: 'This is larger than can be taken at once.',
        zh: '内容超过一次可接收的大小。',
      });
    case 429:
      return new Problem('too-many', {
        en: 'That was too often. Wait a minute and try again.',
        zh: '操作过于频繁，请一分钟后再试。',
      });
    case 400:
    case 406:
    case 415:
      return new Problem('invalid', {
        en: 'This could not be read: it is no well-formed request.',
        zh: '请求无法识别，格式有误。',
      });
    default:
      return null;
  }
}
