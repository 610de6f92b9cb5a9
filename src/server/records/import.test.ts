/** Bringing in a book of disputes over HTTP, on a real database. */
import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action } from '#engine/record.ts';
import { lines } from '#lines/index.ts';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import { requiredPapers } from '#lines/mediation/papers.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';
import { computeFigures } from '../figures/compute.ts';
import { closePage } from '../ledger/page.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { readSpreadsheet, toCsv, writeSpreadsheet } from '../reports/spreadsheet.ts';
import type { ReadCell } from '../reports/spreadsheet.ts';

let world: ServedWorld;
let committee_id: string;
let mediator_id: string;

const members = [
  { name: '王建国', role: 'chair', sex: 'male', from_day: '2005-01-05' },
  { name: '李秀英', role: 'member', sex: 'female', from_day: '2005-01-05' },
  { name: '马文海', role: 'member', sex: 'male', from_day: '2005-01-05' },
];

async function committeeOf(who: string, place: string, short_name: string) {
  const fields = {
    name: `${short_name}人民调解委员会`,
    short_name,
    kind: 'village',
    set_up_on: '2005-01-05',
    members,
  };
  const answer = await world.write(who, 'committee', 'set_up', fields, { unit_id: unitId(place) });
  expect(answer.statusCode).toBe(200);
  const id = answer.json().answers[0].id as string;
  const mediator = {
    name: '王建国',
    sex: 'male',
    employment: 'part_time',
    basis: 'member',
    committee_id: id,
    from_day: '2005-01-05',
  };
  const made = await world.write(who, 'mediator', 'appoint', mediator, { unit_id: unitId(place) });
  return [id, made.json().answers[0].id as string] as const;
}

beforeAll(async () => {
  world = await serveWorld([...lines, umbrellaLending]);
  [committee_id, mediator_id] = await committeeOf('director', 'n1a', '镇罗村');
  await committeeOf('director', 'n1b', '沈桥村');
  await committeeOf('stranger', 's1a', '永乐村');
}, 60_000);
afterAll(() => world.end());

const headings = [
  '案号',
  '受理日期',
  '申请人',
  '申请人电话',
  '被申请人',
  '纠纷类型',
  '案件来源',
  '纠纷简要情况',
  '涉及金额（元）',
  '调解委员会',
  '调解员',
  '调解结果',
  '调解终结日期',
  '协议内容',
  '履行情况',
  '结案日期',
];
type Cells = ReadCell[];
const good = (n: number, rest: Record<string, ReadCell> = {}): Cells => {
  const row: Record<string, ReadCell> = {
    受理日期: `2006-03-${String((n % 28) + 1).padStart(2, '0')}`,
    申请人: '张有福',
    申请人电话: '13900000002',
    被申请人: '李长顺',
    纠纷类型: '邻里纠纷',
    案件来源: '当事人申请',
    纠纷简要情况: `两家因地埂发生争执，第${n}件。`,
    调解委员会: '镇罗村',
    调解员: '王建国',
    ...rest,
  };
  return headings.map((heading) => row[heading] ?? null);
};
const rowsOf = (...rows: Cells[]) => ({ rows: [headings, ...rows] });

const send = (who: string, payload: object, query = '', type = 'dispute') =>
  world.ask(who, 'POST', `/api/import/${type}${query}`, { payload });

