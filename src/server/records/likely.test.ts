/** Before a dispute is written down once more: the ones that may be it, within 30 days and within what one may open. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mediation } from '#lines/mediation/line.ts';
import { committee } from '#lines/mediation/committee.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';

let world: ServedWorld;
let committee_id: string;
let first: string;
let hidden: string;

const person = (side: string, name: string, telephone?: string) => ({
  side,
  kind: 'person',
  name,
  role: 'party',
  telephone,
});
const fields = (more: object = {}) => ({
  parties: [person('applicant', '张有福', '13900000002'), person('respondent', '李长顺')],
  dispute_type: 'boundary',
  found_on: '2009-03-02',
  committee_id,
  ...more,
});
const likely = async (who: string, more: object = {}, id?: string) => {
  const payload = { fields: fields(more), ...(id ? { id } : {}) };
  const answer = await world.ask(who, 'POST', '/api/likely/dispute', { payload });
  expect(answer.statusCode).toBe(200);
  return answer.json().candidates as {
    id: string;
    title: { zh: string };
    signs: { code: string }[];
  }[];
};
const idsOf = async (who: string, more: object = {}, id?: string) =>
  (await likely(who, more, id)).map((one) => one.id);

beforeAll(async () => {
  world = await serveWorld([mediation]);
  const set_up = await world.write('director', 'committee', 'set_up', committee.example);
  committee_id = set_up.json().answers[0].id;
  const one = await world.write('director', 'dispute', 'register', fields());
  first = one.json().answers[0].id;
  const two = await world.write(
    'director',
    'dispute',
    'register',
    fields({
      sensitive: true,
      parties: [person('applicant', '王某甲'), person('respondent', '王某乙')],
    }),
  );
  hidden = two.json().answers[0].id;
});
afterAll(() => world.end());

it('finds it by parties and telephone, and says by which; not itself', async () => {
  const [found, ...more] = await likely('director', { found_on: '2009-03-20' });
  expect(more).toEqual([]);
  expect(found).toMatchObject({ id: first, signs: [{ code: 'parties' }, { code: 'telephone' }] });
  expect(found!.title.zh).toContain('张某与李某');
  expect(JSON.stringify(found)).not.toContain('13900000002');
  expect(await idsOf('director', {}, first)).toEqual([]);
  // The other side unknown yet: one name in the same village is enough, in another one it is not.
  const one = [person('applicant', '张有福'), person('respondent', '不详')];
  expect(await idsOf('director', { parties: one })).toEqual([first]);
  expect(await idsOf('director', { parties: one, committee_id: null })).toEqual([]);
});

it('leaves alone what is more than 30 days away, or shares nothing', async () => {
  expect(await idsOf('director', { found_on: '2009-04-01' })).toEqual([first]);
  expect(await idsOf('director', { found_on: '2009-04-02' })).toEqual([]);
  expect(await idsOf('director', { parties: [person('applicant', '赵大')] })).toEqual([]);
});

it('names nothing that one may not open, and nothing at all for a broken value', async () => {
  const secret = { parties: [person('applicant', '王某甲'), person('respondent', '王某乙')] };
  expect(await idsOf('director', secret)).toEqual([hidden]);
  expect(await idsOf('office', secret)).toEqual([]);
  expect(await idsOf('stranger')).toEqual([]);
  expect(await idsOf('director', { parties: 'x', found_on: 'soon', about: 7 })).toEqual([]);
  const unknown = await world.ask('director', 'POST', '/api/likely/meeting', {
    payload: { fields: {} },
  });
  expect(unknown.statusCode).toBe(404);
  const system = await world.ask('system', 'POST', '/api/likely/dispute', {
    payload: { fields: {} },
  });
  expect(system.statusCode).toBe(404);
});
