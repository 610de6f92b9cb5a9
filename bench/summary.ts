/**
 * A summary of a hundred figures, as signing counts it, beside the same hundred counted by SQL over the records: one
 * statement a figure, and one statement a unit that counts all of its figures in one walk. All three have to say
 * the same.
 */
import type { Indicator } from '#engine/indicator.ts';
import type { Actor } from '#engine/permission.ts';
import { disputeTypes, kindOf } from '#lines/mediation/codes.ts';
import { boundaryAt } from '#server/figures/boundary.ts';
import { computeValues } from '#server/figures/compute.ts';
import { inTransaction } from '#server/database/transaction.ts';
import type { Services } from '#server/services.ts';
import { round, timeSideBySide } from './measure.ts';

type Wanted = { readonly definition: Indicator; readonly where: string; readonly sum: string };
type Unit = { readonly id: number; readonly path: string };

const range = { from: '2009-01-01', to: '2009-12-31' };
const runs = 8;

/** Twenty figures of five units. */
export async function measureSummaryOfHundred(services: Services, office: Actor): Promise<object> {
  const { owner, names } = services;
  const { rows: units } = await owner.query<Unit>(
    `(select id, path from unit where id = $1)
      union all (select id, path from unit where parent_id = $1 and kind = 'county' order by code limit 3)
      union all (select id, path from unit where code = '640502104000')`,
    [office.grant.unit_id],
  );
  const wanted = figuresOfDisputes(services).slice(0, 20);
  if (wanted.length * units.length !== 100) throw new Error('That is not a hundred figures.');
  const definitions = wanted.map((one) => one.definition);
  const figures = () =>
    inTransaction(owner, async (client) => {
      const boundary = await boundaryAt(client, null, services.clock());
      const values: (number | null)[][] = [];
      for (const { id } of units) {
        const where = { targets: { units: [id] }, unit_id: id };
        const counted = await computeValues(client, names, definitions, where, range, boundary);
        values.push(counted.map((one) => one.value));
      }
      return values;
    });
  const bounds = ({ path }: Unit) => [path, range.from, range.to];
  const within = `path >= $1 and path < $1 || '~' and guard < 2`;
  const oneByOne = async () => {
    const values: number[][] = [];
    for (const unit of units) {
      const of: number[] = [];
      for (const { where, sum } of wanted) {
        const { rows } = await owner.query(
          `select ${sum} as n from dispute d where ${within} and ${where}`,
          bounds(unit),
        );
        of.push(Number(rows[0].n));
      }
      values.push(of);
    }
    return values;
  };
  const atOnce = async () => {
    const values: number[][] = [];
    for (const unit of units) {
      const columns = wanted.map(({ where, sum }, i) => `${sum} filter (where ${where}) as n${i}`);
      const { rows } = await owner.query(
        `select ${columns.join(', ')} from dispute d where ${within}`,
        bounds(unit),
      );
      values.push(wanted.map((_one, i) => Number(rows[0][`n${i}`])));
    }
    return values;
  };
  const [ours, theirs, together] = [await figures(), await oneByOne(), await atOnce()];
  for (const [u, values] of ours.entries())
    for (const [i, value] of values.entries())
      if (value !== theirs[u]![i] || value !== together[u]![i])
        throw new Error(
          `${wanted[i]!.definition.name} of unit ${units[u]!.id}: ${value} by the ledger, ${theirs[u]![i]} and ${together[u]![i]} by SQL`,
        );
  const [summary, walk] = await timeSideBySide([figures, atOnce], runs);
  // A hundred walks through a million records: three times will do.
  const [single] = await timeSideBySide([oneByOne], 3);
  return {
    figures: 100,
    disputes: ours[0]![0],
    summary,
    sql_one_statement_a_figure: single,
    sql_one_statement_a_unit: walk,
    faster_than_single: round(single!.p50_ms / summary!.p50_ms),
    faster_than_walk: round(walk!.p50_ms / summary!.p50_ms),
  };
}

/** The disputes accepted, by kind and by source; those that came to an end, by result; and how many are not zero. */
function figuresOfDisputes({ book }: Services): Wanted[] {
  const accepted = 'd.accepted_on between $2 and $3';
  const plain = (name: string, where: string, sum = 'count(*)'): Wanted => ({
    definition: book.findIndicator(name)!,
    where,
    sum,
  });
  const narrowed = (measure: string, facet: string, code: string, where: string): Wanted => ({
    definition: {
      name: `${measure}?${facet}=${code}`,
      kind: 'flow',
      group: 'work',
      label: { en: code, zh: code },
      counter: { en: '', zh: '' },
      rule: { en: '', zh: '' },
      count: { measure, where: { [facet]: [code] } },
    },
    where,
    sum: 'count(*)',
  });
  const facet = (measure: string, name: string) =>
    book.measure(measure).facets![name]!.codes.map(({ code }) => code);
  const typesOf = (kind: string) =>
    disputeTypes.codes.filter(({ code }) => kindOf(code) === kind).map(({ code }) => `'${code}'`);
  const quoted = (codes: readonly string[]) => codes.join(', ') || `''`;
  return [
    plain('disputes_mediated', accepted),
    plain('disputes_difficult', `${accepted} and d.difficulty in ('difficult', 'major')`),
    ...facet('disputes_concluded', 'result').map((code) =>
      narrowed(
        'disputes_concluded',
        'result',
        code,
        `d.concluded_on between $2 and $3 and d.result = '${code}'`,
      ),
    ),
    ...facet('disputes_by_source', 'source').map((code) =>
      narrowed('disputes_by_source', 'source', code, `${accepted} and d.source = '${code}'`),
    ),
    ...facet('disputes_accepted', 'kind').map((code) =>
      narrowed(
        'disputes_accepted',
        'kind',
        code,
        `${accepted} and d.dispute_type in (${quoted(typesOf(code))})`,
      ),
    ),
  ];
}
