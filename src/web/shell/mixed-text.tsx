/**
 * English with Chinese in it: the number of a case, a name as it was written. The Chinese is marked, so that a screen
 * reader speaks it and the browser takes a Chinese font for it.
 */
import { Fragment } from 'react';
import type { Text } from '#engine/text.ts';
import { useLanguage } from './language.tsx';

/** A number in its brackets is one piece: （2009）镇罗人调字第12号. */
const chinese = /(（[^（）]*）[^\s()]*|[\u3400-\u9fff\u{20000}-\u{3ffff}][^\s()]*)/u;

export function MixedText({ text }: { text: Text | null | undefined }) {
  const { say, language } = useLanguage();
  const whole = say(text);
  if (language === 'zh' || !chinese.test(whole)) return whole;
  return whole.split(chinese).map((part, i) =>
    i % 2 === 1 ? (
      <span key={i} lang="zh">
        {part}
      </span>
    ) : (
      <Fragment key={i}>{part}</Fragment>
    ),
  );
}
