// What supervision found at a class, and which claims stand on the class. A claim is filed in one decision with its classes, and a finding is heard in one
// with all the claims that stand on it: whichever comes first, the other one knows of it.
import type { Decider } from '@libs/event-store';

export type FindingAtClass = {
  readonly reason: string;
  /** Whom it concerns; everybody of the class where nobody is named. */
  readonly personId?: string;
};

export type ClassFindingsFact =
  | { readonly type: 'ClaimStandsOnClass'; readonly claimId: string; readonly since: string }
  | ({ readonly type: 'FindingHeard'; readonly heardAt: string } & FindingAtClass);

export type ClassFindings = { readonly claimIds: ReadonlySet<string>; readonly findings: readonly FindingAtClass[] };

export const classFindings: Decider<ClassFindings, ClassFindingsFact> = {
  category: 'class-findings',
  initial: { claimIds: new Set(), findings: [] },
  schemas: { ClaimStandsOnClass: 1, FindingHeard: 1 },
  evolve(state, fact) {
    switch (fact.type) {
      case 'ClaimStandsOnClass':
        return { ...state, claimIds: new Set(state.claimIds).add(fact.claimId) };
      case 'FindingHeard': {
        const { reason, personId } = fact;
        return { ...state, findings: [...state.findings, { reason, ...(personId !== undefined && { personId }) }] };
      }
    }
  },
};

export const standOn = ({ claimIds }: ClassFindings, claimId: string, now: string): readonly ClassFindingsFact[] =>
  claimIds.has(claimId) ? [] : [{ type: 'ClaimStandsOnClass', claimId, since: now }];

const same = (one: FindingAtClass, other: FindingAtClass): boolean => one.reason === other.reason && one.personId === other.personId;

export const hearFinding = ({ findings }: ClassFindings, found: FindingAtClass, now: string): readonly ClassFindingsFact[] =>
  findings.some((known) => same(known, found)) ? [] : [{ type: 'FindingHeard', ...found, heardAt: now }];
