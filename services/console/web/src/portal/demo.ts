// What a demo installation tells of itself. Others answer none of this, and the first page then leaves it out.
import { useQuery } from '@tanstack/react-query';
import type { Word } from '../kit/language';
import { addressIn } from './places';

export type DemoAccount = {
  readonly account: string;
  readonly name: Word;
  readonly does: Word;
  readonly roles: readonly string[];
  readonly region?: string;
};

/** One payment of the demo, by the ids of everything that it stands on. */
export type Tour = {
  readonly orderId: string;
  readonly payoutId: string;
  readonly claimId: string;
  readonly caseId: string;
  readonly classId: string;
  readonly sessionId: string;
  readonly personId: string;
  readonly amount: string;
  readonly paidAt: string;
  readonly bankReference: string;
  readonly fileSha256: string;
  readonly lastDay: string;
  readonly firstPassedAt: string;
  readonly secondPassedAt: string;
  readonly pack: string;
  readonly lineAmount: string;
  readonly certificateNumber: string;
  readonly countedHours: number;
  readonly scheduledHours: number;
  readonly signIn: { readonly deviceAt: string; readonly receivedAt: string };
};

async function asked<Answer>(path: string): Promise<Answer | null> {
  const answer = await fetch(path, { headers: { accept: 'application/json' } });
  return answer.ok ? ((await answer.json()) as Answer) : null;
}

/** Of a first start that still tells its demo: how far it is. */
export type Starting = { readonly step: number; readonly of: number };
type Settings = { readonly demo: boolean; readonly starting?: Starting };

const startingEveryMs = 500;
const once = { retry: false, staleTime: Infinity } as const;

export function useDemo() {
  const { data: settings, isPending } = useQuery({
    queryKey: ['sign-in'],
    queryFn: () => asked<Settings>('/sign-in/settings'),
    refetchInterval: ({ state }) => (state.data?.starting ? startingEveryMs : false),
    ...once,
  });
  const enabled = settings?.demo === true;
  const { data: accounts } = useQuery({
    queryKey: ['accounts'],
    queryFn: () => asked<readonly DemoAccount[]>('/sign-in/accounts'),
    enabled,
    ...once,
  });
  const { data: tour } = useQuery({ queryKey: ['tour'], queryFn: () => asked<Tour>('/sign-in/tour'), enabled, ...once });
  return { accounts: accounts ?? undefined, tour: tour ?? undefined, starting: settings?.starting, up: !isPending && !settings?.starting };
}

/** A page of the console, as a demo account sees it. */
export const asAccount = (account: string, page = '/', language: 'zh' | 'en' = 'zh'): string =>
  addressIn(language, `/console${page}${page.includes('?') ? '&' : '?'}account=${encodeURIComponent(account)}`);

type Office = { readonly name: Word; readonly roles: readonly string[] };

export const offices: readonly Office[] = [
  {
    name: { zh: '培训机构、用人单位与学员', en: 'Institutions, employers and trainees' },
    roles: ['registrar', 'employer', 'assessor', 'trainee'],
  },
  { name: { zh: '经办审核', en: 'The reviewing office' }, roles: ['reviewer'] },
  { name: { zh: '财务与基金', en: 'Finance and funds' }, roles: ['finance', 'fund-manager', 'bank'] },
  { name: { zh: '监督与审计', en: 'Supervision and audit' }, roles: ['supervisor', 'inspector', 'third-party', 'audit-administrator'] },
  { name: { zh: '政策', en: 'Policy' }, roles: ['policy-officer'] },
  { name: { zh: '系统管理', en: 'Administration' }, roles: ['system-administrator', 'security-administrator', 'operator'] },
];

/** By office, in the order of the first page; who fits nowhere comes last, so that nobody is left out. */
export function byOffice(accounts: readonly DemoAccount[]): readonly (readonly [Office, readonly DemoAccount[]])[] {
  const known = offices.flatMap(({ roles }) => roles);
  const rest: Office = { name: { zh: '其他', en: 'Others' }, roles: [] };
  const at = (office: Office) =>
    accounts.filter(({ roles }) => (office === rest ? !known.includes(roles[0] ?? '') : office.roles.includes(roles[0] ?? '')));
  return [...offices, rest].map((office) => [office, at(office)] as const).filter(([, held]) => held.length > 0);
}
