/** Papers over HTTP, on the mediation line: who gets which, what stands in it, what is logged, forms of one’s own. */
import { randomUUID } from 'node:crypto';
import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tagsOf } from '#engine/paper-tags.ts';
import { lines } from '#lines/index.ts';
import { dispute } from '#lines/mediation/dispute.ts';
import { convert, libreOffice, pdfPages, pdfToText } from '#testing/libre-office.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';
import { findProgram } from './one-pdf.ts';
import { shippedTemplate } from './templates.ts';

let world: ServedWorld;
let id: string;
let committee_id: string;
const hostile = '<w:p>{身份证号}&张𠮷䶮{#当事人}';
const id_number = '11010119900307773X';

const made = async (who: string, type: string, action: string, fields: object, rest = {}) => {
  const answer = await world.write(who, type, action, fields as Record<string, unknown>, rest);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json().answers[0] as { id: string; number: string; version: number };
};

beforeAll(async () => {
  world = await serveWorld(lines);
  const at = { unit_id: unitId('n1a') };
  const example = (name: string) => world.book.record(name).example;
  committee_id = (await made('director', 'committee', 'set_up', example('committee'), at)).id;
  const mediator = { ...example('mediator'), committee_id };
  const mediator_id = (await made('director', 'mediator', 'appoint', mediator, at)).id;
  const fields = {
    ...Object.fromEntries(
      Object.entries(example('dispute')).filter(([name]) => name !== 'agreement_content'),
    ),
    committee_id,
    mediator_id,
    accepted_on: '2012-03-02',
    about: '第一行\n第二行',
    parties: [
      { side: 'applicant', kind: 'person', name: hostile, role: 'party', id_number },
      { side: 'respondent', kind: 'person', name: '李长顺', role: 'party' },
    ],
  };
  id = (await made('director', 'dispute', 'accept', fields, at)).id;
}, 60_000);
afterAll(() => world.end());

const papers = (who: string | null, rest = '') =>
  world.ask(who, 'GET', `/api/records/dispute/${id}/papers${rest}`);

async function wordsOf(content: Buffer): Promise<string> {
  const zip = await JSZip.loadAsync(content);
  const xml = await zip.file('word/document.xml')!.async('string');
  const plain = xml.replace(/<\/w:p>/g, '\n').replace(/<[^>]+>/g, '');
  const entities: [string, string][] = [
    ['&lt;', '<'],
    ['&gt;', '>'],
    ['&quot;', '"'],
    ['&apos;', "'"],
    ['&amp;', '&'],
  ];
  return entities.reduce((text, [entity, character]) => text.replaceAll(entity, character), plain);
}

