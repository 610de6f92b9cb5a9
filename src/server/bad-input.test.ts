/** Whatever comes in: a clear problem in both languages, nothing lost, nothing stored, never a 500. */
import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { tinyPng } from '#testing/tiny-png.ts';

let world: ServedWorld;
let stand: string;
beforeAll(async () => {
  world = await serveWorld();
  const made = await world.write('director', 'umbrella_stand', 'create', {
    name: '北门',
    size: 'large',
    opened_on: '2009-01-01',
  });
  stand = made.json().answers[0].id;
});
afterAll(() => world.end());

const loan = (fields: object = {}) => ({
  stand_id: stand,
  lent_on: '2009-09-01',
  borrowers: [{ name: '张三' }],
  ...fields,
});
const lend = async (who = 'director', fields: object = {}) =>
  world.write(who, 'umbrella_loan', 'create', loan(fields));

function expectProblem(answer: LightMyRequestResponse, status: number, kind: string): void {
  expect(answer.headers['content-type']).toContain('application/problem+json');
  const body = answer.json();
  expect({ status: answer.statusCode, kind: body.kind }).toEqual({ status, kind });
  expect(body.detail.en).toMatch(/[A-Za-z]/);
  expect(body.detail.zh).toMatch(/\p{Script=Han}/u);
  expect(body.type).toBe(`/problems/${kind}`);
}

