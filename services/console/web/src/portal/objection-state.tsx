// What became of an objection, for whoever kept its link.
import { api } from '@api';
import { useAsk } from '../kit/asking';
import { instantText } from '../kit/format';
import { useLanguage, useSaid, useWords, type Word } from '../kit/language';
import { grounds, type Ground } from './objection-grounds';
import { Facts, Shown, State, type Tone } from './parts';

const words = {
  title: { zh: '您的异议', en: 'Your objection' },
  state: { zh: '处理情况', en: 'State' },
  number: { zh: '受理编号', en: 'Receipt number' },
  ground: { zh: '理由', en: 'Reason' },
  raisedAt: { zh: '受理时间', en: 'Taken' },
  resolvedAt: { zh: '答复时间', en: 'Answered' },
} as const;

const open: readonly [Tone, Word] = ['busy', { zh: '正在核查，这一行暂不付款', en: 'Being looked into; the line is not paid meanwhile' }];
const upheld: readonly [Tone, Word] = ['good', { zh: '异议成立，这一行已取消', en: 'Upheld: the line was taken off' }];
const dismissed: readonly [Tone, Word] = ['quiet', { zh: '经核查，异议不成立', en: 'Looked into and not upheld' }];

export function ObjectionState({ claimId, objectionId }: { readonly claimId: string; readonly objectionId: string }) {
  const t = useWords(words);
  const said = useSaid();
  const { language } = useLanguage();
  const asked = useAsk(['objection', claimId, objectionId], () =>
    api.GET('/api/subsidy-payment/claims/{claimId}/objections/{objectionId}', { params: { path: { claimId, objectionId } } }),
  );
  return (
    <section className="panel" aria-labelledby="own-objection">
      <h2 id="own-objection">{t('title')}</h2>
      <Shown asked={asked}>
        {({ upheld: answer, ground, raisedAt, resolvedAt }) => {
          const [tone, word] = answer === undefined ? open : answer ? upheld : dismissed;
          return (
            <Facts
              facts={[
                [t('state'), <State key="state" tone={tone} word={word} />],
                [t('number'), <code key="number">{objectionId}</code>],
                [t('ground'), said(grounds[ground as Ground])],
                [t('raisedAt'), instantText(raisedAt, language)],
                ...(resolvedAt === undefined ? [] : [[t('resolvedAt'), instantText(resolvedAt, language)] as const]),
              ]}
            />
          );
        }}
      </Shown>
    </section>
  );
}
