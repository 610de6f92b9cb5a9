/** What is asked of a file before it is kept: the operator's scanner, how much one person brings, how large it unfolds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { tinyPng } from '#testing/tiny-png.ts';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { readConfig, repositoryFolder } from './config.ts';
import { templateBytesMax, templateUnpackedMax } from './papers/template-file.ts';
import { attachmentBytesMax } from './records/attachments.ts';
import { importBounds } from './records/import.ts';
import { pixelsMax } from './records/picture-size.ts';
import { wordBytesMax, wordUnpackedMax } from './reports/drafts/word-paragraphs.ts';
import { sheetBytesMax, sheetUnpackedMax } from './reports/form-workbook.ts';

let world: ServedWorld;
let stand: string;
beforeAll(async () => {
  world = await serveWorld();
  const fields = { name: '北门', size: 'large', opened_on: '2009-01-01' };
  const made = await world.write('director', 'umbrella_stand', 'create', fields);
  stand = made.json().answers[0].id;
});
afterAll(() => world.end());

const harmful = Buffer.concat([tinyPng(), Buffer.from('harmful')]);

async function send(settings: Partial<Config>, contents: readonly Buffer[]) {
  const app = await buildApp({ ...world, config: { ...world.config, ...settings } });
  const { cookie } = (await world.ask('director', 'GET', '/api/session')).raw.req.headers as {
    cookie: string;
  };
  const answers = [];
  for (const content of contents) {
    const head = `--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`;
    const answer = await app.inject({
      method: 'POST',
      url: `/api/records/umbrella_stand/${stand}/attachments`,
      headers: { 'x-taizhang': '1', cookie, 'content-type': 'multipart/form-data; boundary=b' },
      payload: Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--b--\r\n')]),
    });
    answers.push(answer.statusCode === 200 ? 'kept' : String(answer.json().kind));
  }
  await app.close();
  return answers;
}

const kept = async () => {
  const { rows } = await world.owner.query('select count(*)::int as n from attachment');
  return rows[0].n as number;
};

describe('the operator’s own scanner', () => {
  const program = (code: string) => ({ scan: [process.execPath, '-e', code] });
  const reading = `let all = Buffer.alloc(0);
    process.stdin.on('data', (part) => (all = Buffer.concat([all, part])));
    process.stdin.on('end', () => process.exit(all.includes('harmful') ? 1 : 0));`;

  it('sees each file whole and says whether it is taken; what it found is logged', async () => {
    const before = await kept();
    const large = Buffer.concat([tinyPng(), Buffer.alloc(3_000_000), Buffer.from('harmful')]);
    expect(await send(program(reading), [tinyPng(), harmful, large])).toEqual([
      'kept',
      'invalid',
      'invalid',
    ]);
    expect(await kept()).toBe(before + 1);
    const { rows } = await world.owner.query(
      `select detail from access_log where deed = 'file_refused' order by id`,
    );
    expect(rows.map(({ detail }) => detail)).toEqual([
      { bytes: harmful.length },
      { bytes: large.length },
    ]);
  });

  it('keeps every file out while it does not answer', async () => {
    const before = await kept();
    for (const settings of [
      program('process.exit(2)'),
      program('process.kill(process.pid, "SIGKILL")'),
      { scan: ['/nowhere/scanner', '-'] },
    ])
      expect(await send(settings, [tinyPng()])).toEqual(['unavailable']);
    expect(await kept()).toBe(before);
  });

  it('may end before it has read everything', async () => {
    const large = Buffer.concat([tinyPng(), Buffer.alloc(5_000_000)]);
    expect(await send(program('process.exit(1)'), [large])).toEqual(['invalid']);
    expect(await send(program('process.exit(0)'), [large])).toEqual(['kept']);
  });

  it('is a program and its words, and starts through no shell', async () => {
    const { scan } = readConfig({ TAIZHANG_SCAN: 'clamdscan --no-summary  -' });
    expect(scan).toEqual(['clamdscan', '--no-summary', '-']);
    expect(readConfig({}).scan).toBeUndefined();
    const words = ['$(exit 1)', ';', 'exit', '1'];
    expect(await send({ scan: [process.execPath, '-e', '', ...words] }, [tinyPng()])).toEqual([
      'kept',
    ]);
  });
});

it('docs/api.md says what may come in and how large', () => {
  const page = readFileSync(join(repositoryFolder, 'docs/api.md'), 'utf8');
  const row = (what: string) => page.split('\n').find((line) => line.startsWith(`| ${what} |`))!;
  const mb = (bytes: number) => `${bytes / 1024 / 1024} MB`;
  for (const [what, ...said] of [
    ['attachment of a record', mb(attachmentBytesMax), `${pixelsMax / 1e6} million pixels`],
    ['rows for a register', mb(importBounds.bytesMax), mb(importBounds.unpackedMax), '10,000 rows'],
    ['Word form', mb(templateBytesMax), mb(templateUnpackedMax)],
    ["the superior's blank sheet", mb(sheetBytesMax), mb(sheetUnpackedMax)],
    ["last year's summary", mb(wordBytesMax), mb(wordUnpackedMax)],
  ] as const)
    for (const one of said) expect(row(what)).toContain(` ${one}`);
  const { files_per_day, megabytes_per_day } = readConfig({});
  const quota = `${files_per_day} files and ${megabytes_per_day.toLocaleString('en')} MB a day`;
  expect(row('attachment of a record')).toContain(quota);
  expect(importBounds.rowsMax).toBe(10_000);
});

it('one person brings so many files a day and so many bytes, and no more; others are not held back', async () => {
  await world.owner.query(`update attachment set created_at = now() - interval '2 days'`);
  const three = [tinyPng(), tinyPng(), tinyPng()];
  expect(await send({ files_per_day: 2 }, three)).toEqual(['kept', 'kept', 'too-many']);
  // What somebody else brought is not counted.
  await world.owner.query(
    `update attachment set created_by = (select id from account where username = 'guardian')`,
  );
  expect(await send({ files_per_day: 2 }, [tinyPng()])).toEqual(['kept']);
  // No picture, of which only the pixels would be kept.
  const half = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(600_000)]);
  const little = { files_per_day: 100, megabytes_per_day: 1 };
  expect(await send(little, [half, half, tinyPng()])).toEqual(['kept', 'too-many', 'kept']);
});

it('a picture that unfolds to more than anybody’s browser should hold is refused, and so is a broken one', async () => {
  const before = await kept();
  const sent = [tinyPng(40_000, 40_000), tinyPng().subarray(0, 18), tinyPng(10_000, 10_000)];
  expect(await send({}, sent)).toEqual(['too-large', 'invalid', 'kept']);
  expect(await kept()).toBe(before + 1);
});
