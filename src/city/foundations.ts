/** Units and people of the reference city: what has to be there before anything can be written down. */
import type { Pool } from 'pg';
import { addAccounts } from '#server/accounts/add-account.ts';
import { keepDemo } from '#server/accounts/demo.ts';
import { hashPassword } from '#server/accounts/password.ts';
import { inTransaction } from '#server/database/transaction.ts';
import { importDivisions } from '#server/units/divisions.ts';
import { insertUnits } from '#server/units/insert-units.ts';
import { demoPassword, demoPeople } from './people.ts';
import { bodyPlaces, divisionsCsv } from './places.ts';
import { staff } from './staff.ts';

export type UnitAt = { readonly id: number; readonly code: string; readonly path: string };

/** Zhongwei has been a city of its own since the end of 2003. */
const cityFrom = '2004-01-01';

export async function loadUnits(owner: Pool): Promise<void> {
  const { bad } = await importDivisions(owner, divisionsCsv, { from_day: cityFrom });
  if (bad.length > 0) throw new Error(`The divisions file has faults: ${JSON.stringify(bad[0])}`);
  await inTransaction(owner, async (client) => {
    const { rows } = await client.query('select id, code, path from unit');
    const known = new Map<string, UnitAt>(rows.map((row) => [row.code, row]));
    const missing = bodyPlaces.filter((body) => !known.has(body.code));
    if (missing.length === 0) return;
    await insertUnits(
      client,
      missing.map((body) => ({ ...body, kind: 'body' as const, from_day: cityFrom })),
      known,
    );
  });
}

/** No password fits what is no hash: whoever only wrote old records cannot sign in. */
const noPassword = 'none';

export async function loadPeople(owner: Pool): Promise<void> {
  const { rows } = await owner.query('select exists (select from account) as known');
  if (rows[0].known) return;
  const demo = new Set(demoPeople.map((person) => person.username));
  const hash = await hashPassword(demoPassword);
  const accounts = staff.map(
    ({ id, username, name, role, unit_code, from_day, until_day, opens_sealed }) => ({
      id,
      username,
      name,
      password_hash: demo.has(username) ? hash : noPassword,
      grants: [{ role, unit_code, from_day, opens_sealed, ...(until_day ? { until_day } : {}) }],
    }),
  );
  await inTransaction(owner, async (client) => {
    await addAccounts(client, accounts, cityFrom);
    const shown = demoPeople.map(({ username, about, start_here = false }) => ({
      username,
      about,
      start_here,
    }));
    await keepDemo(client, { password: demoPassword, accounts: shown });
  });
}
