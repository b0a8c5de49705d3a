import { useWords } from '../kit/language';

const words = {
  today: { zh: '今天截止', en: 'ends today' },
  one: { zh: '还有 1 天', en: '1 day left' },
  days: { zh: '还有 {days} 天', en: '{days} days left' },
} as const;

export function DaysLeft({ days }: { readonly days: number }) {
  const t = useWords(words);
  return <span className={days === 0 ? 'state busy' : ''}>{t(days === 0 ? 'today' : days === 1 ? 'one' : 'days', { days })}</span>;
}
