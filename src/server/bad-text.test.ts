/** Script and formulas in every text field of every record type: kept as text, shown as text, never run. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lines } from '#lines/index.ts';
import type { Field } from '#engine/field.ts';
import type { Action, AnyRecordType, ChildList } from '#engine/record.ts';
import { askedBy, isGuarded } from '#engine/record.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';

let world: ServedWorld;
const made = new Map<string, string>();
beforeAll(async () => {
  world = await serveWorld(lines);
});
afterAll(() => world.end());

const types = lines.flatMap((line) => line.records);
const hostile = [
  '<script>alert(1)</script>',
  '=HYPERLINK("http://example.invalid";"x")',
  '+1+cmd',
  '@SUM(A1)',
  `"><img src=x onerror=alert(1)>`,
];

type Definition = Action<unknown, string>;
const firstAction = (type: AnyRecordType): [string, Definition] =>
  (Object.entries(type.actions) as [string, Definition][]).find(
    ([, action]) => action.from.includes('new') && action.roles.length > 0,
  )!;
const makerOf = (type: AnyRecordType) =>
  firstAction(type)[1].roles.includes('director') ? 'director' : 'county';

async function resolved(value: unknown): Promise<unknown> {
  if (typeof value === 'string' && value.startsWith('@')) return exampleOf(value.slice(1));
  if (Array.isArray(value)) return Promise.all(value.map(resolved));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(async ([key, v]) => [key, await resolved(v)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function exampleOf(name: string): Promise<string> {
  const known = made.get(name);
  if (known) return known;
  const type = world.book.record(name);
  const fields = (await resolved(type.example)) as Record<string, unknown>;
  const answer = await world.write(makerOf(type), name, firstAction(type)[0], fields);
  expect(`${name} ${answer.statusCode} ${answer.body.slice(0, 300)}`).toContain(`${name} 200`);
  made.set(name, answer.json().answers[0].id);
  return made.get(name)!;
}

/** Free text only: what has a format of its own refuses anything else. */
const isFree = (field: Field): field is Extract<Field, { kind: 'text' | 'long_text' }> =>
  (field.kind === 'text' || field.kind === 'long_text') &&
  !field.computed &&
  !['telephone', 'citizen_id', 'document', 'number', 'indicator', 'address'].includes(
    field.format ?? '',
  );
const cut = (field: Field, text: string) =>
  isFree(field) ? text.slice(0, field.max ?? 200) : text;

/** Types of which a hostile record was kept. */
const kept = new Set<string>();

describe.each(types.map((type) => [type.name, type] as const))('%s', (name, type) => {
  it('keeps it as text in every field, and makes no formula of it in a file', async () => {
    const [action] = firstAction(type);
    const asked = askedBy(type, action);
    const example = (await resolved(type.example)) as Record<string, unknown>;
    for (const text of hostile) {
      const own = asked.filter((field) => type.fields[field] && isFree(type.fields[field]));
      const typed = Object.fromEntries(own.map((field) => [field, cut(type.fields[field], text)]));
      const rows = asked
        .filter((list) => list in type.children && Array.isArray(example[list]))
        .map((list) => {
          const { fields } = type.children[list] as ChildList;
          const free = Object.entries(fields).filter(([, field]) => isFree(field));
          const bad = Object.fromEntries(free.map(([key, field]) => [key, cut(field, text)]));
          // What names a row must stay apart from the others: only the first one is hostile.
          const [head, ...rest] = example[list] as Record<string, unknown>[];
          return [list, [{ ...head, ...bad }, ...rest]] as const;
        });
      const fields = { ...example, ...typed, ...Object.fromEntries(rows) };
      const answer = await world.write(makerOf(type), name, action, fields);
      // A rule may refuse it (a number that is there already); it never breaks.
      expect([200, 409, 422]).toContain(answer.statusCode);
      if (answer.statusCode !== 200) continue;
      kept.add(name);
      const { id } = answer.json().answers[0];
      const shown = await world.ask(makerOf(type), 'GET', `/api/records/${name}/${id}`);
      expect(shown.headers['content-type']).toContain('application/json');
      const { record } = shown.json();
      for (const field of own.filter((one) => !type.fields[one].private && record[one] !== null))
        expect({ field, kept: record[field] }).toEqual({ field, kept: typed[field] });
    }
    // Guarded ones leave as Excel alone, where a cell of text is no formula.
    if (isGuarded(type)) return;
    const file = await world.ask(makerOf(type), 'GET', `/api/records/${name}/export.csv?lang=en`);
    expect(file.statusCode).toBe(200);
    expect(file.headers['content-disposition']).toMatch(/^attachment/);
    for (const cell of cellsOf(file.body)) expect(cell).not.toMatch(/^[=+@\t\r]/);
  });
});

/** Cells of a CSV file, unquoted. */
function cellsOf(csv: string): string[] {
  const cells = csv.replace(/^\uFEFF/, '').matchAll(/"((?:[^"]|"")*)"|([^,\r\n]+)/g);
  return [...cells].map(([, quoted, plain]) => (quoted ?? plain ?? '').replaceAll('""', '"'));
}

it('refused nothing as a whole: some hostile record of every kind was kept', () => {
  const never = types.map((type) => type.name).filter((name) => !kept.has(name));
  // Items of a standard name their parents, which hostile ones are not; and a score sheet its items.
  expect(never.toSorted()).toEqual([
    'assessment',
    'criteria',
    'honour_standard',
    'office_assessment',
    'office_standard',
  ]);
});
