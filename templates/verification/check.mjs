/**
 * Checks a verification file without the product: node check.mjs [folder]. Needs Node 20 or newer and nothing else.
 *
 * It says whether (1) the edition carries its seal, (2) every page hashes to what it says and follows the page before,
 * up to the page at which the edition stands, (3) every line shown is a line of its page, at its place, and (4) the
 * figures are the sums of those lines by their own definitions.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2] ?? dirname(fileURLToPath(import.meta.url));
const wrong = [];
const note = (what) => {
  if (wrong.length < 50) wrong.push(what);
};
const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** JSON with sorted keys and without spaces: how the sealed content is spelled. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}

const readJson = async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'));
async function* rowsOf(name) {
  const rows = createInterface({
    input: createReadStream(join(folder, name)),
    crlfDelay: Infinity,
  });
  for await (const row of rows) if (row !== '') yield JSON.parse(row);
}

/** A line of the ledger as it is hashed: its parts stand between bars, in this order. */
function readLine(spelling) {
  const [id, measure, day, unit, facets, guard, amount, subject, record, version] =
    spelling.split('|');
  return {
    id: Number(id),
    measure: Number(measure),
    day,
    unit: Number(unit),
    facets: Number(facets),
    guard: Number(guard),
    amount: Number(amount),
    subject: subject === '-' ? null : subject,
    record,
    version: Number(version),
  };
}

/** The pages in order; answers the digests of the lines of each. */
async function checkPages(content) {
  const digests = new Map();
  let before = null;
  for await (const page of rowsOf('pages.jsonl')) {
    const lines = Buffer.from(page.lines, 'base64');
    const versions = Buffer.from(page.versions, 'base64');
    const previous = Buffer.from(page.previous_hash, 'hex');
    if (!sha256(previous, lines, versions).equals(Buffer.from(page.hash, 'hex')))
      note(`Page ${page.id} does not hash to what it says.`);
    if (before && (page.id !== before.id + 1 || page.previous_hash !== before.hash))
      note(`Page ${page.id} does not follow page ${before.id}.`);
    if (lines.length % 32 !== 0) note(`Page ${page.id} has broken digests.`);
    digests.set(page.id, lines);
    before = page;
  }
  if (before === null || before.id !== content.page_id || before.hash !== content.page_hash)
    note(`The pages do not end with page ${content.page_id}, at which the edition stands.`);
  return digests;
}

/** Every line shown stands in its page, and lines stand there in their order. */
async function checkLines(digests) {
  const lines = [];
  const seen = new Set();
  let last = { page: 0, at: -1, id: 0 };
  for await (const { page, at, line } of rowsOf('lines.jsonl')) {
    const known = digests.get(page);
    const digest = known?.subarray(at * 32, at * 32 + 32);
    const read = readLine(line);
    if (!digest || !sha256(Buffer.from(line, 'utf8')).equals(digest))
      note(`Line ${read.id} is not the line ${at + 1} of page ${page}.`);
    if (seen.has(read.id) || read.id < last.id || (page === last.page && at <= last.at))
      note(`Line ${read.id} stands twice, or out of order.`);
    seen.add(read.id);
    last = { page, at, id: read.id };
    lines.push(read);
  }
  return lines;
}

function membersOf(multirange) {
  const ranges = [...multirange.matchAll(/\[(\d+),(\d+)\)/g)].map(([, a, b]) => [
    Number(a),
    Number(b),
  ]);
  return (unit) => ranges.some(([from, until]) => unit >= from && unit < until);
}

/** Which measure, over which days: as the product's indicators are defined. */
function sideOf(definition, side) {
  const of = {
    flow: { count: definition.count, sum: 'flow' },
    stock: { count: definition.count, sum: 'stock' },
    distinct: { count: definition.count, sum: 'flow' },
    rate: { count: definition[side], sum: definition.sum },
    remainder: { count: side === 'numerator' ? definition.taken : definition.whole, sum: 'flow' },
    average: {
      count: side === 'numerator' ? definition.sum_of : definition.number_of,
      sum: 'flow',
    },
  };
  return of[definition.kind];
}

function linesFor(figure, side, { lines, names, content }) {
  const { count, sum } = sideOf(figure.definition, side);
  const within = membersOf(figure.members);
  const to = figure.to < content.last_day ? figure.to : content.last_day;
  const from = sum === 'stock' ? '1900-01-01' : figure.from;
  // A cell of a form may add up several counts.
  const added = [count, ...(figure.definition.plus ?? [])];
  const counts = (one, line) =>
    names.measures[line.measure] === one.measure &&
    Object.entries(one.where ?? {}).every(([facet, codes]) =>
      codes.includes(names.facets[line.facets]?.[facet] ?? ''),
    );
  return lines.filter(
    (line) =>
      line.day >= from &&
      line.day <= to &&
      within(line.unit) &&
      added.some((one) => counts(one, line)),
  );
}

function checkFigure(figure, all) {
  const { kind } = figure.definition;
  const sealed = all.sealed[figure.key] ?? {};
  const sumOf = (side) =>
    linesFor(figure, side, all).reduce((total, line) => total + line.amount, sealed[side] ?? 0);
  const same = (name, should) => {
    // A register that was not kept is not reported; then nothing may stand in it.
    const held = figure[name] ?? (figure.value === null ? 0 : null);
    const near = held !== null && Math.abs(held - should) <= 1e-9 * Math.max(1, Math.abs(should));
    if (!near) note(`Figure ${figure.key}: ${name} is ${held}, and its lines make ${should}.`);
  };
  if (kind === 'flow' || kind === 'stock') return same('value', sumOf('numerator'));
  if (kind === 'distinct') {
    const sums = new Map();
    for (const { subject, amount } of linesFor(figure, 'numerator', all))
      if (subject) sums.set(subject, (sums.get(subject) ?? 0) + amount);
    return same(
      'value',
      [...sums.values()].filter((sum) => sum > 0).length + (sealed.numerator ?? 0),
    );
  }
  const [n, d] = [sumOf('numerator'), sumOf('denominator')];
  same('numerator', n);
  same('denominator', d);
  if (figure.value === null)
    return d === 0 ? undefined : note(`Figure ${figure.key} has no value, and its lines make one.`);
  const value = kind === 'remainder' ? d - n : ((kind === 'rate' ? 100 : 1) * n) / d;
  return same('value', value);
}

try {
  const { content, seal } = await readJson('edition.json');
  const names = await readJson('names.json');
  const sealed = await readJson('sealed.json');
  if (sha256(Buffer.from(canonical(content), 'utf8')).toString('hex') !== seal)
    note('The edition does not carry its seal: something in it was changed.');
  const lines = await checkLines(await checkPages(content));
  for (const figure of content.figures) checkFigure(figure, { lines, names, content, sealed });
  if (wrong.length === 0) {
    console.log(`In order. 核验通过。`);
    console.log(
      `${content.title.zh} ${content.title.en}, edition ${content.number}, ${content.from} – ${content.to}`,
    );
    console.log(
      `Figures 数字: ${content.figures.length} · lines 分录: ${lines.length} · page 台账页: ${content.page_id}`,
    );
    console.log(
      `Page hash, to be compared with the signed paper 台账页校验值（请与签发纸质件核对）: ${content.page_hash}`,
    );
  }
} catch (error) {
  note(`The file could not be read: ${error.message}`);
}
if (wrong.length > 0) {
  console.log('NOT in order. 核验不通过。');
  for (const what of wrong) console.log(`- ${what}`);
  process.exitCode = 1;
}