function upload(who: string, name: string, content: Buffer, query = '', type = 'dispute') {
  const boundary = 'x'.repeat(30);
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return world.ask(who, 'POST', `/api/import/${type}${query}`, {
    payload,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
}

async function disputes(): Promise<number> {
  const { rows } = await world.owner.query(
    `select count(*)::int as n from dispute where state <> 'undone'`,
  );
  return rows[0].n;
}

async function figures(): Promise<Record<string, number | null>> {
  const query = {
    unit_id: unitId('city'),
    from: '2005-01-01',
    to: '2009-12-31',
    as_of: null,
    now: world.clock(),
  };
  const found = await computeFigures(world.owner, world.names, world.book.indicators, query);
  return Object.fromEntries(found.map((figure) => [figure.indicator, figure.value]));
}

describe('rows of an old book', () => {
  it('are checked without a trace, kept with all they say, and kept once', async () => {
    const rows = rowsOf(
      good(1, {
        案号: '7',
        '涉及金额（元）': 1234.5,
        受理日期: 38_779,
        调解结果: '口头',
        调解终结日期: '2006.3.5',
        协议内容: '以原地埂为界。',
        履行情况: '已履行',
        结案日期: '20060305',
      }),
      good(2, { 案号: '（2006）镇罗村人调字第12号', 受理日期: '2006年3月9日' }),
      good(3, { 申请人: '张三、李四', 申请人电话: '13900000003、13900000004' }),
    );
    const before = await disputes();
    const checked = (await send('director', rows, '?check=1')).json();
    expect(checked).toMatchObject({ rows: 3, good: 3, bad: [], already: 0 });
    expect(await disputes()).toBe(before);

    const kept = (await send('director', rows)).json();
    expect(kept).toMatchObject({ import_id: checked.import_id, rows: 3, good: 3, bad: [] });
    const { rows: found } = await world.owner.query(
      `select d.*, (select json_agg(p order by p.position) from dispute_parties p where p.record_id = d.id) as parties
        from dispute d where d.committee_id = $1 order by d.accepted_on desc, d.number`,
      [committee_id],
    );
    const byNumber = new Map(found.map((row) => [row.number, row]));
    const seventh = byNumber.get('（2006）镇罗村人调字第7号')!;
    expect(seventh).toMatchObject({
      accepted_on: '2006-03-03', amount_fen: 123_450, dispute_type: 'neighbour', source: 'application',
      result: 'oral', performance: 'performed', closed_on: '2006-03-05', state: 'closed',
      mediator_id, unit_id: unitId('n1a'),
    }); // prettier-ignore
    expect(seventh.parties).toMatchObject([
      { side: 'applicant', name: '张有福', telephone: '13900000002' },
      { side: 'respondent', name: '李长顺', telephone: null },
    ]);
    // The book goes on behind the highest number that paper gave, and never below.
    expect([...byNumber.keys()]).toEqual(
      expect.arrayContaining(['（2006）镇罗村人调字第12号', '（2006）镇罗村人调字第13号']),
    );
    expect(byNumber.get('（2006）镇罗村人调字第13号')!.parties).toMatchObject([
      { name: '张三', telephone: '13900000003' },
      { name: '李四', telephone: '13900000004' },
      { name: '李长顺' },
    ]);

    const again = (await send('director', rows)).json();
    expect(again).toMatchObject({ good: 0, bad: [], already: 3 });
    expect(await disputes()).toBe(before + 3);
  });

  it('of a thousand, 963 are kept and each of 37 bad ones says where and why', async () => {
    const wrong: [Record<string, ReadCell>, string | undefined][] = [
      [{ 受理日期: '2006-02-30' }, '受理日期'],
      [{ 纠纷类型: '天气' }, '纠纷类型'],
      [{ 调解委员会: '永乐村' }, '调解委员会'],
      [{ '涉及金额（元）': '很多' }, '涉及金额（元）'],
      [{ 受理日期: '2100-01-01' }, '受理日期'],
      [{ 调解员: '无此人' }, '调解员'],
      [{ 案号: '（2005）镇罗村人调字第3号' }, '案号'],
      [{ 案号: '7' }, '案号'],
      [{ 调解结果: '书面协议', 调解终结日期: '2006-04-20', 协议内容: '以原地埂为界。' }, undefined],
    ];
    const bad = new Map<number, string | undefined>();
    const rows = Array.from({ length: 1000 }, (_, i) => {
      const at = i % 27 === 0 && bad.size < 37 ? wrong[bad.size % wrong.length]! : null;
      if (at) bad.set(i + 2, at[1]);
      return good(100 + i, at?.[0]);
    });
    expect(bad.size).toBe(37);
    const before = await disputes();
    const answer = (await send('director', rowsOf(...rows))).json();
    expect(answer.good).toBe(963);
    expect(answer.bad.map((one: { row: number }) => one.row)).toEqual([...bad.keys()]);
    for (const { row, issues } of answer.bad) {
      const columns = issues.map((issue: { column?: string }) => issue.column);
      if (bad.get(row)) expect(columns).toContain(bad.get(row));
      for (const issue of issues) expect(issue.message.zh).toMatch(/\p{Script=Han}/u);
    }
    expect(await disputes()).toBe(before + 963);

    // The bad ones come back as a sheet that can be mended and brought in as it is.
    const file = (await send('director', rowsOf(...rows), '?bad=1')).rawPayload;
    const sheet = await readSpreadsheet(file);
    expect(sheet.rows.length).toBe(38);
    const mended = sheet.rows.map((row, i) => (i === 0 ? row : [row[0]!, ...good(5000 + i)]));
    const second = await upload('director', '改好的.xlsx', await asFile(mended));
    expect(second.json()).toMatchObject({ good: 37, bad: [] });
  }, 120_000);
});

async function asFile(rows: readonly ReadCell[][]): Promise<Buffer> {
  const [first, ...rest] = rows;
  const columns = first!.map((heading) => ({ heading: String(heading), kind: 'text' as const }));
  return writeSpreadsheet({ sheet: 'x', columns, rows: rest });
}

describe('an import that was cut off', () => {
  it('goes on with the same file, and stores nothing twice', async () => {
    const rows = rowsOf(...Array.from({ length: 20 }, (_, i) => good(6000 + i)));
    const { import_id } = (await send('director', rows)).json();
    const before = await disputes();
    // As if the server had died after writing the records and before noting it.
    await world.owner.query(
      'update import_row set version = null where import_id = $1 and row > 12',
      [import_id],
    );
    await world.owner.query('update import set finished_at = null where id = $1', [import_id]);
    const again = (await send('director', rows)).json();
    expect(again).toMatchObject({ import_id, already: 11, good: 9, bad: [] });
    expect(await disputes()).toBe(before);
    const undone = (await world.ask('director', 'DELETE', `/api/import/${import_id}`)).json();
    expect(undone).toEqual({ taken_back: 20, stay: [] });
  });
});

describe('undoing', () => {
  it('leaves every figure as it was, keeps what was worked on since, and the ledger verifies', async () => {
    const before = await figures();
    const rows = Array.from({ length: 30 }, (_, i) =>
      good(7000 + i, {
        调解委员会: '沈桥村',
        调解结果: '口头协议',
        调解终结日期: '2006-04-01',
        协议内容: '和好。',
      }),
    );
    const { import_id } = (await send('director', rowsOf(...rows))).json();
    const during = await figures();
    expect(during['disputes_mediated']! - before['disputes_mediated']!).toBe(30);
    const { rows: found } = await world.owner.query(
      'select record_id from import_row where import_id = $1 order by row limit 1',
      [import_id],
    );
    const changed = found[0].record_id as string;
    const version = (await world.ask('director', 'GET', `/api/records/dispute/${changed}`)).json()
      .record.version;
    const note = await world.write(
      'director',
      'dispute',
      'change',
      { place: '村口' },
      { id: changed, expected_version: version },
    );
    expect(note.statusCode).toBe(200);

    const other = await world.ask('mediator', 'DELETE', `/api/import/${import_id}`);
    expect(other.statusCode).toBe(404);
    const undone = (await world.ask('director', 'DELETE', `/api/import/${import_id}`)).json();
    expect(undone).toMatchObject({ taken_back: 29, stay: [{ row: 2, id: changed }] });
    const after = await figures();
    expect(after['disputes_mediated']! - before['disputes_mediated']!).toBe(1);
    expect(after['disputes_settled']! - before['disputes_settled']!).toBe(1);
    const list = (
      await world.ask('director', 'GET', '/api/records/dispute?count=1&q=沈桥村')
    ).json();
    expect(list.count).toBe(1);
    const due = await world.owner.query(
      `select 1 from duty d join dispute t on t.id = d.record_id where t.state = 'undone'`,
    );
    expect(due.rows).toEqual([]);
    expect((await verifyLedger(world.owner, world.book)).mismatches).toEqual([]);
    expect((await world.ask('director', 'DELETE', `/api/import/${import_id}`)).statusCode).toBe(
      409,
    );

    // The same file again is another import: what is still there is not brought in twice.
    const again = (await send('director', rowsOf(...rows))).json();
    expect(again).toMatchObject({ good: 29 });
    expect(again.import_id).not.toBe(import_id);
    expect(again.bad).toMatchObject([{ row: 2 }]);
  });

  it('keeps the records of before in the history, and opens them as they stood', async () => {
    const { import_id } = (await send('director', rowsOf(good(8000)))).json();
    await closePage(world.owner);
    await world.ask('director', 'DELETE', `/api/import/${import_id}`);
    const { rows } = await world.owner.query(
      'select record_id from import_row where import_id = $1',
      [import_id],
    );
    const one = await world.ask('director', 'GET', `/api/records/dispute/${rows[0].record_id}`);
    expect(one.json()).toMatchObject({
      record: { state: 'undone' },
      actions: [],
      duties: [],
      counts_for: [],
    });
    const history = (
      await world.ask('director', 'GET', `/api/records/dispute/${rows[0].record_id}/versions`)
    ).json();
    expect(history.versions[0]).toMatchObject({ action: 'undo_import' });
    const list = (await world.ask('director', 'GET', '/api/import/dispute')).json();
    expect(list.imports[0]).toMatchObject({ id: import_id, rows: 1, good: 1, may_undo: false });
  });
});

describe('an export', () => {
  it('comes back with the same values at another place', async () => {
    const day = { found_on: '2009-03-02', accepted_on: '2009-03-02' };
    const parties = [
      {
        side: 'applicant',
        kind: 'person',
        name: '买买提·吐尔逊',
        role: 'party',
        sex: 'male',
        address: '三队',
      },
      { side: 'respondent', kind: 'organisation', name: '“甲；乙”合作社', role: 'party' },
    ];
    const base = {
      parties,
      people_count: 12,
      dispute_type: 'irrigation',
      source: 'own_initiative',
      about: '争水。\n第二行；有分号',
      amount_fen: 100_050,
      difficulty: 'major',
      consent: 'all',
      committee_id,
      mediator_id,
      ...day,
    };
    const make = async (more: object[]) => {
      const id = crypto.randomUUID();
      const deeds = [{ action: 'accept', fields: base }, ...more];
      const write = {
        write_id: crypto.randomUUID(),
        type: 'dispute',
        id,
        unit_id: unitId('n1a'),
        deeds,
      };
      const answer = await world.ask('director', 'POST', '/api/writes', {
        payload: { writes: [write] },
      });
      expect(answer.body).toContain('"answers"');
      return id;
    };
    const result = { concluded_on: '2009-03-20', agreement_content: '轮灌。' };
    const ids = [
      await make([]),
      await make([
        {
          action: 'record_result',
          fields: {
            ...result,
            result: 'written',
            signed_how: ['signature', 'fingerprint'],
            sealed: true,
            due_on: '2009-04-01',
            effects: [{ effect: 'group_fight', people: 20 }],
          },
        },
        {
          action: 'record_performance',
          fields: { performance: 'performed', performed_on: '2009-03-30' },
        },
        { action: 'close', fields: { closed_on: '2009-04-02' } },
        {
          action: 'file',
          fields: {
            filed_on: '2009-04-03',
            retention: 'long',
            originals: requiredPapers({ result: 'written', closed_on: '2009-04-02' }),
          },
        },
      ]),
      await make([
        {
          action: 'record_result',
          fields: { ...result, agreement_content: null, result: 'failed', routes_told: true },
        },
      ]),
    ];
    const spot = await world.write(
      'director',
      'dispute',
      'settle_on_spot',
      { ...base, agreement_content: '当场和好。' },
      { unit_id: unitId('n1a') },
    );
    ids.push(spot.json().answers[0].id);
    const all = await world.ask(
      'director',
      'GET',
      '/api/records/dispute/export.xlsx?filter.accepted_on.from=2009-03-02&filter.accepted_on.to=2009-03-02',
    );
    const sheet = await readSpreadsheet(all.rawPayload);
    // Elsewhere: the village of the other committee, which numbers its own.
    const [head] = sheet.rows as [ReadCell[]];
    const elsewhere = sheet.rows.map((row, i) =>
      row.map((cell, c) => {
        if (i === 0) return cell;
        if (head[c] === '案号' || head[c] === '单位') return null;
        return head[c] === '调解委员会' ? '沈桥村人民调解委员会' : cell;
      }),
    );
    for (const format of ['xlsx', 'csv'] as const) {
      const columns = head.map((heading) => ({ heading: String(heading), kind: 'text' as const }));
      const file =
        format === 'xlsx'
          ? await asFile(elsewhere)
          : Buffer.from(toCsv(columns, elsewhere.slice(1)));
      const answer = (await upload('director', `台账.${format}`, file)).json();
      expect(answer.bad).toEqual([]);
      expect(answer.good).toBe(4);
      const records = async (where: string, values: unknown[]) =>
        (
          await world.owner.query(
            `select d.*, (select json_agg(p order by p.position) from dispute_parties p where p.record_id = d.id) as parties,
              (select json_agg(p order by p.position) from dispute_effects p where p.record_id = d.id) as effects,
              (select json_agg(p order by p.position) from dispute_revisits p where p.record_id = d.id) as revisits
            from dispute d where ${where} order by d.state, d.settled_on_spot nulls first`,
            values,
          )
        ).rows.map(plainly);
      const originals = await records('d.id = any($1::uuid[])', [ids]);
      const copies = await records(
        'd.id = any(select record_id from import_row where import_id = $1)',
        [answer.import_id],
      );
      expect(copies).toEqual(originals);
      await world.ask('director', 'DELETE', `/api/import/${answer.import_id}`);
    }
  });
});

const ofThePlace = new Set(
  (
    'id version number unit_id path created_at updated_at accepted_unit_id concluded_unit_id record_id ' +
    'committee_id mediator_id committee_short_name committee_short_name_en found_by'
  ).split(' '),
);

/** Everything but what belongs to the place, and addresses, which leave masked. */
function plainly(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !ofThePlace.has(name) && name !== 'address')
      .map(([name, value]) => [name, Array.isArray(value) ? value.map(plainOne) : value]),
  );
}

