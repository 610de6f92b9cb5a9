/**
 * A standard tried on all committees of the city before it is adopted, beside reading those committees
 * and nothing more: what the scoring adds is the difference.
 */
import { dayInShanghai } from '#engine/day.ts';
import type { Actor } from '#engine/permission.ts';
import { getRecord } from '#server/records/read.ts';
import type { Services } from '#server/services.ts';
import { readAs } from '#server/services.ts';
import { tryOnAll } from '#server/standards/try-standard.ts';
import { round, timeSideBySide } from './measure.ts';

export async function measureStandard(services: Services, bureau: Actor): Promise<object> {
  const { book, names, clock, owner } = services;
  const today = dayInShanghai(clock());
  const standard = book.findStandard('criteria')!;
  const { rows } = await owner.query(
    `select id from criteria where state = 'in_force' order by valid_from desc limit 1`,
  );
  const trial = () =>
    readAs(services, bureau, async (client) => {
      const draft = await getRecord(client, book.record('criteria'), rows[0].id);
      return tryOnAll({ client, book, names, today }, standard, draft);
    });
  const plain = () =>
    readAs(services, bureau, (client) =>
      client.query(`select to_json(c) from committee_seen c where state <> 'abolished'`),
    );
  const tried = await trial();
  // Every committee at work of every township and village, and whoever else is judged: none is left out.
  const { rows: there } = await owner.query(
    `select count(*)::int as n, count(*) filter (where kind in ('township', 'village', 'community'))::int as places
      from committee where state <> 'abolished'`,
  );
  if (tried.length !== there[0].n)
    throw new Error(`${tried.length} committees were tried of ${there[0].n}`);
  const [trying, reading] = await timeSideBySide([trial, plain], 12);
  return {
    committees: tried.length,
    'of townships and villages': there[0].places,
    'tried on all': trying,
    'committees alone, read': reading,
    ratio: round(trying!.p50_ms / reading!.p50_ms),
  };
}
