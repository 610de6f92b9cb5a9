/** A sentence of a report with its numbers as doors; used by the front page, the summary and Then and now. */
import type { ReactNode } from 'react';
import { Fragment } from 'react';
import type { FilledFigure, FilledSentence } from '../shell/api-types.ts';
import { useLanguage } from '../shell/language.tsx';

type Props = {
  readonly sentence: FilledSentence;
  readonly door: (figure: FilledFigure, printed: string, key: string) => ReactNode;
};

export function FilledSentenceText({ sentence, door }: Props) {
  const { language } = useLanguage();
  const pieces = sentence[language];
  return (
    <>
      {pieces.map((piece, i) =>
        typeof piece === 'string' ? (
          <Fragment key={i}>{piece}</Fragment>
        ) : (
          <Fragment key={i}>{door(piece, piece.printed, `${sentence.key}.${i}`)}</Fragment>
        ),
      )}
      {language === 'en' ? ' ' : ''}
    </>
  );
}
