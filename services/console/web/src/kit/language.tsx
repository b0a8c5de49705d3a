// Two languages side by side: a screen keeps its words next to itself, and the reader's choice holds everywhere.
import { createContext, use, useCallback, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';

export type Language = 'zh' | 'en';
export type Word = { readonly zh: string; readonly en: string };
export type Words = Readonly<Record<string, Word>>;

const storedAs = 'xunbu.language';
const isLanguage = (value: unknown): value is Language => value === 'zh' || value === 'en';

/** A link may say the language; otherwise it is the one chosen last. */
export function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  if (isLanguage(asked)) return asked;
  const stored = localStorage.getItem(storedAs);
  return isLanguage(stored) ? stored : 'zh';
}

/** For what lies outside of React: the header of a request. */
export const currentLanguage = (): Language => (document.documentElement.lang === 'en' ? 'en' : 'zh');

type Choice = { readonly language: Language; readonly choose: (language: Language) => void };
const Chosen = createContext<Choice>({ language: 'zh', choose: () => undefined });

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const choose = useCallback((next: Language) => {
    localStorage.setItem(storedAs, next);
    setLanguage(next);
  }, []);
  useLayoutEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const choice = useMemo(() => ({ language, choose }), [language, choose]);
  return <Chosen value={choice}>{children}</Chosen>;
}

export const useLanguage = (): Choice => use(Chosen);

/** `{name}` in a word is replaced by the value of that name. */
export function fill(text: string, values: Readonly<Record<string, unknown>> = {}): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => (name in values ? String(values[name]) : place));
}

/** `const t = useWords(words); t('title'); t('left', { count: 3 })` */
export function useWords<Known extends Words>(words: Known) {
  const { language } = useLanguage();
  return useCallback(
    (name: keyof Known, values?: Readonly<Record<string, unknown>>) => fill(words[name]?.[language] ?? String(name), values),
    [words, language],
  );
}

/** The reader's half of a pair. */
export function useSaid(): (word: Word) => string {
  const { language } = useLanguage();
  return useCallback((word: Word) => word[language], [language]);
}
