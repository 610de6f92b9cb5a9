/**
 * The secret that signs session cookies and encrypts second-factor keys. It is kept beside the
 * database, never in it.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

type SecretFile = Record<string, unknown> & { sign_in?: string };

/**
 * Made on the first start. Other secrets in the file stay as they are. Read once, so synchronously.
 */
export function signInSecret(file: string): string {
  const known = readSecrets(file).sign_in;
  if (known) return known;
  const made = randomBytes(32).toString('base64url');
  mkdirSync(dirname(file), { recursive: true });
  // Beside and renamed: a start that is cut short leaves either no secret or a whole one.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ ...readSecrets(file), sign_in: made }, null, 2)}\n`, {
    mode: 0o600,
  });
  renameSync(draft, file);
  return readSecrets(file).sign_in ?? made;
}

function readSecrets(file: string): SecretFile {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SecretFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`The secrets in ${file} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
