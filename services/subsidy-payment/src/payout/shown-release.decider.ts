// What an officer was shown of a release, and said yes to by signing in anew: as many payments, the same sum, the same lines, the same file, and nothing else.
import { Refused, addFen, businessDate, releaseNonce, yuanOf, type Fen, type ShownRelease } from '@libs/kernel';
import type { Payee } from '@libs/policy';
import type { Claim } from '../claim/claim.decider';
import type { PayoutDecision } from './payout-release.decider';
import type { OrderLine, PayoutFact } from './payout.decider';

/** A line of money as it leaves: whose case, to whom, how much, and to which version of the account that lies in the vault. */
export type MoneyLine = {
  readonly caseId: string;
  readonly line: number;
  readonly payee: Payee;
  readonly amountFen: Fen;
  readonly accountVersion: number;
};
type Paid = { readonly payee: Payee; readonly lines: readonly OrderLine[]; readonly accountVersion: number };
/** Hashes: over all lines that were let go, over those of them that had no money yet, of the file for the bank, and of the token with which the officer said yes. */
export type Shown = { readonly linesHash: string; readonly toComeHash: string; readonly fileSha256?: string; readonly stepUp: string };
/** A file that was drawn up for an officer to see: of which lines, and on which day. */
export type DrawnUp = { readonly linesHash: string; readonly sha256: string; readonly drawnUpAt: string };
export type HashOf = (value: unknown) => string;

const inOrder = (lines: readonly MoneyLine[]): readonly MoneyLine[] =>
  [...lines].sort((one, other) => (one.caseId === other.caseId ? one.line - other.line : one.caseId < other.caseId ? -1 : 1));

/** In one order, whichever way the orders came. */
export const moneyLines = (orders: readonly Paid[]): readonly MoneyLine[] =>
  inOrder(
    orders.flatMap(({ payee: { kind, id }, lines, accountVersion }) =>
      lines.map(({ caseId, line, amountFen }) => ({ caseId, line, payee: { kind, id }, amountFen, accountVersion })),
    ),
  );

/** Of cases that are let go now and paid when their money comes. */
function linesToCome(states: ReadonlyMap<string, Claim>, { claims }: PayoutDecision): readonly MoneyLine[] {
  const waiting = claims.flatMap(({ claimId, facts }) =>
    facts.flatMap((fact) => (fact.type === 'CasesReleased' ? fact.waiting.map((caseId) => ({ claimId, caseId })) : [])),
  );
  return inOrder(
    waiting.flatMap(({ claimId, caseId }) => {
      const claim = states.get(claimId);
      const one = claim?.status === 'FILED' ? claim.cases.get(caseId) : undefined;
      return (one?.decision?.lines ?? []).map(({ line, payee: { kind, id }, amountFen }) => {
        const accountVersion = one?.accounts.get(line) ?? 0;
        return { caseId, line, payee: { kind, id }, amountFen, accountVersion };
      });
    }),
  );
}

/** The hash over all lines, out of that of the lines which leave now and that of those to come: the file has the first only, and proves itself with both. */
const linesHashOf = (now: readonly MoneyLine[], toComeHash: string, hashOf: HashOf): string =>
  hashOf({ now: hashOf(now), toCome: toComeHash });

export type Release = ShownRelease & { readonly toComeHash: string };

/** What a decision lets go. */
export function releaseOf(decision: PayoutDecision, states: ReadonlyMap<string, Claim>, hashOf: HashOf): Release {
  const orders = decision.payout.filter((fact) => fact.type === 'PaymentOrderIssued');
  const toComeHash = hashOf(linesToCome(states, decision));
  return {
    count: orders.length,
    sum: yuanOf(addFen(...orders.map(({ amountFen }) => amountFen))),
    linesHash: linesHashOf(moneyLines(orders), toComeHash, hashOf),
    toComeHash,
  };
}

/** The sign-in with which the officer said yes: its nonce, the salt in it, and a name under which it counts once. */
export type SaidYes = { readonly nonce: string; readonly salt: string; readonly digest: string };

export const stepUpKey = (digest: string): string => `step-up/${digest}`;

/** The file of exactly these payments, drawn up today: its day is the day on which the bank is to pay. */
function fileOf({ count, linesHash }: Release, drawnUp: DrawnUp | undefined, now: string): Pick<Shown, 'fileSha256'> {
  if (count === 0) return {};
  if (drawnUp?.linesHash !== linesHash || businessDate(drawnUp.drawnUpAt) !== businessDate(now)) throw new Refused('RELEASE_CHANGED');
  return { fileSha256: drawnUp.sha256 };
}

export type Showing = { readonly drawnUp: DrawnUp | undefined; readonly saidYes: SaidYes; readonly now: string };

/** The decision, if it is the one that was shown; with what was shown in it, and the sign-in used up. */
export function asShown(decision: PayoutDecision, release: Release, { drawnUp, saidYes, now }: Showing): PayoutDecision {
  const { nonce, salt, digest } = saidYes;
  const file = fileOf(release, drawnUp, now);
  if (nonce !== releaseNonce({ ...release, ...file }, salt)) throw new Refused('RELEASE_CHANGED');
  const { linesHash, toComeHash } = release;
  const payout = decision.payout.map((fact): PayoutFact =>
    fact.type === 'PayoutApproved' ? { ...fact, shown: { linesHash, toComeHash, ...file, stepUp: digest } } : fact,
  );
  return { ...decision, payout, take: [...decision.take, stepUpKey(digest)] };
}

/** Just before the file: the orders are those of which the officer has seen the lines. Money that came late was shown with the release that it waited in. */
export function mustBeAsShown(
  shown: { readonly linesHash: string; readonly toComeHash: string } | undefined,
  orders: readonly Paid[],
  hashOf: HashOf,
): void {
  if (shown && linesHashOf(moneyLines(orders), shown.toComeHash, hashOf) !== shown.linesHash)
    throw new Error('the lines of this payout are not those that were shown when it was released');
}
