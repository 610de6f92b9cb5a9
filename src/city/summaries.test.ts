/** A newcomer finds both: the summary of 2009 signed, with the published figures, and this year's half written. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayInShanghai } from '#engine/day.ts';
import { slotsOf } from '#engine/draft.ts';
import { inTransaction } from '#server/database/transaction.ts';
import type { City } from '#server/open.ts';
import { readSigned, seriesOf } from '#server/reports/drafts/draft-editions.ts';
import { draftVersions, readDraft } from '#server/reports/drafts/draft-store.ts';
import { listEditions } from '#server/reports/edition.ts';
import { openLoadedCity } from '#testing/loaded-city.ts';
import type { LoadedCity } from '#testing/loaded-city.ts';
import type { FreshDatabase } from '#testing/database.ts';
import { playSummaries } from './summaries.ts';

const silent = () => {};

let database: FreshDatabase;
let city: City;
let end: LoadedCity['end'];
let unit_id: number;

beforeAll(async () => {
  ({ city, database, end } = await openLoadedCity());
  await playSummaries(city, silent);
  unit_id = (await database.owner.query(`select id from unit where kind = 'city'`)).rows[0].id;
}, 900_000);
afterAll(() => end());

const inSnapshot = <T>(work: Parameters<typeof inTransaction<T>>[1]) =>
  inTransaction(city.services.owner, work);

it('that of 2009 was written in its days, and signed with the figures that were published', async () => {
  await inSnapshot(async (client) => {
    const editions = await listEditions(client, { series: seriesOf(unit_id, 2009) });
    expect(editions).toMatchObject([{ number: 1, signer: '冯志远' }]);
    const { edition, draft, figures } = await readSigned(client, unit_id, 2009, editions[0]!.id);
    expect(edition.intact).toBe(true);
    expect(dayInShanghai(edition.signed_at)).toBe('2010-01-29');
    expect(edition.stood_at < edition.signed_at).toBe(true);
    const value = (id: string) => [...figures.values()].find((one) => one.figure_id === id)?.value;
    expect([value('F25'), value('F26'), value('F27'), value('F32')]).toEqual([465, 213, 4127, 22]);
    expect(draft.head.state).not.toBe('writing');
    // What was drafted in November was looked at again before it was signed.
    const mediated = slotsOf(draft).filter((slot) => slot.indicator === 'disputes_mediated');
    expect(mediated.map((slot) => slot.drafted)).toEqual(mediated.map(() => 4127));
    const kinds = draft.sections.flatMap((section) => section.blocks.map((block) => block.kind));
    for (const kind of ['opening', 'figures', 'example', 'experience', 'problems', 'plan'])
      expect(kinds).toContain(kind);
    // Whoever wrote this year's words took last year's out.
    const blocks = draft.sections.flatMap((section) => section.blocks);
    expect(blocks.filter((block) => block.carried_from)).toEqual([]);
    const versions = await draftVersions(client, { unit_id, year: 2009 });
    expect(versions.map((one) => dayInShanghai(new Date(one.at).toISOString()))).toEqual([
      '2010-01-29',
      '2010-01-25',
      '2010-01-22',
      '2010-01-21',
      '2009-12-18',
      '2009-12-17',
      '2009-12-10',
      '2009-12-10',
      '2009-11-23',
      '2009-11-23',
      '2009-11-23',
    ]);
    expect(versions[0]).toMatchObject({ deed: 'sign', by: { name: '冯志远' } });
  });
});

it('this year’s is half written: sections owned and due, last year’s words still in it', async () => {
  const year = Number(dayInShanghai(city.services.clock()).slice(0, 4));
  const draft = (await inSnapshot((client) => readDraft(client, { unit_id, year })))!;
  expect(draft.head.state).toBe('writing');
  const owned = draft.sections.filter((section) => section.owner && section.due_on);
  expect(owned.map((section) => section.key)).toEqual([
    'opening',
    'mediation',
    'experience',
    'problems',
  ]);
  const carried = draft.sections.flatMap((section) =>
    section.blocks.filter((one) => one.carried_from),
  );
  expect(carried.length).toBeGreaterThan(1);
  // Unit, title and signature of last year's paper did not come in as text.
  const text = JSON.stringify(carried.map((block) => block.text));
  expect(text).not.toContain('工作总结"');
  expect(text).not.toContain('12月31日');
  const { rows } = await database.owner.query(
    `select key, due_on from duty where record_type = 'summary_section' order by due_on`,
  );
  expect(rows).toHaveLength(4);
  expect(rows[0].due_on < dayInShanghai(city.services.clock())).toBe(true);
});

it('is played once: what is there is somebody’s and stays', async () => {
  const count = async () =>
    (await database.owner.query('select count(*)::int as n from summary_part')).rows[0].n as number;
  const before = await count();
  await playSummaries(city, silent);
  expect(await count()).toBe(before);
});
