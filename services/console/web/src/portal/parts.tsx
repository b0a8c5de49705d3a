// The portal's own small parts: links that keep the language, waiting, refusals, states. No component library, so that a phone on a bad line has them at once.
import { useEffect, type ReactNode } from 'react';
import { Problem } from '@api';
import type { Asked } from '../kit/asking';
import { useLanguage, useSaid, useWords, type Word } from '../kit/language';
import { addressIn } from './places';

const words = {
  waiting: { zh: '正在查询……', en: 'Asking …' },
  again: { zh: '重试', en: 'Try again' },
  code: { zh: '代码', en: 'Code' },
  name: { zh: '训补', en: 'Xunbu' },
} as const;

/** A link to another page of the portal. */
export function To({ path, className, children }: { readonly path: string; readonly className?: string; readonly children: ReactNode }) {
  const { language } = useLanguage();
  return (
    <a href={addressIn(language, path)} className={className}>
      {children}
    </a>
  );
}

export function Head({ title, sub, children }: { readonly title: string; readonly sub?: ReactNode; readonly children?: ReactNode }) {
  const t = useWords(words);
  useEffect(() => {
    document.title = `${title} · ${t('name')}`;
  }, [title, t]);
  return (
    <div className="head">
      <h1>{title}</h1>
      {sub !== undefined && <p className="sub">{sub}</p>}
      {children}
    </div>
  );
}

export function Section({
  id,
  title,
  sub,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly sub?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {sub !== undefined && <p className="sub">{sub}</p>}
      {children}
    </section>
  );
}

export function ProblemNote({ problem, onRetry }: { readonly problem: Problem | Error | null | undefined; readonly onRetry?: () => void }) {
  const t = useWords(words);
  const { language } = useLanguage();
  if (!problem) return null;
  return (
    <div className="note bad" role="alert">
      <p>{problem instanceof Problem ? problem.texts[language] : problem.message}</p>
      {problem instanceof Problem && (
        <p className="small">
          {t('code')} <code>{problem.code}</code>
        </p>
      )}
      {onRetry && (
        <button type="button" className="plain-button" onClick={onRetry}>
          {t('again')}
        </button>
      )}
    </div>
  );
}

export function Shown<Data>({ asked, children }: { readonly asked: Asked<Data>; readonly children: (data: Data) => ReactNode }) {
  const t = useWords(words);
  if (asked.data !== undefined) return children(asked.data);
  if (asked.error) return <ProblemNote problem={asked.error} onRetry={() => void asked.refetch()} />;
  return (
    <p className="waiting" aria-busy="true" aria-live="polite">
      {t('waiting')}
    </p>
  );
}

export type Tone = 'good' | 'bad' | 'busy' | 'quiet';

/** A state: its word says all, mark and colour only help. */
export function State({ tone, word }: { readonly tone: Tone; readonly word: Word }) {
  const said = useSaid();
  return <span className={`state ${tone}`}>{said(word)}</span>;
}

export function Nothing({ title, help }: { readonly title: string; readonly help: ReactNode }) {
  return (
    <div className="nothing">
      <p>
        <strong>{title}</strong>
      </p>
      <p>{help}</p>
    </div>
  );
}

/** Names and values below one another on a phone, beside one another elsewhere. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
