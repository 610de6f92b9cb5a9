/**
 * Erasing a person takes two people: an officer of the county, who knows the case, asks with the ground and the paper
 * that approves it; a security administrator, who knows nobody's name, looks at the paper and does it, or does not.
 */
import type { PoolClient } from 'pg';
import { labelOf } from '#engine/field.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { keepsSecrets, stateInfo } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { erasureGrounds } from '#lines/common/person-codes.ts';
import { logAccess } from '../accounts/access-log.ts';
import type { LoggedDeed } from '../accounts/access-log.ts';
import { getRecord } from '../records/read.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import { erasePerson } from './erase.ts';

export type ErasureWish = {
  /** From the client, so that asking twice is asking once. */
  readonly id: string;
  readonly person_id: string;
  readonly ground: string;
  readonly document: string;
  readonly reason: string;
  readonly files: boolean;
};

type Kept = {
  readonly id: string;
  readonly person_id: string;
  readonly ground: string;
  readonly document: string;
  readonly reason: string;
  readonly files: boolean;
  readonly path: string;
  readonly unit_id: number;
  readonly asked_by: string;
  readonly asked_name: string;
  readonly asked_at: string;
  readonly decision: 'done' | 'refused' | 'withdrawn' | null;
  readonly decided_at: string | null;
  readonly answer: string | null;
};

const columns = `e.id, e.person_id, e.ground, e.document, e.reason, e.files, e.path, e.unit_id, e.asked_by,
  a.name as asked_name, e.asked_at, e.decision, e.decided_at, e.answer`;

