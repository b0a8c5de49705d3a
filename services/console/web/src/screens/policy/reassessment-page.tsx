// 重新认定: after a policy has changed, the cases of a programme that were rejected are decided again under what is known now.
import { RedoOutlined } from '@ant-design/icons';
import { Alert, Button, Popconfirm, Result, Select } from 'antd';
import { api, type Schemas } from '@api';
import { Instant, PageHead, Panel, ProblemAlert, programmes, useAddress, useCommand, useSaid, useWords } from '@kit';
import './policy.css';

type Programme = Schemas['RequestReassessmentBody']['programme'];

const words = {
  title: { zh: '重新认定', en: 'Reassessment' },
  sub: {
    zh: '政策调整后，把某个补贴项目此前“不予补贴”的人员按现行政策重新认定。',
    en: 'After a policy has changed, those of a programme who were rejected are decided again by the packs that hold now.',
  },
  programme: { zh: '补贴项目', en: 'Programme' },
  choose: { zh: '选择补贴项目', en: 'Choose a programme' },
  what: { zh: '会发生什么', en: 'What happens' },
  onlyRejected: {
    zh: '只涉及“不予补贴”的人员；符合条件、暂缓和已支付的不变。',
    en: 'Only whoever was rejected is concerned; who is eligible, held or paid stays so.',
  },
  nowEligible: {
    zh: '改为符合条件的，从初审开始重新办理，并占用其补贴资格；仍不符合的，保留新的认定依据。',
    en: 'Whoever becomes eligible goes on from the first review, with the entitlement reserved; whoever does not keeps the new decision with its evidence.',
  },
  oneByOne: {
    zh: '按申请的先后逐份认定，稍后可在各申请的办理过程中看到；申请的历史不会被改写。',
    en: 'Claims are decided one after another, in the order in which they were filed. The steps of each show it, and nothing of the past is rewritten.',
  },
  run: { zh: '重新认定', en: 'Reassess' },
  sure: { zh: '确定重新认定{programme}的全部不予补贴人员？', en: 'Decide all rejected cases of “{programme}” again?' },
  yes: { zh: '确定', en: 'Yes' },
  no: { zh: '取消', en: 'Cancel' },
  done: { zh: '已开始重新认定：{programme}', en: 'The reassessment of “{programme}” has begun' },
  since: { zh: '提出时间', en: 'Asked for' },
} as const;

export function Page() {
  const t = useWords(words);
  const said = useSaid();
  const [address, change] = useAddress();
  const programme = address['programme'] !== undefined && address['programme'] in programmes ? address['programme'] : undefined;
  const nameOf = (code: string) => said(programmes[code] ?? { zh: code, en: code });
  const command = useCommand((asked: string, key) =>
    api.POST('/api/subsidy-payment/reassessments', {
      params: { header: { 'Idempotency-Key': key } },
      body: { programme: asked as Programme },
    }),
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Panel title={t('programme')}>
        <div className="field-row-inline">
          <Select
            aria-label={t('programme')}
            placeholder={t('choose')}
            value={programme}
            onChange={(value: string) => change({ programme: value })}
            options={Object.keys(programmes).map((value) => ({ value, label: nameOf(value) }))}
            style={{ width: 260 }}
          />
          <Popconfirm
            title={programme && t('sure', { programme: nameOf(programme) })}
            okText={t('yes')}
            cancelText={t('no')}
            disabled={programme === undefined}
            onConfirm={() => programme !== undefined && command.mutate(programme)}
          >
            <Button type="primary" icon={<RedoOutlined />} disabled={programme === undefined} loading={command.isPending}>
              {t('run')}
            </Button>
          </Popconfirm>
        </div>
        <ProblemAlert problem={command.error} />
        <div className="reassess-what">
          <Explained />
        </div>
      </Panel>
      {command.data && <Begun answer={command.data} />}
    </>
  );
}

function Begun({ answer: { programme, requestedAt } }: { readonly answer: Schemas['ReassessmentAnswer'] }) {
  const t = useWords(words);
  const said = useSaid();
  return (
    <Panel>
      <Result
        status="success"
        title={t('done', { programme: said(programmes[programme] ?? { zh: programme, en: programme }) })}
        subTitle={
          <>
            {t('since')} <Instant value={requestedAt} seconds />
          </>
        }
      />
    </Panel>
  );
}

function Explained() {
  const t = useWords(words);
  return (
    <Alert
      type="info"
      showIcon
      title={t('what')}
      description={
        <ul className="plain">
          <li>{t('onlyRejected')}</li>
          <li>{t('nowEligible')}</li>
          <li>{t('oneByOne')}</li>
        </ul>
      }
    />
  );
}
