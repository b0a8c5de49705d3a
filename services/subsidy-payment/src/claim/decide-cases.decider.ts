// How cases come to be decided, first and again: the evaluator's word on each, what it does to the books of their people, and what the claim keeps of it.
import { childId } from '@libs/kernel';
import type { CaseDecision, CaseInput, CertificateInput, ClassInput, Programme } from '@libs/policy';
import {
  awaitUse,
  freeUse,
  reserveUse,
  usesBeside,
  type BookChange,
  type Entitlements,
  type EntitlementsFact,
} from '../entitlements/entitlements.decider';
import { standOn, type ClassFindings, type ClassFindingsFact } from '../class-record/class-findings.decider';
import { claim, type Case, type CaseReason, type Claim, type ClaimFact, type DecisionCause, type FindingOnClaim } from './claim.decider';
import { casesOf, findingOn, mayStop } from './steps';

export type GatheredInput = Omit<CaseInput, 'book'>;
/** The evaluator with the packs that are known: pure. */
export type Evaluate = (input: CaseInput) => CaseDecision;
export type Books = Readonly<Record<string, Entitlements>>;
/** By class. */
export type Classes = Readonly<Record<string, ClassFindings>>;

/** What one decision writes: to the claim, and to the books by person. */
export type ClaimAndBooks = {
  readonly claim: readonly ClaimFact[];
  readonly books: Readonly<Record<string, readonly EntitlementsFact[]>>;
  readonly take: readonly string[];
  readonly free: readonly string[];
  /** By class; only where a claim is filed. */
  readonly classes?: Readonly<Record<string, readonly ClassFindingsFact[]>>;
};

export type Deciding = {
  readonly claimId: string;
  readonly cause: DecisionCause;
  readonly inputs: readonly GatheredInput[];
  readonly evaluate: Evaluate;
  readonly knownAt: string;
  readonly now: string;
};

const reserved = 'ENTITLEMENT_RESERVED';

/** A case that another one's reservation holds reserves nothing itself, and waits in the book; one that is out gives back what it had. */
function bookChange(book: Entitlements, personId: string, { claimId, now }: Deciding, caseId: string, decision: CaseDecision): BookChange {
  if (decision.outcome === 'REJECTED') return freeUse(book, personId, caseId, now);
  if (decision.failed.some(({ reason }) => reason === reserved)) {
    const freed = freeUse(book, personId, caseId, now);
    const waits = awaitUse(book, { claimId, caseId }, now);
    return { facts: [...freed.facts, ...waits.facts], take: [], free: freed.free };
  }
  if (decision.use === undefined) return { facts: [], take: [], free: [] };
  return reserveUse(book, { personId, claimId, caseId, use: decision.use, at: now });
}

/** What became of a case that had gone on already: what was set aside for it is given back. */
const dropped = (one: Case, decision: CaseDecision): CaseReason | undefined =>
  decision.outcome === 'REJECTED' && one.funds !== 'NONE' ? { caseId: one.caseId, reason: decision.reason ?? '' } : undefined;

/** What was gathered may be older than the loss of a certificate of which the book knows. */
function withLosses(gathered: GatheredInput, { lost }: Entitlements): GatheredInput {
  const seen = <C extends CertificateInput>(certificate: C): C => {
    const cause = lost.get(certificate.certificateId ?? '');
    return cause === undefined || certificate.revoked ? certificate : { ...certificate, revoked: { cause } };
  };
  const inClass = <C extends ClassInput>(one: C): C => (one.certificate ? { ...one, certificate: seen(one.certificate) } : one);
  const { class: ofClass, furtherClasses, certificate } = gathered;
  return {
    ...gathered,
    ...(ofClass && { class: inClass(ofClass) }),
    ...(furtherClasses && { furtherClasses: furtherClasses.map(inClass) }),
    ...(certificate?.found && { certificate: { ...certificate, found: seen(certificate.found) } }),
  };
}

/** Nobody who was found out at a class is paid for it, whatever else is known of them. */
export function withFinding<Input extends GatheredInput>(gathered: Input, findings: readonly FindingOnClaim[]): Input {
  const found = findingOn(findings, gathered, gathered.person.personId);
  return found === undefined ? gathered : { ...gathered, finding: { classId: found.classId, reason: found.reason } };
}

/** Decides these cases of a claim that has them, as they stand now. */
export function decideCases(state: Claim, books: Books, deciding: Deciding): ClaimAndBooks {
  const { inputs, evaluate, cause, knownAt, now } = deciding;
  const { cases, findings } = state.status === 'FILED' ? state : { cases: new Map<string, Case>(), findings: [] };
  const facts: ClaimFact[] = [];
  const ofBooks: Record<string, readonly EntitlementsFact[]> = {};
  const [take, free]: [string[], string[]] = [[], []];
  const decided: { readonly one: Case; readonly decision: CaseDecision }[] = [];
  for (const gathered of inputs) {
    const one = cases.get(gathered.caseId);
    const book = books[gathered.person.personId];
    if (one === undefined || book === undefined || one.dropped !== undefined || one.clawback !== undefined) continue;
    const input: CaseInput = { ...withFinding(withLosses(gathered, book), findings), book: usesBeside(book, one.caseId) };
    const decision = evaluate(input);
    const decisionId = childId(one.caseId, `decision/${one.decisions.length + 1}`);
    facts.push({ type: 'CaseDecided', caseId: one.caseId, decisionId, cause, decision, input, knownAt, decidedAt: now });
    const change = bookChange(book, one.personId, deciding, one.caseId, decision);
    if (change.facts.length > 0) ofBooks[one.personId] = change.facts;
    take.push(...change.take);
    free.push(...change.free);
    decided.push({ one, decision });
  }
  if (decided.length === 0) return { claim: [], books: {}, take: [], free: [] };
  facts.push(summary(state, decided, cause, now), ...afterwards(decided, casesBeside(cases, decided), now));
  return { claim: facts, books: ofBooks, take, free };
}

