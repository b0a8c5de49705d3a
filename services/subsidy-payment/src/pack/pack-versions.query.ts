import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, ValidateNested } from 'class-validator';
import { EventStore } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { IsBusinessDay } from '@libs/platform';
import { hasFixture, packBody, packHash, type Pack, type Params } from '@libs/policy';
import { packName } from './draft-pack';
import { PackList } from './pack-list.query';
import { pack as packStream, type PackVersion } from './pack.decider';
import { ShippedPacks } from './shipped-packs';

const statuses = ['SHIPPED', 'DRAFTED', 'SIGNED', 'PUBLISHED'] as const;
const kinds = ['PAYS', 'CONSTRAINT', 'RULES'] as const;

export class PackDocumentView {
  @IsString() readonly title!: string;
  @IsOptional() @IsString() readonly number?: string;
  @IsOptional() @IsInt() readonly year?: number;
  @IsOptional() @IsString() readonly article?: string;
  /** Official site, newspaper, repository copy, mirror, page without an address. */
  @IsIn(['O', 'N', 'R', 'M', 'P']) readonly reliability!: Pack['doc']['reliability'];
}

/** A version of a pack as an officer sees it: what it governs, how far it has come, and who has signed. */
export class PackVersionView {
  @IsString() readonly packId!: string;
  @IsInt() readonly packVersion!: number;
  /** SHIPPED lies ready and binds nobody yet, unless it is of RULES, which services ask for as they ship. */
  @IsIn(statuses) readonly status!: (typeof statuses)[number];
  @IsIn(kinds) readonly kind!: Pack['kind'];
  @ValidateNested() @Type(() => PackDocumentView) readonly doc!: PackDocumentView;
  @IsString() readonly region!: string;
  @IsBusinessDay() readonly validFrom!: string;
  @IsOptional() @IsBusinessDay() readonly validTo?: string;
  @IsOptional() @IsString() readonly chosenBy?: string;
  @IsOptional() @IsString() readonly parent?: string;
  /** That it pays, or adds tests to. */
  @IsString({ each: true }) readonly programmes!: readonly string[];
  @IsString() readonly hash!: string;
  /** Where what ships says something else than what was drafted; to draft again voids the signatures. */
  @IsOptional() @IsString() readonly shippedHash?: string;
  @IsBoolean() readonly hasFixture!: boolean;
  @IsInt() readonly interpreted!: number;
  @IsString({ each: true }) readonly signers!: readonly string[];
  /** Since when decisions know it: a moment; of RULES a day. */
  @IsOptional() @Matches(/^\d{4}-\d{2}-\d{2}/) readonly knownAt?: string;
}

export class PackVersionsView {
  @IsArray() @ValidateNested({ each: true }) @Type(() => PackVersionView) readonly items!: readonly PackVersionView[];
}

export class PackVersionWhole extends PackVersionView {
  /** As it is signed: canonical JSON, of which the hash is the SHA-256. */
  @IsString() readonly body!: string;
}

type Known = { readonly pack: Pack; readonly body: string; readonly view: PackVersionView };

/** Every version that ships, was drafted or published: what officers choose from, compare and sign. */
@Injectable()
export class PackVersions {
  constructor(
    private readonly store: EventStore,
    private readonly shipped: ShippedPacks,
    private readonly published: PackList,
  ) {}

  async all(): Promise<PackVersionsView> {
    const { items } = await this.published.all({});
    const ids = new Set([...this.shipped.all.map(({ id }) => id), ...items.map(({ packId }) => packId)]);
    const known = await Promise.all([...ids].toSorted().map((id) => this.#of(id)));
    return { items: known.flat().map(({ view }) => view) };
  }

  async one(packId: string, version: number): Promise<PackVersionWhole> {
    if (!packName.test(packId)) throw new Refused('PACK_NOT_FOUND');
    const known = (await this.#of(packId)).find(({ view }) => view.packVersion === version);
    if (!known) throw new Refused('PACK_NOT_FOUND');
    return { ...known.view, body: known.body };
  }

  async #of(packId: string): Promise<readonly Known[]> {
    const shipped = this.shipped.all.filter(({ id }) => id === packId);
    const { state } = await this.store.stateOf(packStream, packId);
    const versions = new Set([...shipped.map(({ version }) => version), ...state.versions.keys()]);
    return [...versions]
      .toSorted((one, other) => one - other)
      .flatMap(
        (version) =>
          known(
            state.versions.get(version),
            shipped.find((pack) => pack.version === version),
          ) ?? [],
      );
  }
}

function known(drafted: PackVersion | undefined, shipped: Pack | undefined): Known | undefined {
  const pack = drafted ? (JSON.parse(drafted.body) as Pack) : shipped;
  if (!pack) return undefined;
  const shippedHash = shipped && packHash(shipped);
  const hash = drafted?.hash ?? packHash(pack);
  return {
    pack,
    body: drafted?.body ?? packBody(pack),
    view: {
      ...governs(pack),
      ...progressOf(pack, drafted),
      hash,
      ...(shippedHash !== undefined && shippedHash !== hash && { shippedHash }),
      hasFixture: hasFixture(pack),
      interpreted: paramsOf(pack).filter(({ interpreted }) => interpreted !== undefined).length,
    },
  };
}

const paramsOf = ({ params, programmes, constraints, rules }: Pack) =>
  [params, ...[programmes, constraints, rules].flatMap((part): Params[] => Object.values(part ?? {}))].flatMap((each) =>
    Object.values(each),
  );

function governs({ id, version, kind, doc, region, validFrom, validTo, chosenBy, parent, programmes, constraints }: Pack) {
  return {
    packId: id,
    packVersion: version,
    ...{ kind, doc, region, validFrom },
    ...(validTo !== null && { validTo }),
    ...(chosenBy !== undefined && { chosenBy }),
    ...(parent !== undefined && { parent }),
    programmes: [...new Set([...Object.keys(programmes ?? {}), ...Object.keys(constraints ?? {})])],
  };
}

function progressOf(
  { kind, knownFrom, validFrom }: Pack,
  drafted: PackVersion | undefined,
): Pick<PackVersionView, 'status' | 'signers' | 'knownAt'> {
  if (drafted?.knownAt !== undefined) return { status: 'PUBLISHED', signers: drafted.signers, knownAt: drafted.knownAt };
  if (drafted) return { status: drafted.signers.length === 0 ? 'DRAFTED' : 'SIGNED', signers: drafted.signers };
  return { status: 'SHIPPED', signers: [], ...(kind === 'RULES' && { knownAt: knownFrom ?? validFrom }) };
}
