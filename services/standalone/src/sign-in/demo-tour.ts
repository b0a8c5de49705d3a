// One payment of the demo, with the ids of everything that it stands on: what the guided tour of the first page is made of. It says nothing of anybody but
// ids and times, and a demo alone answers it.
import { type Role, signToken } from '@libs/platform';

type Keyed = Readonly<Record<string, unknown>>;
type Node = { readonly type: string; readonly data: Keyed };
type Trace = { readonly complete: boolean; readonly nodes: readonly Node[] };
type Order = { readonly orderId: string; readonly payoutId: string; readonly amount: string; readonly lines: readonly Keyed[] };

const tokenSeconds = 60;
const ordersTried = 20;
const triedAgainAfterMs = 10_000;

async function asked<Answer>(url: string, keysDir: string, role: Role, path: string): Promise<Answer> {
  const token = await signToken(keysDir, { sub: 'installation', roles: [role] }, { seconds: tokenSeconds });
  const answer = await fetch(`${url}/api/${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`/api/${path}: ${answer.status}`);
  return (await answer.json()) as Answer;
}

/** The facts of one trace by their names, and of one case and person where there are several. */
function tourOf({ orderId, payoutId, amount, lines }: Order, { nodes }: Trace): object | undefined {
  const [line] = lines;
  const all = (type: string) => nodes.filter((node) => node.type === type).map(({ data }) => data);
  const [paid, sent, posted, first, second] = (
    ['PaymentSucceeded', 'PayoutSent', 'PublicityStarted', 'FirstReviewPassed', 'SecondReviewPassed'] as const
  ).map((type) => all(type)[0]);
  const decided = all('CaseDecided').find(({ caseId }) => caseId === line?.['caseId']);
  const { personId } = decided ?? {};
  const certificate = all('CertificateIssued')
    .map((data) => data['certificate'] as Keyed)
    .find((one) => one['personId'] === personId);
  const summary = all('AttendanceSummarised').find((one) => one['personId'] === personId);
  const capture = all('SignInRecorded')
    .map((data) => data['capture'] as Keyed)
    .find((one) => one['personId'] === personId);
  if (!line || !paid || !sent || !posted || !first || !second || !decided || !certificate || !summary || !capture) return undefined;
  return {
    ...{ orderId, payoutId, amount, personId },
    ...{ claimId: decided['claimId'], caseId: decided['caseId'], pack: decided['pack'], lineAmount: line['amount'] },
    ...{ paidAt: paid['paidAt'], bankReference: paid['bankReference'], fileSha256: sent['fileSha256'], lastDay: posted['lastDay'] },
    ...{ firstPassedAt: first['passedAt'], secondPassedAt: second['passedAt'], certificateNumber: certificate['number'] },
    ...{ classId: summary['classId'], countedHours: summary['countedHours'], scheduledHours: scheduledIn(summary) },
    ...{ sessionId: capture['sessionId'], signIn: { deviceAt: capture['deviceAt'], receivedAt: capture['receivedAt'] } },
  };
}

const scheduledIn = ({ days }: Keyed): number =>
  (days as readonly { readonly scheduledHours: number }[]).reduce((sum, { scheduledHours }) => sum + scheduledHours, 0);

async function findTour(url: string, keysDir: string): Promise<object | undefined> {
  const path = `subsidy-payment/payment-orders?state=SUCCEEDED&limit=${ordersTried}`;
  const { items } = await asked<{ readonly items: readonly Order[] }>(url, keysDir, 'finance', path);
  for (const order of items) {
    const trace = await asked<Trace>(url, keysDir, 'supervisor', `supervision/payments/${order.orderId}/trace`);
    const tour = trace.complete ? tourOf(order, trace) : undefined;
    if (tour) return tour;
  }
  return undefined;
}

/** What was found stays: facts do not change. What was not is looked for again, but not by every visitor. */
export function tourFinder(url: string, keysDir: string): () => Promise<object | undefined> {
  let found: Promise<object | undefined> | undefined;
  let until = Infinity;
  return () => {
    if (found === undefined || performance.now() > until) {
      until = Infinity;
      found = findTour(url, keysDir)
        .catch(() => undefined)
        .then((tour) => {
          if (tour === undefined) until = performance.now() + triedAgainAfterMs;
          return tour;
        });
    }
    return found;
  };
}
