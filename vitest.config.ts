import { defineConfig } from 'vitest/config';
import { ClosingLine } from './src/testing/closing-line.ts';

// Vitest asks for a default export.
export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts'],
    environment: 'node',
    globalSetup: ['src/testing/global-setup.ts'],
    reporters: ['default', new ClosingLine()],
    // Processes and not threads: a test that ends its process, or leaks memory, harms only itself.
    pool: 'forks',
    maxWorkers: 2,
    // What runs side by side within a file, too: a browser's pages share the same two cores.
    maxConcurrency: 2,
    // A page that a busy machine draws late is asked again until it says what is expected.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
