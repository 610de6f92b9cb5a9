/** One dispute, one 件: whatever is passed between the three kinds of mediation, no case counts twice. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { computeFigures } from '#server/figures/compute.ts';
import { verifyLedger } from '#server/ledger/verify.ts';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { committee } from './committee.ts';
import { dispute } from './dispute.ts';
import { mediation } from './line.ts';

let world: World;
let director: Actor;
let committee_id: string;

beforeAll(async () => {
  world = await makeWorld([mediation]);
  director = await world.actor('director', 'n1');
  const [made] = await world.write(
    director,
    deed('committee', 'set_up', committee.example as Record<string, unknown>),
  );
  committee_id = made!.id;
}, 60_000);
afterAll(() => world.end());

const kinds = ['delegate', 'entrust', 'transfer', 'invite', 'assist'] as const;
const step = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ kind: 'dispute' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('propose' as const),
      direction: fc.constantFrom('in', 'out'),
      how: fc.constantFrom(...kinds),
      pick: fc.nat(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      // Most of what can follow does so only on an acceptance.
      kind: fc.constantFrom(
        'accept' as const,
        'accept' as const,
        'accept' as const,
        'refuse' as const,
        'hold_meeting' as const,
        'hold_meeting' as const,
        'return_result' as const,
        'close' as const,
        'change' as const,
      ),
      pick: fc.nat(),
      to: fc.nat(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('settle' as const, 'reopen' as const),
      pick: fc.nat(),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

it('holds over any sequence of linkages, answers, results and moves of the dispute itself', async () => {
  const disputes: string[] = [];
  const linkages: string[] = [];
  const reached = new Map<string, number>();
  const attempt = async (work: Promise<{ id: string }[]>, what: string): Promise<string | null> => {
    try {
      const [answer] = await work;
      reached.set(what, (reached.get(what) ?? 0) + 1);
      return answer!.id;
    } catch (problem) {
      // Many are rightly refused (wrong state, the same tracks): then nothing may be left behind.
      if (!(problem instanceof Problem)) throw problem;
      return null;
    }
  };
  const write = (type: string, action: string, fields: Record<string, unknown>, id?: string) =>
    attempt(
      world.write(director, deed(type, action, fields, { reason: '试', ...(id ? { id } : {}) })),
      `${type}.${action}`,
    );
  const perform = async (s: Step) => {
    const picked = 'pick' in s ? s.pick : 0;
    const some = disputes[picked % Math.max(1, disputes.length)];
    const link = linkages[picked % Math.max(1, linkages.length)];
    if (s.kind === 'dispute') {
      const { mediator_id: _m, agreement_content: _a, ...fields } = dispute.example;
      const accepted_on = '2009-03-02';
      const made = await write('dispute', 'accept', { ...fields, committee_id, accepted_on });
      if (made) disputes.push(made);
    } else if (s.kind === 'propose') {
      const outward = s.direction === 'out';
      const made = await write('linkage', 'propose', {
        direction: s.direction,
        kind: s.how,
        from_track: outward ? 'people' : 'judicial',
        to_track: outward ? 'judicial' : 'people',
        organ_name: '沙坡头区人民法院',
        proposed_on: '2009-03-03',
        ...(some ? { dispute_id: some } : {}),
      });
      if (made) linkages.push(made);
    } else if (s.kind === 'settle' && some) {
      const fields = { result: 'oral', concluded_on: '2009-03-20', agreement_content: '和解' };
      await write('dispute', 'record_result', fields, some);
    } else if (s.kind === 'reopen' && some) await write('dispute', 'reopen', {}, some);
    else if ('to' in s && link) {
      const to = disputes[s.to % Math.max(1, disputes.length)];
      const fields = {
        accept: { replied_on: '2009-03-05', ...(to ? { dispute_id: to } : {}) },
        refuse: { replied_on: '2009-03-05', refusal: '不属本地' },
        hold_meeting: { meeting_on: '2009-03-08', meeting_minutes: '三方会商' },
        return_result: { result: 'settled', returned_on: '2009-03-18' },
        close: {},
        change: to ? { dispute_id: to } : {},
      }[s.kind];
      await write('linkage', s.kind, fields, link);
    }
  };
  const check = async () => {
    const now = '2010-03-01T00:00:00.000Z';
    const asked = {
      unit_id: unitId('city'),
      from: '2009-01-01',
      to: '2009-12-31',
      as_of: null,
      now,
    };
    const named = ['disputes_mediated', 'disputes_in_hand', 'linkages', 'disputes_concluded'];
    const indicators = named.map((name) => world.book.findIndicator(name)!);
    const figures = await computeFigures(world.owner, world.names, indicators, asked);
    const [mediated, inHand, linked, concluded] = figures.map((figure) => figure.value ?? 0);
    expect({ mediated, linked }).toEqual({ mediated: disputes.length, linked: linkages.length });
    const { rows } = await world.owner.query(
      `select count(*) filter (where result is not null)::int as concluded, count(*) filter (where closed_on is null)::int as open from dispute`,
    );
    expect({ concluded, open: inHand }).toEqual(rows[0]);
    const twice = await world.owner.query(
      `select l.record_id from ledger_line l join measure m on m.id = l.measure_id
        where m.name in ('disputes_accepted', 'disputes_concluded') group by l.record_id, m.name having sum(l.amount) > 1`,
    );
    expect(twice.rows).toEqual([]);
    expect((await verifyLedger(world.owner, world.book)).mismatches).toEqual([]);
  };
  const run = async (steps: Step[]) => {
    for (const s of steps) await perform(s);
    await check();
  };
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), run), {
    numRuns: 15,
  });
  // The drawing reaches what it is about, or the property would hold of nothing.
  for (const what of [
    'linkage.accept',
    'linkage.refuse',
    'linkage.hold_meeting',
    'linkage.return_result',
    'linkage.close',
  ])
    expect({ what, n: (reached.get(what) ?? 0) > 0 }).toEqual({ what, n: true });
}, 120_000);

it('names the same dispute both ways: a hand-over out moves it, one that comes in does not make another', async () => {
  const [made] = await world.write(
    director,
    deed('dispute', 'register', {
      parties: [{ side: 'applicant', name: '张有福' }],
      dispute_type: 'boundary',
      found_on: '2009-05-05',
      source: 'court',
      committee_id,
    }),
  );
  const accepted = { accepted_on: '2009-05-06', committee_id, source: 'court' };
  const dispute_id = made!.id;
  const known = { id: dispute_id, expected_version: 1 };
  // Written down before, so it is accepted and not made: the same action does both.
  await world.write(director, deed('dispute', 'accept', accepted, known));
  const propose = (direction: string, kind: string) => {
    const tracks = direction === 'in' ? ['judicial', 'people'] : ['people', 'judicial'];
    return world.write(
      director,
      deed('linkage', 'propose', {
        direction,
        kind,
        from_track: tracks[0],
        to_track: tracks[1],
        organ_name: '沙坡头区人民法院',
        dispute_id,
        proposed_on: '2009-05-07',
      }),
    );
  };
  const [inward] = await propose('in', 'entrust');
  expect(inward!.lines.map((line) => line.measure).toSorted()).toEqual([
    'linkages',
    'linkages_replied',
  ]);
  const [outward] = await propose('out', 'transfer');
  const replied = { replied_on: '2009-05-08' };
  const [answer] = await world.write(
    director,
    deed('linkage', 'accept', { ...replied, dispute_id }, { id: outward!.id }),
  );
  expect(answer!.also).toMatchObject([{ type: 'dispute', id: dispute_id }]);
  const { rows } = await world.owner.query('select state, result from dispute where id = $1', [
    dispute_id,
  ]);
  expect(rows).toEqual([{ state: 'transferred', result: 'transferred' }]);
});

it('keeps the day and the minutes of a joint meeting, and asks for both', async () => {
  const [dispute] = await world.write(
    director,
    deed('dispute', 'accept', {
      parties: [{ side: 'applicant', name: '张有福' }],
      dispute_type: 'boundary',
      found_on: '2009-06-01',
      accepted_on: '2009-06-01',
      source: 'application',
      committee_id,
    }),
  );
  const [made] = await world.write(
    director,
    deed('linkage', 'propose', {
      direction: 'in',
      kind: 'invite',
      from_track: 'administrative',
      to_track: 'people',
      organ_name: '镇罗派出所',
      proposed_on: '2009-06-01',
    }),
  );
  const known = { id: made!.id };
  const meeting = { meeting_on: '2009-06-05', meeting_minutes: '三方到场，商定先行勘界。' };
  const hold = (fields: object) =>
    world.write(director, deed('linkage', 'hold_meeting', fields as never, known));
  await world.write(
    director,
    deed('linkage', 'accept', { replied_on: '2009-06-02', dispute_id: dispute!.id }, known),
  );
  await expect(hold({ meeting_on: '2009-06-05' })).rejects.toMatchObject({
    issues: [{ field: 'meeting_minutes' }],
  });
  await hold(meeting);
  const { rows } = await world.owner.query(
    'select state, meeting_on, meeting_minutes from linkage where id = $1',
    [made!.id],
  );
  expect(rows).toEqual([{ state: 'accepted', ...meeting }]);
});
