/** The language of the page: what the person chose, else what the browser prefers. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Language, Text } from '#engine/text.ts';

/** `say(text)` or, for what stands in the page itself, `say('Save', '保存')`. */
export type Say = {
  (text: Text | null | undefined): string;
  (en: string, zh: string): string;
};

type Spoken = {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly say: Say;
};

const storageKey = 'taizhang.language';
const LanguageContext = createContext<Spoken | null>(null);

export function sayIn(language: Language): Say {
  return (first: Text | string | null | undefined, zh?: string) => {
    if (typeof first === 'string') return language === 'zh' ? (zh ?? first) : first;
    return first?.[language] ?? '';
  };
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, set] = useState<Language>(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const setLanguage = useCallback((next: Language) => {
    localStorage.setItem(storageKey, next);
    set(next);
  }, []);
  const value = useMemo(
    () => ({ language, setLanguage, say: sayIn(language) }),
    [language, setLanguage],
  );
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

export function useLanguage(): Spoken {
  const spoken = useContext(LanguageContext);
  if (!spoken) throw new Error('No LanguageProvider above');
  return spoken;
}

export function useSay(): Say {
  return useLanguage().say;
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(storageKey);
  if (kept === 'en' || kept === 'zh') return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
