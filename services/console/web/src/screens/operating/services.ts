// The services of the installation. Each tells its own work; the pages gather what all of them say.
import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { answered, type Problem } from '@api';
import type { Word } from '@kit';

export const services = ['enrolment', 'attendance', 'certification', 'subsidy-payment', 'fund-ledger', 'supervision'] as const;
export type Service = (typeof services)[number];

export const serviceNames: Readonly<Record<Service, Word>> = {
  enrolment: { zh: '报名与开班', en: 'Enrolment' },
  attendance: { zh: '考勤', en: 'Attendance' },
  certification: { zh: '评价与证书', en: 'Certification' },
  'subsidy-payment': { zh: '补贴与支付', en: 'Subsidies and payment' },
  'fund-ledger': { zh: '资金账', en: 'Fund ledger' },
  supervision: { zh: '监督检查', en: 'Supervision' },
};

export type Told<Data> = { readonly service: Service; readonly asked: UseQueryResult<Data, Problem> };

/** The same question to all of them; one that does not answer keeps nobody else from being heard. */
export function useAllServices<Data>(
  what: string,
  ask: (service: Service) => Promise<{ data?: Data }>,
  everyMs: number,
): readonly Told<Data>[] {
  const asked = useQueries({
    queries: services.map((service) => ({
      queryKey: ['operations', what, service],
      queryFn: () => answered(ask(service)),
      refetchInterval: everyMs,
    })),
  }) as readonly UseQueryResult<Data, Problem>[];
  return asked.flatMap((one, at) => {
    const service = services[at];
    return service ? [{ service, asked: one }] : [];
  });
}

const mostPages = 20;
type Page<Row> = { readonly items: readonly Row[]; readonly next?: string };

/** All pages of a list, for lists that are short wherever things go well. */
export async function allPages<Row>(
  page: (cursor: string | undefined) => Promise<{ data?: Page<Row> }>,
): Promise<{ data: readonly Row[] }> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  for (let read = 0; read < mostPages; read += 1) {
    const { items, next } = await answered<Page<Row>>(page(cursor) as Promise<{ data?: Page<Row> }>);
    rows.push(...items);
    cursor = next;
    if (cursor === undefined) break;
  }
  return { data: rows };
}
