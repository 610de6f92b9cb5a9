/** The loop that keeps the ledger: every second it closes a page over what is new, folds it, and tells who listens. */
import type { Pool } from 'pg';
import type { Events } from '../figures/events.ts';
import { movementsBetween } from '../figures/events.ts';
import { foldPages } from './fold.ts';
import type { LedgerNames } from './names.ts';
import { closePage } from './page.ts';

export type Keeper = { stop(): Promise<void> };

export function keepLedger(
  owner: Pool,
  names: LedgerNames,
  events: Events,
  log: (error: unknown) => void,
): Keeper {
  let last: number | null = null;
  let stopping = false;
  const turn = async () => {
    const page = await closePage(owner);
    if (!page) return;
    await foldPages(owner);
    if (events.listening && last !== null)
      events.tell(await movementsBetween(owner, names, last, page.last_line));
    last = page.last_line;
  };
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    if (stopping) return;
    // One turn after the other; a failed one (a restarting database) is tried again a second later.
    running = running.then(turn).catch(log);
  }, 1000);
  const heart = setInterval(() => events.beat(), 25_000);
  return {
    async stop() {
      stopping = true;
      clearInterval(timer);
      clearInterval(heart);
      events.close();
      await running;
    },
  };
}
