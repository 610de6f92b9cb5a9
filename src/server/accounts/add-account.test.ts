import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountApp } from '#testing/account-app.ts';
import { makeAccountApp, testPassword } from '#testing/account-app.ts';
import { addAccount, addAccounts } from './add-account.ts';
import { hashPassword } from './password.ts';

let app: AccountApp;
beforeAll(async () => {
  app = await makeAccountApp();
});
afterAll(() => app.close());

test('one account signs in with its password and holds its posts', async () => {
  const post = { role: 'clerk', unit_code: 'SZ', lines: ['mediation'] } as const;
  const added = await addAccount(
    app.owner,
    { username: 'Ma.Li', name: '马丽', password: 'the rain 2009', grants: [post] },
    '2009-03-01',
  );
  expect(added.username).toBe('ma.li');
  const { body } = await app.signIn('ma.li', 'the rain 2009');
  expect(body).toMatchObject({
    account: { id: added.id, name: '马丽' },
    grant: { role: 'clerk', lines: ['mediation'] },
  });
  const { rows } = await app.owner.query(
    'select from_day, lines from grants where account_id = $1',
    [added.id],
  );
  expect(rows).toEqual([{ from_day: '2009-03-01', lines: ['mediation'] }]);
});

test('five hundred with one shared hash are there in well under two seconds, and each can sign in', async () => {
  const password_hash = await hashPassword(testPassword);
  const people = Array.from({ length: 500 }, (_, n) => ({
    username: `person.${n}`,
    name: `某${n}`,
    password_hash,
    grants: [{ role: 'mediator' as const, unit_code: 'SZV' }],
  }));
  const before = performance.now();
  await addAccounts(app.owner, people, '2009-01-01');
  expect(performance.now() - before).toBeLessThan(2000);
  expect((await app.signIn('person.499')).status).toBe(200);
});

test('a fault in one keeps all out, and says where it is', async () => {
  const good = { username: 'good', name: 'x', password: 'the rain 2009', grants: [] };
  const add = (wrong: object) =>
    addAccounts(app.owner, [good, { ...good, username: 'bad', ...wrong }], '2009-01-01');
  await expect(add({ password: 'x' })).rejects.toMatchObject({
    kind: 'invalid',
    issues: [{ field: 'password' }, {}],
  });
  await expect(add({ username: '-' })).rejects.toMatchObject({
    kind: 'invalid',
    issues: [{ field: 'username' }],
  });
  await expect(add({ name: ' ' })).rejects.toMatchObject({
    kind: 'invalid',
    issues: [{ field: 'name' }],
  });
  await expect(add({ username: 'GOOD' })).rejects.toMatchObject({ kind: 'duplicate' });
  await expect(add({ username: 'wang' })).rejects.toMatchObject({ kind: 'duplicate' });
  await expect(add({ grants: [{ role: 'clerk', unit_code: 'nowhere' }] })).rejects.toMatchObject({
    kind: 'invalid',
  });
  const { rows } = await app.owner.query(`select 1 from account where username = 'good'`);
  expect(rows).toEqual([]);
});
