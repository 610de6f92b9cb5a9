/** The whole register looked through for doubles: what is seen, what is named, what is remembered. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { citizenIdCheck } from '#engine/identifier.ts';
import { persons } from '#lines/common/line.ts';
import { person } from '#lines/common/person.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { deed } from '#testing/world.ts';
import { writeRecords } from '../records/write.ts';
import { readAs } from '../services.ts';
import { sharedGroups } from './duplicates.ts';
import { visiting } from '#testing/visiting.ts';

let world: ServedWorld;
const ids: Record<string, string> = {};

/** Region 990101 is in no use. */
function invented(birthday: string, n: number): string {
  const seventeen = `990101${birthday}${String(n).padStart(3, '0')}`;
  return seventeen + citizenIdCheck(seventeen);
}
const register = async (who: string, fields: object) => {
  const {
    names: _names,
    telephones: _telephones,
    ...example
  } = person.example as Record<string, unknown>;
  const answer = await world.write(who, 'person', 'register', { ...example, ...fields });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json().answers[0].id as string;
};

beforeAll(async () => {
  world = await serveWorld([persons, visiting]);
  const own = (number: string) => [{ number, whose: 'own' }];
  const people: Record<string, [string, object]> = {
    // One number, written in its old form and its new one.
    first: ['director', { name: '司马青', document_number: invented('19850307', 1) }],
    second: [
      'director',
      { name: '司马清', document_number: '990101850307001', document_kind: 'citizen_id' },
    ],
    // One name and birthday, seen by the county alone with the one of the other office.
    third: ['director', { name: '公孙白', document_number: invented('19800101', 2) }],
    fourth: ['county', { name: '公孙白', document_number: invented('19800101', 3) }],
    // One name and telephone, the one of them beyond the other county's border.
    fifth: [
      'director',
      { name: '尉迟红', document_number: invented('19700101', 4), telephones: own('13900005501') },
    ],
    sixth: [
      'stranger',
      { name: '尉迟红', document_number: invented('19710101', 5), telephones: own('13900005501') },
    ],
    // A name that many have, and nothing else in common.
    seventh: ['director', { name: '公孙白', document_number: invented('19900101', 6) }],
  };
  for (const [name, [who, fields]] of Object.entries(people))
    ids[name] = await register(who, fields);
}, 60_000);
afterAll(() => world.end());

const post = (who: string, url: string, payload: object = {}) =>
  world.ask(who, 'POST', url, { payload });
type Pair = {
  entries: { id: string; version: number; title: { zh: string } }[];
  signs: { code: string }[];
};
const pairs = async (who: string) => {
  const answer = await post(who, '/api/persons/duplicates', { purpose: '全库查重' });
  return (answer.json().pairs as Pair[])
    .map(({ entries, signs }) =>
      [
        ...entries.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id)!),
        ...signs.map(({ code }) => code),
      ].join(' '),
    )
    .toSorted();
};

it('names the pairs that one sees, older first, by what they share', async () => {
  expect(await pairs('county')).toEqual(['first second document', 'third fourth name_birth']);
  expect(await pairs('director')).toEqual(['first second document']);
  expect(await pairs('stranger')).toEqual([]);
  const shown = await post('county', '/api/persons/duplicates', { purpose: '全库查重' });
  for (const word of ['司马青', '公孙白', '1985-03-07', invented('19850307', 1)])
    expect(`${word} ${shown.body.includes(word)}`).toBe(`${word} false`);
});

it('sees the one beyond the border once a matter of theirs lies here', async () => {
  const visit = await world.write('stranger', 'umbrella_visit', 'make', {
    person_id: ids['sixth'],
    visited_on: '2009-03-02',
  });
  const id = visit.json().answers[0].id;
  await world.owner.query(`update about set path = '1.2.4.' where record_id = $1`, [id]);
  expect(await pairs('director')).toContain('fifth sixth name_telephone');
  await world.owner.query(`update about set path = '1.3.6.' where record_id = $1`, [id]);
  expect(await pairs('director')).not.toContain('fifth sixth name_telephone');
});

it('finds the one with the same number among sixty of the same name', async () => {
  const {
    names: _names,
    telephones: _telephones,
    ...example
  } = person.example as Record<string, unknown>;
  const register = (n: number) =>
    deed('person', 'register', {
      ...example,
      name: '王伟',
      document_number: invented(`19${60 + (n % 30)}0${1 + (n % 9)}1${n % 9}`, 100 + n),
    });
  const actor = await world.actor('director', 'n2');
  const one = register(1);
  await writeRecords(world.context(actor), [
    one,
    ...Array.from({ length: 60 }, (_, n) => register(n + 2)),
  ]);
  for (let n = 1; n <= 61; n += 3) {
    const fields = { ...register(n).deeds[0]!.fields, name: '王伟' };
    const answer = await post('county', '/api/likely/person', { fields });
    expect(
      answer.json().candidates.map((each: { signs: { code: string }[] }) => each.signs[0]!.code),
    ).toContain('document');
  }
});

