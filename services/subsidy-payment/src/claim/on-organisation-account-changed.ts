import { Injectable } from '@nestjs/common';
import { OrganisationAccountChangedV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { TakeAccountChange } from './take-account-change';

@Injectable()
export class OnOrganisationAccountChanged implements Consumer<OrganisationAccountChangedV1> {
  readonly name = 'claim.on-organisation-account-changed';
  readonly contract = OrganisationAccountChangedV1;
  constructor(private readonly changes: TakeAccountChange) {}

  handle({ command, data: { organisationId, accountVersion }, seq }: Message<OrganisationAccountChangedV1>): Promise<void> {
    return this.changes.take(command, { payee: { kind: 'ORGANISATION', id: organisationId }, accountVersion }, seq);
  }
}
