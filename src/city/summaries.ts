/**
 * The city's summaries: the one of 2009 as it went from outline to signature, and the one of the present year half
 * written, so that a newcomer sees both. Both go through the deeds of the product; those of 2009 in their own days.
 */
import { addDays, dayInShanghai, shanghaiInstant } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { slotsIn } from '#engine/draft.ts';
import type { Draft, DraftSection } from '#engine/draft.ts';
import type { Actor } from '#engine/permission.ts';
import { openPool } from '#server/database/pool.ts';
import type { City } from '#server/open.ts';
import { draftInReach } from '#server/reports/drafts/draft-access.ts';
import { beginFromBooks, bringIn } from '#server/reports/drafts/draft-beginnings.ts';
import { takeStep } from '#server/reports/drafts/draft-steps.ts';
import { saveBlocks, saveSections, sayComment } from '#server/reports/drafts/draft-writing.ts';
import { readWordFile } from '#server/reports/drafts/word-paragraphs.ts';
import { summaryWord } from '#server/reports/summary-word.ts';
import type { Services } from '#server/services.ts';
import { readAs } from '#server/services.ts';
import { idOf } from './chance.ts';
import { cityCode, countyCodes } from './places.ts';
import { demoStaff, staffAt } from './staff.ts';
import type { Staff } from './staff.ts';
import { documentOf2008, documentOfLastYear, prose2009, proseOfNow } from './summary-texts.ts';
import type { OldDocument, Prose } from './summary-texts.ts';
import { actorOf } from './actor-of-staff.ts';

/** Once: a draft that is there already is somebody's, and stays. */
export async function playSummaries(city: City, say: (line: string) => void): Promise<void> {
  const { services } = city;
  const { rows } = await services.owner.query(
    `select u.id, exists (select from summary_part p where p.unit_id = u.id) as begun from unit u where u.code = $1`,
    [cityCode],
  );
  if (!rows[0] || rows[0].begun) return;
  const unit = rows[0].id as number;
  await write2009(city, unit);
  await writeThisYear(city, unit);
  say('Summaries: that of 2009 signed, that of this year begun.');
}

async function write2009(city: City, unit: number): Promise<void> {
  const [office, county, leader] = [
    staffAt('then', 'bureau', cityCode),
    staffAt('then', 'county', countyCodes[0]),
    demoStaff('leader'),
  ];
  // One connection: the moment that is set on it is the moment of what is saved through it.
  const writer = openPool(city.database_url, {
    role: 'taizhang_loader',
    name: 'taizhang loader',
    max: 1,
  });
  const draft: Named = { unit, year: 2009 };
  const at = async (day: Day, time: string): Promise<Services> => {
    const moment = shanghaiInstant(day, time);
    await writer.query(`select set_config('taizhang.moment', $1, false)`, [moment]);
    return { ...city.services, writer, clock: () => moment };
  };
  try {
    const [writes, writesBelow, signs] = [
      await actorOf(city, office),
      await actorOf(city, county),
      await actorOf(city, leader),
    ];
    const word = await wordOf('中卫市司法局', 2008, documentOf2008);
    await bringIn(
      await at('2009-11-23', '09:10'),
      writes,
      { ...draft, speaks_of: 2008 },
      await readWordFile(word),
    );
    await beginFromBooks(await at('2009-11-23', '09:30'), writes, draft);
    await outline(await at('2009-11-23', '10:00'), writes, draft, {
      opening: { due_on: '2009-12-18', owner: office },
      mediation: { due_on: '2009-12-11', owner: office },
      experience: { due_on: '2009-12-11', owner: county, unit_id: writesBelow.grant.unit_id },
      problems: { due_on: '2009-12-18', owner: office },
    });
    const below = (section: string) => section === 'experience';
    await write(
      await at('2009-12-10', '16:20'),
      writesBelow,
      draft,
      prose2009.filter((one) => below(one.section)),
    );
    await takeStep(await at('2009-12-10', '16:30'), writesBelow, {
      ...draft,
      step: 'hand_in',
      section: 'experience',
    });
    await write(
      await at('2009-12-17', '15:00'),
      writes,
      draft,
      prose2009.filter((one) => !below(one.section)),
    );
    const accept = await at('2009-12-18', '10:00');
    await takeStep(accept, writes, { ...draft, step: 'accept', section: 'experience' });
    await lookOver(await at('2010-01-21', '16:00'), writes, draft);
    await takeStep(await at('2010-01-22', '09:00'), writes, { ...draft, step: 'send_for_review' });
    await sayComment(await at('2010-01-25', '11:00'), signs, {
      ...draft,
      section: 'problems',
      text: '请与今年目标对照，逐条提出改进措施。',
    });
    const signing = await at('2010-01-29', '17:30');
    const signed_at = signing.clock();
    const page = await city.services.owner.query(
      'select id from ledger_page where closed_at <= $1 order by id desc limit 1',
      [signed_at],
    );
    const stood = { page_id: page.rows[0].id as number, signed_at };
    await takeStep(signing, signs, { ...draft, step: 'sign' }, stood);
  } finally {
    await writer.end();
  }
}

