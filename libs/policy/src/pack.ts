import { Refused, type Json } from '@libs/kernel';
import type { Programme } from './evaluation';

/**
 * One number or table of a pack, with where it comes from. `fixture`: chosen so that the demo can run; `interpreted`: a source exists, the reading is
 * ours. `hard`: a child pack may not go beyond it, unless the child names the `authority` that lets it.
 */
export type Param = {
  readonly value: Json;
  readonly source: string;
  readonly fixture?: true;
  readonly interpreted?: string;
  readonly hard?: 'CEILING' | 'FLOOR';
  readonly authority?: string;
};
export type Params = Readonly<Record<string, Param>>;

/** The day by which a pack is chosen. CERT_ISSUE is the application's day where there is no certificate. */
export type ChosenBy = 'APPLICATION' | 'CERT_ISSUE' | 'CLASS_START' | 'PLAN_START';

/** What a document says, as dated data: which days it governs (`valid…`), and since when it is known. */
export type Pack = {
  readonly id: string;
  readonly version: number;
  /** Official site, newspaper, repository copy, mirror, page without an address. */
  readonly doc: {
    readonly title: string;
    readonly number?: string;
    readonly year?: number;
    readonly article?: string;
    readonly reliability: 'O' | 'N' | 'R' | 'M' | 'P';
  };
  /** PAYS: decides claims. CONSTRAINT: adds tests to the packs that pay. RULES: numbers that a service asks for by name. */
  readonly kind: 'PAYS' | 'CONSTRAINT' | 'RULES';
  readonly region: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  /** Where region, days and basis come from. */
  readonly dates?: Omit<Param, 'value' | 'hard' | 'authority'>;
  /** Of RULES, which nobody publishes: since when they are known. */
  readonly knownFrom?: string;
  readonly chosenBy?: ChosenBy;
  readonly parent?: string;
  readonly params: Params;
  readonly programmes?: Readonly<Partial<Record<Programme, Params>>>;
  /** By programme or family. */
  readonly constraints?: Readonly<Partial<Record<Programme, Params>>>;
  /** Numbers of rules that are asked one by one. */
  readonly rules?: Readonly<Record<string, Params>>;
};

export type Asked = { readonly region: string; readonly on: string; readonly knownOn?: string };

// GB/T 2260: two digits each for province, city and county; "00" covers everything below.
const prefix = (region: string): string => region.replace(/(00)+$/, '');

export const covers = (packRegion: string, region: string): boolean => region.startsWith(prefix(packRegion));
export const depth = (region: string): number => prefix(region).length;
export const isValidOn = ({ validFrom, validTo }: Pack, on: string): boolean => validFrom <= on && (validTo === null || on <= validTo);
export const nameOf = ({ id, version }: Pack): string => `${id}@${version}`;

const knownSince = ({ knownFrom, validFrom }: Pack): string => knownFrom ?? validFrom;

/**
 * The pack that governs a region on a day, of those that have the parameter: the deepest region wins; of its versions the one known last, then the highest.
 * Both days of the validity are included. Without one, nothing is guessed.
 */
export function packInForce(packs: readonly Pack[], param: string, { region, on, knownOn = on }: Asked): Pack {
  const inForce = packs
    .filter((pack) => pack.kind === 'RULES' && param in pack.params)
    .filter((pack) => covers(pack.region, region) && isValidOn(pack, on) && knownSince(pack) <= knownOn)
    .sort((a, b) => depth(b.region) - depth(a.region) || knownSince(b).localeCompare(knownSince(a)) || b.version - a.version);
  const [pack] = inForce;
  if (!pack) throw new Refused('NO_POLICY_IN_FORCE', { region, date: on });
  return pack;
}

/** A pack that stands on a number without a source is for rehearsals; nobody signs it for real money. */
export function hasFixture(pack: Pack): boolean {
  const tables = [pack.params, ...[pack.programmes, pack.constraints, pack.rules].flatMap((part) => Object.values(part ?? {}))];
  return pack.dates?.fixture === true || tables.some((params) => Object.values(params ?? {}).some(({ fixture }) => fixture === true));
}
