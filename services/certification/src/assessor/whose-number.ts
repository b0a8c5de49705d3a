import { Injectable } from '@nestjs/common';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { assessorRegister, numberAgency, registerId, type AssessorKind } from './assessor-register.decider';

const agencyDigits = 4;
const anywhere = '000000';

/** How certificates name whoever issues them. */
export type Issuer = { readonly assessorId: string; readonly kind: AssessorKind; readonly agency: string; readonly region: string };

/** The assessor for whom somebody acts. */
export function assessorOf(actor: Actor): string {
  const assessorId = actor.scope.organisation;
  if (assessorId === undefined) throw new Refused('NO_ASSESSOR');
  return assessorId;
}

@Injectable()
export class IssuerNumbers {
  constructor(private readonly store: EventStore) {}

  /** A decision of its own before the certificate's: a number that was given and not used is still the assessor's. */
  async issuerOf(actor: Actor, command: CommandMeta, region: string | undefined): Promise<Issuer> {
    const assessorId = assessorOf(actor);
    const numbering = { ...command, id: `${command.id}/agency`, input: { assessorId } };
    const { state } = await this.store.decide(assessorRegister, registerId, numbering, (register) =>
      numberAgency(register, assessorId, agencyDigits),
    );
    const known = state.assessors.get(assessorId);
    if (known?.agency === undefined) throw new Refused('NO_ASSESSOR');
    const where = known.region ?? region ?? actor.scope.region ?? anywhere;
    return { assessorId, kind: known.kind, agency: known.agency, region: where.padEnd(anywhere.length, '0') };
  }
}
