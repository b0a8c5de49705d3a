// What a list of cases shows, whether they are decided or would be.
import type { Schemas } from '@api';
import { api } from '@api';
import { GoTo, Id, Money, None, Organisation, Person, Reason, funds, programmes, useAsk, useSaid, type Word } from '@kit';
import { textOf } from '@words';

type Line = Schemas['CaseLineView'];

export const useProgrammes = () => {
  const said = useSaid();
  return (all: readonly string[]) => all.map((one) => said(programmes[one] ?? { zh: one, en: one })).join(said({ zh: '、', en: ', ' }));
};

/** By which name a class goes; an id where its plan may not be seen. */
export function ClassTitle({ id }: { readonly id: string }) {
  const { data } = useAsk(['class-plan', id], () => api.GET('/api/enrolment/class-plans/{classId}', { params: { path: { classId: id } } }));
  return data ? <GoTo to={`/classes/class/${id}`}>{data.title}</GoTo> : <Id value={id} />;
}

/** Each line: for what, out of which fund, to whom, how much. */
export function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const said = useSaid();
  if (lines.length === 0) return <None />;
  return (
    <ul className="lines">
      {lines.map(({ line, programme, fund, payee, amount }) => (
        <li key={line}>
          {said(programmes[programme] ?? { zh: programme, en: programme })} <Money amount={amount} /> ·{' '}
          {said(funds[fund] ?? { zh: fund, en: fund })} →{' '}
          {payee.kind === 'PERSON' ? <Person id={payee.id} /> : <Organisation id={payee.id} />}
        </li>
      ))}
    </ul>
  );
}

type Decided = {
  readonly outcome: string;
  readonly lines: readonly Line[];
  readonly reason?: string;
  readonly reasons: readonly string[];
  readonly detail: object;
};
const explained = new Set(['REJECTED', 'HELD']);

/** What is paid for somebody, and why not where it is not. */
export function WhatFor({ row: { outcome, lines, reason, reasons, detail } }: { readonly row: Decided }) {
  if (reason === undefined) return <Lines lines={lines} />;
  return (
    <>
      {lines.length > 0 && <Lines lines={lines} />}
      <Reasons reason={reason} reasons={explained.has(outcome) ? reasons : []} detail={detail} />
    </>
  );
}

/** The reason as it is searched for and exported: its sentence, and its code beside it. */
export const reasonText = ({ reason, detail }: Decided, said: (word: Word) => string): string | undefined =>
  reason === undefined ? undefined : `${said(textOf(reason, detail as Readonly<Record<string, unknown>>))} ${reason}`;

/** The reason that decided, and the others that stand behind it. */
export function Reasons({
  reason,
  reasons,
  detail,
}: {
  readonly reason?: string;
  readonly reasons: readonly string[];
  readonly detail: object;
}) {
  const values = detail as Readonly<Record<string, unknown>>;
  if (reason === undefined) return <None />;
  const others = [...new Set(reasons)].filter((other) => other !== reason);
  return (
    <div className="reasons">
      <Reason code={reason} values={values} />
      {others.length > 0 && (
        <ul className="plain">
          {others.map((other) => (
            <li key={other}>
              <Reason code={other} values={values} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
