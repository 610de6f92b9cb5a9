/** `taizhang edition verify-file` needs no database: it checks with the checker that came with the product. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import JSZip from 'jszip';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { repositoryFolder } from '#server/config.ts';
import { publishEdition } from '#server/reports/publish.ts';
import { verificationFile } from '#server/reports/verification-file.ts';
import { deed, makeWorld, unitId } from '#testing/world.ts';

let folder: string;
let good: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taizhang-edition-'));
  const world = await makeWorld();
  const director = await world.actor('director', 'city');
  const stand = { name: '门', size: 'small', opened_on: '2009-01-01' };
  await world.write(director, deed('umbrella_stand', 'create', stand));
  const edition = await publishEdition(
    { ...world, clock: () => '2010-01-05T02:00:00.000Z' },
    {
      id: randomUUID(),
      kind: 'return',
      series: 'test:cli',
      unit_id: unitId('city'),
      from: '2009-01-01',
      to: '2009-12-31',
      title: { en: 'Return', zh: '报表' },
      figures: [{ key: 'loans', indicator: 'loans' }],
      signed_by: director,
    },
  );
  good = await verificationFile(world, edition);
  await world.end();
});
afterAll(() => rm(folder, { recursive: true }));

async function verify(content: Buffer): Promise<{ code: number; said: string }> {
  const file = join(folder, `${randomUUID()}.zip`);
  await writeFile(file, content);
  const words = ['src/cli/main.ts', 'edition', 'verify-file', file];
  return new Promise((resolve) => {
    execFile(process.execPath, words, { cwd: repositoryFolder }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, said: stdout + stderr }),
    );
  });
}

it('says that a good file is in order, and that one with another checker and another figure is not', async () => {
  expect(await verify(good)).toMatchObject({ code: 0 });
  const zip = await JSZip.loadAsync(good);
  // A forger brings a checker that likes everything: it is not asked.
  zip.file('check.mjs', 'console.log("In order.");');
  const edition = await zip.file('edition.json')!.async('string');
  zip.file('edition.json', edition.replace('"value": 0', '"value": 7'));
  const bad = await verify(await zip.generateAsync({ type: 'nodebuffer' }));
  expect(bad.said).toContain('NOT in order');
  expect(bad.code).toBe(1);
  expect((await verify(Buffer.from('no zip'))).code).toBe(1);
});
