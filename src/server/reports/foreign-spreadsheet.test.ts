import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { readForeignSpreadsheet, walls } from './foreign-spreadsheet.ts';
import { writeSpreadsheet } from './spreadsheet.ts';

const file = () =>
  writeSpreadsheet({
    sheet: '纠纷',
    columns: [
      { heading: '姓名', kind: 'text' },
      { heading: '件数', kind: 'integer' },
      { heading: '日期', kind: 'day' },
    ],
    rows: [['司徒甲', 7, '2009-03-02']],
  });

it('reads what somebody sent, in a process of its own', async () => {
  expect(await readForeignSpreadsheet(await file())).toEqual({
    sheet: '纠纷',
    rows: [
      ['姓名', '件数', '日期'],
      ['司徒甲', 7, '2009-03-02'],
    ],
  });
  const csv = Buffer.from('姓名,件数\n司徒乙,8\n');
  expect((await readForeignSpreadsheet(csv)).rows[1]).toEqual(['司徒乙', '8']);
});

it('refuses in the same words as ever, and more rows than may be', async () => {
  await expect(readForeignSpreadsheet(Buffer.from('%PDF-1.7'))).rejects.toMatchObject({
    kind: 'invalid',
    detail: { en: expect.stringContaining('cannot be read as a table') },
  });
  await expect(readForeignSpreadsheet(await file(), { rowsMax: 1 })).rejects.toMatchObject({
    kind: 'too-large',
  });
});

it('serves five at once, two by two', async () => {
  const content = await file();
  const all = await Promise.all([1, 2, 3, 4, 5].map(() => readForeignSpreadsheet(content)));
  expect(all.map(({ rows }) => rows.length)).toEqual([2, 2, 2, 2, 2]);
});

/** Behind the same walls something else is tried. */
async function tried(source: string): Promise<string> {
  const child = spawn(process.execPath, [...walls(), '-e', source], {
    env: {},
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let told = '';
  child.stdout.on('data', (part: Buffer) => (told += String(part)));
  await once(child, 'close');
  return told.trim();
}

it('may read the program and nothing else, write nothing, start nothing and reach nobody', async () => {
  const attempts = {
    secrets: `require('node:fs').readFileSync('data/secret.json')`,
    elsewhere: `require('node:fs').readFileSync('/etc/passwd')`,
    writing: `require('node:fs').writeFileSync('/tmp/taizhang-broke-out', 'x')`,
    starting: `require('node:child_process').execFileSync('id')`,
    threads: `new (require('node:worker_threads').Worker)('1', { eval: true })`,
    network: `require('node:net').connect(9, '127.0.0.1')`,
  };
  for (const [what, attempt] of Object.entries(attempts)) {
    const told = await tried(
      `const tell = (e) => { console.log(e.code); process.exit(0); };
      process.on('uncaughtException', tell); try { ${attempt}; setTimeout(() => console.log('it could'), 500); } catch (e) { tell(e); }`,
    );
    expect([what, told]).toEqual([what, 'ERR_ACCESS_DENIED']);
  }
});
