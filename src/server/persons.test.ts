/** Who somebody is: encrypted at rest, masked on the screen, found without plain text, linked from other records. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { line, link, paragraph } from '#engine/field.ts';
import type { Line } from '#engine/line.ts';
import { calledIn, defineRecord } from '#engine/record.ts';
import { persons } from '#lines/common/line.ts';
import { person } from '#lines/common/person.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';

/** An invented line whose records are about persons, with a narrative that is encrypted. */
const visit = defineRecord({
  name: 'umbrella_visit',
  line: 'visits',
  label: { en: 'Visit', zh: '走访' },
  plural: { en: 'Visits', zh: '走访登记' },
  about: { en: 'One visit.', zh: '一次走访。' },
  fields: {
    person_id: link('Person', '对象', 'person', { required: true }),
    topic: line('Topic', '主题', { max: 40 }),
    story: paragraph('Story', '经过', { secret: true }),
  },
  children: {},
  states: { made: { label: { en: 'Made', zh: '已走访' }, tone: 'done' } },
  actions: {
    make: {
      label: { en: 'Write down', zh: '登记' },
      from: ['new'],
      to: 'made',
      roles: ['clerk', 'director'],
      fields: '*',
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['made'],
      roles: ['clerk', 'director'],
      fields: '*',
    },
  },
  title: (r) => {
    const who = calledIn(r, 'person_id');
    return { en: `Visit to ${who.en}`, zh: `走访${who.zh}` };
  },
  form: [{ label: { en: 'Visit', zh: '走访' }, fields: ['person_id', 'topic', 'story'] }],
  list: { columns: ['person_id', 'topic'], filters: ['person_id'], order: 'created_at' },
  search: (r) => [r.topic],
  postings: (r) => [{ measure: 'visits', day: '2009-03-01', unit_id: r.unit_id, amount: 1 }],
  example: { person_id: '@person', topic: '雨伞', story: '伞已还' },
});
const visits: Line = {
  name: 'visits',
  label: { en: 'Visits', zh: '走访' },
  records: [visit],
  measures: [
    {
      name: 'visits',
      label: { en: 'Visits', zh: '走访' },
      counter: { en: 'visits', zh: '次' },
      of: 'umbrella_visit',
      kind: 'flow',
    },
  ],
  indicators: [],
  codes: [],
};

let world: ServedWorld;
let person_id: string;
let visit_id: string;
const identity = {
  ...person.example,
  name: '慕容雪',
  names: [{ name: '𠮷䶮', kind: 'former' }],
};

beforeAll(async () => {
  world = await serveWorld([persons, visits]);
  const registered = await world.write('director', 'person', 'register', identity);
  person_id = registered.json().answers[0].id;
  const made = await world.write('director', 'umbrella_visit', 'make', {
    person_id,
    topic: '雨伞',
    story: '慕容雪说伞丢在了新渠街',
  });
  visit_id = made.json().answers[0].id;
});
afterAll(() => world.end());

const get = async (url: string, who = 'director') => (await world.ask(who, 'GET', url)).json();
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
      '/api/records/person/export.csv',
      `/api/records/umbrella_visit/${visit_id}`,
    ]) {
      const answer = await world.ask('director', 'GET', url);
      expect(`${url} ${answer.statusCode}`).toBe(`${url} 200`);
      for (const word of plain.filter((w) => !url.includes('visit') || !'慕容新渠街'.includes(w)))
        expect(`${url} ${answer.body.includes(word)} ${word}`).toBe(`${url} false ${word}`);
    }
  });

  it('opens with a purpose', async () => {
    const payload = { field: 'name', purpose: '核对身份' };
    const opened = await world.ask('director', 'POST', `/api/records/person/${person_id}/open`, {
      payload,
    });
    expect(opened.json().values).toEqual({ name: '慕容雪' });
  });

  it.each([
    '慕容雪', 'murongxue', 'mrx', '𠮷䶮', '990101198503071239', '990101850307123', '13900000017',
  ])('is found by %s, the person and what is about them', async (word) => {
    for (const type of ['person', 'umbrella_visit']) {
      const page = await get(`/api/records/${type}?q=${encodeURIComponent(word)}`);
      expect(page.records.map((r: { id: string }) => r.id)).toEqual([type === 'person' ? person_id : visit_id]);
    }
    expect((await get('/api/records/person?q=murongxu')).records).toEqual([]);
  }); // prettier-ignore

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
    const found = async (q: string) =>
      (await get(`/api/records/umbrella_visit?q=${encodeURIComponent(q)}`)).records.length;
    expect([await found('慕容霜'), await found('慕容雪'), await found('伞'), await found('雨')]).toEqual([1, 0, 0, 1]);
  }); // prettier-ignore
});
