/**
 * Papers and whole files of guarded registers leave the house in full, so they ask who it is when the last proof is
 * older than `proof_minutes`; with a fresh one they go through. Doors of other kinds: `accounts/proof.test.ts`.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corrections } from '#lines/corrections/line.ts';
import { mediation } from '#lines/mediation/line.ts';
import { persons } from '#lines/common/line.ts';
import { resettlement } from '#lines/resettlement/line.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';
import { buildApp } from '../app.ts';

let world: ServedWorld;
let app: Awaited<ReturnType<typeof buildApp>>;
let aheadMs = 0;
const ids: Record<string, string> = {};
const minute = 60_000;

const judged = {
  category: 'probation', organ_kind: 'court', deciding_organ: '沙坡头区人民法院', offence: 'property',
  effective_on: '2023-10-03', term_from: '2023-10-03', term_until: '2024-10-02',
}; // prettier-ignore
const released = {
  channel: 'prison', from_where: '石嘴山监狱', released_on: '2009-02-26', received_on: '2009-02-27',
  offence: 'property', sentence: '有期徒刑三年', three_nots: false,
}; // prettier-ignore

beforeAll(async () => {
  world = await serveWorld([corrections, resettlement, persons, mediation], {
    // Used or not, the sessions last for the whole test: only the proof grows old.
    session_idle_minutes: 600,
    proof_minutes: 30,
  });
  const clock = () => new Date(Date.now() + aheadMs).toISOString();
  app = await buildApp({ ...world, clock });
  const made = async (who: string, type: string, action: string, fields: object, more = {}) => {
    const answer = await world.write(who, type, action, { ...fields }, more);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json().answers[0].id as string;
  };
  const person = { document_kind: 'none', no_document_reason: '尚未移交', sex: 'female' };
  const adult = { person_id: await made('director', 'person', 'register', { ...person, name: '田大' }) };
  const young = { ...person, name: '田小', seal_ground: 'sentenced' };
  const minor = { person_id: await made('guardian', 'person', 'register', young), minor: true };
  for (const [who, whose, more] of [['director', 'adult', adult], ['guardian', 'minor', minor]] as const) {
    ids[`correction_file ${whose}`] = await made(who, 'correction_file', 'expect', { ...judged, ...more });
    ids[`help_file ${whose}`] = await made(who, 'help_file', 'open', { ...released, ...more });
  }
  const at = { unit_id: unitId('n1a') };
  const example = (type: string, more = {}) => ({ ...world.book.record(type).example, ...more });
  const committee_id = await made('director', 'committee', 'set_up', example('committee'), at);
  const mediator_id = await made('director', 'mediator', 'appoint', example('mediator', { committee_id }), at);
  const { agreement_content: _, ...dispute } = example('dispute', {
    committee_id, mediator_id, accepted_on: '2012-03-02',
  }) as Record<string, unknown>;
  ids['dispute'] = await made('director', 'dispute', 'accept', dispute, at);
}, 60_000); // prettier-ignore
afterAll(async () => {
  await app.close();
  await world.end();
});

/** The same session in an app whose clock goes on. */
async function ask(who: string, method: 'GET' | 'POST', url: string, payload?: object) {
  const { cookie } = (await world.ask(who, 'GET', '/api/session')).raw.req.headers as {
    cookie: string;
  };
  const headers = { 'x-taizhang': '1', cookie };
  return app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
}
const proved = { password: 'umbrella rain 7' };

type Taking = readonly [who: string, url: string];
const takings = (): Taking[] =>
  (['adult', 'minor'] as const).flatMap((whose) => {
    const who = whose === 'adult' ? 'director' : 'guardian';
    const correction = `/api/records/correction_file/${ids[`correction_file ${whose}`]}`;
    const help = `/api/records/help_file/${ids[`help_file ${whose}`]}`;
    return [
      [who, `${correction}/papers/reporting-register.docx`],
      [who, `${correction}/file?as=zip`],
      [who, `${correction}/file?as=zip&bundle=execution`],
      [who, `${help}/papers/help-file.docx`],
      [who, `${help}/file?as=zip`],
    ] as Taking[];
  });

const taken = async () =>
  (
    await world.owner.query(
      `select count(*)::int as n from access_log where deed in ('exported', 'open_masked')`,
    )
  ).rows[0].n as number;

describe('papers and whole files of what is guarded', () => {
  it('go through for half an hour, then ask again, and go through once it is proved', async () => {
    for (const [who, url] of takings())
      expect([url, (await ask(who, 'GET', url)).statusCode]).toEqual([url, 200]);
    aheadMs += 31 * minute;
    const before = await taken();
    for (const [who, url] of takings()) {
      const answer = await ask(who, 'GET', url);
      expect([url, answer.statusCode]).toEqual([url, 403]);
      const { kind, issues } = answer.json();
      expect(kind).toBe('prove-again');
      const [issue] = issues;
      expect(issue.field).toBe('password');
      expect(issue.message).toEqual({
        en: expect.stringContaining('once more'),
        zh: expect.stringContaining('再次输入密码'),
      });
    }
    // Nothing has left, and the log does not say that something has.
    expect(await taken()).toBe(before);
    for (const who of ['director', 'guardian'])
      expect((await ask(who, 'POST', '/api/session/proof', proved)).json()).toEqual({ proved: true });
    for (const [who, url] of takings())
      expect([url, (await ask(who, 'GET', url)).statusCode]).toEqual([url, 200]);
    expect(await taken()).toBeGreaterThan(before);
  }); // prettier-ignore

  it('are absent for whoever may not open them, and no question tells of them', async () => {
    aheadMs += 31 * minute;
    for (const [who, url] of takings().filter(([who]) => who === 'guardian'))
      for (const other of ['director', 'county', 'stranger'])
        expect([who, other, url, (await ask(other, 'GET', url)).statusCode]).toEqual([
          who,
          other,
          url,
          404,
        ]);
  });

  it('ask nobody for what is listed in the house, nor for papers of an open register', async () => {
    const adult = `/api/records/correction_file/${ids['correction_file adult']}`;
    const dispute = `/api/records/dispute/${ids['dispute']}`;
    for (const url of [
      adult,
      `${adult}/papers`,
      `${dispute}/papers/acceptance-register.docx`,
      `${dispute}/file?as=zip`,
    ])
      expect([url, (await ask('director', 'GET', url)).statusCode]).toEqual([url, 200]);
  });
});
