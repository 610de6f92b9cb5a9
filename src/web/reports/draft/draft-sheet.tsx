/** The sheet in the middle: A4, serif, page after page, with the sections and their paragraphs. */
import { useLayoutEffect, useRef, useState } from 'react';
import { orderBetween, textIn } from '#engine/draft.ts';
import type {
  Draft,
  DraftBlock,
  DraftPiece,
  DraftSlot,
  KeptBlock,
  KeptSection,
} from '#engine/draft.ts';
import type { Language } from '#engine/text.ts';
import { useLanguage } from '../../shell/language.tsx';
import { newId } from '../../shell/new-id.ts';
import { numbered } from '../summary-controls.tsx';
import { doorsOf } from './draft-doors.ts';
import type { DoorFrame } from './draft-doors.ts';
import type { DraftAnswer, PickableFigure } from './draft-types.ts';
import { joinedPieces, ProseEditor } from './prose-editor.tsx';
import { caretTo } from './prose-nodes.ts';
import { ReadProse } from './read-prose.tsx';
import { SectionComments } from './section-comments.tsx';
import { SectionSteps } from './section-steps.tsx';
import { StaleText } from './stale-text.tsx';
import { hintFor, ordinalsOf, sectionName } from './section-words.ts';
import type { DraftWriting } from './use-draft-writing.ts';

type Props = {
  readonly answer: DraftAnswer;
  readonly draft: Draft;
  readonly frame: DoorFrame;
  readonly writing: DraftWriting;
  readonly pickable: readonly PickableFigure[];
  readonly editable: boolean;
  readonly onDoor: (href: string) => void;
  readonly onMenu: (block: KeptBlock, slot: DraftSlot, at: HTMLElement) => void;
  readonly onRefused: (slot: DraftSlot) => void;
};

export function DraftSheet(props: Props) {
  const { answer, draft, frame, editable } = props;
  const { say, language } = useLanguage();
  const sheet = useRef<HTMLElement>(null);
  const pages = usePages(sheet);
  const { unit, year, may } = answer;
  const ordinals = ordinalsOf(draft.sections, language);
  return (
    <article ref={sheet} className="a4 draft-sheet" lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <h1>
        {say(`${unit.name.en}: `, `${unit.name.zh}${year}年`)}
        <wbr />
        {say(`summary of work in ${year}`, '司法行政工作总结')}
      </h1>
      {draft.sections.map((section) => {
        const heading = section.heading[language];
        const mayWrite = editable && (may.write || may.sections.includes(section.key));
        return (
          <section
            key={section.key}
            id={`section-${section.key}`}
            aria-label={say(sectionName(section))}
          >
            {heading && <h2>{numbered(ordinals.get(section.key) ?? 0, heading, language)}</h2>}
            <Blocks {...props} section={section} mayWrite={mayWrite} language={language} />
            <SectionSteps
              answer={answer}
              section={section}
              editable={editable}
              flush={props.writing.flush}
            />
            <SectionComments
              section={section}
              unit={unit.id}
              year={year}
              may={may.comment && !frame.as_of}
            />
          </section>
        );
      })}
      {Array.from({ length: pages - 1 }, (_, i) => (
        <div
          key={i}
          className="page-break no-print"
          style={{ '--page': i + 1 } as object}
          aria-hidden="true"
        >
          <span>{`— ${i + 1} —`}</span>
        </div>
      ))}
    </article>
  );
}

type BlocksProps = Props & {
  readonly section: KeptSection;
  readonly mayWrite: boolean;
  readonly language: Language;
};

