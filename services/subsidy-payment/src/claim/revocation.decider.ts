// A certificate was revoked: what is not paid yet is decided again without it, what was paid is claimed back.
import { childId } from '@libs/kernel';
import type { CaseInput, CertificateInput, ClassInput } from '@libs/policy';
import { freeUse, type Entitlements } from '../entitlements/entitlements.decider';
import type { BookedLine, Case, Claim, ClaimFact } from './claim.decider';
import { decideCases, type ClaimAndBooks, type Evaluate, type GatheredInput } from './decide-cases.decider';
import { casesOf } from './steps';

export type Revocation = {
  readonly claimId: string;
  readonly personId: string;
  readonly certificateId: string;
  readonly cause: 'PERSON_AT_FAULT' | 'ISSUER_AT_FAULT';
  readonly evaluate: Evaluate;
  readonly now: string;
};

const reason = 'CERTIFICATE_REVOKED';

/** A case may stand on the certificates of several classes, and on one that was asked for by itself. */
const standsOn = (input: CaseInput, certificateId: string): boolean =>
  [input.class?.certificate, ...(input.furtherClasses ?? []).map((one) => one.certificate), input.certificate?.found].some(
    (certificate) => certificate?.certificateId === certificateId,
  );

/** The input of the last decision, and beside it that the certificate is no more. */
function withoutIt({ book: _, ...input }: CaseInput, certificateId: string, cause: Revocation['cause']): GatheredInput {
  const seen = (certificate: CertificateInput): CertificateInput =>
    certificate.certificateId === certificateId ? { ...certificate, revoked: { cause } } : certificate;
  const inClass = (one: ClassInput): ClassInput => (one.certificate ? { ...one, certificate: seen(one.certificate) } : one);
  return {
    ...input,
    ...(input.class && { class: inClass(input.class) }),
    ...(input.furtherClasses && { furtherClasses: input.furtherClasses.map(inClass) }),
    ...(input.certificate?.found && { certificate: { ...input.certificate, found: seen(input.certificate.found) } }),
  };
}

/** One debt for each line that was paid: of its payee, to the row from which it came. */
export function openClawback(one: Case, why: string, now: string, lines?: readonly number[]): ClaimFact {
  const arrived = lines ?? (one.stage === 'PAID' ? one.booked.map(({ line }) => line) : one.paidLines);
  const payees = new Map(one.decision?.lines.map(({ line, payee }) => [line, payee]));
  const debts = one.booked.flatMap(({ line, row, amountFen }: BookedLine) => {
    const debtor = payees.get(line);
    return debtor && arrived.includes(line) ? [{ debtId: childId(one.caseId, `debt/${line}`), line, debtor, row, amountFen }] : [];
  });
  return { type: 'ClawbackOpened', caseId: one.caseId, reason: why, debts, openedAt: now };
}

const held = (one: Case): boolean => one.holds.some((hold) => hold.reason === reason);

/** G15: through the issuer's fault the person may train again; through their own the entitlement stays used. */
export function takeRevocation(
  state: Claim,
  book: Entitlements,
  { claimId, personId, certificateId, cause, evaluate, now }: Revocation,
): ClaimAndBooks {
  const nothing = { claim: [], books: {}, take: [], free: [] };
  if (state.status === 'UNFILED') return nothing;
  const one = casesOf(state).find((known) => known.personId === personId);
  const { input } = one ?? {};
  if (one === undefined || input === undefined || !standsOn(input, certificateId) || one.clawback) return nothing;
  if (one.stage === 'PAID' || one.paidLines.length > 0) {
    const freed = cause === 'ISSUER_AT_FAULT' ? freeUse(book, personId, one.caseId, now) : undefined;
    return { claim: [openClawback(one, reason, now)], books: { [personId]: freed?.facts ?? [] }, take: [], free: freed?.free ?? [] };
  }
  // Money that may have left can not be called back: the bank says first what became of it.
  if (one.stage === 'RELEASED' && one.payoutId !== undefined)
    return held(one) ? nothing : { ...nothing, claim: [{ type: 'CaseHeld', caseId: one.caseId, reason, detail: { cause }, heldAt: now }] };
  if (one.decision?.outcome === 'REJECTED') return nothing;
  return decideCases(
    state,
    { [personId]: book },
    { claimId, cause: reason, inputs: [withoutIt(input, certificateId, cause)], evaluate, knownAt: now, now },
  );
}
