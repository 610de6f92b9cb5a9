/**
 * Which 30-second step does a code of an authenticator app belong to (RFC 6238)? Asked so that no
 * code counts twice.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

export const stepSeconds = 30;

export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = digest[digest.length - 1]! & 15;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/**
 * One step before and after are taken, as better-auth does: telephones' clocks differ. The newest
 * match counts.
 */
export function stepOf(secret: string, code: string, nowMs: number): number | null {
  const current = Math.floor(nowMs / 1000 / stepSeconds);
  const typed = Buffer.from(code);
  const matching = [current + 1, current, current - 1].find((step) => {
    const expected = Buffer.from(codeAt(secret, step));
    return typed.length === expected.length && timingSafeEqual(typed, expected);
  });
  return matching ?? null;
}
