/** A draft over HTTP: begun from the books, written by two at once, divided among counties, downloaded as Word. */
import { randomUUID } from 'node:crypto';
import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slotsOf } from '#engine/draft.ts';
import type { Draft, DraftBlock, DraftSlot, KeptBlock, KeptSection } from '#engine/draft.ts';
import { committee } from '#lines/mediation/committee.ts';
import { dispute } from '#lines/mediation/dispute.ts';
import { mediation } from '#lines/mediation/line.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { DraftAnswer } from './draft-answer.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';

let world: ServedWorld;
const city = unitId('city');

async function disputes(n: number, day = '2009-03-02'): Promise<void> {
  const { mediator_id: _m, agreement_content: _a, ...fields } = dispute.example;
  const writes = Array.from({ length: n }, () => ({
    write_id: randomUUID(),
    type: 'dispute',
    id: randomUUID(),
    deeds: [
      {
        action: 'accept',
        fields: { ...fields, committee_id, accepted_on: day, rights_told_on: day },
      },
    ],
  }));
  const answer = await world.ask('director', 'POST', '/api/writes', { payload: { writes } });
  expect(answer.statusCode).toBe(200);
}
let committee_id: string;

beforeAll(async () => {
  world = await serveWorld([mediation]);
  const kept = await world.write('director', 'committee', 'set_up', committee.example);
  committee_id = kept.json().answers[0].id;
  await disputes(43);
});
afterAll(() => world.end());

type Answer = DraftAnswer & { readonly draft: Draft };
const read = async (who = 'office', year = 2009, query = ''): Promise<Answer> => {
  const answer = await world.ask(
    who,
    'GET',
    `/api/summary/draft?unit=${city}&year=${year}${query}`,
  );
  expect(said(answer)).toBe('200');
  return answer.json();
};
const send = (who: string, method: 'POST' | 'PUT', path: string, payload: object) =>
  world.ask(who, method, `/api/summary/draft/${path}`, {
    payload: { unit: city, year: 2009, ...payload },
  });
const said = (answer: Awaited<ReturnType<typeof send>>) =>
  `${answer.statusCode} ${answer.json().kind ?? ''}`.trim();

function contentOf({ key: _k, version: _v, by: _b, at: _a, ...content }: KeptBlock): DraftBlock {
  return content;
}
const save = (who: string, block: KeptBlock, change: Partial<DraftBlock>, rest: object = {}) =>
  send(who, 'PUT', 'blocks', {
    blocks: [
      { key: block.key, base: block.version, content: { ...contentOf(block), ...change }, ...rest },
    ],
  });
const section = (draft: Draft, key: string): KeptSection =>
  draft.sections.find((one) => one.key === key)!;
const wordsOf = async (query = '') => {
  const answer = await world.ask(
    'office',
    'GET',
    `/api/summary.docx?unit=${city}&year=2009${query}`,
  );
  expect(answer.statusCode).toBe(200);
  const xml = await (
    await JSZip.loadAsync(answer.rawPayload)
  )
    .file('word/document.xml')!
    .async('string');
  return xml.replaceAll(/<[^>]+>/g, '');
};
const picked = (indicator: string, rest: object = {}): DraftSlot => ({
  slot: randomUUID(),
  indicator,
  show: 'value',
  print: { style: 'exact', step: null },
  drafted: 999_999,
  ...rest,
});

describe('from the books', () => {
  it('proposes what the ledger holds and leaves out what it does not', async () => {
    const answer = await send('office', 'POST', 'books', {});
    expect(said(answer)).toBe('200');
    const { draft, figures, may } = await read();
    expect(draft.sections.map((one) => one.key)).toEqual([
      'opening',
      'mediation',
      'experience',
      'problems',
      'plan',
    ]);
    expect(may).toMatchObject({ write: true, sign: false });
    const slots = slotsOf(draft);
    expect(slots.length).toBeGreaterThan(20);
    const mediated = slots.filter((slot) => slot.indicator === 'disputes_mediated');
    // In both languages, and what it stood at was written down by the server.
    expect(mediated.map((slot) => slot.drafted)).toEqual([43, 43]);
    expect(figures[`${city}/disputes_mediated/2009-01-01..2009-12-31`]?.value).toBe(43);
    expect(await wordsOf()).toContain('全年共调处各类矛盾纠纷43件');
  });

  it('begun once more, it changes nothing', async () => {
    const before = await read();
    const answer = await send('office', 'POST', 'books', {});
    expect(answer.json().sections).toBe(0);
    expect((await read()).draft).toEqual(before.draft);
  });

  it('of a year of which nothing is kept, it says nothing and never 0', async () => {
    const answer = await send('office', 'POST', 'books', { year: 1999 });
    expect(answer.json().left_out).toBe(mediation.summary!.sentences.length);
    const { draft } = await read('office', 1999);
    expect(section(draft, 'mediation').blocks).toEqual([]);
  });
});

