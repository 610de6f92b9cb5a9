/** The checker runs in a process of its own, with nothing of the product beside it, and finds what was changed. */
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#engine/permission.ts';
import { closePage } from '#server/ledger/page.ts';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { canonicalJson } from './edition-seal.ts';
import type { Definition, Edition } from './edition.ts';
import { publishEdition } from './publish.ts';
import { verificationFile } from './verification-file.ts';

let world: World;
let director: Actor;
let edition: Edition;
let file: Buffer;
const folders: string[] = [];

beforeAll(async () => {
  world = await makeWorld();
  director = await world.actor('director', 'city');
  const [made] = await world.write(
    director,
    deed('umbrella_stand', 'create', { name: '总站', size: 'large', opened_on: '2009-01-01' }),
  );
  for (const [i, place] of ['n1a', 'n1b', 's1a', 'n2a', 'centre', 'n2b'].entries()) {
    const [loan] = await world.write(
      director,
      deed(
        'umbrella_loan',
        'create',
        {
          stand_id: made!.id,
          lent_on: `2009-0${i + 1}-05`,
          borrowers: [{ name: '钱七', telephone: '13900001111' }],
        },
        { unit_id: unitId(place) },
      ),
    );
    if (i % 2 === 0) await closePage(world.owner);
    if (i % 3 === 0)
      await world.write(
        director,
        deed('umbrella_loan', 'take_back', { returned_on: '2009-10-01' }, { id: loan!.id }),
      );
  }
  edition = await publishEdition(
    { ...world, clock: () => '2010-01-05T02:00:00.000Z' },
    {
      id: randomUUID(),
      kind: 'return',
      series: 'test:verification',
      unit_id: unitId('north'),
      from: '2009-01-01',
      to: '2009-12-31',
      title: { en: 'Return of umbrellas', zh: '雨伞统计表' },
      figures: [
        ...world.book.indicators.map(({ name }) => ({ key: name, indicator: name })),
        { key: 'both', indicator: bothSizes() },
      ],
      document: { text: '正文' },
      signed_by: director,
    },
  );
  // What comes later is not in it.
  await world.write(
    director,
    deed('umbrella_loan', 'create', {
      stand_id: made!.id,
      lent_on: '2009-05-05',
      borrowers: [{ name: '孙八' }],
    }),
  );
  file = await verificationFile(world, edition);
});
afterAll(async () => {
  await world.end();
  for (const folder of folders) await rm(folder, { recursive: true });
});

/** A cell of a form that adds two counts up. */
function bothSizes(): Definition {
  const large = world.book.indicators.find((one) => one.name === 'large_loans')!;
  const of = (size: string) => ({ measure: 'loans', where: { size: [size] } });
  return { ...large, kind: 'flow', name: 'both', count: of('small'), plus: [of('large')] };
}

type Parts = { [name: string]: string };

async function partsOf(zip: Buffer): Promise<Parts> {
  const opened = await JSZip.loadAsync(zip);
  const parts: Parts = {};
  for (const [name, part] of Object.entries(opened.files)) parts[name] = await part.async('string');
  return parts;
}

async function check(parts: Parts): Promise<{ code: number; said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'taizhang-verification-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(parts)) await writeFile(join(folder, name), text);
  return new Promise((resolve) => {
    execFile(process.execPath, ['check.mjs'], { cwd: folder, env: {} }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, said: stdout + stderr }),
    );
  });
}

const tampered = async (change: (parts: Parts) => void) => {
  const parts = await partsOf(file);
  change(parts);
  return check(parts);
};
type Sealed = { content: Edition; seal: string };
/** Whoever forges knows how to seal. */
const reseal = (parts: Parts, change: (content: Edition) => void) => {
  const whole = JSON.parse(parts['edition.json']!) as Sealed;
  change(whole.content);
  const seal = createHash('sha256').update(canonicalJson(whole.content)).digest('hex');
  parts['edition.json'] = JSON.stringify({ content: whole.content, seal });
};
const rows = (text: string) => text.split('\n').filter(Boolean);

