/**
 * How much one person may bring within a day: nobody fills the disk of the whole city, by a mistake of a program or on
 * purpose. An operator sets both numbers.
 */
import type { Pool } from 'pg';
import { Problem } from '#engine/problem.ts';
import type { Config } from '../config.ts';

const megabyte = 1024 * 1024;

type Quota = Pick<Config, 'files_per_day' | 'megabytes_per_day'>;

/** Before a further file of so many bytes is kept. What was taken out of view counts too: it is kept all the same. */
export async function refuseBeyondQuota(
  owner: Pool,
  { files_per_day, megabytes_per_day }: Quota,
  person_id: string,
  bytes: number,
): Promise<void> {
  const { rows } = await owner.query({
    name: 'files-of-a-day',
    text: `select count(*)::int as files, coalesce(sum(bytes), 0)::float8 as bytes from attachment
      where created_by = $1 and created_at > now() - interval '1 day'`,
    values: [person_id],
  });
  const { files, bytes: kept } = rows[0] as { files: number; bytes: number };
  if (files + 1 <= files_per_day && kept + bytes <= megabytes_per_day * megabyte) return;
  throw new Problem('too-many', {
    en: `One person brings at most ${files_per_day} files and ${megabytes_per_day} MB within 24 hours. Go on tomorrow, or ask the system administrator for more (TAIZHANG_FILES_PER_DAY, TAIZHANG_MEGABYTES_PER_DAY).`,
    zh: `每人24小时内最多上传${files_per_day}个文件、共${megabytes_per_day}MB。请明天继续，或请系统管理员调整（TAIZHANG_FILES_PER_DAY、TAIZHANG_MEGABYTES_PER_DAY）。`,
  });
}
