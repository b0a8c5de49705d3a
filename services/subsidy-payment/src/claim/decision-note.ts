import type { ClaimFact, DecisionNote } from './claim-facts';

/** What stays in sight of a decision when another takes its place. */
export function noteOf({ decisionId, cause, decision, knownAt, decidedAt }: Extract<ClaimFact, { type: 'CaseDecided' }>): DecisionNote {
  const { outcome, reason, detail, packs } = decision;
  return { decisionId, cause, outcome, ...(reason !== undefined && { reason }), detail, pack: packs[0]?.pack ?? '', knownAt, decidedAt };
}