describe('the papers of a record', () => {
  it('are thirteen in the order of the file, with what is there of each and what can be made', async () => {
    const list = (await papers('director')).json().papers;
    expect(list.map((paper: { order: number }) => paper.order)).toEqual(
      Array.from({ length: 13 }, (_, i) => i + 1),
    );
    expect(list[0]).toMatchObject({
      required: 'always',
      can_make: true,
      made: false,
      attachments: [],
    });
    expect(list.find((p: { name: string }) => p.name === 'identity').can_make).toBe(false);
  });

  it('show names, numbers and rare characters as they were written, and no record can bring tags or XML', async () => {
    const answer = await papers('director', '/acceptance-register.docx');
    expect(answer.statusCode).toBe(200);
    const words = await wordsOf(answer.rawPayload);
    expect(words).toContain(hostile);
    expect(words).toContain(id_number);
    expect(words).toContain('（2012）镇罗村人调字第1号');
    expect(words.replaceAll(hostile, '')).not.toMatch(/[{}\ufdd0\ufdd1]/);
    const name = decodeURIComponent(String(answer.headers['content-disposition']));
    expect(name).toContain('（2012）镇罗村人调字第1号 人民调解申请书（受理登记表）.docx');
    expect(name).not.toContain('张');
    if (!libreOffice) return;
    const text = (await convert(answer.rawPayload, 'x.docx', 'txt:Text (encoded):UTF8')).toString();
    expect(text).toContain(hostile);
    expect(text).toContain('2012年3月2日');
  }, 60_000);

  it('come in English from the same record', async () => {
    const words = await wordsOf(
      (await papers('director', '/rights-notice.docx?lang=en')).rawPayload,
    );
    expect(words).toContain("Notice of the Parties' Rights and Duties");
    expect(words.replaceAll(hostile, '')).not.toMatch(/[{}]/);
    expect(words.match(/[^\n]*Signature, seal/g)?.length).toBe(2);
  });

  it('are noted as made, and logged: as exported, and as masked fields opened', async () => {
    await papers('mediator', '/mediation-record.docx');
    await papers('mediator', '/acceptance-register.docx');
    const { rows } = await world.owner.query(
      `select deed, purpose, detail from access_log where record_id = $1 and grant_role = 'mediator' order by id`,
      [id],
    );
    expect(rows.map((row) => row.deed)).toEqual(['exported', 'open_masked', 'exported']);
    expect(rows[1]).toMatchObject({
      purpose: '制作文书：人民调解申请书（受理登记表）',
      detail: { field: 'parties.address, parties.id_number, parties.telephone' },
    });
    expect(JSON.stringify(rows)).not.toContain('1101');
    const paper = (await papers('director')).json().papers[6];
    expect(paper).toMatchObject({
      name: 'mediation-record',
      made: true,
      last_made: { by: 'mediator', record_version: 1 },
    });
  });

  it('are printed as one file in the order of its contents: a scan stands for the paper it was printed from', async () => {
    const file = (who: string | null, rest = '') =>
      world.ask(who, 'GET', `/api/records/dispute/${id}/file${rest}`);
    const zip = await file('director', '?as=zip');
    expect(zip.headers['content-type']).toBe('application/zip');
    const names = async (content: Buffer) => Object.keys((await JSZip.loadAsync(content)).files);
    expect(await names(zip.rawPayload)).toEqual([
      '01 人民调解申请书（受理登记表）.docx',
      '02 当事人权利义务告知书.docx',
      '07 调解笔录.docx',
    ]);
    const body = new FormData();
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    body.append('file', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'x.png');
    const address = `/api/records/dispute/${id}/attachments?paper=rights-notice`;
    const request = new Request('http://x', { method: 'POST', body });
    const added = await world.ask('director', 'POST', address, {
      payload: Buffer.from(await request.arrayBuffer()),
      headers: { 'content-type': request.headers.get('content-type')! },
    });
    expect(added.statusCode).toBe(200);
    expect(await names((await file('director', '?as=zip')).rawPayload)).toContain(
      '02 当事人权利义务告知书.png',
    );
    const there = (await papers('director')).json().papers.filter((one: any) => one.there);
    expect(there.map((one: any) => one.name)).toEqual(['rights-notice']);
    expect((await file('stranger')).statusCode).toBe(404);
    expect((await file(null)).statusCode).toBe(401);
    const { rows } = await world.owner.query(
      `select count(*)::int as n from access_log where record_id = $1 and deed = 'exported' and detail->>'paper' = 'file'`,
      [id],
    );
    expect(rows[0].n).toBe(2);
    if (!libreOffice || !findProgram('pdfunite') || !pdfToText) return;
    const pdf = await file('director');
    expect(pdf.headers['content-type']).toBe('application/pdf');
    const pages = await pdfPages(pdf.rawPayload);
    const at = (words: string) => pages.findIndex((page) => page.includes(words));
    expect(at('受理登记表')).toBeGreaterThanOrEqual(0);
    expect(at('人民调解笔录')).toBeGreaterThan(at('受理登记表') + 1);
  }, 120_000);

  it('are not there out of scope, for administrators, for other names, and before anybody signed in', async () => {
    const unknown = await world.ask(
      'stranger',
      'GET',
      `/api/records/dispute/${randomUUID()}/papers`,
    );
    for (const rest of ['', '/agreement.docx']) {
      const refused = await papers('stranger', rest);
      expect(refused.statusCode).toBe(404);
      expect(refused.json().detail).toEqual(unknown.json().detail);
      expect((await papers('system', rest)).statusCode).toBe(404);
      expect((await papers(null, rest)).statusCode).toBe(401);
    }
    for (const name of [
      '/identity.docx',
      '/..%2f..%2fx.docx',
      '/agreement.exe',
      '/constructor.docx',
      '/oral-register.docx',
    ])
      expect((await papers('director', name)).statusCode).toBe(404);
    expect((await papers('director', '/agreement.docx?lang=fr')).statusCode).toBe(422);
  });

  it('of a restricted record are not there for a colleague', async () => {
    const restricted = await made(
      'director',
      'dispute',
      'accept',
      {
        ...dispute.example,
        agreement_content: undefined,
        committee_id,
        mediator_id: undefined,
        accepted_on: '2012-04-02',
        sensitive: true,
      },
      { unit_id: unitId('n1a') },
    );
    const url = `/api/records/dispute/${restricted.id}/papers`;
    expect((await world.ask('director', 'GET', `${url}/agreement.docx`)).statusCode).toBe(200);
    for (const rest of ['', '/agreement.docx'])
      expect((await world.ask('mediator', 'GET', url + rest)).statusCode).toBe(404);
  });
});

