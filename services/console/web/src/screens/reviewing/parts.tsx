// Small things that the screens of reviewers and finance officers share.
import { Space, Tag } from 'antd';
import type { ReactNode } from 'react';
import { ClassName, GoTo, Organisation, Person, funds, programmes, useHasRole, useSaid, type Word } from '@kit';
import type { Schemas } from '@api';

export const wordOf = (words: Readonly<Record<string, Word>>, code: string): Word => words[code] ?? { zh: code, en: code };

export function Programmes({ values }: { readonly values: readonly string[] }) {
  const said = useSaid();
  return (
    <Space size={4} wrap>
      {values.map((value) => (
        <Tag key={value}>{said(wordOf(programmes, value))}</Tag>
      ))}
    </Space>
  );
}

export function FundName({ code }: { readonly code: string }) {
  const said = useSaid();
  return <span>{said(wordOf(funds, code))}</span>;
}

export function Payee({ payee }: { readonly payee: { readonly kind: string; readonly id: string } }) {
  return payee.kind === 'PERSON' ? <Person id={payee.id} /> : <Organisation id={payee.id} />;
}

export function Classes({ ids }: { readonly ids: readonly string[] }) {
  const [first, ...others] = ids;
  if (first === undefined) return <span aria-hidden="true">—</span>;
  return (
    <Space size={4}>
      <ClassName id={first} />
      {others.length > 0 && <Tag>+{others.length}</Tag>}
    </Space>
  );
}

/** Where a claim is looked at by whoever is signed in. */
const useClaimPath = (): ((claimId: string) => string) => {
  const reviews = useHasRole('reviewer');
  return (claimId) => `/${reviews ? 'reviewing' : 'paying'}/claims/${claimId}`;
};

export function ClaimLink({ claimId, children }: { readonly claimId: string; readonly children?: ReactNode }) {
  const pathOf = useClaimPath();
  return <GoTo to={pathOf(claimId)}>{children ?? <code className="id">{claimId.slice(0, 8)}</code>}</GoTo>;
}

/** Who did something: a person's account, or a service. */
export function Actor({ id }: { readonly id: string }) {
  return id.length > 20 ? <Person id={id} /> : <code className="id">{id}</code>;
}

export type CaseView = Schemas['CaseView'];
export type Claim = Schemas['ClaimAnswer'];
/** Values are given as they come; the description of the API says only that they are an object. */
export const valuesOf = (value: object | undefined): Readonly<Record<string, unknown>> =>
  (value ?? {}) as Readonly<Record<string, unknown>>;
