/**
 * A dispute marked sensitive hides from colleagues, wherever one may look for it: list, count, search, export, figure,
 * history, Today, attachments, papers, links. It counts in every figure, and opens to its keeper, to whoever wrote it
 * down, to the director and to the county.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediation } from '#lines/mediation/line.ts';
import { committee } from '#lines/mediation/committee.ts';
import { dispute } from '#lines/mediation/dispute.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { tinyPng } from '#testing/tiny-png.ts';
import { unitId } from '#testing/world.ts';

let world: ServedWorld;
let secret: string;
let open: string;
let attachment: string;

const day = '2009-03-02';
const { mediator_id: _m, agreement_content: _a, ...example } = dispute.example;

beforeAll(async () => {
  world = await serveWorld([mediation]);
  const set_up = await world.write('director', 'committee', 'set_up', committee.example);
  const committee_id = set_up.json().answers[0].id;
  const accept = async (more: object) => {
    const fields = { ...example, committee_id, accepted_on: day, violence_risk: true, ...more };
    const answer = await world.write('director', 'dispute', 'accept', fields, {
      unit_id: unitId('n1a'),
    });
    expect(answer.statusCode).toBe(200);
    return answer.json().answers[0].id as string;
  };
  const parties = (a: string, b: string) => [
    { side: 'applicant', kind: 'person', name: a, role: 'party' },
    { side: 'respondent', kind: 'person', name: b, role: 'party' },
  ];
  open = await accept({ parties: parties('赵大川', '钱二河') });
  secret = await accept({ parties: parties('孙密言', '周慎语'), sensitive: true });
  const head = `--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`;
  const png = tinyPng();
  const sent = await world.ask('director', 'POST', `/api/records/dispute/${secret}/attachments`, {
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    payload: Buffer.concat([Buffer.from(head), png, Buffer.from('\r\n--b--\r\n')]),
  });
  attachment = sent.json().attachment.id;
});
afterAll(() => world.end());

const get = (who: string, url: string) => world.ask(who, 'GET', url);
const body = async (who: string, url: string) => {
  const answer = await get(who, url);
  expect(answer.statusCode).toBe(200);
  return answer.body;
};
const period = 'from=2009-01-01&to=2009-12-31';
/** Every address that lists something: none may name it. `mediator` sits in the same village, `office` above. */
const lists = [
  '/api/records/dispute?count=1&limit=50',
  '/api/records/dispute?q=sunmiyan&count=1',
  '/api/records/dispute?q=%E5%AD%99%E5%AF%86%E8%A8%80&count=1',
  '/api/records/dispute?overdue=1',
  '/api/records/dispute?filter.dispute_type=boundary',
  '/api/choices/dispute?q=sun',
  '/api/records/dispute/export.csv',
  '/api/today',
  '/api/my-day',
  `/api/figures/disputes_mediated/records?${period}`,
  `/api/figures/disputes_mediated/entries?${period}`,
  `/api/figures/disputes_mediated/changes?${period}&as_of=2009-06-30`,
];

describe.each(['mediator', 'office'])('for %s a restricted dispute', (who) => {
  it.each(lists)('is not in %s', async (url) => {
    const answer = await get(who, url);
    expect([200, 404]).toContain(answer.statusCode);
    for (const trace of [secret, '孙', '周慎', attachment])
      expect(answer.body).not.toContain(trace);
  });

  it('is counted out of the register, and the open one is there', async () => {
    const list = JSON.parse(await body(who, '/api/records/dispute?count=1'));
    expect(list.records.map((record: { id: string }) => record.id)).toEqual([open]);
    expect(list.count).toBe(1);
  });

  it('counts in the figure, as a few that are guarded', async () => {
    const figure = JSON.parse(await body(who, `/api/figures/disputes_mediated?${period}`));
    expect(figure.value).toBe(2);
    const opened = JSON.parse(await body(who, `/api/figures/disputes_mediated/records?${period}`));
    expect(opened).toMatchObject({ total: 2, guarded: null });
    expect(opened.records).toHaveLength(1);
  });

  it.each([
    `/api/records/dispute/:id`,
    `/api/records/dispute/:id/versions`,
    `/api/records/dispute/:id/papers`,
    `/api/attachments/:attachment`,
  ])('is not there at %s', async (address) => {
    const url = address.replace(':id', secret).replace(':attachment', attachment);
    const unknown = address.replace(':id', randomUUID()).replace(':attachment', randomUUID());
    const [answer, nowhere] = [await get(who, url), await get(who, unknown)];
    expect(answer.statusCode).toBe(404);
    expect({ ...answer.json(), id: '' }).toEqual({ ...nowhere.json(), id: '' });
  });

  it('takes no write, and says no more than of an unknown one', async () => {
    for (const action of ['change', 'tell_police', 'restrict']) {
      const rest = { id: secret, expected_version: 1 };
      const answer = await world.write(who, 'dispute', action, {}, rest);
      expect(answer.json().kind).toBe('not-found');
    }
    const link = { direction: 'out', kind: 'transfer', from_track: 'people', to_track: 'judicial' };
    const fields = { ...link, organ_name: '法院', dispute_id: secret, proposed_on: day };
    const linked = await world.write(who, 'linkage', 'propose', fields);
    expect(['invalid', 'not-allowed']).toContain(linked.json().kind);
    expect(linked.body).not.toContain('孙');
  });
});

describe.each(['director', 'county'])('for %s', (who) => {
  it('is in the register, the search, the figure, the history and the file', async () => {
    const list = JSON.parse(await body(who, '/api/records/dispute?count=1&q=sunmiyan'));
    expect(list.records.map((record: { id: string }) => record.id)).toEqual([secret]);
    const opened = JSON.parse(await body(who, `/api/figures/disputes_mediated/records?${period}`));
    expect(opened).toMatchObject({ total: 2, guarded: 0, listed: 2 });
    for (const url of [`/api/records/dispute/${secret}`, `/api/attachments/${attachment}`])
      expect((await get(who, url)).statusCode).toBe(200);
    expect(await body(who, `/api/records/dispute/${secret}/versions`)).toContain('孙密言');
  });
});

it('opens to colleagues again when the restriction is lifted, the history too', async () => {
  const lifted = {
    id: secret,
    expected_version: 1,
    deeds: [{ action: 'restrict', fields: { sensitive: false }, reason: '当事人同意' }],
  };
  const payload = { writes: [{ write_id: randomUUID(), type: 'dispute', ...lifted }] };
  const answer = await world.ask('director', 'POST', '/api/writes', { payload });
  expect(answer.statusCode).toBe(200);
  expect(
    (await get('mediator', `/api/records/dispute/${secret}/versions`)).json().versions,
  ).toHaveLength(2);
});
