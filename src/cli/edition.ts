import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import JSZip from 'jszip';
import { inTransaction } from '#server/database/transaction.ts';
import { listEditions, readEdition } from '#server/reports/edition.ts';
import { changedSince } from '#server/reports/restate.ts';
import { checkerFolder, verificationFile } from '#server/reports/verification-file.ts';
import { boundedZip } from '#server/reports/zip-bounds.ts';
import { print, unitByCode, withCity } from './with-city.ts';
import { needed, readWords, text, wrong } from './words.ts';

/** Read as the operator of the machine: whoever runs this holds the database itself. */
export async function run([deed, ...words]: readonly string[]): Promise<void> {
  if (deed === 'list') return list(words);
  if (deed === 'show') return show(words);
  if (deed === 'verify-file') return verifyFile(words);
  throw wrong('Say list, show or verify-file.');
}

async function list(words: readonly string[]): Promise<void> {
  const asked = readWords(words, ['unit', 'kind', 'series'], ['json']);
  await withCity(async (city) => {
    const code = text(asked, 'unit');
    const unit = code === undefined ? undefined : await unitByCode(city, code);
    const editions = await listEditions(city.services.owner, {
      unit_id: unit?.id,
      kind: text(asked, 'kind'),
      series: text(asked, 'series'),
    });
    if (asked.options['json']) return print(editions);
    for (const one of editions)
      print(
        `${one.id}  ${one.kind} ${one.number}  ${one.from}..${one.to}  page ${one.page_id}  ${one.title.en}${one.reason ? `  (${one.reason})` : ''}`,
      );
    if (editions.length === 0) print('No edition has been signed.');
    return undefined;
  });
}

async function show(words: readonly string[]): Promise<void> {
  const asked = readWords(words, ['id', 'out'], ['json']);
  const id = needed(asked, 'id');
  const out = text(asked, 'out');
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw wrong('--id is the id of an edition: see edition list.');
  await withCity(async ({ services }) => {
    const [edition, changes] = await inTransaction(services.owner, async (client) => {
      const read = await readEdition(client, id);
      return [read, await changedSince(services, client, read, services.clock())] as const;
    });
    if (out) {
      await writeFile(out, await verificationFile(services, edition));
      print(`${out}: ${edition.figures.length} figures, with their lines and a checker.`);
    }
    if (asked.options['json']) return print({ ...edition, changes });
    print(
      `${edition.title.en}, edition ${edition.number}, signed ${edition.signed_at} at page ${edition.page_id} (${edition.page_hash})`,
    );
    if (!edition.intact) print('It does NOT carry its seal: somebody changed it.');
    for (const { key, label, then, now } of changes.figures)
      print(
        `  ${key}  ${label.en}: ${then.value ?? 'not reported'}${now.value === then.value ? '' : ` (now ${now.value ?? 'not reported'})`}`,
      );
    return print(`${changes.lines.length + changes.left_out} lines came since.`);
  });
}

/** With the checker that came with this program, in a process of its own: the one in the file may be anybody's. */
async function verifyFile(words: readonly string[]): Promise<void> {
  const [file] = readWords(words, []).rest;
  if (!file) throw wrong('taizhang edition verify-file FILE.zip');
  const content = await readFile(file);
  await boundedZip(content, { bytesMax: 1024 * 1024 * 1024, partsMax: 20 });
  const zip = await JSZip.loadAsync(content);
  const folder = await mkdtemp(join(tmpdir(), 'taizhang-verify-'));
  try {
    for (const name of [
      'edition.json',
      'lines.jsonl',
      'pages.jsonl',
      'names.json',
      'sealed.json',
    ]) {
      const part = zip.file(name);
      if (part) await writeFile(join(folder, basename(name)), await part.async('nodebuffer'));
    }
    await copyFile(join(checkerFolder, 'check.mjs'), join(folder, 'check.mjs'));
    const { code, said } = await new Promise<{ code: number; said: string }>((resolve) => {
      execFile(
        process.execPath,
        ['check.mjs'],
        { cwd: folder, maxBuffer: 1024 * 1024 },
        (error, stdout, stderr) => resolve({ code: error ? 1 : 0, said: stdout + stderr }),
      );
    });
    print(said.trimEnd());
    if (code !== 0) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true });
  }
}
