// The book of a person: which entitlements are reserved by a case, which are used up, and who waits for one that is reserved.
import type { Decider } from '@libs/event-store';
import type { Fen } from '@libs/kernel';
import { isOneUse, type Use } from '@libs/policy';

export type NewUse = Omit<Use, 'state' | 'caseId'>;
export type CaseRef = { readonly claimId: string; readonly caseId: string };

export type LossCause = 'PERSON_AT_FAULT' | 'ISSUER_AT_FAULT';

export type EntitlementsFact =
  | {
      readonly type: 'EntitlementReserved';
      readonly claimId: string;
      readonly caseId: string;
      readonly use: NewUse;
      readonly reservedAt: string;
    }
  /** The use is up. Who waited for it is to be decided again. */
  | { readonly type: 'EntitlementConsumed'; readonly caseId: string; readonly wakes: readonly CaseRef[]; readonly consumedAt: string }
  | { readonly type: 'EntitlementFreed'; readonly caseId: string; readonly wakes: readonly CaseRef[]; readonly freedAt: string }
  /** A case was held because another one has reserved what it asks for. */
  | { readonly type: 'EntitlementAwaited'; readonly claimId: string; readonly caseId: string; readonly since: string }
  /** A certificate of the person is no more: whatever is decided from now on reckons with that, whenever its input was gathered. */
  | { readonly type: 'CertificateLost'; readonly certificateId: string; readonly cause: LossCause; readonly lostAt: string }
  /** Paid before this system, or elsewhere. */
  | {
      readonly type: 'EntitlementImported';
      readonly useId: string;
      readonly use: NewUse;
      readonly amountFen: Fen;
      readonly paidOn: string;
      readonly region?: string;
      readonly importedAt: string;
    };

export type Entitlements = {
  /** By the case, or by the id of what was imported; oldest first. */
  readonly uses: ReadonlyMap<string, Use>;
  /** The claim of each case that ever reserved something here or waited for it: what concerns the person's claims finds them by this. */
  readonly claims: ReadonlyMap<string, string>;
  readonly waiting: readonly CaseRef[];
  readonly lost: ReadonlyMap<string, LossCause>;
};

const withUse = (book: Entitlements, id: string, use: Use): Entitlements => ({ ...book, uses: new Map(book.uses).set(id, use) });
const withoutWaiting = (book: Entitlements, caseIds: ReadonlySet<string>): Entitlements => ({
  ...book,
  waiting: book.waiting.filter(({ caseId }) => !caseIds.has(caseId)),
});
const ids = (cases: readonly CaseRef[]): ReadonlySet<string> => new Set(cases.map(({ caseId }) => caseId));

export const entitlements: Decider<Entitlements, EntitlementsFact> = {
  category: 'entitlements',
  initial: { uses: new Map(), claims: new Map(), waiting: [], lost: new Map() },
  schemas: {
    EntitlementReserved: 1,
    EntitlementConsumed: 1,
    EntitlementFreed: 1,
    EntitlementAwaited: 1,
    CertificateLost: 1,
    EntitlementImported: 1,
  },
  evolve(book, fact) {
    switch (fact.type) {
      case 'EntitlementReserved': {
        const { claimId, caseId, use } = fact;
        const known = { ...book, claims: new Map(book.claims).set(caseId, claimId) };
        return withUse(withoutWaiting(known, new Set([caseId])), caseId, { ...use, caseId, state: 'RESERVED' });
      }
      case 'EntitlementConsumed': {
        const use = book.uses.get(fact.caseId);
        return withoutWaiting(use ? withUse(book, fact.caseId, { ...use, state: 'CONSUMED' }) : book, ids(fact.wakes));
      }
      case 'EntitlementFreed': {
        const uses = new Map(book.uses);
        uses.delete(fact.caseId);
        return withoutWaiting({ ...book, uses }, ids(fact.wakes));
      }
      case 'EntitlementAwaited': {
        const { claimId, caseId } = fact;
        const waiting = [...book.waiting.filter((one) => one.caseId !== caseId), { claimId, caseId }];
        return { ...book, claims: new Map(book.claims).set(caseId, claimId), waiting };
      }
      case 'CertificateLost':
        return { ...book, lost: new Map(book.lost).set(fact.certificateId, fact.cause) };
      case 'EntitlementImported':
        return withUse(book, fact.useId, { ...fact.use, state: 'CONSUMED' });
    }
  },
};

/** Facts of the book, and the unique keys that go with them. */
export type BookChange = {
  readonly facts: readonly EntitlementsFact[];
  readonly take: readonly string[];
  readonly free: readonly string[];
};
const nothing: BookChange = { facts: [], take: [], free: [] };

type Keys = readonly string[];
const occupationKey = (personId: string, { family, occupation, level }: NewUse): string =>
  `ENT/${personId}/${family}/${occupation}/${level}`;

