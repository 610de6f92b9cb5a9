/** A sentence of a report with its numbers as doors; used by the front page, the summary and Then and now. */
import type { ReactNode } from 'react';
import { Fragment } from 'react';
import type { FilledFigure, FilledSentence } from '../shell/api-types.ts';
import { useLanguage } from '../shell/language.tsx';
import { capitalised, gluedPieces } from './glued-pieces.ts';

type Props = {
  readonly sentence: FilledSentence;
  readonly door: (figure: FilledFigure, printed: string, key: string) => ReactNode;
};

export function FilledSentenceText({ sentence, door }: Props) {
  const { language } = useLanguage();
  const pieces = sentence[language];
  return (
    <>
      {gluedPieces(pieces).map((piece, i) =>
        'text' in piece ? (
          <Fragment key={i}>{piece.text}</Fragment>
        ) : (
          <span key={i} className="no-wrap">
            {piece.before}
            {door(
              piece.figure,
              i === 0 && language === 'en'
                ? capitalised(piece.figure.printed)
                : piece.figure.printed,
              `${sentence.key}.${pieces.indexOf(piece.figure)}`,
            )}
            {piece.after}
          </span>
        ),
      )}
      {language === 'en' ? ' ' : ''}
    </>
  );
}
