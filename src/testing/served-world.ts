/** The small invented world behind the whole HTTP application, with people who can sign in. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { statutoryCalendar } from '#engine/holidays.ts';
import type { Line } from '#engine/line.ts';
import type { Role } from '#engine/permission.ts';
import { addAccounts } from '#server/accounts/add-account.ts';
import { hashPassword } from '#server/accounts/password.ts';
import { keepSecondFactorRule } from '#server/accounts/security-settings.ts';
import { buildApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import type { Config } from '#server/config.ts';
import { readSpreadsheet } from '#server/reports/spreadsheet.ts';
import { openUnitNames } from '#server/units/unit-names.ts';
import { withoutBrake } from './without-brake.ts';
import { makeWorld, unitId } from './world.ts';

const password = 'umbrella rain 7';

export type ServedWorld = Awaited<ReturnType<typeof serveWorld>>;

type Someone = readonly [username: string, role: Role, place: string, opens_sealed?: boolean];
const people: readonly Someone[] = [
  ['director', 'director', 'n1'],
  ['mediator', 'mediator', 'n1a'],
  ['stranger', 'director', 's1'],
  ['county', 'county', 'north'],
  ['colleague', 'county', 'north'],
  ['office', 'bureau', 'city'],
  ['leader', 'leader', 'city'],
  ['system', 'system_admin', 'city'],
  ['security', 'security_admin', 'city'],
  ['southern_security', 'security_admin', 'south'],
  // Whom the director has put in charge of minors.
  ['guardian', 'clerk', 'n1', true],
];

export async function serveWorld(lines?: readonly Line[], settings: Partial<Config> = {}) {
  const world = await makeWorld(lines);
  const folder = await mkdtemp(join(tmpdir(), 'taizhang-served-'));
  const config = {
    ...readConfig({ TAIZHANG_DATA: folder, TAIZHANG_LOG: 'silent' }),
    web_folder: join(folder, 'web'),
    // Tests work faster than people; what tests the pace sets it.
    pace: withoutBrake.pace,
    ...settings,
  };
  const services = {
    ...world,
    config,
    calendar: { ...statutoryCalendar },
    unitNames: openUnitNames(world.owner),
    clock: () => new Date().toISOString(),
  };
  const app = await buildApp(services);
  const password_hash = await hashPassword(password);
  const accounts = people.map(([username, role, place, opens_sealed]) => ({
    username,
    name: username,
    password_hash,
    grants: [{ role, unit_code: `T${unitId(place)}`, from_day: '2000-01-01', opens_sealed }],
  }));
  await addAccounts(world.owner, accounts, '2009-01-01');
  // As an office sets it that lets its people in with a password alone.
  const rule = { administrators: false, leaders: false, guarded: false };
  await keepSecondFactorRule(world.owner, rule);
  const cookies = new Map<string, string>();

  const cookieOf = async (username: string): Promise<string> => {
    const known = cookies.get(username);
    if (known) return known;
    const answer = await app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { 'x-taizhang': '1' },
      payload: { username, password },
    });
    if (answer.statusCode !== 200) throw new Error(answer.body);
    const cookie = answer.cookies.map((c) => `${c.name}=${c.value}`).join('; ');
    cookies.set(username, cookie);
    return cookie;
  };
  /** A request of somebody who is signed in, with the mark that unsafe methods need. */
  const ask = async (
    username: string | null,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    rest: Omit<InjectOptions, 'method' | 'url'> = {},
  ) => {
    const cookie = username ? { cookie: await cookieOf(username) } : {};
    return app.inject({
      ...rest,
      method,
      url,
      headers: { 'x-taizhang': '1', ...cookie, ...rest.headers },
    });
  };
  const write = (
    username: string,
    type: string,
    action: string,
    fields: Record<string, unknown>,
    rest: Record<string, unknown> = {},
  ) =>
    ask(username, 'POST', '/api/writes', {
      payload: {
        writes: [
          { write_id: randomUUID(), type, id: randomUUID(), deeds: [{ action, fields }], ...rest },
        ],
      },
    });
  /** A guarded register as it leaves the house, read back as text. */
  const takeAway = async (username: string, type: string, more: object = {}) => {
    const payload = { purpose: '年度核对', ...more };
    const answer = await ask(username, 'POST', `/api/records/${type}/export`, { payload });
    const isFile = String(answer.headers['content-type']).includes('spreadsheet');
    const text = isFile
      ? JSON.stringify((await readSpreadsheet(answer.rawPayload)).rows)
      : answer.body;
    return { statusCode: answer.statusCode, text, file: answer.rawPayload };
  };
  const end = async () => {
    await app.close();
    await world.end();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...services, app, ask, write, takeAway, end };
}
