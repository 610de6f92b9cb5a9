/**
 * The codes on paper for a lost telephone, kept as passwords are: hashed, one salt for the codes of one sheet.
 * better-auth would encrypt them, which whoever has database and secret can undo. It compares what it is given with
 * what is kept; so it is given the hash of what was typed.
 */
import { randomBytes } from 'node:crypto';
import { symmetricDecrypt } from 'better-auth/crypto';
import type { SignInRoom } from './sign-in.ts';
import { hashInTheWayOf, hashPassword } from './password.ts';

const isHash = (code: string) => code.startsWith('$argon2id$');

/** What better-auth calls before it keeps the list: new codes, or the hashes that are left after one was used. */
export async function hashCodes(json: string): Promise<string> {
  const codes = JSON.parse(json) as string[];
  if (codes.every(isHash)) return json;
  const nonce = randomBytes(16);
  return JSON.stringify(await Promise.all(codes.map((code) => hashPassword(code, nonce))));
}

/** As the account's sheet keeps it; the code itself where there is no sheet, which then matches nothing. */
export async function hashOfCode(
  room: SignInRoom,
  account_id: string,
  typed: string,
): Promise<string> {
  const code = typed.trim();
  const { rows } = await room.owner.query(
    'select backup_codes from second_factor where account_id = $1',
    [account_id],
  );
  const kept = rows[0]?.backup_codes as string | undefined;
  if (kept === undefined) return code;
  const [one] = JSON.parse(await hashed(room, account_id, kept)) as string[];
  return one === undefined ? code : hashInTheWayOf(one, code);
}

/** A sheet that was encrypted by an earlier version is hashed when it is first used. */
async function hashed(room: SignInRoom, account_id: string, kept: string): Promise<string> {
  if (kept.startsWith('[')) return kept;
  const { secretConfig } = await room.auth.$context;
  const sheet = await hashCodes(await symmetricDecrypt({ key: secretConfig, data: kept }));
  await room.owner.query(
    'update second_factor set backup_codes = $2 where account_id = $1 and backup_codes = $3',
    [account_id, sheet, kept],
  );
  return sheet;
}
