/** `taizhang …` as a person or a script calls it: another process, a PostgreSQL of one's own, what it prints and its exit code. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { demoVillageCode } from '#city/people.ts';
import { committee } from '#lines/mediation/committee.ts';
import { mediation } from '#lines/mediation/line.ts';
import { repositoryFolder } from '#server/config.ts';
import { foldPages } from '#server/ledger/fold.ts';
import { closePage } from '#server/ledger/page.ts';
import { emptyDatabase, freshDatabase } from '#testing/database.ts';
import type { FreshDatabase } from '#testing/database.ts';
import { freePort } from '#testing/free-port.ts';
import { loadedDatabase } from '#testing/loaded-city.ts';
import { deed, makeWorld } from '#testing/world.ts';
import { testKeysText } from '#testing/test-keys.ts';
import type { World } from '#testing/world.ts';

// Each command is a process of its own, which on a busy machine takes seconds to start.
vi.setConfig({ testTimeout: 120_000 });

let database: FreshDatabase;
let folder: string;

beforeAll(async () => {
  database = await loadedDatabase();
  folder = await mkdtemp(join(tmpdir(), 'taizhang-command-line-'));
}, 600_000);
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

type Ran = { readonly code: number; readonly out: string; readonly err: string };

function called(words: string, { url = database.url, typed = '', settings = {} } = {}) {
  const program = join(repositoryFolder, 'src/cli/main.ts');
  // Without a language of its own, as on a server.
  const { LANG: _, ...environment } = process.env;
  const child = spawn(process.execPath, [program, ...words.split(' ').filter(Boolean)], {
    cwd: folder,
    env: {
      ...environment,
      DATABASE_URL: url,
      TAIZHANG_DATA: folder,
      TAIZHANG_LOG: 'silent',
      TAIZHANG_KEYS: testKeysText,
      ...settings,
    },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => (said.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said.err += part.toString()));
  child.stdin.end(typed);
  const ended = once(child, 'close').then(([code]): Ran => ({ code, ...said }));
  return { child, said, ended };
}

function taizhang(words: string, rest = {}): Promise<Ran> {
  return called(words, rest).ended;
}

async function json(words: string, rest = {}): Promise<any> {
  const ran = await taizhang(`${words} --json`, rest);
  if (ran.out === '') throw new Error(ran.err);
  return JSON.parse(ran.out);
}

type Figure = {
  readonly indicator: string;
  readonly figure_id: string | null;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
};
const zhongwei2009 = '--unit 640500 --year 2009';

describe('figures', () => {
  it('are an array of exactly these fields, with the numbers of the published ones', async () => {
    const figures: Figure[] = await json(`figures ${zhongwei2009}`);
    const fields = 'indicator unit from to as_of value numerator denominator figure_id'.split(' ');
    for (const one of figures) expect(Object.keys(one)).toEqual(fields);
    expect(figures[0]).toMatchObject({
      unit: '640500000000',
      from: '2009-01-01',
      to: '2009-12-31',
      as_of: null,
    });
    const published = figures
      .filter((one) => one.figure_id)
      .map((one) => [one.figure_id, one.value]);
    expect(published).toEqual(
      expect.arrayContaining([['F24', 1], ['F25', 465], ['F26', 213], ['F27', 4127], ['F45', 2]]),
    ); // prettier-ignore
    const rate = figures.find((one) => one.indicator === 'standardised_rate')!;
    expect([rate.numerator, rate.denominator, rate.figure_id]).toEqual([213, 465, null]);
  });

  it('as of a day are what was known then', async () => {
    const [then, now]: Figure[][] = await Promise.all([
      json(`figures ${zhongwei2009} --as-of 2009-09-30`),
      json(`figures ${zhongwei2009}`),
    ]);
    const disputes = (list: Figure[]) => list.find((one) => one.figure_id === 'F27')!.value!;
    expect(disputes(then!)).toBeGreaterThan(2000);
    expect(disputes(then!)).toBeLessThan(disputes(now!));
    // Nothing has moved in Zhongwei since: under the boundaries of that year it is the same.
    expect(await json(`figures ${zhongwei2009} --boundaries 2009-12-31`)).toEqual(now);
    expect((await taizhang(`figures ${zhongwei2009} --boundaries soon`)).code).toBe(1);
    const opened = await json(`open --indicator F27 ${zhongwei2009} --boundaries 2009-12-31`);
    expect(opened).toHaveLength(4127);
  });

  it('open to the records behind them, by name or F-number, and their amounts sum to the figure', async () => {
    const figures: Figure[] = await json(`figures ${zhongwei2009}`);
    const named = ['F27', 'F26', 'subsidy_amount', 'agreements_written'];
    const opened = await Promise.all(
      named.map((name) => json(`open --indicator ${name} ${zhongwei2009}`)),
    );
    for (const [i, name] of named.entries()) {
      const { value } = figures.find((one) => one.figure_id === name || one.indicator === name)!;
      const rows: { id: string; amount: number; record_type: string }[] = opened[i];
      expect(rows.reduce((sum, row) => sum + row.amount, 0)).toBe(value);
      expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    }
    expect(opened[0]).toHaveLength(4127);
    expect(opened[1]).toHaveLength(213);
    expect(opened[1]![0]).toMatchObject({ record_type: 'committee' });
  });
});

describe('files', () => {
  it('of summary and return are Word and Excel with the figure in them', async () => {
    const ran = await Promise.all([
      taizhang(`summary ${zhongwei2009} --lang zh --out zh.docx`),
      taizhang(`summary ${zhongwei2009} --lang en --out en.docx`),
      taizhang('return --form mediation --unit 640500 --period 2009 --out return.xlsx'),
    ]);
    expect(ran.map((one) => [one.code, one.err])).toEqual(ran.map(() => [0, '']));
    const part = async (file: string, name: string) =>
      (await JSZip.loadAsync(await readFile(join(folder, file)))).file(name)!.async('string');
    const text = async (file: string) =>
      (await part(file, 'word/document.xml')).replaceAll(/<[^>]+>/g, '');
    expect(await text('zh.docx')).toContain('4000余件');
    expect(await text('en.docx')).toMatch(/more than 4,000/i);
    const sheets = await JSZip.loadAsync(await readFile(join(folder, 'return.xlsx')));
    const cells = await Promise.all(
      sheets.file(/worksheets\/.*\.xml$/).map((sheet) => sheet.async('string')),
    );
    expect(cells.join('')).toContain('<v>4127</v>');
  });

  it('of a register go out, and come in under the post of whoever brings them', async () => {
    const out = await taizhang(`export sweep --unit ${demoVillageCode} --out sweeps.csv`);
    expect(out.code).toBe(0);
    const rows = (await readFile(join(folder, 'sweeps.csv'), 'utf8')).trim().split('\n').length - 1;
    expect(out.out).toContain(`${rows} rows`);
    await writeFile(
      join(folder, 'past.csv'),
      '排查类别,排查起,排查止,走访户数,零报告,报告人,上报日期\n定期,2007-03-01,2007-03-10,80,是,万秀兰,2007-03-11\n定期,2007-03-20,2007-03-11,80,是,万秀兰,2007-03-12\n',
    );
    const looked = await json(
      `import sweep past.csv --unit ${demoVillageCode} --as mediator --check`,
    );
    expect(looked).toMatchObject({ rows: 2, good: 1, already: 0 });
    expect(looked.bad.map((one: { row: number }) => one.row)).toEqual([3]);
    const kept = await taizhang(`import sweep past.csv --unit ${demoVillageCode} --as mediator`);
    // One row was left out, which a script has to notice.
    expect([kept.code, kept.out]).toEqual([1, expect.stringContaining('1 brought in')]);
    const again = await json(`import sweep past.csv --unit ${demoVillageCode} --as mediator`);
    expect(again).toMatchObject({ good: 0, already: 1 });
    const stranger = await taizhang('import sweep past.csv --unit 640521 --as mediator');
    expect([stranger.code, stranger.err]).toEqual([1, expect.stringContaining('no post')]);
  });
});

describe('the ledger of a small place', () => {
  let small: World;
  beforeAll(async () => {
    small = await makeWorld([mediation]);
    const director = await small.actor('director', 'n1');
    await small.write(director, deed('committee', 'set_up', committee.example));
    for (const day of ['2009-03-02', '2009-04-02'])
      await small.write(director, deed('sweep', 'report', { ...sweepOf, reported_on: day }));
    await closePage(small.owner);
    await foldPages(small.owner);
  }, 60_000);
  afterAll(() => small.end());

  const sweepOf = {
    kind: 'regular',
    period_from: '2009-02-01',
    period_to: '2009-02-28',
    nil: true,
    reported_by_name: '王建国',
  };

  it('verifies in four fields, finds what was changed behind its back, and is folded anew', async () => {
    const clean = await taizhang('ledger verify --json', small);
    expect(JSON.parse(clean.out)).toEqual({
      records: 3,
      lines: expect.any(Number),
      balances: expect.any(Number),
      mismatches: 0,
    });
    expect([clean.code, clean.err]).toEqual([0, '']);
    await small.owner.query(
      'update balance set subtree = subtree + 1 where ctid = (select min(ctid) from balance)',
    );
    const wrong = await taizhang('ledger verify --json', small);
    expect([wrong.code, JSON.parse(wrong.out).mismatches > 0]).toEqual([1, true]);
    expect(wrong.err).not.toBe('');
    expect((await taizhang('ledger refold', small)).code).toBe(0);
    expect((await json('ledger verify', small)).mismatches).toBe(0);
  });

  it('and everything else comes back from a backup, into an empty database only', async () => {
    expect((await taizhang('backup small.gz', small)).code).toBe(0);
    const other = await freshDatabase();
    const restored = await taizhang('restore small.gz', other);
    expect([restored.code, restored.out]).toEqual([0, expect.stringContaining('0 mismatches')]);
    const asked = 'figures --unit T1 --year 2009';
    const figures = await json(asked, other);
    expect(figures).toEqual(await json(asked, small));
    expect(figures).toContainEqual(expect.objectContaining({ indicator: 'sweeps', value: 2 }));
    const twice = await taizhang('restore small.gz', other);
    expect([twice.code, twice.out]).toEqual([1, '']);
    await other.close();
  });
});

it('seed check prints every published figure beside ours', async () => {
  const { out, code } = await taizhang('seed check');
  expect(code).toBe(0);
  const rows = out.trim().split('\n');
  expect(rows).toHaveLength(49);
  expect(rows.find((row) => row.startsWith('F27'))).toMatch(/> +4000 +4127 +equal/);
  const states = (await json('seed check')).map((row: { state: string }) => row.state);
  // “different” is what must not be there.
  for (const state of states) expect(['equal', 'not_yet', 'masked', 'garbled']).toContain(state);
});

it('units import brings in the divisions of any city, and says what it did with each row', async () => {
  const other = await freshDatabase();
  await writeFile(
    join(folder, 'divisions.csv'),
    'code,name,parent_code,level\n640300000000,吴忠市,640000000000,city\n640302000000,利通区,640300000000,county\n640302100000,古城镇,640302000000,township\n64030210,错,640302000000,township\n',
  );
  const { code, out } = await taizhang('units import divisions.csv', other);
  expect([code, JSON.parse(out).added]).toEqual([0, 3]);
  expect(out).toContain('Row 5');
  const { rows } = await other.owner.query('select code, name from unit order by code');
  expect(rows.map((row) => row.name)).toEqual(['吴忠市', '利通区', '古城镇']);
  await other.close();
});

it('user add takes the password from standard input, and prints it nowhere', async () => {
  const typed = 'a long word of mine 9\n';
  const who = '--username newcomer --name 新人 --role clerk --unit 640502104000';
  const added = await taizhang(`user add ${who}`, { typed });
  expect([added.code, added.out.trim()]).toEqual([0, 'newcomer can sign in.']);
  expect(added.out + added.err).not.toContain('long word');
  const { rows } = await database.owner.query(
    `select g.role from account a join grants g on g.account_id = a.id where a.username = 'newcomer'`,
  );
  expect(rows).toEqual([{ role: 'clerk' }]);
  // What is typed is the person's own; what is made is theirs until they choose.
  const first = () =>
    database.owner.query(
      `select a.username, c.first_until > now() as first from credential c join account a on a.id = c.account_id
        where a.username in ('newcomer', 'handed') order by 1`,
    );
  const made = await taizhang(`user add ${who.replace('newcomer', 'handed')}`, { typed: '\n' });
  expect(made.out).toMatch(/First password: [a-z]{4}-\d{4}-[a-z]{4}-\d{4}\n.*changed/);
  expect((await first()).rows).toEqual([
    { username: 'handed', first: true },
    { username: 'newcomer', first: null },
  ]);
  const weak = await taizhang(`user add ${who.replace('newcomer', 'other')}`, { typed: '123\n' });
  expect([weak.code, weak.err]).toEqual([1, expect.stringMatching(/password/i)]);
});

it('says what is wrong in words, with an exit code of its own', async () => {
  const refused = await Promise.all(
    ['figures --year 2009', 'figures --unit 640500 --year soon', 'figures --unit 1 --year 2009',
      'figures --unit 640500 --year 2009 --as_of x', 'open --indicator no_such --unit 640500 --year 2009',
      'ledger look', 'seed'].map((words) => taizhang(words)),
  ); // prettier-ignore
  for (const one of refused) {
    expect([one.code, one.out]).toEqual([1, '']);
    expect(one.err).not.toMatch(/\n\s+at /);
    expect(one.err.length).toBeGreaterThan(10);
  }
  const unknown = await taizhang('nothing');
  expect([unknown.code, unknown.out]).toEqual([2, expect.stringContaining('figures')]);
  expect((await taizhang('--help')).code).toBe(0);
});

describe('a server of one’s own', () => {
  it('migrate makes an empty database ready, and a second time finds nothing to do', async () => {
    const bare = await emptyDatabase();
    const tables = async () => {
      const { rows } = await bare.owner.query(
        `select count(*)::int as n from pg_tables where schemaname = 'public'`,
      );
      return rows[0].n as number;
    };
    expect(await tables()).toBe(0);
    expect(await taizhang('migrate', { url: bare.url })).toMatchObject({ code: 0 });
    const made = await tables();
    expect(made).toBeGreaterThan(100);
    const again = await taizhang('migrate', { url: bare.url });
    expect(again.out).toContain('up to date');
    expect(await tables()).toBe(made);
    await bare.close();
  });

  it('city load leaves a city alone that is there', async () => {
    const count = async () => {
      const { rows } = await database.owner.query('select count(*)::int as n from record_version');
      return rows[0].n as number;
    };
    const before = await count();
    expect(await taizhang('city load')).toMatchObject({ code: 0 });
    expect(await count()).toBe(before);
    expect(await taizhang('city unload')).toMatchObject({ code: 1, out: '' });
  });

  it('start serves until it is told to stop; a second start says that one runs, and leaves it alone', async () => {
    const port = await freePort();
    const settings = { PORT: String(port) };
    const first = called('start', { settings });
    const answers = () =>
      fetch(`http://127.0.0.1:${port}/api/state`).then(
        (response) => response.ok,
        () => false,
      );
    await expect.poll(answers, { timeout: 60_000 }).toBe(true);
    await expect.poll(() => first.said.out).toContain('zhenluo');
    const second = await taizhang('start', { settings });
    expect(second).toMatchObject({ code: 0 });
    expect(second.out).toContain('runs already');
    expect(await answers()).toBe(true);
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0, err: '' });
    expect(first.said.out).toContain('What is saved is saved.');
    expect(await answers()).toBe(false);
  });
});
