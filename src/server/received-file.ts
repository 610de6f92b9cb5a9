/**
 * A file that somebody sends: read whole, and shown to the operator's own scanner before anything else looks into it.
 * The scanner gets it on standard input, so that no copy lies on a disk, and says with its exit code what it found: 0
 * nothing, 1 something (as ClamAV and most others do); whatever else happens, the file is not taken.
 */
import { spawn } from 'node:child_process';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { logAccess } from './accounts/access-log.ts';
import type { Services } from './services.ts';

export type ReceivedFile = { readonly name: string; readonly content: Buffer };

type Scanning = Pick<Services, 'owner' | 'config'>;

const longestMs = 120_000;

/** Null where no file came. */
export async function receiveFile(
  request: FastifyRequest,
  services: Scanning,
  actor: Actor,
  fileSize?: number,
): Promise<ReceivedFile | null> {
  const file = await request.file(fileSize === undefined ? {} : { limits: { fileSize } });
  if (!file) return null;
  const content = await file.toBuffer();
  const { scan } = services.config;
  if (scan) await refuseWhatIsFound(services, actor, scan, content);
  return { name: file.filename, content };
}

async function refuseWhatIsFound(
  { owner }: Scanning,
  actor: Actor,
  scan: readonly string[],
  content: Buffer,
): Promise<void> {
  const code = await exitCodeOf(scan, content);
  if (code === 0) return;
  if (code !== 1)
    throw new Problem('unavailable', {
      en: 'The scanner of the office does not answer, so no file is taken. Try again later; if it stays, tell the system administrator.',
      zh: '本单位的查毒程序没有响应，暂不能接收文件。请稍后重试，仍不行请告知系统管理员。',
    });
  await logAccess(owner, {
    person_id: actor.person_id,
    grant_role: actor.grant.role,
    deed: 'file_refused',
    detail: { bytes: content.length },
  });
  throw new Problem('invalid', {
    en: 'The scanner of the office found something harmful in this file, so it is not taken. Clean the computer that it comes from, and tell the system administrator.',
    zh: '本单位的查毒程序在该文件中发现有害内容，不予接收。请检查文件来源的电脑，并告知系统管理员。',
  });
}

/** Null where it could not be started, was killed, or took too long. */
function exitCodeOf(
  [program, ...words]: readonly string[],
  content: Buffer,
): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(program!, words, {
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: longestMs,
      killSignal: 'SIGKILL',
    });
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code));
    // One that has seen enough closes its end: its exit code tells, not the broken pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(content);
  });
}
