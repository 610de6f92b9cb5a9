/** Reading, in the server and through its routes: figures beside a count of the records, registers, Today. */
import { demoPassword } from '#city/people.ts';
import type { Actor } from '#engine/permission.ts';
import { buildApp } from '#server/app.ts';
import { computeFigures } from '#server/figures/compute.ts';
import { inTransaction } from '#server/database/transaction.ts';
import type { Services } from '#server/services.ts';
import type { Timing } from './measure.ts';
import { round, timeSideBySide } from './measure.ts';

export const roles = {
  village: 'mediator',
  township: 'zhenluo',
  county: 'county',
  city: 'office',
} as const;
type Ask = (url: string) => Promise<unknown>;

/** One figure of a city and a year, now and as of a day, beside a count of the records that it counts. */
export async function measureFigure(services: Services, office: Actor): Promise<object> {
  const { owner, reader, book, names } = services;
  const indicators = book.indicators.filter((indicator) => indicator.figure_id === 'F27');
  const query = {
    unit_id: office.grant.unit_id,
    from: '2009-01-01',
    to: '2009-12-31',
    now: services.clock(),
  };
  const figure = (as_of: string | null) => () =>
    inTransaction(reader, (client) =>
      computeFigures(client, names, indicators, { ...query, as_of }),
    );
  const counted = () =>
    owner.query(
      `select count(*) from dispute where accepted_on between $2 and $3 and path >= $1 and path < $1 || '~'`,
      [office.grant.path, query.from, query.to],
    );
  const [live, past, count] = await timeSideBySide(
    [figure(null), figure('2010-01-15T00:00:00Z'), counted],
    40,
  );
  return {
    figure: live,
    as_of: past,
    count_of_records: count,
    faster: round(count!.p50_ms / live!.p50_ms),
  };
}

/** Opens the whole application for each role and asks its routes, without the network. */
export async function withRoutes<T>(
  services: Services,
  work: (ask: Record<keyof typeof roles, Ask>) => Promise<T>,
): Promise<T> {
  const app = await buildApp(services);
  const mark = { 'x-taizhang': '1' };
  const askAs = async (username: string): Promise<Ask> => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/session',
      headers: mark,
      payload: { username, password: demoPassword },
    });
    const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    return async (url) => {
      const got = await app.inject({ method: 'GET', url, headers: { ...mark, cookie } });
      if (got.statusCode !== 200) throw new Error(`${url} answered ${got.statusCode}: ${got.body}`);
      return got.json();
    };
  };
  const asks = {} as Record<keyof typeof roles, Ask>;
  for (const [role, username] of Object.entries(roles))
    asks[role as keyof typeof roles] = await askAs(username);
  try {
    return await work(asks);
  } finally {
    await app.close();
  }
}

const list = (query: string) => `/api/records/dispute?${query}`;
const year = 'filter.accepted_on.from=2009-01-01&filter.accepted_on.to=2009-12-31';
const week = 'filter.accepted_on.from=2009-03-02&filter.accepted_on.to=2009-03-08';
const word = (typed: string) => `q=${encodeURIComponent(typed)}`;

/** What is asked of a register: pages, filters, sorting, searching, and what of these goes together. */
export const registerQuestions: Readonly<Record<string, string>> = {
  'first page': list(''),
  '200 rows': list('limit=200'),
  'one kind': list('filter.dispute_type=land_contract'),
  'a rare kind': list('filter.dispute_type=medical'),
  'a rare source': list('filter.source=procuratorate'),
  'in mediation': list('filter.state=in_mediation'),
  closed: list('filter.state=closed'),
  withdrawn: list('filter.state=withdrawn'),
  failed: list('filter.result=failed'),
  'to complete': list('filter.to_complete=true'),
  'kind and state': list('filter.dispute_type=neighbour&filter.state=filed'),
  'accepted in a year': list(year),
  'accepted in a week': list(week),
  'week and kind': list(`${week}&filter.dispute_type=irrigation`),
  mine: list('mine=1'),
  overdue: list('overdue=1'),
  'oldest first': list('sort=found_on'),
  'by closing day': list('sort=-closed_on'),
  'last changed': list('sort=-updated_at'),
  'zhang (common)': list(word('zhang')),
  'z (a letter)': list(word('z')),
  '王 (common)': list(word('王')),
  'zs (initials)': list(word('zs')),
  'two common words': list(word('张 王')),
  'a whole name': list(word('欧阳文静')),
  'a number': list(word('镇罗人调字第1000012号')),
  'nobody has it': list(word('xyzzyq')),
  'zhang and a state': list(`${word('zhang')}&filter.state=in_mediation`),
  'zhang and a year': list(`${word('zhang')}&${year}`),
  'z and mine': list(`${word('z')}&mine=1`),
  'the count of a filter': list('limit=1&count=1&filter.dispute_type=land_contract'),
};

const period = 'from=2009-01-01&to=2009-12-31';

export const figureQuestions: Readonly<Record<string, string>> = {
  'all figures of a year': `/api/figures?${period}`,
  'all figures as of a day': `/api/figures?${period}&as_of=2010-01-15`,
  'one figure with its parts': `/api/figures/disputes_mediated?${period}`,
  'records behind a figure': `/api/figures/disputes_mediated/records?${period}`,
  'records behind a rate': `/api/figures/success_rate/records?${period}`,
  'its ledger lines': `/api/figures/disputes_mediated/entries?${period}`,
  Today: '/api/today',
  'finding a unit': '/api/units?q=zhen',
};

/** The same question of every role in turn. */
export async function measureQuestions(
  ask: Record<keyof typeof roles, Ask>,
  questions: Readonly<Record<string, string>>,
  runs: number,
): Promise<Record<string, Record<string, Timing>>> {
  const measured: Record<string, Record<string, Timing>> = {};
  for (const [name, url] of Object.entries(questions)) {
    const asked = Object.keys(roles) as (keyof typeof roles)[];
    const timings = await timeSideBySide(
      asked.map((role) => () => ask[role](url)),
      runs,
    );
    measured[name] = Object.fromEntries(asked.map((role, i) => [role, timings[i]!]));
  }
  return measured;
}
