import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { book } from '#lines/index.ts';
import { loan } from '#testing/umbrella-lending.ts';
import { drawWorkflow } from '#engine/workflow-diagram.ts';

const file = join(import.meta.dirname, '../docs/workflows.md');

it('draws the invented line', () => {
  expect(drawWorkflow(loan)).toContain('  [*] --> lent : Lend 借出\n');
  expect(drawWorkflow(loan)).toContain('  lent --> returned : Take back 收回\n');
});

// Run with UPDATE_DOCS=1 to draw it again.
it('docs/workflows.md is drawn from the definitions as they are', async () => {
  const sections = book.records.map(
    (type) =>
      `## ${type.label.en} ${type.label.zh}\n\n\`\`\`mermaid\n${drawWorkflow(type)}\n\`\`\`\n`,
  );
  const drawn = `# Workflows\n\nDrawn from the definitions in \`src/lines/\` by \`src/engine/workflow-diagram.ts\`; a test keeps them equal.\n\n${sections.join('\n')}`;
  if (process.env['UPDATE_DOCS']) await writeFile(file, drawn);
  expect(await readFile(file, 'utf8')).toBe(drawn);
});
