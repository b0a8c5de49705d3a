import { Alert } from 'antd';
import { ProblemAlert, useSaid, useWords, type Listed } from '@kit';
import { serviceNames, type Service, type Told } from './services';

export type OfService<Row> = Row & { readonly service: Service };

/** What all services listed, as one list. */
export function gathered<Row>(told: readonly Told<readonly Row[]>[]): Listed<OfService<Row>> {
  const rows = told.flatMap(({ service, asked }) => (asked.data ?? []).map((row) => ({ ...row, service })));
  return {
    rows,
    pending: rows.length === 0 && told.some(({ asked }) => asked.isPending),
    fetching: told.some(({ asked }) => asked.isFetching),
    problem: null,
    more: false,
    readMore: () => undefined,
    readAll: async () => rows,
    again: () => told.forEach(({ asked }) => void asked.refetch()),
  };
}

const words = {
  silent: {
    zh: '{services}没有应答，下面的列表缺少它的内容。',
    en: '{services} does not answer; what it has is missing from the list below.',
  },
} as const;

/** Names those that did not answer, so that an empty list is not taken for a good sign. */
export function Silent({ told }: { readonly told: readonly Told<unknown>[] }) {
  const t = useWords(words);
  const said = useSaid();
  const silent = told.filter(({ asked }) => asked.error);
  const [first] = silent;
  if (!first?.asked.error) return null;
  if (silent.length === told.length)
    return <ProblemAlert problem={first.asked.error} onRetry={() => silent.forEach(({ asked }) => void asked.refetch())} />;
  const names = silent.map(({ service }) => said(serviceNames[service])).join(said({ zh: '、', en: ', ' }));
  return <Alert type="warning" showIcon title={t('silent', { services: names })} role="alert" className="operating-note" />;
}

export function ServiceName({ service }: { readonly service: Service }) {
  const said = useSaid();
  return <>{said(serviceNames[service])}</>;
}
