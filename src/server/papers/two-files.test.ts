/** A record whose law wants two files of it: each paper lies in one, and each is printed and listed by itself. */
import JSZip from 'jszip';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { book } from '#lines/index.ts';
import { persons } from '#lines/common/line.ts';
import { corrections } from '#lines/corrections/line.ts';
import { resettlement } from '#lines/resettlement/line.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';

let world: ServedWorld;
let id: string;

beforeAll(async () => {
  world = await serveWorld([corrections, resettlement, persons]);
  const made = (answer: { json(): any }) => answer.json().answers[0].id as string;
  const person_id = made(
    await world.write('director', 'person', 'register', {
      document_kind: 'citizen_id',
      document_number: '990101198503071239',
      name: '田野',
      sex: 'male',
    }),
  );
  id = made(
    await world.write('director', 'correction_file', 'bring_in', {
      person_id,
      category: 'probation',
      organ_kind: 'court',
      deciding_organ: '沙坡头区人民法院',
      document_no: '（2025）沙刑初字第18号',
      offence: 'property',
      sentence: '有期徒刑一年，缓刑一年六个月',
      effective_on: '2025-03-03',
      term_from: '2025-03-03',
      term_until: '2026-09-02',
      papers_on: '2025-03-07',
      receipt_on: '2025-03-10',
      received_on: '2025-03-10',
      announced_on: '2025-03-11',
      announced: ['facts', 'term', 'rules'],
      announced_to: [{ name: '李志明', role: 'office' }],
      group_from: '2025-03-11',
      group_members: [{ name: '李志明', role: 'office', sex: 'male' }],
      plan_made_on: '2025-03-12',
      plan: '每月谈话一次，协助务工。',
      corr_class: 'ordinary',
      class_on: '2025-03-12',
      class_reasons: ['repentance'],
      contacts: [{ kind: 'report', on_day: '2025-04-10', way: 'office', note: '在家务农。' }],
    }),
  );
}, 60_000);
afterAll(() => world.end());

const at = (path: string) =>
  world.ask('director', 'GET', `/api/records/correction_file/${id}${path}`);

async function textOf(content: Buffer): Promise<string> {
  const zip = await JSZip.loadAsync(content);
  const xml = await zip.file('word/document.xml')!.async('string');
  return xml.replaceAll(/<\/w:(p|tc)>/g, '\n').replaceAll(/<[^>]+>/g, '');
}

it('each paper lies in one of the two, and both are named', async () => {
  const { papers } = (await at('/papers')).json() as {
    papers: { bundle: string; order: number }[];
  };
  const names = Object.keys(book.record('correction_file').bundles!);
  expect(names).toEqual(['execution', 'work']);
  expect([...new Set(papers.map(({ bundle }) => bundle))].toSorted()).toEqual(names);
  expect(new Set(papers.map(({ order }) => order)).size).toBe(papers.length);
});

it('each file is printed by itself, in its order', async () => {
  const filesOf = async (query: string) => {
    const answer = await at(`/file?as=zip&${query}`);
    expect(answer.statusCode).toBe(200);
    return Object.keys((await JSZip.loadAsync(answer.rawPayload)).files).toSorted();
  };
  const execution = ['04 法律文书送达回执.docx', '06 报到登记表.docx', '07 社区矫正宣告书.docx'];
  const work = ['32 矫正小组责任书.docx', '33 矫正方案.docx', '34 报告、走访、谈话记录.docx'];
  expect(await filesOf('bundle=execution')).toEqual(execution);
  expect(await filesOf('bundle=work')).toEqual(work);
  expect(await filesOf('')).toEqual([...execution, ...work]);
  expect((await at('/file?as=zip&bundle=other')).statusCode).toBe(404);
});

it('the contents list their own file alone', async () => {
  const listed = async (name: string) => {
    const answer = await at(`/papers/${name}.docx?lang=zh`);
    expect(answer.statusCode).toBe(200);
    return textOf(answer.rawPayload);
  };
  const [execution, work] = [await listed('execution-contents'), await listed('work-contents')];
  expect(execution).toContain('执行档案目录');
  expect(execution).toContain('社区矫正宣告书');
  expect(execution).not.toContain('矫正方案');
  expect(work).toContain('矫正方案');
  expect(work).not.toContain('社区矫正宣告书');
});

it.each(['zh', 'en'])(
  'every paper that can be made fills without a tag left over (%s)',
  async (lang) => {
    const { papers } = (await at('/papers')).json() as {
      papers: { name: string; can_make: boolean }[];
    };
    for (const { name } of papers.filter(({ can_make }) => can_make)) {
      const answer = await at(`/papers/${name}.docx?lang=${lang}`);
      expect([name, answer.statusCode]).toEqual([name, 200]);
      const text = await textOf(answer.rawPayload);
      expect(text).not.toMatch(/[{}]/);
      expect(text).not.toContain('undefined');
    }
    const words = await textOf((await at(`/papers/announcement.docx?lang=${lang}`)).rawPayload);
    expect(words).toContain('田野');
    expect(words).toContain(lang === 'zh' ? '第二十二条' : 'article 22');
  },
);
