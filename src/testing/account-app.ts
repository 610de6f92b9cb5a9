/**
 * An app with nothing but accounts, a small tree and people to sign in as: for tests of who may do
 * what.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import type { InjectOptions } from 'fastify';
import type { Role } from '#engine/permission.ts';
import { accountRoutes } from '#server/accounts/account-routes.ts';
import { addAccounts } from '#server/accounts/add-account.ts';
import { hashPassword } from '#server/accounts/password.ts';
import { readActor, readActorAs } from '#server/accounts/session-actor.ts';
import type { SignInSettings } from '#server/accounts/sign-in-settings.ts';
import { answerProblems } from '#server/problems.ts';
import { freshDatabase } from './database.ts';

export const testPassword = 'umbrella rain 7';

/** What an authenticator app does with the picture: base 32 back into the secret. */
export function secretFrom(base32: string): string {
  const bits = [...base32]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2))).toString();
}

const units = [
  [1, 'C', 'city', '中卫市', 'Zhongwei City', null, '1.'],
  [2, 'N', 'county', '中宁县', 'Zhongning County', 1, '1.2.'],
  [3, 'S', 'county', '沙坡头区', 'Shapotou District', 1, '1.3.'],
  [4, 'SZ', 'township', '镇罗镇', 'Zhenluo Town', 3, '1.3.4.'],
  [5, 'SZV', 'village', '镇罗村', 'Zhenluo Village', 4, '1.3.4.5.'],
] as const;

type Post = { role: Role; unit_code: string; lines?: readonly string[] };

const people: readonly { username: string; name: string; grants: readonly Post[] }[] = [
  {
    username: 'wang',
    name: '王芳',
    grants: [
      { role: 'director', unit_code: 'SZ' },
      { role: 'mediator', unit_code: 'SZV', lines: ['mediation'] },
    ],
  },
  { username: 'li', name: '李强', grants: [{ role: 'county', unit_code: 'N' }] },
  { username: 'idle', name: '闲人', grants: [] },
  { username: 'system', name: '系统员', grants: [{ role: 'system_admin', unit_code: 'C' }] },
  { username: 'security', name: '安全员', grants: [{ role: 'security_admin', unit_code: 'C' }] },
  { username: 'north', name: '县安全员', grants: [{ role: 'security_admin', unit_code: 'N' }] },
  { username: 'audit', name: '审计员', grants: [{ role: 'audit_admin', unit_code: 'C' }] },
];

export type AccountApp = Awaited<ReturnType<typeof makeAccountApp>>;

export async function makeAccountApp(settings: Partial<SignInSettings> = {}) {
  const database = await freshDatabase();
  const { owner } = database;
  const folder = await mkdtemp(join(tmpdir(), 'taizhang-accounts-'));
  const config = {
    public_url: 'http://localhost:4700',
    secret_file: join(folder, 'secret.json'),
    ...settings,
  };
  await owner.query(
    `insert into unit (id, code, kind, name, name_en, sort_key, parent_id, path, valid_from)
      select id, code, kind, name, name_en, code, parent_id, path, '2000-01-01'
        from jsonb_to_recordset($1::jsonb)
        as (id int, code text, kind text, name text, name_en text, parent_id int, path text)`,
    [
      JSON.stringify(
        units.map(([id, code, kind, name, name_en, parent_id, path]) => ({
          id,
          code,
          kind,
          name,
          name_en,
          parent_id,
          path,
        })),
      ),
    ],
  );
  const password_hash = await hashPassword(testPassword);
  const added = await addAccounts(
    owner,
    people.map((person) => ({ ...person, password_hash })),
    '2009-01-01',
  );
  const ids = Object.fromEntries(added.map(({ id, username }) => [username, id]));

  let aheadMs = 0;
  const clock = () => new Date(Date.now() + aheadMs).toISOString();
  const app = Fastify({ ajv: { customOptions: { removeAdditional: false } } });
  answerProblems(app);
  await app.register(async (room) => {
    accountRoutes(room, { owner, config, clock });
    room.get('/test/actor', async (request) => readActor(request));
    room.get('/test/system', async (request) => readActorAs(request, 'system_admin'));
    await room.register(async (inner) => {
      inner.get('/test/inner', async (request) => readActor(request));
    });
  });
  await app.ready();

  const send = async (
    method: InjectOptions['method'],
    url: string,
    cookie = '',
    payload?: object,
    headers = {},
  ) => {
    const answer = await app.inject({
      method: method!,
      url,
      headers: { 'x-taizhang': '1', ...(cookie ? { cookie } : {}), ...headers },
      ...(payload ? { payload } : {}),
    });
    const set = [answer.headers['set-cookie'] ?? []].flat();
    const text = answer.body;
    return {
      status: answer.statusCode,
      body: text.startsWith('{') ? JSON.parse(text) : text,
      headers: answer.headers,
      set,
      cookie: set
        .map((c) => c.split(';')[0]!)
        .filter((c) => !c.endsWith('='))
        .join('; '),
    };
  };
  return {
    app,
    owner,
    config,
    ids,
    send,
    url: database.url,
    signIn: (username: string, password = testPassword, code?: string) =>
      send('POST', '/api/session', '', { username, password, ...(code ? { code } : {}) }),
    later: (ms: number) => {
      aheadMs += ms;
    },
    present: () => {
      aheadMs = 0;
    },
    close: async () => {
      await app.close();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}
