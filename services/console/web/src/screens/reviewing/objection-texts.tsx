// What was said against a line, so that whoever answers it has read it.
import { Instant, useSaid, useWords } from '@kit';
import { grounds, type Ground } from '../../portal/objection-grounds';
import type { CaseView } from './parts';

const words = {
  title: { zh: '收到的异议', en: 'Objections received' },
  silent: { zh: '没有附说明', en: 'without further words' },
} as const;

export function ObjectionTexts({ objections }: { readonly objections: CaseView['objections'] }) {
  const t = useWords(words);
  const said = useSaid();
  const open = objections.filter(({ upheld }) => upheld === undefined);
  if (open.length === 0) return null;
  return (
    <ul aria-label={t('title')}>
      {open.map(({ objectionId, ground, statement, raisedAt }) => (
        <li key={objectionId}>
          <strong>{said(grounds[ground as Ground])}</strong> <Instant value={raisedAt} />
          <div>{statement ?? t('silent')}</div>
        </li>
      ))}
    </ul>
  );
}
