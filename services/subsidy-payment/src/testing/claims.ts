// Claims for specs: people by name, each decided as a spec says.
import { fen } from '@libs/kernel';
import type { CaseDecision, CaseInput, DecidedLine } from '@libs/policy';
import { testNow } from '@libs/testing';
import type { CaseReason, ClaimFact, FundRow, NeededLine } from '../claim/claim.decider';
import type { GatheredInput } from '../claim/decide-cases.decider';

export const row: FundRow = { fund: 'UI', region: '120000', year: 2026 };
const line: DecidedLine = {
  line: 1,
  programme: 'TRAINING_FEE',
  fund: 'UI',
  payee: { kind: 'ORGANISATION', id: 'employer' },
  amountFen: fen(180_000),
};

export const gathered = (personId: string): GatheredInput => ({
  caseId: `case-${personId}`,
  programmes: ['TRAINING_FEE'],
  region: '120000',
  appliedOn: '2026-03-02',
  person: { personId, tags: [] },
  answers: {},
});
export const inputOf = (personId: string): CaseInput => ({ ...gathered(personId), book: [] });

const common = { detail: {}, trace: [], packs: [{ pack: 'tj-2022-20@1', hash: 'a'.repeat(64) }] };
const use = { family: 'TRAINING', programmes: ['TRAINING_FEE'], occupation: '6-31-01-03', level: '3', year: 2026, funds: ['UI'] } as const;
export const eligible: CaseDecision = { ...common, outcome: 'ELIGIBLE', failed: [], lines: [line], use };
export const rejected = (reason: string): CaseDecision => ({
  ...common,
  outcome: 'REJECTED',
  failed: [{ reason, is: 'FALSE', detail: {} }],
  reason,
  lines: [],
});
export const held = (reason: string): CaseDecision => ({
  ...common,
  outcome: 'HELD',
  failed: [{ reason, is: 'UNKNOWN', detail: {} }],
  reason,
  lines: [line],
  ...(reason !== 'ENTITLEMENT_RESERVED' && { use }),
});

export const submitted = (...people: readonly string[]): ClaimFact => ({
  type: 'ClaimSubmitted',
  programmes: ['TRAINING_FEE'],
  region: '120000',
  organisationId: 'institution',
  classIds: ['class'],
  caseIds: people.map((personId) => `case-${personId}`),
  appliedOn: '2026-03-02',
  filedBy: 'registrar',
  filer: 'filer',
  submittedAt: testNow,
});

export const opened = (personId: string, place: number): ClaimFact => ({ type: 'CaseOpened', caseId: `case-${personId}`, personId, place });
export const caseDecided = (personId: string, decision: CaseDecision): ClaimFact => ({
  type: 'CaseDecided',
  caseId: `case-${personId}`,
  decisionId: `decision-${personId}`,
  cause: 'APPLIED',
  decision,
  input: inputOf(personId),
  knownAt: testNow,
  decidedAt: testNow,
});

const place = { region: '120000', institutionId: 'institution', classIds: ['class'] };
export const claimDecided = (of: Partial<Extract<ClaimFact, { type: 'ClaimDecided' }>>): ClaimFact => ({
  type: 'ClaimDecided',
  cause: 'APPLIED',
  eligible: [],
  rejected: [],
  held: [],
  freed: [],
  place,
  pack: 'tj-2022-20@1',
  decidedAt: testNow,
  ...of,
});
export const reasonOf = (personId: string, reason: string): CaseReason => ({ caseId: `case-${personId}`, reason });

/** A claim that was filed for these people and decided. */
export const filedClaim = (decisions: Readonly<Record<string, CaseDecision>>): readonly ClaimFact[] => {
  const people = Object.entries(decisions);
  const of = (outcome: CaseDecision['outcome']) => people.filter(([, decision]) => decision.outcome === outcome);
  return [
    submitted(...people.map(([personId]) => personId)),
    ...people.map(([personId], at) => opened(personId, at + 1)),
    ...people.map(([personId, decision]) => caseDecided(personId, decision)),
    claimDecided({
      eligible: of('ELIGIBLE').map(([personId]) => `case-${personId}`),
      rejected: of('REJECTED').map(([personId, { reason = '' }]) => reasonOf(personId, reason)),
      held: of('HELD').map(([personId, { reason = '' }]) => reasonOf(personId, reason)),
    }),
  ];
};

export const needed: NeededLine = {
  line: 1,
  programme: 'TRAINING_FEE',
  fund: 'UI',
  region: '120000',
  year: 2026,
  amountFen: fen(180_000),
  accountVersion: 1,
};
const ids = (people: readonly string[]) => people.map((personId) => `case-${personId}`);

export const firstReviewed = (people: readonly string[], round = 1, reviewer = 'one'): ClaimFact => ({
  type: 'FirstReviewPassed',
  round,
  reviewer,
  cases: ids(people).map((caseId) => ({ caseId, lines: [needed] })),
  seen: 'hash',
  passedAt: testNow,
});
export const funds = (committed: readonly string[], queued: readonly string[] = [], served = false): ClaimFact => ({
  type: 'FundsAnswered',
  round: 1,
  served,
  committed: ids(committed).map((caseId) => ({ caseId, lines: [{ line: 1, row, amountFen: fen(180_000) }] })),
  queued: ids(queued).map((caseId, at) => ({ caseId, row, queue: at + 1 })),
  answeredAt: testNow,
});
export const secondReviewed = (people: readonly string[], reviewer = 'two'): ClaimFact => ({
  type: 'SecondReviewPassed',
  reviewer,
  caseIds: ids(people),
  seen: 'hash',
  passedAt: testNow,
});
/** Posted on Monday 2 March for five working days: until Monday 9 March, 24:00 in Shanghai. */
export const posted = (people: readonly string[]): ClaimFact => ({
  type: 'PublicityStarted',
  caseIds: ids(people),
  lastDay: '2026-03-09',
  endsAt: '2026-03-09T16:00:00.000Z',
  startedAt: testNow,
});
export const ended = (people: readonly string[]): ClaimFact => ({
  type: 'PublicityEnded',
  caseIds: ids(people),
  endedAt: '2026-03-09T16:00:00.000Z',
});
export const released = (ready: readonly string[], waiting: readonly string[] = []): ClaimFact => ({
  type: 'CasesReleased',
  ...(ready.length > 0 && { payoutId: 'payout' }),
  caseIds: ids(ready),
  waiting: ids(waiting),
  releasedBy: 'cashier',
  releasedAt: testNow,
});
/** Filed, reviewed twice, posted, over: what a release begins with. */
export const readyClaim = (people: readonly string[], queued: readonly string[] = []): readonly ClaimFact[] => {
  const all = [...people, ...queued];
  const facts = filedClaim(Object.fromEntries(all.map((personId) => [personId, eligible])));
  return [...facts, firstReviewed(all), funds(people, queued), secondReviewed(all), posted(all), ended(all)];
};
