/**
 * Keys: what they encrypt moves to no other place, they are wrapped anew without being touched, and destroyed they take
 * a person along and leave every count, also after a backup from before was put back.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayInShanghai } from '#engine/day.ts';
import { persons } from '#lines/common/line.ts';
import { person } from '#lines/common/person.ts';
import { freshDatabase } from '#testing/database.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { tinyPng } from '#testing/tiny-png.ts';
import { testKeys, testKeysText } from '#testing/test-keys.ts';
import { visiting } from '#testing/visiting.ts';
import { deed, makeTables } from '#testing/world.ts';
import { shownSettings } from '../accounts/security-settings.ts';
import { readConfig } from '../config.ts';
import { backUp, restoreFrom } from '../database/backup.ts';
import { openPool } from '../database/pool.ts';
import { LedgerNames } from '../ledger/names.ts';
import { refold } from '../ledger/fold.ts';
import { closePage } from '../ledger/page.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { eraseAgain, erasePerson } from '../persons/erase.ts';
import { loadRecords } from '../records/save.ts';
import { writeRecords } from '../records/write.ts';
import { destroyedFile } from './destroy.ts';
import { backUpKeys, restoreKeys } from './key-backup.ts';
import { openKeyFile, refuseUnknownKeys, rereadKeyFile, writeKeyFile } from './key-file.ts';
import { decrypt, encrypt, holdKeys, keyring } from './keyring.ts';
import { rotateSearchKey } from './rotate-search.ts';
import { rotateKeys } from './rotate.ts';
import { openValue, sealValue } from './sealed-record.ts';

let world: ServedWorld;
let folder: string;
const made: { person: string; visit: string }[] = [];
const png = tinyPng();

const get = async (url: string) => (await world.ask('county', 'GET', url)).json();
const found = async (q: string) => {
  const payload = { q, purpose: '核对身份' };
  const answer = await world.ask('county', 'POST', '/api/records/person/search', { payload });
  return answer.json().records.map((record: { id: string }) => record.id) as string[];
};
const opened = async (id: string, field = 'name') => {
  const payload = { field, purpose: '核对身份' };
  const answer = await world.ask('county', 'POST', `/api/records/person/${id}/open`, { payload });
  return answer.json().values[field] as unknown;
};
const visits = async () =>
  (await get('/api/figures/visits?from=2009-01-01&to=2009-12-31')).value as number;

beforeAll(async () => {
  world = await serveWorld([persons, visiting]);
  folder = await mkdtemp(join(tmpdir(), 'taizhang-keys-'));
  for (const name of ['慕容雪', '欧阳霜', '夏侯雨']) {
    const registered = await world.write('director', 'person', 'register', {
      ...person.example,
      name,
    });
    const id = registered.json().answers[0].id as string;
    const fields = { person_id: id, visited_on: '2009-03-02', story: `${name}说伞丢了` };
    const visit = (await world.write('director', 'umbrella_visit', 'make', fields)).json()
      .answers[0].id as string;
    made.push({ person: id, visit });
  }
  const head = `--b\r\nContent-Disposition: form-data; name="file"; filename="murongxue.png"\r\nContent-Type: image/png\r\n\r\n`;
  await world.ask('director', 'POST', `/api/records/umbrella_visit/${made[0]!.visit}/attachments`, {
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    payload: Buffer.concat([Buffer.from(head), png, Buffer.from('\r\n--b--\r\n')]),
  });
}, 60_000);
afterAll(async () => {
  await world.end();
  await rm(folder, { recursive: true, force: true });
});

describe('a sealed value', () => {
  const key = Buffer.alloc(32, 1);
  it('opens with its key, at its place, whole, and nowhere else', () => {
    const sealed = sealValue(key, '𠮷䶮', 'person 1 name')!;
    expect(openValue(key, sealed, 'person 1 name')).toBe('𠮷䶮');
    expect(() => openValue(key, sealed, 'person 2 name')).toThrow(/authenticate/);
    expect(() => openValue(Buffer.alloc(32, 2), sealed, 'person 1 name')).toThrow(/authenticate/);
    const bytes = encrypt(key, Buffer.from('x'), 'a');
    bytes[13]! ^= 1;
    expect(() => decrypt(key, bytes, 'a')).toThrow(/authenticate/);
    expect(openValue(null, sealed, 'person 1 name')).toBeNull();
  });

  it('tells neither its length nor that two are the same', () => {
    const [a, b] = [sealValue(key, '田', 'p'), sealValue(key, '买买提·吐尔逊', 'p')];
    expect(a!.length).toBe(b!.length);
    expect(sealValue(key, '田', 'p')).not.toBe(a);
  });
});

it('papers of a guarded line are encrypted, and come back as they were', async () => {
  const { rows } = await world.owner.query('select * from attachment');
  expect(rows[0].content.includes('PNG')).toBe(false);
  expect(JSON.stringify(rows)).not.toContain('murong');
  const shown = await get(`/api/records/umbrella_visit/${made[0]!.visit}`);
  expect(shown.attachments[0].name).toBe('murongxue.png');
  const file = await world.ask('county', 'GET', `/api/attachments/${rows[0].id}`);
  expect(file.rawPayload).toEqual(png);
});

it('are kept by their owner alone, made on the first start, and told when they are the wrong ones', async () => {
  const config = { keys_file: join(folder, 'new', 'keys.json') };
  const keys = await openKeyFile(config);
  expect(await openKeyFile(config)).toEqual(keys);
  expect((await stat(config.keys_file)).mode & 0o777).toBe(0o600);
  await expect(refuseUnknownKeys(world.owner, keyring())).resolves.toBeUndefined();
  const wrong = holdKeys(keys);
  await expect(refuseUnknownKeys(world.owner, wrong)).rejects.toThrow(/master key test/);
  holdKeys(testKeys);
  await expect(openKeyFile({ ...config, keys: '{"current":"x"}' })).rejects.toThrow(
    /TAIZHANG_KEYS/,
  );
});

it('may come from a program that asks a module for them, and from nowhere else then', async () => {
  const program = join(folder, 'module.mjs');
  const log = join(folder, 'asked');
  // As a module's own tool: it has the keys, prints them to whoever may start it, and notes that it was asked.
  await writeFile(
    program,
    `#!${process.execPath}
import { appendFileSync } from 'node:fs';
const [what, slot] = process.argv.slice(2);
appendFileSync(${JSON.stringify(log)}, what + ' ' + slot + '\\n');
if (what === 'hang') setTimeout(() => {}, 60_000);
else if (what === 'refuse') { console.log('PIN 9371 is wrong'); process.exit(3); }
else console.log(${JSON.stringify(testKeysText)});
`,
    { mode: 0o700 },
  );
  const config = readConfig({
    TAIZHANG_DATA: folder,
    TAIZHANG_KEYS_COMMAND: `${program} print $HOME;`,
  });
  expect(await openKeyFile(config)).toEqual(testKeys);
  // No shell reads the words.
  expect(await readFile(log, 'utf8')).toBe('print $HOME;\n');
  expect(rereadKeyFile(config)()).toBeNull();
  await expect(rotateKeys(world.owner, config)).rejects.toThrow(/TAIZHANG_KEYS_COMMAND/);
  const refused = await openKeyFile({ ...config, keys_command: [program, 'refuse'] }).catch(String);
  expect(refused).toMatch(/TAIZHANG_KEYS_COMMAND.* ended with 3/);
  expect(refused).not.toContain('9371');
  await expect(openKeyFile({ ...config, keys_command: [join(folder, 'none')] })).rejects.toThrow(
    /ENOENT/,
  );
  expect(() => readConfig({ TAIZHANG_KEYS_COMMAND: program, TAIZHANG_KEYS: testKeysText })).toThrow(
    /give one of them/,
  );
});

it('say when they were made, and are due a year later', async () => {
  const config = { keys_file: join(folder, 'aged', 'keys.json') };
  const made = await openKeyFile(config);
  expect(made.made_on).toBe(dayInShanghai(new Date().toISOString()));
  const settings = (today: string) =>
    shownSettings(world.config, today).find((one) => one.key === 'master_key')?.value.en;
  // A file from before this was written down tells nothing.
  expect(settings('2027-01-01')).toBeUndefined();
  holdKeys({ ...testKeys, made_on: '2026-01-31' });
  expect(settings('2027-01-31')).toContain('good until 2027-01-31');
  expect(settings('2027-02-01')).toContain('due since 2027-01-31');
  holdKeys(testKeys);
});

it('are rotated under a running server, and touch nothing that they encrypt', async () => {
  const config = { keys_file: join(folder, 'keys.json') };
  await writeKeyFile(config.keys_file, testKeys);
  holdKeys(testKeys, rereadKeyFile(config));
  const stored = async () =>
    (await world.owner.query('select id, name from person order by id')).rows;
  const before = await stored();
  const rotated = await rotateKeys(world.owner, config);
  expect(rotated.keys).toBe((await world.owner.query('select 1 from data_key')).rowCount);
  expect(await stored()).toEqual(before);
  const { rows } = await world.owner.query('select distinct master from data_key');
  expect(rows).toEqual([{ master: rotated.current }]);
  expect((await openKeyFile(config)).keys).not.toHaveProperty('test');
  expect((await openKeyFile({ keys_file: rotated.before })).keys).toHaveProperty('test');
  expect(await opened(made[1]!.person)).toBe('欧阳霜');
  expect(await found('oyyushuang')).toEqual([]);
  expect(await found('oyshuang')).toEqual([]);
  expect(await found('oys')).toEqual([made[1]!.person]);
  const anew = await world.write('director', 'person', 'register', {
    ...person.example,
    name: '东方露',
  });
  expect(await opened(anew.json().answers[0].id)).toBe('东方露');
}, 20_000);

it('of the search are rotated too: everybody is found as before, and by nothing of the old key', async () => {
  const config = { keys_file: join(folder, 'keys.json') };
  const words = async () =>
    (
      await world.owner.query(
        `select id, found_by::text as words from person union all select id, found_by::text from umbrella_visit order by id`,
      )
    ).rows;
  const before = await words();
  const others = before.map((row) => row.words.match(/'[hs]\w+'/g) as string[]);
  const running = rotateSearchKey(world.owner, config, world.book);
  // Meanwhile nobody is lost: what is written anew and what is not are found alike.
  await pause(500);
  expect(await found('oys')).toEqual([made[1]!.person]);
  const rotated = await running;
  expect(rotated).toMatchObject({ records: before.length, closed: 0 });
  const after = await words();
  expect(after.map((row) => row.id)).toEqual(before.map((row) => row.id));
  const now = after.map((row) => row.words as string).join(' ');
  for (const token of others.flat()) expect(now).not.toContain(token);
  for (const [i, row] of after.entries())
    expect(row.words.match(/'[hs]\w+'/g)).toHaveLength(others[i]!.length);
  const keys = await openKeyFile(config);
  expect(keys.search.equals(testKeys.search)).toBe(false);
  expect(keys.search_before).toBeUndefined();
  expect((await openKeyFile({ keys_file: rotated.before })).search).toEqual(testKeys.search);
  for (const q of ['欧阳霜', 'ouyangshuang', 'oys'])
    expect([q, ...(await found(q))]).toEqual([q, made[1]!.person]);
  const payload = { q: 'oys' };
  const visit = await world.ask('county', 'POST', '/api/records/umbrella_visit/search', {
    payload,
  });
  expect(visit.json().records.map((one: { id: string }) => one.id)).toEqual([made[1]!.visit]);
  const hashes = await world.owner.query(`select distinct body_hash from receipt`);
  expect(hashes.rows).toEqual([{ body_hash: '' }]);
}, 20_000);

it('lose nothing while they are not restored: nobody writes over what they cannot read', async () => {
  const { person: id, visit } = made[2]!;
  const closed = [id, visit];
  const { rows } = await world.owner.query(
    'delete from data_key where record_id = any($1::uuid[]) returning *',
    [closed],
  );
  const rest = { id, expected_version: 1 };
  const changed = await world.write('director', 'person', 'change', { sex: 'female' }, rest);
  expect(changed.json().kind).toBe('wrong-state');
  expect(await opened(id)).toBeNull();
  // A post that is handed over, or a merger, goes through the record all the same.
  const engine = { ...(await world.actor('director', 'n1')), engine: true };
  const fields = { person_id: made[1]!.person };
  await writeRecords(world.context(engine), [
    deed('umbrella_visit', 'relink', fields, { id: visit }),
  ]);
  for (const row of rows)
    await world.owner.query(
      'insert into data_key (record_id, master, wrapped) values ($1, $2, $3)',
      [row.record_id, row.master, row.wrapped],
    );
  expect(await opened(id)).toBe('夏侯雨');
  expect(await opened(id, 'kin.0.telephone')).toBe('13900000018');
  const shown = await get(`/api/records/umbrella_visit/${visit}`);
  expect(shown.record).toMatchObject({ person_id: made[1]!.person, story: '夏侯雨说伞丢了' });
});

describe('destroyed', () => {
  let backup: string;
  let keys: string;
  let before: number;

  beforeAll(async () => {
    [backup, keys] = [join(folder, 'before.gz'), join(folder, 'before.keys')];
    await closePage(world.owner);
    before = await visits();
    await backUp(world.owner, backup);
    await backUpKeys(world.owner, keys);
    await erasePerson(
      world,
      await world.actor('county', 'north'),
      made[0]!.person,
      '保存期满',
      true,
    );
  });

  it('takes the person along, in every version, paper and search, and leaves every count', async () => {
    const { person: id, visit } = made[0]!;
    const shown = await get(`/api/records/person/${id}`);
    expect(shown.record).toMatchObject({ state: 'erased', name: null, telephones: [] });
    expect(shown.title.zh).toBe('身份信息已删除');
    const versions = await get(`/api/records/person/${id}/versions`);
    expect(versions.versions.map((v: { content: { name: unknown } }) => v.content.name)).toEqual([
      null,
      null,
    ]);
    expect(await found('慕容雪')).toEqual([]);
    const file = await get(`/api/records/umbrella_visit/${visit}`);
    expect(file.record.story).toBeNull();
    expect(file.title.zh).toBe('走访身份信息已删除');
    expect(file.attachments[0].name).toBe('–');
    const page = await world.ask('county', 'GET', `/api/attachments/${file.attachments[0].id}`);
    expect(page.json().kind).toBe('wrong-state');
    expect(await visits()).toBe(before);
    expect((await verifyLedger(world.owner, world.book)).mismatches).toEqual([]);
    expect(await opened(made[1]!.person)).toBe('欧阳霜');
    const { rows } = await world.owner.query(
      `select detail from access_log where deed = 'person_erased'`,
    );
    expect(rows).toEqual([{ detail: { files: 1, entries: 1 } }]);
  });

  it('holds no keys in the backup, and nothing that opens without them', async () => {
    const text = gunzipSync(await readFile(backup)).toString();
    expect(text).not.toContain('"table":"data_key"');
    for (const word of ['慕容', '欧阳', '夏侯', '990101198503071239', 'murong'])
      expect(`${word} ${text.includes(word)}`).toBe(`${word} false`);
  });

  it('stays destroyed when data and keys from before are put back', async () => {
    const there = await freshDatabase();
    try {
      await makeTables(there.owner, world.book);
      await restoreFrom(there.owner, backup);
      await restoreKeys(there.owner, keys);
      await refold(there.owner);
      const type = world.book.record('person');
      const names = async () => {
        const client = await there.owner.connect();
        try {
          const ids = made.map((one) => one.person);
          return (await loadRecords(client, type, ids)).map((r) => r['name'] as string);
        } finally {
          client.release();
        }
      };
      expect(new Set(await names())).toEqual(new Set(['慕容雪', '欧阳霜', '夏侯雨']));
      expect(existsSync(destroyedFile(world.config))).toBe(true);
      const { url, owner } = there;
      const writer = openPool(url, { role: 'taizhang_writer', pipeline: true });
      const services = {
        ...world,
        owner,
        writer,
        names: await LedgerNames.open(writer, world.book),
      };
      expect(await eraseAgain(services)).toBe(2);
      expect(new Set(await names())).toEqual(new Set([null, '夏侯雨', '欧阳霜']));
      const entry = await owner.query('select state from person where id = $1', [made[0]!.person]);
      expect(entry.rows).toEqual([{ state: 'erased' }]);
      const day = await owner.query('select destroyed_at from destroyed_key order by record_id');
      const first = await world.owner.query(
        'select destroyed_at from destroyed_key order by record_id',
      );
      expect(day.rows).toEqual(first.rows);
      const { rows } = await there.owner.query(
        'select found_by::text as words from person where id = $1',
        [made[0]!.person],
      );
      expect(rows).toEqual([{ words: '' }]);
      expect((await verifyLedger(there.owner, world.book)).mismatches).toEqual([]);
      expect(await eraseAgain(services)).toBe(0);
      await writer.end();
    } finally {
      await there.close();
    }
  });

  it('leaves the narrative of the files, unless those are to go too', async () => {
    await erasePerson(
      world,
      await world.actor('county', 'north'),
      made[2]!.person,
      '保存期满',
      false,
    );
    expect(await visits()).toBe(before);
    expect((await get(`/api/records/umbrella_visit/${made[2]!.visit}`)).record.story).toBe(
      '夏侯雨说伞丢了',
    );
  });
});