describe('writing', () => {
  it('keeps paragraphs, binds a figure that is picked, and prints both in Word', async () => {
    const { draft } = await read();
    const [opening] = section(draft, 'opening').blocks;
    const answer = await save('office', opening!, {
      text: {
        zh: [
          '在市委、市政府领导下，受理纠纷',
          picked('disputes_mediated', { print: { style: 'over', step: 10 } }),
          '件。',
        ],
      },
    });
    expect(said(answer)).toBe('200');
    const after = section((await read()).draft, 'opening').blocks[0]!;
    expect(after.version).toBeGreaterThan(opening!.version);
    expect(after.text.zh?.[1]).toMatchObject({ drafted: 43 });
    expect(await wordsOf()).toContain('在市委、市政府领导下，受理纠纷40余件。');
  });

  it('two who write the same paragraph: the second is told, and neither text is lost', async () => {
    const { draft } = await read();
    const block = section(draft, 'opening').blocks[0]!;
    const first = await save('office', block, { text: { zh: ['第一稿。'] } });
    expect(first.statusCode).toBe(200);
    const second = await save('office', block, { text: { zh: ['第二稿。'] } });
    expect(said(second)).toBe('409 stale');
    expect(second.json().issues[0].field).toBe(`block/${block.key}`);
    // Sent again word for word (the line broke): done already.
    expect((await save('office', block, { text: { zh: ['第一稿。'] } })).statusCode).toBe(200);
    const now = section((await read()).draft, 'opening').blocks[0]!;
    expect(now.text.zh).toEqual(['第一稿。']);
    expect((await save('office', now, { text: { zh: ['第二稿。'] } })).statusCode).toBe(200);
    const { versions } = (
      await world.ask('office', 'GET', `/api/summary/draft/versions?unit=${city}&year=2009`)
    ).json();
    const earlier = versions.find((one: any) => one.version === now.version);
    expect(earlier).toMatchObject({
      by: { name: 'office' },
      deed: 'write',
      parts: [`block/${block.key}`],
    });
    const then = await read('office', 2009, `&version=${now.version}`);
    expect(section(then.draft, 'opening').blocks[0]!.text.zh).toEqual(['第一稿。']);
  });

  it('many at once, each paragraph its own: all are kept, each version once', async () => {
    const { draft } = await read();
    const keys = Array.from({ length: 8 }, () => randomUUID());
    const answers = await Promise.all(
      keys.map((key, i) =>
        send('office', 'PUT', 'blocks', {
          blocks: [
            {
              key,
              base: 0,
              content: {
                section: 'problems',
                order: i + 10,
                kind: 'problems',
                text: { zh: [`问题${'一二三四五六七八'[i]}`] },
              },
            },
          ],
        }),
      ),
    );
    expect(answers.map((one) => one.statusCode)).toEqual(keys.map(() => 200));
    expect(new Set(answers.map((one) => one.json().version)).size).toBe(8);
    const kept = section((await read()).draft, 'problems').blocks;
    expect(kept).toHaveLength(section(draft, 'problems').blocks.length + 8);
  });

  it('knows that a record changed after drafting, and takes the number as it is once looked at', async () => {
    await disputes(1, '2009-05-05');
    const { draft, figures } = await read();
    const block = section(draft, 'mediation').blocks[0]!;
    const bound = (one: KeptBlock) =>
      one.text.zh!.find(
        (piece) => typeof piece !== 'string' && piece.indicator === 'disputes_mediated',
      );
    expect(bound(block)).toMatchObject({ drafted: 43 });
    expect(figures[`${city}/disputes_mediated/2009-01-01..2009-12-31`]?.value).toBe(44);
    // Saved for another reason, it is still to be looked at.
    await save('office', block, { text: { ...block.text, zh: [...block.text.zh!, '。'] } });
    const saved = section((await read()).draft, 'mediation').blocks[0]!;
    expect(bound(saved)).toMatchObject({ drafted: 43 });
    await save('office', saved, {}, { looked: true });
    expect(bound(section((await read()).draft, 'mediation').blocks[0]!)).toMatchObject({
      drafted: 44,
    });
  });

  it('counts to another day in one go, periods of their own included', async () => {
    const all = await read();
    const spring = await read('office', 2009, '&cutoff=2009-03-31');
    expect(spring.figures[`${city}/disputes_mediated/2009-01-01..2009-03-31`]?.value).toBe(43);
    expect(Object.keys(spring.figures)).toHaveLength(Object.keys(all.figures).length);
    expect(await wordsOf('&cutoff=2009-03-31')).toContain('全年共调处各类矛盾纠纷43件');
  });

  it.each([
    ['a figure that is not there', picked('no_such_figure')],
    ['a period outside the year', picked('disputes_mediated', { period: '09-30..01-01' })],
    ['a share of nothing', picked('disputes_mediated', { show: 'share' })],
    ['a unit that is not there', picked('disputes_mediated', { unit_id: 99_999 })],
    ['a value', picked('disputes_mediated', { value: 5000 })],
  ])('refuses %s', async (_what, slot) => {
    const block = section((await read()).draft, 'opening').blocks[0]!;
    expect(said(await save('office', block, { text: { zh: [slot as never] } }))).toBe(
      '422 invalid',
    );
  });
});

