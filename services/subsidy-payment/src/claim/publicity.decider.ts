// 公示: who is to be paid what is shown for the pack's working days, and anybody may object while it lasts.
import { Refused, businessDate, endOfDay, nthWorkingDayAfter, type CalendarData } from '@libs/kernel';
import { freeUse, type Entitlements } from '../entitlements/entitlements.decider';
import type { Case, Claim, ClaimFact, FiledClaim } from './claim.decider';
import type { ClaimAndBooks } from './decide-cases.decider';
import type { Said } from './objections';
import { casesOf, filed, lives, mustBeAsSeen, waitingFor } from './steps';

export type Publicity = {
  readonly actor: string;
  readonly seenVersion?: number | undefined;
  readonly now: string;
  /** How many working days the pack that decided a case asks for. */
  readonly workingDaysOf: (one: Case) => number;
  readonly calendar: CalendarData;
};

export function startPublicity(state: Claim, { actor, seenVersion, now, workingDaysOf, calendar }: Publicity): readonly ClaimFact[] {
  const cases = waitingFor(filed(state), { actor, seenVersion, at: ({ stage }) => stage === 'SECOND_REVIEWED', acted: () => [] });
  const lastDay = nthWorkingDayAfter(businessDate(now), Math.max(...cases.map(workingDaysOf)), calendar);
  return [{ type: 'PublicityStarted', caseIds: cases.map(({ caseId }) => caseId), lastDay, endsAt: endOfDay(lastDay), startedAt: now }];
}

/** 24:00 of the last day, however late that was noticed. */
export function endPublicity(state: Claim, endsAt: string, now: string): readonly ClaimFact[] {
  // A timer that fires early must be tried again: an accepted command without facts would use up its id.
  if (now < endsAt) throw new Refused('PUBLICITY_NOT_ENDED', { last_day: businessDate(now) });
  if (state.status === 'UNFILED') return [];
  const over = casesOf(state).filter((one) => one.stage === 'IN_PUBLICITY' && one.publicity?.endsAt === endsAt);
  return over.length === 0 ? [] : [{ type: 'PublicityEnded', caseIds: over.map(({ caseId }) => caseId), endedAt: endsAt }];
}

export type WhoseCase = { readonly caseId?: string | undefined; readonly personId?: string | undefined };

export function caseOf(claim: FiledClaim, { caseId, personId }: WhoseCase): Case {
  const found = casesOf(claim).find((one) => (caseId !== undefined ? one.caseId === caseId : one.personId === personId));
  if (!found) throw new Refused('CASE_NOT_FOUND');
  return found;
}

const objected = (one: Case): boolean => one.holds.some(({ reason }) => reason === 'PUBLICITY_OBJECTION');

export type Objecting = WhoseCase & { readonly said?: Said | undefined; readonly most?: number };

/** Whoever only says that they object is heard once; whoever says why is heard each time, until a line has as many as are read. */
export function raiseObjection(state: Claim, { said, most = Infinity, ...whose }: Objecting, now: string): readonly ClaimFact[] {
  const one = caseOf(filed(state), whose);
  if (one.publicity === undefined || !lives(one)) throw new Refused('REVIEW_ORDER');
  if (one.stage !== 'IN_PUBLICITY' || now >= one.publicity.endsAt) throw new Refused('PUBLICITY_OVER', { last_day: one.publicity.lastDay });
  if ((one.objections?.length ?? 0) >= most) throw new Refused('OBJECTIONS_ENOUGH', { most });
  if (said === undefined && objected(one)) return [];
  return [{ type: 'ObjectionRaised', caseId: one.caseId, ...(said && { said }), raisedAt: now }];
}

export type Resolution = WhoseCase & {
  readonly upheld: boolean;
  readonly officer: string;
  readonly seenVersion?: number | undefined;
  readonly now: string;
};

/** Upheld: the person is out, and gets back the entitlement. Not upheld: the case goes on where it stood. */
export function resolveObjection(
  state: Claim,
  book: Entitlements,
  { upheld, officer, seenVersion, now, ...whose }: Resolution,
): ClaimAndBooks {
  const claim = filed(state);
  mustBeAsSeen(claim, seenVersion);
  const { caseId, personId, ...one } = caseOf(claim, whose);
  if (!objected({ caseId, personId, ...one })) throw new Refused('NO_OBJECTION');
  const resolved: ClaimFact = { type: 'ObjectionResolved', caseId, upheld, officer, resolvedAt: now };
  if (!upheld) return { claim: [resolved], books: {}, take: [], free: [] };
  const freed = freeUse(book, personId, caseId, now);
  return {
    claim: [resolved, { type: 'CasesDropped', cases: [{ caseId, reason: 'PUBLICITY_OBJECTION' }], droppedAt: now }],
    books: { [personId]: freed.facts },
    take: [],
    free: freed.free,
  };
}
