import { writeFile } from 'node:fs/promises';
import type { Actor } from '#engine/permission.ts';
import { isGuarded } from '#engine/record.ts';
import type { Language } from '#engine/text.ts';
import { logAccess } from '#server/accounts/access-log.ts';
import { dayOr } from '#server/figures/asked.ts';
import { readBulkRows } from '#server/records/bulk-export.ts';
import { exportFile, stampOf } from '#server/records/export.ts';
import { readAs } from '#server/services.ts';
import { print, unitByCode, withCity } from './with-city.ts';
import { needed, readWords, text, wrong } from './words.ts';

/** A unit's register with all below it, as its county would see it: masked as on the screen, nothing that is sealed. */
export async function run(words: readonly string[]): Promise<void> {
  const asked = readWords(words, ['unit', 'from', 'to', 'state', 'q', 'lang', 'out', 'reason']);
  const name = asked.rest[0] ?? '';
  const code = needed(asked, 'unit');
  const out = needed(asked, 'out');
  const format = out.endsWith('.csv') ? 'csv' : 'xlsx';
  const language = text(asked, 'lang') ?? 'zh';
  if (language !== 'en' && language !== 'zh') throw wrong('--lang is en or zh.');
  const [from, to] = [text(asked, 'from'), text(asked, 'to')];
  const state = text(asked, 'state')?.split(',');
  await withCity(async (city) => {
    const { services } = city;
    const type = services.book.findRecord(name);
    const known = services.book.records.map((one) => one.name).join(' ');
    if (!type) throw wrong(`taizhang export TYPE --unit CODE --out FILE. Known types: ${known}.`);
    const guarded = isGuarded(type);
    const reason = guarded ? needed(asked, 'reason') : '';
    if (guarded && format === 'csv')
      throw wrong(
        'Guarded records leave as Excel alone, where every page says what for: --out FILE.xlsx.',
      );
    const unit = await unitByCode(city, code);
    const operator: Actor = {
      person_id: '',
      name: 'operator',
      grant: { role: 'county', unit_id: unit.id, path: unit.path, lines: ['*'] },
    };
    const days = {
      ...(from ? { from: dayOr(from, '') } : {}),
      ...(to ? { to: dayOr(to, '') } : {}),
    };
    const query = {
      q: text(asked, 'q'),
      filters: {
        ...(from || to ? { [type.list.order]: days } : {}),
        ...(state ? { state: { values: state } } : {}),
      },
      limit: 200,
    };
    const stamp = guarded ? stampOf(operator, services.clock(), reason) : undefined;
    const { content, rows } = await readAs(services, operator, (client) =>
      exportFile(services, client, operator, type, query, format, language as Language, { stamp }),
    );
    if (guarded && rows > (await readBulkRows(services)))
      throw wrong(
        `${rows} guarded rows at once take a second person: export them in the product, where a security administrator agrees.`,
      );
    await logAccess(services.owner, {
      deed: 'exported',
      record_type: type.name,
      ...(guarded ? { purpose: reason } : {}),
      detail: { rows, format, by: 'command line' },
    });
    await writeFile(out, content, { mode: 0o600 });
    print(
      `${out}: ${rows} rows. It is out of the book's reach now: keep it where only you can read it.`,
    );
  });
}
