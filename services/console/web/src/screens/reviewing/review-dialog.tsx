// Approving several claims, or some lines of one, together: what is sent is what was shown, and whatever changed meanwhile is left out and named.
import { useQueries } from '@tanstack/react-query';
import { Alert, Checkbox, Modal, Result, Skeleton, Space, Table } from 'antd';
import { useState } from 'react';
import { Money, Person, ProblemAlert, Reason, moneyText, sumOf, useCommand, useSaid, useWords } from '@kit';
import { Problem, answered, api } from '@api';
import { amountOfCase, shownCases, waitsForReview, type Shown, type Which } from './case-text';
import { ClaimLink, Classes, Programmes, type CaseView, type Claim } from './parts';

const words = {
  first: { zh: '初审通过', en: 'Pass the first review' },
  second: { zh: '复审通过', en: 'Pass the second review' },
  confirm: { zh: '通过 {count} 人，共 {sum}', en: 'Approve {count}, {sum} in all' },
  help: {
    zh: '下列即将通过的明细与您看到的内容绑定；提交前有变动的将自动剔除并告知。取消勾选即不在本次办理。',
    en: 'What is approved is bound to what is shown here. What changes before it is sent is left out and named. Untick whatever is not to be part of it.',
  },
  person: { zh: '学员', en: 'Trainee' },
  lines: { zh: '补贴明细', en: 'Lines' },
  sum: { zh: '金额', en: 'Sum' },
  take: { zh: '选择', en: 'Choose' },
  nothing: { zh: '此申请已没有等待此审核的人员。', en: 'Nobody of this claim waits for this review any more.' },
  done: { zh: '已通过 {count} 人', en: '{count} approved' },
  left: { zh: '未通过的：', en: 'Left out:' },
  CHANGED: { zh: '显示后内容有变动，请重新查看', en: 'changed after it was shown; look at it again' },
  DOES_NOT_WAIT: { zh: '已不在等待此审核', en: 'does not wait for this review any more' },
  close: { zh: '关闭', en: 'Close' },
  cancel: { zh: '取消', en: 'Cancel' },
} as const;

type Outcome = {
  readonly claimId: string;
  readonly passed: number;
  readonly leftOut: readonly {
    readonly caseId: string;
    readonly personId: string;
    readonly reason: 'CHANGED' | 'DOES_NOT_WAIT';
    readonly held?: string;
  }[];
  readonly problem?: Problem;
};

function post({ claimId, cases }: Shown, which: Which, key: string) {
  const params = { path: { claimId }, header: { 'Idempotency-Key': key } };
  const body = { cases: [...cases] };
  return which === 'first'
    ? api.POST('/api/subsidy-payment/claims/{claimId}/first-reviews', { params, body })
    : api.POST('/api/subsidy-payment/claims/{claimId}/second-reviews', { params, body });
}

/** One claim after another; a refusal of one is told beside it and stops no other. */
async function reviewAll(asked: readonly Shown[], which: Which, key: string): Promise<{ readonly data: readonly Outcome[] }> {
  const outcomes: Outcome[] = [];
  for (const [place, one] of asked.entries()) {
    const { claimId } = one;
    try {
      const answer = await answered(post(one, which, `${key}-${place}`));
      const cases = new Map(answer.cases.map((known) => [known.caseId, known]));
      const leftOut = (answer.leftOut ?? []).map((left) => {
        const known = cases.get(left.caseId);
        return { ...left, personId: known?.personId ?? left.caseId, held: known?.reason };
      });
      outcomes.push({ claimId, passed: one.cases.length - leftOut.length, leftOut });
    } catch (problem) {
      // What passes by itself is tried again with all, under the same names.
      if (!(problem instanceof Problem) || problem.passes) throw problem;
      outcomes.push({ claimId, passed: 0, leftOut: [], problem });
    }
  }
  return { data: outcomes };
}

type DialogProps = { readonly claimIds: readonly string[]; readonly which: Which; readonly onClose: () => void };

/** The claims as they are shown: read once, and not again while somebody looks at them. */
const useShownClaims = (claimIds: readonly string[]) =>
  useQueries({
    queries: claimIds.map((claimId) => ({
      queryKey: ['claim-to-review', claimId],
      queryFn: () => answered(api.GET('/api/subsidy-payment/claims/{claimId}', { params: { path: { claimId } } })),
      staleTime: Infinity,
      gcTime: 0,
    })),
  });

