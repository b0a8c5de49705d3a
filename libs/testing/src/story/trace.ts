// Whether every paid line leads back to what earned it. Each hop is walked here, over what the trace shows; nobody's word is taken for it.
import type { Difference } from './compare';
import type { CaseView } from './played';
import { onlooker, type Scene } from './scene';
import { ordersOf } from './bank-book';

type Node = { readonly id: string; readonly type: string; readonly data: Readonly<Record<string, unknown>>; readonly missing?: boolean };
type Link = { readonly from: string; readonly to: string; readonly why: string };
type Trace = {
  readonly complete: boolean;
  readonly missing: readonly string[];
  readonly nodes: readonly Node[];
  readonly links: readonly Link[];
};
type Claim = { readonly claimId: string; readonly cases: readonly CaseView[]; readonly classIds?: readonly string[] };

/** Everything that the order leads back to over the links that are shown. */
function reached({ nodes, links }: Trace, from: readonly Node[]): readonly Node[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const seen = new Set(from.map(({ id }) => id));
  for (const waiting = [...seen]; waiting.length > 0;) {
    const id = waiting.pop();
    for (const link of links)
      for (const [one, other] of [
        [link.from, link.to],
        [link.to, link.from],
      ] as const)
        if (one === id && !seen.has(other)) {
          seen.add(other);
          waiting.push(other);
        }
  }
  return [...seen].flatMap((id) => byId.get(id) ?? []).filter(({ missing }) => missing !== true);
}

const naming = (type: string, id: string, nodes: readonly Node[]): readonly Node[] =>
  nodes.filter((node) => node.type === type && JSON.stringify(node.data).includes(id));

const listIn = (node: Node | undefined, key: string): readonly string[] => {
  const value = node?.data[key];
  return Array.isArray(value) ? value.map(String) : [];
};

/** The hops of one paid case that are not there. */
function gaps(trace: Trace, orderId: string, one: CaseView, ofClass: boolean): readonly string[] {
  const orders = naming('PaymentOrderIssued', orderId, trace.nodes);
  const nodes = reached(trace, orders);
  const needs = (type: string, id: string): readonly string[] => (naming(type, id, nodes).length > 0 ? [] : [type]);
  const decided = naming('CaseDecided', one.caseId, nodes).at(-1);
  const enrolments = listIn(decided, 'enrolmentIds');
  const certificates = listIn(decided, 'certificateIds');
  return [
    ...(orders.length > 0 ? [] : ['PaymentOrderIssued']),
    ...needs('PaymentSucceeded', orderId),
    ...needs('PayoutApproved', one.caseId),
    ...needs('PublicityStarted', one.caseId),
    ...needs('PublicityEnded', one.caseId),
    ...needs('SecondReviewPassed', one.caseId),
    ...needs('FirstReviewPassed', one.caseId),
    ...needs('FundsCommitted', one.caseId),
    ...(decided ? [] : ['CaseDecided']),
    ...(ofClass && enrolments.length === 0 ? ['an enrolment of the decision'] : []),
    ...(ofClass && certificates.length === 0 ? ['a certificate of the decision'] : []),
    ...enrolments.flatMap((id) => needs('TraineeEnrolled', id)),
    ...certificates.flatMap((id) => [...needs('CertificateIssued', id), ...needs('CertificateVerified', id)]),
    ...(ofClass ? [...needs('AttendanceSummarised', one.personId), ...needs('SignInRecorded', one.personId)] : []),
  ];
}

export async function compareTraces(scene: Scene, names: readonly string[], claims: readonly Claim[]): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  for (const [place, name] of names.entries()) {
    const claim = claims[place];
    const paid = (claim?.cases ?? []).filter(({ outcome }) => outcome === 'PAID');
    const orders = (await ordersOf(scene, name)).filter(({ state }) => state === 'SUCCEEDED');
    for (const one of paid) {
      const own = orders.filter(({ lines }) => lines.some(({ caseId }) => caseId === one.caseId));
      if (own.length === 0) differences.push(`trace: no order paid ${scene.whoIs(one.personId)}`);
    }
    for (const { orderId, lines } of orders) {
      const trace = await scene.api.get<Trace>(onlooker, `supervision/payments/${orderId}/trace`);
      for (const one of paid.filter(({ caseId }) => lines.some((line) => line.caseId === caseId))) {
        const missing = gaps(trace, orderId, one, (claim?.classIds ?? []).length > 0);
        if (missing.length > 0) differences.push(`trace: ${scene.whoIs(one.personId)} lacks ${missing.join(', ')}`);
      }
      if (!trace.complete) differences.push(`trace: the system calls it incomplete: ${trace.missing.join(', ')}`);
    }
    if (paid.length === 0) differences.push(`trace: nothing of ${name} is paid`);
  }
  return differences.slice(0, 3);
}
