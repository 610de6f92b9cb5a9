import { expect, it } from 'vitest';
import type { Field } from '#engine/field.ts';
import type { ChildList } from '#engine/record.ts';
import { book } from './index.ts';

/** By its key, or by what its label says: a year, an edition, a page, a number on paper names something. */
const names = (key: string, { label }: Field) =>
  /(^|_|\.)year$/.test(key) || /年度$|年份|编号|页号|版次|序号|文号/.test(label.zh);

it('prints what names without grouping: 2010 is no 2,010', () => {
  const grouped = book.records.flatMap((type) =>
    [
      ...Object.entries(type.fields as Record<string, Field>),
      ...(Object.values(type.children) as ChildList[]).flatMap((child) =>
        Object.entries(child.fields).map(
          ([name, field]) => [`${child.name}.${name}`, field] as const,
        ),
      ),
    ].flatMap(([name, field]) =>
      field.kind === 'integer' && names(name, field) && !field.year ? [`${type.name}.${name}`] : [],
    ),
  );
  expect(grouped).toEqual([]);
});
