import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lines } from '#lines/index.ts';
import { honour } from '#lines/honours/honour.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await serveWorld(lines);
}, 120_000);
afterAll(() => world.end());

const seek = async (who: string | null, q: string) => {
  const answer = await world.ask(who, 'POST', '/api/people/search', { payload: { q } });
  return answer.statusCode === 200
    ? (answer.json().people as { id: string; name: string; unit: object }[])
    : answer.statusCode;
};

it('finds people with a post within reach, by a part of their name, and nobody beyond', async () => {
  expect(await seek('county', 'direct')).toMatchObject([
    { name: 'director', role: 'director', unit: { zh: 'n1' } },
  ]);
  expect(await seek('county', 'STRANGER')).toEqual([]);
  expect(await seek('office', 'stranger')).toMatchObject([{ name: 'stranger' }]);
  // Whoever is above is out of reach of whoever is below; administrators name nobody, and nobody names them.
  expect(await seek('director', 'county')).toEqual([]);
  expect(await seek('office', 'system')).toEqual([]);
  expect(await seek('system', 'director')).toBe(404);
  expect(await seek(null, 'director')).toBe(401);
});

it('no longer finds whose post has ended', async () => {
  await world.owner.query(
    `update grants set until_day = '2020-01-01' where account_id = (select id from account where username = 'guardian')`,
  );
  expect(await seek('county', 'guardian')).toEqual([]);
});

it('names the person of an honour by account, who then cannot inspect it', async () => {
  const [colleague] = (await seek('county', 'colleague')) as { id: string }[];
  const id = randomUUID();
  const fields = {
    ...honour.example,
    kind: 'advanced_person',
    subject_kind: 'person',
    subject_name: 'colleague',
    person_account_id: colleague!.id,
  };
  const nominated = await world.write('director', 'honour', 'nominate', fields, {
    id,
    unit_id: unitId('n1'),
  });
  expect(nominated.statusCode).toBe(200);
  const inspect = (who: string) =>
    world.write(
      who,
      'honour',
      'inspect',
      { inspected_on: '2026-01-05', opinion: '符合' },
      { id, expected_version: 1 },
    );
  expect((await inspect('colleague')).statusCode).toBe(403);
  expect((await inspect('county')).statusCode).toBe(200);
});
