/** People's names as the reader reads them: in characters, or in pinyin where the page came with it. */
import { createContext, useContext } from 'react';
import { useLanguage } from './language.tsx';

/** By the name as it is written. */
export const LatinNames = createContext<Readonly<Record<string, string>>>({});

type Props = {
  readonly name: string;
  /** Where the names came with something else than the page. */
  readonly latin?: Readonly<Record<string, string>> | undefined;
};

export function NameText({ name, latin: given }: Props) {
  const { language } = useLanguage();
  const around = useContext(LatinNames);
  const latin = (given ?? around)[name];
  if (language === 'zh' || !latin) return <span lang="zh">{name}</span>;
  return <span title={name}>{latin}</span>;
}
