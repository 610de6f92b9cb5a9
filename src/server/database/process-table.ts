import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Whether this process is the PostgreSQL server of this very cluster. A number alone proves
 * nothing: after a crash the system soon gives it to another program, which must be neither waited
 * for nor stopped.
 */
export function isPostmaster(pid: number, cluster: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 1) return false;
  const command = commandLine(pid);
  return command.includes(`/postgres -D ${cluster} `);
}

/** Empty for a process that has ended, also while its parent has not noticed yet. */
function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
