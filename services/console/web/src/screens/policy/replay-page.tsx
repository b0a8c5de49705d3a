import { HistoryOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { api } from '@api';
import {
  NothingYet,
  PageHead,
  Panel,
  ProblemAlert,
  Shown,
  dayText,
  todayText,
  useAddress,
  useClaim,
  useCommand,
  useLanguage,
  useWords,
} from '@kit';
import { DayField } from '../day-fields';
import { compared, type WhatIf } from './changed-values';
import { ClaimChooser } from './claim-chooser';
import { ComparedCases } from './compared-cases';
import { standingCases } from './standing';

const words = {
  title: { zh: '按当时政策重放', en: 'Replay' },
  sub: {
    zh: '用当时冻结的资料和某一天已知的政策，重做每个人的最后一次决定；用来查明决定为何如此，不改变任何结果。',
    en: 'Makes the last decision of each case again from its frozen input, with the packs that were known by a day. It shows why it came out so, and changes nothing.',
  },
  ask: { zh: '申请与日期', en: 'The claim and the day' },
  knownAt: { zh: '截至此日已知的政策', en: 'Packs known by the end of' },
  run: { zh: '重放', en: 'Replay' },
  result: { zh: '截至 {day} 已知政策的结果', en: 'With what was known by {day}' },
  resultYet: { zh: '结果', en: 'The result' },
} as const;

export function Page() {
  const t = useWords(words);
  const { language } = useLanguage();
  const [{ claim: claimId, known = todayText() }, change] = useAddress();
  const standing = useClaim(claimId);
  const replay = useCommand((body: { readonly claimId: string; readonly knownAt: string }) =>
    api.POST('/api/subsidy-payment/replays', { body }),
  );
  const run = () => claimId && replay.mutate({ claimId, knownAt: known });
  const done = replay.data && replay.variables?.claimId === claimId ? replay.data.cases : undefined;
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Panel title={t('ask')}>
        <div className="field-row-inline">
          <ClaimChooser />
          <label>
            {t('knownAt')} <DayField label={t('knownAt')} value={known} onChange={(day) => change({ known: day })} />
          </label>
          <Button type="primary" icon={<HistoryOutlined />} onClick={run} loading={replay.isPending} disabled={!claimId}>
            {t('run')}
          </Button>
        </div>
      </Panel>
      <ProblemAlert problem={replay.error} onRetry={run} />
      <Panel title={done ? t('result', { day: dayText(replay.variables?.knownAt ?? known, language) }) : t('resultYet')}>
        {done ? (
          <Shown asked={standing}>{(claim) => <ComparedCases rows={compared(standingCases(claim), done as readonly WhatIf[])} />}</Shown>
        ) : (
          <NothingYet
            title={{ zh: '还没有重放', en: 'Nothing replayed yet' }}
            help={{ zh: '选择申请和日期，再点「重放」。', en: 'Choose a claim and a day, and press Replay.' }}
          />
        )}
      </Panel>
    </>
  );
}
