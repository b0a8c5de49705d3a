import { Injectable } from '@nestjs/common';
import { OrganisationRegisteredV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import type { Consumer, Message } from '@libs/messaging';
import { assessorRegister, registerAssessor, registerId, type AssessorKind } from './assessor-register.decider';

/** Of all organisations these may assess. */
const kinds: Readonly<Record<string, AssessorKind>> = { assessor: 'S', enterprise: 'Y' };

@Injectable()
export class OnOrganisationRegistered implements Consumer<OrganisationRegisteredV1> {
  readonly name = 'assessor.on-organisation-registered';
  readonly contract = OrganisationRegisteredV1;
  constructor(private readonly store: EventStore) {}

  async handle({ command, data }: Message<OrganisationRegisteredV1>): Promise<void> {
    const kind = kinds[data.kind];
    if (kind === undefined) return;
    const { organisationId: assessorId, region } = data;
    await this.store.decide(assessorRegister, registerId, command, (register) => registerAssessor(register, { assessorId, kind, region }));
  }
}
