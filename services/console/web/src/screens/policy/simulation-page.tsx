import { ExperimentOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '@api';
import { NothingYet, PageHead, Panel, ProblemAlert, Shown, useAddress, useClaim, useCommand, useWords } from '@kit';
import { Change, type ChangeMade } from './change';
import { compared, valueOf, type WhatIf } from './changed-values';
import { ClaimChooser } from './claim-chooser';
import { ComparedCases } from './compared-cases';
import { usePackVersion } from './packs';
import { bodyOf, parametersOf, type Json, type Parameter } from './parameters';
import { decidingPack, standingCases } from './standing';

const words = {
  title: { zh: '试算', en: 'What-if' },
  sub: {
    zh: '用今天的数据和您改动的参数重新计算一项申请。试算不占用额度、不改变任何决定、不对外通知。',
    en: 'Works a claim out anew with today’s data and the parameters that you change. It reserves nothing, decides nothing and tells nobody.',
  },
  ask: { zh: '申请与改动', en: 'The claim and the changes' },
  result: { zh: '试算结果', en: 'What it would come to' },
  add: { zh: '增加一项改动', en: 'Change another parameter' },
  run: { zh: '试算', en: 'Try' },
  pack: { zh: '改动作用于政策包 {pack}', en: 'The changes are made to pack {pack}' },
} as const;

const noChange: ChangeMade = { name: undefined, text: '', none: false };

/** The parameters of a pack that a simulation may change, each name once. */
function useChangeable(pack: string | undefined): readonly Parameter[] {
  const [, packId = '', version = ''] = /^(.+)@(\d+)$/.exec(pack ?? '') ?? [];
  const { data } = usePackVersion(packId, version);
  const all = data ? parametersOf(bodyOf(data.body)).filter(({ part }) => part === 'ALL' || part === 'PROGRAMME') : [];
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

export function Page() {
  const t = useWords(words);
  const [{ claim: claimId }] = useAddress();
  const standing = useClaim(claimId);
  const pack = decidingPack(standing.data);
  const [changes, setChanges] = useState<readonly ChangeMade[]>([noChange]);
  const changeable = useChangeable(pack);
  const simulate = useCommand((body: { readonly claimId: string; readonly with: Record<string, Json> }) =>
    api.POST('/api/subsidy-payment/simulations', { body: body as never }),
  );
  const run = () => claimId && simulate.mutate({ claimId, with: changedOf(changes, changeable) });
  const valid = changes.every((change) => change.name === undefined || isValid(change, changeable));
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Panel title={t('ask')}>
        <div className="field-row-inline field-row">
          <ClaimChooser />
        </div>
        {pack && <p className="page-sub field-row">{t('pack', { pack })}</p>}
        {changes.map((change, at) => (
          <Change
            key={at}
            change={change}
            parameters={changeable}
            onChange={(changed) => setChanges(changes.map((one, place) => (place === at ? changed : one)))}
          />
        ))}
        <div className="field-row-inline">
          <Button icon={<PlusOutlined />} onClick={() => setChanges([...changes, noChange])} disabled={!pack}>
            {t('add')}
          </Button>
          <Button type="primary" icon={<ExperimentOutlined />} onClick={run} loading={simulate.isPending} disabled={!claimId || !valid}>
            {t('run')}
          </Button>
        </div>
      </Panel>
      <ProblemAlert problem={simulate.error} onRetry={run} />
      <Panel title={t('result')}>
        <Result standing={standing} cases={claimId === simulate.variables?.claimId ? simulate.data?.cases : undefined} />
      </Panel>
    </>
  );
}

type ResultProps = { readonly standing: ReturnType<typeof useClaim>; readonly cases: readonly unknown[] | undefined };

function Result({ standing, cases }: ResultProps) {
  if (cases)
    return <Shown asked={standing}>{(claim) => <ComparedCases rows={compared(standingCases(claim), cases as readonly WhatIf[])} />}</Shown>;
  return (
    <NothingYet
      title={{ zh: '还没有试算', en: 'Nothing tried yet' }}
      help={{ zh: '选择申请，改动参数（也可以不改），再点「试算」。', en: 'Choose a claim, change parameters or none, and press Try.' }}
    />
  );
}

const nowOf = (name: string | undefined, parameters: readonly Parameter[]): Json | undefined =>
  parameters.find((one) => one.name === name)?.value;
const isValid = ({ name, text, none }: ChangeMade, parameters: readonly Parameter[]): boolean =>
  none || valueOf(text, nowOf(name, parameters)) !== undefined;

const changedOf = (changes: readonly ChangeMade[], parameters: readonly Parameter[]): Record<string, Json> =>
  Object.fromEntries(
    changes.flatMap(({ name, text, none }) => {
      const value = none ? 'none' : valueOf(text, nowOf(name, parameters));
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
