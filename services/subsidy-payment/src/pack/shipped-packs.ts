import { Injectable } from '@nestjs/common';
import { Refused } from '@libs/kernel';
import { hasFixture, packBody, packHash, readPacks, type Pack } from '@libs/policy';
import type { Draft } from './pack.decider';

/** The packs that ship with the project: the first import, from which people draft what they sign. */
@Injectable()
export class ShippedPacks {
  readonly all: readonly Pack[] = readPacks();

  draft(packId: string, version: number): Draft {
    const pack = this.all.find((one) => one.id === packId && one.version === version && one.kind !== 'RULES');
    if (!pack) throw new Refused('PACK_NOT_FOUND');
    return { version, body: packBody(pack), hash: packHash(pack), region: pack.region, hasFixture: hasFixture(pack) };
  }
}
