/** `taizhang <command>`: one file per command, each a small program over the same rooms as the server. */
import { Problem } from '#engine/problem.ts';
import { commands } from './commands.ts';

const [name = 'help', ...words] = process.argv.slice(2);
const command = commands[name];

if (!command || words.includes('--help')) {
  process.stdout.write(`${command ? command.help : help()}\n`);
  process.exit(command || name === 'help' || name === '--help' ? 0 : 2);
}

try {
  await command.run(words);
} catch (error) {
  // The same problem that the web app shows, in the language of the terminal.
  if (!(error instanceof Problem)) throw error;
  const language = /^zh/i.test(process.env['LANG'] ?? '') ? 'zh' : 'en';
  process.stderr.write(`${error.detail[language]}\n`);
  for (const issue of error.issues)
    process.stderr.write(`  ${issue.field ?? ''} ${issue.message[language]}\n`);
  process.exitCode = 1;
}

function help(): string {
  const rows = Object.entries(commands).map(
    ([key, { summary }]) => `  ${key.padEnd(12)} ${summary}`,
  );
  return ['taizhang <command>', '', ...rows, '', 'taizhang <command> --help says more.'].join('\n');
}
