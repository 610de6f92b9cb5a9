/** Drawing a sampling list, drawing it again to see that nothing was chosen by hand, and planning its trips. */
import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import { dayInShanghai } from '#engine/day.ts';
import { derivedId } from '#engine/derived-id.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import type { AnyRecord } from '#engine/record.ts';
import type { Sampling } from '#lines/offices/sampling.ts';
import { closePage } from '../ledger/page.ts';
import { getRecord } from '../records/read.ts';
import { writeRecords } from '../records/write.ts';
import type { WriteAnswer } from '../records/write.ts';
import type { Services } from '../services.ts';
import { readAs, writeContext } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import { drawSample, ticketOf } from './draw-sample.ts';
import { fillPot } from './sampling-pot.ts';
import type { InPot, Pot } from './sampling-pot.ts';

export type Drawing = {
  readonly write_id: string;
  readonly expected_version: number;
  readonly reason?: string;
};

const drawers: readonly string[] = ['county', 'bureau'];

/**
 * The seed comes from the machine's own randomness at this moment; the page says what the pot was filled from. No route
 * hands one in: only the reference city does, which is the same wherever it is brought in.
 */
export async function drawList(
  services: Services,
  actor: Actor,
  id: string,
  { write_id, expected_version, reason }: Drawing,
  seed = randomBytes(16).toString('hex'),
): Promise<WriteAnswer> {
  if (!drawers.includes(actor.grant.role))
    throw new Problem('not-allowed', {
      en: 'A sampling list is drawn by the county or the bureau.',
      zh: '抽查名单由县（区）局或市局抽取。',
    });
  await closePage(services.owner);
  const day = dayInShanghai(services.clock());
  const { list, pot, page, names } = await readAs(services, actor, async (client) => {
    const one = (await getRecord(client, services.book.record('sampling'), id)) as Sampling;
    const { rows } = await client.query('select max(id)::int as page from ledger_page');
    const from = { page: rows[0].page as number, day };
    const filled = await potOf(client, one, from);
    return { list: one, pot: filled, page: from.page, names: await strataNames(client, filled) };
  });
  const drawn = drawSample(seed, list.wanted!, pot.candidates);
  if (drawn.length === 0)
    throw new Problem('invalid', undefined, [{ field: 'rest_months', message: emptyPot }]);
  const rows = drawn.map(({ stratum, what, office_id, committee_id }) => ({
    stratum: names.get(stratum) ?? null,
    what,
    office_id,
    committee_id,
  }));
  const [answer] = await writeRecords(writeContext(services, { ...actor, engine: true }), [
    {
      write_id,
      type: 'sampling',
      id,
      expected_version,
      deeds: [
        {
          action: list.state === 'drawn' ? 'draw_anew' : 'draw',
          fields: {
            seed,
            drawn_page: page,
            pot_now: pot.candidates.length,
            rested_now: pot.rested,
            drawn: rows,
          },
          ...(reason ? { reason } : {}),
        },
      ],
    },
  ]);
  return answer!;
}

const emptyPot = {
  en: 'Nothing is left to draw from. Leave out fewer months, or look whether the register is kept.',
  zh: '没有可抽取的对象。请缩短“近期已检查”的月数，或核对台账是否已建立。',
};

async function potOf(
  client: PoolClient,
  list: Sampling,
  { page, day }: { page: number; day: string },
): Promise<Pot> {
  return fillPot(client, {
    bodies: list.bodies as 'office' | 'committee',
    strata: list.strata as 'whole' | 'county' | 'township',
    rest_months: list.rest_months,
    unit_id: list.unit_id,
    path: list.path,
    page,
    day,
  });
}

async function strataNames(client: PoolClient, pot: Pot): Promise<Map<string, string>> {
  const strata = [...new Set(pot.candidates.map((one) => one.stratum))].filter(Boolean);
  const idOf = (stratum: string) => Number(stratum.split('.').at(-1));
  const units = await unitTexts(client, strata.map(idOf));
  return new Map(strata.map((one) => [one, units.get(idOf(one))?.name.zh ?? '']));
}

/** What anybody sees who draws it again: the whole pot with its tickets, and whether the same list comes out. */
export async function drawAgain(services: Services, actor: Actor, id: string) {
  return readAs(services, actor, async (client) => {
    const list = (await getRecord(client, services.book.record('sampling'), id)) as Sampling;
    if (!list.seed || !list.drawn_on) return { drawn: false as const };
    const seed = list.seed;
    const pot = await potOf(client, list, { page: list.drawn_page!, day: list.drawn_on });
    const again = drawSample(seed, list.wanted!, pot.candidates);
    const kept = list.drawn.map(bodyOf);
    const names = await strataNames(client, pot);
    return {
      drawn: true as const,
      same:
        again.length === kept.length &&
        again.every((one, i) => one.id === kept[i]) &&
        pot.candidates.length === list.pot_now,
      pot: pot.candidates
        .map((one: InPot) => ({
          id: one.id,
          what: one.what,
          stratum: names.get(one.stratum) ?? null,
          ticket: ticketOf(seed, one.id),
          drawn: again.includes(one),
        }))
        .toSorted(
          (a, b) =>
            (a.stratum ?? '').localeCompare(b.stratum ?? '') || (a.ticket < b.ticket ? -1 : 1),
        ),
      rested: pot.rested,
    };
  });
}

const bodyOf = (row: Sampling['drawn'][number]) => row.committee_id ?? row.office_id;

/** One trip for each office on the list, with what was drawn there as its sample; what is planned already stays. */
export async function planTrips(
  services: Services,
  actor: Actor,
  id: string,
): Promise<{ readonly planned: number }> {
  const { list, offices, known } = await readAs(services, actor, async (client) => {
    const one = (await getRecord(client, services.book.record('sampling'), id)) as Sampling;
    const ids = [...new Set(one.drawn.map((row) => row.office_id!))];
    const { rows } = await client.query(
      `select o.id, o.unit_id, exists (select from inspection i where i.sampling_id = $2 and i.office_id = o.id
          and i.state <> 'cancelled') as planned from office o where o.id = any($1::uuid[])`,
      [ids, id],
    );
    return {
      list: one,
      offices: rows.filter((row) => !row.planned) as { id: string; unit_id: number }[],
      known: rows.length,
    };
  });
  if (list.state !== 'drawn' || known === 0)
    throw new Problem('wrong-state', {
      en: 'Draw the list first; then its trips can be planned.',
      zh: '请先抽取名单，再安排检查。',
    });
  if (offices.length === 0) return { planned: 0 };
  const day = dayInShanghai(services.clock());
  await writeRecords(
    writeContext(services, actor),
    offices.map((office) => tripOf(list, office, day)),
  );
  return { planned: offices.length };
}

function tripOf(list: Sampling, office: { id: string; unit_id: number }, today: string) {
  const trip = derivedId(list.id, `${list.draws}/${office.id}`);
  const rows = list.drawn.filter((row) => row.office_id === office.id);
  return {
    write_id: derivedId(trip, today),
    type: 'inspection',
    id: trip,
    unit_id: office.unit_id,
    deeds: [
      {
        action: 'plan',
        fields: {
          office_id: office.id,
          kind: 'sampled',
          topic: list.topic,
          planned_on: list.planned_on,
          sampling_id: list.id,
          sample: rows.map((row): Partial<AnyRecord> => ({
            what: row.what,
            committee_id: row.committee_id,
            how: `随机抽取，第${list.draws}次`,
          })),
        },
      },
    ],
  };
}
