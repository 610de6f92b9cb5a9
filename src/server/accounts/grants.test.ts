import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles, workingRoles } from '#engine/permission.ts';
import type { AccountApp } from '#testing/account-app.ts';
import { makeAccountApp } from '#testing/account-app.ts';
import { actorOf, chooseGrant, grantsOf, linesFor, refuseMixedRoles, roleNames } from './grants.ts';

let app: AccountApp;
beforeAll(async () => {
  app = await makeAccountApp();
});
afterAll(() => app.close());

test('of any two roles only two working ones, or one administrator’s twice, go together', () => {
  const working: readonly string[] = workingRoles;
  for (const one of roleNames) {
    for (const other of roleNames) {
      const together = one === other || (working.includes(one) && working.includes(other));
      const attempt = () => refuseMixedRoles([one, other]);
      if (together) expect(attempt).not.toThrow();
      else expect(attempt).toThrow('not-allowed');
    }
  }
  expect(() => refuseMixedRoles([])).not.toThrow();
  expect(roleNames).toHaveLength(Object.keys(roles).length);
});

test('administrators keep no line, whatever was asked for', () => {
  expect(linesFor('audit_admin', ['*'])).toEqual([]);
  expect(linesFor('clerk', undefined)).toEqual(['*']);
  expect(linesFor('clerk', ['mediation', 'mediation'])).toEqual(['mediation']);
});

test('a post holds from its first to its last day, both included; one that was ended holds no longer from that day', async () => {
  const { rows } = await app.owner.query(
    `insert into grants (account_id, role, unit_id, from_day, until_day, ended_by) values
      ($1, 'clerk', 4, '2010-01-10', '2010-01-20', null), ($1, 'leader', 1, '2010-01-10', '2010-01-20', $1) returning id`,
    [app.ids['idle']],
  );
  const rolesOn = async (day: string) =>
    (await grantsOf(app.owner, app.ids['idle']!, day)).map((grant) => grant.role);
  expect(await rolesOn('2010-01-09')).toEqual([]);
  expect(await rolesOn('2010-01-10')).toEqual(['clerk', 'leader']);
  expect(await rolesOn('2010-01-19')).toEqual(['clerk', 'leader']);
  expect(await rolesOn('2010-01-20')).toEqual(['clerk']);
  expect(await rolesOn('2010-01-21')).toEqual([]);
  await app.owner.query('update account set last_grant_id = $2 where id = $1', [
    app.ids['idle'],
    rows[1].id,
  ]);
  expect(await chooseGrant(app.owner, app.ids['idle']!, '2010-01-15')).toBe(rows[1].id);
  expect(await chooseGrant(app.owner, app.ids['idle']!, '2010-01-20')).toBe(rows[0].id);
  expect(await chooseGrant(app.owner, app.ids['idle']!, '2010-01-21')).toBe(null);
});

test('the actor carries what permission asks for and nothing else', async () => {
  const [grant] = await grantsOf(app.owner, app.ids['li']!, '2010-01-01');
  expect(actorOf({ account: { id: app.ids['li']!, name: '李强' }, grant: grant! })).toEqual({
    person_id: app.ids['li'],
    name: '李强',
    grant: { role: 'county', unit_id: 2, path: '1.2.', lines: ['*'] },
  });
});
