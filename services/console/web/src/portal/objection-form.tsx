// Objecting without a name: a reason, what would show it, and a number to ask by afterwards.
import { useEffect, useRef, useState } from 'react';
import { api } from '@api';
import { useCommand } from '../kit/asking';
import { useLanguage, useSaid, useWords } from '../kit/language';
import { grounds, namesSomebody, type Ground } from './objection-grounds';
import { ProblemNote } from './parts';
import { addressIn } from './places';

const words = {
  help: {
    zh: '不需要登录，也不记录您是谁。请不要填写任何人的姓名、电话或证件号码。',
    en: 'You need not sign in, and nobody records who you are. Write no names, telephone or ID numbers of anybody.',
  },
  ground: { zh: '理由', en: 'Reason' },
  statement: { zh: '说明与线索', en: 'What would show it' },
  statementHelp: { zh: '何时、何地、怎样可以核实，最多 1000 字', en: 'When, where, how it can be verified; up to 1000 characters' },
  personal: { zh: '像是有电话或证件号码，请删去。', en: 'This seems to hold a telephone or ID number; take it out.' },
  missing: {
    zh: '请写明情况：一句话也可以，否则无从核实。',
    en: 'Say what happened: one sentence will do, but without any nothing can be verified.',
  },
  send: { zh: '提交异议', en: 'Send the objection' },
  sending: { zh: '正在提交……', en: 'Sending …' },
  close: { zh: '取消', en: 'Cancel' },
  done: { zh: '异议已受理，这一行在处理完之前不会付款。', en: 'Your objection was taken. This line is not paid before it is answered.' },
  receipt: { zh: '受理编号', en: 'Receipt number' },
  keep: { zh: '请保存下面的链接，凭它查询处理结果：', en: 'Keep this link; it shows what becomes of the objection:' },
} as const;

const longest = 1_000;

type FormProps = { readonly claimId: string; readonly caseId: string; readonly title: string; readonly onClose: () => void };

export function ObjectionForm(props: FormProps) {
  const { claimId, caseId, title, onClose } = props;
  const top = useRef<HTMLHeadingElement>(null);
  const [receipt, setReceipt] = useState<string>();
  const send = useCommand(
    (said: { readonly ground: Ground; readonly statement: string }, key) =>
      api.POST('/api/subsidy-payment/claims/{claimId}/objections', {
        params: { path: { claimId }, header: { 'Idempotency-Key': key } },
        body: { caseId, ...said },
      }),
    { changes: ['objection'], onDone: ({ objectionId }) => setReceipt(objectionId ?? '') },
  );
  useEffect(() => top.current?.focus(), [receipt]);
  return (
    <section className="panel no-print" aria-labelledby="objection-title">
      <h2 id="objection-title" ref={top} tabIndex={-1}>
        {title}
      </h2>
      {receipt === undefined ? (
        <Fields send={send.mutate} sending={send.isPending} problem={send.error} onClose={onClose} />
      ) : (
        <Receipt claimId={claimId} objectionId={receipt} />
      )}
    </section>
  );
}

type FieldsProps = {
  readonly send: (said: { readonly ground: Ground; readonly statement: string }) => void;
  readonly sending: boolean;
  readonly problem: Error | null;
  readonly onClose: () => void;
};

function Fields({ send, sending, problem, onClose }: FieldsProps) {
  const t = useWords(words);
  const [ground, setGround] = useState<Ground>('NOT_TRAINED');
  const [statement, setStatement] = useState('');
  const [missed, setMissed] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const empty = statement.trim() === '';
  const personal = namesSomebody(statement);
  const fault = personal ? 'personal' : missed && empty ? 'missing' : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setMissed(true);
        if (empty) field.current?.focus();
        else if (!personal && !sending) send({ ground, statement: statement.trim() });
      }}
    >
      <p className="sub">{t('help')}</p>
      <Grounds ground={ground} onGround={setGround} />
      <label htmlFor="statement">{t('statement')}</label>
      <textarea
        id="statement"
        ref={field}
        rows={5}
        maxLength={longest}
        value={statement}
        aria-describedby="statement-help"
        aria-required
        aria-invalid={fault !== undefined}
        onChange={({ target }) => setStatement(target.value)}
      />
      <p id="statement-help" className={fault ? 'small warn' : 'small'} aria-live="polite">
        {t(fault ?? 'statementHelp')}
      </p>
      <ProblemNote problem={problem} />
      <p className="actions">
        <button type="submit" className="button" disabled={personal || sending}>
          {t(sending ? 'sending' : 'send')}
        </button>
        <button type="button" className="plain-button" onClick={onClose}>
          {t('close')}
        </button>
      </p>
    </form>
  );
}

function Grounds({ ground, onGround }: { readonly ground: Ground; readonly onGround: (ground: Ground) => void }) {
  const t = useWords(words);
  const said = useSaid();
  return (
    <fieldset>
      <legend>{t('ground')}</legend>
      {(Object.keys(grounds) as Ground[]).map((each) => (
        <label key={each} className="choice">
          <input type="radio" name="ground" value={each} checked={ground === each} onChange={() => onGround(each)} />
          {said(grounds[each])}
        </label>
      ))}
    </fieldset>
  );
}

function Receipt({ claimId, objectionId }: { readonly claimId: string; readonly objectionId: string }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const address = addressIn(language, `/publicity/${claimId}?objection=${objectionId}`);
  return (
    <div role="status">
      <p>{t('done')}</p>
      <p>
        {t('receipt')} <code className="receipt">{objectionId}</code>
      </p>
      <p>
        {t('keep')} <a href={address}>{location.origin + address}</a>
      </p>
    </div>
  );
}