function plainOne(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? plainly(value as Record<string, unknown>)
    : value;
}

describe('who may', () => {
  it('bring in: within their own territory, and what their post writes down', async () => {
    const elsewhere = rowsOf(good(9000, { 调解委员会: '沈桥村' }));
    const mediator = (await send('mediator', elsewhere)).json();
    expect(mediator).toMatchObject({
      good: 0,
      bad: [{ row: 2, issues: [{ column: '调解委员会' }] }],
    });
    const named = {
      rows: [
        [...headings, '单位'],
        [...good(9001, { 调解委员会: null }), 'n1b'],
      ],
    };
    expect((await send('mediator', named)).json().bad[0].issues[0].message.en).toContain('n1b');
    expect((await send('mediator', rowsOf(good(9002)), `?unit=${unitId('n1b')}`)).statusCode).toBe(
      404,
    );
    expect((await send('office', rowsOf(good(9003)))).statusCode).toBe(403);
    expect((await send('mediator', { rows: [['姓名'], ['王']] }, '', 'mediator')).statusCode).toBe(
      403,
    );
    expect((await send('system', rowsOf(good(9004)))).statusCode).toBe(404);
    expect((await send('mediator', rowsOf(good(9005)))).json()).toMatchObject({ good: 1 });
  });
});

