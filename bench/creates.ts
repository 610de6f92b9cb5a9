/**
 * Writing: one dispute over HTTP beside one bare INSERT, and a thousand at once beside a plain INSERT
 * of the same rows.
 */
import { randomUUIDv7 } from 'node:crypto';
import { demoPassword } from '#city/people.ts';
import type { Actor } from '#engine/permission.ts';
import { readActor } from '#server/accounts/session-actor.ts';
import { buildApp } from '#server/app.ts';
import type { Write } from '#server/records/write.ts';
import { writeRecords } from '#server/records/write.ts';
import type { Services } from '#server/services.ts';
import { writeContext } from '#server/services.ts';
import { round, throughput, timeSideBySide } from './measure.ts';

const clients = 10;
const turns = 5;

/**
 * A dispute through the whole path beside one bare INSERT, both over HTTP, on the same server, with
 * the same session.
 */
export async function measureCreates(services: Services, actor: Actor): Promise<object> {
  const { owner, writer } = services;
  await owner.query(
    'drop table if exists bare; create table bare (id uuid primary key, content jsonb not null); grant insert on bare to taizhang_writer',
  );
  const app = await buildApp(services, undefined, (rooms) =>
    rooms.post('/api/bare', async (request) => {
      await readActor(request);
      await writer.query({
        name: 'bare',
        text: 'insert into bare values ($1, $2)',
        values: [randomUUIDv7(), JSON.stringify(request.body)],
      });
      return { saved: true };
    }),
  );
  try {
    return await compare(services, actor, await app.listen({ port: 0, host: '127.0.0.1' }));
  } finally {
    await app.close();
  }
}

async function compare(services: Services, actor: Actor, address: string): Promise<object> {
  const headers = { 'content-type': 'application/json', 'x-taizhang': '1' };
  const signedIn = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ username: 'zhenluo', password: demoPassword }),
  });
  const cookies = signedIn.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const send = async (path: string, body: object) => {
    const response = await fetch(`${address}${path}`, {
      method: 'POST',
      headers: { ...headers, cookie: cookies.join('; ') },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  };
  const make = await disputeOf(services, actor);
  const whole = () => send('/api/writes', { writes: [make()] });
  const bare = () => send('/api/bare', { writes: [make()] });
  await timeSideBySide([whole, bare], 100);
  // Short turns, taken in turn, so that both meet the same moments of the machine; and the ratio of each pair.
  const pairs: { whole: number; bare: number }[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const bareRate = await throughput(bare, clients, 3);
    pairs.push({ bare: bareRate, whole: await throughput(whole, clients, 3) });
  }
  const [wholeOne, bareOne] = await timeSideBySide([whole, bare], 200);
  const median = (of: (pair: { whole: number; bare: number }) => number) =>
    round(pairs.map(of).toSorted((a, b) => a - b)[Math.floor(turns / 2)]!);
  return {
    whole_per_s: median((pair) => pair.whole),
    bare_per_s: median((pair) => pair.bare),
    ratio: median((pair) => pair.whole / pair.bare),
    one_at_a_time: {
      whole: wholeOne,
      bare: bareOne,
      ratio: round(bareOne!.p50_ms / wholeOne!.p50_ms),
    },
  };
}

/** A thousand at a time, with versions, lines and duties, and folded, beside a plain INSERT of the same rows. */
export async function measureBulk(
  services: Services,
  actor: Actor,
  fold: () => Promise<unknown>,
): Promise<object> {
  const { owner } = services;
  const make = await disputeOf(services, actor);
  await owner.query(
    'drop table if exists plain, plain_parties; create table plain (like dispute including all); create table plain_parties (like dispute_parties including all)',
  );
  const { rows } = await owner.query(
    `select to_jsonb(d) - 'id' as dispute from dispute d where path >= $1 and path < $1 || '~' limit 1000`,
    [`${actor.grant.path.split('.')[0]}.`],
  );
  const plain = async () => {
    const disputes = rows.map((row) => ({
      ...row.dispute,
      id: randomUUIDv7(),
      number: randomUUIDv7(),
    }));
    const parties = disputes.flatMap(({ id }) =>
      [0, 1].map((position) => ({
        id: randomUUIDv7(),
        record_id: id,
        position,
        side: 'applicant',
        name: '赵一',
      })),
    );
    for (const [table, data] of [
      ['plain', disputes],
      ['plain_parties', parties],
    ] as const)
      await owner.query(
        `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`,
        [JSON.stringify(data)],
      );
  };
  const whole = async () => {
    await writeRecords(writeContext(services, actor), Array.from({ length: 1000 }, make));
    await fold();
  };
  const [withAll, bare] = await timeSideBySide([whole, plain], 8);
  return {
    whole_per_s: round(1_000_000 / withAll!.p50_ms),
    plain_per_s: round(1_000_000 / bare!.p50_ms),
    ratio: round(bare!.p50_ms / withAll!.p50_ms),
  };
}

/**
 * In turn for each committee of the actor: each has a number book of its own, whose numbers are given
 * one after another.
 */
async function disputeOf({ owner }: Services, actor: Actor): Promise<() => Write> {
  const { rows } = await owner.query(
    `select id, unit_id from committee where path >= $1 and path < $1 || '~' and state = 'active' order by id`,
    [actor.grant.path],
  );
  const names = ['赵一', '钱二', '孙三', '李四', '周五', '吴六', '郑七', '王八'];
  let n = 0;
  return () => {
    n += 1;
    const committee = rows[n % rows.length];
    const fields = {
      committee_id: committee.id,
      dispute_type: 'neighbour',
      source: 'application',
      accepted_on: '2026-03-02',
      found_on: '2026-03-02',
      about: '因相邻地界发生争执',
      parties: [
        { side: 'applicant', name: names[n % names.length] },
        { side: 'respondent', name: names[(n * 3 + 1) % names.length] },
      ],
    };
    const deeds = [{ action: 'accept', fields }];
    const { unit_id } = committee;
    return { write_id: randomUUIDv7(), type: 'dispute', id: randomUUIDv7(), unit_id, deeds };
  };
}
