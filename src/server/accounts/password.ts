/**
 * Passwords: argon2id from Node itself, in the usual PHC notation so that parameters can be raised
 * later.
 */
import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Issue } from '#engine/problem.ts';
import { houseWords, isKnown, isMadeOf } from './known-passwords.ts';

const derive = promisify(argon2);

// OWASP's first choice for argon2id where memory is shared with other work: about 30 ms here.
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagLength = 32;

export async function hashPassword(password: string, nonce = randomBytes(16)): Promise<string> {
  return hashWith(password, { nonce, tagLength, ...cost });
}

type Way = {
  readonly nonce: Buffer;
  readonly tagLength: number;
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
};

async function hashWith(password: string, way: Way): Promise<string> {
  const tag = await derive('argon2id', { message: message(password), ...way });
  return `$argon2id$v=19$m=${way.memory},t=${way.passes},p=${way.parallelism}$${base64(way.nonce)}$${base64(tag)}`;
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

function wayOf(hash: string): Way | null {
  const [, memory, passes, parallelism, nonce = '', tag = ''] = phc.exec(hash) ?? [];
  if (!memory) return null;
  return {
    nonce: Buffer.from(nonce, 'base64'),
    tagLength: Buffer.from(tag, 'base64').length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  };
}

/** With the salt and the cost of another hash: equal where the passwords are. */
export async function hashInTheWayOf(hash: string, password: string): Promise<string> {
  const way = wayOf(hash);
  if (!way) throw new Error('Not a hash of ours');
  return hashWith(password, way);
}

export async function verifyPassword({
  hash,
  password,
}: {
  hash: string;
  password: string;
}): Promise<boolean> {
  if (!wayOf(hash)) return false;
  const [wanted, found] = [hash, await hashInTheWayOf(hash, password)].map((one) =>
    Buffer.from(one),
  );
  return wanted!.length === found!.length && timingSafeEqual(wanted!, found!);
}

/** Full-width letters and digits of a Chinese input method are the same password. */
function message(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'));
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '');
}

export const passwordLengthMax = 128;
export const passwordLengthMin = 10;

/**
 * GB/T 22239 asks for complexity; length does most of the work, so two kinds of characters are
 * enough. `ownWords` are those that an operator has added to the words of the house.
 */
export function passwordIssues(
  password: string,
  username: string,
  field = 'password',
  ownWords: readonly string[] = [],
): Issue[] {
  const issues: Issue[] = [];
  if (password.length < passwordLengthMin || password.length > passwordLengthMax) {
    issues.push({
      field,
      message: {
        en: `A password has ${passwordLengthMin} to ${passwordLengthMax} characters. A short sentence is easy to remember.`,
        zh: `密码长度为 ${passwordLengthMin} 至 ${passwordLengthMax} 个字符，可以用一句好记的话。`,
      },
    });
  }
  if (!/\p{L}/u.test(password) || !/[^\p{L}]/u.test(password)) {
    issues.push({
      field,
      message: {
        en: 'A password has letters, and digits or signs as well.',
        zh: '密码须同时包含字母和数字（或符号）。',
      },
    });
  }
  if (username !== '' && password.toLowerCase().includes(username.toLowerCase())) {
    issues.push({
      field,
      message: {
        en: 'The user name cannot be part of the password.',
        zh: '密码中不能包含用户名。',
      },
    });
  }
  if (isKnown(password)) {
    issues.push({
      field,
      message: {
        en: 'This password is on lists that are tried first, because many people have used it. Take a sentence of your own.',
        zh: '该密码使用的人很多，已列入常被试用的密码清单，请换用一句自己的话。',
      },
    });
  } else if (isMadeOf(password, [...houseWords, ...ownWords, username])) {
    issues.push({
      field,
      message: {
        en: 'A password made of words of this office (its name, place, work, posts) and figures is guessed first. Take a sentence of your own.',
        zh: '由本单位名称、地名、业务、职务等词语加数字组成的密码容易被猜中，请换用一句自己的话。',
      },
    });
  }
  return issues;
}

// Without characters that look alike: it is read aloud or copied from paper once.
const letters = 'abcdefghjkmnpqrstuvwxyz';
const digits = '23456789';

/** A first password, as `kdmw-7394-tbxe-2856`: about 64 bits. */
export function makePassword(): string {
  const block = (characters: string) =>
    Array.from({ length: 4 }, () => characters[randomInt(characters.length)]).join('');
  return [letters, digits, letters, digits].map(block).join('-');
}
