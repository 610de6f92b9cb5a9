/** The commands by name. Each loads its own file when it is called, so that `--help` is quick. */
export type Command = {
  readonly summary: string;
  readonly help: string;
  readonly run: (words: readonly string[]) => Promise<void>;
};

const command = (
  summary: string,
  help: string,
  load: () => Promise<{ run: Command['run'] }>,
): Command => ({
  summary,
  help,
  run: async (words) => (await load()).run(words),
});

export const commands: Readonly<Record<string, Command>> = {
  start: command(
    'start the product',
    'taizhang start\nSettings come from the environment: PORT, DATABASE_URL, TAIZHANG_DATA, TAIZHANG_URL.',
    () => import('./start.ts'),
  ),
  migrate: command(
    'bring the database up to date',
    'taizhang migrate',
    () => import('./migrate.ts'),
  ),
  city: command('load the reference city', 'taizhang city load', () => import('./city.ts')),
  units: command(
    'bring in divisions',
    'taizhang units import FILE.csv [--from 2009-01-01]\nColumns: code,name,parent_code,level.',
    () => import('./units.ts'),
  ),
  figures: command(
    'figures of a unit and year',
    'taizhang figures --unit CODE --year Y [--as-of DATE] [--boundaries DATE] [--json]',
    () => import('./figures.ts'),
  ),
  open: command(
    'the records behind a figure',
    'taizhang open --indicator NAME --unit CODE --year Y [--as-of DATE] [--boundaries DATE] [--side numerator|denominator|missing] [--json]',
    () => import('./open.ts'),
  ),
  summary: command(
    'the annual summary as Word',
    'taizhang summary --unit CODE --year Y --lang en|zh --out FILE.docx [--from books] [--as-of DATE] [--cutoff DAY]\nThe newest signed edition; what the books propose where none is signed, or with --from books, --as-of or --cutoff.',
    () => import('./summary.ts'),
  ),
  return: command(
    'a statutory return as Excel',
    'taizhang return --form mediation --unit CODE --period 2009|2009H1|2009Q3|2009-09 [--from DAY --to DAY] [--as-of DATE] [--lang en|zh] --out FILE.xlsx',
    () => import('./return.ts'),
  ),
  edition: command(
    'signed editions, what changed since, and whether a verification file is in order',
    'taizhang edition list [--unit CODE] [--kind return|summary] [--series S] [--json]\ntaizhang edition show --id ID [--out FILE.zip] [--json]\ntaizhang edition verify-file FILE.zip\n--out writes the verification file; verify-file needs no database.',
    () => import('./edition.ts'),
  ),
  import: command(
    'bring in a register from Excel or CSV',
    'taizhang import TYPE FILE.xlsx|csv --unit CODE --as USERNAME [--check] [--json]\nIn that person’s name and under their post. --check only looks. Types: taizhang export --help.',
    () => import('./import.ts'),
  ),
  export: command(
    'a register as Excel or CSV',
    'taizhang export TYPE --unit CODE [--from DAY] [--to DAY] [--state a,b] [--q WORDS] [--lang en|zh] [--reason TEXT] --out FILE.xlsx|csv\nGuarded registers take a reason and leave as Excel. Types: dispute contact sweep linkage committee mediator assessment subsidy award meeting document …',
    () => import('./export.ts'),
  ),
  ledger: command(
    'verify or refold the ledger, apply a changed rule',
    'taizhang ledger verify [--json]\ntaizhang ledger refold\ntaizhang ledger repost',
    () => import('./ledger.ts'),
  ),
  seed: command(
    'the figures of the 2009 summary beside ours',
    'taizhang seed check [--json]',
    () => import('./seed.ts'),
  ),
  backup: command(
    'everything but the keys into one file',
    'taizhang backup FILE [--hand-out]\n--hand-out leaves out what is sealed, for a file that leaves the house.',
    () => import('./backup.ts'),
  ),
  keys: command(
    'the keys of persons and files: rotate, backup, restore',
    'taizhang keys rotate\ntaizhang keys rotate-search\ntaizhang keys backup FILE\ntaizhang keys restore FILE',
    () => import('./keys.ts'),
  ),
  restore: command(
    'everything from one file, into an empty database',
    'taizhang restore FILE [--keys KEYS_FILE]',
    () => import('./restore.ts'),
  ),
  user: command(
    'add an account',
    'taizhang user add --username U --name N --role ROLE --unit CODE [--lines mediation]\nAsks for the password on standard input; an empty line has one made, which is changed at the first sign-in.',
    () => import('./user.ts'),
  ),
  ddl: command(
    'the tables that a record type asks for',
    'taizhang ddl RECORD_TYPE',
    () => import('./ddl.ts'),
  ),
};
