/**
 * Programs of others that open files of others (LibreOffice, pdfunite) run apart: without what this process knows from
 * its environment (the database’s password, keys), without a network where the system can take it away, in a folder
 * that is thrown away, and with limits of time, of what they write and of processor time.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const call = promisify(execFile);

/** Linux has both; elsewhere the limit of time and the empty environment have to do. */
const walls: readonly (readonly string[])[] = [
  ['unshare', '--user', '--map-current-user', '--net', '--'],
  // Root in a container that may make no users of its own.
  ['unshare', '--net', '--'],
];
const limits = ['prlimit', '--core=0', '--cpu=180', `--fsize=${512 * 1024 * 1024}`, '--'];

/** What stands before the program on this machine; asked once. */
export const apart: () => Promise<readonly string[]> = once(async () => {
  const works = (words: readonly string[]) =>
    call(words[0]!, [...words.slice(1), process.execPath, '--version']).then(
      () => true,
      () => false,
    );
  const found = [];
  for (const wall of walls) if (found.length === 0 && (await works(wall))) found.push(...wall);
  if (await works(limits)) found.push(...limits);
  return found;
});

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

export type Apart = {
  /** Its home, and where it puts what it needs for a while. */
  readonly folder: string;
  readonly timeout: number;
  readonly env?: Readonly<Record<string, string>>;
};

export async function runApart(
  program: string,
  words: readonly string[],
  { folder, timeout, env = {} }: Apart,
): Promise<string> {
  const all = [...(await apart()), program, ...words];
  const { PATH = '', SystemRoot } = process.env;
  const { stdout } = await call(all[0]!, all.slice(1), {
    timeout,
    killSignal: 'SIGKILL',
    cwd: folder,
    env: {
      PATH,
      HOME: folder,
      TMPDIR: folder,
      LC_ALL: 'C.UTF-8',
      ...(SystemRoot ? { SystemRoot } : {}),
      ...env,
    },
  });
  return stdout;
}
