// The frame of a page: its name, what it waits for, what went wrong, and what to do where there is nothing.
import { Alert, Button, Card, Empty, Skeleton, Space, Typography } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { Problem } from '@api';
import type { Asked } from './asking';
import { useLanguage, useSaid, useWords, type Word } from './language';

const words = {
  again: { zh: '重试', en: 'Try again' },
  code: { zh: '代码', en: 'Code' },
  request: { zh: '请求编号', en: 'Request' },
  fields: { zh: '请更正以下各项：', en: 'Please mend these:' },
} as const;

export function PageHead({ title, sub, actions }: { readonly title: string; readonly sub?: ReactNode; readonly actions?: ReactNode }) {
  const said = useSaid();
  useEffect(() => {
    document.title = `${title} · ${said({ zh: '训补', en: 'Xunbu' })}`;
  }, [title, said]);
  return (
    <header className="page-head">
      <div>
        <Typography.Title level={1} className="page-title">
          {title}
        </Typography.Title>
        {sub && <div className="page-sub">{sub}</div>}
      </div>
      {actions && <Space wrap>{actions}</Space>}
    </header>
  );
}

/** What a service refused with, in plain words, with its code and what to do. */
export function ProblemAlert({
  problem,
  onRetry,
}: {
  readonly problem: Problem | Error | null | undefined;
  readonly onRetry?: () => void;
}) {
  const t = useWords(words);
  const { language } = useLanguage();
  if (!problem) return null;
  if (!(problem instanceof Problem)) return <Alert type="error" showIcon title={problem.message} role="alert" />;
  const details = problem.more.errors ?? [];
  return (
    <Alert
      type={problem.passes ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={problem.texts[language]}
      description={
        <>
          {details.length > 0 && (
            <>
              <div>{t('fields')}</div>
              <ul className="plain">
                {details.map(({ pointer, texts }) => (
                  <li key={pointer}>
                    <code>{pointer}</code> {texts[language]}
                  </li>
                ))}
              </ul>
            </>
          )}
          <span className="code">
            {t('code')} {problem.code}
            {problem.more.requestId && ` · ${t('request')} ${problem.more.requestId}`}
          </span>
        </>
      }
      action={onRetry && <Button onClick={onRetry}>{t('again')}</Button>}
    />
  );
}

export function NothingYet({ title, help, action }: { readonly title: Word; readonly help: Word; readonly action?: ReactNode }) {
  const said = useSaid();
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <>
          <Typography.Text strong>{said(title)}</Typography.Text>
          <div className="empty-help">{said(help)}</div>
        </>
      }
    >
      {action}
    </Empty>
  );
}

/** Bones while it waits, the problem where there is one, and else what came. */
export function Shown<Data>({
  asked,
  rows = 6,
  children,
}: {
  readonly asked: Asked<Data>;
  readonly rows?: number;
  readonly children: (data: Data) => ReactNode;
}) {
  if (asked.data !== undefined) {
    return (
      <>
        {asked.error && <ProblemAlert problem={asked.error} onRetry={() => void asked.refetch()} />}
        {children(asked.data)}
      </>
    );
  }
  if (asked.error) return <ProblemAlert problem={asked.error} onRetry={() => void asked.refetch()} />;
  return (
    <div aria-busy="true">
      <Skeleton active paragraph={{ rows }} />
    </div>
  );
}

export function Panel({
  title,
  extra,
  children,
}: {
  readonly title?: ReactNode;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Card title={title === undefined ? undefined : <h2 className="panel-title">{title}</h2>} extra={extra} className="panel">
      {children}
    </Card>
  );
}
