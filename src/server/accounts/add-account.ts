/**
 * New accounts with their posts: one by the command line or an administrator, hundreds by the
 * reference city.
 */
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Day } from '#engine/day.ts';
import type { Role } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { text } from '#engine/text.ts';
import { isWorking, linesFor, refuseMixedRoles } from './grants.ts';
import { hashPassword, passwordIssues } from './password.ts';
import { emailFor, normalUsername, usernameLength, usernamePattern } from './username.ts';

export type AccountToAdd = {
  /** The reference city gives its own, so that two loads are the same. */
  readonly id?: string;
  readonly username: string;
  readonly name: string;
  /**
   * Checked and hashed here (30 ms each); or `password_hash`, made once by `hashPassword` for many.
   */
  readonly password?: string;
  readonly password_hash?: string;
  /** The password was made for the person: it opens until then, and only to be changed. */
  readonly first_until?: string;
  /** Words of the office that it may not be made of. */
  readonly password_words?: readonly string[];
  readonly grants: readonly {
    readonly id?: string;
    readonly role: Role;
    readonly unit_code: string;
    /** Names of lines of work; all when left out. */
    readonly lines?: readonly string[] | undefined;
    readonly opens_sealed?: boolean | undefined;
    readonly from_day?: Day;
    readonly until_day?: Day;
  }[];
};

export type AddedAccount = { readonly id: string; readonly username: string };

type Database = Pick<PoolClient, 'query'>;

/** `today` is the first day of posts that name none. */
export async function addAccount(
  database: Database,
  account: AccountToAdd,
  today: Day,
  granted_by?: string,
): Promise<AddedAccount> {
  return (await addAccounts(database, [account], today, granted_by))[0]!;
}

/** All or none, in one statement: five hundred with one shared hash take well under a second. */
export async function addAccounts(
  database: Database,
  accounts: readonly AccountToAdd[],
  today: Day,
  granted_by: string | null = null,
): Promise<AddedAccount[]> {
  for (const account of accounts) refuseUnfit(account);
  const people = await Promise.all(
    accounts.map(
      async ({ id = randomUUID(), username, name, password, password_hash, first_until }) => ({
        id,
        username: normalUsername(username),
        display_username: username.trim(),
        email: emailFor(username),
        name: name.trim(),
        password: password_hash ?? (await hashPassword(password!)),
        first_until: first_until ?? null,
      }),
    ),
  );
  const posts = accounts.flatMap(({ grants }, index) =>
    grants.map(
      ({
        id = randomUUID(),
        role,
        unit_code,
        lines,
        opens_sealed,
        from_day = today,
        until_day = null,
      }) => ({
        id,
        account_id: people[index]!.id,
        role,
        unit_code,
        lines: linesFor(role, lines),
        opens_sealed: isWorking(role) && opens_sealed === true,
        from_day,
        until_day,
        granted_by,
      }),
    ),
  );
  await refuseUnknownUnits(
    database,
    posts.map((post) => post.unit_code),
  );
  await refuseTakenNames(
    database,
    people.map((person) => person.username),
  );
  await database.query(insertAll, [JSON.stringify(people), JSON.stringify(posts)]);
  return people.map(({ id, username }) => ({ id, username }));
}

// The address is ours alone and nobody else can prove it: so it counts as verified, which an
// identity provider needs.
const insertAll = `
  with person as (
    select * from jsonb_to_recordset($1::jsonb)
      as (id uuid, username text, display_username text, email text, name text, password text, first_until timestamptz)
  ), post as (
    select * from jsonb_to_recordset($2::jsonb)
      as (id uuid, account_id uuid, role text, unit_code text, lines text[], opens_sealed boolean,
        from_day date, until_day date, granted_by uuid)
  ), made as (
    insert into account (id, name, username, display_username, email, email_verified)
      select id, name, username, display_username, email, true from person
  ), proof as (
    insert into credential (account_id, subject, provider, password, first_until)
      select id, id::text, 'credential', password, first_until from person
  )
  insert into grants (id, account_id, role, unit_id, lines, opens_sealed, from_day, until_day, granted_by)
    select post.id, account_id, role, unit.id, lines, opens_sealed, from_day, until_day, granted_by
    from post join unit on unit.code = unit_code`;

function refuseUnfit(account: AccountToAdd): void {
  const { username, name, password, password_hash, password_words, grants } = account;
  const plain = normalUsername(username);
  const issues = [];
  if (
    !usernamePattern.test(plain) ||
    plain.length < usernameLength.min ||
    plain.length > usernameLength.max
  ) {
    const message = text(
      `A user name has ${usernameLength.min} to ${usernameLength.max} letters, digits, dots, hyphens or underscores, and begins with a letter or digit.`,
      `用户名由 ${usernameLength.min} 至 ${usernameLength.max} 位字母、数字、点、连字符或下划线组成，以字母或数字开头。`,
    );
    issues.push({ field: 'username', message });
  }
  if (name.trim() === '' || name.length > 100) {
    issues.push({
      field: 'name',
      message: text('Whose account is it? Give the name.', '请填写使用人姓名。'),
    });
  }
  if (password_hash === undefined)
    issues.push(...passwordIssues(password ?? '', plain, 'password', password_words));
  if (issues.length > 0) throw new Problem('invalid', undefined, issues);
  refuseMixedRoles(grants.map((grant) => grant.role));
}

async function refuseUnknownUnits(database: Database, codes: readonly string[]): Promise<void> {
  const { rows } = await database.query(
    `select code from unnest($1::text[]) code where not exists (select from unit where unit.code = code.code) limit 1`,
    [codes],
  );
  if (!rows[0]) return;
  const message = text(
    `There is no unit with the code ${rows[0].code}.`,
    `没有代码为 ${rows[0].code} 的单位。`,
  );
  throw new Problem('invalid', undefined, [{ field: 'grants', message }]);
}

/** The constraint is the truth; this gives it the words that belong to the field. */
async function refuseTakenNames(database: Database, usernames: readonly string[]): Promise<void> {
  const { rows } = await database.query(
    `select username from (select username from account where username = any($1)
      union all select name from unnest($1::text[]) name group by name having count(*) > 1) taken limit 1`,
    [usernames],
  );
  if (!rows[0]) return;
  const message = text(
    `The user name ${rows[0].username} is taken. Choose another one.`,
    `用户名 ${rows[0].username} 已被使用，请另选。`,
  );
  throw new Problem('duplicate', message, [{ field: 'username', message }]);
}
