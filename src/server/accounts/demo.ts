/**
 * The demonstration's front page: people to enter as, with a public password. It exists where the
 * reference city has been loaded (it says so in `setting`), and nowhere else: a bureau's own city
 * has no such row.
 */
import type { Pool, PoolClient } from 'pg';
import type { Day } from '#engine/day.ts';
import type { Text } from '#engine/text.ts';
import type { Role } from '#engine/permission.ts';
import { pinyinName } from '../records/pinyin-name.ts';
import type { UnitText } from '../units/unit-text.ts';
import { heldGrant, roleNames, shownGrant, validOn } from './grants.ts';
import type { SignInSettings } from './sign-in-settings.ts';

type DemoPerson = {
  readonly username: string;
  readonly about: Text;
  readonly start_here?: boolean;
};

export type Demo = { readonly password: string; readonly accounts: readonly DemoPerson[] };

export type DemoAccount = DemoPerson & {
  readonly name: string;
  /** The name in pinyin, for readers of English. */
  readonly latin: string;
  readonly role: Role;
  readonly unit: UnitText;
};

export const demoSetting = 'demo';

/** Called by whoever loads the reference city, in the same transaction as its accounts. */
export async function keepDemo(database: Pick<PoolClient, 'query'>, demo: Demo): Promise<void> {
  await database.query(
    `insert into setting (name, value) values ($1, $2)
      on conflict (name) do update set value = excluded.value, changed_at = now()`,
    [demoSetting, demo],
  );
}

export async function readDemo(owner: Pool, config: SignInSettings): Promise<Demo | null> {
  if (config.demo === false) return null;
  const { rows } = await owner.query({
    name: 'read-demo',
    text: 'select value from setting where name = $1',
    values: [demoSetting],
  });
  return rows[0]?.value ?? null;
}

/** In the order in which the front page shows them, each with the first post held. */
export async function demoAccounts(owner: Pool, demo: Demo, day: Day): Promise<DemoAccount[]> {
  const { rows } = await owner.query(
    `select distinct on (a.id) a.username, a.name as account_name,
        g.id, g.role, g.lines, g.unit_id, u.path, u.code, u.kind, u.name, u.name_en, u.parent_id
      from account a join grants g on g.account_id = a.id join unit u on u.id = g.unit_id
      where a.username = any($1) and ${validOn('$2::date')}
      order by a.id, array_position($3::text[], g.role), u.path`,
    [demo.accounts.map((person) => person.username), day, roleNames],
  );
  const posts = new Map(rows.map((row) => [row.username as string, row]));
  return demo.accounts.flatMap(({ username, about, start_here = false }) => {
    const row = posts.get(username);
    if (!row) return [];
    const { role, unit } = shownGrant(heldGrant(row));
    const name = row.account_name as string;
    return [{ username, name, latin: pinyinName(name), role, unit, about, start_here }];
  });
}
