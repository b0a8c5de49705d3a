import { App, AutoComplete, Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '@api';
import { ProblemAlert, dayText, findingKinds, useCommand, useLanguage, useSaid, useWords } from '@kit';
import { useClassesOf } from './class-in-words';
import type { Evidence } from './digest';
import { EvidenceFiles } from './evidence';
import { foundKinds, idsIn } from './task-model';

const words = {
  kind: { zh: '结论', en: 'What was found' },
  choose: { zh: '请选择结论', en: 'Choose what was found' },
  class: { zh: '涉及班期', en: 'Class concerned' },
  classHelp: { zh: '从该机构的班期中选择，或粘贴班期编号', en: 'Choose one of the institution’s classes, or paste an id' },
  classBad: { zh: '这不是班期编号', en: 'This is no id of a class' },
  people: { zh: '涉及人员（编号）', en: 'People concerned (ids)' },
  peopleHelp: { zh: '每行一个；不写姓名和证件号码。已识别 {count} 人', en: 'One a line; neither names nor ID numbers. {count} so far' },
  note: { zh: '检查记录', en: 'Notes' },
  noteHelp: { zh: '看到了什么、何时、何处；不写个人信息', en: 'What was seen, when and where; nothing personal' },
  evidence: { zh: '证据', en: 'Evidence' },
  check: { zh: '核对', en: 'Check' },
  sure: { zh: '提交后不能修改。', en: 'It cannot be changed afterwards.' },
  submit: { zh: '提交结果', en: 'Submit the result' },
  back: { zh: '返回修改', en: 'Go back and mend' },
  saved: { zh: '结果已记录', en: 'The result is recorded' },
} as const;

type Values = { readonly kind: string; readonly classId?: string; readonly people?: string; readonly note?: string };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const longestNote = 2_000;

function bodyOf({ kind, classId, people, note }: Values, evidence: readonly Evidence[]): Schemas['InspectionResultBody'] {
  const personIds = idsIn(people ?? '');
  return {
    kind,
    ...(classId && { classId: classId.trim() }),
    ...(personIds.length > 0 && { personIds }),
    ...(note?.trim() && { note: note.trim() }),
    ...(evidence.length > 0 && { evidence: [...evidence] }),
  };
}

export function ResultForm({ taskId }: { readonly taskId: string }) {
  const t = useWords(words);
  const [form] = Form.useForm<Values>();
  const [evidence, setEvidence] = useState<readonly Evidence[]>([]);
  const [checking, setChecking] = useState<Schemas['InspectionResultBody']>();
  const { message } = App.useApp();
  const command = useCommand(
    (body: Schemas['InspectionResultBody'], key: string) =>
      api.POST('/api/supervision/inspections/{taskId}/results', { params: { path: { taskId }, header: { 'Idempotency-Key': key } }, body }),
    { onDone: () => void message.success(t('saved')) },
  );
  return (
    <Form form={form} layout="vertical" onFinish={(values) => setChecking(bodyOf(values, evidence))} disabled={checking !== undefined}>
      <Fields taskId={taskId} />
      <Form.Item label={t('evidence')}>
        <EvidenceFiles files={evidence} onChange={setEvidence} />
      </Form.Item>
      <ProblemAlert problem={command.error} />
      {checking === undefined ? (
        <Button type="primary" size="large" block htmlType="submit">
          {t('check')}
        </Button>
      ) : (
        <div role="group" aria-label={t('check')}>
          <p>{t('sure')}</p>
          <Button type="primary" size="large" block disabled={false} loading={command.isPending} onClick={() => command.mutate(checking)}>
            {t('submit')}
          </Button>
          <Button size="large" block type="link" disabled={command.isPending} onClick={() => setChecking(undefined)}>
            {t('back')}
          </Button>
        </div>
      )}
    </Form>
  );
}

function Fields({ taskId }: { readonly taskId: string }) {
  const t = useWords(words);
  const said = useSaid();
  const kind = Form.useWatch<string | undefined>('kind');
  const people = Form.useWatch<string | undefined>('people') ?? '';
  const found = kind !== undefined && kind !== 'clean';
  return (
    <>
      <Form.Item name="kind" label={t('kind')} rules={[{ required: true, message: t('choose') }]}>
        <Radio.Group className="result-buttons">
          {['clean', ...foundKinds].map((one) => (
            <Radio.Button key={one} value={one}>
              {said(findingKinds[one] ?? { zh: one, en: one })}
            </Radio.Button>
          ))}
        </Radio.Group>
      </Form.Item>
      {found && (
        <>
          <Form.Item
            name="classId"
            label={t('class')}
            extra={t('classHelp')}
            rules={[{ pattern: uuid, transform: (value: string) => value.trim(), message: t('classBad') }]}
          >
            <ClassChoice taskId={taskId} />
          </Form.Item>
          <Form.Item name="people" label={t('people')} extra={t('peopleHelp', { count: idsIn(people).length })}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} autoComplete="off" />
          </Form.Item>
        </>
      )}
      <Form.Item name="note" label={t('note')} extra={t('noteHelp')}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={longestNote} />
      </Form.Item>
    </>
  );
}

type ChoiceProps = { readonly taskId: string; readonly id?: string; readonly value?: string; readonly onChange?: (value: string) => void };

function ClassChoice({ taskId, id, value, onChange }: ChoiceProps) {
  const { language } = useLanguage();
  const asked = useClassesOf(taskId);
  const options = (asked.data?.items ?? []).map(({ classId, occupation, startsOn, endsOn }) => ({
    value: classId,
    label: (
      <>
        {dayText(startsOn, language)} – {dayText(endsOn, language)}
        <div className="code">
          {occupation} · {classId.slice(0, 8)}
        </div>
      </>
    ),
  }));
  return <AutoComplete id={id} value={value} onChange={onChange} options={options} showSearch={{ filterOption: false }} />;
}
