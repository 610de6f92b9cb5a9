import type { Reporter, TestModule } from 'vitest/node';

/** Ends every run with one line that people and machines read alike: `12 passed, 0 failed`. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const count = (state: string) => states.filter((found) => found === state).length;
    // A file that cannot be read has no tests to fail, and must not look like a success.
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const failed = count('failed') + broken + unhandledErrors.length;
    const skipped = count('skipped');
    const rest = skipped > 0 ? `, ${skipped} skipped` : '';
    // After Vitest's own summary, which is written when the reporters before this one are done.
    process.once('exit', () =>
      process.stdout.write(`${count('passed')} passed, ${failed} failed${rest}\n`),
    );
  }
}
