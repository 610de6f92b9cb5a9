/** Whole and parts: city, counties, townships and sections, each part indented under what it is a part of, with Σ. */
import { useState } from 'react';
import { GoLink } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { Standing, TargetGap, TargetValue } from './standing.tsx';
import type { TargetTree, TargetView } from './target-types.ts';
import { goalWords, shareWords, workUnit } from './target-words.ts';

type Props = {
  readonly tree: TargetTree;
  readonly rows: readonly TargetView[];
  readonly as_of: string | undefined;
};

export function TargetOutline({ tree, rows, as_of }: Props) {
  const { say } = useLanguage();
  const partsOf = Map.groupBy(tree.targets, (one) => one.parent_id);
  return (
    <table className="ledger outline">
      <thead>
        <tr>
          <th scope="col">{say('Target and unit', '目标和单位')}</th>
          <th scope="col" className="number">
            {say('Goal', '目标值')}
          </th>
          <th scope="col" className="number">
            {say('Now', '现在')}
          </th>
          <th scope="col">{say('How it stands', '状态')}</th>
        </tr>
      </thead>
      {rows.map((target) => (
        <tbody key={target.id}>
          <Branch target={target} depth={0} partsOf={partsOf} as_of={as_of} />
        </tbody>
      ))}
    </table>
  );
}

type BranchProps = {
  readonly target: TargetView;
  readonly depth: number;
  readonly partsOf: ReadonlyMap<string | null, readonly TargetView[]>;
  readonly as_of: string | undefined;
};

function Branch({ target, depth, partsOf, as_of }: BranchProps) {
  const { say } = useLanguage();
  const parts = partsOf.get(target.id) ?? [];
  // Fourteen townships under each of three counties are opened by whoever wants them.
  const [open, setOpen] = useState(depth === 0);
  const draft = target.state === 'draft' || target.state === 'negotiated';
  return (
    <>
      <tr className={depth === 0 ? 'whole' : ''}>
        <th scope="row" className="row-name" style={{ paddingInlineStart: depth * 40 }}>
          {parts.length > 0 ? (
            <button
              type="button"
              className="fold"
              aria-expanded={open}
              aria-label={say(
                `${open ? 'Close' : 'Open'} the ${parts.length} parts`,
                `${open ? '收起' : '展开'}${parts.length}个分解目标`,
              )}
              onClick={() => setOpen(!open)}
            >
              {open ? '−' : '+'}
            </button>
          ) : (
            <span className="fold" aria-hidden="true" />
          )}
          <GoLink to={`/targets/${target.id}`} search={as_of ? { as_of } : {}}>
            {depth === 0 && target.number && (
              <span className="digits target-number">{target.number}</span>
            )}
            <MarkedText>
              {say(
                depth === 0
                  ? target.name
                  : target.section && sameUnit(target, partsOf)
                    ? target.section
                    : target.unit.name,
              )}
            </MarkedText>
          </GoLink>
          {draft && <span className="grey small">{say(' draft', ' 拟定中')}</span>}
        </th>
        <td className="number">{goalWords(target)}</td>
        <td className="number">
          <TargetValue target={target} as_of={as_of} />
        </td>
        <td>
          <span className="stands">
            <Standing target={target} />
            <span className="gap-words">
              <TargetGap target={target} as_of={as_of} />
            </span>
          </span>
        </td>
      </tr>
      {open &&
        parts.map((part) => (
          <Branch key={part.id} target={part} depth={depth + 1} partsOf={partsOf} as_of={as_of} />
        ))}
      {open && target.parts && (
        <tr className={target.parts.left === 0 ? 'sum' : 'sum open'}>
          <td colSpan={4} style={{ paddingInlineStart: depth * 40 + 68 }}>
            {`Σ ${say(shareWords(target.parts, workUnit(target)))}`}
          </td>
        </tr>
      )}
    </>
  );
}

/** A part of the same unit is a section's. */
function sameUnit(
  target: TargetView,
  partsOf: ReadonlyMap<string | null, readonly TargetView[]>,
): boolean {
  for (const list of partsOf.values())
    for (const one of list) if (one.id === target.parent_id) return one.unit.id === target.unit.id;
  return false;
}
