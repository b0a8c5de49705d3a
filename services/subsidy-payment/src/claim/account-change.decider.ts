// A payee has another account now: whoever said yes to a case that pays them said so of another account, and is asked again.
import type { Payee } from '@libs/policy';
import type { Case, Claim, ClaimFact } from './claim.decider';
import { payeeName } from '../payee/payee.decider';
import { actKeys, casesOf, lives } from './steps';

export type AccountChange = { readonly payee: Payee; readonly accountVersion: number };

/** Whom the cases of a claim pay. */
export const payeesOf = (claim: Claim): readonly Payee[] =>
  claim.status === 'UNFILED' ? [] : [...claim.cases.values()].flatMap((one) => (one.decision?.lines ?? []).map(({ payee }) => payee));

const linesTo = (one: Case, payee: Payee): readonly number[] =>
  (one.decision?.lines ?? []).filter((line) => payeeName(line.payee) === payeeName(payee)).map(({ line }) => line);

/** Money that is in a payout is another matter: its file is only written for the accounts that were approved. */
const isOpen = (one: Case): boolean => lives(one) && one.stage !== 'PAID' && one.payoutId === undefined;

const reviewedAnother = (one: Case, { payee, accountVersion }: AccountChange): boolean =>
  one.stage !== 'DECIDED' && linesTo(one, payee).some((line) => one.accounts.get(line) !== accountVersion);

/** Called by messages, so it refuses nothing; what was heard of a later change already is old. */
export function changeAccount(state: Claim, change: AccountChange, now: string): readonly ClaimFact[] {
  const { payee, accountVersion } = change;
  if (state.status === 'UNFILED' || (state.accounts.get(payeeName(payee)) ?? 0) >= accountVersion) return [];
  const open = casesOf(state).filter((one) => isOpen(one) && linesTo(one, payee).length > 0);
  if (open.length === 0) return [];
  const voided = open.filter((one) => reviewedAnother(one, change)).map(({ caseId }) => caseId);
  return [{ type: 'PayeeAccountChanged', payee, accountVersion, voided, changedAt: now }];
}

export type Withdrawal = {
  readonly payoutId: string;
  readonly caseIds: readonly string[];
  readonly changes: readonly AccountChange[];
  readonly now: string;
};

/** Orders were taken out of their payout before its file was written. Answers the keys that are free again, so that the same officer may release what did not change. */
export function withdrawCases(
  state: Claim,
  { payoutId, caseIds, changes, now }: Withdrawal,
): { readonly facts: readonly ClaimFact[]; readonly free: readonly string[] } {
  if (state.status === 'UNFILED') return { facts: [], free: [] };
  const cases = casesOf(state).filter((one) => caseIds.includes(one.caseId) && one.payoutId === payoutId);
  if (cases.length === 0) return { facts: [], free: [] };
  const heard = changes
    .filter(({ payee, accountVersion }) => (state.accounts.get(payeeName(payee)) ?? 0) < accountVersion)
    .filter(({ payee }) => cases.some((one) => linesTo(one, payee).length > 0))
    .map(({ payee, accountVersion }): ClaimFact => ({ type: 'PayeeAccountChanged', payee, accountVersion, voided: [], changedAt: now }));
  const voided = cases.filter((one) => changes.some((change) => reviewedAnother(one, change)));
  const unchanged = cases.filter((one) => !voided.includes(one));
  const ids = (some: readonly Case[]) => some.map(({ caseId }) => caseId);
  return {
    facts: [...heard, { type: 'CasesWithdrawn', payoutId, voided: ids(voided), unchanged: ids(unchanged), withdrawnAt: now }],
    free: unchanged.flatMap((one) => actKeys([one], one.releasedBy ?? '')),
  };
}
