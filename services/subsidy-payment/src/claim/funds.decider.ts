// What the ledger answers to a first review, and later when a queue is served. Called by messages, so it refuses nothing.
import type { Case, Claim, ClaimFact, FundRow, BookedLine } from './claim.decider';

export type FundsAnswer = {
  readonly round: number;
  readonly served: boolean;
  readonly committed: readonly { readonly caseId: string; readonly lines: readonly BookedLine[] }[];
  readonly queued: readonly { readonly caseId: string; readonly row: FundRow; readonly queue: number }[];
};

/** The ledger's word on this round, which nobody has heard yet, is the truth also for a case that had its money in an earlier one. */
const isNews = ({ funds, round: present, answeredRound = 0, payoutId }: Case, round: number): boolean =>
  funds === 'COMMITTED' ? payoutId === undefined && round === present && round > answeredRound : funds !== 'NONE';

/** A case that was dropped meanwhile wants no money: the ledger has heard of that too, and gives it back. */
export function takeFundsAnswer(state: Claim, { round, served, committed, queued }: FundsAnswer, now: string): readonly ClaimFact[] {
  if (state.status === 'UNFILED') return [];
  const wants = ({ caseId }: { readonly caseId: string }) => {
    const one = state.cases.get(caseId);
    return one !== undefined && one.dropped === undefined && isNews(one, round);
  };
  const [had, waits] = [committed.filter(wants), queued.filter(wants)];
  return had.length + waits.length === 0 ? [] : [{ type: 'FundsAnswered', round, served, committed: had, queued: waits, answeredAt: now }];
}