/** Half written: a section is late, one is the county's, and last year's words still stand in others. */
async function writeThisYear(city: City, unit: number): Promise<void> {
  const { services } = city;
  const today = dayInShanghai(services.clock());
  const year = Number(today.slice(0, 4));
  const draft: Named = { unit, year };
  const [office, county] = [demoStaff('office'), demoStaff('county')];
  const writes = await actorOf(city, office);
  const word = await wordOf('中卫市司法局', year - 1, documentOfLastYear(year - 1));
  await bringIn(services, writes, { ...draft, speaks_of: year - 1 }, await readWordFile(word));
  await beginFromBooks(services, writes, draft);
  await outline(services, writes, draft, {
    opening: { due_on: addDays(today, 12), owner: office },
    mediation: { due_on: addDays(today, 5), owner: office },
    experience: {
      due_on: addDays(today, 4),
      owner: county,
      unit_id: (await actorOf(city, county)).grant.unit_id,
    },
    problems: { due_on: addDays(today, -1), owner: office },
  });
  await write(services, writes, draft, proseOfNow);
}

type Named = { readonly unit: number; readonly year: number };
type Given = { readonly due_on: Day; readonly owner: Staff; readonly unit_id?: number };

async function read(services: Services, actor: Actor, { unit, year }: Named): Promise<Draft> {
  const { draft } = await readAs(services, actor, (client) =>
    draftInReach(client, actor, unit, year),
  );
  return draft!;
}

/** Who writes what by when; and the order in which a summary reads, whatever was there first. */
async function outline(
  services: Services,
  actor: Actor,
  named: Named,
  given: Readonly<Record<string, Given>>,
): Promise<void> {
  const { sections } = await read(services, actor, named);
  const last = ['experience', 'problems', 'plan'];
  const rank = ({ key }: { key: string }) => (key === 'opening' ? -1 : last.indexOf(key) + 1);
  const ordered = sections.toSorted((a, b) => rank(a) - rank(b) || a.order - b.order);
  await saveSections(services, actor, {
    ...named,
    sections: ordered.map(({ key, version, heading, line, state }, i) => {
      const { owner, due_on = null, unit_id = null } = given[key] ?? {};
      const content: DraftSection = {
        order: i + 1,
        heading,
        line,
        state,
        unit_id,
        due_on,
        owner: owner ? { id: owner.id, name: owner.name } : null,
      };
      return { key, base: version, content };
    }),
  });
}

/** A paragraph of the same kind is written anew, else it is put behind the others of its section. */
async function write(
  services: Services,
  actor: Actor,
  named: Named,
  prose: readonly Prose[],
): Promise<void> {
  const { sections } = await read(services, actor, named);
  const blocks = prose.flatMap(({ section: key, kind, text }) => {
    const section = sections.find((one) => one.key === key);
    if (!section) return [];
    const known = section.blocks.find((one) => one.kind === kind);
    const order = known?.order ?? Math.max(0, ...section.blocks.map((one) => one.order)) + 1;
    return [
      {
        key: known?.key ?? idOf(`summary/${named.year}/${key}/${kind}`),
        base: known?.version ?? 0,
        content: { section: key, order, kind, text: { zh: [text.zh], en: [text.en] } },
      },
    ];
  });
  // Last year's words go where this year's are written.
  const gone = prose.flatMap(({ section: key }) =>
    (sections.find((one) => one.key === key)?.blocks ?? [])
      .filter((one) => one.carried_from && !blocks.some((block) => block.key === one.key))
      .map(({ key: block, version }) => ({ key: block, base: version, content: null })),
  );
  await saveBlocks(services, actor, { ...named, blocks: [...blocks, ...gone] });
}

/** Before it goes for review, somebody takes every number as it stands by then. */
async function lookOver(services: Services, actor: Actor, named: Named): Promise<void> {
  const { sections } = await read(services, actor, named);
  const blocks = sections.flatMap((section) =>
    section.blocks
      .filter(({ text }) => Object.values(text).some((pieces) => slotsIn(pieces).length > 0))
      .map(({ key, version, by: _by, at: _at, ...content }) => ({
        key,
        base: version,
        content,
        looked: true,
      })),
  );
  await saveBlocks(services, actor, { ...named, blocks });
}

/** As the office kept it: a Word file. */
function wordOf(name: string, year: number, { opening, parts }: OldDocument): Promise<Buffer> {
  const twice = (words: string) => ({ zh: words, en: words });
  return summaryWord({
    unit_name: twice(name),
    year,
    language: 'zh',
    title: twice(`${year}年工作总结`),
    as_of: `${year}-12-31`,
    parts: [
      { heading: twice(''), paragraphs: [[opening]] },
      ...parts.map(({ heading, paragraph }) => ({
        heading: twice(heading),
        paragraphs: [[paragraph]],
      })),
    ],
    sources: [],
    note: twice(''),
  });
}
