/** Opens the city: its database (the one that the product brings, or one's own), migrated, with a pool for each role. */
import { dayInShanghai } from '#engine/day.ts';
import { statutoryCalendar } from '#engine/holidays.ts';
import type { Book } from '#engine/line.ts';
import { book as theBook } from '#lines/index.ts';
import type { Config } from './config.ts';
import { startEmbedded } from './database/embedded.ts';
import { migrate } from './database/migrator.ts';
import { openPool } from './database/pool.ts';
import { holdKeys, masterKeyAge } from './keys/keyring.ts';
import { openKeyFile, refuseUnknownKeys, rereadKeyFile } from './keys/key-file.ts';
import { learnSettings } from './follow-settings.ts';
import { LedgerNames } from './ledger/names.ts';
import { eraseAgain } from './persons/erase.ts';
import type { Services } from './services.ts';
import { openUnitNames } from './units/unit-names.ts';

export type City = {
  readonly services: Services;
  /** Sets recorded_at: for the loader of the reference city and for nobody else. */
  readonly openLoader: () => ReturnType<typeof openPool>;
  readonly database_url: string;
  close(): Promise<void>;
};

/** A request waits for a connection as long as a person waits for a page; then it is told to come back. */
const poolWaitMs = 20_000;
/** The longest question that anybody asks (a whole register, ten years of figures) takes a fraction of it. */
const readMs = 120_000;

export async function openCity(
  config: Config,
  say: (line: string) => void,
  book: Book = theBook,
): Promise<City> {
  const embedded = config.database_url ? null : await startEmbedded(config.data_folder, { say });
  const url = config.database_url ?? embedded!.url;
  await migrate(url, config.migrations_folder);
  const keys = holdKeys(await openKeyFile(config), rereadKeyFile(config));
  const age = masterKeyAge();
  if (age && age.until < dayInShanghai(new Date().toISOString()))
    say(`The master key was made on ${age.made_on}. Rotate it: npx taizhang keys rotate`);
  const owner = openPool(url, { name: 'taizhang owner', max: 4, waitMs: poolWaitMs });
  const writer = openPool(url, {
    name: 'taizhang writer',
    role: 'taizhang_writer',
    max: 10,
    waitMs: poolWaitMs,
    pipeline: true,
    planOnce: true,
  });
  const reader = openPool(url, {
    name: 'taizhang reader',
    role: 'taizhang_reader',
    max: 10,
    waitMs: poolWaitMs,
    statementMs: readMs,
    pipeline: true,
  });
  const pools = [owner, writer, reader];
  await refuseUnknownKeys(owner, keys);
  const names = await LedgerNames.open(writer, book);
  const services: Services = {
    config,
    book,
    // Its own copy: the office's periods are learned into it.
    calendar: { ...statutoryCalendar },
    names,
    owner,
    writer,
    reader,
    unitNames: openUnitNames(owner),
    clock: () => new Date().toISOString(),
  };
  await learnSettings(services);
  await eraseAgain(services);
  return {
    services,
    database_url: url,
    openLoader: () => {
      const loader = openPool(url, {
        name: 'taizhang loader',
        role: 'taizhang_loader',
        max: 2,
        pipeline: true,
        planOnce: true,
      });
      pools.push(loader);
      return loader;
    },
    async close() {
      await Promise.all(pools.map((pool) => pool.end()));
      await embedded?.stop();
    },
  };
}
