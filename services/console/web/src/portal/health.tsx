// Whether each service answers, asked again every few seconds while the page is looked at.
import { useQuery } from '@tanstack/react-query';
import { useSaid, useWords, type Word } from '../kit/language';
import { serviceNames } from './service-names';

const words = {
  up: { zh: '运行正常', en: 'Running' },
  down: { zh: '暂不可用', en: 'Not available' },
  downHelp: {
    zh: '有服务暂不可用。已确认的办理不会丢失，服务恢复后继续。',
    en: 'A service is not available. Nothing that was confirmed is lost, and work goes on when it is back.',
  },
  failed: { zh: '训补暂时没有应答，页面会自动重试。', en: 'Xunbu does not answer right now; this page tries again by itself.' },
  waiting: { zh: '正在查询……', en: 'Asking …' },
} as const;

const everyMs = 5_000;
const answerWithinMs = 4_000;
type Ready = { readonly services: Readonly<Record<string, boolean>> };

const isReady = (answer: unknown): answer is Ready =>
  typeof (answer as Partial<Ready> | null)?.services === 'object' && (answer as Partial<Ready>).services !== null;

async function askReady(): Promise<Ready> {
  const answer = await fetch('/ready', { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(answerWithinMs) });
  // 503 is an answer too: it names the services that are down.
  const said: unknown = await answer.json();
  if (!isReady(said)) throw new Error(`/ready answers ${answer.status} and names no services`);
  return said;
}

export function Health() {
  const t = useWords(words);
  const said = useSaid();
  const { data, error } = useQuery<Ready>({ queryKey: ['ready'], queryFn: askReady, refetchInterval: everyMs, retry: false });
  if (error) return <p className="note bad">{t('failed')}</p>;
  if (!data) return <p className="waiting">{t('waiting')}</p>;
  const services = Object.entries(data.services);
  const nameOf = (name: string): Word => serviceNames[name] ?? { zh: name, en: name };
  return (
    <div aria-live="polite">
      <ul className="services">
        {services.map(([name, up]) => (
          <li key={name}>
            <b>{said(nameOf(name))}</b>
            <span className={`state ${up ? 'good' : 'bad'}`}>{t(up ? 'up' : 'down')}</span>
          </li>
        ))}
      </ul>
      {services.some(([, up]) => !up) && <p className="note bad">{t('downHelp')}</p>}
    </div>
  );
}
