/** The bureau office: a figure, its records, what it was on 30 September, and the sentence in Word. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { seedCheck } from '#city/then-and-now.ts';
import { repositoryFolder } from '#server/config.ts';
import { convert, libreOffice, noLibreOffice } from '#testing/libre-office.ts';
import { ask, enterAs, serveCity } from './served-city.ts';
import type { Served } from './served-city.ts';

// A page is slower than a function, and slowest where others work beside it.
vi.setConfig({ testTimeout: 90_000 });

let served: Served;
beforeAll(async () => {
  served = await serveCity();
}, 600_000);
afterAll(() => served.end());

type Figure = { readonly value: number; readonly figure_id: string };
type Opened = {
  readonly records: readonly { readonly id: string; readonly number: string }[];
  readonly listed: number;
  readonly guarded: number;
  readonly total: number;
};

const figure = '/api/figures/disputes_mediated';
const year = { from: '2009-01-01', to: '2009-12-31' };
const september = '2009-09-30';
const print = (n: number) => n.toLocaleString('en');

const journeys = [
  {
    language: 'zh',
    equal: ({ listed, guarded, total }: Opened) =>
      `可查看${print(listed)} + 限制查看${print(guarded)} = ${print(total)}`,
    more: '再看50条',
    asOf: '看当时的数',
    day: '2009年9月30日',
    download: '下载Word',
    sentence: '全年共调处各类矛盾纠纷4000余件',
    // A footnote, which says the exact number, stands between them as a digit of its own.
    inText: /全年共调处各类矛盾纠纷4000余\d?件/,
  },
  {
    language: 'en',
    equal: ({ listed, guarded, total }: Opened) =>
      `${print(listed)} you may open + ${print(guarded)} guarded = ${print(total)}`,
    more: '50 more',
    asOf: 'As it stood on…',
    day: '30 September 2009',
    download: 'Download Word',
    sentence: 'More than 4,000 disputes were mediated',
    inText: /More than 4,000\d? disputes were mediated/,
  },
] as const;

describe.each(journeys)('in $language', (say) => {
  let word: Buffer;

  test('F27 opens to its records, and is asked as it stood on 30 September', async () => {
    const seat = await enterAs(served, 'office', { language: say.language });
    const { page } = seat;
    const now = await ask<Figure>(seat, figure, year);
    const behind = await ask<Opened>(seat, `${figure}/records`, { ...year, limit: 50 });
    expect(now.figure_id).toBe('F27');
    expect(behind.total).toBe(now.value);
    // What was written down after that day was not known then.
    const then = await ask<Opened>(seat, `${figure}/records`, { ...year, as_of: september });
    expect(then.total).toBeLessThan(now.value);

    await page.goto(`/figures?from=${year.from}&to=${year.to}`);
    await page
      .locator('.figures-table .figure', { hasText: print(now.value) })
      .first()
      .click();
    const drawer = page.locator('.drawer');
    await drawer.getByText(say.equal(behind)).waitFor();
    const rows = drawer.locator('.drawer-records tbody tr');
    const page1 = behind.records.length;
    await expect.poll(() => rows.count()).toBe(page1);
    await drawer.getByRole('button', { name: say.more }).click();
    await expect.poll(() => rows.count()).toBeGreaterThan(page1);
    await expect.poll(() => rows.first().textContent()).toContain(behind.records[0]!.number);

    await drawer.getByRole('button', { name: say.asOf }).click();
    await page.getByRole('button', { name: say.day, exact: true }).click();
    await drawer.getByText(say.equal(then)).waitFor();
    expect(new URL(page.url()).searchParams.get('figure')).toContain(september);

    await page.goBack();
    await drawer.getByText(say.equal(behind)).waitFor();
    await rows.locator('a').first().click();
    await page.waitForURL(`**/records/dispute/${behind.records[0]!.id}`);
    await page.locator('.record-line').getByText(behind.records[0]!.number).waitFor();
    expect(seat.complaints).toEqual([]);
    await seat.context.close();
  });

  test('the summary downloads as Word, with the sentence that carries the figure', async () => {
    const seat = await enterAs(served, 'office', { language: say.language });
    const { page } = seat;
    await page.goto('/summary?year=2009');
    await page.locator('.a4 .figure').first().waitFor();
    const shown = await page.locator('.a4').evaluate((sheet) => sheet.textContent);
    expect(shown.replaceAll(/\s+/g, ' ')).toContain(say.sentence);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: say.download }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/2009.*\.docx$/);
    word = await readFile(await download.path());
    expect(await wordsIn(word)).toContain(say.sentence);
    expect(seat.complaints).toEqual([]);
    await seat.context.close();
  });

  test('LibreOffice opens the file', async ({ skip }) => {
    skip(!libreOffice, noLibreOffice);
    const text = (await convert(word, 'summary.docx', 'txt:Text (encoded):UTF8')).toString();
    expect(text).toMatch(say.inText);
  }, 100_000);
});

async function wordsIn(file: Buffer): Promise<string> {
  const xml = await (await JSZip.loadAsync(file)).file('word/document.xml')!.async('string');
  return xml.replaceAll(/<[^>]+>/g, '');
}

/** The published figures, read here by themselves: what stands in the file, nothing that the product makes of it. */
async function published() {
  const file = await readFile(join(repositoryFolder, 'src/city/data/figures-2009.csv'), 'utf8');
  return file
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [id, , , op, value] = line.replaceAll(/"[^"]*"/g, '').split(',');
      return { id: id!, op: op!, value: value === '' ? null : Number(value) };
    });
}

describe('then and now', () => {
  const words = {
    zh: { equal: '一致', not_yet: '该业务尚未建账', masked: '原文已隐去', garbled: '原文有误' },
    en: {
      equal: 'equal',
      not_yet: 'line not kept yet',
      masked: 'masked when published',
      garbled: 'garbled when published',
    },
  } as const;

  test.each(['zh', 'en'] as const)('each tick is what the API counts (%s)', async (language) => {
    const seat = await enterAs(served, 'office', { language });
    const { page } = seat;
    await page.goto('/then-and-now');
    await seat.settled();
    await page
      .locator('details.not-kept-figures')
      .evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
    const rows = await page.locator('.check-table tbody tr').evaluateAll((all) =>
      all.map((row) => {
        const [name, then, now, tick] = [...row.querySelectorAll('td')];
        return {
          id: name!.querySelector('.digits')!.textContent!,
          then: then!.textContent!,
          now: now!.textContent!,
          door: new URL(now!.querySelector('a')?.href ?? 'x:').searchParams.get('figure'),
          tick: tick!.textContent!,
        };
      }),
    );
    const figures = await published();
    expect(rows.map((row) => row.id).toSorted()).toEqual(figures.map(({ id }) => id).toSorted());
    const known = new Set(served.city.services.book.indicators.map((one) => one.figure_id));
    for (const { id, op, value } of figures) {
      const row = rows.find((one) => one.id === id)!;
      const says = (tick: keyof (typeof words)['zh']) => `${id} ${words[language][tick]}`;
      if (op === 'masked' || op === 'garbled') {
        expect(`${id} ${row.tick}`).toBe(says(op));
        continue;
      }
      if (row.door === null) {
        // No line of ours keeps it, and so no number of ours may stand there.
        expect([`${id} ${row.tick}`, row.now, known.has(id)]).toEqual([
          says('not_yet'),
          '–',
          false,
        ]);
        continue;
      }
      const [indicator, unit, from, to] = row.door.split('~');
      const asked = { unit: Number(unit), from: from!, to: to! };
      const { value: ours } = await ask<Figure>(seat, `/api/figures/${indicator}`, asked);
      const digits = String(value).split('.')[1]?.length ?? 0;
      const agrees =
        op === '>' ? ours > value! && ours < value! * 1.25 : Number(ours.toFixed(digits)) === value;
      expect(`${id} ${agrees ? words[language].equal : 'different'}`).toBe(`${id} ${row.tick}`);
      expect(`${id} ${row.now}`).toBe(`${id} ${print(Math.round(ours * 10) / 10)}`);
      const than = { zh: `${print(value!)}以上`, en: `more than ${print(value!)}` }[language];
      expect(`${id} ${row.then}`).toBe(`${id} ${op === '>' ? than : print(value!)}`);
    }
    const count = (tick: string) => rows.filter((row) => row.tick === tick).length;
    const checked = await seedCheck(served.city.services);
    // What `taizhang seed check` prints, by states; and nothing is different.
    for (const state of ['equal', 'not_yet', 'masked', 'garbled'] as const)
      expect([state, count(words[language][state])]).toEqual([
        state,
        checked.filter((one) => one.state === state).length,
      ]);
    await seat.context.close();
  });
});
