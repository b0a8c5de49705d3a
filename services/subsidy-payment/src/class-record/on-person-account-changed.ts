import { Injectable } from '@nestjs/common';
import { PersonAccountChangedV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { ClassRecords } from './class-records';

@Injectable()
export class OnPersonAccountChanged implements Consumer<PersonAccountChangedV1> {
  readonly name = 'class-record.on-person-account-changed';
  readonly contract = PersonAccountChangedV1;
  constructor(private readonly records: ClassRecords) {}

  handle({ data, seq }: Message<PersonAccountChangedV1>): Promise<void> {
    return this.records.keepAccount(data, seq);
  }
}
