/**
 * Brings the reference city into an empty database through the one write path, page by page in
 * order of time, and plays the days that passed since. Interrupted, it goes on where it stopped:
 * the same writes are stored once.
 */
import type { Actor } from '#engine/permission.ts';
import { addDays, dayInShanghai, lastOfMonth, shanghaiInstant, weekday } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { Problem } from '#engine/problem.ts';
import { foldPages } from '#server/ledger/fold.ts';
import { closePage } from '#server/ledger/page.ts';
import type { City } from '#server/open.ts';
import { writeRecords } from '#server/records/write.ts';
import type { Write, WriteContext } from '#server/records/write.ts';
import { loadPeople, loadUnits } from './foundations.ts';
import type { UnitAt } from './foundations.ts';
import { missedSteps } from './living.ts';
import type { Staff } from './staff.ts';
import { dayOfStep } from './steps.ts';
import type { Step } from './steps.ts';
import { livingFrom, timelineUntil } from './timeline.ts';
import { targetsOfNow } from './year-targets.ts';

const settingName = 'reference_city';

type Progress = {
  readonly state: 'loading' | 'loaded';
  readonly loaded_on: Day;
  /** Everything planned up to this moment has been written down. */
  readonly played_until: string;
  /** How many planned steps did not fit and were left out of the first load. */
  readonly left_out?: number;
};

type Loader = {
  readonly context: (by: Staff) => WriteContext;
  readonly unitAt: (code: string) => UnitAt;
  /**
   * From this day on, a planned step that does not fit what is in the book already is left out: people have worked in
   * the city since, or chance made two disputes alike. What was published has to fit to the last step.
   */
  readonly forgiving_from: Day;
  /** What was left out, in words. */
  readonly left_out: string[];
};

const publishedUntil = '2010-12-31';

/** True when this database is the demo city; loads it first if the database is empty. */
export async function loadCity(city: City, say: (line: string) => void): Promise<boolean> {
  const { owner, clock } = city.services;
  let progress = await readProgress(city);
  if (progress?.state === 'loaded') return true;
  if (!progress) {
    const { rows } = await owner.query(
      'select exists (select from unit) or exists (select from account) as used',
    );
    if (rows[0].used) return false;
    progress = { state: 'loading', loaded_on: dayInShanghai(clock()), played_until: clock() };
    await keepProgress(city, progress);
  }
  say('First start: bringing in Zhongwei, 2008, 2009 and the last 14 months. Less than a minute …');
  const began = performance.now();
  await loadUnits(owner);
  await loadPeople(owner);
  const { loaded_on, played_until } = progress;
  const loader = await openLoader(city, addDays(publishedUntil, 1));
  const steps = timelineUntil(loaded_on).filter((one) => one.at <= played_until);
  await writePages(city, loader, steps, pageEnds(dayOfStep(steps[0]!), loaded_on));
  await foldPages(owner);
  // Plans made for empty tables would stay slow until the database looks by itself.
  await owner.query('analyze');
  const left_out = loader.left_out.length;
  await keepProgress(city, { ...progress, state: 'loaded', left_out });
  say(
    `${steps.length - left_out} entries written in ${Math.round((performance.now() - began) / 1000)} s, ${left_out} left out.`,
  );
  return true;
}

/** Writes down what was planned since the last start, so that Today never goes stale. */
export async function playMissedDays(city: City, say: (line: string) => void): Promise<void> {
  const { owner, clock } = city.services;
  const progress = await readProgress(city);
  const now = clock();
  if (progress?.state !== 'loaded' || now <= progress.played_until) return;
  const { rows } = await owner.query(
    `select to_json(max(closed_at)) as closed_at from ledger_page where closed_at > '-infinity'`,
  );
  const closed_at = rows[0].closed_at ? new Date(rows[0].closed_at).toISOString() : '';
  const opens = livingFrom(progress.loaded_on);
  const newYear = targetsOfNow(opens, dayInShanghai(now)).filter(
    (one) => one.at > progress.played_until && one.at <= now,
  );
  const missed = [...missedSteps(progress.played_until, now, opens), ...newYear];
  // While the server ran, pages were closed: what they cover cannot be added to any more.
  const steps = missed
    .map((one) => (one.at > closed_at ? one : { ...one, at: closed_at }))
    .toSorted(byTime);
  if (steps.length > 0) {
    const loader = await openLoader(city, steps[0]!.at.slice(0, 10));
    const today = dayInShanghai(now);
    await writePages(city, loader, steps, daysBetween(dayOfStep(steps[0]!), today));
    await foldPages(owner);
    say(`${steps.length} entries written for the days since the last start.`);
  }
  await keepProgress(city, { ...progress, played_until: now });
}

function byTime(a: Step, b: Step): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}

async function readProgress(city: City): Promise<Progress | undefined> {
  const { rows } = await city.services.owner.query('select value from setting where name = $1', [
    settingName,
  ]);
  return rows[0]?.value as Progress | undefined;
}

async function keepProgress(city: City, progress: Progress): Promise<void> {
  await city.services.owner.query(
    `insert into setting (name, value) values ($1, $2)
      on conflict (name) do update set value = excluded.value, changed_at = now()`,
    [settingName, JSON.stringify(progress)],
  );
}

