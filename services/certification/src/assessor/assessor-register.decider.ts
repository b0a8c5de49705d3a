// The register of assessors: who they are, and the four digits by which their certificates name them, given once and for ever.
import type { Decider } from '@libs/event-store';
import { Refused } from '@libs/kernel';

/** Y is an employer that assesses its own staff, S a social assessor. */
export type AssessorKind = 'Y' | 'S';
export type Assessor = { readonly kind: AssessorKind; readonly region?: string; readonly agency?: string };

export type AssessorRegisterFact =
  | { readonly type: 'AssessorRegistered'; readonly assessorId: string; readonly kind: AssessorKind; readonly region: string }
  | { readonly type: 'AgencyNumbered'; readonly assessorId: string; readonly agency: string };

export type AssessorRegister = { readonly assessors: ReadonlyMap<string, Assessor>; readonly numbered: number };

/** There is one register. */
export const registerId = 'national';

export const assessorRegister: Decider<AssessorRegister, AssessorRegisterFact> = {
  category: 'assessor-register',
  initial: { assessors: new Map(), numbered: 0 },
  schemas: { AssessorRegistered: 1, AgencyNumbered: 1 },
  evolve(register, fact) {
    const known = register.assessors.get(fact.assessorId);
    const having = (assessor: Assessor) => new Map(register.assessors).set(fact.assessorId, assessor);
    switch (fact.type) {
      case 'AssessorRegistered':
        return { ...register, assessors: having({ ...known, kind: fact.kind, region: fact.region }) };
      case 'AgencyNumbered':
        return { assessors: having({ kind: 'S', ...known, agency: fact.agency }), numbered: register.numbered + 1 };
    }
  },
};

/** Called by a message. */
export function registerAssessor(
  { assessors }: AssessorRegister,
  { assessorId, kind, region }: { readonly assessorId: string; readonly kind: AssessorKind; readonly region: string },
): readonly AssessorRegisterFact[] {
  const known = assessors.get(assessorId);
  return known?.kind === kind && known.region === region ? [] : [{ type: 'AssessorRegistered', assessorId, kind, region }];
}

/** The first certificate gives an assessor its digits; `digits` is how many of them a number has room for. */
export function numberAgency(
  { assessors, numbered }: AssessorRegister,
  assessorId: string,
  digits: number,
): readonly AssessorRegisterFact[] {
  if (assessors.get(assessorId)?.agency !== undefined) return [];
  const agency = String(numbered + 1).padStart(digits, '0');
  if (agency.length > digits) throw new Refused('AGENCY_NUMBERS_EXHAUSTED');
  return [{ type: 'AgencyNumbered', assessorId, agency }];
}
