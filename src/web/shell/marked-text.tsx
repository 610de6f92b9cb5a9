/** A sentence in the page's language with names of people and offices in Chinese, each marked as what it is. */
import { Fragment } from 'react';
import { useLanguage } from './language.tsx';

const chinese = /([\u3400-\u9fff\uf900-\ufaff（）·、]+)/u;

export function MarkedText({ children }: { children: string }) {
  const { language } = useLanguage();
  if (language === 'zh') return children;
  return children.split(chinese).map((part, i) =>
    // Every second part is what the pattern caught.
    i % 2 === 1 ? (
      <span key={i} lang="zh">
        {part}
      </span>
    ) : (
      <Fragment key={i}>{part}</Fragment>
    ),
  );
}
