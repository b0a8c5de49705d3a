// A class plan, filled in step by step and filed; one that came back is mended and filed again.
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Space, Steps } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '@api';
import { PageHead, Panel, ProblemAlert, Shown, useAddress, useAsk, useCommand, useMe, useParam, useWords } from '@kit';
import { PlanClass } from './plan-class';
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

function useFiling(again: Schemas['ClassPlanView'] | undefined) {
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
        void message.success(t('filed'));
        void navigate({ to: `/classes/class/${filed.classId}` });
      },
    },
  );
}

const steps = ['stepClass', 'stepSite', 'stepTimetable', 'stepReview'] as const;

/** The step is in the address; what is written stays here until it is filed. */
function Wizard({ start, again }: { readonly start: PlanDraft; readonly again?: Schemas['ClassPlanView'] }) {
  const t = useWords(words);
  const [draft, setDraft] = useState(start);
  const [{ step: asked }, change] = useAddress();
  const filing = useFiling(again);
  const step = Math.min(Math.max(Number(asked ?? '1') - 1, 0), steps.length - 1);
  const go = (to: number) => change({ step: to === 0 ? undefined : String(to + 1) });
  const back = step > 0 && <Button onClick={() => go(step - 1)}>{t('back')}</Button>;
  return (
    <Panel>
      <Steps current={step} onChange={go} items={steps.map((name) => ({ title: t(name) }))} className="wizard-steps" />
      {step === 0 && (
        <PlanClass
          value={draft.class}
          regionFixed={again !== undefined}
          onDone={(form) => {
            setDraft({ ...draft, class: form });
            go(1);
          }}
        />
      )}
      {step === 1 && (
        <PlanSite
          value={draft.site}
          back={back}
          onDone={(site) => {
            setDraft({ ...draft, site });
            go(2);
          }}
        />
      )}
      {step === 2 && (
        <PlanTimetable
          draft={draft}
          own={again?.classId}
          back={back}
          onChange={(sessions) => setDraft({ ...draft, sessions })}
          onDone={() => go(3)}
        />
      )}
      {step === 3 && <Review draft={draft} filing={filing} back={back} />}
    </Panel>
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
