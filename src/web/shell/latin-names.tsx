/** People's names as the reader reads them: in characters, or in pinyin where the page came with it. */
import { createContext, useContext } from 'react';
import { useLanguage } from './language.tsx';

/** By the name as it is written. */
export const LatinNames = createContext<Readonly<Record<string, string>>>({});

export function NameText({ name }: { name: string }) {
  const { language } = useLanguage();
  const latin = useContext(LatinNames)[name];
  if (language === 'zh' || !latin) return <span lang="zh">{name}</span>;
  return <span title={name}>{latin}</span>;
}