describe('files that are not what they seem', () => {
  it('are refused in plain words', async () => {
    const bomb = await asFile([
      headings.map((h) => h),
      ...Array.from({ length: 3 }, (_, i) => good(i)),
    ]);
    for (const [name, content, status] of [
      ['空.xlsx', Buffer.alloc(0), 422],
      ['坏.xlsx', Buffer.concat([bomb.subarray(0, 900), Buffer.from('junk')]), 422],
      ['图.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), 422],
      ['大.csv', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), 413],
      ['没有表头.csv', Buffer.from('甲,乙\n1,2\n'), 422],
    ] as const) {
      const answer = await upload('director', name, content);
      expect(`${name} ${answer.statusCode}`).toBe(`${name} ${status}`);
      expect(answer.json().detail.zh).toMatch(/\p{Script=Han}/u);
    }
    const many = Array.from({ length: 10_021 }, () => ['x']);
    expect((await send('director', { rows: [headings, ...many] })).statusCode).toBe(413);
    expect((await send('director', { rows: 'x' })).statusCode).toBe(422);
    expect((await send('director', { rows: [headings, [{}]] })).statusCode).toBe(422);
  });

  it('give formulas as text, hostile names as plain ones, and leave unknown columns out by name', async () => {
    const formula = '=HYPERLINK("http://elsewhere.example")';
    const rows = [
      [...headings, '领导批示'],
      [...good(9100, { 纠纷简要情况: formula }), '阅'],
      [...good(9101), null],
    ];
    const answer = (
      await upload('director', '../../etc/‮passwd<script>.xlsx', await asFile(rows))
    ).json();
    expect(answer).toMatchObject({ good: 2, bad: [] });
    const unknown = answer.columns.filter(
      (c: { field: string | null; expected?: boolean }) => !c.field && !c.expected,
    );
    expect(unknown).toMatchObject([{ heading: '领导批示' }]);
    const { rows: found } = await world.owner.query(
      'select i.file_name, d.about from import i join import_row r on r.import_id = i.id join dispute d on d.id = r.record_id where i.id = $1 and r.row = 2',
      [answer.import_id],
    );
    expect(found[0].about).toBe(formula);
    expect(found[0].file_name).not.toMatch(/[\\/<>\u202e]|\.\./);
  });

  it('unfold to no more than fits, and give the values of their formulas', async () => {
    const bomb = new JSZip();
    bomb.file('xl/workbook.xml', '<workbook/>');
    bomb.file('xl/worksheets/sheet1.xml', Buffer.alloc(130 * 1024 * 1024));
    const packed = await bomb.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
    expect(packed.length).toBeLessThan(1024 * 1024);
    expect((await upload('director', '小.xlsx', packed)).statusCode).toBe(413);

    const zip = await JSZip.loadAsync(
      await asFile([headings, good(9300, { 纠纷简要情况: '此处是公式' })]),
    );
    const sheet = 'xl/worksheets/sheet1.xml';
    const xml = await zip.file(sheet)!.async('string');
    const cell = /<c r="([A-Z]+2)"([^>]*)><is><t[^>]*>此处是公式<\/t><\/is><\/c>/;
    expect(xml).toMatch(cell);
    const calculated = '<c r="$1" t="str"><f>CONCATENATE("甲","乙")</f><v>甲乙</v></c>';
    zip.file(sheet, xml.replace(cell, calculated));
    const file = await zip.generateAsync({ type: 'nodebuffer' });
    const { import_id, good: kept } = (await upload('director', '公式.xlsx', file)).json();
    expect(kept).toBe(1);
    const { rows } = await world.owner.query(
      'select d.about from dispute d join import_row r on r.record_id = d.id where r.import_id = $1',
      [import_id],
    );
    expect(rows).toEqual([{ about: '甲乙' }]);
  }, 60_000);

  it('tell rows that stand there twice', async () => {
    const answer = (await send('director', rowsOf(good(9200), good(9200)), '?check=1')).json();
    expect(answer).toMatchObject({ good: 1, bad: [{ row: 3 }] });
    expect(answer.bad[0].issues[0].message.zh).toContain('第2行');
  });
});

