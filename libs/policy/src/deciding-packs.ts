import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { Refused } from '@libs/kernel';
import { familyOf } from './evaluation-parameters';
import type { Programme } from './evaluation';
import { occupations, type Occupation } from './occupations';
import { covers, depth, isValidOn, type Pack } from './pack';

/** A pack that was published, and the instant since when it is known. */
export type KnownPack = { readonly pack: Pack; readonly hash: string; readonly knownAt: string };

/** What decides a case: one pack that pays, those that add tests to it, and the table of occupations. */
export type DecidingPacks = {
  readonly deciding: KnownPack;
  readonly constraints: readonly KnownPack[];
  readonly occupations: readonly Occupation[];
};

export type PackQuestion = {
  readonly programmes: readonly Programme[];
  readonly region: string;
  readonly appliedOn: string;
  readonly certificateIssuedOn?: string;
  readonly classStartsOn?: string;
  readonly planStartsOn?: string;
  /** Nothing that became known after this instant counts. */
  readonly knownAt: string;
};

/** The pack as it is signed: RFC 8785, so that anybody computes the same hash. */
export function packBody(pack: Pack): string {
  const body = canonicalize(pack);
  if (body === undefined) throw new Error(`${pack.id} has no canonical JSON`);
  return body;
}

export const packHash = (pack: Pack): string => createHash('sha256').update(packBody(pack), 'utf8').digest('hex');

export const knownPack = (pack: Pack, knownAt: string): KnownPack => ({ pack, hash: packHash(pack), knownAt });

/** The day by which this pack asks whether it governs the case; without that day, the application's. */
function basisOf({ chosenBy }: Pack, question: PackQuestion): string {
  const days = { CERT_ISSUE: question.certificateIssuedOn, CLASS_START: question.classStartsOn, PLAN_START: question.planStartsOn };
  return (chosenBy && chosenBy !== 'APPLICATION' ? days[chosenBy] : undefined) ?? question.appliedOn;
}

const later = (a: KnownPack, b: KnownPack): number => b.knownAt.localeCompare(a.knownAt) || b.pack.version - a.pack.version;

/** Of each pack that governs the case, the version known last. */
function governing(known: readonly KnownPack[], question: PackQuestion): readonly KnownPack[] {
  const inForce = known
    .filter(
      ({ knownAt, pack }) =>
        knownAt <= question.knownAt && covers(pack.region, question.region) && isValidOn(pack, basisOf(pack, question)),
    )
    .sort(later);
  return inForce.filter(({ pack }, place) => inForce.findIndex((other) => other.pack.id === pack.id) === place);
}

const offersAll = (pack: Pack, programmes: readonly Programme[]): boolean => programmes.every((programme) => pack.programmes?.[programme]);

const constrains = (pack: Pack, programmes: readonly Programme[]): boolean =>
  pack.kind === 'CONSTRAINT' && programmes.some((programme) => pack.constraints?.[programme] ?? pack.constraints?.[familyOf(programme)]);

/**
 * Of the packs that offer the programmes and govern the case, the deepest region decides; constraints of the region and the parent add their tests.
 * Programmes of several families are several claims, for each is an entitlement of its own.
 */
export function decidingPacks(known: readonly KnownPack[], question: PackQuestion): DecidingPacks {
  const { programmes, region, appliedOn } = question;
  if (new Set(programmes.map(familyOf)).size !== 1) throw new Refused('PROGRAMMES_NOT_TOGETHER');
  const inForce = governing(known, question);
  const [deciding] = inForce
    .filter(({ pack }) => pack.kind === 'PAYS' && offersAll(pack, programmes))
    .sort(
      (a, b) =>
        depth(b.pack.region) - depth(a.pack.region) ||
        later(a, b) ||
        b.pack.validFrom.localeCompare(a.pack.validFrom) ||
        a.pack.id.localeCompare(b.pack.id),
    );
  if (!deciding) throw new Refused('NO_POLICY_IN_FORCE', { region, date: appliedOn });
  const constraints = inForce
    .filter((one) => one !== deciding && (constrains(one.pack, programmes) || one.pack.id === deciding.pack.parent))
    .sort((a, b) => a.pack.id.localeCompare(b.pack.id));
  return { deciding, constraints, occupations };
}
