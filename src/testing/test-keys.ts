/** The same keys for every test, so that a database that one has made another can read. */
import type { MasterKeys } from '#server/keys/keyring.ts';

export const testKeys: MasterKeys = {
  current: 'test',
  keys: { test: Buffer.alloc(32, 7) },
  search: Buffer.alloc(32, 9),
};

/** As the environment carries them (TAIZHANG_KEYS). */
export const testKeysText = JSON.stringify({
  current: testKeys.current,
  keys: { test: testKeys.keys['test']!.toString('base64') },
  search: testKeys.search.toString('base64'),
});
