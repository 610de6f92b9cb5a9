/** Views of registers that somebody saved: theirs alone, kept with the account. The policy of the table asks whose. */
import type { Pool, PoolClient } from 'pg';
import { Problem } from '#engine/problem.ts';
import { inTransaction } from '../database/transaction.ts';

export type SavedView = {
  readonly id: string;
  readonly name: string;
  readonly search: Readonly<Record<string, string>>;
  readonly is_default: boolean;
};

/** More than this nobody finds again. */
export const viewsMax = 30;

/** `client` reads as the person whose views they are. */
export async function viewsOf(client: PoolClient, record_type: string): Promise<SavedView[]> {
  const { rows } = await client.query({
    name: 'saved-views',
    text: 'select id, name, search, is_default from saved_view where record_type = $1 order by created_at, id',
    values: [record_type],
  });
  return rows;
}

/** Makes it, or changes what is there under this id: sent twice, it is kept once. */
export async function keepView(
  writer: Pool,
  person_id: string,
  record_type: string,
  view: SavedView,
): Promise<void> {
  await asPerson(writer, person_id, async (client) => {
    const { rows } = await client.query(
      `select count(*) filter (where id <> $2)::int as others, count(*) filter (where id <> $2 and name = $3)::int as named
        from saved_view where record_type = $1`,
      [record_type, view.id, view.name],
    );
    if (rows[0].named > 0) throw named(view.name);
    if (rows[0].others >= viewsMax) throw tooMany();
    if (view.is_default)
      await client.query(
        'update saved_view set is_default = false where record_type = $1 and is_default and id <> $2',
        [record_type, view.id],
      );
    await client.query(
      `insert into saved_view (id, account_id, record_type, name, search, is_default) values ($1, $2, $3, $4, $5, $6)
        on conflict (id) do update set name = excluded.name, search = excluded.search, is_default = excluded.is_default`,
      [view.id, person_id, record_type, view.name, JSON.stringify(view.search), view.is_default],
    );
  });
}

/** Taken away twice, it is gone once. */
export async function forgetView(writer: Pool, person_id: string, id: string): Promise<void> {
  await asPerson(writer, person_id, (client) =>
    client.query('delete from saved_view where id = $1', [id]),
  );
}

async function asPerson(
  writer: Pool,
  person_id: string,
  work: (client: PoolClient) => Promise<unknown>,
): Promise<void> {
  await inTransaction(writer, async (client) => {
    await client.query(`select set_config('taizhang.person', $1, true)`, [person_id]);
    await work(client);
  }).catch((error: { code?: string }) => {
    // Somebody's id, or one that they saved under this name a moment ago on another device.
    if (error.code === '23505' || error.code === '42501') throw taken();
    throw error;
  });
}

function named(name: string): Problem {
  const message = {
    en: `There is a view called “${name}” already. Choose another name.`,
    zh: `已有名为“${name}”的视图，请换一个名称。`,
  };
  return new Problem('invalid', message, [{ field: 'name', message }]);
}

function tooMany(): Problem {
  return new Problem('too-many', {
    en: `At most ${viewsMax} views of one register. Delete one that is no longer used.`,
    zh: `每个台账最多保存${viewsMax}个视图，请先删除不用的。`,
  });
}

function taken(): Problem {
  return new Problem('stale', {
    en: 'This view was changed on another device. Load the page again.',
    zh: '该视图已在其他设备上修改，请刷新页面。',
  });
}
