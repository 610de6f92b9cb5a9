import { addAccount } from '#server/accounts/add-account.ts';
import { dayInShanghai } from '#engine/day.ts';
import { roles } from '#engine/permission.ts';
import type { Role } from '#engine/permission.ts';
import { print, withCity } from './with-city.ts';
import { needed, readWords, text, wrong } from './words.ts';

/** The password comes on standard input, so that it stands in no shell history and no list of processes. */
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
  const password = (await readLine()).trim();
  await withCity(async ({ services }) => {
    await addAccount(
      services.owner,
      { ...account, password, grants: [grant] },
      dayInShanghai(services.clock()),
    );
    print(`${account.username} can sign in.`);
  });
}

async function readLine(): Promise<string> {
  for await (const chunk of process.stdin.setEncoding('utf8')) return String(chunk).split('\n')[0]!;
  return '';
}
