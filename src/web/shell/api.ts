/**
 * The way to the server. Every refusal becomes a typed error with its issues at their fields; a
 * session that has expired is renewed over the page and the request is made again, so nothing that
 * was typed is lost.
 */
import type { Issue, ProblemKind } from '#engine/problem.ts';
import { problemKinds } from '#engine/problem.ts';
import type { Text } from '#engine/text.ts';

export class ApiProblem extends Error {
  readonly kind: ProblemKind | 'offline';
  readonly status: number;
  readonly detail: Text;
  readonly issues: readonly Issue[];

  constructor(
    kind: ProblemKind | 'offline',
    status: number,
    detail: Text,
    issues: readonly Issue[] = [],
  ) {
    super(detail.en);
    this.name = 'ApiProblem';
    this.kind = kind;
    this.status = status;
    this.detail = detail;
    this.issues = issues;
  }
}

export type Params = Readonly<Record<string, string | number | boolean | null | undefined>>;

const offline: Text = {
  en: 'The server cannot be reached. What you typed is safe; try again in a moment.',
  zh: '连不上服务器。已填写的内容不会丢失，请稍后重试。',
};

const notRead: Text = {
  en: 'The server cannot be reached, so this could not be read. Try again in a moment.',
  zh: '连不上服务器，暂时无法读取，请稍后重试。',
};

let renewSession: (() => Promise<boolean>) | null = null;

/**
 * The page registers how an expired session is renewed: it asks for the password and answers
 * whether it was given.
 */
export function onExpiredSession(renew: (() => Promise<boolean>) | null): void {
  renewSession = renew;
}

/** By what somebody proves once more who they are: as the server names it at the issue. */
export type ProofBy = 'password' | 'code' | 'office';

let proveAgain: ((by: ProofBy) => Promise<boolean>) | null = null;

/** The page registers how a fresh proof is asked for, before a highly sensitive act goes on. */
export function onProveAgain(ask: ((by: ProofBy) => Promise<boolean>) | null): void {
  proveAgain = ask;
}

export function address(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

export const api = {
  get: <T>(path: string, params?: Params) => send<T>('GET', address(path, params)),
  post: <T>(path: string, body?: unknown, params?: Params) =>
    send<T>('POST', address(path, params), body),
  put: <T>(path: string, body?: unknown) => send<T>('PUT', path, body),
  delete: <T>(path: string) => send<T>('DELETE', path),
  /** Without the question for a password: for the session's own requests. */
  quiet: <T>(method: string, path: string, body?: unknown) => once<T>(method, path, body),
};

/**
 * A write may be sent again without harm, because its id is the client's; so a broken line, or a
 * database that restarts, is tried again.
 */
export async function sendSafely<T>(path: string, body: unknown): Promise<T> {
  for (const wait of [400, 1500, 3000]) {
    try {
      return await send<T>('POST', path, body);
    } catch (error) {
      const passes =
        error instanceof ApiProblem && (error.kind === 'offline' || error.kind === 'unavailable');
      if (!passes) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return send<T>('POST', path, body);
}

function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  return onceMore(() => once<T>(method, path, body));
}

/** Asks, and asks again when the person has given what was missing: a session, or a fresh proof of who they are. */
export async function onceMore<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ApiProblem) || !(await given(error))) throw error;
    return ask();
  }
}

async function given({ kind, issues }: ApiProblem): Promise<boolean> {
  if (kind === 'not-signed-in') return (await renewSession?.()) ?? false;
  if (kind !== 'prove-again') return false;
  return (await proveAgain?.((issues[0]?.field ?? 'password') as ProofBy)) ?? false;
}

async function once<T>(method: string, path: string, body?: unknown): Promise<T> {
  const isForm = body instanceof FormData;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['x-taizhang'] = '1';
  if (body !== undefined && !isForm) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
  } catch {
    // Only where something was typed is it said that it is safe.
    throw new ApiProblem('offline', 0, method === 'GET' ? notRead : offline);
  }
  const answer = await readJson(response);
  if (response.ok) return answer as T;
  throw problemFrom(response.status, answer);
}

/** A file that the server makes of what is sent to it. */
export function fileFrom(
  path: string,
  body: unknown,
  params: Params,
  signal?: AbortSignal,
): Promise<Blob> {
  return onceMore(() => fileOnce(path, body, params, signal));
}

async function fileOnce(
  path: string,
  body: unknown,
  params: Params,
  signal?: AbortSignal,
): Promise<Blob> {
  const isForm = body instanceof FormData;
  const response = await fetch(address(path, params), {
    method: 'POST',
    headers: { 'x-taizhang': '1', ...(isForm ? {} : { 'content-type': 'application/json' }) },
    credentials: 'same-origin',
    body: isForm ? body : JSON.stringify(body),
    ...(signal ? { signal } : {}),
  }).catch(() => {
    throw new ApiProblem('offline', 0, offline);
  });
  if (response.ok) return response.blob();
  throw problemFrom(response.status, await readJson(response));
}

export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!text) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

type ProblemBody = { kind?: ProblemKind; detail?: Text; title?: Text; issues?: Issue[] };

export function problemFrom(status: number, body: unknown): ApiProblem {
  const { kind, detail, title, issues } = (body ?? {}) as ProblemBody;
  if (kind && kind in problemKinds) {
    return new ApiProblem(kind, status, detail ?? title ?? problemKinds[kind].title, issues ?? []);
  }
  // A proxy in between answers in its own words.
  if (status === 502 || status === 503 || status === 504)
    return new ApiProblem('offline', status, offline);
  const unexpected: Text = {
    en: `The server answered in a way we do not understand (${status}). Try again; if it stays, tell your administrator.`,
    zh: `服务器返回了无法识别的结果（${status}）。请重试，仍不行请联系管理员。`,
  };
  return new ApiProblem('unavailable', status, unexpected);
}

/** What to tell a person about any error. */
export function textOfError(error: unknown): Text {
  if (error instanceof ApiProblem) return error.detail;
  return {
    en: 'Something went wrong on this page. What you typed is safe. Load the page again.',
    zh: '页面出错了，已填写的内容不会丢失，请刷新页面。',
  };
}
