import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase } from '#testing/database.ts';
import type { FreshDatabase } from '#testing/database.ts';
import { problemOfDatabase } from './database-problem.ts';
import { openPool } from './pool.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

it.each([true, false])(
  'outlives a connection that dies between two queries of a transaction (pipeline: %s)',
  async (pipeline) => {
    const pool = openPool(database.url, { max: 1, pipeline });
    const client = await pool.connect();
    await client.query('begin');
    const { rows } = await client.query('select pg_backend_pid() as pid');
    const ended = new Promise((resolve) => client.once('end', resolve));
    // With no query waiting, the news comes as an error event; one that nobody hears ends the process.
    await database.owner.query('select pg_terminate_backend($1)', [rows[0].pid]);
    await ended;
    await expect(client.query('select 1')).rejects.toThrow(/not queryable|terminat/);
    client.release(true);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  },
);

it('is ended when its connections have gone, so that a server may be stopped right after', async () => {
  const pool = openPool(database.url, { max: 5, name: 'goodbye' });
  await Promise.all(Array.from({ length: 5 }, () => pool.query('select pg_sleep(0.05)')));
  let gone = 0;
  pool.on('remove', () => gone++);
  await pool.end();
  expect(gone).toBe(5);
  const { rows } = await database.owner.query(
    `select count(*)::int as n from pg_stat_activity where application_name = 'goodbye'`,
  );
  expect(rows).toEqual([{ n: 0 }]);
});

it('refuses with a time to come back when all its connections are taken, and serves again when one is free', async () => {
  const pool = openPool(database.url, { max: 1, waitMs: 50 });
  const taken = await pool.connect();
  const refused = await pool.query('select 1').catch(problemOfDatabase);
  expect(refused).toMatchObject({ kind: 'unavailable' });
  taken.release();
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

it('ends a statement that takes longer than it may, and the connection goes on', async () => {
  const pool = openPool(database.url, { max: 1, pipeline: true, statementMs: 50 });
  const refused = await pool.query('select pg_sleep(5)').catch(problemOfDatabase);
  expect(refused).toMatchObject({ kind: 'unavailable' });
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

it.each([true, false])(
  'answers several questions of one turn in their order, and tells of none that they are too many (pipeline: %s)',
  async (pipeline) => {
    const warnings: string[] = [];
    const note = (warning: Error) => warnings.push(warning.message);
    process.on('warning', note);
    const pool = openPool(database.url, { max: 1, pipeline });
    const client = await pool.connect();
    const asked = [1, 2, 3, 4, 5].map((n) =>
      // The third is refused; those after it are answered all the same.
      client.query(n === 3 ? 'select 1/0' : `select ${n}::int as n, clock_timestamp()::text as at`),
    );
    const answers = await Promise.allSettled(asked);
    const rows = answers.flatMap((one) => (one.status === 'fulfilled' ? one.value.rows : []));
    expect(rows.map(({ n }) => n)).toEqual([1, 2, 4, 5]);
    const moments = rows.map(({ at }) => String(at));
    expect(moments).toEqual(moments.toSorted());
    expect(answers[2]).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
    client.release();
    await pool.end();
    // Warnings come a turn later.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    expect(warnings).toEqual([]);
  },
);
