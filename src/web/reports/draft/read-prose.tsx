/** A paragraph that is read and not written: in review, signed, as it stood, or for somebody who comments. */
import { Fragment } from 'react';
import type { DraftSlot, DraftText } from '#engine/draft.ts';
import type { Language } from '#engine/text.ts';
import { gluedPieces } from '../../figures/glued-pieces.ts';
import type { Door } from './prose-nodes.ts';

type Props = {
  readonly pieces: DraftText;
  readonly language: Language;
  readonly door: (slot: DraftSlot) => Door;
  readonly onDoor: (href: string) => void;
};

export function ReadProse({ pieces, language, door, onDoor }: Props) {
  return (
    <p className="prose" lang={language === 'zh' ? 'zh-CN' : 'en'}>
      {gluedPieces(pieces).map((piece, i) => {
        if ('text' in piece) return <Fragment key={i}>{piece.text}</Fragment>;
        const { printed, href, tone } = door(piece.figure);
        return (
          <span key={i} className="no-wrap">
            {piece.before}
            {href === null || tone === 'missing' ? (
              <span className="figure-missing">{printed}</span>
            ) : (
              <a
                className="figure"
                href={href}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  onDoor(href);
                }}
              >
                {printed}
              </a>
            )}
            {piece.after}
          </span>
        );
      })}
    </p>
  );
}
