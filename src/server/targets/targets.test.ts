import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lines } from '#lines/index.ts';
import type { Actor } from '#engine/permission.ts';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { readAs } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import { readTargetTree } from './target-tree.ts';
import type { TargetTree } from './target-tree.ts';

let world: World;
let bureau: Actor;

beforeAll(async () => {
  world = await makeWorld([umbrellaLending, ...lines]);
  bureau = await world.actor('bureau', 'city');
});
afterAll(() => world.end());

const facts = { number: 'U1', name: '借伞次数', year: 2009, kind: 'count', indicator: 'loans' };

async function set(place: string, fields: Record<string, unknown>, by = bureau) {
  const draft = deed('target', 'draft', { ...facts, ...fields }, { unit_id: unitId(place) });
  const issue = { action: 'issue', fields: { issued_on: '2009-01-20' } };
  const write = { ...draft, deeds: [...draft.deeds, issue] };
  await world.write(by, write);
  return write.id;
}

async function tree(actor: Actor, place: string, as_of: string | null = null): Promise<TargetTree> {
  return readAs(world, actor, async (client) => {
    const unit = (await unitTexts(client, [unitId(place)])).get(unitId(place))!;
    const now = '2009-09-04T02:00:00.000Z';
    return readTargetTree(world, client, actor, { unit, year: 2009, as_of, now });
  });
}

describe('targets', () => {
  it('progress is counted from the ledger', async () => {
    const id = await set('city', { goal: '6' });
    const director = await world.actor('director', 'n1');
    const stand = deed('umbrella_stand', 'create', {
      name: '东门',
      opened_on: '2009-01-05',
      size: 'small',
    });
    await world.write(director, stand);
    for (let i = 0; i < 4; i++)
      await world.write(
        director,
        deed('umbrella_loan', 'create', {
          stand_id: stand.id,
          lent_on: '2009-03-02',
          borrowers: [{ name: '赵小雨' }],
        }),
      );
    const { targets } = await tree(bureau, 'city');
    expect(targets.find((one) => one.id === id)).toMatchObject({
      goal: 6,
      progress: { done: 4, needed: 6, gap: 2 },
    });
  });
});
