/** Starts the product: opens the city, loads the reference city on first run, serves, and stops cleanly. */
import { loadCity, playMissedDays } from '#city/load.ts';
import { playInspectionDay } from '#city/inspection-day.ts';
import { playReturns } from '#city/returns.ts';
import { playSummaries } from '#city/summaries.ts';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { followSettings } from './follow-settings.ts';
import { Events } from './figures/events.ts';
import { keepLedger } from './ledger/keeper.ts';
import { openCity } from './open.ts';
import { keepRounds } from './reports/return-rounds.ts';
import { claimServing } from './serving.ts';
import { welcome } from './welcome.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const config = readConfig(process.env);

if (await answers(config.port)) {
  say(
    `Taizhang 台账 runs already at ${config.public_url}. Stop it with Ctrl C where it was started, or set PORT.`,
  );
  process.exit(0);
}

const serving = await claimServing(config);
if ('elsewhere' in serving) {
  say(
    `Taizhang 台账 runs already over ${config.data_folder}, ${serving.elsewhere ? `at ${serving.elsewhere}` : 'and is still starting'}. Stop it first, or set TAIZHANG_DATA to another folder.`,
  );
  process.exit(0);
}

const city = await openCity(config, say);
const { services } = city;
const demo = await loadCity(city, say);
if (demo) await playMissedDays(city, say);
if (demo) await playReturns(city, say);
if (demo) await playSummaries(city, say);
if (demo) await playInspectionDay(city, say);
const events = new Events();
const app = await buildApp(services, events);
const keeper = keepLedger(services.owner, services.names, events, (error) =>
  app.log.error({ error: String(error) }, 'closing a page'),
);
const rounds = keepRounds(services, (error) =>
  app.log.error({ error: String(error) }, 'asking for returns'),
);
const settings = await followSettings(services, (error) =>
  app.log.error({ error: String(error) }, 'following the settings'),
);
await app.listen({ host: config.host, port: config.port });
await serving.announce();
say(await welcome(services, demo));

let stopping = false;
const stop = async (signal: string) => {
  if (stopping) return;
  stopping = true;
  say(`${signal}: stopping. What is saved is saved.`);
  // Open event streams would keep the server from closing.
  await keeper.stop();
  settings.stop();
  rounds.stop();
  await app.close();
  await city.close();
  process.exit(0);
};
process.on('SIGINT', () => void stop('SIGINT'));
process.on('SIGTERM', () => void stop('SIGTERM'));

/** Does a Taizhang answer at this port already? */
async function answers(port: number): Promise<boolean> {
  if (port === 0) return false;
  return fetch(`http://127.0.0.1:${port}/api/state`, { signal: AbortSignal.timeout(1500) }).then(
    async (response) => response.ok && 'version' in ((await response.json()) as object),
    () => false,
  );
}
