import { expect, it } from 'vitest';
import type { Field } from '#engine/field.ts';
import type { ChildList } from '#engine/record.ts';
import { book } from './index.ts';

it('prints every year without grouping: 2010 is no 2,010', () => {
  const grouped = book.records.flatMap((type) =>
    [
      ...Object.entries(type.fields as Record<string, Field>),
      ...(Object.values(type.children) as ChildList[]).flatMap((child) =>
        Object.entries(child.fields).map(
          ([name, field]) => [`${child.name}.${name}`, field] as const,
        ),
      ),
    ].flatMap(([name, field]) =>
      field.kind === 'integer' && /(^|_|\.)year$/.test(name) && !field.year
        ? [`${type.name}.${name}`]
        : [],
    ),
  );
  expect(grouped).toEqual([]);
});