it('is asked with a purpose, by who is in charge, and stands in the log', async () => {
  const lines = async () =>
    (
      await world.owner.query(
        `select purpose from access_log where deed = 'person_sought' and detail->>'way' = 'duplicates'`,
      )
    ).rowCount!;
  const before = await lines();
  expect((await post('county', '/api/persons/duplicates')).json().issues[0].field).toBe('purpose');
  for (const who of ['guardian', 'mediator', 'office'])
    expect((await post(who, '/api/persons/duplicates', { purpose: '查重' })).json().kind).toBe(
      'not-allowed',
    );
  expect(await lines()).toBe(before);
  await pairs('county');
  expect(await lines()).toBe(before + 1);
});

it('remembers who are two people, here and on their pages, until that is taken back', async () => {
  const apart = (more: object = {}) =>
    post('county', `/api/persons/${ids['fourth']}/apart`, {
      other_id: ids['third'],
      reason: '同名同日，非同一人',
      ...more,
    });
  expect((await apart()).json()).toEqual({ apart: true });
  expect((await apart()).json()).toEqual({ apart: true });
  expect(await pairs('county')).toEqual(['first second document']);
  const about = await world.ask('county', 'GET', `/api/persons/${ids['third']}/about`);
  expect(about.json().apart).toEqual([
    expect.objectContaining({ id: ids['fourth'], reason: '同名同日，非同一人' }),
  ]);
  const here = await post('county', `/api/persons/${ids['third']}/duplicates`);
  expect(here.json().candidates).toEqual([]);
  const unseen = await apart({ other_id: ids['sixth'] });
  const nobody = await apart({ other_id: randomUUID() });
  expect({ ...unseen.json(), id: '' }).toEqual({ ...nobody.json(), id: '' });
  await post('county', `/api/persons/${ids['third']}/apart/take-back`, { other_id: ids['fourth'] });
  expect(await pairs('county')).toEqual(['first second document', 'third fourth name_birth']);
});

it('is empty where they were merged, and full again where that was undone', async () => {
  const merged = await post('director', `/api/persons/${ids['second']}/merge`, {
    merger_id: randomUUID(),
    into_id: ids['first'],
    ground: '同一证件新旧号码',
    expected_version: 1,
  });
  expect(merged.statusCode).toBe(200);
  expect(await pairs('director')).toEqual([]);
  await post('director', `/api/persons/${ids['second']}/unmerge`, { reason: '再核对' });
  expect(await pairs('director')).toEqual(['first second document']);
});

it('is looked for from the people of a territory or from what several share, and both find the same', async () => {
  const ways: string[][][] = [];
  for (const who of ['director', 'county'] as const) {
    const actor = await world.actor(who, who === 'county' ? 'north' : 'n1');
    for (const few of [0, 1_000_000])
      ways.push(
        await readAs(world, actor, (client) => sharedGroups(client, actor.grant.path, few)),
      );
  }
  expect(ways[1]).toEqual(ways[0]);
  expect(ways[3]).toEqual(ways[2]);
  expect(ways[3]!.length).toBeGreaterThan(ways[1]!.length);
});

it('what is kept to find them is what the register holds, also after what is sealed, merged, changed', async () => {
  const seal = { id: ids['seventh'], expected_version: 1 };
  await world.write('director', 'person', 'seal', { seal_ground: 'sentenced' }, seal);
  const kept = await world.owner.query(
    'select token::text, person_id from person_shared order by 1, 2',
  );
  const held = await world.owner.query(
    'select token::text, p.id as person_id from person p cross join lateral shared_tokens(p.found_by) token order by 1, 2',
  );
  expect(kept.rows).toEqual(held.rows);
  expect(kept.rows.length).toBeGreaterThan(60);
  const counted = await world.owner.query(
    `select token::text, entries, open_entries from shared_token where entries > 0 order by 1`,
  );
  const anew = await world.owner.query(
    `select s.token::text, count(*)::int as entries, (count(*) filter (where p.guard < 2))::int as open_entries
      from person_shared s join person p on p.id = s.person_id group by s.token order by 1`,
  );
  expect(counted.rows).toEqual(anew.rows);
  expect(counted.rows.some((row) => row.open_entries < row.entries)).toBe(true);
});
