// Money is let go: cases become payment orders, one for each payee and fund row, and the payout that carries them.
import { addFen, childId, noFen, type Fen } from '@libs/kernel';
import type { Payee } from '@libs/policy';
import type { BookedLine, Case, FundRow } from '../claim/claim.decider';
import type { OrderLine, Payout, PayoutCase, PayoutFact } from './payout.decider';

export type ReleasedCases = { readonly claimId: string; readonly cases: readonly Case[] };
export type Approval = {
  readonly payoutId: string;
  readonly released: readonly ReleasedCases[];
  readonly releasedBy: string;
  readonly now: string;
};

type PayableLine = OrderLine & { readonly payee: Payee; readonly row: FundRow; readonly accountVersion: number };
type Issued = Extract<PayoutFact, { type: 'PaymentOrderIssued' }>;

export const rowName = ({ fund, region, year }: FundRow): string => `${fund}-${region}-${year}`;

// What the ledger booked has its row and its sum, what was decided has its payee; the number of the line ties them together.
function payableLine(claimId: string, one: Case, { line, row, amountFen }: BookedLine): PayableLine {
  const payee = one.decision?.lines.find((decided) => decided.line === line)?.payee;
  if (payee === undefined) throw new Error(`line ${line} of case ${one.caseId} was booked and never decided`);
  return { claimId, caseId: one.caseId, line, amountFen, payee, row, accountVersion: one.accounts.get(line) ?? 0 };
}

function ordersOf(payoutId: string, lines: readonly PayableLine[], now: string): readonly Issued[] {
  const grouped = new Map<string, PayableLine[]>();
  for (const line of lines) {
    const name = `${line.payee.kind}/${line.payee.id}/${rowName(line.row)}`;
    grouped.set(name, [...(grouped.get(name) ?? []), line]);
  }
  return [...grouped].flatMap(([name, parts]) => {
    const [first] = parts;
    if (first === undefined) return [];
    const ordered = parts.map(({ claimId, caseId, line, amountFen }) => ({ claimId, caseId, line, amountFen }));
    const { payee, row } = first;
    const amountFen = addFen(...parts.map((part) => part.amountFen));
    // Where two claims were reviewed with different ones, the older: the newer is on its way to the other claim.
    const accountVersion = Math.min(...parts.map((part) => part.accountVersion));
    const orderId = childId(payoutId, name);
    return [{ type: 'PaymentOrderIssued', orderId, payee, row, amountFen, lines: ordered, accountVersion, issuedAt: now }];
  });
}

/** 签批: everything that goes leaves as one payout. */
export function approvePayout(payout: Payout, { payoutId, released, releasedBy, now }: Approval): readonly PayoutFact[] {
  if (payout.status !== 'NONE' || released.every(({ cases }) => cases.length === 0)) return [];
  const going = released.filter(({ cases }) => cases.length > 0);
  const lines = going.flatMap(({ claimId, cases }) =>
    cases.flatMap((one) => one.booked.map((booked) => payableLine(claimId, one, booked))),
  );
  const cases: readonly PayoutCase[] = going.flatMap((claim) =>
    claim.cases.map(({ caseId, booked }) => ({ claimId: claim.claimId, caseId, lines: booked })),
  );
  const grossFen: Fen = addFen(...lines.map(({ amountFen }) => amountFen));
  return [
    {
      type: 'PayoutApproved',
      claimIds: going.map(({ claimId }) => claimId),
      cases,
      grossFen,
      offsetFen: noFen,
      netFen: grossFen,
      releasedBy,
      approvedAt: now,
    },
    ...ordersOf(payoutId, lines, now),
  ];
}
