/** Book mode over HTTP: line after line of one sitting, kept or sent back, one import in the end. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lines } from '#lines/index.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';

let world: ServedWorld;
const sitting = randomUUID();

/** The first answer of a write that went well. */
const answerOf = (answer: { statusCode: number; body: string; json: () => any }) => {
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json().answers[0] as { id: string; version: number };
};

beforeAll(async () => {
  world = await serveWorld(lines);
  const committee = {
    ...world.book.record('committee').example,
    short_name: '镇罗村',
    name: '镇罗村人民调解委员会',
  };
  const at = { unit_id: unitId('n1a') };
  const made = await world.write('director', 'committee', 'set_up', committee, at);
  const { id, version } = answerOf(made);
  // The paper book went to 41.
  const continued = await world.ask('director', 'POST', '/api/writes', {
    payload: {
      writes: [
        {
          write_id: randomUUID(),
          type: 'committee',
          id,
          expected_version: version,
          deeds: [
            { action: 'continue_book', fields: { books: [{ year: 2009, last_number: 41 }] } },
          ],
        },
      ],
    },
  });
  answerOf(continued);
}, 60_000);
afterAll(() => world.end());

const head = [
  '受理日期',
  '申请人',
  '被申请人',
  '纠纷类型',
  '案件来源',
  '纠纷简要情况',
  '调解委员会',
];
const line = (day: string, who: string, type = '邻里纠纷') => [
  day,
  who,
  '李长顺',
  type,
  '当事人申请',
  '地埂争执',
  '镇罗村',
];
const send = (first: number, ...rows: string[][]) =>
  world.ask('director', 'POST', '/api/import/dispute', {
    payload: { rows: [head, ...rows], sitting: { id: sitting, first } },
  });
const kept = async () =>
  (await world.ask('director', 'GET', '/api/records/dispute')).json().records.length as number;

it('opens with the columns of the paper book, in its order, with their choices', async () => {
  const { columns } = (await world.ask('director', 'GET', '/api/import/dispute/columns')).json();
  const shown = columns.filter((one: any) => one.shown).map((one: any) => one.heading.zh);
  expect(shown.slice(0, 7)).toEqual([
    '案号',
    '受理日期',
    '申请人',
    '被申请人',
    '纠纷类型',
    '案件来源',
    '纠纷简要情况',
  ]);
  expect(columns.find((one: any) => one.heading.zh === '纠纷类型').choices.length).toBeGreaterThan(
    5,
  );
  expect(columns.find((one: any) => one.heading.zh === '调解委员会').carried).toBe(true);
});

it('keeps a line with the next number of the paper book, and its receipt', async () => {
  const answer = (await send(1, line('2009-03-02', '张三'))).json();
  expect(answer).toMatchObject({ good: 1, bad: [] });
  expect(answer.records).toHaveLength(1);
  expect(answer.records[0]).toMatchObject({ row: 1, number: '（2009）镇罗村人调字第42号' });
  const counted = answer.records[0].lines.map((one: any) => one.indicator);
  expect(counted).toContain('disputes_mediated');
});

it('keeps the good lines of a block, and says at its cell what is wrong with the other', async () => {
  const rows = [line('2009-03-03', '王五'), line('2009-13-03', '赵六'), line('2009-03-04', '孙七')];
  const answer = (await send(2, ...rows)).json();
  expect(answer.records.map((one: any) => one.row)).toEqual([2, 4]);
  expect(answer.bad).toMatchObject([{ row: 3, issues: [{ column: '受理日期' }] }]);
  const mended = (await send(3, line('2009-03-03', '赵六'))).json();
  expect(mended.records[0]).toMatchObject({ row: 3 });
  expect(await kept()).toBe(4);
});

it('stores a line once when its answer did not arrive and it is sent again', async () => {
  const again = (await send(3, line('2009-03-03', '赵六'))).json();
  expect(again).toMatchObject({ good: 0, already: 1, bad: [] });
  expect(again.records[0].row).toBe(3);
  expect(await kept()).toBe(4);
});

it('is one import in the list, of which a single line can be taken back', async () => {
  const list = async () =>
    (await world.ask('director', 'GET', '/api/import/dispute')).json().imports as Record<
      string,
      unknown
    >[];
  const [one, ...others] = await list();
  expect(others).toEqual([]);
  expect(one).toMatchObject({ rows: 4, good: 4, bad: 0, file_name: null });
  const undone = await world.ask('director', 'DELETE', `/api/import/${String(one!['id'])}?row=2`);
  expect(undone.json()).toMatchObject({ taken_back: 1, stay: [] });
  expect(await kept()).toBe(3);
  expect((await list())[0]).toMatchObject({ good: 3, undone_at: null });
  expect(
    (await world.ask('director', 'DELETE', `/api/import/${String(one!['id'])}?row=99`)).statusCode,
  ).toBe(404);
  expect(
    (await world.ask('stranger', 'DELETE', `/api/import/${String(one!['id'])}?row=1`)).statusCode,
  ).toBe(404);
});

it('refuses what is no sitting', async () => {
  for (const wrong of [{}, { id: 'x', first: 1 }, { id: sitting, first: 0 }, 7]) {
    const answer = await world.ask('director', 'POST', '/api/import/dispute', {
      payload: { rows: [head, line('2009-03-02', '张三')], sitting: wrong },
    });
    expect(answer.statusCode).toBe(422);
  }
});
