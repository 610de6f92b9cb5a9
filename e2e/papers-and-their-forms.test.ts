/** The director makes a paper of a dispute; the county changes the form it is made from, and goes back. */
import { readFile } from 'node:fs/promises';
import JSZip from 'jszip';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, enterAs, serveCity, telephone } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { faults } from './well-made.ts';

let served: Served;
beforeAll(async () => {
  served = await serveCity();
}, 600_000);
afterAll(() => served.end());

type Rows = {
  readonly records: readonly {
    readonly id: string;
    readonly guard: number;
    readonly number: string;
  }[];
};

async function saved(
  seat: Seat,
  press: () => Promise<void>,
): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([seat.page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

async function edited(content: Buffer, from: string, to: string): Promise<Buffer> {
  const zip = await JSZip.loadAsync(content);
  const xml = await zip.file('word/document.xml')!.async('string');
  expect(xml).toContain(from);
  zip.file('word/document.xml', xml.replace(from, to));
  return zip.generateAsync({ type: 'nodebuffer' });
}

const textIn = async (content: Buffer) =>
  (await (await JSZip.loadAsync(content)).file('word/document.xml')!.async('string')).replace(
    /<[^>]+>/g,
    '',
  );

test('the county changes the agreement, the office makes it, and the county goes back', async () => {
  const county = await enterAs(served, 'county');
  const office = await enterAs(served, 'zhenluo');
  const { records } = await ask<Rows>(office, '/api/records/dispute', {
    'filter.result': 'written',
  });
  const dispute = records.find((one) => one.guard === 0)!;
  const make = () =>
    saved(office, () =>
      office.page
        .getByRole('listitem')
        .filter({ hasText: '人民调解协议书' })
        .getByRole('button', { name: '制作' })
        .click(),
    );
  await office.page.goto(`/records/dispute/${dispute.id}`);
  const first = await make();
  expect(first.name).toBe(`${dispute.number} 人民调解协议书.docx`);
  expect(await textIn(first.content)).toContain(dispute.number);
  await office.page.getByText('尚无签字页').first().waitFor();

  const { page } = county;
  await page.goto('/admin');
  await page.getByRole('main').getByRole('link', { name: '文书模板' }).click();
  const row = page
    .getByRole('row')
    .filter({ hasText: '人民调解协议书' })
    .filter({ hasText: '中文' });
  const form = await saved(county, () => row.getByRole('button', { name: '下载' }).click());
  const put = async (content: Buffer) =>
    row
      .locator('input[type=file]')
      .setInputFiles({ name: '协议书.docx', mimeType: '', buffer: content });

  await put(await edited(form.content, '{协议内容}', '{协议类容}'));
  await page.getByRole('alert').filter({ hasText: '未启用' }).waitFor();
  await page.getByRole('alert').filter({ hasText: '{协议内容}' }).first().waitFor();
  await put(await edited(form.content, '人民调解协议书', '沙坡头区人民调解协议书'));
  await row.getByText('第1版').waitFor();
  expect(await textIn((await make()).content)).toContain('沙坡头区人民调解协议书');

  await row.getByRole('button', { name: /版本/ }).click();
  await page.getByRole('menuitem', { name: '停用本单位模板' }).click();
  await row.getByText('系统自带').waitFor();
  expect(await textIn((await make()).content)).not.toContain('沙坡头区人民调解协议书');
  expect([...county.complaints, ...office.complaints]).toEqual([]);
}, 60_000);

test.each([
  ['zh', undefined],
  ['en', telephone],
] as const)(
  'the page of forms is well made (%s)',
  async (language, viewport) => {
    const seat = await enterAs(served, 'office', { language, ...(viewport ? { viewport } : {}) });
    await seat.page.goto('/admin/templates?type=subsidy');
    await seat.page.getByRole('heading', { level: 2 }).last().waitFor();
    await seat.settled();
    expect(await faults(seat.page, language)).toEqual([]);
    await seat.context.close();
  },
  60_000,
);