function Blocks({
  section,
  mayWrite,
  language,
  writing,
  frame,
  pickable,
  onDoor,
  onMenu,
  onRefused,
}: BlocksProps) {
  const { say } = useLanguage();
  const { blocks } = section;
  const write = (
    block: KeptBlock,
    pieces: readonly DraftPiece[],
    rest: Partial<DraftBlock> = {},
  ) => {
    // Touched, it is this year's text.
    const { key, version: _v, by: _b, at: _a, carried_from: _c, ...content } = block;
    const spoken = textIn(block, language).language;
    writing.write(key, { ...content, ...rest, text: { ...content.text, [spoken]: pieces } });
  };
  /** A paragraph behind this one, of its kind. */
  const add = (
    block: KeptBlock,
    at: number,
    pieces: readonly DraftPiece[],
    before = block.order,
  ): string => {
    const key = newId();
    const next = blocks[at + 1]?.order;
    const spoken = textIn(block, language).language;
    const kind = block.kind;
    writing.write(key, {
      section: section.key,
      kind,
      order: orderBetween(before, next),
      text: { [spoken]: pieces },
    });
    return key;
  };
  if (blocks.length === 0 && mayWrite)
    return (
      <button
        type="button"
        className="button quiet no-print add-paragraph"
        onClick={() => {
          const key = newId();
          writing.write(key, {
            section: section.key,
            kind: 'prose',
            order: 1,
            text: { [language]: [] },
          });
          focusSoon(key, 'start');
        }}
      >
        {say('Write a paragraph', '写一段')}
      </button>
    );
  return blocks.map((block, at) => {
    const read = textIn(block, language);
    const door = doorsOf(read.pieces, frame, read.language);
    const mine = writing.pending.get(block.key);
    if (writing.conflicts.has(block.key) && mine)
      return (
        <StaleText
          key={block.key}
          theirs={theirsOf(writing, block.key)}
          mine={mine}
          frame={frame}
          settle={(keep) => writing.settle(block.key, keep)}
        />
      );
    if (!mayWrite)
      return read.pieces.length === 0 ? null : (
        <div key={block.key} id={`block-${block.key}`} className="draft-block">
          <ReadProse pieces={read.pieces} language={read.language} door={door} onDoor={onDoor} />
        </div>
      );
    const name = say(sectionName(section));
    return (
      <div
        key={block.key}
        className={block.carried_from === undefined ? 'draft-block' : 'draft-block carried'}
      >
        <ProseEditor
          id={`block-${block.key}`}
          pieces={read.pieces}
          language={read.language}
          marks={block.kind !== 'plan'}
          label={say(`${name}, paragraph ${at + 1}`, `${name}，第${at + 1}段`)}
          hint={say(hintFor(block.kind))}
          door={door}
          pickable={pickable}
          newSlot={(figure) => ({
            slot: newId(),
            indicator: figure.indicator,
            show: 'value',
            print: { style: 'exact', step: null },
            ...(section.unit_id ? { unit_id: section.unit_id } : {}),
            drafted: null,
          })}
          onChange={(pieces) => write(block, pieces)}
          onSplit={(before, behind) => {
            write(block, before);
            focusSoon(add(block, at, behind), 'start');
          }}
          onJoin={() => {
            const last = blocks[at - 1];
            if (!last) return;
            const first = textIn(last, language);
            if (first.language !== read.language) return;
            write(last, joinedPieces(first.pieces, read.pieces));
            writing.write(block.key, null);
            focusSoon(last.key, 'end');
          }}
          onPaste={(before, lines, behind) => {
            write(block, joinedPieces(before, [lines[0]!]));
            let order = block.order;
            let key = block.key;
            for (const [i, line] of lines.slice(1).entries()) {
              const isLast = i === lines.length - 2;
              key = add(block, at, joinedPieces([line], isLast ? behind : []), order);
              order = orderBetween(order, blocks[at + 1]?.order);
            }
            focusSoon(key, 'end');
          }}
          onDoor={onDoor}
          onMenu={(slot, element) => onMenu(block, slot, element)}
          onRefused={onRefused}
          onLeave={() => void writing.flush()}
        />
      </div>
    );
  });
}

function theirsOf(writing: DraftWriting, key: string): KeptBlock | undefined {
  return writing.kept.flatMap((section) => section.blocks).find((block) => block.key === key);
}

export function focusSoon(key: string, where: 'start' | 'end'): void {
  // The paragraph is drawn by the next frame.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const element = document.getElementById(`block-${key}`);
      if (!element) return;
      element.focus();
      caretTo(element, where);
    }),
  );
}

/** How many pages of 22 lines the text takes, so that the end of each is seen while it is written. */
function usePages(sheet: React.RefObject<HTMLElement | null>): number {
  const [pages, setPages] = useState(1);
  useLayoutEffect(() => {
    const element = sheet.current;
    if (!element) return undefined;
    const measure = () => {
      const style = getComputedStyle(element);
      const line = Number.parseFloat(style.getPropertyValue('--line-height-px')) || 33;
      const height =
        element.clientHeight -
        Number.parseFloat(style.paddingTop) -
        Number.parseFloat(style.paddingBottom);
      setPages(Math.max(1, Math.ceil((height - 1) / (line * 22))));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [sheet]);
  return pages;
}
