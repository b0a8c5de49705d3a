// A policy pack: drafted from what ships, signed by two people, and from the second signature on known to every decision.
import { withKeys, type Decider, type WithKeys } from '@libs/event-store';
import { Refused } from '@libs/kernel';

export type Draft = {
  readonly version: number;
  /** The pack as canonical JSON; its SHA-256 is the hash. */
  readonly body: string;
  readonly hash: string;
  readonly region: string;
  readonly hasFixture: boolean;
};

export type PackFact =
  | ({ readonly type: 'PackDrafted'; readonly draftedBy: string; readonly draftedAt: string } & Draft)
  | { readonly type: 'PackSigned'; readonly version: number; readonly hash: string; readonly signer: string; readonly signedAt: string }
  | {
      readonly type: 'PolicyPackPublished';
      readonly version: number;
      readonly hash: string;
      readonly region: string;
      readonly body: string;
      readonly knownAt: string;
    };

export type PackVersion = Draft & { readonly signers: readonly string[]; readonly knownAt?: string };
export type PackState = { readonly versions: ReadonlyMap<number, PackVersion> };

const changed = (state: PackState, version: number, change: (known: PackVersion) => PackVersion): PackState => {
  const known = state.versions.get(version);
  return known ? { versions: new Map(state.versions).set(version, change(known)) } : state;
};

export const pack: Decider<PackState, PackFact> = {
  category: 'pack',
  initial: { versions: new Map() },
  schemas: { PackDrafted: 1, PackSigned: 1, PolicyPackPublished: 1 },
  evolve(state, fact) {
    switch (fact.type) {
      case 'PackDrafted': {
        const { version, body, hash, region, hasFixture } = fact;
        return { versions: new Map(state.versions).set(version, { version, body, hash, region, hasFixture, signers: [] }) };
      }
      case 'PackSigned':
        return changed(state, fact.version, (known) => ({ ...known, signers: [...known.signers, fact.signer] }));
      case 'PolicyPackPublished':
        return changed(state, fact.version, (known) => ({ ...known, knownAt: fact.knownAt }));
    }
  },
};

/** Drafted again with the same content it stands as it is; with other content its signatures are void, unless it is published: then only the next version may differ. */
export function draftPack(state: PackState, draft: Draft, draftedBy: string, now: string): readonly PackFact[] {
  const known = state.versions.get(draft.version);
  if (known?.hash === draft.hash) return [];
  if (known?.knownAt !== undefined) throw new Refused('PACK_ALREADY_PUBLISHED', { version: draft.version });
  return [{ type: 'PackDrafted', ...draft, draftedBy, draftedAt: now }];
}

export type Signature = {
  readonly packId: string;
  readonly version: number;
  readonly signer: string;
  readonly rehearsal: boolean;
  readonly now: string;
};

/** A pack pays only once two people have signed it, and what was made up for a rehearsal is signed nowhere else. */
export function signPack(state: PackState, { packId, version, signer, rehearsal, now }: Signature): WithKeys<readonly PackFact[]> {
  const known = state.versions.get(version);
  if (known === undefined) throw new Refused('PACK_NOT_FOUND');
  if (known.signers.includes(signer)) throw new Refused('SOD_VIOLATION');
  if (known.knownAt !== undefined) throw new Refused('PACK_ALREADY_PUBLISHED', { version });
  if (known.hasFixture && !rehearsal) throw new Refused('FIXTURE_PACK', { pack: `${packId}@${version}` });
  const { hash, region, body } = known;
  const signed: PackFact = { type: 'PackSigned', version, hash, signer, signedAt: now };
  const keys = { take: [`pack/${packId}/${version}/${hash}/${signer}`] };
  if (known.signers.length === 0) return withKeys([signed], keys);
  return withKeys([signed, { type: 'PolicyPackPublished', version, hash, region, body, knownAt: now }], keys);
}
