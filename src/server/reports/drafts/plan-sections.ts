/** Next year's plan starts from its targets: what is aimed at, where it stands, and what is still to do. */
import { randomUUID } from 'node:crypto';
import type { DraftPiece, DraftSlot } from '#engine/draft.ts';
import type { Actor } from '#engine/permission.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Language } from '#engine/text.ts';
import type { Services } from '../../services.ts';
import type { NewSection } from './draft-begin.ts';

/** One target of the coming year, as its indicator or whoever sets targets says it. */
export type PlannedTarget = {
  readonly indicator: string;
  readonly label: { readonly en: string; readonly zh: string };
  /** In per cent. */
  readonly percent: number;
};

/** Targets that stand with their indicator; an office's own come beside them when it sets some. */
export function targetsOfNextYear(
  { book }: Pick<Services, 'book'>,
  actor: Actor,
  year: number,
): PlannedTarget[] {
  return book.indicators.flatMap((one) =>
    holdsLine(actor, one.line) && one.kind === 'rate' && one.target?.year === year + 1
      ? [{ indicator: one.name, label: one.label, percent: one.target.percent }]
      : [],
  );
}

/** The section of the plan; none where no target is set yet, and then somebody writes it by hand. */
export function planSections(
  services: Pick<Services, 'book'>,
  actor: Actor,
  year: number,
): NewSection[] {
  const targets = targetsOfNextYear(services, actor, year);
  if (targets.length === 0) return [];
  const text = (language: Language) =>
    targets.flatMap((target): DraftPiece[] => {
      const { label, percent } = target;
      const [now, gap] = [slotOf(target, 'value'), slotOf(target, 'gap')];
      return language === 'zh'
        ? [`${label.zh}达到${percent}%（`, now, '，还差', gap, '个）。']
        : [`${label.en}: ${percent}% in ${year + 1} (`, now, ' now, ', gap, ' to go). '];
    });
  return [
    {
      key: 'plan',
      heading: { en: `What comes next in ${year + 1}`, zh: `${year + 1}年工作思路` },
      line: null,
      blocks: [{ kind: 'plan', text: { zh: text('zh'), en: text('en') } }],
    },
  ];
}

function slotOf({ indicator }: PlannedTarget, show: DraftSlot['show']): DraftSlot {
  return {
    slot: randomUUID(),
    indicator,
    show,
    print: { style: 'exact', step: null },
    drafted: null,
  };
}
