/**
 * The keys that operators hold, outside the database: the master keys that wrap every record's own key, and the key of
 * the words by which encrypted records are found. One process serves one city, so it holds one keyring, as it holds one
 * set of codes.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { addDays } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';

export type MasterKeys = {
  /** Wraps what is made from now on. */
  readonly current: string;
  /** By their names, 32 bytes each. */
  readonly keys: Readonly<Record<string, Buffer>>;
  readonly search: Buffer;
  /** While the search key is rotated: what is not written anew yet is found by the one from before. */
  readonly search_before?: Buffer;
  /** When the current master key was made; unknown where it is older than this line of the file. */
  readonly made_on?: Day;
};

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
export const keyBytes = 32;

/** Nonce, what was encrypted, tag. `about` says where it belongs: moved elsewhere, it does not open. */
export function encrypt(key: Buffer, plain: Buffer, about: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when the key, the place or a single bit is another one. */
export function decrypt(key: Buffer, sealed: Buffer, about: string): Buffer {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const content = sealed.subarray(nonceBytes, -tagBytes);
  return Buffer.concat([decipher.update(content), decipher.final()]);
}

/** A record's own key as the database keeps it: wrapped, with the name of the master key that unwraps it. */
export type WrappedKey = { readonly master: string; readonly wrapped: Buffer };

/** The keys where they are held, when they have changed since they were read last; otherwise nothing. */
export type Reread = () => MasterKeys | null;

/** How long a server may go on with a master key that has been replaced. */
export const rereadMs = 1000;

export class Keyring {
  #master: MasterKeys;
  readonly #reread: Reread;
  #readAt = performance.now();

  constructor(master: MasterKeys, reread: Reread = () => null) {
    this.#master = fit(master);
    this.#reread = reread;
  }

  /** They may have been rotated meanwhile. */
  reread(): void {
    this.#readAt = performance.now();
    const anew = this.#reread();
    if (anew) this.#master = fit(anew);
  }

  get current(): string {
    return this.#master.current;
  }

  get made_on(): Day | null {
    return this.#master.made_on ?? null;
  }

  get names(): string[] {
    return Object.keys(this.#master.keys);
  }

  wrap(recordId: string, key: Buffer): WrappedKey {
    this.#notTooOld();
    const { current, keys } = this.#master;
    return { master: current, wrapped: encrypt(keys[current]!, key, `key ${recordId}`) };
  }

  unwrap(recordId: string, { master, wrapped }: WrappedKey): Buffer {
    if (!this.#master.keys[master]) this.reread();
    const key = this.#master.keys[master];
    if (!key)
      throw new Error(`The master key ${master} is not there: see Keys in docs/operations.md.`);
    return decrypt(key, wrapped, `key ${recordId}`);
  }

  /**
   * A word as a keyed token. The same word gives the same token, so it can be found, and counted; what it says only
   * the holder of the key can tell.
   */
  token(type: string, word: string): string {
    this.#notTooOld();
    return tokenOf(this.#master.search, type, word);
  }

  /** All tokens under which a word may stand. */
  tokens(type: string, word: string): string[] {
    this.#notTooOld();
    const { search, search_before } = this.#master;
    return [search, ...(search_before ? [search_before] : [])].map((key) =>
      tokenOf(key, type, word),
    );
  }

  #notTooOld(): void {
    if (performance.now() - this.#readAt > rereadMs) this.reread();
  }

  /** What a body was, to be compared with and not to be guessed from. */
  fingerprint(text: string): string {
    this.#notTooOld();
    return createHmac('sha256', this.#master.search).update(`body\n${text}`).digest('base64');
  }
}

function tokenOf(key: Buffer, type: string, word: string): string {
  const hash = createHmac('sha256', key).update(`${type}\n${word}`).digest();
  return `h${hash.subarray(0, 12).toString('hex')}`;
}

function fit(master: MasterKeys): MasterKeys {
  if (!master.keys[master.current]) throw new Error('The current master key is not there.');
  const { keys, search, search_before = search } = master;
  for (const key of [...Object.values(keys), search, search_before])
    if (key.length !== keyBytes) throw new Error('A master key has 32 bytes.');
  return master;
}

let held: Keyring | undefined;

export function holdKeys(master: MasterKeys, reread?: Reread): Keyring {
  held = new Keyring(master, reread);
  return held;
}

/** After so many days a master key is to be rotated: once a year, as docs/operations.md says. */
export const masterKeyDays = 365;

/** Since when, and until when, the master key that wraps is good; null where its file does not tell. */
export function masterKeyAge(): { readonly made_on: Day; readonly until: Day } | null {
  const made_on = held?.made_on;
  return made_on ? { made_on, until: addDays(made_on, masterKeyDays) } : null;
}

/** A broken start, and no user's mistake, where there is none. */
export function keyring(): Keyring {
  if (!held) throw new Error('No keys were opened: holdKeys comes before the first secret.');
  return held;
}