describe('a form of one’s own', () => {
  const url = '/api/templates/dispute/agreement/zh';
  const send = (who: string, content: Buffer, name = '协议书.docx', query = '') => {
    const head = `--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
    const payload = Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--b--\r\n')]);
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    return world.ask(who, 'POST', url + query, { headers, payload });
  };
  const shipped = () =>
    shippedTemplate({ record_type: 'dispute', template: 'agreement', language: 'zh' });
  const edited = async (edit: (xml: string) => string, more: Record<string, string> = {}) => {
    const zip = await JSZip.loadAsync(await shipped());
    const xml = await zip.file('word/document.xml')!.async('string');
    zip.file('word/document.xml', edit(xml));
    for (const [path, text] of Object.entries(more)) zip.file(path, text);
    return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
  };
  const titled = (title: string) => edited((xml) => xml.replace('人民调解协议书', title));
  const agreement = async (who = 'director') =>
    wordsOf((await papers(who, '/agreement.docx')).rawPayload);

  it('is put in place for the own unit and below, the nearest unit first, and taken back version by version', async () => {
    expect(await agreement()).toContain('人民调解协议书');
    expect((await send('office', await titled('市局样式协议书'))).json()).toMatchObject({
      version: 1,
      warnings: [],
    });
    expect(await agreement()).toContain('市局样式协议书');
    expect((await send('county', await titled('县局样式协议书'))).statusCode).toBe(200);
    expect((await send('county', await titled('县局第二版'))).json().version).toBe(2);
    expect(await agreement()).toContain('县局第二版');

    const list = (await world.ask('county', 'GET', '/api/templates')).json().templates;
    const form = list.find(
      (t: { template: string; language: string }) =>
        t.template === 'agreement' && t.language === 'zh',
    );
    expect(form.in_force).toMatchObject({ unit_id: unitId('north'), version: 2 });
    expect(form.versions.map((v: { version: number }) => v.version)).toEqual([2, 1]);
    const first = await world.ask('county', 'GET', `${url}.docx?version=${form.versions[1].id}`);
    expect(await wordsOf(first.rawPayload)).toContain('县局样式协议书');
    expect(
      (await world.ask('office', 'GET', `${url}.docx?version=${form.versions[1].id}`)).statusCode,
    ).toBe(404);
    const own = await world.ask('county', 'GET', `${url}.docx`);
    expect(await wordsOf(own.rawPayload)).toContain('县局第二版');

    expect((await world.ask('county', 'DELETE', url)).json().version).toBe(3);
    expect(await agreement()).toContain('市局样式协议书');
    await world.ask('office', 'DELETE', url);
    expect(await agreement()).toContain('人民调解协议书');
    expect(
      Buffer.compare(
        (await world.ask('office', 'GET', `${url}.docx?version=shipped`)).rawPayload,
        await shipped(),
      ),
    ).toBe(0);
    const { rows } = await world.owner.query(
      `select grant_role, detail->>'restored' as restored from access_log where deed = 'template_changed' order by id`,
    );
    expect(rows.map((row) => row.restored)).toEqual(['false', 'false', 'false', 'true', 'true']);
  });

  it('is for county and bureau office alone', async () => {
    for (const who of ['director', 'mediator', 'system'])
      for (const answer of [
        await send(who, await shipped()),
        await world.ask(who, 'GET', '/api/templates'),
        await world.ask(who, 'DELETE', url),
      ])
        expect(answer.statusCode).toBe(403);
    expect(
      (await world.ask('county', 'GET', '/api/templates/dispute/constructor/zh.docx')).statusCode,
    ).toBe(404);
    expect(
      (await world.ask('county', 'GET', '/api/templates/dispute/agreement/fr.docx')).statusCode,
    ).toBe(422);
  });

  it('with an unknown tag is refused, with the tag and the names that are near', async () => {
    const refusal = (
      await send('county', await edited((xml) => xml.replace('{协议内容}', '{协议类容}')))
    ).json();
    expect(refusal.kind).toBe('invalid');
    expect(refusal.detail.zh).toContain('{协议类容}');
    expect(refusal.detail.zh).toContain('{协议内容}');
    expect(refusal.detail.en).toContain('Did you mean');
    // Inside a loop its own names hold; outside they do not.
    const outside = await edited((xml) => xml.replace('{协议内容}', '{身份证号}'));
    expect((await send('county', outside)).json().detail.zh).toContain('{身份证号}');
  });

  it.each([
    ['a loop without an end', '{#当事人}{姓名（名称）}'],
    ['an end without a loop', '{/当事人}'],
    ['a brace without its pair', '{协议内容'],
    ['a condition without a pair', '{没有协议内容}'],
    ['an empty tag', '{}'],
    ['a way into the program', '{constructor}'],
    ['a code that is in no list', '{#案件来源=不存在}x{/}'],
  ])('with %s is refused in words', async (_, tag) => {
    const answer = await send('county', await edited((xml) => xml.replace('{协议内容}', tag)));
    expect(answer.statusCode).toBe(422);
    expect(answer.json().detail.zh).toMatch(/\p{Script=Han}/u);
  });

  it('that leaves something out is kept, and that is told', async () => {
    expect((await send('county', await shipped(), 'x.docx', '?check=1')).json()).toEqual({
      version: null,
      tags: expect.any(Number),
      warnings: [],
    });
    const less = await edited((xml) => xml.replaceAll('{协议内容}', ''));
    const warned = await send('county', less, 'x.docx', '?check=1');
    expect(warned.json().warnings[0].message.zh).toContain('{协议内容}');
  });

  it('that is no plain Word file is refused: type, size, bombs, macros, what loads from elsewhere', async () => {
    const rels = (type: string, mode: string) =>
      `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="http://elsewhere.example/x" TargetMode="${mode}"/></Relationships>`;
    const bomb = new JSZip();
    bomb.file('[Content_Types].xml', 'x').file('word/document.xml', Buffer.alloc(64 * 1024 * 1024));
    const same = (xml: string) => xml;
    const files: [Buffer, number][] = [
      [Buffer.from('%PDF-1.7'), 422],
      [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 422],
      [(await shipped()).subarray(0, 4000), 422],
      [Buffer.concat([await shipped(), Buffer.alloc(5 * 1024 * 1024)]), 413],
      [await bomb.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' }), 413],
      [await edited(same, { 'word/vbaProject.bin': 'x' }), 422],
      [
        await edited(same, {
          'word/_rels/settings.xml.rels': rels('attachedTemplate', 'External'),
        }),
        422,
      ],
      [await edited((xml) => `<!DOCTYPE x [<!ENTITY a "b">]>${xml}`), 422],
      [
        await edited((xml) =>
          xml.replace(
            '</w:body>',
            '<w:p><w:r><w:instrText>INCLUDEPI</w:instrText></w:r><w:r><w:instrText>CTURE "http://x"</w:instrText></w:r></w:p></w:body>',
          ),
        ),
        422,
      ],
    ];
    for (const [i, [content, status]] of files.entries())
      expect(`${i} ${(await send('county', content)).statusCode}`).toBe(`${i} ${status}`);
    const linked = await edited(same, {
      'word/_rels/header9.xml.rels': rels('hyperlink', 'External'),
    });
    expect((await send('county', linked, 'x.docx', '?check=1')).statusCode).toBe(200);
    const { rows } = await world.owner.query(
      'select count(*)::int as n from paper_template where unit_id = $1 and version > 3',
      [unitId('north')],
    );
    expect(rows[0].n).toBe(0);
  }, 30_000);

  it('may use the tags that are listed, each with an example', async () => {
    const { tags } = (await world.ask('county', 'GET', '/api/templates/dispute/tags')).json();
    const parties = tags.find((tag: { en: string }) => tag.en === 'parties');
    expect(parties.zh).toBe('当事人');
    expect(parties.example.zh).toBe('张有福、李长顺');
    const number = parties.tags.find((tag: { en: string }) => tag.en === 'id_number');
    expect(number).toMatchObject({ zh: '身份证号', private: true });
    expect(tags.find((tag: { en: string }) => tag.en === 'source.boxes').example.zh).toContain(
      '☑当事人申请',
    );
    const names = tagsOf(world.book, dispute).map(({ zh }) => zh);
    expect(new Set(names).size).toBe(names.length);
  });
});
