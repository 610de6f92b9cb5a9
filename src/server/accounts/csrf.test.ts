import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerProblems } from '../problems.ts';
import { refuseForeignWrites } from './csrf.ts';

let app: FastifyInstance;

beforeAll(async () => {
  app = Fastify();
  answerProblems(app);
  refuseForeignWrites(app, 'https://book.example');
  app.all('/x', async () => ({ done: true }));
  app.get('/back', { config: { from_elsewhere: true } }, async () => ({ done: true }));
  await app.ready();
});
afterAll(() => app.close());

async function status(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  headers: Record<string, string>,
): Promise<number> {
  return (await app.inject({ method, url: '/x', headers: { host: 'inside:4700', ...headers } }))
    .statusCode;
}

const mark = { 'x-taizhang': '1' };

test('reading needs nothing', async () => {
  expect(await status('GET', { origin: 'https://evil.example' })).toBe(200);
});

test.each(['POST', 'PUT', 'DELETE'] as const)(
  '%s needs the header, and an Origin of ours where there is one',
  async (method) => {
    expect(await status(method, {})).toBe(403);
    expect(await status(method, { 'x-taizhang': '0' })).toBe(403);
    expect(await status(method, mark)).toBe(200);
    expect(await status(method, { ...mark, origin: 'https://book.example' })).toBe(200);
    expect(await status(method, { ...mark, origin: 'http://inside:4700' })).toBe(200);
    for (const origin of [
      'https://evil.example',
      'null',
      'https://book.example.evil.example',
      'http://inside:4701',
      '',
    ]) {
      expect(await status(method, { ...mark, origin })).toBe(403);
    }
  },
);

const told = (site: string, dest = 'empty') => ({ 'sec-fetch-site': site, 'sec-fetch-dest': dest });

test('what a browser says to come from another site is refused, reading and downloading too', async () => {
  for (const site of ['cross-site', 'same-site'])
    for (const dest of ['empty', 'document', 'image', 'iframe'])
      expect(`${site} ${dest} ${await status('GET', told(site, dest))}`).toBe(
        `${site} ${dest} 403`,
      );
  expect(await status('GET', told('same-origin', 'image'))).toBe(200);
  // Typed into the address bar, or from a bookmark.
  expect(await status('GET', told('none', 'document'))).toBe(200);
  expect(await status('POST', { ...mark, ...told('same-origin') })).toBe(200);
  for (const site of ['cross-site', 'same-site', 'none'])
    expect(await status('POST', { ...mark, ...told(site) })).toBe(403);
});

test('nothing is given as a script or a style, whoever asks', async () => {
  for (const dest of ['script', 'style', 'worker', 'serviceworker'])
    expect(await status('GET', told('same-origin', dest))).toBe(403);
});

test('the way back from an identity provider is open to it', async () => {
  const headers = told('cross-site', 'document');
  expect((await app.inject({ method: 'GET', url: '/back', headers })).statusCode).toBe(200);
});
