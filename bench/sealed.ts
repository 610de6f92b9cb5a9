/**
 * Sealed and absent are one answer; are they one duration? A sealed id and an id of nobody are asked through the route
 * in random order, some thousand times each, by an officer who may not open what is sealed. Medians, their ratio, and
 * how often of two requests drawn at random the sealed one is the slower: a half where nothing tells them apart.
 */
import { randomUUID, randomUUIDv7 } from 'node:crypto';
import type { Actor } from '#engine/permission.ts';
import { Chance } from '#city/chance.ts';
import { demoPassword } from '#city/people.ts';
import { person } from '#lines/common/person.ts';
import { buildApp } from '#server/app.ts';
import { writeRecords } from '#server/records/write.ts';
import type { Write } from '#server/records/write.ts';
import type { Services } from '#server/services.ts';
import { writeContext } from '#server/services.ts';
import { round } from './measure.ts';

const ids = 100;

export async function measureSealed(
  services: Services,
  actor: Actor,
  runs: number,
): Promise<Record<string, object>> {
  const sealed = await sealedOnes(services, actor);
  const app = await buildApp(services);
  try {
    const mark = { 'x-taizhang': '1' };
    const payload = { username: 'county', password: demoPassword };
    const door = await app.inject({ method: 'POST', url: '/api/session', headers: mark, payload });
    const cookie = door.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const ask = async (url: string) => {
      const began = performance.now();
      const answer = await app.inject({ url, headers: { ...mark, cookie } });
      const took = performance.now() - began;
      if (answer.statusCode !== 404) throw new Error(`${url} ${answer.statusCode} ${answer.body}`);
      return took;
    };
    const measured: Record<string, object> = {};
    for (const [type, known] of Object.entries(sealed))
      for (const door of ['', '/versions'])
        measured[`${type}${door}`] = await compare(
          (there) =>
            ask(
              `/api/records/${type}/${there ? known[Math.floor(Math.random() * ids)]! : randomUUIDv7()}${door}`,
            ),
          runs,
        );
    return measured;
  } finally {
    await app.close();
  }
}

/** Both in random order, so that nothing of the order tells; the first hundred warm up. */
async function compare(ask: (sealed: boolean) => Promise<number>, runs: number): Promise<object> {
  const times: Record<'sealed' | 'absent', number[]> = { sealed: [], absent: [] };
  for (let i = 0; i < 100; i++) await ask(i % 2 === 0);
  while (times.sealed.length + times.absent.length < 2 * runs) {
    const which = Math.random() < 0.5 ? 'sealed' : 'absent';
    times[which].push(await ask(which === 'sealed'));
  }
  const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!;
  const [sealed, absent] = [median(times.sealed), median(times.absent)];
  return {
    requests: times.sealed.length + times.absent.length,
    sealed_ms: round(sealed),
    absent_ms: round(absent),
    ratio: Number((sealed / absent).toFixed(3)),
    'sealed is slower': Number(slower(times.sealed, times.absent).toFixed(3)),
  };
}

/** The share of all pairs in which the first is the greater (Mann and Whitney), by ranks. */
function slower(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((t) => [t, 1] as const), ...b.map((t) => [t, 0] as const)];
  let ranks = 0;
  for (const [i, [, first]] of all.toSorted(([x], [y]) => x - y).entries())
    ranks += first * (i + 1);
  return (ranks - (a.length * (a.length + 1)) / 2) / (a.length * b.length);
}

/** Invented people whose records are sealed from the start, of the kinds that anybody could ask for. */
async function sealedOnes(services: Services, actor: Actor): Promise<Record<string, string[]>> {
  const chance = new Chance('bench sealed');
  const made = Array.from({ length: ids }, () => ({
    person: randomUUIDv7(),
    file: randomUUIDv7(),
  }));
  const context = writeContext(services, { ...actor, engine: true });
  const write = (
    type: string,
    id: string,
    action: string,
    fields: Record<string, unknown>,
  ): Write => ({
    write_id: randomUUID(),
    type,
    id,
    deeds: [{ action, fields }],
  });
  const writes = made.flatMap((one) => [
    write('person', one.person, 'register', {
      ...(person.example as Record<string, unknown>),
      document_kind: 'passport',
      document_number: `X${chance.between(10_000_000, 99_999_999)}`,
      seal_ground: 'sentenced',
    }),
    write('help_file', one.file, 'open', {
      person_id: one.person,
      minor: true,
      channel: 'prison',
      released_on: '2009-03-01',
      received_on: '2009-03-02',
    }),
  ]);
  await writeRecords(context, writes);
  return { person: made.map((one) => one.person), help_file: made.map((one) => one.file) };
}
