/** What an import answers, as docs/api.md says it. */
import type { Issue } from '#engine/problem.ts';
import type { Text } from '#engine/text.ts';

export type PlacedIssue = Issue & { readonly column?: string };

export type Imported = {
  readonly import_id: string;
  readonly rows: number;
  readonly good: number;
  readonly bad: readonly { readonly row: number; readonly issues: readonly PlacedIssue[] }[];
  readonly warnings: readonly { readonly row: number; readonly issues: readonly PlacedIssue[] }[];
  readonly columns: readonly {
    readonly heading: string;
    readonly field: string | null;
    readonly note: Text;
    readonly expected?: boolean;
  }[];
  readonly already: number;
  readonly examples: number;
};

export type Undone = {
  readonly taken_back: number;
  readonly stay: readonly {
    readonly row: number;
    readonly id: string;
    readonly title: Text;
    readonly why: Text;
  }[];
};

export type ListedImport = {
  readonly id: string;
  readonly at: string;
  readonly person: string;
  readonly file_name: string | null;
  readonly rows: number;
  readonly good: number;
  readonly bad: number;
  readonly finished: boolean;
  readonly undone_at: string | null;
  readonly may_undo: boolean;
};

export type Source = { readonly file: File } | { readonly rows: readonly (readonly string[])[] };

export function bodyOf(source: Source): FormData | object {
  if (!('file' in source)) return { rows: source.rows };
  const body = new FormData();
  body.append('file', source.file);
  return body;
}
