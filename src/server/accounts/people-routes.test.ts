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
  const nominated = await world.write('office', 'honour', 'nominate', fields, {
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

it('takes nobody beyond reach from a write either, and leaves who stood there before', async () => {
  const [stranger] = (await seek('office', 'stranger')) as { id: string }[];
  const [colleague] = (await seek('office', 'colleague')) as { id: string }[];
  const id = randomUUID();
  const fields = { ...honour.example, kind: 'advanced_person', subject_kind: 'person' };
  const nominate = (who: string, person: string) =>
    world.write(
      who,
      'honour',
      'nominate',
      { ...fields, subject_name: '某人', person_account_id: person },
      { id, unit_id: unitId('n1') },
    );
  // Out of the county, above it, without any account, and an administrator, who names nobody and is named by nobody.
  const administrator = await world.owner.query(`select id from account where username = 'system'`);
  for (const [who, person] of [
    ['county', stranger!.id],
    ['director', colleague!.id],
    ['office', randomUUID()],
    ['office', administrator.rows[0].id],
  ] as const) {
    const refused = await nominate(who, person);
    expect(refused.statusCode).toBe(422);
    expect(refused.json().issues).toMatchObject([{ field: 'person_account_id' }]);
    expect(refused.json().detail.zh).toContain('管辖范围');
  }
  expect((await nominate('county', colleague!.id)).statusCode).toBe(200);
  // The director, for whom the colleague is out of reach, changes something else.
  const kept = { ...fields, subject_name: '改名', person_account_id: colleague!.id };
  const change = (person: string) =>
    world.write(
      'director',
      'honour',
      'change',
      { ...kept, person_account_id: person },
      { id, expected_version: 1 },
    );
  expect((await change(stranger!.id)).statusCode).toBe(422);
  expect((await change(colleague!.id)).statusCode).toBe(200);
});

it('holds for rows of a list as well', async () => {
  const [stranger] = (await seek('office', 'stranger')) as { id: string }[];
  const splits = [{ name: '某人', account_id: stranger!.id, share: 50 }];
  const claimed = await world.write('director', 'subsidy', 'claim', { splits });
  expect(claimed.json().issues).toMatchObject([{ field: 'splits.0.account_id' }]);
});