type DecidedCase = { readonly one: Case; readonly decision: CaseDecision };

const casesBeside = (cases: ReadonlyMap<string, Case>, decided: readonly DecidedCase[]): readonly Case[] => {
  const now = new Set(decided.map(({ one }) => one.caseId));
  return [...cases.values()].filter(({ caseId }) => !now.has(caseId));
};

const reasonOf = ({ one, decision }: DecidedCase): CaseReason => ({ caseId: one.caseId, reason: decision.reason ?? '' });

function summary(state: Claim, decided: readonly DecidedCase[], cause: DecisionCause, now: string): ClaimFact {
  const of = (outcome: CaseDecision['outcome']) => decided.filter(({ decision }) => decision.outcome === outcome);
  const freed = of('ELIGIBLE').filter(({ one }) => one.decision?.outcome === 'HELD');
  const { region, organisationId, classIds } = state.status === 'FILED' ? state : { region: '', organisationId: undefined, classIds: [] };
  return {
    type: 'ClaimDecided',
    cause,
    eligible: of('ELIGIBLE').map(({ one }) => one.caseId),
    rejected: of('REJECTED').map(reasonOf),
    held: of('HELD').map(reasonOf),
    freed: freed.map(({ one }) => ({ caseId: one.caseId, reason: one.decision?.reason ?? '' })),
    place: { region, ...(organisationId !== undefined && { institutionId: organisationId }), classIds },
    pack: decided[0]?.decision.packs[0]?.pack ?? '',
    decidedAt: now,
  };
}

/** Money that a case will not need any more is given back; attendance after a death stops every other case of the claim until supervision has looked. */
function afterwards(decided: readonly DecidedCase[], beside: readonly Case[], now: string): readonly ClaimFact[] {
  const gone = decided.flatMap(({ one, decision }) => dropped(one, decision) ?? []);
  const facts: ClaimFact[] = gone.length > 0 ? [{ type: 'CasesDropped', cases: gone, droppedAt: now }] : [];
  if (!decided.some(({ decision }) => decision.reason === 'POST_DEATH_ATTENDANCE')) return facts;
  const others = [...decided.map(({ one, decision }) => ({ ...one, decision })), ...beside];
  return [
    ...facts,
    ...others
      .filter((one) => mayStop(one) && !one.holds.some(({ reason }) => reason === 'AUDIT_HOLD'))
      .map((one): ClaimFact => ({ type: 'CaseHeld', caseId: one.caseId, reason: 'AUDIT_HOLD', detail: {}, heldAt: now })),
  ];
}

export type Filing = {
  readonly programmes: readonly Programme[];
  readonly region: string;
  readonly organisationId?: string;
  readonly classIds: readonly string[];
  readonly certificate?: { readonly occupation: string; readonly level: string };
  readonly stage?: NonNullable<CaseInput['stage']>;
  readonly appliedOn: string;
  readonly filedBy: string;
  readonly filer: string;
};

export type FiledBeside = { readonly books: Books; readonly classes: Classes };

const standingFindings = (classes: Classes, now: string): readonly ClaimFact[] =>
  Object.entries(classes).flatMap(([classId, { findings }]) =>
    findings.map((found): ClaimFact => ({ type: 'FindingStands', classId, ...found, heardAt: now })),
  );

/** Files a claim and decides all its cases: one decision, over the claim, its classes, and the books of all its people. */
export function fileClaim(state: Claim, { books, classes }: FiledBeside, filing: Filing, deciding: Deciding): ClaimAndBooks {
  if (state.status !== 'UNFILED') return { claim: [], books: {}, take: [], free: [] };
  const opened: readonly ClaimFact[] = [
    { type: 'ClaimSubmitted', ...filing, caseIds: deciding.inputs.map(({ caseId }) => caseId), submittedAt: deciding.now },
    ...standingFindings(classes, deciding.now),
    ...deciding.inputs.map(({ caseId, person: { personId } }, at): ClaimFact => ({ type: 'CaseOpened', caseId, personId, place: at + 1 })),
  ];
  const decided = decideCases(opened.reduce(claim.evolve, state), books, deciding);
  const standing = Object.entries(classes).map(([classId, known]) => [classId, standOn(known, deciding.claimId, deciding.now)] as const);
  return { ...decided, claim: [...opened, ...decided.claim], classes: Object.fromEntries(standing) };
}

/** The cases whose decision is to be made again for this cause. */
export function toDecideAgain(state: Claim, cause: DecisionCause): readonly Case[] {
  if (state.status === 'UNFILED') return [];
  const open = casesOf(state).filter((one) => one.dropped === undefined && one.clawback === undefined);
  const held = open.filter((one) => one.decision?.outcome === 'HELD');
  switch (cause) {
    case 'RECHECKED':
    case 'RESERVE_CORRECTED':
      return held;
    case 'RESERVATION_FREED':
      return held.filter((one) => one.decision?.failed.some(({ reason }) => reason === reserved));
    case 'REASSESSED':
      return open.filter((one) => one.decision?.outcome === 'REJECTED');
    case 'CERTIFICATE_REVOKED':
      return open.filter((one) => one.stage !== 'PAID' && one.decision?.outcome !== 'REJECTED');
    case 'APPLIED':
      return [];
  }
}
