/**
 * A doubt about a number goes to the unit that keeps its records: as a record, so that it is due there, has its
 * history, and its answer comes back. The number is computed here; nobody types it.
 */
import { randomUUID } from 'node:crypto';
import type { Indicator } from '#engine/indicator.ts';
import type { Actor } from '#engine/permission.ts';
import { printPeriod } from '#engine/period.ts';
import type { Language } from '#engine/text.ts';
import { printFigure } from '../reports/summary.ts';
import { writeRecords } from '../records/write.ts';
import type { Services } from '../services.ts';
import { readAs, writeContext } from '../services.ts';
import type { UnitText } from '../units/unit-text.ts';
import { computeFigures } from './compute.ts';
import type { Figure } from './compute.ts';

export type Doubt = {
  readonly indicator: Indicator & { readonly line: string };
  readonly unit: UnitText;
  readonly from: string;
  readonly to: string;
  readonly as_of: string | null;
  readonly text: string;
  /** Made by the client: pressed twice, it is asked once. */
  readonly write_id?: string | undefined;
};

const answererOf: Readonly<Record<string, string>> = { city: 'bureau', county: 'county' };

export async function askAbout(services: Services, actor: Actor, doubt: Doubt) {
  const { indicator, unit, from, to, as_of, text, write_id = randomUUID() } = doubt;
  const figure = await readAs(services, actor, async (client) => {
    const query = { unit_id: unit.id, from, to, as_of, now: services.clock() };
    const [computed] = await computeFigures(client, services.names, [indicator], query);
    return computed!;
  });
  const [answer] = await writeRecords(writeContext(services, actor), [
    {
      write_id,
      type: 'question',
      id: write_id,
      unit_id: unit.id,
      deeds: [
        {
          action: 'ask',
          fields: {
            figure_en: nameOf(figure, { from, to }, 'en'),
            figure_zh: nameOf(figure, { from, to }, 'zh'),
            indicator: indicator.name,
            from_on: from,
            to_on: to,
            as_of,
            number: numberOf(figure),
            text,
            answerer: answererOf[unit.kind] ?? 'office',
          },
        },
      ],
    },
  ]);
  return { id: answer!.id, unit: { id: unit.id, name: unit.name } };
}

/** “Disputes mediated (cases), 2009”. */
function nameOf(figure: Figure, period: { from: string; to: string }, language: Language): string {
  const [open, close, comma] = language === 'zh' ? ['（', '）', '，'] : [' (', ')', ', '];
  const { label, counter } = figure;
  return `${label[language]}${open}${counter[language]}${close}${comma}${printPeriod(period, language)}`;
}

function numberOf(figure: Figure): string {
  return figure.value === null ? '–' : printFigure(figure, 'en');
}
