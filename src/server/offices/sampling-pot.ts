/**
 * The pot of a sampling list: which bodies could be drawn, as the book knew them at a closed page. It is read from the
 * versions up to that page, so it can be filled again at any later time and nobody has to believe a copy.
 */
import type { PoolClient } from 'pg';
import { addMonths } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Candidate } from './draw-sample.ts';

export type InPot = Candidate & {
  readonly what: string;
  readonly office_id: string;
  readonly committee_id: string | null;
};

export type Pot = {
  readonly candidates: readonly InPot[];
  /** How many stand aside because they were inspected lately. */
  readonly rested: number;
};

export type PotAsked = {
  readonly bodies: 'office' | 'committee';
  readonly strata: 'whole' | 'county' | 'township';
  readonly rest_months: number | null;
  /** The unit that inspects: it draws from what lies below it, and never itself. */
  readonly unit_id: number;
  readonly path: string;
  /** Up to which page the book is read, and which day it was. */
  readonly page: number;
  readonly day: Day;
};

type Kept = {
  readonly record_id: string;
  readonly content: Readonly<Record<string, any>>;
};

/** `client` reads as whoever asks. */
export async function fillPot(client: PoolClient, asked: PotAsked): Promise<Pot> {
  const { path, page } = asked;
  const offices = (await keptAt(client, 'office', path, page)).filter(
    (one) => one.content['state'] === 'open',
  );
  const bodies =
    asked.bodies === 'office'
      ? offices.map((one) => ({ body: one, office: one }))
      : (await keptAt(client, 'committee', path, page))
          .filter((one) => one.content['state'] === 'active')
          .flatMap((body) => {
            // A trip goes through the office that guides it; what has none is for the county or the city itself.
            const office = offices
              .filter((one) => pathOf(body).startsWith(pathOf(one)))
              .toSorted((a, b) => pathOf(b).length - pathOf(a).length)[0];
            return office ? [{ body, office }] : [];
          });
  const others = bodies.filter(({ body }) => body.content['unit_id'] !== asked.unit_id);
  const rested = await inspectedLately(client, asked);
  const awake = others.filter(({ body }) => !rested.has(body.record_id));
  return {
    candidates: awake.map(({ body, office }) => ({
      id: body.record_id,
      stratum: stratumOf(pathOf(body), asked.strata),
      what: body.content['name'] as string,
      office_id: office.record_id,
      committee_id: asked.bodies === 'committee' ? body.record_id : null,
    })),
    rested: others.length - awake.length,
  };
}

/** The last version of each, up to the page. */
async function keptAt(
  client: PoolClient,
  type: string,
  path: string,
  page: number,
): Promise<Kept[]> {
  const { rows } = await client.query({
    name: 'kept-at-page',
    text: `select distinct on (record_id) record_id, content from record_version
      where record_type = $1 and path >= $2 and path < $2 || '~'
        and id <= (select last_version from ledger_page where id = $3)
      order by record_id, version desc`,
    values: [type, path, page],
  });
  return (rows as Kept[]).toSorted((a, b) => (a.record_id < b.record_id ? -1 : 1));
}

/** Where it lay then: a unit that moved since does not change an old draw. */
const pathOf = ({ content }: Kept) => content['path'] as string;

/** Trips and inspections of assessments both count: somebody was there and looked. */
async function inspectedLately(client: PoolClient, asked: PotAsked): Promise<ReadonlySet<string>> {
  if (!asked.rest_months) return new Set();
  const since = addMonths(asked.day, -asked.rest_months);
  const lately = (day: unknown) => typeof day === 'string' && day > since;
  const office = asked.bodies === 'office';
  const [trips, assessments] = await Promise.all([
    keptAt(client, 'inspection', asked.path, asked.page),
    keptAt(client, office ? 'office_assessment' : 'assessment', asked.path, asked.page),
  ]);
  return new Set([
    ...trips
      .filter(({ content }) => lately(content['went_on']))
      .flatMap(({ content }) =>
        office
          ? [content['office_id'] as string]
          : (content['sample'] as { committee_id?: string | null }[]).flatMap(
              (row) => row.committee_id ?? [],
            ),
      ),
    ...assessments
      .filter(({ content }) => lately(content['inspected_on']))
      .map(({ content }) => content[office ? 'office_id' : 'committee_id'] as string),
  ]);
}

/** Paths are `city.county.township.village.`: a stratum is the first two or three of them. */
function stratumOf(path: string, strata: PotAsked['strata']): string {
  const depth = { whole: 0, county: 2, township: 3 }[strata];
  return path.split('.').filter(Boolean).slice(0, depth).join('.');
}
