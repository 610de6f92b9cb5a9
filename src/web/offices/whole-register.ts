/** A register to its end, two hundred rows after the other: what is printed may not stop at a page's end. */
import { api } from '../shell/api.ts';
import type { Params } from '../shell/api.ts';
import type { LinkTitle, RecordPage, RecordRow } from '../shell/api-types.ts';

export type WholeRegister = {
  readonly records: RecordRow[];
  readonly links: Readonly<Record<string, LinkTitle>>;
  readonly people: Readonly<Record<string, string>>;
};

type Ask = (after: string | undefined) => Promise<RecordPage>;

export async function wholeRegister(
  type: string,
  params: Params,
  ask: Ask = (after) => api.get(`/api/records/${type}`, { ...params, limit: 200, after }),
): Promise<WholeRegister> {
  const records: RecordRow[] = [];
  const links: Record<string, LinkTitle> = {};
  const people: Record<string, string> = {};
  for (let after: string | undefined; ;) {
    const page = await ask(after);
    records.push(...page.records);
    Object.assign(links, page.links);
    Object.assign(people, page.people);
    if (!page.next) return { records, links, people };
    after = page.next;
  }
}