describe('a verification file', () => {
  it('is in order, checked by its own checker alone', async () => {
    const { code, said } = await check(await partsOf(file));
    expect(said).toContain('In order. 核验通过。');
    expect(said).toContain(edition.page_hash);
    expect(code).toBe(0);
  });

  it('names nobody, and shows no line of another unit', async () => {
    const parts = await partsOf(file);
    const text = Object.values(parts).join('\n');
    for (const secret of ['钱七', '孙八', '13900001111']) expect(text).not.toContain(secret);
    const units = rows(parts['lines.jsonl']!).map((row) =>
      Number((JSON.parse(row) as { line: string }).line.split('|')[3]),
    );
    expect(units.length).toBeGreaterThan(5);
    expect(units).not.toContain(unitId('s1a'));
    expect(units).not.toContain(unitId('centre'));
    expect(await readFile(join('templates', 'verification', 'check.mjs'), 'utf8')).toBe(
      parts['check.mjs'],
    );
  });

  it.each<[string, (parts: Parts) => void, string]>([
    [
      'a figure',
      (parts) => {
        parts['edition.json'] = parts['edition.json']!.replace('"value": 4', '"value": 5');
      },
      'does not carry its seal',
    ],
    [
      'a figure, sealed anew',
      (parts) =>
        reseal(parts, (content) => {
          (content.figures.find((one) => one.key === 'loans') as { value: number }).value += 1;
        }),
      'Figure loans: value is 5, and its lines make 4',
    ],
    [
      'a rate, sealed anew',
      (parts) =>
        reseal(parts, (content) => {
          (
            content.figures.find((one) => one.key === 'return_rate') as { numerator: number }
          ).numerator = 3;
        }),
      'Figure return_rate',
    ],
    [
      'the amount of a line',
      (parts) => {
        const [first, ...rest] = rows(parts['lines.jsonl']!);
        const row = JSON.parse(first!) as { line: string };
        const cells = row.line.split('|');
        cells[6] = '7';
        parts['lines.jsonl'] = [JSON.stringify({ ...row, line: cells.join('|') }), ...rest].join(
          '\n',
        );
      },
      'is not the line',
    ],
    [
      'a line left out',
      (parts) => {
        parts['lines.jsonl'] = rows(parts['lines.jsonl']!).slice(1).join('\n');
      },
      'its lines make',
    ],
    [
      'a line twice',
      (parts) => {
        const all = rows(parts['lines.jsonl']!);
        parts['lines.jsonl'] = [all[0], ...all].join('\n');
      },
      'stands twice',
    ],
    [
      'a digest of a page',
      (parts) => {
        const all = rows(parts['pages.jsonl']!);
        const page = JSON.parse(all[0]!) as { lines: string };
        const bytes = Buffer.from(page.lines, 'base64');
        bytes[0]! ^= 1;
        parts['pages.jsonl'] = [
          JSON.stringify({ ...page, lines: bytes.toString('base64') }),
          ...all.slice(1),
        ].join('\n');
      },
      'does not hash to what it says',
    ],
    [
      'a page left out',
      (parts) => {
        const all = rows(parts['pages.jsonl']!);
        parts['pages.jsonl'] = [all[0], ...all.slice(2)].join('\n');
      },
      'does not follow page',
    ],
    [
      'the last page',
      (parts) => {
        parts['pages.jsonl'] = rows(parts['pages.jsonl']!).slice(0, -1).join('\n');
      },
      'do not end with page',
    ],
    [
      'the meaning of a facet',
      (parts) => {
        parts['names.json'] = parts['names.json']!.replaceAll('"large"', '"small"');
      },
      'Figure large_loans',
    ],
    [
      'the document',
      (parts) => {
        parts['edition.json'] = parts['edition.json']!.replace('正文', '改文');
      },
      'does not carry its seal',
    ],
    [
      'a part missing',
      (parts) => {
        delete parts['sealed.json'];
      },
      'could not be read',
    ],
  ])('tampered with (%s) is found', async (_what, change, says) => {
    const { code, said } = await tampered(change);
    expect(said).toContain(says);
    expect(code).toBe(1);
  });
});
