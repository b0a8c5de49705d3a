import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, Refused } from '@libs/kernel';
import {
  decidingPacks,
  evaluateCase,
  knownPack,
  nameOf,
  packParameter,
  withParameters,
  type CaseDecision,
  type CaseInput,
  type DecidingPacks,
  type KnownPack,
  type Pack,
} from '@libs/policy';
import { PublishedPackRow } from './published-pack.projection';

/** What a case says about the packs that decide it. */
type Unanswered = Omit<CaseInput, 'book'>;

const issuedOn = ({ certificate, answers }: Unanswered): string | undefined => {
  if (certificate?.found) return certificate.found.issuedOn;
  const answer = answers['certificates'];
  const value = answer?.outcome === 'ANSWERED' ? (answer.value as { readonly issued?: unknown } | null) : undefined;
  return typeof value?.issued === 'string' ? value.issued : undefined;
};

/** All packs that were published when it was made; pure from then on. */
export class PackShelf {
  constructor(
    readonly known: readonly KnownPack[],
    /** When it was read; nothing on it became known later. */
    readonly readAt: string,
  ) {}

  decidingFor(input: Unanswered, knownAt: string): DecidingPacks {
    const { programmes, region, appliedOn } = input;
    const [certificateIssuedOn, classStartsOn] = [issuedOn(input), input.class?.startsOn];
    return decidingPacks(this.known, {
      programmes,
      region,
      appliedOn,
      ...(certificateIssuedOn !== undefined && { certificateIssuedOn }),
      ...(classStartsOn !== undefined && { classStartsOn }),
      knownAt,
    });
  }

  readonly evaluateAt =
    (knownAt: string) =>
    (input: CaseInput): CaseDecision =>
      evaluateCase(input, this.decidingFor(input, knownAt));

  /** As it would be decided if these parameters of the deciding pack were others. */
  readonly evaluateWith =
    (knownAt: string, changes: Readonly<Record<string, unknown>>) =>
    (input: CaseInput): CaseDecision => {
      const packs = this.decidingFor(input, knownAt);
      const [programme] = input.programmes;
      if (programme === undefined || Object.keys(changes).length === 0) return evaluateCase(input, packs);
      const changed = input.programmes.reduce(
        (pack, one) => (pack.programmes?.[one] ? changedPack(pack, one, changes) : pack),
        packs.deciding.pack,
      );
      return evaluateCase(input, { ...packs, deciding: knownPack(changed, packs.deciding.knownAt) });
    };

  /** Of the pack that decided a case. */
  readonly publicityWorkingDays = ({ decision }: { readonly decision?: CaseDecision }): number => {
    const by = decision?.packs[0];
    const found = this.known.find(({ pack, hash }) => by !== undefined && hash === by.hash && nameOf(pack) === by.pack);
    const days = found && packParameter(found.pack, 'publicityWorkingDays');
    if (days === undefined) throw new Refused('NO_POLICY_IN_FORCE', { region: '', date: '' });
    return days;
  };
}

const changedPack = (pack: Pack, programme: CaseInput['programmes'][number], changes: Readonly<Record<string, unknown>>): Pack =>
  withParameters(pack, programme, changes as Parameters<typeof withParameters>[2]);

/** The published packs, each read once: a published version never changes. */
@Injectable()
export class KnownPacks {
  readonly #read = new Map<string, KnownPack>();

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async all(): Promise<PackShelf> {
    const rows = await this.database
      .getRepository(PublishedPackRow)
      .find({ select: { packId: true, packVersion: true, hash: true, knownAt: true } });
    const missing = rows.filter(({ hash }) => !this.#read.has(hash));
    for (const { packId, packVersion } of missing) {
      const { body, hash, knownAt } = await this.database.getRepository(PublishedPackRow).findOneByOrFail({ packId, packVersion });
      this.#read.set(hash, { pack: JSON.parse(body) as Pack, hash, knownAt });
    }
    const known = rows.flatMap(({ hash }) => this.#read.get(hash) ?? []);
    // The log's time may be a little ahead of this process's: what is published is known, whatever our own clock says.
    const readAt = known.reduce((latest, { knownAt }) => (knownAt > latest ? knownAt : latest), this.clock.now());
    return new PackShelf(known, readAt);
  }
}
