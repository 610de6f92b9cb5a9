import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lines } from '#lines/index.ts';
import { honour } from '#lines/honours/honour.ts';
import { committee } from '#lines/mediation/committee.ts';
import { mediator } from '#lines/mediation/mediator.ts';
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

it('takes oneself, however the id is written, and nobody whose post has ended', async () => {
  const accounts = await world.owner.query(
    `select username, id from account where username in ('county', 'guardian')`,
  );
  const of = Object.fromEntries(accounts.rows.map(({ username, id }) => [username, id as string]));
  const named = (person: string) =>
    world.write(
      'county',
      'honour',
      'nominate',
      {
        ...honour.example,
        kind: 'advanced_person',
        subject_kind: 'person',
        subject_name: '某人',
        person_account_id: person,
      },
      { unit_id: unitId('n1') },
    );
  expect((await named(of['county']!.toUpperCase())).statusCode).toBe(200);
  // The guardian's post ended in 2020, as told above.
  const ended = await named(of['guardian']!);
  expect([ended.statusCode, ended.json().issues?.[0].field]).toEqual([422, 'person_account_id']);
});

it('holds for rows of a list as well, and leaves who stood in one before', async () => {
  const ids = Object.fromEntries(
    (
      await world.owner.query(
        `select username, id from account where username in ('stranger', 'mediator')`,
      )
    ).rows.map(({ username, id }) => [username, id as string]),
  );
  const made = async (who: string, type: string, action: string, fields: object) => {
    const answer = await world.write(who, type, action, fields as Record<string, unknown>);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json().answers[0].id as string;
  };
  const committee_id = await made('director', 'committee', 'set_up', committee.example);
  const appointed = { ...mediator.example, committee_id };
  const mediator_id = await made('director', 'mediator', 'appoint', appointed);
  const tariff_id = await made('county', 'tariff', 'issue', {
    name: '以案定补标准',
    version_no: '1',
    valid_from: '2009-01-01',
    budget_year: 2009,
    budget_fen: 100_000_00,
    grades: [{ form: 'oral', difficulty: 'simple', amount_fen: 3000 }],
  });
  const party = { kind: 'person', role: 'party' };
  const dispute_id = await made('director', 'dispute', 'settle_on_spot', {
    parties: [
      { ...party, side: 'applicant', name: '申一' },
      { ...party, side: 'respondent', name: '被一' },
    ],
    dispute_type: 'boundary',
    source: 'application',
    about: '地埂',
    found_on: '2009-03-02',
    difficulty: 'simple',
    committee_id,
    mediator_id,
    agreement_content: '恢复界石',
    originals: ['oral-register'],
  });
  const paidTo = (account_id: string) => ({
    dispute_id,
    tariff_id,
    grade: 'simple',
    amount_fen: 3000,
    claimed_on: '2009-03-10',
    splits: [{ mediator_id, account_id, amount_fen: 3000 }],
  });
  const claimed = await world.write('director', 'subsidy', 'claim', paidTo(ids['stranger']!));
  expect(claimed.json().issues).toMatchObject([{ field: 'splits.0.account_id' }]);
  const id = await made('director', 'subsidy', 'claim', paidTo(ids['mediator']!));
  await world.owner.query(`update grants set until_day = '2020-01-01' where account_id = $1`, [
    ids['mediator'],
  ]);
  const change = (account_id: string) =>
    world.write('director', 'subsidy', 'change', paidTo(account_id), { id, expected_version: 1 });
  expect((await change(ids['stranger']!)).json().issues).toMatchObject([
    { field: 'splits.0.account_id' },
  ]);
  expect((await change(ids['mediator']!)).statusCode).toBe(200);
});
