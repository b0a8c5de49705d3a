import { Injectable } from '@nestjs/common';
import { PersonAccountChangedV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { TakeAccountChange } from './take-account-change';

@Injectable()
export class OnPersonAccountChanged implements Consumer<PersonAccountChangedV1> {
  readonly name = 'claim.on-person-account-changed';
  readonly contract = PersonAccountChangedV1;
  constructor(private readonly changes: TakeAccountChange) {}

  handle({ command, data: { personId, accountVersion }, seq }: Message<PersonAccountChangedV1>): Promise<void> {
    return this.changes.take(command, { payee: { kind: 'PERSON', id: personId }, accountVersion }, seq);
  }
}
