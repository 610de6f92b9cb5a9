/** Who asked, for the server's log: an id, which tells nobody outside anything. */
import type { FastifyRequest } from 'fastify';

const people = new WeakMap<FastifyRequest, string>();

export function notePerson(request: FastifyRequest, person_id: string): void {
  people.set(request, person_id);
}

export function personOf(request: FastifyRequest): string | null {
  return people.get(request) ?? null;
}