describe('a section of a county', () => {
  it('is seen and written by the county, and nothing else is', async () => {
    expect(
      said(await world.ask('county', 'GET', `/api/summary/draft?unit=${city}&year=2009`)),
    ).toBe('404 not-found');
    const { draft } = await read();
    const {
      blocks: _b,
      comments: _c,
      key,
      version,
      by: _y,
      at: _a,
      ...content
    } = section(draft, 'experience');
    const given = await send('office', 'PUT', 'sections', {
      sections: [
        {
          key,
          base: version,
          content: { ...content, unit_id: unitId('north'), due_on: '2009-12-05' },
        },
      ],
    });
    expect(said(given)).toBe('200');
    const asked = await world.ask('county', 'GET', '/api/summary/asked');
    expect(asked.json().sections).toMatchObject([
      { year: 2009, section: 'experience', due_on: '2009-12-05' },
    ]);
    const seen = await read('county');
    expect(seen.draft.sections.map((one) => one.key)).toEqual(['experience']);
    expect(seen.may).toMatchObject({ write: false, sections: ['experience'] });
    const block = section(seen.draft, 'experience').blocks[0]!;
    const wrote = await save('county', block, {
      text: { zh: ['受理', picked('disputes_mediated', { unit_id: unitId('north') }), '件。'] },
    });
    expect(said(wrote)).toBe('200');
    // Another county knows nothing of it; and no figure of the city can be had by way of a section.
    expect(
      said(await world.ask('stranger', 'GET', `/api/summary/draft?unit=${city}&year=2009`)),
    ).toBe('404 not-found');
    const now = section((await read('county')).draft, 'experience').blocks[0]!;
    const above = { text: { zh: [picked('disputes_mediated', { unit_id: city }) as never] } };
    expect(said(await save('county', now, above))).toBe('422 invalid');
  });

  it('is handed in, given back with a reason, handed in again and accepted', async () => {
    const step = (who: string, name: string, rest: object = {}) =>
      send(who, 'POST', 'step', { step: name, section: 'experience', ...rest });
    expect(said(await step('county', 'accept'))).toBe('403 not-allowed');
    expect(said(await step('county', 'hand_in'))).toBe('200');
    expect(said(await step('county', 'hand_in'))).toBe('409 wrong-state');
    expect(said(await step('office', 'give_back'))).toBe('422 invalid');
    expect(said(await step('office', 'give_back', { reason: '请补充典型事例' }))).toBe('200');
    expect(said(await step('county', 'hand_in'))).toBe('200');
    expect(said(await step('office', 'accept'))).toBe('200');
    expect(section((await read()).draft, 'experience').state).toBe('accepted');
  });

  it('taken back from the county, it is out of its reach again', async () => {
    const {
      blocks: _b,
      comments: _c,
      key,
      version,
      by: _y,
      at: _a,
      ...content
    } = section((await read()).draft, 'experience');
    const back = await send('office', 'PUT', 'sections', {
      sections: [{ key, base: version, content: { ...content, unit_id: null } }],
    });
    expect(said(back)).toBe('200');
    expect(
      said(await world.ask('county', 'GET', `/api/summary/draft?unit=${city}&year=2009`)),
    ).toBe('404 not-found');
  });
});