describe('bad input', () => {
  it('nobody signed in, or without the mark', async () => {
    expectProblem(await world.ask(null, 'GET', '/api/records/umbrella_loan'), 401, 'not-signed-in');
    expectProblem(
      await world.ask('director', 'POST', '/api/writes', {
        headers: { 'x-taizhang': '' },
        payload: { writes: [] },
      }),
      403,
      'not-allowed',
    );
    expectProblem(
      await world.ask('director', 'POST', '/api/writes', {
        headers: { origin: 'https://elsewhere.example' },
        payload: { writes: [] },
      }),
      403,
      'not-allowed',
    );
  });

  it('malformed JSON, wrong types, unknown properties, a body of 10 MB', async () => {
    const headers = { 'content-type': 'application/json' };
    expectProblem(
      await world.ask('director', 'POST', '/api/writes', { headers, payload: '{"writes": [' }),
      422,
      'invalid',
    );
    expectProblem(
      await world.ask('director', 'POST', '/api/writes', { payload: { writes: 'all' } }),
      422,
      'invalid',
    );
    expectProblem(
      await world.ask('director', 'POST', '/api/writes', {
        payload: { writes: [{ write_id: 'x', type: 'umbrella_loan', id: 'x', deeds: [] }] },
      }),
      422,
      'invalid',
    );
    const extra = {
      writes: [
        {
          write_id: randomUUID(),
          type: 'umbrella_loan',
          id: randomUUID(),
          colour: 'red',
          deeds: [{ action: 'create', fields: {} }],
        },
      ],
    };
    expectProblem(
      await world.ask('director', 'POST', '/api/writes', { payload: extra }),
      422,
      'invalid',
    );
    expectProblem(
      await world.ask('director', 'POST', '/api/writes', {
        headers,
        payload: JSON.stringify({ writes: 'x'.repeat(10_000_000) }),
      }),
      413,
      'too-large',
    );
    expectProblem(
      await world.ask('director', 'POST', '/api/writes', {
        headers: { 'content-type': 'application/xml' },
        payload: '<a/>',
      }),
      422,
      'invalid',
    );
  });

  it('unknown and out-of-scope ids answer alike', async () => {
    const id = (await lend()).json().answers[0].id;
    const known = await world.ask('stranger', 'GET', `/api/records/umbrella_loan/${id}`);
    const unknown = await world.ask(
      'stranger',
      'GET',
      `/api/records/umbrella_loan/${randomUUID()}`,
    );
    expectProblem(known, 404, 'not-found');
    expect({ ...known.json(), id: '' }).toEqual({ ...unknown.json(), id: '' });
    for (const url of [
      `/api/records/umbrella_loan/${id}/versions`,
      '/api/records/no_such_type',
      `/api/records/no_such_type/${id}`,
      '/api/figures/no_such_figure',
      `/api/figures?unit=2`,
      '/api/figures?unit=999999',
      '/api/nowhere',
    ]) {
      expectProblem(await world.ask('stranger', 'GET', url), 404, 'not-found');
    }
    expectProblem(
      await world.ask('stranger', 'GET', '/api/records/umbrella_loan/not-an-id'),
      422,
      'invalid',
    );
    const change = { expected_version: 1, id };
    expectProblem(
      await world.write('stranger', 'umbrella_loan', 'change', { rained: true }, change),
      404,
      'not-found',
    );
    expectProblem(await world.write('stranger', 'umbrella_loan', 'create', loan()), 422, 'invalid');
    expectProblem(
      await world.write(
        'stranger',
        'umbrella_stand',
        'create',
        { name: 'x', size: 'small', opened_on: '2009-01-01' },
        { unit_id: 4 },
      ),
      403,
      'not-allowed',
    );
  });

  it('administrators open no records', async () => {
    expectProblem(await world.ask('system', 'GET', '/api/records/umbrella_loan'), 404, 'not-found');
  });

  it('stale versions, wrong states, wrong values at their fields', async () => {
    const id = (await lend()).json().answers[0].id;
    expectProblem(
      await world.write(
        'director',
        'umbrella_loan',
        'change',
        { rained: true },
        { id, expected_version: 9 },
      ),
      409,
      'stale',
    );
    expectProblem(
      await world.write('director', 'umbrella_loan', 'change', { rained: true }, { id }),
      422,
      'invalid',
    );
    expectProblem(
      await world.write('director', 'umbrella_loan', 'reopen', {}, { id, expected_version: 1 }),
      409,
      'wrong-state',
    );
    const wrong = await lend('director', {
      lent_on: '2009-02-31',
      rained: 'maybe',
      fine: 1,
      borrowers: [{ name: '' }, { nome: 'x' }],
    });
    expectProblem(wrong, 422, 'invalid');
    expect(wrong.json().issues.map((i: { field: string }) => i.field)).toEqual(
      expect.arrayContaining(['lent_on', 'rained', 'borrowers.0.name', 'borrowers.1.nome']),
    );
  });

  it('broken filters, sorts, cursors and days of queries', async () => {
    for (const query of [
      'filter.note=x',
      'filter.nothing=x',
      'sort=borrowers',
      'sort=;drop',
      'after=%%%',
      'after=abc',
      'filter.lent_on.from=soon',
      'limit=-5',
      'filter.size=%27%3Bdrop',
    ]) {
      const answer = await world.ask('director', 'GET', `/api/records/umbrella_loan?${query}`);
      expect([200, 400, 422]).toContain(answer.statusCode);
    }
    expectProblem(
      await world.ask('director', 'GET', '/api/figures?from=2009-12-31&to=2009-01-01'),
      422,
      'invalid',
    );
    expectProblem(
      await world.ask('director', 'GET', '/api/figures?from=yesterday'),
      422,
      'invalid',
    );
    expectProblem(await world.ask('director', 'GET', '/api/figures?as_of=noon'), 422, 'invalid');
  });

  it('script, formulas, broken and rare characters in every text are kept as text', async () => {
    const texts = [
      '<script>alert(1)</script>',
      '=HYPERLINK("http://x")',
      `'; drop table umbrella_loan; --`,
      '𠮷田䶮',
      '{{7*7}}',
      '\u202Eevil',
    ];
    for (const text of texts) {
      const answer = await lend('director', {
        note: text,
        borrowers: [{ name: text.slice(0, 60) }],
      });
      expect(answer.statusCode).toBe(200);
      const { record } = (
        await world.ask(
          'director',
          'GET',
          `/api/records/umbrella_loan/${answer.json().answers[0].id}`,
        )
      ).json();
      expect(record.note).toBe(text);
    }
    const nul = await lend('director', { note: 'a\u0000b' });
    const { record } = (
      await world.ask('director', 'GET', `/api/records/umbrella_loan/${nul.json().answers[0].id}`)
    ).json();
    expect(record.note).toBe('ab');
    expectProblem(await lend('director', { note: 'x'.repeat(5000) }), 422, 'invalid');
  });

  it('what a telephone wrote into a photograph goes no further than the door', async () => {
    const id = (await lend()).json().answers[0].id;
    const jpeg = Buffer.from(
      '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO' +
        'UlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P' +
        'T09PT09PT0//wAARCAAMABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAABgT/xAAaEAEAAQUAAAAAAAAAAAAAAAAAAQQV' +
        'U6LR/8QAFQEBAQAAAAAAAAAAAAAAAAAAAwT/xAAhEQAABAUFAAAAAAAAAAAAAAABAwURAAISE1EGMUFiwv/aAAwDAQACEQMRAD8A' +
        'Pklwpcus8G1Ak1KJUKroiFLbNy+QHEXa1KlMsP28x//Z',
      'base64',
    );
    const tiff = Buffer.from('MM\0*\0\0\0\x08\0\0 N37.51.5 HUAWEI', 'latin1');
    const payload = Buffer.concat([
      Buffer.from(
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n',
      ),
      jpeg.subarray(0, 2),
      Buffer.from([0xff, 0xe1, 0, tiff.length + 8]),
      Buffer.from('Exif\0\0', 'latin1'),
      tiff,
      jpeg.subarray(2),
      Buffer.from('\r\n--b--\r\n'),
    ]);
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const url = `/api/records/umbrella_loan/${id}/attachments`;
    const { attachment } = (await world.ask('director', 'POST', url, { headers, payload })).json();
    expect(attachment.bytes).toBe(jpeg.length);
    const shown = await world.ask('director', 'GET', `/api/attachments/${attachment.id}`);
    expect(shown.rawPayload.equals(jpeg)).toBe(true);
  });

  it('files that are not what they say, too large, or badly named', async () => {
    const id = (await lend()).json().answers[0].id;
    const send = (name: string, content: Buffer) => {
      const head = `--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: image/png\r\n\r\n`;
      const payload = Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--b--\r\n')]);
      return world.ask('director', 'POST', `/api/records/umbrella_loan/${id}/attachments`, {
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        payload,
      });
    };
    const png = tinyPng();
    expectProblem(await send('page.png', Buffer.from('<html>not a picture')), 422, 'invalid');
    expectProblem(
      await send('big.png', Buffer.concat([png, Buffer.alloc(21 * 1024 * 1024)])),
      413,
      'too-large',
    );
    const kept = await send('..\\..\\etc\\签字页.png', png);
    expect(kept.statusCode).toBe(200);
    expect(kept.json().attachment.name).toBe('签字页.png');
    const file = kept.json().attachment.id;
    const read = await world.ask('director', 'GET', `/api/attachments/${file}`);
    expect(read.headers['content-security-policy']).toContain('sandbox');
    expect(read.rawPayload.equals(png)).toBe(true);
    expectProblem(await world.ask('stranger', 'GET', `/api/attachments/${file}`), 404, 'not-found');
    expectProblem(
      await world.ask('stranger', 'DELETE', `/api/attachments/${file}`),
      404,
      'not-found',
    );
    const { rows } = await world.owner.query(
      `select deed from access_log where record_id = $1 order by id`,
      [id],
    );
    expect(rows.map((row) => row.deed)).toEqual(['attachment_added', 'attachment_opened']);
    // Who only reads records of a type adds nothing to their files and takes nothing out.
    const page = {
      payload: '--b--\r\n',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    };
    const add = await world.ask(
      'office',
      'POST',
      `/api/records/umbrella_loan/${id}/attachments`,
      page,
    );
    expectProblem(add, 403, 'not-allowed');
    expectProblem(
      await world.ask('office', 'DELETE', `/api/attachments/${file}`),
      403,
      'not-allowed',
    );
  });

  it('masked fields open with a purpose only, and leave a line behind', async () => {
    const id = (
      await lend('director', { borrowers: [{ name: '李四', telephone: '13812345678' }] })
    ).json().answers[0].id;
    const shown = (await world.ask('director', 'GET', `/api/records/umbrella_loan/${id}`)).body;
    expect(shown).not.toContain('13812345678');
    expect(shown).toContain('138****5678');
    const list = (await world.ask('director', 'GET', `/api/records/umbrella_loan`)).body;
    const versions = (
      await world.ask('director', 'GET', `/api/records/umbrella_loan/${id}/versions`)
    ).body;
    expect(list + versions).not.toContain('13812345678');
    expectProblem(
      await world.ask('director', 'POST', `/api/records/umbrella_loan/${id}/open`, {
        payload: { field: 'borrowers.0.telephone', purpose: '' },
      }),
      422,
      'invalid',
    );
    const opened = await world.ask('director', 'POST', `/api/records/umbrella_loan/${id}/open`, {
      payload: { field: 'borrowers.0.telephone', purpose: '通知归还' },
    });
    expect(opened.json().values['borrowers.0.telephone']).toBe('13812345678');
    const { rows } = await world.owner.query(
      `select purpose, detail from access_log where record_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ purpose: '通知归还', detail: { field: 'borrowers.0.telephone' } }]);
    // What comes back masked means unchanged.
    const { record } = JSON.parse(shown) as { record: { borrowers: object[]; version: number } };
    await world.write(
      'director',
      'umbrella_loan',
      'change',
      { borrowers: record.borrowers },
      { id, expected_version: record.version },
    );
    const kept = await world.owner.query(
      'select telephone from umbrella_loan_borrowers where record_id = $1',
      [id],
    );
    expect(kept.rows).toEqual([{ telephone: '13812345678' }]);
  });

  it('answers with the headers that protect a browser, and describes itself', async () => {
    const answer = await world.ask('director', 'GET', '/api/openapi.json');
    expect(answer.json().openapi).toBe('3.1.0');
    expect(Object.keys(answer.json().paths)).toContain('/api/writes');
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
    });
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
    expect((await world.ask('director', 'GET', '/api/docs')).body).toContain('/api/writes');
  });
});
