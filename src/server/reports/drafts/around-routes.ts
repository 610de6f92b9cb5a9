/** What stands around a draft: who saved what, figures to pick, sections asked of an office, editions compared. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { dayInShanghai } from '#engine/day.ts';
import { holdsLine } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { validOn } from '../../accounts/grants.ts';
import { readActor } from '../../accounts/session-actor.ts';
import { dayOr } from '../../figures/asked.ts';
import { computeFigures } from '../../figures/compute.ts';
import { latinOf } from '../../records/latin-names.ts';
import { syllablesOf } from '../../records/search-key.ts';
import type { Services } from '../../services.ts';
import { readAs } from '../../services.ts';
import { unitTexts, unitWithin } from '../../units/unit-text.ts';
import { readEdition } from '../edition.ts';
import { summaryWriters } from './draft-access.ts';
import { documentChanges, isSummary } from './draft-editions.ts';
import { draftQuery } from './draft-schema.ts';
import type { DraftQuery } from './draft-schema.ts';
import { draftVersions } from './draft-store.ts';

export function aroundDraftRoutes(app: FastifyInstance, services: Services): void {
  const schema = (summary: string, rest: object = {}) => ({ tags: ['reports'], summary, ...rest });

  app.get(
    '/api/summary/draft/versions',
    { schema: schema('Who saved what, newest first', { querystring: draftQuery }) },
    async (request) => {
      const actor = await readActor(request);
      const query = request.query as DraftQuery;
      return readAs(services, actor, async (client) => {
        const unit = await unitWithin(client, actor, query.unit);
        const versions = await draftVersions(client, { unit_id: unit.id, year: query.year });
        return { versions, latin: latinOf(versions.map((one) => one.by.name)) };
      });
    },
  );

  app.get(
    '/api/summary/pickable',
    {
      schema: schema('Every figure that may be put into the text, with the letters that find it', {
        querystring: draftQuery,
      }),
    },
    async (request) => {
      const actor = await readActor(request);
      const query = request.query as DraftQuery;
      return readAs(services, actor, async (client) => {
        const unit = await unitWithin(client, actor, query.unit);
        const indicators = services.book.indicators.filter((one) => holdsLine(actor, one.line));
        const figures = await computeFigures(client, services.names, indicators, {
          unit_id: unit.id,
          from: `${query.year}-01-01`,
          to: dayOr(query.cutoff, `${query.year}-12-31`),
          as_of: null,
          now: services.clock(),
        });
        return {
          figures: figures.map((figure) => ({ ...figure, letters: lettersOf(figure.label.zh) })),
        };
      });
    },
  );

  app.get(
    '/api/summary/editions/:id/paragraphs',
    {
      schema: schema('The paragraphs that an edition has otherwise than the one before it', {
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
      }),
    },
    async (request) => {
      const actor = await readActor(request);
      const { id } = request.params as { id: string };
      return readAs(services, actor, async (client) => {
        const later = await readEdition(client, id);
        if (later.lines.some((line) => !holdsLine(actor, line)) || !isSummary(later))
          throw notFound();
        if (!later.restates)
          throw new Problem('invalid', {
            en: 'This is the first edition; there is none before it.',
            zh: '这是第一版，之前没有版本可对照。',
          });
        const earlier = await readEdition(client, later.restates);
        return { paragraphs: documentChanges(earlier, later) };
      });
    },
  );

  app.get(
    '/api/summary/asked',
    { schema: schema('Sections of other units’ summaries that this office writes') },
    async (request) => {
      const actor = await readActor(request);
      return readAs(services, actor, async (client) => {
        const { rows } = await client.query(
          `select p.unit_id, p.year, substr(p.part, 9) as section, p.content->'heading' as heading,
              p.content->>'due_on' as due_on, p.content->>'state' as state
            from summary_part p join unit u on u.id = p.unit_id
            where p.part like 'section/%' and p.content is not null and p.path <> u.path and not starts_with(u.path, $1)
              and p.version = newest_summary_part(p.unit_id, p.year, p.part) order by p.year desc, due_on limit 50`,
          [actor.grant.path],
        );
        const units = await unitTexts(
          client,
          rows.map((row) => row.unit_id),
        );
        return {
          sections: rows.map(({ unit_id, ...row }) => ({ ...row, unit: units.get(unit_id) })),
        };
      });
    },
  );

  app.get(
    '/api/summary/people',
    {
      schema: schema('Who may own a section of this unit', {
        querystring: Type.Object({ unit: Type.Optional(Type.Integer({ minimum: 1 })) }),
      }),
    },
    async (request) => {
      const actor = await readActor(request);
      const unit = await readAs(services, actor, (client) =>
        unitWithin(client, actor, (request.query as { unit?: number }).unit),
      );
      const { rows } = await services.owner.query(
        `select distinct a.id, a.name from grants g join account a on a.id = g.account_id
          where g.unit_id = $1 and g.role = any($2) and ${validOn('$3::date')} and (a.ended_on is null or a.ended_on > $3)
          order by a.name`,
        [unit.id, [...summaryWriters], dayInShanghai(services.clock())],
      );
      return { people: rows, latin: latinOf(rows.map((one) => one.name as string)) };
    },
  );
}

/** 调解矛盾纠纷 → tjmdjf and the whole of its pinyin, so that `#tjjf` finds it with letters left out. */
function lettersOf(label: string): { initials: string; pinyin: string } {
  const syllables = syllablesOf(label.replaceAll(/[^\p{Script=Han}]/gu, ''), 'place');
  return { initials: syllables.map((one) => one[0]).join(''), pinyin: syllables.join('') };
}