async function openLoader(city: City, forgiving_from: Day): Promise<Loader> {
  const { owner, book, names, calendar, clock } = city.services;
  const pool = city.openLoader();
  // What a power cut takes is written again at the next start; each page is closed by the owner,
  // who waits for the disk.
  pool.on('connect', (client) => void client.query('set synchronous_commit = off').catch(() => {}));
  const { rows } = await owner.query('select id, code, path from unit');
  const units = new Map<string, UnitAt>(rows.map((row) => [row.code, row]));
  const unitAt = (code: string) => {
    const found = units.get(code);
    if (!found) throw new Error(`The tree has no unit ${code}`);
    return found;
  };
  const actorOf = ({ id, name, role, unit_code, opens_sealed }: Staff): Actor => {
    const unit = unitAt(unit_code);
    return {
      person_id: id,
      name,
      grant: {
        role,
        unit_id: unit.id,
        path: unit.path,
        lines: ['*'],
        ...(opens_sealed ? { opens_sealed } : {}),
      },
    };
  };
  const now = clock();
  return {
    unitAt,
    forgiving_from,
    left_out: [],
    context: (by) => ({ pool, book, names, calendar, actor: actorOf(by), now, loader: true }),
  };
}

/**
 * The days that end a page: weeks in 2009 and of late, days in the last week, months otherwise. A
 * month's last day always ends one, so that each can be asked for as it stood.
 */
function pageEnds(from: Day, today: Day): Day[] {
  const weekly = (day: Day) =>
    (day >= '2009-01-01' && day < '2010-02-01') || day > addDays(today, -35);
  return daysBetween(from, today).filter(
    (day) =>
      day === lastOfMonth(day) || (weekly(day) && weekday(day) === 7) || day > addDays(today, -7),
  );
}

function daysBetween(from: Day, until: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}

async function writePages(
  city: City,
  loader: Loader,
  steps: readonly Step[],
  ends: readonly Day[],
): Promise<void> {
  const last = steps.at(-1)?.at ?? '';
  const evenings = ends.map((day) => shanghaiInstant(day, '18:00')).filter((at) => at < last);
  let next = 0;
  for (const closed_at of [...evenings, last]) {
    const from = next;
    while (next < steps.length && steps[next]!.at <= closed_at) next++;
    if (next === from) continue;
    await writePeriod(loader, steps.slice(from, next));
    await closePage(city.services.owner, closed_at);
  }
}

/**
 * One page's writes, as few calls as can be: each person's together, in waves, because a step that
 * touches what another person wrote in the same days has to come after it.
 */
async function writePeriod(loader: Loader, steps: readonly Step[]): Promise<void> {
  const waves: Map<Staff, Step[]>[] = [];
  const seen = new Map<string, { wave: number; by: Staff }>();
  for (const one of steps) {
    let wave = 0;
    for (const id of [one.id, ...namedIn(one), ...(one.after ?? [])]) {
      const known = seen.get(id);
      if (known) wave = Math.max(wave, known.by === one.by ? known.wave : known.wave + 1);
    }
    seen.set(one.id, { wave, by: one.by });
    const people = (waves[wave] ??= new Map());
    const list = people.get(one.by) ?? [];
    list.push(one);
    people.set(one.by, list);
  }
  for (const people of waves) {
    // One person's parts one after the other: a later one may touch what an earlier one made.
    await sideBySide([...people], 3, async ([by, list]) => {
      for (const part of chunks(list)) await writePart(loader, by, part);
    });
  }
}

function namedIn(one: Step): string[] {
  return one.deeds.flatMap(({ fields }) => [
    ...Object.entries(fields).flatMap(([name, value]) =>
      name.endsWith('_id') && typeof value === 'string' ? [value] : [],
    ),
    ...(Array.isArray(fields.findings)
      ? fields.findings.flatMap((row: { dispute_id?: string }) => row.dispute_id ?? [])
      : []),
  ]);
}

/** A call's cost grows with the square of the rows below its records, and an assessment has twenty-two of them. */
const partMax = 60;

function chunks(list: readonly Step[]): Step[][] {
  const parts: Step[][] = [];
  let weight = partMax;
  for (const one of list) {
    const own = one.type.endsWith('assessment') ? 5 : 1;
    if (weight + own > partMax) {
      parts.push([]);
      weight = 0;
    }
    parts.at(-1)!.push(one);
    weight += own;
  }
  return parts;
}

async function writePart(loader: Loader, by: Staff, part: readonly Step[]): Promise<void> {
  try {
    await writeRecords(
      loader.context(by),
      part.map((one) => writeOf(one, loader)),
    );
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // One of many does not fit: find it.
    if (part.length > 1) for (const one of part) await writePart(loader, by, [one]);
    else if (dayOfStep(part[0]!) < loader.forgiving_from)
      throw new Error(describe(part[0]!, error), { cause: error });
    else loader.left_out.push(describe(part[0]!, error));
  }
}

function describe(one: Step, { message, issues }: Problem): string {
  const deeds = one.deeds.map((deed) => deed.action).join(', ');
  const fields = issues
    .filter((issue) => !issue.warning)
    .map((issue) => `${issue.field}: ${issue.message.en}`);
  return `${one.at} ${one.by.username} ${one.type} ${one.id} (${deeds}): ${message} ${fields.join(' ')}`;
}

function writeOf(
  { write_id, type, id, deeds, on_behalf_of, at, unit_code }: Step,
  loader: Loader,
): Write {
  return {
    write_id,
    type,
    id,
    deeds: deeds.map((deed) => ({ ...deed, fields: withUnits(deed.fields, loader) })),
    on_behalf_of,
    unit_id: loader.unitAt(unit_code).id,
    recorded_at: at,
  };
}

/** A plan names units by their codes. */
function withUnits(fields: Readonly<Record<string, unknown>>, loader: Loader) {
  const isCode = (value: unknown): value is { code: string } =>
    typeof value === 'object' && value !== null && 'code' in value;
  const entries = Object.entries(fields).map(([name, value]) => [
    name,
    isCode(value) ? loader.unitAt(value.code).id : value,
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

async function sideBySide<T>(
  list: readonly T[],
  width: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const left = list.values();
  const worker = async () => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
