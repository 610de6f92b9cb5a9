/** A county drafts a standard of its own and tries it on its own committees: by role, and within its territory. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lines } from '#lines/index.ts';
import { committee } from '#lines/mediation/committee.ts';
import { defaultCriteria } from '#lines/mediation/criteria.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';

let world: ServedWorld;
const draft = randomUUID();
const committees = { n1a: randomUUID(), n2a: randomUUID(), s1a: randomUUID() };

const write = async (who: string, type: string, action: string, fields: object, rest: object) =>
  (await world.write(who, type, action, fields as never, rest as never)).statusCode;
const trial = (who: string | null) =>
  world.ask(who, 'GET', `/api/standards/criteria/${draft}/trial`);

beforeAll(async () => {
  world = await serveWorld(lines);
  for (const [place, id] of Object.entries(committees)) {
    const who = place.startsWith('n') ? 'county' : 'stranger';
    const rest = { id, unit_id: unitId(place) };
    const status = await write(who, 'committee', 'set_up', { ...committee.example }, rest);
    if (status !== 200) throw new Error(`${place}: ${status}`);
  }
}, 120_000);
afterAll(() => world.end());

it('is drafted by a county or the city, and by nobody below', async () => {
  const fields = { ...defaultCriteria, version_no: '县级草案' };
  for (const who of ['director', 'mediator', 'leader'])
    expect(await write(who, 'criteria', 'draft', fields, { id: randomUUID() })).toBe(403);
  expect(await write('county', 'criteria', 'draft', fields, { id: draft })).toBe(200);
});

it('is tried on the committees of that county alone, whoever tries it', async () => {
  const own = [committees.n1a, committees.n2a].toSorted();
  for (const who of ['county', 'colleague', 'office', 'leader']) {
    const { bodies } = (await trial(who)).json() as { bodies: { id: string }[] };
    expect([who, bodies.map((body) => body.id).toSorted()]).toEqual([who, own]);
  }
});

it('is not there for a township, for another county, nor for nobody', async () => {
  for (const who of ['director', 'stranger', 'mediator'])
    expect([who, (await trial(who)).statusCode]).toEqual([who, 404]);
  expect((await trial(null)).statusCode).toBe(401);
});