export async function askErasure(
  services: Services,
  actor: Actor,
  wish: ErasureWish,
): Promise<void> {
  const { owner, book, clock } = services;
  const { id, person_id, ground, document, reason, files } = wish;
  const person = await readAs(services, actor, (client) =>
    getRecord(client, book.record('person'), person_id),
  );
  if (person.state !== 'registered') throw notThisEntry(person.state);
  const { rowCount } = await owner.query(
    `insert into erasure (id, person_id, ground, document, reason, files, unit_id, path, asked_by, asked_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [id, person_id, ground, document, reason, files, person.unit_id, person.path, actor.person_id, clock()],
  ); // prettier-ignore
  if (rowCount === 1) return log(services, actor, 'erasure_asked', person_id, { ground, files });
  const { rows } = await owner.query(
    'select 1 from erasure where id = $1 and person_id = $2 and asked_by = $3',
    [id, person_id, actor.person_id],
  );
  if (!rows[0])
    throw new Problem('duplicate', {
      en: 'It has been asked already that this person be erased. Wait for the security administrator, or let it be withdrawn.',
      zh: '已有人申请删除该人员，请等待安全保密管理员办理，或撤回后再申请。',
    });
}

/** By whoever asked, or a colleague at the county. */
export async function withdrawErasure(
  services: Services,
  actor: Actor,
  person_id: string,
): Promise<void> {
  await readAs(services, actor, (client) =>
    getRecord(client, services.book.record('person'), person_id),
  );
  await decide(services, actor, await getOpen(services, 'person_id', person_id), 'withdrawn');
  await log(services, actor, 'erasure_withdrawn', person_id);
}

/** The one act that nothing takes back. What was asked stays open until all of it is done. */
export async function doErasure(
  services: Services,
  actor: Actor,
  id: string,
  answer: string,
): Promise<void> {
  const asked = await getAskedWithin(services, actor, id);
  if (asked.asked_by === actor.person_id) throw sameHand();
  const ground = labelOf(erasureGrounds, asked.ground).zh;
  await erasePerson(services, actor, asked.person_id, `${ground}；${asked.document}`, asked.files);
  await decide(services, actor, asked, 'done', answer);
}

export async function refuseErasure(
  services: Services,
  actor: Actor,
  id: string,
  answer: string,
): Promise<void> {
  const asked = await getAskedWithin(services, actor, id);
  await decide(services, actor, asked, 'refused', answer);
  await log(services, actor, 'erasure_refused', asked.person_id);
}

/** What waits for this security administrator: where and why, and not who. */
export async function waitingErasures({ owner }: Services, actor: Actor) {
  const { rows } = await owner.query(
    `select ${columns} from erasure e join account a on a.id = e.asked_by
      where e.decision is null and e.path >= $1 and e.path < $1 || '~' order by e.asked_at limit 200`,
    [actor.grant.path],
  );
  const units = await unitTexts(
    owner,
    rows.map((row: Kept) => row.unit_id),
  );
  return rows.map(({ path: _path, unit_id, person_id: _person, asked_by, ...row }: Kept) => ({
    ...row,
    own: asked_by === actor.person_id,
    ground: labelOf(erasureGrounds, row.ground),
    unit: units.get(unit_id)?.name ?? null,
  }));
}

/** What stands on the person's page: what would follow, what is asked, and after the act since when it is done. */
export async function erasureOf(services: Services, actor: Actor, person_id: string) {
  const { owner, book } = services;
  const what = await readAs(services, actor, async (client) => {
    await getRecord(client, book.record('person'), person_id);
    return consequences(services, client, person_id);
  });
  const { rows } = await owner.query(
    `select ${columns} from erasure e join account a on a.id = e.asked_by
      where e.person_id = $1 order by e.asked_at desc limit 1`,
    [person_id],
  );
  const destroyed = await owner.query(
    'select destroyed_at from destroyed_key where record_id = $1',
    [person_id],
  );
  const last = rows[0] as Kept | undefined;
  return {
    what,
    asked: last
      ? {
          ground: labelOf(erasureGrounds, last.ground),
          document: last.document,
          reason: last.reason,
          files: last.files,
          asked_name: last.asked_name,
          asked_at: last.asked_at,
          decision: last.decision,
          decided_at: last.decided_at,
          answer: last.answer,
        }
      : null,
    erased_at: (destroyed.rows[0]?.destroyed_at as string | undefined) ?? null,
  };
}

type Consequence = {
  readonly label: Text;
  readonly records: number;
  /** Still in hand: then the purpose is hardly reached. */
  readonly in_hand: number;
  /** Their narratives and papers are encrypted, so they would go with `files`. */
  readonly secret: boolean;
};

/** Of what this reader may open; what lies elsewhere is not told. */
async function consequences(
  { book }: Services,
  client: PoolClient,
  person_id: string,
): Promise<Consequence[]> {
  const { rows } = await client.query(
    'select record_type, array_agg(distinct record_id) as ids from about where identity_id = $1 and reader_holds(line) group by 1 order by 1',
    [person_id],
  );
  const found: Consequence[] = [];
  for (const { record_type, ids } of rows) {
    const type = book.record(record_type);
    const states = await client.query(
      `select state, count(*)::int as n from ${type.name}_seen where id = any($1::uuid[]) group by state`,
      [ids],
    );
    const inHand = states.rows.filter(({ state }) =>
      ['working', 'waiting'].includes(stateInfo(type, state)?.tone ?? ''),
    );
    const sum = (some: { n: number }[]) => some.reduce((n, row) => n + row.n, 0);
    found.push({
      label: type.plural,
      records: sum(states.rows),
      in_hand: sum(inHand),
      secret: keepsSecrets(type),
    });
  }
  return found;
}

async function getOpen({ owner }: Services, by: 'id' | 'person_id', id: string): Promise<Kept> {
  const { rows } = await owner.query(
    `select ${columns} from erasure e join account a on a.id = e.asked_by where e.${by} = $1 and e.decision is null`,
    [id],
  );
  if (rows[0]) return rows[0];
  throw new Problem('wrong-state', {
    en: 'Nothing is asked for here any more: somebody was faster, or it was withdrawn. Load the page anew.',
    zh: '该申请已办结或已撤回，请刷新页面。',
  });
}

async function getAskedWithin(services: Services, actor: Actor, id: string): Promise<Kept> {
  const asked = await getOpen(services, 'id', id);
  if (!asked.path.startsWith(actor.grant.path)) throw notFound();
  return asked;
}

async function decide(
  { owner, clock }: Services,
  actor: Actor,
  { id }: Kept,
  decision: 'done' | 'refused' | 'withdrawn',
  answer: string | null = null,
): Promise<void> {
  await owner.query(
    `update erasure set decision = $2, decided_by = $3, decided_at = $4, answer = $5 where id = $1 and decision is null`,
    [id, decision, actor.person_id, clock(), answer],
  );
}

async function log(
  { owner }: Services,
  actor: Actor,
  deed: LoggedDeed,
  person_id: string,
  detail: Record<string, string | boolean> = {},
): Promise<void> {
  await logAccess(owner, {
    person_id: actor.person_id,
    grant_role: actor.grant.role,
    deed,
    record_type: 'person',
    record_id: person_id,
    detail,
  });
}

function notThisEntry(state: string): Problem {
  if (state === 'merged')
    return new Problem('wrong-state', {
      en: 'This entry is merged into another one and is erased with it. Ask there.',
      zh: '该条已并入他人，将随之一并删除，请在并入的那一条上申请。',
    });
  return new Problem('wrong-state', {
    en: 'This person is erased already.',
    zh: '该人员身份信息已经删除。',
  });
}

function sameHand(): Problem {
  return new Problem('not-allowed', {
    en: 'Whoever asked cannot do it. Another security administrator has to.',
    zh: '申请人本人不能办理，须由另一名安全保密管理员办理。',
  });
}
