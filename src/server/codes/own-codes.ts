/** The office's own codes in the database, and how every process of the city learns them. */
import type { Pool } from 'pg';
import type { OwnCode } from '#engine/code-book.ts';
import type { Book } from '#engine/line.ts';

export async function readCodes(database: Pick<Pool, 'query'>): Promise<OwnCode[]> {
  const { rows } = await database.query({
    name: 'own-codes',
    text: `select list, code, parent, label_en, label_zh, valid_from, valid_to, source
      from code order by list, code`,
  });
  return rows;
}

export async function loadCodes(database: Pick<Pool, 'query'>, book: Book): Promise<OwnCode[]> {
  const own = await readCodes(database);
  book.learnCodes(own);
  return own;
}