describe('who may', () => {
  it('leaders comment and never write; mediators and other counties see nothing', async () => {
    const { draft } = await read('leader');
    const block = section(draft, 'opening').blocks[0]!;
    expect(said(await save('leader', block, { text: { zh: ['改成五千件'] } }))).toBe(
      '403 not-allowed',
    );
    const comment = await send('leader', 'POST', 'comments', {
      section: 'problems',
      text: '再具体一些',
    });
    expect(said(comment)).toBe('200');
    expect(section((await read()).draft, 'problems').comments).toMatchObject([
      { text: '再具体一些', by: { name: 'leader' } },
    ]);
    expect(said(await send('stranger', 'POST', 'books', {}))).toBe('404 not-found');
  });

  it('in review nobody writes; sent back with a reason, it is open again', async () => {
    expect(said(await send('leader', 'POST', 'step', { step: 'send_for_review' }))).toBe(
      '403 not-allowed',
    );
    expect(said(await send('office', 'POST', 'step', { step: 'send_for_review' }))).toBe('200');
    const block = section((await read()).draft, 'opening').blocks[0]!;
    expect(said(await save('office', block, { text: { zh: ['再改'] } }))).toBe('409 wrong-state');
    expect(said(await send('leader', 'POST', 'step', { step: 'send_back' }))).toBe('422 invalid');
    expect(
      said(await send('leader', 'POST', 'step', { step: 'send_back', reason: '补充问题' })),
    ).toBe('200');
    expect(said(await save('office', block, { text: { zh: ['再改'] } }))).toBe('200');
  });

  it('the rows stay as they were written, whoever tries', async () => {
    await expect(world.owner.query('delete from summary_part')).rejects.toThrow('append-only');
    await expect(world.owner.query(`update summary_part set content = '{}'`)).rejects.toThrow(
      'append-only',
    );
    await expect(world.writer.query(`update summary_part set content = '{}'`)).rejects.toThrow(
      'permission denied',
    );
    const blind = await world.reader.query(`select * from summary_part where part <> 'head'`);
    expect(blind.rows).toEqual([]);
  });
});

