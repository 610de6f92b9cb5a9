/**
 * What a browser keeps of the person who was signed in goes with them when they sign out: who they are, and which
 * committee is theirs. What they typed and did not send stays on purpose, for them alone and without any encrypted
 * field (`fields/drafts.ts`), as does what waits in a telephone to be sent. Needs no network.
 */
type Kept = Pick<Storage, 'key' | 'length' | 'removeItem'>;

export const sessionKey = 'taizhang.session';
const ownPrefix = 'taizhang.own.';

export function forgetPerson(store: Kept): void {
  const keys = Array.from({ length: store.length }, (_, i) => store.key(i));
  for (const key of keys)
    if (key === sessionKey || key?.startsWith(ownPrefix)) store.removeItem(key);
}
