// What may be done to a claim now, by whoever looks at it.
import { App, Button, Modal, Radio, Space } from 'antd';
import { useState } from 'react';
import { Person, ProblemAlert, sumOf, useCommand, useHasRole, useWords } from '@kit';
import { api } from '@api';
import { amountOfCase, waitsForReview } from './case-text';
import type { CaseView, Claim } from './parts';
import { ObjectionTexts } from './objection-texts';
import { ReviewDialog } from './review-dialog';
import { StartPublicity, type ToPost } from './start-publicity';

const words = {
  first: { zh: '初审', en: 'First review' },
  second: { zh: '复审', en: 'Second review' },
  post: { zh: '启动公示', en: 'Start publicity' },
  postAgain: { zh: '重新公示', en: 'Post again' },
  recheck: { zh: '重新核验', en: 'Check again' },
  recheckHelp: { zh: '重新向外部登记系统查询并按现行规则认定。', en: 'Asks the registries again and decides anew.' },
  rechecked: { zh: '已重新核验', en: 'Checked again' },
  resolve: { zh: '处理异议', en: 'Resolve objections' },
  who: { zh: '被异议人', en: 'Objected to' },
  finding: { zh: '处理结论', en: 'Finding' },
  upheld: { zh: '异议成立，不予补贴', en: 'Upheld: not to be paid' },
  dismissed: { zh: '异议不成立，继续办理', en: 'Not upheld: goes on' },
  save: { zh: '确认结论', en: 'Record the finding' },
  resolved: { zh: '异议已处理', en: 'The objection is resolved' },
  cancel: { zh: '取消', en: 'Cancel' },
} as const;

type Dialog = 'first' | 'second' | 'post' | 'resolve';
const objectedTo = ({ reason }: CaseView): boolean => reason === 'PUBLICITY_OBJECTION';
const isToPost = ({ stage, outcome }: CaseView): boolean => stage === 'SECOND_REVIEWED' && outcome !== 'REJECTED' && outcome !== 'HELD';

export function ClaimActions({ claim }: { readonly claim: Claim }) {
  const t = useWords(words);
  const reviews = useHasRole('reviewer');
  const [dialog, setDialog] = useState<Dialog>();
  if (!reviews) return null;
  const close = () => setDialog(undefined);
  const may: Readonly<Record<Dialog, boolean>> = {
    first: claim.cases.some((one) => waitsForReview(one, 'first')),
    second: claim.cases.some((one) => waitsForReview(one, 'second')),
    post: claim.cases.some(isToPost),
    resolve: claim.cases.some(objectedTo),
  };
  const order: readonly Dialog[] = ['resolve', 'first', 'second', 'post'];
  return (
    <Space wrap>
      <Recheck claim={claim} />
      {order
        .filter((one) => may[one])
        .map((one) => (
          <Button key={one} type="primary" onClick={() => setDialog(one)}>
            {t(one === 'post' && claim.publicity !== undefined ? 'postAgain' : one)}
          </Button>
        ))}
      {(dialog === 'first' || dialog === 'second') && <ReviewDialog claimIds={[claim.claimId]} which={dialog} onClose={close} />}
      {dialog === 'post' && <StartPublicity claims={[toPost(claim)]} onClose={close} />}
      {dialog === 'resolve' && <Resolve claim={claim} onClose={close} />}
    </Space>
  );
}

function toPost(claim: Claim): ToPost {
  const cases = claim.cases.filter(isToPost);
  const { claimId, version, programmes } = claim;
  return {
    claimId,
    version,
    programmes,
    cases: cases.length,
    amount: sumOf(cases.map(amountOfCase)),
    again: claim.publicity !== undefined,
  };
}

function Recheck({ claim: { claimId, version, cases } }: { readonly claim: Claim }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const command = useCommand(
    (_: number, key) =>
      api.POST('/api/subsidy-payment/claims/{claimId}/rechecks', {
        params: { path: { claimId }, header: { 'Idempotency-Key': key, 'If-Match': `"${version}"` } },
      }),
    { onDone: () => void message.success(t('rechecked')) },
  );
  if (!cases.some(({ outcome }) => outcome === 'HELD')) return null;
  return (
    <>
      <Button onClick={() => command.mutate(version)} loading={command.isPending} title={t('recheckHelp')}>
        {t('recheck')}
      </Button>
      <ProblemAlert problem={command.error} />
    </>
  );
}

function useResolution(claim: Claim, onClose: () => void) {
  const t = useWords(words);
  const { message } = App.useApp();
  return useCommand(
    (body: { readonly caseId: string; readonly upheld: boolean }, key) =>
      api.POST('/api/subsidy-payment/claims/{claimId}/objection-resolutions', {
        params: { path: { claimId: claim.claimId }, header: { 'Idempotency-Key': key, 'If-Match': `"${claim.version}"` } },
        body,
      }),
    {
      onDone: () => {
        void message.success(t('resolved'));
        onClose();
      },
    },
  );
}

function Resolve({ claim, onClose }: { readonly claim: Claim; readonly onClose: () => void }) {
  const t = useWords(words);
  const objected = claim.cases.filter(objectedTo);
  const [caseId, setCaseId] = useState(objected[0]?.caseId);
  const [upheld, setUpheld] = useState<boolean>();
  const command = useResolution(claim, onClose);
  return (
    <Modal
      open
      title={t('resolve')}
      onCancel={onClose}
      cancelText={t('cancel')}
      okText={t('save')}
      okButtonProps={{ disabled: caseId === undefined || upheld === undefined, loading: command.isPending }}
      onOk={() => caseId !== undefined && upheld !== undefined && command.mutate({ caseId, upheld })}
    >
      <Space orientation="vertical" size="middle">
        <ProblemAlert problem={command.error} />
        <fieldset className="bare">
          <legend>{t('who')}</legend>
          <Radio.Group
            value={caseId}
            onChange={({ target }) => setCaseId(String(target.value))}
            options={objected.map((one) => ({ value: one.caseId, label: <Person id={one.personId} /> }))}
          />
        </fieldset>
        <ObjectionTexts objections={objected.find((one) => one.caseId === caseId)?.objections ?? []} />
        <fieldset className="bare">
          <legend>{t('finding')}</legend>
          <Radio.Group
            value={upheld}
            onChange={({ target }) => setUpheld(target.value === true)}
            options={[
              { value: false, label: t('dismissed') },
              { value: true, label: t('upheld') },
            ]}
          />
        </fieldset>
      </Space>
    </Modal>
  );
}
