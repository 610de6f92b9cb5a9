/** A form is made from the superior's blank sheet, returns come due, are sent, sent back, accepted, signed and locked. */
import { randomUUID } from 'node:crypto';
import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, addMonths, dayInShanghai } from '#engine/day.ts';
import { periodWith } from '#engine/report-period.ts';
import { reporting } from '#lines/reporting/line.ts';
import { blankForm } from '#testing/blank-form.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import { unitId } from '#testing/world.ts';
import { FormWorkbook } from './form-workbook.ts';
import { openRounds } from './return-rounds.ts';
import { readSpreadsheet } from './spreadsheet.ts';

let world: ServedWorld;
let form: string;
let stand: string;
const today = dayInShanghai(new Date().toISOString());
const month = periodWith('month', addMonths(`${today.slice(0, 7)}-01`, -1));
const within = addDays(month.from, 9);

beforeAll(async () => {
  world = await serveWorld([umbrellaLending, reporting]);
  const fields = { name: '门', size: 'large', opened_on: '2009-01-01' };
  const made = await world.write('director', 'umbrella_stand', 'create', fields);
  stand = made.json().answers[0].id;
});
afterAll(() => world.end());

const lend = async (who = 'director', lent_on = within) => {
  const answer = await world.write(who, 'umbrella_loan', 'create', {
    stand_id: stand,
    lent_on,
    borrowers: [{ name: '李四' }],
  });
  expect(answer.statusCode).toBe(200);
  return answer.json().answers[0].id as string;
};
const act = async (
  who: string,
  id: string,
  action: string,
  fields: object = {},
  reason?: string,
  type = 'report_return',
) => {
  const { rows } = await world.owner.query(`select version from ${type} where id = $1`, [id]);
  const deed = { action, fields, ...(reason ? { reason } : {}) };
  const expected_version = rows[0].version as number;
  const write = { write_id: randomUUID(), type, id, expected_version, deeds: [deed] };
  return world.ask(who, 'POST', '/api/writes', { payload: { writes: [write] } });
};
const get = async (who: string, url: string) => (await world.ask(who, 'GET', url)).json();
const submit = (who: string, id: string, more: object = {}) =>
  world.ask(who, 'POST', `/api/report-returns/${id}/submit`, {
    payload: { write_id: randomUUID(), ...more },
  });
const sign = (who: string, id: string) =>
  world.ask(who, 'POST', `/api/report-returns/${id}/sign`, { payload: { write_id: randomUUID() } });

