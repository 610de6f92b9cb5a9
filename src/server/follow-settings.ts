/**
 * Codes and periods of the office's own, learned at the start and at each change, whichever process
 * made it: their tables tell. A listener that dies with its database comes back with it, and reads
 * what it has missed.
 */
import type { PoolClient } from 'pg';
import { loadCodes } from './codes/own-codes.ts';
import { loadPeriods } from './rules/own-periods.ts';
import type { Services } from './services.ts';

type Learning = Pick<Services, 'owner' | 'book' | 'calendar'>;

export async function learnSettings({ owner, book, calendar }: Learning): Promise<void> {
  await loadCodes(owner, book);
  await loadPeriods(owner, calendar);
}

const againMs = 2000;

export async function followSettings(
  services: Learning,
  log: (error: unknown) => void,
): Promise<{ stop(): void }> {
  let stopped = false;
  let held: PoolClient | null = null;
  let timer: NodeJS.Timeout | undefined;
  const again = (error: unknown) => {
    held?.release(true);
    held = null;
    if (stopped) return;
    log(error);
    timer = setTimeout(() => void listen().catch(again), againMs);
  };
  const listen = async () => {
    const client = await services.owner.connect();
    held = client;
    client.once('error', again);
    client.on('notification', () => void learnSettings(services).catch(log));
    await client.query('listen taizhang_settings');
    await learnSettings(services);
  };
  await listen();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      held?.release(true);
      held = null;
    },
  };
}
