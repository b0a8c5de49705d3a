import { Injectable } from '@nestjs/common';
import { SanctionImposedV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import type { Consumer, Message } from '@libs/messaging';
import { banOrganisation, organisation } from './organisation.decider';

@Injectable()
export class OnSanctionImposed implements Consumer<SanctionImposedV1> {
  readonly name = 'organisation.on-sanction-imposed';
  readonly contract = SanctionImposedV1;
  constructor(private readonly store: EventStore) {}

  async handle({ command, data }: Message<SanctionImposedV1>): Promise<void> {
    const { sanctionId, organisationId, imposedOn, bannedUntil } = data;
    // A talk bans nobody.
    if (bannedUntil === undefined) return;
    await this.store.decide(organisation, organisationId, command, (state) =>
      banOrganisation(state, { sanctionId, until: bannedUntil, imposedOn }),
    );
  }
}
