// A class plan, filled in step by step and filed; one that came back is mended and filed again.
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Space, Steps } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '@api';
import { PageHead, Panel, ProblemAlert, Shown, useAddress, useAsk, useCommand, useMe, useParam, useWords } from '@kit';
import { PlanClass } from './plan-class';
import { draftKey, forgetDraft, keepDraft, keptDraft } from './plan-draft';
import { bodyOf, draftOf, emptyDraft, type PlanBody, type PlanDraft } from './plan-form';
import { PlanReview } from './plan-review';
import { PlanSite } from './plan-site';
import { PlanTimetable } from './plan-timetable';
import { words } from './plan-words';

export function Page() {
  const classId = useParam('classId');
  return classId ? <AgainPage classId={classId} /> : <FirstPage />;
}

function FirstPage() {
  const t = useWords(words);
  const { organisation } = useMe();
  const own = useAsk(
    ['organisation', organisation],
    () => api.GET('/api/enrolment/organisations/{organisationId}', { params: { path: { organisationId: organisation ?? '' } } }),
    { enabled: organisation !== undefined },
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      {organisation === undefined ? (
        <Wizard start={emptyDraft} />
      ) : (
        <Shown asked={own}>{({ region }) => <Wizard start={{ ...emptyDraft, class: { ...emptyDraft.class, region } }} />}</Shown>
      )}
    </>
  );
}

function AgainPage({ classId }: { readonly classId: string }) {
  const t = useWords(words);
  const plan = useAsk(['class-plan', classId], () => api.GET('/api/enrolment/class-plans/{classId}', { params: { path: { classId } } }));
  return (
    <>
      <PageHead title={t('titleAgain')} sub={t('sub')} />
      <Shown asked={plan}>
        {(known) =>
          known.status === 'RETURNED' ? (
            <>
              <Alert type="warning" showIcon title={t('returned', { reason: known.returnReason ?? '' })} className="panel" />
              <Wizard start={draftOf(known)} again={known} />
            </>
          ) : (
            <Alert type="info" showIcon title={t('notReturned')} />
          )
        }
      </Shown>
    </>
  );
}

type Filed = Schemas['ClassPlanAnswer'];

function useFiling(again: Schemas['ClassPlanView'] | undefined, onFiled: () => void) {
  const t = useWords(words);
  const navigate = useNavigate();
  const { message } = App.useApp();
  const classId = again?.classId;
  return useCommand<PlanBody, Filed>(
    (body, key) => {
      const header = { 'Idempotency-Key': key };
      return classId === undefined
        ? api.POST('/api/enrolment/class-plans', { params: { header }, body })
        : api.POST('/api/enrolment/class-plans/{classId}/filings', { params: { header, path: { classId } }, body });
    },
    {
      onDone: (filed) => {
        onFiled();
        void message.success(t('filed'));
        void navigate({ to: `/classes/class/${filed.classId}` });
      },
    },
  );
}

const steps = ['stepClass', 'stepSite', 'stepTimetable', 'stepReview'] as const;

/** What is written, kept in this tab until it is filed or thrown away. */
function useDraft(start: PlanDraft, classId: string | undefined) {
  const key = draftKey(useMe().account, classId);
  const [draft, setDraft] = useState(() => keptDraft(sessionStorage, key) ?? start);
  const [restored, setRestored] = useState(() => keptDraft(sessionStorage, key) !== undefined);
  const write = (more: Partial<PlanDraft>) => {
    const written = { ...draft, ...more };
    setDraft(written);
    keepDraft(sessionStorage, key, written);
  };
  const forget = () => {
    forgetDraft(sessionStorage, key);
    setRestored(false);
  };
  const afresh = () => {
    forget();
    setDraft(start);
  };
  return { draft, restored, write, forget, afresh };
}

type WizardProps = { readonly start: PlanDraft; readonly again?: Schemas['ClassPlanView'] };

function Wizard({ start, again }: WizardProps) {
  const t = useWords(words);
  const { draft, restored, write, forget, afresh } = useDraft(start, again?.classId);
  const [{ step }, change] = useAddress();
  const filing = useFiling(again, forget);
  const [round, setRound] = useState(0);
  const beginAgain = () => {
    afresh();
    setRound(round + 1);
    change({ step: undefined });
  };
  return (
    <Panel>
      {restored && (
        <Alert type="info" showIcon className="panel" title={t('restored')} action={<Button onClick={beginAgain}>{t('afresh')}</Button>} />
      )}
      <WizardSteps
        key={round}
        asked={step}
        {...{ draft, again, write, filing }}
        onGo={(to) => change({ step: to === 0 ? undefined : String(to + 1) })}
      />
    </Panel>
  );
}

type StepsProps = {
  readonly asked: string | undefined;
  readonly draft: PlanDraft;
  readonly again: Schemas['ClassPlanView'] | undefined;
  readonly write: (more: Partial<PlanDraft>) => void;
  readonly filing: ReturnType<typeof useFiling>;
  readonly onGo: (to: number) => void;
};

/** The step is in the address. */
function WizardSteps({ asked, draft, again, write, filing, onGo: go }: StepsProps) {
  const t = useWords(words);
  const step = Math.min(Math.max(Number(asked ?? '1') - 1, 0), steps.length - 1);
  const back = step > 0 && <Button onClick={() => go(step - 1)}>{t('back')}</Button>;
  return (
    <>
      <Steps current={step} onChange={go} items={steps.map((name) => ({ title: t(name) }))} className="wizard-steps" />
      {step === 0 && (
        <PlanClass
          value={draft.class}
          regionFixed={again !== undefined}
          onWrite={(form) => write({ class: form })}
          onDone={(form) => {
            write({ class: form });
            go(1);
          }}
        />
      )}
      {step === 1 && (
        <PlanSite
          value={draft.site}
          back={back}
          onWrite={(site) => write({ site })}
          onDone={(site) => {
            write({ site });
            go(2);
          }}
        />
      )}
      {step === 2 && (
        <PlanTimetable draft={draft} own={again?.classId} back={back} onChange={(sessions) => write({ sessions })} onDone={() => go(3)} />
      )}
      {step === 3 && <Review draft={draft} filing={filing} back={back} />}
    </>
  );
}

type ReviewProps = { readonly draft: PlanDraft; readonly filing: ReturnType<typeof useFiling>; readonly back: React.ReactNode };

function Review({ draft, filing, back }: ReviewProps) {
  const t = useWords(words);
  const body = bodyOf(draft);
  return (
    <>
      <PlanReview draft={draft} />
      {!body && <Alert type="warning" showIcon title={t('incomplete')} className="panel" />}
      <ProblemAlert problem={filing.error} />
      <Space className="wizard-foot">
        {back}
        <Button type="primary" disabled={!body} loading={filing.isPending} onClick={() => body && filing.mutate(body)}>
          {t('file')}
        </Button>
      </Space>
    </>
  );
}
