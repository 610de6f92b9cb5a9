import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountApp } from '#testing/account-app.ts';
import { makeAccountApp, testPassword } from '#testing/account-app.ts';

let app: AccountApp;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  app = await makeAccountApp();
  for (const name of ['wang', 'system', 'security', 'north', 'audit'])
    cookies[name] = (await app.signIn(name)).cookie;
});
afterAll(() => app.close());

const as = (name: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
  app.send(method, url, cookies[name], payload);

describe('three administrators', () => {
  const doors = [
    ['security', 'GET', '/api/admin/accounts'],
    ['security', 'POST', '/api/admin/accounts', { name: 'x', username: 'x1', grants: [] }],
    ['security', 'POST', '/api/admin/accounts/:wang/grants', { role: 'clerk', unit_id: 4 }],
    ['security', 'DELETE', '/api/admin/grants/:grant'],
    ['security', 'POST', '/api/admin/accounts/:wang/lock', { locked: true }],
    ['security', 'POST', '/api/admin/accounts/:wang/password', {}],
    ['security', 'POST', '/api/admin/grants/:grant/reopen', {}],
    ['security', 'DELETE', '/api/admin/accounts/:wang/second-factor'],
    ['security', 'GET', '/api/admin/security'],
    ['audit', 'GET', '/api/admin/log'],
    ['audit', 'GET', '/api/admin/log/deeds'],
    ['audit', 'GET', '/api/admin/log/export.csv'],
    ['system', 'GET', '/test/system'],
  ] as const;

  test.each(doors)('only %s: %s %s', async (role, method, path, payload?: object) => {
    const { rows } = await app.owner.query('select id from grants where account_id = $1 limit 1', [
      app.ids['wang'],
    ]);
    const url = path.replace(':wang', app.ids['wang']!).replace(':grant', rows[0].id);
    for (const other of ['wang', 'system', 'security', 'audit'].filter((name) => name !== role)) {
      expect((await as(other, method, url, payload)).body.kind).toBe('not-allowed');
    }
    expect((await app.send(method, url, '', payload)).body.kind).toBe('not-signed-in');
  });

  test('keep no line of work, so that records are not there for them', async () => {
    for (const name of ['system', 'security', 'audit']) {
      expect((await as(name, 'GET', '/api/session')).body.grant.lines).toEqual([]);
    }
  });
});

describe('accounts', () => {
  test('are listed in pages, those within the territory', async () => {
    const all = await as('security', 'GET', '/api/admin/accounts');
    expect(all.body.accounts.map((account: { username: string }) => account.username)).toEqual([
      'audit',
      'idle',
      'li',
      'north',
      'security',
      'system',
      'wang',
    ]);
    const first = await as('security', 'GET', '/api/admin/accounts?limit=3');
    const second = await as(
      'security',
      'GET',
      `/api/admin/accounts?limit=3&after=${first.body.next}`,
    );
    expect(second.body.accounts.map((account: { username: string }) => account.username)).toEqual([
      'north',
      'security',
      'system',
    ]);
    const near = await as('north', 'GET', '/api/admin/accounts');
    expect(near.body.accounts.map((account: { username: string }) => account.username)).toEqual([
      'idle',
      'li',
      'north',
    ]);
    const found = await as('security', 'GET', `/api/admin/accounts?q=${encodeURIComponent('王')}`);
    expect(found.body.accounts).toMatchObject([
      { username: 'wang', locked: false, second_factor: false, grants: [{}, {}] },
    ]);
    // For whoever reads the page in English.
    expect(found.body.accounts[0].latin).toMatch(/^Wang /);
  });

  test('are made with a first password that is shown once', async () => {
    const payload = {
      name: '新来的',
      username: 'New.Person',
      grants: [{ role: 'clerk', unit_id: 4, lines: ['mediation'] }],
    };
    const made = await as('security', 'POST', '/api/admin/accounts', payload);
    expect(made.status).toBe(201);
    const entered = await app.signIn('new.person', made.body.password);
    expect(entered.body.must_change_password).toBe(true);
    expect(entered.body.grant).toMatchObject({ role: 'clerk', lines: ['mediation'] });
    expect((await as('security', 'POST', '/api/admin/accounts', payload)).body.kind).toBe(
      'duplicate',
    );
  });

  test.each([
    ['a user name with a space', { username: 'some body' }, 'username'],
    ['an unknown unit', { grants: [{ role: 'clerk', unit_id: 999 }] }, 'grants'],
    [
      'a mixture of roles',
      {
        grants: [
          { role: 'clerk', unit_id: 4 },
          { role: 'audit_admin', unit_id: 1 },
        ],
      },
      'role',
    ],
    [
      'two administrators in one',
      {
        grants: [
          { role: 'system_admin', unit_id: 1 },
          { role: 'audit_admin', unit_id: 1 },
        ],
      },
      'role',
    ],
  ])('are refused with %s', async (_what, wrong, field) => {
    const payload = { name: 'x', username: 'somebody', grants: [], ...wrong };
    const answer = await as('security', 'POST', '/api/admin/accounts', payload);
    expect(answer.body.issues[0]).toMatchObject({ field });
    const { rows } = await app.owner.query(`select 1 from account where username like 'some%'`);
    expect(rows).toEqual([]);
  });

  test('are refused with a role or a field that does not exist', async () => {
    const payload = { name: 'x', username: 'y1', grants: [{ role: 'emperor', unit_id: 1 }] };
    expect((await as('security', 'POST', '/api/admin/accounts', payload)).status).toBe(422);
    expect(
      (await as('security', 'POST', '/api/admin/accounts', { ...payload, grants: [], admin: 1 }))
        .status,
    ).toBe(422);
  });

  test('locked: signed out at once, shut out until unlocked', async () => {
    const { cookie } = await app.signIn('li');
    expect((await app.send('GET', '/test/actor', cookie)).status).toBe(200);
    const lock = (locked: boolean) =>
      as('security', 'POST', `/api/admin/accounts/${app.ids['li']}/lock`, { locked });
    expect((await lock(true)).body).toEqual({ locked: true });
    expect((await app.send('GET', '/test/actor', cookie)).status).toBe(401);
    expect((await app.signIn('li')).body.detail.en).toContain('security administrator has locked');
    const listed = await as('security', 'GET', '/api/admin/accounts?q=li');
    expect(listed.body.accounts[0].locked).toBe(true);
    await lock(false);
    expect((await app.signIn('li')).status).toBe(200);
  });

  test('get a new password; the old one and open sessions end', async () => {
    const { cookie } = await app.signIn('li');
    const url = `/api/admin/accounts/${app.ids['li']}/password`;
    // Nobody chooses another person's password, nor gives one with a new account.
    expect((await as('security', 'POST', url, { password: 'chosen by me 7' })).status).toBe(422);
    const given = { name: 'x', username: 'x9', password: 'chosen by me 7', grants: [] };
    expect((await as('security', 'POST', '/api/admin/accounts', given)).status).toBe(422);
    const { body } = await as('security', 'POST', url, { reset_second_factor: true });
    expect((await app.send('GET', '/test/actor', cookie)).status).toBe(401);
    expect((await app.signIn('li')).status).toBe(401);
    const first = await app.signIn('li', body.password);
    expect([first.status, first.body.must_change_password]).toEqual([200, true]);
    await ownPassword(first.cookie, body.password, testPassword);
  });

  const ownPassword = (cookie: string, password: string, new_password: string) =>
    app.send('PUT', '/api/session/password', cookie, { password, new_password });

  test('do nothing with a first password but choose their own; then it opens nothing any more', async () => {
    const url = `/api/admin/accounts/${app.ids['li']}/password`;
    const { password } = (await as('security', 'POST', url, {})).body;
    const { cookie } = await app.signIn('li', password);
    const shut = await app.send('GET', '/test/actor', cookie);
    expect(shut.body).toMatchObject({ kind: 'not-allowed', issues: [{ field: 'new_password' }] });
    expect(shut.body.detail.zh).toMatch(/改成自己的密码/);
    const same = await ownPassword(cookie, password, password);
    expect(same.body).toMatchObject({ kind: 'invalid', issues: [{ field: 'new_password' }] });
    const known = await ownPassword(cookie, password, 'password123');
    expect(known.body).toMatchObject({ kind: 'invalid', issues: [{ field: 'new_password' }] });
    expect((await app.send('GET', '/test/actor', cookie)).status).toBe(403);
    const chosen = await ownPassword(cookie, password, testPassword);
    expect(chosen.status).toBe(200);
    expect((await app.send('GET', '/test/actor', chosen.cookie)).status).toBe(200);
    expect((await app.signIn('li', password)).status).toBe(401);
    const { body } = await app.signIn('li');
    expect(body.must_change_password).toBeUndefined();
  });

  test('are shut out by a first password that lay too long, and learn so only with the right one', async () => {
    const url = `/api/admin/accounts/${app.ids['li']}/password`;
    const made = (await as('security', 'POST', url, {})).body;
    expect(Date.parse(made.first_until) - Date.now()).toBeGreaterThan(71 * 3_600_000);
    app.later(73 * 3_600_000);
    const late = await app.signIn('li', made.password);
    expect([late.status, late.body.kind, late.set]).toEqual([403, 'not-allowed', []]);
    expect(late.body.detail.en).toMatch(/first password/);
    expect((await app.signIn('li', 'a wrong one 7')).status).toBe(401);
    const { rows } = await app.owner.query('select 1 from session where account_id = $1', [
      app.ids['li'],
    ]);
    expect(rows).toEqual([]);
    app.present();
    const { cookie } = await app.signIn('li', made.password);
    await ownPassword(cookie, made.password, testPassword);
    // One's own never ends by itself.
    await app.owner.query(
      `update credential set created_at = now() - interval '9 years', updated_at = now() - interval '9 years'`,
    );
    expect((await app.signIn('li')).status).toBe(200);
  });

  test('of another county are not there', async () => {
    const url = `/api/admin/accounts/${app.ids['wang']}`;
    expect((await as('north', 'POST', `${url}/lock`, { locked: true })).body.kind).toBe(
      'not-found',
    );
    expect((await as('north', 'POST', `${url}/password`, {})).body.kind).toBe('not-found');
    expect(
      (await as('north', 'POST', `${url}/grants`, { role: 'clerk', unit_id: 2 })).body.kind,
    ).toBe('not-found');
  });

  test('of one’s own are somebody else’s work', async () => {
    const url = `/api/admin/accounts/${app.ids['security']}`;
    expect((await as('security', 'POST', `${url}/lock`, { locked: false })).body.kind).toBe(
      'not-allowed',
    );
    expect((await as('security', 'POST', `${url}/password`, {})).body.kind).toBe('not-allowed');
    expect(
      (await as('security', 'POST', `${url}/grants`, { role: 'security_admin', unit_id: 1 })).body
        .kind,
    ).toBe('not-allowed');
  });
});

describe('posts', () => {
  const give = (name: string, payload: object, by = 'security') =>
    as(by, 'POST', `/api/admin/accounts/${app.ids[name]}/grants`, payload);

  test('are given, used, and end at once', async () => {
    const given = await give('idle', { role: 'clerk', unit_id: 4, lines: ['mediation'] });
    expect(given.status).toBe(201);
    expect(given.body.grant).toMatchObject({
      role: 'clerk',
      unit: { name: { zh: '镇罗司法所' } },
      lines: ['mediation'],
    });
    const { cookie } = await app.signIn('idle');
    expect((await app.send('GET', '/test/actor', cookie)).status).toBe(200);
    expect(
      (await as('security', 'DELETE', `/api/admin/grants/${given.body.grant.id}`)).status,
    ).toBe(200);
    expect((await app.send('GET', '/test/actor', cookie)).status).toBe(401);
    expect((await app.signIn('idle')).body.kind).toBe('not-allowed');
    expect(
      (await as('security', 'DELETE', `/api/admin/grants/${given.body.grant.id}`)).body.kind,
    ).toBe('not-found');
    const { rows } = await app.owner.query(
      'select granted_by, ended_by from grants where id = $1',
      [given.body.grant.id],
    );
    expect(rows[0]).toEqual({ granted_by: app.ids['security'], ended_by: app.ids['security'] });
  });

  test('begin and end on their days', async () => {
    const later = await give('idle', { role: 'clerk', unit_id: 4, from_day: '2999-01-01' });
    expect(later.status).toBe(201);
    expect((await app.signIn('idle')).body.kind).toBe('not-allowed');
    expect((await give('idle', { role: 'audit_admin', unit_id: 1 })).body.kind).toBe('not-allowed');
    expect(
      (await as('security', 'DELETE', `/api/admin/grants/${later.body.grant.id}`)).status,
    ).toBe(200);
    app.later(1000 * 365.25 * 86_400_000);
    expect((await app.signIn('idle')).body.kind).toBe('not-allowed');
    app.present();
    const listed = await as('security', 'GET', '/api/admin/accounts?q=idle');
    // Shown on the day of its end, because that can still be taken back.
    expect(listed.body.accounts[0].grants).toContainEqual(
      expect.objectContaining({ id: later.body.grant.id, ended: true }),
    );
    expect(
      (
        await give('idle', {
          role: 'clerk',
          unit_id: 4,
          from_day: '2020-01-02',
          until_day: '2020-01-01',
        })
      ).status,
    ).toBe(422);
    expect((await give('idle', { role: 'clerk', unit_id: 4, from_day: '2020-02-31' })).status).toBe(
      422,
    );
  });

  test('never put a working role and an administrator together, nor two administrators', async () => {
    expect((await give('wang', { role: 'audit_admin', unit_id: 1 })).body.kind).toBe('not-allowed');
    expect((await give('audit', { role: 'clerk', unit_id: 4 })).body.kind).toBe('not-allowed');
    expect((await give('audit', { role: 'system_admin', unit_id: 1 })).body.kind).toBe(
      'not-allowed',
    );
    const both = await Promise.all([
      give('li', { role: 'bureau', unit_id: 1 }),
      give('li', { role: 'audit_admin', unit_id: 1 }),
    ]);
    expect(both.map((answer) => answer.status)).toEqual([201, 403]);
  });

  test('lie within the territory of who gives them', async () => {
    expect((await give('north', { role: 'security_admin', unit_id: 2 }, 'north')).body.kind).toBe(
      'not-allowed',
    );
    const { ids } = app;
    const made = await as('north', 'POST', '/api/admin/accounts', {
      name: 'n',
      username: 'n1',
      grants: [{ role: 'clerk', unit_id: 2 }],
    });
    expect(made.status).toBe(201);
    const url = `/api/admin/accounts/${made.body.account.id}/grants`;
    expect(
      (await as('north', 'POST', url, { role: 'clerk', unit_id: 3 })).body.issues[0].field,
    ).toBe('unit_id');
    const payload = { name: 'm', username: 'm1', grants: [{ role: 'clerk', unit_id: 1 }] };
    expect((await as('north', 'POST', '/api/admin/accounts', payload)).body.issues[0].field).toBe(
      'grants',
    );
    const { rows } = await app.owner.query('select id from grants where account_id = $1 limit 1', [
      ids['wang'],
    ]);
    expect((await as('north', 'DELETE', `/api/admin/grants/${rows[0].id}`)).body.kind).toBe(
      'not-found',
    );
  });
});

describe('the access log', () => {
  test('is read newest first, page by page, and reading it is a line of it', async () => {
    const first = await as('audit', 'GET', '/api/admin/log?limit=5');
    expect(first.body.entries).toHaveLength(5);
    const second = await as('audit', 'GET', `/api/admin/log?limit=5&after=${first.body.next}`);
    const ids = [...first.body.entries, ...second.body.entries].map(
      (entry: { id: number }) => entry.id,
    );
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect(new Set(ids).size).toBe(10);
    const top = await as('audit', 'GET', '/api/admin/log?limit=1');
    expect(top.body.entries[0]).toMatchObject({
      deed: 'log_read',
      deed_label: { zh: '查阅访问日志' },
      person: { name: '审计员' },
      grant_role: 'audit_admin',
    });
  });

  test('is filtered by deed, person and day', async () => {
    const signIns = await as(
      'audit',
      'GET',
      `/api/admin/log?deed=signed_in&person_id=${app.ids['wang']}`,
    );
    expect(signIns.body.entries.length).toBeGreaterThan(0);
    for (const entry of signIns.body.entries)
      expect(entry).toMatchObject({ deed: 'signed_in', person: { id: app.ids['wang'] } });
    expect((await as('audit', 'GET', '/api/admin/log?to=2001-01-01')).body).toEqual({
      entries: [],
      next: null,
    });
    expect((await as('audit', 'GET', '/api/admin/log?deed=danced')).status).toBe(422);
    expect((await as('audit', 'GET', '/api/admin/log?after=abc')).status).toBe(422);
  });

  test('is filtered by name and by unit, and taken out with a line of its own', async () => {
    const names = async (query: string) => {
      const { body } = await as('audit', 'GET', `/api/admin/log?limit=200&${query}`);
      return new Set(body.entries.map((entry: { person: { name: string } }) => entry.person?.name));
    };
    expect(await names(`who=${encodeURIComponent('王')}`)).toEqual(new Set(['王芳']));
    expect(await names('who=AUDIT')).toEqual(new Set(['审计员']));
    expect(await names('unit=5')).toEqual(new Set(['王芳']));
    expect(await names('unit=1')).toContain('审计员');
    const file = await as('audit', 'GET', '/api/admin/log/export.csv?deed=signed_in&lang=en');
    const lines = String(file.body).trim().split('\r\n');
    expect(lines[0]).toContain('When,Who,Post,What');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines.slice(1)) expect(line).toContain('Signed in');
    const top = await as('audit', 'GET', '/api/admin/log?limit=1&deed=log_exported');
    expect(top.body.entries[0]).toMatchObject({
      deed: 'log_exported',
      detail: { rows: lines.length - 1 },
    });
    const { deeds } = (await as('audit', 'GET', '/api/admin/log/deeds')).body;
    expect(deeds.unit_closed).toEqual({ en: 'Closed a unit', zh: '撤销单位' });
  });

  test('holds ids and never names', async () => {
    const { rows } = await app.owner.query(
      `select string_agg(to_jsonb(l)::text, ' ') as all_lines from access_log l`,
    );
    for (const name of ['王芳', '李强', 'wang', 'new.person', testPassword])
      expect(rows[0].all_lines).not.toContain(name);
  });

  test('cannot be changed', async () => {
    await expect(app.owner.query('delete from access_log')).rejects.toThrow('append-only');
  });
});
