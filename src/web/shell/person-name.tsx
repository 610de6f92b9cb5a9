/** A person's name as the reader reads it: in characters, or in pinyin with the characters at hand. */
import { useLanguage } from './language.tsx';

type Props = { readonly name: string; readonly latin?: string | null | undefined };

export function PersonName({ name, latin }: Props) {
  const { language } = useLanguage();
  if (language === 'zh' || !latin) return <span lang="zh">{name}</span>;
  return <span>{latin}</span>;
}
