/**
 * Server-sent events: which measures moved, under which units, after each closed page. They carry no number and no
 * record: a page that shows a figure asks for it again, as its own reader.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Pool } from 'pg';
import type { Actor } from '#engine/permission.ts';
import { readActor } from '../accounts/session-actor.ts';
import type { LedgerNames } from '../ledger/names.ts';

type Listener = { readonly actor: Actor; readonly reply: FastifyReply };
export type Movement = { readonly measure: string; readonly path: string };

export class Events {
  readonly #listeners = new Set<Listener>();

  routes(app: FastifyInstance): void {
    app.get(
      '/api/events',
      { schema: { tags: ['figures'], summary: 'Which measures moved (server-sent events)' } },
      async (request, reply) => {
        const actor = await readActor(request);
        reply.hijack();
        reply.raw.writeHead(200, {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          connection: 'keep-alive',
          'x-accel-buffering': 'no',
        });
        reply.raw.write(': open\n\n');
        const listener = { actor, reply };
        this.#listeners.add(listener);
        request.raw.on('close', () => this.#listeners.delete(listener));
      },
    );
  }

  get listening(): boolean {
    return this.#listeners.size > 0;
  }

  tell(movements: readonly Movement[]): void {
    for (const { actor, reply } of this.#listeners) {
      const near = movements.filter(
        (m) => m.path.startsWith(actor.grant.path) || actor.grant.path.startsWith(m.path),
      );
      if (near.length === 0) continue;
      const data = {
        measures: [...new Set(near.map((m) => m.measure))],
        units: [...new Set(near.map((m) => m.path))].slice(0, 50),
      };
      reply.raw.write(`data: ${JSON.stringify(data)}\n\n`);
    }
  }

  /** Keeps proxies from closing a quiet line. */
  beat(): void {
    for (const { reply } of this.#listeners) reply.raw.write(': beat\n\n');
  }

  close(): void {
    for (const { reply } of this.#listeners) reply.raw.end();
    this.#listeners.clear();
  }
}

/** What moved between two lines of the ledger. */
export async function movementsBetween(
  owner: Pool,
  names: LedgerNames,
  after: number,
  until: number,
): Promise<Movement[]> {
  const { rows } = await owner.query({
    name: 'movements',
    text: `select distinct l.measure_id, u.path from ledger_line l join unit u on u.id = l.unit_id where l.id > $1 and l.id <= $2 and l.guard < 2`,
    values: [after, until],
  });
  return rows.map((row) => ({ measure: names.measureName(row.measure_id), path: row.path }));
}
