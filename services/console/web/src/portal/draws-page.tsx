// Every draw, sealed before its seed was known.
import { api, type Schemas } from '@api';
import { useList } from '../kit/asking';
import { instantText } from '../kit/format';
import { useLanguage, useWords } from '../kit/language';
import { drawStates } from './draw-words';
import { Head, Nothing, ProblemNote, State, To } from './parts';

const words = {
  title: { zh: '随机抽查', en: 'Random draws' },
  sub: {
    zh: '检查对象和检查人员都由抽签决定：先公布名录的指纹，再公布种子，两者推出唯一的结果。任何人都可以重算。',
    en: 'Who is inspected and who inspects is drawn: first the fingerprint of the registers is published, then a seed, and from the two follows one result. Anybody can compute it again.',
  },
  committedAt: { zh: '封存时间', en: 'Sealed' },
  state: { zh: '状态', en: 'State' },
  hash: { zh: '名录指纹', en: 'Fingerprint of the registers' },
  open: { zh: '查看并重算', en: 'See and recompute' },
  none: { zh: '还没有抽查', en: 'Nothing was drawn yet' },
  noneHelp: { zh: '监督部门发布抽查计划后，会在这里公开。', en: 'Draws appear here as soon as supervision publishes a plan.' },
  more: { zh: '继续读取', en: 'Read more' },
  waiting: { zh: '正在查询……', en: 'Asking …' },
} as const;

const shownDigits = 16;

export function DrawsPage() {
  const t = useWords(words);
  const list = useList(['draws'], (cursor) => api.GET('/api/supervision/draws', { params: { query: { limit: 50, cursor } } }));
  return (
    <>
      <Head title={t('title')} sub={t('sub')} />
      <ProblemNote problem={list.problem} onRetry={list.again} />
      {list.pending && !list.problem && (
        <p className="waiting" aria-busy="true">
          {t('waiting')}
        </p>
      )}
      {!list.pending && list.rows.length === 0 && <Nothing title={t('none')} help={t('noneHelp')} />}
      {list.rows.length > 0 && (
        <table className="stacked" aria-label={t('title')}>
          <thead>
            <tr>
              <th scope="col">{t('committedAt')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col">{t('hash')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {list.rows.map((row) => (
              <Draw key={row.drawId} row={row} />
            ))}
          </tbody>
        </table>
      )}
      {list.more && (
        <button type="button" className="plain-button" onClick={list.readMore}>
          {t('more')}
        </button>
      )}
    </>
  );
}

function Draw({ row: { drawId, status, frameHash, committedAt } }: { readonly row: Schemas['DrawSummary'] }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const [tone, word] = drawStates[status] ?? ['quiet', { zh: status, en: status }];
  return (
    <tr>
      <th scope="row">{instantText(committedAt, language)}</th>
      <td data-name={t('state')}>
        <State tone={tone} word={word} />
      </td>
      <td data-name={t('hash')} className="digits">
        {frameHash.slice(0, shownDigits)}…
      </td>
      <td className="no-print">
        <To path={`/draws/${drawId}`}>{t('open')}</To>
      </td>
    </tr>
  );
}
