/**
 * What was written down without a network waits on this telephone and goes out by itself. What the
 * server refuses stays, with its reasons; nothing is ever deleted except by the person.
 */
import { openDB } from 'idb';
import type { IDBPDatabase } from 'idb';
import type { Issue } from '#engine/problem.ts';
import { api, ApiProblem } from '../shell/api.ts';
import type { WriteAnswer } from '../shell/api-types.ts';
import type { WriteBody } from './writing.ts';

/** A photograph or a recording that goes behind its record. */
export type KeptFile = {
  readonly id: string;
  readonly name: string;
  readonly paper: string | null;
  readonly blob: Blob;
};

export type Waiting = {
  readonly write_id: string;
  readonly account: string;
  readonly written_at: number;
  /** What the person reads in the list: "Neighbours, 张某". */
  readonly title: string;
  readonly write: WriteBody & { readonly write_id: string };
  readonly status: 'waiting' | 'sent' | 'needs_you';
  readonly issues?: readonly Issue[];
  readonly number?: string | null;
  /** Those that have not arrived yet. */
  readonly files?: readonly KeptFile[];
};

const storeName = 'outbox';
let database: Promise<IDBPDatabase> | undefined;

function open(): Promise<IDBPDatabase> {
  database ??= openDB('taizhang', 1, {
    upgrade: (db) => {
      db.createObjectStore(storeName, { keyPath: 'write_id' });
    },
  });
  return database;
}

export async function keepInOutbox(entry: Waiting): Promise<void> {
  await (await open()).put(storeName, entry);
}

export async function outboxOf(account: string): Promise<Waiting[]> {
  const all = (await (await open()).getAll(storeName)) as Waiting[];
  return all
    .filter((entry) => entry.account === account)
    .toSorted((a, b) => b.written_at - a.written_at);
}

export async function dropFromOutbox(write_id: string): Promise<void> {
  await (await open()).delete(storeName, write_id);
}

/** Oldest first, and on to the next when one is refused; stops when the network is gone again. */
export async function sendOutbox(account: string): Promise<WriteAnswer[]> {
  const sent: WriteAnswer[] = [];
  const waiting = (await outboxOf(account))
    .filter((entry) => entry.status === 'waiting')
    .toReversed();
  for (const entry of waiting) {
    try {
      const { answers } = await api.post<{ answers: WriteAnswer[] }>('/api/writes', {
        writes: [entry.write],
      });
      const number = answers[0]?.number ?? null;
      // Each one that has arrived is let go: a line that breaks now does not send it again.
      let files = entry.files ?? [];
      for (const file of files) {
        await sendFile(entry.write.type, entry.write.id, file);
        files = files.filter((one) => one.id !== file.id);
        await keepInOutbox({ ...entry, number, files });
      }
      await keepInOutbox({ ...entry, status: 'sent', number, files });
      sent.push(answers[0]!);
    } catch (error) {
      const outcome = afterFailure(error);
      if (outcome === 'stop') break;
      await keepInOutbox({ ...entry, status: 'needs_you', issues: outcome });
    }
  }
  return sent;
}

/** Its id is made here: sent twice, it is kept once. */
export async function sendFile(type: string, record_id: string, file: KeptFile): Promise<void> {
  const body = new FormData();
  body.append('file', file.blob, file.name);
  await api.post(`/api/records/${type}/${record_id}/attachments`, body, {
    id: file.id,
    ...(file.paper ? { paper: file.paper } : {}),
  });
}

/** A broken line stops the round; a refusal is kept with its reasons, for the person to mend. */
export function afterFailure(error: unknown): 'stop' | readonly Issue[] {
  if (!(error instanceof ApiProblem)) return 'stop';
  if (['offline', 'not-signed-in', 'too-many', 'unavailable'].includes(error.kind)) return 'stop';
  return error.issues.length > 0 ? error.issues : [{ message: error.detail }];
}
