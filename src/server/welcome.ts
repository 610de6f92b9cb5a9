/** What the terminal says once the product serves: where, who, and how to stop. */
import type { Services } from './services.ts';
import { demoPassword, demoPeople } from '#city/people.ts';

export async function welcome(services: Services, demo: boolean): Promise<string> {
  const { config } = services;
  const lines = ['', `  台账 Taizhang   ${config.public_url}`, ''];
  if (demo) {
    lines.push('  Zhongwei 2009 and the last 14 months; all people are invented.', '');
    for (const person of demoPeople.filter((p) => !p.more)) {
      lines.push(
        `    ${person.username.padEnd(10)} ${person.about.en}${person.start_here ? '   ← start here' : ''}`,
      );
    }
    lines.push(
      `    password of all: ${demoPassword}   (more: ${demoPeople
        .filter((p) => p.more)
        .map((p) => p.username)
        .join(', ')})`,
      '',
    );
  } else {
    const { rows } = await services.owner.query('select count(*)::int as n from account');
    if (rows[0].n === 0)
      lines.push('  No account yet. Make the first: npx taizhang user add --help', '');
  }
  lines.push(
    `  Data: ${config.database_url ? 'in your own PostgreSQL (DATABASE_URL)' : config.data_folder}`,
    '  Stop: Ctrl C',
    '',
  );
  return lines.join('\n');
}
