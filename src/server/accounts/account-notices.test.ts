/** There is no mail: what happens to an account is told to its person inside the product. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountApp } from '#testing/account-app.ts';
import { makeAccountApp, secretFrom, testPassword } from '#testing/account-app.ts';
import type { AccountNotices } from './account-notices.ts';
import { codeAt, stepSeconds } from './second-factor-step.ts';

let app: AccountApp;
beforeAll(async () => {
  app = await makeAccountApp();
});
afterAll(() => app.close());

const told = async (cookie: string) =>
  (await app.send('GET', '/api/session/notices', cookie)).body as AccountNotices;
const asSecurity = async (url: string, body: object = {}) =>
  app.send('POST', `/api/admin/accounts/${url}`, (await app.signIn('security')).cookie, body);
const calm = () => app.owner.query('update account set failed_sign_ins = 0, locked_until = null');

describe('whoever comes in is told', () => {
  it('when and from where they were last there, and nothing else where nothing happened', async () => {
    expect((await app.send('GET', '/api/session/notices')).status).toBe(401);
    const first = await told((await app.signIn('li')).cookie);
    expect(first).toMatchObject({
      before: null,
      failed: { count: 0, last: null },
      changes: [],
      notable: false,
    });
    const second = await told((await app.signIn('li')).cookie);
    expect(second.before).toEqual(first.signed_in);
    expect(second.before).toMatchObject({ address: '127.0.0.1' });
    expect(second.notable).toBe(false);
  });

  it('who tried in between, also with a lock, and nothing of what others tried', async () => {
    for (let attempt = 0; attempt < 6; attempt++) await app.signIn('li', `guess number ${attempt}`);
    await app.signIn('wang', 'guess number 1');
    await calm();
    const { cookie } = await app.signIn('li');
    const notices = await told(cookie);
    expect(notices.failed).toMatchObject({ count: 6, password_known: false });
    expect(notices.failed.last).toMatchObject({ address: '127.0.0.1' });
    expect(notices.notable).toBe(true);
    // Told once: the next time nothing has happened since.
    expect((await told((await app.signIn('li')).cookie)).failed.count).toBe(0);
  });

  it('that their password or second factor was changed, by whom, and that others did it', async () => {
    const made = (await asSecurity(`${app.ids['li']}/password`)).body.password as string;
    const first = await app.signIn('li', made);
    // While the password has to be changed this is told all the same.
    const notices = await told(first.cookie);
    expect(notices.changes).toMatchObject([
      { deed: 'password_reset', own: false, label: { zh: '重置密码' } },
    ]);
    expect(notices.notable).toBe(true);
    const changed = await app.send('PUT', '/api/session/password', first.cookie, {
      password: made,
      new_password: testPassword,
    });
    const own = await told(changed.cookie);
    expect(own.changes.map(({ deed }) => deed)).toEqual(['password_changed', 'password_reset']);
    const next = await told((await app.signIn('li')).cookie);
    expect(next.changes).toMatchObject([{ deed: 'password_changed', own: true }]);
    // If it was not they who changed it, they see it here.
    expect(next.notable).toBe(true);
    await asSecurity(`${app.ids['li']}/lock`, { locked: true });
    await asSecurity(`${app.ids['li']}/lock`, { locked: false });
    const locked = await told((await app.signIn('li')).cookie);
    expect(locked.changes.map(({ deed }) => deed)).toEqual(['account_unlocked', 'account_locked']);
  });

  it('that somebody knew the password and lacked the second factor', async () => {
    const { cookie } = await app.signIn('system');
    const begun = await app.send('POST', '/api/session/second-factor', cookie, {
      password: testPassword,
    });
    const secret = secretFrom(begun.body.secret);
    const step = () => Math.floor(Date.now() / 1000 / stepSeconds);
    const code = codeAt(secret, step() - 1);
    await app.send('PUT', '/api/session/second-factor', cookie, { code });
    await app.signIn('system', testPassword, '000000');
    await calm();
    const entered = await app.signIn('system', testPassword, codeAt(secret, step()));
    const notices = await told(entered.cookie);
    expect(notices.failed).toMatchObject({ count: 1, password_known: true });
    expect(notices.changes.map(({ deed }) => deed)).toEqual(['second_factor_on']);
    // Asked for the code and gone: from elsewhere, so that it is not the own beginning of this sign-in.
    await app.app.inject({
      method: 'POST',
      url: '/api/session',
      remoteAddress: '10.7.0.1',
      headers: { 'x-taizhang': '1' },
      payload: { username: 'system', password: testPassword },
    });
    await app.signIn('system');
    await app.owner.query('update second_factor set last_step = null');
    const next = await told(
      (await app.signIn('system', testPassword, codeAt(secret, step()))).cookie,
    );
    expect(next.failed).toMatchObject({
      count: 1,
      password_known: true,
      last: { address: '10.7.0.1' },
    });
  });

  it('that they were away for long', async () => {
    await app.signIn('wang');
    // As owner of the table, past the trigger that lets nobody change a line.
    await app.owner.query('alter table access_log disable trigger access_log_is_append_only');
    await app.owner.query(
      `update access_log set at = at - interval '70 days' where person_id = $1`,
      [app.ids['wang']],
    );
    await app.owner.query('alter table access_log enable trigger access_log_is_append_only');
    expect((await told((await app.signIn('wang')).cookie)).notable).toBe(true);
    expect((await told((await app.signIn('wang')).cookie)).notable).toBe(false);
  });
});