export function ReviewDialog({ claimIds, which, onClose }: DialogProps) {
  const t = useWords(words);
  const asked = useShownClaims(claimIds);
  const [takenOut, setTakenOut] = useState<ReadonlySet<string>>(new Set());
  const claims = asked.flatMap(({ data }) => (data ? [data] : []));
  const shown = shownCases(claims, which, takenOut);
  const kept = new Set(shown.flatMap(({ cases }) => cases.map(({ caseId }) => caseId)));
  const amounts = claims.flatMap(({ cases }) => cases.filter(({ caseId }) => kept.has(caseId)).map(amountOfCase));
  const command = useCommand((input: readonly Shown[], key) => reviewAll(input, which, key));
  const failed = asked.find(({ error }) => error)?.error;
  const take = (caseIds: readonly string[], out: boolean) =>
    setTakenOut((now) => new Set(out ? [...now, ...caseIds] : [...now].filter((id) => !caseIds.includes(id))));
  return (
    <Modal
      open
      width={860}
      title={t(which)}
      onCancel={onClose}
      mask={{ closable: false }}
      cancelText={t(command.data ? 'close' : 'cancel')}
      okText={t('confirm', { count: kept.size, sum: moneyText(sumOf(amounts)) })}
      okButtonProps={{ disabled: kept.size === 0, loading: command.isPending, style: command.data ? { display: 'none' } : undefined }}
      onOk={() => command.mutate(shown)}
    >
      {command.data ? (
        <Outcomes outcomes={command.data} />
      ) : (
        <Space orientation="vertical" size="middle" style={{ width: '100%' }}>
          <Alert type="info" title={t('help')} />
          <ProblemAlert problem={failed ?? command.error} />
          {claims.length < claimIds.length && !failed && <Skeleton active />}
          {claims.map((claim) => (
            <ClaimCases key={claim.claimId} claim={claim} which={which} takenOut={takenOut} onTake={take} />
          ))}
        </Space>
      )}
    </Modal>
  );
}

type ClaimCasesProps = {
  readonly claim: Claim;
  readonly which: Which;
  readonly takenOut: ReadonlySet<string>;
  readonly onTake: (caseIds: readonly string[], out: boolean) => void;
};

function ClaimCases({ claim, which, takenOut, onTake }: ClaimCasesProps) {
  const t = useWords(words);
  const waiting = claim.cases.filter((one) => waitsForReview(one, which));
  const ids = waiting.map(({ caseId }) => caseId);
  const chosen = ids.filter((id) => !takenOut.has(id));
  const columns = [
    { key: 'person', title: t('person'), render: (_: unknown, { personId }: CaseView) => <Person id={personId} /> },
    { key: 'lines', title: t('lines'), render: (_: unknown, one: CaseView) => <CaseLines one={one} /> },
    { key: 'sum', title: t('sum'), align: 'right' as const, render: (_: unknown, one: CaseView) => <Money amount={amountOfCase(one)} /> },
  ];
  return (
    <section aria-label={claim.claimId}>
      <Space wrap className="dialog-claim">
        <Checkbox
          checked={chosen.length === ids.length && ids.length > 0}
          indeterminate={chosen.length > 0 && chosen.length < ids.length}
          disabled={ids.length === 0}
          onChange={({ target }) => onTake(ids, !target.checked)}
          aria-label={t('take')}
        />
        <ClaimLink claimId={claim.claimId} />
        <Programmes values={claim.programmes} />
        <Classes ids={claim.classIds} />
      </Space>
      <Table<CaseView>
        size="small"
        rowKey="caseId"
        columns={columns}
        dataSource={waiting}
        pagination={waiting.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
        locale={{ emptyText: t('nothing') }}
        rowSelection={{
          selectedRowKeys: chosen,
          preserveSelectedRowKeys: true,
          hideSelectAll: true,
          onSelect: ({ caseId }, selected) => onTake([caseId], !selected),
          getCheckboxProps: ({ caseId }) => ({ 'aria-label': `${t('take')} ${caseId.slice(0, 8)}` }),
        }}
      />
    </section>
  );
}

function CaseLines({ one }: { readonly one: CaseView }) {
  return (
    <Space size={4} wrap>
      {one.lines.map(({ line, programme, amount }) => (
        <span key={line}>
          <Programmes values={[programme]} /> {one.lines.length > 1 && <Money amount={amount} />}
        </span>
      ))}
    </Space>
  );
}

function Outcomes({ outcomes }: { readonly outcomes: readonly Outcome[] }) {
  const t = useWords(words);
  const said = useSaid();
  const passed = outcomes.reduce((sum, one) => sum + one.passed, 0);
  const noted = outcomes.filter(({ leftOut, problem }) => leftOut.length > 0 || problem);
  return (
    <>
      <Result status={noted.length === 0 ? 'success' : 'warning'} title={t('done', { count: passed })} />
      {noted.map(({ claimId, leftOut, problem }) => (
        <section key={claimId} aria-label={claimId}>
          <ClaimLink claimId={claimId} />
          <ProblemAlert problem={problem} />
          {leftOut.length > 0 && (
            <>
              <p>{t('left')}</p>
              <ul className="plain">
                {leftOut.map(({ caseId, personId, reason, held }) => (
                  <li key={caseId}>
                    <Person id={personId} /> {said(words[reason])} {held && <Reason code={held} />}
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      ))}
    </>
  );
}
