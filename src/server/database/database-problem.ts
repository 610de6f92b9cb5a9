/** PostgreSQL's refusals in the product's words. The constraint is the truth; pre-checks are a courtesy. */
import { Problem } from '#engine/problem.ts';

type DatabaseError = Error & {
  code?: string;
  constraint?: string;
  table?: string;
  syscall?: string;
};

/** Deadlocks and serialization failures pass: the same transaction again succeeds. */
export function isPassing(error: unknown): boolean {
  return ['40001', '40P01'].includes((error as DatabaseError).code ?? '');
}

/** Shut down or crashed, starting up, connection refused or cut. */
const goneCodes = new Set([
  '57P01', '57P02', '57P03', '08000', '08001', '08003', '08006', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE',
]); // prettier-ignore
/** A connection cut between two messages has no code, only the words of pg. */
const goneWords =
  /^(Connection terminated|Client has encountered a connection error|Client was closed)/;

/** PostgreSQL is not there just now: what was asked may be asked again. */
function isGone(error: DatabaseError): boolean {
  // A server that ended in order has taken its socket away.
  const unsocketed = error.code === 'ENOENT' && error.syscall === 'connect';
  return unsocketed || goneCodes.has(error.code ?? '') || goneWords.test(error.message);
}

/** No connection came free in time, or a statement took longer than it may (57014). */
function isTooMuch(error: DatabaseError): boolean {
  return error.code === '57014' || /^timeout exceeded when trying to connect/.test(error.message);
}

/** A Problem where the error has a meaning for its user; otherwise the error itself, which becomes a 500 with an id. */
export function problemOfDatabase(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const { code, constraint } = error as DatabaseError;
  if (code === '23505') {
    return new Problem('duplicate', {
      en: `This has been recorded already (${constraint}). Look for it in the register before writing it again.`,
      zh: `已经登记过（${constraint}）。请先在台账中查找，不要重复登记。`,
    });
  }
  if (code === '23503') {
    return new Problem('invalid', {
      en: `Something this refers to is not there (${constraint}). Choose it again from the list.`,
      zh: `所引用的内容不存在（${constraint}）。请从列表中重新选择。`,
    });
  }
  if (code === '22P02')
    return new Problem('invalid', { en: 'A value has the wrong form.', zh: '某个值的格式不对。' });
  if (isTooMuch(error as DatabaseError)) {
    return new Problem('unavailable', {
      en: 'Very much is being asked at this moment. Nothing you typed is lost; try again in a moment, or ask for a shorter period.',
      zh: '当前请求过多，请稍后再试或缩短查询期间。您填写的内容没有丢失。',
    });
  }
  if (isGone(error as DatabaseError)) {
    return new Problem('unavailable', {
      en: 'The book is restarting. Nothing you typed is lost; try again in a moment.',
      zh: '台账正在重新启动。您填写的内容没有丢失，请稍后再试。',
    });
  }
  return error;
}
