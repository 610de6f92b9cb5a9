/** The board of lights: a row a target, a column a unit. A number opens its figure; the figure lists its records. */
import type { Unit } from '../shell/api-types.ts';
import { GoLink } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { printDay, printNumber } from '../shell/numbers.ts';
import { Standing, TargetGap, TargetValue } from './standing.tsx';
import type { TargetTree, TargetView } from './target-types.ts';
import {
  goalWords,
  lastYearWords,
  ownTargets,
  paceWords,
  sameKept,
  standingOf,
} from './target-words.ts';

type Props = {
  readonly tree: TargetTree;
  readonly rows: readonly TargetView[];
  readonly as_of: string | undefined;
};

export function Board({ tree, rows, as_of }: Props) {
  const { say, language } = useLanguage();
  const partsOf = Map.groupBy(tree.targets, (one) => one.parent_id);
  const units = unitsWithParts(tree, ownTargets(tree));
  const common = sameKept(rows) !== null;
  return (
    <div
      className="table-scroll"
      role="region"
      // Fourteen townships are wider than a desk: the arrow keys move the table too.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={say('Board of targets', '目标一览')}
    >
      <table className="ledger board">
        <caption className="visually-hidden">
          {say('How each target stands, and each unit with a part of it', '各项目标及各单位进度')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{say('Target', '目标')}</th>
            <th scope="col" className="number">
              {say('Goal', '目标值')}
            </th>
            <th scope="col" className="number">
              {say('Now', '现在')}
            </th>
            <th scope="col">{say('How it stands', '状态')}</th>
            <th scope="col" className="number">
              {say('Last year, same day', '上年同日')}
            </th>
            <th scope="col">{say('Pace needed', '所需进度')}</th>
            {units.map((unit) => (
              <th key={unit.id} scope="col" className="unit-column">
                {say(unit.name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((target) => {
            const parts = partsOf.get(target.id) ?? [];
            return (
              <tr key={target.id}>
                <th scope="row" className="row-name">
                  <GoLink to={`/targets/${target.id}`} search={as_of ? { as_of } : {}}>
                    {target.number && <span className="digits target-number">{target.number}</span>}
                    <MarkedText>{say(target.name)}</MarkedText>
                  </GoLink>
                  <Aside target={target} withKept={!common} />
                </th>
                <td className="number" data-label={say('Goal', '目标值')}>
                  {goalWords(target)}
                </td>
                <td className="number" data-label={say('Now', '现在')}>
                  <TargetValue target={target} as_of={as_of} />
                </td>
                <td className="stands">
                  <Standing target={target} />
                  <span className="gap-words">
                    <TargetGap target={target} as_of={as_of} />
                  </span>
                </td>
                <td className="number grey" data-label={say('Last year, same day', '上年同日')}>
                  {lastYearValue(target)}
                </td>
                <td className="grey small pace">{paceWords(target, language)}</td>
                {units.map((unit) => (
                  <td key={unit.id} className="unit-column" data-label={say(unit.name)}>
                    {parts
                      .filter((part) => part.unit.id === unit.id)
                      .map((part) => (
                        <UnitLight key={part.id} target={part} as_of={as_of} />
                      ))}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** One unit's light: its word is there for whoever does not see the colour. */
function UnitLight({ target, as_of }: { target: TargetView; as_of: string | undefined }) {
  const { say } = useLanguage();
  const { tone, label } = standingOf(target.progress.standing);
  return (
    <span className={`state ${tone}`} title={say(label)}>
      <span>
        <TargetValue target={target} as_of={as_of} />
        <span className="small block">
          {target.progress.gap ? <TargetGap target={target} as_of={as_of} short /> : say(label)}
        </span>
      </span>
    </span>
  );
}

function Aside({ target, withKept }: { target: TargetView; withKept: boolean }) {
  const { say, language } = useLanguage();
  const below = lastYearWords(target);
  const { kept } = target;
  const notes = [
    target.section && say(target.section),
    target.due.endsWith('-12-31')
      ? null
      : say(`by ${printDay(target.due, 'en')}`, `${printDay(target.due, language)}前`),
    target.adjustments.length > 0 &&
      say(`adjusted ${target.adjustments.length} times`, `已调整${target.adjustments.length}次`),
    below && say(below),
    withKept &&
      kept &&
      kept.keeping < kept.offices &&
      say(
        `${kept.offices - kept.keeping} of ${kept.offices} offices keep no such book`,
        `${kept.offices}个单位中${kept.offices - kept.keeping}个未建账`,
      ),
  ].filter((note): note is string => typeof note === 'string' && note !== '');
  return <span className="grey small block">{notes.join(say(' · ', ' · '))}</span>;
}

function lastYearValue({ progress, kind, indicator }: TargetView): string {
  if (progress.last_year === null || kind === 'milestone' || kind === 'qualitative') return '–';
  const share = kind === 'rate' || kind === 'coverage';
  const n = printNumber(progress.last_year, {
    money: indicator?.money ?? false,
    kind: share ? 'rate' : undefined,
  });
  return share ? `${n}%` : n;
}

/** In the order of the tree; worst first is for the rows of one unit, not for the places of all. */
function unitsWithParts({ targets }: TargetTree, rows: readonly TargetView[]): Unit[] {
  const ids = new Set(rows.map((one) => one.id));
  const own = new Set(rows.map((one) => one.unit.id));
  const units = targets
    .filter((one) => one.parent_id !== null && ids.has(one.parent_id) && !own.has(one.unit.id))
    .map((one) => one.unit);
  return [...new Map(units.map((unit) => [unit.id, unit])).values()].toSorted((a, b) =>
    a.code < b.code ? -1 : 1,
  );
}