async function upload(who: string, id: string, content: Buffer, name = '空白表.xlsx') {
  const mark = 'taizhang-boundary';
  const payload = Buffer.concat([
    Buffer.from(
      `--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    content,
    Buffer.from(`\r\n--${mark}--\r\n`),
  ]);
  return world.ask(who, 'POST', `/api/return-forms/${id}/sheet`, {
    payload,
    headers: { 'content-type': `multipart/form-data; boundary=${mark}` },
  });
}

const cells = [
  { sheet: '统计表', cell: 'A3', what: 'info', name: 'unit_name' },
  { sheet: '统计表', cell: 'B5', what: 'indicator', name: 'large_loans' },
  { sheet: '统计表', cell: 'B6', what: 'measure', name: 'loans_returned', facets: 'size=large' },
  { sheet: '统计表', cell: 'B7', what: 'indicator', name: 'umbrellas_out' },
  { sheet: '统计表', cell: 'C5', what: 'indicator', name: 'return_rate' },
  { sheet: '统计表', cell: 'D5', what: 'indicator', name: 'large_loans', period: 'to_date' },
];
const marks = {
  table_number: '示范1表',
  issued_by: '示范厅',
  approval_number: '示范〔2026〕1号',
  valid_until: '2099-12-31',
};
const head = {
  name: '借伞月报',
  name_en: 'Monthly return of umbrellas',
  version_no: '1',
  period_kind: 'month',
  levels: ['township', 'county', 'city'],
  due_in: 'calendar_days',
  due_township: 2,
  due_county: 3,
  due_city: 5,
  nil_allowed: true,
};

async function returnOf(who: string, level: string, place: string): Promise<string> {
  const { returns } = await get(
    who,
    `/api/report-returns?level=${level}&form=${form}&period=${month.name}`,
  );
  return (returns as { id: string; unit: { id: number } }[]).find(
    (one) => one.unit.id === unitId(place),
  )!.id;
}

describe('a form from a blank sheet', () => {
  it('is drafted, its sheet brought in, its cells bound, and what nothing answers is listed', async () => {
    const drafted = await world.write('office', 'return_form', 'draft', head);
    form = drafted.json().answers[0].id;
    expect((await upload('director', form, await blankForm())).statusCode).toBe(404);
    expect((await upload('office', form, Buffer.from('no sheet'))).statusCode).toBe(422);
    expect((await upload('office', form, await blankForm())).json().sheet_name).toBe('空白表.xlsx');
    const bad = [
      ...cells,
      { sheet: '统计表', cell: 'B8', what: 'indicator', name: 'loans' },
      { sheet: '统计表', cell: 'B9', what: 'measure', name: 'loans', facets: 'size=huge' },
    ];
    expect(
      (await act('office', form, 'bind', { cells: bad }, undefined, 'return_form')).statusCode,
    ).toBe(200);
    const { unanswered, problems, sheets, may_bind } = await get(
      'office',
      `/api/return-forms/${form}/grid`,
    );
    expect(may_bind).toBe(true);
    expect(sheets[0].name).toBe('统计表');
    expect(problems.map((one: { key: string }) => one.key).toSorted()).toEqual([
      '统计表!B8',
      '统计表!B9',
    ]);
    const listed = unanswered.map((one: { cell: string }) => one.cell);
    expect(listed).toContain('C6');
    expect(listed).not.toContain('B5');
    expect(unanswered.find((one: { cell: string }) => one.cell === 'D7')).toMatchObject({
      row_words: '期末规范化调委会',
      column_words: '备注',
    });
  });

  it('comes into force with the marks of the Statistics Law only', async () => {
    await act(
      'office',
      form,
      'bind',
      { cells, sums: [{ says: '应等', whole: '统计表!B5', parts: '统计表!B6 统计表!B7' }] },
      undefined,
      'return_form',
    );
    const without = await act(
      'office',
      form,
      'issue',
      { valid_from: month.from },
      undefined,
      'return_form',
    );
    expect(without.statusCode).toBe(422);
    expect(without.json().issues.map((one: { field: string }) => one.field)).toContain(
      'approval_number',
    );
    await act('office', form, 'change', { ...head, ...marks }, undefined, 'return_form');
    expect(
      (await act('office', form, 'issue', { valid_from: month.from }, undefined, 'return_form'))
        .statusCode,
    ).toBe(200);
    expect((await upload('office', form, await blankForm())).statusCode).toBe(403);
    expect(
      (await act('office', form, 'bind', { cells: [] }, undefined, 'return_form')).statusCode,
    ).toBe(409);
  });
});

describe('returns', () => {
  it('come due once, for every unit of the levels, with the day of the statutory calendar', async () => {
    expect(await openRounds(world)).toBe(4 + 2 + 1);
    expect(await openRounds(world)).toBe(0);
    const { rounds, returns, chosen } = await get('office', `/api/report-returns?level=township`);
    expect(rounds.map((one: { level: string; units: number }) => [one.level, one.units])).toEqual([
      ['township', 4],
      ['county', 2],
      ['city', 1],
    ]);
    expect(chosen.due_on >= addDays(month.to, 2)).toBe(true);
    expect(returns).toHaveLength(4);
    const mine = await get('director', '/api/report-returns');
    expect(mine.returns.map((one: { unit: { id: number } }) => one.unit.id)).toEqual([
      unitId('n1'),
    ]);
    expect(
      (
        await world.ask(
          'stranger',
          'GET',
          `/api/report-returns/${await returnOf('director', 'township', 'n1')}`,
        )
      ).statusCode,
    ).toBe(404);
    const duty = await world.owner.query(
      `select action, roles, due_on from duty where unit_id = $1`,
      [unitId('n1')],
    );
    expect(duty.rows[0]).toMatchObject({ action: 'submit', roles: ['clerk', 'director'] });
  });

  it('are nil only where somebody says so, and nothing happened', async () => {
    const id = await returnOf('office', 'township', 's1');
    const silent = await submit('stranger', id);
    expect(silent.statusCode).toBe(422);
    expect(silent.json().issues[0].field).toBe('nil');
    expect((await submit('stranger', id, { nil: true })).json().issues[0].field).toBe(
      'nil_statement',
    );
    const sent = await submit('stranger', id, {
      nil: true,
      nil_statement: '经核查，本期未发生借伞。',
    });
    expect(sent.json()).toMatchObject({ state: 'submitted' });
    const view = await get('office', `/api/report-returns/${id}`);
    expect(view.record).toMatchObject({ nil: true, nil_statement: '经核查，本期未发生借伞。' });
    expect(view.edition).toMatchObject({ number: 1, signer: 'stranger', intact: true });
    expect(view.cells.find((one: { key: string }) => one.key === '统计表!B5').value).toBe(0);
    await lend();
    const mine = await returnOf('director', 'township', 'n1');
    expect(
      (await submit('director', mine, { nil: true, nil_statement: '没有发生。' })).json().issues[0]
        .field,
    ).toBe('nil');
  });

  it('are frozen when they are sent, whatever is written afterwards, and sent once however often', async () => {
    const id = await returnOf('director', 'township', 'n1');
    const before = await get('director', `/api/report-returns/${id}`);
    expect(before.edition).toBeNull();
    expect(before.may).toMatchObject({ submit: true, sign: false });
    const value = () => (one: { key: string }) => one.key === '统计表!B5';
    expect(before.cells.find(value()).value).toBe(1);
    // The sum of the form does not agree: said, and not refused.
    await lend();
    const warned = await get('director', `/api/report-returns/${id}`);
    expect(warned.warnings.map((one: { kind: string }) => one.kind)).toEqual([]);
    expect((await submit('county', id)).statusCode).toBe(403);
    const payload = { write_id: randomUUID(), explanations: [{ about: 'B5', text: '雨季' }] };
    const send = () =>
      world.ask('director', 'POST', `/api/report-returns/${id}/submit`, { payload });
    const first = await send();
    expect(first.json()).toMatchObject({ state: 'submitted' });
    expect((await send()).json()).toEqual(first.json());
    // Whoever sent it waits for the county's answer.
    const due = await world.owner.query(`select action, asked from duty where record_id = $1`, [
      id,
    ]);
    expect(due.rows).toEqual([{ action: 'accept', asked: true }]);
    await lend();
    const after = await get('county', `/api/report-returns/${id}`);
    expect(after.cells.find(value()).value).toBe(2);
    expect(after.may.others).toEqual(['accept', 'send_back']);
    expect(after.editions).toHaveLength(1);
    // The generic way of writing cannot send or sign: nobody names an edition by hand.
    expect(
      (await act('director', id, 'submit', { edition_id: randomUUID(), edition_no: 9 })).statusCode,
    ).toBe(403);
    expect(
      (await act('director', id, 'restate', { edition_id: randomUUID(), edition_no: 9 }, 'x'))
        .statusCode,
    ).toBe(403);
    expect((await act('director', id, 'accept')).statusCode).toBe(403);
  });

  it('come back with a reason, are sent again as the next edition, accepted, signed, and locked by the unit above', async () => {
    const id = await returnOf('director', 'township', 'n1');
    expect((await act('county', id, 'send_back')).statusCode).toBe(422);
    expect(
      (await act('county', id, 'send_back', { return_ground: '请补登5月10日一件' })).statusCode,
    ).toBe(200);
    expect((await get('director', `/api/report-returns/${id}`)).may.submit).toBe(true);
    expect((await submit('director', id)).json()).toMatchObject({ state: 'submitted' });
    const again = await get('county', `/api/report-returns/${id}`);
    expect(
      again.editions.map((one: { number: number; reason: string | null }) => [
        one.number,
        one.reason,
      ]),
    ).toEqual([
      [2, '按退回意见更正：请补登5月10日一件'],
      [1, null],
    ]);
    expect(again.cells.find((one: { key: string }) => one.key === '统计表!B5').value).toBe(3);
    expect((await sign('director', id)).json().detail.en).toContain('has not accepted');
    expect((await act('county', id, 'accept')).statusCode).toBe(200);
    const countys = await returnOf('county', 'county', 'north');
    expect((await sign('county', id)).statusCode).toBe(403);
    expect((await submit('county', countys)).json()).toMatchObject({ state: 'submitted' });
    expect((await act('county', countys, 'accept')).json().issues[0].message.en).toContain(
      'by the unit to which it was sent',
    );
    expect((await act('office', countys, 'accept')).statusCode).toBe(200);
    expect((await sign('director', id)).json()).toMatchObject({ state: 'signed' });
    expect((await sign('county', countys)).json()).toMatchObject({ state: 'signed' });
    const locked = await get('director', `/api/report-returns/${id}`);
    expect(locked.record.state).toBe('locked');
    expect((await act('county', id, 'send_back', { return_ground: '再改' })).statusCode).toBe(409);
  });

  it('that are signed or locked are restated with a reason, and the earlier editions stay', async () => {
    const id = await returnOf('director', 'township', 'n1');
    const late = await lend();
    expect((await submit('director', id)).json().issues[0].field).toBe('reason');
    expect((await submit('director', id, { reason: '漏登一件，补报' })).json()).toMatchObject({
      state: 'submitted',
    });
    const { editions } = await get('director', `/api/report-returns/${id}`);
    expect(editions.map((one: { number: number }) => one.number)).toEqual([3, 2, 1]);
    const difference = await get(
      'director',
      `/api/editions/${editions[1].id}/difference?to=${editions[0].id}`,
    );
    expect(difference.reason).toBe('漏登一件，补报');
    const line = difference.lines.find((one: { measure: string }) => one.measure === 'loans');
    expect(line).toMatchObject({
      why: 'late',
      amount: 1,
      record_id: late,
      person: { name: 'director' },
    });
    expect(line.title.zh).toBeTruthy();
    const figures = difference.figures.find((one: { key: string }) => one.key === '统计表!B5');
    expect([figures.then.value, figures.now.value]).toEqual([3, 4]);
  });

  it("fill the superior's sheet, and LibreOffice or not, what is not reported is no zero", async () => {
    const id = await returnOf('director', 'township', 'n1');
    const file = await world.ask('director', 'GET', `/api/report-returns/${id}/file.xlsx`);
    const { rows } = await readSpreadsheet(file.rawPayload);
    expect(rows[2]![0]).toBe('n1');
    expect(rows[4]!.slice(0, 4)).toEqual(['案件总数', 4, 0, 4]);
    const [grid] = (await FormWorkbook.open(file.rawPayload)).sheets;
    expect(grid!.merges).toContainEqual({ row: 0, column: 0, rows: 1, columns: 4 });
  });
});

describe('editions over HTTP', () => {
  it('are listed within the territory, compared with now, commented by leaders and proved by a file', async () => {
    const { editions } = await get('county', '/api/editions?kind=return');
    expect(editions.length).toBe(4);
    expect((await get('stranger', '/api/editions')).editions).toHaveLength(1);
    const [newest] = editions;
    await lend();
    const changes = await get('county', `/api/editions/${newest.id}/changes`);
    expect(changes.lines.length).toBeGreaterThan(0);
    const said = await world.ask('office', 'POST', `/api/editions/${newest.id}/comments`, {
      payload: { text: '请说明增长原因。', key: '统计表!B5' },
    });
    expect(said.json().comments).toMatchObject([
      { text: '请说明增长原因。', role: 'bureau', key: '统计表!B5' },
    ]);
    expect((await get('county', `/api/editions/${newest.id}`)).comments).toHaveLength(1);
    expect(
      (
        await world.ask('office', 'POST', `/api/editions/${newest.id}/comments`, {
          payload: { text: ' ' },
        })
      ).statusCode,
    ).toBe(422);
    expect(
      (
        await world.ask('office', 'POST', `/api/editions/${newest.id}/comments`, {
          payload: { text: 'x', value: 3 },
        })
      ).statusCode,
    ).toBe(422);
    for (const method of ['PUT', 'DELETE'] as const)
      expect(
        (await world.ask('office', method, `/api/editions/${newest.id}`, { payload: {} }))
          .statusCode,
      ).toBe(404);
    expect((await world.ask('stranger', 'GET', `/api/editions/${newest.id}`)).statusCode).toBe(404);
    const zip = await world.ask('county', 'GET', `/api/editions/${newest.id}/verification.zip`);
    const names = Object.keys((await JSZip.loadAsync(zip.rawPayload)).files).toSorted();
    expect(names).toEqual([
      'README.txt',
      'check.mjs',
      'edition.json',
      'lines.jsonl',
      'names.json',
      'pages.jsonl',
      'sealed.json',
    ]);
  });
});