describe('signed and frozen', () => {
  const step = (who: string, name: string, rest: object = {}) =>
    send(who, 'POST', 'step', { step: name, ...rest });
  const key = `${city}/disputes_mediated/2009-01-01..2009-12-31`;
  const changes = (id: string) => world.ask('office', 'GET', `/api/editions/${id}/changes`);
  const paragraphs = (id: string) =>
    world.ask('office', 'GET', `/api/summary/editions/${id}/paragraphs`);

  it('is signed by a leader, once, and only what was sent for review', async () => {
    expect(said(await step('leader', 'sign'))).toBe('409 wrong-state');
    expect(said(await step('office', 'send_for_review'))).toBe('200');
    expect(said(await step('office', 'sign'))).toBe('403 not-allowed');
    const signed = await step('leader', 'sign');
    expect(signed.json()).toMatchObject({ number: 1 });
    expect(said(await step('leader', 'sign'))).toBe('409 wrong-state');
    const { draft } = await read();
    expect(draft.head).toMatchObject({ state: 'signed', edition: signed.json().edition });
    const block = section(draft, 'opening').blocks[0]!;
    expect(said(await save('office', block, { text: { zh: ['再改'] } }))).toBe('409 wrong-state');
  });

  it('stays as it was signed whatever is written later, and says how much that is', async () => {
    const before = await read();
    expect(before.edition).toMatchObject({
      number: 1,
      signer: 'leader',
      intact: true,
      changed: 0,
    });
    await disputes(2, '2009-06-06');
    const after = await read();
    expect(after.figures).toEqual(before.figures);
    expect(after.edition?.changed).toBe(2);
    expect((await read('office', 2009, '&cutoff=2009-12-31')).figures[key]?.value).toBe(46);
    expect(await wordsOf()).toContain('全年共调处各类矛盾纠纷44件');
    expect(await wordsOf()).toContain('第1版，leader于');
    const listed = (await changes(after.edition!.id)).json();
    expect(new Set(listed.lines.map((line: any) => line.record_id)).size).toBe(2);
    expect(listed.lines[0]).toMatchObject({ record_type: 'dispute', why: 'late' });
    expect(listed.figures.find((one: any) => one.key === key)).toMatchObject({
      then: { value: 44 },
      now: { value: 46 },
    });
  });

  it('a new edition has a reason, and the difference between the two is told', async () => {
    expect(said(await step('office', 'new_edition'))).toBe('422 invalid');
    expect(said(await step('office', 'new_edition', { reason: '补记两件纠纷' }))).toBe('200');
    const block = section((await read()).draft, 'opening').blocks[0]!;
    await save('office', block, { text: { zh: ['改过的开头。'] } });
    await step('office', 'send_for_review');
    const second = (await step('leader', 'sign')).json();
    expect(second.number).toBe(2);
    const { edition, editions } = await read();
    expect(edition).toMatchObject({ number: 2, reason: '补记两件纠纷', changed: 0 });
    expect(editions.map((one: any) => one.number)).toEqual([2, 1]);
    const told = (await paragraphs(second.edition)).json();
    expect(told.paragraphs).toMatchObject([{ before: '再改', after: '改过的开头。' }]);
    const first = await read('office', 2009, `&edition=${editions[1]!.id}`);
    expect(first.figures[key]?.value).toBe(44);
    expect(section(first.draft, 'opening').blocks[0]!.text.zh).toEqual(['再改']);
    expect(said(await paragraphs(editions[1]!.id))).toBe('422 invalid');
    // An edition of another summary is not read under this one's name.
    expect(
      said(
        await world.ask(
          'office',
          'GET',
          `/api/summary/draft?unit=${city}&year=1999&edition=${second.edition}`,
        ),
      ),
    ).toBe('404 not-found');
  });

  it('what goes out is remembered by every figure, and a later difference is seen', async () => {
    const out = await world.ask('office', 'POST', '/api/summary/give-out', {
      payload: { unit: city, year: 2009, receiver: '市委政法委' },
    });
    expect(out.json().noted).toBeGreaterThan(20);
    const { told } = await read();
    expect(told[key]).toMatchObject({ receiver: '市委政法委', value: 46, by_way: 'word' });
    expect(
      said(
        await world.ask('leader', 'POST', '/api/summary/give-out', {
          payload: { unit: city, year: 2009, receiver: '某处' },
        }),
      ),
    ).toBe('403 not-allowed');
  });
});

