/** Next year's plan starts from its targets: what is aimed at, where it stands, and what is still to do. */
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { DraftPiece, DraftSlot } from '#engine/draft.ts';
import type { Indicator } from '#engine/indicator.ts';
import type { Actor } from '#engine/permission.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Language } from '#engine/text.ts';
import type { Services } from '../../services.ts';
import type { KeptTarget } from '../../targets/kept-targets.ts';
import { targetsOf } from '../../targets/kept-targets.ts';
import type { UnitText } from '../../units/unit-text.ts';
import type { NewSection } from './draft-begin.ts';

type Books = Pick<Services, 'book'>;
type Planned = { readonly target: KeptTarget; readonly indicator: Indicator | undefined };

/** The section of the plan; none where no target is set yet, and then somebody writes it by hand. */
export async function planSections(
  { book }: Books,
  client: PoolClient,
  actor: Actor,
  unit: UnitText,
  year: number,
): Promise<NewSection[]> {
  const targets = (await targetsOf(client, unit.path, year + 1, { page: null })).filter(
    (target) => target.unit_id === unit.id,
  );
  if (targets.length === 0) return [];
  const planned = targets.map((target): Planned => {
    const known = book.indicators.find((one) => one.name === target.indicator);
    return { target, indicator: known && holdsLine(actor, known.line) ? known : undefined };
  });
  const text = (language: Language) => planned.flatMap((one) => sentenceOf(one, language));
  return [
    {
      key: 'plan',
      heading: { en: `What comes next in ${year + 1}`, zh: `${year + 1}年工作思路` },
      line: null,
      blocks: [{ kind: 'plan', text: { zh: text('zh'), en: text('en') } }],
    },
  ];
}

/** The target in the words in which it was set; a door behind it where the book counts it. */
function sentenceOf({ target, indicator }: Planned, language: Language): DraftPiece[] {
  const { name, name_en, goal, goal_in } = target;
  const aim = goal === null ? '' : `${goal}${goal_in === 'percent' ? '%' : ''}`;
  if (language === 'zh') {
    const begun = aim ? `${name}，达到${aim}` : name;
    return indicator ? [`${begun}（现为`, slotOf(indicator), '）。'] : [`${begun}。`];
  }
  const begun = aim ? `${name_en ?? name}: ${aim}` : (name_en ?? name);
  return indicator ? [`${begun} (`, slotOf(indicator), ' now). '] : [`${begun}. `];
}

function slotOf({ name }: Indicator): DraftSlot {
  return {
    slot: randomUUID(),
    indicator: name,
    show: 'value',
    print: { style: 'exact', step: null },
    drafted: null,
  };
}
