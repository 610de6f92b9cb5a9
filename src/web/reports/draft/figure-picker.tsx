/** The list that opens under # while somebody writes: arrows, Enter and Esc work, and the focus stays in the text. */
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { printValue } from '../../figures/figure-words.ts';
import { useLanguage } from '../../shell/language.tsx';
import type { PickableFigure } from './draft-types.ts';
import { pickFigures } from './pick-figure.ts';

type Props = {
  readonly id: string;
  readonly activeId: string;
  readonly typed: string;
  readonly box: DOMRect;
  readonly figures: readonly PickableFigure[];
  readonly editor: RefObject<HTMLElement | null>;
  readonly onPick: (figure: PickableFigure) => void;
  readonly onClose: () => void;
};

const rowsMax = 8;

export function FigurePicker({
  id,
  activeId,
  typed,
  box,
  figures,
  editor,
  onPick,
  onClose,
}: Props) {
  const { say, language } = useLanguage();
  const [at, setAt] = useState(0);
  const rows = pickFigures(figures, typed).slice(0, rowsMax);
  const active = Math.min(at, rows.length - 1);
  const latest = useRef({ rows, active, onPick, onClose });
  useEffect(() => {
    latest.current = { rows, active, onPick, onClose };
  });
  useEffect(() => {
    const element = editor.current!;
    const keys = (event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === 229) return;
      const { rows: now, active: chosen } = latest.current;
      if (event.key === 'Escape') latest.current.onClose();
      else if (event.key === 'ArrowDown') setAt((chosen + 1) % Math.max(1, now.length));
      else if (event.key === 'ArrowUp') setAt((chosen - 1 + now.length) % Math.max(1, now.length));
      else if ((event.key === 'Enter' || event.key === 'Tab') && now[chosen])
        latest.current.onPick(now[chosen]);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the paragraph itself hears the key, or Enter would divide it.
    element.addEventListener('keydown', keys, true);
    return () => element.removeEventListener('keydown', keys, true);
  }, [editor]);
  const left = Math.max(8, Math.min(box.left, window.innerWidth - 348));
  return (
    <div className="figure-picker no-print" style={{ left, top: box.bottom + 6 }}>
      <div id={id} role="listbox" tabIndex={-1} aria-label={say('Figures', '指标')}>
        {rows.map((figure, i) => (
          <div
            key={figure.indicator}
            id={i === active ? activeId : undefined}
            role="option"
            aria-selected={i === active}
            tabIndex={-1}
            onMouseDown={(event) => {
              event.preventDefault();
              onPick(figure);
            }}
          >
            <span>{say(figure.label)}</span>
            <span className="digits">{printValue(figure, language)}</span>
          </div>
        ))}
      </div>
      {rows.length === 0 && (
        <p className="grey small">
          {say(`No figure is called “${typed}”.`, `没有“${typed}”这个指标。`)}
        </p>
      )}
      <p className="grey small">
        {say('↑ ↓ choose · Enter puts it in · Esc', '↑ ↓ 选择 · 回车插入 · Esc 取消')}
      </p>
    </div>
  );
}
