// A claim whose cases have passed everything up to the end of publicity, with money set aside: what a release begins with.
import { childId, fen } from '@libs/kernel';
import type { CaseDecision, CaseInput, DecidedLine } from '@libs/policy';
import { claim, type Claim, type ClaimFact, type FundRow } from '../claim/claim.decider';

export const unemploymentFund: FundRow = { fund: 'UI', region: '120000', year: 2025 };
export const lastDay = '2025-02-27';
export const institution = { kind: 'ORGANISATION', id: childId('testing', 'institution') } as const;
export const employer = { kind: 'ORGANISATION', id: childId('testing', 'employer') } as const;

export const toPerson = (name: string): readonly Line[] => [{ payee: { kind: 'PERSON', id: personOf(name) }, amountFen: fen(120_000) }];
export const personOf = (name: string): string => childId('person', name);
export const caseOf = (claimId: string, name: string): string => childId(claimId, personOf(name));

type Line = Pick<DecidedLine, 'payee' | 'amountFen'> & { readonly row?: FundRow };
type Options = {
  readonly linesOf?: (name: string) => readonly Line[];
  readonly queued?: readonly string[];
  readonly organisationId?: string;
  /** Who had an account when the first review was made; everybody unless said otherwise. */
  readonly withoutAccount?: readonly string[];
};

/** The training fee to the employer, the exam fee to the institution. */
const usual = (): readonly Line[] => [
  { payee: employer, amountFen: fen(180_000) },
  { payee: institution, amountFen: fen(41_000) },
];

const decisionOf = (lines: readonly Line[]): CaseDecision => ({
  outcome: 'ELIGIBLE',
  failed: [],
  detail: {},
  lines: lines.map(({ payee, amountFen }, place) => ({ line: place + 1, programme: 'UI_SKILL', fund: 'UI', payee, amountFen })),
  trace: [],
  packs: [{ pack: 'tj-2022-20@1', hash: 'a'.repeat(64) }],
});

const inputOf = (caseId: string, personId: string): CaseInput => ({
  caseId,
  programmes: ['UI_SKILL'],
  region: '120000',
  appliedOn: '2025-02-01',
  person: { personId, tags: [] },
  book: [],
  answers: {},
});

const bookedOf = (lines: readonly Line[]) =>
  lines.map(({ amountFen, row = unemploymentFund }, place) => ({ line: place + 1, row, amountFen }));

type Payable = {
  readonly caseId: string;
  readonly personId: string;
  readonly place: number;
  readonly name: string;
  readonly lines: readonly Line[];
};
const at = '2025-02-10T01:00:00.000Z';

const filedWith = (cases: readonly Payable[], organisationId: string | undefined): readonly ClaimFact[] => [
  {
    type: 'ClaimSubmitted',
    programmes: ['UI_SKILL'],
    region: '120000',
    ...(organisationId !== undefined && { organisationId }),
    classIds: [],
    caseIds: cases.map(({ caseId }) => caseId),
    appliedOn: '2025-02-01',
    filedBy: 'somebody',
    filer: 'filer',
    submittedAt: at,
  },
  ...cases.map(({ caseId, personId, place }): ClaimFact => ({ type: 'CaseOpened', caseId, personId, place })),
  ...cases.map(({ caseId, personId, lines }): ClaimFact => ({
    type: 'CaseDecided',
    caseId,
    decisionId: childId(caseId, 'decision/1'),
    cause: 'APPLIED',
    decision: decisionOf(lines),
    input: inputOf(caseId, personId),
    knownAt: at,
    decidedAt: at,
  })),
];

const firstReviewOf = (cases: readonly Payable[], withoutAccount: readonly string[]): ClaimFact => {
  const needed = cases.map(({ caseId, name, lines }) => {
    const reviewed = { programme: 'UI_SKILL' as const, accountVersion: withoutAccount.includes(name) ? 0 : 1 };
    return { caseId, lines: bookedOf(lines).map(({ line, row, amountFen }) => ({ line, ...row, amountFen, ...reviewed })) };
  });
  return { type: 'FirstReviewPassed', round: 1, reviewer: 'officer1', cases: needed, seen: 'b'.repeat(64), passedAt: at };
};

export function payableClaim(claimId: string, names: readonly string[], options: Options = {}): readonly ClaimFact[] {
  const { linesOf = usual, queued = [], organisationId, withoutAccount = [] } = options;
  const caseFor = (name: string, place: number): Payable => ({
    caseId: caseOf(claimId, name),
    personId: personOf(name),
    place: place + 1,
    name,
    lines: linesOf(name),
  });
  const cases = names.map(caseFor);
  const caseIds = cases.map(({ caseId }) => caseId);
  const waiting = cases.filter(({ name }) => queued.includes(name));
  return [
    ...filedWith(cases, organisationId),
    firstReviewOf(cases, withoutAccount),
    {
      type: 'FundsAnswered',
      round: 1,
      served: false,
      committed: cases.filter((one) => !waiting.includes(one)).map(({ caseId, lines }) => ({ caseId, lines: bookedOf(lines) })),
      queued: waiting.map(({ caseId }, place) => ({ caseId, row: unemploymentFund, queue: place + 1 })),
      answeredAt: at,
    },
    { type: 'SecondReviewPassed', reviewer: 'officer2', caseIds, seen: 'c'.repeat(64), passedAt: at },
    { type: 'PublicityStarted', caseIds, lastDay, endsAt: '2025-02-27T16:00:00.000Z', startedAt: at },
  ];
}

export const claimAfter = (...facts: readonly ClaimFact[]): Claim =>
  facts.reduce((state: Claim, fact) => claim.evolve(state, fact), claim.initial);

/** The ledger's later answer to a case that had waited in the queue. */
export const moneyCame = (claimId: string, names: readonly string[], lines: readonly Line[] = usual()): ClaimFact => ({
  type: 'FundsAnswered',
  round: 1,
  served: true,
  committed: names.map((name) => ({ caseId: caseOf(claimId, name), lines: bookedOf(lines) })),
  queued: [],
  answeredAt: '2026-03-03T01:00:00.000Z',
});
