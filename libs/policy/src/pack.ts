import { Refused, type Json } from '@libs/kernel';

/** One number or table of a pack, with where it comes from. `fixture`: chosen so that the demo can run; `assumed`: a source exists, the reading is ours. */
export type Param = { readonly value: Json; readonly source: string; readonly fixture?: true; readonly assumed?: string };

/** What a document says, as dated data: which days it governs (`valid…`), and since when it is known. */
export type Pack = {
  readonly id: string;
  readonly version: number;
  /** Official site, newspaper, repository copy, mirror, page without an address. */
  readonly doc: {
    readonly title: string;
    readonly number?: string;
    readonly year: number;
    readonly article?: string;
    readonly reliability: 'O' | 'N' | 'R' | 'M' | 'P';
  };
  readonly region: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly knownFrom: string;
  readonly params: Readonly<Record<string, Param>>;
};

export type Asked = { readonly region: string; readonly on: string; readonly knownOn?: string };

// GB/T 2260: two digits each for province, city and county; "00" covers everything below.
const covers = (packRegion: string, region: string): boolean => region.startsWith(packRegion.replace(/(00)+$/, ''));

const depth = (region: string): number => region.replace(/(00)+$/, '').length;

/**
 * The pack that governs a region on a day, of those that have the parameter: the deepest region wins; of its versions the one known last, then the highest.
 * Both days of the validity are included. Without one, nothing is guessed.
 */
export function packInForce(packs: readonly Pack[], param: string, { region, on, knownOn = on }: Asked): Pack {
  const inForce = packs
    .filter((pack) => param in pack.params && covers(pack.region, region) && pack.knownFrom <= knownOn)
    .filter((pack) => pack.validFrom <= on && (pack.validTo === null || on <= pack.validTo))
    .sort((a, b) => depth(b.region) - depth(a.region) || b.knownFrom.localeCompare(a.knownFrom) || b.version - a.version);
  const [pack] = inForce;
  if (!pack) throw new Refused('NO_POLICY_IN_FORCE', { region, date: on });
  return pack;
}
