/**
 * Signed pages, photographs and voice: checked for type and size, kept with the city's data, served
 * only within scope.
 */
import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { notFound, Problem } from '#engine/problem.ts';
import { keepsSecrets } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType } from '#engine/record.ts';
import { erased, fileKey } from '../keys/file-key.ts';
import { decrypt, encrypt } from '../keys/keyring.ts';
import { refuseLargePicture } from './picture-size.ts';
import { withoutMetadata } from './picture-metadata.ts';
import { keyOf, openValue, sealValue } from '../keys/sealed-record.ts';

export const attachmentBytesMax = 20 * 1024 * 1024;

export type Attachment = {
  readonly id: string;
  readonly paper: string | null;
  readonly name: string;
  readonly media_type: string;
  readonly bytes: number;
  readonly created_at: string;
};

/** What the first bytes say it is; the name and the sender's claim are not believed. */
const signatures: readonly { media_type: string; matches: (head: Buffer) => boolean }[] = [
  {
    media_type: 'application/pdf',
    matches: (h) => h.subarray(0, 5).toString('latin1') === '%PDF-',
  },
  { media_type: 'image/jpeg', matches: (h) => h[0] === 0xff && h[1] === 0xd8 && h[2] === 0xff },
  {
    media_type: 'image/png',
    matches: (h) => h.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n',
  },
  {
    media_type: 'image/webp',
    matches: (h) =>
      h.subarray(0, 4).toString('latin1') === 'RIFF' &&
      h.subarray(8, 12).toString('latin1') === 'WEBP',
  },
  {
    media_type: 'audio/webm',
    matches: (h) => h.subarray(0, 4).equals(Buffer.from([0x1a, 0x45, 0xdf, 0xa3])),
  },
  { media_type: 'audio/mp4', matches: (h) => h.subarray(4, 8).toString('latin1') === 'ftyp' },
];

export function mediaTypeOf(content: Buffer): string {
  const found = signatures.find((s) => s.matches(content.subarray(0, 16)));
  if (!found) {
    throw new Problem('invalid', {
      en: 'Only scanned pages and photographs (PDF, JPEG, PNG, WebP) and voice recordings are kept here. Save the file as one of these.',
      zh: '这里只能保存扫描件、照片（PDF、JPEG、PNG、WebP）和录音。请另存为这些格式后再上传。',
    });
  }
  return found.media_type;
}

/**
 * A file name for a person to recognise: no folders, no control characters, no more than 120
 * characters.
 */
export function safeFileName(name: string): string {
  // oxlint-disable-next-line no-control-regex
  const plain = name
    .replace(/^.*[\\/]/, '')
    .replace(/[\u0000-\u001f\u007f<>:"|?*\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
  return [...plain.replace(/^\.+/, '')].slice(0, 120).join('') || '附件';
}

export async function attachmentsOf(client: PoolClient, recordId: string): Promise<Attachment[]> {
  const { rows } = await client.query({
    name: 'attachments-of',
    text: `select a.id, a.paper, a.name, a.media_type, a.bytes, a.created_at, a.record_id, a.encrypted, k.master, k.wrapped
      from attachment a left join data_key k on k.record_id = a.record_id
      where a.record_id = $1 and a.removed_at is null order by a.created_at`,
    values: [recordId],
  });
  return rows.map(({ record_id, encrypted, master, wrapped, ...shown }) => ({
    ...shown,
    name: encrypted
      ? nameOf(shown.id, shown.name, keyOf(record_id, { master, wrapped }))
      : shown.name,
  }));
}

const aboutName = (id: string) => `attachment ${id} name`;
const aboutContent = (id: string) => `attachment ${id} content`;

function nameOf(id: string, stored: string, key: Buffer | null): string {
  return (openValue(key, stored, aboutName(id)) as string | null) ?? '–';
}

/** `client` writes. The record has been opened as the actor before. */
export async function addAttachment(
  client: Pick<PoolClient, 'query'>,
  type: AnyRecordType,
  record: AnyRecord,
  file: { id: string; paper: string | null; name: string; content: Buffer; person_id: string },
): Promise<Attachment> {
  if (file.content.length > attachmentBytesMax) {
    throw new Problem('too-large', {
      en: 'At most 20 MB a file. Scan at a lower resolution.',
      zh: '每个文件不超过20MB，请降低扫描精度。',
    });
  }
  const media_type = mediaTypeOf(file.content);
  refuseLargePicture(media_type, file.content);
  const key = keepsSecrets(type) ? await fileKey(client, record.id) : null;
  const name = safeFileName(file.name);
  const plain = withoutMetadata(file.content, media_type);
  const content = key ? encrypt(key, plain, aboutContent(file.id)) : plain;
  const { rows } = await client.query(
    `insert into attachment (id, record_id, record_type, paper, name, media_type, bytes, sha256, content, path, guard, keeper_id, created_by, encrypted)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (id) do nothing returning id, paper, media_type, bytes, created_at`,
    [
      file.id,
      record.id,
      type.name,
      file.paper,
      key ? sealValue(key, name, aboutName(file.id)) : name,
      media_type,
      plain.length,
      createHash('sha256').update(content).digest('hex'),
      content,
      record.path,
      record.guard,
      record.keeper_id,
      file.person_id,
      key !== null,
    ],
  );
  return rows[0] ? { ...rows[0], name } : arrivedBefore(client, record, file.id, key);
}

/** The same file again, whose first answer was lost; an id of another record's file is nobody's business. */
async function arrivedBefore(
  client: Pick<PoolClient, 'query'>,
  record: AnyRecord,
  id: string,
  key: Buffer | null,
): Promise<Attachment> {
  const { rows } = await client.query(
    `select id, paper, name, media_type, bytes, created_at from attachment
      where id = $1 and record_id = $2 and removed_at is null`,
    [id, record.id],
  );
  if (!rows[0]) throw notFound();
  const { name, ...shown } = rows[0];
  return { ...shown, name: key ? nameOf(id, name, key) : name };
}

export async function getAttachment(client: PoolClient, id: string) {
  const { rows } = await client.query(
    `select a.id, a.record_id, a.record_type, a.name, a.media_type, a.content, a.guard, a.encrypted, k.master, k.wrapped
      from attachment a left join data_key k on k.record_id = a.record_id where a.id = $1 and a.removed_at is null`,
    [id],
  );
  if (!rows[0]) throw notFound();
  const { encrypted, master, wrapped, ...file } = rows[0];
  const key = encrypted ? keyOf(file.record_id, { master, wrapped }) : null;
  if (encrypted && !key) throw erased();
  const opened = key
    ? { name: nameOf(id, file.name, key), content: decrypt(key, file.content, aboutContent(id)) }
    : {};
  return { ...file, ...opened } as {
    id: string;
    record_id: string;
    record_type: string;
    name: string;
    media_type: string;
    content: Buffer;
    guard: number;
  };
}

/** Removed from view, kept in the book: nothing that was filed is destroyed by a button. */
export async function removeAttachment(
  client: Pick<PoolClient, 'query'>,
  id: string,
  person_id: string,
): Promise<void> {
  await client.query('update attachment set removed_at = now(), removed_by = $2 where id = $1', [
    id,
    person_id,
  ]);
}