describe('last year’s document', () => {
  const document = [
    '2009年司法行政工作总结',
    '在市委、市政府的正确领导下，全市司法行政工作取得新的进展。',
    '一、人民调解工作取得重大突破',
    '全市共调解矛盾纠纷40余件，乡镇、村调委会1个。截至6月底，调解矛盾纠纷46件。为群众减免费用20余万元，办理公证XX件。',
    '二、存在的问题',
    '调解员业务能力有待提高。',
  ].join('\n');
  const bring = (year: number, text = document) =>
    world.ask('office', 'POST', '/api/summary/draft/text', {
      payload: { unit: city, year, speaks_of: 2009, text },
    });

  it('becomes a draft of the next year: what matches is a door with this year’s number', async () => {
    const answer = await bring(2010);
    expect(answer.json()).toMatchObject({ numbers: 5, bound: 3 });
    const { draft, figures } = await read('office', 2010);
    expect(draft.sections.map((one) => one.key)).toEqual(['opening', 'mediation', 'problems']);
    const pieces = section(draft, 'mediation').blocks[0]!.text.zh!;
    const slots = pieces.filter((piece): piece is DraftSlot => typeof piece !== 'string');
    expect(slots).toMatchObject([
      { indicator: 'disputes_mediated', print: { style: 'over', step: 10 }, drafted: 0 },
      { indicator: 'committees' },
      { indicator: 'disputes_mediated', period: '01-01..06-30', print: { style: 'exact' } },
    ]);
    expect(figures[`${city}/disputes_mediated/2010-01-01..2010-12-31`]?.value).toBe(0);
    // What does not match stays as it was written.
    expect(pieces.filter((piece) => typeof piece === 'string').join('')).toContain(
      '减免费用20余万元，办理公证XX件',
    );
    expect(section(draft, 'opening').blocks[0]).toMatchObject({
      kind: 'opening',
      carried_from: 2009,
    });
  });

  it('adds to a draft that is begun and touches nothing in it', async () => {
    const before = (await read('office', 2010)).draft;
    const answer = await bring(2010, '三、普法工作\n举办讲座3场。');
    expect(answer.json()).toMatchObject({ sections: 1, numbers: 1, bound: 0 });
    const after = (await read('office', 2010)).draft;
    expect(after.sections.slice(0, 3)).toEqual(before.sections);
  });

  it('carries the prose of the year before into the next one, marked until somebody touches it', async () => {
    const next = (rest: object) =>
      world.ask('office', 'PUT', '/api/summary/draft/blocks', {
        payload: { unit: city, year: 2012, ...rest },
      });
    const begun = await send('office', 'POST', 'books', { year: 2010 });
    expect(said(begun)).toBe('200');
    await send('office', 'POST', 'books', { year: 2011 });
    const answer = await send('office', 'POST', 'books', { year: 2012 });
    expect(said(answer)).toBe('200');
    const { draft } = await read('office', 2012);
    const [opening] = section(draft, 'opening').blocks;
    // From 2009, through two years in which nobody wrote a new one.
    expect(opening).toMatchObject({ kind: 'opening', carried_from: 2009 });
    expect(opening!.text.zh).toEqual([
      '在市委、市政府的正确领导下，全市司法行政工作取得新的进展。',
    ]);
    const { carried_from: _old, ...content } = contentOf(opening!);
    const touched = { key: opening!.key, base: opening!.version, content };
    expect(said(await next({ blocks: [touched] }))).toBe('200');
    expect(section((await read('office', 2012)).draft, 'opening').blocks[0]).not.toHaveProperty(
      'carried_from',
    );
  });

  it('comes as a Word file too: what was struck out is no text, and what is no Word file is refused', async () => {
    const zip = new JSZip();
    const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
    zip.file(
      'word/document.xml',
      `<w:document><w:body><w:p>${run('一、人民调解工作')}</w:p><w:p>${run('调解矛盾纠纷')}<w:del>${run('9')}</w:del>${run('46件，涉及A&amp;B。')}</w:p><w:tbl><w:tr><w:tc><w:p>${run('表格')}</w:p></w:tc></w:tr></w:tbl></w:body></w:document>`,
    );
    const upload = (content: Buffer, name = '2009年总结.docx') =>
      world.ask('office', 'POST', `/api/summary/draft/word?unit=${city}&year=2013&speaks_of=2009`, {
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        payload: Buffer.concat([
          Buffer.from(
            `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`,
          ),
          content,
          Buffer.from('\r\n--b--\r\n'),
        ]),
      });
    const answer = await upload(await zip.generateAsync({ type: 'nodebuffer' }));
    expect(answer.json()).toMatchObject({ numbers: 1, bound: 1, tables: 1 });
    const { draft } = await read('office', 2013);
    const pieces = section(draft, 'mediation').blocks[0]!.text.zh!;
    expect(pieces.map((piece) => (typeof piece === 'string' ? piece : piece.indicator))).toEqual([
      '调解矛盾纠纷',
      'disputes_mediated',
      '件，涉及A&B。',
    ]);
    expect(said(await upload(Buffer.from('nothing of the kind')))).toBe('422 invalid');
    expect(said(await upload(Buffer.from('d0cf11e0a1b11ae1', 'hex')))).toBe('422 invalid');
  });
});