describe('the empty sheet', () => {
  it.each(['zh', 'en'])(
    'in %s has headings that are all understood, and its example is passed over',
    async (lang) => {
      for (const type of world.book.records) {
        const file = (
          await world.ask('director', 'GET', `/api/import/${type.name}/template.xlsx?lang=${lang}`)
        ).rawPayload;
        const sheet = await readSpreadsheet(file);
        const actions = Object.values(type.actions) as Action<unknown, string>[];
        if (!actions.some((a) => a.from.includes('new') && a.roles.includes('director'))) continue;
        // As rows: that a file is read by a process of its own is shown above, and takes its time for each.
        const rows = sheet.rows.map((row) =>
          row.map((cell) => (cell === null ? null : String(cell))),
        );
        const url = `/api/import/${type.name}?check=1`;
        const answer = (await world.ask('director', 'POST', url, { payload: { rows } })).json();
        expect(`${type.name} ${answer.rows} ${answer.examples}`).toBe(`${type.name} 0 1`);
        const left = answer.columns.filter(
          (c: { field: string | null; expected?: boolean }) => !c.field,
        );
        expect([type.name, left.map((c: { heading: string }) => c.heading)]).toEqual([
          type.name,
          [],
        ]);
        expect(sheet.rows.length).toBe(2);
      }
    },
  );
});
