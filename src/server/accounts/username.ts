/**
 * What a user name looks like, and the e-mail address that better-auth wants where the office gives
 * none.
 */
export const usernameLength = { min: 2, max: 60 } as const;
export const usernamePattern = /^[a-z0-9][a-z0-9_.-]*$/i;

export function normalUsername(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

/** `.invalid` is reserved (RFC 2606): nothing is ever sent there. */
export function emailFor(name: string): string {
  return `${normalUsername(name)}@account.invalid`;
}