/** A class, a programme of it, and its stage: nobody is paid twice for these, under whatever pack. */
const classKeys = (personId: string, { family, classIds, programmes, stage }: NewUse): Keys =>
  (classIds ?? []).flatMap((classId) =>
    programmes.map((programme) => `ENT/${personId}/${family}/class/${classId}/${programme}/${stage ?? 0}`),
  );

const ofOccupation = (book: Entitlements, ownId: string, use: NewUse): readonly Use[] =>
  [...book.uses]
    .filter(([id, other]) => id !== ownId && !other.repeatable && occupationKey('', other) === occupationKey('', use))
    .map(([, other]) => other);

const keysOf = (personId: string, use: NewUse): Keys => [
  ...(use.repeatable ? [] : [occupationKey(personId, use)]),
  ...classKeys(personId, use),
];

// The key of an occupation and level belongs to all stages and fees of one use together: the first of them takes it, and the last gives it back.
const keysToTake = (book: Entitlements, personId: string, ownId: string, use: NewUse): Keys =>
  ofOccupation(book, ownId, use).some((other) => isOneUse(use, other)) ? classKeys(personId, use) : keysOf(personId, use);
const keysToFree = (book: Entitlements, personId: string, ownId: string, use: NewUse): Keys =>
  ofOccupation(book, ownId, use).length > 0 ? classKeys(personId, use) : keysOf(personId, use);
const without = (keys: Keys, others: Keys): Keys => keys.filter((key) => !others.includes(key));

/** What a case has to reckon with: every use but its own. */
export const usesBeside = (book: Entitlements, caseId: string): readonly Use[] =>
  [...book.uses].filter(([id]) => id !== caseId).map(([, use]) => use);

const same = (one: Use | undefined, other: NewUse): boolean =>
  one !== undefined && JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = (use: NewUse): readonly unknown[] => [
  use.family,
  use.programmes,
  use.occupation,
  use.level,
  use.year,
  use.funds,
  use.shortage ?? false,
  use.classIds ?? [],
  use.stage ?? 0,
  use.repeatable ?? false,
];

export function reserveUse(
  book: Entitlements,
  { personId, claimId, caseId, use, at }: CaseRef & { readonly personId: string; readonly use: NewUse; readonly at: string },
): BookChange {
  const before = book.uses.get(caseId);
  if (same(before, use)) return nothing;
  const facts: readonly EntitlementsFact[] = [{ type: 'EntitlementReserved', claimId, caseId, use, reservedAt: at }];
  return {
    facts,
    take: without(keysToTake(book, personId, caseId, use), before ? keysOf(personId, before) : []),
    free: before ? without(keysToFree(book, personId, caseId, before), keysOf(personId, use)) : [],
  };
}

/** Paid: the reservation becomes a use, and whoever waited learns that there is nothing to wait for. */
export function consumeUse(book: Entitlements, caseId: string, at: string): BookChange {
  if (book.uses.get(caseId)?.state !== 'RESERVED') return nothing;
  return { ...nothing, facts: [{ type: 'EntitlementConsumed', caseId, wakes: book.waiting, consumedAt: at }] };
}

/** Rejected, dropped, or paid back through no fault of the person: the entitlement is there again. */
export function freeUse(book: Entitlements, personId: string, caseId: string, at: string): BookChange {
  const use = book.uses.get(caseId);
  if (use === undefined) return nothing;
  return {
    facts: [{ type: 'EntitlementFreed', caseId, wakes: book.waiting.filter((one) => one.caseId !== caseId), freedAt: at }],
    take: [],
    free: keysToFree(book, personId, caseId, use),
  };
}

export function awaitUse(book: Entitlements, { claimId, caseId }: CaseRef, at: string): BookChange {
  if (book.waiting.some((one) => one.caseId === caseId)) return nothing;
  return { ...nothing, facts: [{ type: 'EntitlementAwaited', claimId, caseId, since: at }] };
}

export const loseCertificate = (book: Entitlements, certificateId: string, cause: LossCause, at: string): readonly EntitlementsFact[] =>
  book.lost.has(certificateId) ? [] : [{ type: 'CertificateLost', certificateId, cause, lostAt: at }];

export type Import = {
  readonly useId: string;
  readonly personId: string;
  readonly use: NewUse;
  readonly amountFen: Fen;
  readonly paidOn: string;
  readonly region?: string;
};

/** History is taken as it is: what was paid twice elsewhere was paid twice. */
export function importUse(book: Entitlements, { personId, ...imported }: Import, at: string): BookChange {
  if (book.uses.has(imported.useId)) return nothing;
  return {
    facts: [{ type: 'EntitlementImported', ...imported, importedAt: at }],
    take: ofOccupation(book, imported.useId, imported.use).length > 0 ? [] : [occupationKey(personId, imported.use)],
    free: [],
  };
}
