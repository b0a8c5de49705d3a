// Small things that every screen shows alike.
import { Tag, Tooltip, Typography } from 'antd';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { textOf } from '@words';
import { dayText, instantText, moneyText } from './format';
import { useLanguage, useSaid, type Word } from './language';

export function Day({ value }: { readonly value: string | undefined }) {
  const { language } = useLanguage();
  return value ? <time dateTime={value}>{dayText(value, language)}</time> : <None />;
}

export function Instant({ value, seconds = false }: { readonly value: string | undefined; readonly seconds?: boolean }) {
  const { language } = useLanguage();
  return value ? <time dateTime={value}>{instantText(value, language, seconds)}</time> : <None />;
}

export function Money({ amount, strong = false }: { readonly amount: string | undefined; readonly strong?: boolean }) {
  if (amount === undefined) return <None />;
  return (
    <Typography.Text strong={strong} className="money">
      {moneyText(amount)}
    </Typography.Text>
  );
}

export function None() {
  const said = useSaid();
  return <span aria-label={said({ zh: '无', en: 'None' })}>—</span>;
}

/** An id for people: its first characters, whole in its title and when copied. */
export function Id({ value }: { readonly value: string }) {
  return (
    <Typography.Text copyable={{ text: value }} className="id" title={value}>
      {value.slice(0, 8)}
    </Typography.Text>
  );
}

/** The sentence of a reason or a refusal, with the values that decided it. */
export function Reason({ code, values = {} }: { readonly code: string; readonly values?: Readonly<Record<string, unknown>> }) {
  const { language } = useLanguage();
  const text = textOf(code, values)[language];
  return (
    <span>
      {text} <Code value={code} />
    </span>
  );
}

/** A code of words in capitals breaks between its words. */
export function Code({ value }: { readonly value: string }) {
  const parts = value.split('_');
  return (
    <span className="code">
      {parts.map((part, place) => (
        <Fragment key={place}>
          {part}
          {place < parts.length - 1 && (
            <>
              _<wbr />
            </>
          )}
        </Fragment>
      ))}
    </span>
  );
}

export type StatusWords = Readonly<
  Record<string, { readonly word: Word; readonly colour: 'default' | 'processing' | 'success' | 'warning' | 'error' }>
>;

/** A state with its word and colour; the word says all, the colour only helps. */
export function Status({ value, of, title }: { readonly value: string | undefined; readonly of: StatusWords; readonly title?: ReactNode }) {
  const said = useSaid();
  if (value === undefined) return <None />;
  const known = of[value];
  const tag = <Tag color={known?.colour ?? 'default'}>{known ? said(known.word) : value}</Tag>;
  return title ? <Tooltip title={title}>{tag}</Tooltip> : tag;
}

/** A link inside of the console: `<GoTo to={`/registrar/classes/${id}`}>…</GoTo>` */
export function GoTo({
  to,
  search,
  children,
}: {
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}) {
  return (
    <Link to={to} search={(search ?? {}) as never}>
      {children}
    </Link>
  );
}
