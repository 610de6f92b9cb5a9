/**
 * An officer on a telephone asks for a leave of nine days from the page of the person's file; it is the county's to
 * give, who does so at a desk; the certificate is made. Every page on the way is judged by axe.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import JSZip from 'jszip';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addDays } from '#engine/day.ts';
import { ask, enterAs, serveCity, telephone, write } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { faults } from './well-made.ts';

// A page is slower than a function, and slowest where others work beside it.
vi.setConfig({ testTimeout: 120_000 });

let served: Served;
beforeAll(async () => {
  served = await serveCity();
}, 600_000);
afterAll(() => served.end());

type One = { readonly record: Readonly<Record<string, any>>; readonly title: { zh: string } };
const read = (seat: Seat, id: string) => ask<One>(seat, `/api/records/correction_leave/${id}`);

/** Somebody under correction at the officer's own office. */
async function somebody(officer: Seat, today: string): Promise<string> {
  const [person_id, id] = [randomUUID(), randomUUID()];
  const name = {
    document_kind: 'none',
    no_document_reason: '尚未移交',
    name: '丁小满',
    sex: 'male',
  };
  const file = {
    person_id,
    category: 'probation',
    organ_kind: 'court',
    deciding_organ: '沙坡头区人民法院',
    effective_on: addDays(today, -200),
    term_from: addDays(today, -200),
    term_until: addDays(today, 300),
    received_on: addDays(today, -195),
  };
  for (const body of [
    { type: 'person', id: person_id, deeds: [{ action: 'register', fields: name }] },
    { type: 'correction_file', id, deeds: [{ action: 'bring_in', fields: file }] },
  ]) {
    const answer = await write(officer, body);
    expect([answer.status, answer.body.detail?.zh]).toEqual([200, undefined]);
  }
  return id;
}

test('asked for on a telephone, given at a desk, printed', async () => {
  const officer = await enterAs(served, 'clerk', { viewport: telephone });
  const { page } = officer;
  const { today } = await ask<{ today: string }>(officer, '/api/session');
  const file_id = await somebody(officer, today);
  const from = addDays(today, 14);

  await page.goto(`/records/correction_file/${file_id}`);
  await officer.settled();
  await page.getByRole('button', { name: '更多操作' }).first().click();
  await page.getByRole('menuitem', { name: '登记外出请假' }).click();
  // Whose it is stands there already.
  await page.locator('form').getByText('丁某').first().waitFor();
  expect(new URL(page.url()).pathname).toBe('/records/correction_leave/new');
  await page.getByRole('radio', { name: '就医' }).check();
  await page.getByLabel('事由说明').fill('到银川复查，医生要求住院观察');
  await page.getByLabel('目的地').fill('银川市金凤区');
  await page.getByLabel('外出起始日期').fill(from);
  await page.getByLabel('外出截止日期').fill(addDays(from, 8));
  await page.getByLabel('申请日期').fill(today);
  expect(await faults(page, 'zh')).toEqual([]);
  await page.locator('.form-foot button[type="submit"]').click();
  await page.locator('.receipt').waitFor();
  const id = /correction_leave\/([0-9a-f-]{36})/.exec(page.url())![1]!;
  expect((await read(officer, id)).record).toMatchObject({
    days: 9,
    level: 'county',
    state: 'asked',
  });

  await page.getByRole('button', { name: '核实' }).first().click();
  const panel = page.locator('.action-panel');
  await panel.getByLabel('是', { exact: true }).check();
  await panel.getByLabel('核实材料').fill('复诊预约单');
  await panel.getByLabel('司法所意见').fill('情况属实，建议批准');
  expect(await faults(page, 'zh')).toEqual([]);
  await page.locator('.form-foot button[type="submit"]').click();
  await page.locator('.record-line').getByText('待审批').waitFor();

  // The office’s own director is not offered what is the county’s, and told so by the book.
  const director = await enterAs(served, 'zhenluo');
  const { record } = await read(director, id);
  const refused = await write(director, {
    type: 'correction_leave',
    id,
    expected_version: record['version'],
    deeds: [{ action: 'approve', fields: {} }],
  });
  expect([refused.status, refused.body.detail.zh]).toEqual([
    422,
    '本次9天，两个月内累计9天，应由县（区）级审批。请签署意见后上报。',
  ]);

  const county = await enterAs(served, 'county');
  await county.page.goto(`/records/correction_leave/${id}`);
  await county.settled();
  expect(await faults(county.page, 'zh')).toEqual([]);
  await county.page.getByRole('button', { name: '县（区）级批准' }).first().click();
  await county.page.locator('.action-panel').getByLabel('县（区）级意见').fill('同意外出');
  await county.page.locator('.form-foot button[type="submit"]').click();
  await county.page.locator('.record-line').getByText('已批准').waitFor();
  expect(await faults(county.page, 'zh')).toEqual([]);

  const [download] = await Promise.all([
    county.page.waitForEvent('download'),
    county.page
      .getByRole('listitem')
      .filter({ hasText: '外出证明' })
      .filter({ hasNotText: '材料' })
      .getByRole('button', { name: '制作' })
      .click(),
  ]);
  const { number } = (await read(county, id)).record;
  expect(number).toMatch(/^（\d{4}）外准字第\d+号$/);
  const zip = await JSZip.loadAsync(await readFile(await download.path()));
  const text = (await zip.file('word/document.xml')!.async('string')).replace(/<[^>]+>/g, '');
  for (const words of [number, '丁小满', '银川市金凤区', '9天']) expect(text).toContain(words);
});
