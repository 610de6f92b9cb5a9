/** Who somebody is: encrypted at rest, masked on the screen, found without plain text, linked from other records. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { persons } from '#lines/common/line.ts';
import { person } from '#lines/common/person.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { visiting } from '#testing/visiting.ts';

let world: ServedWorld;
let person_id: string;
let visit_id: string;
const identity = {
  ...person.example,
  name: '慕容雪',
  names: [{ name: '𠮷䶮', kind: 'former' }],
};

beforeAll(async () => {
  world = await serveWorld([persons, visiting]);
  const registered = await world.write('director', 'person', 'register', identity);
  person_id = registered.json().answers[0].id;
  const made = await world.write('director', 'umbrella_visit', 'make', {
    person_id,
    visited_on: '2009-03-02',
    topic: '雨伞',
    story: '慕容雪说伞丢在了新渠街',
  });
  visit_id = made.json().answers[0].id;
});
afterAll(() => world.end());

const get = async (url: string, who = 'director') => (await world.ask(who, 'GET', url)).json();
const search = async (type: string, q: string, who = 'director') => {
  const payload = { q, ...(type === 'person' ? { purpose: '核对身份' } : {}) };
  const answer = await world.ask(who, 'POST', `/api/records/${type}/search`, { payload });
  return answer.json().records.map((record: { id: string }) => record.id);
};
const plain = [
  '慕容',
  '𠮷䶮',
  '990101198503071239',
  '13900000017',
  '田大山',
  '新渠街',
  '1985-03-07',
];

describe('identity', () => {
  it('is nowhere in plain text in the database', async () => {
    const { rows: tables } = await world.owner.query(
      `select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      const { rows } = await world.owner.query(`select to_jsonb(t)::text as row from ${name} t`);
      const text = rows.map(({ row }) => row).join('\n');
      for (const word of plain)
        expect(`${name} ${text.includes(word)} ${word}`).toBe(`${name} false ${word}`);
    }
  });

  it('is masked on the screen, in the list, the history and the export', async () => {
    const shown = await get(`/api/records/person/${person_id}`);
    expect(shown.record).toMatchObject({
      name: '慕某',
      document_number: '990***********1239',
      born_on: '•••',
      birth_year: 1985,
    });
    expect(shown.title).toEqual({ en: 'Mu Mou', zh: '慕某' });
    for (const url of [
      `/api/records/person/${person_id}`,
      `/api/records/person/${person_id}/versions`,
      '/api/records/person?count=1',
      `/api/records/umbrella_visit/${visit_id}`,
    ]) {
      const answer = await world.ask('director', 'GET', url);
      expect(`${url} ${answer.statusCode}`).toBe(`${url} 200`);
      for (const word of plain.filter((w) => !url.includes('visit') || !'慕容新渠街'.includes(w)))
        expect(`${url} ${answer.body.includes(word)} ${word}`).toBe(`${url} false ${word}`);
    }
    const away = await world.takeAway('director', 'person');
    expect(away.text).toContain('慕某');
    for (const word of plain) expect(`${away.text.includes(word)} ${word}`).toBe(`false ${word}`);
  });

  it('opens with a purpose', async () => {
    const payload = { field: 'name', purpose: '核对身份' };
    const opened = await world.ask('director', 'POST', `/api/records/person/${person_id}/open`, {
      payload,
    });
    expect(opened.json().values).toEqual({ name: '慕容雪' });
  });

  it.each([
    '慕容雪',
    'murongxue',
    'mrx',
    '𠮷䶮',
    '990101198503071239',
    '990101850307123',
    '13900000017',
  ])('is found by %s, the person and what is about them', async (word) => {
    for (const type of ['person', 'umbrella_visit'])
      expect(await search(type, word)).toEqual([type === 'person' ? person_id : visit_id]);
    expect(await search('person', word.slice(0, -1))).toEqual([]);
  });

  it('is looked for with a purpose and a line in the log, and in no address', async () => {
    const logged = async () =>
      (
        await world.owner.query(
          `select purpose, detail from access_log where deed = 'person_sought'`,
        )
      ).rows;
    const before = (await logged()).length;
    for (const url of [
      '/api/records/person?q=mrx',
      '/api/choices/person?q=mrx',
      '/api/records/person/export.csv?q=mrx',
    ])
      expect((await world.ask('director', 'GET', url)).json().issues[0].field).toBe('purpose');
    const bare = await world.ask('director', 'POST', '/api/records/person/search', {
      payload: { q: 'mrx' },
    });
    expect(bare.json().issues[0].field).toBe('purpose');
    expect(await logged()).toHaveLength(before);
    await search('person', '慕容雪');
    const lines = await logged();
    expect(lines).toHaveLength(before + 1);
    expect(lines.at(-1)).toEqual({ purpose: '核对身份', detail: { way: 'register' } });
  });

  it('names the records about a person, and never by more than the masked name', async () => {
    const shown = await get(`/api/records/umbrella_visit/${visit_id}`);
    expect(shown.title).toEqual({ en: 'Visit to Mu Mou', zh: '走访慕某' });
    expect(shown.links[person_id].title.zh).toBe('慕某');
    expect(shown.record.story).toBe('慕容雪说伞丢在了新渠街');
  });

  it('leads to what is about a person by the new name once it is corrected, and not by the old one', async () => {
    const { record } = await get(`/api/records/person/${person_id}`);
    const rest = { id: person_id, expected_version: record.version };
    const changed = await world.write('director', 'person', 'change', { name: '慕容霜' }, rest);
    expect(changed.statusCode).toBe(200);
    const found = async (q: string) => (await search('umbrella_visit', q)).length;
    expect([
      await found('慕容霜'),
      await found('慕容雪'),
      await found('伞'),
      await found('雨'),
    ]).toEqual([1, 0, 0, 1]);
  });
});
