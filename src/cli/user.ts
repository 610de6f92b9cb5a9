import { addAccount } from '#server/accounts/add-account.ts';
import { makePassword } from '#server/accounts/password.ts';
import { firstUntil } from '#server/accounts/sign-in-settings.ts';
import { dayInShanghai } from '#engine/day.ts';
import { roles } from '#engine/permission.ts';
import type { Role } from '#engine/permission.ts';
import { print, withCity } from './with-city.ts';
import { needed, readWords, text, wrong } from './words.ts';

/**
 * The password comes on standard input, so that it stands in no shell history and no list of processes; whoever it is
 * for types it. Where none comes, the product makes one, which has to be changed at the first sign-in.
 */
export async function run(words: readonly string[]): Promise<void> {
  const asked = readWords(words, ['username', 'name', 'role', 'unit', 'lines']);
  if (asked.rest[0] !== 'add')
    throw wrong('taizhang user add --username U --name N --role ROLE --unit CODE');
  const role = needed(asked, 'role');
  if (!(role in roles)) throw wrong(`--role is one of: ${Object.keys(roles).join(' ')}`);
  const account = { username: needed(asked, 'username'), name: needed(asked, 'name') };
  const grant = {
    role: role as Role,
    unit_code: needed(asked, 'unit').padEnd(12, '0'),
    lines: text(asked, 'lines')?.split(',') ?? ['*'],
  };
  process.stderr.write('Password: ');
  const typed = await readLine();
  await withCity(async ({ services }) => {
    const { owner, config, clock } = services;
    const made = typed === '' ? makePassword() : null;
    const first = made ? { first_until: firstUntil(config, clock()) } : {};
    const { password_words } = config;
    await addAccount(
      owner,
      { ...account, password: made ?? typed, ...first, password_words, grants: [grant] },
      dayInShanghai(clock()),
    );
    print(`${account.username} can sign in.`);
    if (made)
      print(
        `First password: ${made}\nIt opens for ${config.first_password_hours} hours, and has to be changed at the first sign-in.`,
      );
  });
}

async function readLine(): Promise<string> {
  for await (const chunk of process.stdin.setEncoding('utf8'))
    return String(chunk).split(/\r?\n/)[0]!;
  return '';
}
