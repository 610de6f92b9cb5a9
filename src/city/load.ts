/**
 * Brings the reference city into an empty database through the one write path, page by page in order of time, and
 * plays the days that passed since. Interrupted, it goes on where it stopped: the same writes are stored once.
 */
import type { Actor } from '#engine/permission.ts';
import { addDays, dayInShanghai, shanghaiInstant } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { foldPages } from '#server/ledger/fold.ts';
import { closePage } from '#server/ledger/page.ts';
import type { City } from '#server/open.ts';
import { writeRecords, writesMax } from '#server/records/write.ts';
import type { Write, WriteContext } from '#server/records/write.ts';
import { loadPeople, loadUnits } from './foundations.ts';
import type { UnitAt } from './foundations.ts';
import type { Staff } from './staff.ts';
import type { Step } from './steps.ts';
import { timelineUntil } from './timeline.ts';

const settingName = 'reference_city';

type Progress = { readonly state: 'loading' | 'loaded'; readonly loaded_on: Day; readonly played_until: string };

type Loader = { readonly context: (by: Staff) => WriteContext; readonly unitAt: (code: string) => UnitAt };

/** True when this database is the demo city; loads it first if the database is empty. */
export async function loadCity(city: City, say: (line: string) => void): Promise<boolean> {
  const { owner, clock } = city.services;
  let progress = await readProgress(city);
  if (progress?.state === 'loaded') return true;
  if (!progress) {
    const { rows } = await owner.query('select exists (select from unit) or exists (select from account) as used');
    if (rows[0].used) return false;
    progress = { state: 'loading', loaded_on: dayInShanghai(clock()), played_until: clock() };
    await keepProgress(city, progress);
  }
  say('First start: loading the reference city, about half a minute …');
  const began = performance.now();
  await loadUnits(owner);
  await loadPeople(owner);
  const pool = city.openLoader();
  pool.on('connect', (client) => void client.query("set synchronous_commit = off; set plan_cache_mode = force_generic_plan").catch(() => {}));
  const loader = await openLoader(city, pool);
  const steps = timelineUntil(progress.loaded_on).filter((one) => one.at <= progress.played_until);
  await writePages(city, loader, steps, progress.loaded_on);
  await foldPages(owner);
  await owner.query('analyze');
  await keepProgress(city, { ...progress, state: 'loaded' });
  say(`Loaded ${steps.length} writes in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  return true;
}

export async function playMissedDays(_city: City, _say: (line: string) => void): Promise<void> {}

async function readProgress(city: City): Promise<Progress | undefined> {
  const { rows } = await city.services.owner.query('select value from setting where name = $1', [settingName]);
  return rows[0]?.value as Progress | undefined;
}

async function keepProgress(city: City, progress: Progress): Promise<void> {
  await city.services.owner.query(
    `insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value, changed_at = now()`,
    [settingName, JSON.stringify(progress)],
  );
}

async function openLoader(city: City, pool: WriteContext['pool']): Promise<Loader> {
  const { owner, book, names, calendar, clock } = city.services;
  const { rows } = await owner.query('select id, code, path from unit');
  const units = new Map<string, UnitAt>(rows.map((row) => [row.code, row]));
  const unitAt = (code: string) => {
    const found = units.get(code);
    if (!found) throw new Error(`The tree has no unit ${code}`);
    return found;
  };
  const actorOf = ({ id, name, role, unit_code }: Staff): Actor => {
    const unit = unitAt(unit_code);
    return { person_id: id, name, grant: { role, unit_id: unit.id, path: unit.path, lines: ['*'] } };
  };
  return { unitAt, context: (by) => ({ pool, book, names, calendar, actor: actorOf(by), now: clock(), loader: true }) };
}

/** Weeks, and their last evenings; a month's last day always ends one, so that months can be asked for as they stood. */
function pageEnds(from: Day, until: Day): Day[] {
  const ends: Day[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const monthEnds = addDays(day, 1).endsWith('-01');
    const weekEnds = day >= '2009-01-01' && new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
    if (monthEnds || weekEnds) ends.push(day);
  }
  return ends;
}

async function writePages(city: City, loader: Loader, steps: readonly Step[], today: Day): Promise<void> {
  if (steps.length === 0) return;
  let at = 0;
  const closings = [...pageEnds(dayInShanghai(steps[0]!.at), today).map((day) => shanghaiInstant(day, '18:00')), steps.at(-1)!.at];
  for (const closed_at of closings.toSorted()) {
    const from = at;
    while (at < steps.length && steps[at]!.at <= closed_at) at++;
    if (at === from) continue;
    await writePeriod(loader, steps.slice(from, at));
    await closePage(city.services.owner, closed_at);
  }
}

/**
 * One page's writes, as few calls as can be: each person's together, in waves, because a step that touches what another
 * person wrote in the same days has to come after it.
 */
async function writePeriod(loader: Loader, steps: readonly Step[]): Promise<void> {
  const waves: Map<Staff, Step[]>[] = [];
  const seen = new Map<string, { wave: number; by: Staff }>();
  for (const one of steps) {
    let wave = 0;
    for (const id of [one.id, ...namedIn(one)]) {
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
    const calls = [...people].flatMap(([by, list]) => chunks(list).map((part) => ({ by, part })));
    await sideBySide(calls, 2, async ({ by, part }) => {
      const t0 = performance.now();
      await writeRecords(loader.context(by), part.map((one) => writeOf(one, loader)));
      (globalThis.calls ??= []).push([part.length, performance.now() - t0]);
    });
  }
}

function namedIn(one: Step): string[] {
  return one.deeds.flatMap((deed) =>
    Object.entries(deed.fields).flatMap(([name, value]) => (name.endsWith('_id') && typeof value === 'string' ? [value] : [])),
  );
}

function chunks(list: readonly Step[]): Step[][] {
  const parts: Step[][] = [];
  for (let at = 0; at < list.length; at += writesMax) parts.push(list.slice(at, at + writesMax));
  return parts;
}

function writeOf({ by: _, at, unit_code, ...rest }: Step, loader: Loader): Write {
  return { ...rest, unit_id: loader.unitAt(unit_code).id, recorded_at: at };
}

async function sideBySide<T>(list: readonly T[], width: number, work: (one: T) => Promise<void>): Promise<void> {
  const left = list.values();
  const worker = async () => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
