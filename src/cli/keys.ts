import { dayInShanghai } from '#engine/day.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { actorOf, grantsOf } from '#server/accounts/grants.ts';
import { backUpKeys, restoreKeys } from '#server/keys/key-backup.ts';
import { destroyAgain } from '#server/keys/destroy.ts';
import { rotateKeys } from '#server/keys/rotate.ts';
import type { City } from '#server/open.ts';
import { erasePerson } from '#server/persons/erase.ts';
import { print, withCity } from './with-city.ts';
import { needed, readWords, wrong } from './words.ts';

export const usage =
  'taizhang keys rotate | backup FILE | restore FILE | destroy PERSON --as USERNAME --reason TEXT [--files]';

export async function run(words: readonly string[]): Promise<void> {
  const asked = readWords(words, ['as', 'reason'], ['files']);
  const [deed, what] = asked.rest;
  const needsMore = deed !== 'rotate' && !what;
  if (!['rotate', 'backup', 'restore', 'destroy'].includes(deed ?? '') || needsMore)
    throw wrong(usage);
  const [who, reason] =
    deed === 'destroy' ? [needed(asked, 'as'), needed(asked, 'reason')] : ['', ''];
  await withCity(async (city) => {
    const { owner, config, book } = city.services;
    if (deed === 'rotate') {
      const { current, keys, before } = await rotateKeys(owner, config);
      print(`${keys} keys are wrapped by ${current} now. The master keys from before: ${before}.`);
      return print('Destroy that file when no backup of keys from before today is kept any more.');
    }
    if (deed === 'backup')
      return print(`${await backUpKeys(owner, what!)} keys are in ${what}. Keep them apart.`);
    if (deed === 'restore') {
      const keys = await restoreKeys(owner, what!);
      const again = await destroyAgain(owner, config, book);
      return print(`${keys} keys restored; ${again} of them had been destroyed and are again.`);
    }
    await erasePerson(
      city.services,
      await actorCalled(city, who),
      what!,
      reason,
      asked.options['files'] === true,
    );
    print(`The key of ${what} is destroyed. Every count stays. Older backups of keys: see Keys.`);
  });
}

/** In somebody's name: erasing leaves a version, and a version has an author. */
async function actorCalled({ services }: City, username: string): Promise<Actor> {
  const { owner, clock } = services;
  const { rows } = await owner.query('select id, name from account where username = $1', [
    username,
  ]);
  if (!rows[0]) throw wrong(`There is no account ${username}.`);
  const grants = await grantsOf(owner, rows[0].id, dayInShanghai(clock()));
  const actors = grants.map((grant) => actorOf({ account: rows[0], grant }));
  const found = actors.find(
    (actor) => actor.grant.role === 'county' && holdsLine(actor, 'persons'),
  );
  if (!found) throw wrong(`${username} is no county officer, who alone may erase a person.`);
  return found;
}
